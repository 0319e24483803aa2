/* objection_form_pages.c - the public reports something about a published brand: no sign-in, no cookie, no network
 * address kept, and nothing of it is ever shown to the public. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/text_clean.h"
#include "pages/objection_pages.h"
#include "pages/pages.h"
#include "pages/public_pages.h"
#include "pages/section_pages.h"
#include "pages/stage_words.h"
#include "store/account_store.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/proof.h"
#include "web/rate.h"
#include "web/web.h"

enum { CODE_SHOWN_SECONDS = 30 * 60, HIDDEN_MAX = 16 };

/* What this request reports, as far as it can be read. */
struct reporting {
    struct objection_target target;
    enum phase phase;
    struct typed category, text, name, phone, email;
    const char *trap, *trap_error;
    struct objection_draft draft;
    struct objection_faults faults;
    const struct objection_intake *files;
};

static const struct objection_intake no_files = {.len = 0};

static enum err begin_reporting(struct web *w, struct reporting *g)
{
    *g = (struct reporting){.files = w->prepared == NULL ? &no_files : w->prepared, .trap = ""};
    TRY(objection_target(w->db, w->arena, w->round->id, w->parts[0], &g->target));
    g->phase = objection_phase(g->target.opens_on, g->target.closes_on, w->now);
    return OK;
}

static enum identity_rule rule_of(const struct web *w)
{
    return identity_rule_of(round_text(w->round, "objection_identity"));
}

/* The controls, with what was typed into them ("" before). */
static void ask_report(struct web *w, struct reporting *g)
{
    bool is_required = rule_of(w) == IDENTITY_REQUIRED;
    g->category = (struct typed){.id = "category", .label = "意见类型", .value = posted_line(w, "category")};
    g->text = (struct typed){.id = "text",
                             .label = "具体情况",
                             .value = posted_text(w, "text"),
                             .help = "时间、地点、经过，越具体越便于核实"};
    g->name = (struct typed){.id = "name", .label = "姓名或单位名称", .value = posted_line(w, "name")};
    g->phone = (struct typed){.id = "phone", .label = "联系电话", .value = posted_line(w, "phone")};
    g->email = (struct typed){.id = "email", .label = "电子邮箱", .value = posted_line(w, "email")};
    g->phone.help = is_required ? "电话和邮箱至少填一项" : NULL;
    g->trap = posted_line(w, "website");
    g->draft = (struct objection_draft){.channel = CHANNEL_WEB,
                                        .category = g->category.value,
                                        .text = g->text.value,
                                        .name = g->name.value,
                                        .phone = g->phone.value,
                                        .email = g->email.value,
                                        .is_body = strcmp(posted_line(w, "who"), "body") == 0,
                                        .files_len = g->files->len,
                                        .received = "",
                                        .postmark = "",
                                        .today = day_of_at(w->now)};
}

static bool judge_report(struct web *w, struct reporting *g)
{
    bool is_fine = objection_judge(w->arena, rule_of(w), &g->draft, &g->faults);
    g->category.error = g->faults.category;
    g->text.error = g->faults.text;
    g->name.error = g->faults.name;
    g->phone.error = g->faults.phone;
    g->email.error = g->faults.email;
    g->faults.files = g->files->refusal != NULL ? g->files->refusal : g->faults.files;
    g->trap_error = *g->trap == '\0' ? NULL : "这一栏请留空";
    return is_fine && g->files->refusal == NULL && g->trap_error == NULL;
}

/* ---- the form ---- */

static const char *lead_of(struct web *w, const struct reporting *g)
{
    return text_format(w->arena,
                       "对公示的品牌有意见或建议，请在 %s前提交。姓名和联系方式只用于核实和答复，不公开，也不会转给"
                       "被反映的单位。",
                       closing_words(w->arena, day_starts_at(g->target.closes_on + 1)));
}

static const char *closed_of(struct web *w, const struct reporting *g)
{
    if (g->phase == PHASE_BEFORE) {
        return text_format(w->arena, "公示从 %s开始，开始以后可以在本页反映意见。",
                           day_short_chinese(w->arena, g->target.opens_on));
    }
    return g->phase == PHASE_OPEN
               ? NULL
               : text_format(w->arena,
                             "公示已于 %s结束，本页不再接收意见。仍然可以来信、来电、来访，由%s登记；信函以邮戳日期"
                             "为准。已经提交的，可以凭受理编号和查询码查询办理情况。",
                             closing_words(w->arena, day_starts_at(g->target.closes_on + 1)),
                             round_text(w->round, "organiser_short"));
}

static const char *identity_help(struct web *w)
{
    static const char *const texts[] = {
        [IDENTITY_REQUIRED] = "本次公示要求实名反映。",
        [IDENTITY_ENCOURAGED] = "提倡实名。写明姓名和联系方式的，核实后答复；不写的也登记，线索具体的照样核查。",
        [IDENTITY_ANY] = "可以不写姓名和联系方式；写明的，核实后答复。"};
    return text_format(w->arena, "%s%s", texts[rule_of(w)], objector_kept_text(w));
}

static struct error_summary_view report_errors(struct web *w, const struct reporting *g)
{
    const struct typed files = {.id = "files", .error = g->faults.files};
    const struct typed trap = {.id = "website", .error = g->trap_error};
    const struct typed *const all[] = {&g->category, &g->text, &files, &g->name, &g->phone, &g->email, &trap};
    return typed_errors(w->arena, all, sizeof all / sizeof all[0]);
}

static void fill_fields(struct web *w, const struct reporting *g, struct objection_form_view *v)
{
    bool is_required = rule_of(w) == IDENTITY_REQUIRED;
    size_t len = 0;
    struct option_view *options = category_options(w->arena, &len);
    v->category = radio_field(w->arena, &g->category, options, len);
    v->text = text_box_field(w->arena, &g->text, OBJECTION_ZI);
    v->name = line_field(w->arena, &g->name, "w-24");
    v->name.autocomplete = "name";
    v->phone = line_field(w->arena, &g->phone, "w-16");
    v->phone.autocomplete = "tel";
    v->phone.inputmode = "tel";
    v->email = line_field(w->arena, &g->email, "w-24");
    v->email.autocomplete = "email";
    v->email.inputmode = "email";
    v->name.is_optional = !is_required;
    v->phone.is_optional = !is_required;
    v->email.is_optional = true;
}

static enum err show_report(struct web *w, struct reporting *g, int status)
{
    const char *here = text_format(w->arena, "/publicity/%s", g->target.ref);
    struct objection_form_view v = {.back_url = url_path(here),
                                    .post_url = url_path(text_format(w->arena, "%s/objection", here)),
                                    .lead = lead_of(w, g),
                                    .is_open = g->phase == PHASE_OPEN,
                                    .closed_text = closed_of(w, g),
                                    .brand_name = g->target.brand_name,
                                    .unit_name = g->target.unit_name,
                                    .files_help = objection_files_help,
                                    .files_error = g->faults.files,
                                    .kept = kept_file_views(w, g->files),
                                    .kept_len = g->files->len,
                                    .is_body = g->draft.is_body,
                                    .identity_help = identity_help(w),
                                    .trap = g->trap,
                                    .trap_error = g->trap_error};
    fill_fields(w, g, &v);
    v.errors = report_errors(w, g);
    v.contact = public_contact(w);
    frame_page(w, &v.page, "反映意见");
    v.page.has_errors = v.errors.items_len > 0;
    v.page.has_proof = v.is_open;
    v.top = (struct form_top_view){w->token, NULL};
    v.challenge = proof_challenge(w);
    v.proof_bits = text_format(w->arena, "%d", PROOF_BITS);
    v.proof_parts = text_format(w->arena, "%d", PROOF_PARTS);
    tpl_objection(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err objection_form_page(struct web *w)
{
    struct reporting g;
    TRY(begin_reporting(w, &g));
    ask_report(w, &g);
    return show_report(w, &g, 200);
}

/* ---- sending it ---- */

/* Whether this source may still do that; without limits, always. */
static bool may_still(struct web *w, enum rate_class c)
{
    return w->app->rates == NULL ||
           rate_take(w->app->rates, c, w->rq->remote_addr, clock_monotonic_us(), &w->retry_after_s) == OK;
}

static bool brings_files(const struct web *w)
{
    for (size_t i = 0; i < w->rq->uploads_len; i++) {
        if (w->rq->uploads[i].len > 0) {
            return true;
        }
    }
    return false;
}

enum err objection_send_prepare(struct web *w)
{
    struct reporting g;
    TRY(begin_reporting(w, &g));
    bool may_take = g.phase == PHASE_OPEN && *fields_text(&w->rq->form, "website") == '\0';
    if (may_take && brings_files(w) && !proof_is_solved(w)) {
        may_take = may_still(w, RATE_OBJECTION_FILES);
    }
    return objection_intake_prepare(w, may_take, "现在收到的文件太多，请去掉文件先提交文字，材料可以邮寄或者稍后再传");
}

/* Everything that was typed, to be carried through the page in between. */
static const struct hidden_view *carried(struct web *w, const struct reporting *g, size_t *ret_len)
{
    struct hidden_view *list = ARENA_ARRAY(w->arena, struct hidden_view, HIDDEN_MAX);
    const struct typed *const all[] = {&g->category, &g->text, &g->name, &g->phone, &g->email};
    const struct kept_file_view *kept = kept_file_views(w, g->files);
    size_t len = 0;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        list[len++] = (struct hidden_view){all[i]->id, all[i]->value};
    }
    list[len++] = (struct hidden_view){"who", g->draft.is_body ? "body" : "person"};
    for (size_t i = 0; i < g->files->len; i++) {
        list[len++] = (struct hidden_view){"kept", kept[i].value};
    }
    *ret_len = len;
    return list;
}

/* `warn`: why it was not taken just now; NULL for the first time. */
static enum err show_confirm(struct web *w, const struct reporting *g, const char *warn, int status)
{
    struct objection_confirm_view v = {
        .post_url = url_path(text_format(w->arena, "/publicity/%s/objection", g->target.ref)),
        .wait_text = text_format(w->arena, "为了防止程序大量提交，请等 %d 秒，再按“确认提交”。内容还没有提交。",
                                 PROOF_WAIT_SECONDS),
        .warn_text = warn,
        .brand_name = g->target.brand_name,
        .category = objection_category_word(g->faults.read_category),
        .files_text = text_format(w->arena, "%zu 个", g->files->len)};
    v.fields = carried(w, g, &v.fields_len);
    v.lines = text_lines(w->arena, g->text.value, &v.lines_len);
    frame_page(w, &v.page, "确认提交");
    v.page.has_proof = true;
    v.ticket = wait_ticket(w);
    v.challenge = proof_challenge(w);
    v.proof_bits = text_format(w->arena, "%d", PROOF_BITS);
    v.proof_parts = text_format(w->arena, "%d", PROOF_PARTS);
    tpl_objection_confirm(&w->out, &v);
    web_html(w, status);
    return OK;
}

/* What was solved or waited for counts once: with another text it is asked for again. */
static enum err spend(struct web *w, bool *ret_is_spent)
{
    int status = 0;
    const char *location = "";
    const char *key = proof_once_key(w);
    enum err e = once_get(w->db, w->arena, key, &status, &location);
    *ret_is_spent = e == OK;
    return e == ERR_NOT_FOUND ? once_put(w->db, key, 303, "", w->now) : e;
}

static enum err register_report(struct web *w, const struct reporting *g)
{
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    struct objection_new x = {.draft = &g->draft,
                              .judged = &g->faults,
                              .brand_id = g->target.brand_id,
                              .files = g->files->files,
                              .files_len = g->files->len};
    const char *nonce = "";
    const char *ref = "";
    const char *receipt = "";
    TRY(query_code_new(w, &nonce, &x.code_hash));
    TRY(objection_add(&c, w->round, &x, &ref, &receipt));
    web_redirect(w, text_format(w->arena, "/publicity/%s/objection/%s", g->target.ref, nonce));
    return OK;
}

/* Whether enough was done for it to be taken: the work, or the wait.  When not, the answer is the page in between. */
static enum err is_earned(struct web *w, const struct reporting *g, bool *ret)
{
    bool is_spent = false;
    *ret = false;
    if (!proof_is_solved(w)) {
        bool has_ticket = *fields_text(&w->rq->form, "ticket") != '\0';
        int left = wait_left(w);
        if (left != 0) {
            const char *warn = left > 0     ? "按得早了一点，请从现在起再等 20 秒"
                               : has_ticket ? "页面打开的时间太长，请再确认一次"
                                            : NULL;
            return show_confirm(w, g, warn, warn == NULL ? 200 : 422);
        }
        if (!may_still(w, RATE_OBJECTION_WAITS)) {
            return show_confirm(w, g, "从这个网络提交的太多，请过几分钟再按“确认提交”，内容还在", 429);
        }
    }
    TRY(spend(w, &is_spent));
    if (is_spent) {
        return show_confirm(w, g, "这一页已经提交过一次。内容改过，要再提交一件的，请再确认", 422);
    }
    *ret = true;
    return OK;
}

enum err objection_send_page(struct web *w)
{
    struct reporting g;
    bool is_taken = false;
    TRY(begin_reporting(w, &g));
    ask_report(w, &g);
    if (g.phase != PHASE_OPEN) {
        return show_report(w, &g, 409); /* says so, and what is possible */
    }
    if (!judge_report(w, &g)) {
        return show_report(w, &g, 422);
    }
    TRY(is_earned(w, &g, &is_taken));
    return is_taken ? register_report(w, &g) : OK;
}

/* ---- the receipt ---- */

static const struct receipt_step_view *next_steps(struct web *w, bool is_identified, size_t *ret_len)
{
    enum { STEPS = 3 };
    struct objection_terms t = objection_terms_of_round(w->round);
    struct receipt_step_view *list = ARENA_ARRAY(w->arena, struct receipt_step_view, STEPS);
    list[0] = (struct receipt_step_view){text_format(w->arena, "%d 个工作日内决定是否受理", t.acknowledge),
                                         "不受理的，说明理由。"};
    list[1] =
        (struct receipt_step_view){text_format(w->arena, "%d 个工作日内核查并作出结论", t.conclude),
                                   is_identified ? "可能会打电话了解情况。" : "没有留下联系方式，只按提供的线索核查。"};
    list[2] = (struct receipt_step_view){"答复", "答复显示在“查询办理”。对答复不满意的，可以申请复核一次。"};
    *ret_len = STEPS;
    return list;
}

/* What was taken just now, behind the nonce of the address. */
static enum err find_done(struct web *w, const char *nonce, struct objection *ret, const char **ret_code)
{
    const char *ref = "";
    const char *receipt = "";
    struct reading_for nobody = {w->db, w->arena, w->round->id, 0};
    TRY(query_code_of(w, nonce, ret_code));
    TRY(objection_by_code(w->db, w->arena, query_code_hash(w, *ret_code), &ref, &receipt));
    return objection_by_ref(&nobody, ref, ret);
}

static enum err show_done(struct web *w, const struct objection *o, const char *code, struct objection_done_view *v)
{
    bool is_fresh = w->now < o->registered_at + CODE_SHOWN_SECONDS;
    v->receipt_no = o->receipt_no;
    v->code = is_fresh ? code : NULL;
    v->brand_name = o->facts.has_brand ? o->brand_name : NULL;
    v->received_iso = at_rfc3339(w->arena, o->registered_at);
    v->received_text = at_chinese(w->arena, o->registered_at);
    v->steps = next_steps(w, o->facts.is_identified, &v->steps_len);
    v->keep_text = is_fresh ? "两个号码一起才能查询，请不要转给他人。查询码只在这一页显示，半小时以后不再显示。"
                            : "查询码只在提交以后半小时内显示，现在不再显示。";
    tpl_objection_done(&w->out, v);
    web_html(w, 200);
    return OK;
}

enum err objection_done_page(struct web *w)
{
    struct reporting g;
    struct objection o;
    const char *code = "";
    struct objection_done_view v = {
        .title = "意见已收到", .next_url = url_path("/track"), .next_label = "查询办理情况"};
    TRY(begin_reporting(w, &g));
    TRY(find_done(w, w->parts[1], &o, &code));
    frame_page(w, &v.page, v.title);
    return show_done(w, &o, code, &v);
}

/* What the office registered, for the person who stands at the desk. */
enum err objection_slip_page(struct web *w)
{
    struct objection o;
    const char *code = "";
    struct objection_done_view v = {.title = "意见已登记", .next_label = "打开这一件"};
    TRY(may_view_objections(&w->actor));
    TRY(find_done(w, w->parts[1], &o, &code));
    if (strcmp(o.ref, w->parts[0]) != 0) {
        return ERR_NOT_FOUND;
    }
    TRY(objection_by_ref(web_reading(w), w->parts[0], &o)); /* and not hidden from this person */
    v.next_url = url_path(text_format(w->arena, "/objections/%s", o.ref));
    frame_page(w, &v.page, v.title);
    return show_done(w, &o, code, &v);
}
