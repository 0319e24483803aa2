/* late_store.c */
#include "store/late_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/random.h"
#include "base/text.h"
#include "store/db.h"
#include "store/evidence_store.h"
#include "store/message_store.h"
#include "store/value_list.h"

enum { REF_BYTES = 10, OF_ONE_MAX = 50, LIST_MAX = 200 };

static enum err values_of(struct db *db, struct arena *a, int64_t late_id, struct value_list *ret)
{
    struct row *r = db_query(db, Q_LATE_VALUES);
    bind_int(r, ":late", late_id);
    return value_rows(r, a, ret);
}

/* Both sorted by ident and row. */
static bool is_same(const struct value_list *one, const struct value_list *other)
{
    for (size_t i = 0; i < one->len && one->len == other->len; i++) {
        const struct form_value *x = &one->items[i];
        const struct form_value *y = &other->items[i];
        if (strcmp(x->ident, y->ident) != 0 || x->row_no != y->row_no || strcmp(x->value, y->value) != 0) {
            return false;
        }
    }
    return one->len == other->len;
}

/* The newest one that is not decided and says the same; *ret_ref stays "" when there is none. */
/* The same files in the same order, with the same words. */
static bool is_same_evidence(const struct evidence_list *x, const struct evidence_list *y)
{
    for (size_t i = 0; x->len == y->len && i < x->len; i++) {
        const struct evidence *one = &x->items[i];
        const struct evidence *other = &y->items[i];
        if (!text_equal(one->kind, other->kind) || !text_equal(one->file.sha256, other->file.sha256) ||
            !text_equal(one->name, other->name) || !text_equal(one->caption, other->caption)) {
            return false;
        }
    }
    return x->len == y->len;
}

static enum err find_same(struct db *db, struct arena *a, const struct nomination *n, const struct value_list *values,
                          const struct evidence_list *files, const char **ret_ref)
{
    struct late *list = NULL;
    size_t len = 0;
    struct value_list kept = {0};
    struct evidence_list kept_files;
    TRY(late_of_nomination(db, a, n->id, &list, &len));
    if (len == 0 || *list[0].decision != '\0') {
        return OK;
    }
    TRY(values_of(db, a, list[0].id, &kept));
    TRY(evidence_of_late(db, a, list[0].id, &kept_files));
    if (is_same(&kept, values) && is_same_evidence(&kept_files, files)) {
        *ret_ref = list[0].ref;
    }
    return OK;
}

static enum err add_values(struct db *db, int64_t late_id, const struct value_list *values)
{
    for (size_t i = 0; i < values->len; i++) {
        struct row *r = db_query(db, Q_LATE_VALUE_ADD);
        bind_int(r, ":late", late_id);
        bind_text(r, ":ident", values->items[i].ident);
        bind_int(r, ":row_no", values->items[i].row_no);
        bind_text(r, ":value", values->items[i].value);
        TRY(row_exec_one(r));
    }
    return OK;
}

enum err late_keep(struct db *db, struct random *rnd, struct arena *a, const struct audit_actor *who,
                   const struct late_text *text, const char **ret_ref)
{
    const struct nomination *n = text->nomination;
    int64_t closed_at = text->closed_at;
    struct value_list sorted = value_sorted(a, text->values);
    struct evidence_list files;
    *ret_ref = "";
    TRY(evidence_of_draft(db, a, n->id, &files));
    TRY(find_same(db, a, n, &sorted, &files, ret_ref));
    if (**ret_ref != '\0') {
        return OK;
    }
    const char *ref = random_token(rnd, a, REF_BYTES);
    struct row *r = db_query(db, Q_LATE_ADD);
    bind_text(r, ":ref", ref);
    bind_int(r, ":nomination", n->id);
    bind_int(r, ":now", who->at);
    bind_int(r, ":account", who->account_id);
    bind_int(r, ":closed_at", closed_at);
    TRY(row_exec_one(r));
    int64_t late_id = db_last_id(db);
    TRY(add_values(db, late_id, &sorted));
    TRY(evidence_keep_late(db, late_id, &files));
    *ret_ref = ref;
    return audit_append(db, who, "late_keep", "nomination", n->ref,
                        text_format(a, "late=%s closed_at=%s", ref, at_rfc3339(a, closed_at)));
}

enum err late_of_nomination(struct db *db, struct arena *a, int64_t nomination_id, struct late **ret, size_t *ret_len)
{
    struct late *list = ARENA_ARRAY(a, struct late, OF_ONE_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_LATE_OF_NOMINATION);
    bind_int(r, ":nomination", nomination_id);
    enum err e = OK;
    while (len < OF_ONE_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct late){.id = row_int(r, 0),
                                    .ref = row_text(r, 1, a),
                                    .attempted_at = row_int(r, 2),
                                    .attempted_by = row_int(r, 3),
                                    .person_name = row_text(r, 4, a),
                                    .closed_at = row_int(r, 5),
                                    .decision = row_text(r, 6, a),
                                    .reason = row_text(r, 7, a),
                                    .approver = row_text(r, 8, a),
                                    .decided_at = row_int(r, 9),
                                    .version_no = (int)row_int(r, 10)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

enum err late_get(struct db *db, struct arena *a, int64_t nomination_id, const char *ref, struct late *ret,
                  struct value_list *ret_values)
{
    struct late *list = NULL;
    size_t len = 0;
    TRY(late_of_nomination(db, a, nomination_id, &list, &len));
    for (size_t i = 0; i < len; i++) {
        if (strcmp(list[i].ref, ref) == 0) {
            *ret = list[i];
            return values_of(db, a, ret->id, ret_values);
        }
    }
    return ERR_NOT_FOUND;
}

enum err late_list(const struct reading_for *x, struct late_row **ret, size_t *ret_len)
{
    struct late_row *list = ARENA_ARRAY(x->arena, struct late_row, LIST_MAX);
    size_t len = 0;
    struct row *r = db_query(x->db, Q_LATE_LIST);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":account", x->account_id);
    enum err e = OK;
    while (len < LIST_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct late_row){.nomination_ref = row_text(r, 0, x->arena),
                                        .ref = row_text(r, 1, x->arena),
                                        .body_name = row_text(r, 2, x->arena),
                                        .brand_name = row_text(r, 3, x->arena),
                                        .attempted_at = row_int(r, 4),
                                        .decision = row_text(r, 5, x->arena)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

/* The version that comes after the nomination's last one. */
static enum err next_version_id(struct db *db, struct arena *a, const struct nomination *n, int64_t *ret_id)
{
    struct version v;
    struct value_list frozen;
    TRY(version_get(db, a, n->id, n->version_no + 1, &v, &frozen));
    *ret_id = v.id;
    return OK;
}

/* The draft is brought in line first: the unit may have written on since. */
static enum err accept(const struct writing *c, const struct round *round, const struct nomination *n,
                       const struct late_decision *d, int64_t *ret_version_id)
{
    struct submission s = {.at = d->late->attempted_at, .account_id = d->late->attempted_by, .values = d->values};
    TRY(draft_replace(c, round, n, d->values, "late"));
    TRY(evidence_restore_late(c, n, d->late->id));
    TRY(nomination_submit_as(c->db, c->arena, c->who, round, n, &s));
    return next_version_id(c->db, c->arena, n, ret_version_id);
}

enum err late_decide(const struct writing *c, const struct round *round, const struct nomination *n,
                     const struct late_decision *d)
{
    int64_t version_id = 0; /* a refused one becomes none */
    if (d->is_accepted) {
        TRY(accept(c, round, n, d, &version_id));
    }
    struct row *r = db_query(c->db, Q_LATE_DECIDE);
    bind_int(r, ":late", d->late->id);
    bind_text(r, ":decision", d->is_accepted ? "accepted" : "refused");
    bind_text(r, ":reason", d->reason);
    bind_text(r, ":approver", d->approver);
    if (version_id == 0) {
        bind_null(r, ":version");
    } else {
        bind_int(r, ":version", version_id);
    }
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    TRY(notice_of_late(c, n, d->late->ref, d->is_accepted));
    return audit_append(c->db, c->who, d->is_accepted ? "late_accept" : "late_refuse", "nomination", n->ref,
                        text_format(c->arena, "late=%s approver=%s reason=%s", d->late->ref, d->approver, d->reason));
}
