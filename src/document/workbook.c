/* workbook.c - on libxlsxwriter.  Every text goes in by worksheet_write_string: it lands among the shared strings,
 * where no program looks for a formula, whatever its first character is. */
#include "document/workbook.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/log.h"
#include "base/text.h"

/* Half of what a cell holds: it counts rare characters as two. */
enum { CELL_CHARACTERS_MAX = 32767 / 2, HEADER_ROW_HEIGHT = 20, TITLE_ROW_HEIGHT = 26, TENTHS_OF_ALL = 1000 };

struct formats {
    lxw_format *title, *note, *head, *text, *number, *moment, *share;
};

/* One being written. */
struct writing {
    struct arena *a;
    lxw_workbook *file;
    lxw_worksheet *sheet;
    struct formats f;
    lxw_error error; /* the first */
};

static void note_error(struct writing *w, lxw_error e)
{
    w->error = w->error == LXW_NO_ERROR ? e : w->error;
}

static lxw_format *format_new(struct writing *w)
{
    lxw_format *f = workbook_add_format(w->file);
    if (f == NULL) {
        note_error(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return NULL;
    }
    format_set_font_name(f, "宋体");
    format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    return f;
}

static bool make_formats(struct writing *w)
{
    lxw_format **const all[] = {&w->f.title,  &w->f.note,   &w->f.head, &w->f.text,
                                &w->f.number, &w->f.moment, &w->f.share};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        *all[i] = format_new(w);
        if (*all[i] == NULL) {
            return false;
        }
    }
    format_set_bold(w->f.title);
    format_set_font_size(w->f.title, 16);
    format_set_bold(w->f.head);
    format_set_bottom(w->f.head, LXW_BORDER_THIN);
    format_set_text_wrap(w->f.text);
    format_set_num_format_index(w->f.text, 49);  /* "@": text, and stays text when somebody types over it */
    format_set_num_format_index(w->f.number, 1); /* "0" */
    format_set_num_format(w->f.moment, "yyyy-mm-dd hh:mm");
    format_set_num_format(w->f.share, "0.0%");
    return true;
}

static bool is_hex4(const char *s)
{
    return strspn(s, "0123456789abcdefABCDEF") >= 4;
}

/* "_x0041_" in a file means "A": what was typed like that is told apart, and what is too long is cut. */
static const char *cell_text(struct arena *a, const char *typed)
{
    static const char mark[] = {'x', '0', '0', '5', 'F', '_'};
    const char *end = typed;
    size_t marks = 0;
    size_t left = strlen(typed);
    for (int n = 0; n < CELL_CHARACTERS_MAX && left > 0; n++) {
        uint32_t cp = 0;
        marks += *end == '_';
        size_t step = utf8_next(end, left, &cp);
        end += step;
        left -= step;
    }
    char *text = arena_alloc(a, (size_t)(end - typed) + marks * sizeof mark + 1, 1);
    size_t len = 0;
    for (const char *p = typed; p < end; p++) {
        text[len++] = *p;
        if (p[0] == '_' && p[1] == 'x' && is_hex4(p + 2) && p[6] == '_') {
            memcpy(text + len, mark, sizeof mark);
            len += sizeof mark;
        }
    }
    return text;
}

static void write_text(struct writing *w, lxw_row_t row, lxw_col_t col, const char *text, lxw_format *f)
{
    if (!text_is_empty(text)) {
        note_error(w, worksheet_write_string(w->sheet, row, col, cell_text(w->a, text), f));
    }
}

static void write_moment(struct writing *w, lxw_row_t row, lxw_col_t col, int64_t at)
{
    struct civil c = civil_from_at(at);
    lxw_datetime when = {c.year, c.month, c.day, c.hour, c.minute, c.second};
    note_error(w, worksheet_write_datetime(w->sheet, row, col, &when, w->f.moment));
}

static void write_cell(struct writing *w, lxw_row_t row, lxw_col_t col, enum workbook_kind kind,
                       const struct workbook_cell *cell)
{
    switch (kind) {
    case WORKBOOK_TEXT: write_text(w, row, col, cell->text, w->f.text); return;
    case WORKBOOK_NUMBER:
        note_error(w, worksheet_write_number(w->sheet, row, col, (double)cell->number, w->f.number));
        return;
    case WORKBOOK_MOMENT:
        if (cell->number != 0) {
            write_moment(w, row, col, cell->number);
        }
        return;
    case WORKBOOK_SHARE:
        if (cell->number >= 0) {
            note_error(w, worksheet_write_number(w->sheet, row, col, (double)cell->number / TENTHS_OF_ALL, w->f.share));
        }
        return;
    }
}

/* Title, notes, heading; returns the first row of the table. */
static lxw_row_t write_head(struct writing *w, const struct workbook *b)
{
    lxw_row_t row = 0;
    note_error(w, worksheet_set_row(w->sheet, row, TITLE_ROW_HEIGHT, NULL));
    write_text(w, row++, 0, b->title, w->f.title);
    for (size_t i = 0; i < b->notes_len; i++) {
        write_text(w, row++, 0, b->notes[i], w->f.note);
    }
    note_error(w, worksheet_set_row(w->sheet, row, HEADER_ROW_HEIGHT, NULL));
    for (size_t c = 0; c < b->columns_len; c++) {
        lxw_col_t col = (lxw_col_t)c;
        note_error(w, worksheet_set_column(w->sheet, col, col, b->columns[c].width, NULL));
        write_text(w, row, col, b->columns[c].title, w->f.head);
    }
    return row + 1;
}

static void write_sheet(struct writing *w, const struct workbook *b)
{
    lxw_row_t first = write_head(w, b);
    for (size_t r = 0; r < b->rows_len; r++) {
        for (size_t c = 0; c < b->columns_len; c++) {
            write_cell(w, first + (lxw_row_t)r, (lxw_col_t)c, b->columns[c].kind, &b->cells[r * b->columns_len + c]);
        }
    }
    lxw_row_t last = first + (lxw_row_t)b->rows_len;
    lxw_col_t last_col = (lxw_col_t)(b->columns_len - 1);
    worksheet_freeze_panes(w->sheet, first, 0);
    if (b->rows_len > 0) {
        note_error(w, worksheet_autofilter(w->sheet, first - 1, 0, last - 1, last_col));
    }
    note_error(w, worksheet_repeat_rows(w->sheet, first - 1, first - 1));
    worksheet_set_landscape(w->sheet);
    worksheet_set_paper(w->sheet, 9); /* A4 */
    worksheet_fit_to_pages(w->sheet, 1, 0);
    note_error(w, worksheet_set_footer(w->sheet, "&C第 &P 页，共 &N 页"));
}

static enum err failed(lxw_error e)
{
    int cause = errno;
    log_line("error", "event=workbook error=\"%s\" errno=%d", lxw_strerror(e), cause);
    return cause == ENOSPC || cause == EDQUOT ? ERR_FULL : ERR_INTERNAL;
}

/* Writes the file under `path`. */
static enum err write_file(const struct workbook *b, const char *dir, const char *path, struct arena *a)
{
    char *tmpdir = arena_copy(a, dir, strlen(dir)); /* the library's own is not const */
    lxw_workbook_options options = {.constant_memory = LXW_FALSE, .tmpdir = tmpdir, .use_zip64 = LXW_FALSE};
    struct writing w = {.a = a, .file = workbook_new_opt(path, &options)};
    if (w.file == NULL) {
        return failed(LXW_ERROR_MEMORY_MALLOC_FAILED);
    }
    lxw_doc_properties about = {.title = arena_copy(a, b->title, strlen(b->title)), .created = (time_t)b->made_at};
    note_error(&w, workbook_set_properties(w.file, &about));
    bool is_ready = make_formats(&w);
    for (const struct workbook *s = b; is_ready && s != NULL; s = s->more) {
        w.sheet = workbook_add_worksheet(w.file, s->sheet_name);
        if (w.sheet == NULL) {
            note_error(&w, LXW_ERROR_MEMORY_MALLOC_FAILED);
            break;
        }
        write_sheet(&w, s);
    }
    errno = 0;
    lxw_error e = workbook_close(w.file); /* frees it, and whatever happened before */
    note_error(&w, e);
    return w.error == LXW_NO_ERROR ? OK : failed(w.error);
}

static enum err read_file(int fd, struct arena *a, const unsigned char **ret_bytes, size_t *ret_len)
{
    struct stat st;
    if (fstat(fd, &st) != 0 || st.st_size <= 0) {
        return failed(LXW_ERROR_CREATING_XLSX_FILE);
    }
    size_t len = (size_t)st.st_size;
    unsigned char *bytes = arena_alloc(a, len, 1);
    for (size_t at = 0; at < len;) {
        ssize_t got = pread(fd, bytes + at, len - at, (off_t)at);
        if (got <= 0) {
            return failed(LXW_ERROR_CREATING_XLSX_FILE);
        }
        at += (size_t)got;
    }
    *ret_bytes = bytes;
    *ret_len = len;
    return OK;
}

enum err workbook_make(const struct workbook *b, const char *dir, struct arena *a, const unsigned char **ret_bytes,
                       size_t *ret_len)
{
    char *path = text_format(a, "%s/workbook-XXXXXX", dir);
    int fd = mkstemp(path);
    if (fd < 0) {
        return failed(LXW_ERROR_CREATING_XLSX_FILE);
    }
    enum err e = write_file(b, dir, path, a);
    e = e == OK ? read_file(fd, a, ret_bytes, ret_len) : e;
    (void)close(fd);
    (void)unlink(path);
    return e;
}
