/* import_store.c */
#include "store/import_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "store/db.h"
#include "store/import_row.h"

enum { REF_BYTES = 16 };

static const char *const outcomes[IMPORT__COUNT] = {"new", "same", "differs", "wrong"};

const char *import_outcome_ident(enum import_outcome outcome)
{
    return outcomes[outcome];
}

static enum import_outcome outcome_of(const char *ident)
{
    for (int i = 0; i < IMPORT__COUNT; i++) {
        if (strcmp(outcomes[i], ident) == 0) {
            return (enum import_outcome)i;
        }
    }
    return IMPORT_WRONG;
}

/* A file that was carried out before there were jobs has none, and is done. */
static enum import_state state_of(const char *ident, int64_t applied_at)
{
    return strcmp(ident, "queued") == 0      ? IMPORT_QUEUED
           : strcmp(ident, "running") == 0   ? IMPORT_RUNNING
           : strcmp(ident, "cancelled") == 0 ? IMPORT_CANCELLED
           : applied_at != 0                 ? IMPORT_DONE
                                             : IMPORT_LOOKED_AT;
}

/* ---- looking ---- */

enum err import_rehearse(const struct import_desk *d, struct import_row *rows, size_t len)
{
    struct rehearsal *r = rehearsal_new(d->a, len);
    for (size_t i = 0; i < len; i++) {
        TRY(import_row_carry_out(d, r, &rows[i]));
    }
    return OK;
}

static enum err keep_rows(struct db *db, int64_t import_id, const struct import_row *rows, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        struct row *r = db_query(db, Q_IMPORT_ROW_ADD);
        bind_int(r, ":import", import_id);
        bind_int(r, ":row_no", rows[i].line);
        bind_text(r, ":role", rows[i].role);
        bind_text(r, ":name", rows[i].name);
        bind_text(r, ":org_code", rows[i].org_code);
        bind_text(r, ":sector", rows[i].sector);
        bind_text(r, ":district", rows[i].district);
        bind_text(r, ":login", rows[i].login);
        bind_text(r, ":person_name", rows[i].person_name);
        bind_text(r, ":outcome", outcomes[rows[i].outcome]);
        bind_text(r, ":said", rows[i].said);
        TRY(row_exec(r, NULL));
    }
    return OK;
}

enum err import_add(const struct import_desk *d, const struct import *in, const struct import_row *rows, size_t len,
                    const char **ret_ref)
{
    const char *ref = random_token(d->rnd, d->a, REF_BYTES);
    struct row *r = db_query(d->db, Q_IMPORT_ADD);
    bind_text(r, ":ref", ref);
    bind_text(r, ":filename", in->filename);
    bind_text(r, ":sha256", in->sha256);
    bind_text(r, ":encoding", in->encoding);
    bind_text(r, ":format", in->is_xlsx ? "xlsx" : "csv");
    bind_int(r, ":now", d->who->at);
    bind_int(r, ":by", d->who->account_id);
    TRY(row_exec_one(r));
    TRY(keep_rows(d->db, db_last_id(d->db), rows, len));
    *ret_ref = ref;
    return audit_append(d->db, d->who, "import_look", "import", ref,
                        text_format(d->a, "sha256=%s rows=%zu", in->sha256, len));
}

static enum err read_counts(struct db *db, struct arena *a, struct import *ret)
{
    struct row *r = db_query(db, Q_IMPORT_COUNTS);
    bind_int(r, ":import", ret->id);
    bind_int(r, ":last_row", ret->last_row);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        enum import_outcome outcome = outcome_of(row_text(r, 0, a));
        ret->counts[outcome] = row_int(r, 1);
        ret->done_counts[outcome] = row_int(r, 2);
        ret->rows_total += row_int(r, 1);
    }
    TRY(row_end(r, e));
    if (ret->state == IMPORT_DONE) { /* one that was carried out at a stroke has no last row */
        memcpy(ret->done_counts, ret->counts, sizeof ret->counts);
        ret->rows_done = ret->rows_total;
    }
    return OK;
}

static enum err read_ahead(struct db *db, int64_t queued_at, struct import *ret)
{
    struct row *r = db_query(db, Q_IMPORT_JOB_AHEAD);
    bind_int(r, ":queued_at", queued_at);
    bind_int(r, ":import", ret->id);
    enum err e = row_next(r);
    ret->ahead = e == OK ? row_int(r, 0) : 0;
    return row_end(r, e);
}

static enum role role_of(const char *ident)
{
    enum role role = ROLE_ADMIN; /* the narrower right, should the word be unknown */
    return role_from_ident(ident, &role) == OK ? role : ROLE_ADMIN;
}

enum err import_by_ref(struct db *db, struct arena *a, const char *ref, struct import *ret)
{
    int64_t queued_at = 0;
    struct row *r = db_query(db, Q_IMPORT_GET);
    bind_text(r, ":ref", ref);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct import){.id = row_int(r, 0),
                               .ref = row_text(r, 1, a),
                               .filename = row_text(r, 2, a),
                               .encoding = row_text(r, 3, a),
                               .is_xlsx = strcmp(row_text(r, 4, a), "xlsx") == 0,
                               .made_at = row_int(r, 5),
                               .applied_at = row_int(r, 6),
                               .sha256 = row_text(r, 7, a),
                               .made_by_role = role_of(row_text(r, 8, a)),
                               .state = state_of(row_text(r, 9, a), row_int(r, 6)),
                               .rows_done = row_int(r, 10),
                               .last_row = row_int(r, 11),
                               .ended_at = row_int(r, 12)};
        queued_at = row_int(r, 13);
    }
    row_done(r);
    TRY(e);
    TRY(read_counts(db, a, ret));
    return ret->state == IMPORT_QUEUED ? read_ahead(db, queued_at, ret) : OK;
}

enum err import_rows(struct db *db, struct arena *a, const struct import_part *part, struct import_row **ret,
                     size_t *ret_len)
{
    struct import_row *list = ARENA_ARRAY(a, struct import_row, part->limit);
    size_t len = 0;
    struct row *r = db_query(db, Q_IMPORT_ROWS);
    bind_int(r, ":import", part->import_id);
    bind_int(r, ":after", part->after);
    bind_text(r, ":outcome", part->outcome);
    bind_int(r, ":limit", (int64_t)part->limit);
    enum err e = OK;
    while (len < part->limit && (e = row_next(r)) == OK) {
        list[len++] = (struct import_row){.line = (int)row_int(r, 0),
                                          .role = row_text(r, 1, a),
                                          .name = row_text(r, 2, a),
                                          .org_code = row_text(r, 3, a),
                                          .sector = row_text(r, 4, a),
                                          .district = row_text(r, 5, a),
                                          .login = row_text(r, 6, a),
                                          .person_name = row_text(r, 7, a),
                                          .outcome = outcome_of(row_text(r, 8, a)),
                                          .said = row_text(r, 9, a)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

enum err import_recent(struct db *db, struct arena *a, enum role role, struct import_recent **ret, size_t *ret_len)
{
    struct import_recent *list = ARENA_ARRAY(a, struct import_recent, IMPORT_RECENT_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_IMPORT_RECENT);
    bind_text(r, ":role", role_ident(role));
    bind_int(r, ":limit", IMPORT_RECENT_MAX);
    enum err e = OK;
    while (len < IMPORT_RECENT_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct import_recent){.ref = row_text(r, 0, a),
                                             .filename = row_text(r, 1, a),
                                             .made_at = row_int(r, 2),
                                             .state = state_of(row_text(r, 4, a), row_int(r, 3)),
                                             .rows_done = row_int(r, 5),
                                             .rows_total = row_int(r, 6),
                                             .person_name = row_text(r, 7, a)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

/* ---- carrying out ---- */

enum err import_queue(const struct import_desk *d, const struct import *of)
{
    struct row *r = db_query(d->db, Q_IMPORT_APPLY);
    bind_int(r, ":id", of->id);
    bind_int(r, ":now", d->who->at);
    TRY(row_exec_one(r));
    r = db_query(d->db, Q_IMPORT_JOB_ADD);
    bind_int(r, ":import", of->id);
    bind_int(r, ":now", d->who->at);
    bind_int(r, ":by", d->who->account_id);
    bind_text(r, ":role", d->who->role);
    TRY(row_exec_one(r));
    return audit_append(d->db, d->who, "import_apply", "import", of->ref,
                        text_format(d->a, "rows=%lld", (long long)of->rows_total));
}

enum err import_cancel(const struct import_desk *d, const struct import *of)
{
    struct row *r = db_query(d->db, Q_IMPORT_JOB_CANCEL);
    bind_int(r, ":import", of->id);
    bind_int(r, ":now", d->who->at);
    bind_int(r, ":by", d->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(d->db, d->who, "import_cancel", "import", of->ref,
                        text_format(d->a, "rows=%lld of=%lld", (long long)of->rows_done, (long long)of->rows_total));
}

/* A job that goes on. */
struct going {
    int64_t import_id, queued_by, rows_total, rows_done, last_row;
    const char *ref, *role;
};

static enum err next_job(struct db *db, struct arena *a, struct going *ret)
{
    struct row *r = db_query(db, Q_IMPORT_JOB_NEXT);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct going){.import_id = row_int(r, 0),
                              .ref = row_text(r, 1, a),
                              .queued_by = row_int(r, 2),
                              .role = row_text(r, 3, a),
                              .rows_total = row_int(r, 4),
                              .rows_done = row_int(r, 5),
                              .last_row = row_int(r, 6)};
    }
    row_done(r);
    return e;
}

/* What the database itself refuses in one row is that row's matter; a disk that is full or fails is everybody's. */
static enum err carry_out_one(const struct import_desk *d, struct import_row *row)
{
    TRY(db_savepoint(d->db));
    enum err e = db_savepoint_end(d->db, import_row_carry_out(d, NULL, row));
    if (e == ERR_INVALID || e == ERR_CONFLICT) {
        row->outcome = IMPORT_WRONG;
        row->said = "系统没有接受这一行，请逐个新增";
        e = OK;
    }
    return e;
}

static enum err carry_out_rows(const struct import_desk *d, int64_t import_id, struct import_row *rows, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        TRY(carry_out_one(d, &rows[i]));
        struct row *r = db_query(d->db, Q_IMPORT_ROW_REPORT);
        bind_int(r, ":import", import_id);
        bind_int(r, ":row_no", rows[i].line);
        bind_text(r, ":outcome", outcomes[rows[i].outcome]);
        bind_text(r, ":said", rows[i].said);
        TRY(row_exec_one(r));
    }
    return OK;
}

static enum err note_progress(const struct import_desk *d, const struct going *j)
{
    struct row *r = db_query(d->db, Q_IMPORT_JOB_WENT);
    bind_int(r, ":import", j->import_id);
    bind_int(r, ":rows_done", j->rows_done);
    bind_int(r, ":last_row", j->last_row);
    bind_int(r, ":now", d->who->at);
    TRY(row_exec_one(r));
    return j->rows_done < j->rows_total ? OK
                                        : audit_append(d->db, d->who, "import_done", "import", j->ref,
                                                       text_format(d->a, "rows=%lld", (long long)j->rows_total));
}

enum err import_batch(const struct import_desk *d)
{
    struct going j;
    struct import_row *rows = NULL;
    size_t len = 0;
    TRY(next_job(d->db, d->a, &j));
    struct audit_actor who = {d->who->at, j.queued_by, j.role, d->who->request_id};
    struct import_desk of = {d->db, d->rnd, d->a, &who, d->round};
    struct import_part part = {j.import_id, j.last_row, "", IMPORT_BATCH_ROWS};
    TRY(import_rows(d->db, d->a, &part, &rows, &len));
    if (len == 0) {
        return FAIL("import %s has fewer rows than it counted", j.ref);
    }
    TRY(carry_out_rows(&of, j.import_id, rows, len));
    j.rows_done += (int64_t)len;
    j.last_row = rows[len - 1].line;
    return note_progress(&of, &j);
}
