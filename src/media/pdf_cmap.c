/* pdf_cmap.c - the words between begin... and end... */
#include "media/pdf_cmap.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "media/pdf_glyph.h"
#include "media/pdf_lex.h"

enum { ROWS_MAX = 140 * 1000, SPACES_MAX = 256, NAME_MAX_CHARS = 63 };

static uint32_t code_of(const struct pdf_word *w)
{
    uint32_t code = 0;
    for (size_t i = 0; i < w->len && i < PDF_CODE_BYTES_MAX; i++) {
        code = code << 8 | w->bytes[i];
    }
    return code;
}

void pdf_utf16_letters(const unsigned char *s, size_t len, struct pdf_letters *ret)
{
    ret->len = 0;
    if (len == 1) {
        ret->cp[ret->len++] = s[0]; /* some programs leave the first byte out */
    }
    for (size_t i = 0; i + 1 < len && ret->len < PDF_LETTERS_MAX; i += 2) {
        uint32_t unit = (uint32_t)s[i] << 8 | s[i + 1];
        if (unit >= 0xD800 && unit < 0xDC00 && i + 3 < len) {
            uint32_t low = (uint32_t)s[i + 2] << 8 | s[i + 3];
            if (low >= 0xDC00 && low < 0xE000) {
                unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        ret->cp[ret->len++] = unit;
    }
}

static struct pdf_letters letters_of(const struct pdf_word *w)
{
    struct pdf_letters row = {0};
    if (w->kind == PDF_NAME && w->len <= NAME_MAX_CHARS) {
        char name[NAME_MAX_CHARS + 1] = "";
        memcpy(name, w->bytes, w->len);
        row.cp[row.len++] = pdf_glyph_letter(name);
    } else if (w->kind == PDF_STRING) {
        pdf_utf16_letters(w->bytes, w->len, &row);
    }
    return row;
}

static bool add_row(struct arena *a, struct pdf_cmap *m, uint32_t code, const struct pdf_letters *letters)
{
    if (m->rows_len == ROWS_MAX) {
        return false;
    }
    if (m->rows_len == m->rows_room) {
        size_t room = m->rows_room * 2 + 64;
        struct pdf_letters *rows = arena_raw(a, room, sizeof *rows);
        if (m->rows_len > 0) {
            memcpy(rows, m->rows, m->rows_len * sizeof *rows);
        }
        m->rows = rows;
        m->rows_room = room;
    }
    m->rows[m->rows_len] = *letters;
    m->rows[m->rows_len++].code = code;
    return true;
}

static void read_codespaces(struct arena *a, struct pdf_lex *l, struct pdf_cmap *m)
{
    for (;;) {
        struct pdf_word low = pdf_lex_next(l);
        if (low.kind != PDF_STRING) {
            return;
        }
        struct pdf_word high = pdf_lex_next(l);
        if (high.kind != PDF_STRING || low.len != high.len || low.len < 1 || low.len > PDF_CODE_BYTES_MAX ||
            m->spaces_len == SPACES_MAX) {
            continue;
        }
        if (m->spaces == NULL) {
            m->spaces = ARENA_ARRAY(a, struct pdf_codespace, SPACES_MAX);
        }
        struct pdf_codespace *space = &m->spaces[m->spaces_len++];
        space->bytes = low.len;
        memcpy(space->low, low.bytes, low.len);
        memcpy(space->high, high.bytes, high.len);
    }
}

static bool read_chars(struct arena *a, struct pdf_lex *l, struct pdf_cmap *m)
{
    for (;;) {
        struct pdf_word code = pdf_lex_next(l);
        if (code.kind != PDF_STRING) {
            return true;
        }
        struct pdf_word to = pdf_lex_next(l);
        struct pdf_letters letters = letters_of(&to);
        if (!add_row(a, m, code_of(&code), &letters)) {
            return false;
        }
    }
}

/* One letter after the other: the last one counts. */
static bool add_range(struct arena *a, struct pdf_cmap *m, uint32_t low, uint32_t high, struct pdf_letters letters)
{
    for (uint32_t code = low; code <= high; code++) {
        if (letters.len == 0 || !add_row(a, m, code, &letters)) {
            return letters.len == 0;
        }
        letters.cp[letters.len - 1]++;
        if (code == UINT32_MAX) {
            return true;
        }
    }
    return true;
}

static bool add_list(struct arena *a, struct pdf_lex *l, struct pdf_cmap *m, uint32_t low, uint32_t high)
{
    for (uint32_t code = low;; code++) {
        struct pdf_word to = pdf_lex_next(l);
        if (to.kind != PDF_STRING && to.kind != PDF_NAME) {
            return true;
        }
        struct pdf_letters letters = letters_of(&to);
        if (code >= low && code <= high && !add_row(a, m, code, &letters)) {
            return false;
        }
    }
}

static bool read_ranges(struct arena *a, struct pdf_lex *l, struct pdf_cmap *m)
{
    for (;;) {
        struct pdf_word low = pdf_lex_next(l);
        if (low.kind != PDF_STRING) {
            return true;
        }
        struct pdf_word high = pdf_lex_next(l);
        struct pdf_word to = pdf_lex_next(l);
        bool is_fine = to.kind == PDF_OPEN ? add_list(a, l, m, code_of(&low), code_of(&high))
                                           : add_range(a, m, code_of(&low), code_of(&high), letters_of(&to));
        if (!is_fine) {
            return false;
        }
    }
}

static int by_code(const void *x, const void *y)
{
    const struct pdf_letters *a = x;
    const struct pdf_letters *b = y;
    return a->code < b->code ? -1 : a->code > b->code ? 1 : 0;
}

/* Lets the row at `from` sink to its place in a heap of `len`. */
static void sink(struct pdf_letters *rows, size_t from, size_t len)
{
    for (size_t child = from * 2 + 1; child < len; child = from * 2 + 1) {
        child += child + 1 < len && rows[child + 1].code > rows[child].code;
        if (rows[from].code >= rows[child].code) {
            return;
        }
        struct pdf_letters row = rows[from];
        rows[from] = rows[child];
        rows[child] = row;
        from = child;
    }
}

/* Not qsort: the C library's asks the machine how much memory it has, which the child may not (confine.c). */
static void sort_rows(struct pdf_letters *rows, size_t len)
{
    for (size_t i = len / 2; i > 0; i--) {
        sink(rows, i - 1, len);
    }
    for (size_t end = len; end > 1; end--) {
        struct pdf_letters row = rows[0];
        rows[0] = rows[end - 1];
        rows[end - 1] = row;
        sink(rows, 0, end - 1);
    }
}

bool pdf_cmap_read(struct arena *a, unsigned char *bytes, size_t len, struct pdf_cmap *ret)
{
    struct pdf_lex l = {.len = len};
    l.bytes = bytes;
    bool is_fine = true;
    for (struct pdf_word w = pdf_lex_next(&l); w.kind != PDF_END && is_fine; w = pdf_lex_next(&l)) {
        if (w.kind != PDF_WORD) {
            continue;
        }
        if (pdf_word_is(&w, "begincodespacerange")) {
            read_codespaces(a, &l, ret);
        } else if (pdf_word_is(&w, "beginbfchar")) {
            is_fine = read_chars(a, &l, ret);
        } else if (pdf_word_is(&w, "beginbfrange")) {
            is_fine = read_ranges(a, &l, ret);
        }
    }
    sort_rows(ret->rows, ret->rows_len);
    return is_fine;
}

const struct pdf_letters *pdf_cmap_find(const struct pdf_cmap *m, uint32_t code)
{
    const struct pdf_letters key = {.code = code};
    return m->rows_len == 0 ? NULL : bsearch(&key, m->rows, m->rows_len, sizeof key, by_code);
}

size_t pdf_cmap_code_bytes(const struct pdf_cmap *m, const unsigned char *s, size_t len)
{
    for (size_t i = 0; i < m->spaces_len; i++) {
        const struct pdf_codespace *space = &m->spaces[i];
        size_t n = 0;
        while (n < space->bytes && n < len && s[n] >= space->low[n] && s[n] <= space->high[n]) {
            n++;
        }
        if (n == space->bytes) {
            return n;
        }
    }
    return 0;
}
