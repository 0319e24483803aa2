/* demo_return.c */
#include "demo_return.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/log.h"
#include "base/text.h"
#include "demo_story.h"
#include "domain/role.h"
#include "store/account_store.h"
#include "store/return_store.h"
#include "store/round_store.h"

enum { REMARKS_MAX = 50, LOGIN_MAX = 40 };

static const char request_name[] = "demo";

/* By whom and when. */
struct maker {
    const char *login;
    int64_t at;
};

/* "sector04 2015-07-02 10:00 2015-07-07" */
static enum err read_head(struct arena *a, const char *text, struct maker *ret, int64_t *ret_due)
{
    char login[LOGIN_MAX + 1];
    char day[11];
    char clock[6];
    char due[11];
    day_no last = 0;
    if (sscanf(text, "%40s %10s %5s %10s", login, day, clock, due) != 4 || day_parse(due, &last) != OK ||
        at_parse_rfc3339(text_format(a, "%sT%s:00+08:00", day, clock), &ret->at) != OK) {
        log_line("error", "event=demo_return text=\"%s\"", text);
        return ERR_MALFORMED;
    }
    ret->login = text_format(a, "%s", login);
    *ret_due = day_starts_at(last + 1);
    return OK;
}

static enum err make(const struct writing *c, const struct round *round, const struct demo_line *line,
                     const struct maker *m, struct returning *in)
{
    struct account owner;
    struct account by;
    struct nomination n;
    const char *ref = NULL;
    TRY(account_by_login(c->db, c->arena, line->cells[1], &owner));
    TRY(account_by_login(c->db, c->arena, m->login, &by));
    TRY(nomination_of_body(c->db, c->arena, round->id, owner.body_id, &n));
    struct audit_actor who = {m->at, by.id, role_ident(by.role), request_name};
    TRY(opinion_from_ident(role_ident(by.role), &in->box));
    in->version_no = n.version_no;
    in->body_id = by.body_id;
    in->reason = line->cells[3];
    return nomination_return(&(struct writing){c->db, c->random, c->arena, &who}, &n, in, &ref);
}

/* The lines below a return that speak of it. */
static void read_more(const struct demo_line *lines, size_t len, const char *unit, struct return_remark *remarks,
                      struct returning *in)
{
    in->remarks = remarks;
    for (size_t i = 0; i < len; i++) {
        const char *const *c = lines[i].cells;
        if (strcmp(c[1], unit) == 0 && strcmp(c[0], "contact") == 0) {
            in->contact = c[3];
        } else if (strcmp(c[1], unit) == 0 && strcmp(c[0], "remark") == 0 && in->remarks_len < REMARKS_MAX) {
            remarks[in->remarks_len++] = (struct return_remark){c[2], c[3]};
        }
    }
}

/* One line "return", with those that speak of it. */
static enum err play(const struct writing *c, const struct round *round, const struct demo_line *lines, size_t len,
                     size_t index, int64_t until)
{
    struct returning in = {.contact = ""};
    struct maker by = {.login = NULL};
    TRY(read_head(c->arena, lines[index].cells[2], &by, &in.due_at));
    read_more(lines, len, lines[index].cells[1], ARENA_ARRAY(c->arena, struct return_remark, REMARKS_MAX), &in);
    return by.at < until && until < in.due_at ? make(c, round, &lines[index], &by, &in) : OK;
}

enum err demo_returns(struct db *db, struct random *rnd, struct arena *a, const struct round *round, int64_t until)
{
    struct demo_line *lines = NULL;
    size_t len = 0;
    TRY(demo_lines(a, "returns.txt", &lines, &len));
    for (size_t i = 0; i < len; i++) {
        if (strcmp(lines[i].cells[0], "return") == 0) {
            TRY(play(&(struct writing){db, rnd, a, NULL}, round, lines, len, i, until));
        }
    }
    return OK;
}
