/* form_decode.c - a state machine over bytes; runs of ordinary characters are copied whole. */
#include "http/form_decode.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "http/path.h"

enum { QUERY_FIELDS_MAX = 100, QUERY_NAME_MAX = 128, QUERY_VALUE_MAX = 4096, QUERY_TOTAL_MAX = 16 * 1024 };

enum escape { ESCAPE_NONE, ESCAPE_HIGH, ESCAPE_LOW }; /* which hexadecimal digit is due */

struct form_decode {
    struct form_limits limits;
    struct field_list fields;
    struct scratch name;
    struct scratch value;
    bool in_value;
    bool has_pair; /* a byte of the current pair has been seen: "a=1&&b=2" has two pairs */
    enum escape escape;
    int high;
    size_t total;
    enum err failed;
};

struct form_decode *form_decode_new(struct arena *a, struct form_limits limits)
{
    struct form_decode *d = ARENA_NEW(a, struct form_decode);
    d->limits = limits;
    d->fields = (struct field_list){.arena = a, .max = limits.fields_max};
    d->name.arena = a;
    d->value.arena = a;
    return d;
}

static enum err add(struct form_decode *d, const char *bytes, size_t len)
{
    d->has_pair = true;
    if (d->in_value) {
        return scratch_add(&d->value, bytes, len, d->limits.value_max);
    }
    return scratch_add(&d->name, bytes, len, d->limits.name_max);
}

static enum err pair_end(struct form_decode *d)
{
    enum err e = OK;
    if (d->has_pair) {
        e = field_list_add(&d->fields, &d->name, &d->value);
    }
    d->name.len = 0;
    d->value.len = 0;
    d->in_value = false;
    d->has_pair = false;
    return e;
}

static enum err escape_digit(struct form_decode *d, char c)
{
    int digit = hex_digit(c);
    if (digit < 0) {
        return ERR_MALFORMED;
    }
    if (d->escape == ESCAPE_HIGH) {
        d->high = digit;
        d->escape = ESCAPE_LOW;
        return OK;
    }
    d->escape = ESCAPE_NONE;
    char byte = (char)(d->high << 4 | digit);
    return add(d, &byte, 1);
}

static enum err special(struct form_decode *d, char c)
{
    switch (c) {
    case '&': return pair_end(d);
    case '+': return add(d, " ", 1);
    case '%':
        d->has_pair = true;
        d->escape = ESCAPE_HIGH;
        return OK;
    default: /* '=' */
        if (d->in_value) {
            return add(d, "=", 1);
        }
        d->has_pair = true;
        d->in_value = true;
        return OK;
    }
}

static size_t ordinary_run(const char *bytes, size_t len)
{
    size_t n = 0;
    while (n < len && bytes[n] != '&' && bytes[n] != '=' && bytes[n] != '+' && bytes[n] != '%') {
        n++;
    }
    return n;
}

/* Takes a run of ordinary characters or one byte that means something. */
static enum err step(struct form_decode *d, const char *bytes, size_t len, size_t *ret_taken)
{
    *ret_taken = 1;
    if (d->escape != ESCAPE_NONE) {
        return escape_digit(d, bytes[0]);
    }
    size_t run = ordinary_run(bytes, len);
    if (run == 0) {
        return special(d, bytes[0]);
    }
    *ret_taken = run;
    return add(d, bytes, run);
}

static enum err decode(struct form_decode *d, const char *bytes, size_t len)
{
    enum err e = OK;
    for (size_t i = 0, taken = 0; e == OK && i < len; i += taken) {
        e = step(d, bytes + i, len - i, &taken);
    }
    return e;
}

enum err form_decode_feed(struct form_decode *d, const char *bytes, size_t len)
{
    if (d->failed != OK) {
        return d->failed;
    }
    size_t room = d->limits.total_max - d->total;
    size_t taken = len < room ? len : room;
    d->failed = decode(d, bytes, taken);
    d->total += taken;
    if (d->failed == OK && taken < len) {
        d->failed = ERR_TOO_LARGE;
    }
    return d->failed;
}

enum err form_decode_finish(struct form_decode *d, struct fields *ret_fields)
{
    if (d->failed == OK) {
        d->failed = d->escape != ESCAPE_NONE ? ERR_MALFORMED : pair_end(d);
    }
    if (d->failed == OK) {
        *ret_fields = field_list_fields(&d->fields);
    }
    return d->failed;
}

enum err query_decode(struct arena *a, const char *query, size_t len, struct fields *ret_fields)
{
    if (len == 0) {
        *ret_fields = (struct fields){NULL, 0};
        return OK;
    }
    struct form_decode *d =
        form_decode_new(a, (struct form_limits){QUERY_FIELDS_MAX, QUERY_NAME_MAX, QUERY_VALUE_MAX, QUERY_TOTAL_MAX});
    TRY(form_decode_feed(d, query, len));
    return form_decode_finish(d, ret_fields);
}
