/* jpeg.c - libjpeg-turbo, from memory to memory. */
#include "media/codec.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

/* The library's message numbers alone: the rest of its header uses names that banned.h forbids. */
#define JERROR_H
#define JMESSAGE(code, string) code,
enum jpeg_message {
#include <jerror.h>
};

#include "media/exif.h"
#include "media/profile.h"

/* What libjpeg may hold: a progressive 4:2:0 picture of 40 megapixels needs 120 MB of coefficients. */
enum { LIBRARY_BYTES_MAX = 150 * 1000 * 1000 };

/* The library's two structures and where its errors jump to.  Everything that must be freed hangs here, so that no
 * local variable changes between setjmp and longjmp. */
struct jpeg_failure {
    struct jpeg_error_mgr errors; /* first: the library hands back a pointer to it */
    jmp_buf escape;
    enum media_finding finding;
};

struct jpeg_reading {
    struct jpeg_failure failure;
    struct jpeg_decompress_struct in;
    struct jpeg_source_mgr source;
    size_t len;
    struct jpeg_progress_mgr progress;
    struct shrinker shrinker;
    unsigned char *row;
    unsigned char *rgb; /* a CMYK row made RGB */
    struct decoded *ret;
};

static _Noreturn void give_up(j_common_ptr any, enum media_finding finding)
{
    struct jpeg_failure *failure = (struct jpeg_failure *)(void *)any->err;
    failure->finding = finding;
    longjmp(failure->escape, 1);
}

static void on_error(j_common_ptr any)
{
    switch (any->err->msg_code) {
    case JERR_OUT_OF_MEMORY:
    case JERR_NO_BACKING_STORE:
    case JERR_IMAGE_TOO_BIG: give_up(any, MEDIA_TOO_MANY_PIXELS);
    default: give_up(any, MEDIA_UNREADABLE);
    }
}

/* The library decodes damaged data to grey mud and merely warns; we take only what is whole. */
static void on_message(j_common_ptr any, int level)
{
    if (level >= 0) {
        return;
    }
    switch (any->err->msg_code) {
    case JWRN_JPEG_EOF:
    case JWRN_HIT_MARKER: give_up(any, MEDIA_TRUNCATED);
    case JWRN_BOGUS_PROGRESSION:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_MUST_RESYNC: give_up(any, MEDIA_UNREADABLE);
    default: return; /* padding between markers, odd version numbers: cameras do that */
    }
}

static void say_nothing(j_common_ptr any)
{
    (void)any;
}

static void failure_open(struct jpeg_failure *failure)
{
    (void)jpeg_std_error(&failure->errors);
    failure->errors.error_exit = on_error;
    failure->errors.emit_message = on_message;
    failure->errors.output_message = say_nothing;
}

static void source_nothing(j_decompress_ptr in)
{
    (void)in;
}

static boolean source_is_empty(j_decompress_ptr in)
{
    give_up((j_common_ptr)in, MEDIA_TRUNCATED);
}

static void source_skip(j_decompress_ptr in, long count)
{
    if (count <= 0) {
        return;
    }
    if ((unsigned long)count > in->src->bytes_in_buffer) {
        give_up((j_common_ptr)in, MEDIA_TRUNCATED);
    }
    in->src->next_input_byte += count;
    in->src->bytes_in_buffer -= (size_t)count;
}

/* A small file can ask for thousands of passes over a large picture. */
static void on_progress(j_common_ptr any)
{
    j_decompress_ptr in = (j_decompress_ptr)any;
    if (in->input_scan_number > IMAGE_SCANS_MAX) {
        give_up(any, MEDIA_UNREADABLE);
    }
}

/* Takes from the saved markers what the picture itself depends on. */
static void read_markers(struct jpeg_reading *r)
{
    static const char exif[] = "Exif\0";         /* and the terminating NUL: six bytes    */
    static const char icc[] = "ICC_PROFILE\0\1"; /* the first part of a profile in parts  */
    const size_t icc_len = sizeof(icc);          /* the NUL stands for the count of parts */
    bool exif_seen = false;
    for (jpeg_saved_marker_ptr m = r->in.marker_list; m != NULL; m = m->next) {
        if (!exif_seen && m->marker == JPEG_APP0 + 1 && m->data_length > sizeof(exif) &&
            memcmp(m->data, exif, sizeof(exif)) == 0) {
            r->ret->orientation = exif_orientation(m->data + sizeof(exif), m->data_length - sizeof(exif));
            exif_seen = true;
        }
        if (m->marker == JPEG_APP0 + 2 && m->data_length > icc_len && memcmp(m->data, icc, icc_len - 1) == 0) {
            r->ret->profile_dropped = profile_is_other_than_srgb(m->data + icc_len, m->data_length - icc_len);
        }
    }
}

/* Lets the inverse transform do the coarse shrinking, by halves, never below the wanted size. */
static void choose_scale(struct jpeg_decompress_struct *in, struct picture_size to)
{
    unsigned denominator = 1;
    while (denominator < 8 && in->image_width / (denominator * 2) >= (unsigned)to.width &&
           in->image_height / (denominator * 2) >= (unsigned)to.height) {
        denominator *= 2;
    }
    in->scale_num = 1;
    in->scale_denom = denominator;
}

static void choose_colours(struct jpeg_reading *r)
{
    J_COLOR_SPACE stored = r->in.jpeg_color_space;
    if (stored == JCS_GRAYSCALE || stored == JCS_RGB || stored == JCS_YCbCr) {
        r->in.out_color_space = JCS_RGB;
    } else if (stored == JCS_CMYK || stored == JCS_YCCK) {
        r->in.out_color_space = JCS_CMYK;
    } else {
        give_up((j_common_ptr)&r->in, MEDIA_UNREADABLE);
    }
}

/* Adobe's programs store ink inverted, so that 255 is no ink; everyone else stores ink. */
static void cmyk_to_rgb(const struct jpeg_reading *r)
{
    unsigned flip = r->in.saw_Adobe_marker ? 0 : 255;
    for (size_t i = 0; i < r->in.output_width; i++) {
        const unsigned char *from = r->row + i * 4;
        unsigned light = from[3] ^ flip;
        for (size_t k = 0; k < 3; k++) {
            r->rgb[i * 3 + k] = (unsigned char)(((from[k] ^ flip) * light + 127) / 255);
        }
    }
}

static void read_header(struct jpeg_reading *r)
{
    r->source = (struct jpeg_source_mgr){
        .next_input_byte = r->source.next_input_byte,
        .bytes_in_buffer = r->source.bytes_in_buffer,
        .init_source = source_nothing,
        .fill_input_buffer = source_is_empty,
        .skip_input_data = source_skip,
        .resync_to_restart = jpeg_resync_to_restart,
        .term_source = source_nothing,
    };
    r->progress.progress_monitor = on_progress;
    r->in.src = &r->source;
    r->in.progress = &r->progress;
    r->in.mem->max_memory_to_use = LIBRARY_BYTES_MAX;
    jpeg_save_markers(&r->in, JPEG_APP0 + 1, 0xffff);
    jpeg_save_markers(&r->in, JPEG_APP0 + 2, 0xffff);
    (void)jpeg_read_header(&r->in, TRUE);
    enum media_finding finding = image_size_finding(r->in.image_width, r->in.image_height);
    if (finding != MEDIA_FINE) {
        give_up((j_common_ptr)&r->in, finding);
    }
    if (r->in.arith_code) {
        give_up((j_common_ptr)&r->in, MEDIA_UNREADABLE); /* no camera writes it and few programs read it */
    }
    read_markers(r);
}

static void read_pixels(struct jpeg_reading *r)
{
    struct picture_size to = picture_fit((int)r->in.image_width, (int)r->in.image_height, IMAGE_FULL_EDGE);
    choose_colours(r);
    choose_scale(&r->in, to);
    (void)jpeg_start_decompress(&r->in);
    struct picture_size from = {(int)r->in.output_width, (int)r->in.output_height};
    r->row = malloc((size_t)from.width * 4);
    r->rgb = malloc((size_t)from.width * 3);
    if (r->row == NULL || r->rgb == NULL || !shrinker_open(&r->shrinker, from, to, 3)) {
        give_up((j_common_ptr)&r->in, MEDIA_TOO_MANY_PIXELS);
    }
    bool is_ink = r->in.out_color_space == JCS_CMYK;
    while (r->in.output_scanline < r->in.output_height) {
        (void)jpeg_read_scanlines(&r->in, &r->row, 1);
        if (is_ink) {
            cmyk_to_rgb(r);
        }
        shrinker_row(&r->shrinker, is_ink ? r->rgb : r->row);
    }
    (void)jpeg_finish_decompress(&r->in);
    r->ret->end = r->len - r->source.bytes_in_buffer;
    shrinker_close(&r->shrinker, &r->ret->picture);
}

static enum media_finding read_guarded(struct jpeg_reading *r)
{
    if (setjmp(r->failure.escape) != 0) {
        return r->failure.finding;
    }
    jpeg_create_decompress(&r->in);
    read_header(r);
    read_pixels(r);
    return MEDIA_FINE;
}

enum media_finding jpeg_read(const unsigned char *bytes, size_t len, struct decoded *ret)
{
    struct jpeg_reading r = {.ret = ret, .len = len, .source = {.next_input_byte = bytes, .bytes_in_buffer = len}};
    failure_open(&r.failure);
    r.in.err = &r.failure.errors;
    enum media_finding finding = read_guarded(&r);
    ret->width = (int)r.in.image_width; /* also of a picture refused for it */
    ret->height = (int)r.in.image_height;
    jpeg_destroy_decompress(&r.in);
    shrinker_close(&r.shrinker, NULL);
    free(r.row);
    free(r.rgb);
    return finding;
}

struct jpeg_writing {
    struct jpeg_failure failure;
    struct jpeg_compress_struct out;
    const struct picture *picture;
    unsigned char *bytes;
    unsigned long len;
};

static bool write_guarded(struct jpeg_writing *w)
{
    if (setjmp(w->failure.escape) != 0) {
        return false;
    }
    const struct picture *p = w->picture;
    jpeg_create_compress(&w->out);
    jpeg_mem_dest(&w->out, &w->bytes, &w->len);
    w->out.image_width = (JDIMENSION)p->width;
    w->out.image_height = (JDIMENSION)p->height;
    w->out.input_components = 3;
    w->out.in_color_space = JCS_RGB;
    jpeg_set_defaults(&w->out); /* YCbCr, 4:2:0, one sequential scan */
    jpeg_set_quality(&w->out, IMAGE_QUALITY, TRUE);
    w->out.optimize_coding = TRUE;
    jpeg_start_compress(&w->out, TRUE);
    while (w->out.next_scanline < w->out.image_height) {
        unsigned char *row = p->pixels + (size_t)w->out.next_scanline * (size_t)p->width * 3;
        (void)jpeg_write_scanlines(&w->out, &row, 1);
    }
    jpeg_finish_compress(&w->out);
    return true;
}

bool jpeg_write(const struct picture *p, struct image_file *ret)
{
    struct jpeg_writing w = {.picture = p};
    failure_open(&w.failure);
    w.out.err = &w.failure.errors;
    bool is_written = write_guarded(&w);
    jpeg_destroy_compress(&w.out);
    if (!is_written) {
        free(w.bytes);
        return false;
    }
    *ret = (struct image_file){IMAGE_JPEG, p->width, p->height, w.bytes, w.len};
    return true;
}
