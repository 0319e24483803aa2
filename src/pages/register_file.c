/* register_file.c */
#include "pages/register_file.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/csv.h"
#include "domain/text_clean.h"
#include "table/table.h"
#include "web/web.h"

enum { HEADING_ROWS = 10, FIRST_BYTES = 8 };

/* NULL (logged) when they cannot be read. */
static char *read_bytes(struct web *w, const struct upload *u)
{
    char *bytes = arena_alloc(w->arena, u->len + 1, 1);
    for (size_t len = 0; len < u->len;) {
        ssize_t n = pread(u->fd, bytes + len, u->len - len, (off_t)len);
        if (n <= 0 && !(n < 0 && errno == EINTR)) {
            log_line("error", "event=upload_read errno=%d", errno);
            return NULL;
        }
        len += n > 0 ? (size_t)n : 0;
    }
    return bytes;
}

/* Pages and XML tables that call themselves .xls: what is in front of the first letter is no register. */
static bool is_markup(const char *bytes, size_t len)
{
    size_t at = len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < len && (bytes[at] == ' ' || bytes[at] == '\r' || bytes[at] == '\n' || bytes[at] == '\t')) {
        at++;
    }
    return at < len && bytes[at] == '<';
}

static const char *read_csv(struct web *w, const char *bytes, size_t len, struct register_file *ret)
{
    const char *text = NULL;
    struct csv_sheet sheet;
    int line = 0;
    if (is_markup(bytes, len)) {
        return "这是网页格式的表格。请用 WPS 或者 Excel 打开，另存为“Excel 工作簿（*.xlsx）”后再上传";
    }
    enum err e = csv_decode(w->arena, bytes, len, &text, &ret->encoding);
    if (e != OK) {
        return e == ERR_TOO_LARGE
                   ? "CSV 文件超过 4 MB，请分成几个文件"
                   : "不是 XLSX，也不是 UTF-8 或者 GB18030 的 CSV，请用 WPS 或者 Excel 另存为 XLSX 后再上传";
    }
    e = csv_parse(w->arena, text, &sheet, &line);
    if (e == ERR_TOO_LARGE) {
        return "文件超过 6000 行，或者有一行超过 40 栏，请分成几个文件";
    }
    if (e != OK) {
        return text_format(w->arena, "第 %d 行的引号没有配对，请用 WPS 或者 Excel 另存为 XLSX 后再上传", line);
    }
    struct table_sheet *only = ARENA_NEW(w->arena, struct table_sheet);
    *only = (struct table_sheet){.name = "", .rows = sheet.rows, .rows_len = sheet.rows_len};
    ret->sheets = only;
    ret->sheets_len = 1;
    return NULL;
}

static enum err read_workbook(struct web *w, const struct upload *u, struct register_file *ret, const char **ret_fault)
{
    enum table_finding finding = TABLE_FINE;
    struct table_book book;
    if (w->app->tables == NULL) {
        *ret_fault = table_finding_text(TABLE_NOT_XLSX);
        return OK;
    }
    TRY(table_take(w->app->tables, u->fd, u->len, w->arena, &finding, &book));
    ret->is_xlsx = true;
    ret->encoding = "UTF-8";
    ret->sheets = book.sheets;
    ret->sheets_len = book.sheets_len;
    *ret_fault = finding == TABLE_FINE ? NULL : table_finding_text(finding);
    return OK;
}

enum err register_file_read(struct web *w, const struct upload *u, struct register_file *ret, const char **ret_fault)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    *ret = (struct register_file){.filename = ""};
    *ret_fault = NULL;
    if (u == NULL || u->len == 0) {
        *ret_fault = "请选择文件";
        return OK;
    }
    const char *bytes = read_bytes(w, u);
    if (bytes == NULL) {
        return ERR_INTERNAL;
    }
    (void)crypto_hash_sha256(hash, (const unsigned char *)bytes, u->len);
    ret->sha256 = text_hex(w->arena, hash, sizeof hash);
    ret->filename = text_clean_line(w->arena, u->filename);
    if (table_is_workbook((const unsigned char *)bytes, u->len)) {
        return read_workbook(w, u, ret, ret_fault);
    }
    *ret_fault = read_csv(w, bytes, u->len, ret);
    return OK;
}

/* ---- the heading ---- */

/* As it is compared: without white space and what marks a column that must be filled. */
static bool is_called(const char *cell, const char *name)
{
    for (;;) {
        while (*cell == ' ' || *cell == '*' || text_starts(cell, "　")) {
            cell += *cell == ' ' || *cell == '*' ? 1 : strlen("　");
        }
        if (*name == '\0' || *cell == '\0') {
            return *name == '\0' && *cell == '\0';
        }
        if (*cell++ != *name++) {
            return false;
        }
    }
}

static size_t column_called(const struct csv_row *row, const struct register_column *column)
{
    for (size_t i = 0; i < row->cells_len; i++) {
        for (size_t k = 0; k < REGISTER_NAMES_MAX && column->names[k] != NULL; k++) {
            if (is_called(row->cells[i], column->names[k])) {
                return i;
            }
        }
    }
    return TABLE_COLUMNS_MAX;
}

static bool is_heading(const struct csv_row *row, const struct register_column *columns, size_t columns_len,
                       size_t at[REGISTER_COLUMNS_MAX])
{
    bool has_needed = true;
    for (size_t c = 0; c < columns_len; c++) {
        at[c] = column_called(row, &columns[c]);
        has_needed = has_needed && (at[c] != TABLE_COLUMNS_MAX || !columns[c].is_needed);
    }
    return has_needed;
}

struct register_rows register_rows_find(const struct register_file *f, const struct register_column *columns,
                                        size_t columns_len)
{
    struct register_rows r = {.sheet = NULL};
    for (size_t s = 0; s < f->sheets_len; s++) {
        const struct table_sheet *sheet = &f->sheets[s];
        for (size_t i = 0; i < sheet->rows_len && i < HEADING_ROWS; i++) {
            if (is_heading(&sheet->rows[i], columns, columns_len, r.at)) {
                r.sheet = sheet;
                r.first = i + 1;
                return r;
            }
        }
    }
    return r;
}
