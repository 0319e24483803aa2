/* domain_people.c - who may admit, invite, reset, disable; when a link lives; logins; browsers in plain words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "domain/people.h"

enum { WATER = 30, BUS = 18, TAXI = 19, WUJIN = 1, TIANNING = 5 };

/* ---- admission ---- */

static const struct registration_facts water_in_wujin = {REGISTRATION_WAITING, WATER, WUJIN, "市供水公司"};
static const struct registration_facts taxi_in_wujin = {REGISTRATION_WAITING, TAXI, WUJIN, "市交通运输局"};
static const struct registration_facts outside_in_wujin = {REGISTRATION_WAITING, 0, WUJIN, ""};

static enum err may_view(enum role role, struct admission_scope scope, const struct registration_facts *r)
{
    struct actor who = {7, 70, role};
    return may_view_registration(&who, &scope, r);
}

static void a_sector_authority_sees_its_sectors_and_no_other(void **state)
{
    (void)state;
    struct admission_scope bus = {BUS, 0, "市交通运输局"};
    assert_int_equal(may_view(ROLE_SECTOR, (struct admission_scope){WATER, 0, ""}, &water_in_wujin), OK);
    assert_int_equal(may_view(ROLE_SECTOR, bus, &taxi_in_wujin), OK); /* one authority of several sectors */
    assert_int_equal(may_view(ROLE_SECTOR, bus, &water_in_wujin), ERR_NOT_FOUND);
    assert_int_equal(may_view(ROLE_SECTOR, bus, &outside_in_wujin), ERR_NOT_FOUND);
    assert_int_equal(may_view(ROLE_SECTOR, (struct admission_scope){0, WUJIN, ""}, &outside_in_wujin), ERR_NOT_FOUND);
    assert_int_equal(may_view(ROLE_SECTOR, (struct admission_scope){0, 0, ""}, &water_in_wujin), ERR_NOT_FOUND);
}

static void a_district_sees_its_own_outside_the_sectors(void **state)
{
    (void)state;
    assert_int_equal(may_view(ROLE_DISTRICT, (struct admission_scope){0, WUJIN, ""}, &outside_in_wujin), OK);
    assert_int_equal(may_view(ROLE_DISTRICT, (struct admission_scope){0, WUJIN, ""}, &water_in_wujin), ERR_NOT_FOUND);
    assert_int_equal(may_view(ROLE_DISTRICT, (struct admission_scope){0, TIANNING, ""}, &outside_in_wujin),
                     ERR_NOT_FOUND);
    assert_int_equal(may_view(ROLE_DISTRICT, (struct admission_scope){0, 0, ""}, &outside_in_wujin), ERR_NOT_FOUND);
}

static void the_office_sees_all_and_everyone_else_none(void **state)
{
    (void)state;
    struct admission_scope all = {WATER, WUJIN, "市供水公司"};
    for (int role = 0; role < ROLE__COUNT; role++) {
        bool may = role == ROLE_OFFICE || role == ROLE_SECTOR;
        assert_int_equal(may_view((enum role)role, all, &water_in_wujin), may ? OK : ERR_NOT_FOUND);
        may = role == ROLE_OFFICE || role == ROLE_DISTRICT;
        assert_int_equal(may_view((enum role)role, all, &outside_in_wujin), may ? OK : ERR_NOT_FOUND);
    }
}

static void what_was_decided_is_not_decided_again(void **state)
{
    (void)state;
    struct actor office = {7, 70, ROLE_OFFICE};
    struct actor stranger = {7, 70, ROLE_SECTOR};
    struct admission_scope none = {0, 0, ""};
    for (int s = 0; s < REGISTRATION__COUNT; s++) {
        struct registration_facts r = water_in_wujin;
        r.state = (enum registration_state)s;
        assert_int_equal(may_admit_registration(&office, &none, &r), s == REGISTRATION_WAITING ? OK : ERR_CONFLICT);
        assert_int_equal(may_admit_registration(&stranger, &none, &r), ERR_NOT_FOUND);
    }
}

static void states_have_the_words_of_the_schema(void **state)
{
    (void)state;
    enum registration_state back = REGISTRATION_REFUSED;
    for (int s = 0; s < REGISTRATION__COUNT; s++) {
        assert_int_equal(registration_state_from_ident(registration_state_ident((enum registration_state)s), &back),
                         OK);
        assert_int_equal(back, s);
    }
    assert_int_equal(registration_state_from_ident("gone", &back), ERR_NOT_FOUND);
}

static void registering_ends_with_the_nomination_stage_to_the_second(void **state)
{
    (void)state;
    struct stage_window w = {STAGE_NOMINATION, 1000, 2000};
    assert_int_equal(may_register(&w, 1, 0), OK); /* before it opens */
    assert_int_equal(may_register(&w, 1, 1999), OK);
    assert_int_equal(may_register(&w, 1, 2000), ERR_CLOSED);
    assert_int_equal(may_register(NULL, 0, 5), OK); /* no window set yet */
}

/* ---- accounts ---- */

static void an_administrator_invites_anywhere_and_a_head_at_home(void **state)
{
    (void)state;
    static const struct {
        enum role role;
        bool is_head;
        int64_t body;
        enum role invited;
        enum err want;
    } rows[] = {
        {ROLE_ADMIN, false, 99, ROLE_SECTOR, OK},           {ROLE_UNIT, true, 70, ROLE_UNIT, OK},
        {ROLE_SECTOR, true, 70, ROLE_SECTOR, OK},           {ROLE_UNIT, false, 70, ROLE_UNIT, ERR_DENIED},
        {ROLE_UNIT, true, 71, ROLE_UNIT, ERR_DENIED},       {ROLE_UNIT, true, 70, ROLE_ADMIN, ERR_DENIED},
        {ROLE_OFFICE, true, 70, ROLE_OFFICE, ERR_DENIED},   {ROLE_JUDGE, true, 70, ROLE_JUDGE, ERR_DENIED},
        {ROLE_AUDITOR, true, 70, ROLE_AUDITOR, ERR_DENIED}, {ROLE_PUBLIC, true, 70, ROLE_PUBLIC, ERR_DENIED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct actor who = {7, 70, rows[i].role};
        assert_int_equal(may_invite(&who, rows[i].is_head, rows[i].body, rows[i].invited), rows[i].want);
    }
}

static void resets_are_an_administrators_or_the_heads(void **state)
{
    (void)state;
    static const struct {
        enum role role;
        bool is_head;
        struct account_facts of;
        enum err want;
    } rows[] = {
        {ROLE_ADMIN, false, {8, 99, ROLE_OFFICE, true}, OK},
        {ROLE_ADMIN, false, {8, 99, ROLE_OFFICE, false}, ERR_CONFLICT},
        {ROLE_UNIT, true, {8, 70, ROLE_UNIT, true}, OK},
        {ROLE_UNIT, true, {8, 70, ROLE_UNIT, false}, ERR_CONFLICT},
        {ROLE_UNIT, false, {8, 70, ROLE_UNIT, true}, ERR_DENIED},
        {ROLE_UNIT, true, {8, 71, ROLE_UNIT, true}, ERR_NOT_FOUND},
        {ROLE_OFFICE, true, {8, 70, ROLE_OFFICE, true}, ERR_NOT_FOUND},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct actor who = {7, 70, rows[i].role};
        assert_int_equal(may_reset(&who, rows[i].is_head, &rows[i].of), rows[i].want);
    }
}

static void an_administrator_disables_others_and_never_the_own_account(void **state)
{
    (void)state;
    struct actor admin = {7, 70, ROLE_ADMIN};
    struct actor office = {9, 70, ROLE_OFFICE};
    struct account_facts of = {8, 70, ROLE_UNIT, true};
    assert_int_equal(may_disable(&admin, &of), OK);
    assert_int_equal(may_disable(&office, &of), ERR_DENIED);
    of.is_active = false;
    assert_int_equal(may_disable(&admin, &of), ERR_CONFLICT);
    of = (struct account_facts){7, 70, ROLE_ADMIN, true};
    assert_int_equal(may_disable(&admin, &of), ERR_DENIED);
}

static void a_role_belongs_to_a_body_of_its_kind(void **state)
{
    (void)state;
    assert_true(role_fits_body(ROLE_UNIT, "unit"));
    assert_true(role_fits_body(ROLE_SECTOR, "sector"));
    assert_true(role_fits_body(ROLE_JUDGE, "panel"));
    assert_true(role_fits_body(ROLE_ADMIN, "system"));
    assert_false(role_fits_body(ROLE_UNIT, "sector"));
    assert_false(role_fits_body(ROLE_OFFICE, "unit"));
    assert_false(role_fits_body(ROLE_ADMIN, "district"));
    assert_false(role_fits_body(ROLE_PUBLIC, "office"));
}

static void a_link_lives_until_it_is_used_replaced_or_late(void **state)
{
    (void)state;
    assert_int_equal(link_state_at(0, 0, 100, 99), LINK_LIVE);
    assert_int_equal(link_state_at(0, 0, 100, 100), LINK_EXPIRED);
    assert_int_equal(link_state_at(50, 0, 100, 60), LINK_USED);
    assert_int_equal(link_state_at(50, 0, 100, 200), LINK_USED);
    assert_int_equal(link_state_at(0, 50, 100, 60), LINK_ENDED);
}

static void a_login_is_plain_letters_and_digits(void **state)
{
    (void)state;
    static const char *const good[] = {"unit", "Chen.Shili", "a-b_c.9", "abcdefghijabcdefghijabcdefghijabcdefghij"};
    static const char *const bad[] = {"",
                                      "abc",
                                      "1abc",
                                      "_abc",
                                      "a bc",
                                      "陈示例",
                                      "abc@x",
                                      "ab|cd",
                                      "ab\ncd",
                                      "ab'cd",
                                      "abcdefghijabcdefghijabcdefghijabcdefghijk"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        const char *reason = NULL;
        assert_int_equal(login_rule(good[i], &reason), OK);
        assert_null(reason);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const char *reason = NULL;
        assert_int_equal(login_rule(bad[i], &reason), ERR_INVALID);
        assert_non_null(reason);
    }
}

static void browsers_are_named_as_people_name_them(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/86.0.4240.198 "
         "Safari/537.36",
         "Chrome 浏览器（Windows）"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/86.0.4240.198 Safari/537.36 QIHU 360SE",
         "360 浏览器（Windows）"},
        {"Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/108.0 Safari/537.36 Edg/108.0",
         "Edge 浏览器（Windows）"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605 Mobile MicroMessenger/8.0",
         "微信（iPhone）"},
        {"Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/99.0 Mobile Safari/537.36 MQQBrowser/13",
         "QQ 浏览器（安卓手机或平板）"},
        {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605 Version/15 Safari/605", "Safari 浏览器（Mac）"},
        {"Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0", "火狐浏览器（Linux）"},
        {"", "其他浏览器"},
        {"curl/7.88 <script>", "其他浏览器"},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(browser_words(a, rows[i][0]), rows[i][1]);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sector_authority_sees_its_sectors_and_no_other),
        cmocka_unit_test(a_district_sees_its_own_outside_the_sectors),
        cmocka_unit_test(the_office_sees_all_and_everyone_else_none),
        cmocka_unit_test(what_was_decided_is_not_decided_again),
        cmocka_unit_test(states_have_the_words_of_the_schema),
        cmocka_unit_test(registering_ends_with_the_nomination_stage_to_the_second),
        cmocka_unit_test(an_administrator_invites_anywhere_and_a_head_at_home),
        cmocka_unit_test(resets_are_an_administrators_or_the_heads),
        cmocka_unit_test(an_administrator_disables_others_and_never_the_own_account),
        cmocka_unit_test(a_role_belongs_to_a_body_of_its_kind),
        cmocka_unit_test(a_link_lives_until_it_is_used_replaced_or_late),
        cmocka_unit_test(a_login_is_plain_letters_and_digits),
        cmocka_unit_test(browsers_are_named_as_people_name_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
