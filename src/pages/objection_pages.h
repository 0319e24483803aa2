/* objection_pages.h - what the pages about objections have in common. */
#ifndef PAGES_OBJECTION_PAGES_H
#define PAGES_OBJECTION_PAGES_H

#include "pages/list_asking.h"
#include "pages/plain_fields.h"
#include "pages/views.h"
#include "store/objection_store.h"

struct web;

/* A select, or radio buttons, of these choices; `t->value` is chosen. */
struct field_view choice_field(struct arena *a, const struct typed *t, struct option_view *options, size_t len);
struct field_view radio_field(struct arena *a, const struct typed *t, struct option_view *options, size_t len);
/* Every category, channel, finding, effect. */
struct option_view *category_options(struct arena *a, size_t *ret_len);
struct option_view *channel_options(struct arena *a, size_t *ret_len);
struct option_view *finding_options(struct arena *a, size_t *ret_len);
struct option_view *effect_options(struct arena *a, size_t *ret_len);

/* The query code behind a nonce that an address carries, "XXXX-XXXX"; nothing keeps either of them. */
MUST_USE enum err query_code_of(struct web *w, const char *nonce, const char **ret_code);
/* What the docket keeps of a code, as shown or as typed. */
const char *query_code_hash(struct web *w, const char *code);
/* A new nonce and the hash of its code. */
MUST_USE enum err query_code_new(struct web *w, const char **ret_nonce, const char **ret_hash);

struct tag_view objection_tag(enum objection_state s);
/* "属实，限期整改"; NULL before a conclusion. */
const char *objection_outcome(struct arena *a, enum objection_finding f, enum objection_effect e);
/* How long it is kept who sends one, by the round's setting. */
const char *objector_kept_text(const struct web *w);
/* Whether anything is kept of who sent it. */
bool objector_is_known(const struct objection *o);
extern const char objector_told_error[]; /* beside a reason that says who it was */
extern const char objector_erased[];     /* "已删除": there was somebody, and it is not kept any more who */
/* "张**", "匿名", "已删除" */
const char *objector_word(const struct objection *o);
/* "一路暖行", or that it is about the list as a whole. */
const char *objection_about(const struct objection *o);
bool objection_is_overdue(const struct web *w, const struct objection *o);
/* The duties of whoever asks, today. */
MUST_USE enum err objection_duties_now(struct web *w, struct objection_duties *ret);
/* "7月22日（周三）" of "2015-07-22"; "" for none. */
const char *day_words(struct arena *a, const char *iso);

/* The files that came with a form, after its prepare step: those taken now and those that the form brought back.
 * w->prepared. */
struct objection_intake {
    struct objection_attached files[OBJECTION_FILES_MAX + 1];
    size_t len;
    const char *refusal; /* of one, or of their number; NULL */
};
/* Takes the uploads named "files"; `may_take` false: none is looked at, and the refusal says so. */
MUST_USE enum err objection_intake_prepare(struct web *w, bool may_take, const char *refusal);
const struct kept_file_view *kept_file_views(struct web *w, const struct objection_intake *x);
extern const char objection_files_help[];

/* The docket as it is asked for by the address; for the list, the workbook and the printed register. */
struct objections_asked {
    struct list_asking k;
    const char *state;
    struct objection *rows;
    size_t len, all, open, overdue;
};
MUST_USE enum err objections_read(struct web *w, struct objections_asked *ret);
/* The printed register is complete: of more rows than these it is bound in volumes, seventy sheets each. */
enum { REGISTER_VOLUME_ROWS = 500 };
size_t register_volumes(size_t rows);

#endif
