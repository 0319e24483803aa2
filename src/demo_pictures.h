/* demo_pictures.h - the pictures of the demonstration: those of sql/seed/demo and those that are drawn
 * (demo_drawing.h), all taken as uploads are before the transaction begins. */
#ifndef DEMO_PICTURES_H
#define DEMO_PICTURES_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/stage.h"
#include "media/media.h"
#include "store/evidence_store.h"

struct arena;

/* One that is stored and waits for its row. */
struct demo_picture {
    const char *name;   /* "02-brand_logo", "13-posted-1" */
    const char *ending; /* ".png" */
    int64_t byte_count; /* as it came */
    struct media_image image;
};
struct demo_pictures {
    struct demo_picture *items;
    size_t len;
};

/* Stores all that a demonstration in this stage shows in `dir`.  ERR_INTERNAL (logged): one was refused. */
MUST_USE enum err demo_pictures_take(struct arena *a, const char *dir, enum stage stage, struct demo_pictures *ret);

/* NULL: there is none. */
const struct demo_picture *demo_picture_of(const struct demo_pictures *all, const char *name);
/* As evidence keeps it. */
struct evidence_file demo_picture_file(const struct demo_picture *p);

#endif
