/* mercy_pages.c - a unit takes its nomination back and brings it back; the office gives one unit more time. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/mercy.h"
#include "domain/text_clean.h"
#include "domain/text_count.h"
#include "pages/pages.h"
#include "pages/plain_fields.h"
#include "pages/section_pages.h"
#include "pages/stage_words.h"
#include "pages/standing.h"
#include "pages/views.h"
#include "store/db.h"
#include "store/grant_store.h"
#include "store/late_store.h"
#include "store/message_store.h"
#include "store/value_list.h"
#include "web/frame.h"
#include "web/web.h"

enum { REASON_ZI = 200, WORDS_BYTES_MAX = 180 };

/* ---- taken back, and brought back ---- */

static const struct text_view *withdraw_effects(struct web *w, const struct nomination *n, size_t *ret_len)
{
    enum { EFFECTS = 4 };
    struct text_view *list = ARENA_ARRAY(w->arena, struct text_view, EFFECTS);
    const struct stage_window *x = stage_window_of(w->round->windows, w->round->windows_len, STAGE_NOMINATION);
    const char *until = x == NULL ? "" : closing_words(w->arena, x->closes_at);
    list[0].text =
        text_format(w->arena, "第 %d 版不再参加推荐。它的内容和受理编号都保留，可以查看和下载。", n->version_no);
    list[1].text = text_format(w->arena, "%s 以前可以恢复：恢复成草稿，受理编号不变，改好以后再提交是第 %d 版。", until,
                               n->version_no + 1);
    list[2].text = text_format(w->arena, "%s 以后不能恢复，也不能另外申报。", until);
    list[3].text = "已经盖章的纸件作废；再次提交以后要重新打印、盖章、报送。";
    *ret_len = EFFECTS;
    return list;
}

static enum err show_withdraw(struct web *w, const struct nomination *n, struct typed *reason, int status)
{
    struct value_list values;
    TRY(draft_values(w->db, w->arena, n->id, &values));
    struct withdraw_view v = {.brand_name = value_get(&values, "brand_name", 0), .receipt_no = n->receipt_no};
    const struct typed *const all[] = {reason};
    v.errors = typed_errors(w->arena, all, 1);
    v.effects = withdraw_effects(w, n, &v.effects_len);
    v.reason = text_box_field(w->arena, reason, REASON_ZI);
    v.reason.is_optional = true;
    v.back_url = url_path(nomination_path(w, n, ""));
    v.post_url = url_path(nomination_path(w, n, "withdraw"));
    frame_page(w, &v.page, "撤回申报");
    v.page.has_errors = reason->error != NULL;
    v.top = (struct form_top_view){w->token, NULL};
    tpl_withdraw(&w->out, &v);
    web_html(w, status);
    return OK;
}

static struct typed withdraw_reason(const char *value)
{
    return (struct typed){.id = "reason", .label = "撤回的原因", .value = value, .help = "写明原因，方便以后查考"};
}

/* A colleague did it already: the task list says so. */
static bool is_done_already(struct web *w, const struct nomination *n, enum err may, enum nomination_state state)
{
    if (may == ERR_CONFLICT && n->state == state) {
        web_redirect(w, nomination_path(w, n, ""));
        return true;
    }
    return false;
}

enum err withdraw_page(struct web *w)
{
    struct nomination n;
    TRY(nomination_of_path(w, &n));
    struct nomination_facts facts = nomination_facts_of(&n);
    enum err may = may_withdraw_nomination(&w->actor, w->stages, &facts);
    if (may == ERR_CONFLICT) { /* nothing is submitted: the task list says what there is */
        web_redirect(w, nomination_path(w, &n, ""));
        return OK;
    }
    TRY(may);
    struct typed reason = withdraw_reason("");
    return show_withdraw(w, &n, &reason, 200);
}

enum err withdraw_submit_page(struct web *w)
{
    struct nomination n;
    TRY(nomination_of_path(w, &n));
    struct nomination_facts facts = nomination_facts_of(&n);
    enum err may = may_withdraw_nomination(&w->actor, w->stages, &facts);
    if (is_done_already(w, &n, may, NOMINATION_WITHDRAWN)) {
        return OK;
    }
    TRY(may);
    struct typed reason = withdraw_reason(posted_text(w, "reason"));
    if (utf8_length(reason.value) > REASON_ZI) {
        reason.error = "原因太长，请缩短到 200 字以内";
        return show_withdraw(w, &n, &reason, 422);
    }
    TRY(nomination_withdraw(w->db, w->arena, &w->who, &n, reason.value));
    web_redirect(w, text_format(w->arena, "%s?withdrawn=1", nomination_path(w, &n, "")));
    return OK;
}

enum err restore_page(struct web *w)
{
    struct nomination n;
    TRY(nomination_of_path(w, &n));
    struct nomination_facts facts = nomination_facts_of(&n);
    enum err may = may_restore_nomination(&w->actor, w->stages, &facts);
    if (is_done_already(w, &n, may, NOMINATION_DRAFT)) {
        return OK;
    }
    TRY(may);
    TRY(nomination_restore(w->db, w->arena, &w->who, &n));
    web_redirect(w, text_format(w->arena, "%s?restored=1", nomination_path(w, &n, "")));
    return OK;
}

/* ---- more time for one unit ---- */

static const struct extension_line_view *extension_lines(struct web *w, const struct extension_row *rows, size_t len)
{
    struct extension_line_view *list = ARENA_ARRAY(w->arena, struct extension_line_view, len + 1);
    for (size_t i = 0; i < len; i++) {
        list[i] = (struct extension_line_view){
            .body_name = rows[i].body_name,
            .until = closing_words(w->arena, rows[i].is.closes_at),
            .reason = rows[i].reason,
            .approver = rows[i].approver,
            .granted =
                text_format(w->arena, "%s %s", at_short_chinese(w->arena, rows[i].granted_at), rows[i].granted_by),
            .url = url_path(text_format(w->arena, "/extensions/%s", rows[i].body_ref))};
    }
    return list;
}

static enum err fill_late(struct web *w, struct extensions_view *v)
{
    struct late_row *rows = NULL;
    TRY(late_list(web_reading(w), &rows, &v->late_len));
    struct late_line_view *list = ARENA_ARRAY(w->arena, struct late_line_view, v->late_len + 1);
    for (size_t i = 0; i < v->late_len; i++) {
        list[i] = (struct late_line_view){
            .body_name = rows[i].body_name,
            .brand_name = rows[i].brand_name,
            .attempted = at_short_chinese(w->arena, rows[i].attempted_at),
            .tag = late_tag(rows[i].decision),
            .url = url_path(text_format(w->arena, "/nominations/%s/late/%s", rows[i].nomination_ref, rows[i].ref))};
    }
    v->late = list;
    return OK;
}

static enum err fill_found(struct web *w, struct extensions_view *v)
{
    struct unit_row *units = NULL;
    const char *typed = text_clean_line(w->arena, fields_text(&w->rq->query, "unit"));
    v->words = arena_copy(w->arena, typed, utf8_cut(typed, strlen(typed), WORDS_BYTES_MAX));
    v->has_searched = *v->words != '\0';
    if (!v->has_searched) {
        return OK;
    }
    TRY(unit_search(w->db, w->arena, v->words, &units, &v->found_len));
    struct unit_link_view *list = ARENA_ARRAY(w->arena, struct unit_link_view, v->found_len + 1);
    for (size_t i = 0; i < v->found_len; i++) {
        list[i] =
            (struct unit_link_view){units[i].name, url_path(text_format(w->arena, "/extensions/%s", units[i].ref))};
    }
    v->found = list;
    return OK;
}

enum err extensions_page(struct web *w)
{
    struct extensions_view v = {.words = ""};
    struct extension_row *rows = NULL;
    TRY(extension_list(w->db, w->arena, w->round->id, 0, &rows, &v.rows_len));
    v.rows = extension_lines(w, rows, v.rows_len);
    TRY(fill_late(w, &v));
    TRY(fill_found(w, &v));
    frame_page(w, &v.page, "延期与逾期");
    tpl_extensions(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* One unit, what it has, and what is asked for it. */
struct granting {
    int64_t body_id;
    const char *body_name;
    enum stage stage;  /* of which it may have more: a unit's is the first, a reviewer's the second */
    int64_t has_until; /* with what it was granted */
    struct typed day, clock, reason, approver;
};

static enum err read_unit(struct web *w, struct granting *g)
{
    struct extension granted[STAGE__COUNT];
    struct stage_window own[STAGE__COUNT];
    struct body body;
    size_t len = 0;
    TRY(unit_by_ref(w->db, w->arena, w->parts[0], &g->body_id, &g->body_name));
    TRY(body_by_id(w->db, w->arena, g->body_id, &body));
    g->stage = strcmp(body.kind, "unit") == 0 ? STAGE_NOMINATION : STAGE_RECOMMENDATION;
    TRY(extension_of_body(w->db, w->arena, w->round->id, g->body_id, granted, &len));
    windows_for(w->round->windows, w->round->windows_len, granted, len, own);
    const struct stage_window *x = stage_window_of(own, w->round->windows_len, g->stage);
    g->has_until = x == NULL ? 0 : x->closes_at;
    return x == NULL ? ERR_CONFLICT : OK;
}

static void ask(struct granting *g, const char *day, const char *clock, const char *reason, const char *approver)
{
    g->day = (struct typed){.id = "day", .label = "延至", .value = day, .help = "例如 2015-6-28"};
    g->clock = (struct typed){.id = "clock", .label = "时间", .value = clock, .help = "例如 17:30；不填就是当天 24:00"};
    g->reason = (struct typed){.id = "reason", .label = "理由", .value = reason};
    g->approver =
        (struct typed){.id = "approver", .label = "批准人", .value = approver, .help = "批准延期的负责人姓名"};
}

static enum err show_extension(struct web *w, struct granting *g, int status)
{
    struct extension_row *rows = NULL;
    struct extension_view v = {
        .body_name = g->body_name,
        .kicker = stage_name(g->stage),
        .effect = g->stage == STAGE_NOMINATION
                      ? "延到新的时间为止，这家单位可以填写、提交、撤回和恢复；别的单位不受影响。"
                      : "延到新的时间为止，这个部门可以审阅、提意见、退回和报送推荐汇总表；别的部门不受影响。"};
    const struct typed *const all[] = {&g->day, &g->clock, &g->reason, &g->approver};
    TRY(extension_list(w->db, w->arena, w->round->id, g->body_id, &rows, &v.rows_len));
    v.rows = extension_lines(w, rows, v.rows_len);
    v.errors = typed_errors(w->arena, all, sizeof all / sizeof all[0]);
    v.now_text = text_format(w->arena, "现在的截止时间是 %s%s。", closing_words(w->arena, g->has_until),
                             v.rows_len > 0 ? "（已经延过）" : "");
    v.day = line_field(w->arena, &g->day, "w-16");
    v.clock = line_field(w->arena, &g->clock, "w-8");
    v.clock.is_optional = true;
    v.reason = text_box_field(w->arena, &g->reason, REASON_ZI);
    v.approver = line_field(w->arena, &g->approver, "w-16");
    v.post_url = url_path(w->rq->path);
    frame_page(w, &v.page, "批准延期");
    v.page.has_errors = v.errors.items_len > 0;
    if (fields_has(&w->rq->query, "granted")) {
        frame_flash(&v.page, "ok", "已经延期",
                    text_format(w->arena, "%s现在可以%s到 %s。", g->body_name,
                                g->stage == STAGE_NOMINATION ? "申报" : "推荐", closing_words(w->arena, g->has_until)));
    }
    v.top = (struct form_top_view){w->token, NULL};
    tpl_extension(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err extension_page(struct web *w)
{
    struct granting g = {0};
    TRY(read_unit(w, &g));
    ask(&g, "", "", "", "");
    return show_extension(w, &g, 200);
}

/* The end of the last stage. */
static int64_t round_ends(const struct round *r)
{
    int64_t end = 0;
    for (size_t i = 0; i < r->windows_len; i++) {
        end = r->windows[i].closes_at > end ? r->windows[i].closes_at : end;
    }
    return end;
}

static bool judge_grant(struct web *w, struct granting *g, int64_t *ret_at)
{
    if (closing_parse(w->arena, g->day.value, g->clock.value, ret_at) != OK) {
        int64_t any = 0;
        bool is_day = closing_parse(w->arena, g->day.value, "", &any) == OK;
        *(is_day ? &g->clock.error : &g->day.error) =
            is_day ? "时间看不懂，请写成 17:30 这样" : "日期看不懂，请写成 2015-6-28 这样";
    } else {
        g->day.error = extension_fault(w->now, g->has_until, round_ends(w->round), *ret_at);
    }
    g->reason.error = reason_fault(g->reason.value);
    g->approver.error = name_fault(g->approver.value);
    return g->day.error == NULL && g->clock.error == NULL && g->reason.error == NULL && g->approver.error == NULL;
}

enum err extension_grant_page(struct web *w)
{
    struct granting g = {0};
    int64_t at = 0;
    TRY(read_unit(w, &g));
    ask(&g, posted_line(w, "day"), posted_line(w, "clock"), posted_text(w, "reason"), posted_line(w, "approver"));
    if (!judge_grant(w, &g, &at)) {
        return show_extension(w, &g, 422);
    }
    struct extension_row row = {.body_id = g.body_id,
                                .body_ref = w->parts[0],
                                .is = {g.stage, at},
                                .reason = g.reason.value,
                                .approver = g.approver.value};
    TRY(extension_grant(w->db, w->arena, &w->who, w->round->id, &row));
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    struct notice_new told = {
        .round_id = w->round->id,
        .body_id = g.body_id,
        .kind = "extension",
        .title = text_format(w->arena, "%s的截止时间延至 %s", stage_name(g.stage), closing_words(w->arena, at)),
        .text = "只对本单位有效。",
        .link = "/nominations"};
    TRY(notice_send(&c, &told));
    web_redirect(w, text_format(w->arena, "%s?granted=1", w->rq->path));
    return OK;
}

enum err extension_of_nomination_page(struct web *w)
{
    struct nomination n;
    struct body body;
    TRY(nomination_of_path(w, &n));
    TRY(body_by_id(w->db, w->arena, n.body_id, &body));
    web_redirect(w, text_format(w->arena, "/extensions/%s", body.ref));
    return OK;
}
