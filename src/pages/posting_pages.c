/* posting_pages.c - 张贴: a unit adds halls and windows and photographs of the notice as it hangs, renames, ends, takes
 * back. */
#include "pages/posting_shown.h"

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

enum { PHOTO_BYTES_MAX = 10 * 1024 * 1024 };

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

/* ---- the page ---- */

enum err postings_page(struct web *w)
{
    struct posting p;
    TRY(posting_of_path(w, &p));
    return posting_show(w, &p, &posting_nothing_said, 200);
}

enum err posting_show_removed(struct web *w, struct posting *p)
{
    return posting_show(w, p, &posting_nothing_said, 409);
}

/* ---- acts ---- */

/* A posting that may be changed.  Otherwise the answer is the page, which says why, and *ret_may false. */
static enum err posting_to_change(struct web *w, struct posting *p, bool *ret_may)
{
    TRY(posting_of_path(w, p));
    enum err may = may_post(&w->actor, p->n.body_id, &posting_now(p)->is, p->brand.is_removed, w->now);
    *ret_may = may == OK;
    return may == OK || may == ERR_NOT_FOUND ? may : posting_show(w, p, &posting_nothing_said, 409);
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
    web_redirect(w, posting_path(w, p,
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
    struct posting_said s = {.form = FORM_HALL, .hall = "", .proof = ""};
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
        return posting_show(w, &p, &s, 422);
    }
    TRY(hall_add(&(struct writing){w->db, w->app->random, w->arena, &w->who}, &p.n, s.first, s.second));
    done(w, &p, "hall", "");
    return OK;
}

static enum err rename_hall(struct web *w, const struct posting *p, const struct posting_hall *h)
{
    struct posting_said s = {.form = FORM_RENAME, .hall = h->ref, .proof = ""};
    struct hall_faults f;
    s.first = posted_line(w, "name");
    s.second = posted_line(w, "address");
    if (!hall_judge(w->arena, s.first, s.second, &f)) {
        s.first_error = f.name;
        s.second_error = f.address;
        return posting_show(w, p, &s, 422);
    }
    if (strcmp(s.first, h->name) != 0 || strcmp(s.second, h->address) != 0) {
        TRY(hall_rename(&(struct writing){w->db, w->app->random, w->arena, &w->who}, h, s.first, s.second));
    }
    done(w, p, "named", h->ref);
    return OK;
}

static enum err end_hall(struct web *w, const struct posting *p, const struct posting_hall *h)
{
    struct posting_said s = {.form = FORM_END, .hall = h->ref, .proof = "", .first = posted_line(w, "reason")};
    s.first_error = posting_reason_fault(w->arena, s.first);
    if (s.first_error != NULL) {
        return posting_show(w, p, &s, 422);
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
        return posting_show(w, &p, &posting_nothing_said, 409);
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
    struct posting_said s = {.form = FORM_PHOTO, .hall = h->ref, .proof = ""};
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
        return posting_show(w, p, &s, 422);
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
    return h->ended_at != 0 ? posting_show(w, &p, &posting_nothing_said, 409) : add_photo(w, &p, h);
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
        return posting_show(w, &p, &posting_nothing_said, 409);
    }
    struct posting_said s = {.form = FORM_WITHDRAW, .hall = h->ref, .proof = x->ref, .first = posted_line(w, "reason")};
    s.first_error = posting_reason_fault(w->arena, s.first);
    if (s.first_error != NULL) {
        return posting_show(w, &p, &s, 422);
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
