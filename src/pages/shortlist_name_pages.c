/* shortlist_name_pages.c - 名称核对: a unit reads the names as they will be printed; the office decides corrections. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "document/form_paper.h"
#include "document/paper.h"
#include "domain/text_count.h"
#include "pages/list_asking.h"
#include "pages/nomination_pages.h"
#include "pages/pages.h"
#include "pages/paper_send.h"
#include "pages/plain_fields.h"
#include "pages/section_pages.h"
#include "pages/shortlist_pages.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/web.h"

enum { NAMES = 3, SHEET_COLUMNS = 6 };

struct tag_view names_tag(enum names_state s)
{
    static const struct tag_view tags[NAMES__COUNT] = {{"todo", "名称待核对"},
                                                       {"done", "名称核对无误"},
                                                       {"half", "要求更正名称"},
                                                       {"done", "名称已更正"},
                                                       {"back", "更正未同意，待核对"}};
    return tags[s];
}

/* ---- the unit's page ---- */

struct checking {
    struct nomination n;
    struct name_check k;
    struct shortlist_facts facts;
    struct typed brand, unit, window, reason;
};

static enum err begin_checking(struct web *w, struct checking *g)
{
    *g = (struct checking){0};
    TRY(nomination_of_path(w, &g->n));
    TRY(names_of_nomination(web_reading(w), g->n.id, &g->k));
    TRY(shortlist_facts_now(w, &g->facts, NULL));
    enum err may = may_answer_names(&w->actor, g->n.body_id, &g->facts);
    return may == ERR_NOT_FOUND ? may : OK;
}

static void ask_names(struct checking *g, const struct printed_names *names, const char *reason)
{
    g->brand = (struct typed){.id = "brand", .label = "品牌名称", .value = names->brand};
    g->unit = (struct typed){.id = "unit", .label = "单位名称", .value = names->unit, .help = "填写全称，与公章一致"};
    g->window = (struct typed){.id = "window", .label = "窗口名称", .value = names->window};
    g->reason = (struct typed){.id = "reason", .label = "更正的理由", .value = reason};
}

static const char *check_state(struct web *w, const struct checking *g)
{
    if (g->facts.is_released) {
        return "名称核对已经结束，不能再改。";
    }
    if (g->facts.phase != PHASE_OPEN) {
        return "名称核对的时间已过。名称有误的，请打电话。";
    }
    const char *at = g->k.answer_id == 0 ? "" : at_short_chinese(w->arena, g->k.answered_at);
    switch (g->k.state) {
    case NAMES_OPEN: return text_format(w->arena, "%s 发出，请核对。", at_short_chinese(w->arena, g->k.started_at));
    case NAMES_CONFIRMED: return text_format(w->arena, "%s 核对无误。发现有误的，还可以在下面要求更正。", at);
    case NAMES_ASKED:
        return text_format(w->arena, "%s 要求改为：品牌“%s”，单位“%s”，窗口“%s”。等办公室答复。", at, g->k.asked.brand,
                           g->k.asked.unit, *g->k.asked.window == '\0' ? "无" : g->k.asked.window);
    case NAMES_ACCEPTED: return "更正已经同意，上面是更正以后的名称。";
    case NAMES_REFUSED: return "请再核对一次：按上面的名称无误，还是仍要更正。";
    case NAMES__COUNT: break;
    }
    return "";
}

static enum err show_checking(struct web *w, struct checking *g, int status)
{
    const struct typed *const all[] = {&g->brand, &g->unit, &g->window, &g->reason};
    const struct printed_names *hold = &g->k.hold;
    struct names_view v = {.back_url = url_path(nomination_path(w, &g->n, "")),
                           .post_url = url_path(nomination_path(w, &g->n, "names")),
                           .pdf_url = url_path(nomination_path(w, &g->n, "names.pdf")),
                           .receipt_no = g->k.receipt_no,
                           .brand = hold->brand,
                           .unit = hold->unit,
                           .window = *hold->window == '\0' ? NULL : hold->window,
                           .tag = names_tag(g->k.state),
                           .state_text = check_state(w, g),
                           .refusal = g->k.state == NAMES_REFUSED ? g->k.decision_reason : NULL};
    v.can_answer = may_answer_names(&w->actor, g->n.body_id, &g->facts) == OK;
    v.errors = typed_errors(w->arena, all, sizeof all / sizeof all[0]);
    v.asked_brand = line_field(w->arena, &g->brand, "");
    v.asked_unit = line_field(w->arena, &g->unit, "");
    v.asked_window = line_field(w->arena, &g->window, "");
    v.reason = text_box_field(w->arena, &g->reason, NAME_REASON_ZI);
    frame_page(w, &v.page, "核对名称");
    v.page.has_errors = v.errors.items_len > 0;
    if (fields_has(&w->rq->query, "answered")) {
        frame_flash(&v.page, "ok", "已登记", NULL);
    }
    v.top = (struct form_top_view){w->token, NULL};
    tpl_names(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err names_page(struct web *w)
{
    struct checking g;
    TRY(begin_checking(w, &g));
    ask_names(&g, &g.k.hold, "");
    return show_checking(w, &g, 200);
}

enum err names_submit_page(struct web *w)
{
    struct checking g;
    struct names_faults f;
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(begin_checking(w, &g));
    if (may_answer_names(&w->actor, g.n.body_id, &g.facts) != OK) {
        ask_names(&g, &g.k.hold, "");
        return show_checking(w, &g, 409); /* says why */
    }
    const char *done = text_format(w->arena, "%s?answered=1", nomination_path(w, &g.n, "names"));
    if (strcmp(fields_text(&w->rq->form, "answer"), "confirm") == 0) {
        TRY(names_answer(&c, &g.k, NULL, ""));
        web_redirect(w, done);
        return OK;
    }
    struct printed_names asked = {posted_line(w, "brand"), posted_line(w, "unit"), posted_line(w, "window")};
    ask_names(&g, &asked, posted_text(w, "reason"));
    if (!names_judge(&g.k.hold, &asked, g.reason.value, &f)) {
        g.brand.error = f.brand;
        g.unit.error = f.unit;
        g.window.error = f.window;
        g.reason.error = f.reason;
        return show_checking(w, &g, 422);
    }
    TRY(names_answer(&c, &g.k, &asked, g.reason.value));
    web_redirect(w, done);
    return OK;
}

/* ---- on paper ---- */

static const char *const *sheet_values(struct web *w, const struct name_check *list, size_t len)
{
    const char **v = ARENA_ARRAY(w->arena, const char *, len *SHEET_COLUMNS + 1);
    for (size_t i = 0; i < len; i++) {
        const struct printed_names *n = &list[i].hold;
        const char *const row[SHEET_COLUMNS] = {text_format(w->arena, "%zu", i + 1),
                                                list[i].receipt_no,
                                                n->brand,
                                                n->unit,
                                                *n->window == '\0' ? "（无）" : n->window,
                                                ""};
        memcpy(&v[i * SHEET_COLUMNS], row, sizeof row);
    }
    return v;
}

static enum err print_names(struct web *w, const struct name_check *list, size_t len, const char *filename)
{
    enum { BLOCKS = 3, SIGNS = 3 };
    static const struct paper_column columns[SHEET_COLUMNS] = {{"序号", 2, true},      {"受理编号", 5, true},
                                                               {"品牌名称", 8, false}, {"单位名称", 11, false},
                                                               {"窗口名称", 8, false}, {"核对人签名", 5, false}};
    static const struct paper_field signs[SIGNS] = {{"单位（盖章）", ""}, {"负责人签名", ""}, {"日期", ""}};
    struct office_block b[BLOCKS] = {{.kind = OFFICE_TABLE,
                                      .columns = columns,
                                      .columns_len = SHEET_COLUMNS,
                                      .values = sheet_values(w, list, len),
                                      .values_len = len * SHEET_COLUMNS,
                                      .empty_text = "没有要核对的名称"},
                                     {.kind = OFFICE_NOTE,
                                      .text = "以上名称将印在奖牌和证书上。请对照公章逐字核对；有误的，写明正确的名称并"
                                              "盖章。核对名称与是否列入候选名单无关。"},
                                     {.kind = OFFICE_SIGNATURES, .items = signs, .items_len = SIGNS}};
    struct office_paper p = {.heading = w->round->title,
                             .title = "名称核对表",
                             .number = "",
                             .blocks = b,
                             .blocks_len = BLOCKS,
                             .issuer = "",
                             .issued_on = "",
                             .foot = text_format(w->arena, "名称核对表　·　%s", round_text(w->round, "organiser")),
                             .qr_text = "",
                             .is_register = true};
    struct paper_pdf pdf;
    p.meta = (struct paper_meta){.title = "名称核对表",
                                 .author = round_text(w->round, "organiser"),
                                 .lang = "zh-CN",
                                 .created_at = list[0].started_at};
    TRY(paper_office(w->app->paper, &p, w->arena, &pdf));
    paper_send(w, &pdf, filename);
    return OK;
}

enum err names_pdf_page(struct web *w)
{
    struct checking g;
    TRY(begin_checking(w, &g));
    return print_names(w, &g.k, 1, text_format(w->arena, "名称核对表_%s.pdf", g.k.receipt_no));
}

enum err shortlist_names_pdf_page(struct web *w)
{
    struct name_check *list = NULL;
    size_t len = 0;
    TRY(may_view_shortlist(&w->actor));
    TRY(names_list(web_reading(w), &list, &len));
    return len == 0 ? ERR_NOT_FOUND : print_names(w, list, len, "名称核对表.pdf");
}

/* ---- the office's list ---- */

struct names_asked {
    struct list_asking k;
    const char *state;
};

static enum err ask_names_list(struct web *w, struct names_asked *q)
{
    TRY(list_ask_begin(w, "/shortlist/names", &q->k));
    struct list_choosing c = list_choose(&q->k, "state", "全部", NAMES__COUNT);
    for (int i = 0; i < NAMES__COUNT; i++) {
        list_add_choice(&c, names_state_ident((enum names_state)i), names_tag((enum names_state)i).text);
    }
    q->state = list_add_filter(&q->k, "state", "核对", &c);
    list_ask_word(&q->k);
    return OK;
}

static bool is_named(const struct name_check *k, const struct names_asked *q)
{
    const char *word = q->k.filter.word;
    bool has_word = *word == '\0' || strstr(k->hold.brand, word) != NULL || strstr(k->hold.unit, word) != NULL ||
                    strstr(k->receipt_no, word) != NULL;
    return has_word && (*q->state == '\0' || strcmp(q->state, names_state_ident(k->state)) == 0);
}

static const struct text_view *asked_lines(struct web *w, const struct name_check *k, size_t *ret_len)
{
    const char *const labels[NAMES] = {"品牌名称", "单位名称", "窗口名称"};
    const char *const from[NAMES] = {k->hold.brand, k->hold.unit, k->hold.window};
    const char *const to[NAMES] = {k->asked.brand, k->asked.unit, k->asked.window};
    struct text_view *list = ARENA_ARRAY(w->arena, struct text_view, NAMES);
    size_t len = 0;
    for (size_t i = 0; i < NAMES && (k->state == NAMES_ASKED || k->state == NAMES_REFUSED); i++) {
        if (strcmp(from[i], to[i]) != 0) {
            list[len++].text = text_format(w->arena, "%s：“%s”改为“%s”", labels[i], from[i], to[i]);
        }
    }
    *ret_len = len;
    return list;
}

static struct name_row_view name_row(struct web *w, const struct name_check *k, bool can_decide)
{
    struct name_row_view v = {
        .receipt_no = k->receipt_no,
        .brand = k->hold.brand,
        .unit = k->hold.unit,
        .window = *k->hold.window == '\0' ? "—" : k->hold.window,
        .tag = names_tag(k->state),
        .reason = k->state == NAMES_CONFIRMED ? "" : k->reason,
        .answered_text =
            k->answer_id == 0 ? NULL : text_format(w->arena, "%s 答复", at_short_chinese(w->arena, k->answered_at)),
        .can_decide = can_decide && k->state == NAMES_ASKED,
        .url = url_path(text_format(w->arena, "/shortlist/names/%s", k->ref)),
        .id = text_format(w->arena, "n-%s", k->ref),
        .refusal = ""};
    v.asked = asked_lines(w, k, &v.asked_len);
    return v;
}

/* The checks, and which of them a refusal without its reason was typed for. */
struct name_listing {
    const struct name_check *list;
    size_t len;
    const char *bad; /* NULL: none */
    bool may_decide;
};

static void say_bad(struct web *w, struct shortlist_names_view *v, struct name_row_view *r)
{
    struct error_item_view *item = ARENA_NEW(w->arena, struct error_item_view);
    r->error = "不同意的，请写明理由，单位会看到";
    r->refusal = posted_line(w, "reason");
    *item = (struct error_item_view){r->id, r->error};
    v->errors = (struct error_summary_view){item, 1, 1};
}

/* The rows that are asked for; how many of all wait for an answer. */
static size_t fill_name_rows(struct web *w, struct shortlist_names_view *v, const struct names_asked *q,
                             const struct name_listing *x)
{
    struct name_row_view *rows = ARENA_ARRAY(w->arena, struct name_row_view, x->len + 1);
    size_t waiting = 0;
    for (size_t i = 0; i < x->len; i++) {
        bool is_bad = x->bad != NULL && strcmp(x->bad, x->list[i].ref) == 0;
        waiting += names_wait(x->list[i].state);
        if (is_bad || is_named(&x->list[i], q)) {
            struct name_row_view *r = &rows[v->rows_len++];
            *r = name_row(w, &x->list[i], x->may_decide);
            if (is_bad) {
                say_bad(w, v, r);
            }
        }
    }
    v->rows = rows;
    return waiting;
}

/* `bad`: the check whose refusal has no reason; NULL: none. */
static enum err show_names(struct web *w, const char *bad, int status)
{
    struct shortlist_names_view v = {.pdf_url = url_path("/shortlist/names.pdf")};
    struct names_asked q = {.state = ""};
    struct shortlist_facts f;
    struct name_check *list = NULL;
    size_t len = 0;
    TRY(ask_names_list(w, &q));
    TRY(names_list(web_reading(w), &list, &len));
    TRY(shortlist_facts_now(w, &f, NULL));
    bool may = may_build_shortlist(&w->actor, &f) == OK;
    size_t waiting = fill_name_rows(w, &v, &q, &(struct name_listing){list, len, bad, may});
    v.lead = text_format(w->arena, "已发给 %zu 个单位，%zu 个还没有答复。每个被推荐的单位都收到，不论是否列入。", len,
                         waiting);
    v.can_start = may && f.unchecked > 0;
    v.start_text = "发出以后，每个被推荐的单位都在自己的申报任务里看到将来印在奖牌和证书上的名称，核对无误或者要求更正"
                   "。措辞相同，时间相同，看不出是否列入。";
    v.filter = list_filter_of(&q.k, "品牌、单位或编号");
    v.count_text = text_format(w->arena, "%s %zu 个单位", q.k.is_filtered ? "符合条件的有" : "共", v.rows_len);
    v.empty_text = len > 0 ? "没有符合条件的单位。可以换一个词，或者清除筛选条件。" : "名称核对还没有发出。";
    frame_page(w, &v.page, "名称核对");
    v.page.has_errors = v.errors.items_len > 0;
    if (fields_has(&w->rq->query, "started")) {
        frame_flash(&v.page, "ok", "名称核对已发出", NULL);
    } else if (fields_has(&w->rq->query, "decided")) {
        frame_flash(&v.page, "ok", "已登记", "单位在核对名称的页面看到结果。");
    }
    v.top = (struct form_top_view){w->token, NULL};
    tpl_shortlist_names(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err shortlist_names_page(struct web *w)
{
    TRY(may_view_shortlist(&w->actor));
    return show_names(w, NULL, 200);
}

enum err shortlist_names_start_page(struct web *w)
{
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    bool may = false;
    int sent = 0;
    TRY(may_build_now(w, &may));
    if (!may) {
        return OK;
    }
    TRY(names_start(&c, w->round->id, &sent));
    web_redirect(w, sent > 0 ? "/shortlist/names?started=1" : "/shortlist/names");
    return OK;
}

enum err shortlist_names_decide_page(struct web *w)
{
    struct name_check k;
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    bool may = false;
    TRY(may_view_shortlist(&w->actor));
    TRY(names_by_ref(web_reading(w), w->parts[0], &k));
    TRY(may_build_now(w, &may));
    if (!may) {
        return OK;
    }
    bool is_accepted = strcmp(fields_text(&w->rq->form, "decision"), "accepted") == 0;
    const char *reason = is_accepted ? "" : posted_line(w, "reason");
    size_t zi = zi_count(reason);
    if (!is_accepted && (zi < 2 || zi > NAME_REASON_ZI)) {
        return show_names(w, k.ref, 422);
    }
    TRY(names_decide(&c, &k, is_accepted, reason));
    web_redirect(w, "/shortlist/names?decided=1");
    return OK;
}

/* ---- told on the pages of a nomination ---- */

static enum err told_outcome(struct web *w, const struct nomination *n, struct shortlist_told *ret)
{
    struct shortlist_outcome o;
    enum err e = shortlist_outcome(w->db, w->arena, n->id, &o);
    if (e != OK) {
        return e == ERR_NOT_FOUND ? OK : e;
    }
    ret->tag =
        o.is_shortlisted ? (struct tag_view){"ok", "列入候选名单"} : (struct tag_view){"off", "没有列入候选名单"};
    ret->text = o.is_shortlisted ? "经初审，列入候选名单，将按公示评议的时间公示。"
                : *o.reason == '\0'
                    ? "感谢参加这次申报。经初审，这次没有列入候选名单。"
                    : text_format(w->arena, "感谢参加这次申报。经初审，这次没有列入候选名单。理由：%s", o.reason);
    return OK;
}

static enum err told_names(struct web *w, const struct nomination *n, struct shortlist_told *ret)
{
    struct name_check k;
    enum err e = names_of_nomination(web_reading(w), n->id, &k);
    if (e != OK) {
        return e == ERR_NOT_FOUND ? OK : e;
    }
    ret->tag = names_tag(k.state);
    ret->text =
        text_format(w->arena, "将来印在奖牌和证书上的名称：品牌“%s”，单位“%s”%s%s%s。", k.hold.brand, k.hold.unit,
                    *k.hold.window == '\0' ? "" : "，窗口“", k.hold.window, *k.hold.window == '\0' ? "" : "”");
    ret->link_label = names_wait(k.state) ? "核对名称" : "查看名称核对";
    ret->link = nomination_path(w, n, "names");
    return OK;
}

enum err shortlist_told_of(struct web *w, const struct nomination *n, struct shortlist_told *ret_outcome,
                           struct shortlist_told *ret_names)
{
    *ret_outcome = (struct shortlist_told){0};
    *ret_names = (struct shortlist_told){0};
    TRY(told_outcome(w, n, ret_outcome));
    bool is_own = w->actor.role == ROLE_UNIT && w->actor.body_id == n->body_id;
    return is_own ? told_names(w, n, ret_names) : OK;
}
