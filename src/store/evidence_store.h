/* evidence_store.h - attachments of a draft, what versions froze of them, and uploads that come in pieces. */
#ifndef STORE_EVIDENCE_STORE_H
#define STORE_EVIDENCE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/evidence.h"
#include "store/nomination_store.h"

struct arena;
struct db;
struct round;

/* ---- files ---- */

/* One that is kept under its SHA-256: a clean picture, or a PDF as it came. */
struct evidence_file {
    const char *sha256;
    const char *media_kind; /* "jpeg", "png" or "pdf" */
    int64_t byte_count;
    int pages;         /* of a PDF; 0 for pictures */
    int width, height; /* of a picture; 0 for a PDF */
    const char *thumb; /* the small picture's SHA-256; "" for a PDF */
};

/* The row of a file that was stored; the same file again is no fault. */
MUST_USE enum err evidence_file_add(struct db *db, const struct evidence_file *f, int64_t now);

/* An attachment with its file.  Owner: the arena. */
struct evidence {
    const char *ref;  /* of a draft's; "" in versions */
    const char *kind; /* ident of an evidence_kind */
    const char *name, *caption;
    int64_t byte_count; /* as it was sent */
    int64_t added_at;   /* of a draft's; 0 in versions */
    struct evidence_file file;
};
struct evidence_list {
    struct evidence *items;
    size_t len;
};

/* The round's types and limits. */
MUST_USE enum err evidence_rules_get(struct db *db, struct arena *a, const struct round *round,
                                     struct evidence_rules *ret);

/* By type and in order. */
MUST_USE enum err evidence_of_draft(struct db *db, struct arena *a, int64_t nomination_id, struct evidence_list *ret);
MUST_USE enum err evidence_of_version(struct db *db, struct arena *a, int64_t version_id, struct evidence_list *ret);
MUST_USE enum err evidence_of_late(struct db *db, struct arena *a, int64_t late_id, struct evidence_list *ret);

/* What the rules look at. */
struct evidence_held_list evidence_held_of(struct arena *a, const struct evidence_list *list);

/* What somebody may see of a nomination's files. */
struct evidence_sight {
    bool sees_draft, sees_late, sees_versions;
    int version_no; /* of that version alone; 0: of all */
};
/* The file of that SHA-256, or of which that is the small picture.  ERR_NOT_FOUND: not among what may be seen. */
struct evidence_naming {
    const char *name, *media_kind, *sha256;
};
MUST_USE enum err evidence_named(struct db *db, struct arena *a, int64_t nomination_id, const char *sha256,
                                 const struct evidence_sight *sight, struct evidence_naming *ret);

/* ---- changing a draft's ---- */

struct evidence_new {
    const char *kind, *name, *caption;
    const char *replaces; /* ref; "" or one that is gone: it goes to the end of its kind */
    int64_t byte_count;
    struct evidence_file file;
};
/* Attaches it; *ret_ref is its ref.  The same bytes in the same kind are attached already: then nothing changes but the
 * place and caption of what it replaces.  ERR_CONFLICT: no draft any more.  Judge with evidence_refusal() before, in
 * the same transaction. */
MUST_USE enum err evidence_add(const struct writing *c, const struct nomination *n, const struct evidence_new *x,
                               const char **ret_ref);
/* ERR_NOT_FOUND: no such attachment.  ERR_CONFLICT: no draft any more. */
MUST_USE enum err evidence_remove(const struct writing *c, const struct nomination *n, const char *ref);
MUST_USE enum err evidence_describe(const struct writing *c, const struct nomination *n, const char *ref,
                                    const char *caption);
/* By one place among its kind, -1 up, 1 down; at the end already: nothing. */
MUST_USE enum err evidence_move(const struct writing *c, const struct nomination *n, const char *ref, int by);

/* ---- frozen ---- */

MUST_USE enum err evidence_freeze(struct db *db, int64_t version_id, const struct evidence_list *list);
MUST_USE enum err evidence_keep_late(struct db *db, int64_t late_id, const struct evidence_list *list);
/* The draft's files become those that came with the late text, or those of a version that counts again.  What else the
 * draft had is let go; the log names it. */
MUST_USE enum err evidence_restore_late(const struct writing *c, const struct nomination *n, int64_t late_id);
MUST_USE enum err evidence_restore_version(const struct writing *c, const struct nomination *n, int64_t version_id);

/* The part of a version's record about its files, `,"files":[...]`; "" when there are none. */
struct buffer;
void evidence_record(struct buffer *b, const struct evidence_list *list);

/* ---- uploads in pieces ---- */

enum upload_state { UPLOAD_RECEIVING, UPLOAD_DONE, UPLOAD_REFUSED, UPLOAD_CANCELLED };

struct upload_row {
    int64_t id;
    const char *ref, *kind, *name, *caption, *replaces;
    int64_t byte_count;
    enum upload_state state;
    const char *said; /* why it was refused; "" */
    int64_t made_at;
};
/* "receiving", "done", "refused", "cancelled". */
const char *upload_state_ident(enum upload_state state);

/* ERR_CONFLICT: no draft any more. */
MUST_USE enum err upload_add(const struct writing *c, const struct nomination *n, const struct evidence_new *x,
                             const char **ret_ref);
/* ERR_NOT_FOUND: the nomination has no such one. */
MUST_USE enum err upload_get(struct db *db, struct arena *a, int64_t nomination_id, const char *ref,
                             struct upload_row *ret);
/* ERR_CONFLICT: it is settled already. */
MUST_USE enum err upload_settle(struct db *db, int64_t id, enum upload_state state, const char *said);
/* Those that are still being received, oldest first. */
MUST_USE enum err uploads_on_their_way(struct db *db, struct arena *a, int64_t nomination_id, struct upload_row **ret,
                                       size_t *ret_len);

/* ---- upkeep ---- */

/* Forgets uploads begun before that moment, and files that were stored before it and that nothing names any more. */
MUST_USE enum err evidence_sweep(struct db *db, int64_t before);

#endif
