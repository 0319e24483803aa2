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

/* The draft as the template begins it, its Saturday kept; ready to be proposed. */
static inline void compose(struct person *office)
{
    struct sheet *form = open_form(office, "/publicity/compose", "/publicity/compose");
    sheet_set(form, "rest", "keep");
    struct answer x = post(office, form);
    leads_to(&x, "/publicity/compose?saved=1");
}

static inline void propose_notice(struct person *office)
{
    press(office, "/publicity/compose", "/publicity/proposal", "/publicity/release?proposed=1");
}

static inline void release_notice(struct person *office)
{
    press(office, "/publicity/release", "/publicity/release", "/publicity/compose?released=1");
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
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    compose(&office);
    propose_notice(&office);
    release_notice(&second);
    find_brands(s, &p);
    return p;
}

#endif
