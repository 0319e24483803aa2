/* table_wire.c */
#include "table/table_wire.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "domain/text_clean.h"

static void put_word(struct buffer *to, uint32_t value)
{
    unsigned char word[4];
    wire_put(word, 0, value);
    buffer_add(to, word, sizeof word);
}

static void put_text(struct buffer *to, const char *s)
{
    size_t len = strlen(s);
    put_word(to, (uint32_t)len);
    buffer_add(to, s, len);
}

static void put_sheet(const struct table_sheet *s, struct buffer *to)
{
    put_text(to, s->name);
    put_word(to, s->is_cut);
    put_word(to, (uint32_t)s->rows_len);
    for (size_t i = 0; i < s->rows_len && !to->is_overfull; i++) {
        put_word(to, (uint32_t)s->rows[i].line);
        put_word(to, (uint32_t)s->rows[i].cells_len);
        for (size_t k = 0; k < s->rows[i].cells_len; k++) {
            put_text(to, s->rows[i].cells[k]);
        }
    }
}

void book_encode(const struct table_book *b, struct buffer *to)
{
    put_word(to, (uint32_t)b->sheets_len);
    for (size_t i = 0; i < b->sheets_len && !to->is_overfull; i++) {
        put_sheet(&b->sheets[i], to);
    }
}

struct reading {
    struct arena *arena;
    const unsigned char *at, *end;
    bool is_sane;
};

/* A word of at most `max`; 0 and insane otherwise. */
static uint32_t get_word(struct reading *r, uint32_t max)
{
    uint32_t value = 0;
    r->is_sane = r->is_sane && r->end - r->at >= 4;
    if (r->is_sane) {
        value = wire_get(r->at, 0);
        r->at += 4;
        r->is_sane = value <= max;
    }
    return r->is_sane ? value : 0;
}

static const char *get_text(struct reading *r)
{
    uint32_t len = get_word(r, TABLE_CELL_BYTES_MAX);
    r->is_sane = r->is_sane && (size_t)(r->end - r->at) >= len && utf8_is_valid((const char *)r->at, len);
    if (!r->is_sane) {
        return "";
    }
    const char *text = len == 0 ? "" : text_clean_line(r->arena, arena_copy(r->arena, (const char *)r->at, len));
    r->at += len;
    return text;
}

/* Returns whether anything stands in the row. */
static bool get_row(struct reading *r, int line_before, struct csv_row *ret)
{
    enum { LINE_MAX_NO = 1048576 };
    bool has_content = false;
    *ret = (struct csv_row){.line = (int)get_word(r, LINE_MAX_NO)};
    ret->cells_len = get_word(r, TABLE_COLUMNS_MAX);
    ret->cells = ARENA_ARRAY(r->arena, const char *, ret->cells_len + 1);
    r->is_sane = r->is_sane && ret->line > line_before;
    for (size_t k = 0; r->is_sane && k < ret->cells_len; k++) {
        ret->cells[k] = get_text(r);
        has_content = has_content || *ret->cells[k] != '\0';
    }
    return has_content;
}

static void get_sheet(struct reading *r, struct table_sheet *s)
{
    int line = 0;
    s->name = get_text(r);
    s->is_cut = get_word(r, 1) != 0;
    size_t rows = get_word(r, TABLE_ROWS_MAX);
    s->rows = ARENA_ARRAY(r->arena, struct csv_row, rows + 1);
    for (size_t i = 0; r->is_sane && i < rows; i++) {
        struct csv_row *row = &s->rows[s->rows_len];
        s->rows_len += get_row(r, line, row);
        line = row->line;
    }
}

bool book_decode(struct arena *a, const unsigned char *bytes, size_t len, struct table_book *ret)
{
    struct reading r = {a, bytes, bytes + len, true};
    *ret = (struct table_book){.sheets_len = get_word(&r, TABLE_SHEETS_MAX)};
    ret->sheets = ARENA_ARRAY(a, struct table_sheet, ret->sheets_len + 1);
    for (size_t i = 0; r.is_sane && i < ret->sheets_len; i++) {
        get_sheet(&r, &ret->sheets[i]);
    }
    return r.is_sane && r.at == r.end;
}
