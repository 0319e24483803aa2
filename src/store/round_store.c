/* round_store.c */
#include "store/round_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"
#include "store/db.h"

enum { LIST_MAX = 4000 };

/* A word that the program does not know.  Its ERR_NOT_FOUND must not pass for the end of the rows. */
static enum err unknown_word(const char *word)
{
    return FAIL("event=round_word word=\"%s\"", word);
}

static struct row *of_round(struct db *db, enum query q, int64_t round_id)
{
    struct row *r = db_query(db, q);
    bind_int(r, ":round", round_id);
    return r;
}

static enum err load_head(struct db *db, struct arena *a, struct round *out)
{
    struct row *r = db_query(db, Q_ROUND_CURRENT);
    enum err e = row_next(r);
    if (e == OK) {
        out->id = row_int(r, 0);
        out->slug = row_text(r, 1, a);
        out->year = (int)row_int(r, 2);
        out->batch_label = row_text(r, 3, a);
        out->title = row_text(r, 4, a);
        e = day_parse(row_text(r, 5, a), &out->reference_day);
    }
    row_done(r);
    return e;
}

static enum err load_settings(struct db *db, struct arena *a, struct round *out)
{
    struct row *r = of_round(db, Q_ROUND_SETTINGS, out->id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        struct setting *s = arena_append(a, &out->settings, &out->settings_len, sizeof *s);
        *s = (struct setting){row_text(r, 0, a), row_text(r, 1, a)};
    }
    return row_end(r, e);
}

static enum err load_windows(struct db *db, struct arena *a, struct round *out)
{
    struct row *r = of_round(db, Q_ROUND_WINDOWS, out->id);
    enum err e = OK;
    while ((e = row_next(r)) == OK && out->windows_len < STAGE__COUNT) {
        struct stage_window *w = &out->windows[out->windows_len];
        if (stage_from_ident(row_text(r, 0, a), &w->stage) != OK) {
            e = unknown_word(row_text(r, 0, a));
            break;
        }
        w->opens_at = row_int(r, 1);
        w->closes_at = row_int(r, 2);
        out->texts[w->stage] =
            (struct stage_text){row_text(r, 3, a), row_text(r, 4, a), row_text(r, 5, a), row_text(r, 6, a)};
        out->windows_len++;
    }
    return row_end(r, e);
}

static enum err load_conditions(struct db *db, struct arena *a, struct round *out)
{
    struct row *r = of_round(db, Q_ROUND_CONDITIONS, out->id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        struct condition *c = arena_append(a, &out->conditions, &out->conditions_len, sizeof *c);
        *c = (struct condition){row_text(r, 0, a), row_text(r, 1, a)};
    }
    return row_end(r, e);
}

/* True on the round's reference day: districts are effective-dated (handbook 6.1). */
static bool is_in_force(const struct round *out, const char *from, const char *to)
{
    day_no day = 0;
    if (day_parse(from, &day) == OK && out->reference_day < day) {
        return false;
    }
    return day_parse(to, &day) != OK || out->reference_day <= day;
}

static enum err load_districts(struct db *db, struct arena *a, struct round *out)
{
    struct row *r = of_round(db, Q_ROUND_DISTRICTS, out->id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        if (is_in_force(out, row_text(r, 5, a), row_text(r, 6, a))) {
            struct district *d = arena_append(a, &out->districts, &out->districts_len, sizeof *d);
            *d = (struct district){row_int(r, 0), row_text(r, 1, a), row_text(r, 2, a), row_text(r, 3, a),
                                   row_int(r, 4) != 0};
        }
    }
    return row_end(r, e);
}

static enum err load_sectors(struct db *db, struct arena *a, struct round *out)
{
    struct row *r = of_round(db, Q_ROUND_SECTORS, out->id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        struct sector *s = arena_append(a, &out->sectors, &out->sectors_len, sizeof *s);
        *s = (struct sector){row_int(r, 0), row_text(r, 1, a), row_text(r, 2, a), row_text(r, 3, a)};
    }
    return row_end(r, e);
}

static enum err load_quotas(struct db *db, struct arena *a, struct round *out)
{
    struct row *r = of_round(db, Q_ROUND_QUOTAS, out->id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        struct places p = {(int)row_int(r, 1), (int)row_int(r, 2)};
        if (text_equal(row_text(r, 0, a), "sector")) {
            out->sector_places = p;
        } else {
            out->district_places = p;
        }
    }
    return row_end(r, e);
}

static enum err load_calendar(struct db *db, struct arena *a, struct round *out)
{
    struct calendar_day *days = NULL;
    size_t len = 0;
    struct row *r = db_query(db, Q_CALENDAR_DAYS);
    enum err e = OK;
    while ((e = row_next(r)) == OK && len < LIST_MAX) {
        struct calendar_day *d = arena_append(a, &days, &len, sizeof *d);
        *d = (struct calendar_day){0, text_equal(row_text(r, 1, a), "work"), row_text(r, 2, a)};
        e = day_parse(row_text(r, 0, a), &d->day);
        if (e != OK) {
            break;
        }
    }
    out->calendar = (struct calendar){days, len};
    return row_end(r, e);
}

static enum err load_sections(struct db *db, struct arena *a, struct round *out)
{
    struct row *r = of_round(db, Q_FORM_SECTIONS, out->id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        struct form_section *s = arena_append(a, &out->sections, &out->sections_len, sizeof *s);
        *s = (struct form_section){row_text(r, 0, a), row_text(r, 1, a), row_text(r, 2, a),
                                   row_text(r, 3, a), row_text(r, 4, a), row_text(r, 5, a)};
    }
    return row_end(r, e);
}

static enum err read_field(struct row *r, struct arena *a, struct form_field *f)
{
    *f = (struct form_field){
        .ident = row_text(r, 0, a),
        .number = (int)row_int(r, 1),
        .section = row_text(r, 2, a),
        .ord = (int)row_int(r, 3),
        .label = row_text(r, 4, a),
        .help = row_text(r, 5, a),
        .rows_of = row_text(r, 8, a),
        .min = row_int(r, 9),
        .max = row_int(r, 10),
        .need_on = row_text(r, 12, a),
        .is_public = row_int(r, 13) != 0,
    };
    TRY(form_type_from_ident(row_text(r, 6, a), &f->type));
    TRY(form_pattern_from_ident(row_text(r, 7, a), &f->pattern));
    return form_need_from_ident(row_text(r, 11, a), &f->need);
}

static enum err load_fields(struct db *db, struct arena *a, struct round *out)
{
    struct row *r = of_round(db, Q_FORM_FIELDS, out->id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        enum stage asked = STAGE_NOMINATION;
        if (stage_from_ident(row_text(r, 14, a), &asked) != OK) {
            continue; /* defined for later, asked in no stage yet */
        }
        struct form_field *f = arena_append(a, &out->fields, &out->fields_len, sizeof *f);
        e = read_field(r, a, f);
        if (e != OK) {
            e = FAIL("event=form_field ident=%s", f->ident);
            break;
        }
        f->stage = asked;
    }
    return row_end(r, e);
}

static struct form_field *field_of(struct round *out, const char *ident)
{
    for (size_t i = 0; i < out->fields_len; i++) {
        if (strcmp(out->fields[i].ident, ident) == 0) {
            return &out->fields[i];
        }
    }
    return NULL;
}

static void add_choice(struct arena *a, struct form_field *f, const char *value, const char *label)
{
    struct form_choice *list = arena_alloc(a, f->choice_count + 1, sizeof *list);
    if (f->choice_count > 0) {
        memcpy(list, f->choices, f->choice_count * sizeof *list);
    }
    list[f->choice_count] = (struct form_choice){value, label};
    f->choices = list;
    f->choice_count++;
}

/* Sectors and districts are choices whose rows are tables of the round. */
static void add_place_choices(struct arena *a, struct round *out)
{
    struct form_field *f = field_of(out, "sector_id");
    for (size_t i = 0; f != NULL && i < out->sectors_len; i++) {
        add_choice(a, f, out->sectors[i].code, out->sectors[i].name);
    }
    if (f != NULL) {
        add_choice(a, f, "none", round_text(out, "none_sector"));
    }
    f = field_of(out, "district_id");
    for (size_t i = 0; f != NULL && i < out->districts_len; i++) {
        add_choice(a, f, out->districts[i].code, out->districts[i].name);
    }
}

static enum err load_choices(struct db *db, struct arena *a, struct round *out)
{
    struct row *r = of_round(db, Q_FORM_CHOICES, out->id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        struct form_field *f = field_of(out, row_text(r, 0, a));
        if (f != NULL) {
            add_choice(a, f, row_text(r, 1, a), row_text(r, 2, a));
        }
    }
    TRY(row_end(r, e));
    add_place_choices(a, out);
    return OK;
}

static enum err load_opinions(struct db *db, struct arena *a, struct round *out)
{
    struct row *r = of_round(db, Q_OPINION_BOXES, out->id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        enum opinion_kind kind = OPINION_UNIT;
        if (opinion_from_ident(row_text(r, 0, a), &kind) != OK) {
            e = unknown_word(row_text(r, 0, a));
            break;
        }
        out->opinions[kind].label = row_text(r, 1, a);
        for (int i = 0; i < ROUTE__COUNT; i++) {
            out->opinions[kind].text[i] = row_text(r, 2 + i, a);
        }
    }
    return row_end(r, e);
}

static enum err load_notes(struct db *db, struct arena *a, struct round *out)
{
    struct row *r = of_round(db, Q_FORM_NOTES, out->id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        const char **note = arena_append(a, &out->notes, &out->notes_len, sizeof *note);
        *note = row_text(r, 0, a);
    }
    return row_end(r, e);
}

static enum err load_keepers(struct db *db, struct arena *a, struct round *out)
{
    struct row *r = of_round(db, Q_COPY_LABELS, out->id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        struct copy_keeper *k = arena_append(a, &out->keepers, &out->keepers_len, sizeof *k);
        k->copy_no = (int)row_int(r, 0);
        k->keeper = row_text(r, 2, a);
        if (route_from_ident(row_text(r, 1, a), &k->route) != OK) {
            e = unknown_word(row_text(r, 1, a));
            break;
        }
    }
    return row_end(r, e);
}

enum err round_load(struct db *db, struct arena *a, struct round *ret)
{
    static enum err (*const parts[])(struct db *, struct arena *, struct round *) = {
        load_head,     load_settings, load_windows, load_conditions, load_districts, load_sectors, load_quotas,
        load_calendar, load_sections, load_fields,  load_choices,    load_opinions,  load_notes,   load_keepers,
    };
    struct round out = {0};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        TRY(parts[i](db, a, &out));
    }
    *ret = out;
    return OK;
}

/* They came in the order of their keys. */
const char *round_text(const struct round *r, const char *key)
{
    size_t from = 0;
    for (size_t to = r->settings_len; from < to;) {
        size_t mid = from + (to - from) / 2;
        int order = strcmp(r->settings[mid].key, key);
        if (order == 0) {
            return r->settings[mid].value;
        }
        from = order < 0 ? mid + 1 : from;
        to = order < 0 ? to : mid;
    }
    return "";
}

const struct district *round_district(const struct round *r, const char *code)
{
    for (size_t i = 0; i < r->districts_len; i++) {
        if (strcmp(r->districts[i].code, code) == 0) {
            return &r->districts[i];
        }
    }
    return NULL;
}

const struct sector *round_sector(const struct round *r, const char *code)
{
    for (size_t i = 0; i < r->sectors_len; i++) {
        if (strcmp(r->sectors[i].code, code) == 0) {
            return &r->sectors[i];
        }
    }
    return NULL;
}

const struct form_section *round_section(const struct round *r, const char *code)
{
    for (size_t i = 0; i < r->sections_len; i++) {
        if (strcmp(r->sections[i].code, code) == 0) {
            return &r->sections[i];
        }
    }
    return NULL;
}

static void read_notice(struct row *r, struct arena *a, struct notice *n)
{
    n->ref = row_text(r, 0, a);
    n->title = row_text(r, 1, a);
    n->title_lines = row_text(r, 2, a);
    n->issuer = row_text(r, 3, a);
    n->issued_on = row_text(r, 4, a);
}

enum err notice_list(struct db *db, struct arena *a, int64_t round_id, int64_t now, struct notice **ret,
                     size_t *ret_len)
{
    *ret = NULL;
    *ret_len = 0;
    struct row *r = of_round(db, Q_NOTICE_LIST, round_id);
    bind_int(r, ":now", now);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        struct notice *n = arena_append(a, ret, ret_len, sizeof *n);
        read_notice(r, a, n);
    }
    return row_end(r, e);
}

enum err notice_by_ref(struct db *db, struct arena *a, const char *ref, int64_t now, struct notice *ret)
{
    struct row *r = db_query(db, Q_NOTICE_BY_REF);
    bind_text(r, ":ref", ref);
    bind_int(r, ":now", now);
    enum err e = row_next(r);
    if (e == OK) {
        read_notice(r, a, ret);
        ret->id = row_int(r, 5);
        ret->published_at = row_int(r, 6);
    }
    row_done(r);
    return e;
}

enum err notice_paragraphs(struct db *db, struct arena *a, int64_t notice_id, struct notice_paragraph **ret,
                           size_t *ret_len)
{
    *ret = NULL;
    *ret_len = 0;
    struct row *r = db_query(db, Q_NOTICE_PARAGRAPHS);
    bind_int(r, ":notice", notice_id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        struct notice_paragraph *p = arena_append(a, ret, ret_len, sizeof *p);
        *p = (struct notice_paragraph){row_text(r, 0, a), row_text(r, 1, a)};
    }
    return row_end(r, e);
}
