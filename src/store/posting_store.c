/* posting_store.c */
#include "store/posting_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "store/db.h"

enum { REF_BYTES = 10, PARAGRAPHS_MAX = 60, NAMINGS_MAX = 50, PROOFS_MAX = HALLS_MAX * HALL_PROOFS_MAX };

/* ---- the notice ---- */

static enum err read_notice(struct row *r, struct arena *a, struct released_notice *ret)
{
    *ret = (struct released_notice){.id = row_int(r, 0),
                                    .ref = row_text(r, 1, a),
                                    .title = row_text(r, 3, a),
                                    .title_lines = row_text(r, 4, a),
                                    .issuer = row_text(r, 5, a),
                                    .issued_on = row_text(r, 6, a),
                                    .workdays = (int)row_int(r, 9),
                                    .sort = row_text(r, 10, a),
                                    .change_text = row_text(r, 11, a),
                                    .check_code = row_text(r, 12, a),
                                    .is = {.version_no = (int)row_int(r, 2), .published_at = row_int(r, 13)}};
    bool is_sound =
        day_parse(row_text(r, 7, a), &ret->is.opens_on) == OK && day_parse(row_text(r, 8, a), &ret->is.closes_on) == OK;
    return is_sound ? OK : FAIL("event=notice_day ref=%s", ret->ref);
}

enum err released_notices(struct db *db, struct arena *a, int64_t round_id, struct released_notices *ret)
{
    *ret = (struct released_notices){ARENA_ARRAY(a, struct released_notice, NOTICE_VERSIONS_MAX), 0};
    struct row *r = db_query(db, Q_POSTING_NOTICES);
    bind_int(r, ":round", round_id);
    bind_int(r, ":limit", NOTICE_VERSIONS_MAX);
    enum err e = OK;
    while (ret->len < NOTICE_VERSIONS_MAX && (e = row_next(r)) == OK) {
        e = read_notice(r, a, &ret->items[ret->len]);
        if (e != OK) {
            break;
        }
        ret->len++;
    }
    TRY(row_end(r, e));
    return ret->len == 0 ? ERR_NOT_FOUND : OK;
}

enum err released_paragraphs(struct db *db, struct arena *a, int64_t notice_id, struct released_paragraph **ret,
                             size_t *ret_len)
{
    struct released_paragraph *list = ARENA_ARRAY(a, struct released_paragraph, PARAGRAPHS_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_POSTING_PARAGRAPHS);
    bind_int(r, ":notice", notice_id);
    bind_int(r, ":limit", PARAGRAPHS_MAX);
    enum err e = OK;
    while (len < PARAGRAPHS_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct released_paragraph){row_text(r, 0, a), row_text(r, 1, a)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

enum err released_lines(struct db *db, struct arena *a, int64_t notice_id, struct released_line **ret, size_t *ret_len)
{
    struct released_line *list = ARENA_ARRAY(a, struct released_line, POSTING_LINES_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_POSTING_LINES);
    bind_int(r, ":notice", notice_id);
    bind_int(r, ":limit", POSTING_LINES_MAX);
    enum err e = OK;
    while (len < POSTING_LINES_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct released_line){.brand_id = row_int(r, 0),
                                             .brand_name = row_text(r, 1, a),
                                             .unit_name = row_text(r, 2, a),
                                             .sector_name = row_text(r, 3, a),
                                             .is_removed = row_int(r, 4) != 0,
                                             .removal_text = row_text(r, 5, a)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

enum err released_brand(struct db *db, struct arena *a, int64_t nomination_id, struct released_brand *ret)
{
    struct row *r = db_query(db, Q_POSTING_BRAND);
    bind_int(r, ":nomination", nomination_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct released_brand){.id = row_int(r, 0),
                                       .ref = row_text(r, 1, a),
                                       .brand_name = row_text(r, 2, a),
                                       .unit_name = row_text(r, 3, a),
                                       .window_name = row_text(r, 4, a),
                                       .slogan = row_text(r, 5, a),
                                       .summary = row_text(r, 6, a),
                                       .is_removed = row_int(r, 8) != 0,
                                       .removal_text = row_text(r, 9, a)};
    }
    row_done(r);
    return e;
}

/* ---- halls ---- */

enum err halls_of(struct db *db, struct arena *a, int64_t nomination_id, struct hall_list *ret)
{
    *ret = (struct hall_list){ARENA_ARRAY(a, struct posting_hall, HALLS_MAX), 0};
    struct row *r = db_query(db, Q_HALLS_OF_NOMINATION);
    bind_int(r, ":nomination", nomination_id);
    bind_int(r, ":limit", HALLS_MAX);
    enum err e = OK;
    while (ret->len < HALLS_MAX && (e = row_next(r)) == OK) {
        ret->items[ret->len++] = (struct posting_hall){.id = row_int(r, 0),
                                                       .ref = row_text(r, 1, a),
                                                       .name = row_text(r, 2, a),
                                                       .address = row_text(r, 3, a),
                                                       .added_at = row_int(r, 4),
                                                       .ended_at = row_int(r, 5),
                                                       .end_reason = row_text(r, 6, a),
                                                       .shown_version = (int)row_int(r, 7)};
    }
    return row_end(r, e);
}

enum err hall_names(struct db *db, struct arena *a, int64_t hall_id, struct hall_naming **ret, size_t *ret_len)
{
    struct hall_naming *list = ARENA_ARRAY(a, struct hall_naming, NAMINGS_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_HALL_NAMES);
    bind_int(r, ":hall", hall_id);
    bind_int(r, ":limit", NAMINGS_MAX);
    enum err e = OK;
    while (len < NAMINGS_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct hall_naming){
            .name = row_text(r, 0, a), .address = row_text(r, 1, a), .at = row_int(r, 2), .by = row_text(r, 3, a)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

static enum err add_name(const struct writing *c, int64_t hall_id, const char *name, const char *address)
{
    struct row *r = db_query(c->db, Q_HALL_NAME_ADD);
    bind_int(r, ":hall", hall_id);
    bind_text(r, ":name", name);
    bind_text(r, ":address", address);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    return row_exec_one(r);
}

enum err hall_add(const struct writing *c, const struct nomination *n, const char *name, const char *address)
{
    const char *ref = random_token(c->random, c->arena, REF_BYTES);
    struct row *r = db_query(c->db, Q_HALL_ADD);
    bind_text(r, ":ref", ref);
    bind_int(r, ":nomination", n->id);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    TRY(add_name(c, db_last_id(c->db), name, address));
    return audit_append(c->db, c->who, "hall_add", "hall", ref, text_format(c->arena, "receipt=%s", n->receipt_no));
}

enum err hall_rename(const struct writing *c, const struct posting_hall *h, const char *name, const char *address)
{
    if (h->ended_at != 0) {
        return ERR_CONFLICT;
    }
    TRY(add_name(c, h->id, name, address));
    return audit_append(c->db, c->who, "hall_rename", "hall", h->ref, "");
}

enum err hall_close(const struct writing *c, const struct posting_hall *h, const char *reason)
{
    struct row *r = db_query(c->db, Q_HALL_END_ADD);
    bind_int(r, ":hall", h->id);
    bind_text(r, ":reason", reason);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, "hall_end", "hall", h->ref, "");
}

/* ---- photographs ---- */

static struct posting_proof read_proof(struct row *r, struct arena *a)
{
    return (struct posting_proof){.id = row_int(r, 0),
                                  .ref = row_text(r, 1, a),
                                  .hall_id = row_int(r, 2),
                                  .version_no = (int)row_int(r, 3),
                                  .sha256 = row_text(r, 4, a),
                                  .thumb = row_text(r, 5, a),
                                  .posted_on = row_text(r, 6, a),
                                  .caption = row_text(r, 7, a),
                                  .added_at = row_int(r, 8),
                                  .added_by = row_text(r, 9, a),
                                  .ended_at = row_int(r, 10),
                                  .was_replaced = row_int(r, 11) != 0,
                                  .end_reason = row_text(r, 12, a)};
}

enum err posting_proofs_of(struct db *db, struct arena *a, int64_t nomination_id, struct posting_proofs *ret)
{
    *ret = (struct posting_proofs){ARENA_ARRAY(a, struct posting_proof, PROOFS_MAX), 0};
    struct row *r = db_query(db, Q_POSTING_PROOFS_OF_NOMINATION);
    bind_int(r, ":nomination", nomination_id);
    bind_int(r, ":limit", PROOFS_MAX);
    enum err e = OK;
    while (ret->len < PROOFS_MAX && (e = row_next(r)) == OK) {
        ret->items[ret->len++] = read_proof(r, a);
    }
    return row_end(r, e);
}

/* `replaced_by` 0: taken back. */
static enum err end_proof(const struct writing *c, const struct posting_proof *p, int64_t replaced_by,
                          const char *reason)
{
    struct row *r = db_query(c->db, Q_POSTING_PROOF_END);
    bind_int(r, ":proof", p->id);
    bind_int(r, ":replaced_by", replaced_by);
    bind_text(r, ":reason", reason);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, replaced_by == 0 ? "posting_withdraw" : "posting_replace", "posting_proof",
                        p->ref, "");
}

enum err posting_proof_add(const struct writing *c, const struct posting_hall *h, const struct posting_new *x)
{
    const char *ref = random_token(c->random, c->arena, REF_BYTES);
    if (h->ended_at != 0) {
        return ERR_CONFLICT;
    }
    struct row *r = db_query(c->db, Q_POSTING_PROOF_ADD);
    bind_text(r, ":ref", ref);
    bind_int(r, ":hall", h->id);
    bind_int(r, ":notice", x->shown->id);
    bind_text(r, ":sha256", x->sha256);
    bind_text(r, ":posted_on", x->posted_on);
    bind_text(r, ":caption", x->caption);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    int64_t id = db_last_id(c->db);
    TRY(audit_append(c->db, c->who, "posting_proof", "posting_proof", ref,
                     text_format(c->arena, "hall=%s version=%d posted_on=%s sha256=%s", h->ref, x->shown->is.version_no,
                                 x->posted_on, x->sha256)));
    return x->replaces == NULL ? OK : end_proof(c, x->replaces, id, "");
}

enum err posting_proof_withdraw(const struct writing *c, const struct posting_proof *p, const char *reason)
{
    return end_proof(c, p, 0, reason);
}

/* ---- the office's board ---- */

enum err posting_board(const struct reading_for *x, struct posting_line **ret, size_t *ret_len)
{
    struct posting_line *list = ARENA_ARRAY(x->arena, struct posting_line, POSTING_BOARD_MAX);
    size_t len = 0;
    struct row *r = db_query(x->db, Q_POSTING_BOARD);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":account", x->account_id);
    bind_int(r, ":limit", POSTING_BOARD_MAX);
    enum err e = OK;
    while (len < POSTING_BOARD_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct posting_line){.place = (int)row_int(r, 0),
                                            .nomination_ref = row_text(r, 1, x->arena),
                                            .body_ref = row_text(r, 2, x->arena),
                                            .brand_name = row_text(r, 3, x->arena),
                                            .unit_name = row_text(r, 4, x->arena),
                                            .sector_name = row_text(r, 5, x->arena),
                                            .is_removed = row_int(r, 6) != 0,
                                            .hall_ref = row_text(r, 7, x->arena),
                                            .hall_name = row_text(r, 8, x->arena),
                                            .hall_address = row_text(r, 9, x->arena),
                                            .shown_version = (int)row_int(r, 10),
                                            .proof_ref = row_text(r, 11, x->arena),
                                            .posted_on = row_text(r, 12, x->arena),
                                            .added_at = row_int(r, 13)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}
