/* csv.c */
#include "domain/csv.h"

#include <iconv.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/text_clean.h"

/* glibc turns what the standard added last into characters of its own standard's tables: 4 bytes become at most 4. */
static enum err from_gb18030(struct arena *a, const char *bytes, size_t len, const char **ret)
{
    iconv_t cd = iconv_open("UTF-8", "GB18030");
    if (cd == (iconv_t)-1) { /* NOLINT(performance-no-int-to-ptr): POSIX says it so */
        return ERR_INTERNAL;
    }
    char *text = arena_alloc(a, 2 * len + 4, 1);
    char *in = arena_copy(a, bytes, len);
    char *out = text;
    size_t in_len = len;
    size_t out_len = 2 * len + 3;
    size_t n = iconv(cd, &in, &in_len, &out, &out_len);
    (void)iconv_close(cd);
    *ret = text;
    return n == (size_t)-1 || in_len != 0 ? ERR_MALFORMED : OK;
}

enum err csv_decode(struct arena *a, const char *bytes, size_t len, const char **ret_text, const char **ret_encoding)
{
    static const char bom[] = "\xEF\xBB\xBF";
    if (len > CSV_BYTES_MAX) {
        return ERR_TOO_LARGE;
    }
    if (memchr(bytes, '\0', len) != NULL) {
        return ERR_MALFORMED;
    }
    *ret_encoding = "UTF-8";
    if (len >= 3 && memcmp(bytes, bom, 3) == 0) {
        bytes += 3;
        len -= 3;
    }
    if (utf8_is_valid(bytes, len)) {
        *ret_text = arena_copy(a, bytes, len);
        return OK;
    }
    *ret_encoding = "GB18030";
    return from_gb18030(a, bytes, len, ret_text);
}

struct reader {
    struct arena *a;
    const char *at;
    int line;
    int quote_line; /* where the quote was opened that is not closed */
};

/* A quoted cell behind its opening quote; `to` has room for all that is left. */
static size_t read_quoted(struct reader *r, char *to)
{
    size_t len = 0;
    r->quote_line = r->line;
    for (r->at++; *r->at != '\0'; r->at++) {
        if (*r->at == '"' && r->at[1] != '"') {
            r->at++;
            r->quote_line = 0;
            return len;
        }
        r->at += *r->at == '"';
        r->line += *r->at == '\n';
        to[len++] = *r->at;
    }
    return len;
}

static bool ends_cell(char c)
{
    return c == ',' || c == '\n' || c == '\r' || c == '\0';
}

static const char *read_cell(struct reader *r, char *scratch)
{
    size_t len = 0;
    if (*r->at == '"') {
        len = read_quoted(r, scratch);
    }
    while (!ends_cell(*r->at)) {
        scratch[len++] = *r->at++;
    }
    scratch[len] = '\0';
    return text_clean_line(r->a, scratch);
}

/* Up to the end of the line; ERR_TOO_LARGE for too many cells.  *ret_any: something was in it. */
static enum err read_row(struct reader *r, char *scratch, struct csv_row *ret, bool *ret_any)
{
    *ret = (struct csv_row){.line = r->line, .cells = ARENA_ARRAY(r->a, const char *, CSV_COLUMNS_MAX)};
    *ret_any = false;
    for (;;) {
        if (ret->cells_len == CSV_COLUMNS_MAX) {
            return ERR_TOO_LARGE;
        }
        const char *cell = read_cell(r, scratch);
        *ret_any = *ret_any || *cell != '\0';
        ret->cells[ret->cells_len++] = cell;
        if (*r->at != ',') {
            break;
        }
        r->at++;
    }
    r->at += *r->at == '\r';
    r->line += *r->at == '\n';
    r->at += *r->at == '\n';
    return OK;
}

enum err csv_parse(struct arena *a, const char *text, struct csv_sheet *ret, int *ret_line)
{
    struct reader r = {.a = a, .at = text, .line = 1};
    char *scratch = arena_alloc(a, strlen(text) + 1, 1);
    *ret = (struct csv_sheet){.rows = ARENA_ARRAY(a, struct csv_row, CSV_ROWS_MAX)};
    while (*r.at != '\0') {
        struct csv_row row;
        bool has_any = false;
        TRY(read_row(&r, scratch, &row, &has_any));
        if (r.quote_line != 0) {
            *ret_line = r.quote_line;
            return ERR_MALFORMED;
        }
        if (!has_any) {
            continue;
        }
        if (ret->rows_len == CSV_ROWS_MAX) {
            return ERR_TOO_LARGE;
        }
        ret->rows[ret->rows_len++] = row;
    }
    return OK;
}

const char *csv_cell(const struct csv_row *row, size_t column)
{
    return column < row->cells_len ? row->cells[column] : "";
}
