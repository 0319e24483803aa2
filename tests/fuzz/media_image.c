/* media_image.c - fuzz target: any bytes through the decoders, in process.
 * Every finding is fine; what may not happen is a crash, a leak, a read outside, or an output that is not a picture. */
#include <stdint.h>
#include <stdlib.h>

#include "media/image.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { LEN_MAX = 1 << 18 };

static void must(int is_true)
{
    if (!is_true) {
        abort();
    }
}

static void check_file(const struct image_file *f, int edge_max)
{
    must(f->bytes != NULL && f->len > SNIFF_BYTES && f->len <= IMAGE_OUTPUT_MAX);
    must(sniff_kind(f->bytes, f->len) == f->kind && f->kind != IMAGE_OTHER);
    must(f->width >= 1 && f->width <= edge_max && f->height >= 1 && f->height <= edge_max);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    if (len > LEN_MAX) {
        return 0;
    }
    struct image_result r;
    enum media_finding finding = image_clean(bytes, len, (len & 1) != 0, &r);
    must(finding < MEDIA__COUNT);
    if (finding == MEDIA_FINE) {
        must(sniff_kind(bytes, len) != IMAGE_OTHER);
        must((int64_t)r.source_width * r.source_height <= IMAGE_PIXELS_MAX);
        must(r.orientation >= 1 && r.orientation <= 8);
        check_file(&r.full, IMAGE_FULL_EDGE);
        check_file(&r.thumb, IMAGE_THUMB_EDGE);
        must(r.thumb.kind == IMAGE_JPEG);
    } else {
        must(r.full.bytes == NULL && r.thumb.bytes == NULL);
    }
    image_result_free(&r);
    return 0;
}
