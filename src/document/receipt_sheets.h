/* receipt_sheets.h - the 提交回执 and 受理回执. */
#ifndef DOCUMENT_RECEIPT_SHEETS_H
#define DOCUMENT_RECEIPT_SHEETS_H

#include "document/form_paper.h"
#include "document/sheets.h"

/* Draws the receipt: one sheet, more only when its lists do not fit. */
void receipt_sheets_draw(struct sheets *s, const struct receipt_paper *in);

#endif
