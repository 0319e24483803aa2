/* office_sheets.h - the office's other sheets (handbook 2.6): letters, notices, and registers lying down. */
#ifndef DOCUMENT_OFFICE_SHEETS_H
#define DOCUMENT_OFFICE_SHEETS_H

#include "document/form_paper.h"
#include "document/sheets.h"

/* Draws as many sheets as it takes. */
void office_sheets_draw(struct sheets *s, const struct office_paper *in);

#endif
