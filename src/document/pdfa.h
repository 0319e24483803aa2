/* pdfa.h - what Cairo leaves out: a plain PDF becomes PDF/A-3u (ISO 19005-3). */
#ifndef DOCUMENT_PDFA_H
#define DOCUMENT_PDFA_H

#include <stddef.h>

#include "base/err.h"
#include "document/form_paper.h"

struct arena;

struct pdfa_input {
    const unsigned char *pdf; /* as Cairo wrote it */
    size_t pdf_len;
    const unsigned char *icc; /* sRGB profile */
    size_t icc_len;
    const struct paper_meta *meta;
};

/* Adds XMP, output intent, language, dates, identifier and the record as an associated file, all in memory.  The
 * same input gives the same bytes.  Owner of *ret_bytes: the arena.  ERR_INTERNAL (logged) when qpdf refuses. */
MUST_USE enum err pdfa_finish(const struct pdfa_input *in, struct arena *a, const unsigned char **ret_bytes,
                              size_t *ret_len);

#endif
