/* seal_store.h - acceptance (受理) and sealed paper, each of one version. */
#ifndef STORE_SEAL_STORE_H
#define STORE_SEAL_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/nomination_store.h"

struct acceptance {
    int64_t at;
    const char *by, *body_name;
};
/* ERR_CONFLICT when that version was accepted already. */
MUST_USE enum err acceptance_add(struct db *db, struct arena *a, const struct audit_actor *who,
                                 const struct nomination *n, const struct version *v);
/* ERR_NOT_FOUND when that version was not accepted. */
MUST_USE enum err acceptance_get(struct db *db, struct arena *a, int64_t version_id, struct acceptance *ret);

/* A version that a check code on paper names. */
struct paper_version {
    const char *nomination_ref, *receipt_no;
    int version_no;
};
/* Of this round, newest first, at most 10: the short code of two versions may be the same. */
MUST_USE enum err versions_by_check_code(const struct reading_for *x, const char *code, struct paper_version **ret,
                                         size_t *ret_len);

struct sealed_copy {
    const char *ref;
    int version_no;
    const char *received_on; /* "2015-06-20" */
    const char *receiver;
    const char *scan; /* SHA-256 of an evidence_file, a picture or a PDF; "" for none */
    int64_t noted_at;
};
/* Notes that the sealed paper of that version came in; `is->ref` from random_token(). */
MUST_USE enum err sealed_copy_add(struct db *db, struct arena *a, const struct audit_actor *who,
                                  const struct nomination *n, const struct version *v, const struct sealed_copy *is);
/* The last one noted of any of its versions.  ERR_NOT_FOUND when there is none. */
MUST_USE enum err sealed_copy_last(struct db *db, struct arena *a, int64_t nomination_id, struct sealed_copy *ret);
/* Whose scan it is.  ERR_NOT_FOUND when there is no such copy or it has no scan. */
MUST_USE enum err sealed_copy_scan(struct db *db, struct arena *a, const char *ref, const char **ret_nomination_ref,
                                   const char **ret_sha256);

struct sealed_row {
    const char *nomination_ref, *receipt_no, *body_name, *brand_name;
    int sealed_version, current_version;
    enum nomination_state state;
    const char *received_on, *receiver, *ref, *scan;
};
/* Of the round, the last of each version, newest first, at most 200. */
MUST_USE enum err sealed_copy_list(const struct reading_for *x, struct sealed_row **ret, size_t *ret_len);

#endif
