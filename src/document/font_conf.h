/* font_conf.h - a fonts.conf of our own, so that the same text looks the same on every machine. */
#ifndef DOCUMENT_FONT_CONF_H
#define DOCUMENT_FONT_CONF_H

#include "base/err.h"
#include "document/paper.h"

struct arena;

/* Complete family chains in the order body, label, title, kai: what the office configured, or the usual
 * official names, and then the fonts that cover all of GB 18030.  Owner: the arena. */
void font_chains(const struct paper_fonts *fonts, struct arena *a, const char *ret_chains[4]);

/* The text of a fonts.conf that knows only the families of `chains` in absolute `directories` (colon separated)
 * and keeps its cache under `runtime_dir`.  Owner: the arena. */
const char *font_conf_text(const char *directories, const char *const chains[4], const char *runtime_dir,
                           struct arena *a);

/* Writes it to `runtime_dir`/fonts.conf, whole or not at all.  ERR_INTERNAL (logged) otherwise. */
MUST_USE enum err font_conf_write(const char *text, const char *runtime_dir, struct arena *a, const char **ret_path);

#endif
