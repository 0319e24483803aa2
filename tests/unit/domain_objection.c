/* domain_objection.c - what may come in, how far it comes, until when a step is owed, who may take it, which brands it
 * holds up, and what a question to a unit may not say.  Handbook 4.2, 4.3; section 0, fact 8. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/objection.h"

#define LONG_ENOUGH "7月20日上午在窗口等了两个小时没有人受理"

static struct arena *a;

static int open_arena(void **state)
{
    (void)state;
    a = arena_new();
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static day_no day(const char *iso)
{
    day_no d = 0;
    assert_int_equal(day_parse(iso, &d), OK);
    return d;
}

static struct objection_draft draft(void)
{
    return (struct objection_draft){.channel = CHANNEL_WEB,
                                    .category = "facts",
                                    .text = LONG_ENOUGH,
                                    .name = "",
                                    .phone = "",
                                    .email = "",
                                    .received = "",
                                    .postmark = "",
                                    .today = day("2015-07-22")};
}

static void every_word_reads_back(void **state)
{
    (void)state;
    for (int i = 0; i < CHANNEL__COUNT; i++) {
        enum objection_channel x = CHANNEL__COUNT;
        assert_int_equal(objection_channel_from_ident(objection_channel_ident((enum objection_channel)i), &x), OK);
        assert_int_equal(x, i);
        assert_string_not_equal(objection_channel_word(x), "");
    }
    for (int i = 0; i < CATEGORY__COUNT; i++) {
        enum objection_category x = CATEGORY__COUNT;
        assert_int_equal(objection_category_from_ident(objection_category_ident((enum objection_category)i), &x), OK);
        assert_int_equal(x, i);
        assert_string_not_equal(objection_category_word(x), "");
    }
    for (int i = 0; i < OBJECTION_STATE__COUNT; i++) {
        enum objection_state x = OBJECTION_STATE__COUNT;
        assert_int_equal(objection_state_from_ident(objection_state_ident((enum objection_state)i), &x), OK);
        assert_int_equal(x, i);
        assert_string_not_equal(objection_state_word(x), "");
    }
    for (int i = 0; i < FINDING__COUNT; i++) {
        enum objection_finding x = FINDING__COUNT;
        assert_int_equal(objection_finding_from_ident(objection_finding_ident((enum objection_finding)i), &x), OK);
        assert_int_equal(x, i);
        assert_int_equal(*objection_finding_word(x) == '\0', i == FINDING_NONE);
    }
    for (int i = 0; i < EFFECT__COUNT; i++) {
        enum objection_effect x = EFFECT__COUNT;
        assert_int_equal(objection_effect_from_ident(objection_effect_ident((enum objection_effect)i), &x), OK);
        assert_int_equal(x, i);
        assert_int_equal(*objection_effect_word(x) == '\0', i == EFFECT_UNDECIDED);
    }
    for (int i = 0; i < ACT__COUNT; i++) {
        enum objection_act x = ACT__COUNT;
        assert_int_equal(objection_act_from_ident(objection_act_ident((enum objection_act)i), &x), OK);
        assert_int_equal(x, i);
        assert_string_not_equal(objection_act_word(x), "");
    }
    enum objection_channel c = CHANNEL_BOX;
    assert_int_equal(objection_channel_from_ident("fax", &c), ERR_NOT_FOUND);
    assert_int_equal(c, CHANNEL_BOX);
}

/* Handbook 4.2: "Setting objection_identity = required|encouraged|any". */
static void a_name_is_asked_for_as_the_round_says(void **state)
{
    static const struct {
        enum identity_rule rule;
        const char *name, *phone, *email;
        bool is_fine, is_identified;
    } rows[] = {
        {IDENTITY_REQUIRED, "", "", "", false, false},
        {IDENTITY_REQUIRED, "张示例", "", "", false, false},
        {IDENTITY_REQUIRED, "", "13800001234", "", false, false},
        {IDENTITY_REQUIRED, "张示例", "13800001234", "", true, true},
        {IDENTITY_REQUIRED, "张示例", "", "zhang@example.com", true, true},
        {IDENTITY_ENCOURAGED, "", "", "", true, false},
        {IDENTITY_ENCOURAGED, "张示例", "", "", true, false},
        {IDENTITY_ENCOURAGED, "", "13800001234", "", true, false},
        {IDENTITY_ANY, "", "", "", true, false},
        {IDENTITY_ANY, "张示例", "0519-85680855", "", true, true},
        {IDENTITY_ANY, "张", "", "", false, false},
        {IDENTITY_ANY, "张示例", "12", "", false, true},
        {IDENTITY_ANY, "张示例", "", "zhang@", false, true},
    };
    (void)state;
    assert_int_equal(identity_rule_of("required"), IDENTITY_REQUIRED);
    assert_int_equal(identity_rule_of("any"), IDENTITY_ANY);
    assert_int_equal(identity_rule_of("encouraged"), IDENTITY_ENCOURAGED);
    assert_int_equal(identity_rule_of(""), IDENTITY_ENCOURAGED);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct objection_draft d = draft();
        struct objection_faults f;
        d.name = rows[i].name;
        d.phone = rows[i].phone;
        d.email = rows[i].email;
        assert_int_equal(objection_judge(a, rows[i].rule, &d, &f), rows[i].is_fine);
        assert_int_equal(f.is_identified, rows[i].is_identified);
        d.channel = CHANNEL_LETTER; /* what a letter does not say cannot be asked of it */
        d.postmark = "2015-07-21";
        bool is_typed_wrong = f.phone != NULL && *d.phone != '\0';
        bool may_be = !is_typed_wrong && f.email == NULL && utf8_length(d.name) != 1;
        assert_int_equal(objection_judge(a, rows[i].rule, &d, &f), may_be);
    }
}

static void what_is_typed_is_judged_beside_its_control(void **state)
{
    struct objection_faults f;
    (void)state;
    struct objection_draft d = draft();
    d.category = "spam";
    d.text = "太短";
    d.files_len = OBJECTION_FILES_MAX + 1;
    assert_false(objection_judge(a, IDENTITY_ANY, &d, &f));
    assert_non_null(f.category);
    assert_non_null(strstr(f.text, "太短"));
    assert_non_null(f.files);
    assert_null(f.name);
    char *lengthy = arena_alloc(a, 3 * (OBJECTION_ZI + 1) + 1, 1);
    for (size_t i = 0; i < OBJECTION_ZI + 1; i++) {
        memcpy(lengthy + 3 * i, "字", 3);
    }
    d = draft();
    d.text = lengthy;
    assert_false(objection_judge(a, IDENTITY_ANY, &d, &f));
    assert_string_equal(f.text, "最多 1000 字，现在 1001 字，请缩短");
    d.text = lengthy + 3;
    assert_true(objection_judge(a, IDENTITY_ANY, &d, &f));
    d = draft();
    d.is_body = true;
    assert_false(objection_judge(a, IDENTITY_ANY, &d, &f));
    assert_non_null(f.name);
    assert_non_null(f.files);
    d.name = "示例市消费者协会";
    d.files_len = 1;
    assert_true(objection_judge(a, IDENTITY_ANY, &d, &f));
}

static void days_of_letters_are_read_and_none_lies_in_the_future(void **state)
{
    static const struct {
        enum objection_channel channel;
        const char *received, *postmark;
        bool is_fine;
    } rows[] = {
        {CHANNEL_LETTER, "2015-07-22", "2015-07-20", true},
        {CHANNEL_LETTER, "", "2015-07-20", true},
        {CHANNEL_LETTER, "2015-07-22", "", false},
        {CHANNEL_LETTER, "2015-07-20", "2015-07-21", false},
        {CHANNEL_LETTER, "2015-07-23", "2015-07-20", false},
        {CHANNEL_LETTER, "2015-02-30", "2015-02-20", false},
        {CHANNEL_PHONE, "2015-07-21", "", true},
        {CHANNEL_PHONE, "", "", true},
        {CHANNEL_VISIT, "昨天", "", false},
        {CHANNEL_WEB, "2015-07-01", "", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct objection_draft d = draft();
        struct objection_faults f;
        d.channel = rows[i].channel;
        d.received = rows[i].received;
        d.postmark = rows[i].postmark;
        assert_int_equal(objection_judge(a, IDENTITY_ANY, &d, &f), rows[i].is_fine);
        if (rows[i].channel == CHANNEL_WEB) {
            assert_int_equal(f.received_on, d.today); /* the page's own day, whatever was sent */
        }
    }
}

static void it_is_open_through_the_last_second_and_letters_count_by_postmark(void **state)
{
    day_no from = day("2015-07-20");
    day_no to = day("2015-07-25");
    (void)state;
    assert_int_equal(objection_phase(from, to, day_starts_at(from) - 1), PHASE_BEFORE);
    assert_int_equal(objection_phase(from, to, day_starts_at(from)), PHASE_OPEN);
    assert_int_equal(objection_phase(from, to, day_starts_at(to + 1) - 1), PHASE_OPEN);
    assert_int_equal(objection_phase(from, to, day_starts_at(to + 1)), PHASE_AFTER);
    assert_true(objection_is_in_time(CHANNEL_LETTER, to + 3, to, to));
    assert_false(objection_is_in_time(CHANNEL_LETTER, to + 3, to + 1, to));
    assert_false(objection_is_in_time(CHANNEL_PHONE, to + 1, 0, to));
    assert_true(objection_is_in_time(CHANNEL_VISIT, to, 0, to));
}

/* Handbook 4.3, "State": every move that is allowed, and no other. */
static void it_goes_its_way_and_no_other(void **state)
{
    static const char *const allowed[OBJECTION_STATE__COUNT] = {
        [OBJECTION_REGISTERED] = " accept decline assign verify note ",
        [OBJECTION_ACCEPTED] = " assign verify investigate note ask ",
        [OBJECTION_DECLINED] = " assign verify note ask_review archive ",
        [OBJECTION_INVESTIGATING] = " assign verify note ask conclude ",
        [OBJECTION_CONCLUDED] = " assign verify note answer ",
        [OBJECTION_ANSWERED] = " assign verify note ask_review archive ",
        [OBJECTION_REVIEW_ASKED] = " assign verify note ask review ",
        [OBJECTION_REVIEWED] = " assign verify note archive ",
        [OBJECTION_ARCHIVED] = "",
    };
    (void)state;
    for (int s = 0; s < OBJECTION_STATE__COUNT; s++) {
        for (int act = 0; act < ACT__COUNT; act++) {
            struct objection_facts f = {.state = (enum objection_state)s, .is_identified = true, .has_brand = true};
            enum objection_state after = OBJECTION_STATE__COUNT;
            const char *name = text_format(a, " %s ", objection_act_ident((enum objection_act)act));
            enum err want = strstr(allowed[s], name) != NULL ? OK : ERR_CONFLICT;
            if (objection_after(&f, (enum objection_act)act, &after) != want) {
                fail_msg("%s in state %s", name, objection_state_ident(f.state));
            }
            assert_int_equal(after == OBJECTION_STATE__COUNT, want != OK);
        }
    }
}

static void there_is_one_review_and_no_answer_is_owed_to_nobody(void **state)
{
    enum objection_state after = OBJECTION_REGISTERED;
    (void)state;
    struct objection_facts f = {.state = OBJECTION_ANSWERED, .was_reviewed = true};
    assert_int_equal(objection_after(&f, ACT_ASK_REVIEW, &after), ERR_CONFLICT);
    f = (struct objection_facts){.state = OBJECTION_CONCLUDED};
    assert_int_equal(objection_after(&f, ACT_ARCHIVE, &after), OK);
    assert_int_equal(after, OBJECTION_ARCHIVED);
    f.is_identified = true;
    assert_int_equal(objection_after(&f, ACT_ARCHIVE, &after), ERR_CONFLICT);
    f = (struct objection_facts){.state = OBJECTION_REGISTERED};
    assert_int_equal(objection_after(&f, ACT_VERIFY, &after), ERR_CONFLICT); /* nobody to call back */
    f = (struct objection_facts){.state = OBJECTION_INVESTIGATING};
    assert_int_equal(objection_after(&f, ACT_ASK, &after), ERR_CONFLICT); /* about the list: no unit to ask */
}

static void what_was_not_upheld_has_no_effect(void **state)
{
    (void)state;
    for (int f = 0; f < FINDING__COUNT; f++) {
        for (int e = 0; e < EFFECT__COUNT; e++) {
            bool is_upheld = f == FINDING_UPHELD || f == FINDING_PARTLY_UPHELD;
            bool is_fine = f != FINDING_NONE && e != EFFECT_UNDECIDED &&
                           (is_upheld || e == EFFECT_NONE || (f == FINDING_TRANSFERRED && e == EFFECT_SUSPEND));
            const char *fault = objection_conclusion_fault((enum objection_finding)f, (enum objection_effect)e);
            assert_int_equal(fault == NULL, is_fine);
        }
    }
}

/* Handbook 4.3, hard rule 1: "an open objection blocks conferral of that brand (not of others)". */
static void an_open_or_upheld_one_holds_its_brand_up(void **state)
{
    static const struct {
        enum objection_state state;
        enum objection_effect effect;
        bool holds;
    } rows[] = {
        {OBJECTION_REGISTERED, EFFECT_UNDECIDED, true}, {OBJECTION_ACCEPTED, EFFECT_UNDECIDED, true},
        {OBJECTION_DECLINED, EFFECT_UNDECIDED, false},  {OBJECTION_INVESTIGATING, EFFECT_UNDECIDED, true},
        {OBJECTION_CONCLUDED, EFFECT_NONE, false},      {OBJECTION_CONCLUDED, EFFECT_RECTIFY, true},
        {OBJECTION_ANSWERED, EFFECT_NONE, false},       {OBJECTION_ANSWERED, EFFECT_DISQUALIFY, true},
        {OBJECTION_REVIEW_ASKED, EFFECT_NONE, true},    {OBJECTION_REVIEW_ASKED, EFFECT_UNDECIDED, true},
        {OBJECTION_REVIEWED, EFFECT_NONE, false},       {OBJECTION_REVIEWED, EFFECT_SUSPEND, true},
        {OBJECTION_ARCHIVED, EFFECT_NONE, false},       {OBJECTION_ARCHIVED, EFFECT_DISQUALIFY, true},
        {OBJECTION_ARCHIVED, EFFECT_UNDECIDED, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct objection_facts f = {.state = rows[i].state, .effect = rows[i].effect, .has_brand = true};
        assert_int_equal(objection_holds_up(&f), rows[i].holds);
        f.category = CATEGORY_PRAISE;
        assert_false(objection_holds_up(&f));
        f.category = CATEGORY_OTHER;
        f.has_brand = false;
        assert_false(objection_holds_up(&f));
    }
}

/* Handbook 4.3: "acknowledge 1 working day, conclude 5"; 25 and 26 July 2015 are a weekend. */
static void the_next_step_is_owed_by_working_days(void **state)
{
    const struct calendar plain = {NULL, 0};
    const struct objection_terms t = objection_terms_of("1", "5", "");
    const struct objection_dates d = {day("2015-07-24"), day("2015-08-03")};
    (void)state;
    assert_int_equal(t.reply, 2);
    assert_int_equal(objection_terms_of("0", "99", "x").conclude, 5);
    assert_int_equal(objection_terms_of("0", "99", "x").acknowledge, 1);
    assert_int_equal(objection_due(&plain, &t, OBJECTION_REGISTERED, &d), day("2015-07-27"));
    assert_int_equal(objection_due(&plain, &t, OBJECTION_ACCEPTED, &d), day("2015-07-31"));
    assert_int_equal(objection_due(&plain, &t, OBJECTION_INVESTIGATING, &d), day("2015-07-31"));
    assert_int_equal(objection_due(&plain, &t, OBJECTION_CONCLUDED, &d), day("2015-07-31"));
    assert_int_equal(objection_due(&plain, &t, OBJECTION_REVIEW_ASKED, &d), day("2015-08-10"));
    assert_int_equal(objection_due(&plain, &t, OBJECTION_ANSWERED, &d), 0);
    assert_int_equal(objection_due(&plain, &t, OBJECTION_DECLINED, &d), 0);
    assert_int_equal(objection_due(&plain, &t, OBJECTION_ARCHIVED, &d), 0);
    const struct calendar_day swapped[] = {{day("2015-07-25"), true, "调休"}};
    assert_int_equal(objection_due(&(struct calendar){swapped, 1}, &t, OBJECTION_REGISTERED, &d), day("2015-07-25"));
}

static void only_the_two_duties_act_and_only_the_head_decides(void **state)
{
    static const struct objection_duties none = {false, false};
    static const struct objection_duties handler = {true, false};
    static const struct objection_duties head = {false, true};
    (void)state;
    for (int role = 0; role < ROLE__COUNT; role++) {
        struct actor who = {7, 3, (enum role)role};
        bool is_office = role == ROLE_OFFICE;
        struct objection_facts f = {.state = OBJECTION_REGISTERED, .has_brand = true};
        assert_int_equal(may_view_objections(&who), is_office ? OK : ERR_NOT_FOUND);
        assert_int_equal(may_read_objector(&who, &none), is_office ? ERR_DENIED : ERR_NOT_FOUND);
        assert_int_equal(may_read_objector(&who, &handler), is_office ? OK : ERR_NOT_FOUND);
        assert_int_equal(may_read_objector(&who, &head), is_office ? OK : ERR_NOT_FOUND);
        assert_int_equal(may_act_on_objection(&who, &none, &f, ACT_ACCEPT), is_office ? ERR_DENIED : ERR_NOT_FOUND);
        assert_int_equal(may_act_on_objection(&who, &handler, &f, ACT_ACCEPT), is_office ? OK : ERR_NOT_FOUND);
        assert_int_equal(may_act_on_objection(&who, &handler, &f, ACT_DECLINE), is_office ? ERR_DENIED : ERR_NOT_FOUND);
        assert_int_equal(may_act_on_objection(&who, &head, &f, ACT_DECLINE), is_office ? OK : ERR_NOT_FOUND);
        assert_int_equal(may_act_on_objection(&who, &head, &f, ACT_ANSWER), is_office ? ERR_CONFLICT : ERR_NOT_FOUND);
        assert_int_equal(may_act_on_objection(&who, &head, &f, ACT_REGISTER), is_office ? ERR_CONFLICT : ERR_NOT_FOUND);
        assert_int_equal(may_grant_objection_duty(&who), role == ROLE_SECURITY ? OK : ERR_NOT_FOUND);
        assert_int_equal(may_answer_question(&who, 3), role == ROLE_UNIT ? OK : ERR_NOT_FOUND);
        assert_int_equal(may_answer_question(&who, 4), ERR_NOT_FOUND);
    }
}

/* Section 0, fact 8: "The 检举 must not reach the accused." */
/* Handbook 5.2: "objector identity until 归档 + per office rule". */
static void an_identity_is_kept_for_the_rounds_days_after_archive(void **state)
{
    (void)state;
    const int64_t archived_at = 1437494399; /* 2015-07-21 23:59:59 in Beijing */
    static const struct {
        const char *setting;
        int days;
    } rows[] = {{"90", 90}, {"1", 1}, {"3650", 3650}, {"0", 90}, {"3651", 90}, {"-1", 90}, {"", 90}, {"ten", 90}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(objector_keep_days(rows[i].setting), rows[i].days);
        assert_int_equal(objector_erase_on(rows[i].setting, archived_at), day_of_at(archived_at) + rows[i].days);
    }
}

static void the_head_alone_erases_and_only_what_is_archived(void **state)
{
    (void)state;
    const struct actor office = {1, 1, ROLE_OFFICE};
    const struct objection_duties none = {false, false};
    const struct objection_duties handler = {true, false};
    const struct objection_duties head = {false, true};
    for (int st = 0; st < OBJECTION_STATE__COUNT; st++) {
        struct objection_facts f = {.state = (enum objection_state)st};
        enum err e = st == OBJECTION_ARCHIVED ? OK : ERR_CONFLICT;
        assert_int_equal(may_erase_objector(&office, &head, &f), e);
        assert_int_equal(may_erase_objector(&office, &handler, &f), ERR_DENIED);
        assert_int_equal(may_erase_objector(&office, &none, &f), ERR_DENIED);
    }
    struct objection_facts f = {.state = OBJECTION_ARCHIVED};
    for (int role = 0; role < ROLE__COUNT; role++) {
        const struct actor who = {1, 1, (enum role)role};
        assert_int_equal(may_erase_objector(&who, &head, &f), role == ROLE_OFFICE ? OK : ERR_NOT_FOUND);
    }
}

static void a_question_does_not_say_who_asked(void **state)
{
    static const struct objector who = {"欧阳示例", "13800001234、0519-85680855", "Ouyang@example.com"};
    static const struct objector nobody = {"", "", ""};
    static const struct {
        const char *question;
        bool leaks;
    } rows[] = {
        {"请说明7月20日上午窗口的排队情况。", false},
        {"欧阳示例反映窗口无人。", true},
        {"欧 阳 示 例反映窗口无人。", true},
        {"欧先生反映窗口无人。", true},
        {"可致电 138-0000-1234 了解。", true},
        {"可致电 １３８００００１２３４ 了解。", true},
        {"可致电 138 0000 1234。", true},
        {"可致电 85680855。", true},
        {"可写信到 ouyang@EXAMPLE.com。", true},
        {"可致电 12345。", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(question_leak(a, rows[i].question, &who) != NULL, rows[i].leaks);
        assert_null(question_leak(a, rows[i].question, &nobody));
    }
}

static void a_question_is_not_the_letter(void **state)
{
    static const char letter[] = "我是7月20日上午十点在你们城北窗口排队的那个人，等了两个小时没有人受理。";
    (void)state;
    assert_true(question_quotes(a, "有人说“7月20日上午十点在你们城北窗口排队的那个人”，请说明。", letter));
    assert_true(question_quotes(a, letter, letter));
    assert_false(question_quotes(a, "请说明7月20日上午城北窗口的排队和值班情况。", letter));
    assert_false(question_quotes(a, "", letter));
}

static void a_query_code_is_read_however_it_is_typed(void **state)
{
    (void)state;
    assert_string_equal(query_code_plain(a, " acde-fghj "), "ACDEFGHJ");
    assert_string_equal(query_code_plain(a, "ＡＣＤＥ　ＦＧＨＪ"), "ACDEFGHJ");
    assert_string_equal(query_code_plain(a, ""), "");
}

/* Taken up, declined for good, or neither yet; and the finding that is told.  An archived one was declined when nothing
 * was found. */
static void what_is_counted_as_accepted_declined_and_found_adds_up(void **state)
{
    static const struct {
        enum objection_state state;
        enum objection_finding finding;
        bool is_accepted, is_declined;
        enum objection_finding settled;
    } rows[] = {
        {OBJECTION_REGISTERED, FINDING_NONE, false, false, FINDING_NONE},
        {OBJECTION_ACCEPTED, FINDING_NONE, true, false, FINDING_NONE},
        {OBJECTION_DECLINED, FINDING_NONE, false, true, FINDING_NONE},
        {OBJECTION_INVESTIGATING, FINDING_NONE, true, false, FINDING_NONE},
        {OBJECTION_CONCLUDED, FINDING_UPHELD, true, false, FINDING_UPHELD},
        {OBJECTION_ANSWERED, FINDING_NOT_UPHELD, true, false, FINDING_NOT_UPHELD},
        {OBJECTION_REVIEW_ASKED, FINDING_UPHELD, true, false, FINDING_NONE},
        {OBJECTION_REVIEW_ASKED, FINDING_NONE, false, false, FINDING_NONE}, /* it had been declined */
        {OBJECTION_REVIEWED, FINDING_WITHDRAWN, true, false, FINDING_WITHDRAWN},
        {OBJECTION_ARCHIVED, FINDING_TRANSFERRED, true, false, FINDING_TRANSFERRED},
        {OBJECTION_ARCHIVED, FINDING_NONE, false, true, FINDING_NONE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct objection_facts f = {.state = rows[i].state, .finding = rows[i].finding};
        assert_int_equal(objection_is_accepted(&f), rows[i].is_accepted);
        assert_int_equal(objection_is_declined(&f), rows[i].is_declined);
        assert_int_equal(objection_settled(&f), rows[i].settled);
        assert_int_equal(1, objection_is_declined(&f) + objection_is_open(f.state) +
                                (objection_settled(&f) != FINDING_NONE));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_reads_back),
        cmocka_unit_test(a_name_is_asked_for_as_the_round_says),
        cmocka_unit_test(what_is_typed_is_judged_beside_its_control),
        cmocka_unit_test(days_of_letters_are_read_and_none_lies_in_the_future),
        cmocka_unit_test(it_is_open_through_the_last_second_and_letters_count_by_postmark),
        cmocka_unit_test(it_goes_its_way_and_no_other),
        cmocka_unit_test(there_is_one_review_and_no_answer_is_owed_to_nobody),
        cmocka_unit_test(what_was_not_upheld_has_no_effect),
        cmocka_unit_test(an_open_or_upheld_one_holds_its_brand_up),
        cmocka_unit_test(the_next_step_is_owed_by_working_days),
        cmocka_unit_test(only_the_two_duties_act_and_only_the_head_decides),
        cmocka_unit_test(an_identity_is_kept_for_the_rounds_days_after_archive),
        cmocka_unit_test(the_head_alone_erases_and_only_what_is_archived),
        cmocka_unit_test(a_question_does_not_say_who_asked),
        cmocka_unit_test(a_question_is_not_the_letter),
        cmocka_unit_test(a_query_code_is_read_however_it_is_typed),
        cmocka_unit_test(what_is_counted_as_accepted_declined_and_found_adds_up),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
