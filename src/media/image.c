/* image.c - read, turn, encode: the order of the work, whatever the kind. */
#include "media/image.h"

#include <stdint.h>
#include <stdlib.h>

#include "media/codec.h"
#include "media/polyglot.h"

enum media_finding image_size_finding(uint32_t width, uint32_t height)
{
    if (width == 0 || height == 0) {
        return MEDIA_UNREADABLE;
    }
    if (width > IMAGE_EDGE_MAX || height > IMAGE_EDGE_MAX || (uint64_t)width * height > IMAGE_PIXELS_MAX) {
        return MEDIA_TOO_MANY_PIXELS;
    }
    return MEDIA_FINE;
}

static bool write_thumb(const struct picture *p, struct image_file *ret)
{
    struct picture thumb = {0};
    bool is_written =
        picture_shrink_copy(p, IMAGE_THUMB_EDGE, &thumb) && picture_lay_on_white(&thumb) && jpeg_write(&thumb, ret);
    picture_free(&thumb);
    return is_written;
}

/* `p` is used up. */
static bool write_full(struct picture *p, bool is_png, struct image_file *ret)
{
    return is_png ? png_write(p, ret) : picture_lay_on_white(p) && jpeg_write(p, ret);
}

static enum media_finding encode(struct decoded *d, bool may_be_png, bool keeps_png, struct image_result *ret)
{
    bool is_transparent = picture_is_transparent(&d->picture);
    bool is_png = may_be_png && (keeps_png || is_transparent);
    if (!is_transparent && !picture_lay_on_white(&d->picture)) {
        return MEDIA_TOO_MANY_PIXELS; /* an opaque fourth channel is only weight */
    }
    if (!picture_turn_upright(&d->picture, d->orientation) || !write_thumb(&d->picture, &ret->thumb) ||
        !write_full(&d->picture, is_png, &ret->full)) {
        return MEDIA_TOO_MANY_PIXELS;
    }
    return MEDIA_FINE;
}

enum media_finding image_clean(const unsigned char *bytes, size_t len, bool keeps_png, struct image_result *ret)
{
    *ret = (struct image_result){.orientation = 1};
    if (len == 0) {
        return MEDIA_EMPTY;
    }
    if (len > IMAGE_INPUT_MAX) {
        return MEDIA_TOO_BIG;
    }
    enum image_kind kind = sniff_kind(bytes, len);
    if (kind == IMAGE_OTHER) {
        return MEDIA_NOT_IMAGE;
    }
    struct decoded d = {.orientation = 1};
    enum media_finding finding = kind == IMAGE_PNG ? png_read(bytes, len, &d) : jpeg_read(bytes, len, &d);
    bool is_sideways = d.orientation >= 5;
    ret->orientation = d.orientation;
    ret->source_width = is_sideways ? d.height : d.width;
    ret->source_height = is_sideways ? d.width : d.height;
    ret->profile_dropped = d.profile_dropped;
    if (finding == MEDIA_FINE && (polyglot_is_archive(bytes, len) || polyglot_is_behind(bytes + d.end, len - d.end))) {
        finding = MEDIA_TWO_FILES;
    }
    if (finding == MEDIA_FINE) {
        finding = encode(&d, kind == IMAGE_PNG, keeps_png, ret);
    }
    picture_free(&d.picture);
    if (finding != MEDIA_FINE) {
        free(ret->full.bytes);
        free(ret->thumb.bytes);
        ret->full = (struct image_file){0};
        ret->thumb = (struct image_file){0};
    }
    return finding;
}

void image_result_free(struct image_result *r)
{
    free(r->full.bytes);
    free(r->thumb.bytes);
    *r = (struct image_result){0};
}
