/* say.h - what the command line tells a person: results on standard output, complaints on standard error. */
#ifndef SAY_H
#define SAY_H

#include <stddef.h>

#include "base/err.h"

/* One line on standard output. */
__attribute__((format(printf, 1, 2))) void say(const char *fmt, ...);

/* "jianpin: ..." on standard error. */
__attribute__((format(printf, 1, 2))) void complain(const char *fmt, ...);

/* What an error means to the operator, in Chinese, with what to do. */
const char *err_sentence(enum err e);

/* Rewrites one line "label 12/345" on standard error while it is a terminal; says nothing elsewhere. */
void progress(const char *label, size_t done, size_t total);
/* Takes the line away. */
void progress_end(void);

/* Text and blanks up to `columns` on standard output; a Chinese character takes two. */
void say_cell(const char *text, int columns);

#endif
