/* reminder.c */
#include "domain/reminder.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/text.h"

enum { SECONDS_AN_HOUR = 3600, SECONDS_A_DAY = 86400, FILLED_BYTES_MAX = 256 * 1024, NAME_BYTES_MAX = 12 };

static const struct {
    const char *ident, *name;
    enum stage stage;
} debts[DEBT__COUNT] = {
    [DEBT_DRAFT] = {"draft", "申报表未提交", STAGE_NOMINATION},
    [DEBT_REVISION] = {"revision", "退回未补正", STAGE_NOMINATION},
    [DEBT_NAMES] = {"names", "名称未核对", STAGE_PRELIMINARY_REVIEW},
    [DEBT_OPINION] = {"opinion", "当地意见未出", STAGE_RECOMMENDATION},
    [DEBT_CONCLUSION] = {"conclusion", "审阅未结论", STAGE_RECOMMENDATION},
    [DEBT_LIST] = {"list", "推荐名单未报", STAGE_RECOMMENDATION},
    [DEBT_PAPER] = {"paper", "盖章纸件未到", STAGE_RECOMMENDATION},
    [DEBT_ANSWER] = {"answer", "初审未答复", STAGE_PRELIMINARY_REVIEW},
};

const char *debt_ident(enum debt d)
{
    return debts[d].ident;
}

enum err debt_from_ident(const char *ident, enum debt *ret)
{
    for (int i = 0; i < DEBT__COUNT; i++) {
        if (strcmp(debts[i].ident, ident) == 0) {
            *ret = (enum debt)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

const char *debt_name(enum debt d)
{
    return debts[d].name;
}

enum stage debt_stage(enum debt d)
{
    return debts[d].stage;
}

bool debt_counts(enum debt d, const struct stage_window *windows, size_t len, int64_t now)
{
    bool waits_for_stage = d == DEBT_CONCLUSION || d == DEBT_LIST;
    return !waits_for_stage || stage_phase(windows, len, debts[d].stage, now) != PHASE_BEFORE;
}

int64_t debt_due(enum debt d, const struct stage_window *windows, size_t len, int64_t own_due)
{
    const struct stage_window *w = stage_window_of(windows, len, debts[d].stage);
    return w != NULL && w->closes_at > own_due ? w->closes_at : own_due;
}

/* "“一路暖行”（受理编号 CZPP-2015-0001）" */
static const char *brand_words(struct arena *a, const struct debt_facts *f)
{
    const char *no = *f->receipt_no == '\0' ? "" : text_format(a, "（受理编号 %s）", f->receipt_no);
    return *f->brand == '\0' ? no : text_format(a, "“%s”%s", f->brand, no);
}

const char *debt_sentence(struct arena *a, const struct debt_facts *f)
{
    switch (f->kind) {
    case DEBT_DRAFT: return text_format(a, "%s的申报表还没有提交", *f->brand == '\0' ? "已经开始" : brand_words(a, f));
    case DEBT_REVISION: return text_format(a, "%s退回修改，还没有补正后再次提交", brand_words(a, f));
    case DEBT_NAMES: return text_format(a, "%s的名称还没有核对", brand_words(a, f));
    case DEBT_OPINION: return text_format(a, "%s还没有出具当地意见", brand_words(a, f));
    case DEBT_CONCLUSION: return text_format(a, "%s还没有作出审阅结论", brand_words(a, f));
    case DEBT_LIST: return "推荐名单还没有报送（没有推荐的，也要报送并写明理由）";
    case DEBT_PAPER: return "推荐汇总表、推荐函的盖章纸件还没有收到";
    case DEBT_ANSWER: return text_format(a, "%s有 %d 个品牌的初审还没有答复", f->brand, f->count);
    case DEBT__COUNT: break;
    }
    return "";
}

enum owing owing_of(size_t count, int64_t due_at, int64_t now)
{
    return count == 0                                                          ? OWING_NOTHING
           : due_at == 0                                                       ? OWING_LATER
           : now >= due_at                                                     ? OWING_OVERDUE
           : due_at - now <= (int64_t)OWING_SOON_DAYS * (int64_t)SECONDS_A_DAY ? OWING_SOON
                                                                               : OWING_LATER;
}

const char *owing_ident(enum owing o)
{
    static const char *const idents[OWING__COUNT] = {"none", "later", "soon", "overdue"};
    return idents[o];
}

/* "2 天 3 小时" without what is 0; "不到 1 小时" for less. */
static const char *span_words(struct arena *a, int64_t seconds)
{
    int64_t days = seconds / SECONDS_A_DAY;
    int64_t hours = seconds % SECONDS_A_DAY / SECONDS_AN_HOUR;
    return days > 0    ? text_format(a, "%lld 天", (long long)days)
           : hours > 0 ? text_format(a, "%lld 小时", (long long)hours)
                       : "不到 1 小时";
}

const char *owing_left(struct arena *a, int64_t due_at, int64_t now)
{
    return now >= due_at ? text_format(a, "已过 %s", span_words(a, now - due_at))
                         : text_format(a, "还有 %s", span_words(a, due_at - now));
}

/* ---- the log of calls ---- */

static const struct {
    const char *ident, *name, *verb;
} channels[CALL__COUNT] = {
    [CALL_PHONE] = {"phone", "电话", "电话"},       [CALL_SMS] = {"sms", "短信", "短信"},
    [CALL_MAIL] = {"mail", "邮件", "邮件"},         [CALL_VISIT] = {"visit", "当面", "当面"},
    [CALL_SYSTEM] = {"system", "系统内", "系统内"}, [CALL_SHEET] = {"sheet", "催办单", "发催办单"},
};

const char *call_channel_ident(enum call_channel c)
{
    return channels[c].ident;
}

enum err call_channel_from_ident(const char *ident, enum call_channel *ret)
{
    for (int i = 0; i < CALL__COUNT; i++) {
        if (strcmp(channels[i].ident, ident) == 0) {
            *ret = (enum call_channel)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

const char *call_channel_name(enum call_channel c)
{
    return channels[c].name;
}

bool call_is_told(enum call_channel c)
{
    return c == CALL_PHONE || c == CALL_SMS || c == CALL_MAIL || c == CALL_VISIT;
}

bool call_needs_person(enum call_channel c)
{
    return c == CALL_PHONE || c == CALL_SMS || c == CALL_VISIT;
}

const char *call_words(struct arena *a, enum call_channel c, const char *person, int64_t called_at)
{
    struct civil t = civil_from_at(called_at);
    return text_format(a, "已%s催办%s%s %d-%d %02d:%02d", channels[c].verb, *person == '\0' ? "" : " ", person, t.month,
                       t.day, t.hour, t.minute);
}

const char *call_time_fault(int64_t called_at, int64_t first, int64_t now)
{
    return called_at > now     ? "这个时间还没有到，请填写已经催办的时间"
           : called_at < first ? "这个时间早于本批次开始，请核对年份和日期"
                               : NULL;
}

/* ---- the words ---- */

struct filling {
    const char *name;
    const char *value;
};

enum { FILLINGS = 7 };

static void fillings_of(const struct reminder_words *w, struct filling ret[FILLINGS])
{
    ret[0] = (struct filling){"body", w->body};
    ret[1] = (struct filling){"title", w->title};
    ret[2] = (struct filling){"items", w->items};
    ret[3] = (struct filling){"deadline", w->deadline};
    ret[4] = (struct filling){"left", w->left};
    ret[5] = (struct filling){"organiser", w->organiser};
    ret[6] = (struct filling){"phone", w->phone};
}

/* The name in braces at `at` ("{"), at most NAME_BYTES_MAX letters; 0: it is none. */
static size_t name_length(const char *at)
{
    size_t len = strspn(at + 1, "abcdefghijklmnopqrstuvwxyz");
    return len > 0 && len <= NAME_BYTES_MAX && at[1 + len] == '}' ? len : 0;
}

static const struct filling *filling_at(const struct filling list[FILLINGS], const char *at, size_t len)
{
    for (size_t i = 0; i < FILLINGS; i++) {
        if (strlen(list[i].name) == len && strncmp(list[i].name, at + 1, len) == 0) {
            return &list[i];
        }
    }
    return NULL;
}

const char *reminder_template_fault(struct arena *a, const char *text)
{
    static const struct reminder_words nothing = {"", "", "", "", "", "", ""};
    struct filling list[FILLINGS];
    fillings_of(&nothing, list);
    if (*text == '\0') {
        return "请填写催办的文字";
    }
    if (utf8_length(text) > REMINDER_TEXT_MAX) {
        return text_format(a, "文字太长，请缩短到 %d 字以内", REMINDER_TEXT_MAX);
    }
    for (const char *at = strpbrk(text, "{}"); at != NULL; at = strpbrk(at + 1, "{}")) {
        size_t len = *at == '{' ? name_length(at) : 0;
        const struct filling *f = len == 0 ? NULL : filling_at(list, at, len);
        if (f == NULL) {
            size_t cut = strcspn(at, "}\n");
            cut = cut > (size_t)NAME_BYTES_MAX * 3 ? (size_t)NAME_BYTES_MAX * 3 : cut + (at[cut] == '}' ? 1 : 0);
            return text_format(a, "“%s”不能识别，请从右边列出的名称中选用",
                               arena_copy(a, at, utf8_cut(at, strlen(at), cut)));
        }
        at += len + 1;
    }
    return strstr(text, "{body}") == NULL    ? "缺少 {body}：收到的人看不出是写给谁的"
           : strstr(text, "{items}") == NULL ? "缺少 {items}：收到的人看不出要办什么"
                                             : NULL;
}

const char *reminder_fill(struct arena *a, const char *text, const struct reminder_words *words)
{
    struct filling list[FILLINGS];
    struct buffer b = buffer_new(a, FILLED_BYTES_MAX);
    fillings_of(words, list);
    while (*text != '\0') {
        size_t plain = strcspn(text, "{");
        buffer_add(&b, text, plain);
        text += plain;
        if (*text == '\0') {
            break;
        }
        size_t len = name_length(text);
        const struct filling *f = len == 0 ? NULL : filling_at(list, text, len);
        buffer_text(&b, f == NULL ? "{" : f->value);
        text += f == NULL ? 1 : len + 2;
    }
    return buffer_string(&b);
}
