/* recommendation_pages.c - a recommender puts its brands in order and sends them in one act; the office receives. */
#include "pages/recommendation_pages.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/mercy.h"
#include "domain/phone.h"
#include "domain/seal.h"
#include "domain/text_clean.h"
#include "pages/list_asking.h"
#include "pages/pages.h"
#include "pages/plain_fields.h"
#include "pages/review_words.h"
#include "pages/scan_intake.h"
#include "pages/stage_words.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/web.h"

enum { PHONE_CHARS_MAX = 40 };

/* ---- what lies before a body ---- */

struct preparing {
    struct recommended_list work;
    struct list_facts facts;
    const struct recommended **agreed; /* in the body's order */
    size_t agreed_len;
};

static bool is_agreed(const struct recommended *x)
{
    return x->chain.state == NOMINATION_SUBMITTED && chain_conclusion(&x->chain) == VERDICT_AGREE;
}

static enum err read_preparing(struct web *w, struct preparing *ret)
{
    *ret = (struct preparing){0};
    TRY(recommendation_work(w->db, w->arena, w->round->id, w->actor.body_id, &ret->work));
    TRY(recommendation_facts(w->db, w->arena, w->round, &w->actor, &ret->work, &ret->facts));
    ret->agreed = ARENA_ARRAY(w->arena, const struct recommended *, ret->work.len + 1);
    for (size_t i = 0; i < ret->work.len; i++) {
        if (is_agreed(&ret->work.items[i])) {
            ret->agreed[ret->agreed_len++] = &ret->work.items[i];
        }
    }
    return OK;
}

const char *list_path(struct web *w, const struct sent_list *l, const char *name)
{
    return text_format(w->arena, "/recommendations/%s%s%s", l->ref, *name == '\0' ? "" : "/", name);
}

const char *line_of(const struct recommended *x)
{
    return x->route == ROUTE_DISTRICT ? x->district_name : x->sector_name;
}

/* ---- one line ---- */

static const char *pick_note(const struct recommended *x)
{
    return x->chain.is_returned ? "已退回单位修改，改好再提交以前不随名单报送"
           : x->is_doubtful     ? "与别的申报或者以往命名相近，请先核对"
                                : NULL;
}

static struct tag_view pick_tag(const struct recommended *x)
{
    if (x->chain.is_returned) {
        return (struct tag_view){"back", "退回修改"};
    }
    if (chain_awaits_opinion(&x->chain)) {
        return (struct tag_view){"half", "待当地意见"};
    }
    switch (chain_conclusion(&x->chain)) {
    case VERDICT_AGREE: return (struct tag_view){"seal", "推荐"};
    case VERDICT_DISAGREE: return (struct tag_view){"off", "不推荐"};
    case VERDICT_NONE: break;
    }
    return (struct tag_view){"todo", "待审"};
}

static struct pick_view pick_of(struct web *w, const struct recommended *x, size_t place)
{
    return (struct pick_view){.id = text_format(w->arena, "place-%zu", place),
                              .name = text_format(w->arena, "place.%s", x->ref),
                              .place = text_format(w->arena, "%zu", place),
                              .brand_name = x->brand_name,
                              .unit_name = x->unit_name,
                              .receipt_no = x->receipt_no,
                              .sector_name = line_of(x),
                              .note = pick_note(x),
                              .tag = pick_tag(x),
                              .url = url_path(text_format(w->arena, "/reviews/%s", x->ref)),
                              .up = text_format(w->arena, "up.%s", x->ref),
                              .down = text_format(w->arena, "down.%s", x->ref)};
}

static const struct pick_view *agreed_picks(struct web *w, const struct preparing *p)
{
    struct pick_view *list = ARENA_ARRAY(w->arena, struct pick_view, p->agreed_len + 1);
    for (size_t i = 0; i < p->agreed_len; i++) {
        list[i] = pick_of(w, p->agreed[i], i + 1);
        list[i].is_first = i == 0;
        list[i].is_last = i + 1 == p->agreed_len;
    }
    return list;
}

/* Those that are not recommended: concluded so, or not concluded yet. */
static const struct pick_view *other_picks(struct web *w, const struct preparing *p, bool wants_declined,
                                           size_t *ret_len)
{
    struct pick_view *list = ARENA_ARRAY(w->arena, struct pick_view, p->work.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < p->work.len; i++) {
        const struct recommended *x = &p->work.items[i];
        bool is_declined = x->chain.state == NOMINATION_SUBMITTED && chain_conclusion(&x->chain) == VERDICT_DISAGREE;
        if (!is_agreed(x) && is_declined == wants_declined) {
            list[len++] = pick_of(w, x, 0);
        }
    }
    *ret_len = len;
    return list;
}

/* ---- put in order ---- */

static const char *fault_text(struct web *w, const struct list_facts *f, enum list_fault fault)
{
    switch (fault) {
    case LIST_IS_SENT: return "名单已经报送。要调整的，先撤回名单。";
    case LIST_UNDECIDED: return text_format(w->arena, "还有 %d 份待审。每一份都有结论以后，才能报送。", f->undecided);
    case LIST_OVER: return text_format(w->arena, "推荐的超过 %d 个，请先把多出的改为不推荐。", f->places_max);
    case LIST_REASON_LONG: return "说明太长，请缩短到 200 字以内";
    case LIST_NEEDS_REASON:
        return f->agreed == 0 ? "请写明为什么没有推荐的品牌" : "请写明为什么推荐的品牌少于规定的个数";
    case LIST_FINE: break;
    }
    return NULL;
}

static const char *work_lead(struct web *w, const struct preparing *p)
{
    const struct stage_window *x = stage_window_of(w->round->windows, w->round->windows_len, STAGE_RECOMMENDATION);
    return text_format(w->arena, "收到 %zu 份，推荐 %zu 个，待审 %d 份。报送截止 %s。", p->work.len, p->agreed_len,
                       p->facts.undecided, x == NULL ? "时间待定" : closing_words(w->arena, x->closes_at));
}

static void flash_work(struct web *w, struct page *page)
{
    if (fields_has(&w->rq->query, "ordered")) {
        frame_flash(page, "ok", "顺序已保存", NULL);
    } else if (fields_has(&w->rq->query, "recalled")) {
        frame_flash(page, "ok", "名单已撤回", "可以调整以后再次报送。已经盖章的纸件作废。");
    }
}

static enum err show_work(struct web *w, const struct preparing *p, const struct pick_view *picks,
                          struct error_summary_view errors, int status)
{
    struct recommendations_view v = {.lead = work_lead(w, p), .picks = picks, .picks_len = p->agreed_len};
    enum err may = may_send_list(&w->actor, w->stages, &p->facts);
    enum list_fault fault = list_judge(&p->facts, "已有说明");
    TRY(review_slots(w, w->actor.role == ROLE_SECTOR ? OPINION_SECTOR : OPINION_DISTRICT, &v.slots));
    v.errors = errors;
    v.is_open = may == OK;
    v.waiting = other_picks(w, p, false, &v.waiting_len);
    v.declined = other_picks(w, p, true, &v.declined_len);
    v.is_none = p->facts.agreed == 0;
    v.is_few = p->facts.agreed < p->facts.places_min;
    v.why_not = may == ERR_CLOSED
                    ? phase_text(&w->round->texts[STAGE_RECOMMENDATION],
                                 stage_phase(w->round->windows, w->round->windows_len, STAGE_RECOMMENDATION, w->now))
                    : fault_text(w, &p->facts, fault);
    frame_page(w, &v.page, "推荐名单");
    v.page.has_order = true;
    v.page.has_errors = errors.items_len > 0;
    flash_work(w, &v.page);
    v.top = (struct form_top_view){w->token, NULL};
    tpl_recommendations(&w->out, &v);
    web_html(w, status);
    return OK;
}

/* The live list of this body, when there is one: *ret_is_sent. */
static enum err live_list(struct web *w, struct sent_list *ret, bool *ret_is_sent)
{
    enum err e = sent_list_last(w->db, w->arena, w->round->id, w->actor.body_id, ret);
    *ret_is_sent = e == OK && !ret->is_recalled;
    return e == ERR_NOT_FOUND ? OK : e;
}

enum err recommendations_page(struct web *w)
{
    struct preparing p;
    struct sent_list last;
    bool is_sent = false;
    if (w->actor.role == ROLE_OFFICE) {
        return recommendation_board_page(w);
    }
    TRY(live_list(w, &last, &is_sent));
    if (is_sent) {
        web_redirect(w, list_path(w, &last, ""));
        return OK;
    }
    TRY(read_preparing(w, &p));
    return show_work(w, &p, agreed_picks(w, &p), (struct error_summary_view){0}, 200);
}

/* What was typed beside each; in the order of the list that the page showed. */
static enum err read_places(struct web *w, const struct preparing *p, size_t *order, size_t *bad)
{
    const char **typed = ARENA_ARRAY(w->arena, const char *, p->agreed_len + 1);
    for (size_t i = 0; i < p->agreed_len; i++) {
        typed[i] = text_fold_digits(w->arena, posted_line(w, text_format(w->arena, "place.%s", p->agreed[i]->ref)));
        if (*typed[i] == '\0' && !fields_has(&w->rq->form, text_format(w->arena, "place.%s", p->agreed[i]->ref))) {
            typed[i] = text_format(w->arena, "%zu", 900 + i); /* recommended meanwhile by a colleague: to the end */
        }
    }
    return list_order_read(typed, p->agreed_len, order, bad);
}

/* A button beside a line lifts or lowers it by one. */
static void move_line(struct web *w, const struct preparing *p, size_t *order)
{
    const char *move = fields_text(&w->rq->form, "move");
    bool is_up = text_starts(move, "up.");
    const char *ref = is_up ? move + 3 : text_starts(move, "down.") ? move + 5 : "";
    for (size_t k = 0; k < p->agreed_len; k++) {
        size_t other = is_up ? k - 1 : k + 1;
        if (strcmp(p->agreed[order[k]]->ref, ref) == 0 && other < p->agreed_len) {
            size_t kept = order[k];
            order[k] = order[other];
            order[other] = kept;
            return;
        }
    }
}

static enum err refuse_order(struct web *w, const struct preparing *p, size_t bad)
{
    const struct pick_view *shown = agreed_picks(w, p);
    struct pick_view *picks = ARENA_ARRAY(w->arena, struct pick_view, p->agreed_len + 1);
    struct error_item_view *item = ARENA_NEW(w->arena, struct error_item_view);
    memcpy(picks, shown, p->agreed_len * sizeof *picks);
    for (size_t i = 0; i < p->agreed_len; i++) {
        picks[i].place = posted_line(w, picks[i].name);
    }
    picks[bad].error = text_format(w->arena, "“%s”的排序请填 1 到 %zu 的数字，不要与别的相同",
                                   p->agreed[bad]->brand_name, p->agreed_len);
    *item = (struct error_item_view){picks[bad].id, picks[bad].error};
    return show_work(w, p, picks, (struct error_summary_view){item, 1, 1}, 422);
}

enum err recommendation_order_page(struct web *w)
{
    struct preparing p;
    size_t bad = 0;
    TRY(read_preparing(w, &p));
    TRY(may_send_list(&w->actor, w->stages, &p.facts));
    size_t *order = ARENA_ARRAY(w->arena, size_t, p.agreed_len + 1);
    if (read_places(w, &p, order, &bad) != OK) {
        return refuse_order(w, &p, bad);
    }
    move_line(w, &p, order);
    const struct recommended **sorted = ARENA_ARRAY(w->arena, const struct recommended *, p.agreed_len + 1);
    for (size_t k = 0; k < p.agreed_len; k++) {
        sorted[k] = p.agreed[order[k]];
    }
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(recommendation_order_set(&c, w->actor.body_id, sorted, p.agreed_len));
    web_redirect(w, "/recommendations?ordered=1");
    return OK;
}

/* ---- sent ---- */

struct sending {
    struct preparing p;
    struct typed reason, filler_name, filler_phone;
};

static void ask_sending(struct sending *s, const char *reason, const char *name, const char *phone)
{
    s->reason = (struct typed){
        .id = "reason", .label = s->p.facts.agreed == 0 ? "没有推荐的理由" : "少于规定个数的说明", .value = reason};
    s->filler_name = (struct typed){.id = "filler_name", .label = "填表人", .value = name};
    s->filler_phone =
        (struct typed){.id = "filler_phone", .label = "联系电话", .value = phone, .help = "印在推荐汇总表下方"};
}

static const struct text_view *send_effects(struct web *w, const struct sending *s, size_t *ret_len)
{
    enum { EFFECTS = 3 };
    struct text_view *list = ARENA_ARRAY(w->arena, struct text_view, EFFECTS);
    size_t out = 0;
    for (size_t i = 0; i < s->p.work.len; i++) {
        out += s->p.work.items[i].chain.state != NOMINATION_SUBMITTED;
    }
    list[0].text = text_format(w->arena, "%s收到名单；各单位看到“已推荐待初审”或者“未推荐”，以及本单位写的意见。",
                               round_text(w->round, "organiser_short"));
    list[1].text = "报送以后，请打印推荐汇总表和推荐函，盖章送达，并在这里上传盖章件。";
    list[2].text =
        text_format(w->arena, "%s收到以前可以撤回，收到以后不能撤回。%s", round_text(w->round, "organiser_short"),
                    out == 0 ? "" : text_format(w->arena, "有 %zu 份正由单位修改，这次不报送。", out));
    *ret_len = EFFECTS;
    return list;
}

static enum err show_sending(struct web *w, struct sending *s, int status)
{
    struct recommendation_send_view v = {.picks = agreed_picks(w, &s->p), .picks_len = s->p.agreed_len};
    const struct typed *const all[] = {&s->reason, &s->filler_name, &s->filler_phone};
    size_t waiting = 0;
    v.others = other_picks(w, &s->p, true, &v.others_len);
    (void)other_picks(w, &s->p, false, &waiting);
    v.errors = typed_errors(w->arena, all, sizeof all / sizeof all[0]);
    v.lead = s->p.agreed_len == 0 ? "本次没有推荐的品牌。"
                                  : text_format(w->arena, "按下面的顺序推荐 %zu 个品牌。", s->p.agreed_len);
    v.effects = send_effects(w, s, &v.effects_len);
    v.asks_reason = s->p.facts.agreed < s->p.facts.places_min;
    v.reason = text_box_field(w->arena, &s->reason, LIST_REASON_ZI);
    v.filler_name = line_field(w->arena, &s->filler_name, "w-16");
    v.filler_phone = line_field(w->arena, &s->filler_phone, "w-16");
    frame_page(w, &v.page, "报送推荐名单");
    v.page.has_errors = v.errors.items_len > 0;
    v.top = (struct form_top_view){w->token, NULL};
    tpl_recommendation_send(&w->out, &v);
    web_html(w, status);
    return OK;
}

/* Sent already, or something still waits: the list's own page says what. */
static enum err begin_sending(struct web *w, struct sending *s, bool *ret_is_ready)
{
    TRY(read_preparing(w, &s->p));
    enum err may = may_send_list(&w->actor, w->stages, &s->p.facts);
    enum list_fault fault = list_judge(&s->p.facts, "已有说明");
    *ret_is_ready = may == OK && fault == LIST_FINE;
    if (may != OK && may != ERR_CONFLICT) {
        return may;
    }
    if (!*ret_is_ready) {
        web_redirect(w, "/recommendations");
    }
    return OK;
}

enum err recommendation_send_page(struct web *w)
{
    struct sending s = {0};
    bool is_ready = false;
    TRY(begin_sending(w, &s, &is_ready));
    if (!is_ready) {
        return OK;
    }
    ask_sending(&s, "", w->session.account.person_name, "");
    return show_sending(w, &s, 200);
}

static bool judge_sending(struct web *w, struct sending *s)
{
    enum list_fault fault = list_judge(&s->p.facts, s->reason.value);
    s->reason.error = fault_text(w, &s->p.facts, fault);
    s->filler_name.error = name_fault(s->filler_name.value);
    struct phone_list phones = {0};
    bool is_phone = phone_list_parse(w->arena, s->filler_phone.value, &phones) == OK && phones.count > 0 &&
                    phones.first_invalid == NULL && utf8_length(s->filler_phone.value) <= PHONE_CHARS_MAX;
    s->filler_phone.error = is_phone ? NULL : "联系电话看不懂，请写成 85680855 或者 0519-85680855 这样";
    return s->reason.error == NULL && s->filler_name.error == NULL && s->filler_phone.error == NULL;
}

enum err recommendation_send_submit_page(struct web *w)
{
    struct sending s = {0};
    bool is_ready = false;
    const char *ref = "";
    TRY(begin_sending(w, &s, &is_ready));
    if (!is_ready) {
        return OK;
    }
    ask_sending(&s, posted_text(w, "reason"), posted_line(w, "filler_name"),
                text_fold_digits(w->arena, posted_line(w, "filler_phone")));
    if (!judge_sending(w, &s)) {
        return show_sending(w, &s, 422);
    }
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    struct list_words words = {s.reason.value, s.filler_name.value, s.filler_phone.value};
    TRY(recommendation_send(&c, w->round, w->actor.body_id, &s.p.work, &words, &ref));
    web_redirect(w, text_format(w->arena, "/recommendations/%s?sent=1", ref));
    return OK;
}

/* ---- a list that was sent ---- */

enum err shown_list_of_path(struct web *w, struct shown_list *ret)
{
    TRY(sent_list_by_ref(w->db, w->arena, w->parts[0], &ret->is));
    TRY(may_view_list(&w->actor, ret->is.body_id));
    TRY(sent_list_items(web_reading(w), &ret->is, &ret->lines));
    ret->recommended = 0;
    while (ret->recommended < ret->lines.len && ret->lines.items[ret->recommended].place > 0) {
        ret->recommended++;
    }
    return OK;
}

static const struct pick_view *sent_picks(struct web *w, const struct shown_list *l, size_t from, size_t to)
{
    struct pick_view *list = ARENA_ARRAY(w->arena, struct pick_view, to - from + 1);
    for (size_t i = from; i < to; i++) {
        const struct recommended *x = &l->lines.items[i];
        struct pick_view *v = &list[i - from];
        bool is_own = w->actor.body_id == l->is.body_id && w->actor.role != ROLE_OFFICE;
        *v = pick_of(w, x, (size_t)x->place);
        v->note = x->is_stale ? "单位在报送以后又改过或者撤回，这一行的意见已经作废" : NULL;
        v->tag = x->place > 0 ? (struct tag_view){"seal", "推荐"} : (struct tag_view){"off", "不推荐"};
        v->url = url_path(text_format(w->arena, is_own ? "/reviews/%s" : "/nominations/%s/record", x->ref));
    }
    return list;
}

static const struct link_view *list_papers(struct web *w, const struct sent_list *l, size_t *ret_len)
{
    enum { PAPERS = 4 };
    struct link_view *list = ARENA_ARRAY(w->arena, struct link_view, PAPERS);
    size_t len = 0;
    list[len++] = (struct link_view){"推荐汇总表（PDF）", url_path(list_path(w, l, "list.pdf")), false};
    list[len++] = (struct link_view){"推荐函（PDF）", url_path(list_path(w, l, "letter.pdf")), false};
    list[len++] = (struct link_view){"推荐汇总表（XLSX）", url_path(list_path(w, l, "list.xlsx")), false};
    if (*l->scan != '\0') {
        list[len++] = (struct link_view){"盖章件", url_path(list_path(w, l, "scan")), false};
    }
    *ret_len = len;
    return list;
}

static const struct paper_fact_view *list_facts_shown(struct web *w, const struct sent_list *l, size_t *ret_len)
{
    enum { FACTS = 6 };
    struct paper_fact_view *list = ARENA_ARRAY(w->arena, struct paper_fact_view, FACTS);
    size_t len = 0;
    list[len++] =
        (struct paper_fact_view){"报送", text_format(w->arena, "%s　%s", at_chinese(w->arena, l->sent_at), l->sent_by)};
    list[len++] = (struct paper_fact_view){"填表人", text_format(w->arena, "%s　%s", l->filler_name, l->filler_phone)};
    list[len++] = (struct paper_fact_view){"校验码", l->check_code};
    if (*l->reason != '\0') {
        list[len++] = (struct paper_fact_view){"说明", l->reason};
    }
    if (l->is_received || l->is_recalled) {
        const char *text = text_format(w->arena, "%s　%s", at_chinese(w->arena, l->turned_at), l->turned_by);
        list[len++] = (struct paper_fact_view){l->is_received ? "收到" : "撤回", text};
    }
    list[len++] = (struct paper_fact_view){"盖章件", *l->scan == '\0' ? "还没有上传" : "已经上传"};
    *ret_len = len;
    return list;
}

static struct tag_view list_tag(bool is_recalled, bool is_received)
{
    return is_recalled   ? (struct tag_view){"back", "已撤回"}
           : is_received ? (struct tag_view){"done", "已收到"}
                         : (struct tag_view){"half", "已报送"};
}

static struct typed code_asked(const char *typed)
{
    return (struct typed){.id = "code",
                          .label = "纸上的校验码",
                          .value = typed,
                          .help = "推荐汇总表每张纸下方都有；也可以用扫码枪扫纸上的二维码"};
}

static void flash_list(struct web *w, struct page *page)
{
    if (fields_has(&w->rq->query, "sent")) {
        frame_flash(page, "ok", "推荐名单已报送", "请打印推荐汇总表和推荐函，盖章送达，并把盖章件上传到这里。");
    } else if (fields_has(&w->rq->query, "received")) {
        frame_flash(page, "ok", "已登记收到", NULL);
    } else if (fields_has(&w->rq->query, "scanned")) {
        frame_flash(page, "ok", "盖章件已上传", NULL);
    }
}

/* What this person may do with it. */
static void list_acts(struct web *w, struct recommendation_view *v, const struct sent_list *l)
{
    struct list_facts f = sent_list_facts(l);
    bool is_own = w->actor.role != ROLE_OFFICE;
    v->can_recall = may_recall_list(&w->actor, w->stages, &f) == OK;
    v->recall_url = url_path(list_path(w, l, "recall"));
    v->can_receive = may_receive_list(&w->actor, &f) == OK;
    v->receive_url = url_path(list_path(w, l, "receive"));
    v->can_scan = is_own && !l->is_recalled;
    v->scan_post_url = url_path(list_path(w, l, "scan"));
    v->back_url = url_path(is_own ? "/reviews" : "/recommendations");
    v->back_label = is_own ? "返回审阅" : "返回推荐名单";
}

static enum err show_list(struct web *w, const struct shown_list *l, const struct typed *code, const struct typed *scan,
                          int status)
{
    struct recommendation_view v = {.picks_len = l->recommended, .others_len = l->lines.len - l->recommended};
    const struct typed *const all[] = {code, scan};
    v.errors = typed_errors(w->arena, all, 2);
    v.kicker = text_format(w->arena, "第 %d 次报送", l->is.number);
    v.lead = l->is.body_name;
    v.tag = list_tag(l->is.is_recalled, l->is.is_received);
    v.papers = list_papers(w, &l->is, &v.papers_len);
    v.facts = list_facts_shown(w, &l->is, &v.facts_len);
    v.picks = sent_picks(w, l, 0, l->recommended);
    v.others = sent_picks(w, l, l->recommended, l->lines.len);
    v.code = line_field(w->arena, code, "w-16");
    v.scan = scan_field(w->arena, scan);
    list_acts(w, &v, &l->is);
    frame_page(w, &v.page, "推荐名单");
    v.page.has_errors = v.errors.items_len > 0;
    flash_list(w, &v.page);
    v.top = (struct form_top_view){w->token, NULL};
    tpl_recommendation(&w->out, &v);
    web_html(w, status);
    return OK;
}

static struct typed scan_asked(const char *error)
{
    return (struct typed){.id = "scan", .label = "盖章件", .value = "", .error = error, .help = scan_help};
}

enum err recommendation_page(struct web *w)
{
    struct shown_list l;
    TRY(shown_list_of_path(w, &l));
    struct typed code = code_asked("");
    struct typed scan = scan_asked(NULL);
    return show_list(w, &l, &code, &scan, 200);
}

enum err recommendation_recall_page(struct web *w)
{
    struct shown_list l;
    TRY(shown_list_of_path(w, &l));
    struct list_facts f = sent_list_facts(&l.is);
    enum err may = may_recall_list(&w->actor, w->stages, &f);
    if (may == ERR_CONFLICT) { /* a colleague recalled it, or the office has it: the page says which */
        web_redirect(w, list_path(w, &l.is, ""));
        return OK;
    }
    TRY(may);
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(recommendation_turn(&c, &l.is, "recalled"));
    web_redirect(w, "/recommendations?recalled=1");
    return OK;
}

enum err recommendation_receive_page(struct web *w)
{
    struct shown_list l;
    TRY(shown_list_of_path(w, &l));
    struct list_facts f = sent_list_facts(&l.is);
    struct typed code = code_asked(posted_line(w, "code"));
    struct typed scan = scan_asked(NULL);
    enum err may = may_receive_list(&w->actor, &f);
    if (may == ERR_CONFLICT) {
        web_redirect(w, list_path(w, &l.is, ""));
        return OK;
    }
    TRY(may);
    if (!text_equal(seal_code_read(w->arena, code.value), l.is.check_code)) {
        code.error = *code.value == '\0' ? "请输入纸上的校验码" : "校验码与这份名单不符，请核对是不是这次报送的纸";
        return show_list(w, &l, &code, &scan, 422);
    }
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(recommendation_turn(&c, &l.is, "received"));
    web_redirect(w, text_format(w->arena, "%s?received=1", list_path(w, &l.is, "")));
    return OK;
}

/* ---- the sealed sheets ---- */

enum err recommendation_scan_page(struct web *w)
{
    struct shown_list l;
    TRY(shown_list_of_path(w, &l));
    if (w->actor.role == ROLE_OFFICE) {
        return ERR_NOT_FOUND;
    }
    const char *error = l.is.is_recalled ? "名单已经撤回，不用再上传" : scan_refusal(w, true);
    if (error != NULL) {
        struct typed code = code_asked("");
        struct typed scan = scan_asked(error);
        return show_list(w, &l, &code, &scan, l.is.is_recalled ? 409 : 422);
    }
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    const char *sha256 = "";
    TRY(scan_keep(w, &sha256));
    TRY(recommendation_scan_add(&c, &l.is, sha256));
    web_redirect(w, text_format(w->arena, "%s?scanned=1", list_path(w, &l.is, "")));
    return OK;
}

enum err recommendation_scan_file_page(struct web *w)
{
    struct shown_list l;
    TRY(shown_list_of_path(w, &l));
    return scan_send(w, l.is.scan, text_format(w->arena, "盖章件_推荐名单_%s_第%d次", l.is.body_name, l.is.number));
}
