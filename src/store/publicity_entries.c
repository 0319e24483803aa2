/* publicity_entries.c - the brands of a draft: from the frozen versions or as they are public, what the draft removes
 * and takes back, in its order. */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/name_order.h"
#include "store/db.h"
#include "store/evidence_store.h"
#include "store/nomination_store.h"
#include "store/publicity_laying.h"
#include "store/round_store.h"
#include "store/value_list.h"

/* ---- the brands ---- */

static struct publicity_entry read_entry(struct row *r, struct arena *a, const char *none_sector)
{
    const char *sector = row_text(r, 10, a);
    return (struct publicity_entry){.nomination_id = row_int(r, 0),
                                    .version_id = row_int(r, 1),
                                    .brand_id = row_int(r, 2),
                                    .is_held = row_int(r, 17) != 0,
                                    .receipt_no = row_text(r, 3, a),
                                    .sector_ord = (int)row_int(r, 4),
                                    .is_hidden = row_int(r, 5) != 0,
                                    .was_removed = row_int(r, 14) != 0,
                                    .is = {.is_removed = row_int(r, 14) != 0,
                                           .removal_text = row_text(r, 15, a),
                                           .return_text = "",
                                           .brand = {.id = row_int(r, 2),
                                                     .text_id = row_int(r, 16),
                                                     .ref = row_text(r, 6, a),
                                                     .brand_name = row_text(r, 7, a),
                                                     .unit_name = row_text(r, 8, a),
                                                     .window_name = row_text(r, 9, a),
                                                     .sector_name = *sector == '\0' ? none_sector : sector,
                                                     .recommender_name = row_text(r, 11, a),
                                                     .slogan = row_text(r, 12, a),
                                                     .summary = row_text(r, 13, a)}}};
}

static enum err read_entries(struct laying *y)
{
    struct publicity_entries *all = &y->d->entries;
    all->items = ARENA_ARRAY(y->a, struct publicity_entry, PUBLISHED_LINES_MAX);
    struct row *r = db_query(y->x->db, Q_PUBLICITY_ENTRIES);
    bind_int(r, ":round", y->round->id);
    bind_int(r, ":account", y->x->account_id);
    bind_int(r, ":limit", PUBLISHED_LINES_MAX);
    enum err e = OK;
    while (all->len < PUBLISHED_LINES_MAX && (e = row_next(r)) == OK) {
        all->items[all->len++] = read_entry(r, y->a, round_text(y->round, "none_sector"));
    }
    return row_end(r, e);
}

static void remove_brand(struct publicity_entry *x, const char *reason)
{
    if (!x->was_removed) {
        x->is.is_removed = true;
        x->is.removal_text = reason;
    }
}

static void return_brand(struct publicity_entry *x, const char *reason)
{
    if (x->was_removed) {
        x->is.is_removed = false;
        x->is.removal_text = "";
        x->is.return_text = reason;
    }
}

/* Rows of (nomination, reason), each done to its entry. */
static enum err mark_entries(struct laying *y, enum query query,
                             void (*mark)(struct publicity_entry *x, const char *reason))
{
    struct row *r = db_query(y->x->db, query);
    bind_int(r, ":draft", y->d->draft.id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        for (size_t i = 0; i < y->d->entries.len; i++) {
            if (y->d->entries.items[i].nomination_id == row_int(r, 0)) {
                mark(&y->d->entries.items[i], row_text(r, 1, y->a));
            }
        }
    }
    return row_end(r, e);
}

static bool is_public(const struct round *round, const char *ident)
{
    for (size_t i = 0; i < round->fields_len; i++) {
        if (strcmp(round->fields[i].ident, ident) == 0) {
            return round->fields[i].is_public;
        }
    }
    return false;
}

static const char *public_value(const struct laying *y, const struct value_list *values, const char *ident)
{
    return is_public(y->round, ident) ? value_get(values, ident, 0) : "";
}

/* The long answers that the round makes public, besides those that have a place of their own. */
static void take_parts(const struct laying *y, const struct value_list *values, struct published_brand *b)
{
    struct published_part *parts = ARENA_ARRAY(y->a, struct published_part, PUBLISHED_PARTS_MAX);
    for (size_t i = 0; i < y->round->fields_len && b->parts_len < PUBLISHED_PARTS_MAX; i++) {
        const struct form_field *f = &y->round->fields[i];
        bool has_place = strcmp(f->ident, "brand_summary") == 0 || strcmp(f->ident, "logo_meaning") == 0;
        const char *text = f->type == FORM_LONGTEXT && f->is_public && !has_place ? value_get(values, f->ident, 0) : "";
        if (*text != '\0') {
            parts[b->parts_len++] = (struct published_part){f->label, text};
        }
    }
    b->parts = parts;
}

static enum err take_logo(const struct laying *y, const struct value_list *values, struct published_picture *to,
                          size_t *len)
{
    const char *value = public_value(y, values, "brand_logo");
    struct media_row m;
    if (*value == '\0') {
        return OK;
    }
    TRY(media_row_get(y->x->db, y->a, arena_copy(y->a, value, strcspn(value, " ")), &m));
    to[(*len)++] = (struct published_picture){
        "logo", m.sha256, m.thumb, m.kind, m.width, m.height, public_value(y, values, "logo_meaning")};
    return OK;
}

/* The photographs are no question of the form, and the round does not load them with it. */
static enum err shows_photos(const struct laying *y, bool *ret)
{
    struct row *r = db_query(y->x->db, Q_PUBLICITY_SHOWS_PHOTOS);
    bind_int(r, ":round", y->round->id);
    enum err e = row_next(r);
    *ret = e == OK && row_int(r, 0) != 0;
    row_done(r);
    return e == ERR_NOT_FOUND ? OK : e;
}

/* The pictures with the names that they came under, which stay unpublished. */
static enum err take_pictures(const struct laying *y, const struct publicity_entry *x, const struct value_list *values,
                              struct published_brand *b, const char ***ret_names)
{
    struct published_picture *pictures = ARENA_ARRAY(y->a, struct published_picture, PUBLICITY_PICTURES_MAX);
    const char **names = ARENA_ARRAY(y->a, const char *, PUBLICITY_PICTURES_MAX);
    struct evidence_list files = {0};
    size_t len = 0;
    for (size_t i = 0; i < PUBLICITY_PICTURES_MAX; i++) {
        names[i] = "";
    }
    TRY(take_logo(y, values, pictures, &len));
    bool has_photos = false;
    TRY(shows_photos(y, &has_photos));
    if (has_photos) {
        TRY(evidence_of_version(y->x->db, y->a, x->version_id, &files));
    }
    for (size_t i = 0; i < files.len && len < PUBLICITY_PICTURES_MAX; i++) {
        const struct evidence *f = &files.items[i];
        if (strcmp(f->kind, "photo") == 0 && *f->file.thumb != '\0') {
            names[len] = f->name;
            pictures[len++] = (struct published_picture){
                "photo", f->file.sha256, f->file.thumb, f->file.media_kind, f->file.width, f->file.height, f->caption};
        }
    }
    b->pictures = pictures;
    b->pictures_len = len;
    *ret_names = names;
    return OK;
}

static enum err version_answers(const struct laying *y, int64_t version_id, struct value_list *ret)
{
    struct row *r = db_query(y->x->db, Q_VERSION_VALUES);
    bind_int(r, ":version", version_id);
    return value_rows(r, y->a, ret);
}

/* From the frozen version, as the round allows. */
static enum err take_brand(struct laying *y, struct publicity_entry *x)
{
    struct published_brand *b = &x->is.brand;
    struct value_list values;
    const char **names = NULL;
    TRY(version_answers(y, x->version_id, &values));
    b->slogan = public_value(y, &values, "brand_slogan");
    b->summary = public_value(y, &values, "brand_summary");
    take_parts(y, &values, b);
    TRY(take_pictures(y, x, &values, b, &names));
    return publicity_look_at_brand(y, x, names);
}

/* A brand that is public already stays as it was published, but for what the draft corrects. */
static enum err lay_words(struct laying *y, struct publicity_entry *x)
{
    if (x->brand_id == 0) {
        return take_brand(y, x);
    }
    TRY(published_brand_fill(y->x->db, y->a, &x->is.brand));
    return publicity_lay_corrections(y, x);
}

static enum err lay_brand(struct laying *y, struct publicity_entry *x)
{
    const char *brand = x->is.brand.brand_name;
    TRY(lay_words(y, x));
    if (x->is.is_removed && !x->was_removed) {
        TRY(publicity_look_at(y, text_format(y->a, "“%s”的撤下理由", brand), x->is_hidden, &x->is.removal_text, NULL));
    }
    return *x->is.return_text == '\0' ? OK
                                      : publicity_look_at(y, text_format(y->a, "“%s”的恢复理由", brand), x->is_hidden,
                                                          &x->is.return_text, NULL);
}

/* ---- in order ---- */

static enum err order_by_strokes(struct laying *y)
{
    struct publicity_entries *all = &y->d->entries;
    const char **names = ARENA_ARRAY(y->a, const char *, all->len + 1);
    size_t *places = ARENA_ARRAY(y->a, size_t, all->len + 1);
    struct publicity_entry *sorted = ARENA_ARRAY(y->a, struct publicity_entry, all->len + 1);
    for (size_t i = 0; i < all->len; i++) {
        names[i] = all->items[i].is.brand.brand_name;
    }
    TRY(names_sort(y->a, NAME_BY_STROKES, names, all->len, places));
    for (size_t i = 0; i < all->len; i++) {
        sorted[i] = all->items[places[i]];
    }
    all->items = sorted;
    return OK;
}

/* They come by number; equal sectors keep that order. */
static void order_by_sector(struct publicity_entries *all)
{
    for (size_t i = 1; i < all->len; i++) {
        struct publicity_entry x = all->items[i];
        size_t at = i;
        while (at > 0 && all->items[at - 1].sector_ord > x.sector_ord) {
            all->items[at] = all->items[at - 1];
            at--;
        }
        all->items[at] = x;
    }
}

static enum err order_entries(struct laying *y)
{
    switch (y->d->draft.sort) {
    case PUBLICITY_BY_STROKES: return order_by_strokes(y);
    case PUBLICITY_BY_SECTOR: order_by_sector(&y->d->entries); break;
    case PUBLICITY_BY_NUMBER:
    case PUBLICITY_SORT__COUNT: break; /* they come so */
    }
    return OK;
}

enum err publicity_lay_entries(struct laying *y)
{
    struct publicity_entries *all = &y->d->entries;
    TRY(read_entries(y));
    TRY(mark_entries(y, Q_PUBLICITY_REMOVALS, remove_brand));
    TRY(mark_entries(y, Q_PUBLICITY_RETURNS, return_brand));
    TRY(order_entries(y));
    for (size_t i = 0; i < all->len; i++) {
        all->items[i].is.place = (int)i + 1;
        TRY(lay_brand(y, &all->items[i]));
        y->d->facts.brands += !all->items[i].is.is_removed;
        y->d->facts.is_recused = y->d->facts.is_recused || all->items[i].is_hidden;
    }
    return OK;
}
