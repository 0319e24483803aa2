/* publicity_correction.c - what a draft corrects in a brand that is public (handbook 4.3: a change of substance is a
 * new version). */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "store/db.h"
#include "store/publicity_laying.h"

/* N of "part-N", from 1; 0 when it is no such name. */
static size_t number_after(const char *field, const char *before)
{
    int64_t n = 0;
    return text_starts(field, before) && text_to_int(field + strlen(before), 1, PUBLISHED_PARTS_MAX, &n) == OK
               ? (size_t)n
               : 0;
}

const char **publicity_corrected_text(struct published_brand *b, const char *field)
{
    const struct {
        const char *name;
        const char **text;
    } texts[] = {{"brand_name", &b->brand_name},
                 {"unit_name", &b->unit_name},
                 {"window_name", &b->window_name},
                 {"slogan", &b->slogan},
                 {"summary", &b->summary}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (strcmp(texts[i].name, field) == 0) {
            return texts[i].text;
        }
    }
    size_t n = number_after(field, "part-");
    return n == 0 || n > b->parts_len ? NULL : &b->parts[n - 1].text;
}

/* The brand's parts and pictures in arrays that may be changed. */
static void own_lists(struct arena *a, struct published_brand *b)
{
    struct published_part *parts = ARENA_ARRAY(a, struct published_part, b->parts_len + 1);
    struct published_picture *pictures = ARENA_ARRAY(a, struct published_picture, b->pictures_len + 1);
    for (size_t i = 0; i < b->parts_len; i++) {
        parts[i] = b->parts[i];
    }
    for (size_t i = 0; i < b->pictures_len; i++) {
        pictures[i] = b->pictures[i];
    }
    b->parts = parts;
    b->pictures = pictures;
}

/* Without the parts that were emptied and the pictures that were left out. */
static void close_ranks(struct published_brand *b)
{
    size_t to = 0;
    for (size_t i = 0; i < b->parts_len; i++) {
        if (*b->parts[i].text != '\0') {
            b->parts[to++] = b->parts[i];
        }
    }
    b->parts_len = to;
    to = 0;
    for (size_t i = 0; i < b->pictures_len; i++) {
        if (b->pictures[i].sha256 != NULL) {
            b->pictures[to++] = b->pictures[i];
        }
    }
    b->pictures_len = to;
}

static void correct(struct published_brand *b, const struct publicity_correction *c)
{
    size_t picture = number_after(c->field, "picture-");
    if (picture > 0 && picture <= b->pictures_len) {
        b->pictures[picture - 1].sha256 = NULL;
    }
    if (strcmp(c->field, "hides_before") == 0) {
        b->hides_before = true;
    }
    const char **text = publicity_corrected_text(b, c->field);
    if (text != NULL) {
        *text = c->text;
    }
}

static enum err read_corrections(struct laying *y, struct publicity_entry *x)
{
    struct publicity_correction *list = ARENA_ARRAY(y->a, struct publicity_correction, PUBLICITY_CORRECTIONS_MAX);
    struct row *r = db_query(y->x->db, Q_PUBLICITY_CORRECTIONS);
    bind_int(r, ":draft", y->d->draft.id);
    bind_int(r, ":nomination", x->nomination_id);
    enum err e = OK;
    while (x->corrections_len < PUBLICITY_CORRECTIONS_MAX && (e = row_next(r)) == OK) {
        list[x->corrections_len++] = (struct publicity_correction){row_text(r, 0, y->a), row_text(r, 1, y->a)};
    }
    x->corrections = list;
    return row_end(r, e);
}

enum err publicity_lay_corrections(struct laying *y, struct publicity_entry *x)
{
    const char *names[PUBLICITY_PICTURES_MAX];
    for (size_t i = 0; i < PUBLICITY_PICTURES_MAX; i++) {
        names[i] = ""; /* they were looked at when the pictures were published */
    }
    TRY(read_corrections(y, x));
    if (x->corrections_len == 0) {
        return OK;
    }
    x->was = x->is.brand;
    own_lists(y->a, &x->is.brand);
    x->is.brand.text_id = 0;
    x->is.brand.hides_before = false;
    for (size_t i = 0; i < x->corrections_len; i++) {
        correct(&x->is.brand, &x->corrections[i]);
    }
    close_ranks(&x->is.brand);
    return publicity_look_at_brand(y, x, names);
}
