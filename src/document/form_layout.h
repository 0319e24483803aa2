/* form_layout.h - the rows of a form become the pages of its table (handbook 1.5). */
#ifndef DOCUMENT_FORM_LAYOUT_H
#define DOCUMENT_FORM_LAYOUT_H

#include "document/form_paper.h"
#include "document/table.h"

/* A4, points. */
#define SHEET_WIDTH   MM(210.0)
#define SHEET_HEIGHT  MM(297.0)
#define SHEET_TOP     MM(25.0)
#define SHEET_BOTTOM  MM(22.0)
#define SHEET_BINDING MM(28.0)
#define SHEET_OUTER   MM(22.0)
#define NOTES_GAP     MM(8.0) /* between the table and the notes */
#define TABLE_WIDTH   MM(160.0)
#define TABLE_HEIGHT  (SHEET_HEIGHT - SHEET_TOP - SHEET_BOTTOM)

struct form_layout {
    const struct row *rows;
    size_t rows_len;
    struct table_page *tables; /* one page each */
    size_t tables_len;
    size_t pages;       /* of one copy: the cover, the table, the notes, and a blank one where that fills a sheet */
    bool notes_share;   /* the last page of the table */
    struct marks notes; /* relative to the top left corner of the text area */
    double notes_height;
};

/* Sets the whole table and the notes once; every copy draws them from here. */
void form_lay_out(struct typesetter *t, const struct form_paper *in, struct form_layout *ret_layout);

/* Numbered paragraphs with hanging figures: "1. ...".  Returns the y below. */
double set_numbered(struct typesetter *t, const struct type_style *style, const char *const *items, size_t len,
                    struct marks *to, double y);

#endif
