/* pdf_cmap.h - what a CMap says: how long its codes are and which letters they mean (ISO 32000-1, 9.7.5.4, 9.10.3;
 * Adobe Technical Notes 5014 and 5411).  Runs inside the confined child. */
#ifndef MEDIA_PDF_CMAP_H
#define MEDIA_PDF_CMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum { PDF_CODE_BYTES_MAX = 4, PDF_LETTERS_MAX = 16 };

struct pdf_letters {
    uint32_t code;
    uint32_t cp[PDF_LETTERS_MAX];
    size_t len;
};

struct pdf_codespace {
    size_t bytes;
    unsigned char low[PDF_CODE_BYTES_MAX], high[PDF_CODE_BYTES_MAX];
};

struct pdf_cmap {
    struct pdf_letters *rows; /* by code */
    size_t rows_len, rows_room;
    struct pdf_codespace *spaces;
    size_t spaces_len, spaces_room;
};

/* Reads bfchar, bfrange and codespacerange; changes the bytes.  False: more than a font can have. */
bool pdf_cmap_read(struct arena *a, unsigned char *bytes, size_t len, struct pdf_cmap *ret);

/* NULL: it says nothing of this code. */
const struct pdf_letters *pdf_cmap_find(const struct pdf_cmap *m, uint32_t code);

/* How many bytes the code at `s` has, by the codespaces; 0: none fits. */
size_t pdf_cmap_code_bytes(const struct pdf_cmap *m, const unsigned char *s, size_t len);

/* UTF-16BE to code points, at most PDF_LETTERS_MAX. */
void pdf_utf16_letters(const unsigned char *s, size_t len, struct pdf_letters *ret);

#endif
