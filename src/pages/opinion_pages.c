/* opinion_pages.c - giving an opinion, taking it back, and the sealed sheet of it. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/date_text.h"
#include "domain/text_clean.h"
#include "pages/pages.h"
#include "pages/review_pages.h"
#include "pages/scan_intake.h"
#include "pages/section_pages.h"
#include "store/db.h"
#include "store/list_store.h"
#include "web/web.h"

enum { FILENAME_CHARACTERS_MAX = 120, CARRIED_BYTES_MAX = 900 };

/* What the browser called it, on one line; a name is asked for nothing but to be read. */
static const char *scan_name(struct web *w)
{
    const struct upload *u = request_upload(w->rq, "scan");
    const char *name = text_clean_line(w->arena, u == NULL ? "" : u->filename);
    const char *cut = arena_copy(w->arena, name, utf8_cut(name, strlen(name), FILENAME_CHARACTERS_MAX));
    return *cut == '\0' ? "扫描件" : cut;
}

static struct writing writing_of(struct web *w)
{
    return (struct writing){w->db, w->app->random, w->arena, &w->who};
}

static enum err keep_scan(struct web *w, const struct nomination *n, const struct opinion *o)
{
    const char *sha256 = "";
    struct writing c = writing_of(w);
    TRY(scan_keep(w, &sha256));
    return *sha256 == '\0' ? OK : opinion_scan_add(&c, n, o, sha256, scan_name(w));
}

/* ---- giving ---- */

static void read_typed(struct web *w, const struct reviewing *r, struct opining *o)
{
    opining_begin(w, r, o);
    o->is_typed = true;
    o->decision.value = posted_line(w, "decision");
    o->text.value = posted_text(w, "text");
    o->signer_name.value = posted_line(w, "signer_name");
    o->signer_title.value = posted_line(w, "signer_title");
    o->signed_on.value = posted_line(w, "signed_on");
}

static bool day_typed(const char *typed, day_no *ret)
{
    struct month_or_day m;
    if (date_text_parse(typed, &m) != OK || m.day == 0) {
        return false;
    }
    *ret = month_or_day_first(m);
    return true;
}

static enum verdict decision_typed(const struct opining *o)
{
    return verdict_from_ident(o->decision.value);
}

static bool judge(struct web *w, const struct reviewing *r, struct opining *o)
{
    day_no day = 0;
    enum verdict decision = decision_typed(o);
    bool is_read = day_typed(o->signed_on.value, &day);
    if (decision == VERDICT_NONE) {
        o->decision.error = r->recommends ? "请选择结论" : "请选择同意、退回或者不同意";
    } else {
        o->text.error = opinion_text_fault(w->arena, decision, o->text.value, r->standard);
    }
    o->signer_name.error = signer_name_fault(o->signer_name.value);
    o->signer_title.error = signer_title_fault(o->signer_title.value);
    o->signed_on.error = signed_on_fault(is_read, day, day_of_at(r->version.submitted_at), day_of_at(w->now));
    o->scan.error = scan_refusal(w, false);
    return o->decision.error == NULL && o->text.error == NULL && o->signer_name.error == NULL &&
           o->signer_title.error == NULL && o->signed_on.error == NULL && o->scan.error == NULL;
}

/* A form that is shown again has lost the file that its control held. */
static void say_file_again(struct web *w, struct opining *o)
{
    if (w->prepared != NULL && o->scan.error == NULL) {
        o->scan.error = "意见还没有保存，扫描件请重新选择";
    }
}

static struct opinion_page page_posted(struct web *w)
{
    int64_t version = 0;
    const char *typed = fields_text(&w->rq->form, "version");
    return (struct opinion_page){text_to_int(typed, 1, INT32_MAX, &version) == OK ? (int)version : 0,
                                 fields_text(&w->rq->form, "last")};
}

/* What stood in the way, above the page, which keeps what was typed. */
static void word_result(struct web *w, const struct reviewing *r, struct opining *o, int page_version)
{
    switch (o->result) {
    case OPINION_GIVEN: return;
    case OPINION_NEWER_VERSION:
        o->late_title = "单位已经提交了新的一版";
        o->late_text = text_format(
            w->arena, "刚才的意见是对第 %d 版写的，没有保存。现在是第 %d 版，改动列在下面；看过以后再保存一次。",
            page_version, r->n.version_no);
        return;
    case OPINION_MEANWHILE:
        o->late_title = "同事刚刚改动了本单位的意见";
        o->late_text = "您写的没有保存，也没有丢。两份并列在下面，请选用一份。";
        return;
    case OPINION_NO_PLACE:
        o->late_title = "推荐名额已满";
        o->late_text =
            text_format(w->arena, "最多推荐 %d 个，意见没有保存。可以换下一个，或者改为其他结论。", o->places->max);
        return;
    }
}

static enum err show_refused(struct web *w, const struct reviewing *r, struct opining *o, int page_version)
{
    if (o->result == OPINION_NO_PLACE) {
        struct opinion_places *places = ARENA_NEW(w->arena, struct opinion_places);
        TRY(opinion_places(w->db, w->arena, w->round, w->actor.body_id, r->box, places));
        o->places = places;
    }
    word_result(w, r, o, page_version);
    say_file_again(w, o);
    return review_show(w, r, o, 409);
}

static enum err give(struct web *w, const struct reviewing *r, struct opining *o)
{
    day_no day = 0;
    struct writing c = writing_of(w);
    struct opinion_page page = page_posted(w);
    if (!day_typed(o->signed_on.value, &day)) {
        return ERR_INVALID;
    }
    struct opinion_new x = {.body_id = w->actor.body_id,
                            .box = r->box,
                            .decision = decision_typed(o),
                            .text = o->text.value,
                            .signer_name = o->signer_name.value,
                            .signer_title = o->signer_title.value,
                            .signed_on = day_iso(w->arena, day),
                            .replaces = fields_text(&w->rq->form, "replaces")};
    TRY(opinion_give(&c, w->round, &r->n, &page, &x, &o->result));
    if (o->result != OPINION_GIVEN) {
        return show_refused(w, r, o, page.version_no);
    }
    struct opinion given;
    TRY(opinion_of(w->db, w->arena, r->n.id, r->n.version_no, r->box, &given));
    TRY(keep_scan(w, &r->n, &given));
    web_redirect(w, text_format(w->arena, "/reviews/%s?given=1", r->n.ref));
    return OK;
}

/* The page on which a return is written takes over what was typed, as far as an address holds it. */
static void lead_to_return(struct web *w, const struct reviewing *r, const struct opining *o)
{
    const char *path = text_format(w->arena, "/reviews/%s/return", r->n.ref);
    bool is_own = strcmp(o->text.value, r->standard) != 0 && strlen(o->text.value) <= CARRIED_BYTES_MAX;
    web_redirect(w, is_own && *o->text.value != '\0' ? url_with(w->arena, path, "reason", o->text.value).text : path);
}

/* The way is no longer open: the page says why, and shows what was typed. */
static enum err show_closed(struct web *w, const struct reviewing *r, struct opining *o, enum err may)
{
    o->late_title = "意见没有保存";
    o->late_text = "原因见右边。刚才填写的内容列在下面，可以复制。";
    return review_show(w, r, o, err_http_status(may));
}

enum err opinion_give_page(struct web *w)
{
    struct reviewing r = {0};
    struct opining o;
    TRY(review_of_path(w, &r));
    read_typed(w, &r, &o);
    enum err may = may_give_opinion(&w->actor, w->stages, &r.facts, &r.chain);
    if (may != OK) {
        return may == ERR_NOT_FOUND ? may : show_closed(w, &r, &o, may);
    }
    if (strcmp(o.decision.value, "return") == 0) {
        lead_to_return(w, &r, &o);
        return OK;
    }
    if (!judge(w, &r, &o)) {
        say_file_again(w, &o);
        return review_show(w, &r, &o, 422);
    }
    return give(w, &r, &o);
}

/* ---- taking back ---- */

enum err opinion_take_back_page(struct web *w)
{
    struct reviewing r = {0};
    struct opining o;
    struct writing c = writing_of(w);
    struct opinion_page page = page_posted(w);
    TRY(review_of_path(w, &r));
    opining_begin(w, &r, &o);
    TRY(may_take_back_opinion(&w->actor, w->stages, &r.facts, &r.chain));
    TRY(opinion_take_back(&c, &r.n, w->actor.body_id, r.box, &page, &o.result));
    if (o.result != OPINION_GIVEN) {
        o.late_title = "意见没有收回";
        o.late_text = "同事刚刚改动了本单位的意见，或者单位提交了新的一版。现在的情况列在下面。";
        return review_show(w, &r, &o, 409);
    }
    web_redirect(w, text_format(w->arena, "/reviews/%s?withdrawn=1", r.n.ref));
    return OK;
}

/* ---- the sealed sheet later ---- */

enum err opinion_scan_add_page(struct web *w)
{
    struct reviewing r = {0};
    struct opining o;
    struct opinion own;
    TRY(review_of_path(w, &r));
    opining_begin(w, &r, &o);
    TRY(opinion_of(w->db, w->arena, r.n.id, r.n.version_no, r.box, &own));
    if (own.body_id != w->actor.body_id) {
        return ERR_NOT_FOUND;
    }
    if (strcmp(own.ref, fields_text(&w->rq->form, "opinion")) != 0) {
        o.late_title = "扫描件没有保存";
        o.late_text = "同事刚刚改动了本单位的意见。请核对现在的意见，再上传它的盖章页。";
        return review_show(w, &r, &o, 409);
    }
    o.scan.error = scan_refusal(w, true);
    if (o.scan.error != NULL) {
        return review_show(w, &r, &o, 422);
    }
    TRY(keep_scan(w, &r.n, &own));
    web_redirect(w, text_format(w->arena, "/reviews/%s?scanned=1", r.n.ref));
    return OK;
}

/* Who may see the nomination, or reviews it. */
static enum err nomination_of_reader(struct web *w, struct nomination *n)
{
    struct chain chain;
    TRY(nomination_by_ref(w->db, w->arena, w->parts[0], n));
    struct nomination_facts facts = nomination_facts_of(n);
    TRY(nomination_standing(w->db, n->id, &w->actor, &facts));
    TRY(chain_of(w->db, w->arena, n, &chain));
    return may_view_nomination(&w->actor, w->stages, &facts) == OK ? OK
                                                                   : may_review_nomination(&w->actor, &facts, &chain);
}

/* And may know the opinion. */
static enum err opinion_of_path(struct web *w, struct opinion *ret)
{
    struct nomination n;
    struct known_opinions known;
    TRY(nomination_of_reader(w, &n));
    TRY(known_opinions(w, &n, &known));
    for (size_t i = 0; i < known.len; i++) {
        if (strcmp(known.items[i].is.ref, w->parts[1]) == 0) {
            *ret = known.items[i].is;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

enum err opinion_scan_page(struct web *w)
{
    struct opinion o;
    struct opinion_scan scan;
    TRY(opinion_of_path(w, &o));
    TRY(opinion_scan_of(w->db, w->arena, o.id, &scan));
    return scan_send(w, scan.sha256, "意见盖章页");
}
