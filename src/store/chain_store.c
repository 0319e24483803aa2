/* chain_store.c */
#include "store/chain_store.h"

#include <string.h>

#include "base/arena.h"
#include "store/db.h"
#include "store/delegation_store.h"

enum { OPINIONS_MAX = 200 };

void chain_from_row(struct row *r, struct arena *a, int at, struct chain *ret)
{
    ret->district = verdict_from_ident(row_text(r, at, a));
    ret->sector = verdict_from_ident(row_text(r, at + 1, a));
    ret->is_returned = row_int(r, at + 2) != 0;
    ret->is_sent = row_int(r, at + 3) != 0;
    ret->place = (int)row_int(r, at + 4);
    ret->is_received = row_int(r, at + 5) != 0;
    const char *released = row_text(r, at + 6, a);
    ret->released = *released == '\0'             ? RELEASED_NOTHING
                    : strcmp(released, "in") == 0 ? RELEASED_SHORTLISTED
                                                  : RELEASED_NOT_SHORTLISTED;
}

enum err chain_of(struct db *db, struct arena *a, const struct nomination *n, struct chain *ret)
{
    *ret = (struct chain){.state = n->state, .was_submitted = n->version_no > 0};
    if (!ret->was_submitted) {
        return OK;
    }
    TRY(route_from_ident(n->route, &ret->route));
    struct row *r = db_query(db, Q_CHAIN_OF);
    bind_int(r, ":nomination", n->id);
    enum err e = row_next(r);
    if (e == OK) {
        chain_from_row(r, a, 0, ret);
    }
    return row_end(r, e);
}

static enum err read_opinion(struct db *db, struct row *r, struct arena *a, struct opinion *ret)
{
    *ret = (struct opinion){.id = row_int(r, 0),
                            .ref = row_text(r, 1, a),
                            .decision = row_text(r, 3, a),
                            .text = row_text(r, 4, a),
                            .signer_name = row_text(r, 5, a),
                            .signer_title = row_text(r, 6, a),
                            .signed_on = row_text(r, 7, a),
                            .body_id = row_int(r, 8),
                            .body_name = row_text(r, 9, a),
                            .version_no = (int)row_int(r, 10),
                            .given_at = row_int(r, 11)};
    TRY(delegation_name_at(db, a, row_int(r, 13), ret->given_at, row_text(r, 12, a), &ret->given_by));
    return opinion_from_ident(row_text(r, 2, a), &ret->box) == OK ? OK : ERR_INTERNAL;
}

enum err opinion_list(struct db *db, struct arena *a, int64_t nomination_id, struct opinion **ret, size_t *ret_len)
{
    struct opinion *list = ARENA_ARRAY(a, struct opinion, OPINIONS_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_OPINION_LIST);
    bind_int(r, ":nomination", nomination_id);
    bind_int(r, ":limit", OPINIONS_MAX);
    enum err e = OK;
    while (len < OPINIONS_MAX && (e = row_next(r)) == OK) {
        if ((e = read_opinion(db, r, a, &list[len++])) != OK) {
            break;
        }
    }
    TRY(row_end(r, e));
    *ret = list;
    *ret_len = len;
    return OK;
}

enum err opinion_of(struct db *db, struct arena *a, int64_t nomination_id, int version_no, enum opinion_kind box,
                    struct opinion *ret)
{
    struct row *r = db_query(db, Q_OPINION_OF);
    bind_int(r, ":nomination", nomination_id);
    bind_int(r, ":version_no", version_no);
    bind_text(r, ":box", opinion_ident(box));
    enum err e = row_next(r);
    if (e == OK) {
        e = read_opinion(db, r, a, ret);
    }
    bool is_none = e == ERR_NOT_FOUND;
    TRY(row_end(r, e));
    return is_none || verdict_from_ident(ret->decision) == VERDICT_NONE ? ERR_NOT_FOUND : OK;
}
