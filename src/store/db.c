/* db.c - connection, transactions, cached statements. */
#include "store/db.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"

struct row {
    struct db *db;
    sqlite3_stmt *stmt;
    int prepare_code; /* why there is no statement */
    const char *name;
};

struct db {
    sqlite3 *conn;
    struct row rows[Q__COUNT];
    unsigned char audit_key[32];
    int fail_in;
    bool wants_wipe;
};

/* Another row stood in the way, or what was to be changed is no draft any more: a conflict.  The value itself was
 * refused: invalid.  The rest (a missing parent, an append-only table) is a fault of ours. */
static enum err from_constraint(struct db *db, int rc, const char *what)
{
    bool is_no_draft = rc == SQLITE_CONSTRAINT_TRIGGER && strcmp(sqlite3_errmsg(db->conn), "no draft") == 0;
    switch (is_no_draft ? SQLITE_CONSTRAINT_UNIQUE : rc) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
    case SQLITE_CONSTRAINT_CHECK:
        log_line("warn", "event=constraint query=%s error=\"%s\"", what, sqlite3_errmsg(db->conn));
        return rc == SQLITE_CONSTRAINT_CHECK ? ERR_INVALID : ERR_CONFLICT;
    default: return FAIL("event=constraint query=%s code=%d error=\"%s\"", what, rc, sqlite3_errmsg(db->conn));
    }
}

/* A disk without room shows as an I/O error too, where the engine was not writing pages. */
static enum err from_io_error(struct db *db, int rc, const char *what)
{
    int cause = sqlite3_system_errno(db->conn);
    if (cause == ENOSPC || cause == EDQUOT) {
        return ERR_FULL;
    }
    return FAIL("event=database query=%s code=%d errno=%d error=\"%s\"", what, rc, cause, sqlite3_errmsg(db->conn));
}

static enum err from_sqlite(struct db *db, int rc, const char *what)
{
    switch (rc & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return OK;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ERR_BUSY;
    case SQLITE_FULL: return ERR_FULL;
    case SQLITE_IOERR: return from_io_error(db, rc, what);
    case SQLITE_CONSTRAINT: return from_constraint(db, rc, what);
    default: return FAIL("event=database query=%s code=%d error=\"%s\"", what, rc, sqlite3_errmsg(db->conn));
    }
}

enum err db_script(struct db *db, const char *sql)
{
    return from_sqlite(db, sqlite3_exec(db->conn, sql, NULL, NULL, NULL), "script");
}

/* One number that a pragma answers. */
static int64_t pragma_int(struct db *db, const char *sql)
{
    sqlite3_stmt *s = NULL;
    int64_t v = -1;
    if (sqlite3_prepare_v2(db->conn, sql, -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW) {
        v = sqlite3_column_int64(s, 0);
    }
    (void)sqlite3_finalize(s);
    return v;
}

/* Sets one switch of the connection and asks whether it took. */
static enum err set_switch(struct db *db, int name, int on)
{
    int got = -1;
    (void)sqlite3_db_config(db->conn, name, on, NULL);
    (void)sqlite3_db_config(db->conn, name, -1, &got);
    return got == on ? OK : FAIL("event=db_config name=%d", name);
}

static enum err expect_pragma(struct db *db, const char *sql, int64_t value)
{
    return pragma_int(db, sql) == value ? OK : FAIL("event=pragma sql=\"%s\"", sql);
}

/* A file system without shared memory quietly keeps the rollback journal, which loses the last commit in a power cut.
 */
static enum err expect_wal(struct db *db)
{
    sqlite3_stmt *s = NULL;
    bool is_wal = false;
    if (sqlite3_prepare_v2(db->conn, "PRAGMA journal_mode", -1, &s, NULL) == SQLITE_OK &&
        sqlite3_step(s) == SQLITE_ROW) {
        const char *mode = (const char *)sqlite3_column_text(s, 0);
        const char *file = sqlite3_db_filename(db->conn, "main");
        is_wal = text_equal(mode, text_is_empty(file) ? "memory" : "wal");
    }
    (void)sqlite3_finalize(s);
    return is_wal ? OK : FAIL("event=pragma name=journal_mode");
}

static enum err set_switches(struct db *db)
{
    static const int switches[][2] = {{SQLITE_DBCONFIG_DEFENSIVE, 1},
                                      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                      {SQLITE_DBCONFIG_DQS_DDL, 0},
                                      {SQLITE_DBCONFIG_DQS_DML, 0}};
    for (size_t i = 0; i < sizeof switches / sizeof switches[0]; i++) {
        TRY(set_switch(db, switches[i][0], switches[i][1]));
    }
    return OK;
}

static enum err configure_reader(struct db *db)
{
    TRY(db_script(db, "PRAGMA query_only=ON;"));
    return expect_pragma(db, "PRAGMA query_only", 1);
}

/* quality/SECURITY.md: the public pages cannot leak a shortlist, because they cannot see one. */
static int authorize_public(void *ctx, int action, const char *first, const char *second, const char *database,
                            const char *from)
{
    (void)ctx;
    (void)database;
    (void)from;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_TRANSACTION: return SQLITE_OK; /* a page is of one moment; nothing can be written in it */
    case SQLITE_FUNCTION: return strcmp(second, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_READ: return text_starts(first, "published_") ? SQLITE_OK : SQLITE_DENY;
    default: return SQLITE_DENY;
    }
}

static enum err configure_public(struct db *db)
{
    TRY(configure_reader(db));
    return sqlite3_set_authorizer(db->conn, authorize_public, NULL) == SQLITE_OK ? OK : FAIL("event=authorizer");
}

static enum err configure_writer(struct db *db)
{
    TRY(db_script(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"));
    TRY(expect_wal(db));
    TRY(expect_pragma(db, "PRAGMA secure_delete", 1)); /* what was deleted is overwritten with zeros */
    return expect_pragma(db, "PRAGMA synchronous", 2);
}

/* recursive_triggers: without it REPLACE deletes rows behind the back of the triggers that keep tables append-only. */
static enum err configure(struct db *db, enum db_mode mode)
{
    (void)sqlite3_busy_timeout(db->conn, 5000);
    (void)sqlite3_extended_result_codes(db->conn, 1);
    TRY(set_switches(db));
    TRY(db_script(db, "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; PRAGMA temp_store=MEMORY; "
                      "PRAGMA cache_size=-4096;"));
    TRY(expect_pragma(db, "PRAGMA foreign_keys", 1));
    TRY(expect_pragma(db, "PRAGMA recursive_triggers", 1));
    switch (mode) {
    case DB_READER: return configure_reader(db);
    case DB_PUBLIC: return configure_public(db);
    case DB_WRITER: break;
    }
    return configure_writer(db);
}

/* The engine's count of its own memory is one lock that all threads would share, and nobody asks for it. */
static void forget_statistics(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

enum err db_open(const char *path, enum db_mode mode, struct db **ret_db)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    (void)pthread_once(&once, forget_statistics);
    struct db *db = calloc(1, sizeof *db);
    if (db == NULL) {
        return FAIL("event=memory");
    }
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (mode == DB_WRITER ? SQLITE_OPEN_CREATE : 0);
    int rc = sqlite3_open_v2(path, &db->conn, flags, NULL);
    enum err e = rc == SQLITE_OK ? configure(db, mode) : FAIL("event=open path=%s code=%d", path, rc);
    if (e != OK) {
        db_close(db);
        return e;
    }
    *ret_db = db;
    return OK;
}

void db_close(struct db *db)
{
    if (db == NULL) {
        return;
    }
    for (int i = 0; i < Q__COUNT; i++) {
        (void)sqlite3_finalize(db->rows[i].stmt);
    }
    (void)sqlite3_close(db->conn);
    sodium_memzero(db->audit_key, sizeof db->audit_key);
    free(db);
}

struct row *db_query(struct db *db, enum query query)
{
    struct row *r = &db->rows[query];
    if (r->stmt == NULL) {
        r->db = db;
        r->name = query_texts[query].name;
        /* row_next and row_exec answer for a failure */
        r->prepare_code =
            sqlite3_prepare_v3(db->conn, query_texts[query].sql, -1, SQLITE_PREPARE_PERSISTENT, &r->stmt, NULL);
    }
    assert((r->stmt == NULL || sqlite3_stmt_busy(r->stmt) == 0) && "a query is not used inside its own loop");
    return r;
}

static int slot(struct row *r, const char *name)
{
    int i = sqlite3_bind_parameter_index(r->stmt, name);
    assert(i > 0 && "no such parameter in the SQL file");
    return i;
}

void bind_int(struct row *r, const char *name, int64_t v)
{
    if (r->stmt != NULL) {
        (void)sqlite3_bind_int64(r->stmt, slot(r, name), v);
    }
}

void bind_text(struct row *r, const char *name, const char *v)
{
    if (r->stmt != NULL) {
        (void)sqlite3_bind_text(r->stmt, slot(r, name), v, -1, SQLITE_TRANSIENT);
    }
}

void bind_null(struct row *r, const char *name)
{
    if (r->stmt != NULL) {
        (void)sqlite3_bind_null(r->stmt, slot(r, name));
    }
}

static int step(struct row *r)
{
    if (r->stmt == NULL) {
        return r->prepare_code;
    }
    if (r->db->fail_in > 0 && --r->db->fail_in == 0) {
        return SQLITE_IOERR;
    }
    return sqlite3_step(r->stmt);
}

enum err row_next(struct row *r)
{
    int rc = step(r);
    return rc == SQLITE_DONE ? ERR_NOT_FOUND : from_sqlite(r->db, rc, r->name);
}

int64_t row_int(struct row *r, int col)
{
    return sqlite3_column_int64(r->stmt, col);
}

bool row_is_null(struct row *r, int col)
{
    return sqlite3_column_type(r->stmt, col) == SQLITE_NULL;
}

const char *row_text(struct row *r, int col, struct arena *a)
{
    const unsigned char *s = sqlite3_column_text(r->stmt, col);
    int len = sqlite3_column_bytes(r->stmt, col);
    return s == NULL ? "" : arena_copy(a, (const char *)s, (size_t)len);
}

bool row_has_nul(struct row *r, int col)
{
    const void *s = sqlite3_column_text(r->stmt, col);
    int len = sqlite3_column_bytes(r->stmt, col);
    return s != NULL && memchr(s, '\0', (size_t)len) != NULL;
}

void row_done(struct row *r)
{
    if (r->stmt != NULL) {
        (void)sqlite3_reset(r->stmt);
        (void)sqlite3_clear_bindings(r->stmt);
    }
}

enum err row_end(struct row *r, enum err e)
{
    row_done(r);
    return e == ERR_NOT_FOUND ? OK : e;
}

enum err row_exec(struct row *r, int *ret_changed)
{
    int rc = step(r);
    while (rc == SQLITE_ROW) {
        rc = sqlite3_step(r->stmt);
    }
    enum err e = from_sqlite(r->db, rc, r->name);
    if (e == OK && ret_changed != NULL) {
        *ret_changed = sqlite3_changes(r->db->conn);
    }
    row_done(r);
    return e;
}

enum err row_exec_one(struct row *r)
{
    int changed = 0;
    TRY(row_exec(r, &changed));
    return changed == 1 ? OK : ERR_CONFLICT;
}

int64_t db_last_id(struct db *db)
{
    return sqlite3_last_insert_rowid(db->conn);
}

enum err db_begin(struct db *db)
{
    return row_exec(db_query(db, Q_TX_BEGIN), NULL);
}

/* A connection stuck in a transaction is useless: the supervisor starts the program anew. */
static void must(struct db *db, enum query query)
{
    db->fail_in = 0;
    if (row_exec(db_query(db, query), NULL) != OK) {
        log_line("error", "event=stuck query=%s", query_texts[query].name);
        abort();
    }
}

/* Nobody waits long for it: a reader in the middle of a page puts it off to the next commit. */
static void wipe_log(struct db *db)
{
    enum { WAIT_MS = 200, BUSY_MS = 5000 };
    (void)sqlite3_busy_timeout(db->conn, WAIT_MS);
    int rc = sqlite3_wal_checkpoint_v2(db->conn, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    (void)sqlite3_busy_timeout(db->conn, BUSY_MS);
    db->wants_wipe = rc != SQLITE_OK;
    if (rc != SQLITE_OK) {
        log_line("warn", "event=wipe code=%d", rc);
    }
}

enum err db_read_begin(struct db *db)
{
    return row_exec(db_query(db, Q_READ_BEGIN), NULL);
}

void db_read_end(struct db *db)
{
    if (sqlite3_get_autocommit(db->conn) == 0) {
        must(db, Q_READ_END);
    }
}

enum err db_end(struct db *db, enum err e)
{
    if (e == OK) {
        e = row_exec(db_query(db, Q_TX_COMMIT), NULL);
    }
    if (e != OK && sqlite3_get_autocommit(db->conn) == 0) {
        must(db, Q_TX_ROLLBACK);
    }
    if (e == OK && db->wants_wipe) {
        wipe_log(db);
    }
    return e;
}

void db_wipe_after_commit(struct db *db)
{
    db->wants_wipe = true;
}

bool db_is_in_transaction(const struct db *db)
{
    return sqlite3_get_autocommit(db->conn) == 0;
}

enum err db_savepoint(struct db *db)
{
    return row_exec(db_query(db, Q_SAVEPOINT_BEGIN), NULL);
}

enum err db_savepoint_end(struct db *db, enum err e)
{
    if (e == OK) {
        e = row_exec(db_query(db, Q_SAVEPOINT_RELEASE), NULL);
    }
    if (e != OK && sqlite3_get_autocommit(db->conn) == 0) {
        must(db, Q_SAVEPOINT_ROLLBACK);
        must(db, Q_SAVEPOINT_RELEASE);
    }
    return e;
}

void db_set_audit_key(struct db *db, const unsigned char key[32])
{
    memcpy(db->audit_key, key, sizeof db->audit_key);
}

const unsigned char *db_audit_key(const struct db *db)
{
    return db->audit_key;
}

enum err db_schema_version(struct db *db, int64_t *ret_version)
{
    int64_t v = pragma_int(db, "PRAGMA user_version");
    if (v < 0) {
        return FAIL("event=pragma name=user_version");
    }
    *ret_version = v;
    return OK;
}

enum err db_set_schema_version(struct db *db, int64_t version)
{
    struct arena *a = arena_new();
    enum err e = db_script(db, text_format(a, "PRAGMA user_version=%lld;", (long long)version));
    arena_free(a);
    return e;
}

const char *db_integrity(struct db *db, struct arena *a)
{
    const char *fault = NULL;
    if (!db_first_row(db, "PRAGMA integrity_check", a, &fault) || !text_equal(fault, "ok")) {
        return text_is_empty(fault) ? "integrity_check" : fault;
    }
    return db_first_row(db, "PRAGMA foreign_key_check", a, &fault) ? text_format(a, "foreign_key_check: %s", fault)
                                                                   : NULL;
}

enum err db_copy_to(struct db *db, const char *path)
{
    sqlite3 *to = NULL;
    int rc = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    sqlite3_backup *b = rc == SQLITE_OK ? sqlite3_backup_init(to, "main", db->conn, "main") : NULL;
    if (b != NULL) {
        int stepped = sqlite3_backup_step(b, -1);
        rc = sqlite3_backup_finish(b); /* says OK of a copy that a lock cut short */
        rc = rc == SQLITE_OK && stepped != SQLITE_DONE ? stepped : rc;
    } else if (rc == SQLITE_OK) {
        rc = sqlite3_errcode(to);
    }
    (void)sqlite3_close(to);
    return rc == SQLITE_OK ? OK : FAIL("event=copy path=%s code=%d", path, rc);
}

void db_fail_nth(struct db *db, int n)
{
    db->fail_in = n;
}

int db_prepare_all(struct db *db)
{
    for (int i = 0; i < Q__COUNT; i++) {
        sqlite3_stmt *s = NULL;
        int rc = sqlite3_prepare_v2(db->conn, query_texts[i].sql, -1, &s, NULL);
        (void)sqlite3_finalize(s);
        if (rc != SQLITE_OK) {
            log_line("error", "event=prepare query=%s error=\"%s\"", query_texts[i].name, sqlite3_errmsg(db->conn));
            return i + 1;
        }
    }
    return 0;
}

bool db_first_row(struct db *db, const char *sql, struct arena *a, const char **ret_text)
{
    sqlite3_stmt *s = NULL;
    bool found = false;
    if (sqlite3_prepare_v2(db->conn, sql, -1, &s, NULL) != SQLITE_OK) {
        *ret_text = arena_copy(a, sqlite3_errmsg(db->conn), strlen(sqlite3_errmsg(db->conn)));
        return true; /* an invariant that cannot be asked does not hold */
    }
    int rc = sqlite3_step(s);
    if (rc != SQLITE_DONE) {
        const char *text = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(s, 0) : sqlite3_errmsg(db->conn);
        *ret_text = text_format(a, "%s", text == NULL ? "" : text);
        found = true;
    }
    (void)sqlite3_finalize(s);
    return found;
}

const char *db_plan(struct db *db, enum query query, struct arena *a)
{
    const char *plan = "";
    sqlite3_stmt *s = NULL;
    const char *sql = text_format(a, "EXPLAIN QUERY PLAN %s", query_texts[query].sql);
    if (sqlite3_prepare_v2(db->conn, sql, -1, &s, NULL) == SQLITE_OK) {
        while (sqlite3_step(s) == SQLITE_ROW) {
            plan = text_format(a, "%s%s\n", plan, (const char *)sqlite3_column_text(s, 3));
        }
    }
    (void)sqlite3_finalize(s);
    return plan;
}
