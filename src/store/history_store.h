/* history_store.h - every earlier text of a draft, and the versions of a nomination: read again, never changed.
 *
 * A text is written down when it is replaced, in the transaction that replaces it.  A page saves itself every few
 * seconds; so of the texts that one person writes in a place within one minute, only the first that was replaced is
 * kept - unless somebody else's came between, or an earlier text was brought back. */
#ifndef STORE_HISTORY_STORE_H
#define STORE_HISTORY_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/audit_store.h"
#include "store/nomination_store.h"

struct arena;
struct db;

/* Writes down what stands in the draft's place before `fresh` replaces it; nothing when it is the same.  draft_store.c
 * calls it. */
MUST_USE enum err history_add(struct db *db, const struct audit_actor *who, int64_t nomination_id, const char *ident,
                              int row_no, const char *fresh);
/* Writes `gone` down for certain, unless it was the last thing written down there: after an earlier text has taken its
 * place, which is an act of its own and no typing. */
MUST_USE enum err history_keep(struct db *db, const struct audit_actor *who, int64_t nomination_id, const char *ident,
                               int row_no, const char *gone);

/* How many earlier texts a field, or a column of a group, has. */
struct history_count {
    const char *ident;
    int64_t texts;
};
MUST_USE enum err history_counts(struct db *db, struct arena *a, int64_t nomination_id, struct history_count **ret,
                                 size_t *ret_len);

struct history_text {
    int64_t id;
    const char *ident;
    int row_no;
    const char *value;
    int64_t replaced_at;
    const char *replaced_by; /* person's name */
    const char *written_by;  /* "" when it is not known */
};
/* Those of one field or column that are older than the text `before`, newest first, at most `most`. */
struct history_span {
    const char *ident;
    int64_t before; /* INT64_MAX: all */
    size_t most;
};
MUST_USE enum err history_of_field(struct db *db, struct arena *a, int64_t nomination_id,
                                   const struct history_span *span, struct history_text **ret, size_t *ret_len);
/* One of them (written_by is ""); ERR_NOT_FOUND when this nomination has no such text. */
MUST_USE enum err history_get(struct db *db, struct arena *a, int64_t nomination_id, int64_t id,
                              struct history_text *ret);

/* The versions of a nomination, newest first, without their values. */
MUST_USE enum err history_versions(struct db *db, struct arena *a, int64_t nomination_id, struct version **ret,
                                   size_t *ret_len);

#endif
