/* evidence_views.c - attachments as task list, check page, records and comparisons show them; and the files themselves.
 */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/mercy.h"
#include "media/media.h"
#include "pages/diff_views.h"
#include "pages/evidence_pages.h"
#include "pages/pages.h"
#include "pages/section_pages.h"
#include "store/db.h"
#include "store/list_store.h"
#include "store/round_store.h"
#include "web/web.h"

static const char section_code[] = "attachments";

const char *evidence_meta(struct web *w, const struct evidence *x)
{
    const char *size = byte_text(w->arena, x->byte_count);
    const char *measure = x->file.pages > 0 ? text_format(w->arena, "PDF，%d 页", x->file.pages)
                                            : text_format(w->arena, "%d × %d 像素", x->file.width, x->file.height);
    return x->added_at == 0
               ? text_format(w->arena, "%s · %s", size, measure)
               : text_format(w->arena, "%s · %s · %s 上传", size, measure, at_short_chinese(w->arena, x->added_at));
}

static struct url file_url(struct web *w, const struct nomination *n, const char *sha256)
{
    return url_path(nomination_path(w, n, text_format(w->arena, "files/%s", sha256)));
}

struct url evidence_url(struct web *w, const struct nomination *n, const struct evidence *x)
{
    return file_url(w, n, x->file.sha256);
}

struct url evidence_preview_url(struct web *w, const struct nomination *n, const struct evidence *x)
{
    return file_url(w, n, *x->file.thumb == '\0' ? x->file.sha256 : x->file.thumb);
}

/* ---- the task list ---- */

enum err evidence_tag(struct web *w, const struct nomination *n, struct tag_view *ret)
{
    struct evidence_rules rules;
    struct evidence_list list;
    TRY(evidence_rules_get(w->db, w->arena, w->round, &rules));
    TRY(evidence_of_draft(w->db, w->arena, n->id, &list));
    struct evidence_held_list held = evidence_held_of(w->arena, &list);
    *ret = held.len == 0 ? (struct tag_view){"off", "选填，可以不传"}
                         : (struct tag_view){"done", text_format(w->arena, "已上传 %zu 个", held.len)};
    for (size_t i = 0; i < rules.kinds_len; i++) {
        const struct evidence_kind *k = &rules.kinds[i];
        size_t count = evidence_count(&held, k->ident);
        if (evidence_too_few(w->arena, k, count) != NULL) {
            *ret = (struct tag_view){"half", text_format(w->arena, "%s %zu/%d", k->label, count, k->files_min)};
        }
    }
    return OK;
}

bool evidence_is_section(const char *code)
{
    return strcmp(code, section_code) == 0;
}

/* ---- records ---- */

static const char *kind_label(const struct evidence_rules *rules, const char *ident)
{
    const struct evidence_kind *k = evidence_kind_of(rules, ident);
    return k == NULL ? ident : k->label;
}

static void file_views(struct web *w, const struct nomination *n, const struct evidence_rules *rules,
                       const struct evidence_list *list, struct evidence_files_view *ret)
{
    struct evidence_file_view *files = ARENA_ARRAY(w->arena, struct evidence_file_view, list->len + 1);
    for (size_t i = 0; i < list->len; i++) {
        const struct evidence *x = &list->items[i];
        files[i] = (struct evidence_file_view){.kind = kind_label(rules, x->kind),
                                               .name = x->name,
                                               .meta = evidence_meta(w, x),
                                               .caption = *x->caption == '\0' ? NULL : x->caption,
                                               .url = evidence_url(w, n, x),
                                               .is_picture = x->file.pages == 0,
                                               .picture_url = evidence_url(w, n, x),
                                               .alt = *x->caption == '\0' ? x->name : x->caption};
    }
    *ret = (struct evidence_files_view){files, list->len};
}

enum err evidence_show(struct web *w, const struct nomination *n, const struct evidence_list *list,
                       const struct check_section_view **sections, size_t sections_len)
{
    struct evidence_rules rules;
    struct check_section_view *all = ARENA_ARRAY(w->arena, struct check_section_view, sections_len + 1);
    struct sum_row_view *none = ARENA_ARRAY(w->arena, struct sum_row_view, 1);
    TRY(evidence_rules_get(w->db, w->arena, w->round, &rules));
    memcpy(all, *sections, sections_len * sizeof *all);
    for (size_t i = 0; i < sections_len; i++) {
        if (!evidence_is_section(all[i].id)) {
            continue;
        }
        *none = (struct sum_row_view){.label = all[i].title, .empty_text = "没有上传"};
        all[i].rows = none;
        all[i].rows_len = list->len == 0;
        file_views(w, n, &rules, list, &all[i].evidence);
    }
    *sections = all;
    return OK;
}

enum err evidence_add_warnings(struct web *w, const struct evidence_list *list, struct check_view *v)
{
    struct evidence_rules rules;
    struct evidence_held_list held = evidence_held_of(w->arena, list);
    TRY(evidence_rules_get(w->db, w->arena, w->round, &rules));
    struct warning_view *all = ARENA_ARRAY(w->arena, struct warning_view, v->warnings_len + 2 * rules.kinds_len + 1);
    size_t len = v->warnings_len;
    if (len > 0) {
        memcpy(all, v->warnings, len * sizeof *all);
    }
    for (size_t i = 0; i < rules.kinds_len; i++) {
        const struct evidence_kind *k = &rules.kinds[i];
        const char *few = evidence_too_few(w->arena, k, evidence_count(&held, k->ident));
        size_t silent = 0;
        for (size_t f = 0; f < list->len; f++) {
            silent += strcmp(list->items[f].kind, k->ident) == 0 && *list->items[f].caption == '\0';
        }
        if (few != NULL) {
            all[len++].text = few;
        }
        if (k->caption_max > 0 && silent > 0) {
            all[len++].text = text_format(w->arena, "有 %zu 张%s还没有写说明", silent, k->label);
        }
    }
    v->warnings = all;
    v->warnings_len = len;
    return OK;
}

/* ---- comparisons ---- */

enum err evidence_text(struct web *w, const struct evidence_list *list, const char **ret)
{
    struct evidence_rules rules;
    const char *text = "";
    TRY(evidence_rules_get(w->db, w->arena, w->round, &rules));
    for (size_t i = 0; i < list->len; i++) {
        const struct evidence *x = &list->items[i];
        const char *pages = x->file.pages > 0 ? text_format(w->arena, "，%d 页", x->file.pages) : "";
        text = text_format(w->arena, "%s%s%s：%s（%s%s，指纹 %.8s）%s%s", text, *text == '\0' ? "" : "\n",
                           kind_label(&rules, x->kind), x->name, byte_text(w->arena, x->byte_count), pages,
                           x->file.sha256, *x->caption == '\0' ? "" : "　", x->caption);
    }
    *ret = text;
    return OK;
}

size_t evidence_difference(struct web *w, const struct form_section *s, const char *before, const char *after,
                           struct version_section_view *v)
{
    if (!evidence_is_section(s->code) || text_equal(before, after)) {
        return 0;
    }
    struct version_field_view *fields = ARENA_ARRAY(w->arena, struct version_field_view, v->fields_len + 1);
    if (v->fields_len > 0) {
        memcpy(fields, v->fields, v->fields_len * sizeof *fields);
    }
    struct version_field_view *x = &fields[v->fields_len++];
    *x = (struct version_field_view){.id = s->code, .label = s->title};
    diff_views(w->arena, before, after, &x->before, &x->after);
    v->fields = fields;
    return 1;
}

/* ---- the files ---- */

static enum err file_of_path(struct web *w, struct evidence_naming *ret)
{
    struct nomination n;
    TRY(nomination_by_ref(w->db, w->arena, w->parts[0], &n));
    struct nomination_facts facts = nomination_facts_of(&n);
    TRY(nomination_standing(w->db, n.id, &w->actor, &facts));
    bool sees_record = may_view_nomination(&w->actor, w->stages, &facts) == OK;
    bool is_unit = w->actor.role == ROLE_UNIT;
    struct evidence_sight sight = {.sees_draft = sees_record && is_unit,
                                   .sees_late = may_view_late(&w->actor, &facts) == OK,
                                   .sees_versions = sees_record,
                                   .version_no = is_unit || w->actor.role == ROLE_OFFICE ? 0 : n.version_no};
    return evidence_named(w->db, w->arena, n.id, w->parts[1], &sight, ret);
}

/* A picture is the clean copy that was made of it, a PDF is as it came; no browser runs either. */
enum err evidence_file_page(struct web *w)
{
    struct evidence_naming f;
    const unsigned char *bytes = NULL;
    size_t len = 0;
    TRY(file_of_path(w, &f));
    TRY(media_read(w->app->media, w->parts[1], MEDIA_TRUST, w->arena, &bytes, &len));
    bool is_small = strcmp(f.sha256, w->parts[1]) != 0; /* the thumbnail is a JPEG always */
    const char *kind = is_small ? "jpeg" : f.media_kind;
    const char *type = strcmp(kind, "pdf") == 0   ? "application/pdf"
                       : strcmp(kind, "png") == 0 ? "image/png"
                                                  : "image/jpeg";
    web_download(w, type, evidence_download_name(w->arena, f.name, kind), bytes, len);
    return OK;
}
