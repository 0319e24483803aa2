/* diff_views.c */
#include "pages/diff_views.h"

#include "base/arena.h"
#include "base/text.h"
#include "domain/text_count.h"
#include "domain/text_diff.h"
#include "pages/section_pages.h"
#include "store/value_list.h"
#include "web/web.h"

static const char *row_text_of(struct web *w, const char *group, const struct value_list *values, int row_no)
{
    const char *line = "";
    for (size_t i = 0; i < w->round->fields_len; i++) {
        const struct form_field *f = &w->round->fields[i];
        const char *value = text_equal(f->rows_of, group) ? value_get(values, f->ident, row_no) : "";
        if (*value != '\0') {
            line = text_format(w->arena, "%s%s%s", line, *line == '\0' ? "" : "　", shown_value(w, f, value));
        }
    }
    return line;
}

const char *field_text(struct web *w, const struct form_field *f, const struct value_list *values)
{
    if (f->type != FORM_ROWS) {
        return shown_value(w, f, value_get(values, f->ident, 0));
    }
    struct form_answers answers = answers_of(w->round, values);
    int rows = form_row_count(&answers, f->ident);
    const char *text = "";
    for (int n = 1; n <= rows; n++) {
        text = text_format(w->arena, "%s%s%s", text, n == 1 ? "" : "\n", row_text_of(w, f->ident, values, n));
    }
    return text;
}

static void add_part(struct diff_view *v, struct diff_part_view *list, const struct diff_piece *p)
{
    list[v->parts_len++] = (struct diff_part_view){p->text, p->kind == DIFF_GONE, p->kind == DIFF_NEW};
}

void diff_views(struct arena *a, const char *before, const char *after, struct diff_view *ret_before,
                struct diff_view *ret_after)
{
    size_t len = 0;
    const struct diff_piece *pieces = text_diff(a, before, after, &len);
    struct diff_part_view *of_before = ARENA_ARRAY(a, struct diff_part_view, len + 1);
    struct diff_part_view *of_after = ARENA_ARRAY(a, struct diff_part_view, len + 1);
    *ret_before = (struct diff_view){of_before, 0, "没有内容"};
    *ret_after = (struct diff_view){of_after, 0, "没有内容"};
    for (size_t i = 0; i < len; i++) {
        if (pieces[i].kind != DIFF_NEW) {
            add_part(ret_before, of_before, &pieces[i]);
        }
        if (pieces[i].kind != DIFF_GONE) {
            add_part(ret_after, of_after, &pieces[i]);
        }
    }
}

const char *count_words(struct arena *a, const char *text)
{
    return *text == '\0' ? "没有内容" : text_format(a, "%zu 字", zi_count(text));
}
