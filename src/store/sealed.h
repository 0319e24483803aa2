/* sealed.h - what was released, sent or submitted once is held against itself: the record's fingerprint, the code on
 * paper, the rows that say the same, and the log that knows of it.  For `jianpin verify`. */
#ifndef STORE_SEALED_H
#define STORE_SEALED_H

#include <stdbool.h>

#include "base/err.h"

struct arena;
struct db;

struct sealed {
    const char *record, *sha256, *check_code;
    bool is_of_rows; /* the rows say what the record says: only who wrote it can tell */
    const char *verb, *object_kind, *object_ref, *detail; /* of the line in the log */
};

/* OK, or ERR_CONFLICT when anything does not hold; errors of the database. */
MUST_USE enum err sealed_verify(struct db *db, struct arena *a, const struct sealed *s);
/* The same with *ret_what (arena), what does not hold: "记录", "校验码", `piece` when the rows say something else,
 * "指纹（审计日志里没有）"; after `before`: "第 2 版公示的". */
MUST_USE enum err sealed_verify_naming(struct db *db, struct arena *a, const struct sealed *s, const char *before,
                                       const char *piece, const char **ret_what);

#endif
