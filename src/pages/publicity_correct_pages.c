/* publicity_correct_pages.c - what a later version of the notice corrects in one brand. */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/text_count.h"
#include "pages/pages.h"
#include "pages/plain_fields.h"
#include "pages/publicity_pages.h"
#include "store/db.h"
#include "store/round_store.h"
#include "web/frame.h"
#include "web/web.h"

enum { NAMES = 5, PART_ZI = 2000, NAME_ZI = 60, SHOT_HEIGHT = 160, REVISIONS_MAX = 100000 };

/* A text of the brand: as it is public, and as it was typed. */
struct corrected {
    struct typed typed;
    const char *public_text;
    bool is_line, is_needed;
    int zi_max;
};

struct correcting {
    struct publicity_desk desk;
    const struct publicity_entry *entry;
    struct published_brand was; /* as it is public, filled */
    struct corrected *texts;
    size_t texts_len;
    bool *left_out; /* of each picture */
    bool hides_before;
    const char *stale_text;
};

/* ---- begun ---- */

static const struct publicity_entry *entry_of(const struct publicity_desk *d, const char *ref)
{
    for (size_t i = 0; i < d->entries.len; i++) {
        const struct publicity_entry *x = &d->entries.items[i];
        if (x->brand_id != 0 && !x->is_hidden && text_equal(x->is.brand.ref, ref)) {
            return x;
        }
    }
    return NULL;
}

/* What the draft says of that field; NULL: nothing. */
static const char *drafted(const struct publicity_entry *x, const char *field)
{
    for (size_t i = 0; i < x->corrections_len; i++) {
        if (strcmp(x->corrections[i].field, field) == 0) {
            return x->corrections[i].text;
        }
    }
    return NULL;
}

static void add_text(struct correcting *g, struct corrected c)
{
    const char *draft = drafted(g->entry, c.typed.id);
    c.public_text = *publicity_corrected_text(&g->was, c.typed.id);
    c.typed.value = draft == NULL ? c.public_text : draft;
    g->texts[g->texts_len++] = c;
}

/* As many 字 as the round's form allows, by the question's name or its words. */
static int zi_limit(const struct web *w, const char *ident, int otherwise)
{
    for (size_t i = 0; i < w->round->fields_len; i++) {
        const struct form_field *f = &w->round->fields[i];
        if ((strcmp(f->ident, ident) == 0 || strcmp(f->label, ident) == 0) && f->max > 0) {
            return (int)f->max;
        }
    }
    return otherwise;
}

static void begin_texts(struct web *w, struct correcting *g)
{
    static const struct {
        const char *field, *ident, *label;
        bool is_line, is_needed;
    } names[NAMES] = {{"brand_name", "brand_name", "品牌名称", true, true},
                      {"unit_name", "unit_name", "单位名称", true, true},
                      {"window_name", "window_name", "窗口名称", true, false},
                      {"slogan", "brand_slogan", "品牌口号", true, false},
                      {"summary", "brand_summary", "品牌简介", false, true}};
    g->texts = ARENA_ARRAY(w->arena, struct corrected, NAMES + g->was.parts_len);
    for (size_t i = 0; i < NAMES; i++) {
        add_text(g, (struct corrected){.typed = {.id = names[i].field, .label = names[i].label},
                                       .is_line = names[i].is_line,
                                       .is_needed = names[i].is_needed,
                                       .zi_max = zi_limit(w, names[i].ident, NAME_ZI)});
    }
    for (size_t i = 0; i < g->was.parts_len; i++) {
        const char *title = g->was.parts[i].title;
        add_text(g, (struct corrected){.typed = {.id = text_format(w->arena, "part-%zu", i + 1), .label = title},
                                       .zi_max = zi_limit(w, title, PART_ZI)});
    }
}

static const char *picture_field(struct web *w, size_t i)
{
    return text_format(w->arena, "picture-%zu", i + 1);
}

/* ERR_NOT_FOUND: no such brand is public, or this person is recused of it. */
static enum err begin_correcting(struct web *w, struct correcting *g)
{
    *g = (struct correcting){.stale_text = NULL};
    TRY(may_view_publicity(&w->actor));
    TRY(publicity_desk_of(web_reading(w), w->round, w->now, &g->desk));
    g->entry = entry_of(&g->desk, w->parts[0]);
    if (g->entry == NULL) {
        return ERR_NOT_FOUND;
    }
    g->was = g->entry->corrections_len > 0 ? g->entry->was : g->entry->is.brand;
    g->left_out = ARENA_ARRAY(w->arena, bool, g->was.pictures_len + 1);
    for (size_t i = 0; i < g->was.pictures_len; i++) {
        g->left_out[i] = drafted(g->entry, picture_field(w, i)) != NULL;
    }
    g->hides_before = drafted(g->entry, "hides_before") != NULL;
    begin_texts(w, g);
    return OK;
}

/* ---- shown ---- */

static const struct publicity_shot_view *shots(struct web *w, const struct correcting *g)
{
    struct publicity_shot_view *list = ARENA_ARRAY(w->arena, struct publicity_shot_view, g->was.pictures_len + 1);
    for (size_t i = 0; i < g->was.pictures_len; i++) {
        const struct published_picture *p = &g->was.pictures[i];
        const char *kind = strcmp(p->kind, "logo") == 0 ? "品牌标识" : text_format(w->arena, "第 %zu 张图片", i + 1);
        int height = p->height < SHOT_HEIGHT ? p->height : SHOT_HEIGHT;
        list[i] = (struct publicity_shot_view){.id = picture_field(w, i),
                                               .thumb_url =
                                                   url_path(text_format(w->arena, "/publicity/pictures/%s", p->thumb)),
                                               .alt = *p->caption == '\0' ? kind : p->caption,
                                               .label = text_format(w->arena, "%s不再公开", kind),
                                               .width = (int)((int64_t)p->width * height / p->height),
                                               .height = height,
                                               .is_left_out = g->left_out[i]};
    }
    return list;
}

static struct error_summary_view errors_of(struct web *w, const struct correcting *g)
{
    const struct typed **all = ARENA_ARRAY(w->arena, const struct typed *, g->texts_len);
    for (size_t i = 0; i < g->texts_len; i++) {
        all[i] = &g->texts[i].typed;
    }
    return typed_errors(w->arena, all, g->texts_len);
}

static enum err show_correcting(struct web *w, const struct correcting *g, int status)
{
    struct field_view *fields = ARENA_ARRAY(w->arena, struct field_view, g->texts_len);
    for (size_t i = 0; i < g->texts_len; i++) {
        const struct corrected *c = &g->texts[i];
        fields[i] = c->is_line ? line_field(w->arena, &c->typed, "") : text_box_field(w->arena, &c->typed, c->zi_max);
        fields[i].is_optional = !c->is_needed;
    }
    bool can_edit = may_compose_notice(&w->actor, &g->desk.facts) == OK;
    struct publicity_correct_view v = {
        .post_url = url_path(text_format(w->arena, "/publicity/compose/brands/%s", g->was.ref)),
        .brand_name = g->was.brand_name,
        .unit_name = g->was.unit_name,
        .state_text = can_edit ? NULL
                      : g->desk.facts.is_proposed
                          ? text_format(w->arena, "%s已经提出发布，暂时不能更正；要更正，请先撤回提出。",
                                        g->desk.proposal.proposer)
                          : "评定命名阶段已经结束，公示不再更改。",
        .stale_text = g->stale_text,
        .fields = fields,
        .fields_len = g->texts_len,
        .shots = shots(w, g),
        .shots_len = g->was.pictures_len,
        .hides_before = g->hides_before,
        .errors = errors_of(w, g)};
    frame_page(w, &v.page, text_format(w->arena, "更正“%s”", g->was.brand_name));
    v.page.has_errors = v.errors.items_len > 0;
    v.top = (struct form_top_view){w->token, text_format(w->arena, "%d", g->desk.draft.revision)};
    tpl_publicity_correct(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err publicity_correct_page(struct web *w)
{
    struct correcting g;
    TRY(begin_correcting(w, &g));
    return show_correcting(w, &g, 200);
}

/* ---- saved ---- */

static bool read_form(struct web *w, struct correcting *g)
{
    bool is_fine = true;
    for (size_t i = 0; i < g->texts_len; i++) {
        struct corrected *c = &g->texts[i];
        c->typed.value = c->is_line ? posted_line(w, c->typed.id) : posted_text(w, c->typed.id);
        if (c->is_needed && *c->typed.value == '\0') {
            c->typed.error = text_format(w->arena, "请填写%s", c->typed.label);
        } else if (zi_count(c->typed.value) > (size_t)c->zi_max) {
            c->typed.error = text_format(w->arena, "%s太长，请缩短到 %d 字以内", c->typed.label, c->zi_max);
        }
        is_fine = is_fine && c->typed.error == NULL;
    }
    for (size_t i = 0; i < g->was.pictures_len; i++) {
        g->left_out[i] = text_equal(fields_text(&w->rq->form, picture_field(w, i)), "1");
    }
    g->hides_before = text_equal(fields_text(&w->rq->form, "hides_before"), "1");
    return is_fine;
}

/* What is not as it is public. */
static const struct publicity_correction *corrections(struct web *w, const struct correcting *g, size_t *ret_len)
{
    size_t max = g->texts_len + g->was.pictures_len + 1;
    struct publicity_correction *list = ARENA_ARRAY(w->arena, struct publicity_correction, max);
    size_t len = 0;
    for (size_t i = 0; i < g->texts_len; i++) {
        const struct corrected *c = &g->texts[i];
        if (strcmp(c->typed.value, c->public_text) != 0) {
            list[len++] = (struct publicity_correction){c->typed.id, c->typed.value};
        }
    }
    for (size_t i = 0; i < g->was.pictures_len; i++) {
        if (g->left_out[i]) {
            list[len++] = (struct publicity_correction){picture_field(w, i), ""};
        }
    }
    if (len > 0 && g->hides_before) {
        list[len++] = (struct publicity_correction){"hides_before", "1"};
    }
    *ret_len = len;
    return list;
}

/* "更正“一路暖行”的单位名称、品牌简介。" for a draft that does not say yet what is different. */
static const char *change_words(struct web *w, const struct correcting *g)
{
    const char *said = "";
    for (size_t i = 0; i < g->texts_len; i++) {
        const struct corrected *c = &g->texts[i];
        if (strcmp(c->typed.value, c->public_text) != 0) {
            said = text_format(w->arena, "%s%s%s", said, *said == '\0' ? "" : "、", c->typed.label);
        }
    }
    said = *said == '\0' ? "图片" : said;
    const char *brand = g->texts[0].typed.value; /* as it will be called */
    const char *words = text_format(w->arena, "更正“%s”的%s。", brand, said);
    return zi_count(words) > PUBLICITY_CHANGE_ZI ? text_format(w->arena, "更正“%s”的文字。", brand) : words;
}

enum err publicity_correct_save_page(struct web *w)
{
    struct correcting g;
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    int64_t shown = -1;
    size_t len = 0;
    TRY(begin_correcting(w, &g));
    if (may_compose_notice(&w->actor, &g.desk.facts) != OK) {
        return show_correcting(w, &g, 409);
    }
    bool is_fine = read_form(w, &g);
    bool is_read = text_to_int(fields_text(&w->rq->form, "revision"), 0, REVISIONS_MAX, &shown) == OK;
    if (!is_read || shown != g.desk.draft.revision) {
        g.stale_text = "同事刚刚保存过公示的草稿。您写的内容在下面的表里；核对以后再次保存，就以您的为准。";
        return show_correcting(w, &g, 409);
    }
    if (!is_fine) {
        return show_correcting(w, &g, 422);
    }
    const struct publicity_correction *list = corrections(w, &g, &len);
    if (len > 0 && *g.desk.draft.change_text == '\0') {
        g.desk.draft.change_text = change_words(w, &g);
    }
    TRY(publicity_correct(&c, w->round->id, &g.desk, g.entry, list, len));
    web_redirect(w, "/publicity/compose?saved=1");
    return OK;
}
