/* label.c */
#include "document/label.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

enum { LABEL_CHARS = 64, HAN_BYTES = 3 };

/* Words that close many labels and had better not be parted. */
static const char *const closing_words[] = {"意见", "时间", "名称", "情况", "人数", "人次", "代码", "编号", "称号",
                                            "地址", "电话", "部门", "单位", "姓名", "职务", "报道", "评价", "类型",
                                            "性质", "日期", "简介", "事迹", "释义", "口号", "标识", "规范", "材料"};

static bool ends_with_word(const char *text, size_t len)
{
    for (size_t i = 0; i < sizeof closing_words / sizeof closing_words[0]; i++) {
        size_t n = strlen(closing_words[i]);
        if (len > n && memcmp(text + len - n, closing_words[i], n) == 0) {
            return true;
        }
    }
    return false;
}

/* Only three-byte characters, as ordinary labels are. */
static bool is_plain_chinese(const char *s, size_t len)
{
    for (size_t at = 0; at < len;) {
        uint32_t cp = 0;
        size_t n = utf8_next(s + at, len - at, &cp);
        if (n != HAN_BYTES || cp < 0x3000) {
            return false;
        }
        at += n;
    }
    return len > 0;
}

static bool is_no_start(const char *s)
{
    return strncmp(s, "、", HAN_BYTES) == 0 || strncmp(s, "）", HAN_BYTES) == 0 || strncmp(s, "，", HAN_BYTES) == 0;
}

struct text_maker {
    char *text;
    size_t len;
};

static void put(struct text_maker *m, const char *s, size_t len)
{
    memcpy(m->text + m->len, s, len);
    m->len += len;
}

/* The cost of a line end after `k` of `n` characters of `s`. */
static double part_cost(const char *s, size_t n, size_t k)
{
    if (k < n && is_no_start(s + k * HAN_BYTES)) {
        return 50.0;
    }
    /* Most words have two characters: what is left should be whole ones. */
    size_t rest = n - k;
    double cost = rest % 2 == 0 ? 0.0 : 0.4;
    if (rest == 1) {
        cost += 8.0;
    }
    return cost;
}

/* Even lines of `n` characters, at most `max` each: as few lines as can be, then the most even. */
static void put_even(struct text_maker *m, const char *s, size_t n, size_t max)
{
    while (n > max) {
        size_t lines = (n + max - 1) / max;
        double even = (double)n / (double)lines;
        size_t best = max;
        double best_cost = HUGE_VAL;
        for (size_t k = 1; k <= max && k < n; k++) {
            if ((n - k + max - 1) / max > lines - 1) {
                continue;
            }
            double off = fabs((double)k - even);
            bool leaves_word = ends_with_word(s, n * HAN_BYTES) && n - k == 2;
            double cost = off * (leaves_word ? 0.2 : 1.0) + part_cost(s, n, k);
            /* The shorter line first: 市行业 over 主管部门. */
            if (cost < best_cost - 1e-9) {
                best_cost = cost;
                best = k;
            }
        }
        put(m, s, best * HAN_BYTES);
        put(m, "\n", 1);
        s += best * HAN_BYTES;
        n -= best;
    }
    put(m, s, n * HAN_BYTES);
}

/* One stretch without brackets; a long one gives its closing word a line of its own. */
static void put_stretch(struct text_maker *m, const char *s, size_t len, struct label_fit fit)
{
    size_t max = fit.max;
    size_t n = len / HAN_BYTES;
    size_t lines = (n + max - 1) / max;
    bool is_free = (n - 2 + max - 1) / max + 1 <= lines && n - 2 > max;
    bool leaves_word = n > max && ends_with_word(s, len) && (fit.ends_alone || is_free);
    if (leaves_word) {
        put_even(m, s, n - 2, max);
        put(m, "\n", 1);
        put(m, s + len - 2UL * HAN_BYTES, 2UL * HAN_BYTES);
    } else {
        put_even(m, s, n, max);
    }
}

const char *label_broken(struct arena *a, const char *text, struct label_fit fit)
{
    size_t max = fit.max;
    size_t len = strlen(text);
    if (strchr(text, '\n') != NULL || max == 0 || !is_plain_chinese(text, len) ||
        (len <= max * HAN_BYTES && strstr(text, "（") == NULL)) {
        return text;
    }
    struct text_maker m = {.text = arena_alloc(a, len * 2 + 2, 1)};
    const char *s = text;
    while (*s != '\0') {
        if (m.len > 0) {
            put(&m, "\n", 1);
        }
        bool is_bracket = strncmp(s, "（", HAN_BYTES) == 0;
        const char *end = strstr(is_bracket ? s : s + HAN_BYTES, is_bracket ? "）" : "（");
        size_t n = end == NULL ? strlen(s) : (size_t)(end - s) + (is_bracket ? (size_t)HAN_BYTES : 0);
        if (is_bracket) {
            put(&m, s, n);
        } else {
            put_stretch(&m, s, n, fit);
        }
        s += n;
    }
    return m.text;
}

const char *label_continued(struct arena *a, const char *text)
{
    return text_format(a, "%s（续）", text);
}

/* Sets one line of a label, smaller until it fits, and returns the y below it. */
static double set_label_line(struct typesetter *t, const struct label_style *style, double width, const char *text,
                             struct marks *to, double y)
{
    bool is_bracket = strncmp(text, "（", HAN_BYTES) == 0;
    struct type_style s = {.face = style->face,
                           .size = is_bracket ? style->small_size : style->size,
                           .leading = is_bracket ? style->leading - (style->size - style->small_size) : style->leading,
                           .align = ALIGN_CENTRE,
                           .is_trimmed = true};
    double natural = text_width(t, &s, text);
    double room = width - 2.0;
    if (is_bracket && natural > room && natural <= room * 1.3) {
        s.size *= room / natural;
    }
    struct lines lines = set_lines(t, &s, width, text);
    struct lines *kept = ARENA_NEW(t->arena, struct lines);
    *kept = lines;
    return marks_lines(t->arena, to, kept, 0.0, y);
}

/* Two or three characters alone take the width of four. */
static bool set_wide(struct typesetter *t, const struct label_style *style, double width, const char *text,
                     struct marks *to)
{
    size_t n = strlen(text) / HAN_BYTES;
    if (n < 2 || n > 3 || !is_plain_chinese(text, strlen(text)) || width < style->size * 4.0) {
        return false;
    }
    struct type_style s = {
        .face = style->face, .size = style->size, .leading = style->leading, .align = ALIGN_SPREAD, .is_trimmed = true};
    struct lines *lines = ARENA_NEW(t->arena, struct lines);
    *lines = set_lines(t, &s, style->size * 4.0, text);
    (void)marks_lines(t->arena, to, lines, (width - style->size * 4.0) / 2.0, 0.0);
    return true;
}

struct piece label_piece(struct typesetter *t, const struct label_style *style, double width, const char *text)
{
    struct marks m = {0};
    double y = style->leading;
    if (!set_wide(t, style, width, text, &m)) {
        y = 0.0;
        struct label_fit fit = {.max = (size_t)(width / style->size + 1e-6), .ends_alone = style->ends_alone};
        const char *at = label_broken(t->arena, text, fit);
        while (*at != '\0') {
            size_t n = strcspn(at, "\n");
            if (n > 0) {
                y = set_label_line(t, style, width, arena_copy(t->arena, at, n), &m, y);
            }
            at += n + (at[n] == '\n' ? 1 : 0);
        }
    }
    return (struct piece){.marks = m.items, .marks_len = m.len, .height = y};
}
