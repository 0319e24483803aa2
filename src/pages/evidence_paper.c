/* evidence_paper.c */
#include "pages/evidence_paper.h"

#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/form_definition.h"
#include "media/media.h"
#include "store/round_store.h"
#include "web/web.h"

/* The form's own word for it. */
static const char *label_of(const struct round *r, const char *ident, const char *otherwise)
{
    for (size_t i = 0; i < r->fields_len; i++) {
        if (strcmp(r->fields[i].ident, ident) == 0) {
            return r->fields[i].label;
        }
    }
    return otherwise;
}

static bool is_photo(const struct evidence_rules *rules, const struct evidence *x)
{
    const struct evidence_kind *k = evidence_kind_of(rules, x->kind);
    return k != NULL && k->is_pictures && x->file.pages == 0;
}

static struct paper_row list_row(struct web *w, const struct evidence_rules *rules, const struct evidence_list *list)
{
    enum { COLUMNS = 3 };
    struct paper_column *heads = ARENA_ARRAY(w->arena, struct paper_column, COLUMNS);
    const char **values = ARENA_ARRAY(w->arena, const char *, list->len *COLUMNS + 1);
    size_t len = 0;
    heads[0] = (struct paper_column){"类别", 1, true};
    heads[1] = (struct paper_column){"文件名称", 5, false};
    heads[2] = (struct paper_column){"页数", 1, true};
    for (size_t i = 0; i < list->len; i++) {
        const struct evidence *x = &list->items[i];
        const struct evidence_kind *k = evidence_kind_of(rules, x->kind);
        if (!is_photo(rules, x)) {
            values[len++] = k == NULL ? x->kind : k->label;
            values[len++] = x->name;
            values[len++] = x->file.pages > 0 ? text_format(w->arena, "%d 页", x->file.pages) : "图片";
        }
    }
    return (struct paper_row){.kind = PAPER_ROW_TABLE,
                              .label = label_of(w->round, "attachments", "佐证材料"),
                              .text = "",
                              .columns = heads,
                              .columns_len = COLUMNS,
                              .values = values,
                              .values_len = len};
}

static enum err photo_row(struct web *w, const struct evidence_rules *rules, const struct evidence_list *list,
                          struct paper_row *ret)
{
    struct paper_image *images = ARENA_ARRAY(w->arena, struct paper_image, list->len + 1);
    size_t count = 0;
    for (size_t i = 0; w->app->media != NULL && i < list->len; i++) {
        const struct evidence *x = &list->items[i];
        const unsigned char *bytes = NULL;
        size_t len = 0;
        if (!is_photo(rules, x)) {
            continue;
        }
        enum err e = media_read(w->app->media, x->file.sha256, MEDIA_VERIFY, w->arena, &bytes, &len);
        if (e != OK) {
            return e == ERR_NOT_FOUND ? FAIL("event=picture_missing sha256=%s", x->file.sha256) : e;
        }
        images[count++] =
            (struct paper_image){bytes, len, (unsigned)x->file.width, (unsigned)x->file.height, x->caption};
    }
    *ret = (struct paper_row){.kind = PAPER_ROW_IMAGES,
                              .label = label_of(w->round, "photos", "照片"),
                              .text = "",
                              .images = images,
                              .images_len = count};
    return OK;
}

enum err evidence_paper(struct web *w, const struct evidence_list *list, bool is_draft,
                        struct paper_row ret[EVIDENCE_PAPER_ROWS])
{
    struct evidence_rules rules;
    TRY(evidence_rules_get(w->db, w->arena, w->round, &rules));
    ret[0] = list_row(w, &rules, list);
    TRY(photo_row(w, &rules, list, &ret[1]));
    ret[0].empty_text = is_draft ? "" : "无";
    ret[1].empty_text = is_draft ? "" : "未提供";
    return OK;
}

enum err evidence_summary(struct web *w, const struct evidence_list *list, const char **ret)
{
    struct evidence_rules rules;
    struct evidence_held_list held = evidence_held_of(w->arena, list);
    const char *parts = "";
    TRY(evidence_rules_get(w->db, w->arena, w->round, &rules));
    for (size_t i = 0; i < rules.kinds_len; i++) {
        size_t count = evidence_count(&held, rules.kinds[i].ident);
        if (count > 0) {
            parts =
                text_format(w->arena, "%s%s%s %zu 个", parts, *parts == '\0' ? "" : "、", rules.kinds[i].label, count);
        }
    }
    *ret = list->len == 0 ? "" : text_format(w->arena, "附件 %zu 个：%s", list->len, parts);
    return OK;
}
