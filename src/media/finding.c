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
        "fine",       "empty",        "not_image", "too_big",  "too_small",      "truncated", "too_many_pixels",
        "unreadable", "not_document", "locked",    "no_pages", "too_many_pages", "active",    "carries_files",
        "two_files",  "unpacks",
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
    case MEDIA_TWO_FILES: return text_format(a, "“%s”里混有别的文件，请用看图软件另存为 JPG 后再上传", name);
    case MEDIA_UNREADABLE:
    case MEDIA_UNPACKS: return text_format(a, "“%s”打不开，请用看图软件另存为 JPG 后再上传", name);
    case MEDIA_NOT_DOCUMENT:
    case MEDIA_LOCKED:
    case MEDIA_NO_PAGES:
    case MEDIA_TOO_MANY_PAGES:
    case MEDIA_ACTIVE:
    case MEDIA_CARRIES_FILES:
    case MEDIA_FINE:
    case MEDIA__COUNT: break;
    }
    return "";
}

/* What a PDF may be refused for. */
static const char *pdf_text(struct arena *a, const struct media_document *d, const struct document_limits *limits,
                            const char *name)
{
    int pages_max = limits->pages_max > 0 ? limits->pages_max : DOCUMENT_PAGES_MAX;
    switch (d->finding) {
    case MEDIA_TOO_BIG:
        return text_format(a, "“%s”有 %s，超过 %s，请压缩，或者分成几份再上传", name, size_text(a, d->source_len),
                           size_text(a, limits->bytes_max < IMAGE_INPUT_MAX ? limits->bytes_max : IMAGE_INPUT_MAX));
    case MEDIA_TRUNCATED: return text_format(a, "“%s”不完整，可能没有复制完，请找到原文件重新上传", name);
    case MEDIA_LOCKED: return text_format(a, "“%s”设了密码或者使用限制，请取消后另存为 PDF 再上传", name);
    case MEDIA_NO_PAGES: return text_format(a, "“%s”里一页也没有，请重新生成 PDF 后再上传", name);
    case MEDIA_TOO_MANY_PAGES:
        return text_format(a, "“%s”超过 %d 页，请只留需要的页，或者分成几份再上传", name, pages_max);
    case MEDIA_ACTIVE: return text_format(a, "“%s”里有会自动运行的内容，请打开它，用“打印”另存为 PDF 后再上传", name);
    case MEDIA_CARRIES_FILES:
        return text_format(a, "“%s”里夹带了别的文件，请打开它，用“打印”另存为 PDF，夹带的文件另外上传", name);
    case MEDIA_TWO_FILES: return text_format(a, "“%s”里混有别的文件，请打开它，用“打印”另存为 PDF 后再上传", name);
    case MEDIA_UNREADABLE:
    case MEDIA_UNPACKS: return text_format(a, "“%s”打不开，请用 WPS 或者浏览器重新生成 PDF 后再上传", name);
    case MEDIA_EMPTY:
    case MEDIA_NOT_IMAGE:
    case MEDIA_NOT_DOCUMENT:
    case MEDIA_TOO_SMALL:
    case MEDIA_TOO_MANY_PIXELS:
    case MEDIA_FINE:
    case MEDIA__COUNT: break;
    }
    return "";
}

const char *media_document_text(struct arena *a, const struct media_document *document,
                                const struct document_limits *limits, const char *filename)
{
    if (document->finding == MEDIA_NOT_DOCUMENT) {
        return text_format(a, "“%s”不是 PDF 或图片，请转成 PDF 后再上传",
                           shown_name(a, filename == NULL ? "" : filename));
    }
    if (document->kind == DOCUMENT_PDF && document->finding != MEDIA_NOT_IMAGE) {
        return pdf_text(a, document, limits, shown_name(a, filename == NULL ? "" : filename));
    }
    const struct media_image image = {.finding = document->finding,
                                      .source_len = document->source_len,
                                      .source_width = document->source_width,
                                      .source_height = document->source_height};
    const struct image_limits picture = {.bytes_max = limits->bytes_max};
    return media_finding_text(a, &image, &picture, filename);
}
