/* evidence.c */
#include "domain/evidence.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/text_clean.h"
#include "domain/text_count.h"

enum { NAME_CHARS_MAX = 120, ENDING_MAX = 5, KIB = 1024, MIB = 1024 * 1024 };

const struct evidence_kind *evidence_kind_of(const struct evidence_rules *rules, const char *ident)
{
    for (size_t i = 0; i < rules->kinds_len; i++) {
        if (strcmp(rules->kinds[i].ident, ident) == 0) {
            return &rules->kinds[i];
        }
    }
    return NULL;
}

const char *byte_text(struct arena *a, int64_t byte_count)
{
    if (byte_count < MIB) {
        return text_format(a, "%" PRId64 " KB", (byte_count + KIB - 1) / KIB);
    }
    int64_t tenths = (byte_count * 10 + MIB - 1) / MIB;
    return tenths % 10 == 0 ? text_format(a, "%" PRId64 " MB", tenths / 10)
                            : text_format(a, "%" PRId64 ".%" PRId64 " MB", tenths / 10, tenths % 10);
}

size_t evidence_count(const struct evidence_held_list *held, const char *kind)
{
    size_t count = 0;
    for (size_t i = 0; i < held->len; i++) {
        count += strcmp(held->items[i].kind, kind) == 0;
    }
    return count;
}

int64_t evidence_bytes(const struct evidence_held_list *held)
{
    int64_t sum = 0;
    for (size_t i = 0; i < held->len; i++) {
        sum += held->items[i].byte_count;
    }
    return sum;
}

/* ---- names ---- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* ".docx" of 承诺书.docx; "" where there is none: "规范2.0" has none. */
static const char *ending_of(const char *name)
{
    const char *dot = strrchr(name, '.');
    if (dot == NULL || !is_letter(dot[1]) || strlen(dot + 1) > ENDING_MAX) {
        return "";
    }
    for (const char *p = dot + 1; *p != '\0'; p++) {
        if (!is_letter(*p) && (*p < '0' || *p > '9')) {
            return "";
        }
    }
    return dot;
}

static bool is_picture_ending(const char *ending)
{
    return strcasecmp(ending, ".jpg") == 0 || strcasecmp(ending, ".jpeg") == 0 || strcasecmp(ending, ".png") == 0;
}

/* The longest prefix of at most `max` characters. */
static size_t chars_prefix(const char *s, size_t max)
{
    size_t at = 0;
    size_t len = strlen(s);
    for (size_t n = 0; n < max && at < len; n++) {
        uint32_t cp = 0;
        at += utf8_next(s + at, len - at, &cp);
    }
    return at;
}

const char *evidence_name(struct arena *a, const char *said)
{
    const char *name = said;
    for (const char *p = said; *p != '\0'; p++) {
        name = *p == '/' || *p == '\\' ? p + 1 : name;
    }
    name = text_clean_line(a, name);
    if (*name == '\0') {
        return "未命名";
    }
    const char *ending = ending_of(name);
    size_t stem = strlen(name) - strlen(ending);
    size_t cut = chars_prefix(name, NAME_CHARS_MAX - strlen(ending));
    return cut < stem ? text_format(a, "%.*s%s", (int)cut, name, ending) : name;
}

const char *evidence_download_name(struct arena *a, const char *name, const char *media_kind)
{
    const char *ending = ending_of(name);
    size_t stem = strlen(name) - strlen(ending);
    bool is_jpeg = strcmp(media_kind, "jpeg") == 0;
    const char *right = is_jpeg ? ".jpg" : strcmp(media_kind, "png") == 0 ? ".png" : ".pdf";
    if (strcasecmp(ending, right) == 0 || (is_jpeg && strcasecmp(ending, ".jpeg") == 0)) {
        return name;
    }
    return is_picture_ending(ending) ? text_format(a, "%.*s%s", (int)stem, name, right)
                                     : text_format(a, "%s%s", name, right);
}

/* ---- judging ---- */

static const char *wrong_name(struct arena *a, const struct evidence_kind *kind, const char *name, bool is_pdf)
{
    if (!kind->is_pictures) {
        return text_format(a, "“%s”不是 PDF 或图片，请转成 PDF 后再上传", name);
    }
    return is_pdf ? text_format(a, "“%s”是 PDF，%s要 JPG 或 PNG 图片，请换成图片再上传", name, kind->label)
                  : text_format(a, "“%s”不是图片，%s请上传 JPG 或 PNG 图片", name, kind->label);
}

static const char *name_refusal(struct arena *a, const struct evidence_kind *kind, const char *name)
{
    const char *ending = ending_of(name);
    bool is_pdf = strcasecmp(ending, ".pdf") == 0;
    bool may_be = *ending == '\0' || is_picture_ending(ending) || (is_pdf && !kind->is_pictures);
    return may_be ? NULL : wrong_name(a, kind, name, is_pdf);
}

static const char *size_refusal(struct arena *a, const struct evidence_rules *rules, const struct evidence_offer *offer)
{
    if (offer->byte_count <= 0) {
        return text_format(a, "“%s”是空的，请检查文件后重新选择", offer->name);
    }
    return offer->byte_count <= rules->file_bytes_max
               ? NULL
               : text_format(a, "“%s”有 %s，每个文件不超过 %s，请压缩或者拆开后再上传", offer->name,
                             byte_text(a, offer->byte_count), byte_text(a, rules->file_bytes_max));
}

/* Without the one whose place is taken. */
static struct evidence_held_list without(struct arena *a, const struct evidence_held_list *held, const char *ref)
{
    struct evidence_held *items = ARENA_ARRAY(a, struct evidence_held, held->len + 1);
    size_t len = 0;
    for (size_t i = 0; i < held->len; i++) {
        if (*ref == '\0' || strcmp(held->items[i].ref, ref) != 0) {
            items[len++] = held->items[i];
        }
    }
    return (struct evidence_held_list){items, len};
}

static const char *count_refusal(struct arena *a, const struct evidence_rules *rules, const struct evidence_kind *kind,
                                 const struct evidence_held_list *held, const struct evidence_offer *offer)
{
    if (held->len >= (size_t)rules->files_max) {
        return text_format(a, "已经有 %zu 个文件，最多 %d 个；请先删除不需要的，再上传“%s”", held->len,
                           rules->files_max, offer->name);
    }
    size_t count = evidence_count(held, kind->ident);
    if (count >= (size_t)kind->files_max) {
        return text_format(a, "%s已经有 %zu 个，最多 %d 个；请先删除不需要的，再上传“%s”", kind->label, count,
                           kind->files_max, offer->name);
    }
    int64_t sum = evidence_bytes(held) + offer->byte_count;
    return sum <= rules->total_bytes_max
               ? NULL
               : text_format(a, "加上“%s”（%s），文件合计 %s，超过 %s；请压缩，或者先删除不需要的", offer->name,
                             byte_text(a, offer->byte_count), byte_text(a, sum), byte_text(a, rules->total_bytes_max));
}

const char *evidence_refusal(struct arena *a, const struct evidence_rules *rules, const struct evidence_held_list *held,
                             const struct evidence_offer *offer)
{
    const struct evidence_kind *kind = evidence_kind_of(rules, offer->kind);
    if (kind == NULL) {
        return "没有这一类材料，请从页面上选择";
    }
    const char *said = name_refusal(a, kind, offer->name);
    said = said != NULL ? said : size_refusal(a, rules, offer);
    if (said != NULL) {
        return said;
    }
    struct evidence_held_list rest = without(a, held, offer->replaces);
    return count_refusal(a, rules, kind, &rest, offer);
}

const char *evidence_too_small(struct arena *a, const struct evidence_kind *kind, const char *name,
                               const struct evidence_picture *picture)
{
    int edge = picture->width > picture->height ? picture->width : picture->height;
    if (edge >= kind->edge_min || (kind->bytes_instead > 0 && picture->byte_count >= kind->bytes_instead)) {
        return NULL;
    }
    return text_format(a, "“%s”只有 %d×%d 像素，%s要长边不小于 %d 像素%s，请换一张更大的", name, picture->width,
                       picture->height, kind->label, kind->edge_min,
                       kind->bytes_instead == 0 ? ""
                                                : text_format(a, "，或者 %s 以上", byte_text(a, kind->bytes_instead)));
}

const char *evidence_caption_refusal(struct arena *a, const struct evidence_kind *kind, const char *caption)
{
    size_t zi = zi_count(caption);
    size_t max = (size_t)kind->caption_max;
    if (zi > max) {
        return text_format(a, "%s说明有 %zu 字，最多 %d 字，请删减 %zu 字", kind->label, zi, kind->caption_max,
                           zi - max);
    }
    return codepoint_count_nonspace(caption) <= 3 * max
               ? NULL
               : text_format(a, "%s说明太长，请删减到 %zu 个字符以内", kind->label, 3 * max);
}

const char *evidence_too_few(struct arena *a, const struct evidence_kind *kind, size_t count)
{
    return count == 0 || count >= (size_t)kind->files_min
               ? NULL
               : text_format(a, "%s有 %zu 张，要求 %d 至 %d 张", kind->label, count, kind->files_min, kind->files_max);
}
