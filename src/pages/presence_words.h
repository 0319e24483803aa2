/* presence_words.h - who else fills the form and where, as a page says it. */
#ifndef PAGES_PRESENCE_WORDS_H
#define PAGES_PRESENCE_WORDS_H

#include "pages/views.h"
#include "store/nomination_store.h"

struct web;

/* Notes that this person is at the section. */
void presence_note(struct web *w, const struct nomination *n, const char *section);
/* And that they left it. */
void presence_leave(struct web *w, const struct nomination *n, const char *section);

/* "王示例正在填写这一项（2 分钟前）；…", those at this section first, and what that means; "" when nobody is there. */
const char *presence_text(struct web *w, const struct nomination *n, const char *section);

#endif
