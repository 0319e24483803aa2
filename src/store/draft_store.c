/* draft_store.c - drafts: saved section by section, merged field by field, never overwritten silently. */
#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "store/db.h"
#include "store/nomination_store.h"
#include "store/round_store.h"
#include "store/value_list.h"

enum { MARK_HASH_CHARS = 8, KEPT_REF_BYTES = 8 };

enum err draft_values(struct db *db, struct arena *a, int64_t nomination_id, struct value_list *ret)
{
    struct row *r = db_query(db, Q_DRAFT_VALUES);
    bind_int(r, ":nomination", nomination_id);
    return value_rows(r, a, ret);
}

enum err draft_saved_at(struct db *db, int64_t nomination_id, int64_t *ret_at)
{
    struct row *r = db_query(db, Q_DRAFT_LAST_SAVED);
    bind_int(r, ":nomination", nomination_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret_at = row_int(r, 0);
    }
    row_done(r);
    return e;
}

/* Whether the value belongs to the field: its own, or a column of its group. */
static bool is_of_field(const struct form_value *v, const char *ident)
{
    size_t len = strlen(ident);
    return strncmp(v->ident, ident, len) == 0 && (v->ident[len] == '\0' || v->ident[len] == '.');
}

/* A short hash of all that a field (or group of rows) holds. */
static void field_hash(const struct value_list *list, const char *ident, char to[MARK_HASH_CHARS + 1])
{
    unsigned char h[crypto_generichash_BYTES_MIN];
    crypto_generichash_state state;
    (void)crypto_generichash_init(&state, NULL, 0, sizeof h);
    for (size_t i = 0; i < list->len; i++) {
        const struct form_value *v = &list->items[i];
        if (is_of_field(v, ident) && *v->value != '\0') {
            char row[16];
            int n = snprintf(row, sizeof row, "|%d|", v->row_no);
            (void)crypto_generichash_update(&state, (const unsigned char *)v->ident, strlen(v->ident));
            (void)crypto_generichash_update(&state, (const unsigned char *)row, (unsigned long long)n);
            (void)crypto_generichash_update(&state, (const unsigned char *)v->value, strlen(v->value) + 1);
        }
    }
    (void)crypto_generichash_final(&state, h, sizeof h);
    for (size_t i = 0; i < MARK_HASH_CHARS / 2; i++) {
        (void)snprintf(to + 2 * i, 3, "%02x", h[i]);
    }
}

/* Fields and groups that a section's page posts; columns go with their group. */
static bool is_unit_of_section(const struct form_field *f, const char *section)
{
    return strcmp(f->section, section) == 0 && text_is_empty(f->rows_of) && f->type != FORM_COMPUTED &&
           f->type != FORM_IMAGE;
}

static enum err section_state(struct db *db, int64_t nomination_id, const char *section, int64_t *ret_revision,
                              int64_t *ret_saved_at)
{
    struct row *r = db_query(db, Q_DRAFT_SECTION_GET);
    bind_int(r, ":nomination", nomination_id);
    bind_text(r, ":section", section);
    enum err e = row_next(r);
    *ret_revision = e == OK ? row_int(r, 0) : 0;
    *ret_saved_at = e == OK ? row_int(r, 1) : 0;
    return row_end(r, e);
}

static const char *make_mark(struct arena *a, const struct round *round, const char *section,
                             const struct value_list *stored, int64_t revision)
{
    const char *mark = text_format(a, "%" PRId64, revision);
    for (size_t i = 0; i < round->fields_len; i++) {
        if (is_unit_of_section(&round->fields[i], section)) {
            char hash[MARK_HASH_CHARS + 1];
            field_hash(stored, round->fields[i].ident, hash);
            mark = text_format(a, "%s.%s", mark, hash);
        }
    }
    return mark;
}

enum err draft_mark(struct db *db, struct arena *a, const struct nomination *n, const struct round *round,
                    const char *section, const struct value_list *stored, const char **ret_mark, int64_t *ret_saved_at)
{
    int64_t revision = 0;
    TRY(section_state(db, n->id, section, &revision, ret_saved_at));
    *ret_mark = make_mark(a, round, section, stored, revision);
    return OK;
}

static enum err put_value(struct db *db, int64_t nomination_id, const char *ident, int row_no, const char *value)
{
    struct row *r = NULL;
    if (*value == '\0') {
        r = db_query(db, Q_DRAFT_VALUE_DELETE);
    } else {
        r = db_query(db, Q_DRAFT_VALUE_PUT);
        bind_text(r, ":value", value);
    }
    bind_int(r, ":nomination", nomination_id);
    bind_text(r, ":ident", ident);
    bind_int(r, ":row_no", row_no);
    return row_exec(r, NULL);
}

/* Replaces all that a field holds by what was posted for it. */
static enum err write_field(struct db *db, int64_t nomination_id, const char *ident, const struct value_list *stored,
                            const struct value_list *posted)
{
    for (size_t i = 0; i < stored->len; i++) {
        const struct form_value *v = &stored->items[i];
        if (is_of_field(v, ident) && *value_get(posted, v->ident, v->row_no) == '\0') {
            TRY(put_value(db, nomination_id, v->ident, v->row_no, ""));
        }
    }
    for (size_t i = 0; i < posted->len; i++) {
        const struct form_value *v = &posted->items[i];
        if (is_of_field(v, ident) && *v->value != '\0' &&
            !text_equal(v->value, value_get(stored, v->ident, v->row_no))) {
            TRY(put_value(db, nomination_id, v->ident, v->row_no, v->value));
        }
    }
    return OK;
}

static enum err bump_section(struct db *db, const struct audit_actor *who, int64_t nomination_id, const char *section,
                             int64_t revision)
{
    struct row *r = db_query(db, Q_DRAFT_SECTION_PUT);
    bind_int(r, ":nomination", nomination_id);
    bind_text(r, ":section", section);
    bind_int(r, ":revision", revision);
    bind_int(r, ":now", who->at);
    bind_int(r, ":account", who->account_id);
    return row_exec(r, NULL);
}

/* The open kept text of this writer for this reason is written over: an autosave every eight seconds keeps one, not
 * hundreds. */
static enum err open_kept(struct db *db, struct random *rnd, struct arena *a, const struct audit_actor *who,
                          const struct nomination *n, const char *section, const char *reason, int64_t *ret_id,
                          const char **ret_ref)
{
    struct row *r = db_query(db, Q_KEPT_SAME);
    bind_int(r, ":nomination", n->id);
    bind_text(r, ":section", section);
    bind_text(r, ":reason", reason);
    bind_int(r, ":account", who->account_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret_id = row_int(r, 0);
        *ret_ref = row_text(r, 1, a);
    }
    row_done(r);
    if (e == OK) {
        r = db_query(db, Q_KEPT_VALUES_CLEAR);
        bind_int(r, ":kept", *ret_id);
        TRY(row_exec(r, NULL));
        r = db_query(db, Q_KEPT_TOUCH);
        bind_int(r, ":kept", *ret_id);
        bind_int(r, ":now", who->at);
        return row_exec_one(r);
    }
    if (e != ERR_NOT_FOUND) {
        return e;
    }
    *ret_ref = random_token(rnd, a, KEPT_REF_BYTES);
    r = db_query(db, Q_KEPT_ADD);
    bind_text(r, ":ref", *ret_ref);
    bind_int(r, ":nomination", n->id);
    bind_text(r, ":section", section);
    bind_text(r, ":reason", reason);
    bind_int(r, ":now", who->at);
    bind_int(r, ":account", who->account_id);
    TRY(row_exec_one(r));
    *ret_id = db_last_id(db);
    return audit_append(db, who, "text_kept", "nomination", n->ref,
                        text_format(a, "section=%s reason=%s", section, reason));
}

static enum err keep(struct db *db, struct random *rnd, struct arena *a, const struct audit_actor *who,
                     const struct nomination *n, const char *section, const char *reason,
                     const struct value_list *values, const char **ret_ref)
{
    int64_t id = 0;
    TRY(open_kept(db, rnd, a, who, n, section, reason, &id, ret_ref));
    for (size_t i = 0; i < values->len; i++) {
        struct row *r = db_query(db, Q_KEPT_VALUE_ADD);
        bind_int(r, ":kept", id);
        bind_text(r, ":ident", values->items[i].ident);
        bind_int(r, ":row_no", values->items[i].row_no);
        bind_text(r, ":value", values->items[i].value);
        TRY(row_exec_one(r));
    }
    return OK;
}

enum err draft_keep(struct db *db, struct random *rnd, struct arena *a, const struct audit_actor *who,
                    const struct nomination *n, const char *section, const char *reason,
                    const struct value_list *posted, const char **ret_ref)
{
    struct value_list stored;
    struct value_list differing = {0};
    TRY(draft_values(db, a, n->id, &stored));
    for (size_t i = 0; i < posted->len; i++) {
        const struct form_value *v = &posted->items[i];
        if (!text_equal(v->value, value_get(&stored, v->ident, v->row_no))) {
            value_add(a, &differing, v->ident, v->row_no, v->value);
        }
    }
    *ret_ref = "";
    return differing.len == 0 ? OK : keep(db, rnd, a, who, n, section, reason, &differing, ret_ref);
}

/* What the page showed of the i-th field, from its mark; "" when the mark is short or foreign. */
static const char *base_hash(struct arena *a, const char *mark, size_t index)
{
    const char *p = mark;
    for (size_t i = 0; i <= index; i++) {
        p = strchr(p, '.');
        if (p == NULL) {
            return "";
        }
        p++;
    }
    size_t len = strcspn(p, ".");
    return arena_copy(a, p, len);
}

struct merge {
    bool changes;               /* something is to be written   */
    struct value_list disputed; /* what both writers changed    */
};

/* Decides one field: mine alone is written, theirs alone stays, both is a dispute. */
static enum err merge_field(struct db *db, struct arena *a, int64_t nomination_id, const char *ident, const char *base,
                            const struct value_list *stored, const struct value_list *posted, struct merge *m)
{
    char mine[MARK_HASH_CHARS + 1];
    char theirs[MARK_HASH_CHARS + 1];
    field_hash(posted, ident, mine);
    field_hash(stored, ident, theirs);
    if (strcmp(mine, theirs) == 0 || strcmp(mine, base) == 0) {
        return OK;
    }
    if (strcmp(theirs, base) == 0) {
        m->changes = true;
        return write_field(db, nomination_id, ident, stored, posted);
    }
    for (size_t i = 0; i < posted->len; i++) {
        if (is_of_field(&posted->items[i], ident)) {
            value_add(a, &m->disputed, posted->items[i].ident, posted->items[i].row_no, posted->items[i].value);
        }
    }
    return OK;
}

enum err draft_save(struct db *db, struct random *rnd, struct arena *a, const struct audit_actor *who,
                    const struct nomination *n, const struct round *round, const char *section, const char *mark,
                    const struct value_list *posted, struct draft_outcome *ret)
{
    struct value_list stored;
    struct merge m = {0};
    int64_t revision = 0;
    int64_t saved_at = 0;
    size_t index = 0;
    TRY(draft_values(db, a, n->id, &stored));
    TRY(section_state(db, n->id, section, &revision, &saved_at));
    bool is_current = strtoll(mark, NULL, 10) == revision;
    for (size_t i = 0; i < round->fields_len; i++) {
        const struct form_field *f = &round->fields[i];
        if (is_unit_of_section(f, section)) {
            char now_stored[MARK_HASH_CHARS + 1];
            field_hash(&stored, f->ident, now_stored);
            const char *base = is_current ? now_stored : base_hash(a, mark, index);
            TRY(merge_field(db, a, n->id, f->ident, base, &stored, posted, &m));
            index++;
        }
    }
    if (m.changes || revision == 0) {
        revision++;
        saved_at = who->at;
        TRY(bump_section(db, who, n->id, section, revision));
    }
    *ret = (struct draft_outcome){.result = DRAFT_SAVED, .kept_ref = "", .saved_at = saved_at};
    if (m.disputed.len > 0) {
        ret->result = DRAFT_CONFLICT;
        TRY(keep(db, rnd, a, who, n, section, "conflict", &m.disputed, &ret->kept_ref));
    }
    TRY(draft_values(db, a, n->id, &stored));
    ret->mark = make_mark(a, round, section, &stored, revision);
    return OK;
}

enum err draft_set(struct db *db, const struct audit_actor *who, const struct nomination *n, const char *section,
                   const char *ident, const char *value)
{
    int64_t revision = 0;
    int64_t saved_at = 0;
    TRY(put_value(db, n->id, ident, 0, value));
    TRY(section_state(db, n->id, section, &revision, &saved_at));
    TRY(bump_section(db, who, n->id, section, revision + 1));
    return audit_append(db, who, *value == '\0' ? "picture_removed" : "picture_added", "nomination", n->ref, ident);
}

enum err kept_list(struct db *db, struct arena *a, int64_t nomination_id, struct kept **ret, size_t *ret_len)
{
    enum { KEPT_MAX = 100 };
    *ret = ARENA_ARRAY(a, struct kept, KEPT_MAX);
    *ret_len = 0;
    struct row *r = db_query(db, Q_KEPT_OPEN);
    bind_int(r, ":nomination", nomination_id);
    enum err e = OK;
    while (*ret_len < KEPT_MAX && (e = row_next(r)) == OK) {
        (*ret)[(*ret_len)++] = (struct kept){.ref = row_text(r, 0, a),
                                             .section = row_text(r, 1, a),
                                             .reason = row_text(r, 2, a),
                                             .kept_at = row_int(r, 3)};
    }
    return row_end(r, e);
}

enum err kept_get(struct db *db, struct arena *a, int64_t nomination_id, const char *ref, struct kept *ret,
                  struct value_list *ret_values)
{
    struct row *r = db_query(db, Q_KEPT_GET);
    bind_int(r, ":nomination", nomination_id);
    bind_text(r, ":ref", ref);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct kept){.id = row_int(r, 0),
                             .ref = row_text(r, 1, a),
                             .section = row_text(r, 2, a),
                             .reason = row_text(r, 3, a),
                             .kept_at = row_int(r, 4)};
    }
    row_done(r);
    TRY(e);
    r = db_query(db, Q_KEPT_VALUES);
    bind_int(r, ":kept", ret->id);
    return value_rows(r, a, ret_values);
}

enum err kept_settle(struct db *db, const struct audit_actor *who, const struct nomination *n, const struct kept *k)
{
    struct row *r = db_query(db, Q_KEPT_SETTLE);
    bind_int(r, ":kept", k->id);
    bind_int(r, ":now", who->at);
    TRY(row_exec_one(r));
    return audit_append(db, who, "text_settled", "nomination", n->ref, k->reason);
}
