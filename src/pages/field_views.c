/* field_views.c */
#include "pages/field_views.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/date_text.h"
#include "pages/diff_views.h"
#include "pages/section_pages.h"
#include "store/value_list.h"
#include "web/web.h"

enum { RADIOS_MAX = 5, TALL_FROM = 800, CELLS_MAX = 8 };

const char *control_id(struct arena *a, const char *ident, int row_no)
{
    char *id = row_no == 0 ? text_format(a, "%s", ident) : text_format(a, "%s-%d", ident, row_no);
    for (char *p = id; *p != '\0'; p++) {
        *p = (char)(*p == '.' ? '-' : *p);
    }
    return id;
}

/* The ids beside a control, in reading order, that exist. */
static const char *describe(struct arena *a, const char *id, bool has_help, bool has_count, bool has_error)
{
    if (!has_help && !has_count && !has_error) {
        return NULL;
    }
    const char *list = has_help ? text_format(a, "%s-h", id) : "";
    if (has_count) {
        list = text_format(a, "%s%s%s-cnt", list, *list == '\0' ? "" : " ", id);
    }
    if (has_error) {
        list = text_format(a, "%s%s%s-e", list, *list == '\0' ? "" : " ", id);
    }
    return list;
}

static const char *error_of(const struct field_source *src, const char *ident, int row_no)
{
    const struct form_finding *f = src->findings == NULL ? NULL : form_finding_of(src->findings, ident, row_no);
    return f != NULL && f->severity == FORM_ERROR ? f->message : NULL;
}

static const char *inputmode_of(const struct form_field *f)
{
    if (f->type == FORM_INTEGER || f->pattern == FORM_PATTERN_POSTCODE) {
        return "numeric";
    }
    if (f->pattern == FORM_PATTERN_MOBILE) {
        return "tel";
    }
    return f->pattern == FORM_PATTERN_EMAIL ? "email" : NULL;
}

static const char *autocomplete_of(const struct form_field *f)
{
    if (f->pattern == FORM_PATTERN_UNIT_NAME) {
        return "organization";
    }
    if (f->pattern == FORM_PATTERN_EMAIL) {
        return "email";
    }
    return f->pattern == FORM_PATTERN_POSTCODE ? "postal-code" : NULL;
}

static const char *width_of(const struct form_field *f)
{
    if (f->type == FORM_INTEGER || f->pattern == FORM_PATTERN_POSTCODE) {
        return "w-8";
    }
    if (f->type == FORM_DATE || (f->type == FORM_TEXT && f->max > 0 && f->max <= 20)) {
        return "w-16";
    }
    return "";
}

/* Dates are kept as 2013-09 and shown as people write them. */
static const char *typed_date(struct arena *a, const char *value)
{
    struct month_or_day m;
    return date_text_parse(value, &m) == OK ? month_or_day_chinese(a, m) : value;
}

static void make_month(struct arena *a, struct field_view *v, const char *value)
{
    struct month_or_day m;
    v->is_month = v->is_group = true;
    if (date_text_parse(value, &m) == OK) {
        v->year = text_format(a, "%d", m.year);
        v->month = text_format(a, "%d", m.month);
        v->has_day = m.day != 0;
        v->day = text_format(a, "%d", m.day);
        return;
    }
    size_t len = strcspn(value, "-"); /* half of it typed: what is there comes back */
    v->year = arena_copy(a, value, len);
    value += value[len] == '-' ? len + 1 : len;
    len = strcspn(value, "-");
    v->month = arena_copy(a, value, len);
    v->has_day = value[len] == '-';
    v->day = v->has_day ? value + len + 1 : "";
}

static void make_choice(struct arena *a, struct field_view *v, const struct form_field *f, const char *value)
{
    struct option_view *options = ARENA_ARRAY(a, struct option_view, f->choice_count + 1);
    v->is_radios = v->is_group = f->choice_count <= RADIOS_MAX;
    v->is_select = !v->is_radios;
    for (size_t i = 0; i < f->choice_count; i++) {
        options[i] = (struct option_view){.id = i == 0 ? v->id : text_format(a, "%s-%zu", v->id, i + 1),
                                          .value = f->choices[i].value,
                                          .label = f->choices[i].label,
                                          .is_chosen = strcmp(f->choices[i].value, value) == 0};
    }
    v->options = options;
    v->options_len = f->choice_count;
    v->empty_label = "请选择";
}

static struct cell_view make_cell(struct web *w, const struct form_field *f, int row_no, const struct field_source *src)
{
    struct arena *a = w->arena;
    const char *value = value_get(src->values, f->ident, row_no);
    struct cell_view c = {.id = control_id(a, f->ident, row_no),
                          .name = text_format(a, "%s.%d", f->ident, row_no),
                          .label = f->label,
                          .hint = row_no == 1 && *f->help != '\0' ? f->help : NULL,
                          .error = error_of(src, f->ident, row_no),
                          .inputmode = inputmode_of(f)};
    c.is_narrow = f->type == FORM_MONTH || f->type == FORM_DATE;
    c.value = c.is_narrow ? typed_date(a, value) : value;
    c.describedby = describe(a, c.id, c.hint != NULL, false, c.error != NULL);
    return c;
}

static void make_rows(struct web *w, struct field_view *v, const struct form_field *group,
                      const struct field_source *src)
{
    const struct round *r = w->round;
    struct form_answers answers = answers_of(r, src->values);
    int used = form_row_count(&answers, group->ident);
    int shown = used < 1 ? 1 : used;
    if (strcmp(src->wide_group, group->ident) == 0 && src->wide_rows > shown) {
        shown = src->wide_rows;
    }
    int max = group_rows_max(group);
    shown = shown > max ? max : shown;
    struct row_view *rows = ARENA_ARRAY(w->arena, struct row_view, (size_t)shown);
    for (int n = 1; n <= shown; n++) {
        struct cell_view *cells = ARENA_ARRAY(w->arena, struct cell_view, CELLS_MAX);
        size_t len = 0;
        for (size_t i = 0; i < r->fields_len && len < CELLS_MAX; i++) {
            if (text_equal(r->fields[i].rows_of, group->ident)) {
                cells[len++] = make_cell(w, &r->fields[i], n, src);
            }
        }
        rows[n - 1] = (struct row_view){n, cells, len};
    }
    v->is_rows = v->is_group = true;
    v->rows = rows;
    v->rows_len = (size_t)shown;
    v->rows_max = max;
    v->can_add_row = shown < max;
}

static void make_image(struct web *w, struct field_view *v, const char *value, const struct field_source *src)
{
    v->is_file = true;
    v->accept = ".jpg,.jpeg,.png";
    if (*value == '\0') {
        return;
    }
    struct media_row m;
    const char *sha = image_sha(w->arena, value);
    v->has_file = true;
    v->file_name = image_filename(value);
    v->file_url = url_path(nomination_path(w, src->nomination, text_format(w->arena, "images/%s", sha)));
    v->file_meta = "";
    if (media_row_get(w->db, w->arena, sha, &m) == OK) {
        v->file_meta = text_format(w->arena, "%d × %d 像素", m.width, m.height);
        v->has_preview = true;
        v->preview_url = url_path(nomination_path(w, src->nomination, text_format(w->arena, "images/%s", m.thumb)));
        v->preview_alt = text_format(w->arena, "已上传的%s", v->label);
    }
}

static void make_longtext(struct arena *a, struct field_view *v, const struct form_field *f)
{
    v->is_longtext = true;
    v->zi_max = (int)f->max;
    v->is_tall = f->max >= TALL_FROM;
    const char *least = f->min > 0 ? text_format(a, "%lld 至 ", (long long)f->min) : "最多 ";
    v->count_text = text_format(a, "%s%lld 字，标点计入字数，空格和换行不计", least, (long long)f->max);
}

static struct field_view make_field(struct web *w, const struct form_field *f, const struct field_source *src)
{
    struct arena *a = w->arena;
    const char *value = value_get(src->values, f->ident, 0);
    struct field_view v = {.id = control_id(a, f->ident, 0),
                           .name = f->ident,
                           .label = f->label,
                           .help = *f->help == '\0' ? NULL : f->help,
                           .error = error_of(src, f->ident, 0),
                           .is_optional = f->need == FORM_OPTIONAL && f->type != FORM_COMPUTED,
                           .value = value,
                           .width = width_of(f),
                           .inputmode = inputmode_of(f),
                           .autocomplete = autocomplete_of(f)};
    switch (f->type) {
    case FORM_LONGTEXT: make_longtext(a, &v, f); break;
    case FORM_MONTH: make_month(a, &v, value); break;
    case FORM_CHOICE: make_choice(a, &v, f, value); break;
    case FORM_ROWS: make_rows(w, &v, f, src); break;
    case FORM_IMAGE: make_image(w, &v, value, src); break;
    case FORM_DECLARATION:
        v.is_declaration = true;
        v.statement = f->label;
        v.is_checked = strcmp(value, "1") == 0;
        break;
    case FORM_COMPUTED:
        v.is_fixed = true;
        v.value = computed_value(w, f, src->values);
        break;
    case FORM_DATE:
        v.is_text = true;
        v.value = typed_date(a, value);
        break;
    case FORM_TEXT:
    case FORM_INTEGER:
    case FORM_TYPE__COUNT: v.is_text = true; break;
    }
    v.describedby = describe(a, v.id, v.help != NULL, v.zi_max > 0, v.error != NULL);
    return v;
}

/* A field that the return did not open: its answer, to be read. */
static struct field_view closed_field(struct web *w, const struct form_field *f, const struct field_source *src)
{
    const char *value = value_get(src->values, f->ident, 0);
    struct field_view v = {
        .id = control_id(w->arena, f->ident, 0), .name = f->ident, .label = f->label, .is_closed = true};
    v.lines = text_lines(w->arena, field_text(w, f, src->values), &v.lines_len);
    if (f->type == FORM_IMAGE && *value != '\0') {
        const char *sha = image_sha(w->arena, value);
        v.has_file = true;
        v.file_url = url_path(nomination_path(w, src->nomination, text_format(w->arena, "images/%s", sha)));
    }
    return v;
}

static struct field_view revised_field(struct web *w, const struct form_field *f, const struct field_source *src)
{
    if (src->revision == NULL || f->type == FORM_COMPUTED) {
        return make_field(w, f, src);
    }
    if (!revision_is_open(src->revision, f)) {
        return closed_field(w, f, src);
    }
    struct field_view v = make_field(w, f, src);
    v.remark = revision_remark(src->revision, f->ident);
    if (v.remark != NULL) {
        v.describedby = text_format(w->arena, "%s-r%s%s", v.id, v.describedby == NULL ? "" : " ",
                                    v.describedby == NULL ? "" : v.describedby);
    }
    return v;
}

const struct field_view *field_views(struct web *w, const char *section, const struct field_source *src,
                                     size_t *ret_len)
{
    const struct round *r = w->round;
    struct field_view *list = ARENA_ARRAY(w->arena, struct field_view, r->fields_len + 1);
    size_t len = 0;
    for (size_t i = 0; i < r->fields_len; i++) {
        const struct form_field *f = &r->fields[i];
        if (strcmp(f->section, section) == 0 && f->stage == STAGE_NOMINATION && text_is_empty(f->rows_of)) {
            list[len++] = revised_field(w, f, src);
        }
    }
    *ret_len = len;
    return list;
}

const char *finding_anchor(struct web *w, const struct form_finding *f)
{
    for (size_t i = 0; i < w->round->fields_len; i++) {
        if (text_equal(w->round->fields[i].rows_of,
                       f->ident)) { /* a group has no control: its first cell stands for it */
            return control_id(w->arena, w->round->fields[i].ident, 1);
        }
    }
    return control_id(w->arena, f->ident, f->row_no);
}

struct error_summary_view error_summary(struct web *w, const struct form_findings *findings, const char *section)
{
    struct error_item_view *items = ARENA_ARRAY(w->arena, struct error_item_view, findings->count + 1);
    size_t len = 0;
    for (size_t i = 0; i < findings->count; i++) {
        const struct form_finding *f = &findings->items[i];
        if (f->severity == FORM_ERROR && (section == NULL || strcmp(f->section, section) == 0)) {
            items[len++] = (struct error_item_view){finding_anchor(w, f), f->message};
        }
    }
    return (struct error_summary_view){items, len, (int)len};
}
