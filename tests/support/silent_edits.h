/* silent_edits.h - what somebody with the file and a tool would change behind our back, one edit at a time: each must
 * be found and named. */
#ifndef TESTS_SILENT_EDITS_H
#define TESTS_SILENT_EDITS_H

#include "store/db.h"
#include "support/whole_request.h"

typedef enum err (*verify_fn)(struct db *db, int64_t after, int64_t *ret_count, int64_t *ret_bad);

/* The site holds one record of the kind that `verify` looks at, its id 1.  `unlock` drops the triggers that forbid the
 * edits; every edit is taken back before the next. */
static inline void every_edit_is_found(struct site *s, verify_fn verify, const char *unlock, const char *const *edits,
                                       size_t edits_len)
{
    struct db *db = store_writer_db(s->store);
    int64_t count = 0;
    int64_t bad = 0;
    assert_int_equal(verify(db, 0, &count, &bad), OK);
    assert_int_equal(count, 1);
    assert_int_equal(db_script(db, unlock), OK);
    for (size_t i = 0; i < edits_len; i++) {
        assert_int_equal(db_begin(db), OK);
        assert_int_equal(db_script(db, edits[i]), OK);
        bad = 0;
        if (verify(db, 0, &count, &bad) != ERR_CONFLICT || bad != 1) {
            fail_msg("not found: %s", edits[i]);
        }
        assert_int_equal(db_end(db, ERR_CONFLICT), ERR_CONFLICT);
    }
    assert_int_equal(verify(db, 0, &count, &bad), OK);
}

#endif
