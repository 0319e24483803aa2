/* sheet.c */
#include "table/sheet.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "table/number.h"
#include "table/strings.h"
#include "table/xml.h"

enum { ROW_NO_MAX = 1048576, COLUMN_NO_MAX = 16384 };

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_INLINE, CELL_TEXT, CELL_BOOLEAN };

struct reading {
    struct arena *arena;
    const struct strings *strings;
    struct table_sheet *to;
    size_t cap;             /* of to->rows */
    int64_t row_no, column; /* of what is being read, from 1 */
    const char *cells[TABLE_COLUMNS_MAX];
    size_t cells_len;
    bool has_content, is_in_cell, is_in_value;
    enum cell_type type;
    struct run_text text; /* of the cell: <v>, or the runs of <is> */
};

/* ---- places ---- */

/* "C5": the column from 1, and whether the row is this one; 0 for no such place. */
static int64_t column_of(const char *place, int64_t row_no)
{
    int64_t column = 0;
    int64_t row = 0;
    for (; *place >= 'A' && *place <= 'Z' && column <= COLUMN_NO_MAX; place++) {
        column = column * 26 + (*place - 'A' + 1);
    }
    bool is_there = column >= 1 && column <= COLUMN_NO_MAX && text_to_int(place, 1, ROW_NO_MAX, &row) == OK;
    return is_there && row == row_no ? column : 0;
}

static void begin_row(struct xml *x, struct reading *r, const char *number)
{
    int64_t row_no = r->row_no + 1;
    if (*number != '\0' && (text_to_int(number, 1, ROW_NO_MAX, &row_no) != OK || row_no <= r->row_no)) {
        xml_stop(x, TABLE_DAMAGED);
        return;
    }
    if (row_no > ROW_NO_MAX) {
        xml_stop(x, TABLE_TOO_LARGE);
        return;
    }
    r->row_no = row_no;
    r->column = 0;
    r->cells_len = 0;
    r->has_content = false;
}

static struct csv_row *room_for_row(struct reading *r)
{
    struct table_sheet *s = r->to;
    if (s->rows_len == r->cap) {
        size_t cap = r->cap == 0 ? 64 : 2 * r->cap;
        struct csv_row *grown = ARENA_ARRAY(r->arena, struct csv_row, cap);
        if (s->rows_len > 0) {
            memcpy(grown, s->rows, s->rows_len * sizeof *grown);
        }
        s->rows = grown;
        r->cap = cap;
    }
    return &s->rows[s->rows_len++];
}

static void end_row(struct xml *x, struct reading *r)
{
    if (!r->has_content) {
        return;
    }
    if (r->to->rows_len == TABLE_ROWS_MAX) {
        r->to->is_cut = true;
        xml_stop(x, TABLE_FINE);
        return;
    }
    struct csv_row *row = room_for_row(r);
    *row = (struct csv_row){
        .line = (int)r->row_no, .cells = ARENA_ARRAY(r->arena, const char *, r->cells_len), .cells_len = r->cells_len};
    memcpy(row->cells, r->cells, r->cells_len * sizeof *row->cells);
    r->has_content = false;
}

/* ---- cells ---- */

static enum cell_type type_of(const char *t)
{
    return strcmp(t, "s") == 0           ? CELL_SHARED
           : strcmp(t, "inlineStr") == 0 ? CELL_INLINE
           : strcmp(t, "b") == 0         ? CELL_BOOLEAN
           : strcmp(t, "") == 0 || strcmp(t, "n") == 0
               ? CELL_NUMBER
               : CELL_TEXT; /* str: what a formula made; e: an error's name; d: a date written out */
}

static void begin_cell(struct xml *x, struct reading *r, const char **attributes)
{
    const char *place = xml_attribute(attributes, "r");
    r->column = *place == '\0' ? r->column + 1 : column_of(place, r->row_no);
    if (r->row_no == 0 || r->column == 0 || r->column > COLUMN_NO_MAX) {
        xml_stop(x, TABLE_DAMAGED);
        return;
    }
    r->is_in_cell = true;
    r->is_in_value = false;
    r->type = type_of(xml_attribute(attributes, "t"));
    run_text_begin(&r->text, r->arena);
}

/* NULL: a string that is not there. */
static const char *cell_text(struct reading *r)
{
    int64_t index = 0;
    const char *text = run_text_take(&r->text, r->arena);
    if (*text == '\0') {
        return "";
    }
    switch (r->type) {
    case CELL_SHARED:
        return text_to_int(text, 0, (int64_t)r->strings->len - 1, &index) == OK ? r->strings->list[index] : NULL;
    case CELL_BOOLEAN: return strcmp(text, "0") == 0 ? "FALSE" : "TRUE";
    case CELL_NUMBER: return table_number(r->arena, text);
    case CELL_INLINE:
    case CELL_TEXT: break;
    }
    return text;
}

static void end_cell(struct xml *x, struct reading *r)
{
    const char *text = cell_text(r);
    r->is_in_cell = false;
    if (text == NULL) {
        xml_stop(x, TABLE_DAMAGED);
        return;
    }
    if (*text == '\0' || r->column > TABLE_COLUMNS_MAX) {
        return;
    }
    while (r->cells_len < (size_t)r->column) {
        r->cells[r->cells_len++] = "";
    }
    r->cells[r->column - 1] = text;
    r->has_content = true;
}

/* ---- events ---- */

static void on_start(struct xml *x, void *context, const char *name, const char **attributes)
{
    struct reading *r = context;
    if (strcmp(name, "row") == 0) {
        begin_row(x, r, xml_attribute(attributes, "r"));
    } else if (strcmp(name, "c") == 0) {
        begin_cell(x, r, attributes);
    } else if (r->is_in_cell && strcmp(name, "v") == 0) {
        r->is_in_value = r->type != CELL_INLINE;
    } else if (r->is_in_cell && r->type == CELL_INLINE) {
        run_text_start(&r->text, name);
    }
}

static void on_end(struct xml *x, void *context, const char *name)
{
    struct reading *r = context;
    if (strcmp(name, "c") == 0 && r->is_in_cell) {
        end_cell(x, r);
    } else if (strcmp(name, "row") == 0) {
        end_row(x, r);
    } else if (strcmp(name, "v") == 0) {
        r->is_in_value = false;
    } else if (r->is_in_cell) {
        run_text_end(&r->text, name);
    } else if (strcmp(name, "sheetData") == 0) {
        xml_stop(x, TABLE_FINE); /* widths, filters and pictures' places stand behind it */
    }
}

static void on_text(struct xml *x, void *context, const char *s, size_t n)
{
    struct reading *r = context;
    (void)x;
    if (!r->is_in_cell) {
        return;
    }
    bool was_in_run = r->text.is_in_run;
    r->text.is_in_run = was_in_run || r->is_in_value;
    run_text_add(&r->text, s, n);
    r->text.is_in_run = was_in_run;
}

enum table_finding sheet_read(struct arena *a, struct archive *z, const char *part, const struct strings *strings,
                              struct table_sheet *ret)
{
    static const struct xml_events events = {on_start, on_end, on_text};
    struct reading r = {.arena = a, .strings = strings, .to = ret};
    ret->rows = NULL;
    ret->rows_len = 0;
    ret->is_cut = false;
    return xml_read(z, part, &events, &r);
}
