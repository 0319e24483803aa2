/* picture.h - decoded pixels, and the few things done to them: made smaller, turned upright, laid on white. */
#ifndef MEDIA_PICTURE_H
#define MEDIA_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 8 bits a channel, rows without padding, RGB (3) or RGBA (4, not premultiplied).  `pixels` come from malloc. */
struct picture {
    int width, height, channels;
    unsigned char *pixels;
};

struct picture_size {
    int width, height;
};

/* The size that fits `edge_max` with the shape kept; never larger than it was, never under 1. */
struct picture_size picture_fit(int width, int height, int edge_max);

/* Shrinks row by row, each pixel the exact mean of the area it covers, so that the large picture is never held. */
struct shrinker {
    struct picture to;
    struct picture_size from;
    uint32_t *across; /* one row, made narrow             */
    uint64_t *down;   /* rows added up to one row of `to` */
    uint32_t room;    /* what the row of `to` still lacks */
    int row;          /* of `to`, being added up          */
};

/* `to` must not exceed `from`, nor `from` 65,535 either way.  False: no memory. */
bool shrinker_open(struct shrinker *s, struct picture_size from, struct picture_size to, int channels);
/* Takes the next row of from.width pixels; rows after the last are ignored. */
void shrinker_row(struct shrinker *s, const unsigned char *row);
/* Frees everything but the picture, which moves to *ret (owner: the caller); ret may be NULL to drop it. */
void shrinker_close(struct shrinker *s, struct picture *ret);

/* Each of these replaces the pixels; false: no memory, and the picture is as before. */
bool picture_turn_upright(struct picture *p, int orientation); /* EXIF 1-8 */
bool picture_lay_on_white(struct picture *p);                  /* RGBA to RGB; RGB stays */
bool picture_shrink_copy(const struct picture *p, int edge_max, struct picture *ret);

/* True when some pixel can be seen through. */
bool picture_is_transparent(const struct picture *p);

void picture_free(struct picture *p);

#endif
