/* pdf_maker.h - PDFs for tests, written byte by byte, so that they may be as wrong as wanted.  Owner of every `made`:
 * the test (made_free). */
#ifndef TESTS_PDF_MAKER_H
#define TESTS_PDF_MAKER_H

#include <stdio.h>

#include "support/image_maker.h"

enum { PDF_MAKER_OBJECTS = 4096 };

struct pdf_maker {
    struct made m;
    size_t offsets[PDF_MAKER_OBJECTS];
    int count; /* one above the highest object written */
};

static inline void pdf_put(struct pdf_maker *p, const char *text)
{
    made_add(&p->m, text, strlen(text));
}

__attribute__((format(printf, 2, 3))) static inline void pdf_print(struct pdf_maker *p, const char *format, ...)
{
    char line[512];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(line, sizeof(line), format, args);
    va_end(args);
    pdf_put(p, line);
}

static inline struct pdf_maker pdf_start(const char *head)
{
    struct pdf_maker p = {.count = 1};
    pdf_put(&p, head);
    return p;
}

static inline void pdf_begin(struct pdf_maker *p, int id)
{
    assert_in_range(id, 1, PDF_MAKER_OBJECTS - 1);
    p->offsets[id] = p->m.len;
    p->count = id >= p->count ? id + 1 : p->count;
    pdf_print(p, "%d 0 obj\n", id);
}

static inline void pdf_object(struct pdf_maker *p, int id, const char *text)
{
    pdf_begin(p, id);
    pdf_put(p, text);
    pdf_put(p, "\nendobj\n");
}

/* `dict` without its brackets and without /Length. */
static inline void pdf_stream(struct pdf_maker *p, int id, const char *dict, const void *bytes, size_t len)
{
    pdf_begin(p, id);
    pdf_print(p, "<< %s /Length %zu >>\nstream\n", dict, len);
    made_add(&p->m, bytes, len);
    pdf_put(p, "\nendstream\nendobj\n");
}

/* The table of objects, the trailer and the end.  `size` 0: as many as there are. */
static inline struct made pdf_end(struct pdf_maker *p, const char *trailer, long size)
{
    size_t at = p->m.len;
    pdf_print(p, "xref\n0 %d\n0000000000 65535 f \n", p->count);
    for (int id = 1; id < p->count; id++) {
        pdf_print(p, "%010zu %05d %c \n", p->offsets[id], p->offsets[id] == 0 ? 65535 : 0,
                  p->offsets[id] == 0 ? 'f' : 'n');
    }
    pdf_print(p, "trailer\n<< /Root 1 0 R %s /Size %ld >>\nstartxref\n%zu\n%%%%EOF\n", trailer,
              size > 0 ? size : (long)p->count, at);
    struct made m = p->m;
    *p = (struct pdf_maker){.count = 1};
    return m;
}

/* Catalogue 1, page tree 2, pages from 3 on; `catalogue` and `page` are added to theirs. */
static inline void pdf_pages(struct pdf_maker *p, int pages, const char *catalogue, const char *page)
{
    pdf_begin(p, 1);
    pdf_put(p, "<< /Type /Catalog /Pages 2 0 R ");
    pdf_put(p, catalogue);
    pdf_put(p, " >>\nendobj\n");
    pdf_begin(p, 2);
    pdf_print(p, "<< /Type /Pages /Count %d /MediaBox [0 0 595 842] /Kids [", pages);
    for (int i = 0; i < pages; i++) {
        pdf_print(p, " %d 0 R", 3 + i);
    }
    pdf_put(p, " ] >>\nendobj\n");
    for (int i = 0; i < pages; i++) {
        pdf_begin(p, 3 + i);
        pdf_print(p, "<< /Type /Page /Parent 2 0 R %s >>\nendobj\n", page);
    }
}

static inline struct made make_pdf(int pages, const char *catalogue, const char *page)
{
    struct pdf_maker p = pdf_start("%PDF-1.7\n%\342\343\317\323\n");
    pdf_pages(&p, pages, catalogue, page);
    return pdf_end(&p, "", 0);
}

#endif
