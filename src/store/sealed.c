/* sealed.c */
#include "store/sealed.h"

#include "base/fingerprint.h"
#include "base/text.h"
#include "domain/receipt.h"
#include "store/db.h"

enum sealed_fault { SEALED_WHOLE, SEALED_RECORD, SEALED_CODE, SEALED_ROWS, SEALED_LOG };

static enum err is_in_the_log(struct db *db, const struct sealed *s, bool *ret)
{
    struct row *r = db_query(db, Q_AUDIT_HOLDS);
    bind_text(r, ":verb", s->verb);
    bind_text(r, ":kind", s->object_kind);
    bind_text(r, ":ref", s->object_ref);
    bind_text(r, ":detail", s->detail);
    enum err e = row_next(r);
    *ret = e == OK;
    row_done(r);
    return e == ERR_NOT_FOUND ? OK : e;
}

/* The first that does not hold. */
static enum err fault_of(struct db *db, struct arena *a, const struct sealed *s, enum sealed_fault *ret)
{
    const char *code = "";
    bool is_logged = false;
    TRY(is_in_the_log(db, s, &is_logged));
    if (!text_equal(fingerprint(a, s->record), s->sha256)) {
        *ret = SEALED_RECORD;
    } else if (check_code(a, s->sha256, &code) != OK || !text_equal(code, s->check_code)) {
        *ret = SEALED_CODE;
    } else if (!s->is_of_rows) {
        *ret = SEALED_ROWS;
    } else {
        *ret = is_logged ? SEALED_WHOLE : SEALED_LOG;
    }
    return OK;
}

enum err sealed_verify(struct db *db, struct arena *a, const struct sealed *s)
{
    enum sealed_fault fault = SEALED_WHOLE;
    TRY(fault_of(db, a, s, &fault));
    return fault == SEALED_WHOLE ? OK : ERR_CONFLICT;
}

enum err sealed_verify_naming(struct db *db, struct arena *a, const struct sealed *s, const char *before,
                              const char *piece, const char **ret_what)
{
    const char *const words[] = {[SEALED_WHOLE] = NULL,
                                 [SEALED_RECORD] = "记录",
                                 [SEALED_CODE] = "校验码",
                                 [SEALED_ROWS] = piece,
                                 [SEALED_LOG] = "指纹（审计日志里没有）"};
    enum sealed_fault fault = SEALED_WHOLE;
    TRY(fault_of(db, a, s, &fault));
    if (fault == SEALED_WHOLE) {
        return OK;
    }
    *ret_what = text_format(a, "%s%s", before, words[fault]);
    return ERR_CONFLICT;
}
