/* mail_runner.c - claim, send, settle: three steps, of which the first and the last are on the disk. */
#include "mail/mail_runner.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/background.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "mail/message.h"
#include "store/audit_store.h"
#include "store/outbox_store.h"
#include "store/round_store.h"
#include "store/store.h"

enum { MS_A_SECOND = 1000, AWAY_MS = 20000, RETRY_MS = 2000, SETTLE_TRIES = 5 };

struct mail_runner {
    struct mail_runner_options o;
    struct background *background;
    pthread_mutex_t lock; /* of what follows */
    char trouble[SMTP_DETAIL_MAX];
    int64_t tried_at;
};

/* One step on the writer. */
struct step {
    const struct mail_runner_options *o;
    struct arena *arena;
    struct mail mail;
    struct smtp_result result;
    int64_t wait_s;
    size_t recovered;
};

static struct audit_actor program(const struct step *s)
{
    return (struct audit_actor){clock_now(s->o->clock), 0, "", "outbox"};
}

static enum err claim_in_transaction(struct db *db, void *ctx)
{
    struct step *s = ctx;
    struct audit_actor who = program(s);
    struct writing c = {db, s->o->random, s->arena, &who};
    return mail_claim(&c, &s->mail, &s->wait_s);
}

static enum err settle_in_transaction(struct db *db, void *ctx)
{
    struct step *s = ctx;
    struct audit_actor who = program(s);
    struct writing c = {db, s->o->random, s->arena, &who};
    return mail_settle(&c, &s->mail, s->result.outcome, s->result.detail);
}

static enum err recover_in_transaction(struct db *db, void *ctx)
{
    struct step *s = ctx;
    struct audit_actor who = program(s);
    struct writing c = {db, s->o->random, s->arena, &who};
    return mail_recover(&c, &s->recovered);
}

enum err mail_run_recover(const struct mail_runner_options *o)
{
    struct step s = {.o = o, .arena = arena_new()};
    enum err e = store_write(o->store, recover_in_transaction, &s);
    if (e == OK && s.recovered > 0) {
        log_line("warn", "event=mail_unknown count=%zu", s.recovered);
    }
    arena_free(s.arena);
    return e;
}

static void rest_s(int seconds)
{
    struct timespec t = {.tv_sec = seconds};
    (void)nanosleep(&t, NULL);
}

/* What the server said is worth a few tries; when the disk does not take it, the next start calls it unknown. */
static enum err settle(struct step *s)
{
    enum err e = OK;
    for (int i = 0; i < SETTLE_TRIES; i++) {
        e = store_write(s->o->store, settle_in_transaction, s);
        if (e == OK) {
            return OK;
        }
        rest_s(1);
    }
    return e;
}

enum err mail_run_one(const struct mail_runner_options *o, struct smtp_result *ret, int64_t *ret_wait_s)
{
    struct step s = {.o = o, .arena = arena_new()};
    enum err e = store_write(o->store, claim_in_transaction, &s);
    *ret_wait_s = s.wait_s;
    if (e == OK) {
        struct mail_letter letter = {.from = o->smtp.from,
                                     .from_name = round_text(o->round, "organiser"),
                                     .to = s.mail.address,
                                     .ref = s.mail.ref,
                                     .subject = s.mail.subject,
                                     .text = s.mail.text,
                                     .at = clock_now(o->clock)};
        smtp_send(&o->smtp, s.mail.address, mail_message(s.arena, &letter), &s.result);
        *ret = s.result;
        e = settle(&s);
        log_line(s.result.outcome == OUTCOME_TAKEN ? "info" : "warn", "event=mail ref=%s state=%s attempts=%d",
                 s.mail.ref, mail_state_ident(mail_after(s.result.outcome)), s.mail.attempts);
    }
    arena_free(s.arena);
    return e;
}

/* ---- the thread ---- */

static void note_health(struct mail_runner *r, const struct smtp_result *x)
{
    bool is_well = x->outcome == OUTCOME_TAKEN || x->outcome == OUTCOME_REFUSED;
    (void)pthread_mutex_lock(&r->lock);
    (void)snprintf(r->trouble, sizeof r->trouble, "%s", is_well ? "" : x->detail);
    r->tried_at = clock_now(r->o.clock);
    (void)pthread_mutex_unlock(&r->lock);
}

static void work(struct background *b, void *runner)
{
    struct mail_runner *r = runner;
    for (bool goes_on = true; goes_on;) {
        struct smtp_result result = {0};
        int64_t rest = OUTBOX_REST_S;
        enum err e = mail_run_one(&r->o, &result, &rest);
        if (e == OK) {
            note_health(r, &result);
            bool is_away = result.outcome == OUTCOME_LATER && !result.is_server_there;
            goes_on = background_rest(b, is_away ? AWAY_MS : 0, true);
        } else if (e == ERR_NOT_FOUND) {
            goes_on = background_rest(b, rest * MS_A_SECOND, true);
        } else {
            log_line("warn", "event=outbox error=%s", err_name(e));
            goes_on = background_rest(b, RETRY_MS, false);
        }
    }
}

static void dismantle(struct mail_runner *r)
{
    (void)pthread_mutex_destroy(&r->lock);
    free(r);
}

enum err mail_runner_start(const struct mail_runner_options *o, struct mail_runner **ret)
{
    TRY(smtp_begin());
    TRY(mail_run_recover(o));
    struct mail_runner *r = calloc(1, sizeof *r);
    if (r == NULL) {
        return FAIL("event=memory");
    }
    r->o = *o;
    (void)pthread_mutex_init(&r->lock, NULL);
    enum err e = background_start(work, r, &r->background);
    if (e != OK) {
        dismantle(r);
        return e;
    }
    *ret = r;
    return OK;
}

void mail_runner_wake(struct mail_runner *r)
{
    if (r != NULL) {
        background_wake(r->background);
    }
}

void mail_runner_stop(struct mail_runner *r)
{
    if (r != NULL) {
        background_stop(r->background);
        dismantle(r);
    }
}

struct mail_health mail_runner_health(struct mail_runner *r, struct arena *a)
{
    const char *host = strstr(r->o.smtp.url, "://");
    host = host == NULL ? r->o.smtp.url : host + 3;
    (void)pthread_mutex_lock(&r->lock);
    struct mail_health h = {.server = arena_copy(a, host, strcspn(host, "/")),
                            .from = r->o.smtp.from,
                            .trouble = arena_copy(a, r->trouble, strlen(r->trouble)),
                            .at = r->tried_at};
    (void)pthread_mutex_unlock(&r->lock);
    return h;
}
