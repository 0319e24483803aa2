/* paper_send.h - a finished document goes to the browser, for every page that prints. */
#ifndef PAGES_PAPER_SEND_H
#define PAGES_PAPER_SEND_H

struct paper_pdf;
struct web;

/* As a download under that name; what no font could print is noted in the log. */
void paper_send(struct web *w, const struct paper_pdf *pdf, const char *filename);

#endif
