/* objector_store.c */
#include "store/objector_store.h"

#include "base/arena.h"
#include "base/text.h"
#include "store/db.h"

/* What an objection is called in its table, its address and its log. */
struct called {
    int64_t id;
    const char *ref, *receipt_no;
};

static enum err add_erasure(const struct writing *c, int64_t objection_id, const char *reason)
{
    struct row *r = db_query(c->db, Q_OBJECTOR_ERASURE_ADD);
    bind_int(r, ":objection", objection_id);
    bind_text(r, ":reason", reason);
    bind_int(r, ":now", c->who->at);
    if (c->who->account_id == 0) {
        bind_null(r, ":account");
    } else {
        bind_int(r, ":account", c->who->account_id);
    }
    return row_exec_one(r);
}

static enum err run_for(struct db *db, enum query query, int64_t objection_id)
{
    struct row *r = db_query(db, query);
    bind_int(r, ":objection", objection_id);
    return row_exec(r, NULL);
}

/* The record first: without it the tables refuse. */
static enum err erase(const struct writing *c, const struct called *o, const char *reason)
{
    TRY(add_erasure(c, o->id, reason));
    TRY(run_for(c->db, Q_OBJECTOR_ERASE_IDENTITY, o->id));
    TRY(run_for(c->db, Q_OBJECTOR_ERASE_FILE_NAMES, o->id));
    TRY(audit_append(c->db, c->who, "objector_erase", "objection", o->ref,
                     text_format(c->arena, "number=%s by=%s reason=%s", o->receipt_no,
                                 c->who->account_id == 0 ? "rule" : "hand", reason)));
    db_wipe_after_commit(c->db);
    return OK;
}

enum err objector_erase(const struct writing *c, const struct objection *o, const char *reason)
{
    if (o->erased_at != 0) {
        return ERR_CONFLICT;
    }
    return erase(c, &(struct called){o->id, o->ref, o->receipt_no}, reason);
}

struct due {
    struct called o;
    int days;
};

static enum err read_due(const struct writing *c, struct due *list, size_t *ret_len)
{
    struct row *r = db_query(c->db, Q_OBJECTOR_ARCHIVED);
    enum err e = OK;
    *ret_len = 0;
    while (*ret_len < OBJECTORS_A_BATCH && (e = row_next(r)) == OK) {
        const char *setting = row_text(r, 4, c->arena);
        if (day_of_at(c->who->at) >= objector_erase_on(setting, row_int(r, 3))) {
            list[(*ret_len)++] = (struct due){{row_int(r, 0), row_text(r, 1, c->arena), row_text(r, 2, c->arena)},
                                              objector_keep_days(setting)};
        }
    }
    return row_end(r, e);
}

enum err objectors_erase_due(const struct writing *c, size_t *ret_erased)
{
    struct due list[OBJECTORS_A_BATCH];
    TRY(read_due(c, list, ret_erased));
    for (size_t i = 0; i < *ret_erased; i++) {
        TRY(erase(c, &list[i].o, text_format(c->arena, "归档满 %d 天，按规定删除", list[i].days)));
    }
    return OK;
}

enum err objector_erasure(struct db *db, struct arena *a, int64_t objection_id, struct objector_erasure *ret)
{
    struct row *r = db_query(db, Q_OBJECTOR_ERASURE_GET);
    bind_int(r, ":objection", objection_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct objector_erasure){row_text(r, 0, a), row_int(r, 1), row_text(r, 2, a)};
    }
    row_done(r);
    return e;
}
