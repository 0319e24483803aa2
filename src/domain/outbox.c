/* outbox.c */
#include "domain/outbox.h"

#include <string.h>

static const struct {
    const char *ident, *name;
} states[MAIL__COUNT] = {
    [MAIL_HELD] = {"held", "待放行"},         [MAIL_QUEUED] = {"queued", "等待发出"},
    [MAIL_SENDING] = {"sending", "正在发出"}, [MAIL_SENT] = {"sent", "已发出"},
    [MAIL_FAILED] = {"failed", "被退回"},     [MAIL_UNKNOWN] = {"unknown", "结果不明"},
    [MAIL_STOPPED] = {"stopped", "已停下"},
};

const char *mail_state_ident(enum mail_state s)
{
    return states[s].ident;
}

enum err mail_state_from_ident(const char *ident, enum mail_state *ret)
{
    for (int i = 0; i < MAIL__COUNT; i++) {
        if (strcmp(states[i].ident, ident) == 0) {
            *ret = (enum mail_state)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

const char *mail_state_name(enum mail_state s)
{
    return states[s].name;
}

bool mail_may_turn(enum mail_state from, enum mail_state to)
{
    switch (from) {
    case MAIL_HELD: return to == MAIL_QUEUED || to == MAIL_STOPPED;
    case MAIL_QUEUED: return to == MAIL_HELD || to == MAIL_STOPPED;
    case MAIL_FAILED: return to == MAIL_QUEUED || to == MAIL_STOPPED;
    case MAIL_UNKNOWN: return to == MAIL_QUEUED || to == MAIL_SENT || to == MAIL_STOPPED;
    case MAIL_SENDING:
    case MAIL_SENT:
    case MAIL_STOPPED:
    case MAIL__COUNT: break;
    }
    return false;
}

enum mail_state mail_after(enum mail_outcome o)
{
    static const enum mail_state after[] = {[OUTCOME_TAKEN] = MAIL_SENT,
                                            [OUTCOME_LATER] = MAIL_QUEUED,
                                            [OUTCOME_REFUSED] = MAIL_FAILED,
                                            [OUTCOME_UNKNOWN] = MAIL_UNKNOWN};
    return after[o];
}

int64_t mail_rest(int attempts)
{
    enum { A_MINUTE = 60, FIVE = 300, QUARTER = 900, AN_HOUR = 3600 };
    return attempts <= 1 ? A_MINUTE : attempts == 2 ? FIVE : attempts == 3 ? QUARTER : AN_HOUR;
}
