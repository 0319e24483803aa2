/* posting_pages.c - 张贴: a unit's halls and windows, photographs of the notice as it hangs, and what is still missing.
 */
#include "pages/posting_pages.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "media/media.h"
#include "pages/evidence_pages.h"
#include "pages/pages.h"
#include "pages/plain_fields.h"
#include "pages/section_pages.h"
#include "pages/stage_words.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/web.h"

enum { PHOTO_BYTES_MAX = 10 * 1024 * 1024, SAID_MAX = 5 };

static const struct document_limits photo_limits = {.bytes_max = PHOTO_BYTES_MAX, .pictures_only = true};

/* ---- what is known ---- */

enum err posting_of_path(struct web *w, struct posting *ret)
{
    *ret = (struct posting){0};
    TRY(nomination_of_path(w, &ret->n));
    TRY(released_brand(w->db, w->arena, ret->n.id, &ret->brand));
    TRY(released_notices(w->db, w->arena, ret->n.round_id, &ret->notices));
    TRY(halls_of(w->db, w->arena, ret->n.id, &ret->halls));
    return posting_proofs_of(w->db, w->arena, ret->n.id, &ret->proofs);
}

const struct released_notice *posting_now(const struct posting *p)
{
    return &p->notices.items[0];
}

enum posting_state posting_state_of(const struct posting *p, const struct posting_hall *h)
{
    return posting_state(h->shown_version, posting_now(p)->is.version_no);
}

struct tag_view posting_tag(enum posting_state s)
{
    static const char *const kinds[POSTING__COUNT] = {
        [POSTING_MISSING] = "todo", [POSTING_OLD] = "half", [POSTING_DONE] = "done"};
    return (struct tag_view){kinds[s], posting_state_word(s)};
}

const char *posting_period_words(struct arena *a, const struct posting_notice *n)
{
    struct civil from = civil_from_day(n->opens_on);
    struct civil to = civil_from_day(n->closes_on);
    const char *end =
        from.year == to.year ? text_format(a, "%d月%d日", to.month, to.day) : day_chinese(a, n->closes_on);
    return text_format(a, "%s至%s", day_chinese(a, n->opens_on), end);
}

const char *posting_version_words(struct arena *a, int version_no)
{
    return text_format(a, "第 %d 版", version_no);
}

const struct posting_proof *posting_newest(const struct posting *p, int64_t hall_id)
{
    const struct posting_proof *best = NULL;
    for (size_t i = 0; i < p->proofs.len; i++) {
        const struct posting_proof *x = &p->proofs.items[i];
        bool counts = x->hall_id == hall_id && x->ended_at == 0;
        best = counts && (best == NULL || x->version_no > best->version_no) ? x : best;
    }
    return best;
}

const struct text_view *posting_missing(struct web *w, const struct posting *p, size_t *ret_len)
{
    struct text_view *list = ARENA_ARRAY(w->arena, struct text_view, p->halls.len + 1);
    size_t live = 0;
    *ret_len = 0;
    for (size_t i = 0; i < p->halls.len; i++) {
        const struct posting_hall *h = &p->halls.items[i];
        enum posting_state s = posting_state_of(p, h);
        live += h->ended_at == 0;
        if (h->ended_at == 0 && s != POSTING_DONE) {
            list[(*ret_len)++].text =
                s == POSTING_MISSING
                    ? text_format(w->arena, "“%s”还没有上传张贴的照片", h->name)
                    : text_format(w->arena, "“%s”%s", h->name,
                                  posting_old_words(w->arena, h->shown_version, posting_now(p)->is.version_no));
        }
    }
    if (live == 0) {
        list[(*ret_len)++].text = "还没有登记营业厅、窗口，至少登记一处，张贴以后上传照片";
    }
    return list;
}

/* ---- what was sent and has to be said ---- */

enum posting_form { FORM_NONE, FORM_HALL, FORM_PHOTO, FORM_RENAME, FORM_END, FORM_WITHDRAW };

/* A form that was sent with a fault: what was typed into it, and what is wrong. */
struct said {
    enum posting_form form;
    const char *hall, *proof;   /* refs; "" */
    const char *first, *second; /* name and address; day and caption; a reason */
    const char *first_error, *second_error, *file_error;
    const char *version, *replaces;
};

struct showing {
    struct web *w;
    const struct posting *p;
    const struct said *said;
    struct error_item_view *errors;
    size_t errors_len;
    enum err may; /* change anything */
};

static const char *path_of(struct web *w, const struct posting *p, const char *rest)
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
    const char *path = path_of(s->w, s->p, text_format(a, "/%s/%s", h->ref, x->ref));
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
        .post_url = url_path(path_of(s->w, s->p, text_format(a, "/%s", h->ref))),
        .photo_url = url_path(path_of(s->w, s->p, text_format(a, "/%s/photos", h->ref)))};
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

static enum err show(struct web *w, const struct posting *p, const struct said *said, int status)
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
                              .post_url = url_path(path_of(w, p, "")),
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

static const struct said nothing_said = {.form = FORM_NONE, .hall = "", .proof = ""};

enum err postings_page(struct web *w)
{
    struct posting p;
    TRY(posting_of_path(w, &p));
    return show(w, &p, &nothing_said, 200);
}

enum err posting_show_removed(struct web *w, struct posting *p)
{
    return show(w, p, &nothing_said, 409);
}

/* ---- acts ---- */

/* A posting that may be changed.  Otherwise the answer is the page, which says why, and *ret_may false. */
static enum err posting_to_change(struct web *w, struct posting *p, bool *ret_may)
{
    TRY(posting_of_path(w, p));
    enum err may = may_post(&w->actor, p->n.body_id, &posting_now(p)->is, p->brand.is_removed, w->now);
    *ret_may = may == OK;
    return may == OK || may == ERR_NOT_FOUND ? may : show(w, p, &nothing_said, 409);
}

/* The hall of the path's second part. */
static enum err hall_of_path(struct web *w, const struct posting *p, const struct posting_hall **ret)
{
    for (size_t i = 0; i < p->halls.len; i++) {
        if (strcmp(p->halls.items[i].ref, w->parts[1]) == 0) {
            *ret = &p->halls.items[i];
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

static const struct posting_proof *proof_by_ref(const struct posting *p, int64_t hall_id, const char *ref)
{
    for (size_t i = 0; i < p->proofs.len; i++) {
        const struct posting_proof *x = &p->proofs.items[i];
        if (x->hall_id == hall_id && strcmp(x->ref, ref) == 0) {
            return x;
        }
    }
    return NULL;
}

static void done(struct web *w, const struct posting *p, const char *what, const char *hall_ref)
{
    web_redirect(w, path_of(w, p,
                            *hall_ref == '\0' ? text_format(w->arena, "?done=%s", what)
                                              : text_format(w->arena, "?done=%s#hall-%s", what, hall_ref)));
}

enum err posting_hall_add_page(struct web *w)
{
    struct posting p;
    struct hall_faults f;
    bool may = false;
    TRY(posting_to_change(w, &p, &may));
    if (!may) {
        return OK;
    }
    struct said s = {.form = FORM_HALL, .hall = "", .proof = ""};
    s.first = posted_line(w, "name");
    s.second = posted_line(w, "address");
    bool is_fine = hall_judge(w->arena, s.first, s.second, &f);
    if (is_fine && p.halls.len >= HALLS_MAX) {
        f.name = text_format(w->arena, "最多登记 %d 处，其余的请在单位留存照片", HALLS_MAX);
    }
    for (size_t i = 0; i < p.halls.len && f.name == NULL; i++) {
        const struct posting_hall *h = &p.halls.items[i];
        bool is_same = h->ended_at == 0 && strcmp(h->name, s.first) == 0 && strcmp(h->address, s.second) == 0;
        f.name = is_same ? "这一处已经登记了" : NULL;
    }
    if (f.name != NULL || f.address != NULL) {
        s.first_error = f.name;
        s.second_error = f.address;
        return show(w, &p, &s, 422);
    }
    TRY(hall_add(&(struct writing){w->db, w->app->random, w->arena, &w->who}, &p.n, s.first, s.second));
    done(w, &p, "hall", "");
    return OK;
}

static enum err rename_hall(struct web *w, const struct posting *p, const struct posting_hall *h)
{
    struct said s = {.form = FORM_RENAME, .hall = h->ref, .proof = ""};
    struct hall_faults f;
    s.first = posted_line(w, "name");
    s.second = posted_line(w, "address");
    if (!hall_judge(w->arena, s.first, s.second, &f)) {
        s.first_error = f.name;
        s.second_error = f.address;
        return show(w, p, &s, 422);
    }
    if (strcmp(s.first, h->name) != 0 || strcmp(s.second, h->address) != 0) {
        TRY(hall_rename(&(struct writing){w->db, w->app->random, w->arena, &w->who}, h, s.first, s.second));
    }
    done(w, p, "named", h->ref);
    return OK;
}

static enum err end_hall(struct web *w, const struct posting *p, const struct posting_hall *h)
{
    struct said s = {.form = FORM_END, .hall = h->ref, .proof = "", .first = posted_line(w, "reason")};
    s.first_error = posting_reason_fault(w->arena, s.first);
    if (s.first_error != NULL) {
        return show(w, p, &s, 422);
    }
    TRY(hall_close(&(struct writing){w->db, w->app->random, w->arena, &w->who}, h, s.first));
    done(w, p, "ended", h->ref);
    return OK;
}

enum err posting_hall_page(struct web *w)
{
    struct posting p;
    const struct posting_hall *h = NULL;
    bool may = false;
    TRY(posting_to_change(w, &p, &may));
    if (!may) {
        return OK;
    }
    TRY(hall_of_path(w, &p, &h));
    if (h->ended_at != 0) { /* a colleague was faster: the page says so */
        return show(w, &p, &nothing_said, 409);
    }
    return strcmp(fields_text(&w->rq->form, "act"), "end") == 0 ? end_hall(w, &p, h) : rename_hall(w, &p, h);
}

/* ---- photographs ---- */

/* One that was sent; w->prepared. */
struct photo {
    struct media_document document;
    struct evidence_file file; /* when it is kept */
};

enum err posting_photo_prepare(struct web *w)
{
    const struct upload *u = request_upload(w->rq, "photo");
    if (u == NULL || u->len == 0) {
        return OK;
    }
    struct photo *x = ARENA_NEW(w->arena, struct photo);
    w->prepared = x;
    TRY(media_take_document(w->app->media, u->fd, u->len, &photo_limits, w->arena, &x->document));
    return x->document.finding == MEDIA_FINE ? evidence_keep(w, &x->document, &x->file) : OK;
}

/* Why this photograph is not taken; NULL when it is. */
static const char *photo_fault(struct web *w, const struct posting *p, const struct posting_hall *h)
{
    const struct photo *x = w->prepared;
    const struct upload *u = request_upload(w->rq, "photo");
    size_t held = 0;
    if (x == NULL) {
        return "请选择张贴的照片";
    }
    if (x->document.finding != MEDIA_FINE) {
        return media_document_text(w->arena, &x->document, &photo_limits, u == NULL ? "" : u->filename);
    }
    for (size_t i = 0; i < p->proofs.len; i++) {
        const struct posting_proof *k = &p->proofs.items[i];
        held += k->hall_id == h->id;
        if (k->ended_at == 0 && strcmp(k->sha256, x->file.sha256) == 0) {
            return k->hall_id == h->id ? "这张照片已经上传过了" : "这张照片已经用在另一处，请上传这一处的照片";
        }
    }
    return held < HALL_PROOFS_MAX ? NULL : text_format(w->arena, "这一处最多上传 %d 张照片", HALL_PROOFS_MAX);
}

static const struct released_notice *asked_notice(struct web *w, const struct posting *p)
{
    const char *asked = fields_text(&w->rq->form, "version");
    for (size_t i = 0; i < p->notices.len; i++) {
        if (strcmp(text_format(w->arena, "%d", p->notices.items[i].is.version_no), asked) == 0) {
            return &p->notices.items[i];
        }
    }
    return posting_now(p); /* the form of a notice with one version does not ask */
}

static enum err add_photo(struct web *w, const struct posting *p, const struct posting_hall *h)
{
    struct said s = {.form = FORM_PHOTO, .hall = h->ref, .proof = ""};
    struct posting_faults f;
    const struct released_notice *shown = asked_notice(w, p);
    s.first = posted_line(w, "posted_on");
    s.second = posted_line(w, "caption");
    s.version = fields_text(&w->rq->form, "version");
    s.replaces = fields_text(&w->rq->form, "replaces");
    struct posting_claim claim = {&shown->is, s.first, s.second};
    bool is_fine = posting_judge(w->arena, &claim, &posting_now(p)->is, w->now, &f);
    s.first_error = f.posted_on;
    s.second_error = f.caption;
    s.file_error = photo_fault(w, p, h);
    if (!is_fine || s.file_error != NULL) {
        return show(w, p, &s, 422);
    }
    const struct photo *x = w->prepared;
    struct posting_new fresh = {.shown = shown,
                                .sha256 = x->file.sha256,
                                .posted_on = day_iso(w->arena, f.day),
                                .caption = s.second,
                                .replaces = proof_by_ref(p, h->id, s.replaces)};
    fresh.replaces = fresh.replaces != NULL && fresh.replaces->ended_at == 0 ? fresh.replaces : NULL;
    TRY(evidence_file_add(w->db, &x->file, w->now));
    TRY(posting_proof_add(&(struct writing){w->db, w->app->random, w->arena, &w->who}, h, &fresh));
    done(w, p, "photo", h->ref);
    return OK;
}

enum err posting_photo_add_page(struct web *w)
{
    struct posting p;
    const struct posting_hall *h = NULL;
    bool may = false;
    TRY(posting_to_change(w, &p, &may));
    if (!may) {
        return OK;
    }
    TRY(hall_of_path(w, &p, &h));
    return h->ended_at != 0 ? show(w, &p, &nothing_said, 409) : add_photo(w, &p, h);
}

enum err posting_photo_withdraw_page(struct web *w)
{
    struct posting p;
    const struct posting_hall *h = NULL;
    bool may = false;
    TRY(posting_to_change(w, &p, &may));
    if (!may) {
        return OK;
    }
    TRY(hall_of_path(w, &p, &h));
    const struct posting_proof *x = proof_by_ref(&p, h->id, w->parts[2]);
    if (x == NULL) {
        return ERR_NOT_FOUND;
    }
    if (x->ended_at != 0) {
        return show(w, &p, &nothing_said, 409);
    }
    struct said s = {.form = FORM_WITHDRAW, .hall = h->ref, .proof = x->ref, .first = posted_line(w, "reason")};
    s.first_error = posting_reason_fault(w->arena, s.first);
    if (s.first_error != NULL) {
        return show(w, &p, &s, 422);
    }
    TRY(posting_proof_withdraw(&(struct writing){w->db, w->app->random, w->arena, &w->who}, x, s.first));
    done(w, &p, "back", h->ref);
    return OK;
}

enum err posting_photo_page(struct web *w)
{
    struct posting p;
    const struct posting_hall *h = NULL;
    const unsigned char *bytes = NULL;
    size_t len = 0;
    TRY(posting_of_path(w, &p));
    TRY(hall_of_path(w, &p, &h));
    const struct posting_proof *x = proof_by_ref(&p, h->id, w->parts[2]);
    if (x == NULL) {
        return ERR_NOT_FOUND;
    }
    bool is_small = fields_has(&w->rq->query, "small");
    TRY(media_read(w->app->media, is_small ? x->thumb : x->sha256, MEDIA_TRUST, w->arena, &bytes, &len));
    enum document_kind kind = sniff_document(bytes, len);
    web_download(w, document_kind_mime(kind),
                 text_format(w->arena, "张贴照片_%s_%s.%s", h->name, x->posted_on, document_kind_ending(kind)), bytes,
                 len);
    return OK;
}

/* ---- told on the pages of a nomination ---- */

enum err posting_told_of(struct web *w, const struct nomination *n, struct posting_told *ret)
{
    struct posting p = {.n = *n};
    *ret = (struct posting_told){.text = NULL};
    bool is_own = w->actor.role == ROLE_UNIT && w->actor.body_id == n->body_id;
    if (!is_own && w->actor.role != ROLE_OFFICE) {
        return OK;
    }
    enum err e = released_brand(w->db, w->arena, n->id, &p.brand);
    if (e != OK) {
        return e == ERR_NOT_FOUND ? OK : e;
    }
    TRY(released_notices(w->db, w->arena, n->round_id, &p.notices));
    TRY(halls_of(w->db, w->arena, n->id, &p.halls));
    TRY(posting_proofs_of(w->db, w->arena, n->id, &p.proofs));
    size_t missing = 0;
    (void)posting_missing(w, &p, &missing);
    ret->link = nomination_path(w, n, "postings");
    if (p.brand.is_removed) {
        ret->tag = (struct tag_view){"off", "已从名单撤下"};
        ret->text = "已经从候选名单中撤下，不用张贴。";
        return OK;
    }
    ret->tag = missing == 0 ? (struct tag_view){"done", "公示已张贴"} : (struct tag_view){"todo", "公示待张贴"};
    ret->text = missing == 0 ? text_format(w->arena, "各处都已张贴公示第 %d 版。", posting_now(&p)->is.version_no)
                             : text_format(w->arena, "公示第 %d 版要贴在营业厅、窗口门前，还有 %zu 项没有办好。",
                                           posting_now(&p)->is.version_no, missing);
    return OK;
}
