/* shortlist_shown.h - the candidates of 候选名单 as one person of the office sees them: read, asked for, in order. */
#ifndef PAGES_SHORTLIST_SHOWN_H
#define PAGES_SHORTLIST_SHOWN_H

#include "pages/list_asking.h"
#include "pages/shortlist_pages.h"
#include "store/preliminary_store.h"

struct shown_candidate {
    struct candidate c;
    struct shortlist_choice choice;
    bool is_open; /* this person may know what the others answered, and choose */
    const struct shortlist_veto *vetoes;
    size_t vetoes_len;
    const char *by_condition;
    enum names_state names;
    bool has_names;
};
struct shown_shortlist {
    struct list_asking k;
    const char *state;
    struct shortlist_facts facts;
    int last_draft;
    struct shown_candidate *all; /* that this person may see, by number */
    size_t all_len;
    struct shown_candidate *rows; /* those asked for, in their order */
    size_t rows_len;
    size_t page; /* what was posted: of which page; 0 otherwise */
};

/* What the query asks for, of what this person may see.  ERR_NOT_FOUND: not the office. */
MUST_USE enum err shown_shortlist_read(struct web *w, struct shown_shortlist *ret);

/* "示例市消费者协会否决：…（文书，日期）" */
const char *veto_words(struct arena *a, const struct shortlist_veto *v);

#endif
