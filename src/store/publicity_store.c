/* publicity_store.c - what the office changes before the notice is public: publicity_desk.c lays it out,
 * publicity_release.c makes it public. */
#include "store/publicity_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "base/text.h"
#include "store/db.h"

enum { REF_BYTES = 10 };

static const char *const decisions[FINDING__COUNT] = {"open", "publish", "withhold"};

const char *finding_decision_ident(enum finding_decision d)
{
    return decisions[d];
}

enum err finding_decision_from_ident(const char *ident, enum finding_decision *ret)
{
    for (int i = FINDING_PUBLISH; i < FINDING__COUNT; i++) {
        if (strcmp(decisions[i], ident) == 0) {
            *ret = (enum finding_decision)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

enum err publicity_draft_save(const struct writing *c, int64_t round_id, const struct publicity_draft *d,
                              const struct publicity_removal *removals, size_t removals_len)
{
    struct row *r = db_query(c->db, Q_PUBLICITY_DRAFT_ADD);
    bind_int(r, ":round", round_id);
    bind_int(r, ":version", d->version_no);
    bind_int(r, ":revision", d->revision);
    bind_text(r, ":title", d->title);
    bind_text(r, ":text", d->text);
    bind_text(r, ":opens", day_iso(c->arena, d->opens));
    bind_text(r, ":closes", day_iso(c->arena, d->closes));
    bind_text(r, ":sort", publicity_sort_ident(d->sort));
    bind_int(r, ":is_rest_kept", d->is_rest_kept);
    bind_text(r, ":change", d->change_text);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    int64_t id = db_last_id(c->db);
    for (size_t i = 0; i < removals_len; i++) {
        r = db_query(c->db, Q_PUBLICITY_REMOVAL_ADD);
        bind_int(r, ":draft", id);
        bind_int(r, ":nomination", removals[i].nomination_id);
        bind_text(r, ":reason", removals[i].reason);
        TRY(row_exec_one(r));
    }
    return audit_append(c->db, c->who, "publicity_draft", "publicity_draft",
                        text_format(c->arena, "%d.%d", d->version_no, d->revision + 1),
                        text_format(c->arena, "opens=%s closes=%s removed=%zu", day_iso(c->arena, d->opens),
                                    day_iso(c->arena, d->closes), removals_len));
}

enum err publicity_finding_decide(const struct writing *c, int64_t round_id, const struct publicity_finding *f,
                                  enum finding_decision decision, const char *reason)
{
    struct row *r = db_query(c->db, Q_PUBLICITY_OVERRIDE_ADD);
    bind_int(r, ":round", round_id);
    bind_text(r, ":finding", f->key);
    bind_text(r, ":place", f->place);
    bind_text(r, ":masked", f->masked);
    bind_text(r, ":decision", finding_decision_ident(decision));
    bind_text(r, ":reason", reason);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, "publicity_override", "publicity_finding", f->key,
                        text_format(c->arena, "%s %s", finding_decision_ident(decision), f->place));
}

enum err publicity_propose(const struct writing *c, const struct publicity_desk *desk)
{
    const char *ref = random_token(c->random, c->arena, REF_BYTES);
    struct row *r = db_query(c->db, Q_PUBLICITY_PROPOSE);
    bind_text(r, ":ref", ref);
    bind_int(r, ":draft", desk->draft.id);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, "publicity_propose", "publicity_proposal", ref,
                        text_format(c->arena, "version=%d revision=%d", desk->draft.version_no, desk->draft.revision));
}
