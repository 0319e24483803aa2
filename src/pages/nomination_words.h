/* nomination_words.h - sentences about a nomination that several pages and papers say alike. */
#ifndef PAGES_NOMINATION_WORDS_H
#define PAGES_NOMINATION_WORDS_H

#include "domain/route.h"
#include "pages/views.h"
#include "store/nomination_store.h"

struct web;

/* "自荐申报已于 6月25日（周四）24:00 截止……": why the stage does not let it. */
const char *nomination_closed_text(struct web *w);

/* What this role can do in the stage that is now. */
const char *work_now_text(struct web *w);

/* Where the paper goes, in one sentence of the round; "" while sector or district are open. */
const char *route_help(struct web *w, const struct value_list *values);

/* The body that receives the paper first. */
const char *sent_to(struct web *w, enum route route, const struct value_list *values);

/* What comes next after the submission, with the round's own dates. */
const struct step_view *next_steps(struct web *w, enum route route, const struct value_list *values, size_t *ret_len);

/* A SHA-256 in groups of eight. */
const char *fingerprint_groups(struct arena *a, const char *sha256);

#endif
