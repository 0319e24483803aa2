/* press.h - setting type in this very process: what a paper worker does with each request. */
#ifndef DOCUMENT_PRESS_H
#define DOCUMENT_PRESS_H

#include "base/err.h"
#include "document/form_paper.h"
#include "document/typecase.h"

struct arena;
struct press;

struct press_options {
    const char *families[FACE__COUNT]; /* comma separated, complete chains */
    const char *icc_path;              /* sRGB profile; at most 1 MB */
};

/* A document as it leaves the press.  Owner of everything: the caller's arena. */
struct printed {
    const unsigned char *bytes;
    size_t len;
    unsigned pages;
    const char *missing; /* characters that no font has, each once */
};

/* Opens the fonts (the process's FONTCONFIG_FILE names them) and reads the colour profile.  ERR_INTERNAL (logged)
 * with the path and the package that ships it when the profile is not there. */
MUST_USE enum err press_open(const struct press_options *options, struct press **ret_press);
void press_close(struct press *p);

/* Sets and prints.  ERR_MALFORMED when the input contradicts itself; ERR_INTERNAL (logged) when Cairo or qpdf fail. */
MUST_USE enum err press_form(struct press *p, const struct form_paper *in, struct arena *a, struct printed *ret);
MUST_USE enum err press_receipt(struct press *p, const struct receipt_paper *in, struct arena *a, struct printed *ret);
MUST_USE enum err press_office(struct press *p, const struct office_paper *in, struct arena *a, struct printed *ret);
MUST_USE enum err press_poster(struct press *p, const struct poster_paper *in, struct arena *a, struct printed *ret);

#endif
