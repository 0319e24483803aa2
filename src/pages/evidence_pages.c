/* evidence_pages.c - the page of attachments: one plain form a type, captions, order, replacing, removing. */
#include "pages/evidence_pages.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/text_clean.h"
#include "media/partial_file.h"
#include "pages/pages.h"
#include "pages/plain_fields.h"
#include "pages/section_pages.h"
#include "store/return_store.h"
#include "store/round_store.h"
#include "web/frame.h"
#include "web/web.h"

enum { SENT_MAX = 12 };

/* What this request has to say about the page: the files that were refused, a caption that was. */
struct said {
    const char *kind; /* of the form that was sent; "" */
    const struct text_view *refusals;
    size_t refusals_len;
    const char *caption;     /* as it was typed into that form */
    const char *ref;         /* of the attachment whose caption was refused; "" */
    const char *its_caption; /* as it was typed there */
    const char *its_refusal;
};

/* ---- showing ---- */

static const char *limits_text(struct arena *a, const struct evidence_rules *rules)
{
    return text_format(a, "PDF、JPG 或 PNG，每个文件不超过 %s，最多 %d 个文件，合计不超过 %s。",
                       byte_text(a, rules->file_bytes_max), rules->files_max, byte_text(a, rules->total_bytes_max));
}

static const char *state_text(struct arena *a, const struct evidence_rules *rules,
                              const struct evidence_held_list *held)
{
    if (held->len == 0) {
        return "还没有上传。";
    }
    int left = rules->files_max - (int)held->len;
    return left > 0 ? text_format(a, "已上传 %zu 个，共 %s，还可以上传 %d 个。", held->len,
                                  byte_text(a, evidence_bytes(held)), left)
                    : text_format(a, "已上传 %zu 个，共 %s，不能再加。", held->len, byte_text(a, evidence_bytes(held)));
}

static struct evidence_item_view item_view(struct web *w, const struct nomination *n, const struct evidence_kind *kind,
                                           const struct evidence *x, const struct said *said)
{
    struct arena *a = w->arena;
    const char *here = nomination_path(w, n, "attachments");
    bool is_said = strcmp(said->ref, x->ref) == 0;
    return (struct evidence_item_view){
        .id = text_format(a, "file-%s", x->ref),
        .name = x->name,
        .meta = evidence_meta(w, x),
        .url = evidence_url(w, n, x),
        .has_preview = *x->file.thumb != '\0',
        .preview_url = evidence_preview_url(w, n, x),
        .preview_alt = text_format(a, "%s 的缩略图", x->name),
        .post_url = url_path(text_format(a, "%s/%s", here, x->ref)),
        .has_caption = kind->caption_max > 0,
        .caption_id = text_format(a, "caption-%s", x->ref),
        .caption = is_said ? said->its_caption : x->caption,
        .caption_error = is_said ? said->its_refusal : NULL,
        .replace_url = url_path(text_format(a, "%s#form-%s", url_with(a, here, "replace", x->ref).text, kind->ident))};
}

static void fill_items(struct web *w, struct evidence_group_view *g, const struct nomination *n,
                       const struct evidence_kind *kind, const struct evidence_list *list, const struct said *said)
{
    struct evidence_item_view *items = ARENA_ARRAY(w->arena, struct evidence_item_view, list->len + 1);
    for (size_t i = 0; i < list->len; i++) {
        if (strcmp(list->items[i].kind, kind->ident) == 0) {
            items[g->items_len] = item_view(w, n, kind, &list->items[i], said);
            items[g->items_len].can_up = g->items_len > 0;
            g->items_len++;
        }
    }
    for (size_t i = 0; i + 1 < g->items_len; i++) {
        items[i].can_down = true;
    }
    g->items = items;
}

static enum err fill_pending(struct web *w, struct evidence_group_view *g, const struct nomination *n)
{
    struct upload_row *rows = NULL;
    size_t len = 0;
    TRY(uploads_on_their_way(w->db, w->arena, n->id, &rows, &len));
    struct evidence_pending_view *list = ARENA_ARRAY(w->arena, struct evidence_pending_view, len + 1);
    for (size_t i = 0; i < len; i++) {
        const struct upload_row *u = &rows[i];
        struct partial partial = {w->app->spool_dir, u->ref};
        int64_t have = 0;
        if (strcmp(u->kind, g->kind) != 0) {
            continue;
        }
        TRY(partial_length(&partial, &have));
        const char *path = nomination_path(w, n, text_format(w->arena, "uploads/%s/cancel", u->ref));
        list[g->pending_len++] = (struct evidence_pending_view){
            .ref = u->ref,
            .name = u->name,
            .meta = text_format(w->arena, "没有传完：已收到 %s，共 %s", byte_text(w->arena, have),
                                byte_text(w->arena, u->byte_count)),
            .percent = (int)(have * 100 / u->byte_count),
            .offset = have,
            .size = u->byte_count,
            .cancel_url = url_path(path)};
    }
    g->pending = list;
    return OK;
}

static const char *full_text(struct arena *a, const struct evidence_rules *rules, const struct evidence_kind *kind,
                             const struct evidence_held_list *held)
{
    if (held->len >= (size_t)rules->files_max) {
        return text_format(a, "已经有 %d 个文件，不能再加；可以更换或者删除。", rules->files_max);
    }
    return evidence_count(held, kind->ident) >= (size_t)kind->files_max
               ? text_format(a, "%s已经有 %d 个，不能再加；可以更换或者删除。", kind->label, kind->files_max)
               : NULL;
}

/* "3 至 5 张，每张 1.0 MB 以上…": the type's own help, and what its pictures must measure. */
static const char *help_text(struct arena *a, const struct evidence_kind *kind)
{
    if (kind->edge_min == 0) {
        return kind->help;
    }
    const char *instead =
        kind->bytes_instead > 0 ? text_format(a, "，或者 %s 以上", byte_text(a, kind->bytes_instead)) : "";
    return text_format(a, "%s；JPG 或 PNG，长边不小于 %d 像素%s", kind->help, kind->edge_min, instead);
}

static const char *described(struct arena *a, const struct evidence_group_view *g)
{
    bool has_help = !text_is_empty(g->help);
    return !has_help && g->errors_len == 0
               ? NULL
               : text_format(a, "%s%s%s%s%s%s%s", has_help ? "file-" : "", has_help ? g->kind : "",
                             has_help ? "-h" : "", has_help && g->errors_len > 0 ? " " : "",
                             g->errors_len > 0 ? "file-" : "", g->errors_len > 0 ? g->kind : "",
                             g->errors_len > 0 ? "-e" : "");
}

struct attached {
    struct evidence_rules rules;
    struct evidence_list list;
    struct evidence_held_list held;
};

static enum err read_attached(struct web *w, const struct nomination *n, struct attached *ret)
{
    TRY(evidence_rules_get(w->db, w->arena, w->round, &ret->rules));
    TRY(evidence_of_draft(w->db, w->arena, n->id, &ret->list));
    ret->held = evidence_held_of(w->arena, &ret->list);
    return OK;
}

/* The file that the address asks to replace, when it is there and of that type. */
static const struct evidence *replaced_of(struct web *w, const struct attached *x, const char *kind)
{
    const char *asked = fields_text(&w->rq->query, "replace");
    asked = *asked != '\0' ? asked : fields_text(&w->rq->form, "replaces");
    for (size_t i = 0; i < x->list.len; i++) {
        if (strcmp(x->list.items[i].ref, asked) == 0 && strcmp(x->list.items[i].kind, kind) == 0) {
            return &x->list.items[i];
        }
    }
    return NULL;
}

static enum err group_view(struct web *w, const struct nomination *n, const struct attached *x, size_t index,
                           const struct said *said, struct evidence_group_view *g)
{
    const struct evidence_kind *kind = &x->rules.kinds[index];
    const struct evidence *old = replaced_of(w, x, kind->ident);
    bool is_said = strcmp(said->kind, kind->ident) == 0;
    *g = (struct evidence_group_view){.kind = kind->ident,
                                      .label = kind->label,
                                      .help = help_text(w->arena, kind),
                                      .accept = kind->is_pictures ? ".jpg,.jpeg,.png" : ".pdf,.jpg,.jpeg,.png",
                                      .has_caption = kind->caption_max > 0,
                                      .caption = is_said ? said->caption : "",
                                      .replaces = old == NULL ? "" : old->ref,
                                      .old_name = old == NULL ? NULL : old->name,
                                      .takes_several = old == NULL && kind->caption_max == 0,
                                      .action = old == NULL ? "上传" : "换成这一份"};
    fill_items(w, g, n, kind, &x->list, said);
    TRY(fill_pending(w, g, n));
    g->why_not = old != NULL ? NULL : full_text(w->arena, &x->rules, kind, &x->held);
    g->errors = is_said ? said->refusals : NULL;
    g->errors_len = is_said ? said->refusals_len : 0;
    g->can_add = g->why_not == NULL || g->errors_len > 0;
    g->describedby = described(w->arena, g);
    return OK;
}

static struct error_summary_view errors_of(struct arena *a, const struct said *said)
{
    struct error_item_view *items = ARENA_ARRAY(a, struct error_item_view, said->refusals_len + 1);
    size_t len = 0;
    for (size_t i = 0; i < said->refusals_len; i++) {
        items[len++] = (struct error_item_view){text_format(a, "file-%s", said->kind), said->refusals[i].text};
    }
    if (said->its_refusal != NULL) {
        items[len++] = (struct error_item_view){text_format(a, "caption-%s", said->ref), said->its_refusal};
    }
    return (struct error_summary_view){items, len, (int)len};
}

static void flash(struct web *w, struct page *page)
{
    static const struct {
        const char *name, *said;
    } done[] = {{"added", "已上传"},     {"replaced", "已更换"},      {"removed", "已删除"},
                {"moved", "顺序已保存"}, {"described", "说明已保存"}, {"cancelled", "已取消上传"}};
    for (size_t i = 0; i < sizeof done / sizeof done[0]; i++) {
        if (fields_has(&w->rq->query, done[i].name)) {
            frame_flash(page, "ok", done[i].said, NULL);
        }
    }
}

static const struct form_section *section_after(const struct round *r, const char *code)
{
    for (size_t i = 0; i + 1 < r->sections_len; i++) {
        if (strcmp(r->sections[i].code, code) == 0) {
            return &r->sections[i + 1];
        }
    }
    return NULL;
}

static void fill_words(struct web *w, struct attachments_view *v, const struct nomination *n, const struct attached *x)
{
    const struct form_section *s = round_section(w->round, "attachments");
    const struct form_section *next = section_after(w->round, "attachments");
    v->back_url = url_path(nomination_path(w, n, ""));
    v->post_url = url_path(nomination_path(w, n, "attachments"));
    v->upload_url = url_path(nomination_path(w, n, "uploads"));
    v->file_max = x->rules.file_bytes_max;
    v->kicker = "申报表 · 填写";
    v->title = s == NULL ? "附件材料" : s->title;
    v->intro = s == NULL ? "" : s->intro;
    v->advice = text_lines(w->arena, s == NULL ? "" : s->advice, &v->advice_len);
    v->limits = limits_text(w->arena, &x->rules);
    v->state = state_text(w->arena, &x->rules, &x->held);
    v->has_next = next != NULL;
    v->next_url = url_path(next == NULL ? "/" : nomination_path(w, n, next->code));
    struct nomination_facts facts = nomination_facts_of(n);
    if (may_edit_nomination(&w->actor, w->stages, &facts) == ERR_CLOSED) {
        v->late_text = "申报现在没有开放。文件可以查看；改动仍存为草稿，但不能提交。";
    }
}

/* Returned for revision: the remark about the files, or that there is none. */
static enum err fill_returned(struct web *w, struct attachments_view *v, const struct nomination *n)
{
    struct revision revision;
    TRY(revision_of(w->db, w->arena, n, &revision));
    const char *remark = revision_remark(&revision, REVISION_ATTACHMENTS);
    v->is_closed = !revision_opens_attachments(&revision);
    if (v->is_closed) {
        v->late_text = "退回的意见没有提到附件，附件只能查看，不能增减。";
    } else if (remark != NULL) {
        v->late_text = text_format(w->arena, "退回意见：%s", remark);
    }
    return OK;
}

static enum err show(struct web *w, const struct nomination *n, const struct said *said, int status)
{
    struct attached x;
    struct attachments_view v = {.errors = errors_of(w->arena, said)};
    TRY(read_attached(w, n, &x));
    struct evidence_group_view *groups = ARENA_ARRAY(w->arena, struct evidence_group_view, x.rules.kinds_len + 1);
    for (size_t i = 0; i < x.rules.kinds_len; i++) {
        TRY(group_view(w, n, &x, i, said, &groups[i]));
    }
    v.groups = groups;
    v.groups_len = x.rules.kinds_len;
    fill_words(w, &v, n, &x);
    TRY(fill_returned(w, &v, n));
    frame_page(w, &v.page, v.title);
    v.page.has_errors = v.errors.items_len > 0;
    v.page.has_upload = true;
    flash(w, &v.page);
    tpl_attachments(&w->out, &v);
    web_html(w, status);
    return OK;
}

static const struct said nothing_said = {.kind = "", .caption = "", .ref = "", .its_caption = ""};

enum err attachments_page(struct web *w)
{
    struct nomination n;
    TRY(nomination_of_path(w, &n));
    if (n.state != NOMINATION_DRAFT) {
        web_redirect(w, nomination_path(w, &n, "record"));
        return OK;
    }
    return show(w, &n, &nothing_said, 200);
}

/* ---- files of a plain form ---- */

struct sent {
    struct evidence_taken items[SENT_MAX];
    size_t len;
    const char *caption_refusal;
};

/* Before the transaction: what can be refused by name, size and count is not even looked at. */
static enum err take_sent(struct web *w, const struct attached *x, const struct upload *u, struct evidence_taken *ret)
{
    *ret = (struct evidence_taken){.is = {.kind = fields_text(&w->rq->form, "kind"),
                                          .name = evidence_name(w->arena, u->filename),
                                          .caption = posted_line(w, "caption"),
                                          .replaces = fields_text(&w->rq->form, "replaces"),
                                          .byte_count = (int64_t)u->len}};
    struct evidence_offer offer = {ret->is.kind, ret->is.name, ret->is.replaces, ret->is.byte_count};
    struct evidence_rules alone = x->rules; /* its own limits; the others are judged when it is attached */
    ret->refusal = evidence_refusal(w->arena, &alone, &(struct evidence_held_list){NULL, 0}, &offer);
    return ret->refusal != NULL ? OK : evidence_take(w, &x->rules, u->fd, u->len, ret);
}

enum err attachments_prepare(struct web *w)
{
    struct nomination n;
    struct attached x;
    struct sent *sent = ARENA_NEW(w->arena, struct sent);
    w->prepared = sent;
    TRY(evidence_nomination(w, &n));
    TRY(read_attached(w, &n, &x));
    const struct evidence_kind *kind = evidence_kind_of(&x.rules, fields_text(&w->rq->form, "kind"));
    if (kind == NULL) {
        return ERR_NOT_FOUND;
    }
    sent->caption_refusal = evidence_caption_refusal(w->arena, kind, posted_line(w, "caption"));
    for (size_t i = 0; sent->caption_refusal == NULL && i < w->rq->uploads_len && sent->len < SENT_MAX; i++) {
        if (strcmp(w->rq->uploads[i].name, "file") == 0) {
            TRY(take_sent(w, &x, &w->rq->uploads[i], &sent->items[sent->len]));
            sent->len++;
        }
    }
    return OK;
}

/* What could not be taken, beside its form, with the words that were typed there. */
static enum err show_refused(struct web *w, const struct nomination *n, const struct text_view *list, size_t len)
{
    struct said said = nothing_said;
    said.kind = fields_text(&w->rq->form, "kind");
    said.refusals = list;
    said.refusals_len = len;
    said.caption = posted_line(w, "caption");
    return show(w, n, &said, 422);
}

/* Attaches what is good; the rest is said.  `refusals` has room for one more than was sent. */
static enum err attach_sent(struct web *w, const struct nomination *n, const struct sent *sent,
                            struct text_view refusals[SENT_MAX + 1], size_t *ret_refused)
{
    struct evidence_rules rules;
    size_t refused = 0;
    TRY(evidence_rules_get(w->db, w->arena, w->round, &rules));
    for (size_t i = 0; i < sent->len; i++) {
        const struct evidence_taken *t = &sent->items[i];
        const char *refusal = t->refusal;
        if (refusal == NULL) {
            TRY(evidence_attach(w, n, &rules, &t->is, &refusal));
        }
        if (refusal != NULL) {
            refusals[refused++].text = refusal;
        }
    }
    *ret_refused = refused;
    return OK;
}

enum err attachments_add_page(struct web *w)
{
    const struct sent *sent = w->prepared;
    struct nomination n;
    struct text_view refusals[SENT_MAX + 1];
    size_t refused = 0;
    TRY(evidence_nomination(w, &n));
    TRY(attach_sent(w, &n, sent, refusals, &refused));
    if (sent->caption_refusal != NULL) {
        refusals[refused++].text = sent->caption_refusal;
    } else if (sent->len == 0) {
        refusals[refused++].text = "请先选择文件，再点“上传”";
    }
    if (refused > 0) {
        return show_refused(w, &n, refusals, refused);
    }
    const char *what = *fields_text(&w->rq->form, "replaces") == '\0' ? "added" : "replaced";
    web_redirect(w, text_format(w->arena, "%s?%s=1#h-%s", nomination_path(w, &n, "attachments"), what,
                                fields_text(&w->rq->form, "kind")));
    return OK;
}

/* ---- caption, place, removal ---- */

static const struct evidence *find(const struct evidence_list *list, const char *ref)
{
    for (size_t i = 0; i < list->len; i++) {
        if (strcmp(list->items[i].ref, ref) == 0) {
            return &list->items[i];
        }
    }
    return NULL;
}

static enum err act(const struct writing *by, const struct nomination *n, const char *ref, const char *what,
                    const char **ret_done)
{
    *ret_done = "moved";
    if (strcmp(what, "up") == 0 || strcmp(what, "down") == 0) {
        return evidence_move(by, n, ref, strcmp(what, "up") == 0 ? -1 : 1);
    }
    *ret_done = strcmp(what, "remove") == 0 ? "removed" : "described";
    return strcmp(what, "remove") == 0 ? evidence_remove(by, n, ref) : OK;
}

enum err attachment_act_page(struct web *w)
{
    struct nomination n;
    struct attached x;
    struct said said = nothing_said;
    const char *what = fields_text(&w->rq->form, "act");
    TRY(evidence_nomination(w, &n));
    TRY(read_attached(w, &n, &x));
    const struct evidence *item = find(&x.list, w->parts[1]);
    const struct evidence_kind *kind = item == NULL ? NULL : evidence_kind_of(&x.rules, item->kind);
    if (kind == NULL) { /* removed in another tab: that is what was asked, or it cannot be done any more */
        web_redirect(w, nomination_path(w, &n, "attachments"));
        return OK;
    }
    struct writing by = {w->db, w->app->random, w->arena, &w->who};
    if (kind->caption_max > 0 && fields_has(&w->rq->form, "caption") && strcmp(what, "remove") != 0) {
        said.its_caption = posted_line(w, "caption");
        said.its_refusal = evidence_caption_refusal(w->arena, kind, said.its_caption);
        said.ref = item->ref;
        if (said.its_refusal != NULL) {
            return show(w, &n, &said, 422);
        }
        TRY(evidence_describe(&by, &n, item->ref, said.its_caption));
    }
    const char *done = "";
    TRY(act(&by, &n, item->ref, what, &done));
    web_redirect(w, text_format(w->arena, "%s?%s=1#h-%s", nomination_path(w, &n, "attachments"), done, kind->ident));
    return OK;
}
