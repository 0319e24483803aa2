/* published_store.h - what a release has made public, as everybody reads it.  All of it reads the published_ tables
 * alone, through a connection that sees no others (DB_PUBLIC). */
#ifndef STORE_PUBLISHED_STORE_H
#define STORE_PUBLISHED_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "domain/publicity.h"

struct arena;
struct buffer;
struct db;

enum { PUBLISHED_LINES_MAX = 1000, PUBLISHED_PARTS_MAX = 40, PUBLISHED_VERSIONS_MAX = 100, PUBLISHED_FILES_MAX = 5 };

struct published_part {
    const char *title, *text;
};
struct published_picture {
    const char *kind; /* "logo", "photo" */
    const char *sha256, *thumb;
    const char *format; /* "jpeg", "png" */
    int width, height;
    const char *caption;
};
/* A brand in the words of one version; window, sector, slogan "" for none. */
struct published_brand {
    int64_t id;
    int64_t text_id;   /* its words; 0: not published yet */
    bool hides_before; /* what these words replaced must not be shown any more */
    const char *ref;
    const char *brand_name, *unit_name, *window_name, *sector_name, *recommender_name, *slogan, *summary;
    struct published_part *parts; /* by published_brand_fill() */
    size_t parts_len;
    struct published_picture *pictures;
    size_t pictures_len;
};
/* One on the list. */
struct published_line {
    int place;
    struct published_brand brand;
    bool is_removed;
    const char *removal_text;
    const char *return_text; /* why it stands again, when the version before had removed it; "" otherwise */
};
/* A PDF that goes out with the notice. */
struct published_file {
    const char *title;
    const char *sha256;
    int pages;
    int64_t byte_count;
};
struct published_paragraph {
    const char *kind; /* "text", "contact", "sign" */
    const char *text;
};
/* One version of a round's notice. */
struct published_notice {
    int64_t id;
    const char *ref;
    int version_no;
    const char *title, *title_lines, *issuer;
    day_no issued, opens, closes;
    day_no first_closes; /* of version 1: what the period was */
    int workdays;
    enum publicity_sort sort;
    const char *change_text;
    const char *record, *sha256, *check_code;
    int64_t published_at;
    struct published_paragraph *paragraphs;
    size_t paragraphs_len;
    struct published_line *lines;
    size_t lines_len;
    const struct published_file *files; /* besides the list */
    size_t files_len;
};

/* The version that holds, or that version, with its paragraphs and lines (brands not filled) and without its record,
 * which is "" then.  ERR_NOT_FOUND: none. */
MUST_USE enum err published_now(struct db *db, struct arena *a, int64_t round_id, struct published_notice *ret);
MUST_USE enum err published_shown(struct db *db, struct arena *a, int64_t round_id, int version_no,
                                  struct published_notice *ret);
/* The same with its record, for who verifies it. */
MUST_USE enum err published_version(struct db *db, struct arena *a, int64_t round_id, int version_no,
                                    struct published_notice *ret);

/* What a list of versions says of one. */
struct published_head {
    int version_no;
    const char *title, *change_text; /* change_text "": the first */
    int64_t published_at;
};
/* All versions, the newest first; none: nothing is public.  Owner: the arena. */
MUST_USE enum err published_heads(struct db *db, struct arena *a, int64_t round_id, const struct published_head **ret,
                                  size_t *ret_len);

/* Of an earlier version, puts words in the place of those that must not be shown any more. */
MUST_USE enum err published_withhold(struct db *db, struct arena *a, struct published_notice *n);

/* Parts and pictures of a brand that was read. */
MUST_USE enum err published_brand_fill(struct db *db, struct arena *a, struct published_brand *b);
/* A brand on the list that holds.  ERR_NOT_FOUND: no such one. */
MUST_USE enum err published_line_of(struct db *db, struct arena *a, int64_t round_id, const char *brand_ref,
                                    struct published_line *ret);

/* Whether the picture, or the one of which that is the small one, belongs to a brand that stands on the list; its
 * format.  ERR_NOT_FOUND otherwise. */
MUST_USE enum err published_picture_format(struct db *db, struct arena *a, const char *sha256, const char **ret);

/* A file of a version that holds.  ERR_NOT_FOUND otherwise. */
MUST_USE enum err published_file_of(struct db *db, struct arena *a, const char *sha256, struct published_file *ret);

/* What the fingerprint covers: the notice, its paragraphs and its lines, each brand filled.  NULL when it is too long.
 * Owner: the arena. */
const char *published_record(struct arena *a, const char *round_slug, const struct published_notice *n);
/* One line of it, as published_record() writes it. */
const char *published_line_record(struct arena *a, const struct published_line *l);

#endif
