/* publicity_release.c - what was proposed becomes public: the rows that everybody reads, their record, its fingerprint.
 */
#include <string.h>

#include "base/arena.h"
#include "base/fingerprint.h"
#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "domain/receipt.h"
#include "store/db.h"
#include "store/message_store.h"
#include "store/publicity_store.h"
#include "store/round_store.h"
#include "store/sealed.h"

enum { REF_BYTES = 10 };

static enum err end_proposal(const struct writing *c, const struct publicity_proposal *p, const char *how)
{
    struct row *r = db_query(c->db, Q_PUBLICITY_PROPOSAL_END);
    bind_int(r, ":proposal", p->id);
    bind_text(r, ":how", how);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    return audit_append(c->db, c->who, text_format(c->arena, "publicity_%s", how), "publicity_proposal", p->ref,
                        text_format(c->arena, "revision=%d", p->revision));
}

enum err publicity_proposal_withdraw(const struct writing *c, const struct publicity_proposal *p)
{
    return end_proposal(c, p, "withdrawn");
}

static const char *release_detail(struct arena *a, int version_no, const char *sha256)
{
    return text_format(a, "version=%d sha256=%s", version_no, sha256);
}

/* ---- rows ---- */

static enum err add_notice(const struct writing *c, int64_t round_id, const struct published_notice *n)
{
    struct arena *a = c->arena;
    struct row *r = db_query(c->db, Q_PUBLISHED_NOTICE_ADD);
    bind_text(r, ":ref", n->ref);
    bind_int(r, ":round", round_id);
    bind_int(r, ":version", n->version_no);
    bind_text(r, ":title", n->title);
    bind_text(r, ":title_lines", n->title_lines);
    bind_text(r, ":issuer", n->issuer);
    bind_text(r, ":issued", day_iso(a, n->issued));
    bind_text(r, ":opens", day_iso(a, n->opens));
    bind_text(r, ":closes", day_iso(a, n->closes));
    bind_int(r, ":workdays", n->workdays);
    bind_text(r, ":sort", publicity_sort_ident(n->sort));
    bind_text(r, ":change", n->change_text);
    bind_text(r, ":record", n->record);
    bind_text(r, ":sha256", n->sha256);
    bind_text(r, ":check_code", n->check_code);
    bind_int(r, ":now", n->published_at);
    return row_exec_one(r);
}

static enum err add_paragraphs(const struct writing *c, int64_t notice_id, const struct published_notice *n)
{
    for (size_t i = 0; i < n->paragraphs_len; i++) {
        struct row *r = db_query(c->db, Q_PUBLISHED_PARAGRAPH_ADD);
        bind_int(r, ":notice", notice_id);
        bind_int(r, ":ord", (int64_t)i + 1);
        bind_text(r, ":kind", n->paragraphs[i].kind);
        bind_text(r, ":text", n->paragraphs[i].text);
        TRY(row_exec_one(r));
    }
    return OK;
}

static enum err add_parts(const struct writing *c, int64_t text_id, const struct published_brand *b)
{
    for (size_t i = 0; i < b->parts_len; i++) {
        struct row *r = db_query(c->db, Q_PUBLISHED_PART_ADD);
        bind_int(r, ":text_id", text_id);
        bind_int(r, ":ord", (int64_t)i + 1);
        bind_text(r, ":title", b->parts[i].title);
        bind_text(r, ":text", b->parts[i].text);
        TRY(row_exec_one(r));
    }
    for (size_t i = 0; i < b->pictures_len; i++) {
        const struct published_picture *p = &b->pictures[i];
        struct row *r = db_query(c->db, Q_PUBLISHED_PICTURE_ADD);
        bind_int(r, ":text_id", text_id);
        bind_int(r, ":ord", (int64_t)i + 1);
        bind_text(r, ":kind", p->kind);
        bind_text(r, ":sha256", p->sha256);
        bind_text(r, ":thumb", p->thumb);
        bind_text(r, ":format", p->format);
        bind_int(r, ":width", p->width);
        bind_int(r, ":height", p->height);
        bind_text(r, ":caption", p->caption);
        TRY(row_exec_one(r));
    }
    return OK;
}

static enum err add_files(const struct writing *c, int64_t notice_id, const struct published_notice *n)
{
    for (size_t i = 0; i < n->files_len; i++) {
        struct row *r = db_query(c->db, Q_PUBLISHED_FILE_ADD);
        bind_int(r, ":notice", notice_id);
        bind_int(r, ":ord", (int64_t)i + 1);
        bind_text(r, ":title", n->files[i].title);
        bind_text(r, ":sha256", n->files[i].sha256);
        bind_int(r, ":pages", n->files[i].pages);
        bind_int(r, ":bytes", n->files[i].byte_count);
        TRY(row_exec_one(r));
    }
    return OK;
}

static enum err add_brand(const struct writing *c, int64_t round_id, int64_t nomination_id, struct published_brand *b)
{
    struct row *r = db_query(c->db, Q_PUBLISHED_BRAND_ADD);
    bind_text(r, ":ref", b->ref);
    bind_int(r, ":round", round_id);
    bind_int(r, ":nomination", nomination_id);
    TRY(row_exec_one(r));
    b->id = db_last_id(c->db);
    return OK;
}

/* The words of a new brand, or those that correct a brand. */
static enum err add_text(const struct writing *c, struct published_brand *b)
{
    struct row *r = db_query(c->db, Q_PUBLISHED_TEXT_ADD);
    bind_int(r, ":brand", b->id);
    bind_text(r, ":brand_name", b->brand_name);
    bind_text(r, ":unit", b->unit_name);
    bind_text(r, ":window", b->window_name);
    bind_text(r, ":sector", b->sector_name);
    bind_text(r, ":recommender", b->recommender_name);
    bind_text(r, ":slogan", b->slogan);
    bind_text(r, ":summary", b->summary);
    bind_int(r, ":hides_before", b->hides_before);
    TRY(row_exec_one(r));
    b->text_id = db_last_id(c->db);
    return add_parts(c, b->text_id, b);
}

static enum err add_line(const struct writing *c, int64_t notice_id, const struct published_line *l)
{
    struct row *r = db_query(c->db, Q_PUBLISHED_LINE_ADD);
    bind_int(r, ":notice", notice_id);
    bind_int(r, ":place", l->place);
    bind_int(r, ":brand", l->brand.id);
    bind_int(r, ":text_id", l->brand.text_id);
    bind_int(r, ":is_removed", l->is_removed);
    bind_text(r, ":removal", l->removal_text);
    bind_text(r, ":return", l->return_text);
    return row_exec_one(r);
}

/* New brands enter with the first version alone (handbook 4.3: none without its own 公示). */
static enum err add_words(const struct writing *c, int64_t round_id, int64_t nomination_id, int version_no,
                          struct published_brand *b)
{
    if (b->id == 0 && version_no > 1) {
        return FAIL("event=publicity error=\"a new brand in version %d\"", version_no);
    }
    if (b->id == 0) {
        TRY(add_brand(c, round_id, nomination_id, b));
    }
    return b->text_id == 0 ? add_text(c, b) : OK;
}

static enum err add_lines(const struct writing *c, const struct round *round, int64_t notice_id,
                          const struct publicity_entries *all, struct published_notice *n)
{
    for (size_t i = 0; i < all->len; i++) {
        TRY(add_words(c, round->id, all->items[i].nomination_id, n->version_no, &n->lines[i].brand));
        TRY(add_line(c, notice_id, &n->lines[i]));
    }
    return OK;
}

static enum err add_release(const struct writing *c, int64_t notice_id, int64_t proposal_id)
{
    struct row *r = db_query(c->db, Q_PUBLICITY_RELEASE_ADD);
    bind_int(r, ":notice", notice_id);
    bind_int(r, ":proposal", proposal_id);
    bind_int(r, ":account", c->who->account_id);
    return row_exec_one(r);
}

/* The notice with its addresses, its record and its fingerprint. */
static enum err seal_notice(const struct writing *c, const struct round *round, const struct publicity_desk *desk,
                            struct published_notice *ret)
{
    *ret = desk->notice;
    ret->ref = random_token(c->random, c->arena, REF_BYTES);
    ret->published_at = c->who->at;
    for (size_t i = 0; i < ret->lines_len; i++) {
        struct published_brand *b = &ret->lines[i].brand;
        b->ref = desk->entries.items[i].brand_id == 0 ? random_token(c->random, c->arena, REF_BYTES) : b->ref;
    }
    ret->record = published_record(c->arena, round->slug, ret);
    if (ret->record == NULL) {
        return ERR_TOO_LARGE;
    }
    ret->sha256 = fingerprint(c->arena, ret->record);
    return check_code(c->arena, ret->sha256, &ret->check_code);
}

static enum err add_rows(const struct writing *c, const struct round *round, const struct publicity_desk *desk,
                         struct published_notice *n)
{
    TRY(add_notice(c, round->id, n));
    int64_t id = db_last_id(c->db);
    TRY(add_paragraphs(c, id, n));
    TRY(add_files(c, id, n));
    TRY(add_lines(c, round, id, &desk->entries, n));
    TRY(add_release(c, id, desk->proposal.id));
    return notice_of_publicity(c, id);
}

enum err publicity_release(const struct writing *c, const struct round *round, const struct publicity_desk *desk)
{
    struct published_notice n;
    if (desk->proposal.proposed_by == c->who->account_id || desk->notice.lines_len != desk->entries.len) {
        return ERR_CONFLICT;
    }
    TRY(seal_notice(c, round, desk, &n));
    TRY(end_proposal(c, &desk->proposal, "confirmed"));
    TRY(add_rows(c, round, desk, &n));
    return audit_append(c->db, c->who, "publicity_release", "published_notice", n.ref,
                        release_detail(c->arena, n.version_no, n.sha256));
}

enum err publicity_released_of(struct db *db, struct arena *a, int64_t notice_id, struct publicity_released *ret)
{
    struct row *r = db_query(db, Q_PUBLICITY_RELEASED);
    bind_int(r, ":notice", notice_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct publicity_released){row_text(r, 0, a), row_text(r, 1, a), row_int(r, 2)};
    }
    row_done(r);
    return e;
}

/* ---- verified ---- */

struct verified {
    int64_t id, round_id;
    int version_no;
    const char *slug;
};

/* What the rows say is compared piece by piece with the record, so that the piece can be named. */
static const char *altered_piece(struct arena *a, const struct published_notice *n)
{
    for (size_t i = 0; i < n->lines_len; i++) {
        if (strstr(n->record, published_line_record(a, &n->lines[i])) == NULL) {
            return text_format(a, "名单第 %d 行“%s”", n->lines[i].place, n->lines[i].brand.brand_name);
        }
    }
    return "正文或者名单";
}

/* ERR_CONFLICT with *ret_what: what is not as it was released. */
static enum err verify_notice(struct db *db, struct arena *a, const struct verified *v, const char **ret_what)
{
    struct published_notice n = {0};
    TRY(published_version(db, a, v->round_id, v->version_no, &n));
    for (size_t i = 0; i < n.lines_len; i++) {
        TRY(published_brand_fill(db, a, &n.lines[i].brand));
    }
    const char *record = published_record(a, v->slug, &n);
    bool is_of_rows = record != NULL && text_equal(record, n.record);
    const struct sealed s = {.record = n.record,
                             .sha256 = n.sha256,
                             .check_code = n.check_code,
                             .is_of_rows = is_of_rows,
                             .verb = "publicity_release",
                             .object_kind = "published_notice",
                             .object_ref = n.ref,
                             .detail = release_detail(a, n.version_no, n.sha256)};
    return sealed_verify_naming(db, a, &s, text_format(a, "第 %d 版公示的", v->version_no),
                                is_of_rows ? "" : altered_piece(a, &n), ret_what);
}

enum err publicity_verify(struct db *db, struct arena *a, int64_t after, int64_t *ret_count, int64_t *ret_bad,
                          const char **ret_what)
{
    int64_t count = 0;
    struct row *r = db_query(db, Q_PUBLICITY_NOTICE_IDS);
    bind_int(r, ":after", after);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        struct verified v = {row_int(r, 0), row_int(r, 1), (int)row_int(r, 2), row_text(r, 3, a)};
        e = verify_notice(db, a, &v, ret_what);
        if (e != OK) {
            *ret_bad = v.id;
            row_done(r);
            return e;
        }
        count++;
    }
    *ret_count = count;
    return row_end(r, e);
}
