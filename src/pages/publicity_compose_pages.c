/* publicity_compose_pages.c - 公示 as the office makes it: the draft and its preview, what the gate finds, the release
 * by two people. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/date_text.h"
#include "domain/text_count.h"
#include "pages/pages.h"
#include "pages/plain_fields.h"
#include "pages/publicity_pages.h"
#include "store/db.h"
#include "store/round_store.h"
#include "web/frame.h"
#include "web/web.h"

enum { EFFECTS = 4, THEIRS_MAX = 8, FACTS = 4, CONTROLS = 8, REVISIONS_MAX = 100000 };

/* The form as typed, and what is wrong with it. */
struct composing {
    struct publicity_desk desk;
    struct publicity_draft d; /* as typed, where it can be read */
    struct typed title, text, opens, closes, sort, change, rest;
    struct publicity_mark_view *marks; /* of each entry that may be removed or taken back */
    const struct publicity_entry **marked;
    size_t marks_len;
    bool is_stale; /* a colleague saved meanwhile */
    const struct publicity_draft *theirs;
    const char *finding_key, *finding_reason, *finding_error;
};

/* ---- begun ---- */

/* What the public reads stays listed: a brand may be taken off, and one that was taken off may come back. */
static void begin_marks(struct web *w, struct composing *g)
{
    size_t max = g->desk.entries.len;
    g->marks = ARENA_ARRAY(w->arena, struct publicity_mark_view, max + 1);
    g->marked = ARENA_ARRAY(w->arena, const struct publicity_entry *, max + 1);
    for (size_t i = 0; g->desk.before.version_no > 0 && i < max; i++) {
        const struct publicity_entry *x = &g->desk.entries.items[i];
        if (x->is_hidden) {
            continue;
        }
        g->marked[g->marks_len] = x;
        g->marks[g->marks_len++] = (struct publicity_mark_view){
            .id = text_format(w->arena, "mark-%lld", (long long)x->brand_id),
            .reason_id = text_format(w->arena, "why-%lld", (long long)x->brand_id),
            .act = x->was_removed ? "恢复" : "撤下",
            .brand_name = x->is.brand.brand_name,
            .unit_name = x->is.brand.unit_name,
            .is_chosen = x->is.is_removed != x->was_removed,
            .reason = x->was_removed ? x->is.return_text : x->is.removal_text,
            .correct_url = url_path(text_format(w->arena, "/publicity/compose/brands/%s", x->is.brand.ref)),
            .corrected_text = x->corrections_len == 0 ? NULL : "已更正"};
        if (x->was_removed && !g->marks[g->marks_len - 1].is_chosen) {
            g->marks[g->marks_len - 1].reason = "";
        }
    }
}

static enum err begin_composing(struct web *w, struct composing *g)
{
    *g = (struct composing){
        .title = {.id = "title", .label = "标题", .help = "竖线（|）表示可以换行的地方，发布时不显示"},
        .text = {.id = "text", .label = "正文", .help = "一行一段；受理单位、电话、地址和落款按这一批的设置自动生成"},
        .opens = {.id = "opens", .label = "公示开始日期", .help = "例如 2015年7月21日"},
        .closes = {.id = "closes", .label = "公示截止日期", .help = "到这一天的 24:00 为止"},
        .sort = {.id = "sort", .label = "名单排序"},
        .change = {.id = "change", .label = "更正说明", .help = "与上一版有什么不同，显示在公示的开头"},
        .rest = {.id = "rest", .label = ""},
        .finding_key = "",
        .finding_reason = ""};
    TRY(may_view_publicity(&w->actor));
    TRY(publicity_desk_of(web_reading(w), w->round, w->now, &g->desk));
    g->d = g->desk.draft;
    g->title.value = g->d.title;
    g->text.value = g->d.text;
    g->opens.value = day_chinese(w->arena, g->d.opens);
    g->closes.value = day_chinese(w->arena, g->d.closes);
    g->change.value = g->d.change_text;
    begin_marks(w, g);
    return OK;
}

/* ---- shown ---- */

static const char *fault_words(const struct composing *g)
{
    static const char *const words[] = {
        [PUBLICITY_FINE] = NULL,
        [PUBLICITY_NO_LIST] = "候选名单还没有发布，发布以后才能编写公示。",
        [PUBLICITY_NO_BRAND] = "名单里没有品牌，不能公示。",
        [PUBLICITY_NO_DRAFT] = NULL, /* the form is there */
        [PUBLICITY_REST_DAY] = "截止日是休息日，请先决定是否顺延。",
        [PUBLICITY_PAST] = "公示开始日期早于今天，请改为今天或者以后。",
        [PUBLICITY_FINDINGS] = "发布前检查发现号码，请逐条处理。",
    };
    return words[publicity_fault_of(&g->desk.facts)];
}

static const char *state_words(struct web *w, const struct composing *g)
{
    const struct publicity_facts *f = &g->desk.facts;
    const char *late = "评定命名阶段已经结束，公示不再更改。";
    if (f->phase == PHASE_AFTER) {
        return late;
    }
    if (f->is_proposed) {
        return text_format(w->arena, "%s %s提出发布，暂时不能修改。",
                           at_chinese(w->arena, g->desk.proposal.proposed_at), g->desk.proposal.proposer);
    }
    const char *fault = fault_words(g);
    if (fault == NULL && f->is_saved && f->is_recused) {
        return "名单里有您回避的品牌，请由别的同事提出发布。";
    }
    return fault;
}

static struct tag_view state_tag(const struct publicity_facts *f)
{
    if (f->is_proposed) {
        return (struct tag_view){"half", "等待确认"};
    }
    if (f->is_saved) {
        return (struct tag_view){"todo", "已保存"};
    }
    return f->versions > 0 ? (struct tag_view){"done", "已发布"} : (struct tag_view){"off", "未保存"};
}

static struct field_view radios(struct web *w, const struct typed *t, const struct option_view *options, size_t len)
{
    struct field_view f = line_field(w->arena, t, "");
    f.is_text = false;
    f.is_group = true;
    f.is_radios = true;
    f.options = options;
    f.options_len = len;
    return f;
}

static void show_sort(struct web *w, const struct composing *g, struct publicity_compose_view *v)
{
    struct option_view *list = ARENA_ARRAY(w->arena, struct option_view, PUBLICITY_SORT__COUNT);
    for (int i = 0; i < PUBLICITY_SORT__COUNT; i++) {
        const char *ident = publicity_sort_ident((enum publicity_sort)i);
        list[i] =
            (struct option_view){.id = i == 0 ? "sort" : text_format(w->arena, "sort-%s", ident),
                                 .value = ident,
                                 .label = text_format(w->arena, "按%s", publicity_sort_word((enum publicity_sort)i)),
                                 .is_chosen = g->d.sort == (enum publicity_sort)i};
    }
    v->sort = radios(w, &g->sort, list, PUBLICITY_SORT__COUNT);
}

/* Handbook 4.5: "截止日为周六，顺延至 7月27日？" for the office to decide. */
static void show_rest_day(struct web *w, struct composing *g, struct publicity_compose_view *v)
{
    const struct calendar *c = &w->round->calendar;
    day_no next = first_workday_on_or_after(c, g->d.closes);
    struct option_view *list = ARENA_ARRAY(w->arena, struct option_view, 2);
    v->asks_rest = next != g->d.closes;
    const char *weekday = weekday_chinese(civil_from_day(g->d.closes).weekday);
    const char *to = publicity_day_text(w->arena, next, g->d.opens);
    g->rest.label = text_format(w->arena, "截止日为%s，顺延至 %s？", weekday, to);
    list[0] = (struct option_view){.id = "rest", .value = "roll", .label = text_format(w->arena, "顺延至 %s", to)};
    list[1] =
        (struct option_view){.id = "rest-keep", .value = "keep", .label = "不顺延", .is_chosen = g->d.is_rest_kept};
    v->rest = radios(w, &g->rest, list, 2);
    v->period_text = text_format(w->arena, "保存的日期：共 %d 天，其中工作日 %d 天。",
                                 (int)(g->d.closes - g->d.opens) + 1, workdays_between(c, g->d.opens, g->d.closes));
    v->calendar_warning = calendar_warning(w->arena, c, g->d.opens, g->d.closes);
}

static void show_names(struct web *w, struct publicity_compose_view *v)
{
    static const struct template_name_view names[] = {{"{brand}", "名单上的第一个品牌"}, {"{N}", "候选品牌的个数"},
                                                      {"{period}", "起止日期和工作日"},  {"{opens}", "开始日期"},
                                                      {"{closes}", "截止日期"},          {"{workdays}", "工作日天数"},
                                                      {"{doc_no}", "通知的文号"},        {"{sort}", "名单怎样排序"}};
    (void)w;
    v->names = names;
    v->names_len = sizeof names / sizeof names[0];
}

static void show_findings(struct web *w, const struct composing *g, bool can_edit, struct publicity_compose_view *v)
{
    static const struct tag_view tags[FINDING_DECISION__COUNT] = {
        {"err", "待处理"}, {"ok", "照原样公开"}, {"done", "遮住后公开"}};
    struct publicity_finding_view *list =
        ARENA_ARRAY(w->arena, struct publicity_finding_view, g->desk.findings_len + 1);
    size_t hidden = 0;
    for (size_t i = 0; i < g->desk.findings_len; i++) {
        const struct publicity_finding *f = &g->desk.findings[i];
        bool is_this = strcmp(f->key, g->finding_key) == 0;
        if (f->is_hidden) {
            hidden++;
            continue;
        }
        list[v->findings_len] =
            (struct publicity_finding_view){.id = text_format(w->arena, "f%zu", v->findings_len + 1),
                                            .key = f->key,
                                            .place = f->place,
                                            .kind = f->kind,
                                            .masked = f->masked,
                                            .tag = tags[f->decision],
                                            .can_decide = can_edit,
                                            .can_withhold = !f->is_in_file,
                                            .reason = is_this ? g->finding_reason : "",
                                            .error = is_this ? g->finding_error : NULL};
        if (f->decision != FINDING_OPEN) {
            list[v->findings_len].decided_text =
                text_format(w->arena, "%s %s：%s", at_chinese(w->arena, f->decided_at), f->decided_by, f->reason);
        }
        v->findings_len++;
    }
    v->findings = list;
    const char *scope = "检查标题、正文、品牌的文字、图片说明和文件名，以及随公示公布的 PDF，查找身份证、手机和银行卡"
                        "号码。申报时的附件材料不公开，不在检查范围。";
    v->findings_text = g->desk.findings_len == 0 ? text_format(w->arena, "%s没有发现。", scope)
                       : hidden == 0
                           ? text_format(w->arena, "%s发现 %zu 处。", scope, g->desk.findings_len)
                           : text_format(w->arena, "%s发现 %zu 处，其中 %zu 处在您回避的品牌里，由别的同事处理。",
                                         scope, g->desk.findings_len, hidden);
}

static const char *hidden_words(struct web *w, const struct publicity_desk *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->entries.len; i++) {
        n += d->entries.items[i].is_hidden;
    }
    return n == 0 ? NULL : text_format(w->arena, "有 %zu 个您回避的品牌没有列出。", n);
}

/* What the colleague wrote where it is not what this person wrote. */
static void show_theirs(struct web *w, const struct composing *g, struct publicity_compose_view *v)
{
    const struct publicity_draft *t = g->theirs;
    size_t max = THEIRS_MAX + g->marks_len;
    struct publicity_theirs_view *list = ARENA_ARRAY(w->arena, struct publicity_theirs_view, max);
    if (!g->is_stale) {
        return;
    }
    const struct publicity_theirs_view pairs[][2] = {
        {{"标题", t->title}, {"", g->title.value}},
        {{"正文", t->text}, {"", g->text.value}},
        {{"公示开始日期", day_chinese(w->arena, t->opens)}, {"", day_chinese(w->arena, g->d.opens)}},
        {{"公示截止日期", day_chinese(w->arena, t->closes)}, {"", day_chinese(w->arena, g->d.closes)}},
        {{"名单排序", publicity_sort_word(t->sort)}, {"", publicity_sort_word(g->d.sort)}},
        {{"更正说明", t->change_text}, {"", g->change.value}}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (strcmp(pairs[i][0].text, pairs[i][1].text) != 0) {
            list[v->theirs_len++] = pairs[i][0];
        }
    }
    for (size_t i = 0; i < g->marks_len && v->theirs_len < max; i++) {
        struct publicity_mark m = {.reason = ""};
        bool is_marked = publicity_mark_of(g->marked[i], &m);
        if (is_marked != g->marks[i].is_chosen || strcmp(m.reason, g->marks[i].reason) != 0) {
            list[v->theirs_len++] =
                (struct publicity_theirs_view){text_format(w->arena, "%s“%s”", g->marks[i].act, g->marks[i].brand_name),
                                               is_marked ? m.reason : text_format(w->arena, "没有%s", g->marks[i].act)};
        }
    }
    v->theirs = list;
    v->theirs_text = text_format(w->arena, "%s 在 %s 保存过。", t->saved_by, at_chinese(w->arena, t->saved_at));
}

static enum err show_released(struct web *w, struct publicity_compose_view *v)
{
    struct published_notice n;
    struct publicity_released by = {"", "", 0};
    struct paper_fact_view *list = ARENA_ARRAY(w->arena, struct paper_fact_view, FACTS);
    enum err e = published_now(w->db, w->arena, w->round->id, &n);
    if (e != OK) {
        return e == ERR_NOT_FOUND ? OK : e;
    }
    e = publicity_released_of(w->db, w->arena, n.id, &by);
    if (e != OK && e != ERR_NOT_FOUND) {
        return e;
    }
    list[v->facts_len++] = (struct paper_fact_view){
        "现在公示的", text_format(w->arena, "第 %d 版　%s发布", n.version_no, at_chinese(w->arena, n.published_at))};
    list[v->facts_len++] =
        (struct paper_fact_view){"提出和确认", text_format(w->arena, "%s，%s", by.proposed_by, by.released_by)};
    list[v->facts_len++] = (struct paper_fact_view){"校验码", n.check_code};
    list[v->facts_len++] = (struct paper_fact_view){"指纹", n.sha256};
    v->facts = list;
    return OK;
}

static void show_fields(struct web *w, struct composing *g, struct publicity_compose_view *v)
{
    v->title = line_field(w->arena, &g->title, "");
    v->text = text_box_field(w->arena, &g->text, PUBLICITY_TEXT_ZI);
    v->text.is_tall = true;
    v->opens = line_field(w->arena, &g->opens, "w-16");
    v->closes = line_field(w->arena, &g->closes, "w-16");
    v->change = text_box_field(w->arena, &g->change, PUBLICITY_CHANGE_ZI);
    show_rest_day(w, g, v);
    show_sort(w, g, v);
    show_names(w, v);
    for (size_t i = 0; i < g->marks_len; i++) {
        g->marks[i].is_open = g->marks[i].is_chosen || *g->marks[i].reason != '\0';
    }
    v->marks = g->marks;
    v->marks_len = g->marks_len;
}

/* The errors of the controls, of the removals and of the finding that was decided about. */
static struct error_summary_view errors_of(struct web *w, const struct composing *g,
                                           const struct publicity_compose_view *v)
{
    const struct typed *const all[] = {&g->title, &g->text, &g->opens, &g->closes, &g->rest, &g->sort, &g->change};
    struct error_summary_view list = typed_errors(w->arena, all, sizeof all / sizeof all[0]);
    struct error_item_view *items = ARENA_ARRAY(w->arena, struct error_item_view, list.items_len + g->marks_len + 2);
    if (list.items_len > 0) {
        memcpy(items, list.items, list.items_len * sizeof *items);
    }
    for (size_t i = 0; i < g->marks_len; i++) {
        if (g->marks[i].error != NULL) {
            items[list.items_len++] = (struct error_item_view){g->marks[i].reason_id, g->marks[i].error};
        }
    }
    for (size_t i = 0; i < v->findings_len; i++) {
        if (v->findings[i].error != NULL) {
            items[list.items_len++] =
                (struct error_item_view){text_format(w->arena, "%s-r", v->findings[i].id), v->findings[i].error};
        }
    }
    return (struct error_summary_view){items, list.items_len, (int)list.items_len};
}

/* The next one from its first save on; before that, the one that is out. */
static int shown_version(const struct publicity_desk *d)
{
    bool is_begun = d->facts.is_saved || d->before.version_no == 0;
    return is_begun ? d->draft.version_no : d->before.version_no;
}

static enum err show_composing(struct web *w, struct composing *g, int status)
{
    const struct publicity_desk *d = &g->desk;
    bool can_edit = may_compose_notice(&w->actor, &d->facts) == OK;
    struct publicity_compose_view v = {
        .lead = text_format(w->arena, "第 %d 版", shown_version(d)),
        .tag = state_tag(&d->facts),
        .state_text = state_words(w, g),
        .is_release_near = d->facts.is_proposed,
        .can_edit = can_edit,
        .is_first = d->before.version_no == 0,
        .files_text = d->files_len == 0 ? "没有另附文件" : text_format(w->arena, "%zu 份", d->files_len),
        .button = d->draft.revision == 0 ? "保存" : text_format(w->arena, "保存第 %d 次修改", d->draft.revision + 1),
        .can_propose = may_propose_notice(&w->actor, &d->facts) == OK,
        .has_saved = d->facts.is_saved,
        .hidden_text = hidden_words(w, d),
    };
    TRY(publicity_text(w, &d->notice, &d->last, PUBLICITY_PREVIEW, &v.notice));
    TRY(show_released(w, &v));
    show_theirs(w, g, &v);
    show_findings(w, g, can_edit, &v);
    show_fields(w, g, &v);
    v.errors = errors_of(w, g, &v);
    frame_page(w, &v.page, "编写公示");
    v.page.has_errors = v.errors.items_len > 0;
    if (fields_has(&w->rq->query, "saved")) {
        frame_flash(&v.page, "ok", "已保存", "下面的预览就是要发布的内容。");
    } else if (fields_has(&w->rq->query, "withdrawn")) {
        frame_flash(&v.page, "ok", "已撤回提出", "可以继续修改。");
    } else if (fields_has(&w->rq->query, "released")) {
        frame_flash(&v.page, "ok", "公示已发布", "公众可以在“公示名单”看到。");
    }
    v.top = (struct form_top_view){w->token, text_format(w->arena, "%d", d->draft.revision)};
    tpl_publicity_compose(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err publicity_compose_page(struct web *w)
{
    struct composing g;
    TRY(begin_composing(w, &g));
    return show_composing(w, &g, 200);
}

/* ---- saved ---- */

static void read_day(struct typed *t, day_no *ret)
{
    struct month_or_day m;
    if (date_text_parse(t->value, &m) != OK || m.day == 0) {
        t->error = "请写明年、月、日，例如 2015年7月21日";
    } else {
        *ret = month_or_day_first(m);
    }
}

static const char *mark_fault(struct web *w, const struct publicity_mark_view *m, const struct publicity_entry *x)
{
    size_t zi = zi_count(m->reason);
    if (m->is_chosen && x->was_removed && x->is_held) {
        return text_format(w->arena, "“%s”还有没办结或者属实的异议，不能恢复", m->brand_name);
    }
    if (m->is_chosen && zi < 2) {
        return text_format(w->arena, "请写明%s“%s”的理由，公众会看到", m->act, m->brand_name);
    }
    if (zi > PUBLICITY_REASON_ZI) {
        return text_format(w->arena, "%s的理由太长，请缩短到 200 字以内", m->act);
    }
    return m->is_chosen || zi == 0 ? NULL
                                   : text_format(w->arena, "写了“%s”的理由，但没有勾选%s", m->brand_name, m->act);
}

static void read_marks(struct web *w, struct composing *g)
{
    for (size_t i = 0; i < g->marks_len; i++) {
        struct publicity_mark_view *m = &g->marks[i];
        m->is_chosen = text_equal(fields_text(&w->rq->form, m->id), "1");
        m->reason = posted_line(w, m->reason_id);
        m->error = mark_fault(w, m, g->marked[i]);
    }
}

/* Rolled or kept, when it ends on a day of rest: for the very day that was asked about. */
static void read_rest(struct web *w, struct composing *g)
{
    const char *answer = fields_text(&w->rq->form, "rest");
    day_no next = first_workday_on_or_after(&w->round->calendar, g->d.closes);
    bool is_same_day = g->d.closes == g->desk.draft.closes;
    g->d.is_rest_kept = next != g->d.closes && is_same_day && text_equal(answer, "keep");
    if (next != g->d.closes && is_same_day && text_equal(answer, "roll")) {
        g->d.closes = next;
        g->closes.value = day_chinese(w->arena, next);
    }
}

static void read_draft(struct web *w, struct composing *g)
{
    g->title.value = posted_line(w, "title");
    g->text.value = posted_text(w, "text");
    g->opens.value = posted_line(w, "opens");
    g->closes.value = posted_line(w, "closes");
    g->change.value = posted_text(w, "change");
    g->d.title = g->title.value;
    g->d.text = g->text.value;
    g->d.change_text = g->change.value;
    read_day(&g->opens, &g->d.opens);
    read_day(&g->closes, &g->d.closes);
    if (publicity_sort_from_ident(fields_text(&w->rq->form, "sort"), &g->d.sort) != OK) {
        g->sort.error = "请选择名单怎样排序";
    }
    read_rest(w, g);
    read_marks(w, g);
}

static const char *either(const char *first, const char *second)
{
    return first != NULL ? first : second;
}

static bool judge_draft(struct web *w, struct composing *g)
{
    struct publicity_faults faults;
    struct publicity_word words[PUBLICITY_WORDS];
    (void)publicity_judge(&g->d, &g->desk.before, &faults);
    publicity_words(w->arena, w->round, &g->d, g->desk.first_closes, &(struct publicity_listed){"", 0}, words);
    const char *unknown = publicity_unknown_word(w->arena, g->d.text, words, PUBLICITY_WORDS);
    g->title.error = faults.title;
    g->text.error = either(
        faults.text, unknown == NULL ? NULL : text_format(w->arena, "没有%s这个名称，可以用的在旁边列出", unknown));
    g->opens.error = either(g->opens.error, faults.opens);
    g->closes.error = either(g->closes.error, faults.closes);
    g->change.error = faults.change;
    bool is_fine = g->title.error == NULL && g->text.error == NULL && g->opens.error == NULL &&
                   g->closes.error == NULL && g->change.error == NULL && g->sort.error == NULL;
    for (size_t i = 0; i < g->marks_len; i++) {
        is_fine = is_fine && g->marks[i].error == NULL;
    }
    return is_fine;
}

/* What stands on the form, and what of brands that this person does not see: that stays as a colleague left it. */
static enum err save_draft(struct web *w, const struct composing *g)
{
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    struct publicity_mark *list = ARENA_ARRAY(w->arena, struct publicity_mark, g->desk.entries.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < g->marks_len; i++) {
        if (g->marks[i].is_chosen) {
            list[len++] =
                (struct publicity_mark){g->marked[i]->nomination_id, g->marked[i]->was_removed, g->marks[i].reason};
        }
    }
    for (size_t i = 0; i < g->desk.entries.len; i++) {
        struct publicity_mark m;
        if (g->desk.entries.items[i].is_hidden && publicity_mark_of(&g->desk.entries.items[i], &m)) {
            list[len++] = m;
        }
    }
    return publicity_draft_save(&c, w->round->id, &g->d, list, len);
}

enum err publicity_save_page(struct web *w)
{
    struct composing g;
    int64_t shown = -1;
    TRY(begin_composing(w, &g));
    if (may_compose_notice(&w->actor, &g.desk.facts) != OK) {
        return show_composing(w, &g, 409); /* says why */
    }
    struct publicity_draft theirs = g.desk.draft;
    read_draft(w, &g);
    bool is_fine = judge_draft(w, &g);
    bool is_read = text_to_int(fields_text(&w->rq->form, "revision"), 0, REVISIONS_MAX, &shown) == OK;
    if (!is_read || shown != theirs.revision) {
        g.is_stale = true;
        g.theirs = &theirs;
        return show_composing(w, &g, 409);
    }
    if (!is_fine) {
        return show_composing(w, &g, 422);
    }
    TRY(save_draft(w, &g));
    web_redirect(w, "/publicity/compose?saved=1");
    return OK;
}

/* ---- the gate ---- */

static const struct publicity_finding *finding_of(const struct publicity_desk *d, const char *key)
{
    for (size_t i = 0; i < d->findings_len; i++) {
        if (!d->findings[i].is_hidden && strcmp(d->findings[i].key, key) == 0) {
            return &d->findings[i];
        }
    }
    return NULL;
}

enum err publicity_finding_page(struct web *w)
{
    struct composing g;
    enum finding_decision decision = FINDING_OPEN;
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(begin_composing(w, &g));
    if (may_compose_notice(&w->actor, &g.desk.facts) != OK) {
        return show_composing(w, &g, 409);
    }
    const struct publicity_finding *f = finding_of(&g.desk, fields_text(&w->rq->form, "finding"));
    if (f == NULL) { /* the text was changed meanwhile: it is gone */
        web_redirect(w, "/publicity/compose");
        return OK;
    }
    g.finding_key = f->key;
    g.finding_reason = posted_line(w, "reason");
    size_t zi = zi_count(g.finding_reason);
    if (zi < 2 || zi > PUBLICITY_REASON_ZI) {
        g.finding_error = zi < 2 ? text_format(w->arena, "请写明%s里的号码为什么这样处理", f->place)
                                 : "理由太长，请缩短到 200 字以内";
    } else if (finding_decision_from_ident(fields_text(&w->rq->form, "decision"), &decision) != OK) {
        g.finding_error = "请选择遮住后公开，还是照原样公开";
    } else if (f->is_in_file && decision == FINDING_WITHHOLD) {
        g.finding_error = "附件里的内容遮不住；不能公开的，请去掉这份附件，换一份再上传";
    }
    if (g.finding_error != NULL) {
        return show_composing(w, &g, 422);
    }
    TRY(publicity_finding_decide(&c, w->round->id, f, decision, g.finding_reason));
    web_redirect(w, "/publicity/compose?saved=1");
    return OK;
}

/* ---- proposed ---- */

enum err publicity_propose_page(struct web *w)
{
    struct composing g;
    int64_t shown = 0;
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(begin_composing(w, &g));
    if (g.desk.facts.is_proposed) { /* by a colleague, just now */
        web_redirect(w, "/publicity/release");
        return OK;
    }
    bool is_shown = text_to_int(fields_text(&w->rq->form, "revision"), 1, REVISIONS_MAX, &shown) == OK &&
                    shown == g.desk.draft.revision;
    if (may_propose_notice(&w->actor, &g.desk.facts) != OK || !is_shown) {
        return show_composing(w, &g, 409);
    }
    TRY(publicity_propose(&c, &g.desk));
    web_redirect(w, "/publicity/release?proposed=1");
    return OK;
}

enum err publicity_withdraw_page(struct web *w)
{
    struct composing g;
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(begin_composing(w, &g));
    if (may_withdraw_notice(&w->actor, &g.desk.facts) == OK) {
        TRY(publicity_proposal_withdraw(&c, &g.desk.proposal));
    }
    web_redirect(w, "/publicity/compose?withdrawn=1");
    return OK;
}

/* ---- confirmed ---- */

static const struct text_view *release_effects(struct web *w, const struct publicity_desk *d, size_t *ret_len)
{
    struct text_view *list = ARENA_ARRAY(w->arena, struct text_view, EFFECTS);
    size_t len = 0;
    list[len++].text =
        "任何人不用登录就能看到公示、名单和每个品牌的页面；搜索引擎和转载的网站会保存它，发布以后收不回来。";
    if (d->before.version_no == 0) {
        list[len++].text = "品牌的文字和图片照申报表上的公布；联系人、电话和附件材料不公开。";
    } else {
        list[len++].text =
            text_format(w->arena, "第 %d 版由这一版代替，仍可以查看；更正说明显示在公示的开头。", d->before.version_no);
    }
    list[len++].text = "要更正，只能再发布一版。";
    *ret_len = len;
    return list;
}

static const char *release_state(struct web *w, const struct composing *g)
{
    const struct publicity_facts *f = &g->desk.facts;
    if (f->phase != PHASE_OPEN) {
        const struct stage_window *win = stage_window_of(w->round->windows, w->round->windows_len, STAGE_PUBLICITY);
        return f->phase == PHASE_AFTER || win == NULL ? "评定命名阶段已经结束，不能再发布。"
                                                      : text_format(w->arena, "公示评议 %s 开始，那时才能发布。",
                                                                    at_short_chinese(w->arena, win->opens_at));
    }
    return f->is_proposer ? "公示由您提出，要由另一个人确认。" : fault_words(g);
}

static const char *decided_words(struct web *w, const struct publicity_desk *d)
{
    size_t published = 0;
    size_t withheld = 0;
    for (size_t i = 0; i < d->findings_len; i++) {
        published += d->findings[i].decision == FINDING_PUBLISH;
        withheld += d->findings[i].decision == FINDING_WITHHOLD;
    }
    return published + withheld == 0
               ? NULL
               : text_format(w->arena, "发布前检查发现的号码：%zu 处照原样公开，%zu 处遮住后公开。", published,
                             withheld);
}

static enum err show_release(struct web *w, struct composing *g, int status)
{
    const struct publicity_desk *d = &g->desk;
    struct publicity_release_view v = {
        .lead = text_format(w->arena, "第 %d 版，第 %d 次修改", d->draft.version_no, d->draft.revision),
        .proposed_text =
            text_format(w->arena, "%s %s提出。", at_chinese(w->arena, d->proposal.proposed_at), d->proposal.proposer),
        .state_text = release_state(w, g),
        .findings_text = decided_words(w, d),
        .hidden_text = hidden_words(w, d),
        .can_confirm = may_release_notice(&w->actor, &d->facts) == OK,
        .can_withdraw = may_withdraw_notice(&w->actor, &d->facts) == OK};
    TRY(publicity_text(w, &d->notice, &d->last, PUBLICITY_PREVIEW, &v.notice));
    v.effects = release_effects(w, d, &v.effects_len);
    frame_page(w, &v.page, "确认发布公示");
    if (fields_has(&w->rq->query, "proposed")) {
        frame_flash(&v.page, "ok", "已提出发布", "请另一个人登录以后，在这一页确认。");
    }
    v.top = (struct form_top_view){w->token, d->proposal.ref};
    tpl_publicity_release(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err publicity_release_page(struct web *w)
{
    struct composing g;
    TRY(begin_composing(w, &g));
    if (!g.desk.facts.is_proposed) {
        web_redirect(w, "/publicity/compose");
        return OK;
    }
    return show_release(w, &g, 200);
}

enum err publicity_release_submit_page(struct web *w)
{
    struct composing g;
    struct publicity_desk whole;
    struct reading_for all = {w->db, w->arena, w->round->id, 0};
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(begin_composing(w, &g));
    if (!g.desk.facts.is_proposed) { /* two pressed at once, or it was taken back */
        web_redirect(w, "/publicity/compose");
        return OK;
    }
    bool is_shown = text_equal(fields_text(&w->rq->form, "revision"), g.desk.proposal.ref);
    if (may_release_notice(&w->actor, &g.desk.facts) != OK || !is_shown) {
        return show_release(w, &g, 409);
    }
    TRY(publicity_desk_of(&all, w->round, w->now, &whole)); /* what this person is recused of is published too */
    TRY(publicity_release(&c, w->round, &whole));
    web_redirect(w, "/publicity/compose?released=1");
    return OK;
}
