/* typecase.h - the fonts of one worker: a font map that lives as long as the process, and four faces.
 *
 * Memory stays flat over thousands of documents only when the font map is kept (quality/PDF.md). */
#ifndef DOCUMENT_TYPECASE_H
#define DOCUMENT_TYPECASE_H

#include <pango/pangocairo.h>

#include "base/err.h"

enum face {
    FACE_BODY,  /* 仿宋 */
    FACE_LABEL, /* 黑体 */
    FACE_TITLE, /* 小标宋 */
    FACE_KAI,   /* 楷体 */
    FACE__COUNT
};

struct typecase;

/* Opens the faces from comma separated family lists, in the order of enum face.  The process's FONTCONFIG_FILE
 * says where fonts are.  ERR_INTERNAL when there is no font map. */
MUST_USE enum err typecase_open(const char *const families[FACE__COUNT], struct typecase **ret_case);
void typecase_close(struct typecase *c);

/* The context to shape with: language zh-CN, one unit is one point, no hinting, positions not rounded. */
PangoContext *typecase_context(struct typecase *c);

/* The description of `face` at `size` points; the caller frees it. */
PangoFontDescription *typecase_describe(const struct typecase *c, enum face face, double size);

#endif
