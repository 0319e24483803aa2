/* hall_site.h - a site in 公示评议 whose units show the notice in their halls: photographs by the real confined child,
 * papers by the real worker. */
#ifndef TESTS_HALL_SITE_H
#define TESTS_HALL_SITE_H

#include "support/image_maker.h"
#include "support/own_program.h"
#include "support/publicity_site.h"

#include "document/paper.h"
#include "document/paper_worker.h"
#include "media/image_worker.h"

static inline int hall_setup(void **state)
{
    char program[PATH_MAX];
    struct site *s = site_open();
    struct media_options o = {
        .exe = own_program(program), .dir = text_format(s->a, "%s/files", s->dir), .workers_max = 2};
    assert_int_equal(media_open(&o, &s->media), OK);
    s->app.media = s->media;
    *state = s;
    return 0;
}

static inline void hall_paper(struct site *s)
{
    char program[PATH_MAX];
    struct paper_options options = {.exec_path = own_program(program), .runtime_dir = s->dir, .workers = 1};
    assert_int_equal(paper_open(&options, &s->app.paper), OK);
}

static inline int hall_teardown(void **state)
{
    struct site *s = *state;
    paper_close(s->app.paper);
    s->app.paper = NULL;
    return site_teardown(state);
}

/* A second version that takes the brand of that nomination ref off the list; "" takes none. */
static inline enum err second_version_in_transaction(struct db *db, void *ctx)
{
    const char *ref = ctx;
    struct arena *a = arena_new();
    enum err e = db_script(
        db,
        text_format(
            a,
            "INSERT INTO published_notice (id, ref, round_id, version_no, title, title_lines, issuer, issued_on,"
            " opens_on, closes_on, workdays, sort, change_text, record, sha256, check_code, published_at)"
            " SELECT 2, 'notice2', round_id, 2, title, title_lines, issuer, '2015-07-22', opens_on, '2015-07-27', 5,"
            " sort, '延长到 7月27日', '{}', printf('%%064d', 2), '2222-2222', 1437530400"
            " FROM published_notice WHERE id = 1;"
            "INSERT INTO published_paragraph VALUES (2, 1, 'text', '现将名单予以公示，延长两天。');"
            "INSERT INTO published_line SELECT 2, l.place, l.brand_id, n.ref = '%s',"
            " CASE n.ref WHEN '%s' THEN '经核查不符合条件' ELSE '' END FROM published_line l"
            " JOIN published_brand b ON b.id = l.brand_id JOIN nomination n ON n.id = b.nomination_id"
            " WHERE l.notice_id = 1;",
            ref, ref));
    arena_free(a);
    return e;
}

/* Released on 22 July 2015, 10:00; the clock goes to 11:00 of that day. */
static inline void second_version(struct site *s, const char *removed_ref)
{
    void *ctx = arena_copy(s->a, removed_ref, strlen(removed_ref));
    assert_int_equal(store_write(s->store, second_version_in_transaction, ctx), OK);
    site_clock(s, 1437534000);
}

static inline const char *postings_of(struct site *s, const char *ref)
{
    return text_format(s->a, "/nominations/%s/postings", ref);
}

static inline const char *hall_ref(struct site *s, const char *name)
{
    return site_sql(s, text_format(s->a, "SELECT ref FROM hall_now WHERE name = '%s'", name));
}

static inline void add_hall(struct person *unit, const char *ref, const char *name, const char *address)
{
    const char *page = postings_of(unit->site, ref);
    struct sheet *form = open_form(unit, page, page);
    sheet_set(form, "name", name);
    sheet_set(form, "address", address);
    struct answer x = post(unit, form);
    leads_to(&x, text_format(unit->site->a, "%s?done=hall", page));
}

/* The form that takes a photograph of that hall. */
static inline struct sheet *photo_form(struct person *unit, const char *ref, const char *hall)
{
    const char *page = postings_of(unit->site, ref);
    return open_form(unit, page, text_format(unit->site->a, "%s/%s/photos", page, hall_ref(unit->site, hall)));
}

/* Each size is another photograph. */
static inline struct answer send_photo(struct person *unit, struct sheet *form, const char *day, int width)
{
    struct made m =
        make_jpeg(&(struct jpeg_recipe){.width = width, .height = 600, .orientation = 1, .has_secrets = true});
    struct sheet_file file = {"photo", "门前.jpg", m.bytes, m.len};
    sheet_set(form, "posted_on", day);
    struct answer x = post_file(unit, form, &file);
    made_free(&m);
    return x;
}

static inline void photograph_hall(struct person *unit, const char *ref, const char *hall, const char *day, int width)
{
    struct answer x = send_photo(unit, photo_form(unit, ref, hall), day, width);
    leads_to(&x, text_format(unit->site->a, "%s?done=photo#hall-%s", postings_of(unit->site, ref),
                             hall_ref(unit->site, hall)));
}

#define HALL_TEST(f) cmocka_unit_test_setup_teardown(f, hall_setup, hall_teardown)

#endif
