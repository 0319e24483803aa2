/* registration_store.c */
#include "store/registration_store.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "domain/masking.h"
#include "store/account_store.h"
#include "store/db.h"

enum { REF_BYTES = 16 };

static enum err is_there(struct row *r, bool *ret)
{
    enum err e = row_next(r);
    *ret = e == OK;
    return row_end(r, e);
}

static enum err known(struct db *db, enum query query, const char *name, const char *value, bool *ret)
{
    struct row *r = db_query(db, query);
    bind_text(r, name, value);
    return is_there(r, ret);
}

static enum err known_waiting(struct db *db, enum query query, const char *name, const char *value, int64_t but,
                              bool *ret)
{
    struct row *r = db_query(db, query);
    bind_text(r, name, value);
    bind_int(r, ":id", but);
    return is_there(r, ret);
}

enum err registration_twin_of(struct db *db, const struct registration *in, enum registration_twin *ret)
{
    bool found[4] = {false};
    *ret = TWIN_NONE;
    TRY(known(db, Q_BODY_KNOWN_BY_NAME, ":name", in->name, &found[0]));
    TRY(known_waiting(db, Q_REGISTRATION_KNOWN_BY_NAME, ":name", in->name, in->id, &found[1]));
    TRY(known(db, Q_BODY_KNOWN_BY_CODE, ":org_code", in->org_code, &found[2]));
    TRY(known_waiting(db, Q_REGISTRATION_KNOWN_BY_CODE, ":org_code", in->org_code, in->id, &found[3]));
    for (int i = 3; i >= 0; i--) {
        *ret = found[i] ? (enum registration_twin)(TWIN_NAME_ADMITTED + i) : *ret;
    }
    return OK;
}

enum err registration_count_from(struct db *db, const char *source, int64_t since, int64_t *ret)
{
    struct row *r = db_query(db, Q_REGISTRATION_FROM_SOURCE);
    bind_text(r, ":source", source);
    bind_int(r, ":since", since);
    enum err e = row_next(r);
    *ret = e == OK ? row_int(r, 0) : 0;
    return row_end(r, e);
}

/* What a person fills in and an authority may correct. */
static void bind_answers(struct row *r, const struct registration *in)
{
    bind_text(r, ":name", in->name);
    bind_text(r, ":org_code", in->org_code);
    bind_text(r, ":unit_kind", in->unit_kind);
    if (in->sector_id == 0) {
        bind_null(r, ":sector");
    } else {
        bind_int(r, ":sector", in->sector_id);
    }
    bind_int(r, ":district", in->district_id);
    bind_text(r, ":window_name", in->window_name);
    bind_text(r, ":contact_name", in->contact_name);
    bind_text(r, ":contact_phone", in->contact_phone);
}

enum err registration_add(const struct writing *w, int64_t round_id, const struct registration *in, const char *source,
                          const char **ret_ref)
{
    const char *ref = random_token(w->random, w->arena, REF_BYTES);
    struct row *r = db_query(w->db, Q_REGISTRATION_ADD);
    bind_text(r, ":ref", ref);
    bind_int(r, ":round", round_id);
    bind_answers(r, in);
    bind_text(r, ":login", in->login);
    bind_text(r, ":password_hash", in->password_hash);
    bind_text(r, ":source", source);
    bind_int(r, ":now", w->who->at);
    TRY(row_exec_one(r));
    *ret_ref = ref;
    return audit_append(w->db, w->who, "registration_add", "registration", ref,
                        text_format(w->arena, "name=%s code=%s", in->name, in->org_code));
}

enum err registration_by_ref(struct db *db, struct arena *a, int64_t round_id, const char *ref,
                             struct registration *ret)
{
    struct row *r = db_query(db, Q_REGISTRATION_BY_REF);
    bind_text(r, ":ref", ref);
    bind_int(r, ":round", round_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct registration){.id = row_int(r, 0),
                                     .ref = row_text(r, 1, a),
                                     .number = (int)row_int(r, 2),
                                     .name = row_text(r, 4, a),
                                     .org_code = row_text(r, 5, a),
                                     .unit_kind = row_text(r, 6, a),
                                     .sector_id = row_int(r, 7),
                                     .district_id = row_int(r, 8),
                                     .window_name = row_text(r, 9, a),
                                     .contact_name = row_text(r, 10, a),
                                     .contact_phone = row_text(r, 11, a),
                                     .login = row_text(r, 12, a),
                                     .revision = (int)row_int(r, 13),
                                     .created_at = row_int(r, 14),
                                     .decided_at = row_int(r, 15),
                                     .reason = row_text(r, 16, a),
                                     .decided_by = row_text(r, 17, a),
                                     .decided_by_body = row_text(r, 18, a),
                                     .password_hash = row_text(r, 19, a)};
        if (registration_state_from_ident(row_text(r, 3, a), &ret->state) != OK) {
            e = FAIL("event=registration_state ref=%s", ref);
        }
    }
    row_done(r);
    return e;
}

static const char *scope_word(enum role role)
{
    return role == ROLE_OFFICE ? "all" : role == ROLE_SECTOR ? "sector" : role == ROLE_DISTRICT ? "district" : "none";
}

enum err registration_list(struct db *db, struct arena *a, const struct registration_search *search,
                           struct registration_row **ret, size_t *ret_len)
{
    enum { LIST_MAX = 500 };
    struct registration_row *list = ARENA_ARRAY(a, struct registration_row, LIST_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_REGISTRATION_LIST);
    bind_int(r, ":round", search->round_id);
    bind_text(r, ":state", registration_state_ident(search->state));
    bind_text(r, ":scope", scope_word(search->role));
    bind_int(r, ":sector", search->scope.sector_id);
    bind_text(r, ":authority", search->scope.authority_name);
    bind_int(r, ":district", search->scope.district_id);
    enum err e = OK;
    while (len < LIST_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct registration_row){.ref = row_text(r, 0, a),
                                                .number = (int)row_int(r, 1),
                                                .name = row_text(r, 3, a),
                                                .created_at = row_int(r, 4),
                                                .sector_name = row_text(r, 5, a),
                                                .district_name = row_text(r, 6, a),
                                                .decided_at = row_int(r, 7)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

static void say_change(struct buffer *b, const char *name, const char *was, const char *now)
{
    if (!text_equal(was, now)) {
        buffer_format(b, "%s%s: %s -> %s", b->len == 0 ? "" : "; ", name, was, now);
    }
}

static void say_number(struct arena *a, struct buffer *b, const char *name, int64_t was, int64_t now)
{
    say_change(b, name, text_format(a, "%lld", (long long)was), text_format(a, "%lld", (long long)now));
}

/* What was changed, with every old value; telephones masked, since nothing is ever taken out of the log. */
static const char *changes(struct arena *a, const struct registration *was, const struct registration *now)
{
    enum { CHANGES_MAX = 4096 };
    struct buffer b = buffer_new(a, CHANGES_MAX);
    say_change(&b, "name", was->name, now->name);
    say_change(&b, "org_code", was->org_code, now->org_code);
    say_change(&b, "unit_kind", was->unit_kind, now->unit_kind);
    say_number(a, &b, "sector", was->sector_id, now->sector_id);
    say_number(a, &b, "district", was->district_id, now->district_id);
    say_change(&b, "window_name", was->window_name, now->window_name);
    say_change(&b, "contact_name", was->contact_name, now->contact_name);
    if (!text_equal(was->contact_phone, now->contact_phone)) {
        buffer_format(&b, "%scontact_phone: %s -> %s", b.len == 0 ? "" : "; ", mask_phone(a, was->contact_phone),
                      mask_phone(a, now->contact_phone));
    }
    return buffer_string(&b);
}

enum err registration_correct(struct db *db, const struct audit_actor *who, const struct registration *was,
                              const struct registration *now)
{
    struct arena *a = arena_new();
    const char *said = changes(a, was, now);
    enum err e = OK;
    if (*said != '\0') {
        struct row *r = db_query(db, Q_REGISTRATION_CORRECT);
        bind_answers(r, now);
        bind_int(r, ":id", was->id);
        bind_int(r, ":revision", was->revision);
        e = row_exec_one(r);
        e = e == OK ? audit_append(db, who, "registration_correct", "registration", was->ref, said) : e;
    }
    arena_free(a);
    return e;
}

static enum err decide(struct db *db, const struct audit_actor *who, const struct registration *reg,
                       enum registration_state state, int64_t body_id, const char *reason)
{
    struct row *r = db_query(db, Q_REGISTRATION_DECIDE);
    bind_int(r, ":id", reg->id);
    bind_int(r, ":revision", reg->revision);
    bind_text(r, ":state", registration_state_ident(state));
    bind_int(r, ":now", who->at);
    bind_int(r, ":by", who->account_id);
    bind_text(r, ":reason", reason);
    if (body_id == 0) {
        bind_null(r, ":body");
    } else {
        bind_int(r, ":body", body_id);
    }
    return row_exec_one(r);
}

enum err registration_admit(struct db *db, struct random *rnd, const struct audit_actor *who,
                            const struct registration *r)
{
    struct body body = {.kind = "unit",
                        .name = r->name,
                        .district_id = r->district_id,
                        .sector_id = r->sector_id,
                        .org_code = r->org_code};
    struct account first = {
        .login = r->login, .person_name = r->contact_name, .role = ROLE_UNIT, .password_hash = r->password_hash};
    TRY(body_add(db, rnd, who, &body, &body.id));
    first.body_id = body.id;
    TRY(account_add(db, rnd, who, &first, &first.id));
    TRY(decide(db, who, r, REGISTRATION_ADMITTED, body.id, ""));
    return audit_append(db, who, "registration_admit", "registration", r->ref, "");
}

enum err registration_refuse(struct db *db, const struct audit_actor *who, const struct registration *r,
                             const char *reason)
{
    TRY(decide(db, who, r, REGISTRATION_REFUSED, 0, reason));
    return audit_append(db, who, "registration_refuse", "registration", r->ref, reason);
}
