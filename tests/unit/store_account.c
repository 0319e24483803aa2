/* store_account.c - people and bodies, passwords, sessions to the second, lock-out, and the tokens of POSTs.
 * SECURITY.md section 2, handbook 5.1 a and b. */
#include <pthread.h>
#include <time.h>

#include "support/store_house.h"

enum { NOW = IN_STAGE_1, MINUTE = 60, HOUR = 3600, DAY = 86400 };

static const char SOURCE[] = "192.0.2.7";

static struct account account_named(struct house *h, const char *login)
{
    struct account a = {0};
    assert_int_equal(account_by_login(h->db, h->a, login, &a), OK);
    return a;
}

/* ---- accounts and bodies ---- */

static void an_account_reads_back_as_it_was_added(void **state)
{
    struct house *h = *state;
    struct audit_actor who = house_actor(NULL, NOW);
    struct account in = {.login = "zhu-rong",
                         .person_name = "朱镕𬭊㛃",
                         .role = ROLE_UNIT,
                         .body_id = h->bus.id,
                         .password_hash = "a hash",
                         .must_change = true};
    int64_t id = 0;
    assert_int_equal(account_add(h->db, &h->rnd, &who, &in, &id), OK);
    struct account got = account_named(h, "zhu-rong");
    assert_int_equal(got.id, id);
    assert_string_equal(got.person_name, "朱镕𬭊㛃");
    assert_int_equal(got.role, ROLE_UNIT);
    assert_int_equal(got.body_id, h->bus.id);
    assert_string_equal(got.body_name, h->bus.name);
    assert_string_equal(got.password_hash, "a hash");
    assert_true(got.is_active);
    assert_true(got.must_change);
    assert_int_equal(strlen(got.ref), 13); /* 8 random bytes */
    assert_int_equal(account_by_login(h->db, h->a, "nobody", &got), ERR_NOT_FOUND);
    assert_int_equal(account_by_id(h->db, h->a, 9999, &got), ERR_NOT_FOUND);
    assert_string_equal(house_sql(h, "SELECT verb || ' ' || detail FROM audit_entry ORDER BY id DESC"),
                        text_format(h->a, "account_add role=unit body=%lld", (long long)h->bus.id));
}

static void a_login_is_given_once_whatever_its_case(void **state)
{
    static const char *const logins[] = {"unit01", "UNIT01", "Unit01"};
    struct house *h = *state;
    struct audit_actor who = house_actor(NULL, NOW);
    for (size_t i = 0; i < 3; i++) {
        struct account in = {
            .login = logins[i], .person_name = "甲", .role = ROLE_UNIT, .body_id = h->bus.id, .password_hash = "x"};
        int64_t id = -1;
        assert_int_equal(account_add(h->db, &h->rnd, &who, &in, &id), ERR_CONFLICT);
        assert_int_equal(id, -1);
        assert_int_equal(account_named(h, logins[i]).id, h->chen.id);
    }
}

static void what_breaks_a_rule_of_the_table_is_invalid_not_a_conflict(void **state)
{
    static const struct {
        const char *login, *name;
    } rows[] = {
        {"a", "甲"},
        {"a-login-of-more-than-forty-characters-is-no-login", "甲"},
        {"fine", ""},
        {"fine", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一"},
    };
    struct house *h = *state;
    struct audit_actor who = house_actor(NULL, NOW);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct account in = {.login = rows[i].login,
                             .person_name = rows[i].name,
                             .role = ROLE_UNIT,
                             .body_id = h->bus.id,
                             .password_hash = "x"};
        int64_t id = 0;
        assert_int_equal(account_add(h->db, &h->rnd, &who, &in, &id), ERR_INVALID);
    }
    struct account of_nobody = {
        .login = "fine", .person_name = "甲", .role = ROLE_UNIT, .body_id = 9999, .password_hash = "x"};
    int64_t id = 0;
    assert_int_equal(account_add(h->db, &h->rnd, &who, &of_nobody, &id), ERR_INTERNAL);
}

static void a_body_has_its_name_once_in_its_kind_and_a_unit_has_a_district(void **state)
{
    struct house *h = *state;
    struct audit_actor who = house_actor(NULL, NOW);
    struct body same = {.kind = "unit", .name = h->water.name, .district_id = 1};
    struct body other_kind = {.kind = "joint", .name = h->water.name};
    struct body nowhere = {.kind = "unit", .name = "示例市无处可寻公司"};
    struct body got;
    int64_t id = 0;
    assert_int_equal(body_add(h->db, &h->rnd, &who, &same, &id), ERR_CONFLICT);
    assert_int_equal(body_add(h->db, &h->rnd, &who, &nowhere, &id), ERR_INVALID);
    assert_int_equal(body_add(h->db, &h->rnd, &who, &other_kind, &id), OK);
    assert_int_equal(body_by_name(h->db, h->a, "joint", h->water.name, &got), OK);
    assert_int_equal(got.id, id);
    assert_int_equal(got.district_id, 0);
    assert_int_equal(body_by_name(h->db, h->a, "unit", h->water.name, &got), OK);
    assert_int_equal(got.id, h->water.id);
    assert_int_equal(got.sector_id, h->water.sector_id);
    assert_int_equal(body_by_name(h->db, h->a, "office", h->water.name, &got), ERR_NOT_FOUND);
}

static void the_list_of_accounts_is_by_role_and_login(void **state)
{
    struct house *h = *state;
    struct account *list = NULL;
    size_t len = 0;
    struct audit_actor who = house_actor(NULL, NOW);
    assert_int_equal(account_disable(h->db, &who, &h->wang), OK);
    assert_int_equal(account_list(h->db, h->a, &list, &len), OK);
    assert_int_equal(len, 3);
    assert_string_equal(list[0].login, "other01");
    assert_string_equal(list[1].login, "unit01");
    assert_string_equal(list[2].login, "unit02");
    assert_true(list[1].is_active);
    assert_false(list[2].is_active);
    assert_string_equal(list[1].body_name, h->water.name);
}

static void a_disabled_account_keeps_its_row_and_loses_everything_else(void **state)
{
    struct house *h = *state;
    struct audit_actor who = house_actor(NULL, NOW);
    const char *cookie = NULL;
    struct session s;
    assert_int_equal(session_start(&(struct writing){h->db, &h->rnd, h->a, &who}, &h->chen, SOURCE, "browser", &cookie),
                     OK);
    assert_int_equal(account_disable(h->db, &who, &h->chen), OK);
    assert_false(account_named(h, "unit01").is_active);
    assert_int_equal(session_by_cookie(h->db, h->a, cookie, NOW + 1, &s), ERR_NOT_FOUND);
    assert_int_equal(account_disable(h->db, &who, &h->chen), ERR_CONFLICT);
    assert_int_equal(account_set_password(h->db, &who, &h->chen, "new", false), ERR_CONFLICT);
}

static void a_new_password_replaces_the_old_one_and_is_told_apart_from_a_reset(void **state)
{
    struct house *h = *state;
    struct audit_actor who = house_actor(&h->chen, NOW);
    assert_int_equal(account_set_password(h->db, &who, &h->chen, "second", false), OK);
    assert_string_equal(account_named(h, "unit01").password_hash, "second");
    assert_false(account_named(h, "unit01").must_change);
    assert_int_equal(account_set_password(h->db, &who, &h->chen, "third", true), OK);
    assert_true(account_named(h, "unit01").must_change);
    assert_int_equal(house_count(h, "SELECT count(*) FROM audit_entry WHERE verb = 'password_change'"), 1);
    assert_int_equal(house_count(h, "SELECT count(*) FROM audit_entry WHERE verb = 'password_reset'"), 1);
    assert_int_equal(house_count(h, "SELECT count(*) FROM audit_entry WHERE detail LIKE '%second%'"), 0);
}

/* ---- passwords ---- */

static void a_password_is_checked_against_its_own_hash(void **state)
{
    static const char *const passwords[] = {"Chuang-Kou_2015", "窗口服务Aa1", " leading and trailing ", "𬭊𫖯-Aa1"};
    struct house *h = *state;
    for (size_t i = 0; i < 4; i++) {
        const char *hash = NULL;
        const char *again = NULL;
        assert_int_equal(password_hash(h->a, passwords[i], true, &hash), OK);
        assert_int_equal(password_hash(h->a, passwords[i], true, &again), OK);
        assert_true(text_starts(hash, "$argon2id$"));
        assert_string_not_equal(hash, again); /* each has its salt */
        assert_int_equal(password_check(hash, passwords[i]), OK);
        assert_int_equal(password_check(hash, text_format(h->a, "%s ", passwords[i])), ERR_DENIED);
        assert_int_equal(password_check(hash, ""), ERR_DENIED);
    }
    assert_int_equal(password_check("", ""), ERR_DENIED);
    assert_int_equal(password_check("", "Chuang-Kou_2015"), ERR_DENIED);
    assert_int_equal(password_check("not a hash", "x"), ERR_DENIED);
}

static void a_real_hash_costs_64_mebibytes_three_times_over(void **state)
{
    struct house *h = *state;
    const char *hash = NULL;
    assert_int_equal(password_hash(h->a, "Chuang-Kou_2015", false, &hash), OK);
    assert_true(text_starts(hash, "$argon2id$v=19$m=65536,t=3,p=1$"));
    assert_int_equal(password_check(hash, "Chuang-Kou_2015"), OK);
    assert_int_equal(password_check(hash, "Chuang-Kou_2016"), ERR_DENIED);
}

static double seconds_of_check(const char *hash)
{
    double best = 1e9;
    for (int i = 0; i < 3; i++) {
        struct timespec a;
        struct timespec b;
        (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &a);
        enum err e = password_check(hash, "wrong");
        (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &b);
        assert_int_equal(e, ERR_DENIED);
        double took = (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
        best = took < best ? took : best;
    }
    return best;
}

static void an_absent_account_takes_as_long_as_a_wrong_password(void **state)
{
    struct house *h = *state;
    const char *hash = NULL;
    assert_int_equal(password_hash(h->a, "Chuang-Kou_2015", false, &hash), OK);
    double present = seconds_of_check(hash);
    double absent = seconds_of_check("");
    assert_true(absent > present / 2 && absent < present * 2);
}

static void *check_thread(void *arg)
{
    return password_check(arg, "Chuang-Kou_2015") == OK ? NULL : arg;
}

static void many_checks_at_once_all_come_through_the_gate(void **state)
{
    struct house *h = *state;
    const char *hash = NULL;
    pthread_t threads[8];
    assert_int_equal(password_hash(h->a, "Chuang-Kou_2015", true, &hash), OK);
    char *shared = arena_copy(h->a, hash, strlen(hash));
    for (size_t i = 0; i < 8; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, check_thread, shared), 0);
    }
    for (size_t i = 0; i < 8; i++) {
        void *failed = shared;
        assert_int_equal(pthread_join(threads[i], &failed), 0);
        assert_null(failed);
    }
}

static void a_new_password_follows_the_rule(void **state)
{
    static const struct {
        enum role role;
        const char *login, *password;
        const char *reason; /* a part of it; NULL: the password will do */
    } rows[] = {
        {ROLE_UNIT, "unit01", "Aa1-5678", NULL},
        {ROLE_UNIT, "unit01", "Aa1-567", "至少 8 个字符"},
        {ROLE_UNIT, "unit01", "", "至少 8 个字符"},
        {ROLE_UNIT, "unit01", "窗口服务窗口Aa",
         NULL}, /* characters, not bytes: 8 of them; Chinese is the fourth class */
        {ROLE_UNIT, "unit01", "窗口服务窗口A", "至少 8 个字符"},
        {ROLE_ADMIN, "boss", "Aa1-5678901", "至少 12 个字符"},
        {ROLE_ADMIN, "boss", "Aa1-56789012", NULL},
        {ROLE_SECURITY, "boss", "Aa1-5678901", "至少 12 个字符"},
        {ROLE_AUDITOR, "boss", "Aa1-5678901", "至少 12 个字符"},
        {ROLE_OFFICE, "boss", "Aa1-5678", NULL}, /* handbook 5.1 a: 8, administrators 12 */
        {ROLE_UNIT, "unit01", "aaaaaaa1", "三种"},
        {ROLE_UNIT, "unit01", "AAAA1111", "三种"},
        {ROLE_UNIT, "unit01", "aaaaAAAA", "三种"},
        {ROLE_UNIT, "unit01", "aaaAAA11", NULL},
        {ROLE_UNIT, "unit01", "--aaa111", NULL},
        {ROLE_UNIT, "unit01", "Aa-unit01-x", "不能含有账号"},
        {ROLE_UNIT, "unit01", "Aa-UNIT01-x", "不能含有账号"},
        {ROLE_UNIT, "Unit01", "Aa-unit01-x", "不能含有账号"},
        {ROLE_UNIT, "ab", "Xab-1234", NULL}, /* two letters are in too many words */
        {ROLE_UNIT, "unit01", "Password-1", "太常见"},
        {ROLE_UNIT, "unit01", "my-QWERTY-9", "太常见"},
        {ROLE_UNIT, "unit01", "Aa88888888", "太常见"},
        {ROLE_UNIT, "unit01", "Aa-12345678", "太常见"},
    };
    struct house *h = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *reason = "";
        enum err e = password_rule(rows[i].role, rows[i].login, rows[i].password, &reason);
        if (e != (rows[i].reason == NULL ? OK : ERR_INVALID) ||
            (rows[i].reason != NULL && strstr(reason, rows[i].reason) == NULL)) {
            fail_msg("%s: %d %s", rows[i].password, (int)e, reason);
        }
    }
    char *long_one = arena_alloc(h->a, PASSWORD_BYTES_MAX + 2, 1);
    const char *reason = "";
    memset(long_one, 'x', PASSWORD_BYTES_MAX);
    memcpy(long_one, "Aa1", 3);
    assert_int_equal(password_rule(ROLE_UNIT, "unit01", long_one, &reason), OK);
    long_one[PASSWORD_BYTES_MAX] = 'x';
    assert_int_equal(password_rule(ROLE_UNIT, "unit01", long_one, &reason), ERR_INVALID);
}

/* ---- sessions ---- */

static const char *sign_in(struct house *h, const struct account *of, int64_t at)
{
    struct audit_actor who = house_actor(of, at);
    const char *cookie = NULL;
    assert_int_equal(session_start(&(struct writing){h->db, &h->rnd, h->a, &who}, of, SOURCE, "browser", &cookie), OK);
    return cookie;
}

/* 'y' signs in, 'x' is expired, '-' is unknown. */
static char session_at(struct house *h, const char *cookie, int64_t now)
{
    struct session s;
    enum err e = session_by_cookie(h->db, h->a, cookie, now, &s);
    if (e != OK) {
        assert_int_equal(e, ERR_NOT_FOUND);
        return '-';
    }
    return s.is_expired ? 'x' : 'y';
}

static void touch(struct house *h, const char *cookie, int64_t now)
{
    struct session s;
    assert_int_equal(session_by_cookie(h->db, h->a, cookie, now, &s), OK);
    assert_int_equal(session_touch(h->db, &s, now), OK);
}

static void a_session_knows_its_person_and_the_cookie_is_nowhere_stored(void **state)
{
    struct house *h = *state;
    const char *cookie = sign_in(h, &h->chen, NOW);
    const char *second = sign_in(h, &h->chen, NOW);
    struct session s;
    assert_int_equal(strlen(cookie), 52); /* 256 bits */
    assert_string_not_equal(cookie, second);
    assert_int_equal(session_by_cookie(h->db, h->a, cookie, NOW, &s), OK);
    assert_int_equal(s.account.id, h->chen.id);
    assert_string_equal(s.account.login, "unit01");
    assert_string_equal(s.account.body_name, h->water.name);
    assert_string_equal(s.account.password_hash, "");
    assert_int_equal(strlen(s.token_key), 64);
    assert_int_equal(house_count(h, text_format(h->a, "SELECT count(*) FROM session WHERE id_hash = '%s'", cookie)), 0);
    assert_int_equal(house_count(h, text_format(h->a,
                                                "SELECT count(*) FROM session WHERE '%s' IN (token_key, remote_addr, "
                                                "user_agent)",
                                                cookie)),
                     0);
    assert_int_equal(house_count(h, "SELECT count(*) FROM audit_entry WHERE verb = 'signin'"), 2);
}

static void an_idle_session_expires_after_30_minutes_to_the_second(void **state)
{
    struct house *h = *state;
    const char *cookie = sign_in(h, &h->chen, NOW);
    assert_int_equal(session_at(h, cookie, NOW), 'y');
    assert_int_equal(session_at(h, cookie, NOW + 30 * MINUTE - 1), 'y');
    assert_int_equal(session_at(h, cookie, NOW + 30 * MINUTE), 'x');
    touch(h, cookie, NOW + 20 * MINUTE);
    assert_int_equal(session_at(h, cookie, NOW + 50 * MINUTE - 1), 'y');
    assert_int_equal(session_at(h, cookie, NOW + 50 * MINUTE), 'x');
    touch(h, cookie, NOW + 10 * MINUTE); /* a slower request, answered later: time does not go back */
    assert_int_equal(session_at(h, cookie, NOW + 50 * MINUTE - 1), 'y');
}

static void a_busy_session_expires_after_12_hours_to_the_second(void **state)
{
    struct house *h = *state;
    const char *cookie = sign_in(h, &h->chen, NOW);
    for (int64_t at = NOW; at < NOW + 12 * HOUR; at += 29 * MINUTE) {
        touch(h, cookie, at);
    }
    assert_int_equal(session_at(h, cookie, NOW + 12 * HOUR - 1), 'y');
    assert_int_equal(session_at(h, cookie, NOW + 12 * HOUR), 'x');
}

static void a_session_that_was_ended_is_unknown(void **state)
{
    struct house *h = *state;
    const char *cookie = sign_in(h, &h->chen, NOW);
    struct audit_actor who = house_actor(&h->chen, NOW + 5);
    struct session s;
    assert_int_equal(session_by_cookie(h->db, h->a, cookie, NOW, &s), OK);
    assert_int_equal(session_end(h->db, &who, &s), OK);
    assert_int_equal(session_at(h, cookie, NOW + 5), '-');
    assert_int_equal(session_touch(h->db, &s, NOW + 9), OK); /* a request that was on its way */
    assert_int_equal(session_at(h, cookie, NOW + 9), '-');
}

static void a_foreign_cookie_is_unknown(void **state)
{
    static const char *const cookies[] = {"", "x", "00000000000000000000000000000000000000000000000000000",
                                          "' OR 1=1 --", "镕"};
    struct house *h = *state;
    const char *cookie = sign_in(h, &h->chen, NOW);
    for (size_t i = 0; i < sizeof cookies / sizeof cookies[0]; i++) {
        assert_int_equal(session_at(h, cookies[i], NOW), '-');
    }
    char *long_one = arena_alloc(h->a, 100001, 1);
    memset(long_one, 'a', 100000);
    assert_int_equal(session_at(h, long_one, NOW), '-');
    assert_int_equal(session_at(h, text_format(h->a, "%s ", cookie), NOW), '-');
    char *changed = arena_copy(h->a, cookie, strlen(cookie));
    changed[10] = changed[10] == 'a' ? 'b' : 'a';
    assert_int_equal(session_at(h, changed, NOW), '-');
}

static void ending_the_others_leaves_this_one_and_other_people(void **state)
{
    struct house *h = *state;
    const char *here = sign_in(h, &h->chen, NOW);
    const char *there = sign_in(h, &h->chen, NOW);
    const char *colleague = sign_in(h, &h->wang, NOW);
    struct session s;
    assert_int_equal(session_by_cookie(h->db, h->a, here, NOW, &s), OK);
    assert_int_equal(session_end_others(h->db, &s, NOW + 1), OK);
    assert_int_equal(session_at(h, here, NOW + 2), 'y');
    assert_int_equal(session_at(h, there, NOW + 2), '-');
    assert_int_equal(session_at(h, colleague, NOW + 2), 'y');
}

static void an_expired_session_is_known_for_another_day_and_then_forgotten(void **state)
{
    struct house *h = *state;
    const char *cookie = sign_in(h, &h->chen, NOW);
    assert_int_equal(session_sweep(h->db, NOW + SESSION_LIFE_SECONDS + SESSION_KEPT_SECONDS), OK);
    assert_int_equal(session_at(h, cookie, NOW + 36 * HOUR), 'x'); /* its text is still kept */
    assert_int_equal(session_sweep(h->db, NOW + SESSION_LIFE_SECONDS + SESSION_KEPT_SECONDS + 1), OK);
    assert_int_equal(session_at(h, cookie, NOW + 36 * HOUR), '-');
}

static void a_long_name_of_a_browser_is_cut_between_characters(void **state)
{
    struct house *h = *state;
    struct audit_actor who = house_actor(&h->chen, NOW);
    const char *cookie = NULL;
    char *agent = arena_alloc(h->a, 3001, 1);
    for (size_t i = 0; i < 1000; i++) {
        memcpy(agent + 3 * i, "镕", 3);
    }
    assert_int_equal(session_start(&(struct writing){h->db, &h->rnd, h->a, &who}, &h->chen, SOURCE, agent, &cookie),
                     OK);
    const char *kept = house_sql(h, "SELECT user_agent FROM session");
    assert_int_equal(strlen(kept), 198);
    assert_true(utf8_is_valid(kept, 198));
}

/* ---- lock-out ---- */

static void fail_at(struct house *h, const char *login, const char *source, int64_t now)
{
    struct audit_actor who = house_actor(NULL, now);
    assert_int_equal(signin_failed(h->db, &who, login, source), OK);
}

static int64_t locked(struct house *h, const char *login, const char *source, int64_t now)
{
    int64_t until = -1;
    assert_int_equal(signin_locked_until(h->db, login, source, now, &until), OK);
    return until;
}

static void five_failures_lock_for_15_minutes_to_the_second(void **state)
{
    struct house *h = *state;
    for (int i = 0; i < 4; i++) {
        fail_at(h, "unit01", SOURCE, NOW + i);
        assert_int_equal(locked(h, "unit01", SOURCE, NOW + i), 0);
    }
    fail_at(h, "unit01", SOURCE, NOW + 4);
    assert_int_equal(locked(h, "unit01", SOURCE, NOW + 4), NOW + 4 + 15 * MINUTE);
    assert_int_equal(locked(h, "unit01", SOURCE, NOW + 4 + 15 * MINUTE - 1), NOW + 4 + 15 * MINUTE);
    assert_int_equal(locked(h, "unit01", SOURCE, NOW + 4 + 15 * MINUTE), 0);
    assert_int_equal(house_count(h, "SELECT count(*) FROM audit_entry WHERE verb = 'signin_failed'"), 5);
}

static void each_further_lock_is_twice_as_long_up_to_a_day(void **state)
{
    static const int64_t minutes[] = {15, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440};
    struct house *h = *state;
    int64_t now = NOW;
    for (size_t i = 0; i < sizeof minutes / sizeof minutes[0]; i++) {
        for (int k = 0; k < SIGNIN_FAILURES_MAX; k++) {
            assert_int_equal(locked(h, "unit01", SOURCE, now), 0);
            fail_at(h, "unit01", SOURCE, now);
        }
        int64_t until = locked(h, "unit01", SOURCE, now);
        assert_int_equal(until - now, minutes[i] * MINUTE);
        now = until;
    }
}

static void a_day_of_quiet_forgives(void **state)
{
    struct house *h = *state;
    for (int i = 0; i < 5; i++) {
        fail_at(h, "unit01", SOURCE, NOW);
    }
    for (int i = 0; i < 4; i++) {
        fail_at(h, "unit01", SOURCE, NOW + DAY + 1);
    }
    assert_int_equal(locked(h, "unit01", SOURCE, NOW + DAY + 1), 0);
    fail_at(h, "unit01", SOURCE, NOW + DAY + 1);
    assert_int_equal(locked(h, "unit01", SOURCE, NOW + DAY + 1), NOW + DAY + 1 + 15 * MINUTE); /* the first again */
}

static void a_day_without_quiet_does_not(void **state)
{
    struct house *h = *state;
    for (int i = 0; i < 5; i++) {
        fail_at(h, "unit01", SOURCE, NOW);
    }
    for (int i = 0; i < 5; i++) {
        fail_at(h, "unit01", SOURCE, NOW + DAY);
    }
    assert_int_equal(locked(h, "unit01", SOURCE, NOW + DAY), NOW + DAY + 30 * MINUTE);
}

static void success_begins_anew(void **state)
{
    struct house *h = *state;
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 4; i++) {
            fail_at(h, "unit01", SOURCE, NOW);
        }
        assert_int_equal(signin_succeeded(h->db, "UNIT01", SOURCE), OK);
        assert_int_equal(locked(h, "unit01", SOURCE, NOW), 0);
    }
}

static void nobody_locks_another_out_from_elsewhere(void **state)
{
    struct house *h = *state;
    for (int i = 0; i < 5; i++) {
        fail_at(h, "unit01", "198.51.100.9", NOW);
    }
    assert_true(locked(h, "unit01", "198.51.100.9", NOW) != 0);
    assert_int_equal(locked(h, "unit01", SOURCE, NOW), 0);
    assert_int_equal(locked(h, "unit02", "198.51.100.9", NOW), 0);
}

static void letters_of_another_case_are_the_same_login(void **state)
{
    static const char *const logins[] = {"unit01", "UNIT01", "Unit01", "uNIT01", "unIT01"};
    struct house *h = *state;
    for (size_t i = 0; i < 5; i++) {
        fail_at(h, logins[i], SOURCE, NOW);
    }
    assert_true(locked(h, "unit01", SOURCE, NOW) != 0);
    assert_true(locked(h, "UNIT01", SOURCE, NOW) != 0);
}

static void a_source_that_tries_many_logins_is_locked_for_all(void **state)
{
    struct house *h = *state;
    for (int i = 0; i < SIGNIN_FAILURES_MAX * 10; i++) {
        assert_int_equal(locked(h, "unit01", SOURCE, NOW), 0);
        fail_at(h, text_format(h->a, "guess%d", i), SOURCE, NOW);
    }
    assert_int_equal(locked(h, "unit01", SOURCE, NOW), NOW + 15 * MINUTE);
    assert_int_equal(locked(h, "unit01", "198.51.100.9", NOW), 0);
}

static void forgiven_failures_are_swept(void **state)
{
    struct house *h = *state;
    for (int i = 0; i < 20; i++) {
        fail_at(h, text_format(h->a, "guess%d", i), SOURCE, NOW);
    }
    assert_int_equal(session_sweep(h->db, NOW + DAY), OK);
    assert_int_equal(house_count(h, "SELECT count(*) FROM signin_failure"), 21);
    assert_int_equal(session_sweep(h->db, NOW + DAY + 1), OK);
    assert_int_equal(house_count(h, "SELECT count(*) FROM signin_failure"), 0);
}

/* ---- one-time tokens, facts ---- */

static void the_same_post_gets_the_same_answer(void **state)
{
    struct house *h = *state;
    int status = 0;
    const char *location = NULL;
    assert_int_equal(once_get(h->db, h->a, "t1", &status, &location), ERR_NOT_FOUND);
    assert_int_equal(once_put(h->db, "t1", 303, "/nominations/abc?saved=unit", NOW), OK);
    assert_int_equal(once_get(h->db, h->a, "t1", &status, &location), OK);
    assert_int_equal(status, 303);
    assert_string_equal(location, "/nominations/abc?saved=unit");
    assert_int_equal(once_put(h->db, "t1", 303, "/elsewhere", NOW), ERR_CONFLICT);
    assert_int_equal(once_get(h->db, h->a, "t1", &status, &location), OK);
    assert_string_equal(location, "/nominations/abc?saved=unit");
    assert_int_equal(once_get(h->db, h->a, "T1", &status, &location), ERR_NOT_FOUND);
}

static void a_token_is_remembered_for_a_week(void **state)
{
    struct house *h = *state;
    int status = 0;
    const char *location = NULL;
    assert_int_equal(once_put(h->db, "t1", 303, "/", NOW), OK);
    assert_int_equal(session_sweep(h->db, NOW + 7 * DAY), OK);
    assert_int_equal(once_get(h->db, h->a, "t1", &status, &location), OK);
    assert_int_equal(session_sweep(h->db, NOW + 7 * DAY + 1), OK);
    assert_int_equal(once_get(h->db, h->a, "t1", &status, &location), ERR_NOT_FOUND);
}

static void a_fact_is_written_over(void **state)
{
    struct house *h = *state;
    const char *value = NULL;
    assert_int_equal(meta_get(h->db, h->a, "is_demo", &value), OK);
    assert_string_equal(value, "");
    assert_int_equal(meta_put(h->db, "is_demo", "1"), OK);
    assert_int_equal(meta_put(h->db, "is_demo", "2"), OK);
    assert_int_equal(meta_get(h->db, h->a, "is_demo", &value), OK);
    assert_string_equal(value, "2");
}

#define HOUSE_TEST(f) cmocka_unit_test_setup_teardown(f, house_setup, house_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(an_account_reads_back_as_it_was_added),
        HOUSE_TEST(a_login_is_given_once_whatever_its_case),
        HOUSE_TEST(what_breaks_a_rule_of_the_table_is_invalid_not_a_conflict),
        HOUSE_TEST(a_body_has_its_name_once_in_its_kind_and_a_unit_has_a_district),
        HOUSE_TEST(the_list_of_accounts_is_by_role_and_login),
        HOUSE_TEST(a_disabled_account_keeps_its_row_and_loses_everything_else),
        HOUSE_TEST(a_new_password_replaces_the_old_one_and_is_told_apart_from_a_reset),
        HOUSE_TEST(a_password_is_checked_against_its_own_hash),
        HOUSE_TEST(a_real_hash_costs_64_mebibytes_three_times_over),
        HOUSE_TEST(an_absent_account_takes_as_long_as_a_wrong_password),
        HOUSE_TEST(many_checks_at_once_all_come_through_the_gate),
        HOUSE_TEST(a_new_password_follows_the_rule),
        HOUSE_TEST(a_session_knows_its_person_and_the_cookie_is_nowhere_stored),
        HOUSE_TEST(an_idle_session_expires_after_30_minutes_to_the_second),
        HOUSE_TEST(a_busy_session_expires_after_12_hours_to_the_second),
        HOUSE_TEST(a_session_that_was_ended_is_unknown),
        HOUSE_TEST(a_foreign_cookie_is_unknown),
        HOUSE_TEST(ending_the_others_leaves_this_one_and_other_people),
        HOUSE_TEST(an_expired_session_is_known_for_another_day_and_then_forgotten),
        HOUSE_TEST(a_long_name_of_a_browser_is_cut_between_characters),
        HOUSE_TEST(five_failures_lock_for_15_minutes_to_the_second),
        HOUSE_TEST(each_further_lock_is_twice_as_long_up_to_a_day),
        HOUSE_TEST(a_day_of_quiet_forgives),
        HOUSE_TEST(a_day_without_quiet_does_not),
        HOUSE_TEST(success_begins_anew),
        HOUSE_TEST(nobody_locks_another_out_from_elsewhere),
        HOUSE_TEST(letters_of_another_case_are_the_same_login),
        HOUSE_TEST(a_source_that_tries_many_logins_is_locked_for_all),
        HOUSE_TEST(forgiven_failures_are_swept),
        HOUSE_TEST(the_same_post_gets_the_same_answer),
        HOUSE_TEST(a_token_is_remembered_for_a_week),
        HOUSE_TEST(a_fact_is_written_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
