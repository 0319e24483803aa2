/* picture.h - a photo or logo becomes something Cairo can place; a JPEG goes into the document as it is. */
#ifndef DOCUMENT_PICTURE_H
#define DOCUMENT_PICTURE_H

#include <cairo.h>

#include "document/form_paper.h"

struct arena;

/* The picture, or NULL when its bytes are not a JPEG (grey or RGB) or PNG of the size it claims, or have more
 * than 40 million pixels.  Its bytes must live as long as the arena, which owns the surface. */
cairo_surface_t *picture_open(struct arena *a, const struct paper_image *image);

#endif
