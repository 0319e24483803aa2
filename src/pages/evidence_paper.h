/* evidence_paper.h - attachments on the 申报表: a list of names and pages, and the photographs themselves. */
#ifndef PAGES_EVIDENCE_PAPER_H
#define PAGES_EVIDENCE_PAPER_H

#include "document/paper.h"
#include "store/evidence_store.h"

struct web;

enum { EVIDENCE_PAPER_ROWS = 2 };

/* The rows of fields 35 and 36.  A photograph that cannot be read is an error: no paper says that there was none. */
MUST_USE enum err evidence_paper(struct web *w, const struct evidence_list *list, bool is_draft,
                                 struct paper_row ret[EVIDENCE_PAPER_ROWS]);

/* "附件 4 个：制度 1 个、照片 3 个", for a receipt; "" when there are none. */
MUST_USE enum err evidence_summary(struct web *w, const struct evidence_list *list, const char **ret);

#endif
