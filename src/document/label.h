/* label.h - the words in the narrow label cells: broken evenly, set wide when short, （…） smaller. */
#ifndef DOCUMENT_LABEL_H
#define DOCUMENT_LABEL_H

#include "document/table.h"

struct label_style {
    enum face face;
    double size;
    double leading;
    double small_size; /* of what stands in （…） */
    bool ends_alone;   /* see label_fit */
};

struct label_fit {
    size_t max;      /* characters a line */
    bool ends_alone; /* a closing word such as 意见 has a line of its own: tall cells */
};

/* The label as one piece centred in `width` points.  A "\n" in it breaks the line; without one, Chinese is broken
 * into lines of even length, rather after whole words of two characters, and two or three characters alone are
 * spread over the width of four.  Owner: the typesetter's arena. */
struct piece label_piece(struct typesetter *t, const struct label_style *style, double width, const char *text);

/* 主要事迹 becomes 主要事迹（续）.  Owner: the arena. */
const char *label_continued(struct arena *a, const char *text);

/* Breaks a label without "\n" into lines, separated by "\n"; （…） keeps a line of its own.  Text other than
 * Chinese is left alone.  Owner: the arena. */
const char *label_broken(struct arena *a, const char *text, struct label_fit fit);

#endif
