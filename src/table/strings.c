/* strings.c */
#include "table/strings.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "table/book.h"
#include "table/xml.h"

enum { RUN_BYTES_MAX = 4 * TABLE_CELL_BYTES_MAX, LIST_FIRST = 256 };

/* ---- one text ---- */

void run_text_begin(struct run_text *t, struct arena *a)
{
    if (t->bytes.arena == NULL) {
        t->bytes = buffer_new(a, RUN_BYTES_MAX);
    }
    t->bytes.len = 0;
    t->bytes.is_overfull = false;
    t->readings = 0;
    t->is_in_run = false;
}

void run_text_start(struct run_text *t, const char *element)
{
    t->readings += strcmp(element, "rPh") == 0;
    t->is_in_run = t->readings == 0 && strcmp(element, "t") == 0;
}

void run_text_end(struct run_text *t, const char *element)
{
    t->readings -= t->readings > 0 && strcmp(element, "rPh") == 0;
    t->is_in_run = t->is_in_run && strcmp(element, "t") != 0;
}

void run_text_add(struct run_text *t, const char *s, size_t n)
{
    size_t room = RUN_BYTES_MAX - t->bytes.len;
    if (t->is_in_run) {
        buffer_add(&t->bytes, s, n < room ? n : room);
    }
}

/* The code point of "_xHHHH_", or -1. */
static long escape_at(const char *s, const char *end)
{
    long cp = 0;
    if (end - s < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_') {
        return -1;
    }
    for (int i = 2; i < 6; i++) {
        char c = s[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                           : -1;
        if (digit < 0) {
            return -1;
        }
        cp = cp * 16 + digit;
    }
    return cp == 0 || (cp >= 0xD800 && cp <= 0xDFFF) ? -1 : cp;
}

const char *run_text_take(struct run_text *t, struct arena *a)
{
    const char *s = t->bytes.bytes;
    size_t len = utf8_cut(s == NULL ? "" : s, t->bytes.len, TABLE_CELL_BYTES_MAX);
    if (len == 0) {
        return "";
    }
    char *to = arena_alloc(a, len + 1, 1);
    size_t n = 0;
    for (const char *end = s + len; s < end;) {
        long cp = escape_at(s, end);
        if (cp < 0) {
            to[n++] = *s++;
        } else {
            n += utf8_put((uint32_t)cp, to + n); /* at most three bytes for seven */
            s += 7;
        }
    }
    return to;
}

/* ---- the shared table ---- */

struct reading {
    struct strings *to;
    struct run_text text;
    bool is_in_item;
};

static void keep(struct xml *x, struct strings *s, const char *text)
{
    s->bytes += strlen(text) + 1;
    if (s->len == STRINGS_MAX || s->bytes > STRINGS_BYTES_MAX) {
        xml_stop(x, TABLE_TOO_LARGE);
        return;
    }
    if (s->len == s->cap) {
        size_t cap = s->cap == 0 ? LIST_FIRST : 2 * s->cap;
        const char **grown = arena_raw(s->arena, cap, sizeof *grown);
        if (s->len > 0) {
            memcpy(grown, s->list, s->len * sizeof *grown);
        }
        s->list = grown;
        s->cap = cap;
    }
    s->list[s->len++] = text;
}

static void on_start(struct xml *x, void *context, const char *name, const char **attributes)
{
    struct reading *r = context;
    (void)x;
    (void)attributes;
    if (strcmp(name, "si") == 0) {
        r->is_in_item = true;
        run_text_begin(&r->text, r->to->arena);
    } else if (r->is_in_item) {
        run_text_start(&r->text, name);
    }
}

static void on_end(struct xml *x, void *context, const char *name)
{
    struct reading *r = context;
    if (r->is_in_item && strcmp(name, "si") == 0) {
        r->is_in_item = false;
        keep(x, r->to, run_text_take(&r->text, r->to->arena));
    } else if (r->is_in_item) {
        run_text_end(&r->text, name);
    }
}

static void on_text(struct xml *x, void *context, const char *s, size_t n)
{
    struct reading *r = context;
    (void)x;
    if (r->is_in_item) {
        run_text_add(&r->text, s, n);
    }
}

enum table_finding strings_read(struct arena *a, struct archive *z, const char *part, struct strings *ret)
{
    static const struct xml_events events = {on_start, on_end, on_text};
    *ret = (struct strings){.arena = a};
    struct reading r = {.to = ret};
    return xml_read(z, part, &events, &r);
}
