/* publicity_site.h - a site in 公示评议: the three brands of shortlist_site.h, shortlisted, released and published. */
#ifndef TESTS_PUBLICITY_SITE_H
#define TESTS_PUBLICITY_SITE_H

#include "support/shortlist_site.h"

/* The round of sql/seed: 公示评议 from 21 July 2015, 00:00, to 25 July, 24:00. */
#define PUBLICITY_OPENS  1437408000
#define IN_PUBLICITY     1437444000 /* 21 July 2015, 10:00 */
#define PUBLICITY_CLOSES 1437840000

struct publicity {
    struct listing list;
    const char *brands[3]; /* refs of published_brand: "/publicity/REF" */
};

/* The release of the shortlist, all three in it; the clock then stands in 公示评议 and nothing is published yet. */
static inline struct publicity shortlisted(struct site *s)
{
    static const char *const all[] = {"in", "in", "in"};
    struct publicity p = {.list = listing(s)};
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    prepare(&office, &p.list, all);
    propose(&office);
    release_list(&second);
    site_clock(s, IN_PUBLICITY);
    return p;
}

static inline enum err publish_in_transaction(struct db *db, void *ctx)
{
    (void)ctx;
    return db_script(
        db,
        "INSERT INTO published_notice (id, ref, round_id, version_no, title, title_lines, issuer, issued_on, opens_on, "
        "closes_on,"
        " workdays, sort, change_text, record, sha256, check_code, published_at)"
        " SELECT 1, 'notice1', id, 1, '候选名单的公示', '候选名单的公示', '示例市文明办', '2015-07-21', '2015-07-21', "
        "'2015-07-25', 4,"
        " 'number', '', '{}', printf('%064d', 0), '7K3F-9Q2M', 1437440400 FROM round WHERE is_current = 1;"
        "INSERT INTO published_paragraph VALUES (1, 1, 'text', '现将名单予以公示。');"
        "INSERT INTO published_brand (ref, round_id, nomination_id, brand_name, unit_name, window_name, sector_name,"
        " recommender_name, slogan, summary)"
        " SELECT 'brand' || z.nomination_id, f.round_id, z.nomination_id, z.brand_name, z.unit_name, z.window_name, "
        "f.sector_name,"
        " f.authority_name, '', '品牌简介' FROM name_frozen z JOIN shortlist_entry e ON e.nomination_id = "
        "z.nomination_id"
        " JOIN version_face f ON f.version_id = e.version_id ORDER BY z.nomination_id;"
        "INSERT INTO published_line SELECT 1, ROW_NUMBER() OVER (ORDER BY id), id, 0, '' FROM published_brand;");
}

/* What has become of the three brands in public. */
static inline void find_brands(struct site *s, struct publicity *p)
{
    for (size_t i = 0; i < 3; i++) {
        p->brands[i] = site_sql(s, text_format(s->a,
                                               "SELECT b.ref FROM published_brand b JOIN nomination n ON n.id ="
                                               " b.nomination_id WHERE n.ref = '%s'",
                                               p->list.refs[i]));
    }
}

/* A site whose notice is out: version 1, three brands. */
static inline struct publicity published(struct site *s)
{
    struct publicity p = shortlisted(s);
    assert_int_equal(store_write(s->store, publish_in_transaction, NULL), OK);
    find_brands(s, &p);
    return p;
}

#endif
