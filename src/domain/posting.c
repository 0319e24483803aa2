/* posting.c */
#include "domain/posting.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/date_text.h"

enum { SECONDS_A_DAY = 86400, WORDS_MIN = 2 };

static const struct {
    const char *ident, *word;
} states[POSTING__COUNT] = {
    [POSTING_MISSING] = {"missing", "未张贴"},
    [POSTING_OLD] = {"old", "张贴的不是新版"},
    [POSTING_DONE] = {"done", "已张贴"},
};

enum posting_state posting_state(int shown_version, int version_now)
{
    return shown_version == 0 ? POSTING_MISSING : shown_version < version_now ? POSTING_OLD : POSTING_DONE;
}

const char *posting_state_ident(enum posting_state s)
{
    return states[s].ident;
}

enum err posting_state_from_ident(const char *ident, enum posting_state *ret)
{
    for (int i = 0; i < POSTING__COUNT; i++) {
        if (strcmp(states[i].ident, ident) == 0) {
            *ret = (enum posting_state)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

const char *posting_state_word(enum posting_state s)
{
    return states[s].word;
}

const char *posting_old_words(struct arena *a, int shown_version, int version_now)
{
    return text_format(a, "张贴的是第 %d 版，请换成第 %d 版", shown_version, version_now);
}

/* 24:00 of that day. */
static int64_t end_of(day_no day)
{
    return day_starts_at(day) + SECONDS_A_DAY;
}

int64_t posting_due_at(const struct posting_notice *n)
{
    int64_t opening = end_of(n->opens_on);
    int64_t released = end_of(day_of_at(n->published_at) + 1);
    int64_t close = end_of(n->closes_on);
    int64_t due = opening > released ? opening : released;
    return due < close ? due : close;
}

bool posting_is_open(const struct posting_notice *now_holding, int64_t now)
{
    return now < end_of(now_holding->closes_on);
}

/* ---- what is typed ---- */

static const char *length_fault(struct arena *a, const char *text, size_t max, const char *what)
{
    size_t len = utf8_length(text);
    return len == 0          ? text_format(a, "请填写%s", what)
           : len < WORDS_MIN ? text_format(a, "%s太短，请填写完整", what)
           : len > max       ? text_format(a, "%s太长，请缩短到 %zu 字以内", what, max)
                             : NULL;
}

bool hall_judge(struct arena *a, const char *name, const char *address, struct hall_faults *ret)
{
    *ret = (struct hall_faults){length_fault(a, name, HALL_NAME_MAX, "营业厅或者窗口的名称"),
                                length_fault(a, address, HALL_ADDRESS_MAX, "地址")};
    return ret->name == NULL && ret->address == NULL;
}

static const char *day_fault(struct arena *a, const struct posting_claim *c, const struct posting_notice *now_holding,
                             int64_t now, day_no *ret_day)
{
    struct month_or_day m;
    if (*c->day == '\0') {
        return "请填写张贴的日期";
    }
    if (date_text_parse(c->day, &m) != OK || m.day == 0) {
        return "日期不能识别，请写成 2015年7月21日 或者 2015-7-21";
    }
    day_no day = month_or_day_first(m);
    day_no released = day_of_at(c->shown->published_at);
    if (day > day_of_at(now)) {
        return "这一天还没有到，请填写实际张贴的日期";
    }
    if (day < released) {
        return text_format(a, "公示第 %d 版 %s才发布，张贴的日期不能早于这一天", c->shown->version_no,
                           day_short_chinese(a, released));
    }
    if (day > now_holding->closes_on) {
        return text_format(a, "公示到 %s为止，张贴的日期不能晚于这一天", day_short_chinese(a, now_holding->closes_on));
    }
    *ret_day = day;
    return NULL;
}

bool posting_judge(struct arena *a, const struct posting_claim *c, const struct posting_notice *now_holding,
                   int64_t now, struct posting_faults *ret)
{
    *ret = (struct posting_faults){.caption = NULL};
    ret->posted_on = day_fault(a, c, now_holding, now, &ret->day);
    if (utf8_length(c->caption) > POSTING_CAPTION_MAX) {
        ret->caption = text_format(a, "说明太长，请缩短到 %d 字以内", POSTING_CAPTION_MAX);
    }
    return ret->posted_on == NULL && ret->caption == NULL;
}

const char *posting_reason_fault(struct arena *a, const char *reason)
{
    return length_fault(a, reason, POSTING_REASON_MAX, "理由");
}

/* ---- who may ---- */

enum err may_post(const struct actor *who, int64_t body_id, const struct posting_notice *now_holding, bool is_removed,
                  int64_t now)
{
    if (who->role != ROLE_UNIT || who->body_id != body_id) {
        return ERR_NOT_FOUND;
    }
    return is_removed ? ERR_CONFLICT : posting_is_open(now_holding, now) ? OK : ERR_CLOSED;
}
