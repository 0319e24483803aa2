/* field_list.c */
#include "http/field_list.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

enum { FIELDS_MAX = 400, NAME_MAX_BYTES = 128, VALUE_MAX_BYTES = 256 * 1024, SCRATCH_FIRST = 64, LIST_FIRST = 16 };

struct form_limits form_limits_for(size_t total_max)
{
    return (struct form_limits){FIELDS_MAX, NAME_MAX_BYTES, VALUE_MAX_BYTES, total_max};
}

enum err scratch_add(struct scratch *s, const char *bytes, size_t len, size_t max)
{
    if (len > max || s->len > max - len) {
        return ERR_TOO_LARGE;
    }
    if (s->cap - s->len < len) {
        size_t cap = s->cap == 0 ? SCRATCH_FIRST : s->cap * 2;
        while (cap - s->len < len) {
            cap *= 2;
        }
        char *grown = arena_alloc(s->arena, cap, 1);
        if (s->len > 0) {
            memcpy(grown, s->bytes, s->len);
        }
        s->bytes = grown;
        s->cap = cap;
    }
    if (len > 0) {
        memcpy(s->bytes + s->len, bytes, len);
        s->len += len;
    }
    return OK;
}

static void list_grow(struct field_list *f)
{
    size_t cap = f->cap == 0 ? LIST_FIRST : f->cap * 2;
    struct field *grown = ARENA_ARRAY(f->arena, struct field, cap);
    if (f->len > 0) {
        memcpy(grown, f->list, f->len * sizeof *grown);
    }
    f->list = grown;
    f->cap = cap;
}

static const char *copy(struct arena *a, const struct scratch *s)
{
    return s->len == 0 ? "" : arena_copy(a, s->bytes, s->len);
}

enum err field_list_add(struct field_list *f, const struct scratch *name, const struct scratch *value)
{
    if (f->len == f->max) {
        return ERR_TOO_LARGE;
    }
    if (!utf8_is_valid(name->bytes, name->len) || !utf8_is_valid(value->bytes, value->len)) {
        return ERR_MALFORMED;
    }
    if (f->len == f->cap) {
        list_grow(f);
    }
    f->list[f->len++] = (struct field){copy(f->arena, name), copy(f->arena, value)};
    return OK;
}

struct fields field_list_fields(const struct field_list *f)
{
    return (struct fields){f->list, f->len};
}
