/* published_changes.h - what is different between a version of the notice and the one before it, brand by brand
 * (handbook 4.3, rule 3: with the change shown). */
#ifndef STORE_PUBLISHED_CHANGES_H
#define STORE_PUBLISHED_CHANGES_H

#include "store/published_store.h"

enum published_change_kind { CHANGE_REMOVED, CHANGE_RETURNED, CHANGE_TEXT, CHANGE_PICTURES };
struct published_change {
    enum published_change_kind kind;
    const char *brand_name; /* as it is called now */
    const char *what;       /* of a text: "单位名称"; of a removal or return: the reason; otherwise "" */
    const char *was, *is;   /* of a text, "" for none; was NULL: it must not be shown any more */
    int count;              /* pictures that are left out */
};

/* In the list's order.  A line of `now` whose text_id is 0 must be filled; the others are read.  Owner: the arena. */
MUST_USE enum err published_changes(struct db *db, struct arena *a, const struct published_notice *before,
                                    const struct published_notice *now, struct published_change **ret, size_t *ret_len);

/* "更正“一路暖行”的单位名称：原为“…”，现为“…”。" The texts only with `has_texts` and when they are short. */
const char *published_change_words(struct arena *a, const struct published_change *c, bool has_texts);
/* Whether the words leave out texts that are too long for a sentence. */
bool published_change_is_long(const struct published_change *c);

#endif
