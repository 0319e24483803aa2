/* evidence_store.c */
#include "store/evidence_store.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "store/db.h"
#include "store/round_store.h"

enum { REF_BYTES = 10, KINDS_MAX = 32, FILES_MAX = 200, UPLOADS_MAX = 100 };

/* ---- reading ---- */

static int64_t setting(const struct round *round, const char *key, int64_t max)
{
    int64_t n = 0;
    return text_to_int(round_text(round, key), 1, max, &n) == OK ? n : 0;
}

enum err evidence_rules_get(struct db *db, struct arena *a, const struct round *round, struct evidence_rules *ret)
{
    struct evidence_kind *kinds = ARENA_ARRAY(a, struct evidence_kind, KINDS_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_ATTACHMENT_KINDS);
    bind_int(r, ":round", round->id);
    enum err e = OK;
    while (len < KINDS_MAX && (e = row_next(r)) == OK) {
        kinds[len++] = (struct evidence_kind){.ident = row_text(r, 0, a),
                                              .label = row_text(r, 1, a),
                                              .help = row_text(r, 2, a),
                                              .is_pictures = text_equal(row_text(r, 3, a), "picture"),
                                              .caption_max = (int)row_int(r, 4),
                                              .files_min = (int)row_int(r, 5),
                                              .files_max = (int)row_int(r, 6),
                                              .edge_min = (int)row_int(r, 7),
                                              .bytes_instead = row_int(r, 8)};
    }
    *ret = (struct evidence_rules){.kinds = kinds,
                                   .kinds_len = len,
                                   .files_max = (int)setting(round, "attachment_files_max", FILES_MAX),
                                   .file_bytes_max = setting(round, "attachment_file_bytes_max", INT32_MAX),
                                   .total_bytes_max = setting(round, "attachment_total_bytes_max", INT64_MAX)};
    return row_end(r, e);
}

/* The rows of attachment_list, version_files and late_files. */
static enum err evidence_rows(struct row *r, struct arena *a, struct evidence_list *ret)
{
    struct evidence *items = ARENA_ARRAY(a, struct evidence, FILES_MAX);
    size_t len = 0;
    enum err e = OK;
    while (len < FILES_MAX && (e = row_next(r)) == OK) {
        items[len++] = (struct evidence){.ref = row_text(r, 0, a),
                                         .kind = row_text(r, 1, a),
                                         .name = row_text(r, 3, a),
                                         .caption = row_text(r, 4, a),
                                         .byte_count = row_int(r, 5),
                                         .added_at = row_int(r, 11),
                                         .file = {.sha256 = row_text(r, 2, a),
                                                  .byte_count = row_int(r, 12),
                                                  .media_kind = row_text(r, 6, a),
                                                  .pages = (int)row_int(r, 7),
                                                  .width = (int)row_int(r, 8),
                                                  .height = (int)row_int(r, 9),
                                                  .thumb = row_text(r, 10, a)}};
    }
    *ret = (struct evidence_list){items, len};
    return row_end(r, e);
}

enum err evidence_of_draft(struct db *db, struct arena *a, int64_t nomination_id, struct evidence_list *ret)
{
    struct row *r = db_query(db, Q_ATTACHMENT_LIST);
    bind_int(r, ":nomination", nomination_id);
    return evidence_rows(r, a, ret);
}

enum err evidence_of_version(struct db *db, struct arena *a, int64_t version_id, struct evidence_list *ret)
{
    struct row *r = db_query(db, Q_VERSION_FILES);
    bind_int(r, ":version", version_id);
    return evidence_rows(r, a, ret);
}

enum err evidence_of_late(struct db *db, struct arena *a, int64_t late_id, struct evidence_list *ret)
{
    struct row *r = db_query(db, Q_LATE_FILES);
    bind_int(r, ":late", late_id);
    return evidence_rows(r, a, ret);
}

struct evidence_held_list evidence_held_of(struct arena *a, const struct evidence_list *list)
{
    struct evidence_held *items = ARENA_ARRAY(a, struct evidence_held, list->len + 1);
    for (size_t i = 0; i < list->len; i++) {
        const struct evidence *x = &list->items[i];
        items[i] = (struct evidence_held){x->ref, x->kind, x->byte_count};
    }
    return (struct evidence_held_list){items, list->len};
}

enum err evidence_named(struct db *db, struct arena *a, int64_t nomination_id, const char *sha256,
                        const struct evidence_sight *sight, struct evidence_naming *ret)
{
    struct row *r = db_query(db, Q_EVIDENCE_NAMED);
    bind_int(r, ":nomination", nomination_id);
    bind_text(r, ":sha256", sha256);
    bind_int(r, ":draft", sight->sees_draft);
    bind_int(r, ":late", sight->sees_late);
    bind_int(r, ":versions", sight->sees_versions);
    bind_int(r, ":version_no", sight->version_no);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct evidence_naming){row_text(r, 0, a), row_text(r, 1, a), row_text(r, 2, a)};
    }
    row_done(r);
    return e;
}

/* ---- changing a draft's ---- */

enum err evidence_file_add(struct db *db, const struct evidence_file *f, int64_t now)
{
    struct row *r = db_query(db, Q_EVIDENCE_FILE_ADD);
    bind_text(r, ":sha256", f->sha256);
    bind_text(r, ":kind", f->media_kind);
    bind_int(r, ":byte_count", f->byte_count);
    bind_int(r, ":pages", f->pages);
    bind_int(r, ":width", f->width);
    bind_int(r, ":height", f->height);
    bind_text(r, ":thumb", text_is_empty(f->thumb) ? NULL : f->thumb);
    bind_int(r, ":now", now);
    return row_exec_one(r);
}

struct place {
    const char *kind, *name, *caption;
    int64_t ord;
};

static enum err place_of(struct db *db, struct arena *a, int64_t nomination_id, const char *ref, struct place *ret)
{
    struct row *r = db_query(db, Q_ATTACHMENT_GET);
    bind_int(r, ":nomination", nomination_id);
    bind_text(r, ":ref", ref);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct place){row_text(r, 0, a), row_text(r, 2, a), row_text(r, 3, a), row_int(r, 1)};
    }
    row_done(r);
    return e;
}

static enum err same_file(struct db *db, struct arena *a, int64_t nomination_id, const struct evidence_new *x,
                          const char **ret_ref)
{
    struct row *r = db_query(db, Q_ATTACHMENT_OF_FILE);
    bind_int(r, ":nomination", nomination_id);
    bind_text(r, ":kind", x->kind);
    bind_text(r, ":sha256", x->file.sha256);
    enum err e = row_next(r);
    if (e == OK) {
        *ret_ref = row_text(r, 0, a);
    }
    row_done(r);
    return e;
}

/* The state stands in every change: the trigger would refuse it too, but as a fault of ours. */
static enum err still_a_draft(const struct writing *c, const struct nomination *n)
{
    struct nomination now;
    TRY(nomination_by_ref(c->db, c->arena, n->ref, &now));
    return now.state == NOMINATION_DRAFT ? OK : ERR_CONFLICT;
}

static enum err delete_row(const struct writing *c, const struct nomination *n, const char *ref)
{
    struct row *r = db_query(c->db, Q_ATTACHMENT_REMOVE);
    bind_int(r, ":nomination", n->id);
    bind_text(r, ":ref", ref);
    return row_exec_one(r);
}

static enum err insert_row(const struct writing *c, const struct nomination *n, const struct evidence_new *x,
                           int64_t ord, const char *ref)
{
    struct row *r = db_query(c->db, Q_ATTACHMENT_ADD);
    bind_text(r, ":ref", ref);
    bind_int(r, ":nomination", n->id);
    bind_text(r, ":kind", x->kind);
    bind_int(r, ":ord", ord);
    bind_text(r, ":sha256", x->file.sha256);
    bind_text(r, ":name", x->name);
    bind_text(r, ":caption", x->caption);
    bind_int(r, ":byte_count", x->byte_count);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    return row_exec_one(r);
}

static const char *attach_detail(struct arena *a, const struct evidence_new *x)
{
    return text_format(a, "kind=%s sha256=%s bytes=%" PRId64 " name=%s", x->kind, x->file.sha256, x->byte_count,
                       x->name);
}

/* The place that it takes: of what it replaces, when that is there and of its kind; else `ord` stays 0. */
static enum err place_to_take(const struct writing *c, const struct nomination *n, const struct evidence_new *x,
                              struct place *ret)
{
    struct place old = {0};
    enum err e = *x->replaces == '\0' ? ERR_NOT_FOUND : place_of(c->db, c->arena, n->id, x->replaces, &old);
    if (e == OK && strcmp(old.kind, x->kind) == 0) {
        *ret = old;
    }
    return e == ERR_NOT_FOUND ? OK : e;
}

static enum err add_fresh(const struct writing *c, const struct nomination *n, const struct evidence_new *x,
                          const struct place *old, const char **ret_ref)
{
    struct evidence_new fresh = *x;
    const char *ref = random_token(c->random, c->arena, REF_BYTES);
    if (old->ord > 0) {
        fresh.caption = *x->caption == '\0' ? old->caption : x->caption;
        TRY(delete_row(c, n, x->replaces));
    }
    TRY(evidence_file_add(c->db, &x->file, c->who->at));
    TRY(insert_row(c, n, &fresh, old->ord, ref));
    *ret_ref = ref;
    return audit_append(c->db, c->who, old->ord > 0 ? "attachment_replace" : "attachment_add", "nomination", n->ref,
                        attach_detail(c->arena, &fresh));
}

enum err evidence_add(const struct writing *c, const struct nomination *n, const struct evidence_new *x,
                      const char **ret_ref)
{
    struct place old = {0};
    TRY(still_a_draft(c, n));
    TRY(place_to_take(c, n, x, &old));
    enum err e = same_file(c->db, c->arena, n->id, x, ret_ref);
    if (e == ERR_NOT_FOUND) {
        return add_fresh(c, n, x, &old, ret_ref);
    }
    /* the same again; in place of another, that one alone goes */
    bool leaves_another = e == OK && old.ord > 0 && strcmp(*ret_ref, x->replaces) != 0;
    return leaves_another ? evidence_remove(c, n, x->replaces) : e;
}

enum err evidence_remove(const struct writing *c, const struct nomination *n, const char *ref)
{
    struct place old;
    TRY(place_of(c->db, c->arena, n->id, ref, &old));
    TRY(still_a_draft(c, n));
    TRY(delete_row(c, n, ref));
    return audit_append(c->db, c->who, "attachment_remove", "nomination", n->ref,
                        text_format(c->arena, "kind=%s name=%s", old.kind, old.name));
}

enum err evidence_describe(const struct writing *c, const struct nomination *n, const char *ref, const char *caption)
{
    struct place old;
    TRY(place_of(c->db, c->arena, n->id, ref, &old));
    TRY(still_a_draft(c, n));
    if (text_equal(old.caption, caption)) {
        return OK;
    }
    struct row *r = db_query(c->db, Q_ATTACHMENT_DESCRIBE);
    bind_int(r, ":nomination", n->id);
    bind_text(r, ":ref", ref);
    bind_text(r, ":caption", caption);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, "attachment_describe", "nomination", n->ref,
                        text_format(c->arena, "kind=%s name=%s", old.kind, old.name));
}

static enum err put_at(struct db *db, int64_t nomination_id, const char *ref, int64_t ord)
{
    struct row *r = db_query(db, Q_ATTACHMENT_PLACE);
    bind_int(r, ":nomination", nomination_id);
    bind_text(r, ":ref", ref);
    bind_int(r, ":ord", ord);
    return row_exec_one(r);
}

/* Those of the kind, in the order they shall have, are numbered anew: what stood where before does not matter. */
struct row_of_refs {
    const char **refs;
    size_t len, at; /* where the one stands that shall be moved */
};

static struct row_of_refs refs_of_kind(struct arena *a, const struct evidence_list *list, const char *kind,
                                       const char *ref)
{
    struct row_of_refs row = {.refs = ARENA_ARRAY(a, const char *, list->len + 1)};
    for (size_t i = 0; i < list->len; i++) {
        if (strcmp(list->items[i].kind, kind) == 0) {
            row.at = strcmp(list->items[i].ref, ref) == 0 ? row.len : row.at;
            row.refs[row.len++] = list->items[i].ref;
        }
    }
    return row;
}

enum err evidence_move(const struct writing *c, const struct nomination *n, const char *ref, int by)
{
    struct place old;
    struct evidence_list list;
    TRY(place_of(c->db, c->arena, n->id, ref, &old));
    TRY(still_a_draft(c, n));
    TRY(evidence_of_draft(c->db, c->arena, n->id, &list));
    struct row_of_refs row = refs_of_kind(c->arena, &list, old.kind, ref);
    if (by < 0 ? row.at == 0 : row.at + 1 == row.len) {
        return OK;
    }
    size_t to = by < 0 ? row.at - 1 : row.at + 1;
    row.refs[row.at] = row.refs[to];
    row.refs[to] = ref;
    for (size_t i = 0; i < row.len; i++) {
        TRY(put_at(c->db, n->id, row.refs[i], (int64_t)i + 1));
    }
    return audit_append(c->db, c->who, "attachment_move", "nomination", n->ref,
                        text_format(c->arena, "kind=%s name=%s to=%zu", old.kind, old.name, to + 1));
}

/* ---- frozen ---- */

static enum err freeze(struct db *db, enum query query, const char *owner, int64_t id, const struct evidence_list *list)
{
    for (size_t i = 0; i < list->len; i++) {
        const struct evidence *x = &list->items[i];
        struct row *r = db_query(db, query);
        bind_int(r, owner, id);
        bind_int(r, ":ord", (int64_t)i + 1);
        bind_text(r, ":kind", x->kind);
        bind_text(r, ":sha256", x->file.sha256);
        bind_text(r, ":name", x->name);
        bind_text(r, ":caption", x->caption);
        bind_int(r, ":byte_count", x->byte_count);
        TRY(row_exec_one(r));
    }
    return OK;
}

enum err evidence_freeze(struct db *db, int64_t version_id, const struct evidence_list *list)
{
    return freeze(db, Q_VERSION_FILE_ADD, ":version", version_id, list);
}

enum err evidence_keep_late(struct db *db, int64_t late_id, const struct evidence_list *list)
{
    return freeze(db, Q_LATE_FILE_ADD, ":late", late_id, list);
}

static const struct evidence *same_in(const struct evidence_list *list, const struct evidence *x)
{
    for (size_t i = 0; i < list->len; i++) {
        if (strcmp(list->items[i].kind, x->kind) == 0 && strcmp(list->items[i].file.sha256, x->file.sha256) == 0) {
            return &list->items[i];
        }
    }
    return NULL;
}

static enum err let_go_others(const struct writing *c, const struct nomination *n, const struct evidence_list *draft,
                              const struct evidence_list *late)
{
    for (size_t i = 0; i < draft->len; i++) {
        if (same_in(late, &draft->items[i]) == NULL) {
            TRY(evidence_remove(c, n, draft->items[i].ref));
        }
    }
    return OK;
}

/* One that the draft has still, or lacks: at that place, with those words. */
static enum err bring_back(const struct writing *c, const struct nomination *n, const struct evidence *had,
                           const struct evidence *x, int64_t ord)
{
    const char *ref = had == NULL ? "" : had->ref;
    struct evidence_new again = {x->kind, x->name, x->caption, "", x->byte_count, x->file};
    TRY(had != NULL ? evidence_describe(c, n, ref, x->caption) : evidence_add(c, n, &again, &ref));
    return put_at(c->db, n->id, ref, ord);
}

static enum err restore(const struct writing *c, const struct nomination *n, const struct evidence_list *list)
{
    struct evidence_list draft;
    TRY(evidence_of_draft(c->db, c->arena, n->id, &draft));
    TRY(let_go_others(c, n, &draft, list));
    for (size_t i = 0; i < list->len; i++) {
        const struct evidence *x = &list->items[i];
        TRY(bring_back(c, n, same_in(&draft, x), x, (int64_t)i + 1));
    }
    return OK;
}

enum err evidence_restore_late(const struct writing *c, const struct nomination *n, int64_t late_id)
{
    struct evidence_list late;
    TRY(evidence_of_late(c->db, c->arena, late_id, &late));
    return restore(c, n, &late);
}

enum err evidence_restore_version(const struct writing *c, const struct nomination *n, int64_t version_id)
{
    struct evidence_list frozen;
    TRY(evidence_of_version(c->db, c->arena, version_id, &frozen));
    return restore(c, n, &frozen);
}

void evidence_record(struct buffer *b, const struct evidence_list *list)
{
    for (size_t i = 0; i < list->len; i++) {
        const struct evidence *x = &list->items[i];
        buffer_text(b, i == 0 ? ",\"files\":[[" : ",[");
        buffer_json(b, x->kind);
        buffer_text(b, ",");
        buffer_json(b, x->name);
        buffer_text(b, ",");
        buffer_json(b, x->caption);
        buffer_text(b, ",");
        buffer_json(b, x->file.sha256);
        buffer_format(b, ",%" PRId64 ",", x->byte_count);
        buffer_json(b, x->file.media_kind);
        buffer_format(b, ",%d]", x->file.pages);
    }
    buffer_text(b, list->len > 0 ? "]" : "");
}

/* ---- uploads in pieces ---- */

static const char *const upload_states[] = {"receiving", "done", "refused", "cancelled"};

const char *upload_state_ident(enum upload_state state)
{
    return upload_states[state];
}

static enum err upload_state_from(const char *ident, enum upload_state *ret)
{
    for (size_t i = 0; i < sizeof upload_states / sizeof upload_states[0]; i++) {
        if (strcmp(upload_states[i], ident) == 0) {
            *ret = (enum upload_state)i;
            return OK;
        }
    }
    return FAIL("event=upload state=%s", ident);
}

enum err upload_add(const struct writing *c, const struct nomination *n, const struct evidence_new *x,
                    const char **ret_ref)
{
    const char *ref = random_token(c->random, c->arena, REF_BYTES);
    struct row *r = db_query(c->db, Q_UPLOAD_ADD);
    bind_text(r, ":ref", ref);
    bind_int(r, ":nomination", n->id);
    bind_text(r, ":kind", x->kind);
    bind_text(r, ":name", x->name);
    bind_text(r, ":caption", x->caption);
    bind_text(r, ":replaces", x->replaces);
    bind_int(r, ":byte_count", x->byte_count);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    *ret_ref = ref;
    return OK;
}

enum err upload_get(struct db *db, struct arena *a, int64_t nomination_id, const char *ref, struct upload_row *ret)
{
    struct row *r = db_query(db, Q_UPLOAD_GET);
    bind_int(r, ":nomination", nomination_id);
    bind_text(r, ":ref", ref);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct upload_row){.id = row_int(r, 0),
                                   .ref = ref,
                                   .kind = row_text(r, 1, a),
                                   .name = row_text(r, 2, a),
                                   .caption = row_text(r, 3, a),
                                   .replaces = row_text(r, 4, a),
                                   .byte_count = row_int(r, 5),
                                   .said = row_text(r, 7, a),
                                   .made_at = row_int(r, 8)};
        e = upload_state_from(row_text(r, 6, a), &ret->state);
    }
    row_done(r);
    return e;
}

enum err upload_settle(struct db *db, int64_t id, enum upload_state state, const char *said)
{
    struct row *r = db_query(db, Q_UPLOAD_SETTLE);
    bind_int(r, ":id", id);
    bind_text(r, ":state", upload_state_ident(state));
    bind_text(r, ":said", said);
    return row_exec_one(r);
}

enum err uploads_on_their_way(struct db *db, struct arena *a, int64_t nomination_id, struct upload_row **ret,
                              size_t *ret_len)
{
    struct upload_row *list = ARENA_ARRAY(a, struct upload_row, UPLOADS_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_UPLOADS_ON_THEIR_WAY);
    bind_int(r, ":nomination", nomination_id);
    enum err e = OK;
    while (len < UPLOADS_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct upload_row){.id = row_int(r, 0),
                                          .ref = row_text(r, 1, a),
                                          .kind = row_text(r, 2, a),
                                          .name = row_text(r, 3, a),
                                          .byte_count = row_int(r, 4),
                                          .made_at = row_int(r, 5)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

/* ---- upkeep ---- */

enum err evidence_sweep(struct db *db, int64_t before)
{
    struct row *r = db_query(db, Q_UPLOAD_FORGET);
    bind_int(r, ":before", before);
    TRY(row_exec(r, NULL));
    r = db_query(db, Q_EVIDENCE_FORGET);
    bind_int(r, ":before", before);
    return row_exec(r, NULL);
}
