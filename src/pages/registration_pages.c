/* registration_pages.c - a unit registers itself; its sector authority, its district or the office admits it. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/form_rules.h"
#include "domain/form_value.h"
#include "domain/people.h"
#include "domain/text_clean.h"
#include "pages/pages.h"
#include "pages/people_form.h"
#include "pages/section_pages.h"
#include "pages/stage_words.h"
#include "pages/views.h"
#include "store/people_store.h"
#include "store/registration_store.h"
#include "web/frame.h"
#include "web/web.h"

/* The answers are fields of the round's own form: same words, same rules, and nothing is asked twice in other words. */
enum answer { NAME, CODE, KIND, SECTOR, DISTRICT, WINDOW, CONTACT, PHONE, ANSWERS };

static const struct {
    const char *ident;
    int length_max; /* characters that the database takes; 0: the form's own rule is enough */
    bool is_optional;
} asked[ANSWERS] = {
    [NAME] = {"unit_name", 60, false},       [CODE] = {"org_code", 0, true},
    [KIND] = {"unit_kind", 0, false},        [SECTOR] = {"sector_id", 0, false},
    [DISTRICT] = {"district_id", 0, false},  [WINDOW] = {"window_name", 60, false},
    [CONTACT] = {"contact_name", 20, false}, [PHONE] = {"contact_phone", 0, false},
};

enum { NAME_MIN = 2 }; /* shorter is no name; what is only doubtful is warned about */

#define OUTSIDE "none" /* 非参创行业 */

/* A form as it was typed, or as it stands in the database. */
struct typed {
    const char *values[ANSWERS];
    const char *login;
    struct wrongs wrongs;
    struct text_view warnings[ANSWERS];
    size_t warnings_len;
    struct registration as; /* the same, as the store keeps it */
};

/* What the prepare step found. */
struct register_attempt {
    struct typed typed;
    bool is_closed;
};

static const struct form_field *field_named(struct web *w, const char *ident)
{
    for (size_t i = 0; i < w->round->fields_len; i++) {
        if (strcmp(w->round->fields[i].ident, ident) == 0) {
            return &w->round->fields[i];
        }
    }
    return NULL;
}

static const char *label_of(struct web *w, enum answer i)
{
    const struct form_field *f = field_named(w, asked[i].ident);
    return f == NULL ? asked[i].ident : f->label;
}

static const struct sector *sector_of_id(const struct round *r, int64_t id)
{
    for (size_t i = 0; i < r->sectors_len; i++) {
        if (r->sectors[i].id == id) {
            return &r->sectors[i];
        }
    }
    return NULL;
}

static const struct district *district_of_id(const struct round *r, int64_t id)
{
    for (size_t i = 0; i < r->districts_len; i++) {
        if (r->districts[i].id == id) {
            return &r->districts[i];
        }
    }
    return NULL;
}

static const char *number_text(struct web *w, int number)
{
    return text_format(w->arena, "DJ%d-%04d", w->round->year, number);
}

/* ---- judging what was typed ---- */

static void judge_place(struct web *w, struct typed *t)
{
    const struct sector *sector = round_sector(w->round, t->values[SECTOR]);
    const struct district *district = round_district(w->round, t->values[DISTRICT]);
    if (sector == NULL && strcmp(t->values[SECTOR], OUTSIDE) != 0) {
        wrong(&t->wrongs, asked[SECTOR].ident, "请从列表中选择所属行业");
    }
    if (district == NULL) {
        wrong(&t->wrongs, asked[DISTRICT].ident, "请从列表中选择所在辖市、区");
    }
    t->as.sector_id = sector == NULL ? 0 : sector->id;
    t->as.district_id = district == NULL ? 0 : district->id;
}

static void judge_answer(struct web *w, struct typed *t, enum answer i)
{
    const struct form_field *f = field_named(w, asked[i].ident);
    const char *value = t->values[i];
    if (*value == '\0') {
        bool is_choice = i == KIND || i == SECTOR || i == DISTRICT;
        wrong(&t->wrongs, asked[i].ident,
              asked[i].is_optional ? NULL
                                   : text_format(w->arena, "请%s%s", is_choice ? "选择" : "填写", label_of(w, i)));
        return;
    }
    if (i == NAME && utf8_length(value) < NAME_MIN) {
        wrong(&t->wrongs, asked[i].ident, "单位名称太短，请填写全称，与公章一致");
    }
    if (asked[i].length_max > 0 && utf8_length(value) > (size_t)asked[i].length_max) {
        wrong(&t->wrongs, asked[i].ident,
              text_format(w->arena, "%s最多 %d 个字符，请缩短", label_of(w, i), asked[i].length_max));
    }
    struct form_context context = form_context_of(w->round, true);
    const struct form_finding *found =
        f == NULL || i == SECTOR || i == DISTRICT ? NULL : form_judge_value(w->arena, f, value, &context);
    if (found != NULL && found->severity == FORM_ERROR) {
        wrong(&t->wrongs, asked[i].ident, found->message);
    } else if (found != NULL) {
        t->warnings[t->warnings_len++].text = found->message;
    }
}

static void judge(struct web *w, struct typed *t)
{
    for (int i = 0; i < ANSWERS; i++) {
        judge_answer(w, t, (enum answer)i);
    }
    judge_place(w, t);
    t->as.name = t->values[NAME];
    t->as.org_code = t->values[CODE];
    t->as.unit_kind = t->values[KIND];
    t->as.window_name = t->values[WINDOW];
    t->as.contact_name = t->values[CONTACT];
    t->as.contact_phone = t->values[PHONE];
}

static void read_typed(struct web *w, struct typed *t)
{
    for (int i = 0; i < ANSWERS; i++) {
        const struct form_field *f = field_named(w, asked[i].ident);
        const char *typed = typed_line(w, asked[i].ident);
        t->values[i] = f == NULL || i == SECTOR || i == DISTRICT ? typed : form_value_clean(w->arena, f, typed);
    }
    t->login = typed_line(w, "login");
}

/* The same form from what is stored. */
static void read_stored(struct web *w, struct typed *t, const struct registration *r)
{
    const struct sector *sector = sector_of_id(w->round, r->sector_id);
    const struct district *district = district_of_id(w->round, r->district_id);
    t->values[NAME] = r->name;
    t->values[CODE] = r->org_code;
    t->values[KIND] = r->unit_kind;
    t->values[SECTOR] = sector == NULL ? OUTSIDE : sector->code;
    t->values[DISTRICT] = district == NULL ? "" : district->code;
    t->values[WINDOW] = r->window_name;
    t->values[CONTACT] = r->contact_name;
    t->values[PHONE] = r->contact_phone;
    t->login = r->login;
}

/* Names and codes that are taken; before any login is looked up. */
static enum err judge_twin(struct web *w, struct typed *t)
{
    static const struct {
        enum answer beside;
        const char *text;
    } words[] = {
        [TWIN_NONE] = {NAME, NULL},
        [TWIN_NAME_ADMITTED] = {NAME, "这个单位已经开通，请向本单位的账号负责人要邀请链接，或者联系主办单位"},
        [TWIN_NAME_WAITING] = {NAME, "这个单位已经有一份登记在审核，不用重复登记；不是本单位登记的，请联系主办单位"},
        [TWIN_CODE_ADMITTED] = {CODE, "这个代码的单位已经开通，请核对代码，或者向本单位的账号负责人要邀请链接"},
        [TWIN_CODE_WAITING] = {CODE, "这个代码的单位已经有一份登记在审核，请核对代码，或者联系主办单位"},
    };
    enum registration_twin twin = TWIN_NONE;
    TRY(registration_twin_of(w->db, &t->as, &twin));
    wrong(&t->wrongs, asked[words[twin].beside].ident, words[twin].text);
    return OK;
}

/* ---- drawing the form ---- */

/* The round's choices; those of sector and district are its own lists. */
static struct option_view *options_of(struct web *w, enum answer i, const char *chosen, size_t *ret_len)
{
    const struct form_field *f = field_named(w, asked[i].ident);
    size_t len = f == NULL ? 0 : f->choice_count;
    struct option_view *list = ARENA_ARRAY(w->arena, struct option_view, len + 1);
    for (size_t k = 0; k < len; k++) {
        list[k] = (struct option_view){.value = f->choices[k].value,
                                       .label = f->choices[k].label,
                                       .is_chosen = strcmp(f->choices[k].value, chosen) == 0};
    }
    *ret_len = len;
    return list;
}

static struct field_view draw_answer(struct web *w, const struct typed *t, enum answer i)
{
    static const char *const widths[ANSWERS] = {
        [CODE] = "w-24", [CONTACT] = "w-16", [PHONE] = "w-24", [KIND] = "w-24", [SECTOR] = "w-24", [DISTRICT] = "w-24"};
    const struct form_field *field = field_named(w, asked[i].ident);
    struct field_view f;
    if (i == KIND || i == SECTOR || i == DISTRICT) {
        size_t len = 0;
        const struct option_view *options = options_of(w, i, t->values[i], &len);
        f = people_select(w, &t->wrongs, asked[i].ident, label_of(w, i), options, len);
    } else {
        f = people_text(w, &t->wrongs, asked[i].ident, label_of(w, i), t->values[i]);
    }
    f.width = widths[i] == NULL ? "" : widths[i];
    f.is_optional = asked[i].is_optional;
    f.autocomplete = i == NAME ? "organization" : i == CONTACT ? "name" : NULL;
    if (field != NULL && *field->help != '\0') {
        people_help(w, &f, field->help);
    }
    return f;
}

static const struct field_view *draw_answers(struct web *w, const struct typed *t)
{
    struct field_view *list = ARENA_ARRAY(w->arena, struct field_view, ANSWERS);
    for (int i = 0; i < ANSWERS; i++) {
        list[i] = draw_answer(w, t, (enum answer)i);
    }
    return list;
}

/* ---- registering ---- */

static const struct text_view *privacy_lines(struct web *w, size_t *ret_len)
{
    static const char *const keys[] = {"privacy_intro",  "privacy_controller", "privacy_purpose",
                                       "privacy_method", "privacy_retention",  "privacy_rights"};
    enum { KEYS = sizeof keys / sizeof keys[0] };
    struct text_view *lines = ARENA_ARRAY(w->arena, struct text_view, KEYS);
    size_t len = 0;
    for (size_t i = 0; i < KEYS; i++) {
        const char *text = round_text(w->round, keys[i]);
        if (*text != '\0') {
            lines[len++].text = text;
        }
    }
    *ret_len = len;
    return lines;
}

static void show_register(struct web *w, const struct typed *t, bool is_closed, int status)
{
    enum { UNIT_LEN = CONTACT, PERSON_MAX = ANSWERS - CONTACT + 3 };
    const struct stage_window *window = stage_window_of(w->round->windows, w->round->windows_len, STAGE_NOMINATION);
    const struct field_view *all = draw_answers(w, t);
    struct field_view *person = ARENA_ARRAY(w->arena, struct field_view, PERSON_MAX);
    size_t len = 0;
    for (int i = CONTACT; i < ANSWERS; i++) {
        person[len++] = all[i];
    }
    person[len] = people_text(w, &t->wrongs, "login", "登录账号", t->login);
    person[len].autocomplete = "username";
    person[len].width = "w-16";
    people_help(w, &person[len++], "4 至 40 个字符，英文字母开头，可以含数字、点、下划线和短横线");
    person[len] = people_password(w, &t->wrongs, "fresh", "密码");
    people_help(w, &person[len++], people_password_rule(w, ROLE_UNIT));
    person[len++] = people_password(w, &t->wrongs, "again", "再输一次密码");
    struct register_view v = {.errors = wrongs_summary(&t->wrongs),
                              .unit = all,
                              .unit_len = UNIT_LEN,
                              .person = person,
                              .person_len = len,
                              .phone = round_text(w->round, "consult_phone"),
                              .until_text = window == NULL ? NULL : closing_words(w->arena, window->closes_at)};
    if (is_closed) {
        v.closed_text = text_format(w->arena, "单位登记随自荐申报一起，已于 %s截止。", v.until_text);
    }
    v.privacy = privacy_lines(w, &v.privacy_len);
    frame_page(w, &v.page, "单位登记");
    v.page.has_errors = t->wrongs.len > 0;
    v.top = (struct form_top_view){w->token, NULL};
    tpl_register(&w->out, &v);
    web_html(w, status);
}

static bool is_closed(const struct web *w)
{
    return may_register(w->round->windows, w->round->windows_len, w->now) != OK;
}

enum err register_page(struct web *w)
{
    struct typed t = {.login = ""};
    for (int i = 0; i < ANSWERS; i++) {
        t.values[i] = "";
    }
    show_register(w, &t, is_closed(w), 200);
    return OK;
}

enum err register_prepare(struct web *w)
{
    struct register_attempt *t = ARENA_NEW(w->arena, struct register_attempt);
    const char *reason = NULL;
    w->prepared = t;
    t->is_closed = is_closed(w);
    read_typed(w, &t->typed);
    if (t->is_closed) {
        return OK;
    }
    judge(w, &t->typed);
    if (login_rule(t->typed.login, &reason) != OK) {
        wrong(&t->typed.wrongs, "login", reason);
    }
    const char *fresh = people_fresh_password(w, &t->typed.wrongs, ROLE_UNIT, t->typed.login);
    t->typed.as.login = t->typed.login;
    return t->typed.wrongs.len > 0
               ? OK
               : password_hash(w->arena, fresh, w->app->config.light_passwords, &t->typed.as.password_hash);
}

/* What only the database knows.  A login is looked up last, when nothing else is wrong: whoever wants to learn which
 * logins exist pays one whole registration for each that does not, and a source has few a day. */
static enum err judge_in_store(struct web *w, struct typed *t)
{
    enum { FROM_ONE_SOURCE_MAX = 30, DAY = 24 * 3600 };
    int64_t count = 0;
    bool is_taken = false;
    TRY(registration_count_from(w->db, w->rq->remote_addr, w->now - DAY, &count));
    if (count >= FROM_ONE_SOURCE_MAX) {
        w->retry_after_s = DAY;
        return ERR_TOO_MANY;
    }
    TRY(judge_twin(w, t));
    if (t->wrongs.len == 0) {
        TRY(login_is_taken(w->db, t->login, &is_taken));
        wrong(&t->wrongs, "login", is_taken ? "这个登录账号已经有人使用，请换一个" : NULL);
    }
    return OK;
}

enum err register_submit_page(struct web *w)
{
    struct register_attempt *t = w->prepared;
    const char *ref = NULL;
    if (!t->is_closed && t->typed.wrongs.len == 0) {
        TRY(judge_in_store(w, &t->typed));
    }
    if (t->is_closed || t->typed.wrongs.len > 0) {
        show_register(w, &t->typed, t->is_closed, t->is_closed ? 409 : 422);
        return OK;
    }
    struct writing writing = {w->db, w->app->random, w->arena, &w->who};
    TRY(registration_add(&writing, w->round->id, &t->typed.as, w->rq->remote_addr, &ref));
    web_redirect(w, text_format(w->arena, "/bodies/register/%s", ref));
    return OK;
}

/* Who decides about it, by name. */
static const char *decider(struct web *w, const struct registration *r)
{
    const struct sector *sector = sector_of_id(w->round, r->sector_id);
    const struct district *district = district_of_id(w->round, r->district_id);
    return sector != NULL ? sector->authority_name : district != NULL ? district->office_name : "";
}

static struct tag_view state_tag(enum registration_state state)
{
    switch (state) {
    case REGISTRATION_ADMITTED: return (struct tag_view){"ok", "已开通"};
    case REGISTRATION_REFUSED: return (struct tag_view){"err", "未通过"};
    case REGISTRATION_WAITING:
    case REGISTRATION__COUNT: break;
    }
    return (struct tag_view){"todo", "待审核"};
}

/* What is worth a second look, and stops nothing. */
static void find_warnings(struct web *w, struct typed *t)
{
    judge(w, t);
    t->wrongs.len = 0;
}

enum err registered_page(struct web *w)
{
    struct registration r;
    TRY(registration_by_ref(w->db, w->arena, w->round->id, w->parts[0], &r));
    struct typed *t = ARENA_NEW(w->arena, struct typed);
    read_stored(w, t, &r);
    t->values[CONTACT] = ""; /* the address may be handed on: nothing about the person is said here */
    t->values[PHONE] = "";
    find_warnings(w, t);
    struct registered_view v = {.number = number_text(w, r.number),
                                .name = r.name,
                                .when_text = at_chinese(w->arena, r.created_at),
                                .authority = decider(w, &r),
                                .state_text = state_tag(r.state).text,
                                .reason = r.reason,
                                .address = web_absolute(w, w->rq->path),
                                .phone = round_text(w->round, "consult_phone"),
                                .hours = round_text(w->round, "contact_hours"),
                                .is_waiting = r.state == REGISTRATION_WAITING,
                                .is_admitted = r.state == REGISTRATION_ADMITTED,
                                .is_refused = r.state == REGISTRATION_REFUSED,
                                .warnings = t->warnings,
                                .warnings_len = r.state == REGISTRATION_WAITING ? t->warnings_len : 0};
    frame_page(w, &v.page, "单位登记");
    tpl_registered(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* ---- admission ---- */

/* What this actor's body answers for. */
static enum err scope_of(struct web *w, struct admission_scope *ret)
{
    struct body body;
    TRY(body_by_id(w->db, w->arena, w->actor.body_id, &body));
    const struct sector *sector = sector_of_id(w->round, body.sector_id);
    *ret = (struct admission_scope){body.sector_id, body.district_id,
                                    w->actor.role != ROLE_SECTOR ? ""
                                    : sector == NULL             ? body.name
                                                                 : sector->authority_name};
    return OK;
}

static enum err listed_state(struct web *w, enum registration_state *ret)
{
    const char *typed = fields_text(&w->rq->query, "state");
    *ret = REGISTRATION_WAITING;
    return *typed == '\0' ? OK : registration_state_from_ident(typed, ret);
}

static const struct registration_row_view *registration_rows(struct web *w, const struct registration_row *rows,
                                                             size_t len, enum registration_state state)
{
    struct registration_row_view *list = ARENA_ARRAY(w->arena, struct registration_row_view, len + 1);
    for (size_t i = 0; i < len; i++) {
        list[i] = (struct registration_row_view){
            .number = number_text(w, rows[i].number),
            .name = rows[i].name,
            .sector = *rows[i].sector_name == '\0' ? round_text(w->round, "none_sector") : rows[i].sector_name,
            .district = rows[i].district_name,
            .when_text = at_short_chinese(w->arena, rows[i].decided_at == 0 ? rows[i].created_at : rows[i].decided_at),
            .url = url_path(text_format(w->arena, "/bodies/registrations/%s", rows[i].ref)),
            .tag = state_tag(state)};
    }
    return list;
}

static const struct link_view *state_tabs(struct web *w, enum registration_state state)
{
    static const char *const tabs[] = {"待审核", "已开通", "未通过"};
    struct link_view *links = ARENA_ARRAY(w->arena, struct link_view, REGISTRATION__COUNT);
    for (int s = 0; s < REGISTRATION__COUNT; s++) {
        links[s] = (struct link_view){
            tabs[s], url_with(w->arena, "/bodies", "state", registration_state_ident((enum registration_state)s)),
            s == (int)state};
    }
    return links;
}

static const char *admission_lead(enum role role)
{
    return role == ROLE_OFFICE   ? "各单位自己登记，由市行业主管部门或者所在辖市、区审核开通；主办单位也可以办理。"
           : role == ROLE_SECTOR ? "本行业的单位自己登记，由本部门核对后开通账号。"
                                 : "本辖区非参创行业的单位自己登记，由本单位核对后开通账号。";
}

enum err registrations_page(struct web *w)
{
    static const char *const empty[] = {"没有等待审核的登记。单位登记以后，会列在这里。", "还没有开通的单位。",
                                        "没有未通过的登记。"};
    enum registration_state state;
    struct admission_scope scope;
    struct registration_row *rows = NULL;
    size_t len = 0;
    TRY(listed_state(w, &state));
    TRY(scope_of(w, &scope));
    struct registration_search search = {w->round->id, w->actor.role, scope, state};
    TRY(registration_list(w->db, w->arena, &search, &rows, &len));
    struct registrations_view v = {.can_import = w->actor.role == ROLE_OFFICE,
                                   .rows = registration_rows(w, rows, len, state),
                                   .rows_len = len,
                                   .empty_text = empty[state],
                                   .tabs = state_tabs(w, state),
                                   .tabs_len = REGISTRATION__COUNT,
                                   .lead = admission_lead(w->actor.role)};
    frame_page(w, &v.page, "单位登记");
    tpl_registrations(&w->out, &v);
    web_html(w, 200);
    return OK;
}

static struct registration_facts facts_of(struct web *w, const struct registration *r)
{
    const struct sector *sector = sector_of_id(w->round, r->sector_id);
    return (struct registration_facts){r->state, r->sector_id, r->district_id,
                                       sector == NULL ? "" : sector->authority_name};
}

/* The registration of the path's first part, when this actor may see it. */
static enum err registration_of_path(struct web *w, struct registration *ret)
{
    struct admission_scope scope;
    TRY(scope_of(w, &scope));
    TRY(registration_by_ref(w->db, w->arena, w->round->id, w->parts[0], ret));
    struct registration_facts facts = facts_of(w, ret);
    return may_view_registration(&w->actor, &scope, &facts);
}

/* The same to act on it, at the revision that the page showed. */
static enum err registration_to_decide(struct web *w, struct registration *ret)
{
    enum { REVISION_MAX = 1000000 };
    struct admission_scope scope;
    int64_t seen = 0;
    TRY(scope_of(w, &scope));
    TRY(registration_of_path(w, ret));
    struct registration_facts facts = facts_of(w, ret);
    TRY(may_admit_registration(&w->actor, &scope, &facts));
    if (text_to_int(fields_text(&w->rq->form, "revision"), 1, REVISION_MAX, &seen) != OK) {
        return ERR_MALFORMED;
    }
    return seen == ret->revision ? OK : ERR_CONFLICT;
}

static const char *shown_answer(struct web *w, enum answer i, const struct typed *t)
{
    const struct form_field *f = field_named(w, asked[i].ident);
    if (*t->values[i] == '\0') {
        return "没有填写";
    }
    return f != NULL && f->type == FORM_CHOICE ? form_choice_label(f, t->values[i]) : t->values[i];
}

static const struct fact_view *facts_shown(struct web *w, const struct registration *r, const struct typed *stored,
                                           size_t *ret_len)
{
    enum { MORE = 5 };
    struct fact_view *list = ARENA_ARRAY(w->arena, struct fact_view, ANSWERS + MORE);
    size_t len = 0;
    for (int i = 0; i < ANSWERS; i++) {
        list[len++] = (struct fact_view){label_of(w, (enum answer)i), shown_answer(w, (enum answer)i, stored)};
    }
    list[len++] = (struct fact_view){"登录账号", r->login};
    list[len++] = (struct fact_view){"登记时间", at_chinese(w->arena, r->created_at)};
    if (r->state != REGISTRATION_WAITING) {
        list[len++] = (struct fact_view){"办理", text_format(w->arena, "%s，%s %s", at_chinese(w->arena, r->decided_at),
                                                             r->decided_by_body, r->decided_by)};
    }
    if (*r->reason != '\0') {
        list[len++] = (struct fact_view){"理由", r->reason};
    }
    *ret_len = len;
    return list;
}

/* `typed` NULL: as it is stored. */
static void show_registration(struct web *w, const struct registration *r, const struct typed *typed,
                              const char *reason, int status)
{
    struct typed *stored = ARENA_NEW(w->arena, struct typed);
    read_stored(w, stored, r);
    find_warnings(w, stored);
    const struct typed *t = typed == NULL ? stored : typed;
    const char *path = text_format(w->arena, "/bodies/registrations/%s", r->ref);
    struct registration_view v = {.errors = wrongs_summary(&t->wrongs),
                                  .number = number_text(w, r->number),
                                  .name = r->name,
                                  .tag = state_tag(r->state),
                                  .warnings = stored->warnings,
                                  .warnings_len = r->state == REGISTRATION_WAITING ? stored->warnings_len : 0,
                                  .is_waiting = r->state == REGISTRATION_WAITING,
                                  .correct_url = url_path(text_format(w->arena, "%s/correct", path)),
                                  .admit_url = url_path(text_format(w->arena, "%s/admit", path)),
                                  .refuse_url = url_path(text_format(w->arena, "%s/refuse", path)),
                                  .fields = draw_answers(w, t),
                                  .fields_len = ANSWERS,
                                  .shows_correction = fields_has(&w->rq->query, "correct") || typed != NULL};
    v.shows_correction = v.shows_correction && reason == NULL && v.is_waiting;
    v.facts = facts_shown(w, r, stored, &v.facts_len);
    v.reason = people_text(w, &t->wrongs, "reason", "不予开通的理由", reason == NULL ? "" : reason);
    people_help(w, &v.reason, "单位会看到这句话，请写明缺什么、怎样重新登记");
    v.effect_text = text_format(w->arena, "开通后，%s可以用账号 %s 登录并申报。", r->contact_name, r->login);
    frame_page(w, &v.page, r->name);
    v.page.has_errors = t->wrongs.len > 0;
    v.top = (struct form_top_view){w->token, text_format(w->arena, "%d", r->revision)};
    if (strcmp(fields_text(&w->rq->query, "done"), "corrected") == 0) {
        frame_flash(&v.page, "ok", "登记内容已更正", "原来的内容记在日志里。");
    }
    tpl_registration(&w->out, &v);
    web_html(w, status);
}

enum err registration_page(struct web *w)
{
    struct registration r;
    TRY(registration_of_path(w, &r));
    show_registration(w, &r, NULL, NULL, 200);
    return OK;
}

enum err registration_correct_page(struct web *w)
{
    struct registration r;
    TRY(registration_to_decide(w, &r));
    struct typed *t = ARENA_NEW(w->arena, struct typed);
    read_typed(w, t);
    judge(w, t);
    t->as.id = r.id;
    if (t->wrongs.len == 0) {
        TRY(judge_twin(w, t));
    }
    if (t->wrongs.len > 0) {
        show_registration(w, &r, t, NULL, 422);
        return OK;
    }
    TRY(registration_correct(w->db, &w->who, &r, &t->as));
    struct admission_scope scope;
    TRY(scope_of(w, &scope));
    struct registration_facts facts = facts_of(w, &t->as);
    if (may_view_registration(&w->actor, &scope, &facts) != OK) { /* corrected into another authority's hands */
        web_redirect(w, "/bodies");
    } else {
        web_redirect(w, text_format(w->arena, "/bodies/registrations/%s?done=corrected", r.ref));
    }
    return OK;
}

enum err registration_admit_page(struct web *w)
{
    struct registration r;
    TRY(registration_to_decide(w, &r));
    TRY(registration_admit(w->db, w->app->random, &w->who, &r));
    web_redirect(w, text_format(w->arena, "/bodies/registrations/%s", r.ref));
    return OK;
}

enum err registration_refuse_page(struct web *w)
{
    enum { REASON_MIN = 4, REASON_MAX = 200 };
    struct registration r;
    TRY(registration_to_decide(w, &r));
    const char *reason = typed_line(w, "reason");
    if (utf8_length(reason) < REASON_MIN || utf8_length(reason) > REASON_MAX) {
        struct typed *t = ARENA_NEW(w->arena, struct typed);
        read_stored(w, t, &r);
        wrong(&t->wrongs, "reason", *reason == '\0' ? "请填写不予开通的理由" : "理由要有 4 至 200 个字，请修改");
        show_registration(w, &r, t, reason, 422);
        return OK;
    }
    TRY(registration_refuse(w->db, &w->who, &r, reason));
    web_redirect(w, text_format(w->arena, "/bodies/registrations/%s", r.ref));
    return OK;
}
