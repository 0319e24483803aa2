/* reminder_store.c */
#include "store/reminder_store.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/random.h"
#include "base/text.h"
#include "domain/list_query.h"
#include "domain/mercy.h"
#include "store/db.h"
#include "store/round_store.h"

enum { CALLS_MAX = 200, OF_BODY_MAX = 50, REF_BYTES = 10, GRANTS_MAX = 4 * LIST_ROWS_MAX };

/* ---- what is owed ---- */

/* One row of reminder_debts, and whose it is. */
struct owed {
    int64_t body_id;
    struct debt_item is;
};
struct granted {
    int64_t body_id;
    struct extension is;
};
/* All that the list is made of. */
struct ledger {
    struct owed *owed;
    size_t owed_len;
    struct granted *granted;
    size_t granted_len;
};

static enum err read_owed(struct row *r, struct arena *a, struct owed *ret)
{
    *ret = (struct owed){.body_id = row_int(r, 0),
                         .is = {.nomination_id = row_int(r, 2),
                                .nomination_ref = row_text(r, 3, a),
                                .since = row_int(r, 6),
                                .due_at = row_int(r, 7)}};
    ret->is.facts =
        (struct debt_facts){.receipt_no = row_text(r, 4, a), .brand = row_text(r, 5, a), .count = (int)row_int(r, 8)};
    return debt_from_ident(row_text(r, 1, a), &ret->is.facts.kind) == OK ? OK : ERR_INTERNAL;
}

static enum err read_debts(const struct reading_for *x, int64_t body_id, int64_t now, struct ledger *l)
{
    l->owed = ARENA_ARRAY(x->arena, struct owed, DEBTS_MAX);
    struct row *r = db_query(x->db, Q_REMINDER_DEBTS);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":body", body_id);
    bind_int(r, ":account", x->account_id);
    bind_int(r, ":now", now);
    bind_int(r, ":limit", DEBTS_MAX);
    enum err e = OK;
    while (l->owed_len < DEBTS_MAX && (e = row_next(r)) == OK) {
        if ((e = read_owed(r, x->arena, &l->owed[l->owed_len++])) != OK) {
            break;
        }
    }
    return row_end(r, e);
}

static enum err read_grants(const struct reading_for *x, int64_t body_id, struct ledger *l)
{
    l->granted = ARENA_ARRAY(x->arena, struct granted, GRANTS_MAX);
    struct row *r = db_query(x->db, Q_REMINDER_EXTENSIONS);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":body", body_id);
    bind_int(r, ":limit", GRANTS_MAX);
    enum err e = OK;
    while (l->granted_len < GRANTS_MAX && (e = row_next(r)) == OK) {
        struct granted *g = &l->granted[l->granted_len++];
        *g = (struct granted){row_int(r, 0), {.closes_at = row_int(r, 2)}};
        if (stage_from_ident(row_text(r, 1, x->arena), &g->is.stage) != OK) {
            e = ERR_INTERNAL;
            break;
        }
    }
    return row_end(r, e);
}

/* The stages as the body sees them. */
static void own_windows(const struct ledger *l, const struct round *round, int64_t body_id,
                        struct stage_window ret[STAGE__COUNT])
{
    struct extension own[STAGE__COUNT];
    size_t len = 0;
    for (size_t i = 0; i < l->granted_len && len < STAGE__COUNT; i++) {
        if (l->granted[i].body_id == body_id) {
            own[len++] = l->granted[i].is;
        }
    }
    windows_for(round->windows, round->windows_len, own, len, ret);
}

static int compare_owed(const void *a, const void *b)
{
    const struct owed *x = a;
    const struct owed *y = b;
    return x->body_id < y->body_id ? -1 : x->body_id > y->body_id;
}

static int compare_items(const void *a, const void *b)
{
    const struct debt_item *x = a;
    const struct debt_item *y = b;
    if (x->due_at != y->due_at) {
        return x->due_at < y->due_at ? -1 : 1;
    }
    if (x->facts.kind != y->facts.kind) {
        return x->facts.kind < y->facts.kind ? -1 : 1;
    }
    int order = strcmp(x->facts.receipt_no, y->facts.receipt_no);
    return order != 0 ? order : strcmp(x->facts.brand, y->facts.brand);
}

/* The first of this body among the debts that are in order of bodies. */
static size_t first_of(const struct ledger *l, int64_t body_id)
{
    size_t low = 0;
    size_t high = l->owed_len;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (l->owed[middle].body_id < body_id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void charge(struct arena *a, const struct ledger *l, const struct round *round, int64_t now, struct debtor *d)
{
    struct stage_window own[STAGE__COUNT];
    size_t first = first_of(l, d->body_id);
    size_t end = first;
    own_windows(l, round, d->body_id, own);
    while (end < l->owed_len && l->owed[end].body_id == d->body_id) {
        end++;
    }
    struct debt_item *items = ARENA_ARRAY(a, struct debt_item, end - first + 1);
    for (size_t i = first; i < end; i++) {
        struct debt_item x = l->owed[i].is;
        const struct stage_window *w = stage_window_of(own, round->windows_len, debt_stage(x.facts.kind));
        if (!debt_counts(x.facts.kind, own, round->windows_len, now)) {
            continue;
        }
        x.due_at = debt_due(x.facts.kind, own, round->windows_len, x.due_at);
        x.since = x.since == 0 && w != NULL ? w->opens_at : x.since;
        d->since = d->since == 0 || x.since < d->since ? x.since : d->since;
        items[d->items_len++] = x;
    }
    qsort(items, d->items_len, sizeof *items, compare_items);
    d->items = items;
    d->due_at = d->items_len == 0 ? 0 : items[0].due_at;
    d->owing = owing_of(d->items_len, d->due_at, now);
}

static struct debtor read_debtor(struct row *r, struct arena *a)
{
    return (struct debtor){.body_id = row_int(r, 0),
                           .ref = row_text(r, 1, a),
                           .kind = row_text(r, 2, a),
                           .name = row_text(r, 3, a),
                           .has_people = row_int(r, 4) != 0,
                           .last_channel = row_text(r, 5, a),
                           .last_person = row_text(r, 6, a),
                           .last_at = row_int(r, 7),
                           .calls = (int)row_int(r, 8)};
}

enum err debtor_list(const struct reading_for *x, const struct round *round, int64_t body_id, int64_t now,
                     struct debtor **ret, size_t *ret_len)
{
    struct ledger l = {0};
    TRY(read_debts(x, body_id, now, &l));
    TRY(read_grants(x, body_id, &l));
    qsort(l.owed, l.owed_len, sizeof *l.owed, compare_owed);
    struct debtor *list = ARENA_ARRAY(x->arena, struct debtor, body_id == 0 ? LIST_ROWS_MAX : 1);
    size_t max = body_id == 0 ? LIST_ROWS_MAX : 1;
    size_t len = 0;
    struct row *r = db_query(x->db, Q_REMINDER_BODIES);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":body", body_id);
    bind_int(r, ":limit", (int64_t)max);
    enum err e = OK;
    while (len < max && (e = row_next(r)) == OK) {
        list[len++] = read_debtor(r, x->arena);
    }
    TRY(row_end(r, e));
    for (size_t i = 0; i < len; i++) {
        charge(x->arena, &l, round, now, &list[i]);
    }
    *ret = list;
    *ret_len = len;
    return len == 0 && body_id != 0 ? ERR_NOT_FOUND : OK;
}

enum err debtor_by_ref(const struct reading_for *x, const struct round *round, const char *ref, int64_t now,
                       struct debtor *ret)
{
    struct debtor *list = NULL;
    size_t len = 0;
    struct row *r = db_query(x->db, Q_REMINDER_BODY_BY_REF);
    bind_text(r, ":ref", ref);
    enum err e = row_next(r);
    int64_t id = e == OK ? row_int(r, 0) : 0;
    row_done(r);
    TRY(e);
    TRY(debtor_list(x, round, id, now, &list, &len));
    *ret = list[0];
    return OK;
}

enum err reminder_contact(const struct reading_for *x, int64_t body_id, const char *ident, const char **ret)
{
    struct row *r = db_query(x->db, Q_REMINDER_CONTACT);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":body", body_id);
    bind_int(r, ":account", x->account_id);
    bind_text(r, ":ident", ident);
    enum err e = row_next(r);
    *ret = e == OK ? row_text(r, 0, x->arena) : "";
    return row_end(r, e);
}

/* ---- the words ---- */

enum err reminder_template(struct db *db, struct arena *a, int64_t round_id, const char **ret)
{
    struct row *r = db_query(db, Q_REMINDER_TEMPLATE);
    bind_int(r, ":round", round_id);
    enum err e = row_next(r);
    *ret = e == OK ? row_text(r, 0, a) : "";
    return row_end(r, e);
}

enum err reminder_template_set(const struct writing *c, int64_t round_id, const char *was, const char *text)
{
    struct row *r = db_query(c->db, Q_REMINDER_TEMPLATE_SET);
    bind_int(r, ":round", round_id);
    bind_text(r, ":was", was);
    bind_text(r, ":value", text);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, "reminder_template", "round_setting", "reminder_text",
                        text_format(c->arena, "was=%s text=%s", was, text));
}

/* ---- the log of calls ---- */

enum err reminder_call_add(const struct writing *c, const struct call_new *x)
{
    const char *ref = random_token(c->random, c->arena, REF_BYTES);
    struct row *r = db_query(c->db, Q_REMINDER_CALL_ADD);
    bind_text(r, ":ref", ref);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":body", x->body_id);
    bind_text(r, ":channel", call_channel_ident(x->channel));
    bind_text(r, ":person", x->person);
    bind_text(r, ":said", x->said);
    bind_int(r, ":owed", x->owed);
    bind_int(r, ":called_at", x->called_at);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, "reminder_call", "body", x->body_ref,
                        text_format(c->arena, "call=%s channel=%s called_at=%s owed=%d", ref,
                                    call_channel_ident(x->channel), at_rfc3339(c->arena, x->called_at), x->owed));
}

enum err reminder_calls(struct db *db, struct arena *a, int64_t round_id, int64_t body_id, struct call_row **ret,
                        size_t *ret_len)
{
    struct call_row *list = ARENA_ARRAY(a, struct call_row, CALLS_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_REMINDER_CALLS);
    bind_int(r, ":round", round_id);
    bind_int(r, ":body", body_id);
    bind_int(r, ":limit", CALLS_MAX);
    enum err e = OK;
    while (len < CALLS_MAX && (e = row_next(r)) == OK) {
        struct call_row *k = &list[len++];
        *k = (struct call_row){.person = row_text(r, 1, a),
                               .said = row_text(r, 2, a),
                               .owed = (int)row_int(r, 3),
                               .called_at = row_int(r, 4),
                               .noted_at = row_int(r, 5),
                               .noted_by = row_text(r, 6, a)};
        if (call_channel_from_ident(row_text(r, 0, a), &k->channel) != OK) {
            e = ERR_INTERNAL;
            break;
        }
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

/* ---- sheets ---- */

static enum err add_items(const struct writing *c, int64_t sheet_id, const struct debtor *d)
{
    for (size_t i = 0; i < d->items_len; i++) {
        struct row *r = db_query(c->db, Q_REMINDER_SHEET_ITEM_ADD);
        bind_int(r, ":sheet", sheet_id);
        bind_int(r, ":ord", (int64_t)i + 1);
        if (d->items[i].nomination_id == 0) {
            bind_null(r, ":nomination");
        } else {
            bind_int(r, ":nomination", d->items[i].nomination_id);
        }
        bind_text(r, ":text", debt_sentence(c->arena, &d->items[i].facts));
        TRY(row_exec_one(r));
    }
    return OK;
}

static enum err add_sheet(const struct writing *c, int64_t round_id, int64_t batch_id, const struct debtor *d)
{
    struct row *r = db_query(c->db, Q_REMINDER_SHEET_ADD);
    bind_int(r, ":round", round_id);
    bind_int(r, ":batch", batch_id);
    bind_int(r, ":body", d->body_id);
    bind_int(r, ":due_at", d->due_at);
    TRY(row_exec_one(r));
    TRY(add_items(c, db_last_id(c->db), d));
    struct call_new call = {.round_id = round_id,
                            .body_id = d->body_id,
                            .body_ref = d->ref,
                            .channel = CALL_SHEET,
                            .person = "",
                            .said = "",
                            .owed = (int)d->items_len,
                            .called_at = c->who->at};
    return reminder_call_add(c, &call);
}

enum err reminder_sheets_make(const struct writing *c, int64_t round_id, const struct debtor *const *debtors,
                              size_t len, const char **ret_ref)
{
    size_t made = 0;
    const char *ref = random_token(c->random, c->arena, REF_BYTES);
    struct row *r = db_query(c->db, Q_REMINDER_BATCH_ADD);
    bind_text(r, ":ref", ref);
    bind_int(r, ":round", round_id);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    int64_t batch = db_last_id(c->db);
    for (size_t i = 0; i < len; i++) {
        if (debtors[i]->items_len > 0) {
            TRY(add_sheet(c, round_id, batch, debtors[i]));
            made++;
        }
    }
    if (made == 0) {
        return ERR_INVALID;
    }
    *ret_ref = ref;
    return audit_append(c->db, c->who, "reminder_sheets", "reminder_batch", ref,
                        text_format(c->arena, "sheets=%zu", made));
}

static enum err read_items(const struct reading_for *x, struct sheet_row *s)
{
    enum { ITEMS_MAX = 1000 };
    const char **list = ARENA_ARRAY(x->arena, const char *, ITEMS_MAX);
    struct row *r = db_query(x->db, Q_REMINDER_SHEET_ITEMS);
    bind_int(r, ":sheet", s->id);
    bind_int(r, ":account", x->account_id);
    bind_int(r, ":limit", ITEMS_MAX);
    enum err e = OK;
    while (s->items_len < ITEMS_MAX && (e = row_next(r)) == OK) {
        list[s->items_len++] = row_text(r, 0, x->arena);
    }
    s->items = list;
    return row_end(r, e);
}

static enum err read_sheets(const struct reading_for *x, int64_t batch_id, struct sheet_batch *b)
{
    b->sheets = ARENA_ARRAY(x->arena, struct sheet_row, SHEETS_MAX_AT_ONCE);
    struct row *r = db_query(x->db, Q_REMINDER_SHEETS);
    bind_int(r, ":batch", batch_id);
    bind_int(r, ":limit", SHEETS_MAX_AT_ONCE);
    enum err e = OK;
    while (b->len < SHEETS_MAX_AT_ONCE && (e = row_next(r)) == OK) {
        b->sheets[b->len++] = (struct sheet_row){.id = row_int(r, 0),
                                                 .number = (int)row_int(r, 1),
                                                 .body_ref = row_text(r, 2, x->arena),
                                                 .body_name = row_text(r, 3, x->arena),
                                                 .due_at = row_int(r, 4)};
    }
    return row_end(r, e);
}

enum err reminder_batch_get(const struct reading_for *x, const char *ref, struct sheet_batch *ret)
{
    *ret = (struct sheet_batch){.ref = ref};
    struct row *r = db_query(x->db, Q_REMINDER_BATCH_BY_REF);
    bind_text(r, ":ref", ref);
    bind_int(r, ":round", x->round_id);
    enum err e = row_next(r);
    int64_t id = e == OK ? row_int(r, 0) : 0;
    if (e == OK) {
        ret->made_at = row_int(r, 1);
        ret->made_by = row_text(r, 2, x->arena);
    }
    row_done(r);
    TRY(e);
    TRY(read_sheets(x, id, ret));
    for (size_t i = 0; i < ret->len; i++) {
        TRY(read_items(x, &ret->sheets[i]));
    }
    return OK;
}

enum err reminder_sheets_of(struct db *db, struct arena *a, int64_t round_id, int64_t body_id, struct sheet_made **ret,
                            size_t *ret_len)
{
    struct sheet_made *list = ARENA_ARRAY(a, struct sheet_made, OF_BODY_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_REMINDER_SHEETS_OF_BODY);
    bind_int(r, ":round", round_id);
    bind_int(r, ":body", body_id);
    bind_int(r, ":limit", OF_BODY_MAX);
    enum err e = OK;
    while (len < OF_BODY_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct sheet_made){(int)row_int(r, 0), row_text(r, 1, a), row_text(r, 3, a), row_int(r, 2)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}
