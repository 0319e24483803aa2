/* presence_words.h - who else is at a section, as a page says it. */
#ifndef PAGES_PRESENCE_WORDS_H
#define PAGES_PRESENCE_WORDS_H

#include "pages/views.h"
#include "store/nomination_store.h"

struct web;

/* Notes that this person is at the section. */
void presence_note(struct web *w, const struct nomination *n, const char *section);
/* And that they left it. */
void presence_leave(struct web *w, const struct nomination *n, const char *section);

/* "王示例正在填写这一项（2 分钟前）", a line for each, the latest first. */
const struct text_view *presence_lines(struct web *w, const struct nomination *n, const char *section, size_t *ret_len);

#endif
