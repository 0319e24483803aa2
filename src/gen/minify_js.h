/* minify_js.h - a script for the wire: without comments and needless space, its own names short.
 *
 * It understands what our scripts are written in: ES5 with every semicolon.  Refused, with file and line: template
 * literals, arrows, let, const and class; a string, comment or bracket without end.  Names that the file's
 * functions declare become short ones, each in its own scope; names of properties and of the browser stay. */
#ifndef GEN_MINIFY_JS_H
#define GEN_MINIFY_JS_H

#include "source.h"

/* Appends the short form of `js` to `ret`.  Same bytes in, same bytes out. */
void minify_js(const struct source *js, struct buffer *ret);

#endif
