/* recommendation_store.c */
#include "store/recommendation_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/fingerprint.h"
#include "base/random.h"
#include "base/text.h"
#include "domain/receipt.h"
#include "store/account_store.h"
#include "store/chain_store.h"
#include "store/db.h"
#include "store/message_store.h"
#include "store/round_store.h"
#include "store/sealed.h"

enum { REF_BYTES = 10, RECORD_MAX = 1024 * 1024, BOARD_MAX = 500, CHAIN_AT = 17, PLACE_AT = 17 };

/* ---- rows ---- */

/* The columns that a nomination before the body and a line of a list have in common. */
static enum err read_recommended(struct row *r, struct arena *a, struct recommended *ret)
{
    *ret = (struct recommended){.nomination_id = row_int(r, 0),
                                .ref = row_text(r, 1, a),
                                .receipt_no = row_text(r, 2, a),
                                .version_id = row_int(r, 5),
                                .version_no = (int)row_int(r, 6),
                                .brand_name = row_text(r, 7, a),
                                .unit_name = row_text(r, 8, a),
                                .sector_name = row_text(r, 9, a),
                                .district_name = row_text(r, 10, a),
                                .started_on = row_text(r, 11, a),
                                .contact_name = row_text(r, 12, a),
                                .contact_phone = row_text(r, 13, a),
                                .contact_mobile = row_text(r, 14, a),
                                .sha256 = row_text(r, 15, a)};
    bool is_read = nomination_state_from_ident(row_text(r, 3, a), &ret->chain.state) == OK &&
                   route_from_ident(row_text(r, 4, a), &ret->route) == OK;
    ret->chain.route = ret->route;
    ret->chain.was_submitted = true;
    return is_read ? OK : ERR_INTERNAL;
}

enum err recommendation_work(struct db *db, struct arena *a, int64_t round_id, int64_t body_id,
                             struct recommended_list *ret)
{
    struct recommended *list = ARENA_ARRAY(a, struct recommended, RECOMMENDED_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_RECOMMENDATION_WORK);
    bind_int(r, ":round", round_id);
    bind_int(r, ":body", body_id);
    bind_int(r, ":limit", RECOMMENDED_MAX);
    enum err e = OK;
    while (len < RECOMMENDED_MAX && (e = row_next(r)) == OK && (e = read_recommended(r, a, &list[len])) == OK) {
        list[len].is_doubtful = row_int(r, 16) != 0;
        chain_from_row(r, a, CHAIN_AT, &list[len].chain);
        len++;
    }
    *ret = (struct recommended_list){list, len};
    return row_end(r, e);
}

enum err recommendation_facts(struct db *db, struct arena *a, const struct round *round, const struct actor *who,
                              const struct recommended_list *work, struct list_facts *ret)
{
    const struct places *p = who->role == ROLE_SECTOR ? &round->sector_places : &round->district_places;
    struct sent_list last;
    enum err e = sent_list_last(db, a, round->id, who->body_id, &last);
    *ret = e == OK ? sent_list_facts(&last) : (struct list_facts){0};
    ret->places_min = p->min;
    ret->places_max = p->max;
    for (size_t i = 0; i < work->len; i++) {
        const struct chain *c = &work->items[i].chain;
        bool is_before = c->state == NOMINATION_SUBMITTED && !c->is_sent && !chain_awaits_opinion(c);
        ret->agreed += chain_conclusion(c) == VERDICT_AGREE;
        ret->undecided += is_before && chain_conclusion(c) == VERDICT_NONE;
    }
    return e == ERR_NOT_FOUND ? OK : e;
}

enum err recommendation_order_set(const struct writing *c, int64_t body_id, const struct recommended *const *order,
                                  size_t len)
{
    struct row *r = db_query(c->db, Q_RECOMMENDATION_ORDER_CLEAR);
    bind_int(r, ":body", body_id);
    TRY(row_exec(r, NULL));
    for (size_t i = 0; i < len; i++) {
        r = db_query(c->db, Q_RECOMMENDATION_ORDER_ADD);
        bind_int(r, ":body", body_id);
        bind_int(r, ":nomination", order[i]->nomination_id);
        bind_int(r, ":ord", (int64_t)i + 1);
        TRY(row_exec_one(r));
    }
    return OK;
}

/* ---- sending ---- */

struct list_maker {
    const struct writing *c;
    const struct round *round;
    const struct list_words *words;
    struct recommended_list lines; /* as they are sent */
    int64_t body_id;
    const char *body_name;
    int number;
    const char *record, *sha256, *check_code;
};

static int by_number(const struct recommended *x, const struct recommended *y)
{
    size_t a = strlen(x->receipt_no);
    size_t b = strlen(y->receipt_no);
    return a != b ? (a < b ? -1 : 1) : strcmp(x->receipt_no, y->receipt_no);
}

/* What goes with the list: what is recommended, in the body's order; then what is not, by number.  What its unit is at
 * work on does not go. */
static struct recommended_list lines_of(struct arena *a, const struct recommended_list *work)
{
    struct recommended_list to = {ARENA_ARRAY(a, struct recommended, work->len + 1), 0};
    for (size_t i = 0; i < work->len; i++) {
        const struct recommended *x = &work->items[i];
        if (x->chain.state == NOMINATION_SUBMITTED && chain_conclusion(&x->chain) == VERDICT_AGREE) {
            to.items[to.len] = *x;
            to.items[to.len].place = (int)to.len + 1;
            to.len++;
        }
    }
    size_t placed = to.len;
    for (size_t i = 0; i < work->len; i++) {
        const struct recommended *x = &work->items[i];
        if (x->chain.state != NOMINATION_SUBMITTED || chain_conclusion(&x->chain) == VERDICT_AGREE) {
            continue;
        }
        size_t at = to.len++;
        for (; at > placed && by_number(x, &to.items[at - 1]) < 0; at--) {
            to.items[at] = to.items[at - 1];
        }
        to.items[at] = *x;
        to.items[at].place = 0;
    }
    return to;
}

static void add_line(struct buffer *b, const struct recommended *x)
{
    buffer_format(b, "{\"place\":%d,\"receipt_no\":", x->place);
    buffer_json(b, x->receipt_no);
    buffer_format(b, ",\"version\":%d,\"sha256\":", x->version_no);
    buffer_json(b, x->sha256);
    buffer_text(b, ",\"brand\":");
    buffer_json(b, x->brand_name);
    buffer_text(b, ",\"unit\":");
    buffer_json(b, x->unit_name);
    buffer_text(b, "}");
}

static void record_head(struct buffer *b, const char *slug)
{
    buffer_text(b, "{\"format\":\"jianpin-recommendation-1\",\"round\":");
    buffer_json(b, slug);
    buffer_text(b, ",\"body\":");
}

static void record_tail(struct buffer *b, const struct sent_list *l, const struct recommended_list *lines)
{
    buffer_format(b, ",\"number\":%d,\"sent_at\":", l->number);
    buffer_json(b, at_rfc3339(b->arena, l->sent_at));
    buffer_text(b, ",\"filler\":[");
    buffer_json(b, l->filler_name);
    buffer_text(b, ",");
    buffer_json(b, l->filler_phone);
    buffer_text(b, "],\"reason\":");
    buffer_json(b, l->reason);
    buffer_text(b, ",\"lines\":[");
    for (size_t i = 0; i < lines->len; i++) {
        buffer_text(b, i == 0 ? "" : ",");
        add_line(b, &lines->items[i]);
    }
    buffer_text(b, "]}");
}

/* The record that the fingerprint covers; field order is fixed.  NULL when it is too long. */
static const char *list_record(const struct list_maker *m)
{
    struct buffer b = buffer_new(m->c->arena, RECORD_MAX);
    struct sent_list l = {.number = m->number,
                          .sent_at = m->c->who->at,
                          .filler_name = m->words->filler_name,
                          .filler_phone = m->words->filler_phone,
                          .reason = m->words->reason};
    record_head(&b, m->round->slug);
    buffer_json(&b, m->body_name);
    record_tail(&b, &l, &m->lines);
    return b.is_overfull ? NULL : buffer_string(&b);
}

/* What the audit log says of it; recommendation_verify() says it again. */
static const char *send_detail(struct arena *a, int number, const char *sha256)
{
    return text_format(a, "number=%d sha256=%s", number, sha256);
}

static enum err add_list(const struct list_maker *m, const char *ref)
{
    struct row *r = db_query(m->c->db, Q_RECOMMENDATION_LIST_ADD);
    bind_text(r, ":ref", ref);
    bind_int(r, ":round", m->round->id);
    bind_int(r, ":body", m->body_id);
    bind_int(r, ":number", m->number);
    bind_text(r, ":reason", m->words->reason);
    bind_text(r, ":filler_name", m->words->filler_name);
    bind_text(r, ":filler_phone", m->words->filler_phone);
    bind_text(r, ":record", m->record);
    bind_text(r, ":sha256", m->sha256);
    bind_text(r, ":check_code", m->check_code);
    bind_int(r, ":now", m->c->who->at);
    bind_int(r, ":account", m->c->who->account_id);
    return row_exec_one(r);
}

static enum err add_items(const struct list_maker *m, int64_t list_id)
{
    for (size_t i = 0; i < m->lines.len; i++) {
        const struct recommended *x = &m->lines.items[i];
        struct row *r = db_query(m->c->db, Q_RECOMMENDATION_ITEM_ADD);
        bind_int(r, ":list", list_id);
        bind_int(r, ":version", x->version_id);
        if (x->place > 0) {
            bind_int(r, ":place", x->place);
        } else {
            bind_null(r, ":place");
        }
        TRY(row_exec_one(r));
    }
    return OK;
}

enum err recommendation_send(const struct writing *c, const struct round *round, int64_t body_id,
                             const struct recommended_list *work, const struct list_words *words, const char **ret_ref)
{
    struct body body;
    struct sent_list last;
    struct list_maker m = {.c = c, .round = round, .words = words, .body_id = body_id};
    TRY(body_by_id(c->db, c->arena, body_id, &body));
    enum err e = sent_list_last(c->db, c->arena, round->id, body_id, &last);
    if (e != OK && e != ERR_NOT_FOUND) {
        return e;
    }
    m.number = e == OK ? last.number + 1 : 1;
    m.body_name = body.name;
    m.lines = lines_of(c->arena, work);
    m.record = list_record(&m);
    if (m.record == NULL) {
        return ERR_TOO_LARGE;
    }
    m.sha256 = fingerprint(c->arena, m.record);
    TRY(check_code(c->arena, m.sha256, &m.check_code));
    const char *ref = random_token(c->random, c->arena, REF_BYTES);
    TRY(add_list(&m, ref));
    TRY(add_items(&m, db_last_id(c->db)));
    *ret_ref = ref;
    return audit_append(c->db, c->who, "recommendation_send", "recommendation_list", ref,
                        send_detail(c->arena, m.number, m.sha256));
}

enum err recommendation_turn(const struct writing *c, const struct sent_list *l, const char *turn)
{
    struct row *r = db_query(c->db, Q_RECOMMENDATION_TURN_ADD);
    bind_int(r, ":list", l->id);
    bind_text(r, ":turn", turn);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    TRY(notice_of_list(c, l, strcmp(turn, "recalled") == 0));
    return audit_append(c->db, c->who, text_format(c->arena, "recommendation_%s", turn), "recommendation_list", l->ref,
                        text_format(c->arena, "number=%d", l->number));
}

enum err recommendation_scan_add(const struct writing *c, const struct sent_list *l, const char *sha256)
{
    struct row *r = db_query(c->db, Q_RECOMMENDATION_SCAN_ADD);
    bind_int(r, ":list", l->id);
    bind_text(r, ":sha256", sha256);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, "recommendation_scan", "recommendation_list", l->ref,
                        text_format(c->arena, "number=%d scan=%s", l->number, sha256));
}

/* ---- what was sent ---- */

struct list_facts sent_list_facts(const struct sent_list *l)
{
    return (struct list_facts){.is_sent = !l->is_recalled, .is_received = l->is_received};
}

enum err sent_list_by_ref(struct db *db, struct arena *a, const char *ref, struct sent_list *ret)
{
    struct row *r = db_query(db, Q_RECOMMENDATION_BY_REF);
    bind_text(r, ":ref", ref);
    enum err e = row_next(r);
    if (e == OK) {
        const char *turn = row_text(r, 12, a);
        *ret = (struct sent_list){.id = row_int(r, 0),
                                  .ref = row_text(r, 1, a),
                                  .body_id = row_int(r, 2),
                                  .body_name = row_text(r, 3, a),
                                  .number = (int)row_int(r, 4),
                                  .reason = row_text(r, 5, a),
                                  .filler_name = row_text(r, 6, a),
                                  .filler_phone = row_text(r, 7, a),
                                  .sha256 = row_text(r, 8, a),
                                  .check_code = row_text(r, 9, a),
                                  .sent_at = row_int(r, 10),
                                  .sent_by = row_text(r, 11, a),
                                  .is_recalled = strcmp(turn, "recalled") == 0,
                                  .is_received = strcmp(turn, "received") == 0,
                                  .turned_at = row_int(r, 13),
                                  .turned_by = row_text(r, 14, a),
                                  .record = row_text(r, 16, a),
                                  .scan = row_text(r, 17, a)};
        e = role_from_ident(row_text(r, 15, a), &ret->role);
    }
    row_done(r);
    return e;
}

/* The list whose ref the query answers. */
static enum err list_named(struct db *db, struct arena *a, struct row *r, struct sent_list *ret)
{
    enum err e = row_next(r);
    const char *ref = e == OK ? row_text(r, 0, a) : "";
    row_done(r);
    return e == OK ? sent_list_by_ref(db, a, ref, ret) : e;
}

enum err sent_list_last(struct db *db, struct arena *a, int64_t round_id, int64_t body_id, struct sent_list *ret)
{
    struct row *r = db_query(db, Q_RECOMMENDATION_LAST);
    bind_int(r, ":round", round_id);
    bind_int(r, ":body", body_id);
    return list_named(db, a, r, ret);
}

enum err sent_list_by_code(struct db *db, struct arena *a, const char *code, struct sent_list *ret)
{
    struct row *r = db_query(db, Q_RECOMMENDATION_BY_CODE);
    bind_text(r, ":code", code);
    return list_named(db, a, r, ret);
}

enum err sent_list_items(const struct reading_for *x, const struct sent_list *l, struct recommended_list *ret)
{
    struct recommended *list = ARENA_ARRAY(x->arena, struct recommended, RECOMMENDED_MAX);
    size_t len = 0;
    struct row *r = db_query(x->db, Q_RECOMMENDATION_ITEMS);
    bind_int(r, ":list", l->id);
    bind_int(r, ":account", x->account_id);
    enum err e = OK;
    while (len < RECOMMENDED_MAX && (e = row_next(r)) == OK && (e = read_recommended(r, x->arena, &list[len])) == OK) {
        list[len].is_stale = row_int(r, 16) != 0;
        list[len].place = (int)row_int(r, PLACE_AT);
        len++;
    }
    *ret = (struct recommended_list){list, len};
    return row_end(r, e);
}

enum err recommendation_board(const struct reading_for *x, struct board_line **ret, size_t *ret_len)
{
    struct board_line *list = ARENA_ARRAY(x->arena, struct board_line, BOARD_MAX);
    size_t len = 0;
    struct row *r = db_query(x->db, Q_RECOMMENDATION_BOARD);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":account", x->account_id);
    bind_int(r, ":limit", BOARD_MAX);
    enum err e = OK;
    while (len < BOARD_MAX && (e = row_next(r)) == OK) {
        const char *turn = row_text(r, 6, x->arena);
        list[len] = (struct board_line){.body_ref = row_text(r, 0, x->arena),
                                        .body_name = row_text(r, 1, x->arena),
                                        .list_ref = row_text(r, 3, x->arena),
                                        .number = (int)row_int(r, 4),
                                        .sent_at = row_int(r, 5),
                                        .is_recalled = strcmp(turn, "recalled") == 0,
                                        .is_received = strcmp(turn, "received") == 0,
                                        .turned_at = row_int(r, 7),
                                        .recommended = (int)row_int(r, 8),
                                        .reason = row_text(r, 9, x->arena),
                                        .has_people = row_int(r, 10) != 0};
        if ((e = role_from_ident(row_text(r, 2, x->arena), &list[len].role)) != OK) {
            break;
        }
        len++;
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

/* ---- verified ---- */

/* Whether the record says what the columns and the lines say.  The body's name between its halves is its own witness:
 * it may have been renamed since. */
static enum err is_record_of(struct db *db, struct arena *a, const char *slug, const struct sent_list *l, bool *ret)
{
    struct recommended_list lines;
    struct buffer head = buffer_new(a, RECORD_MAX);
    struct buffer tail = buffer_new(a, RECORD_MAX);
    TRY(sent_list_items(&(struct reading_for){.db = db, .arena = a}, l, &lines));
    record_head(&head, slug);
    record_tail(&tail, l, &lines);
    size_t len = strlen(l->record);
    *ret = !head.is_overfull && !tail.is_overfull && len >= head.len + tail.len &&
           text_starts(l->record, buffer_string(&head)) &&
           strcmp(l->record + len - tail.len, buffer_string(&tail)) == 0;
    return OK;
}

/* OK, ERR_CONFLICT when the list is not as it was sent, or why it cannot be read. */
static enum err verify_list(struct db *db, struct arena *a, const char *slug, const char *ref)
{
    struct sent_list l;
    bool is_of_rows = false;
    TRY(sent_list_by_ref(db, a, ref, &l));
    TRY(is_record_of(db, a, slug, &l, &is_of_rows));
    const struct sealed s = {.record = l.record,
                             .sha256 = l.sha256,
                             .check_code = l.check_code,
                             .is_of_rows = is_of_rows,
                             .verb = "recommendation_send",
                             .object_kind = "recommendation_list",
                             .object_ref = l.ref,
                             .detail = send_detail(a, l.number, l.sha256)};
    return sealed_verify(db, a, &s);
}

enum err recommendation_verify(struct db *db, int64_t after, int64_t *ret_count, int64_t *ret_bad)
{
    int64_t count = 0;
    struct row *r = db_query(db, Q_RECOMMENDATION_VERIFY);
    bind_int(r, ":after", after);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        struct arena *a = arena_new();
        int64_t id = row_int(r, 0);
        e = verify_list(db, a, row_text(r, 2, a), row_text(r, 1, a));
        arena_free(a);
        if (e != OK) {
            *ret_bad = id;
            row_done(r);
            return e;
        }
        count++;
    }
    *ret_count = count;
    return row_end(r, e);
}
