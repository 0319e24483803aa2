/* seal_pages.c - 受理, and sealed paper: the check code typed from a sheet names the version that was sealed. */
#include "pages/seal_pages.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/random.h"
#include "base/text.h"
#include "domain/date_text.h"
#include "domain/mercy.h"
#include "domain/receipt.h"
#include "domain/seal.h"
#include "domain/text_clean.h"
#include "pages/evidence_pages.h"
#include "pages/nomination_pages.h"
#include "pages/pages.h"
#include "pages/plain_fields.h"
#include "pages/record_contacts.h"
#include "pages/scan_intake.h"
#include "pages/section_pages.h"
#include "pages/views.h"
#include "store/db.h"
#include "store/list_store.h"
#include "store/seal_store.h"
#include "store/value_list.h"
#include "web/frame.h"
#include "web/web.h"

enum { REF_BYTES = 10 };

/* ---- accepted ---- */

enum err accept_page(struct web *w)
{
    struct nomination n;
    struct version v;
    struct value_list values;
    struct acceptance before;
    TRY(nomination_of_path(w, &n));
    struct nomination_facts facts = nomination_facts_of(&n);
    TRY(may_accept_nomination(&w->actor, &facts));
    TRY(version_get(w->db, w->arena, n.id, n.version_no, &v, &values));
    enum err e = acceptance_get(w->db, w->arena, v.id, &before);
    if (e == ERR_NOT_FOUND) { /* else a colleague was faster: the same acceptance */
        e = acceptance_add(w->db, w->arena, &w->who, &n, &v);
    }
    TRY(e);
    web_redirect(w, nomination_path(w, &n, "record"));
    return OK;
}

/* ---- what a sheet is worth ---- */

/* Contacts are masked as on every record; that they differ is seen all the same. */
static struct difference_view *differences_of(struct web *w, const struct nomination *n, const struct value_list *paper,
                                              const struct value_list *now, size_t *ret_len)
{
    const struct round *r = w->round;
    struct contacts_view contacts;
    struct contacts_asked asked = {.reason = ""};
    struct value_list paper_shown = record_contacts(w, n, &asked, paper, &contacts);
    struct value_list now_shown = record_contacts(w, n, &asked, now, &contacts);
    struct form_answers on_paper = answers_of(r, paper);
    struct form_answers on_screen = answers_of(r, now);
    struct difference_view *list = ARENA_ARRAY(w->arena, struct difference_view, r->fields_len + 1);
    size_t len = 0;
    for (size_t i = 0; i < r->fields_len; i++) {
        const struct form_field *f = &r->fields[i];
        if (text_is_empty(f->rows_of) && field_differs(&on_paper, &on_screen, f->ident)) {
            list[len++] =
                (struct difference_view){f->label, answer_text(w, f, &paper_shown), answer_text(w, f, &now_shown)};
        }
    }
    *ret_len = len;
    return list;
}

/* The attachments that the sheet lists; `list` has room for one more. */
static enum err add_file_difference(struct web *w, int64_t paper_id, int64_t now_id, struct difference_view *list,
                                    size_t *len)
{
    struct evidence_list on_paper;
    struct evidence_list on_screen;
    const char *was = "";
    const char *is = "";
    const struct form_section *s = round_section(w->round, "attachments");
    TRY(evidence_of_version(w->db, w->arena, paper_id, &on_paper));
    TRY(evidence_of_version(w->db, w->arena, now_id, &on_screen));
    TRY(evidence_text(w, &on_paper, &was));
    TRY(evidence_text(w, &on_screen, &is));
    if (!text_equal(was, is)) {
        list[(*len)++] = (struct difference_view){s == NULL ? "附件" : s->title, was, is};
    }
    return OK;
}

static void word_answer(struct web *w, const struct nomination *n, int paper_version, struct paper_answer_view *ret)
{
    switch (seal_worth(paper_version, n->version_no, n->state)) {
    case SEAL_VALID:
        ret->kind = "ok";
        ret->title = "同一版本";
        ret->text = text_format(w->arena, "纸上是第 %d 版，和网上现在的一致。", paper_version);
        return;
    case SEAL_VOID_NEWER:
        ret->kind = "warn";
        ret->title = "不是同一版本";
        ret->text =
            ret->differences_len == 0
                ? text_format(w->arena, "纸上是第 %d 版，网上现在是第 %d 版；各项内容相同，仍以第 %d 版的纸件为准。",
                              paper_version, n->version_no, n->version_no)
                : text_format(w->arena, "纸上是第 %d 版，网上现在是第 %d 版，有 %zu 项不同。", paper_version,
                              n->version_no, ret->differences_len);
        return;
    case SEAL_VOID_TAKEN_BACK:
        ret->kind = "warn";
        ret->title = "申报已撤回";
        ret->text =
            text_format(w->arena, "纸上是第 %d 版，和最后提交的一致，但是申报后来撤回了，纸件作废。", paper_version);
        return;
    }
}

enum err paper_answer_of(struct web *w, const struct nomination *n, int paper_version, struct paper_answer_view *ret)
{
    struct version paper;
    struct version now;
    struct value_list on_paper;
    struct value_list on_screen;
    TRY(version_get(w->db, w->arena, n->id, paper_version, &paper, &on_paper));
    TRY(version_get(w->db, w->arena, n->id, n->version_no, &now, &on_screen));
    *ret = (struct paper_answer_view){.paper_title = text_format(w->arena, "纸上的第 %d 版", paper_version),
                                      .now_title = text_format(w->arena, "网上的第 %d 版", n->version_no)};
    struct difference_view *list = differences_of(w, n, &on_paper, &on_screen, &ret->differences_len);
    TRY(add_file_difference(w, paper.id, now.id, list, &ret->differences_len));
    ret->differences = list;
    word_answer(w, n, paper_version, ret);
    return OK;
}

/* The versions with that code; of one nomination only when `ref` is given, of one receipt number when that is. */
static enum err find_version(struct web *w, const char *code, const char *ref, const char *receipt,
                             struct paper_version *ret)
{
    struct paper_version *list = NULL;
    size_t len = 0;
    TRY(versions_by_check_code(web_reading(w), code, &list, &len));
    for (size_t i = 0; i < len; i++) {
        if ((*ref == '\0' || strcmp(list[i].nomination_ref, ref) == 0) &&
            (*receipt == '\0' || strcmp(list[i].receipt_no, receipt) == 0)) {
            *ret = list[i];
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

enum err paper_answer_for_code(struct web *w, const struct nomination *n, const char *typed,
                               struct paper_answer_view *ret)
{
    struct paper_version found;
    const char *code = seal_code_read(w->arena, typed);
    enum err e = *code == '\0' ? ERR_NOT_FOUND : find_version(w, code, n->ref, "", &found);
    if (e == OK) {
        struct nomination_facts facts = nomination_facts_of(n);
        TRY(paper_answer_of(w, n, found.version_no, ret));
        ret->can_note = may_note_seal(&w->actor, &facts, found.version_no, n->version_no) == OK;
        ret->note_url = url_with(w->arena, "/seals", "code", code);
        return OK;
    }
    *ret = (struct paper_answer_view){.kind = "warn",
                                      .title = "校验码不对",
                                      .text = "这份申报没有哪一版是这个校验码。请核对纸上的受理编号和校验码；"
                                              "都没有看错的，这张纸不是从本站打印的。"};
    return e == ERR_NOT_FOUND ? OK : e;
}

/* ---- the page ---- */

struct noting {
    struct typed code, receipt, received_on, receiver, scan;
    bool is_found;
    struct nomination nomination;
    int version_no;
};

static void ask(struct web *w, struct noting *s, const char *code, const char *receipt)
{
    s->code = (struct typed){.id = "code",
                             .label = "输入纸上的校验码",
                             .value = code,
                             .help = "每张纸下方都有，8 位，不分大小写；也可以用扫码枪扫纸上的二维码"};
    const char *example = receipt_no(w->arena, round_text(w->round, "receipt_prefix"), 7);
    s->receipt = (struct typed){.id = "receipt",
                                .label = "受理编号",
                                .value = receipt,
                                .help = text_format(w->arena, "填了就一并核对，例如 %s", example)};
    s->received_on = (struct typed){.id = "received_on",
                                    .label = "收到日期",
                                    .value = day_iso(w->arena, day_of_at(w->now)),
                                    .help = "例如 2015-6-20"};
    s->receiver = (struct typed){.id = "receiver", .label = "收件人", .value = w->session.account.person_name};
    s->scan = (struct typed){.id = "scan", .label = "扫描件", .value = "", .help = scan_help};
}

/* Finds what the code names; a code that names nothing is an error beside its box. */
static enum err look_up(struct web *w, struct noting *s)
{
    struct paper_version found;
    const char *code = seal_code_read(w->arena, s->code.value);
    if (*code == '\0') {
        s->code.error = *s->code.value == '\0' ? "请输入纸上的校验码" : "校验码是 8 个字母和数字，请照纸上的再输一次";
        return OK;
    }
    enum err e = find_version(w, code, "", s->receipt.value, &found);
    if (e == ERR_NOT_FOUND) {
        s->code.error = *s->receipt.value == '\0' ? "没有哪份申报是这个校验码，请核对有没有看错"
                                                  : "这个受理编号没有哪一版是这个校验码，请核对纸上的编号和校验码";
        return OK;
    }
    TRY(e);
    TRY(nomination_by_ref(w->db, w->arena, found.nomination_ref, &s->nomination));
    s->version_no = found.version_no;
    s->is_found = true;
    return OK;
}

static struct tag_view worth_tag(enum seal_worth worth)
{
    return worth == SEAL_VALID        ? (struct tag_view){"done", "有效"}
           : worth == SEAL_VOID_NEWER ? (struct tag_view){"back", "已作废，有新版"}
                                      : (struct tag_view){"back", "已作废，已撤回"};
}

static enum err fill_list(struct web *w, struct seals_view *v)
{
    struct sealed_row *rows = NULL;
    TRY(sealed_copy_list(web_reading(w), &rows, &v->rows_len));
    struct sealed_line_view *list = ARENA_ARRAY(w->arena, struct sealed_line_view, v->rows_len + 1);
    for (size_t i = 0; i < v->rows_len; i++) {
        const struct sealed_row *r = &rows[i];
        list[i] = (struct sealed_line_view){
            .receipt_no = r->receipt_no,
            .brand_name = r->brand_name,
            .body_name = r->body_name,
            .version_text = text_format(w->arena, "第 %d 版", r->sealed_version),
            .received = r->received_on,
            .receiver = r->receiver,
            .tag = worth_tag(seal_worth(r->sealed_version, r->current_version, r->state)),
            .url = url_path(text_format(w->arena, "/nominations/%s/record", r->nomination_ref)),
            .has_scan = *r->scan != '\0',
            .scan_url = url_path(text_format(w->arena, "/seals/%s/scan", r->ref))};
    }
    v->rows = list;
    return OK;
}

static enum err fill_facts(struct web *w, struct seals_view *v, const struct noting *s)
{
    enum { FACTS = 4 };
    struct version ver;
    struct value_list values;
    struct sealed_copy last;
    TRY(version_get(w->db, w->arena, s->nomination.id, s->version_no, &ver, &values));
    struct standing_line_view *facts = ARENA_ARRAY(w->arena, struct standing_line_view, FACTS);
    facts[0] = (struct standing_line_view){.tag = {"", "受理编号"}, .text = s->nomination.receipt_no};
    facts[1] = (struct standing_line_view){.tag = {"", "品牌"},
                                           .text = text_format(w->arena, "“%s”", value_get(&values, "brand_name", 0))};
    facts[2] = (struct standing_line_view){.tag = {"", "申报单位"}, .text = s->nomination.body_name};
    v->facts = facts;
    v->facts_len = FACTS - 1;
    enum err e = sealed_copy_last(w->db, w->arena, s->nomination.id, &last);
    if (e == OK && last.version_no == s->version_no) { /* a sheet scanned twice is no second one */
        facts[v->facts_len++] =
            (struct standing_line_view){.tag = {"", "盖章件"},
                                        .text = text_format(w->arena, "已经登记：%s %s收。再登记一次的，以后一次为准",
                                                            last.received_on, last.receiver)};
    }
    return e == ERR_NOT_FOUND ? OK : e;
}

static enum err show_seals(struct web *w, const struct noting *s, int status)
{
    struct seals_view v = {.typed_code = s->code.value, .has_answer = s->is_found};
    const struct typed *const all[] = {&s->code, &s->receipt, &s->received_on, &s->receiver, &s->scan};
    v.errors = typed_errors(w->arena, all, sizeof all / sizeof all[0]);
    v.code = line_field(w->arena, &s->code, "w-16");
    v.wants_code = v.errors.items_len == 0;
    if (s->is_found && v.wants_code) {
        v.code.value = ""; /* ready for the next sheet: the answer says whose this one is */
    }
    v.receipt = line_field(w->arena, &s->receipt, "w-16");
    v.receipt.is_optional = true;
    v.received_on = line_field(w->arena, &s->received_on, "w-16");
    v.receiver = line_field(w->arena, &s->receiver, "w-16");
    v.scan = scan_field(w->arena, &s->scan);
    v.scan.is_optional = true;
    if (s->is_found) {
        struct nomination_facts facts = nomination_facts_of(&s->nomination);
        TRY(paper_answer_of(w, &s->nomination, s->version_no, &v.answer));
        TRY(fill_facts(w, &v, s));
        v.can_note = may_note_seal(&w->actor, &facts, s->version_no, s->nomination.version_no) == OK;
        v.post_url = url_path(nomination_path(w, &s->nomination, "seals"));
    }
    TRY(fill_list(w, &v));
    frame_page(w, &v.page, "盖章件");
    v.page.has_errors = v.errors.items_len > 0;
    if (fields_has(&w->rq->query, "noted")) {
        frame_flash(&v.page, "ok", "盖章件已收", "已经登记，列在下面。");
    }
    v.top = (struct form_top_view){w->token, NULL};
    tpl_seals(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err seals_page(struct web *w)
{
    struct noting s = {0};
    ask(w, &s, text_clean_line(w->arena, fields_text(&w->rq->query, "code")),
        text_clean_line(w->arena, text_fold_digits(w->arena, fields_text(&w->rq->query, "receipt"))));
    if (fields_has(&w->rq->query, "code")) {
        TRY(look_up(w, &s));
    }
    return show_seals(w, &s, 200);
}

/* ---- noting one ---- */

static const char *day_typed(struct web *w, const char *typed)
{
    struct month_or_day m;
    return date_text_parse(typed, &m) == OK && m.day != 0 && month_or_day_first(m) <= day_of_at(w->now)
               ? month_or_day_canonical(w->arena, m)
               : NULL;
}

static bool judge_noting(struct web *w, struct noting *s)
{
    if (day_typed(w, s->received_on.value) == NULL) {
        s->received_on.error = "收到日期看不懂，或者还没有到，请写成 2015-6-20 这样";
    }
    s->receiver.error = name_fault(s->receiver.value);
    s->scan.error = scan_refusal(w, false);
    return s->received_on.error == NULL && s->receiver.error == NULL && s->scan.error == NULL;
}

static enum err note(struct web *w, struct noting *s)
{
    struct version ver;
    struct value_list values;
    struct nomination_facts facts = nomination_facts_of(&s->nomination);
    TRY(may_note_seal(&w->actor, &facts, s->version_no, s->nomination.version_no));
    TRY(version_get(w->db, w->arena, s->nomination.id, s->version_no, &ver, &values));
    struct sealed_copy copy = {.ref = random_token(w->app->random, w->arena, REF_BYTES),
                               .version_no = s->version_no,
                               .received_on = day_typed(w, s->received_on.value),
                               .receiver = s->receiver.value};
    TRY(scan_keep(w, &copy.scan));
    TRY(sealed_copy_add(w->db, w->arena, &w->who, &s->nomination, &ver, &copy));
    web_redirect(w, "/seals?noted=1");
    return OK;
}

enum err seal_note_page(struct web *w)
{
    struct noting s = {0};
    ask(w, &s, posted_line(w, "code"), "");
    s.received_on.value = posted_line(w, "received_on");
    s.receiver.value = posted_line(w, "receiver");
    TRY(look_up(w, &s));
    if (!s.is_found || strcmp(s.nomination.ref, w->parts[0]) != 0) {
        return s.is_found ? ERR_NOT_FOUND : show_seals(w, &s, 422);
    }
    return judge_noting(w, &s) ? note(w, &s) : show_seals(w, &s, 422);
}

enum err seal_scan_page(struct web *w)
{
    const char *ref = NULL;
    const char *sha = NULL;
    struct nomination n;
    TRY(sealed_copy_scan(w->db, w->arena, w->parts[0], &ref, &sha));
    TRY(nomination_by_ref(w->db, w->arena, ref, &n));
    struct nomination_facts facts = nomination_facts_of(&n);
    TRY(nomination_standing(w->db, n.id, &w->actor, &facts));
    TRY(may_view_scan(&w->actor, &facts));
    return scan_send(w, sha, "盖章件");
}
