/* posting_pages.h - what the pages and papers of 张贴 have in common. */
#ifndef PAGES_POSTING_PAGES_H
#define PAGES_POSTING_PAGES_H

#include "pages/views.h"
#include "store/posting_store.h"

struct web;

/* All that is known of a nomination's posting. */
struct posting {
    struct nomination n;
    struct released_brand brand;
    struct released_notices notices; /* the newest first */
    struct hall_list halls;
    struct posting_proofs proofs;
};
/* Of the nomination of the path.  ERR_NOT_FOUND: not theirs, or nothing is published of it. */
MUST_USE enum err posting_of_path(struct web *w, struct posting *ret);

/* The version that holds. */
const struct released_notice *posting_now(const struct posting *p);
/* Where one of its halls stands. */
enum posting_state posting_state_of(const struct posting *p, const struct posting_hall *h);
struct tag_view posting_tag(enum posting_state s);
/* "2015年7月21日至7月25日" */
const char *posting_period_words(struct arena *a, const struct posting_notice *n);
/* "第 1 版" */
const char *posting_version_words(struct arena *a, int version_no);
/* The newest photograph that counts of that hall; NULL: none. */
const struct posting_proof *posting_newest(const struct posting *p, int64_t hall_id);
/* What is still to do, a line each; none: everything hangs. */
const struct text_view *posting_missing(struct web *w, const struct posting *p, size_t *ret_len);

/* The page of a brand that was removed, in place of its poster. */
MUST_USE enum err posting_show_removed(struct web *w, struct posting *p);

/* For standing.c: what the unit and the office are told of it; ret->text NULL for nothing. */
struct posting_told {
    struct tag_view tag;
    const char *text;
    const char *link;
};
MUST_USE enum err posting_told_of(struct web *w, const struct nomination *n, struct posting_told *ret);

#endif
