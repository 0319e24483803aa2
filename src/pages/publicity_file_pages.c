/* publicity_file_pages.c - PDFs that go out with the notice: uploaded by the office, read page by page in the confined
 * child for the publish gate, downloaded by everybody once they are released. */
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/evidence.h"
#include "domain/text_clean.h"
#include "domain/text_count.h"
#include "http/negotiate.h"
#include "media/media.h"
#include "media/sniff.h"
#include "pages/evidence_pages.h"
#include "pages/pages.h"
#include "pages/plain_fields.h"
#include "pages/publicity_pages.h"
#include "pages/scan_intake.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/web.h"

enum { FILE_BYTES_MAX = 10 * 1024 * 1024, FILE_PAGES_MAX = 60, EXTENSION_BYTES = 4 };

static const struct document_limits limits = {.bytes_max = FILE_BYTES_MAX, .pages_max = FILE_PAGES_MAX};

struct attaching {
    struct publicity_desk desk;
    struct typed title;
    const char *file_error;
};

/* ---- shown ---- */

static const char *file_meta(struct web *w, const struct published_file *f)
{
    return text_format(w->arena, "PDF，%d 页，%s", f->pages, byte_text(w->arena, f->byte_count));
}

const struct publicity_attached_view *publicity_attached(struct web *w, const struct published_notice *n,
                                                         bool has_links)
{
    struct publicity_attached_view *list = ARENA_ARRAY(w->arena, struct publicity_attached_view, n->files_len + 1);
    for (size_t i = 0; i < n->files_len; i++) {
        const struct published_file *f = &n->files[i];
        list[i] = (struct publicity_attached_view){.title = f->title, .meta = file_meta(w, f)};
        if (has_links) {
            list[i].url = url_path(text_format(w->arena, "/publicity/files/%s", f->sha256));
        }
    }
    return list;
}

static enum err begin_attaching(struct web *w, struct attaching *g)
{
    *g = (struct attaching){
        .title = {.id = "title", .label = "附件名称", .value = "", .help = "公众看到的名称，例如 公示的盖章扫描件"}};
    TRY(may_view_publicity(&w->actor));
    return publicity_desk_of(web_reading(w), w->round, w->now, &g->desk);
}

static const char *state_words(struct web *w, const struct publicity_desk *d)
{
    if (d->facts.is_proposed) {
        return text_format(w->arena, "%s已经提出发布，暂时不能增减；要增减，请先撤回提出。", d->proposal.proposer);
    }
    return d->facts.is_shortlisted ? "评定命名阶段已经结束，公示不再更改。"
                                   : "候选名单还没有发布，发布以后才能编写公示。";
}

static const struct publicity_file_view *show_files(struct web *w, const struct publicity_desk *d)
{
    struct publicity_file_view *list = ARENA_ARRAY(w->arena, struct publicity_file_view, d->files_len + 1);
    for (size_t i = 0; i < d->files_len; i++) {
        const struct publicity_file *f = &d->files[i];
        const char *path = text_format(w->arena, "/publicity/compose/files/%s", f->ref);
        list[i] =
            (struct publicity_file_view){.url = url_path(path),
                                         .remove_url = url_path(text_format(w->arena, "%s/remove", path)),
                                         .title = f->is.title,
                                         .meta = text_format(w->arena, "%s · %s %s上传", file_meta(w, &f->is),
                                                             at_short_chinese(w->arena, f->added_at), f->added_by)};
    }
    return list;
}

static struct error_summary_view errors_of(struct web *w, const struct attaching *g)
{
    struct error_item_view *items = ARENA_ARRAY(w->arena, struct error_item_view, 2);
    size_t len = 0;
    if (g->title.error != NULL) {
        items[len++] = (struct error_item_view){"title", g->title.error};
    }
    if (g->file_error != NULL) {
        items[len++] = (struct error_item_view){"file", g->file_error};
    }
    return (struct error_summary_view){items, len, (int)len};
}

static enum err show_attaching(struct web *w, const struct attaching *g, int status)
{
    bool can_edit = may_compose_notice(&w->actor, &g->desk.facts) == OK;
    struct publicity_files_view v = {
        .state_text = can_edit ? NULL : state_words(w, &g->desk),
        .can_edit = can_edit,
        .can_add = can_edit && g->desk.files_len < PUBLISHED_FILES_MAX,
        .files = show_files(w, &g->desk),
        .files_len = g->desk.files_len,
        .title = line_field(w->arena, &g->title, ""),
        .file_error = g->file_error,
        .file_help = text_format(w->arena,
                                 "最多 %d 份，每份不超过 10 MB、%d 页；里面不要有个人的电话、证件和银行卡号码，公布以前"
                                 "会逐页检查，机器看不懂的页要有人看过",
                                 PUBLISHED_FILES_MAX, FILE_PAGES_MAX),
        .errors = errors_of(w, g)};
    v.title.is_optional = true;
    frame_page(w, &v.page, "公示的附件");
    v.page.has_errors = v.errors.items_len > 0;
    if (fields_has(&w->rq->query, "added")) {
        frame_flash(&v.page, "ok", "已上传", "发布以前，请到“编写公示”看检查的结果。");
    } else if (fields_has(&w->rq->query, "removed")) {
        frame_flash(&v.page, "ok", "已去掉", "下一次发布就没有这份附件。");
    }
    tpl_publicity_files(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err publicity_files_page(struct web *w)
{
    struct attaching g;
    TRY(begin_attaching(w, &g));
    return show_attaching(w, &g, 200);
}

/* ---- added ---- */

/* One that was sent; w->prepared. */
struct arrived {
    const char *refusal; /* NULL: it is kept */
    struct evidence_file file;
    struct publicity_file_page *pages;
    size_t pages_len;
};

static enum err read_pages(struct web *w, const struct media_document *d, struct arrived *x)
{
    struct media_pdf_text text;
    enum err e = media_pdf_text(w->app->media, d->bytes, d->len, w->arena, &text);
    if (e == ERR_INVALID) {
        x->refusal = "这份 PDF 里的文字读不出来，不能检查有没有个人信息。请重新导出，或者扫描成图片再转成 PDF";
        return OK;
    }
    TRY(e);
    x->pages = ARENA_ARRAY(w->arena, struct publicity_file_page, text.pages_len + 1);
    x->pages[x->pages_len++] = (struct publicity_file_page){.number = 0, .text = text.outside};
    for (size_t i = 0; i < text.pages_len; i++) {
        x->pages[x->pages_len++] =
            (struct publicity_file_page){(int)i + 1, text.pages[i].text, text.pages[i].has_unread};
    }
    return OK;
}

enum err publicity_file_prepare(struct web *w)
{
    const struct upload *u = request_upload(w->rq, "file");
    struct media_document d;
    if (u == NULL || u->len == 0) {
        return OK;
    }
    struct arrived *x = ARENA_NEW(w->arena, struct arrived);
    w->prepared = x;
    TRY(media_take_document(w->app->media, u->fd, u->len, &limits, w->arena, &d));
    if (d.finding != MEDIA_FINE) {
        x->refusal = media_document_text(w->arena, &d, &limits, u->filename);
        return OK;
    }
    if (d.kind != DOCUMENT_PDF) {
        x->refusal = "请选择 PDF 文件；图片请先转成 PDF";
        return OK;
    }
    TRY(read_pages(w, &d, x));
    return x->refusal == NULL ? evidence_keep(w, &d, &x->file) : OK;
}

/* As it will be read: what was typed, or what the file was called. */
static const char *title_of(struct web *w)
{
    const char *typed = posted_line(w, "title");
    const struct upload *u = request_upload(w->rq, "file");
    if (*typed != '\0' || u == NULL) {
        return typed;
    }
    char *name = text_clean_line(w->arena, u->filename);
    size_t len = strlen(name);
    if (len > EXTENSION_BYTES && strcasecmp(name + len - EXTENSION_BYTES, ".pdf") == 0) {
        name[len - EXTENSION_BYTES] = '\0';
    }
    return name;
}

static const char *file_fault(struct web *w, const struct attaching *g)
{
    const struct arrived *x = w->prepared;
    if (x == NULL) {
        return "请选择 PDF 文件";
    }
    if (x->refusal != NULL) {
        return x->refusal;
    }
    for (size_t i = 0; i < g->desk.files_len; i++) {
        if (strcmp(g->desk.files[i].is.sha256, x->file.sha256) == 0) {
            return text_format(w->arena, "这份文件已经在附件里：“%s”", g->desk.files[i].is.title);
        }
    }
    return g->desk.files_len < PUBLISHED_FILES_MAX
               ? NULL
               : text_format(w->arena, "最多 %d 份附件，请先去掉一份", PUBLISHED_FILES_MAX);
}

/* A later version says what is different; where the draft does not yet, it says this. */
static void say_change(struct web *w, struct attaching *g, const char *what, const char *title)
{
    if (g->desk.before.version_no > 0 && *g->desk.draft.change_text == '\0') {
        g->desk.draft.change_text = text_format(w->arena, "%s附件“%s”。", what, title);
    }
}

enum err publicity_file_add_page(struct web *w)
{
    struct attaching g;
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(begin_attaching(w, &g));
    g.title.value = posted_line(w, "title");
    if (may_compose_notice(&w->actor, &g.desk.facts) != OK) {
        return show_attaching(w, &g, 409);
    }
    const char *title = title_of(w);
    g.file_error = file_fault(w, &g);
    if (zi_count(title) > PUBLICITY_FILE_ZI) {
        g.title.error = text_format(w->arena, "附件名称太长，请缩短到 %d 字以内", PUBLICITY_FILE_ZI);
    } else if (*title == '\0' && g.file_error == NULL) {
        g.title.error = "请填写附件名称";
    }
    if (g.title.error != NULL || g.file_error != NULL) {
        return show_attaching(w, &g, 422);
    }
    const struct arrived *x = w->prepared;
    const struct published_file f = {title, x->file.sha256, x->file.pages, x->file.byte_count};
    say_change(w, &g, "增加", title);
    TRY(evidence_file_add(w->db, &x->file, w->now));
    TRY(publicity_file_add(&c, w->round->id, &g.desk, &f, x->pages, x->pages_len));
    web_redirect(w, "/publicity/compose/files?added=1");
    return OK;
}

/* ---- seen and taken out ---- */

/* One of the draft's.  ERR_NOT_FOUND: there is none, or it was taken out meanwhile. */
static enum err file_of_path(struct web *w, const struct publicity_desk *d, const struct publicity_file **ret)
{
    for (size_t i = 0; i < d->files_len; i++) {
        if (strcmp(d->files[i].ref, w->parts[0]) == 0) {
            *ret = &d->files[i];
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

enum err publicity_file_page(struct web *w)
{
    struct attaching g;
    const struct publicity_file *f = NULL;
    TRY(begin_attaching(w, &g));
    TRY(file_of_path(w, &g.desk, &f));
    return scan_send(w, f->is.sha256, f->is.title);
}

enum err publicity_file_remove_page(struct web *w)
{
    struct attaching g;
    const struct publicity_file *f = NULL;
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(begin_attaching(w, &g));
    TRY(file_of_path(w, &g.desk, &f));
    if (may_compose_notice(&w->actor, &g.desk.facts) != OK) {
        return show_attaching(w, &g, 409);
    }
    say_change(w, &g, "去掉", f->is.title);
    TRY(publicity_file_remove(&c, w->round->id, &g.desk, f));
    web_redirect(w, "/publicity/compose/files?removed=1");
    return OK;
}

/* ---- public ---- */

enum err published_file_page(struct web *w)
{
    struct published_file f;
    const char *etag = text_format(w->arena, "\"%s\"", w->parts[0]);
    TRY(published_file_of(w->db, w->arena, w->parts[0], &f));
    TRY(scan_send(w, f.sha256, f.title));
    w->rs->status = etag_matches(w->rq->if_none_match, etag) ? 304 : 200;
    response_header_set(w->rs, "Cache-Control", "public, no-cache"); /* a later version may leave it out */
    response_header_set(w->rs, "ETag", etag);
    return OK;
}
