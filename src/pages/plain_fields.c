/* plain_fields.c */
#include "pages/plain_fields.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/text_clean.h"
#include "web/web.h"

static const char *described(struct arena *a, const struct typed *t, bool has_count)
{
    const char *ids = text_format(a, "%s%s%s%s%s%s", t->help == NULL ? "" : t->id, t->help == NULL ? "" : "-h ",
                                  has_count ? t->id : "", has_count ? "-cnt " : "", t->error == NULL ? "" : t->id,
                                  t->error == NULL ? "" : "-e");
    size_t len = strlen(ids);
    return len == 0 ? NULL : arena_copy(a, ids, len - (ids[len - 1] == ' '));
}

static struct field_view field(struct arena *a, const struct typed *t, bool has_count)
{
    return (struct field_view){.id = t->id,
                               .name = t->id,
                               .label = t->label,
                               .value = t->value,
                               .help = t->help,
                               .error = t->error,
                               .width = "",
                               .describedby = described(a, t, has_count)};
}

struct field_view line_field(struct arena *a, const struct typed *t, const char *width)
{
    struct field_view f = field(a, t, false);
    f.is_text = true;
    f.width = width;
    return f;
}

struct field_view text_box_field(struct arena *a, const struct typed *t, int zi_max)
{
    struct field_view f = field(a, t, true);
    f.is_longtext = true;
    f.zi_max = zi_max;
    f.count_text = text_format(a, "最多 %d 字", zi_max);
    return f;
}

struct error_summary_view typed_errors(struct arena *a, const struct typed *const *list, size_t len)
{
    struct error_item_view *items = ARENA_ARRAY(a, struct error_item_view, len + 1);
    size_t count = 0;
    for (size_t i = 0; i < len; i++) {
        if (list[i]->error != NULL) {
            items[count++] = (struct error_item_view){list[i]->id, list[i]->error};
        }
    }
    return (struct error_summary_view){items, count, (int)count};
}

const char *posted_line(struct web *w, const char *name)
{
    return text_clean_line(w->arena, fields_text(&w->rq->form, name));
}

const char *posted_text(struct web *w, const char *name)
{
    return text_clean_lines(w->arena, fields_text(&w->rq->form, name));
}
