/* list_page.h - the work that every baseline does: read one page of a list from SQLite, escape it, render it.
 * Only what the job itself needs: no sessions, no router, no checks.  Each program includes it once. */
#ifndef BENCH_LIST_PAGE_H
#define BENCH_LIST_PAGE_H

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIST_PAGE_MAX = 1 << 17, LIST_TABLE_ROWS = 2000 };

/* One thread's own connection and its statement, prepared once. */
struct list_page {
    sqlite3 *db;
    sqlite3_stmt *page;
    const char *head; /* stands for the layout: as many bytes as the measured page has around its rows */
    size_t head_len;
    size_t len;
    char bytes[LIST_PAGE_MAX];
};

static void list_page_fail(const char *what, sqlite3 *db)
{
    (void)fprintf(stderr, "%s: %s\n", what, db == NULL ? "no database" : sqlite3_errmsg(db));
    exit(1);
}

static void list_page_run(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
        list_page_fail(sql, db);
    }
}

/* Makes the table of nominations at `path`, anew. */
static void list_page_make_table(const char *path)
{
    sqlite3 *db = NULL;
    (void)remove(path);
    if (sqlite3_open(path, &db) != SQLITE_OK) {
        list_page_fail(path, db);
    }
    list_page_run(db, "PRAGMA journal_mode=WAL");
    list_page_run(
        db, "CREATE TABLE nomination(id INTEGER PRIMARY KEY, public_id TEXT NOT NULL UNIQUE, brand TEXT NOT NULL,"
            " unit TEXT NOT NULL, district TEXT NOT NULL, slogan TEXT NOT NULL, submitted_on TEXT NOT NULL) STRICT");
    list_page_run(db, "BEGIN");
    sqlite3_stmt *add = NULL;
    if (sqlite3_prepare_v2(db, "INSERT INTO nomination VALUES(?1,?2,?3,?4,?5,?6,?7)", -1, &add, NULL) != SQLITE_OK) {
        list_page_fail("prepare", db);
    }
    for (int i = 1; i <= LIST_TABLE_ROWS; i++) {
        char id[32];
        char brand[64];
        char day[16];
        (void)snprintf(id, sizeof id, "n%08x%08x", (unsigned)i * 2654435761U, (unsigned)i * 40503U);
        (void)snprintf(brand, sizeof brand, "“暖心%d号”服务 <%d&%d>", i, i, i + 1);
        (void)snprintf(day, sizeof day, "2015-06-%02d", i % 28 + 1);
        (void)sqlite3_bind_int(add, 1, i);
        (void)sqlite3_bind_text(add, 2, id, -1, SQLITE_TRANSIENT);
        (void)sqlite3_bind_text(add, 3, brand, -1, SQLITE_TRANSIENT);
        (void)sqlite3_bind_text(add, 4, "示例市第一公共交通服务中心（示例）", -1, SQLITE_STATIC);
        (void)sqlite3_bind_text(add, 5, "示例区", -1, SQLITE_STATIC);
        (void)sqlite3_bind_text(add, 6, "把每一位乘客当作家人，让每一次出行都有温度，三十年如一日守候在站台。", -1,
                                SQLITE_STATIC);
        (void)sqlite3_bind_text(add, 7, day, -1, SQLITE_TRANSIENT);
        if (sqlite3_step(add) != SQLITE_DONE) {
            list_page_fail("insert", db);
        }
        (void)sqlite3_reset(add);
    }
    (void)sqlite3_finalize(add);
    list_page_run(db, "COMMIT");
    (void)sqlite3_close(db);
}

/* Opens `path` for one thread; the layout around the rows weighs `head_len` bytes. */
static struct list_page *list_page_open(const char *path, size_t head_len)
{
    struct list_page *p = calloc(1, sizeof *p);
    char *head = malloc(head_len + 1);
    if (p == NULL || head == NULL) {
        abort();
    }
    memset(head, 'x', head_len);
    p->head = head;
    p->head_len = head_len;
    if (sqlite3_open_v2(path, &p->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(p->db,
                           "SELECT public_id, brand, unit, district, slogan, submitted_on FROM nomination"
                           " WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
                           -1, &p->page, NULL) != SQLITE_OK) {
        list_page_fail(path, p->db);
    }
    return p;
}

static void list_page_add(struct list_page *p, const char *s, size_t len)
{
    if (len < LIST_PAGE_MAX - p->len) {
        memcpy(p->bytes + p->len, s, len);
        p->len += len;
    }
}

static void list_page_literal(struct list_page *p, const char *s)
{
    list_page_add(p, s, strlen(s));
}

static void list_page_escaped(struct list_page *p, const char *s)
{
    const char *from = s;
    for (; *s != '\0'; s++) {
        const char *instead = *s == '<'   ? "&lt;"
                              : *s == '>' ? "&gt;"
                              : *s == '&' ? "&amp;"
                              : *s == '"' ? "&quot;"
                                          : NULL;
        if (instead != NULL) {
            list_page_add(p, from, (size_t)(s - from));
            list_page_literal(p, instead);
            from = s + 1;
        }
    }
    list_page_add(p, from, (size_t)(s - from));
}

/* Renders `rows` rows into p->bytes, p->len. */
static void list_page_render(struct list_page *p, int rows)
{
    static const char *const before[] = {"<tr><td><a href=\"/publicity/", "\">", "</a><td>", "<td>", "<td>", "<td>"};
    p->len = 0;
    list_page_add(p, p->head, p->head_len);
    (void)sqlite3_bind_int(p->page, 1, LIST_TABLE_ROWS);
    (void)sqlite3_bind_int(p->page, 2, rows);
    while (sqlite3_step(p->page) == SQLITE_ROW) {
        for (int i = 0; i < 6; i++) {
            list_page_literal(p, before[i]);
            list_page_escaped(p, (const char *)sqlite3_column_text(p->page, i));
        }
        list_page_literal(p, "\n");
    }
    (void)sqlite3_reset(p->page);
    list_page_literal(p, "</table></html>\n");
}

#endif
