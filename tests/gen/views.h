/* views.h - what the templates of this test show. */
#ifndef GEN_TEST_VIEWS_H
#define GEN_TEST_VIEWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "http/out.h"

struct page {
    const char *title;
    struct url home;
};

struct field_view {
    const char *label;
    const char *error;
};

struct cell {
    const char *text;
};

struct row {
    const char *name;
    const struct cell *cells;
    size_t cells_len;
    struct field_view field;
};

struct numbers {
    int i;
    unsigned u;
    int64_t i64;
    uint64_t u64;
    size_t size;
    short s;
    unsigned char uc;
};

struct all_view {
    struct page page;
    const char *text;
    char *own_text;
    char array[8];
    const char *none;
    const char *empty;
    struct html markup;
    struct html no_markup;
    struct url url;
    struct url root;
    struct url no_url;
    struct numbers n;
    bool yes;
    bool no;
    int zero;
    const struct row *rows;
    size_t rows_len;
    const char *const *names;
    size_t names_len;
    const struct row *nobody;
    size_t nobody_len;
    struct field_view field;
};

#endif
