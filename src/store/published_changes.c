/* published_changes.c */
#include "store/published_changes.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/text_count.h"

enum { CHANGES_MAX = 400, SENTENCE_ZI = 40 };

struct comparing {
    struct db *db;
    struct arena *a;
    struct published_change *list;
    size_t len;
};

static void add(struct comparing *k, struct published_change c)
{
    if (k->len < CHANGES_MAX) {
        k->list[k->len++] = c;
    }
}

static void compare_text(struct comparing *k, const struct published_brand *now, const char *what, const char *was,
                         const char *is)
{
    if (!text_equal(was, is)) {
        add(k, (struct published_change){CHANGE_TEXT, now->brand_name, what, now->hides_before ? NULL : was, is, 0});
    }
}

static const char *part_called(const struct published_brand *b, const char *title)
{
    for (size_t i = 0; i < b->parts_len; i++) {
        if (text_equal(b->parts[i].title, title)) {
            return b->parts[i].text;
        }
    }
    return "";
}

static void compare_brand(struct comparing *k, const struct published_brand *was, const struct published_brand *is)
{
    compare_text(k, is, "品牌名称", was->brand_name, is->brand_name);
    compare_text(k, is, "单位名称", was->unit_name, is->unit_name);
    compare_text(k, is, "窗口名称", was->window_name, is->window_name);
    compare_text(k, is, "品牌口号", was->slogan, is->slogan);
    compare_text(k, is, "品牌简介", was->summary, is->summary);
    for (size_t i = 0; i < was->parts_len; i++) {
        compare_text(k, is, was->parts[i].title, was->parts[i].text, part_called(is, was->parts[i].title));
    }
    int gone = (int)was->pictures_len - (int)is->pictures_len;
    if (gone != 0) {
        add(k, (struct published_change){CHANGE_PICTURES, is->brand_name, "", "", "", gone});
    }
}

static enum err compare_line(struct comparing *k, const struct published_line *was, const struct published_line *is)
{
    struct published_brand before = was->brand;
    struct published_brand now = is->brand;
    if (is->is_removed && !was->is_removed) {
        add(k, (struct published_change){CHANGE_REMOVED, now.brand_name, is->removal_text, "", "", 0});
    }
    if (*is->return_text != '\0') {
        add(k, (struct published_change){CHANGE_RETURNED, now.brand_name, is->return_text, "", "", 0});
    }
    if (before.text_id == now.text_id) {
        return OK;
    }
    TRY(published_brand_fill(k->db, k->a, &before));
    if (now.text_id != 0) {
        TRY(published_brand_fill(k->db, k->a, &now));
    }
    compare_brand(k, &before, &now);
    return OK;
}

enum err published_changes(struct db *db, struct arena *a, const struct published_notice *before,
                           const struct published_notice *now, struct published_change **ret, size_t *ret_len)
{
    struct comparing k = {db, a, ARENA_ARRAY(a, struct published_change, CHANGES_MAX), 0};
    for (size_t i = 0; i < now->lines_len; i++) {
        for (size_t j = 0; j < before->lines_len; j++) {
            if (before->lines[j].brand.id == now->lines[i].brand.id) {
                TRY(compare_line(&k, &before->lines[j], &now->lines[i]));
                break;
            }
        }
    }
    *ret = k.list;
    *ret_len = k.len;
    return OK;
}

bool published_change_is_long(const struct published_change *c)
{
    return c->kind == CHANGE_TEXT && c->was != NULL &&
           (zi_count(c->was) > SENTENCE_ZI || zi_count(c->is) > SENTENCE_ZI);
}

static const char *quoted(struct arena *a, const char *text)
{
    return *text == '\0' ? "空白" : text_format(a, "“%s”", text);
}

static const char *text_change_words(struct arena *a, const struct published_change *c, bool has_texts)
{
    const char *head = text_format(a, "更正“%s”的%s", c->brand_name, c->what);
    if (c->was == NULL) {
        return text_format(a, "%s，原文不再显示。", head);
    }
    return !has_texts || published_change_is_long(c)
               ? text_format(a, "%s。", head)
               : text_format(a, "%s：原为%s，现为%s。", head, quoted(a, c->was), quoted(a, c->is));
}

/* A person's reason, without the full stop that it may end with. */
static const char *reason(struct arena *a, const char *text)
{
    static const char stop[] = "。";
    size_t len = strlen(text);
    size_t end = sizeof stop - 1;
    return len > end && strcmp(text + len - end, stop) == 0 ? arena_copy(a, text, len - end) : text;
}

const char *published_change_words(struct arena *a, const struct published_change *c, bool has_texts)
{
    switch (c->kind) {
    case CHANGE_REMOVED: return text_format(a, "撤下“%s”：%s。", c->brand_name, reason(a, c->what));
    case CHANGE_RETURNED: return text_format(a, "恢复“%s”：%s。", c->brand_name, reason(a, c->what));
    case CHANGE_TEXT: return text_change_words(a, c, has_texts);
    case CHANGE_PICTURES: return text_format(a, "“%s”的图片有 %d 张不再公开。", c->brand_name, c->count);
    }
    return "";
}
