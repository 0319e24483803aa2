/* form_sheets.h - the 申报表, copy by copy: cover, table, notes, and the foot of every sheet. */
#ifndef DOCUMENT_FORM_SHEETS_H
#define DOCUMENT_FORM_SHEETS_H

#include "document/form_paper.h"
#include "document/sheets.h"

/* Draws all wanted copies. */
void form_sheets_draw(struct sheets *s, const struct form_paper *in);

#endif
