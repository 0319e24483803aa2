/* press.c */
#include "document/press.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "document/form_sheets.h"
#include "document/office_sheets.h"
#include "document/pdfa.h"
#include "document/poster_sheets.h"
#include "document/receipt_sheets.h"

enum { ICC_MAX = 1024 * 1024 };

struct press {
    struct typecase *fonts;
    unsigned char *icc;
    size_t icc_len;
};

static enum err read_profile(const char *path, unsigned char **ret_bytes, size_t *ret_len)
{
    FILE *f = fopen(path, "rbe");
    if (f == NULL) {
        return FAIL("cannot open the colour profile %s (Debian package icc-profiles-free)", path);
    }
    unsigned char *bytes = malloc(ICC_MAX);
    size_t n = bytes == NULL ? 0 : fread(bytes, 1, ICC_MAX, f);
    (void)fclose(f);
    /* An ICC profile says "acsp" at byte 36 (ICC.1, 7.2). */
    if (n < 128 || n == ICC_MAX || memcmp(bytes + 36, "acsp", 4) != 0) {
        free(bytes);
        return FAIL("%s is no colour profile", path);
    }
    *ret_bytes = bytes;
    *ret_len = n;
    return OK;
}

enum err press_open(const struct press_options *options, struct press **ret_press)
{
    struct press *p = calloc(1, sizeof *p);
    if (p == NULL) {
        return FAIL("no memory for a press");
    }
    enum err e = read_profile(options->icc_path, &p->icc, &p->icc_len);
    if (e == OK) {
        e = typecase_open(options->families, &p->fonts);
    }
    if (e != OK) {
        press_close(p);
        return e;
    }
    *ret_press = p;
    return OK;
}

void press_close(struct press *p)
{
    if (p != NULL) {
        typecase_close(p->fonts);
        free(p->icc);
        free(p);
    }
}

static enum err finish(struct press *p, struct sheets *s, const struct paper_meta *meta, struct printed *ret)
{
    TRY(sheets_finish(s));
    struct pdfa_input in = {.pdf = s->bytes, .pdf_len = s->len, .icc = p->icc, .icc_len = p->icc_len, .meta = meta};
    TRY(pdfa_finish(&in, s->t->arena, &ret->bytes, &ret->len));
    ret->pages = s->pages;
    ret->missing = s->t->missing == NULL ? "" : s->t->missing;
    return OK;
}

/* A row must have what its kind needs. */
static bool row_is_sound(const struct paper_row *r)
{
    unsigned span = 0;
    for (size_t i = 0; r->kind == PAPER_ROW_PAIRS && i < r->cells_len; i++) {
        if (r->cells[i].label_span > PAPER_GRID_COLUMNS || r->cells[i].value_span > PAPER_GRID_COLUMNS) {
            return false;
        }
        span += r->cells[i].label_span + r->cells[i].value_span;
    }
    if (r->kind == PAPER_ROW_PAIRS) {
        return r->cells_len >= 1 && r->cells_len <= 4 && (span == 0 || span == PAPER_GRID_COLUMNS);
    }
    if (r->kind == PAPER_ROW_TABLE) {
        return r->columns_len >= 1 && r->columns_len <= PAPER_GRID_COLUMNS && r->values_len % r->columns_len == 0;
    }
    return r->kind < PAPER_ROW__COUNT;
}

enum err press_form(struct press *p, const struct form_paper *in, struct arena *a, struct printed *ret)
{
    for (size_t i = 0; i < in->rows_len; i++) {
        if (!row_is_sound(&in->rows[i])) {
            return ERR_MALFORMED;
        }
    }
    struct typesetter t = {.arena = a, .fonts = p->fonts};
    struct sheets s;
    sheets_open(&s, &t);
    form_sheets_draw(&s, in);
    enum err e = finish(p, &s, &in->meta, ret);
    sheets_close(&s);
    return e;
}

enum err press_receipt(struct press *p, const struct receipt_paper *in, struct arena *a, struct printed *ret)
{
    struct typesetter t = {.arena = a, .fonts = p->fonts};
    struct sheets s;
    sheets_open(&s, &t);
    receipt_sheets_draw(&s, in);
    enum err e = finish(p, &s, &in->meta, ret);
    sheets_close(&s);
    return e;
}

/* A table must have columns, and whole rows of them. */
static bool block_is_sound(const struct office_block *b)
{
    return b->kind != OFFICE_TABLE ||
           (b->columns_len >= 1 && b->columns_len <= OFFICE_COLUMNS_MAX && b->values_len % b->columns_len == 0);
}

enum err press_office(struct press *p, const struct office_paper *in, struct arena *a, struct printed *ret)
{
    for (size_t i = 0; i < in->blocks_len; i++) {
        if (!block_is_sound(&in->blocks[i])) {
            return ERR_MALFORMED;
        }
    }
    struct typesetter t = {.arena = a, .fonts = p->fonts};
    struct sheets s;
    sheets_open(&s, &t);
    office_sheets_draw(&s, in);
    enum err e = finish(p, &s, &in->meta, ret);
    sheets_close(&s);
    return e;
}

enum err press_poster(struct press *p, const struct poster_paper *in, struct arena *a, struct printed *ret)
{
    struct typesetter t = {.arena = a, .fonts = p->fonts};
    struct sheets s;
    sheets_open(&s, &t);
    poster_sheets_draw(&s, in);
    enum err e = finish(p, &s, &in->meta, ret);
    sheets_close(&s);
    return e;
}
