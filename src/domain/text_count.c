/* text_count.c */
#include "domain/text_count.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

struct range {
    uint32_t first, last;
};

/* Unicode White_Space. */
static const struct range spaces[] = {
    {0x0009, 0x000D}, {0x0020, 0x0020}, {0x0085, 0x0085}, {0x00A0, 0x00A0}, {0x1680, 0x1680},
    {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000},
};

/* Controls, format characters, combining marks, conjoining vowels and finals of hangul, fillers, variation
 * selectors, noncharacters of the first plane, tags. */
static const struct range skipped[] = {
    {0x0000, 0x0008}, {0x000E, 0x001F}, {0x007F, 0x0084},   {0x0086, 0x009F}, {0x00AD, 0x00AD}, {0x0300, 0x036F},
    {0x061C, 0x061C}, {0x115F, 0x11FF}, {0x180B, 0x180F},   {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F},
    {0x202A, 0x202E}, {0x2060, 0x206F}, {0x20D0, 0x20FF},   {0x302A, 0x302F}, {0x3099, 0x309A}, {0x3164, 0x3164},
    {0xD7B0, 0xD7FF}, {0xFDD0, 0xFDEF}, {0xFE00, 0xFE0F},   {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0},
    {0xFFF9, 0xFFFC}, {0xFFFE, 0xFFFF}, {0xE0000, 0xE0FFF},
};

/* What is Chinese, Japanese or Korean, and the punctuation that Chinese typesetting sets full-width.  Symbols that
 * other scripts share (· ℃ × ①) stay in runs, as in the page's script.  The private area of the first plane is where
 * offices keep the hand-made characters of names.  Searched after the tables above, which punch holes into it. */
static const struct range wide[] = {
    {0x1100, 0x115E},   /* hangul initials */
    {0x2014, 0x2015},   /* — */
    {0x2018, 0x2019},   /* ‘ ’ */
    {0x201C, 0x201D},   /* “ ” */
    {0x2025, 0x2026},   /* … */
    {0x2E3A, 0x2E3B},   /* ⸺ ⸻ */
    {0x2E80, 0x9FFF},   /* radicals, CJK punctuation, kana, bopomofo, strokes, compatibility, unified, extension A */
    {0xA960, 0xA97F},   /* hangul initials, extended */
    {0xAC00, 0xD7AF},   /* hangul syllables */
    {0xE000, 0xF8FF},   /* private use */
    {0xF900, 0xFAFF},   /* compatibility ideographs */
    {0xFE10, 0xFE1F},   /* vertical forms */
    {0xFE30, 0xFE6F},   /* compatibility and small forms */
    {0xFF00, 0xFFEF},   /* full-width and half-width forms */
    {0x1AFF0, 0x1B16F}, /* kana supplements */
    {0x1F200, 0x1F2FF}, /* enclosed ideographs */
    {0x20000, 0x3FFFD}, /* planes 2 and 3: extensions B to H and what comes */
};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* `ranges` ascend and do not touch. */
static bool is_in(const struct range *ranges, size_t count, uint32_t cp)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (cp < ranges[mid].first) {
            high = mid;
        } else if (cp > ranges[mid].last) {
            low = mid + 1;
        } else {
            return true;
        }
    }
    return false;
}

/* Most of what is written here is hanzi, then ASCII: no need to search the tables for them. */
static bool is_hanzi(uint32_t cp)
{
    return cp >= 0x3400 && cp <= 0x9FFF;
}

static bool is_ascii_mark(uint32_t cp)
{
    return cp > 0x20 && cp < 0x7F;
}

static bool is_space(uint32_t cp)
{
    return cp <= 0x3000 && !is_ascii_mark(cp) && is_in(spaces, COUNT_OF(spaces), cp);
}

enum zi_class zi_class_of(uint32_t cp)
{
    if (is_hanzi(cp)) {
        return ZI_WIDE;
    }
    if (is_ascii_mark(cp)) {
        return ZI_RUN;
    }
    if (is_in(spaces, COUNT_OF(spaces), cp)) {
        return ZI_SPACE;
    }
    if (is_in(skipped, COUNT_OF(skipped), cp) || (cp <= 0x10FFFF && (cp & 0xFFFE) == 0xFFFE)) {
        return ZI_SKIPPED;
    }
    return is_in(wide, COUNT_OF(wide), cp) ? ZI_WIDE : ZI_RUN;
}

size_t zi_count(const char *utf8)
{
    size_t count = 0;
    size_t len = strlen(utf8);
    bool is_in_run = false;
    for (size_t i = 0; i < len;) {
        uint32_t cp = 0;
        i += utf8_next(utf8 + i, len - i, &cp);
        enum zi_class class = zi_class_of(cp);
        if (class == ZI_SKIPPED) {
            continue;
        }
        if (class == ZI_WIDE || (class == ZI_RUN && !is_in_run)) {
            count++;
        }
        is_in_run = class == ZI_RUN;
    }
    return count;
}

size_t codepoint_count_nonspace(const char *utf8)
{
    size_t count = 0;
    size_t len = strlen(utf8);
    for (size_t i = 0; i < len;) {
        uint32_t cp = 0;
        i += utf8_next(utf8 + i, len - i, &cp);
        count += !is_space(cp);
    }
    return count;
}
