/* evidence_pages.h - attachments as the other families need them: taken, listed, shown in records. */
#ifndef PAGES_EVIDENCE_PAGES_H
#define PAGES_EVIDENCE_PAGES_H

#include "pages/views.h"
#include "store/evidence_store.h"

struct form_section;
struct media_document;
struct web;

/* ---- taking one (evidence_intake.c) ---- */

/* A file that was sent: looked at in the confined child and kept, or refused with a sentence. */
struct evidence_taken {
    const char *refusal; /* NULL: it is kept, and may be attached */
    struct evidence_new is;
};

/* Looks at `len` bytes of `fd` and keeps what is good.  Slow: before the transaction.  ret->is holds kind, name,
 * caption and replaces already. */
MUST_USE enum err evidence_take(struct web *w, const struct evidence_rules *rules, int fd, size_t len,
                                struct evidence_taken *ret);

/* What the child made of it goes to the disk, before any row names it. */
MUST_USE enum err evidence_keep(struct web *w, struct media_document *d, struct evidence_file *ret);

/* Judges once more, on the writer, and attaches.  *ret_refusal is NULL when it is attached. */
MUST_USE enum err evidence_attach(struct web *w, const struct nomination *n, const struct evidence_rules *rules,
                                  const struct evidence_new *x, const char **ret_refusal);

/* The nomination of the path, when this unit may still change its files.  ERR_NOT_FOUND: not theirs.  ERR_CONFLICT:
 * submitted or withdrawn, or returned for revision without a word about the files. */
MUST_USE enum err evidence_nomination(struct web *w, struct nomination *ret);

/* ---- showing (evidence_views.c) ---- */

/* "2.4 MB · 18 页 · 6月17日 09:41 上传" */
const char *evidence_meta(struct web *w, const struct evidence *x);
/* Of the file, and of its small picture. */
struct url evidence_url(struct web *w, const struct nomination *n, const struct evidence *x);
struct url evidence_preview_url(struct web *w, const struct nomination *n, const struct evidence *x);

/* The form's section whose fields are files. */
bool evidence_is_section(const char *code);

/* The tag of the task list. */
MUST_USE enum err evidence_tag(struct web *w, const struct nomination *n, struct tag_view *ret);

/* Puts the files into the sections of a check page or a record. */
MUST_USE enum err evidence_show(struct web *w, const struct nomination *n, const struct evidence_list *list,
                                const struct check_section_view **sections, size_t sections_len);

/* What is said before the submission: too few photographs, captions that are missing. */
MUST_USE enum err evidence_add_warnings(struct web *w, const struct evidence_list *list, struct check_view *v);

/* The files as lines, for a comparison: the same lines are the same files. */
MUST_USE enum err evidence_text(struct web *w, const struct evidence_list *list, const char **ret);
/* Adds to the section of attachments that its lines differ.  1 when they do, else 0, as in every other section. */
size_t evidence_difference(struct web *w, const struct form_section *s, const char *before, const char *after,
                           struct version_section_view *v);

#endif
