/* publicity_store.c - what the office changes before the notice is public: publicity_desk.c lays it out,
 * publicity_release.c makes it public. */
#include "store/publicity_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "base/text.h"
#include "store/db.h"

enum { REF_BYTES = 10 };

static const char *const decisions[FINDING_DECISION__COUNT] = {"open", "publish", "withhold"};

const char *finding_decision_ident(enum finding_decision d)
{
    return decisions[d];
}

enum err finding_decision_from_ident(const char *ident, enum finding_decision *ret)
{
    for (int i = FINDING_PUBLISH; i < FINDING_DECISION__COUNT; i++) {
        if (strcmp(decisions[i], ident) == 0) {
            *ret = (enum finding_decision)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

static enum err add_draft(const struct writing *c, int64_t round_id, const struct publicity_draft *d, int64_t *ret_id)
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
    *ret_id = db_last_id(c->db);
    return OK;
}

static enum err add_marks(const struct writing *c, int64_t draft_id, const struct publicity_mark *marks, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        struct row *r = db_query(c->db, marks[i].is_return ? Q_PUBLICITY_RETURN_ADD : Q_PUBLICITY_REMOVAL_ADD);
        bind_int(r, ":draft", draft_id);
        bind_int(r, ":nomination", marks[i].nomination_id);
        bind_text(r, ":reason", marks[i].reason);
        TRY(row_exec_one(r));
    }
    return OK;
}

/* The next revision of a draft: its marks, and what it corrects and takes along as before but for that nomination and
 * that file (0: all of it). */
struct revision {
    const struct publicity_draft *draft;
    const struct publicity_mark *marks;
    size_t marks_len;
    int64_t but_nomination, but_file;
};

static enum err add_revision(const struct writing *c, int64_t round_id, const struct revision *v, int64_t *ret_id)
{
    TRY(add_draft(c, round_id, v->draft, ret_id));
    TRY(add_marks(c, *ret_id, v->marks, v->marks_len));
    struct row *r = db_query(c->db, Q_PUBLICITY_CORRECTIONS_CARRY);
    bind_int(r, ":draft", *ret_id);
    bind_int(r, ":from", v->draft->id);
    bind_int(r, ":except", v->but_nomination);
    TRY(row_exec(r, NULL));
    r = db_query(c->db, Q_PUBLICITY_DRAFT_FILES_CARRY);
    bind_int(r, ":draft", *ret_id);
    bind_int(r, ":from", v->draft->files_from);
    bind_int(r, ":except", v->but_file);
    return row_exec(r, NULL);
}

static const char *revision_ref(const struct writing *c, const struct publicity_draft *d)
{
    return text_format(c->arena, "%d.%d", d->version_no, d->revision + 1);
}

enum err publicity_draft_save(const struct writing *c, int64_t round_id, const struct publicity_draft *d,
                              const struct publicity_mark *marks, size_t marks_len)
{
    int64_t id = 0;
    size_t returned = 0;
    for (size_t i = 0; i < marks_len; i++) {
        returned += marks[i].is_return;
    }
    TRY(add_revision(c, round_id, &(struct revision){.draft = d, .marks = marks, .marks_len = marks_len}, &id));
    return audit_append(c->db, c->who, "publicity_draft", "publicity_draft", revision_ref(c, d),
                        text_format(c->arena, "opens=%s closes=%s removed=%zu returned=%zu",
                                    day_iso(c->arena, d->opens), day_iso(c->arena, d->closes), marks_len - returned,
                                    returned));
}

bool publicity_mark_of(const struct publicity_entry *x, struct publicity_mark *ret)
{
    bool is_marked = x->is.is_removed != x->was_removed;
    if (is_marked) {
        *ret = (struct publicity_mark){x->nomination_id, x->was_removed,
                                       x->was_removed ? x->is.return_text : x->is.removal_text};
    }
    return is_marked;
}

static size_t marks_of(const struct publicity_entries *all, struct publicity_mark *marks)
{
    size_t len = 0;
    for (size_t i = 0; i < all->len; i++) {
        len += publicity_mark_of(&all->items[i], &marks[len]);
    }
    return len;
}

/* The draft as it is. */
static struct revision revision_of(const struct writing *c, const struct publicity_desk *desk)
{
    struct publicity_mark *marks = ARENA_ARRAY(c->arena, struct publicity_mark, desk->entries.len + 1);
    return (struct revision){.draft = &desk->draft, .marks = marks, .marks_len = marks_of(&desk->entries, marks)};
}

enum err publicity_correct(const struct writing *c, int64_t round_id, const struct publicity_desk *desk,
                           const struct publicity_entry *x, const struct publicity_correction *list, size_t len)
{
    struct revision v = revision_of(c, desk);
    int64_t id = 0;
    v.but_nomination = x->nomination_id;
    TRY(add_revision(c, round_id, &v, &id));
    for (size_t i = 0; i < len; i++) {
        struct row *r = db_query(c->db, Q_PUBLICITY_CORRECTION_ADD);
        bind_int(r, ":draft", id);
        bind_int(r, ":nomination", x->nomination_id);
        bind_text(r, ":field", list[i].field);
        bind_text(r, ":text", list[i].text);
        TRY(row_exec_one(r));
    }
    return audit_append(c->db, c->who, "publicity_correct", "publicity_draft", revision_ref(c, &desk->draft),
                        text_format(c->arena, "brand=%s fields=%zu", x->is.brand.ref, len));
}

static enum err add_pages(const struct writing *c, int64_t file_id, const struct publicity_file_page *pages, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        struct row *r = db_query(c->db, Q_PUBLICITY_FILE_PAGE_ADD);
        bind_int(r, ":file", file_id);
        bind_int(r, ":page", pages[i].number);
        bind_text(r, ":text", pages[i].text);
        bind_int(r, ":has_unread", pages[i].has_unread);
        TRY(row_exec_one(r));
    }
    return OK;
}

static enum err log_file(const struct writing *c, const char *verb, const struct publicity_draft *d,
                         const struct published_file *f)
{
    return audit_append(c->db, c->who, verb, "publicity_draft", revision_ref(c, d),
                        text_format(c->arena, "sha256=%s pages=%d", f->sha256, f->pages));
}

enum err publicity_file_add(const struct writing *c, int64_t round_id, const struct publicity_desk *desk,
                            const struct published_file *f, const struct publicity_file_page *pages, size_t pages_len)
{
    const struct revision v = revision_of(c, desk);
    int64_t draft_id = 0;
    TRY(add_revision(c, round_id, &v, &draft_id));
    struct row *r = db_query(c->db, Q_PUBLICITY_FILE_ADD);
    bind_text(r, ":ref", random_token(c->random, c->arena, REF_BYTES));
    bind_int(r, ":round", round_id);
    bind_text(r, ":sha256", f->sha256);
    bind_text(r, ":title", f->title);
    bind_int(r, ":now", c->who->at);
    bind_int(r, ":account", c->who->account_id);
    TRY(row_exec_one(r));
    int64_t file_id = db_last_id(c->db);
    TRY(add_pages(c, file_id, pages, pages_len));
    r = db_query(c->db, Q_PUBLICITY_DRAFT_FILE_ADD);
    bind_int(r, ":draft", draft_id);
    bind_int(r, ":file", file_id);
    TRY(row_exec_one(r));
    return log_file(c, "publicity_file_add", &desk->draft, f);
}

enum err publicity_file_remove(const struct writing *c, int64_t round_id, const struct publicity_desk *desk,
                               const struct publicity_file *f)
{
    struct revision v = revision_of(c, desk);
    int64_t draft_id = 0;
    v.but_file = f->id;
    TRY(add_revision(c, round_id, &v, &draft_id));
    return log_file(c, "publicity_file_remove", &desk->draft, &f->is);
}

enum err publicity_finding_decide(const struct writing *c, int64_t round_id, const struct publicity_finding *f,
                                  enum finding_decision decision, const char *reason)
{
    if (f->is_in_file && decision == FINDING_WITHHOLD) {
        return ERR_INVALID; /* a file goes out as it is */
    }
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
