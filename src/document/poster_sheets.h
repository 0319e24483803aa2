/* poster_sheets.h - the notice as a hall shows it (handbook 2.2): A3 or A4 standing, large type, one brand before all.
 */
#ifndef DOCUMENT_POSTER_SHEETS_H
#define DOCUMENT_POSTER_SHEETS_H

#include "document/form_paper.h"
#include "document/sheets.h"

/* Draws as many sheets as it takes, in the largest type that takes no more of them. */
void poster_sheets_draw(struct sheets *s, const struct poster_paper *in);

#endif
