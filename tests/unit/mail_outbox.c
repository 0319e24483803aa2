/* mail_outbox.c - the outbox against a mail server of our own: taken once, refused, tried again, and never sent twice
 * by itself, not even when the process is killed between the claim and the answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/random.h"
#include "base/text.h"
#include "mail/mail_runner.h"
#include "mail/message.h"
#include "store/db.h"
#include "store/migrate.h"
#include "store/outbox_store.h"
#include "store/round_store.h"
#include "store/store.h"
#include "support/smtp_server.h"

#define AT INT64_C(1436340000) /* 8 July 2015, 15:20 */

struct post {
    char dir[64];
    struct arena *a;
    struct random random;
    struct clock clock;
    struct store *store;
    struct round round;
    struct smtp_server server;
    struct mail_runner_options o;
};

static enum err people_in_transaction(struct db *db, void *ctx)
{
    (void)ctx;
    TRY(seed_round(db));
    return db_script(
        db, "INSERT INTO body (id, ref, kind, name, created_at) VALUES (1, 'office', 'office', '示例市文明办', 1),"
            " (2, 'water', 'sector', '示例市供水公司', 1);"
            "INSERT INTO account (id, ref, login, person_name, role, body_id, password_hash, state, must_change,"
            " password_at, created_at) VALUES (1, 'o', 'office01', '陈示例', 'office', 1, 'x', 'active', 0, 1, 1)");
}

static void open_store(struct post *p)
{
    struct db *db = NULL;
    assert_int_equal(store_open(p->dir, &p->random, true, &p->store), OK);
    p->o.store = p->store;
    db = store_reader_take(p->store);
    if (round_load(db, p->a, &p->round) == ERR_NOT_FOUND) {
        assert_int_equal(store_write(p->store, people_in_transaction, NULL), OK);
        store_reader_give(p->store, db);
        db = store_reader_take(p->store);
        assert_int_equal(round_load(db, p->a, &p->round), OK);
    }
    store_reader_give(p->store, db);
}

static int setup(void **state)
{
    struct post *p = calloc(1, sizeof *p);
    assert_non_null(p);
    assert_true(sodium_init() >= 0);
    assert_int_equal(smtp_begin(), OK);
    (void)snprintf(p->dir, sizeof p->dir, "%s/jianpin-mail-XXXXXX",
                   access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    assert_non_null(mkdtemp(p->dir));
    p->a = arena_new();
    random_init_seeded(&p->random, 8);
    atomic_store(&p->clock.fixed, AT);
    smtp_server_start(&p->server);
    open_store(p);
    p->o = (struct mail_runner_options){.store = p->store,
                                        .random = &p->random,
                                        .clock = &p->clock,
                                        .round = &p->round,
                                        .smtp = {.url = text_format(p->a, "smtp://127.0.0.1:%d", p->server.port),
                                                 .from = "office@example.gov.cn",
                                                 .user = "",
                                                 .password = "",
                                                 .is_plain = true,
                                                 .connect_s = 2,
                                                 .whole_s = 4}};
    *state = p;
    return 0;
}

static int teardown(void **state)
{
    struct post *p = *state;
    store_close(p->store);
    smtp_server_stop(&p->server);
    assert_non_null(strstr(p->dir, "/jianpin-mail-"));
    pid_t child = fork();
    if (child == 0) {
        (void)execlp("rm", "rm", "-rf", "--", p->dir, (char *)NULL);
        _exit(127);
    }
    (void)waitpid(child, NULL, 0);
    arena_free(p->a);
    free(p);
    return 0;
}

/* ---- what people do ---- */

struct doing {
    struct post *p;
    enum mail_state to;
    const char *ref;
};

static enum err add_in_transaction(struct db *db, void *ctx)
{
    struct doing *d = ctx;
    struct audit_actor who = {AT, 1, "office", "test"};
    struct writing c = {db, &d->p->random, d->p->a, &who};
    struct mail_new m = {.round_id = d->p->round.id,
                         .body_id = 2,
                         .address = "water@example.com",
                         .subject = "请办理欠办的事项",
                         .text = "示例市供水公司：\n\n.\n请办理。"};
    return mail_add(&c, &m);
}

static enum err turn_in_transaction(struct db *db, void *ctx)
{
    struct doing *d = ctx;
    struct audit_actor who = {clock_now(&d->p->clock), 1, "office", "test"};
    struct writing c = {db, &d->p->random, d->p->a, &who};
    struct reading_for x = {db, d->p->a, d->p->round.id, 1};
    struct mail m;
    TRY(mail_by_ref(&x, d->ref, &m));
    return mail_turn_to(&c, &m, d->to);
}

static struct mail only_mail(struct post *p)
{
    struct db *db = store_reader_take(p->store);
    struct reading_for x = {db, p->a, p->round.id, 1};
    struct outbox_filter f = {"", ""};
    struct mail *rows = NULL;
    size_t len = 0;
    struct mail m;
    assert_int_equal(mail_list(&x, &f, &rows, &len), OK);
    assert_int_equal(len, 1);
    assert_int_equal(mail_by_ref(&x, rows[0].ref, &m), OK);
    store_reader_give(p->store, db);
    return m;
}

static enum err turn_to(struct post *p, enum mail_state to)
{
    struct doing d = {p, to, only_mail(p).ref};
    return store_write(p->store, turn_in_transaction, &d);
}

static void add(struct post *p)
{
    struct doing d = {p, MAIL_HELD, NULL};
    assert_int_equal(store_write(p->store, add_in_transaction, &d), OK);
}

static void release(struct post *p)
{
    add(p);
    assert_int_equal(turn_to(p, MAIL_QUEUED), OK);
}

/* One round of the runner; whether there was anything to send. */
static bool run(struct post *p, struct smtp_result *ret)
{
    int64_t wait = 0;
    enum err e = mail_run_one(&p->o, ret, &wait);
    assert_true(e == OK || e == ERR_NOT_FOUND);
    return e == OK;
}

static void later(struct post *p, int64_t seconds)
{
    atomic_store(&p->clock.fixed, clock_now(&p->clock) + seconds);
}

static void is_in_state(struct post *p, enum mail_state s, int attempts)
{
    struct mail m = only_mail(p);
    assert_string_equal(mail_state_ident(m.state), mail_state_ident(s));
    assert_int_equal(m.attempts, attempts);
}

static void is_sound(struct post *p)
{
    const char *row = "";
    struct db *db = store_reader_take(p->store);
    const char *broken = invariant_broken(db, p->a, &row);
    if (broken != NULL) {
        fail_msg("%s: %s", broken, row);
    }
    store_reader_give(p->store, db);
}

/* ---- stories ---- */

static void a_mail_waits_until_somebody_lets_it_go_and_is_taken_once(void **state)
{
    struct post *p = *state;
    struct smtp_result r;
    add(p);
    assert_false(run(p, &r));
    assert_int_equal(p->server.talks, 0);
    assert_int_equal(turn_to(p, MAIL_QUEUED), OK);
    assert_true(run(p, &r));
    assert_int_equal(r.outcome, OUTCOME_TAKEN);
    is_in_state(p, MAIL_SENT, 1);
    assert_false(run(p, &r));
    later(p, 100000);
    assert_false(run(p, &r));
    assert_int_equal(p->server.mails, 1);
    assert_non_null(strstr(p->server.to, "<water@example.com>"));
    assert_non_null(strstr(p->server.mail, "\r\nTo: <water@example.com>\r\n"));
    assert_non_null(strstr(p->server.mail, "Message-ID: <"));
    assert_int_equal(turn_to(p, MAIL_QUEUED), ERR_INVALID); /* what is sent is not sent again */
    is_sound(p);
}

static void one_that_was_stopped_is_never_sent(void **state)
{
    struct post *p = *state;
    struct smtp_result r;
    release(p);
    assert_int_equal(turn_to(p, MAIL_HELD), OK);
    assert_false(run(p, &r));
    assert_int_equal(turn_to(p, MAIL_QUEUED), OK);
    assert_int_equal(turn_to(p, MAIL_STOPPED), OK);
    assert_false(run(p, &r));
    assert_int_equal(turn_to(p, MAIL_QUEUED), ERR_INVALID);
    assert_int_equal(p->server.talks, 0);
    is_sound(p);
}

static void while_the_server_is_down_nothing_is_lost_and_it_is_tried_ever_more_slowly(void **state)
{
    struct post *p = *state;
    struct smtp_result r;
    const char *url = p->o.smtp.url;
    p->o.smtp.url = "smtp://127.0.0.1:1";
    release(p);
    for (int i = 1; i <= 5; i++) {
        assert_true(run(p, &r));
        assert_int_equal(r.outcome, OUTCOME_LATER);
        assert_false(r.is_server_there);
        is_in_state(p, MAIL_QUEUED, i);
        assert_true(*only_mail(p).detail != '\0');
        later(p, mail_rest(i) - 1);
        assert_false(run(p, &r));
        later(p, 1);
    }
    p->o.smtp.url = url;
    assert_true(run(p, &r));
    is_in_state(p, MAIL_SENT, 6);
    assert_int_equal(p->server.mails, 1);
    is_sound(p);
}

static void a_busy_server_is_asked_again_and_a_refusal_is_final_until_a_person_decides(void **state)
{
    struct post *p = *state;
    struct smtp_result r;
    p->server.mood = SMTP_BUSY;
    release(p);
    assert_true(run(p, &r));
    assert_int_equal(r.outcome, OUTCOME_LATER);
    assert_true(r.is_server_there);
    assert_non_null(strstr(only_mail(p).detail, "try again later"));
    p->server.mood = SMTP_BUSY_LATE;
    later(p, 60);
    assert_true(run(p, &r));
    assert_int_equal(r.outcome, OUTCOME_LATER);
    p->server.mood = SMTP_REFUSES;
    later(p, 300);
    assert_true(run(p, &r));
    assert_int_equal(r.outcome, OUTCOME_REFUSED);
    is_in_state(p, MAIL_FAILED, 3);
    assert_non_null(strstr(only_mail(p).detail, "no such mailbox"));
    later(p, 100000);
    assert_false(run(p, &r));
    p->server.mood = SMTP_TAKES;
    assert_int_equal(turn_to(p, MAIL_QUEUED), OK);
    assert_true(run(p, &r));
    is_in_state(p, MAIL_SENT, 4);
    is_sound(p);
}

static void a_connection_that_ends_before_the_mail_is_tried_again_and_one_that_ends_behind_it_is_unknown(void **state)
{
    static const struct {
        enum smtp_mood mood;
        enum mail_outcome outcome;
    } rows[] = {{SMTP_DROPS_AT_DATA, OUTCOME_LATER},
                {SMTP_DROPS_IN_DATA, OUTCOME_UNKNOWN},
                {SMTP_DROPS_AFTER, OUTCOME_UNKNOWN},
                {SMTP_HANGS, OUTCOME_UNKNOWN}};
    struct post *p = *state;
    struct smtp_result r;
    release(p);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        p->server.mood = rows[i].mood;
        assert_true(run(p, &r));
        assert_int_equal(r.outcome, rows[i].outcome);
        later(p, 100000);
        if (rows[i].outcome == OUTCOME_UNKNOWN) {
            assert_false(run(p, &r)); /* by itself: never */
            assert_int_equal(only_mail(p).state, MAIL_UNKNOWN);
            assert_int_equal(turn_to(p, MAIL_QUEUED), OK); /* a person asked, and it had not come */
        }
    }
    p->server.is_over = true;
    assert_int_equal(turn_to(p, MAIL_STOPPED), OK);
    is_sound(p);
}

static void what_is_unknown_may_be_noted_as_received(void **state)
{
    struct post *p = *state;
    struct smtp_result r;
    p->server.mood = SMTP_DROPS_AFTER;
    release(p);
    assert_true(run(p, &r));
    assert_int_equal(turn_to(p, MAIL_SENT), OK);
    later(p, 100000);
    p->server.mood = SMTP_TAKES;
    assert_false(run(p, &r));
    assert_int_equal(p->server.mails, 0);
    assert_int_equal(p->server.whole, 1);
    is_sound(p);
}

/* The child claims and hands over; the server has the whole mail and keeps silent; then the child is gone. */
static void a_process_that_is_killed_while_sending_leaves_one_mail_unknown_and_none_is_sent_twice(void **state)
{
    struct post *p = *state;
    struct smtp_result r;
    p->server.mood = SMTP_HANGS;
    release(p);
    store_close(p->store);
    p->store = NULL;
    pid_t child = fork();
    if (child == 0) {
        struct smtp_result unread;
        int64_t wait = 0;
        p->o.smtp.whole_s = 60;
        if (store_open(p->dir, &p->random, false, &p->o.store) != OK) {
            _exit(9);
        }
        _exit(mail_run_one(&p->o, &unread, &wait) == OK ? 0 : 8);
    }
    for (int i = 0; i < 1000 && p->server.whole == 0; i++) {
        smtp_wait();
    }
    assert_int_equal(p->server.whole, 1);
    int status = 0;
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    open_store(p);
    is_in_state(p, MAIL_SENDING, 1);
    later(p, 100000);
    assert_false(run(p, &r)); /* still claimed: nobody else takes it */
    assert_int_equal(mail_run_recover(&p->o), OK);
    is_in_state(p, MAIL_UNKNOWN, 1);
    assert_int_equal(mail_run_recover(&p->o), OK);
    later(p, 100000);
    assert_false(run(p, &r));
    assert_int_equal(p->server.whole, 1);
    is_sound(p);
}

static void a_thread_sends_what_is_let_go_and_tells_how_it_goes(void **state)
{
    struct post *p = *state;
    struct mail_runner *runner = NULL;
    assert_int_equal(mail_runner_start(&p->o, &runner), OK);
    struct mail_health h = mail_runner_health(runner, p->a);
    assert_string_equal(h.trouble, "");
    assert_non_null(strstr(h.server, "127.0.0.1:"));
    assert_null(strstr(h.server, "smtp"));
    release(p);
    mail_runner_wake(runner);
    for (int i = 0; i < 1000 && p->server.mails == 0; i++) {
        smtp_wait();
    }
    mail_runner_stop(runner);
    mail_runner_wake(NULL);
    mail_runner_stop(NULL);
    assert_int_equal(p->server.mails, 1);
    is_in_state(p, MAIL_SENT, 1);
}

static void the_message_is_ascii_with_short_lines_and_nobody_adds_a_header(void **state)
{
    struct post *p = *state;
    struct mail_letter m = {.from = "office@example.gov.cn",
                            .from_name = "示例市精神文明建设指导委员会办公室",
                            .to = "a@example.com\r\nBcc: all@example.com",
                            .ref = "abc",
                            .subject = "很长的主题一二三四五六七八九十一二三四五六七八九十\r\nX-Evil: 1",
                            .text = "甲\n乙\r\n丙",
                            .at = AT};
    const char *text = mail_message(p->a, &m);
    assert_null(strstr(text, "\nBcc:"));
    assert_null(strstr(text, "\nX-Evil"));
    assert_non_null(strstr(text, "Date: Wed, 08 Jul 2015 15:20:00 +0800\r\n"));
    assert_non_null(strstr(text, "Message-ID: <abc@example.gov.cn>\r\n"));
    for (const char *line = text; *line != '\0';) {
        size_t len = strcspn(line, "\r");
        assert_true(len <= 78);
        assert_true(line[len] == '\r' && line[len + 1] == '\n');
        for (size_t i = 0; i < len; i++) {
            assert_true((unsigned char)line[i] < 0x80);
        }
        line += len + 2;
    }
    assert_non_null(strstr(text, "\r\n\r\n55SyDQrkuZkNCuS4mQ0K\r\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_mail_waits_until_somebody_lets_it_go_and_is_taken_once, setup, teardown),
        cmocka_unit_test_setup_teardown(one_that_was_stopped_is_never_sent, setup, teardown),
        cmocka_unit_test_setup_teardown(while_the_server_is_down_nothing_is_lost_and_it_is_tried_ever_more_slowly,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(a_busy_server_is_asked_again_and_a_refusal_is_final_until_a_person_decides,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(
            a_connection_that_ends_before_the_mail_is_tried_again_and_one_that_ends_behind_it_is_unknown, setup,
            teardown),
        cmocka_unit_test_setup_teardown(what_is_unknown_may_be_noted_as_received, setup, teardown),
        cmocka_unit_test_setup_teardown(
            a_process_that_is_killed_while_sending_leaves_one_mail_unknown_and_none_is_sent_twice, setup, teardown),
        cmocka_unit_test_setup_teardown(a_thread_sends_what_is_let_go_and_tells_how_it_goes, setup, teardown),
        cmocka_unit_test_setup_teardown(the_message_is_ascii_with_short_lines_and_nobody_adds_a_header, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
