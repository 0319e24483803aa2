/* publicity_pages.c - what everybody reads of 公示: the notice and its versions, a brand's page and its pictures, the
 * feed.  Every page here is PUBLISHED: its connection sees what was released and nothing else. */
#include "pages/publicity_pages.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "http/negotiate.h"
#include "media/media.h"
#include "pages/diff_views.h"
#include "pages/outcome_pages.h"
#include "pages/pages.h"
#include "pages/public_pages.h"
#include "pages/stage_words.h"
#include "store/db.h"
#include "store/published_changes.h"
#include "store/published_kept.h"
#include "store/store.h"
#include "web/frame.h"
#include "web/route.h"
#include "web/web.h"

enum { VERSIONS_MAX = 99 };

static const char *optional(const char *s)
{
    return text_is_empty(s) ? NULL : s;
}

/* ---- the notice ---- */

/* A text cut at a mark. */
static const struct text_view *pieces(struct arena *a, const char *text, char mark, size_t *ret_len)
{
    size_t n = 1;
    const char stop[] = {mark, '\0'};
    for (const char *p = text; *p != '\0'; p++) {
        n += *p == mark;
    }
    struct text_view *list = ARENA_ARRAY(a, struct text_view, n);
    size_t len = 0;
    while (*text != '\0') {
        size_t bytes = strcspn(text, stop);
        if (bytes > 0) {
            list[len++].text = arena_copy(a, text, bytes);
        }
        text += bytes + (text[bytes] == mark);
    }
    *ret_len = len;
    return list;
}

static void show_paragraphs(struct web *w, const struct published_notice *n, struct publicity_text_view *v)
{
    struct text_view *text = ARENA_ARRAY(w->arena, struct text_view, n->paragraphs_len + 1);
    struct text_view *signs = ARENA_ARRAY(w->arena, struct text_view, n->paragraphs_len + 1);
    for (size_t i = 0; i < n->paragraphs_len; i++) {
        const struct published_paragraph *p = &n->paragraphs[i];
        if (strcmp(p->kind, "sign") == 0) {
            signs[v->signs_len++].text = p->text;
        } else {
            text[v->paragraphs_len++].text = p->text;
        }
    }
    v->paragraphs = text;
    v->signs = signs;
}

static void show_rows(struct web *w, const struct published_notice *n, bool has_links, struct publicity_text_view *v)
{
    struct publicity_row_view *rows = ARENA_ARRAY(w->arena, struct publicity_row_view, n->lines_len + 1);
    size_t standing = 0;
    for (size_t i = 0; i < n->lines_len; i++) {
        const struct published_line *l = &n->lines[i];
        struct url url = {NULL};
        if (has_links && !l->is_removed) {
            url = url_path(text_join(w->arena, "/publicity/", l->brand.ref));
        }
        rows[i] = (struct publicity_row_view){.place = l->place,
                                              .url = url,
                                              .brand_name = l->brand.brand_name,
                                              .unit_name = l->brand.unit_name,
                                              .sector_name = l->brand.sector_name,
                                              .recommender_name = l->brand.recommender_name,
                                              .summary = l->brand.summary,
                                              .is_removed = l->is_removed,
                                              .removal_text = l->removal_text};
        standing += !l->is_removed;
    }
    v->rows = rows;
    v->rows_len = n->lines_len;
    v->list_title = standing == n->lines_len
                        ? text_format(w->arena, "候选品牌 %zu 个", standing)
                        : text_format(w->arena, "候选品牌 %zu 个，已撤下 %zu 个", standing, n->lines_len - standing);
}

static enum err show_changes(struct web *w, const struct published_notice *n, const struct published_notice *before,
                             bool has_texts, struct publicity_text_view *v)
{
    struct published_change *changes = NULL;
    size_t len = 0;
    TRY(published_changes(w->db, w->arena, before, n, &changes, &len));
    struct publicity_change_view *list = ARENA_ARRAY(w->arena, struct publicity_change_view, len + 1);
    for (size_t i = 0; i < len; i++) {
        const struct published_change *c = &changes[i];
        list[i] = (struct publicity_change_view){.text = published_change_words(w->arena, c, has_texts),
                                                 .has_texts = has_texts && published_change_is_long(c)};
        if (list[i].has_texts) {
            diff_views(w->arena, c->was, c->is, &list[i].was, &list[i].is);
        }
    }
    v->changes = list;
    v->changes_len = len;
    return OK;
}

enum err publicity_text(struct web *w, const struct published_notice *n, const struct published_notice *before,
                        enum publicity_showing how, struct publicity_text_view *ret)
{
    struct publicity_draft period = {.opens = n->opens, .closes = n->closes};
    *ret = (struct publicity_text_view){
        .is_preview = how == PUBLICITY_PREVIEW,
        .period_text = publicity_period_text(w->arena, &period, n->first_closes, n->workdays),
        .change_text = optional(n->change_text),
        .change_head = text_format(w->arena, "第 %d 版（%s）", n->version_no, day_chinese(w->arena, n->issued)),
        .list_note = text_format(w->arena, "按%s排序，排名不分先后", publicity_sort_word(n->sort))};
    ret->title_lines = pieces(w->arena, n->title_lines, '|', &ret->title_lines_len);
    show_paragraphs(w, n, ret);
    ret->files = publicity_attached(w, n, how == PUBLICITY_NOW);
    ret->files_len = n->files_len;
    show_rows(w, n, how == PUBLICITY_NOW, ret);
    return before->version_no == 0 ? OK : show_changes(w, n, before, how != PUBLICITY_EARLIER, ret);
}

/* ---- its pages ---- */

static struct stage_window window_of(const struct published_notice *n)
{
    return (struct stage_window){STAGE_PUBLICITY, day_starts_at(n->opens), day_starts_at(n->closes + 1)};
}

static enum phase phase_of(const struct web *w, const struct published_notice *n)
{
    struct stage_window win = window_of(n);
    return stage_phase(&win, 1, STAGE_PUBLICITY, w->now);
}

/* One version alone is no history. */
static void show_versions(struct web *w, const struct published_head *list, size_t len,
                          const struct published_notice *n, struct publicity_notice_view *v)
{
    struct publicity_version_view *versions = ARENA_ARRAY(w->arena, struct publicity_version_view, len + 1);
    for (size_t i = 0; len > 1 && i < len; i++) {
        const struct published_head *h = &list[i];
        const char *change = *h->change_text == '\0' ? "首次公示" : h->change_text;
        versions[v->versions_len++] = (struct publicity_version_view){
            .url = url_path(text_format(w->arena, "/publicity/versions/%d", h->version_no)),
            .label = text_format(w->arena, "第 %d 版：%s", h->version_no, change),
            .date_iso = day_iso(w->arena, day_of_at(h->published_at)),
            .date_text = publicity_day_text(w->arena, day_of_at(h->published_at), n->opens)};
    }
    v->versions = versions;
}

static const char *article_on(struct web *w, int64_t at)
{
    struct civil c = civil_from_at(at);
    return text_format(w->arena, "%04d-%02d-%02d %02d:%02d", c.year, c.month, c.day, c.hour, c.minute);
}

/* "2015年7月22日 15:40" */
static const char *published_words(struct web *w, const struct published_notice *n)
{
    struct civil c = civil_from_at(n->published_at);
    return text_format(w->arena, "%s %02d:%02d", day_chinese(w->arena, day_of_at(n->published_at)), c.hour, c.minute);
}

void publicity_meta(struct web *w, int64_t published_at, const char *issuer, struct page *page)
{
    page->article_title = page->title;
    page->article_on = article_on(w, published_at);
    page->article_source = issuer;
    page->article_url = web_absolute(w, w->rq->path);
    page->column_name = w->route->title;
    page->column_description = w->round->texts[STAGE_PUBLICITY].summary;
    page->column_type = "公示公告";
    page->has_feed = true;
}

static const char *state_words(struct web *w, const struct published_notice *n)
{
    switch (phase_of(w, n)) {
    case PHASE_BEFORE:
        return text_format(w->arena, "公示从 %s开始。", opening_words(w->arena, day_starts_at(n->opens)));
    case PHASE_AFTER:
        return text_format(w->arena, "公示期已于 %s 结束。", closing_words(w->arena, day_starts_at(n->closes + 1)));
    case PHASE_OPEN: break;
    }
    return NULL;
}

/* What holds, or an earlier version in its place. */
static enum err show_notice(struct web *w, const struct published_state *s)
{
    const struct published_notice *n = &s->notice;
    int newest = s->heads[0].version_no;
    struct publicity_notice_view v = {.is_now = n->version_no == newest, .check_code = n->check_code};
    struct stage_window win = window_of(n);
    enum phase phase = phase_of(w, n);
    frame_page(w, &v.page, n->title);
    v.published_text = published_words(w, n);
    v.source = n->issuer;
    publicity_meta(w, n->published_at, n->issuer, &v.page);
    v.page.description = text_format(w->arena, "%s　公示时间：%s至%s", n->title, day_chinese(w->arena, n->opens),
                                     day_chinese(w->arena, n->closes));
    v.is_open = phase == PHASE_OPEN;
    v.count = countdown_to(w->arena, &win, phase, w->now);
    TRY(publicity_text(w, n, &s->before, v.is_now ? PUBLICITY_NOW : PUBLICITY_EARLIER, &v.notice));
    v.contact = public_contact(w);
    if (v.is_now) {
        v.crumb = public_crumb(w, w->route->title);
        v.state_text = state_words(w, n);
    } else {
        v.crumb = public_crumb_under(w, "公示评议", "/publicity", text_format(w->arena, "第 %d 版", n->version_no));
        v.state_text = text_format(w->arena, "这是第 %d 版，已由第 %d 版代替。", n->version_no, newest);
        v.now_url = url_path("/publicity");
    }
    show_versions(w, s->heads, s->heads_len, n, &v);
    outcome_latest(w, &s->outcomes, &v.outcome);
    tpl_publicity_notice(&w->out, &v);
    web_html(w, 200);
    return OK;
}

static enum err what_is_out(struct web *w, const struct published_state **ret)
{
    return published_kept_get(store_published(w->app->store), w->db, w->arena, w->version, w->round->id, ret);
}

enum err publicity_page(struct web *w)
{
    const struct published_state *out = NULL;
    enum err e = what_is_out(w, &out);
    if (e == ERR_NOT_FOUND) {
        return publicity_stage_page(w);
    }
    TRY(e);
    return show_notice(w, out);
}

/* That version in the place of the one that holds. */
static enum err read_state(struct web *w, int version_no, struct published_state *s)
{
    TRY(published_shown(w->db, w->arena, w->round->id, version_no, &s->notice));
    TRY(published_heads(w->db, w->arena, w->round->id, &s->heads, &s->heads_len));
    TRY(published_outcomes(w->db, w->arena, w->round->id, &s->outcomes));
    return version_no == 1 ? OK : published_shown(w->db, w->arena, w->round->id, version_no - 1, &s->before);
}

enum err publicity_version_page(struct web *w)
{
    struct published_state s = {.before.version_no = 0};
    int64_t no = 0;
    if (text_to_int(w->parts[0], 1, VERSIONS_MAX, &no) != OK) {
        return ERR_NOT_FOUND;
    }
    TRY(read_state(w, (int)no, &s));
    if (s.notice.version_no != s.heads[0].version_no) {
        TRY(published_withhold(w->db, w->arena, &s.notice));
    }
    return show_notice(w, &s);
}

/* ---- a brand ---- */

static const char *picture_path(struct web *w, const char *sha256)
{
    return text_format(w->arena, "/publicity/pictures/%s", sha256);
}

/* Drawn as large as .shots shows it; the numbers keep its place free while it loads. */
static struct publicity_picture_view picture(struct web *w, const struct published_picture *p, const char *alt)
{
    enum { SHOWN = 224 }; /* site.css: .shots img */
    int height = p->height < SHOWN ? p->height : SHOWN;
    return (struct publicity_picture_view){.url = url_path(picture_path(w, p->sha256)),
                                           .thumb_url = url_path(picture_path(w, p->thumb)),
                                           .alt = *p->caption == '\0' ? alt : p->caption,
                                           .caption = optional(p->caption),
                                           .width = (int)((int64_t)p->width * height / p->height),
                                           .height = height};
}

static void show_pictures(struct web *w, const struct published_brand *b, struct publicity_brand_view *v)
{
    struct publicity_picture_view *photos = ARENA_ARRAY(w->arena, struct publicity_picture_view, b->pictures_len + 1);
    for (size_t i = 0; i < b->pictures_len; i++) {
        const struct published_picture *p = &b->pictures[i];
        if (strcmp(p->kind, "logo") == 0) {
            v->has_logo = true;
            v->logo = picture(w, p, "");
            v->logo.alt = text_format(w->arena, "“%s”的品牌标识", b->brand_name);
        } else {
            photos[v->photos_len++] = picture(w, p, text_format(w->arena, "“%s”的照片", b->brand_name));
        }
        if (v->page.article_image == NULL || strcmp(p->kind, "photo") == 0) {
            v->page.article_image = web_absolute(w, picture_path(w, p->sha256));
        }
    }
    v->photos = photos;
}

static void show_parts(struct web *w, const struct published_brand *b, struct publicity_brand_view *v)
{
    struct publicity_part_view *parts = ARENA_ARRAY(w->arena, struct publicity_part_view, b->parts_len + 1);
    for (size_t i = 0; i < b->parts_len; i++) {
        parts[i].title = b->parts[i].title;
        parts[i].paragraphs = pieces(w->arena, b->parts[i].text, '\n', &parts[i].paragraphs_len);
    }
    v->parts = parts;
    v->parts_len = b->parts_len;
    v->parts_title = b->parts_len == w->round->conditions_len ? "五项条件" : "申报自述";
    v->summary = pieces(w->arena, b->summary, '\n', &v->summary_len);
}

static const char *kicker(struct web *w, const struct published_line *l, enum phase phase)
{
    static const char *const words[] = {
        [PHASE_BEFORE] = "待公示", [PHASE_OPEN] = "公示中", [PHASE_AFTER] = "公示已结束"};
    const char *state = l->is_removed ? "已撤下" : words[phase];
    return *l->brand.sector_name == '\0' ? state : text_format(w->arena, "%s · %s", l->brand.sector_name, state);
}

/* What stands in brackets behind the days keeps together where the line breaks. */
static void split_period(struct web *w, struct publicity_brand_view *v)
{
    const char *text = v->period_text;
    const char *bracket = strstr(text, "（");
    size_t days = bracket == NULL ? strlen(text) : (size_t)(bracket - text);
    v->period_text = arena_copy(w->arena, text, days);
    v->period_note = text + days;
}

enum err publicity_brand_page(struct web *w)
{
    struct published_line l;
    const struct published_state *out = NULL;
    TRY(published_line_of(w->db, w->arena, w->round->id, w->parts[0], &l));
    TRY(what_is_out(w, &out));
    const struct published_brand *b = &l.brand;
    const struct published_notice *n = &out->notice;
    enum phase phase = phase_of(w, n);
    struct stage_window win = window_of(n);
    struct publicity_draft period = {.opens = n->opens, .closes = n->closes};
    struct publicity_brand_view v = {
        .brand_name = b->brand_name,
        .unit_name = b->unit_name,
        .window_name = optional(b->window_name),
        .slogan = optional(b->slogan),
        .removed_text = l.is_removed ? l.removal_text : NULL,
        .recommender_name = b->recommender_name,
        .period_text = publicity_period_text(w->arena, &period, n->first_closes, n->workdays),
        .is_open = phase == PHASE_OPEN && !l.is_removed,
        .objection_url = url_path(text_format(w->arena, "/publicity/%s/objection", b->ref))};
    frame_page(w, &v.page, b->brand_name);
    publicity_meta(w, n->published_at, n->issuer, &v.page);
    split_period(w, &v);
    v.page.description = l.is_removed ? NULL : optional(b->summary);
    v.crumb = public_crumb_under(w, "公示评议", "/publicity", b->brand_name);
    v.kicker = kicker(w, &l, phase);
    v.left_text = phase == PHASE_OPEN ? phase_left_words(w->arena, &win, phase, w->now) : NULL;
    if (!l.is_removed) {
        show_pictures(w, b, &v);
        show_parts(w, b, &v);
    }
    tpl_publicity_brand(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* Its name is its content: whoever has it never asks again. */
enum err publicity_picture_page(struct web *w)
{
    const unsigned char *bytes = NULL;
    size_t len = 0;
    const char *format = "";
    const char *etag = text_format(w->arena, "\"%s\"", w->parts[0]);
    TRY(published_picture_format(w->db, w->arena, w->parts[0], &format));
    TRY(media_read(w->app->media, w->parts[0], MEDIA_TRUST, w->arena, &bytes, &len));
    w->rs->status = etag_matches(w->rq->if_none_match, etag) ? 304 : 200;
    w->rs->body = (const char *)bytes;
    w->rs->body_len = len;
    bool is_png = len > 1 && bytes[0] == 0x89;
    response_header_set(w->rs, "Content-Type", is_png ? "image/png" : "image/jpeg");
    response_header_set(w->rs, "Cache-Control", "public, max-age=31536000, immutable");
    response_header_set(w->rs, "ETag", etag);
    response_header_set(w->rs, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
    return OK;
}

/* ---- the feed, RFC 4287 ---- */

static void out_text(struct out *o, const char *s)
{
    out_literal(o, s, strlen(s));
}

static void element(struct out *o, const char *name, const char *text)
{
    out_text(o, "<");
    out_text(o, name);
    out_text(o, ">");
    out_escaped(o, text);
    out_text(o, "</");
    out_text(o, name);
    out_text(o, ">\n");
}

static void link_to(struct web *w, const char *rel, const char *path)
{
    out_text(&w->out, "<link rel=\"");
    out_text(&w->out, rel);
    out_text(&w->out, "\" href=\"");
    out_escaped(&w->out, web_absolute(w, path));
    out_text(&w->out, "\"/>\n");
}

struct feed_entry {
    const char *path, *title, *summary;
    int64_t at;
};

static void put_entry(struct web *w, const struct feed_entry *x)
{
    out_text(&w->out, "<entry>\n");
    element(&w->out, "id", web_absolute(w, x->path));
    element(&w->out, "title", x->title);
    element(&w->out, "updated", at_rfc3339(w->arena, x->at));
    link_to(w, "alternate", x->path);
    element(&w->out, "summary", x->summary);
    out_text(&w->out, "</entry>\n");
}

static struct feed_entry entry_of_notice(struct web *w, const struct published_head *n)
{
    struct arena *a = w->arena;
    return (struct feed_entry){.path = text_format(a, "/publicity/versions/%d", n->version_no),
                               .title = n->version_no == 1 ? n->title
                                                           : text_format(a, "%s（第 %d 版）", n->title, n->version_no),
                               .summary = *n->change_text == '\0' ? n->title : n->change_text,
                               .at = n->published_at};
}

static struct feed_entry entry_of_outcome(struct web *w, const struct published_outcome *o)
{
    struct arena *a = w->arena;
    return (struct feed_entry){.path = outcome_path(w, o),
                               .title = o->version_no == 1
                                            ? "意见和异议的办理情况"
                                            : text_format(a, "意见和异议的办理情况（第 %d 次公布）", o->version_no),
                               .summary = text_format(a, "%s%s", o->lead, o->closing),
                               .at = o->published_at};
}

/* Versions of the notice and what came of it, the newest first. */
static enum err feed_entries(struct web *w, struct feed_entry **ret, size_t *ret_len)
{
    size_t count = 0;
    const struct published_head *notices = NULL;
    struct published_outcomes outcomes;
    TRY(published_heads(w->db, w->arena, w->round->id, &notices, &count));
    TRY(published_outcomes(w->db, w->arena, w->round->id, &outcomes));
    struct feed_entry *list = ARENA_ARRAY(w->arena, struct feed_entry, count + outcomes.len + 1);
    size_t n = 0;
    size_t o = 0;
    while (n < count || o < outcomes.len) {
        bool is_outcome = n == count || (o < outcomes.len && outcomes.items[o].published_at >= notices[n].published_at);
        list[n + o] = is_outcome ? entry_of_outcome(w, &outcomes.items[o]) : entry_of_notice(w, &notices[n]);
        o += is_outcome;
        n += !is_outcome;
    }
    *ret = list;
    *ret_len = n + o;
    return OK;
}

enum err publicity_feed_page(struct web *w)
{
    struct feed_entry *list = NULL;
    size_t len = 0;
    TRY(feed_entries(w, &list, &len));
    const struct stage_window *win = stage_window_of(w->round->windows, w->round->windows_len, STAGE_PUBLICITY);
    int64_t updated = len > 0 ? list[0].at : win == NULL ? 0 : win->opens_at;
    out_text(&w->out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "
                      "xml:lang=\"zh-CN\">\n");
    element(&w->out, "id", web_absolute(w, "/publicity/feed.atom"));
    element(&w->out, "title", text_format(w->arena, "%s　公示评议", round_text(w->round, "site_name")));
    element(&w->out, "updated", at_rfc3339(w->arena, updated));
    out_text(&w->out, "<author>\n");
    element(&w->out, "name", round_text(w->round, "organiser"));
    out_text(&w->out, "</author>\n");
    link_to(w, "self", "/publicity/feed.atom");
    link_to(w, "alternate", "/publicity");
    for (size_t i = 0; i < len; i++) {
        put_entry(w, &list[i]);
    }
    out_text(&w->out, "</feed>\n");
    web_html(w, 200);
    response_header_set(w->rs, "Content-Type", "application/atom+xml; charset=utf-8");
    return OK;
}
