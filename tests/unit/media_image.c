/* media_image.c - what comes out of image_clean, looked at with the libraries themselves. */
#include "support/image_maker.h"

#include <malloc.h>

#include "base/clock.h"
#include "media/exif.h"
#include "media/image.h"
#include "media/picture.h"
#include "media/profile.h"

enum { W = 96, H = 64 };

static void assert_quarters(const struct image_file *f, int width, int height, int tolerance)
{
    struct pixels p = any_pixels(f->bytes, f->len);
    assert_int_equal(p.width, width);
    assert_int_equal(p.height, height);
    assert_int_equal(f->width, width);
    assert_int_equal(f->height, height);
    for (int quarter = 0; quarter < 4; quarter++) {
        int x = width * (quarter % 2 == 0 ? 1 : 3) / 4;
        int y = height * (quarter < 2 ? 1 : 3) / 4;
        unsigned char want[3];
        quarter_colour(x, y, width, height, want);
        for (int k = 0; k < 3; k++) {
            assert_in_range(p.rgba[(y * width + x) * 4 + k] + 255, want[k] + 255 - tolerance,
                            want[k] + 255 + tolerance);
        }
    }
    free(p.rgba);
}

static void assert_clean_quarters(const struct made *m, bool keeps_png, enum image_kind kind, int width, int height)
{
    struct image_result r;
    assert_int_equal(image_clean(m->bytes, m->len, keeps_png, &r), MEDIA_FINE);
    assert_int_equal(r.full.kind, kind);
    assert_int_equal(r.thumb.kind, IMAGE_JPEG);
    assert_int_equal(sniff_kind(r.full.bytes, r.full.len), kind);
    assert_int_equal(sniff_kind(r.thumb.bytes, r.thumb.len), IMAGE_JPEG);
    assert_quarters(&r.full, width, height, 14);
    image_result_free(&r);
}

static enum media_finding finding_of(const unsigned char *bytes, size_t len)
{
    struct image_result r;
    enum media_finding finding = image_clean(bytes, len, false, &r);
    if (finding != MEDIA_FINE) {
        assert_null(r.full.bytes);
        assert_null(r.thumb.bytes);
    }
    image_result_free(&r);
    return finding;
}

static void a_jpeg_of_every_orientation_stands_upright(void **state)
{
    (void)state;
    for (int orientation = 0; orientation <= 8; orientation++) {
        for (int big = 0; big <= 1; big++) {
            struct made m = make_jpeg(
                &(struct jpeg_recipe){.width = W, .height = H, .orientation = orientation, .is_big_endian = big == 1});
            assert_clean_quarters(&m, false, IMAGE_JPEG, W, H);
            made_free(&m);
        }
    }
}

static void a_png_of_every_orientation_stands_upright(void **state)
{
    (void)state;
    for (int orientation = 0; orientation <= 8; orientation++) {
        struct made m = make_png(&(struct png_recipe){
            .width = W, .height = H, .orientation = orientation, .colour_type = PNG_COLOR_TYPE_RGB, .depth = 8});
        assert_clean_quarters(&m, true, IMAGE_PNG, W, H);
        assert_clean_quarters(&m, false, IMAGE_JPEG, W, H);
        made_free(&m);
    }
}

static void the_size_of_the_source_is_told_as_people_see_it(void **state)
{
    (void)state;
    struct made m = make_jpeg(&(struct jpeg_recipe){.width = W, .height = H, .orientation = 6});
    struct image_result r;
    assert_int_equal(image_clean(m.bytes, m.len, false, &r), MEDIA_FINE);
    assert_int_equal(r.source_width, W);
    assert_int_equal(r.source_height, H);
    assert_int_equal(r.orientation, 6);
    image_result_free(&r);
    made_free(&m);
}

/* Only what a baseline picture needs: no application segment but JFIF's own, no comment. */
static void assert_bare_jpeg(const struct image_file *f)
{
    bool saw_frame = false;
    for (size_t at = 2; at + 4 <= f->len;) {
        assert_int_equal(f->bytes[at], 0xff);
        unsigned marker = f->bytes[at + 1];
        size_t len = ((size_t)f->bytes[at + 2] << 8) | f->bytes[at + 3];
        if (marker == 0xda) {
            break;
        }
        assert_true(marker == 0xe0 || marker == 0xdb || marker == 0xc4 || marker == 0xc0);
        if (marker == 0xe0) {
            assert_int_equal(len, 16); /* JFIF without a thumbnail */
        }
        if (marker == 0xc0) {
            saw_frame = true;
            assert_int_equal(f->bytes[at + 9], 3);     /* components */
            assert_int_equal(f->bytes[at + 11], 0x22); /* 4:2:0 */
            assert_int_equal(f->bytes[at + 14], 0x11);
            assert_int_equal(f->bytes[at + 17], 0x11);
        }
        at += 2 + len;
    }
    assert_true(saw_frame);
    assert_int_equal(f->bytes[f->len - 2], 0xff);
    assert_int_equal(f->bytes[f->len - 1], 0xd9);
}

static void assert_bare_png(const struct image_file *f)
{
    for (size_t at = 8; at + 12 <= f->len;) {
        size_t len = ((size_t)f->bytes[at] << 24) | ((size_t)f->bytes[at + 1] << 16) | ((size_t)f->bytes[at + 2] << 8) |
                     f->bytes[at + 3];
        const unsigned char *type = f->bytes + at + 4;
        assert_true(memcmp(type, "IHDR", 4) == 0 || memcmp(type, "IDAT", 4) == 0 || memcmp(type, "IEND", 4) == 0);
        at += 12 + len;
    }
}

static void places_names_comments_and_texts_do_not_pass(void **state)
{
    (void)state;
    struct made icc = make_profile("RGB ", 0x83dd);
    struct made files[2] = {
        make_jpeg(
            &(struct jpeg_recipe){.width = W, .height = H, .orientation = 1, .has_secrets = true, .profile = &icc}),
        make_png(&(struct png_recipe){.width = W,
                                      .height = H,
                                      .orientation = 1,
                                      .colour_type = PNG_COLOR_TYPE_RGB_ALPHA,
                                      .depth = 8,
                                      .alpha = 10,
                                      .has_secrets = true}),
    };
    for (size_t i = 0; i < 2; i++) {
        assert_true(bytes_contain(files[i].bytes, files[i].len, SECRET_MARK));
        struct image_result r;
        assert_int_equal(image_clean(files[i].bytes, files[i].len, false, &r), MEDIA_FINE);
        static const char *const marks[] = {SECRET_MARK, "Exif", "ns.adobe.com", "ICC_PROFILE", "eXIf", "tEXt", "zTXt"};
        for (size_t k = 0; k < sizeof(marks) / sizeof(marks[0]); k++) {
            assert_false(bytes_contain(r.full.bytes, r.full.len, marks[k]));
            assert_false(bytes_contain(r.thumb.bytes, r.thumb.len, marks[k]));
        }
        assert_bare_jpeg(&r.thumb);
        if (i == 0) {
            assert_bare_jpeg(&r.full);
        } else {
            assert_bare_png(&r.full);
        }
        image_result_free(&r);
        made_free(&files[i]);
    }
    made_free(&icc);
}

static enum media_finding with_tail(size_t which, const char *tail, size_t len)
{
    struct made file =
        which == 0
            ? make_jpeg(&(struct jpeg_recipe){.width = W, .height = H})
            : make_png(&(struct png_recipe){.width = W, .height = H, .colour_type = PNG_COLOR_TYPE_RGB, .depth = 8});
    struct image_result r;
    made_add(&file, tail, len);
    enum media_finding finding = image_clean(file.bytes, file.len, true, &r);
    if (finding == MEDIA_FINE) {
        assert_false(bytes_contain(r.full.bytes, r.full.len, SECRET_MARK));
        assert_false(bytes_contain(r.thumb.bytes, r.thumb.len, SECRET_MARK));
    }
    image_result_free(&r);
    made_free(&file);
    return finding;
}

static void what_a_camera_appends_does_not_pass(void **state)
{
    (void)state;
    static const char *const tails[] = {
        SECRET_MARK,
        "\1\2\3\4ftypmp42 a film of the moment " SECRET_MARK,
        "SEFH a trailer " SECRET_MARK " MZ PK SEFT",
        "\377\330\377\341 the depth of the scene <x:xmpmeta> " SECRET_MARK,
    };
    for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
        assert_int_equal(with_tail(0, tails[i], strlen(tails[i])), MEDIA_FINE);
        assert_int_equal(with_tail(1, tails[i], strlen(tails[i])), MEDIA_FINE);
    }
}

static void another_file_behind_a_picture_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
    } tails[] = {
        {"PK\3\4 an archive", 15},
        {"some noise PK\5\6\0\0\0\0\1\0\1\0\0\0\0\0\0\0\0\0\2\0..", 35},
        {"MZ a program", 12},
        {"\177ELF another", 12},
        {"#!/bin/sh", 9},
        {"\r\n<!DOCTYPE html>", 17},
        {"<sCript>alert(1)</script>", 25},
        {"<svg onload='alert(1)'/>", 24},
        {"\0\0<?PHP system($_GET[0]);", 25},
        {"%PDF-1.7", 8},
        {"Rar!\32\7", 6},
        {"7z\274\257\47\34", 6},
        {"\37\213\10", 3},
    };
    for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
        assert_int_equal(with_tail(0, tails[i].bytes, tails[i].len), MEDIA_TWO_FILES);
        assert_int_equal(with_tail(1, tails[i].bytes, tails[i].len), MEDIA_TWO_FILES);
    }
}

static void every_way_of_storing_colour_comes_out_right(void **state)
{
    (void)state;
    const struct jpeg_recipe recipes[] = {
        {.width = W, .height = H, .is_progressive = true},
        {.width = W, .height = H, .is_full_colour = true},
        {.width = W, .height = H, .ink = 'c'},
        {.width = W, .height = H, .ink = 'a'},
    };
    for (size_t i = 0; i < sizeof(recipes) / sizeof(recipes[0]); i++) {
        struct made m = make_jpeg(&recipes[i]);
        assert_clean_quarters(&m, false, IMAGE_JPEG, W, H);
        made_free(&m);
    }
    const struct png_recipe pngs[] = {
        {.width = W, .height = H, .colour_type = PNG_COLOR_TYPE_RGB, .depth = 16},
        {.width = W, .height = H, .colour_type = PNG_COLOR_TYPE_PALETTE, .depth = 8},
        {.width = W, .height = H, .colour_type = PNG_COLOR_TYPE_RGB, .depth = 8, .is_interlaced = true},
        {.width = W, .height = H, .colour_type = PNG_COLOR_TYPE_RGB_ALPHA, .depth = 8, .alpha = 255},
        {.width = W, .height = H, .colour_type = PNG_COLOR_TYPE_RGB_ALPHA, .depth = 16, .alpha = 255},
    };
    for (size_t i = 0; i < sizeof(pngs) / sizeof(pngs[0]); i++) {
        struct made m = make_png(&pngs[i]);
        assert_clean_quarters(&m, false, IMAGE_JPEG, W, H);
        assert_clean_quarters(&m, true, IMAGE_PNG, W, H);
        made_free(&m);
    }
}

static void grey_pictures_come_out_grey(void **state)
{
    (void)state;
    struct made files[2] = {
        make_jpeg(&(struct jpeg_recipe){.width = W, .height = H, .is_grey = true}),
        make_png(&(struct png_recipe){.width = W, .height = H, .colour_type = PNG_COLOR_TYPE_GRAY, .depth = 16}),
    };
    const unsigned char first[2] = {220 / 2 + 20 / 4 + 20 / 8, 220};
    for (size_t i = 0; i < 2; i++) {
        struct image_result r;
        assert_int_equal(image_clean(files[i].bytes, files[i].len, false, &r), MEDIA_FINE);
        struct pixels p = any_pixels(r.full.bytes, r.full.len);
        const unsigned char *at = p.rgba + ((size_t)(H / 4) * W + W / 4) * 4;
        assert_in_range(at[0], first[i] - 4, first[i] + 4);
        assert_int_equal(at[0], at[1]);
        assert_int_equal(at[1], at[2]);
        free(p.rgba);
        image_result_free(&r);
        made_free(&files[i]);
    }
}

static void a_transparent_png_stays_one_and_its_thumbnail_lies_on_white(void **state)
{
    (void)state;
    const struct png_recipe recipes[] = {
        {.width = W, .height = H, .colour_type = PNG_COLOR_TYPE_RGB_ALPHA, .depth = 8, .alpha = 0},
        {.width = W, .height = H, .colour_type = PNG_COLOR_TYPE_RGB_ALPHA, .depth = 16, .is_interlaced = true},
        {.width = W, .height = H, .colour_type = PNG_COLOR_TYPE_PALETTE, .depth = 8, .has_palette_alpha = true},
        {.width = W, .height = H, .colour_type = PNG_COLOR_TYPE_GRAY_ALPHA, .depth = 8},
    };
    for (size_t i = 0; i < sizeof(recipes) / sizeof(recipes[0]); i++) {
        struct made m = make_png(&recipes[i]);
        struct image_result r;
        assert_int_equal(image_clean(m.bytes, m.len, false, &r), MEDIA_FINE);
        assert_int_equal(r.full.kind, IMAGE_PNG);
        struct pixels full = png_pixels(r.full.bytes, r.full.len);
        struct pixels thumb = jpeg_pixels(r.thumb.bytes, r.thumb.len);
        size_t at = ((size_t)(H / 4) * W + W / 4) * 4;
        size_t opposite = ((size_t)(H * 3 / 4) * W + W * 3 / 4) * 4;
        assert_int_equal(full.rgba[at + 3], 0);
        assert_int_equal(full.rgba[opposite + 3], 255);
        assert_in_range(thumb.rgba[at], 250, 255);
        assert_in_range(thumb.rgba[at + 1], 250, 255);
        assert_in_range(thumb.rgba[at + 2], 250, 255);
        free(full.rgba);
        free(thumb.rgba);
        image_result_free(&r);
        made_free(&m);
    }
}

static void large_pictures_are_fitted_and_small_ones_left_alone(void **state)
{
    (void)state;
    static const struct {
        int width, height, full_width, full_height, thumb_width, thumb_height;
    } rows[] = {
        {3000, 2000, 2400, 1600, 480, 320}, {1000, 6000, 400, 2400, 80, 480}, {2400, 2400, 2400, 2400, 480, 480},
        {2401, 1, 2400, 1, 480, 1},         {481, 7, 481, 7, 480, 7},         {1, 1, 1, 1, 1, 1},
        {20000, 2, 2400, 1, 480, 1},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct made files[2] = {
            make_jpeg(&(struct jpeg_recipe){.width = rows[i].width, .height = rows[i].height}),
            make_png(&(struct png_recipe){
                .width = rows[i].width, .height = rows[i].height, .colour_type = PNG_COLOR_TYPE_RGB, .depth = 8}),
        };
        for (size_t k = 0; k < 2; k++) {
            struct image_result r;
            assert_int_equal(image_clean(files[k].bytes, files[k].len, true, &r), MEDIA_FINE);
            assert_int_equal(r.full.width, rows[i].full_width);
            assert_int_equal(r.full.height, rows[i].full_height);
            assert_int_equal(r.thumb.width, rows[i].thumb_width);
            assert_int_equal(r.thumb.height, rows[i].thumb_height);
            if (rows[i].height > 100) {
                assert_quarters(&r.full, rows[i].full_width, rows[i].full_height, 14);
                assert_quarters(&r.thumb, rows[i].thumb_width, rows[i].thumb_height, 14);
            }
            image_result_free(&r);
            made_free(&files[k]);
        }
    }
}

static void shrinking_keeps_the_mean_of_what_can_be_seen(void **state)
{
    (void)state;
    /* Two columns: one red and seen, one green and unseen.  Their mean is red, half seen; not brown. */
    static const unsigned char row[8] = {200, 0, 0, 255, 0, 200, 0, 0};
    struct shrinker s;
    struct picture p;
    assert_true(shrinker_open(&s, (struct picture_size){2, 1}, (struct picture_size){1, 1}, 4));
    shrinker_row(&s, row);
    shrinker_close(&s, &p);
    static const unsigned char want[4] = {200, 0, 0, 128};
    assert_memory_equal(p.pixels, want, 4);
    picture_free(&p);
    /* Three pixels on two: the middle one counts half on either side. */
    static const unsigned char three[9] = {0, 0, 0, 90, 90, 90, 240, 240, 240};
    assert_true(shrinker_open(&s, (struct picture_size){3, 1}, (struct picture_size){2, 1}, 3));
    shrinker_row(&s, three);
    shrinker_close(&s, &p);
    assert_int_equal(p.pixels[0], 30);
    assert_int_equal(p.pixels[3], 190);
    picture_free(&p);
}

/* Memcheck suspects libjpeg's vector code of passing on what memory held before; this is the proof that it does not. */
static void the_same_picture_gives_the_same_bytes_whatever_memory_held(void **state)
{
    (void)state;
    const struct jpeg_recipe recipes[] = {
        {.width = 3001, .height = 1999, .orientation = 8},
        {.width = 40, .height = 30, .is_progressive = true},
        {.width = 41, .height = 31},
        {.width = 17, .height = 2, .ink = 'a'},
    };
    for (size_t i = 0; i < sizeof(recipes) / sizeof(recipes[0]); i++) {
        struct made m = make_jpeg(&recipes[i]);
        struct image_result first;
        struct image_result second;
        (void)mallopt(M_PERTURB, 0x5a);
        assert_int_equal(image_clean(m.bytes, m.len, false, &first), MEDIA_FINE);
        (void)mallopt(M_PERTURB, 0xff);
        assert_int_equal(image_clean(m.bytes, m.len, false, &second), MEDIA_FINE);
        (void)mallopt(M_PERTURB, 0);
        assert_int_equal(first.full.len, second.full.len);
        assert_memory_equal(first.full.bytes, second.full.bytes, first.full.len);
        assert_int_equal(first.thumb.len, second.thumb.len);
        assert_memory_equal(first.thumb.bytes, second.thumb.bytes, first.thumb.len);
        image_result_free(&first);
        image_result_free(&second);
        made_free(&m);
    }
}

static void a_dropped_wide_profile_is_told_and_srgb_is_not(void **state)
{
    (void)state;
    static const struct {
        const char *space;
        uint32_t red_x;
        bool is_told;
    } rows[] = {{"RGB ", 0x6fa2, false}, {"RGB ", 0x6fa5, false}, {"RGB ", 0x83dd, true}, {"CMYK", 0x9c18, true}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct made icc = make_profile(rows[i].space, rows[i].red_x);
        struct made jpeg = make_jpeg(&(struct jpeg_recipe){.width = W, .height = H, .profile = &icc});
        struct made packed = make_packed_zeros(1);
        struct image_result r;
        assert_int_equal(image_clean(jpeg.bytes, jpeg.len, false, &r), MEDIA_FINE);
        assert_int_equal(r.profile_dropped, rows[i].is_told);
        image_result_free(&r);
        for (size_t cut = 0; cut < icc.len; cut++) {
            (void)profile_is_other_than_srgb(icc.bytes, cut); /* reads no further than it may: seen by the sanitizer */
        }
        made_free(&packed);
        made_free(&jpeg);
        made_free(&icc);
    }
}

static void a_packed_profile_in_a_png_is_told_too(void **state)
{
    (void)state;
    for (int wide = 0; wide <= 1; wide++) {
        struct made icc = make_profile("RGB ", wide == 1 ? 0x83dd : 0x6fa2);
        unsigned char packed[1024] = "name";
        uLongf packed_len = sizeof(packed) - 6;
        assert_int_equal(compress2(packed + 6, &packed_len, icc.bytes, icc.len, 9), Z_OK);
        struct made plain =
            make_png(&(struct png_recipe){.width = W, .height = H, .colour_type = PNG_COLOR_TYPE_RGB, .depth = 8});
        struct made m = {0};
        made_add(&m, plain.bytes, 8 + 25);
        png_add_chunk(&m, "iCCP", packed, packed_len + 6);
        made_add(&m, plain.bytes + 33, plain.len - 33);
        struct image_result r;
        assert_int_equal(image_clean(m.bytes, m.len, false, &r), MEDIA_FINE);
        assert_int_equal(r.profile_dropped, wide == 1);
        image_result_free(&r);
        made_free(&m);
        made_free(&plain);
        made_free(&icc);
    }
}

static void a_damaged_exif_means_upright(void **state)
{
    (void)state;
    for (int big = 0; big <= 1; big++) {
        struct made whole = make_exif(6, big == 1);
        assert_int_equal(exif_orientation(whole.bytes, whole.len), 6);
        for (size_t cut = 0; cut < 8 + 2 + 12; cut++) {
            unsigned char *copy = malloc(cut + 1);
            assert_non_null(copy);
            memcpy(copy, whole.bytes, cut);
            assert_int_equal(exif_orientation(copy, cut), 1);
            free(copy);
        }
        made_free(&whole);
    }
    static const struct {
        const char *what;
        unsigned char bytes[22];
    } rows[] = {
        {"orientation 0", "II*\0\10\0\0\0\1\0\x12\1\3\0\1\0\0\0\0\0\0"},
        {"orientation 9", "II*\0\10\0\0\0\1\0\x12\1\3\0\1\0\0\0\11\0\0"},
        {"a long instead of a short", "II*\0\10\0\0\0\1\0\x12\1\4\0\1\0\0\0\6\0\0"},
        {"two values", "II*\0\10\0\0\0\1\0\x12\1\3\0\2\0\0\0\6\0\0"},
        {"a directory inside the header", "II*\0\4\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0"},
        {"a directory beyond the end", "II*\0\377\377\377\377\1\0\x12\1\3\0\1\0\0\0\6\0"},
        {"another magic", "II+\0\10\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_int_equal(exif_orientation(rows[i].bytes, sizeof(rows[i].bytes)), 1);
    }
    /* A count far above what follows reads what is there. */
    static const unsigned char bragging[22] = "II*\0\10\0\0\0\377\377\x12\1\3\0\1\0\0\0\6\0\0";
    assert_int_equal(exif_orientation(bragging, sizeof(bragging)), 6);
}

static void a_picture_cut_anywhere_is_refused(void **state)
{
    (void)state;
    struct made files[4] = {
        make_jpeg(&(struct jpeg_recipe){.width = 40, .height = 30, .orientation = 6}),
        make_jpeg(&(struct jpeg_recipe){.width = 40, .height = 30, .is_progressive = true}),
        make_png(&(struct png_recipe){.width = 40, .height = 30, .colour_type = PNG_COLOR_TYPE_RGB, .depth = 8}),
        make_png(&(struct png_recipe){
            .width = 40, .height = 30, .colour_type = PNG_COLOR_TYPE_RGB, .depth = 8, .is_interlaced = true}),
    };
    for (size_t i = 0; i < 4; i++) {
        for (size_t cut = 0; cut < files[i].len; cut++) {
            unsigned char *copy = malloc(cut + 1);
            assert_non_null(copy);
            memcpy(copy, files[i].bytes, cut);
            enum media_finding finding = finding_of(copy, cut);
            free(copy);
            if (cut == 0) {
                assert_int_equal(finding, MEDIA_EMPTY);
            } else if (cut < (i < 2 ? 3 : 8)) {
                assert_int_equal(finding, MEDIA_NOT_IMAGE);
            } else {
                assert_int_equal(finding, MEDIA_TRUNCATED);
            }
        }
        assert_int_equal(finding_of(files[i].bytes, files[i].len), MEDIA_FINE);
        made_free(&files[i]);
    }
}

static void a_jpeg_that_ends_among_its_pixels_is_refused(void **state)
{
    (void)state;
    struct made m = make_jpeg(&(struct jpeg_recipe){.width = 800, .height = 600});
    size_t half = m.len / 2;
    struct made cut = {0};
    made_add(&cut, m.bytes, half);
    made_add(&cut, "\377\331", 2); /* an end mark in the middle of the pixels */
    assert_int_equal(finding_of(cut.bytes, cut.len), MEDIA_TRUNCATED);
    made_free(&cut);
    made_free(&m);
}

static void a_png_with_a_wrong_checksum_is_refused(void **state)
{
    (void)state;
    struct made m =
        make_png(&(struct png_recipe){.width = W, .height = H, .colour_type = PNG_COLOR_TYPE_RGB, .depth = 8});
    m.bytes[m.len - 20] ^= 1;
    assert_int_equal(finding_of(m.bytes, m.len), MEDIA_UNREADABLE);
    made_free(&m);
}

static void sizes_are_judged_before_pixels(void **state)
{
    (void)state;
    static const struct {
        uint32_t width, height;
        enum media_finding finding;
    } rows[] = {
        {30000, 30000, MEDIA_TOO_MANY_PIXELS},
        {8000, 5001, MEDIA_TOO_MANY_PIXELS},
        {30001, 1, MEDIA_TOO_MANY_PIXELS},
        {1, 0x7fffffff, MEDIA_TOO_MANY_PIXELS},
        {0, 5, MEDIA_UNREADABLE},
        {5, 0, MEDIA_UNREADABLE},
        {0xffffffff, 0xffffffff, MEDIA_TOO_MANY_PIXELS},
        {0x10000, 0x10000, MEDIA_TOO_MANY_PIXELS},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct made m = make_png_of_zeros(make_png_start(rows[i].width, rows[i].height, 8, PNG_COLOR_TYPE_RGB, 0), 100);
        int64_t from = clock_monotonic_us();
        assert_int_equal(finding_of(m.bytes, m.len), rows[i].finding);
        assert_in_range(clock_monotonic_us() - from, 0, 100000);
        made_free(&m);
    }
    /* A JPEG's frame may declare up to 65,535 either way. */
    struct made jpeg = make_jpeg(&(struct jpeg_recipe){.width = W, .height = H});
    for (size_t i = 0; i + 9 < jpeg.len; i++) {
        if (jpeg.bytes[i] == 0xff && jpeg.bytes[i + 1] == 0xc0) {
            memset(jpeg.bytes + i + 5, 0xff, 4);
            break;
        }
    }
    struct image_result r;
    assert_int_equal(image_clean(jpeg.bytes, jpeg.len, false, &r), MEDIA_TOO_MANY_PIXELS);
    assert_int_equal(r.source_width, 65535);
    assert_int_equal(r.source_height, 65535);
    made_free(&jpeg);
}

static void other_kinds_and_odd_ones_are_refused(void **state)
{
    (void)state;
    struct made jpeg = make_jpeg(&(struct jpeg_recipe){.width = W, .height = H});
    struct made arithmetic = make_jpeg(&(struct jpeg_recipe){.width = W, .height = H, .is_arithmetic = true});
    struct made page = {0};
    made_add(&page, "<html><body>", 12);
    made_add(&page, jpeg.bytes, jpeg.len);
    struct made headless = {0};
    made_add(&headless, "\211PNG\r\n\032\n", 8);
    png_add_chunk(&headless, "IDAT", "x", 1);
    png_add_chunk(&headless, "IEND", "", 0);
    struct made bad_type = make_png_of_zeros(make_png_start(W, H, 8, 5, 0), 10000);
    struct made too_little = make_png_of_zeros(make_png_start(W, H, 8, PNG_COLOR_TYPE_RGB, 0), 100);
    struct made no_palette = make_png_of_zeros(make_png_start(W, H, 8, PNG_COLOR_TYPE_PALETTE, 0), 10000);
    const struct {
        const void *bytes;
        size_t len;
        enum media_finding finding;
    } rows[] = {
        {"", 0, MEDIA_EMPTY},
        {"GIF89a\1\0\1\0\0\0\0;", 14, MEDIA_NOT_IMAGE},
        {"%PDF-1.7\n%\342\343", 11, MEDIA_NOT_IMAGE},
        {"BM\36\0\0\0\0\0\0\0", 10, MEDIA_NOT_IMAGE},
        {"RIFF\0\0\0\0WEBP", 12, MEDIA_NOT_IMAGE},
        {"\0\0\0\x1c"
         "ftypheic",
         12, MEDIA_NOT_IMAGE},
        {"\0\0\0\0\0\0\0\0", 8, MEDIA_NOT_IMAGE},
        {"\377\330\377", 3, MEDIA_TRUNCATED},
        {"\377\330\377\377\377\377\377\377\377", 9, MEDIA_TRUNCATED},
        {page.bytes, page.len, MEDIA_NOT_IMAGE},
        {arithmetic.bytes, arithmetic.len, MEDIA_UNREADABLE},
        {headless.bytes, headless.len, MEDIA_UNREADABLE},
        {bad_type.bytes, bad_type.len, MEDIA_UNREADABLE},
        {too_little.bytes, too_little.len, MEDIA_UNREADABLE},
        {no_palette.bytes, no_palette.len, MEDIA_UNREADABLE},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_int_equal(finding_of(rows[i].bytes, rows[i].len), rows[i].finding);
    }
    made_free(&jpeg);
    made_free(&arithmetic);
    made_free(&page);
    made_free(&headless);
    made_free(&bad_type);
    made_free(&too_little);
    made_free(&no_palette);
}

static void a_jpeg_of_a_thousand_scans_is_refused_at_once(void **state)
{
    (void)state;
    struct made m = make_jpeg_of_many_scans(2000, 2000, 1000);
    int64_t from = clock_monotonic_us();
    assert_int_equal(finding_of(m.bytes, m.len), MEDIA_UNREADABLE);
    assert_in_range(clock_monotonic_us() - from, 0, 3000000);
    made_free(&m);
}

static void the_kind_is_what_the_first_bytes_say(void **state)
{
    (void)state;
    static const unsigned char png[] = "\211PNG\r\n\032\n";
    assert_int_equal(sniff_kind(png, 8), IMAGE_PNG);
    assert_int_equal(sniff_kind(png, 7), IMAGE_OTHER);
    assert_int_equal(sniff_kind((const unsigned char *)"\377\330\377", 3), IMAGE_JPEG);
    assert_int_equal(sniff_kind((const unsigned char *)"\377\330", 2), IMAGE_OTHER);
    assert_int_equal(sniff_kind((const unsigned char *)" \377\330\377", 4), IMAGE_OTHER);
    assert_string_equal(image_kind_mime(IMAGE_PNG), "image/png");
    assert_string_equal(image_kind_mime(IMAGE_JPEG), "image/jpeg");
    assert_string_equal(image_kind_mime(IMAGE_OTHER), "application/octet-stream");
    assert_string_equal(image_kind_ending(IMAGE_JPEG), "jpg");
    assert_string_equal(image_kind_ending(IMAGE_PNG), "png");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_jpeg_of_every_orientation_stands_upright),
        cmocka_unit_test(a_png_of_every_orientation_stands_upright),
        cmocka_unit_test(the_size_of_the_source_is_told_as_people_see_it),
        cmocka_unit_test(places_names_comments_and_texts_do_not_pass),
        cmocka_unit_test(what_a_camera_appends_does_not_pass),
        cmocka_unit_test(another_file_behind_a_picture_is_refused),
        cmocka_unit_test(every_way_of_storing_colour_comes_out_right),
        cmocka_unit_test(grey_pictures_come_out_grey),
        cmocka_unit_test(a_transparent_png_stays_one_and_its_thumbnail_lies_on_white),
        cmocka_unit_test(large_pictures_are_fitted_and_small_ones_left_alone),
        cmocka_unit_test(shrinking_keeps_the_mean_of_what_can_be_seen),
        cmocka_unit_test(the_same_picture_gives_the_same_bytes_whatever_memory_held),
        cmocka_unit_test(a_dropped_wide_profile_is_told_and_srgb_is_not),
        cmocka_unit_test(a_packed_profile_in_a_png_is_told_too),
        cmocka_unit_test(a_damaged_exif_means_upright),
        cmocka_unit_test(a_picture_cut_anywhere_is_refused),
        cmocka_unit_test(a_jpeg_that_ends_among_its_pixels_is_refused),
        cmocka_unit_test(a_png_with_a_wrong_checksum_is_refused),
        cmocka_unit_test(sizes_are_judged_before_pixels),
        cmocka_unit_test(other_kinds_and_odd_ones_are_refused),
        cmocka_unit_test(a_jpeg_of_a_thousand_scans_is_refused_at_once),
        cmocka_unit_test(the_kind_is_what_the_first_bytes_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
