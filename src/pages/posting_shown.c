/* posting_shown.c - the page of 张贴 drawn: the halls with their photographs and forms, and what is still missing. */
#include "pages/posting_shown.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "pages/pages.h"
#include "pages/plain_fields.h"
#include "pages/section_pages.h"
#include "pages/stage_words.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/web.h"

enum { SAID_MAX = 5 };

const struct posting_said posting_nothing_said = {.form = FORM_NONE, .hall = "", .proof = ""};

/* ---- what was sent and has to be said ---- */

struct showing {
    struct web *w;
    const struct posting *p;
    const struct posting_said *said;
    struct error_item_view *errors;
    size_t errors_len;
    enum err may; /* change anything */
};

const char *posting_path(struct web *w, const struct posting *p, const char *rest)
{
    return nomination_path(w, &p->n, text_format(w->arena, "postings%s", rest));
}

static bool is_said(const struct showing *s, enum posting_form form, const char *hall, const char *proof)
{
    return s->said->form == form && strcmp(s->said->hall, hall) == 0 && strcmp(s->said->proof, proof) == 0;
}

static void note_error(struct showing *s, const char *id, const char *text)
{
    if (text != NULL) {
        s->errors[s->errors_len++] = (struct error_item_view){id, text};
    }
}

/* One line of a form whose control's id is told from its name, because the page has many such forms. */
static struct field_view own_field(struct showing *s, const struct typed *t, const char *name)
{
    struct field_view f = line_field(s->w->arena, t, "");
    f.name = name;
    note_error(s, t->id, t->error);
    return f;
}

/* ---- one hall ---- */

static const char *day_words(struct arena *a, const char *iso)
{
    day_no day = 0;
    return day_parse(iso, &day) == OK ? day_short_chinese(a, day) : iso;
}

static const char *proof_title(struct arena *a, const struct posting_proof *x)
{
    return text_format(a, "%s，%s张贴", posting_version_words(a, x->version_no), day_words(a, x->posted_on));
}

static const char *proof_meta(struct arena *a, const struct posting_proof *x)
{
    const char *added = text_format(a, "%s 由%s上传", at_short_chinese(a, x->added_at), x->added_by);
    return x->ended_at == 0 ? added
           : x->was_replaced
               ? text_format(a, "%s；%s 换下", added, at_short_chinese(a, x->ended_at))
               : text_format(a, "%s；%s 撤回，理由：%s", added, at_short_chinese(a, x->ended_at), x->end_reason);
}

static struct tag_view proof_tag(const struct showing *s, const struct posting_proof *x)
{
    if (x->ended_at != 0) {
        return (struct tag_view){"off", x->was_replaced ? "已换下" : "已撤回"};
    }
    bool is_now = x->version_no == posting_now(s->p)->is.version_no;
    return is_now ? (struct tag_view){"done", "有效"} : (struct tag_view){"half", "旧版"};
}

static struct proof_view proof_view_of(struct showing *s, const struct posting_hall *h, const struct posting_proof *x)
{
    struct arena *a = s->w->arena;
    const char *path = posting_path(s->w, s->p, text_format(a, "/%s/%s", h->ref, x->ref));
    bool is_own = is_said(s, FORM_WITHDRAW, h->ref, x->ref);
    struct typed reason = {.id = text_format(a, "why-%s", x->ref),
                           .label = "撤回的理由",
                           .value = is_own ? s->said->first : "",
                           .error = is_own ? s->said->first_error : NULL};
    struct proof_view v = {.url = url_path(path),
                           .thumb_url = url_path(text_format(a, "%s?small=1", path)),
                           .alt = text_format(a, "%s的照片，%s", h->name, proof_title(a, x)),
                           .title = *x->caption == '\0' ? proof_title(a, x)
                                                        : text_format(a, "%s：%s", proof_title(a, x), x->caption),
                           .meta = proof_meta(a, x),
                           .tag = proof_tag(s, x),
                           .can_withdraw = s->may == OK && x->ended_at == 0,
                           .post_url = url_path(path)};
    v.is_open = is_own;
    v.reason = own_field(s, &reason, "reason");
    return v;
}

static void add_proofs(struct showing *s, const struct posting_hall *h, struct hall_view *v)
{
    struct proof_view *list = ARENA_ARRAY(s->w->arena, struct proof_view, s->p->proofs.len + 1);
    for (size_t i = 0; i < s->p->proofs.len; i++) {
        if (s->p->proofs.items[i].hall_id == h->id) {
            list[v->proofs_len++] = proof_view_of(s, h, &s->p->proofs.items[i]);
        }
    }
    v->proofs = list;
}

static enum err add_names(struct showing *s, const struct posting_hall *h, struct hall_view *v)
{
    struct hall_naming *names = NULL;
    size_t len = 0;
    TRY(hall_names(s->w->db, s->w->arena, h->id, &names, &len));
    struct text_view *list = ARENA_ARRAY(s->w->arena, struct text_view, len + 1);
    for (size_t i = 0; i + 1 < len; i++) {
        list[v->names_len++].text =
            text_format(s->w->arena, "%s 以前登记为“%s”，%s", at_short_chinese(s->w->arena, names[i + 1].at),
                        names[i].name, names[i].address);
    }
    v->names = list;
    return OK;
}

static struct field_view version_field(struct showing *s, const char *id, const char *chosen)
{
    const struct released_notices *all = &s->p->notices;
    struct option_view *options = ARENA_ARRAY(s->w->arena, struct option_view, all->len);
    for (size_t i = 0; i < all->len; i++) {
        const char *value = text_format(s->w->arena, "%d", all->items[i].is.version_no);
        options[i] = (struct option_view){
            .value = value,
            .label = text_format(s->w->arena, "%s%s", posting_version_words(s->w->arena, all->items[i].is.version_no),
                                 i == 0 ? "（最新）" : ""),
            .is_chosen = strcmp(chosen, value) == 0};
    }
    struct typed t = {.id = id, .label = "照片上是公示的第几版", .value = ""};
    struct field_view f = own_field(s, &t, "version");
    f.is_text = false;
    f.is_select = true;
    f.options = options;
    f.options_len = all->len;
    return f;
}

static struct field_view replaces_field(struct showing *s, const struct posting_hall *h, const char *id,
                                        const char *chosen)
{
    struct option_view *options = ARENA_ARRAY(s->w->arena, struct option_view, s->p->proofs.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < s->p->proofs.len; i++) {
        const struct posting_proof *x = &s->p->proofs.items[i];
        if (x->hall_id == h->id && x->ended_at == 0) {
            options[len++] =
                (struct option_view){.value = x->ref,
                                     .label = text_format(s->w->arena, "换下%s的照片", proof_title(s->w->arena, x)),
                                     .is_chosen = strcmp(chosen, x->ref) == 0};
        }
    }
    struct typed t = {.id = id, .label = "换下哪一张", .value = ""};
    struct field_view f = own_field(s, &t, "replaces");
    f.is_text = false;
    f.is_select = true;
    f.empty_label = "不换，再加一张";
    f.options = options;
    f.options_len = len;
    return f;
}

/* The controls of a photograph to be added. */
static void add_photo_form(struct showing *s, const struct posting_hall *h, struct hall_view *v)
{
    struct arena *a = s->w->arena;
    bool is_own = is_said(s, FORM_PHOTO, h->ref, "");
    struct typed day = {.id = text_format(a, "day-%s", h->ref),
                        .label = "张贴的日期",
                        .value = is_own ? s->said->first : "",
                        .error = is_own ? s->said->first_error : NULL,
                        .help = "例如 2015年7月21日"};
    struct typed caption = {.id = text_format(a, "caption-%s", h->ref),
                            .label = "照片说明",
                            .value = is_own ? s->said->second : "",
                            .error = is_own ? s->said->second_error : NULL};
    bool is_done = posting_state_of(s->p, h) == POSTING_DONE;
    v->is_posting = is_own || !is_done;
    v->photo_label = is_done ? "再传一张，或者换下一张" : "上传照片";
    v->posted_on = own_field(s, &day, "posted_on");
    v->version = version_field(s, text_format(a, "version-%s", h->ref), is_own ? s->said->version : "");
    v->replaces = replaces_field(s, h, text_format(a, "replaces-%s", h->ref), is_own ? s->said->replaces : "");
    v->caption = own_field(s, &caption, "caption");
    v->caption.is_optional = true;
    v->has_versions = s->p->notices.len > 1;
    v->has_replaced = v->replaces.options_len > 0;
    v->file_id = text_format(a, "photo-%s", h->ref);
    v->file_error = is_own ? s->said->file_error : NULL;
    note_error(s, v->file_id, v->file_error);
}

static void add_other_forms(struct showing *s, const struct posting_hall *h, struct hall_view *v)
{
    struct arena *a = s->w->arena;
    v->is_renaming = is_said(s, FORM_RENAME, h->ref, "");
    v->is_ending = is_said(s, FORM_END, h->ref, "");
    struct typed name = {.id = text_format(a, "name-%s", h->ref),
                         .label = "名称",
                         .value = v->is_renaming ? s->said->first : h->name,
                         .error = v->is_renaming ? s->said->first_error : NULL};
    struct typed address = {.id = text_format(a, "address-%s", h->ref),
                            .label = "地址",
                            .value = v->is_renaming ? s->said->second : h->address,
                            .error = v->is_renaming ? s->said->second_error : NULL};
    struct typed reason = {.id = text_format(a, "end-%s", h->ref),
                           .label = "停用的理由",
                           .value = v->is_ending ? s->said->first : "",
                           .error = v->is_ending ? s->said->first_error : NULL,
                           .help = "例如 已经搬迁、登记重复。停用以后不再要求张贴，照片仍然保留"};
    v->new_name = own_field(s, &name, "name");
    v->new_address = own_field(s, &address, "address");
    v->end_reason = own_field(s, &reason, "reason");
}

static enum err hall_view_of(struct showing *s, const struct posting_hall *h, struct hall_view *ret)
{
    struct arena *a = s->w->arena;
    enum posting_state state = posting_state_of(s->p, h);
    bool is_live = h->ended_at == 0;
    *ret = (struct hall_view){
        .id = text_format(a, "hall-%s", h->ref),
        .name = h->name,
        .address = h->address,
        .tag = is_live ? posting_tag(state) : (struct tag_view){"off", "已停用"},
        .warning = is_live && state == POSTING_OLD
                       ? posting_old_words(a, h->shown_version, posting_now(s->p)->is.version_no)
                       : NULL,
        .ended = is_live ? NULL : text_format(a, "%s 停用，理由：%s", at_short_chinese(a, h->ended_at), h->end_reason),
        .can_post = is_live && s->may == OK,
        .post_url = url_path(posting_path(s->w, s->p, text_format(a, "/%s", h->ref))),
        .photo_url = url_path(posting_path(s->w, s->p, text_format(a, "/%s/photos", h->ref)))};
    TRY(add_names(s, h, ret));
    if (ret->can_post) {
        add_photo_form(s, h, ret);
    }
    add_proofs(s, h, ret);
    if (ret->can_post) {
        add_other_forms(s, h, ret);
    }
    return OK;
}

/* ---- the page ---- */

static const char *state_words(struct web *w, const struct posting *p, enum err may)
{
    if (may == ERR_CLOSED) {
        const char *phone = round_text(w->round, "contact_phone");
        return text_format(w->arena, "公示已于 %s结束，不能再登记和上传。确有需要补充的，请与%s联系，电话 %s。",
                           closing_words(w->arena, day_starts_at(posting_now(p)->is.closes_on + 1)),
                           round_text(w->round, "organiser_short"), phone);
    }
    return NULL;
}

static const char *removed_words(struct web *w, const struct posting *p)
{
    const char *why = p->brand.removal_text;
    return text_format(w->arena, "“%s”已经从候选名单中撤下，没有张贴件，已经张贴的请取下。%s%s", p->brand.brand_name,
                       *why == '\0' ? "" : "说明：", why);
}

static const char *poster_words(struct web *w, const struct released_notice *n)
{
    int64_t due = posting_due_at(&n->is);
    return text_format(
        w->arena, "现在张贴的是公示第 %d 版（校验码 %s），贴在营业厅、办事窗口门前醒目位置，%s %s前贴好，贴到 %s。",
        n->is.version_no, n->check_code, w->now < due ? "请于" : "应当于", closing_words(w->arena, due),
        closing_words(w->arena, day_starts_at(n->is.closes_on + 1)));
}

static void say_missing(struct showing *s, struct postings_view *v)
{
    size_t live = 0;
    v->missing = posting_missing(s->w, s->p, &v->missing_len);
    for (size_t i = 0; i < s->p->halls.len; i++) {
        const struct posting_hall *h = &s->p->halls.items[i];
        live += h->ended_at == 0;
        if (h->ended_at == 0 && posting_state_of(s->p, h) == POSTING_OLD && v->old_text == NULL) {
            v->old_text = posting_old_words(s->w->arena, h->shown_version, posting_now(s->p)->is.version_no);
        }
    }
    bool is_late = s->w->now >= posting_due_at(&posting_now(s->p)->is);
    v->done_text = v->missing_len > 0 ? NULL
                                      : text_format(s->w->arena, "%zu 处都已张贴第 %d 版，照片齐全。", live,
                                                    posting_now(s->p)->is.version_no);
    v->tag = v->missing_len == 0 ? (struct tag_view){"done", "已齐"}
             : is_late           ? (struct tag_view){"err", "已逾期"}
                                 : (struct tag_view){"todo", "还没有齐"};
    v->has_receipt = live > 0;
}

static void add_hall_form(struct showing *s, struct postings_view *v)
{
    bool is_own = is_said(s, FORM_HALL, "", "");
    bool is_first = s->p->halls.len == 0;
    struct typed name = {.id = "name",
                         .label = "营业厅、窗口的名称",
                         .value = is_own     ? s->said->first
                                  : is_first ? s->p->brand.window_name
                                             : "",
                         .error = is_own ? s->said->first_error : NULL,
                         .help = "照门牌填写，例如 城北营业厅"};
    struct typed address = {.id = "address",
                            .label = "地址",
                            .value = is_own ? s->said->second : "",
                            .error = is_own ? s->said->second_error : NULL};
    v->name = own_field(s, &name, "name");
    v->address = own_field(s, &address, "address");
}

static enum err fill(struct showing *s, struct postings_view *v)
{
    struct hall_view *halls = ARENA_ARRAY(s->w->arena, struct hall_view, s->p->halls.len + 1);
    for (size_t i = 0; i < s->p->halls.len; i++) {
        TRY(hall_view_of(s, &s->p->halls.items[i], &halls[i]));
    }
    v->halls = halls;
    v->halls_len = s->p->halls.len;
    add_hall_form(s, v);
    if (!s->p->brand.is_removed) {
        say_missing(s, v);
        v->poster_text = poster_words(s->w, posting_now(s->p));
        v->has_posters = true;
    }
    v->errors = (struct error_summary_view){s->errors, s->errors_len, (int)s->errors_len};
    return OK;
}

static void flash_done(struct web *w, struct page *page)
{
    static const struct {
        const char *word, *title, *text;
    } rows[] = {{"hall", "已登记", "张贴以后，在这一处上传照片。"},
                {"photo", "照片已上传", NULL},
                {"named", "已改名", "以前的名称仍然保留在记录里。"},
                {"ended", "已停用", "照片仍然保留。"},
                {"back", "照片已撤回", "记录仍然保留。"}};
    const char *done = fields_text(&w->rq->query, "done");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].word, done) == 0) {
            frame_flash(page, "ok", rows[i].title, rows[i].text);
        }
    }
}

enum err posting_show(struct web *w, const struct posting *p, const struct posting_said *said, int status)
{
    struct showing s = {.w = w,
                        .p = p,
                        .said = said,
                        .errors = ARENA_ARRAY(w->arena, struct error_item_view, SAID_MAX),
                        .may = may_post(&w->actor, p->n.body_id, &posting_now(p)->is, p->brand.is_removed, w->now)};
    bool is_office = w->actor.role == ROLE_OFFICE;
    struct postings_view v = {.back_url = url_path(is_office ? "/publicity/postings" : nomination_path(w, &p->n, "")),
                              .back_label = is_office ? "返回张贴情况" : "返回申报任务",
                              .lead = text_format(w->arena, "“%s”公示时间 %s。", p->brand.brand_name,
                                                  posting_period_words(w->arena, &posting_now(p)->is)),
                              .removed_text = p->brand.is_removed ? removed_words(w, p) : NULL,
                              .state_text = state_words(w, p, s.may),
                              .change_text = *posting_now(p)->change_text == '\0' ? NULL : posting_now(p)->change_text,
                              .poster_text = "",
                              .tag = {"off", "不用张贴"},
                              .a3_url = url_path(nomination_path(w, &p->n, "poster.pdf?size=a3")),
                              .a4_url = url_path(nomination_path(w, &p->n, "poster.pdf?size=a4")),
                              .receipt_url = url_path(nomination_path(w, &p->n, "postings.pdf")),
                              .post_url = url_path(posting_path(w, p, "")),
                              .can_post = s.may == OK,
                              .file_help = "JPG 或者 PNG 照片，不超过 10 MB，看得清门前的位置和公示的文字"};
    TRY(fill(&s, &v));
    frame_page(w, &v.page, "张贴公示");
    v.page.has_errors = v.errors.items_len > 0;
    flash_done(w, &v.page);
    v.top = (struct form_top_view){w->token, NULL};
    tpl_postings(&w->out, &v);
    web_html(w, status);
    return OK;
}
