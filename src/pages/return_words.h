/* return_words.h - what pages and papers say alike about a return for revision. */
#ifndef PAGES_RETURN_WORDS_H
#define PAGES_RETURN_WORDS_H

#include "pages/views.h"
#include "store/return_store.h"

struct web;

/* The label of a remark's field, "附件材料" for the files beside the form. */
const char *remark_label(const struct web *w, const char *ident);

/* The field of that ident, NULL for none (REVISION_ATTACHMENTS has none). */
const struct form_field *remark_field(const struct web *w, const char *ident);

/* The remarks in the order of the form, the files last.  `round`'s fields of other years come after them. */
const struct return_remark *remarks_in_order(struct web *w, const struct return_remark *remarks, size_t len);

/* "7月3日（周五）24:00" */
const char *return_due_words(struct web *w, const struct return_notice *t);

struct tag_view revision_tag(enum revision_state s);

/* 已改, 未改 */
struct tag_view mended_tag(bool is_mended);

/* The files beside the form as lines: of a version, or of the draft (version_id 0). */
MUST_USE enum err files_text(struct web *w, const struct nomination *n, int64_t version_id, const char **ret);

/* Whether the answer that a remark is about is not as it was in the version that was returned.  The files beside the
 * form are not compared here. */
bool remark_is_mended(struct web *w, const char *ident, const struct value_list *before, const struct value_list *now);

/* The note as the unit reads it: of a return that stands (links to its fields, 已改 and 未改 against `now`), or its
 * preview before there is one (`now` NULL). */
struct returned_note {
    const struct nomination *nomination;
    const struct return_notice *notice;
    const struct return_remark *remarks;
    size_t remarks_len;
    const struct value_list *before, *now;
};
struct returned_view returned_view_of(struct web *w, const struct returned_note *note);

/* Of a returned nomination's task list: the note, how much of each section is to be mended, and of all. */
MUST_USE enum err returned_fill_tasks(struct web *w, const struct nomination *n, const struct value_list *draft,
                                      struct nomination_view *v);

/* Of its check page: remarks about fields that say what they said. */
MUST_USE enum err returned_fill_check(struct web *w, const struct nomination *n, const struct value_list *draft,
                                      struct check_view *v);

#endif
