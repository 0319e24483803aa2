/* objection.c */
#include "domain/objection.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/contact_text.h"
#include "domain/phone.h"
#include "domain/text_clean.h"
#include "domain/text_count.h"

/* ---- words ---- */

/* An identifier and what people read. */
struct word {
    const char *ident, *text;
};

static const struct word channels[CHANNEL__COUNT] = {{"web", "网页"},   {"phone", "电话"}, {"letter", "信函"},
                                                     {"email", "邮件"}, {"visit", "来访"}, {"box", "大厅意见箱"}};
static const struct word categories[CATEGORY__COUNT] = {
    {"eligibility", "资格不符"}, {"facts", "事迹失实"},   {"discipline", "违纪违法"},
    {"accident", "安全事故"},    {"service", "服务质量"}, {"infringement", "侵权"},
    {"procedure", "程序"},       {"praise", "表扬"},      {"other", "其他"}};
static const struct word states[OBJECTION_STATE__COUNT] = {
    {"registered", "待受理"},    {"accepted", "已受理"},   {"declined", "不予受理"},
    {"investigating", "核查中"}, {"concluded", "待答复"},  {"answered", "已答复"},
    {"review_asked", "复核中"},  {"reviewed", "复核完毕"}, {"archived", "已归档"}};
static const struct word findings[FINDING__COUNT] = {{"", ""},
                                                     {"upheld", "属实"},
                                                     {"partly_upheld", "部分属实"},
                                                     {"not_upheld", "不属实"},
                                                     {"unverifiable", "无法查实"},
                                                     {"withdrawn", "撤回"},
                                                     {"transferred", "转办"}};
static const struct word effects[EFFECT__COUNT] = {
    {"", ""}, {"disqualify", "取消资格"}, {"suspend", "暂缓"}, {"rectify", "限期整改"}, {"none", "不影响"}};
static const struct word acts[ACT__COUNT] = {
    {"register", "登记"},     {"accept", "受理"},          {"decline", "不予受理"},    {"assign", "指定经办人"},
    {"verify", "实名已核实"}, {"investigate", "开始核查"}, {"note", "核查记录"},       {"ask", "向单位询问"},
    {"conclude", "作出结论"}, {"answer", "答复反映人"},    {"ask_review", "申请复核"}, {"review", "复核结论"},
    {"archive", "归档"}};

/* The place of `ident` among `list`; ERR_NOT_FOUND: nowhere. */
static enum err place_of(const struct word *list, int len, const char *ident, int *ret)
{
    for (int i = 0; i < len; i++) {
        if (strcmp(list[i].ident, ident) == 0) {
            *ret = i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

const char *objection_channel_ident(enum objection_channel c)
{
    return channels[c].ident;
}

enum err objection_channel_from_ident(const char *ident, enum objection_channel *ret)
{
    int i = 0;
    TRY(place_of(channels, CHANNEL__COUNT, ident, &i));
    *ret = (enum objection_channel)i;
    return OK;
}

const char *objection_channel_word(enum objection_channel c)
{
    return channels[c].text;
}

const char *objection_category_ident(enum objection_category c)
{
    return categories[c].ident;
}

enum err objection_category_from_ident(const char *ident, enum objection_category *ret)
{
    int i = 0;
    TRY(place_of(categories, CATEGORY__COUNT, ident, &i));
    *ret = (enum objection_category)i;
    return OK;
}

const char *objection_category_word(enum objection_category c)
{
    return categories[c].text;
}

const char *objection_state_ident(enum objection_state s)
{
    return states[s].ident;
}

enum err objection_state_from_ident(const char *ident, enum objection_state *ret)
{
    int i = 0;
    TRY(place_of(states, OBJECTION_STATE__COUNT, ident, &i));
    *ret = (enum objection_state)i;
    return OK;
}

const char *objection_state_word(enum objection_state s)
{
    return states[s].text;
}

const char *objection_finding_ident(enum objection_finding f)
{
    return findings[f].ident;
}

enum err objection_finding_from_ident(const char *ident, enum objection_finding *ret)
{
    int i = 0;
    TRY(place_of(findings, FINDING__COUNT, ident, &i));
    *ret = (enum objection_finding)i;
    return OK;
}

const char *objection_finding_word(enum objection_finding f)
{
    return findings[f].text;
}

const char *objection_effect_ident(enum objection_effect f)
{
    return effects[f].ident;
}

enum err objection_effect_from_ident(const char *ident, enum objection_effect *ret)
{
    int i = 0;
    TRY(place_of(effects, EFFECT__COUNT, ident, &i));
    *ret = (enum objection_effect)i;
    return OK;
}

const char *objection_effect_word(enum objection_effect f)
{
    return effects[f].text;
}

const char *objection_act_ident(enum objection_act a)
{
    return acts[a].ident;
}

enum err objection_act_from_ident(const char *ident, enum objection_act *ret)
{
    int i = 0;
    TRY(place_of(acts, ACT__COUNT, ident, &i));
    *ret = (enum objection_act)i;
    return OK;
}

const char *objection_act_word(enum objection_act a)
{
    return acts[a].text;
}

/* ---- what comes in ---- */

enum identity_rule identity_rule_of(const char *setting)
{
    if (strcmp(setting, "required") == 0) {
        return IDENTITY_REQUIRED;
    }
    return strcmp(setting, "any") == 0 ? IDENTITY_ANY : IDENTITY_ENCOURAGED;
}

static const char *text_fault(struct arena *a, const char *text)
{
    size_t zi = zi_count(text);
    if (zi == 0) {
        return "请写明具体情况";
    }
    if (zi < OBJECTION_ZI_MIN) {
        return "写得太短，无法核实，请写明时间、地点、经过";
    }
    bool is_long = zi > OBJECTION_ZI || codepoint_count_nonspace(text) > (size_t)3 * OBJECTION_ZI;
    return is_long ? text_format(a, "最多 %d 字，现在 %zu 字，请缩短", OBJECTION_ZI, zi) : NULL;
}

static const char *name_fault(enum identity_rule rule, const struct objection_draft *d)
{
    size_t len = utf8_length(d->name);
    if (len == 0 && d->channel == CHANNEL_WEB && rule == IDENTITY_REQUIRED) {
        return d->is_body ? "请填写单位名称" : "本次公示要求实名，请填写姓名";
    }
    if (len == 0 && d->channel == CHANNEL_WEB && d->is_body) {
        return "以单位名义反映的，请填写单位名称";
    }
    return len == 1 ? "姓名太短，请填写全名" : len > OBJECTION_NAME_MAX ? "最多 60 个字符，请缩短" : NULL;
}

static const char *phone_fault(struct arena *a, enum identity_rule rule, const struct objection_draft *d)
{
    struct phone_list list;
    bool is_wanted = d->channel == CHANNEL_WEB && rule == IDENTITY_REQUIRED;
    if (*d->phone == '\0') {
        return is_wanted && *d->email == '\0' ? "请填写电话或者邮箱，用于核实和答复" : NULL;
    }
    if (utf8_length(d->phone) > OBJECTION_NAME_MAX || phone_list_parse(a, d->phone, &list) != OK || list.count == 0) {
        return "请填写一个电话号码";
    }
    return list.first_invalid == NULL ? NULL : text_format(a, "“%s”不是电话号码，请核对", list.first_invalid);
}

/* A day that the office typed, not after today. */
static const char *day_fault(const struct objection_draft *d, const char *typed, day_no *ret)
{
    day_no day = 0;
    if (day_parse(typed, &day) != OK) {
        return "请填写日期，例如 2015-07-22";
    }
    *ret = day;
    return day > d->today ? "不能晚于今天" : NULL;
}

static void judge_days(const struct objection_draft *d, struct objection_faults *f)
{
    f->received_on = d->today;
    if (d->channel == CHANNEL_WEB) {
        return;
    }
    f->received = *d->received == '\0' ? NULL : day_fault(d, d->received, &f->received_on);
    if (d->channel == CHANNEL_LETTER) {
        f->postmark = day_fault(d, d->postmark, &f->postmark_on);
        if (f->postmark == NULL && f->postmark_on > f->received_on) {
            f->postmark = "邮戳日期不能晚于收到日期";
        }
    }
}

bool objection_judge(struct arena *a, enum identity_rule rule, const struct objection_draft *d,
                     struct objection_faults *ret)
{
    *ret = (struct objection_faults){.read_category = CATEGORY_OTHER, .read_phone = phone_canonical(a, d->phone)};
    ret->category = objection_category_from_ident(d->category, &ret->read_category) == OK ? NULL : "请选择意见类型";
    ret->text = text_fault(a, d->text);
    ret->name = name_fault(rule, d);
    ret->phone = phone_fault(a, rule, d);
    ret->email = *d->email == '\0' || email_is_valid(d->email) ? NULL : "邮箱写法不对，请核对，例如 name@example.com";
    ret->files = d->channel == CHANNEL_WEB && d->is_body && d->files_len == 0
                     ? "以单位名义反映的，请上传盖公章的书面意见"
                 : d->files_len > OBJECTION_FILES_MAX ? "最多 3 个文件，请去掉多余的"
                                                      : NULL;
    judge_days(d, ret);
    ret->is_identified = *d->name != '\0' && (*d->phone != '\0' || *d->email != '\0');
    return ret->category == NULL && ret->text == NULL && ret->name == NULL && ret->phone == NULL &&
           ret->email == NULL && ret->files == NULL && ret->received == NULL && ret->postmark == NULL;
}

enum phase objection_phase(day_no opens_on, day_no closes_on, int64_t now)
{
    day_no today = day_of_at(now);
    return today < opens_on ? PHASE_BEFORE : today > closes_on ? PHASE_AFTER : PHASE_OPEN;
}

bool objection_is_in_time(enum objection_channel c, day_no received_on, day_no postmark_on, day_no closes_on)
{
    return (c == CHANNEL_LETTER ? postmark_on : received_on) <= closes_on;
}

/* ---- how far it has come ---- */

/* The state after each act, by the state before it. */
static const struct {
    enum objection_act act;
    enum objection_state from, to;
} moves[] = {
    {ACT_ACCEPT, OBJECTION_REGISTERED, OBJECTION_ACCEPTED},
    {ACT_DECLINE, OBJECTION_REGISTERED, OBJECTION_DECLINED},
    {ACT_INVESTIGATE, OBJECTION_ACCEPTED, OBJECTION_INVESTIGATING},
    {ACT_ASK, OBJECTION_ACCEPTED, OBJECTION_INVESTIGATING},
    {ACT_ASK, OBJECTION_INVESTIGATING, OBJECTION_INVESTIGATING},
    {ACT_ASK, OBJECTION_REVIEW_ASKED, OBJECTION_REVIEW_ASKED},
    {ACT_CONCLUDE, OBJECTION_INVESTIGATING, OBJECTION_CONCLUDED},
    {ACT_ANSWER, OBJECTION_CONCLUDED, OBJECTION_ANSWERED},
    {ACT_ASK_REVIEW, OBJECTION_DECLINED, OBJECTION_REVIEW_ASKED},
    {ACT_ASK_REVIEW, OBJECTION_ANSWERED, OBJECTION_REVIEW_ASKED},
    {ACT_REVIEW, OBJECTION_REVIEW_ASKED, OBJECTION_REVIEWED},
    {ACT_ARCHIVE, OBJECTION_DECLINED, OBJECTION_ARCHIVED},
    {ACT_ARCHIVE, OBJECTION_ANSWERED, OBJECTION_ARCHIVED},
    {ACT_ARCHIVE, OBJECTION_REVIEWED, OBJECTION_ARCHIVED},
};

/* What is written beside the way of an objection and moves it nowhere. */
static bool leaves_state(const struct objection_facts *f, enum objection_act act)
{
    bool is_beside = act == ACT_NOTE || act == ACT_ASSIGN || (act == ACT_VERIFY && f->is_identified);
    return is_beside && f->state != OBJECTION_ARCHIVED;
}

enum err objection_after(const struct objection_facts *f, enum objection_act act, enum objection_state *ret)
{
    if (act == ACT_ASK_REVIEW && f->was_reviewed) {
        return ERR_CONFLICT; /* "复核 review (once)" */
    }
    if (act == ACT_ASK && !f->has_brand) {
        return ERR_CONFLICT; /* of the list as a whole no unit is asked */
    }
    if (leaves_state(f, act)) {
        *ret = f->state;
        return OK;
    }
    if (act == ACT_ARCHIVE && f->state == OBJECTION_CONCLUDED && !f->is_identified) {
        *ret = OBJECTION_ARCHIVED; /* handbook 4.2: anonymous, "no answer owed" */
        return OK;
    }
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        if (moves[i].act == act && moves[i].from == f->state) {
            *ret = moves[i].to;
            return OK;
        }
    }
    return ERR_CONFLICT;
}

const char *objection_conclusion_fault(enum objection_finding f, enum objection_effect e)
{
    if (f == FINDING_NONE) {
        return "请选择核查结论";
    }
    if (e == EFFECT_UNDECIDED) {
        return "请选择对品牌的处理";
    }
    bool is_upheld = f == FINDING_UPHELD || f == FINDING_PARTLY_UPHELD;
    bool may_wait = f == FINDING_TRANSFERRED && e == EFFECT_SUSPEND;
    return is_upheld || may_wait || e == EFFECT_NONE ? NULL
                                                     : "没有查实的，对品牌的处理只能是“不影响”；转办的可以“暂缓”";
}

bool objection_is_open(enum objection_state s)
{
    return s == OBJECTION_REGISTERED || s == OBJECTION_ACCEPTED || s == OBJECTION_INVESTIGATING ||
           s == OBJECTION_REVIEW_ASKED;
}

bool objection_is_declined(const struct objection_facts *f)
{
    return !objection_is_open(f->state) && f->finding == FINDING_NONE;
}

bool objection_is_accepted(const struct objection_facts *f)
{
    bool is_undecided =
        f->state == OBJECTION_REGISTERED || (f->state == OBJECTION_REVIEW_ASKED && f->finding == FINDING_NONE);
    return !is_undecided && !objection_is_declined(f);
}

enum objection_finding objection_settled(const struct objection_facts *f)
{
    return objection_is_open(f->state) ? FINDING_NONE : f->finding;
}

bool objection_holds_up(const struct objection_facts *f)
{
    if (!f->has_brand || f->category == CATEGORY_PRAISE) {
        return false;
    }
    bool has_effect = f->effect != EFFECT_UNDECIDED && f->effect != EFFECT_NONE;
    return objection_is_open(f->state) || has_effect;
}

/* ---- deadlines ---- */

enum { WORKDAYS_MAX = 60, ACKNOWLEDGE = 1, CONCLUDE = 5, REPLY = 2 };

static int workdays_of(const char *setting, int usual)
{
    int64_t n = 0;
    return text_to_int(setting, 1, WORKDAYS_MAX, &n) == OK ? (int)n : usual;
}

struct objection_terms objection_terms_of(const char *acknowledge, const char *conclude, const char *reply)
{
    return (struct objection_terms){workdays_of(acknowledge, ACKNOWLEDGE), workdays_of(conclude, CONCLUDE),
                                    workdays_of(reply, REPLY)};
}

day_no objection_due(const struct calendar *c, const struct objection_terms *t, enum objection_state s,
                     const struct objection_dates *d)
{
    switch (s) {
    case OBJECTION_REGISTERED: return add_workdays(c, d->received_on, t->acknowledge, false);
    case OBJECTION_ACCEPTED:
    case OBJECTION_INVESTIGATING:
    case OBJECTION_CONCLUDED: return add_workdays(c, d->received_on, t->conclude, false);
    case OBJECTION_REVIEW_ASKED: return add_workdays(c, d->review_asked_on, t->conclude, false);
    case OBJECTION_DECLINED:
    case OBJECTION_ANSWERED:
    case OBJECTION_REVIEWED:
    case OBJECTION_ARCHIVED:
    case OBJECTION_STATE__COUNT: break;
    }
    return 0;
}

/* ---- who may ---- */

enum err may_view_objections(const struct actor *who)
{
    return who->role == ROLE_OFFICE ? OK : ERR_NOT_FOUND;
}

enum err may_read_objector(const struct actor *who, const struct objection_duties *d)
{
    TRY(may_view_objections(who));
    return d->is_handler || d->is_head ? OK : ERR_DENIED;
}

enum err may_erase_objector(const struct actor *who, const struct objection_duties *d, const struct objection_facts *f)
{
    TRY(may_read_objector(who, d));
    if (!d->is_head) {
        return ERR_DENIED;
    }
    return f->state == OBJECTION_ARCHIVED ? OK : ERR_CONFLICT;
}

enum err may_act_on_objection(const struct actor *who, const struct objection_duties *d,
                              const struct objection_facts *f, enum objection_act act)
{
    enum objection_state after = OBJECTION_REGISTERED;
    bool is_heads = act == ACT_DECLINE || act == ACT_CONCLUDE || act == ACT_REVIEW;
    TRY(may_read_objector(who, d));
    if (act == ACT_REGISTER) {
        return ERR_CONFLICT; /* the first step alone */
    }
    if (is_heads && !d->is_head) {
        return ERR_DENIED;
    }
    return objection_after(f, act, &after);
}

enum err may_answer_question(const struct actor *who, int64_t body_id)
{
    return who->role == ROLE_UNIT && who->body_id == body_id ? OK : ERR_NOT_FOUND;
}

enum err may_grant_objection_duty(const struct actor *who)
{
    return who->role == ROLE_SECURITY ? OK : ERR_NOT_FOUND;
}

/* ---- how long it is kept who sent it ---- */

enum { KEEP_DAYS = 90, KEEP_DAYS_MAX = 3650 };

int objector_keep_days(const char *setting)
{
    int64_t n = 0;
    return text_to_int(setting, 1, KEEP_DAYS_MAX, &n) == OK ? (int)n : KEEP_DAYS;
}

day_no objector_erase_on(const char *setting, int64_t archived_at)
{
    return day_of_at(archived_at) + objector_keep_days(setting);
}

/* ---- words to the unit ---- */

static char small_letter(char c)
{
    if (c >= 'A' && c <= 'Z') {
        c = (char)(c - 'A' + 'a');
    }
    return c;
}

/* Without white space and what people put between the parts of a number; Latin letters small, digits half-width. */
static const char *squeezed(struct arena *a, const char *text)
{
    const char *folded = text_fold_digits(a, text);
    char *out = arena_alloc(a, strlen(folded) + 1, 1);
    size_t to = 0;
    for (const char *p = folded; *p != '\0'; p++) {
        bool is_between = *p == ' ' || *p == '\n' || *p == '-' || *p == '.';
        if (!is_between) {
            out[to++] = small_letter(*p);
        }
    }
    out[to] = '\0';
    return out;
}

static bool holds(struct arena *a, const char *text, const char *part)
{
    const char *plain = squeezed(a, part);
    return *plain != '\0' && strstr(squeezed(a, text), plain) != NULL;
}

/* "张先生", "张某": the family name with what stands for the rest of it. */
static bool holds_family_name(struct arena *a, const char *text, const char *name)
{
    static const char *const endings[] = {"先生", "女士", "小姐", "同志", "某", "师傅", "老师", "**"};
    uint32_t cp = 0;
    size_t first = utf8_next(name, strlen(name), &cp);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (holds(a, text, text_format(a, "%.*s%s", (int)first, name, endings[i]))) {
            return true;
        }
    }
    return false;
}

static bool holds_phone(struct arena *a, const char *text, const char *phones)
{
    struct phone_list list;
    if (phone_list_parse(a, phones, &list) != OK) {
        return holds(a, text, phones);
    }
    for (size_t i = 0; i < list.count; i++) {
        const char *dash = list.kinds[i] == PHONE_LANDLINE ? strchr(list.numbers[i], '-') : NULL;
        bool is_local = dash != NULL && dash[1] != '\0' && holds(a, text, dash + 1);
        if (is_local || holds(a, text, list.numbers[i])) {
            return true;
        }
    }
    return false;
}

const char *question_leak(struct arena *a, const char *question, const struct objector *who)
{
    if (*who->name != '\0' && (holds(a, question, who->name) || holds_family_name(a, question, who->name))) {
        return "含有反映人的姓名或称呼，单位会知道是谁反映的，请改写";
    }
    if (holds_phone(a, question, who->phone) || holds(a, question, who->email)) {
        return "含有反映人的联系方式，单位会知道是谁反映的，请改写";
    }
    return NULL;
}

bool text_tells_objector(struct arena *a, const char *text, const struct objector *who)
{
    return question_leak(a, text, who) != NULL;
}

bool question_quotes(struct arena *a, const char *question, const char *letter)
{
    const char *plain = squeezed(a, question);
    const char *whole = squeezed(a, letter);
    size_t left = utf8_length(plain);
    for (const char *from = plain; left > OBJECTION_QUOTED_MAX; left--) {
        const char *end = from;
        uint32_t cp = 0;
        for (int i = 0; i <= OBJECTION_QUOTED_MAX; i++) {
            end += utf8_next(end, strlen(end), &cp);
        }
        if (strstr(whole, arena_copy(a, from, (size_t)(end - from))) != NULL) {
            return true;
        }
        from += utf8_next(from, strlen(from), &cp);
    }
    return false;
}

const char *query_code_plain(struct arena *a, const char *typed)
{
    const char *folded = text_fold_digits(a, typed);
    char *out = arena_alloc(a, strlen(folded) + 1, 1);
    size_t to = 0;
    for (const char *p = folded; *p != '\0'; p++) {
        char c = *p;
        if (c >= 'a' && c <= 'z') {
            c = (char)(c - 'a' + 'A');
        }
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
            out[to++] = c;
        }
    }
    return out;
}
