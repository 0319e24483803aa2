/* review_words.c */
#include "pages/review_words.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/date_text.h"
#include "pages/section_pages.h"
#include "store/db.h"
#include "store/list_store.h"
#include "store/opinion_store.h"
#include "web/web.h"

enum { SLOT_CHARACTERS = 2, WORKDAYS_USUAL = 5, WORKDAYS_MAX = 250 };

int64_t review_target(struct web *w)
{
    int64_t n = 0;
    return text_to_int(round_text(w->round, "review_workdays"), 1, WORKDAYS_MAX, &n) == OK ? n : WORKDAYS_USUAL;
}

const char *review_tag_kind(enum review_state s)
{
    static const char *const kinds[REVIEW__COUNT] = {"todo", "half", "done", "off", "back", "seal", "off", "off"};
    return kinds[s];
}

const char *review_turn_text(struct web *w, const struct chain *c)
{
    switch (chain_turn(c)) {
    case TURN_UNIT: return "等申报单位";
    case TURN_DISTRICT: return w->actor.role == ROLE_DISTRICT ? "等本单位" : "等辖市（区）文明办";
    case TURN_SECTOR: return w->actor.role == ROLE_SECTOR ? "等本单位" : "等市行业主管部门";
    case TURN_OFFICE: return text_format(w->arena, "等%s", round_text(w->round, "organiser_short"));
    case TURN_NOBODY: break;
    }
    return "";
}

/* ---- places ---- */

/* The next two characters of the name, and where it goes on. */
static const char *two_characters(struct arena *a, const char **at)
{
    const char *from = *at;
    for (int i = 0; i < SLOT_CHARACTERS && **at != '\0'; i++) {
        uint32_t cp = 0;
        *at += utf8_next(*at, strlen(*at), &cp);
    }
    return arena_copy(a, from, (size_t)(*at - from));
}

enum err review_slots(struct web *w, enum opinion_kind box, struct slots_view *ret)
{
    struct opinion_places held;
    TRY(opinion_places(w->db, w->arena, w->round, w->actor.body_id, box, &held));
    size_t len = held.len > (size_t)held.max ? held.len : (size_t)held.max;
    struct slot_view *slots = ARENA_ARRAY(w->arena, struct slot_view, len + 1);
    struct link_view *names = ARENA_ARRAY(w->arena, struct link_view, held.len + 1);
    for (size_t i = 0; i < len; i++) {
        slots[i] = (struct slot_view){.first = "", .second = ""};
        if (i < held.len) {
            const char *at = held.items[i].brand_name;
            slots[i].is_on = true;
            slots[i].first = two_characters(w->arena, &at);
            slots[i].second = two_characters(w->arena, &at);
            names[i] = (struct link_view){held.items[i].brand_name,
                                          url_path(text_format(w->arena, "/reviews/%s", held.items[i].ref)), false};
        }
    }
    *ret = (struct slots_view){
        .slots = slots,
        .slots_len = len,
        .title = text_format(w->arena, "推荐名额 %d 个，已用 %zu 个", held.max, held.len),
        .note = text_format(w->arena, "%s推荐 %d 至 %d 个。提交推荐汇总表之前可以调整。",
                            box == OPINION_SECTOR ? "每个主管部门" : "参创行业以外的品牌，每个辖市（区）", held.min,
                            held.max),
        .names = names,
        .names_len = held.len};
    return OK;
}

/* ---- boxes ---- */

const char *opinion_box_label(struct web *w, enum opinion_kind box)
{
    struct opinion_box boxes[OPINION__COUNT];
    route_opinions(ROUTE_SECTOR_COUNTY, w->round->opinions, boxes);
    return boxes[box].label;
}

const char *opinion_standard(struct web *w, enum route route, enum opinion_kind box)
{
    struct opinion_box boxes[OPINION__COUNT];
    route_opinions(route, w->round->opinions, boxes);
    return boxes[box].text;
}

/* ---- opinions that this actor may know ---- */

static enum err routes_of_versions(struct web *w, const struct nomination *n, enum route *ret_by_number)
{
    struct version *versions = NULL;
    size_t len = 0;
    TRY(history_versions(w->db, w->arena, n->id, &versions, &len));
    for (size_t i = 0; i < len; i++) {
        if (versions[i].version_no <= n->version_no) {
            ret_by_number[versions[i].version_no] = versions[i].route;
        }
    }
    return OK;
}

/* The last word of its box about its version: what came before it was replaced. */
static bool is_last(const struct opinion *list, size_t at)
{
    for (size_t i = 0; i < at; i++) { /* the newest first */
        if (list[i].version_no == list[at].version_no && list[i].box == list[at].box) {
            return false;
        }
    }
    return verdict_from_ident(list[at].decision) != VERDICT_NONE;
}

enum err known_opinions(struct web *w, const struct nomination *n, struct known_opinions *ret)
{
    struct opinion *all = NULL;
    size_t len = 0;
    struct chain chain;
    struct nomination_facts facts = nomination_facts_of(n);
    TRY(opinion_list(w->db, w->arena, n->id, &all, &len));
    *ret = (struct known_opinions){ARENA_ARRAY(w->arena, struct known_opinion, len + 1), 0};
    if (len == 0) {
        return OK;
    }
    enum route *routes = ARENA_ARRAY(w->arena, enum route, (size_t)n->version_no + 1);
    TRY(chain_of(w->db, w->arena, n, &chain));
    TRY(nomination_standing(w->db, n->id, &w->actor, &facts));
    TRY(routes_of_versions(w, n, routes));
    for (size_t i = 0; i < len; i++) {
        bool is_current = all[i].version_no == n->version_no &&
                          (n->state == NOMINATION_SUBMITTED || (n->state == NOMINATION_DRAFT && chain.is_returned));
        struct opinion_facts o = {all[i].box, routes[all[i].version_no], all[i].body_id, is_current};
        if (is_last(all, i) && may_know_opinion(&w->actor, &facts, &chain, &o)) {
            ret->items[ret->len++] = (struct known_opinion){all[i], o.route, is_current};
        }
    }
    return OK;
}

static struct tag_view opinion_tag(struct web *w, const struct known_opinion *o)
{
    bool agrees = strcmp(o->is.decision, "agree") == 0;
    bool recommends = chain_recommender(o->route) == o->is.box;
    if (!o->is_current) {
        return (struct tag_view){"back", text_format(w->arena, "对第 %d 版的意见已作废", o->is.version_no)};
    }
    return agrees ? (struct tag_view){"done", recommends ? "同意推荐" : "同意"}
                  : (struct tag_view){"off", recommends ? "不推荐" : "不同意"};
}

static const char *signed_text(struct web *w, const struct opinion *o)
{
    day_no day = 0;
    const char *on = day_parse(o->signed_on, &day) == OK ? day_chinese(w->arena, day) : o->signed_on;
    return text_format(w->arena, "负责人：%s%s%s，%s", o->signer_title, *o->signer_title == '\0' ? "" : " ",
                       o->signer_name, on);
}

enum err opinion_view_of(struct web *w, const struct nomination *n, const struct known_opinion *o,
                         struct opinion_view *ret)
{
    struct opinion_scan scan;
    const char *at = at_short_chinese(w->arena, o->is.given_at);
    bool is_colleague = w->actor.body_id == o->is.body_id;
    *ret = (struct opinion_view){
        .title = opinion_box_label(w, o->is.box),
        .tag = opinion_tag(w, o),
        .text = o->is.text,
        .signed_text = signed_text(w, &o->is),
        .given_text = is_colleague
                          ? text_format(w->arena, "%s %s填写，对第 %d 版", at, o->is.given_by, o->is.version_no)
                          : text_format(w->arena, "%s %s填写，对第 %d 版", at, o->is.body_name, o->is.version_no)};
    enum err e = opinion_scan_of(w->db, w->arena, o->is.id, &scan);
    if (e == OK) {
        ret->has_scan = true;
        ret->scan_url = url_path(nomination_path(w, n, text_format(w->arena, "opinions/%s", o->is.ref)));
        ret->scan_label = text_format(w->arena, "查看盖章的扫描件（%s）", opinion_box_label(w, o->is.box));
    }
    return e == ERR_NOT_FOUND ? OK : e;
}

/* ---- paper ---- */

enum err opinions_printed(struct web *w, const struct nomination *n, struct opinion_printed ret_boxes[OPINION__COUNT])
{
    struct known_opinions known;
    memset(ret_boxes, 0, OPINION__COUNT * sizeof *ret_boxes);
    TRY(known_opinions(w, n, &known));
    for (size_t i = 0; i < known.len; i++) {
        const struct known_opinion *o = &known.items[i];
        day_no day = 0;
        if (o->is_current) {
            const char *word = opinion_tag(w, o).text;
            ret_boxes[o->is.box].text =
                text_format(w->arena, "%s\n（网上意见：%s。%s%s%s。）", o->is.text, word, o->is.signer_title,
                            *o->is.signer_title == '\0' ? "" : " ", o->is.signer_name);
            ret_boxes[o->is.box].dated =
                day_parse(o->is.signed_on, &day) == OK ? day_chinese(w->arena, day) : o->is.signed_on;
        }
    }
    return OK;
}
