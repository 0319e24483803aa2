/* name_index.c */
#include "store/name_index.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "store/db.h"

enum { FIRST_CAP = 16 };

/* One nomination, or one earlier award, as the index holds it: `text` owns every string. */
struct entry {
    int64_t id, round_id, body_id;
    bool is_live;
    char *text;
    const char *org_code, *batch, *brand_name, *unit_name;
    struct compared_name names;
};

/* By id. */
struct entries {
    struct entry *items;
    size_t len, cap;
};

struct name_index {
    pthread_rwlock_t lock;
    struct entries nominations, awards;
    int64_t change_no; /* the last one that was taken in */
};

struct name_index *name_index_new(void)
{
    struct name_index *x = calloc(1, sizeof *x);
    if (x == NULL) {
        abort(); /* at start: nothing is lost */
    }
    (void)pthread_rwlock_init(&x->lock, NULL);
    return x;
}

static void entries_free(struct entries *list)
{
    for (size_t i = 0; i < list->len; i++) {
        free(list->items[i].text);
    }
    free(list->items);
}

void name_index_free(struct name_index *x)
{
    if (x != NULL) {
        entries_free(&x->nominations);
        entries_free(&x->awards);
        (void)pthread_rwlock_destroy(&x->lock);
        free(x);
    }
}

/* ---- one look ---- */

struct name_sight name_sight_begin(struct arena *a, const struct asked_names *asked)
{
    return (struct name_sight){.asked = *asked, .compared = compared_name_of(a, asked->brand_name, asked->unit_name)};
}

bool name_sight_is_of(const struct name_sight *s, const struct asked_names *asked)
{
    const struct asked_names *x = &s->asked;
    return x->round_id == asked->round_id && x->nomination_id == asked->nomination_id && x->body_id == asked->body_id &&
           strcmp(x->brand_name, asked->brand_name) == 0 && strcmp(x->unit_name, asked->unit_name) == 0 &&
           strcmp(x->org_code, asked->org_code) == 0;
}

/* Room for one more of `size` bytes in an array of the arena. */
static void *with_room(struct arena *a, void *items, size_t len, size_t *cap, size_t size)
{
    if (len < *cap) {
        return items;
    }
    *cap = *cap == 0 ? FIRST_CAP : 2 * *cap;
    void *more = arena_alloc(a, *cap, size);
    if (len > 0) {
        memcpy(more, items, len * size);
    }
    return more;
}

static void forget_other(struct name_sight *s, int64_t id)
{
    for (size_t i = 0; i < s->others_len; i++) {
        if (s->others[i].id == id) {
            s->others[i] = s->others[--s->others_len];
            return;
        }
    }
}

/* Takes another nomination into the sight when it belongs there. */
static void see_other(struct name_sight *s, struct arena *a, const struct entry *x)
{
    if (!x->is_live || x->round_id != s->asked.round_id || x->id == s->asked.nomination_id) {
        return;
    }
    enum name_match m = compare_compared(&s->compared, &x->names);
    bool is_same_code = *x->org_code != '\0' && strcmp(x->org_code, s->asked.org_code) == 0;
    if (m == NAMES_DIFFER && (x->body_id == s->asked.body_id || is_same_code)) {
        m = NAMES_ALIKE;
    }
    if (m != NAMES_DIFFER) {
        s->others = with_room(a, s->others, s->others_len, &s->others_cap, sizeof *s->others);
        s->others[s->others_len++] = (struct seen_other){x->id, m};
    }
}

static const char *copy_of(struct arena *a, const char *text)
{
    return arena_copy(a, text, strlen(text));
}

static void see_award(struct name_sight *s, struct arena *a, const struct entry *x)
{
    enum name_match m = compare_compared(&s->compared, &x->names);
    s->awards_known++;
    s->award_id = x->id;
    if (m != NAMES_DIFFER) {
        s->awards = with_room(a, s->awards, s->awards_len, &s->awards_cap, sizeof *s->awards);
        s->awards[s->awards_len++] =
            (struct seen_award){x->id, m, copy_of(a, x->batch), copy_of(a, x->brand_name), copy_of(a, x->unit_name)};
    }
}

/* ---- rows ---- */

/* Owner of the strings: the arena. */
static struct entry nomination_row(struct row *r, struct arena *a)
{
    return (struct entry){.id = row_int(r, 1),
                          .round_id = row_int(r, 2),
                          .body_id = row_int(r, 3),
                          .is_live = row_int(r, 4) != 0,
                          .batch = "",
                          .brand_name = row_text(r, 5, a),
                          .unit_name = row_text(r, 6, a),
                          .org_code = row_text(r, 7, a)};
}

static struct entry award_row(struct row *r, struct arena *a)
{
    return (struct entry){.id = row_int(r, 0),
                          .batch = row_text(r, 1, a),
                          .brand_name = row_text(r, 2, a),
                          .unit_name = row_text(r, 3, a),
                          .org_code = ""};
}

static struct row *changes_after(struct db *db, int64_t change_no)
{
    struct row *r = db_query(db, Q_NAMES_CHANGED);
    bind_int(r, ":after", change_no);
    return r;
}

static struct row *awards_after(struct db *db, int64_t award_id)
{
    struct row *r = db_query(db, Q_PAST_AWARDS_AFTER);
    bind_int(r, ":after", award_id);
    return r;
}

static enum err renew_others(struct name_sight *s, struct db *db, struct arena *a)
{
    bool is_first = s->change_no == 0; /* nothing is there that would have to go */
    struct row *r = changes_after(db, s->change_no);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        struct arena *one = arena_new();
        struct entry x = nomination_row(r, one);
        x.names = compared_name_of(one, x.brand_name, x.unit_name);
        if (!is_first) {
            forget_other(s, x.id);
        }
        see_other(s, a, &x);
        s->change_no = row_int(r, 0);
        arena_free(one);
    }
    return row_end(r, e);
}

enum err name_sight_renew(struct name_sight *s, struct db *db, struct arena *a)
{
    TRY(renew_others(s, db, a));
    struct row *r = awards_after(db, s->award_id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        struct arena *one = arena_new();
        struct entry x = award_row(r, one);
        x.names = compared_name_of(one, x.brand_name, x.unit_name);
        see_award(s, a, &x);
        arena_free(one);
    }
    return row_end(r, e);
}

/* ---- the index ---- */

static const char *append(char **at, const char *text)
{
    size_t size = strlen(text) + 1;
    char *to = *at;
    memcpy(to, text, size);
    *at += size;
    return to;
}

/* The same entry with its strings in one piece of memory of its own; false without memory. */
static bool keep_strings(struct entry *x)
{
    const char *const all[] = {x->org_code, x->batch, x->brand_name, x->unit_name, x->names.brand, x->names.unit};
    size_t size = 0;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        size += strlen(all[i]) + 1;
    }
    x->text = malloc(size);
    if (x->text == NULL) {
        return false;
    }
    char *at = x->text;
    x->org_code = append(&at, x->org_code);
    x->batch = append(&at, x->batch);
    x->brand_name = append(&at, x->brand_name);
    x->unit_name = append(&at, x->unit_name);
    x->names.brand = append(&at, x->names.brand);
    x->names.unit = append(&at, x->names.unit);
    return true;
}

/* Where an entry of that id is, or belongs. */
static size_t place_of(const struct entries *list, int64_t id)
{
    size_t low = 0;
    size_t high = list->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->items[middle].id < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static enum err put_entry(struct entries *list, struct entry x, struct arena *scratch)
{
    x.names = compared_name_of(scratch, x.brand_name, x.unit_name);
    size_t at = place_of(list, x.id);
    bool is_there = at < list->len && list->items[at].id == x.id;
    if (!is_there && list->len == list->cap) {
        size_t cap = list->cap == 0 ? FIRST_CAP : 2 * list->cap;
        struct entry *more = realloc(list->items, cap * sizeof *more);
        if (more == NULL) {
            return FAIL("event=memory");
        }
        list->items = more;
        list->cap = cap;
    }
    if (!keep_strings(&x)) {
        return FAIL("event=memory");
    }
    if (is_there) {
        free(list->items[at].text);
    } else {
        memmove(&list->items[at + 1], &list->items[at], (list->len - at) * sizeof x);
        list->len++;
    }
    list->items[at] = x;
    return OK;
}

static int64_t last_award(const struct name_index *x)
{
    return x->awards.len == 0 ? 0 : x->awards.items[x->awards.len - 1].id;
}

/* What was committed since, as this reader sees it: under the lock for writing. */
static enum err take_changes(struct name_index *x, struct db *reader)
{
    struct row *r = changes_after(reader, x->change_no);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        struct arena *one = arena_new();
        enum err put = put_entry(&x->nominations, nomination_row(r, one), one);
        arena_free(one);
        if (put != OK) {
            row_done(r);
            return put;
        }
        x->change_no = row_int(r, 0);
    }
    return row_end(r, e);
}

static enum err take_awards(struct name_index *x, struct db *reader)
{
    struct row *r = awards_after(reader, last_award(x));
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        struct arena *one = arena_new();
        enum err put = put_entry(&x->awards, award_row(r, one), one);
        arena_free(one);
        if (put != OK) {
            row_done(r);
            return put;
        }
    }
    return row_end(r, e);
}

/* Whether anything was committed since: under the lock for reading. */
static enum err is_behind(const struct name_index *x, struct db *reader, bool *ret)
{
    struct row *r = changes_after(reader, x->change_no);
    enum err e = row_next(r);
    row_done(r);
    if (e == ERR_NOT_FOUND) {
        r = awards_after(reader, last_award(x));
        e = row_next(r);
        row_done(r);
    }
    *ret = e == OK;
    return e == ERR_NOT_FOUND ? OK : e;
}

static enum err catch_up(struct name_index *x, struct db *reader)
{
    bool behind = false;
    (void)pthread_rwlock_rdlock(&x->lock);
    enum err e = is_behind(x, reader, &behind);
    (void)pthread_rwlock_unlock(&x->lock);
    if (e != OK || !behind) {
        return e;
    }
    (void)pthread_rwlock_wrlock(&x->lock);
    e = take_changes(x, reader);
    e = e == OK ? take_awards(x, reader) : e;
    (void)pthread_rwlock_unlock(&x->lock);
    return e;
}

enum err name_index_look(struct name_index *x, struct db *reader, struct arena *a, struct name_sight *s)
{
    TRY(catch_up(x, reader));
    (void)pthread_rwlock_rdlock(&x->lock);
    for (size_t i = 0; i < x->nominations.len; i++) {
        see_other(s, a, &x->nominations.items[i]);
    }
    for (size_t i = 0; i < x->awards.len; i++) {
        see_award(s, a, &x->awards.items[i]);
    }
    s->change_no = x->change_no;
    (void)pthread_rwlock_unlock(&x->lock);
    return OK;
}
