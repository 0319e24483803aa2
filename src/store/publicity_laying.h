/* publicity_laying.h - a desk (publicity_store.h) while it is laid; for the files that lay it. */
#ifndef STORE_PUBLICITY_LAYING_H
#define STORE_PUBLICITY_LAYING_H

#include "store/publicity_store.h"

enum { PUBLICITY_PICTURES_MAX = 20 };

struct laying {
    const struct reading_for *x;
    const struct round *round;
    struct arena *a;
    struct publicity_desk *d;
};

/* publicity_look.c: the gate looks at one text, which becomes it with what is withheld masked; *ret_withheld (may be
 * NULL): whether something is.  Errors of the database. */
MUST_USE enum err publicity_look_at(struct laying *y, const char *place, bool is_hidden, const char **text,
                                    bool *ret_withheld);
/* The same for all that a brand says; `names`: what its pictures were called when they came. */
MUST_USE enum err publicity_look_at_brand(struct laying *y, struct publicity_entry *x, const char *const *names);

/* publicity_entries.c: the brands in the draft's order, as the draft would publish them. */
MUST_USE enum err publicity_lay_entries(struct laying *y);

/* publicity_file_store.c: the draft's attachments, which the gate looks through. */
MUST_USE enum err publicity_lay_files(struct laying *y);
/* publicity_look.c: the gate looks at a page of an attachment, which is public as it is: nothing in it can be masked.
 */
MUST_USE enum err publicity_look_at_page(struct laying *y, const char *place, const char *text);
/* Pages of an attachment that a person has to look at, because a machine cannot read them. */
MUST_USE enum err publicity_ask_to_look(struct laying *y, const char *place, const char *pages, const char *sha256);

/* publicity_correction.c: what the draft corrects in a brand that is public; x->is.brand is filled, and becomes it with
 * text_id 0. */
MUST_USE enum err publicity_lay_corrections(struct laying *y, struct publicity_entry *x);

#endif
