/* pages_second_factor.c - one-time passwords through the whole program: setting up, signing in, losing the telephone.
 */
#include "domain/totp.h"
#include "support/whole_request.h"

#define CODE_PAGE "/accounts/me/code"
#define START     "/accounts/me/code/start"
#define CONFIRM   "/accounts/me/code/confirm"
#define STEP      "/signin/code"

/* ---- a telephone with an authenticator ---- */

static void base32_read(const char *text, unsigned char to[TOTP_SECRET_BYTES])
{
    unsigned buffer = 0;
    int bits = 0;
    size_t n = 0;
    for (; *text != '\0' && *text != '<' && n < TOTP_SECRET_BYTES; text++) {
        unsigned v = *text >= 'A' && *text <= 'Z' ? (unsigned)(*text - 'A') : (unsigned)(*text - '2') + 26;
        if (*text == ' ') {
            continue;
        }
        buffer = (buffer << 5) | v;
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            to[n++] = (unsigned char)(buffer >> bits);
            buffer &= (1U << bits) - 1;
        }
    }
    assert_int_equal(n, TOTP_SECRET_BYTES);
}

struct telephone {
    struct site *site;
    unsigned char secret[TOTP_SECRET_BYTES];
};

static const char *shows(const struct telephone *t, int64_t later)
{
    char code[TOTP_DIGITS + 1] = "";
    assert_int_equal(totp_code(t->secret, TOTP_SECRET_BYTES, (clock_now(&t->site->clock) + later) / 30, code), OK);
    return arena_copy(t->site->a, code, TOTP_DIGITS);
}

static struct telephone telephone_of(struct person *p)
{
    struct telephone t = {.site = p->site};
    struct answer x = get(p, CODE_PAGE);
    assert_int_equal(x.status, 200);
    const char *at = strstr(x.body, "class=\"mono\">");
    assert_non_null(at);
    base32_read(at + strlen("class=\"mono\">"), t.secret);
    return t;
}

static struct answer with_code(struct person *p, const char *page, const char *action, const char *act,
                               const char *code)
{
    struct sheet *s = open_form(p, page, action);
    if (act != NULL) {
        sheet_set(s, "act", act);
    }
    if (code != NULL) {
        sheet_set(s, "code", code);
    }
    return post(p, s);
}

/* The first recovery code of the page, as printed. */
static const char *first_recovery(struct site *s, const struct answer *x, int number)
{
    const char *at = x->body;
    for (int i = 0; i <= number; i++) {
        at = strstr(at, "<li class=\"mono\">");
        assert_non_null(at);
        at += strlen("<li class=\"mono\">");
    }
    return arena_copy(s->a, at, RECOVERY_CHARS + 1);
}

/* Sets it up; the page with the recovery codes. */
static struct telephone set_up(struct person *p, struct answer *ret_codes)
{
    struct answer x = with_code(p, CODE_PAGE, START, "start", NULL);
    leads_to(&x, CODE_PAGE);
    struct telephone t = telephone_of(p);
    *ret_codes = with_code(p, CODE_PAGE, CONFIRM, NULL, shows(&t, 0));
    assert_int_equal(ret_codes->status, 200);
    assert_true(answer_says(ret_codes, "动态口令已启用"));
    return t;
}

/* The page of the second step after a right password. */
static struct answer first_step(struct person *p, const char *login)
{
    struct answer x = sign_in_as(p, login, SITE_PASSWORD);
    assert_int_equal(x.status, 200);
    assert_string_equal(p->session, "");
    assert_true(answer_says(&x, "密码正确，还差一步"));
    return x;
}

static struct answer second_step(struct person *p, const struct answer *page, const char *code)
{
    struct sheet *s = sheet_of(p->site->a, page->body, STEP);
    assert_non_null(s);
    sheet_set(s, "code", code);
    return post(p, s);
}

/* ---- stories ---- */

static void it_is_set_up_by_a_code_of_the_telephone_and_ten_recovery_codes_are_shown_once(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "office01");
    struct person elsewhere = person(s, "office01");
    struct answer codes;
    (void)set_up(&p, &codes);
    (void)first_recovery(s, &codes, RECOVERY_CODES - 1);
    struct answer x = get(&p, CODE_PAGE);
    assert_true(answer_says(&x, "已启用"));
    assert_true(answer_says(&x, "还有 10 个没有用过"));
    assert_null(strstr(x.body, "<li class=\"mono\">"));
    assert_int_equal(get(&elsewhere, "/accounts/me").status, 303); /* signed in without it: over */
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM recovery_code WHERE length(code_hash) = 64"), 10);
    site_is_sound(s);
}

static void the_page_draws_a_code_for_the_camera_and_says_the_same_as_text(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "office01");
    struct answer x = with_code(&p, CODE_PAGE, START, "start", NULL);
    x = get(&p, CODE_PAGE);
    assert_non_null(strstr(x.body, "<svg"));
    assert_non_null(strstr(x.body, "h1v1h-1z"));
    assert_true(answer_says(&x, "office01"));
}

static void a_wrong_first_code_puts_nothing_in_force(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "office01");
    struct answer x = with_code(&p, CODE_PAGE, START, "start", NULL);
    struct telephone t = telephone_of(&p);
    x = with_code(&p, CODE_PAGE, CONFIRM, NULL, shows(&t, 3600));
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "数字不对"));
    struct person v = visitor(s);
    x = sign_in_as(&v, "office01", SITE_PASSWORD);
    leads_to(&x, "/nominations");
}

static void a_sign_in_asks_for_the_code_and_each_code_works_once(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "office01");
    struct answer codes;
    struct telephone t = set_up(&p, &codes);
    site_later(s, 60);
    struct person v = visitor(s);
    struct answer page = first_step(&v, "office01");
    const char *code = shows(&t, 0);
    struct answer x = second_step(&v, &page, code);
    leads_to(&x, "/nominations");
    assert_string_not_equal(v.session, "");
    assert_int_equal(get(&v, "/accounts/me").status, 200);
    struct person thief = visitor(s);
    page = first_step(&thief, "office01");
    x = second_step(&thief, &page, code);
    assert_int_equal(x.status, 422);
    assert_string_equal(thief.session, "");
    x = second_step(&thief, &page, shows(&t, 30)); /* the next one is not used yet */
    leads_to(&x, "/nominations");
    site_is_sound(s);
}

static void before_the_password_nothing_tells_whether_there_is_a_second_step(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "office01");
    struct answer codes;
    (void)set_up(&p, &codes);
    struct person v = visitor(s);
    struct answer with = sign_in_as(&v, "office01", "Falsch-Falsch-1");
    struct answer without = sign_in_as(&v, "unit01", "Falsch-Falsch-1");
    struct answer nobody = sign_in_as(&v, "nobody9", "Falsch-Falsch-1");
    assert_int_equal(with.status, 422);
    assert_int_equal(without.status, 422);
    assert_int_equal(nobody.status, 422);
    assert_false(answer_says(&with, "动态口令"));
    assert_true(answer_says(&with, "账号或者密码不对"));
    assert_true(answer_says(&without, "账号或者密码不对"));
    assert_true(answer_says(&nobody, "账号或者密码不对"));
}

static void five_wrong_codes_lock_the_second_step_from_wherever_they_come(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "office01");
    struct answer codes;
    struct telephone t = set_up(&p, &codes);
    site_later(s, 60);
    for (int i = 0; i < 5; i++) {
        struct person v = visitor(s);
        v.addr = text_format(s->a, "198.51.100.%d", i + 1);
        struct answer page = first_step(&v, "office01");
        struct answer x = second_step(&v, &page, "000000");
        assert_int_equal(x.status, 422);
    }
    struct person v = visitor(s);
    v.addr = "198.51.100.77";
    struct answer page = first_step(&v, "office01");
    struct answer x = second_step(&v, &page, shows(&t, 0));
    assert_int_equal(x.status, 429);
    assert_true(answer_says(&x, "连续输错次数太多"));
    assert_string_not_equal(answer_header(&x, "Retry-After"), "");
    site_later(s, SIGNIN_LOCK_SECONDS);
    page = first_step(&v, "office01");
    x = second_step(&v, &page, shows(&t, 0));
    leads_to(&x, "/nominations");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'signin_failed'"), 5);
    site_is_sound(s);
}

static void a_right_password_does_not_forgive_wrong_codes(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "office01");
    struct answer codes;
    (void)set_up(&p, &codes);
    struct person v = visitor(s);
    for (int i = 0; i < 5; i++) {
        struct answer page = first_step(&v, "office01");
        assert_int_equal(second_step(&v, &page, "111111").status, 422);
    }
    assert_int_equal(sign_in_as(&v, "office01", SITE_PASSWORD).status, 429);
}

static void a_ticket_is_good_for_ten_minutes_and_for_its_password_alone(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "office01");
    struct answer codes;
    struct telephone t = set_up(&p, &codes);
    site_later(s, 60);
    struct person v = visitor(s);
    struct answer page = first_step(&v, "office01");
    site_later(s, 10 * 60);
    struct answer x = second_step(&v, &page, shows(&t, 0));
    assert_int_equal(x.status, 409);
    page = first_step(&v, "office01");
    struct sheet *forged = sheet_of(s->a, page.body, STEP);
    const char *ref = site_sql(s, "SELECT ref FROM account WHERE login = 'admin'");
    const char *ticket = sheet_get(forged, "ticket");
    sheet_set(forged, "ticket", text_format(s->a, "%s%s", ref, strchr(ticket, '.')));
    sheet_set(forged, "code", shows(&t, 0));
    assert_int_equal(post(&v, forged).status, 409);
    static const char *const rubbish[] = {"", ".", "..", "a.b.c", "x.99999999999999999999.y"};
    for (size_t i = 0; i < sizeof rubbish / sizeof rubbish[0]; i++) {
        sheet_set(forged, "ticket", rubbish[i]);
        assert_int_equal(post(&v, forged).status, 409);
    }
    assert_string_equal(v.session, "");
}

static void a_recovery_code_opens_once_and_is_counted_down(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "office01");
    struct answer codes;
    (void)set_up(&p, &codes);
    const char *recovery = first_recovery(s, &codes, 3);
    struct person v = visitor(s);
    struct answer page = first_step(&v, "office01");
    struct answer x = second_step(&v, &page, recovery);
    leads_to(&x, "/nominations");
    x = get(&v, CODE_PAGE);
    assert_true(answer_says(&x, "还有 9 个没有用过"));
    struct person again = visitor(s);
    page = first_step(&again, "office01");
    assert_int_equal(second_step(&again, &page, recovery).status, 422);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'recovery_code_use'"), 1);
    site_is_sound(s);
}

static void changing_the_telephone_asks_for_the_old_one_and_new_codes_end_the_old(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "office01");
    struct answer codes;
    struct telephone t = set_up(&p, &codes);
    const char *old_recovery = first_recovery(s, &codes, 0);
    site_later(s, 60);
    struct answer x = with_code(&p, CODE_PAGE, START, "start", "000000");
    assert_int_equal(x.status, 422);
    x = with_code(&p, CODE_PAGE, START, "start", shows(&t, 0));
    leads_to(&x, CODE_PAGE);
    struct telephone fresh = telephone_of(&p);
    assert_memory_not_equal(fresh.secret, t.secret, TOTP_SECRET_BYTES);
    x = with_code(&p, CODE_PAGE, CONFIRM, NULL, shows(&fresh, 0));
    assert_int_equal(x.status, 200);
    site_later(s, 60);
    struct person v = visitor(s);
    struct answer page = first_step(&v, "office01");
    assert_int_equal(second_step(&v, &page, shows(&t, 0)).status, 422);
    assert_int_equal(second_step(&v, &page, old_recovery).status, 422);
    x = second_step(&v, &page, shows(&fresh, 0));
    leads_to(&x, "/nominations");
    site_is_sound(s);
}

static void the_same_confirmation_sent_twice_shows_the_same_recovery_codes(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "office01");
    struct answer x = with_code(&p, CODE_PAGE, START, "start", NULL);
    struct telephone t = telephone_of(&p);
    struct sheet *form = open_form(&p, CODE_PAGE, CONFIRM);
    sheet_set(form, "code", shows(&t, 0));
    struct answer first = post(&p, form);
    struct answer second = post(&p, form);
    assert_int_equal(second.status, 200);
    assert_string_equal(first_recovery(s, &first, 0), first_recovery(s, &second, 0));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'code_set'"), 1);
    (void)x;
}

static void an_installation_that_requires_it_lets_nobody_past_the_page_that_sets_it_up(void **state)
{
    struct site *s = *state;
    s->app.config.totp[TOTP_STAFF] = TOTP_REQUIRED;
    s->app.config.totp[TOTP_AUTHORITIES] = TOTP_REQUIRED;
    static const char *const logins[] = {"office01", "judge", "sector", "admin"};
    for (size_t i = 0; i < sizeof logins / sizeof logins[0]; i++) {
        struct person p = person(s, logins[i]);
        struct answer x = get(&p, "/nominations");
        leads_to(&x, CODE_PAGE);
        x = get(&p, "/accounts/me");
        leads_to(&x, CODE_PAGE);
        assert_int_equal(get(&p, "/help").status, 200);
        x = get(&p, CODE_PAGE);
        assert_int_equal(x.status, 200);
        assert_true(answer_says(&x, "设好以后才能继续"));
    }
    struct person unit = person(s, "unit01");
    assert_int_equal(get(&unit, "/nominations").status, 200);
    struct person p = person(s, "judge");
    struct answer codes;
    (void)set_up(&p, &codes);
    assert_int_equal(get(&p, "/nominations").status, 200);
    struct answer x = get(&p, CODE_PAGE);
    assert_false(answer_says(&x, "停用动态口令"));
}

static void where_it_is_off_nobody_is_asked_and_no_page_is_there(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "office01");
    struct answer codes;
    (void)set_up(&p, &codes);
    s->app.config.totp[TOTP_STAFF] = TOTP_OFF;
    struct person v = visitor(s);
    struct answer x = sign_in_as(&v, "office01", SITE_PASSWORD);
    leads_to(&x, "/nominations");
    assert_int_equal(get(&v, CODE_PAGE).status, 404);
    x = get(&v, "/accounts/me");
    assert_false(answer_says(&x, "/accounts/me/code"));
}

static void its_owner_switches_it_off_with_a_code(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct answer codes;
    struct telephone t = set_up(&p, &codes);
    site_later(s, 60);
    struct answer x = with_code(&p, CODE_PAGE, START, "off", "123456");
    assert_int_equal(x.status, 422);
    x = with_code(&p, CODE_PAGE, START, "off", shows(&t, 0));
    leads_to(&x, "/accounts/me/code?done=off");
    struct person v = visitor(s);
    x = sign_in_as(&v, "unit01", SITE_PASSWORD);
    leads_to(&x, "/nominations");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM second_factor"), 0);
    site_is_sound(s);
}

/* The path of the link that the page shows. */
static const char *shown_reset(struct site *s, const struct answer *x)
{
    assert_int_equal(x->status, 200);
    const char *at = strstr(x->body, "https://" SITE_HOST "/code-reset/");
    assert_non_null(at);
    at += strlen("https://" SITE_HOST);
    return arena_copy(s->a, at, strcspn(at, "<"));
}

static const char *reset_by_admin(struct site *s, const char *login)
{
    struct person admin = person(s, "admin");
    const char *ref = site_sql(s, text_format(s->a, "SELECT ref FROM account WHERE login = '%s'", login));
    const char *page = text_format(s->a, "/accounts/%s", ref);
    struct sheet *form = open_form(&admin, page, text_format(s->a, "%s/code-reset", page));
    struct answer x = post(&admin, form);
    return shown_reset(s, &x);
}

static void a_lost_telephone_is_taken_away_by_a_link_and_the_password_and_its_owner_is_told(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "office01");
    struct answer codes;
    (void)set_up(&p, &codes);
    const char *link = reset_by_admin(s, "office01");
    struct person v = visitor(s);
    struct sheet *form = open_form(&v, link, link);
    sheet_set(form, "password", "Falsch-Falsch-1");
    assert_int_equal(post(&v, form).status, 422);
    sheet_set(form, "password", SITE_PASSWORD);
    struct answer x = post(&v, form);
    leads_to(&x, "/signin?code=1");
    assert_int_equal(get(&p, "/accounts/me").status, 303); /* every session ended */
    x = sign_in_as(&v, "office01", SITE_PASSWORD);
    leads_to(&x, CODE_PAGE);
    x = get(&v, CODE_PAGE);
    assert_true(answer_says(&x, "不是您本人办的"));
    assert_true(answer_says(&x, "示例市信息中心"));
    struct person late = visitor(s);
    assert_int_equal(get(&late, link).status, 404);
    assert_int_equal(
        site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'code_remove' AND detail = 'by=reset'"), 1);
    site_is_sound(s);
}

static void a_reset_link_without_the_password_does_nothing_and_a_newer_one_ends_it(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "office01");
    struct answer codes;
    (void)set_up(&p, &codes);
    const char *first = reset_by_admin(s, "office01");
    const char *second = reset_by_admin(s, "office01");
    assert_string_not_equal(first, second);
    struct person v = visitor(s);
    assert_int_equal(get(&v, first).status, 404);
    assert_int_equal(get(&v, second).status, 200);
    site_later(s, 24 * 3600);
    assert_int_equal(get(&v, second).status, 404);
    assert_int_equal(get(&v, "/code-reset/0000").status, 404);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM second_factor"), 1);
}

static void a_head_resets_a_colleagues_and_a_stranger_finds_nothing(void **state)
{
    struct site *s = *state;
    struct person colleague = person(s, "unit02");
    struct answer codes;
    (void)set_up(&colleague, &codes);
    const char *ref = site_sql(s, "SELECT ref FROM account WHERE login = 'unit02'");
    const char *action = text_format(s->a, "/accounts/me/colleagues/%s/code-reset", ref);
    struct person head = person(s, "unit01");
    struct answer x = post(&head, open_form(&head, "/accounts/me/colleagues", action));
    (void)shown_reset(s, &x);
    struct person other = person(s, "other01");
    struct sheet *own = open_form(&other, "/accounts/me/colleagues", "/accounts/me/colleagues");
    x = post_with(&other, own, (struct ask){.target = action});
    assert_int_equal(x.status, 404);
}

static void the_secret_lies_sealed_in_the_database_and_opens_with_its_own_account_alone(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "office01");
    struct answer codes;
    struct telephone t = set_up(&p, &codes);
    const char *hex = text_hex(s->a, t.secret, TOTP_SECRET_BYTES);
    assert_null(strstr(site_sql(s, "SELECT secret FROM second_factor"), hex));
    assert_int_equal(
        site_count(s, text_format(s->a, "SELECT COUNT(*) FROM second_factor WHERE instr(secret, '%s') > 0", hex)), 0);
    assert_int_equal(site_count(s, "SELECT length(secret) FROM second_factor"), 2 * (24 + 20 + 16));
}

static void where_passwords_grow_old_a_sign_in_leads_to_a_new_one_after_ninety_days(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    site_later(s, 90 * 86400 - 1);
    s->app.config.has_gb_profile = true;
    struct answer x = sign_in_as(&p, "unit01", SITE_PASSWORD);
    p.session = "";
    leads_to(&x, "/nominations");
    site_later(s, 1);
    x = sign_in_as(&p, "unit01", SITE_PASSWORD);
    leads_to(&x, "/password");
    x = get(&p, "/nominations");
    leads_to(&x, "/password");
    s->app.config.has_gb_profile = false;
    struct person other = visitor(s);
    x = sign_in_as(&other, "unit02", SITE_PASSWORD);
    leads_to(&x, "/nominations");
    site_is_sound(s);
}

int main(void)
{
#define STORY(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)
    const struct CMUnitTest tests[] = {
        STORY(it_is_set_up_by_a_code_of_the_telephone_and_ten_recovery_codes_are_shown_once),
        STORY(the_page_draws_a_code_for_the_camera_and_says_the_same_as_text),
        STORY(a_wrong_first_code_puts_nothing_in_force),
        STORY(a_sign_in_asks_for_the_code_and_each_code_works_once),
        STORY(before_the_password_nothing_tells_whether_there_is_a_second_step),
        STORY(five_wrong_codes_lock_the_second_step_from_wherever_they_come),
        STORY(a_right_password_does_not_forgive_wrong_codes),
        STORY(a_ticket_is_good_for_ten_minutes_and_for_its_password_alone),
        STORY(a_recovery_code_opens_once_and_is_counted_down),
        STORY(changing_the_telephone_asks_for_the_old_one_and_new_codes_end_the_old),
        STORY(the_same_confirmation_sent_twice_shows_the_same_recovery_codes),
        STORY(an_installation_that_requires_it_lets_nobody_past_the_page_that_sets_it_up),
        STORY(where_it_is_off_nobody_is_asked_and_no_page_is_there),
        STORY(its_owner_switches_it_off_with_a_code),
        STORY(a_lost_telephone_is_taken_away_by_a_link_and_the_password_and_its_owner_is_told),
        STORY(a_reset_link_without_the_password_does_nothing_and_a_newer_one_ends_it),
        STORY(a_head_resets_a_colleagues_and_a_stranger_finds_nothing),
        STORY(where_passwords_grow_old_a_sign_in_leads_to_a_new_one_after_ninety_days),
        STORY(the_secret_lies_sealed_in_the_database_and_opens_with_its_own_account_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
