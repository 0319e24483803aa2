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
#include "support/media_site.h"
#include "support/said.h"

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

/* A second version that takes the brand of that nomination ref off the list ("": none) and is open through 27 July:
 * released by two people on 22 July 2015, 10:00; the clock goes to 11:00 of that day. */
static inline void second_version(struct site *s, const char *removed_ref)
{
    site_clock(s, 1437530400);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    struct sheet *form = open_form(&office, "/publicity/compose", "/publicity/compose");
    sheet_set(form, "closes", "2015-7-27");
    sheet_set(form, "change", "延长到 7月27日");
    if (*removed_ref != '\0') {
        const char *id = site_sql(s, text_format(s->a,
                                                 "SELECT b.id FROM published_brand b JOIN nomination n ON n.id ="
                                                 " b.nomination_id WHERE n.ref = '%s'",
                                                 removed_ref));
        sheet_set(form, text_format(s->a, "mark-%s", id), "1");
        sheet_set(form, text_format(s->a, "why-%s", id), "经核查不符合条件");
    }
    struct answer x = post(&office, form);
    leads_to(&x, "/publicity/compose?saved=1");
    propose_notice(&office);
    release_notice(&second);
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

#define HALL_TEST(f) cmocka_unit_test_setup_teardown(f, media_site_setup, hall_teardown)

#endif
