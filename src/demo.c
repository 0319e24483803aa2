/* demo.c */
#include "demo.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/log.h"
#include "base/text.h"
#include "demo_accounts.h"
#include "demo_acts.h"
#include "demo_pictures.h"
#include "demo_return.h"
#include "demo_story.h"
#include "installation.h"
#include "pages/demo_pages.h"
#include "say.h"
#include "sql_files.h"
#include "store/account_store.h"
#include "store/db.h"
#include "store/evidence_store.h"
#include "store/migrate.h"
#include "store/value_list.h"

enum { ACCOUNTS_TEXT_MAX = 64 * 1024, EVENTS_MAX = (2 + STORY_OPINIONS_MAX) * STORIES_MAX + ACTS_MAX };

static const char request_name[] = "demo";

/* A password and its hash, made before the transaction. */
struct secret {
    const char *password, *hash;
};

struct making {
    struct installation *in;
    struct arena *arena;
    enum stage stage;
    struct demo_line *bodies, *accounts, *attachments;
    size_t bodies_len, accounts_len, attachments_len;
    struct secret *secrets; /* by account */
    struct demo_pictures pictures;
    struct round round;
    struct demo_story *stories;
    size_t stories_len;
    struct demo_act *acts;
    size_t acts_len;
    struct demo_sum sum;
};

/* ---- before the transaction: what is slow ---- */

static enum err make_secrets(struct making *m)
{
    struct buffer file = buffer_new(m->arena, ACCOUNTS_TEXT_MAX);
    m->secrets = ARENA_ARRAY(m->arena, struct secret, m->accounts_len);
    for (size_t i = 0; i < m->accounts_len; i++) {
        const char *const *c = m->accounts[i].cells;
        struct secret *s = &m->secrets[i];
        s->password = password_generate(&m->in->random, m->arena, c[0]);
        TRY(password_hash(m->arena, s->password, true, &s->hash));
        buffer_format(&file, "%s\t%s\t%s\t%s\n", c[0], s->password, c[2], c[3]);
        progress("准备账号", i + 1, m->accounts_len);
    }
    progress_end();
    return demo_accounts_write(m->arena, m->in->dir, buffer_string(&file));
}

/* ---- bodies and accounts ---- */

static enum err add_body(struct making *m, struct db *db, const struct audit_actor *who, const struct demo_line *line)
{
    const struct sector *sector = round_sector(&m->round, line->cells[2]);
    const struct district *district = round_district(&m->round, line->cells[3]);
    if ((sector == NULL && *line->cells[2] != '\0') || (district == NULL && *line->cells[3] != '\0')) {
        return FAIL("event=demo_body name=%s error=\"no such sector or district\"", line->cells[1]);
    }
    struct body body = {.kind = line->cells[0],
                        .name = line->cells[1],
                        .sector_id = sector == NULL ? 0 : sector->id,
                        .district_id = district == NULL ? 0 : district->id};
    int64_t id = 0;
    return body_add(db, &m->in->random, who, &body, &id);
}

/* The kind of the body that a name of bodies.txt has. */
static const char *kind_of(const struct making *m, const char *body)
{
    for (size_t i = 0; i < m->bodies_len; i++) {
        if (strcmp(m->bodies[i].cells[1], body) == 0) {
            return m->bodies[i].cells[0];
        }
    }
    return "";
}

static enum err add_account(struct making *m, struct db *db, const struct audit_actor *who, size_t index)
{
    const char *const *c = m->accounts[index].cells;
    struct body body;
    struct account account = {.login = c[0], .person_name = c[1], .password_hash = m->secrets[index].hash};
    int64_t id = 0;
    TRY(role_from_ident(c[2], &account.role));
    TRY(body_by_name(db, m->arena, kind_of(m, c[3]), c[3], &body));
    account.body_id = body.id;
    return account_add(db, &m->in->random, who, &account, &id);
}

static enum err add_people(struct making *m, struct db *db)
{
    const struct stage_window *w = stage_window_of(m->round.windows, m->round.windows_len, STAGE_NOMINATION);
    struct audit_actor who = {
        .at = w == NULL ? clock_now(&m->in->clock) : w->opens_at, .role = "cli", .request_id = request_name};
    for (size_t i = 0; i < m->bodies_len; i++) {
        TRY(add_body(m, db, &who, &m->bodies[i]));
    }
    for (size_t i = 0; i < m->accounts_len; i++) {
        TRY(add_account(m, db, &who, i));
    }
    m->sum.bodies = m->bodies_len;
    m->sum.accounts = m->accounts_len;
    return OK;
}

/* ---- nominations ---- */

struct event {
    int64_t at;
    const struct demo_story *story;
    bool is_submission;
    const struct demo_opinion *opinion; /* NULL: the unit's own */
    const struct demo_act *act;         /* NULL: of the story */
    size_t order;                       /* of what happens at one moment */
};

static int by_time(const void *a, const void *b)
{
    const struct event *x = a;
    const struct event *y = b;
    if (x->at != y->at) {
        return x->at < y->at ? -1 : 1;
    }
    return x->order < y->order ? -1 : 1;
}

/* The picture of a story that answers a field, or that its lines of attachments.txt name: NN-IDENT; NULL when it has
 * none. */
static const struct demo_picture *story_picture(const struct making *m, const struct demo_story *story,
                                                const char *ident)
{
    return demo_picture_of(&m->pictures,
                           text_format(m->arena, "%.*s-%s", (int)strcspn(story->name, "-"), story->name, ident));
}

/* A picture's value, "SHA256 filename", when the story has one for this field. */
static enum err add_picture(struct making *m, struct db *db, struct demo_story *story, const struct form_field *field)
{
    const struct demo_picture *p = story_picture(m, story, field->ident);
    if (p == NULL) {
        return OK;
    }
    struct evidence_file f = demo_picture_file(p);
    struct media_row row = {.sha256 = f.sha256,
                            .kind = f.media_kind,
                            .thumb = f.thumb,
                            .byte_count = f.byte_count,
                            .width = f.width,
                            .height = f.height};
    TRY(media_row_add(db, &row, story->started_at));
    value_add(m->arena, &story->values, field->ident, 0,
              text_format(m->arena, "%s %s%s", f.sha256, field->label, p->ending));
    return OK;
}

static enum err add_story_pictures(struct making *m, struct db *db)
{
    for (size_t s = 0; s < m->stories_len; s++) {
        for (size_t i = 0; i < m->round.fields_len; i++) {
            if (m->round.fields[i].type == FORM_IMAGE) {
                TRY(add_picture(m, db, &m->stories[s], &m->round.fields[i]));
            }
        }
    }
    return OK;
}

static const struct form_field *field_of(const struct round *round, const char *ident)
{
    for (size_t i = 0; i < round->fields_len; i++) {
        if (strcmp(round->fields[i].ident, ident) == 0) {
            return &round->fields[i];
        }
    }
    return NULL;
}

/* The typed answers of one section; pictures are no text that a page saves. */
static struct value_list answers_of_section(const struct making *m, const struct value_list *values,
                                            const char *section)
{
    struct value_list list = {0};
    for (size_t i = 0; i < values->len; i++) {
        const struct form_field *f = field_of(&m->round, values->items[i].ident);
        if (f != NULL && f->type != FORM_IMAGE && strcmp(f->section, section) == 0) {
            value_add(m->arena, &list, f->ident, values->items[i].row_no, values->items[i].value);
        }
    }
    return list;
}

static enum err save_sections(struct making *m, struct db *db, const struct audit_actor *who,
                              const struct nomination *n, const struct value_list *values)
{
    for (size_t s = 0; s < m->round.sections_len; s++) {
        const char *section = m->round.sections[s].code;
        struct value_list posted = answers_of_section(m, values, section);
        struct draft_outcome outcome;
        if (posted.len > 0) {
            struct draft_part part = {n, &m->round, section};
            TRY(draft_save(&(struct writing){db, &m->in->random, m->arena, who}, &part, "0", &posted, &outcome));
        }
    }
    return OK;
}

static enum err save_pictures(struct making *m, struct db *db, const struct audit_actor *who,
                              const struct nomination *n, const struct value_list *values)
{
    for (size_t i = 0; i < values->len; i++) {
        const struct form_field *f = field_of(&m->round, values->items[i].ident);
        if (f != NULL && f->type == FORM_IMAGE) {
            TRY(draft_set(db, who, n, f->section, f->ident, values->items[i].value));
        }
    }
    return OK;
}

/* A story that says it is complete must be so by the judge of every submission. */
static enum err judge(const struct making *m, const struct demo_story *story, const struct value_list *values)
{
    struct form_answers answers = {m->round.fields, m->round.fields_len, values->items, values->len};
    struct form_context context = {STAGE_NOMINATION, m->round.reference_day, true};
    struct form_findings found = form_judge(m->arena, &answers, &context, NULL);
    for (size_t i = 0; i < found.count; i++) {
        if (found.items[i].severity == FORM_ERROR) {
            log_line("error", "event=demo_story story=%s field=%s row=%d message=\"%s\"", story->name,
                     found.items[i].ident, found.items[i].row_no, found.items[i].message);
        }
    }
    return found.error_count == 0 ? OK : ERR_INVALID;
}

/* The how-manieth of its type the line is for its story. */
static size_t attachment_number(const struct making *m, size_t line)
{
    const char *const *c = m->attachments[line].cells;
    size_t number = 1;
    for (size_t i = 0; i < line; i++) {
        const char *const *b = m->attachments[i].cells;
        number += strcmp(b[0], c[0]) == 0 && strcmp(b[1], c[1]) == 0;
    }
    return number;
}

/* The story's lines of attachments.txt: their files were taken with all the pictures. */
static enum err attach_files(struct making *m, const struct writing *writing, const struct nomination *n,
                             const struct demo_story *story)
{
    for (size_t i = 0; i < m->attachments_len; i++) {
        const char *const *c = m->attachments[i].cells;
        const char *ref = NULL;
        if (!text_starts(story->name, c[0])) {
            continue;
        }
        size_t number = attachment_number(m, i);
        const struct demo_picture *p =
            story_picture(m, story, number == 1 ? c[1] : text_format(m->arena, "%s-%zu", c[1], number));
        if (p == NULL) {
            return FAIL("event=demo_attachment story=%s name=%s error=\"no such picture\"", story->name, c[2]);
        }
        struct evidence_new x = {.kind = c[1],
                                 .name = c[2],
                                 .caption = c[3],
                                 .replaces = "",
                                 .byte_count = p->byte_count,
                                 .file = demo_picture_file(p)};
        TRY(evidence_add(writing, n, &x, &ref));
    }
    return OK;
}

static enum err fill_story(struct making *m, const struct writing *writing, const struct nomination *n,
                           const struct demo_story *story)
{
    TRY(save_sections(m, writing->db, writing->who, n, &story->values));
    TRY(save_pictures(m, writing->db, writing->who, n, &story->values));
    return attach_files(m, writing, n, story);
}

static enum err start_story(struct making *m, struct db *db, const struct audit_actor *who,
                            const struct demo_story *story, const struct account *by)
{
    struct body body;
    struct nomination n;
    const char *ref = NULL;
    TRY(body_by_id(db, m->arena, by->body_id, &body));
    struct writing writing = {db, &m->in->random, m->arena, who};
    TRY(nomination_start(&writing, &m->round, body.id, body.ref, &ref));
    TRY(nomination_by_ref(db, m->arena, ref, &n));
    TRY(fill_story(m, &writing, &n, story));
    m->sum.nominations++;
    if (story->state == STORY_PARTIAL) {
        return OK;
    }
    struct value_list values;
    TRY(draft_values(db, m->arena, n.id, &values));
    return judge(m, story, &values);
}

static enum err submit_story(struct making *m, struct db *db, const struct audit_actor *who, const struct account *by)
{
    struct nomination n;
    struct value_list values;
    TRY(nomination_of_body(db, m->arena, m->round.id, by->body_id, &n));
    TRY(draft_values(db, m->arena, n.id, &values));
    m->sum.submitted++;
    return nomination_submit(db, m->arena, who, &m->round, &n, &values);
}

static enum err act(struct making *m, struct db *db, const struct event *event)
{
    struct account by;
    struct demo_ground ground = {db, &m->in->random, m->arena, &m->round, m->stories, m->stories_len, &m->pictures};
    if (event->act != NULL) {
        m->sum.submitted += strcmp(event->act->verb, "submit") == 0 ? 1 : 0;
        return demo_act_play(&ground, event->act);
    }
    if (event->opinion != NULL) {
        return demo_opinion_give(&ground, event->story, event->opinion);
    }
    TRY(account_by_login(db, m->arena, event->story->login, &by));
    struct audit_actor who = {
        .at = event->at, .account_id = by.id, .role = role_ident(by.role), .request_id = request_name};
    return event->is_submission ? submit_story(m, db, &who, &by) : start_story(m, db, &who, event->story, &by);
}

/* What happens, as far as the demonstration's clock has come. */
struct agenda {
    struct event events[EVENTS_MAX];
    size_t len;
    int64_t until;
};

static void plan(struct agenda *g, struct event event)
{
    if (event.at != 0 && event.at <= g->until) {
        event.order = g->len;
        g->events[g->len++] = event;
    }
}

static void plan_story(struct agenda *g, const struct demo_story *s)
{
    plan(g, (struct event){.at = s->started_at, .story = s});
    plan(g, (struct event){.at = s->submitted_at, .story = s, .is_submission = true});
    for (size_t i = 0; i < s->opinions_len; i++) {
        plan(g, (struct event){.at = s->opinions[i].at, .story = s, .opinion = &s->opinions[i]});
    }
}

/* In the order of the pretended times, so that receipts and the audit are. */
static enum err play_stories(struct making *m, struct db *db, int64_t until)
{
    struct agenda *g = ARENA_NEW(m->arena, struct agenda);
    g->until = until;
    for (size_t i = 0; i < m->stories_len; i++) {
        plan_story(g, &m->stories[i]);
    }
    for (size_t i = 0; i < m->acts_len; i++) {
        plan(g, (struct event){.at = m->acts[i].at, .act = &m->acts[i]});
    }
    qsort(g->events, g->len, sizeof *g->events, by_time);
    for (size_t i = 0; i < g->len; i++) {
        TRY(act(m, db, &g->events[i]));
        progress("写入申报", i + 1, g->len);
    }
    progress_end();
    return OK;
}

/* The round, and the stories as answers to its form. */
static enum err set_stage(struct making *m, struct db *db, int64_t *ret_at)
{
    TRY(seed_round(db));
    TRY(demo_round(db));
    TRY(round_load(db, m->arena, &m->round));
    TRY(demo_moment(&m->round, m->stage, ret_at));
    return demo_stories(m->arena, &m->round, &m->stories, &m->stories_len);
}

/* It stands in its stage, and says of itself what it is. */
static enum err finish(struct making *m, struct db *db, int64_t at)
{
    TRY(meta_put(db, "installed_at", at_rfc3339(m->arena, clock_now(&m->in->clock))));
    TRY(meta_put(db, "is_demo", "1"));
    return demo_clock_set(db, &m->in->clock, at);
}

static enum err make_in_transaction(struct db *db, void *ctx)
{
    struct making *m = ctx;
    int64_t at = 0;
    m->sum = (struct demo_sum){0};
    TRY(set_stage(m, db, &at));
    TRY(add_people(m, db));
    TRY(add_story_pictures(m, db));
    TRY(play_stories(m, db, at));
    TRY(demo_returns(db, &m->in->random, m->arena, &m->round, at));
    return finish(m, db, at);
}

/* NAME.txt, and behind the first stage NAME-later.txt. */
static enum err read_lines(const struct making *m, const char *name, struct demo_line **ret, size_t *ret_len)
{
    struct demo_line *later = NULL;
    size_t later_len = 0;
    TRY(demo_lines(m->arena, text_format(m->arena, "%s.txt", name), ret, ret_len));
    if (m->stage == STAGE_NOMINATION) {
        return OK;
    }
    TRY(demo_lines(m->arena, text_format(m->arena, "%s-later.txt", name), &later, &later_len));
    struct demo_line *all = ARENA_ARRAY(m->arena, struct demo_line, *ret_len + later_len);
    memcpy(all, *ret, *ret_len * sizeof *all);
    memcpy(all + *ret_len, later, later_len * sizeof *all);
    *ret = all;
    *ret_len += later_len;
    return OK;
}

static enum err read_people(struct making *m)
{
    TRY(read_lines(m, "bodies", &m->bodies, &m->bodies_len));
    return read_lines(m, "accounts", &m->accounts, &m->accounts_len);
}

enum err demo_make(struct installation *in, enum stage stage, struct demo_sum *ret)
{
    struct making *m = ARENA_NEW(in->arena, struct making);
    m->in = in;
    m->arena = in->arena;
    m->stage = stage;
    TRY(read_people(m));
    TRY(demo_acts(m->arena, &m->acts, &m->acts_len));
    TRY(demo_lines(m->arena, "attachments.txt", &m->attachments, &m->attachments_len));
    TRY(make_secrets(m));
    TRY(demo_pictures_take(m->arena, installation_path(m->in, "files"), m->stage, &m->pictures));
    TRY(store_write(in->store, make_in_transaction, m));
    *ret = m->sum;
    return OK;
}
