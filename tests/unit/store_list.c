/* store_list.c - lists: whose rows they are, what the search finds, in which order, and how fast. */
#include "support/store_house.h"

#include <time.h>

#include "domain/permission.h"
#include "store/list_store.h"

enum { RECEIVED = 8 };

/* One that was received, written as the program writes it. */
struct received {
    const char *ref, *no, *state, *route, *sector, *district, *unit, *brand, *window;
};

static const struct received received[RECEIVED] = {
    {"r1", "PP-1", "submitted", "sector_city", "bus", "tianning", "示例市公交一队", "畅·行里", "城西站"},
    {"r2", "PP-2", "submitted", "sector_county", "taxi", "wujin", "示例市出租二队", "爱心送考", "武南站"},
    {"r3", "PP-3", "submitted", "sector_county", "water", "wujin", "示例市供水大厅", "五见面100%", "第一大厅"},
    {"r4", "PP-4", "submitted", "district", "none", "wujin", "示例市农贸市场", "公平_秤", "公平台"},
    {"r5", "PP-5", "submitted", "district", "none", "tianning", "示例市便民社", "邻里\\帮办", ""},
    {"r6", "PP-6", "withdrawn", "sector_city", "water", "tianning", "示例市供水二厅", "清泉到家", "二厅"},
    {"r7", "PP-7", "draft", "sector_county", "water", "jintan", "示例市供水三厅", "Qing泉", "三厅"},
    {"r8", "PP-10", "submitted", "sector_city", "hr_social", "zhonglou", "示例市人社中心", "23℃人社服务", "综合厅"}};

static void run(struct house *h, const char *sql)
{
    if (db_script(h->db, sql) != OK) {
        fail_msg("%s", sql);
    }
}

static void add_value(struct house *h, const char *version, const char *ident, const char *value)
{
    if (*value != '\0') {
        run(h, text_format(h->a, "INSERT INTO version_value VALUES (%s, '%s', 0, '%s')", version, ident, value));
    }
}

static void receive(struct house *h, const struct received *n, int i)
{
    run(h, text_format(
               h->a, "INSERT INTO body (ref, kind, name, district_id, created_at) VALUES ('b-%s', 'unit', '%s', 1, %d)",
               n->ref, n->unit, IN_STAGE_1 + i));
    run(h,
        text_format(h->a,
                    "INSERT INTO nomination (ref, round_id, body_id, state, route, receipt_no, version_no, created_at,"
                    " created_by, submitted_at) SELECT '%s', 1, b.id, '%s', '%s', '%s', 1, %d, %lld, %d FROM body b"
                    " WHERE b.ref = 'b-%s'",
                    n->ref, n->state, n->route, n->no, IN_STAGE_1, (long long)h->chen.id, IN_STAGE_1 - i, n->ref));
    run(h, text_format(h->a,
                       "INSERT INTO nomination_version (nomination_id, version_no, submitted_at, submitted_by, route,"
                       " record, sha256, check_code) SELECT id, 1, %d, %lld, '%s', '{}', '%064d', 'X' FROM nomination"
                       " WHERE ref = '%s'",
                       IN_STAGE_1 - i, (long long)h->chen.id, n->route, i, n->ref));
    const char *version = text_format(
        h->a, "(SELECT v.id FROM nomination_version v JOIN nomination n ON n.id = v.nomination_id WHERE n.ref = '%s')",
        n->ref);
    add_value(h, version, "brand_name", n->brand);
    add_value(h, version, "window_name", n->window);
    add_value(h, version, "sector_id", n->sector);
    add_value(h, version, "district_id", n->district);
    add_value(h, version, "contact_phone", "0519-00000012");
}

static int64_t body(struct house *h, const char *kind, const char *name, const char *sector, const char *district)
{
    run(h, text_format(h->a,
                       "INSERT INTO body (ref, kind, name, sector_id, district_id, created_at) VALUES ('%s-%s', '%s',"
                       " '%s', (SELECT id FROM sector WHERE code = '%s'), (SELECT id FROM district WHERE code = '%s'),"
                       " 1)",
                       kind, name, kind, name, sector, district));
    return house_count(h, text_format(h->a, "SELECT id FROM body WHERE kind = '%s' AND name = '%s'", kind, name));
}

static int setup(void **state)
{
    struct house *h = house_open(":memory:");
    for (int i = 0; i < RECEIVED; i++) {
        receive(h, &received[i], i);
    }
    *state = h;
    return 0;
}

static int teardown(void **state)
{
    house_close(*state);
    return 0;
}

/* The receipt numbers of a list, "1 2 10". */
static const char *numbers(struct house *h, struct listing_filter f)
{
    struct listed_nominations all;
    const char *text = "";
    f.round_id = h->round.id;
    assert_int_equal(nomination_listing(h->db, h->a, &f, &all), OK);
    for (size_t i = 0; i < all.len; i++) {
        text = text_format(h->a, "%s%s%s", text, i == 0 ? "" : " ", all.rows[i].receipt_no + strlen("PP-"));
    }
    return text;
}

static const struct actor office = {1, 0, ROLE_OFFICE};

/* ---- whose ---- */

static void everyone_has_the_rows_that_the_rule_gives_and_no_other(void **state)
{
    struct house *h = *state;
    const struct {
        struct actor who;
        const char *numbers;
    } rows[] = {
        {office, "1 2 3 4 5 6 7 10"},
        /* 市交通运输局 is the authority of transport, bus and taxi: by its own name, and by the sector it was entered
           for */
        {{1, body(h, "sector", "市交通运输局", "", ""), ROLE_SECTOR}, "1 2"},
        {{1, body(h, "sector", "示例市交通运输局", "transport", ""), ROLE_SECTOR}, "1 2"},
        {{1, body(h, "sector", "示例市供水公司", "water", ""), ROLE_SECTOR}, "3 6 7"},
        {{1, body(h, "sector", "示例市卫计委", "health", ""), ROLE_SECTOR}, ""},
        {{1, body(h, "sector", "不在册的局", "", ""), ROLE_SECTOR}, ""},
        /* a district: what it is asked about, and what is outside the sectors; never the city route */
        {{1, body(h, "district", "武进区文明办", "", "wujin"), ROLE_DISTRICT}, "2 3 4"},
        {{1, body(h, "district", "天宁区文明办", "", "tianning"), ROLE_DISTRICT}, "5"},
        {{1, body(h, "district", "金坛文明办", "", "jintan"), ROLE_DISTRICT}, "7"},
        {{1, body(h, "district", "哪里的文明办", "", ""), ROLE_DISTRICT}, ""},
        /* the same bodies under another role are nobody's key */
        {{1, body(h, "joint", "市消协", "water", "wujin"), ROLE_JOINT}, ""},
        {{1, h->water.id, ROLE_UNIT}, ""},
        {{1, h->water.id, ROLE_SECTOR}, ""},
        {{1, h->water.id, ROLE_DISTRICT}, ""},
        {{1, 0, ROLE_ADMIN}, ""},
        {{1, 0, ROLE_PUBLIC}, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(numbers(h, (struct listing_filter){.actor = rows[i].who}), rows[i].numbers);
        for (size_t k = 0; k < RECEIVED; k++) { /* SQL and the rule of the domain say the same */
            struct nomination n;
            assert_int_equal(nomination_by_ref(h->db, h->a, received[k].ref, &n), OK);
            struct nomination_facts facts = nomination_facts_of(&n);
            assert_int_equal(nomination_standing(h->db, n.id, &rows[i].who, &facts), OK);
            const char *word = text_format(h->a, " %s ", received[k].no + strlen("PP-"));
            bool is_listed = strstr(text_format(h->a, " %s ", rows[i].numbers), word) != NULL;
            assert_int_equal(may_list_nomination(&rows[i].who, &facts) == OK, is_listed);
        }
    }
}

static void a_draft_that_was_never_submitted_is_in_no_list(void **state)
{
    struct house *h = *state;
    struct nomination n = house_nomination(h, &h->zhou);
    assert_null(strstr(numbers(h, (struct listing_filter){.actor = office}), n.ref));
    assert_int_equal(strlen(numbers(h, (struct listing_filter){.actor = office})), strlen("1 2 3 4 5 6 7 10"));
    struct nomination_facts facts = nomination_facts_of(&n);
    struct actor sector = {1, body(h, "sector", "市交通运输局", "bus", ""), ROLE_SECTOR};
    assert_int_equal(nomination_standing(h->db, n.id, &sector, &facts), OK);
    assert_false(facts.is_of_sector);
}

/* ---- what ---- */

static void each_filter_narrows_and_all_together_do(void **state)
{
    static const struct {
        struct listing_filter f;
        const char *numbers;
    } cases[] = {
        {{.sector = "water"}, "3 6 7"},
        {{.sector = "none"}, "4 5"},
        {{.sector = "nowhere"}, ""},
        {{.district = "wujin"}, "2 3 4"},
        {{.route = "sector_county"}, "2 3 7"},
        {{.status = "awaiting_opinion"}, "2 3"},
        {{.status = "awaiting_recommendation"}, "1 4 5 10"},
        {{.status = "withdrawn"}, "6 7"}, /* and what its unit took back to change it */
        {{.sector = "water", .district = "wujin", .route = "sector_county", .status = "awaiting_opinion"}, "3"},
        {{.sector = "", .district = "", .route = "", .status = "", .word = ""}, "1 2 3 4 5 6 7 10"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct listing_filter f = cases[i].f;
        f.actor = office;
        assert_string_equal(numbers(*state, f), cases[i].numbers);
    }
}

static void two_characters_are_enough_and_wildcards_are_only_themselves(void **state)
{
    static const struct {
        const char *word, *numbers;
    } cases[] = {{"供水", "3 6 7"},   {"二队", "2"},       {"大厅", "3"}, {"人社", "10"}, {"武南", "2"},
                 {"PP-1", "1 10"},    {"qing", "7"},       {"畅·", "1"},  {"%", "3"},     {"_", "4"},
                 {"\\", "5"},         {"%供%", ""},        {"供_", ""},   {"100%", "3"},  {"0_", ""},
                 {"' OR 1=1 --", ""}, {"五见面100%", "3"}, {"℃", "10"},   {"㛃", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct listing_filter f = {.actor = office, .word = cases[i].word};
        const char *got = numbers(*state, f);
        if (strcmp(got, cases[i].numbers) != 0) {
            fail_msg("\"%s\" finds %s instead of %s", cases[i].word, got, cases[i].numbers);
        }
    }
}

static void every_order_is_the_one_it_says(void **state)
{
    static const struct {
        enum list_order order;
        const char *numbers;
    } cases[] = {{ORDER_NUMBER, "1 2 3 4 5 6 7 10"}, /* 10 behind 7: by value */
                 {ORDER_OLDEST, "10 7 6 5 4 3 2 1"},
                 {ORDER_NEWEST, "1 2 3 4 5 6 7 10"},
                 {ORDER_SECTOR, "10 1 2 3 6 7 4 5"}, /* as the round lists them; outside the sectors last */
                 /* 便 出 公 供大 供二 供三 农 人 */
                 {ORDER_UNIT_PINYIN, "5 2 1 3 6 7 4 10"},
                 /* 人2 公4 出5 农6 供8(二2 三3 大3) 便9 */
                 {ORDER_UNIT_STROKES, "10 1 2 4 6 7 3 5"},
                 /* 23℃ Qing 爱 畅 公 邻 清 五 */
                 {ORDER_BRAND_PINYIN, "10 7 2 1 4 5 6 3"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct listing_filter f = {.actor = office, .order = cases[i].order};
        const char *got = numbers(*state, f);
        if (strcmp(got, cases[i].numbers) != 0) {
            fail_msg("%s: %s instead of %s", list_order_ident(cases[i].order), got, cases[i].numbers);
        }
    }
}

static void a_row_tells_what_was_submitted_not_what_is_being_written(void **state)
{
    struct house *h = *state;
    struct listing_filter f = {.round_id = h->round.id, .actor = office, .word = "PP-3"};
    struct listed_nominations all;
    run(h, "DROP TRIGGER draft_value_add_to_draft; INSERT INTO draft_value SELECT id, 'brand_name', 0, '正在改' FROM "
           "nomination"
           " WHERE ref = 'r3'");
    assert_int_equal(nomination_listing(h->db, h->a, &f, &all), OK);
    assert_int_equal(all.len, 1);
    assert_string_equal(all.rows[0].brand_name, "五见面100%");
    assert_string_equal(all.rows[0].window_name, "第一大厅");
    assert_string_equal(all.rows[0].sector_name, "供水");
    assert_string_equal(all.rows[0].district_name, "武进区");
    assert_int_equal(all.rows[0].status, STATUS_AWAITING_OPINION);
    assert_int_equal(all.rows[0].submitted_at, IN_STAGE_1 - 2);
    f.word = "正在改";
    assert_int_equal(nomination_listing(h->db, h->a, &f, &all), OK);
    assert_int_equal(all.len, 0);
}

/* ---- bodies ---- */

static const char *names(struct house *h, struct listing_filter f)
{
    struct listed_bodies all;
    const char *text = "";
    f.round_id = h->round.id;
    assert_int_equal(body_listing(h->db, h->a, &f, &all), OK);
    for (size_t i = 0; i < all.len; i++) {
        text = text_format(h->a, "%s%s%s", text, i == 0 ? "" : " ", all.rows[i].name);
    }
    return text;
}

static void bodies_are_listed_to_those_whose_they_are(void **state)
{
    struct house *h = *state;
    struct actor water = {1, body(h, "sector", "示例市供水公司", "water", ""), ROLE_SECTOR};
    struct actor wujin = {1, body(h, "district", "武进区文明办", "", "wujin"), ROLE_DISTRICT};
    struct actor tianning = {1, body(h, "district", "天宁区文明办", "", "tianning"), ROLE_DISTRICT};
    struct actor unit = {1, h->water.id, ROLE_UNIT};
    struct actor admin = {1, 0, ROLE_ADMIN};
    assert_string_equal(names(h, (struct listing_filter){.actor = water}), "示例市第一供水服务有限公司");
    assert_string_equal(names(h, (struct listing_filter){.actor = wujin}), "示例市第一供水服务有限公司");
    assert_null(strstr(names(h, (struct listing_filter){.actor = tianning}), "公共交通")); /* a sector's, city route */
    assert_string_equal(names(h, (struct listing_filter){.actor = unit}), "");
    assert_string_equal(names(h, (struct listing_filter){.actor = admin, .word = "公共"}), "示例市公共交通服务中心");
    assert_string_equal(names(h, (struct listing_filter){.actor = office, .kind = "district"}),
                        "武进区文明办 天宁区文明办");
    assert_string_equal(
        names(h, (struct listing_filter){.actor = office, .kind = "district", .order = ORDER_UNIT_PINYIN}),
        "天宁区文明办 武进区文明办");
    assert_string_equal(
        names(h, (struct listing_filter){.actor = office, .kind = "district", .order = ORDER_UNIT_STROKES}),
        "天宁区文明办 武进区文明办"); /* 4 and 8 strokes */
    struct listing_filter f = {.round_id = h->round.id, .actor = office, .word = "供水服务有限"};
    struct listed_bodies all;
    assert_int_equal(body_listing(h->db, h->a, &f, &all), OK);
    assert_int_equal(all.len, 1);
    assert_int_equal(all.rows[0].accounts, 2);
    assert_string_equal(all.rows[0].receipt_no, "");
    assert_string_equal(all.rows[0].sector_name, "供水");
}

/* ---- five thousand ---- */

static const char many[] =
    "WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < 5001) "
    "INSERT INTO body (id, ref, kind, name, district_id, created_at) SELECT 10000 + i, 'many' || i, 'unit',"
    " '示例市第' || i || CASE i % 3 WHEN 0 THEN '供水' WHEN 1 THEN '燃气' ELSE '公交' END || '服务大厅', 1, i FROM k;"
    "INSERT INTO nomination (id, ref, round_id, body_id, state, route, receipt_no, version_no, created_at, created_by,"
    " submitted_at) SELECT id, ref, 1, id, 'submitted', 'sector_city', 'MM-' || printf('%04d', id - 10000), 1, 1,"
    " (SELECT MIN(id) FROM account), id FROM body WHERE id > 10000;"
    "INSERT INTO nomination_version (id, nomination_id, version_no, submitted_at, submitted_by, route, record, sha256,"
    " check_code) SELECT id, id, 1, id, created_by, 'sector_city', '{}', printf('%064d', id), 'X' FROM nomination"
    " WHERE id > 10000;"
    "INSERT INTO version_value SELECT id, 'brand_name', 0, '暖心' || id || '号' FROM nomination WHERE id > 10000;"
    "INSERT INTO version_value SELECT id, 'window_name', 0, '大厅' || id FROM nomination WHERE id > 10000;"
    "INSERT INTO version_value SELECT id, 'sector_id', 0, 'water' FROM nomination WHERE id > 10000;"
    "INSERT INTO version_value SELECT id, 'district_id', 0, 'tianning' FROM nomination WHERE id > 10000;"
    "INSERT INTO version_value SELECT id, 'contact_phone', 0, '0519-00000012' FROM nomination WHERE id > 10000;";

/* Milliseconds of processor time; the best of five. */
static double milliseconds(struct house *h, struct listing_filter f, size_t *ret_len, bool *ret_is_cut)
{
    double best = 1e9;
    f.round_id = h->round.id;
    for (int i = 0; i < 5; i++) {
        struct arena *a = arena_new();
        struct listed_nominations all;
        clock_t from = clock();
        assert_int_equal(nomination_listing(h->db, a, &f, &all), OK);
        double ms = (double)(clock() - from) * 1000.0 / (double)CLOCKS_PER_SEC;
        best = ms < best ? ms : best;
        *ret_len = all.len;
        *ret_is_cut = all.is_cut;
        arena_free(a);
    }
    return best;
}

/* Only a program as it is shipped has to be fast. */
static bool is_as_shipped(void)
{
#if defined(__SANITIZE_ADDRESS__) || !defined(__OPTIMIZE__)
    return false;
#else
    return getenv("UNDER") == NULL;
#endif
}

static void five_thousand_rows_are_listed_in_less_than_a_tenth_of_a_second(void **state)
{
    static const struct {
        enum list_order order;
        const char *word;
    } cases[] = {{ORDER_NUMBER, ""}, {ORDER_UNIT_PINYIN, ""}, {ORDER_UNIT_STROKES, ""}, {ORDER_BRAND_STROKES, "供水"}};
    struct house *h = *state;
    run(h, many);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t len = 0;
        bool is_cut = false;
        struct listing_filter f = {.actor = office, .order = cases[i].order, .word = cases[i].word};
        double ms = milliseconds(h, f, &len, &is_cut);
        print_message("%zu rows by %s: %.1f ms\n", len, list_order_ident(cases[i].order), ms);
        assert_int_equal(is_cut, *cases[i].word == '\0'); /* 5,009: it says that some are left out */
        assert_true(len == LIST_ROWS_MAX || *cases[i].word != '\0');
        assert_true(len >= 1667);
        assert_true(ms < 100.0 || !is_as_shipped());
    }
}

/* ---- failures ---- */

static void a_step_that_fails_is_told_and_gives_no_half_list(void **state)
{
    struct house *h = *state;
    struct listing_filter f = {.round_id = h->round.id, .actor = office};
    struct listed_nominations all;
    struct listed_bodies bodies;
    struct nomination_facts facts = {0};
    struct actor sector = {1, 1, ROLE_SECTOR};
    int failures = 0;
    for (int nth = 1; nth <= 30; nth++) {
        db_fail_nth(h->db, nth);
        failures += nomination_listing(h->db, h->a, &f, &all) != OK;
        db_fail_nth(h->db, nth);
        failures += body_listing(h->db, h->a, &f, &bodies) != OK;
        db_fail_nth(h->db, nth);
        failures += nomination_standing(h->db, 1, &sector, &facts) != OK;
    }
    db_fail_nth(h->db, 0);
    /* one step a row and one for the end: 9 and 11 of them; and one for the standing */
    assert_in_range(failures, 20, 24);
    assert_int_equal(nomination_listing(h->db, h->a, &f, &all), OK);
    assert_int_equal(all.len, RECEIVED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(everyone_has_the_rows_that_the_rule_gives_and_no_other, setup, teardown),
        cmocka_unit_test_setup_teardown(a_draft_that_was_never_submitted_is_in_no_list, setup, teardown),
        cmocka_unit_test_setup_teardown(each_filter_narrows_and_all_together_do, setup, teardown),
        cmocka_unit_test_setup_teardown(two_characters_are_enough_and_wildcards_are_only_themselves, setup, teardown),
        cmocka_unit_test_setup_teardown(every_order_is_the_one_it_says, setup, teardown),
        cmocka_unit_test_setup_teardown(a_row_tells_what_was_submitted_not_what_is_being_written, setup, teardown),
        cmocka_unit_test_setup_teardown(bodies_are_listed_to_those_whose_they_are, setup, teardown),
        cmocka_unit_test_setup_teardown(five_thousand_rows_are_listed_in_less_than_a_tenth_of_a_second, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_step_that_fails_is_told_and_gives_no_half_list, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
