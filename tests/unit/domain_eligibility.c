/* domain_eligibility.c - the facts told before the form, each with its clause, and the list of earlier awards read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/award_list.h"
#include "domain/eligibility.h"

/* A nomination to which nothing is to be said, at the reference day of the round of 2015. */
static struct eligibility_input sound(void)
{
    return (struct eligibility_input){
        .clauses = {"运行一年以上", "窗口单位", "以市行业为单位", "不再参加", "一个渠道"},
        .reference_day = day_from_civil(2015, 6, 25),
        .brand_name = "23℃人社服务",
        .unit_name = "示例市人力资源和社会保障服务中心",
        .brand_started_on = "2013-09",
        .unit_kind = "事业单位",
        .sector_id = "hr_social",
        .district_id = "tianning",
        .route_text = "提交后报送市行业主管部门。",
        .org_code = "71526726X",
        .awards_known = 20,
        .same_awards = "",
        .alike_awards = "",
    };
}

static struct eligibility_fact fact(struct arena *a, const struct eligibility_input *in, const char *ident)
{
    struct eligibility_facts f = eligibility_judge(a, in);
    for (size_t i = 0; i < f.len; i++) {
        if (strcmp(f.items[i].ident, ident) == 0) {
            return f.items[i];
        }
    }
    return (struct eligibility_fact){.ident = ""};
}

static void what_is_sound_is_fine_in_every_fact(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct eligibility_input in = sound();
    struct eligibility_facts f = eligibility_judge(a, &in);
    assert_int_equal(f.len, ELIGIBILITY_FACTS_MAX);
    assert_int_equal(eligibility_worst(&f), ELIGIBILITY_FINE);
    assert_int_equal(eligibility_count(&f, ELIGIBILITY_FINE), 6);
    for (size_t i = 0; i < f.len; i++) {
        assert_true(*f.items[i].statement != '\0');
        assert_null(strstr(f.items[i].statement, "。。"));
        assert_string_equal(eligibility_label(f.items[i].ident), f.items[i].label);
    }
    arena_free(a);
}

static void a_year_is_counted_to_the_day_where_there_is_one_and_by_the_month_where_not(void **state)
{
    static const struct {
        const char *started;
        enum eligibility_verdict verdict;
    } cases[] = {
        {"", ELIGIBILITY_OPEN},           {"去年", ELIGIBILITY_OPEN},       {"2013", ELIGIBILITY_OPEN},
        {"1998-01", ELIGIBILITY_FINE},    {"2014-05", ELIGIBILITY_FINE},    {"2014-06", ELIGIBILITY_DOUBT},
        {"2014-06-24", ELIGIBILITY_FINE}, {"2014-06-25", ELIGIBILITY_FINE}, {"2014-06-26", ELIGIBILITY_REFUSED},
        {"2014-07", ELIGIBILITY_REFUSED}, {"2015-06", ELIGIBILITY_REFUSED}, {"2016-01", ELIGIBILITY_REFUSED},
    };
    (void)state;
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct eligibility_input in = sound();
        in.brand_started_on = cases[i].started;
        struct eligibility_fact f = fact(a, &in, "one_year");
        assert_int_equal(f.verdict, cases[i].verdict);
        assert_string_equal(f.clause, "运行一年以上"); /* each refusal quotes the notice */
    }
    arena_free(a);
}

static void what_is_not_answered_is_open_and_refuses_nobody(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct eligibility_input in = sound();
    in.brand_name = in.unit_name = in.brand_started_on = in.unit_kind = in.sector_id = in.district_id = in.org_code =
        "";
    in.awards_same = 1; /* nothing can be the same as no name */
    struct eligibility_facts f = eligibility_judge(a, &in);
    assert_int_equal(f.len, 5); /* no code is no fact */
    assert_int_equal(eligibility_count(&f, ELIGIBILITY_OPEN), 5);
    assert_int_equal(eligibility_worst(&f), ELIGIBILITY_OPEN);
    arena_free(a);
}

static void a_code_that_fails_its_check_is_a_doubt_and_never_a_refusal(void **state)
{
    static const char *const codes[] = {
        "91350100M0001TGQXM", "91350211M0000XUF46", "91350203M0001FUE2P", "715267261", "123", "IOSVZ6789012345678"};
    (void)state;
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        struct eligibility_input in = sound();
        in.org_code = codes[i];
        assert_int_equal(fact(a, &in, "org_code").verdict, ELIGIBILITY_DOUBT);
    }
    struct eligibility_input in = sound();
    in.org_code = "9144030071526726XG";
    assert_int_equal(fact(a, &in, "org_code").verdict, ELIGIBILITY_FINE);
    arena_free(a);
}

static void an_earlier_award_of_the_same_name_refuses_one_like_it_asks_and_no_register_says_so(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct eligibility_input in = sound();
    in.awards_alike = 1;
    in.alike_awards = "“23度人社服务”（示例市人社局，第一批）";
    assert_int_equal(fact(a, &in, "past_award").verdict, ELIGIBILITY_DOUBT);
    assert_non_null(strstr(fact(a, &in, "past_award").statement, "23度"));
    in.awards_same = 1;
    in.same_awards = "“23℃人社服务”（示例市人社局，第二批）";
    struct eligibility_fact f = fact(a, &in, "past_award");
    assert_int_equal(f.verdict, ELIGIBILITY_REFUSED);
    assert_non_null(strstr(f.statement, "第二批"));
    assert_string_equal(f.clause, "不再参加");
    in = sound();
    in.awards_known = 0;
    assert_int_equal(fact(a, &in, "past_award").verdict, ELIGIBILITY_OPEN);
    assert_non_null(strstr(fact(a, &in, "past_award").statement, "还没有录入"));
    arena_free(a);
}

static void another_nomination_like_this_is_a_doubt_that_names_nobody(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct eligibility_input in = sound();
    in.others_alike = 2;
    in.is_other_kind = true;
    struct eligibility_facts f = eligibility_judge(a, &in);
    assert_int_equal(eligibility_count(&f, ELIGIBILITY_DOUBT), 2);
    assert_int_equal(eligibility_worst(&f), ELIGIBILITY_DOUBT);
    assert_non_null(strstr(fact(a, &in, "one_each").statement, "另有 2 份"));
    in.brand_started_on = "2015-01";
    f = eligibility_judge(a, &in);
    assert_int_equal(eligibility_worst(&f), ELIGIBILITY_REFUSED);
    arena_free(a);
}

static void verdicts_have_words_of_their_own(void **state)
{
    enum eligibility_verdict v = ELIGIBILITY_FINE;
    (void)state;
    for (int i = ELIGIBILITY_FINE; i <= ELIGIBILITY_REFUSED; i++) {
        const char *ident = eligibility_verdict_ident((enum eligibility_verdict)i);
        assert_int_equal(eligibility_verdict_from_ident(ident, &v), OK);
        assert_int_equal(v, i);
    }
    assert_int_equal(eligibility_verdict_from_ident("perhaps", &v), ERR_NOT_FOUND);
    assert_string_equal(eligibility_label("nothing"), "nothing");
}

/* ---- the office's list of earlier awards ---- */

static void a_list_is_read_line_by_line_as_offices_have_it(void **state)
{
    static const struct {
        const char *line, *batch, *brand, *unit;
    } cases[] = {
        {"第一批,阳光收费站,示例市公路管理处", "第一批", "阳光收费站", "示例市公路管理处"},
        {"第一批，“阳光收费站”，示例市公路管理处", "第一批", "阳光收费站", "示例市公路管理处"},
        {"第一批\t《阳光收费站》\t示例市公路管理处", "第一批", "阳光收费站", "示例市公路管理处"},
        {"\"第一批\",\"一,二\",\"他说\"\"好\"\"\"", "第一批", "一,二", "他说\"好\""},
        {" 第一批 , 阳光 , 单位 ", "第一批", "阳光", "单位"},
        {"第一批,阳光,单位,,", "第一批", "阳光", "单位"},
    };
    (void)state;
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t len = 0;
        int is_cut = 0;
        const struct award_line *x = award_list_read(a, cases[i].line, &len, &is_cut);
        assert_int_equal(len, 1);
        if (x->error != NULL) {
            fail_msg("%s: %s", cases[i].line, x->error);
        }
        assert_string_equal(x->batch, cases[i].batch);
        assert_string_equal(x->brand_name, cases[i].brand);
        assert_string_equal(x->unit_name, cases[i].unit);
    }
    arena_free(a);
}

static void lines_that_cannot_be_taken_say_why_and_the_heading_is_none(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    size_t len = 0;
    int is_cut = 0;
    const struct award_line *x = award_list_read(
        a, "批次,品牌名称,单位名称\r\n第一批,甲品牌,甲单位\r\n\r\n第一批,乙品牌\r\n第一批,,丙单位\r\n一,二,三,四\r\n",
        &len, &is_cut);
    assert_int_equal(len, 4);
    assert_null(x[0].error);
    assert_int_equal(x[0].line, 2);
    assert_non_null(strstr(x[1].error, "三栏"));
    assert_int_equal(x[1].line, 4);
    assert_non_null(strstr(x[2].error, "都要有"));
    assert_non_null(strstr(x[3].error, "三栏"));
    (void)award_list_read(a, "", &len, &is_cut);
    assert_int_equal(len, 0);
    char *many = arena_alloc(a, (AWARD_LINES_MAX + 5) * 8, 1);
    for (int i = 0; i < AWARD_LINES_MAX + 5; i++) {
        memcpy(many + 6 * i, "a,b,c\n", 6);
    }
    (void)award_list_read(a, many, &len, &is_cut);
    assert_int_equal(len, AWARD_LINES_MAX);
    assert_int_equal(is_cut, 1);
    char longest[400] = "第一批,";
    for (size_t i = 0; i < 61; i++) {
        memcpy(longest + 10 + 3 * i, "长", 4);
    }
    x = award_list_read(a, text_format(a, "%s,单位", longest), &len, &is_cut);
    assert_non_null(strstr(x->error, "太长"));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_sound_is_fine_in_every_fact),
        cmocka_unit_test(a_year_is_counted_to_the_day_where_there_is_one_and_by_the_month_where_not),
        cmocka_unit_test(what_is_not_answered_is_open_and_refuses_nobody),
        cmocka_unit_test(a_code_that_fails_its_check_is_a_doubt_and_never_a_refusal),
        cmocka_unit_test(an_earlier_award_of_the_same_name_refuses_one_like_it_asks_and_no_register_says_so),
        cmocka_unit_test(another_nomination_like_this_is_a_doubt_that_names_nobody),
        cmocka_unit_test(verdicts_have_words_of_their_own),
        cmocka_unit_test(a_list_is_read_line_by_line_as_offices_have_it),
        cmocka_unit_test(lines_that_cannot_be_taken_say_why_and_the_heading_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
