/* recommendation.c */
#include "domain/recommendation.h"

#include "base/text.h"
#include "domain/text_count.h"

enum { PLACE_MAX = 999 };

bool role_recommends(enum role role)
{
    return role == ROLE_SECTOR || role == ROLE_DISTRICT;
}

enum list_fault list_judge(const struct list_facts *f, const char *reason)
{
    if (f->is_sent) {
        return LIST_IS_SENT;
    }
    if (f->undecided > 0) {
        return LIST_UNDECIDED;
    }
    if (f->agreed > f->places_max) {
        return LIST_OVER;
    }
    size_t zi = zi_count(reason);
    if (zi > LIST_REASON_ZI) {
        return LIST_REASON_LONG;
    }
    return f->agreed < f->places_min && zi < 2 ? LIST_NEEDS_REASON : LIST_FINE;
}

static enum err may_act(const struct actor *who, unsigned stages)
{
    if (!role_recommends(who->role)) {
        return ERR_NOT_FOUND;
    }
    return stage_is_in(stages, STAGE_RECOMMENDATION) ? OK : ERR_CLOSED;
}

enum err may_send_list(const struct actor *who, unsigned stages, const struct list_facts *f)
{
    TRY(may_act(who, stages));
    return f->is_sent ? ERR_CONFLICT : OK;
}

enum err may_recall_list(const struct actor *who, unsigned stages, const struct list_facts *f)
{
    TRY(may_act(who, stages));
    return f->is_sent && !f->is_received ? OK : ERR_CONFLICT;
}

enum err may_receive_list(const struct actor *who, const struct list_facts *f)
{
    if (who->role != ROLE_OFFICE) {
        return ERR_NOT_FOUND;
    }
    return f->is_sent && !f->is_received ? OK : ERR_CONFLICT;
}

enum err may_view_list(const struct actor *who, int64_t body_id)
{
    bool is_own = role_recommends(who->role) && who->body_id == body_id;
    return is_own || who->role == ROLE_OFFICE ? OK : ERR_NOT_FOUND;
}

/* Puts the i-th into the order of those before it; ERR_INVALID: no place, or one that is taken. */
static enum err put_place(const char *const *typed, size_t i, size_t *order)
{
    int64_t place = 0;
    size_t at = i;
    TRY(text_to_int(typed[i], 1, PLACE_MAX, &place));
    for (; at > 0; at--) {
        int64_t before = 0;
        TRY(text_to_int(typed[order[at - 1]], 1, PLACE_MAX, &before));
        if (before == place) {
            return ERR_INVALID;
        }
        if (before < place) {
            break;
        }
        order[at] = order[at - 1];
    }
    order[at] = i;
    return OK;
}

enum err list_order_read(const char *const *typed, size_t len, size_t *ret_order, size_t *ret_bad)
{
    for (size_t i = 0; i < len; i++) {
        *ret_bad = i;
        TRY(put_place(typed, i, ret_order));
    }
    return OK;
}
