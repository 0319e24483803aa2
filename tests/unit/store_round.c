/* store_round.c - the round of sql/seed is read whole: what the notice and the handbook say is there, and in order. */
#include "base/date.h"
#include "domain/stage.h"
#include "support/store_house.h"

static void the_round_is_the_third_of_2015(void **state)
{
    struct house *h = *state;
    assert_string_equal(h->round.slug, "2015-3");
    assert_int_equal(h->round.year, 2015);
    assert_non_null(strstr(h->round.batch_label, "第三批")); /* handbook 1.2, no. 7 */
    assert_string_equal(day_iso(h->a, h->round.reference_day), "2015-06-25");
}

static void six_stages_open_one_after_the_other_at_beijing_midnight(void **state)
{
    /* notice part 3: 6月25日前, 7月10日前, 7月20日前, 公示 7月21日-25日, 8月20日前, 9月30日前 */
    static const struct {
        enum stage stage;
        const char *opens, *closes;
    } rows[] = {
        {STAGE_NOMINATION, "2015-06-09T00:00:00+08:00", "2015-06-26T00:00:00+08:00"},
        {STAGE_RECOMMENDATION, "2015-06-26T00:00:00+08:00", "2015-07-11T00:00:00+08:00"},
        {STAGE_PRELIMINARY_REVIEW, "2015-07-11T00:00:00+08:00", "2015-07-21T00:00:00+08:00"},
        {STAGE_PUBLICITY, "2015-07-21T00:00:00+08:00", "2015-07-26T00:00:00+08:00"},
        {STAGE_EVALUATION, "2015-07-26T00:00:00+08:00", "2015-08-21T00:00:00+08:00"},
        {STAGE_PROMOTION, "2015-08-21T00:00:00+08:00", "2015-10-01T00:00:00+08:00"},
    };
    struct house *h = *state;
    assert_int_equal(h->round.windows_len, STAGE__COUNT);
    for (size_t i = 0; i < STAGE__COUNT; i++) {
        const struct stage_window *w = &h->round.windows[i];
        const struct stage_text *t = &h->round.texts[w->stage];
        assert_int_equal(w->stage, rows[i].stage);
        assert_string_equal(at_rfc3339(h->a, w->opens_at), rows[i].opens);
        assert_string_equal(at_rfc3339(h->a, w->closes_at), rows[i].closes);
        assert_true(*t->summary != '\0' && *t->before != '\0' && *t->open != '\0' && *t->after != '\0');
    }
}

static void there_are_45_sectors_each_with_its_authority(void **state)
{
    struct house *h = *state;
    assert_int_equal(h->round.sectors_len, 45);
    for (size_t i = 0; i < h->round.sectors_len; i++) {
        const struct sector *s = &h->round.sectors[i];
        assert_true(s->id > 0 && *s->code != '\0' && *s->name != '\0' && *s->authority_name != '\0');
        assert_ptr_equal(round_sector(&h->round, s->code), s);
    }
    assert_null(round_sector(&h->round, "none")); /* 非参创行业 */
    assert_null(round_sector(&h->round, ""));
}

static void six_districts_are_in_force_and_three_are_asked_first(void **state)
{
    static const char *const codes[] = {"tianning", "zhonglou", "xinbei", "wujin", "jintan", "liyang"};
    struct house *h = *state;
    assert_int_equal(h->round.districts_len, 6);
    for (size_t i = 0; i < 6; i++) {
        const struct district *d = round_district(&h->round, codes[i]);
        assert_non_null(d);
        assert_ptr_equal(d, &h->round.districts[i]);
        assert_int_equal(d->needs_local_opinion, i >= 3); /* 金坛、溧阳、武进 */
        assert_true(*d->name != '\0' && *d->office_name != '\0');
    }
    assert_null(round_district(&h->round, "qishuyan")); /* ended 2015-04-28 */
}

static void a_district_is_in_force_from_its_first_day_through_its_last(void **state)
{
    static const struct {
        const char *from, *to;
        bool is_in_force; /* on 2015-06-25 */
    } rows[] = {
        {"'2015-06-25'", "NULL", true},  {"'2015-06-26'", "NULL", false}, {"NULL", "'2015-06-25'", true},
        {"NULL", "'2015-06-24'", false}, {"NULL", "NULL", true},          {"'2015-01-01'", "'2015-12-31'", true},
    };
    struct house *h = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct round round;
        assert_int_equal(db_begin(h->db), OK);
        assert_int_equal(db_script(h->db, text_format(h->a,
                                                      "UPDATE district SET valid_from_on = %s, valid_to_on = %s WHERE "
                                                      "code = 'xinbei'",
                                                      rows[i].from, rows[i].to)),
                         OK);
        assert_int_equal(round_load(h->db, h->a, &round), OK);
        assert_int_equal(round_district(&round, "xinbei") != NULL, rows[i].is_in_force);
        assert_int_equal(db_end(h->db, ERR_INVALID), ERR_INVALID);
    }
}

static void the_quotas_are_those_of_the_notice(void **state)
{
    struct house *h = *state;
    assert_int_equal(h->round.sector_places.min, 1);
    assert_int_equal(h->round.sector_places.max, 2);
    assert_int_equal(h->round.district_places.min, 3);
    assert_int_equal(h->round.district_places.max, 5);
}

static void five_conditions_stand_in_the_order_of_the_notice(void **state)
{
    static const char *const names[] = {"创新性", "引领性", "独特性", "实践性", "整体性"};
    struct house *h = *state;
    assert_int_equal(h->round.conditions_len, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(h->round.conditions[i].name, names[i]);
        assert_true(*h->round.conditions[i].text != '\0');
    }
}

static const struct form_field *field(struct house *h, const char *ident)
{
    struct form_answers answers = {.fields = h->round.fields, .field_count = h->round.fields_len};
    return form_field_of(&answers, ident);
}

static void all_43_numbers_of_the_handbook_are_asked_or_computed(void **state)
{
    struct house *h = *state;
    bool seen[44] = {false};
    /* 佐证材料 and 照片 are files: they have types of their own, and no control in the form */
    bool later[44] = {[35] = house_count(h, "SELECT COUNT(*) FROM attachment_kind WHERE takes = 'any'") >= 5,
                      [36] = house_count(h, "SELECT COUNT(*) FROM attachment_kind WHERE ident = 'photo'") == 1};
    for (size_t i = 0; i < h->round.fields_len; i++) {
        const struct form_field *f = &h->round.fields[i];
        assert_in_range(f->number, 1, 43);
        seen[f->number] = true;
        assert_true(*f->label != '\0');
        assert_non_null(round_section(&h->round, f->section));
        if (!text_is_empty(f->rows_of)) {
            const struct form_field *group = field(h, f->rows_of);
            assert_non_null(group);
            assert_int_equal(group->type, FORM_ROWS);
            assert_true(text_starts(f->ident, text_format(h->a, "%s.", group->ident)));
        }
        if (f->need == FORM_REQUIRED_WITH) {
            assert_non_null(field(h, f->need_on));
        }
    }
    for (int n = 1; n <= 43; n++) {
        if (!seen[n] && !later[n]) {
            fail_msg("no field has number %d", n);
        }
    }
}

static void fields_have_the_limits_of_the_handbook(void **state)
{
    static const struct {
        const char *ident;
        enum form_type type;
        int64_t min, max;
        enum form_need need;
        bool is_public;
    } rows[] = {
        {"brand_name", FORM_TEXT, 2, 30, FORM_REQUIRED, true},
        {"brand_slogan", FORM_TEXT, 0, 40, FORM_OPTIONAL, true},
        {"unit_name", FORM_TEXT, 4, 60, FORM_REQUIRED, true},
        {"unit_address", FORM_TEXT, 0, 80, FORM_REQUIRED, true},
        {"leader_name", FORM_TEXT, 0, 20, FORM_REQUIRED, false},
        {"contact_mobile", FORM_TEXT, 0, 11, FORM_OPTIONAL, false},
        {"staff_count", FORM_INTEGER, 1, 200000, FORM_REQUIRED, false},
        {"honours", FORM_ROWS, 0, 10, FORM_OPTIONAL, true},
        {"media", FORM_ROWS, 0, 10, FORM_OPTIONAL, false},
        {"brand_summary", FORM_LONGTEXT, 100, 300, FORM_REQUIRED, true},
        {"criterion_text_1", FORM_LONGTEXT, 50, 400, FORM_REQUIRED, false},
        {"criterion_text_5", FORM_LONGTEXT, 50, 400, FORM_REQUIRED, false},
        {"main_story", FORM_LONGTEXT, 800, 2000, FORM_REQUIRED, false},
        {"standard_docs", FORM_LONGTEXT, 0, 200, FORM_OPTIONAL, false},
        {"logo_meaning", FORM_LONGTEXT, 0, 200, FORM_REQUIRED_WITH, true},
        {"decl_one_year", FORM_DECLARATION, 0, 0, FORM_REQUIRED, false},
    };
    struct house *h = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct form_field *f = field(h, rows[i].ident);
        if (f == NULL || f->type != rows[i].type || f->need != rows[i].need || f->max != rows[i].max ||
            f->min < rows[i].min || f->is_public != rows[i].is_public) {
            fail_msg("%s", rows[i].ident);
        }
    }
}

static void choices_come_from_the_form_and_from_the_tables(void **state)
{
    struct house *h = *state;
    assert_int_equal(field(h, "brand_kind")->choice_count, 4); /* 服务方法 / 服务手段 / 工作载体 / 综合 */
    assert_int_equal(field(h, "unit_kind")->choice_count, 9);
    const struct form_field *sector = field(h, "sector_id");
    assert_int_equal(sector->choice_count, 46); /* and 非参创行业, the last */
    assert_string_equal(sector->choices[45].value, "none");
    assert_string_equal(sector->choices[45].label, round_text(&h->round, "none_sector"));
    assert_string_equal(sector->choices[0].value, h->round.sectors[0].code);
    assert_int_equal(field(h, "district_id")->choice_count, 6);
    assert_int_equal(field(h, "brand_name")->choice_count, 0);
}

static void five_opinion_boxes_have_words_for_the_routes_that_use_them(void **state)
{
    struct house *h = *state;
    for (int r = 0; r < ROUTE__COUNT; r++) {
        struct opinion_box boxes[OPINION__COUNT];
        route_opinions((enum route)r, h->round.opinions, boxes);
        for (int k = 0; k < OPINION__COUNT; k++) {
            assert_int_equal(boxes[k].is_used, *boxes[k].text != '\0');
            assert_int_equal(boxes[k].is_used, *h->round.opinions[k].text[r] != '\0');
            assert_true(*boxes[k].label != '\0');
        }
    }
}

static void three_copies_have_a_keeper_on_every_route(void **state)
{
    struct house *h = *state;
    int by_copy_and_route[4][ROUTE__COUNT] = {{0}};
    assert_int_equal(h->round.keepers_len, 9);
    for (size_t i = 0; i < h->round.keepers_len; i++) {
        const struct copy_keeper *k = &h->round.keepers[i];
        assert_in_range(k->copy_no, 1, 3);
        by_copy_and_route[k->copy_no][k->route]++;
        assert_true(*k->keeper != '\0');
    }
    for (int copy = 1; copy <= 3; copy++) {
        for (int r = 0; r < ROUTE__COUNT; r++) {
            assert_int_equal(by_copy_and_route[copy][r], 1);
        }
    }
    assert_true(h->round.notes_len >= 6); /* handbook 1.5: 填表说明 1-6 */
}

static void nine_sections_stand_in_three_parts(void **state)
{
    static const char *const codes[] = {"unit",    "contact", "brand",       "story",       "conditions",
                                        "honours", "images",  "attachments", "declarations"};
    struct house *h = *state;
    assert_int_equal(h->round.sections_len, 9);
    for (size_t i = 0; i < 9; i++) {
        assert_string_equal(h->round.sections[i].code, codes[i]);
        assert_ptr_equal(round_section(&h->round, codes[i]), &h->round.sections[i]);
    }
    assert_null(round_section(&h->round, "nothing"));
}

static void settings_are_found_by_key_and_absent_ones_are_empty(void **state)
{
    struct house *h = *state;
    assert_string_equal(round_text(&h->round, "receipt_prefix"), "CZPP-2015");
    assert_true(*round_text(&h->round, "site_name") != '\0');
    assert_string_equal(round_text(&h->round, "no_such_key"), "");
    assert_int_equal(h->round.settings_len, house_count(h, "SELECT count(*) FROM round_setting"));
}

static void the_calendar_knows_the_holidays_of_2015(void **state)
{
    struct house *h = *state;
    day_no dragon_boat = day_from_civil(2015, 6, 22); /* 端午 fell on a Saturday: Monday was free */
    day_no swapped = day_from_civil(2015, 2, 15);     /* a Sunday of work before 春节 */
    assert_true(h->round.calendar.count > 300);
    assert_false(is_workday(&h->round.calendar, dragon_boat));
    assert_true(is_workday(&h->round.calendar, swapped));
}

static void the_notice_is_shown_from_the_moment_it_is_published(void **state)
{
    struct house *h = *state;
    struct notice *list = NULL;
    size_t len = 0;
    int64_t at = house_count(h, "SELECT published_at FROM notice");
    assert_int_equal(notice_list(h->db, h->a, h->round.id, at - 1, &list, &len), OK);
    assert_int_equal(len, 0);
    assert_int_equal(notice_list(h->db, h->a, h->round.id, at, &list, &len), OK);
    assert_int_equal(len, 1);
    struct notice n;
    assert_int_equal(notice_by_ref(h->db, h->a, list[0].ref, at - 1, &n), ERR_NOT_FOUND);
    assert_int_equal(notice_by_ref(h->db, h->a, "no-such-notice", at, &n), ERR_NOT_FOUND);
    assert_int_equal(notice_by_ref(h->db, h->a, list[0].ref, at, &n), OK);
    struct notice_paragraph *paragraphs = NULL;
    assert_int_equal(notice_paragraphs(h->db, h->a, n.id, &paragraphs, &len), OK);
    assert_int_equal(len, 26);
    assert_string_equal(paragraphs[25].text, "2015年6月9日");
}

static void without_a_current_round_there_is_none(void **state)
{
    struct house *h = *state;
    struct round round;
    assert_int_equal(db_script(h->db, "UPDATE round SET is_current = 0"), OK);
    assert_int_equal(round_load(h->db, h->a, &round), ERR_NOT_FOUND);
    assert_int_equal(db_script(h->db, "UPDATE round SET is_current = 1"), OK);
    assert_int_equal(round_load(h->db, h->a, &round), OK);
}

/* A program that is older than its data must not show five stages as if there were no sixth. */
static void a_word_that_the_program_does_not_know_is_a_failure_not_the_end_of_the_list(void **state)
{
    static const char *const changes[] = {
        "UPDATE stage_window SET stage = 'appeal' WHERE stage = 'publicity'",
        "UPDATE opinion_box SET kind = 'mayor' WHERE kind = 'sector'",
        "UPDATE copy_label SET route = 'direct' WHERE route = 'district'",
        "UPDATE form_field SET type = 'drawing' WHERE ident = 'brand_slogan'",
        "UPDATE form_field SET pattern = 'haiku' WHERE ident = 'brand_slogan'",
    };
    struct house *h = *state;
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        struct round round;
        assert_int_equal(db_script(h->db, "PRAGMA ignore_check_constraints=ON"), OK);
        assert_int_equal(db_begin(h->db), OK);
        assert_int_equal(db_script(h->db, changes[i]), OK);
        assert_int_equal(round_load(h->db, h->a, &round), ERR_INTERNAL);
        assert_int_equal(db_end(h->db, ERR_INVALID), ERR_INVALID);
    }
}

static void each_step_of_loading_may_fail_and_then_nothing_is_loaded(void **state)
{
    struct house *h = *state;
    int failures = 0;
    for (int n = 1;; n++) {
        struct round round = {.id = -1};
        db_fail_nth(h->db, n);
        enum err e = round_load(h->db, h->a, &round);
        if (e == OK) {
            db_fail_nth(h->db, 0);
            break;
        }
        assert_int_equal(e, ERR_INTERNAL);
        assert_int_equal(round.id, -1);
        failures++;
    }
    assert_true(failures > 500); /* every row of every list */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_round_is_the_third_of_2015),
        cmocka_unit_test(six_stages_open_one_after_the_other_at_beijing_midnight),
        cmocka_unit_test(there_are_45_sectors_each_with_its_authority),
        cmocka_unit_test(six_districts_are_in_force_and_three_are_asked_first),
        cmocka_unit_test(a_district_is_in_force_from_its_first_day_through_its_last),
        cmocka_unit_test(the_quotas_are_those_of_the_notice),
        cmocka_unit_test(five_conditions_stand_in_the_order_of_the_notice),
        cmocka_unit_test(all_43_numbers_of_the_handbook_are_asked_or_computed),
        cmocka_unit_test(fields_have_the_limits_of_the_handbook),
        cmocka_unit_test(choices_come_from_the_form_and_from_the_tables),
        cmocka_unit_test(five_opinion_boxes_have_words_for_the_routes_that_use_them),
        cmocka_unit_test(three_copies_have_a_keeper_on_every_route),
        cmocka_unit_test(nine_sections_stand_in_three_parts),
        cmocka_unit_test(settings_are_found_by_key_and_absent_ones_are_empty),
        cmocka_unit_test(the_calendar_knows_the_holidays_of_2015),
        cmocka_unit_test(the_notice_is_shown_from_the_moment_it_is_published),
        cmocka_unit_test(without_a_current_round_there_is_none),
        cmocka_unit_test(a_word_that_the_program_does_not_know_is_a_failure_not_the_end_of_the_list),
        cmocka_unit_test(each_step_of_loading_may_fail_and_then_nothing_is_loaded),
    };
    return cmocka_run_group_tests(tests, house_setup, house_teardown);
}
