/* list_asking.c */
#include "pages/list_asking.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/role.h"
#include "domain/route.h"
#include "store/db.h"
#include "web/web.h"

enum { SELECTS_MAX = 6, NOTES_MAX = 3 };

const char *route_phrase(const char *ident)
{
    static const char *const names[ROUTE__COUNT] = {"直接报主管部门", "先征求当地意见", "辖市区推荐"};
    enum route route;
    return route_from_ident(ident, &route) == OK ? names[route] : "";
}

const char *status_tag_kind(enum nomination_status s)
{
    static const char *const kinds[STATUS__COUNT] = {
        [STATUS_DRAFT] = "todo",          [STATUS_AWAITING_OPINION] = "half", [STATUS_AWAITING_RECOMMENDATION] = "todo",
        [STATUS_RETURNED] = "back",       [STATUS_NOT_RECOMMENDED] = "off",   [STATUS_RECOMMENDED] = "half",
        [STATUS_NOT_SHORTLISTED] = "off", [STATUS_SHORTLISTED] = "ok",        [STATUS_DISPUTED] = "half",
        [STATUS_WITHDRAWN] = "off"};
    return kinds[s];
}

struct list_choosing list_choose(struct list_asking *k, const char *name, const char *all, size_t max)
{
    struct list_choosing c = {.asked = fields_text(&k->w->rq->query, name),
                              .options = ARENA_ARRAY(k->w->arena, struct option_view, max + 1)};
    c.options[c.len++] = (struct option_view){.value = "", .label = all};
    return c;
}

void list_add_choice(struct list_choosing *c, const char *value, const char *label)
{
    bool is_chosen = strcmp(c->asked, value) == 0;
    c->options[c->len++] = (struct option_view){.value = value, .label = label, .is_chosen = is_chosen};
    c->chosen = is_chosen ? label : c->chosen;
}

static void add_select(struct list_asking *k, const char *id, const char *label, const struct list_choosing *c)
{
    k->selects[k->selects_len++] = (struct list_select_view){id, label, c->options, c->len};
}

const char *list_add_filter(struct list_asking *k, const char *id, const char *label, const struct list_choosing *c)
{
    add_select(k, id, label, c);
    if (c->chosen == NULL) {
        return "";
    }
    k->is_filtered = true;
    k->said = text_format(k->w->arena, "%s%s%s：%s", k->said, *k->said == '\0' ? "" : "；", label, c->chosen);
    return c->asked;
}

/* One office may be the authority of several sectors: "交通运输、公交、出租车 · 市交通运输局". */
static bool acts_for(const struct list_asking *k, const struct sector *s)
{
    if (k->filter.actor.role != ROLE_SECTOR) {
        return true;
    }
    const struct round *r = k->w->round;
    for (size_t i = 0; i < r->sectors_len; i++) {
        if (r->sectors[i].id == k->self.sector_id && strcmp(r->sectors[i].authority_name, s->authority_name) == 0) {
            return true;
        }
    }
    return strcmp(k->self.name, s->authority_name) == 0;
}

void list_ask_sector(struct list_asking *k, const char *none)
{
    const struct round *r = k->w->round;
    struct list_choosing c = list_choose(k, "sector", "全部行业", r->sectors_len + 1);
    for (size_t i = 0; i < r->sectors_len; i++) {
        if (acts_for(k, &r->sectors[i])) {
            list_add_choice(&c, r->sectors[i].code, r->sectors[i].name);
        }
    }
    if (none != NULL && k->filter.actor.role != ROLE_SECTOR) {
        list_add_choice(&c, "none", none);
    }
    k->filter.sector = list_add_filter(k, "sector", "行业", &c);
}

void list_ask_district(struct list_asking *k)
{
    const struct round *r = k->w->round;
    if (k->filter.actor.role == ROLE_DISTRICT) {
        return;
    }
    struct list_choosing c = list_choose(k, "district", "全部辖市区", r->districts_len);
    for (size_t i = 0; i < r->districts_len; i++) {
        list_add_choice(&c, r->districts[i].code, r->districts[i].name);
    }
    k->filter.district = list_add_filter(k, "district", "辖市区", &c);
}

void list_ask_route(struct list_asking *k)
{
    struct list_choosing c = list_choose(k, "route", "全部路径", ROUTE__COUNT);
    for (int i = 0; i < ROUTE__COUNT; i++) {
        const char *ident = route_ident((enum route)i);
        list_add_choice(&c, ident, route_phrase(ident));
    }
    k->filter.route = list_add_filter(k, "route", "报送路径", &c);
}

void list_ask_order(struct list_asking *k, const char *const labels[ORDER__COUNT], enum list_order usual)
{
    enum list_order order = list_order_of(fields_text(&k->w->rq->query, "sort"), usual);
    k->filter.order = labels[order] == NULL ? usual : order;
    k->usual_order = usual;
    struct option_view *options = ARENA_ARRAY(k->w->arena, struct option_view, ORDER__COUNT);
    struct list_choosing c = {.options = options};
    for (int i = 0; i < ORDER__COUNT; i++) {
        if (labels[i] != NULL) {
            enum list_order o = (enum list_order)i;
            options[c.len++] = (struct option_view){
                .value = list_order_ident(o), .label = labels[i], .is_chosen = o == k->filter.order};
        }
    }
    k->order_said = labels[k->filter.order];
    add_select(k, "sort", "排序", &c);
}

void list_ask_word(struct list_asking *k)
{
    const char *word = list_search_word(k->w->arena, fields_text(&k->w->rq->query, "q"));
    k->filter.word = word;
    if (*word != '\0') {
        k->is_filtered = true;
        k->said = text_format(k->w->arena, "%s%s含“%s”", k->said, *k->said == '\0' ? "" : "；", word);
    }
}

enum err list_ask_begin(struct web *w, const char *path, struct list_asking *ret)
{
    *ret = (struct list_asking){.w = w, .path = path, .said = "", .order_said = ""};
    ret->filter = (struct listing_filter){.round_id = w->round->id, .actor = w->actor, .word = ""};
    ret->selects = ARENA_ARRAY(w->arena, struct list_select_view, SELECTS_MAX);
    return body_by_id(w->db, w->arena, w->actor.body_id, &ret->self);
}

static const char *with(struct list_asking *k, const char *path, const char *name, const char *value)
{
    return text_is_empty(value) ? path : url_with(k->w->arena, path, name, value).text;
}

struct url list_asked_url(struct list_asking *k, const char *path, size_t page)
{
    const struct listing_filter *f = &k->filter;
    path = with(k, path, "q", f->word);
    path = with(k, path, "kind", f->kind);
    path = with(k, path, "sector", f->sector);
    path = with(k, path, "district", f->district);
    path = with(k, path, "route", f->route);
    path = with(k, path, "stage", k->stage);
    path = with(k, path, "state", f->status);
    path = with(k, path, "sort", f->order == k->usual_order ? "" : list_order_ident(f->order));
    path = with(k, path, "page", page > 1 ? text_format(k->w->arena, "%zu", page) : "");
    return url_path(path);
}

struct list_filter_view list_filter_of(const struct list_asking *k, const char *word_label)
{
    return (struct list_filter_view){url_path(k->path), word_label, k->filter.word, k->selects, k->selects_len};
}

struct list_count_view list_count_of(struct list_asking *k, const char *counted, size_t len, bool is_cut)
{
    const char *cut = text_format(k->w->arena, "，只列出前 %d %s，请缩小范围", LIST_ROWS_MAX, counted);
    const char *text = text_format(k->w->arena, "%s %zu %s%s", k->is_filtered ? "符合条件的有" : "共", len, counted,
                                   is_cut ? cut : "");
    const char *order = k->filter.order == k->usual_order ? "" : list_order_ident(k->filter.order);
    return (struct list_count_view){
        .text = text,
        .is_filtered = k->is_filtered,
        .clear_url = url_path(with(k, k->path, "sort", order)),
        .has_rows = len > 0,
        .xlsx_url = list_asked_url(k, text_format(k->w->arena, "%s.xlsx", k->path), 0),
    };
}

struct pager_view list_pager_of(struct list_asking *k, const struct list_span *span)
{
    return (struct pager_view){.has_pages = span->pages > 1,
                               .text = text_format(k->w->arena, "第 %zu 页，共 %zu 页", span->page, span->pages),
                               .has_previous = span->page > 1,
                               .previous_url = list_asked_url(k, k->path, span->page - 1),
                               .has_next = span->page < span->pages,
                               .next_url = list_asked_url(k, k->path, span->page + 1)};
}

struct list_span list_span_asked(struct list_asking *k, size_t len)
{
    return list_span(len, fields_text(&k->w->rq->query, "page"));
}

enum err list_send_workbook(struct list_asking *k, const char *title, struct workbook *b)
{
    struct web *w = k->w;
    const unsigned char *bytes = NULL;
    size_t len = 0;
    const char **notes = ARENA_ARRAY(w->arena, const char *, NOTES_MAX);
    notes[b->notes_len++] =
        text_format(w->arena, "%s　导出时间 %s　导出人 %s %s", w->round->batch_label, at_chinese(w->arena, w->now),
                    w->session.account.body_name, w->session.account.person_name);
    notes[b->notes_len++] = text_format(w->arena, "范围：%s　排序：%s　共 %zu 行", *k->said == '\0' ? "全部" : k->said,
                                        k->order_said, b->rows_len);
    b->notes = notes;
    b->sheet_name = title;
    b->title = text_format(w->arena, "%s%s", w->round->title, title);
    b->made_at = w->now;
    TRY(workbook_make(b, w->app->spool_dir == NULL ? "/tmp" : w->app->spool_dir, w->arena, &bytes, &len));
    const char *day = day_iso(w->arena, day_of_at(w->now));
    web_download(w, XLSX_TYPE, text_format(w->arena, "%s-%s.xlsx", title, day), bytes, len);
    return OK;
}
