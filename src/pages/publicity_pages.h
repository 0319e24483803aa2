/* publicity_pages.h - what the pages of 公示 share: the notice as it is read and as it is previewed. */
#ifndef PAGES_PUBLICITY_PAGES_H
#define PAGES_PUBLICITY_PAGES_H

#include "pages/views.h"
#include "store/publicity_store.h"

struct web;

enum publicity_showing {
    PUBLICITY_PREVIEW, /* on a page of the office                          */
    PUBLICITY_NOW,     /* the version that holds: its brands have pages    */
    PUBLICITY_EARLIER  /* a version that does not hold any more            */
};
/* The notice as a page shows it, with what is different from the version before (version 0: there is none).  The texts
 * that a correction replaced are shown beside the new ones, but not on an earlier version's page: a later one may have
 * hidden them. */
MUST_USE enum err publicity_text(struct web *w, const struct published_notice *n, const struct published_notice *before,
                                 enum publicity_showing how, struct publicity_text_view *ret);

/* Government sites' marks of what was published then (handbook 5.3); the page has its title already. */
void publicity_meta(struct web *w, int64_t published_at, const char *issuer, struct page *page);

/* The PDFs that go out with it; without links in a preview.  Owner: the arena. */
const struct publicity_attached_view *publicity_attached(struct web *w, const struct published_notice *n,
                                                         bool has_links);

/* As stage_pages.c shows it while nothing is public. */
MUST_USE enum err publicity_stage_page(struct web *w);

#endif
