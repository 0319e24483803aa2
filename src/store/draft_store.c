/* draft_store.c - drafts: saved section by section, merged field by field, never overwritten silently. */
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "store/db.h"
#include "store/history_store.h"
#include "store/nomination_store.h"
#include "store/return_store.h"
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

/* A short hash of all that a field (or group of rows) holds, in a list sorted as the stored one is. */
static void field_hash(const struct value_list *list, const char *ident, char to[MARK_HASH_CHARS + 1])
{
    unsigned char h[crypto_generichash_BYTES_MIN];
    crypto_generichash_state state;
    (void)crypto_generichash_init(&state, NULL, 0, sizeof h);
    for (size_t i = 0; i < list->len; i++) {
        const struct form_value *v = &list->items[i];
        if (ident_is_of(v->ident, ident) && *v->value != '\0') {
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

enum err draft_mark(struct db *db, struct arena *a, const struct draft_part *part, const struct value_list *stored,
                    const char **ret_mark, int64_t *ret_saved_at)
{
    int64_t revision = 0;
    TRY(section_state(db, part->nomination->id, part->section, &revision, ret_saved_at));
    *ret_mark = make_mark(a, part->round, part->section, stored, revision);
    return OK;
}

/* What stood there stays to be read (history_store.h): written down in the transaction that replaces it. */
static enum err put_value(struct db *db, const struct audit_actor *who, int64_t nomination_id, const char *ident,
                          int row_no, const char *value)
{
    TRY(history_add(db, who, nomination_id, ident, row_no, value));
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

/* Takes away what a field holds and the posted values do not. */
static enum err clear_field(const struct writing *c, int64_t nomination_id, const char *ident,
                            const struct value_list *stored, const struct value_list *posted)
{
    for (size_t i = 0; i < stored->len; i++) {
        const struct form_value *v = &stored->items[i];
        if (ident_is_of(v->ident, ident) && *value_get(posted, v->ident, v->row_no) == '\0') {
            TRY(put_value(c->db, c->who, nomination_id, v->ident, v->row_no, ""));
        }
    }
    return OK;
}

/* Replaces all that a field holds by what was posted for it. */
static enum err write_field(const struct writing *c, int64_t nomination_id, const char *ident,
                            const struct value_list *stored, const struct value_list *posted)
{
    TRY(clear_field(c, nomination_id, ident, stored, posted));
    for (size_t i = 0; i < posted->len; i++) {
        const struct form_value *v = &posted->items[i];
        if (ident_is_of(v->ident, ident) && !text_equal(v->value, value_get(stored, v->ident, v->row_no)) &&
            *v->value != '\0') {
            TRY(put_value(c->db, c->who, nomination_id, v->ident, v->row_no, v->value));
        }
    }
    return OK;
}

/* Refuses with ERR_CONFLICT what is no longer a draft: the state is in the WHERE. */
static enum err bump_section(struct db *db, const struct audit_actor *who, int64_t nomination_id, const char *section,
                             int64_t revision)
{
    struct row *r = db_query(db, Q_DRAFT_SECTION_PUT);
    bind_int(r, ":nomination", nomination_id);
    bind_text(r, ":section", section);
    bind_int(r, ":revision", revision);
    bind_int(r, ":now", who->at);
    bind_int(r, ":account", who->account_id);
    return row_exec_one(r);
}

/* ---- text that is kept aside ---- */

/* The field that a value belongs to: its own ident, or the group's of a column. */
static const char *field_of(struct arena *a, const struct form_value *v)
{
    return arena_copy(a, v->ident, strcspn(v->ident, "."));
}

static bool has_field(const struct value_list *list, const char *ident)
{
    for (size_t i = 0; i < list->len; i++) {
        if (ident_is_of(list->items[i].ident, ident)) {
            return true;
        }
    }
    return false;
}

/* Whether `fresh` holds all that `old` says about the fields of both, so that writing it over loses nothing. */
static bool absorbs(struct arena *a, const struct value_list *fresh, const struct value_list *old)
{
    for (size_t i = 0; i < old->len; i++) {
        const struct form_value *v = &old->items[i];
        if (has_field(fresh, field_of(a, v)) && strstr(value_get(fresh, v->ident, v->row_no), v->value) == NULL) {
            return false;
        }
    }
    return true;
}

/* The newest text that this person left open in this section for this reason: ERR_NOT_FOUND when there is none. */
static enum err open_kept(const struct writing *c, const struct draft_part *part, const char *reason, struct kept *ret,
                          struct value_list *ret_values)
{
    struct row *r = db_query(c->db, Q_KEPT_SAME);
    bind_int(r, ":nomination", part->nomination->id);
    bind_text(r, ":section", part->section);
    bind_text(r, ":reason", reason);
    bind_int(r, ":account", c->who->account_id);
    enum err e = row_next(r);
    if (e == OK) {
        ret->id = row_int(r, 0);
        ret->ref = row_text(r, 1, c->arena);
    }
    row_done(r);
    TRY(e);
    r = db_query(c->db, Q_KEPT_VALUES);
    bind_int(r, ":kept", ret->id);
    return value_rows(r, c->arena, ret_values);
}

static enum err empty_kept(const struct writing *c, int64_t kept_id)
{
    struct row *r = db_query(c->db, Q_KEPT_VALUES_CLEAR);
    bind_int(r, ":kept", kept_id);
    TRY(row_exec(r, NULL));
    r = db_query(c->db, Q_KEPT_TOUCH);
    bind_int(r, ":kept", kept_id);
    bind_int(r, ":now", c->who->at);
    return row_exec_one(r);
}

static enum err begin_kept(const struct writing *c, const struct draft_part *part, const char *reason, struct kept *ret)
{
    ret->ref = random_token(c->random, c->arena, KEPT_REF_BYTES);
    struct row *r = db_query(c->db, Q_KEPT_ADD);
    bind_text(r, ":ref", ret->ref);
    bind_int(r, ":nomination", part->nomination->id);
    bind_text(r, ":section", part->section);
    bind_text(r, ":reason", reason);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    ret->id = db_last_id(c->db);
    return audit_append(c->db, c->who, "text_kept", "nomination", part->nomination->ref,
                        text_format(c->arena, "section=%s reason=%s", part->section, reason));
}

static enum err add_kept_values(struct db *db, int64_t kept_id, const struct value_list *values)
{
    for (size_t i = 0; i < values->len; i++) {
        struct row *r = db_query(db, Q_KEPT_VALUE_ADD);
        bind_int(r, ":kept", kept_id);
        bind_text(r, ":ident", values->items[i].ident);
        bind_int(r, ":row_no", values->items[i].row_no);
        bind_text(r, ":value", values->items[i].value);
        TRY(row_exec_one(r));
    }
    return OK;
}

/* The values of `old` whose fields are not in `fresh`, and all of `fresh`. */
static struct value_list laid_over(struct arena *a, const struct value_list *old, const struct value_list *fresh)
{
    struct value_list both = {0};
    for (size_t i = 0; i < old->len; i++) {
        const struct form_value *v = &old->items[i];
        if (!has_field(fresh, field_of(a, v))) {
            value_add(a, &both, v->ident, v->row_no, v->value);
        }
    }
    for (size_t i = 0; i < fresh->len; i++) {
        const struct form_value *v = &fresh->items[i];
        value_add(a, &both, v->ident, v->row_no, v->value);
    }
    return both;
}

/* A page that saves itself every eight seconds leaves one text, not hundreds: what this person left open is written
 * over as long as the new text holds it.  Text that does not, from another tab say, is kept beside it. */
static enum err keep(const struct writing *c, const struct draft_part *part, const char *reason,
                     const struct value_list *values, const char **ret_ref)
{
    struct kept kept = {0};
    struct value_list old = {0};
    enum err e = open_kept(c, part, reason, &kept, &old);
    if (e == ERR_NOT_FOUND || (e == OK && !absorbs(c->arena, values, &old))) {
        old = (struct value_list){0};
        e = begin_kept(c, part, reason, &kept);
    } else if (e == OK) {
        e = empty_kept(c, kept.id);
    }
    TRY(e);
    struct value_list both = laid_over(c->arena, &old, values);
    TRY(add_kept_values(c->db, kept.id, &both));
    *ret_ref = kept.ref;
    return OK;
}

static bool is_same_field(const struct value_list *x, const struct value_list *y, const char *ident)
{
    char of_x[MARK_HASH_CHARS + 1];
    char of_y[MARK_HASH_CHARS + 1];
    field_hash(x, ident, of_x);
    field_hash(y, ident, of_y);
    return strcmp(of_x, of_y) == 0;
}

/* Fields are kept whole: a row of which one cell differs says nothing without the others. */
enum err draft_keep(const struct writing *c, const struct draft_part *part, const char *reason,
                    const struct value_list *posted, const char **ret_ref)
{
    struct value_list stored;
    struct value_list differing = {0};
    struct value_list mine = value_sorted(c->arena, posted);
    TRY(draft_values(c->db, c->arena, part->nomination->id, &stored));
    for (size_t i = 0; i < mine.len; i++) {
        const struct form_value *v = &mine.items[i];
        if (!is_same_field(&mine, &stored, field_of(c->arena, v))) {
            value_add(c->arena, &differing, v->ident, v->row_no, v->value);
        }
    }
    *ret_ref = "";
    return differing.len == 0 ? OK : keep(c, part, reason, &differing, ret_ref);
}

/* ---- a version takes the draft's place ---- */

/* What the section said and says no more.  A picture is in the history, from which it can be brought back. */
static enum err keep_gone(const struct writing *c, const struct draft_part *part, const struct value_list *gone,
                          const struct value_list *fresh, const char *reason)
{
    struct value_list of_section = {0};
    const char *ref = NULL;
    for (size_t k = 0; k < part->round->fields_len; k++) {
        const struct form_field *f = &part->round->fields[k];
        bool is_gone = is_unit_of_section(f, part->section) && !is_same_field(gone, fresh, f->ident);
        for (size_t i = 0; is_gone && i < gone->len; i++) {
            const struct form_value *v = &gone->items[i];
            if (ident_is_of(v->ident, f->ident)) {
                value_add(c->arena, &of_section, v->ident, v->row_no, v->value);
            }
        }
    }
    return of_section.len == 0 ? OK : keep(c, part, reason, &of_section, &ref);
}

static bool says_nothing_else(struct arena *a, const struct value_list *kept, const struct value_list *stored)
{
    for (size_t i = 0; i < kept->len; i++) {
        if (!is_same_field(kept, stored, field_of(a, &kept->items[i]))) {
            return false;
        }
    }
    return true;
}

static enum err settle_same(const struct writing *c, const struct nomination *n, const struct value_list *stored)
{
    struct kept *list = NULL;
    size_t len = 0;
    TRY(kept_list(c->db, c->arena, n->id, &list, &len));
    for (size_t i = 0; i < len; i++) {
        struct value_list kept;
        TRY(kept_get(c->db, c->arena, n->id, list[i].ref, &list[i], &kept));
        if (says_nothing_else(c->arena, &kept, stored)) {
            TRY(kept_settle(c->db, c->who, n, &list[i]));
        }
    }
    return OK;
}

enum err draft_replace(const struct writing *c, const struct round *round, const struct nomination *n,
                       const struct value_list *values, const char *reason)
{
    struct value_list gone;
    struct value_list fresh = value_sorted(c->arena, values);
    TRY(draft_values(c->db, c->arena, n->id, &gone));
    for (size_t i = 0; i < round->fields_len; i++) {
        const char *ident = round->fields[i].ident;
        if (text_is_empty(round->fields[i].rows_of) && !is_same_field(&gone, &fresh, ident)) {
            TRY(write_field(c, n->id, ident, &gone, &fresh));
        }
    }
    for (size_t i = 0; i < round->sections_len; i++) {
        struct draft_part part = {n, round, round->sections[i].code};
        TRY(keep_gone(c, &part, &gone, &fresh, reason));
    }
    return settle_same(c, n, &fresh);
}

/* ---- the three-way merge ---- */

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
    return strcspn(p, ".") == MARK_HASH_CHARS ? arena_copy(a, p, MARK_HASH_CHARS) : "";
}

struct merge {
    struct value_list stored;
    struct value_list mine;
    struct value_list disputed; /* what both writers changed */
    struct value_list closed;   /* what a return for revision did not open, and the page changed all the same */
    struct revision revision;   /* the return that stands, if one does */
    const char *hashes;         /* of the fields as this page knows them now: the tail of its new mark */
    bool changes;               /* something was written */
};

static void set_aside(struct arena *a, const char *ident, const struct merge *m, struct value_list *to)
{
    if (!has_field(&m->mine, ident)) {
        value_add(a, to, ident, 0, ""); /* all rows of a group were removed */
    }
    for (size_t i = 0; i < m->mine.len; i++) {
        const struct form_value *v = &m->mine.items[i];
        if (ident_is_of(v->ident, ident)) {
            value_add(a, to, v->ident, v->row_no, v->value);
        }
    }
}

/* Decides one field: mine alone is written, theirs alone stays, both is a dispute.  An unknown base is a change by
 * both, unless there is nothing that could be lost.
 *
 * The new mark says what the page shows, and that is `mine`: it has not been shown what came from others and stayed, so
 * the text that it posts next must not count as a change of that.  A disputed field stays disputed. */
static enum err merge_field(const struct writing *c, int64_t nomination_id, const char *ident, const char *base,
                            struct merge *m)
{
    char mine[MARK_HASH_CHARS + 1];
    char theirs[MARK_HASH_CHARS + 1];
    char nothing[MARK_HASH_CHARS + 1];
    const char *shown = mine;
    field_hash(&m->mine, ident, mine);
    field_hash(&m->stored, ident, theirs);
    field_hash(&(struct value_list){0}, ident, nothing);
    bool is_mine_alone = strcmp(theirs, base) == 0 || (*base == '\0' && strcmp(theirs, nothing) == 0);
    if (strcmp(mine, theirs) != 0 && strcmp(mine, base) != 0) {
        if (is_mine_alone) {
            m->changes = true;
            TRY(write_field(c, nomination_id, ident, &m->stored, &m->mine));
        } else {
            set_aside(c->arena, ident, m, &m->disputed);
            shown = base;
        }
    }
    m->hashes = text_format(c->arena, "%s.%s", m->hashes, shown);
    return OK;
}

static bool says_anything(const struct value_list *list, const char *ident)
{
    for (size_t i = 0; i < list->len; i++) {
        if (ident_is_of(list->items[i].ident, ident) && *list->items[i].value != '\0') {
            return true;
        }
    }
    return false;
}

/* A field that the return did not open stays as it was returned.  A page that is shown now does not ask it; text from
 * one that was drawn before is kept aside. */
static void leave_closed(const struct writing *c, const char *ident, const char *base, struct merge *m)
{
    char mine[MARK_HASH_CHARS + 1];
    field_hash(&m->mine, ident, mine);
    if (says_anything(&m->mine, ident) && strcmp(mine, base) != 0 && !is_same_field(&m->mine, &m->stored, ident)) {
        set_aside(c->arena, ident, m, &m->closed);
    }
    m->hashes = text_format(c->arena, "%s.%s", m->hashes, base);
}

static enum err merge_section(const struct writing *c, const struct draft_part *part, const char *mark, struct merge *m)
{
    size_t index = 0;
    for (size_t i = 0; i < part->round->fields_len; i++) {
        const struct form_field *f = &part->round->fields[i];
        if (!is_unit_of_section(f, part->section)) {
            continue;
        }
        const char *base = base_hash(c->arena, mark, index++);
        if (!revision_is_open(&m->revision, f)) {
            leave_closed(c, f->ident, base, m);
        } else if (f->type == FORM_ROWS || has_field(&m->mine, f->ident)) {
            TRY(merge_field(c, part->nomination->id, f->ident, base, m));
        } else {
            m->hashes = text_format(c->arena, "%s.%s", m->hashes, base); /* the page does not ask it */
        }
    }
    return OK;
}

static enum err keep_some(const struct writing *c, const struct draft_part *part, const char *reason,
                          const struct value_list *values, struct draft_outcome *ret)
{
    if (values->len == 0) {
        return OK;
    }
    ret->result = DRAFT_CONFLICT;
    return keep(c, part, reason, values, &ret->kept_ref);
}

static enum err save(const struct writing *c, const struct draft_part *part, const char *mark, struct merge *m,
                     struct draft_outcome *ret)
{
    int64_t id = part->nomination->id;
    int64_t revision = 0;
    int64_t saved_at = 0;
    TRY(draft_values(c->db, c->arena, id, &m->stored));
    TRY(section_state(c->db, id, part->section, &revision, &saved_at));
    TRY(merge_section(c, part, mark, m));
    if (m->changes || revision == 0) {
        revision++;
        saved_at = c->who->at;
        TRY(bump_section(c->db, c->who, id, part->section, revision));
    }
    *ret = (struct draft_outcome){.result = DRAFT_SAVED,
                                  .mark = text_format(c->arena, "%" PRId64 "%s", revision, m->hashes),
                                  .kept_ref = "",
                                  .saved_at = saved_at};
    TRY(keep_some(c, part, "submitted", &m->closed, ret));
    return keep_some(c, part, "conflict", &m->disputed, ret);
}

enum err draft_save(const struct writing *c, const struct draft_part *part, const char *mark,
                    const struct value_list *posted, struct draft_outcome *ret)
{
    struct merge m = {.mine = value_sorted(c->arena, posted), .hashes = ""};
    struct nomination now;
    TRY(nomination_by_ref(c->db, c->arena, part->nomination->ref, &now));
    if (now.state == NOMINATION_DRAFT) {
        struct draft_part as_it_is = {&now, part->round, part->section};
        TRY(revision_of(c->db, c->arena, &now, &m.revision));
        return save(c, &as_it_is, mark, &m, ret);
    }
    *ret = (struct draft_outcome){.result = DRAFT_KEPT, .mark = mark, .kept_ref = ""};
    return draft_keep(c, part, "submitted", posted, &ret->kept_ref);
}

enum err draft_set(struct db *db, const struct audit_actor *who, const struct nomination *n, const char *section,
                   const char *ident, const char *value)
{
    int64_t revision = 0;
    int64_t saved_at = 0;
    TRY(section_state(db, n->id, section, &revision, &saved_at));
    TRY(put_value(db, who, n->id, ident, 0, value));
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
        (*ret)[(*ret_len)++] = (struct kept){.id = row_int(r, 0),
                                             .ref = row_text(r, 1, a),
                                             .section = row_text(r, 2, a),
                                             .reason = row_text(r, 3, a),
                                             .kept_at = row_int(r, 4)};
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
