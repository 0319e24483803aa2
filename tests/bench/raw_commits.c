/* raw_commits - durable SQLite commits a second: row 6's baseline.
 *   raw_commits DATABASE WRITERS SECONDS ROW_BYTES
 * Each commit inserts one row of ROW_BYTES and one line of a log, as a submission does, with WAL and synchronous=FULL.
 * Several writers are several connections with busy_timeout: what a program without a queue would do.
 * Prints: commits a second, the worst wait in milliseconds, and how many commits were refused as busy. */
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WRITERS_MAX = 64, BUSY_MS = 30000 };

struct writer {
    pthread_t thread;
    const char *path;
    size_t row_len;
    long commits;
    long refused;
    int64_t worst_us;
};

static atomic_bool is_over;

static int64_t now_us(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void must(int rc, sqlite3 *db, const char *what)
{
    if (rc != SQLITE_OK && rc != SQLITE_DONE) {
        (void)fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(db));
        exit(1);
    }
}

static sqlite3 *open_writer(const char *path)
{
    sqlite3 *db = NULL;
    must(sqlite3_open(path, &db), db, path);
    must(sqlite3_busy_timeout(db, BUSY_MS), db, "busy_timeout");
    must(sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL", NULL, NULL, NULL), db, "pragmas");
    return db;
}

static int commit_one(sqlite3 *db, sqlite3_stmt *row, sqlite3_stmt *line)
{
    int rc = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (rc != SQLITE_OK) {
        return rc;
    }
    must(sqlite3_step(row), db, "row");
    must(sqlite3_step(line), db, "line");
    (void)sqlite3_reset(row);
    (void)sqlite3_reset(line);
    return sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
}

static void *write_rows(void *arg)
{
    struct writer *w = arg;
    sqlite3 *db = open_writer(w->path);
    sqlite3_stmt *row = NULL;
    sqlite3_stmt *line = NULL;
    char *text = malloc(w->row_len + 1);
    if (text == NULL) {
        abort();
    }
    memset(text, 'x', w->row_len);
    text[w->row_len] = '\0';
    must(sqlite3_prepare_v2(db, "INSERT INTO version(body) VALUES(?1)", -1, &row, NULL), db, "prepare");
    must(sqlite3_prepare_v2(db, "INSERT INTO log(line) VALUES('submitted')", -1, &line, NULL), db, "prepare");
    must(sqlite3_bind_text(row, 1, text, (int)w->row_len, SQLITE_STATIC), db, "bind");
    while (!atomic_load(&is_over)) {
        int64_t began = now_us();
        int rc = commit_one(db, row, line);
        int64_t took = now_us() - began;
        w->worst_us = took > w->worst_us ? took : w->worst_us;
        if (rc == SQLITE_OK) {
            w->commits++;
        } else {
            w->refused++;
        }
    }
    (void)sqlite3_finalize(row);
    (void)sqlite3_finalize(line);
    (void)sqlite3_close(db);
    free(text);
    return NULL;
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        (void)fprintf(stderr, "usage: raw_commits DATABASE WRITERS SECONDS ROW_BYTES\n");
        return 2;
    }
    static struct writer writers[WRITERS_MAX];
    long count = strtol(argv[2], NULL, 10);
    double seconds = strtod(argv[3], NULL);
    if (count < 1 || count > WRITERS_MAX || seconds <= 0) {
        return 2;
    }
    (void)remove(argv[1]);
    sqlite3 *db = open_writer(argv[1]);
    must(sqlite3_exec(db,
                      "CREATE TABLE version(id INTEGER PRIMARY KEY, body TEXT); CREATE TABLE log(id INTEGER PRIMARY "
                      "KEY, line TEXT)",
                      NULL, NULL, NULL),
         db, "tables");
    int64_t began = now_us();
    for (long i = 0; i < count; i++) {
        writers[i] = (struct writer){.path = argv[1], .row_len = (size_t)strtol(argv[4], NULL, 10)};
        if (pthread_create(&writers[i].thread, NULL, write_rows, &writers[i]) != 0) {
            return 1;
        }
    }
    struct timespec rest = {.tv_sec = (time_t)seconds, .tv_nsec = (long)((seconds - (double)(time_t)seconds) * 1e9)};
    (void)nanosleep(&rest, NULL);
    atomic_store(&is_over, true);
    long commits = 0;
    long refused = 0;
    int64_t worst_us = 0;
    for (long i = 0; i < count; i++) {
        (void)pthread_join(writers[i].thread, NULL);
        commits += writers[i].commits;
        refused += writers[i].refused;
        worst_us = writers[i].worst_us > worst_us ? writers[i].worst_us : worst_us;
    }
    double took = (double)(now_us() - began) / 1e6;
    (void)sqlite3_close(db);
    (void)printf("%.0f %.1f %ld\n", (double)commits / took, (double)worst_us / 1000.0, refused);
    return 0;
}
