/* domain_mercy.c - more time for one body and nobody else, to the second; 10,000 random cases of send, receive and
 * clock against a model that keeps a list; what may be taken back, and what the office decides. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/mercy.h"

static const struct stage_window windows[] = {{STAGE_NOMINATION, 1000, 2000}, {STAGE_RECOMMENDATION, 2000, 3000}};
enum { WINDOWS = 2 };

static bool is_open(const struct extension *granted, size_t len, int64_t now)
{
    return stage_is_in(stages_for(windows, WINDOWS, granted, len, now), STAGE_NOMINATION);
}

static void a_grant_is_open_to_its_last_second(void **state)
{
    (void)state;
    const struct extension granted[] = {{STAGE_NOMINATION, 2500}};
    assert_false(is_open(granted, 1, 999));
    assert_true(is_open(granted, 1, 1000));
    assert_true(is_open(granted, 1, 2000));
    assert_true(is_open(granted, 1, 2499));
    assert_false(is_open(granted, 1, 2500));
    assert_false(is_open(NULL, 0, 2000));
    assert_true(is_open(NULL, 0, 1999));
}

static void the_latest_grant_counts_and_none_shortens(void **state)
{
    (void)state;
    const struct extension granted[] = {{STAGE_NOMINATION, 2600}, {STAGE_NOMINATION, 2300}, {STAGE_NOMINATION, 1500}};
    assert_true(is_open(granted, 3, 2599));
    assert_false(is_open(granted, 3, 2600));
    assert_true(is_open(granted + 2, 1, 1999)); /* earlier than the round's own close */
    assert_false(is_open(granted + 2, 1, 2000));
}

static void a_grant_touches_its_own_stage_alone(void **state)
{
    (void)state;
    const struct extension granted[] = {{STAGE_RECOMMENDATION, 5000}, {STAGE_PROMOTION, 9000}};
    struct stage_window own[WINDOWS];
    windows_for(windows, WINDOWS, granted, 2, own);
    assert_int_equal(own[0].opens_at, 1000);
    assert_int_equal(own[0].closes_at, 2000);
    assert_int_equal(own[1].opens_at, 2000);
    assert_int_equal(own[1].closes_at, 5000);
    assert_int_equal(stages_for(windows, WINDOWS, granted, 2, 4999), STAGE_BIT(STAGE_RECOMMENDATION));
    assert_int_equal(stages_for(windows, WINDOWS, granted, 2, 8000), 0);
    assert_int_equal(stages_for(NULL, 0, granted, 2, 1500), 0);
}

/* ---- send, receive and clock ---- */

static uint64_t draw_state;

static int64_t draw(int64_t below)
{
    draw_state = draw_state * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((draw_state >> 33) % (uint64_t)below);
}

/* The model: seconds as a row of lamps, switched on one by one. */
enum { CLOCK_SECONDS = 400, GRANTS_MAX = 6, BODIES = 3, CASES = 10000 };

struct world {
    struct stage_window window;
    struct {
        int body;
        int64_t granted_at;
        struct extension is;
    } grants[GRANTS_MAX];
    size_t grants_len;
};

static struct world any_world(void)
{
    struct world x = {.window = {STAGE_NOMINATION, draw(150), 0}};
    x.window.closes_at = x.window.opens_at + 1 + draw(150);
    x.grants_len = (size_t)draw(GRANTS_MAX + 1);
    for (size_t i = 0; i < x.grants_len; i++) {
        x.grants[i].body = (int)draw(BODIES);
        x.grants[i].granted_at = draw(CLOCK_SECONDS);
        x.grants[i].is = (struct extension){draw(5) == 0 ? STAGE_PUBLICITY : STAGE_NOMINATION, draw(CLOCK_SECONDS)};
    }
    return x;
}

static bool model_is_open(const struct world *x, int body, int64_t now)
{
    bool lamps[CLOCK_SECONDS] = {false};
    for (int64_t t = x->window.opens_at; t < x->window.closes_at; t++) {
        lamps[t] = true;
    }
    for (size_t i = 0; i < x->grants_len; i++) {
        bool counts =
            x->grants[i].body == body && x->grants[i].granted_at <= now && x->grants[i].is.stage == STAGE_NOMINATION;
        for (int64_t t = x->window.opens_at; counts && t < x->grants[i].is.closes_at; t++) {
            lamps[t] = true;
        }
    }
    return lamps[now];
}

/* What the program knows at that moment: the grants of this body that were written down by then. */
static size_t known_grants(const struct world *x, int body, int64_t now, struct extension *ret)
{
    size_t len = 0;
    for (size_t i = 0; i < x->grants_len; i++) {
        if (x->grants[i].body == body && x->grants[i].granted_at <= now) {
            ret[len++] = x->grants[i].is;
        }
    }
    return len;
}

/* A message is sent at one moment and received at a later one; only the server's moment counts. */
static void ten_thousand_random_cases_agree_with_the_model(void **state)
{
    (void)state;
    int accepted = 0;
    int late = 0;
    int sent_in_time = 0;
    for (int i = 0; i < CASES; i++) {
        draw_state = (uint64_t)i;
        struct world x = any_world();
        struct extension known[GRANTS_MAX];
        int body = (int)draw(BODIES);
        int64_t sent = draw(CLOCK_SECONDS - 20);
        int64_t received = sent + draw(20);
        size_t len = known_grants(&x, body, received, known);
        struct stage_window own;
        windows_for(&x.window, 1, known, len, &own);
        enum phase phase = stage_phase(&own, 1, STAGE_NOMINATION, received);
        bool takes = stage_is_in(stages_for(&x.window, 1, known, len, received), STAGE_NOMINATION);
        const struct actor who = {.account_id = 1, .body_id = body, .role = ROLE_UNIT};
        const struct nomination_facts draft = {.body_id = body, .state = NOMINATION_DRAFT};
        bool should = model_is_open(&x, body, received);
        if (takes != should || (phase == PHASE_OPEN) != should) {
            fail_msg("case %d: received at %lld is %s", i, (long long)received, takes ? "taken" : "refused");
        }
        /* each message has exactly one end: it is submitted, kept as late, or comes before the stage */
        unsigned stages = takes ? STAGE_BIT(STAGE_NOMINATION) : 0;
        int ends = (may_submit_nomination(&who, stages, &draft) == OK) + (may_submit_late(&who, phase, &draft) == OK) +
                   (received < x.window.opens_at);
        assert_int_equal(ends, 1);
        accepted += takes;
        late += phase == PHASE_AFTER;
        sent_in_time += !takes && model_is_open(&x, body, sent) && phase == PHASE_AFTER;
    }
    assert_in_range(accepted, CASES / 4, CASES);
    assert_in_range(late, CASES / 10, CASES);
    assert_in_range(sent_in_time, 50, CASES); /* pressed before the close, came after it */
}

/* ---- what the office types ---- */

static void closing_times_are_read_as_people_type_them(void **state)
{
    static const struct {
        const char *day, *clock, *rfc; /* NULL: not understood */
    } rows[] = {
        {"2015-6-28", "", "2015-06-29T00:00:00+08:00"},
        {"2015年6月28日", "24:00", "2015-06-29T00:00:00+08:00"},
        {"20150628", "17:30", "2015-06-28T17:30:00+08:00"},
        {"２０１５-６-２８", "９：０５", "2015-06-28T09:05:00+08:00"},
        {"2015-6-28", " 0:00 ", "2015-06-28T00:00:00+08:00"},
        {"2015-6-28", "23:59", "2015-06-28T23:59:00+08:00"},
        {"2015-6-28", "24:01", NULL},
        {"2015-6-28", "25:00", NULL},
        {"2015-6-28", "9:60", NULL},
        {"2015-6-28", "9:5", NULL},
        {"2015-6-28", "9点", NULL},
        {"2015-6-28", "009:00", NULL},
        {"2015-6-28", ":30", NULL},
        {"2015-6", "", NULL},
        {"2015-6-31", "", NULL},
        {"", "", NULL},
    };
    (void)state;
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t at = -1;
        enum err e = closing_parse(a, rows[i].day, rows[i].clock, &at);
        assert_int_equal(e, rows[i].rfc == NULL ? ERR_INVALID : OK);
        if (rows[i].rfc != NULL) {
            assert_string_equal(at_rfc3339(a, at), rows[i].rfc);
        } else {
            assert_int_equal(at, -1);
        }
    }
    arena_free(a);
}

static void an_extension_is_later_than_now_and_than_what_the_body_has(void **state)
{
    (void)state;
    assert_null(extension_fault(100, 200, 1000, 201));
    assert_null(extension_fault(100, 200, 1000, 1000));
    assert_non_null(extension_fault(100, 200, 1000, 1001));
    assert_non_null(extension_fault(100, 200, 1000, 200));
    assert_non_null(extension_fault(300, 200, 1000, 300));
    assert_null(extension_fault(300, 200, 1000, 301));
}

static void reasons_and_names_have_a_length(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const char *hundred = "";
    for (int i = 0; i < 100; i++) {
        hundred = text_format(a, "%s理", hundred);
    }
    assert_non_null(reason_fault(""));
    assert_non_null(reason_fault("停"));
    assert_null(reason_fault("停电"));
    assert_null(reason_fault(text_format(a, "%s%s", hundred, hundred)));
    assert_non_null(reason_fault(text_format(a, "%s%s。", hundred, hundred)));
    assert_non_null(name_fault("张"));
    assert_null(name_fault("张三"));
    assert_null(name_fault(arena_copy(a, hundred, 90)));
    assert_non_null(name_fault(arena_copy(a, hundred, 93)));
    arena_free(a);
}

/* ---- who may ---- */

static const struct actor unit = {1, 7, ROLE_UNIT};
static const struct actor stranger = {2, 8, ROLE_UNIT};
static const struct actor office = {3, 9, ROLE_OFFICE};

static void only_its_unit_takes_back_and_brings_back_while_open(void **state)
{
    const unsigned open = STAGE_BIT(STAGE_NOMINATION);
    (void)state;
    for (int s = 0; s < NOMINATION__COUNT; s++) {
        const struct nomination_facts n = {.body_id = 7, .state = (enum nomination_state)s};
        bool is_in = s == NOMINATION_SUBMITTED;
        bool is_back = s == NOMINATION_WITHDRAWN;
        assert_int_equal(may_withdraw_nomination(&unit, open, &n), is_in ? OK : ERR_CONFLICT);
        assert_int_equal(may_restore_nomination(&unit, open, &n), is_back ? OK : ERR_CONFLICT);
        assert_int_equal(may_withdraw_nomination(&unit, STAGE_ALL & ~open, &n), ERR_CLOSED);
        assert_int_equal(may_restore_nomination(&unit, 0, &n), ERR_CLOSED);
        assert_int_equal(may_withdraw_nomination(&stranger, open, &n), ERR_NOT_FOUND);
        assert_int_equal(may_restore_nomination(&office, open, &n), ERR_NOT_FOUND);
    }
}

static void late_ones_come_from_the_unit_and_are_decided_by_the_office(void **state)
{
    const struct nomination_facts draft = {.body_id = 7, .state = NOMINATION_DRAFT};
    const struct nomination_facts sent = {.body_id = 7, .state = NOMINATION_SUBMITTED};
    const struct nomination_facts hidden = {.body_id = 7, .state = NOMINATION_DRAFT, .is_recused = true};
    (void)state;
    assert_int_equal(may_view_late(&office, &hidden), ERR_NOT_FOUND);
    assert_int_equal(may_decide_late(&office, &hidden, false, true), ERR_NOT_FOUND);
    assert_int_equal(may_submit_late(&unit, PHASE_AFTER, &draft), OK);
    assert_int_equal(may_submit_late(&unit, PHASE_OPEN, &draft), ERR_CONFLICT);
    assert_int_equal(may_submit_late(&unit, PHASE_BEFORE, &draft), ERR_CLOSED);
    assert_int_equal(may_submit_late(&unit, PHASE_AFTER, &sent), ERR_CONFLICT);
    assert_int_equal(may_submit_late(&stranger, PHASE_AFTER, &draft), ERR_NOT_FOUND);
    assert_int_equal(may_submit_late(&office, PHASE_AFTER, &draft), ERR_NOT_FOUND);
    assert_int_equal(may_view_late(&unit, &draft), OK);
    assert_int_equal(may_view_late(&office, &draft), OK);
    assert_int_equal(may_view_late(&stranger, &draft), ERR_NOT_FOUND);
    assert_int_equal(may_decide_late(&office, &draft, false, true), OK);
    assert_int_equal(may_decide_late(&office, &draft, true, true), ERR_CONFLICT);
    assert_int_equal(may_decide_late(&office, &sent, false, true), ERR_CONFLICT);
    assert_int_equal(may_decide_late(&office, &sent, false, false), OK);
    assert_int_equal(may_decide_late(&unit, &draft, false, true), ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_grant_is_open_to_its_last_second),
        cmocka_unit_test(the_latest_grant_counts_and_none_shortens),
        cmocka_unit_test(a_grant_touches_its_own_stage_alone),
        cmocka_unit_test(ten_thousand_random_cases_agree_with_the_model),
        cmocka_unit_test(closing_times_are_read_as_people_type_them),
        cmocka_unit_test(an_extension_is_later_than_now_and_than_what_the_body_has),
        cmocka_unit_test(reasons_and_names_have_a_length),
        cmocka_unit_test(only_its_unit_takes_back_and_brings_back_while_open),
        cmocka_unit_test(late_ones_come_from_the_unit_and_are_decided_by_the_office),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
