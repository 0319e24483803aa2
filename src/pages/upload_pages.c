/* upload_pages.c - a file that comes in pieces, for the script: begun, continued where the server stands, ended.
 *
 *   POST /nominations/:ref/uploads                  kind, name, size, caption, replaces   201
 * {"upload","offset","chunk"} GET  /nominations/:ref/uploads/:upload                                                200
 * {"offset","size","state","error"} POST /nominations/:ref/uploads/:upload          offset, file part `chunk` 200
 * {"offset"} and, at the end, "state" POST /nominations/:ref/uploads/:upload/cancel 200 {"state":"cancelled"}
 *
 * 409 {"offset"}: the server has more or less than the sender thinks, who goes on from there.  When all bytes are there
 * but the end was not told (the answer was lost, the server was killed), a POST with that offset and no chunk ends it.
 * 422 {"error"}: the sentence for the person; nothing of this upload can be saved.
 *
 * Pieces are written before the transaction: only the beginning and the end touch the database. */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "media/partial_file.h"
#include "pages/evidence_pages.h"
#include "pages/pages.h"
#include "pages/plain_fields.h"
#include "pages/section_pages.h"
#include "web/web.h"

enum {
    CHUNK_BYTES = 256 * 1024,
    STALE_SECONDS = 3600, /* one that has had an hour may make room for another of the same unit */
    FORGET_HOURS = 24,
    SECONDS_AN_HOUR = 3600
};

/* ---- answers ---- */

static void say_error(struct web *w, const char *said)
{
    struct buffer b = buffer_new(w->arena, 8192);
    buffer_text(&b, "{\"error\":");
    buffer_json(&b, said);
    buffer_text(&b, "}");
    web_json(w, 422, buffer_string(&b));
}

static void say_offset(struct web *w, int status, int64_t offset)
{
    web_json(w, status, text_format(w->arena, "{\"offset\":%" PRId64 "}", offset));
}

static void say_done(struct web *w, int64_t offset)
{
    web_json(w, 200, text_format(w->arena, "{\"offset\":%" PRId64 ",\"state\":\"done\",\"html\":\"\"}", offset));
}

/* What became of an upload that is settled. */
static void say_settled(struct web *w, const struct upload_row *u)
{
    if (u->state == UPLOAD_DONE) {
        say_done(w, u->byte_count);
    } else {
        say_error(w, u->state == UPLOAD_REFUSED ? u->said : "这次上传已经取消，请重新选择文件");
    }
}

/* The nomination whose draft is added to.  A sentence instead when it is no draft any more: then the answer is given.
 */
static enum err nomination_for_upload(struct web *w, struct nomination *ret)
{
    enum err e = evidence_nomination(w, ret);
    if (e == ERR_CONFLICT) {
        say_error(w, "申报已经提交或者撤回，不能再上传文件");
        return OK;
    }
    return e;
}

/* ---- beginning ---- */

/* Room among those on their way: old ones of the same nomination are given up for the new one. */
static enum err make_room(struct web *w, const struct nomination *n, const struct evidence_rules *rules, int64_t size,
                          bool *ret_has_room)
{
    struct upload_row *list = NULL;
    size_t len = 0;
    TRY(uploads_on_their_way(w->db, w->arena, n->id, &list, &len));
    size_t count = len;
    int64_t sum = size;
    for (size_t i = 0; i < len; i++) {
        sum += list[i].byte_count;
    }
    for (size_t i = 0; i < len && (count >= (size_t)rules->files_max || sum > rules->total_bytes_max); i++) {
        if (list[i].made_at > w->now - STALE_SECONDS) {
            break;
        }
        struct partial partial = {w->app->spool_dir, list[i].ref};
        TRY(upload_settle(w->db, list[i].id, UPLOAD_CANCELLED, ""));
        partial_remove(&partial);
        sum -= list[i].byte_count;
        count--;
    }
    *ret_has_room = count < (size_t)rules->files_max && sum <= rules->total_bytes_max;
    return OK;
}

/* Why it may not even begin; NULL when it may. */
static enum err refusal_of(struct web *w, const struct nomination *n, const struct evidence_rules *rules,
                           const struct evidence_new *x, const char **ret)
{
    struct evidence_list list;
    bool has_room = false;
    TRY(evidence_of_draft(w->db, w->arena, n->id, &list));
    struct evidence_held_list held = evidence_held_of(w->arena, &list);
    struct evidence_offer offer = {x->kind, x->name, x->replaces, x->byte_count};
    *ret = evidence_refusal(w->arena, rules, &held, &offer);
    if (*ret == NULL) {
        *ret = evidence_caption_refusal(w->arena, evidence_kind_of(rules, x->kind), x->caption);
    }
    if (*ret == NULL) {
        TRY(make_room(w, n, rules, x->byte_count, &has_room));
        *ret = has_room ? NULL
                        : text_format(w->arena, "别的文件还没有传完，请等它们传完，或者取消以后，再上传“%s”", x->name);
    }
    return OK;
}

/* What nobody continued for a day goes whenever another begins. */
static enum err sweep(struct web *w)
{
    size_t removed = 0;
    TRY(partial_sweep(w->app->spool_dir, FORGET_HOURS, &removed));
    return evidence_sweep(w->db, w->now - (int64_t)FORGET_HOURS * SECONDS_AN_HOUR);
}

enum err upload_begin_page(struct web *w)
{
    struct nomination n;
    struct evidence_rules rules;
    const char *refusal = NULL;
    const char *ref = NULL;
    struct evidence_new x = {.kind = fields_text(&w->rq->form, "kind"),
                             .name = evidence_name(w->arena, fields_text(&w->rq->form, "name")),
                             .caption = posted_line(w, "caption"),
                             .replaces = fields_text(&w->rq->form, "replaces")};
    if (text_to_int(fields_text(&w->rq->form, "size"), 0, INT64_MAX / 2, &x.byte_count) != OK) {
        return ERR_MALFORMED;
    }
    TRY(nomination_for_upload(w, &n));
    if (w->rs->status != 0) {
        return OK;
    }
    TRY(sweep(w));
    TRY(evidence_rules_get(w->db, w->arena, w->round, &rules));
    TRY(refusal_of(w, &n, &rules, &x, &refusal));
    if (refusal != NULL) {
        say_error(w, refusal);
        return OK;
    }
    struct writing by = {w->db, w->app->random, w->arena, &w->who};
    TRY(upload_add(&by, &n, &x, &ref));
    web_json(w, 201, text_format(w->arena, "{\"upload\":\"%s\",\"offset\":0,\"chunk\":%d}", ref, CHUNK_BYTES));
    return OK;
}

/* ---- where it stands ---- */

enum err upload_state_page(struct web *w)
{
    struct nomination n;
    struct upload_row u;
    int64_t have = 0;
    TRY(nomination_of_path(w, &n));
    TRY(upload_get(w->db, w->arena, n.id, w->parts[1], &u));
    struct partial partial = {w->app->spool_dir, u.ref};
    TRY(partial_length(&partial, &have));
    struct buffer b = buffer_new(w->arena, 8192);
    buffer_format(&b, "{\"offset\":%" PRId64 ",\"size\":%" PRId64 ",\"state\":\"%s\",\"error\":",
                  u.state == UPLOAD_DONE ? u.byte_count : have, u.byte_count, upload_state_ident(u.state));
    buffer_json(&b, u.said);
    buffer_text(&b, "}");
    web_json(w, 200, buffer_string(&b));
    return OK;
}

/* ---- a piece ---- */

struct piece {
    struct upload_row upload;
    struct evidence_rules rules;
    struct evidence_taken taken;
};

/* Puts the piece behind what is there.  *ret_have is what is there now; an answer is given when that is not the end. */
static enum err receive(struct web *w, const struct upload_row *u, int64_t *ret_have)
{
    const struct upload *chunk = request_upload(w->rq, "chunk");
    struct piece_of_file piece = {
        .from_fd = chunk == NULL ? -1 : chunk->fd, .len = chunk == NULL ? 0 : chunk->len, .len_max = u->byte_count};
    struct partial partial = {w->app->spool_dir, u->ref};
    if (text_to_int(fields_text(&w->rq->form, "offset"), 0, INT64_MAX / 2, &piece.offset) != OK) {
        return ERR_MALFORMED;
    }
    if (piece.len > CHUNK_BYTES) {
        return ERR_TOO_LARGE;
    }
    enum err e = partial_append(&partial, &piece, ret_have);
    if (e == ERR_TOO_LARGE) {
        say_error(w, text_format(w->arena, "“%s”比开始上传时大，可能正在被修改，请保存好以后重新选择", u->name));
        return OK;
    }
    if (e == ERR_CONFLICT) {
        say_offset(w, 409, *ret_have);
        return OK;
    }
    TRY(e);
    if (*ret_have < u->byte_count) {
        say_offset(w, 200, *ret_have);
    }
    return OK;
}

/* All bytes are there: looked at before the transaction. */
static enum err inspect(struct web *w, struct piece *p)
{
    const struct upload_row *u = &p->upload;
    struct partial partial = {w->app->spool_dir, u->ref};
    int fd = -1;
    p->taken.is =
        (struct evidence_new){.kind = u->kind, .name = u->name, .caption = u->caption, .replaces = u->replaces};
    TRY(evidence_rules_get(w->db, w->arena, w->round, &p->rules));
    enum err e = partial_open(&partial, &fd);
    if (e == ERR_NOT_FOUND) { /* another request ended it in this moment */
        say_offset(w, 409, 0);
        return OK;
    }
    TRY(e);
    e = evidence_take(w, &p->rules, fd, (size_t)u->byte_count, &p->taken);
    (void)close(fd);
    return e;
}

enum err upload_piece_prepare(struct web *w)
{
    struct nomination n;
    struct piece *p = ARENA_NEW(w->arena, struct piece);
    int64_t have = 0;
    w->prepared = p;
    TRY(nomination_for_upload(w, &n));
    if (w->rs->status != 0) {
        return OK;
    }
    TRY(upload_get(w->db, w->arena, n.id, w->parts[1], &p->upload));
    if (p->upload.state != UPLOAD_RECEIVING) {
        say_settled(w, &p->upload);
        return OK;
    }
    TRY(receive(w, &p->upload, &have));
    return w->rs->status != 0 ? OK : inspect(w, p);
}

/* Attached or refused, it is settled, and said. */
static enum err settle(struct web *w, const struct nomination *n, const struct piece *p, const struct upload_row *u)
{
    const char *refusal = p->taken.refusal;
    if (refusal == NULL) {
        TRY(evidence_attach(w, n, &p->rules, &p->taken.is, &refusal));
    }
    TRY(upload_settle(w->db, u->id, refusal == NULL ? UPLOAD_DONE : UPLOAD_REFUSED, refusal == NULL ? "" : refusal));
    struct partial partial = {w->app->spool_dir, u->ref};
    partial_remove(&partial); /* should the commit fail, the sender is told to begin at 0 */
    if (refusal == NULL) {
        say_done(w, u->byte_count);
    } else {
        say_error(w, refusal);
    }
    return OK;
}

enum err upload_piece_page(struct web *w)
{
    struct nomination n;
    struct upload_row now;
    TRY(nomination_for_upload(w, &n));
    if (w->rs->status != 0) {
        return OK;
    }
    TRY(upload_get(w->db, w->arena, n.id, w->parts[1], &now));
    if (now.state != UPLOAD_RECEIVING) { /* the same end twice: the same answer */
        say_settled(w, &now);
        return OK;
    }
    return settle(w, &n, w->prepared, &now);
}

/* ---- given up ---- */

enum err upload_cancel_page(struct web *w)
{
    struct nomination n;
    struct upload_row u;
    TRY(nomination_of_path(w, &n));
    TRY(upload_get(w->db, w->arena, n.id, w->parts[1], &u));
    if (u.state == UPLOAD_RECEIVING) {
        struct partial partial = {w->app->spool_dir, u.ref};
        TRY(upload_settle(w->db, u.id, UPLOAD_CANCELLED, ""));
        partial_remove(&partial);
    }
    if (web_wants_json(w)) {
        web_json(w, 200, "{\"state\":\"cancelled\"}");
    } else {
        web_redirect(w, text_format(w->arena, "%s?cancelled=1", nomination_path(w, &n, "attachments")));
    }
    return OK;
}
