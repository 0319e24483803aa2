/* shortlist_release_pages.c - a release by two people: one proposes a draft, another confirms it. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/mercy.h"
#include "domain/text_count.h"
#include "pages/pages.h"
#include "pages/plain_fields.h"
#include "pages/shortlist_pages.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/web.h"

enum { NAMES_REASON_ZI = 200, EFFECTS = 4 };

struct releasing {
    struct shortlist_facts facts;
    int last_draft;
    struct shortlist_proposal proposal; /* when facts.is_proposed */
    struct shortlist_lines lines;       /* of the draft that is proposed, or would be */
    int draft;
    struct typed names_reason;
};

static enum err begin_releasing(struct web *w, struct releasing *g)
{
    struct shortlist_draft d;
    *g = (struct releasing){
        .names_reason = {.id = "names_reason", .label = "名称没有全部核对，仍要发布的理由", .value = ""}};
    TRY(may_view_shortlist(&w->actor));
    TRY(shortlist_facts_now(w, &g->facts, &g->last_draft));
    g->draft = g->last_draft;
    if (g->facts.is_proposed) {
        TRY(shortlist_proposal(web_reading(w), &g->proposal));
        g->draft = g->proposal.draft;
    }
    if (g->draft == 0) {
        return OK;
    }
    TRY(shortlist_draft_get(web_reading(w), g->draft, &d));
    return shortlist_draft_lines(web_reading(w), &d, &g->lines);
}

static const struct text_view *release_effects(struct web *w, bool is_proposing, size_t *ret_len)
{
    struct text_view *list = ARENA_ARRAY(w->arena, struct text_view, EFFECTS);
    size_t len = 0;
    if (is_proposing) {
        list[len++].text = "名单暂时不能再改，等另一个人确认；确认以前可以撤回提出。";
    }
    list[len++].text =
        "列入的单位、它的推荐单位看到“候选（公示中）”，没有列入的看到“初审未通过”；看不到等次、审阅人和别人的结果。";
    list[len++].text = "不列入的理由，只有勾选了“告诉单位”的，单位才看得到。";
    list[len++].text = "列入的品牌名称、单位名称、窗口名称从此不再更改，公示、证书和奖牌都用它。发布以后不能撤回。";
    *ret_len = len;
    return list;
}

static void fill_lines(struct web *w, struct shortlist_release_view *v, const struct releasing *g)
{
    size_t out = 0;
    for (size_t i = 0; i < g->lines.len; i++) {
        out += g->lines.items[i].choice == CHOICE_OUT;
    }
    v->rows = shortlist_line_views(w, &g->lines, CHOICE_IN, &v->rows_len);
    v->out_text = text_format(w->arena, "列入 %zu 个，不列入 %zu 个。", v->rows_len, out);
    v->names_text =
        g->facts.names_open == 0 || g->facts.is_recused
            ? NULL
            : text_format(w->arena, "有 %d 个单位还没有核对名称，发布时按申报表上的名称。", g->facts.names_open);
}

static enum err show_releasing(struct web *w, struct releasing *g, bool is_proposing, int status)
{
    const struct typed *const all[] = {&g->names_reason};
    struct shortlist_release_view v = {.title = is_proposing ? "提出发布候选名单" : "确认发布候选名单",
                                       .lead = text_format(w->arena, "第 %d 稿", g->draft),
                                       .draft = g->draft};
    bool is_own = g->facts.is_proposed && g->facts.is_proposer;
    const char *fault = release_fault_text(w, &g->facts);
    v.effects = release_effects(w, is_proposing, &v.effects_len);
    v.errors = typed_errors(w->arena, all, 1);
    v.asks_names_reason = is_proposing && g->facts.names_open > 0;
    v.names_reason = text_box_field(w->arena, &g->names_reason, NAMES_REASON_ZI);
    v.can_propose = is_proposing && may_propose_release(&w->actor, &g->facts) == OK;
    v.can_confirm = !is_proposing && may_confirm_release(&w->actor, &g->facts) == OK;
    v.can_withdraw = !is_proposing && may_withdraw_proposal(&w->actor, &g->facts) == OK;
    v.state_text = fault != NULL                  ? fault
                   : is_own                       ? "名单由您提出，要由另一个人确认。"
                   : g->facts.phase != PHASE_OPEN ? shortlist_state_text(w, &g->facts)
                                                  : NULL;
    if (!is_proposing) {
        v.proposed_text = text_format(
            w->arena, "%s %s提出。%s%s", at_chinese(w->arena, g->proposal.proposed_at), g->proposal.proposer,
            *g->proposal.names_reason == '\0' ? "" : "名称没有全部核对的说明：", g->proposal.names_reason);
    }
    fill_lines(w, &v, g);
    frame_page(w, &v.page, v.title);
    v.page.has_errors = v.errors.items_len > 0;
    if (fields_has(&w->rq->query, "proposed")) {
        frame_flash(&v.page, "ok", "已提出发布", "请另一个人登录以后，在这一页确认。");
    }
    v.top = (struct form_top_view){w->token, NULL};
    tpl_shortlist_release(&w->out, &v);
    web_html(w, status);
    return OK;
}

/* ---- proposed ---- */

/* Proposed or released already: those pages say more. */
static bool leads_elsewhere(struct web *w, const struct releasing *g)
{
    if (g->facts.is_released || g->facts.is_proposed) {
        web_redirect(w, "/shortlist/release");
        return true;
    }
    if (may_propose_release(&w->actor, &g->facts) != OK) {
        web_redirect(w, "/shortlist"); /* says what is missing */
        return true;
    }
    return false;
}

enum err shortlist_proposal_page(struct web *w)
{
    struct releasing g;
    TRY(begin_releasing(w, &g));
    return leads_elsewhere(w, &g) ? OK : show_releasing(w, &g, true, 200);
}

enum err shortlist_proposal_submit_page(struct web *w)
{
    struct releasing g;
    int64_t shown = 0;
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(begin_releasing(w, &g));
    if (leads_elsewhere(w, &g)) {
        return OK;
    }
    if (text_to_int(fields_text(&w->rq->form, "draft"), 1, DRAFTS_MAX, &shown) != OK || shown != g.draft) {
        return show_releasing(w, &g, true, 409); /* a colleague saved another draft: look again */
    }
    g.names_reason.value = g.facts.names_open > 0 ? posted_text(w, "names_reason") : "";
    if (g.facts.names_open > 0) {
        size_t zi = zi_count(g.names_reason.value);
        g.names_reason.error = zi < 2                 ? "请写明为什么不等各单位核对完名称"
                               : zi > NAMES_REASON_ZI ? "理由太长，请缩短到 200 字以内"
                                                      : NULL;
        if (g.names_reason.error != NULL) {
            return show_releasing(w, &g, true, 422);
        }
    }
    TRY(shortlist_propose(&c, w->round->id, g.draft, g.names_reason.value));
    web_redirect(w, "/shortlist/release?proposed=1");
    return OK;
}

enum err shortlist_proposal_withdraw_page(struct web *w)
{
    struct shortlist_facts f;
    struct shortlist_proposal p;
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(shortlist_facts_now(w, &f, NULL));
    if (may_withdraw_proposal(&w->actor, &f) == ERR_CONFLICT) { /* confirmed or taken back meanwhile */
        web_redirect(w, "/shortlist");
        return OK;
    }
    TRY(may_withdraw_proposal(&w->actor, &f));
    TRY(shortlist_proposal(web_reading(w), &p));
    TRY(shortlist_proposal_withdraw(&c, &p));
    web_redirect(w, "/shortlist?withdrawn=1");
    return OK;
}

/* ---- confirmed ---- */

enum err shortlist_release_page(struct web *w)
{
    struct releasing g;
    TRY(begin_releasing(w, &g));
    if (g.facts.is_released) {
        return shortlist_released_page(w);
    }
    if (!g.facts.is_proposed) {
        web_redirect(w, "/shortlist");
        return OK;
    }
    return show_releasing(w, &g, false, 200);
}

enum err shortlist_release_submit_page(struct web *w)
{
    struct releasing g;
    int64_t shown = 0;
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(begin_releasing(w, &g));
    if (g.facts.is_released) { /* two pressed at once: it is released, once */
        web_redirect(w, "/shortlist/release");
        return OK;
    }
    if (!g.facts.is_proposed) {
        web_redirect(w, "/shortlist");
        return OK;
    }
    bool is_shown = text_to_int(fields_text(&w->rq->form, "draft"), 1, DRAFTS_MAX, &shown) == OK && shown == g.draft;
    enum err may = may_confirm_release(&w->actor, &g.facts);
    if (may != OK || !is_shown) {
        return show_releasing(w, &g, false, 409);
    }
    TRY(shortlist_release(&c, w->round, &g.proposal));
    web_redirect(w, "/shortlist/release?released=1");
    return OK;
}
