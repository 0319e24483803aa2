/* mercy.c */
#include "domain/mercy.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/date_text.h"
#include "domain/text_clean.h"

enum { WINDOWS_MAX = STAGE__COUNT, HOUR = 3600, MINUTE = 60, REASON_MAX = 200, NAME_MAX_CHARS = 30 };

void windows_for(const struct stage_window *windows, size_t count, const struct extension *granted, size_t granted_len,
                 struct stage_window *ret)
{
    for (size_t i = 0; i < count; i++) {
        ret[i] = windows[i];
        for (size_t k = 0; k < granted_len; k++) {
            if (granted[k].stage == ret[i].stage && granted[k].closes_at > ret[i].closes_at) {
                ret[i].closes_at = granted[k].closes_at;
            }
        }
    }
}

unsigned stages_for(const struct stage_window *windows, size_t count, const struct extension *granted,
                    size_t granted_len, int64_t now)
{
    struct stage_window own[WINDOWS_MAX];
    size_t len = count < WINDOWS_MAX ? count : WINDOWS_MAX;
    windows_for(windows, len, granted, granted_len, own);
    return open_stages(own, len, now);
}

/* "H:MM" or "HH:MM", 00:00 to 24:00; "" is 24:00.  Seconds of the day, -1 for anything else. */
static int64_t clock_parse(const char *text)
{
    if (*text == '\0') {
        return (int64_t)24 * HOUR;
    }
    size_t digits = strspn(text, "0123456789");
    if (digits < 1 || digits > 2 || text[digits] != ':' || strlen(text) != digits + 3 ||
        strspn(text + digits + 1, "0123456789") != 2) {
        return -1;
    }
    int hour = digits == 1 ? text[0] - '0' : (text[0] - '0') * 10 + (text[1] - '0');
    int minute = (text[digits + 1] - '0') * 10 + (text[digits + 2] - '0');
    bool is_real = minute < 60 && (hour < 24 || (hour == 24 && minute == 0));
    return is_real ? (int64_t)hour * HOUR + (int64_t)minute * MINUTE : -1;
}

enum err closing_parse(struct arena *a, const char *day, const char *clock, int64_t *ret_at)
{
    struct month_or_day m;
    int64_t seconds = clock_parse(text_clean_line(a, text_fold_digits(a, clock)));
    TRY(date_text_parse(day, &m));
    if (m.day == 0 || seconds < 0) {
        return ERR_INVALID;
    }
    *ret_at = day_starts_at(month_or_day_first(m)) + seconds;
    return OK;
}

const char *extension_fault(int64_t now, int64_t has_until, int64_t round_ends, int64_t closes_at)
{
    return closes_at <= now         ? "延至的时间已经过去，请填写以后的时间"
           : closes_at <= has_until ? "延至的时间不晚于这家单位现有的截止时间，请填写更晚的时间"
           : closes_at > round_ends ? "延至的时间超出本批活动的全部日程，请核对年月日"
                                    : NULL;
}

const char *reason_fault(const char *reason)
{
    size_t len = utf8_length(reason);
    return len < 2 ? "请写明理由" : len > REASON_MAX ? "理由太长，请缩短到 200 字以内" : NULL;
}

const char *name_fault(const char *name)
{
    size_t len = utf8_length(name);
    return len < 2 ? "请填写姓名" : len > NAME_MAX_CHARS ? "姓名太长，请缩短到 30 字以内" : NULL;
}

static bool owns(const struct actor *who, const struct nomination_facts *n)
{
    return who->role == ROLE_UNIT && who->body_id == n->body_id;
}

static enum err may_turn(const struct actor *who, unsigned stages, const struct nomination_facts *n, bool is_ready)
{
    if (!owns(who, n)) {
        return ERR_NOT_FOUND;
    }
    if (!stage_is_in(stages, STAGE_NOMINATION)) {
        return ERR_CLOSED;
    }
    return is_ready ? OK : ERR_CONFLICT;
}

enum err may_withdraw_nomination(const struct actor *who, unsigned stages, const struct nomination_facts *n)
{
    bool is_with_others = n->state == NOMINATION_SUBMITTED || (n->state == NOMINATION_DRAFT && n->is_returned);
    return may_turn(who, stages, n, is_with_others);
}

enum err may_restore_nomination(const struct actor *who, unsigned stages, const struct nomination_facts *n)
{
    return may_turn(who, stages, n, n->state == NOMINATION_WITHDRAWN);
}

enum err may_submit_late(const struct actor *who, enum phase phase, const struct nomination_facts *n)
{
    if (!owns(who, n)) {
        return ERR_NOT_FOUND;
    }
    if (phase == PHASE_BEFORE) {
        return ERR_CLOSED;
    }
    return phase == PHASE_AFTER && n->state == NOMINATION_DRAFT ? OK : ERR_CONFLICT;
}

enum err may_view_late(const struct actor *who, const struct nomination_facts *n)
{
    return owns(who, n) || (who->role == ROLE_OFFICE && !n->is_recused) ? OK : ERR_NOT_FOUND;
}

enum err may_decide_late(const struct actor *who, const struct nomination_facts *n, bool is_decided, bool is_accepting)
{
    if (who->role != ROLE_OFFICE || n->is_recused) {
        return ERR_NOT_FOUND;
    }
    return is_decided || (is_accepting && n->state != NOMINATION_DRAFT) ? ERR_CONFLICT : OK;
}
