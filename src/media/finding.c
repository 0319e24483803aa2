/* finding.c - names for the log, sentences for people: reason first, then what to do (ux.md 6). */
#include "media/finding.h"

#include "base/arena.h"
#include "base/text.h"
#include "media/image.h"
#include "media/media.h"

enum { NAME_CHARS_MAX = 40 };

const char *media_finding_name(enum media_finding finding)
{
    static const char *const names[MEDIA__COUNT] = {
        "fine", "empty", "not_image", "too_big", "too_small", "truncated", "too_many_pixels", "unreadable",
    };
    return finding < MEDIA__COUNT ? names[finding] : "unknown";
}

/* Invisible characters that could turn the sentence around or hide in it. */
static bool is_hidden(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || (cp >= 0x200b && cp <= 0x200f) || (cp >= 0x2028 && cp <= 0x202e) ||
           (cp >= 0x2066 && cp <= 0x2069) || cp == 0xfeff || cp == UINT32_MAX;
}

/* The name as it may stand in a sentence: without folders, hidden characters or endless length. */
static const char *shown_name(struct arena *a, const char *filename)
{
    size_t len = strlen(filename);
    for (size_t i = len; i > 0; i--) {
        if (filename[i - 1] == '/' || filename[i - 1] == '\\') {
            filename += i;
            len -= i;
            break;
        }
    }
    char *shown = arena_alloc(a, len + 4, 1);
    size_t used = 0;
    size_t chars = 0;
    for (size_t at = 0; at < len && chars < NAME_CHARS_MAX;) {
        uint32_t cp = 0;
        size_t step = utf8_next(filename + at, len - at, &cp);
        if (!is_hidden(cp)) {
            memcpy(shown + used, filename + at, step);
            used += step;
            chars++;
        }
        at += step;
    }
    shown[used] = '\0';
    return used > 0 ? shown : "这个文件";
}

/* "2 MB", "2.4 MB", "300 KB": of 1024s, as file managers show them; rounded up so that "over" stays true. */
static const char *size_text(struct arena *a, size_t bytes)
{
    const size_t mega = 1024UL * 1024UL;
    if (bytes < mega) {
        return text_format(a, "%zu KB", (bytes + 1023) / 1024);
    }
    size_t tenths = (bytes * 10 + mega - 1) / mega;
    return tenths % 10 == 0 ? text_format(a, "%zu MB", tenths / 10)
                            : text_format(a, "%zu.%zu MB", tenths / 10, tenths % 10);
}

const char *media_finding_text(struct arena *a, const struct media_image *image, const struct image_limits *limits,
                               const char *filename)
{
    const char *name = shown_name(a, filename == NULL ? "" : filename);
    switch (image->finding) {
    case MEDIA_EMPTY: return text_format(a, "“%s”是空文件，请重新选择", name);
    case MEDIA_NOT_IMAGE: return text_format(a, "“%s”不是 PNG 或 JPG 图片，请转换后再上传", name);
    case MEDIA_TOO_BIG:
        return text_format(a, "“%s”有 %s，超过 %s，请缩小后再上传", name, size_text(a, image->source_len),
                           size_text(a, limits->bytes_max < IMAGE_INPUT_MAX ? limits->bytes_max : IMAGE_INPUT_MAX));
    case MEDIA_TOO_SMALL:
        return text_format(a, "“%s”只有 %d×%d 像素，长边不足 %d 像素，印出来不清楚，请换一张更大的图片", name,
                           image->source_width, image->source_height, limits->long_edge_min);
    case MEDIA_TRUNCATED: return text_format(a, "“%s”不完整，可能没有复制完，请找到原图重新上传", name);
    case MEDIA_TOO_MANY_PIXELS:
        return text_format(a, "“%s”的像素太多，最多 %d 万像素，请缩小后再上传", name, IMAGE_PIXELS_MAX / 10000);
    case MEDIA_UNREADABLE: return text_format(a, "“%s”打不开，请用看图软件另存为 JPG 后再上传", name);
    case MEDIA_FINE:
    case MEDIA__COUNT: break;
    }
    return "";
}
