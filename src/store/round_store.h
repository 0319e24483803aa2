/* round_store.h - the current round with everything it owns, read once and shared by all requests. */
#ifndef STORE_ROUND_STORE_H
#define STORE_ROUND_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "domain/form_rules.h"
#include "domain/route.h"
#include "domain/stage.h"
#include "domain/workday.h"

struct arena;
struct db;

struct setting {
    const char *key, *value;
};
struct stage_text {
    const char *summary, *before, *open, *after;
};
struct condition {
    const char *name, *text;
};
struct district {
    int64_t id;
    const char *code, *name, *office_name;
    bool needs_local_opinion;
};
struct sector {
    int64_t id;
    const char *code, *name, *authority_name;
};
struct places {
    int min, max;
};
struct form_section {
    const char *code, *part, *title, *hint, *intro, *advice;
};
struct copy_keeper {
    int copy_no;
    enum route route;
    const char *keeper;
};

/* All text is owned by the arena it was read with.  Lists are in the round's own order. */
struct round {
    int64_t id;
    const char *slug, *batch_label, *title;
    int year;
    day_no reference_day;
    struct stage_window windows[STAGE__COUNT];
    struct stage_text texts[STAGE__COUNT]; /* by stage */
    size_t windows_len;
    struct setting *settings;
    size_t settings_len;
    struct condition *conditions;
    size_t conditions_len;
    struct district *districts;
    size_t districts_len;
    struct sector *sectors;
    size_t sectors_len;
    struct places sector_places, district_places;
    struct calendar calendar;
    struct form_section *sections;
    size_t sections_len;
    struct form_field *fields;
    size_t fields_len;
    struct opinion_wording opinions[OPINION__COUNT];
    const char **notes;
    size_t notes_len;
    struct copy_keeper *keepers;
    size_t keepers_len;
};

/* Reads the current round.  ERR_NOT_FOUND when the database holds none. */
MUST_USE enum err round_load(struct db *db, struct arena *a, struct round *ret);

/* A setting's value, or "". */
const char *round_text(const struct round *r, const char *key);

/* NULL when there is none.  A sector code "none" (非参创行业) has none. */
const struct district *round_district(const struct round *r, const char *code);
const struct sector *round_sector(const struct round *r, const char *code);
const struct form_section *round_section(const struct round *r, const char *code);

struct notice {
    int64_t id;
    const char *ref, *title, *title_lines, *issuer, *issued_on;
    int64_t published_at; /* of notice_by_ref() alone */
};
struct notice_paragraph {
    const char *kind, *text;
};

/* Published notices, newest first. */
MUST_USE enum err notice_list(struct db *db, struct arena *a, int64_t round_id, int64_t now, struct notice **ret,
                              size_t *ret_len);
/* ERR_NOT_FOUND when there is none or it is not published yet. */
MUST_USE enum err notice_by_ref(struct db *db, struct arena *a, const char *ref, int64_t now, struct notice *ret);
MUST_USE enum err notice_paragraphs(struct db *db, struct arena *a, int64_t notice_id, struct notice_paragraph **ret,
                                    size_t *ret_len);

#endif
