/* scan_intake.h - sealed sheets that come back as a picture or a PDF: asked for, taken, and sent out again. */
#ifndef PAGES_SCAN_INTAKE_H
#define PAGES_SCAN_INTAKE_H

#include "base/err.h"
#include "pages/plain_fields.h"
#include "pages/views.h"

struct web;

/* What is taken, in a word before the journey. */
extern const char scan_help[];

/* The control named "scan". */
struct field_view scan_field(struct arena *a, const struct typed *t);

/* After the route's prepare step scan_prepare: the file was looked at in the confined child, and what is good lies on
 * the disk.  Why there is nothing to keep, in Chinese; NULL when there is.  `is_wanted`: none at all is a fault too. */
const char *scan_refusal(struct web *w, bool is_wanted);
/* Inside the transaction: the row of the file.  *ret_sha256 is "" when none was sent. */
MUST_USE enum err scan_keep(struct web *w, const char **ret_sha256);

/* As a download that no browser runs; `name` without its ending.  ERR_NOT_FOUND: "" or no such file. */
MUST_USE enum err scan_send(struct web *w, const char *sha256, const char *name);

#endif
