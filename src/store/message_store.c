/* message_store.c */
#include "store/message_store.h"

#include "base/arena.h"
#include "base/random.h"
#include "base/text.h"
#include "store/db.h"
#include "store/nomination_store.h"
#include "store/recommendation_store.h"

enum { REF_BYTES = 10, RECEIVERS_MAX = 20, PUBLISHED_MAX = 1000 };

enum err notice_send(const struct writing *c, const struct notice_new *x)
{
    const char *ref = random_token(c->random, c->arena, REF_BYTES);
    struct row *r = db_query(c->db, Q_MESSAGE_ADD);
    bind_text(r, ":ref", ref);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":body", x->body_id);
    bind_text(r, ":kind", x->kind);
    bind_text(r, ":title", x->title);
    bind_text(r, ":text", x->text);
    bind_text(r, ":link", x->link);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, "message_send", "message", ref,
                        text_format(c->arena, "kind=%s body=%lld", x->kind, (long long)x->body_id));
}

/* The same to every body that the query names; it was bound already. */
static enum err send_to_all(const struct writing *c, struct row *r, struct notice_new x)
{
    int64_t bodies[RECEIVERS_MAX];
    size_t len = 0;
    bind_int(r, ":limit", RECEIVERS_MAX);
    enum err e = OK;
    while (len < RECEIVERS_MAX && (e = row_next(r)) == OK) {
        bodies[len++] = row_int(r, 0);
    }
    TRY(row_end(r, e));
    for (size_t i = 0; i < len; i++) {
        x.body_id = bodies[i];
        TRY(notice_send(c, &x));
    }
    return OK;
}

enum err notice_send_to_authorities(const struct writing *c, int64_t nomination_id, struct notice_new x)
{
    struct row *r = db_query(c->db, Q_MESSAGE_AUTHORITIES);
    bind_int(r, ":nomination", nomination_id);
    return send_to_all(c, r, x);
}

enum err notice_send_to_office(const struct writing *c, struct notice_new x)
{
    return send_to_all(c, db_query(c->db, Q_MESSAGE_OFFICES), x);
}

/* ---- what bodies are told of by themselves ---- */

enum err notice_of_return(const struct writing *c, const struct nomination *n, const char *return_ref, bool is_recalled)
{
    struct notice_new x = {
        .round_id = n->round_id,
        .body_id = n->body_id,
        .kind = "returned",
        .title = text_format(c->arena, is_recalled ? "受理编号 %s 的退回已经收回" : "受理编号 %s 的申报退回修改",
                             n->receipt_no),
        .text = is_recalled ? "不用再补正，原来提交的版本仍然有效。"
                            : "需要补正的内容已经一次列出，请在期限以内改好，再次提交。",
        .link = text_format(c->arena, "/nominations/%s/returns/%s", n->ref, return_ref)};
    return notice_send(c, &x);
}

enum err notice_of_opinion(const struct writing *c, const struct nomination *n)
{
    struct notice_new x = {.round_id = n->round_id,
                           .kind = "opinion",
                           .title = text_format(c->arena, "受理编号 %s 的当地意见已经出具", n->receipt_no),
                           .text = "现在可以审阅并作出结论。",
                           .link = text_format(c->arena, "/reviews/%s", n->ref)};
    return notice_send_to_authorities(c, n->id, x);
}

static enum err round_of_list(struct db *db, int64_t list_id, int64_t *ret)
{
    struct row *r = db_query(db, Q_MESSAGE_ROUND_OF_LIST);
    bind_int(r, ":list", list_id);
    enum err e = row_next(r);
    *ret = e == OK ? row_int(r, 0) : 0;
    row_done(r);
    return e;
}

enum err notice_of_list(const struct writing *c, const struct sent_list *l, bool is_recalled)
{
    int64_t round_id = 0;
    TRY(round_of_list(c->db, l->id, &round_id));
    struct notice_new x = {.round_id = round_id,
                           .body_id = l->body_id,
                           .kind = "list",
                           .title = text_format(c->arena, "第 %d 次报送的推荐名单和纸件已经收到", l->number),
                           .text = "名单不能再撤回。",
                           .link = text_format(c->arena, "/recommendations/%s", l->ref)};
    if (!is_recalled) {
        return notice_send(c, &x);
    }
    x.title = text_format(c->arena, "%s撤回了第 %d 次报送的推荐名单", l->body_name, l->number);
    x.text = "重新报送以前，这个单位没有有效的名单。";
    return notice_send_to_office(c, x);
}

enum err notice_of_late(const struct writing *c, const struct nomination *n, const char *late_ref, bool is_accepted)
{
    struct notice_new x = {.round_id = n->round_id,
                           .body_id = n->body_id,
                           .kind = "late",
                           .title = is_accepted ? "逾期送交的申报，决定予以受理" : "逾期送交的申报，决定不予受理",
                           .text = "理由和批准人写在送交的内容里。",
                           .link = text_format(c->arena, "/nominations/%s/late/%s", n->ref, late_ref)};
    return notice_send(c, &x);
}

static struct notice_new publicity_notice(struct arena *a, struct row *r)
{
    int version_no = (int)row_int(r, 3);
    return (struct notice_new){.body_id = row_int(r, 0),
                               .round_id = row_int(r, 2),
                               .kind = "list",
                               .title = version_no == 1
                                            ? "公示已经发布，请在营业厅、办事窗口张贴"
                                            : text_format(a, "公示第 %d 版已经发布，请换上新的张贴件", version_no),
                               .text = "打印张贴件、上传张贴的照片，都在这一页。",
                               .link = text_format(a, "/nominations/%s/postings", row_text(r, 1, a))};
}

enum err notice_of_publicity(const struct writing *c, int64_t published_notice_id)
{
    struct notice_new *list = ARENA_ARRAY(c->arena, struct notice_new, PUBLISHED_MAX);
    size_t len = 0;
    struct row *r = db_query(c->db, Q_MESSAGE_PUBLISHED_UNITS);
    bind_int(r, ":notice", published_notice_id);
    bind_int(r, ":limit", PUBLISHED_MAX);
    enum err e = OK;
    while (len < PUBLISHED_MAX && (e = row_next(r)) == OK) {
        list[len++] = publicity_notice(c->arena, r);
    }
    TRY(row_end(r, e));
    for (size_t i = 0; i < len; i++) {
        TRY(notice_send(c, &list[i]));
    }
    return OK;
}

enum err message_list(const struct reading_for *x, int64_t body_id, bool all, struct message_row **ret, size_t *ret_len)
{
    struct message_row *list = ARENA_ARRAY(x->arena, struct message_row, MESSAGES_MAX);
    struct arena *a = x->arena;
    size_t len = 0;
    struct row *r = db_query(x->db, Q_MESSAGES_OF_BODY);
    bind_int(r, ":body", body_id);
    bind_int(r, ":round", x->round_id);
    bind_int(r, ":all", all ? 1 : 0);
    bind_int(r, ":limit", MESSAGES_MAX);
    enum err e = OK;
    while (len < MESSAGES_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct message_row){.ref = row_text(r, 0, a),
                                           .kind = row_text(r, 1, a),
                                           .title = row_text(r, 2, a),
                                           .text = row_text(r, 3, a),
                                           .link = row_text(r, 4, a),
                                           .sent_at = row_int(r, 5),
                                           .from = row_text(r, 6, a),
                                           .settled_at = row_int(r, 7),
                                           .settled_by = row_text(r, 8, a)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

enum err message_settle(const struct writing *c, int64_t body_id, const char *ref)
{
    int changed = 0;
    struct row *r = db_query(c->db, Q_MESSAGE_KNOWN);
    bind_text(r, ":ref", ref);
    bind_int(r, ":body", body_id);
    enum err e = row_next(r);
    row_done(r);
    TRY(e);
    r = db_query(c->db, Q_MESSAGE_SETTLE);
    bind_text(r, ":ref", ref);
    bind_int(r, ":body", body_id);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec(r, &changed));
    return changed == 0 ? OK : audit_append(c->db, c->who, "message_settle", "message", ref, "");
}
