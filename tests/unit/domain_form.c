/* domain_form.c - the form's rules, one row a clause: handbook 1.2 and 1.6, ux.md sections 3, 5 and 6. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/form_rules.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const struct form_choice kinds[] = {{"method", "服务方法"}, {"means", "服务手段"}};

/* A small form with a field of every kind. */
static const struct form_field fields[] = {
    {.ident = "brand_name",
     .label = "品牌名称",
     .section = "brand",
     .pattern = FORM_PATTERN_BRAND_NAME,
     .min = 2,
     .max = 30,
     .need = FORM_REQUIRED},
    {.ident = "brand_slogan", .label = "品牌口号（服务理念）", .section = "brand", .max = 40},
    {.ident = "brand_logo", .label = "品牌标识", .section = "brand", .type = FORM_IMAGE, .max = 1},
    {.ident = "logo_meaning",
     .label = "标识释义",
     .section = "brand",
     .type = FORM_LONGTEXT,
     .max = 200,
     .need = FORM_REQUIRED_WITH,
     .need_on = "brand_logo"},
    {.ident = "brand_kind",
     .label = "品牌类型",
     .section = "brand",
     .type = FORM_CHOICE,
     .need = FORM_REQUIRED,
     .choices = kinds,
     .choice_count = COUNT_OF(kinds)},
    {.ident = FORM_BRAND_STARTED,
     .label = "品牌创建时间",
     .section = "brand",
     .type = FORM_MONTH,
     .need = FORM_REQUIRED},
    {.ident = "filled_on", .label = "填报日期", .section = "brand", .type = FORM_COMPUTED, .need = FORM_REQUIRED},
    {.ident = "unit_name",
     .label = "申报单位（全称，与公章一致）",
     .section = "unit",
     .pattern = FORM_PATTERN_UNIT_NAME,
     .min = 4,
     .max = 60,
     .need = FORM_REQUIRED},
    {.ident = "org_code", .label = "统一社会信用代码", .section = "unit", .pattern = FORM_PATTERN_ORG_CODE, .max = 18},
    {.ident = "postcode", .label = "邮政编码", .section = "unit", .pattern = FORM_PATTERN_POSTCODE, .max = 6},
    {.ident = "contact_phone",
     .label = "办公电话",
     .section = "unit",
     .pattern = FORM_PATTERN_PHONE,
     .max = 60,
     .need = FORM_REQUIRED},
    {.ident = "contact_mobile", .label = "手机", .section = "unit", .pattern = FORM_PATTERN_MOBILE, .max = 11},
    {.ident = "contact_email", .label = "电子邮箱", .section = "unit", .pattern = FORM_PATTERN_EMAIL, .max = 100},
    {.ident = "staff_count",
     .label = "职工人数",
     .section = "unit",
     .type = FORM_INTEGER,
     .min = 1,
     .max = 200000,
     .need = FORM_REQUIRED},
    {.ident = "served_per_year", .label = "年服务人次", .section = "unit", .type = FORM_INTEGER},
    {.ident = "honours", .label = "已获文明称号", .section = "honours", .type = FORM_ROWS, .max = 10},
    {.ident = "honours.name",
     .label = "名称",
     .section = "honours",
     .rows_of = "honours",
     .max = 40,
     .need = FORM_REQUIRED},
    {.ident = "honours.by",
     .label = "授予单位",
     .section = "honours",
     .rows_of = "honours",
     .max = 40,
     .need = FORM_REQUIRED},
    {.ident = "honours.on",
     .label = "年月",
     .section = "honours",
     .rows_of = "honours",
     .type = FORM_MONTH,
     .need = FORM_REQUIRED_WITH,
     .need_on = "honours.by"},
    {.ident = "criterion_text_1",
     .label = "创新性",
     .section = "criteria",
     .type = FORM_LONGTEXT,
     .min = 50,
     .max = 400,
     .need = FORM_REQUIRED},
    {.ident = "criterion_text_2",
     .label = "引领性",
     .section = "criteria",
     .type = FORM_LONGTEXT,
     .min = 50,
     .max = 400,
     .need = FORM_REQUIRED},
    {.ident = "photos", .label = "照片", .section = "photos", .type = FORM_IMAGE, .min = 3, .max = 5},
    {.ident = "reported_on", .label = "报道日期", .section = "photos", .type = FORM_DATE},
    {.ident = "decl_one_year",
     .label = "品牌运行满一年",
     .section = "declarations",
     .type = FORM_DECLARATION,
     .need = FORM_REQUIRED},
    {.ident = "case_text",
     .label = "案例正文",
     .section = "case",
     .type = FORM_LONGTEXT,
     .min = 2000,
     .max = 5000,
     .need = FORM_REQUIRED,
     .stage = STAGE_PROMOTION},
};

/* 2015-06-25, handbook section 10 (a): the day that "一年以上" looks back from. */
static struct form_context submitting_on_the_reference_day(void)
{
    return (struct form_context){STAGE_NOMINATION, day_from_civil(2015, 6, 25), true};
}

static int set_up(void **state)
{
    *state = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static const struct form_field *field_named(const char *ident)
{
    const struct form_answers form = {fields, COUNT_OF(fields), NULL, 0};
    const struct form_field *field = form_field_of(&form, ident);
    assert_non_null(field);
    return field;
}

/* `unit` repeated `count` times. */
static const char *repeated(struct arena *a, const char *unit, size_t count)
{
    size_t len = strlen(unit);
    char *text = arena_alloc(a, len * count + 1, 1);
    for (size_t i = 0; i < count; i++) {
        memcpy(text + i * len, unit, len);
    }
    return text;
}

static void each_field_says_what_is_wrong_and_what_to_do(void **state)
{
    struct arena *a = *state;
    enum { FINE = -1 };
    const struct {
        const char *ident, *typed;
        int severity;
        enum form_problem problem;
        const char *message;
    } rows[] = {
        /* 1 品牌名称 text 2-30 */
        {"brand_name", "23℃人社服务", FINE, 0, NULL},
        {"brand_name", "e驾人", FINE, 0, NULL},
        {"brand_name", "畅·镇江", FINE, 0, NULL},
        {"brand_name", "科学管理精修缮，优质服务为安居", FINE, 0, NULL},
        {"brand_name", "<b>&\"'", FINE, 0, NULL},
        {"brand_name", "=1+1", FINE, 0, NULL},
        {"brand_name", "EasyBus", FINE, 0, NULL}, /* one 字, seven letters: long enough */
        {"brand_name", "“畅”", FORM_ERROR, FORM_TOO_SHORT, "品牌名称最少 2 字，现有 1 字，请补充"},
        {"brand_name", repeated(a, "畅", 30), FINE, 0, NULL},
        {"brand_name", repeated(a, "畅", 31), FORM_ERROR, FORM_TOO_LONG, "品牌名称最多 30 字，现有 31 字，请删减"},
        {"brand_name", repeated(a, "x", 90), FINE, 0, NULL},
        {"brand_name", repeated(a, "x", 91), FORM_ERROR, FORM_TOO_MANY_CHARACTERS,
         "品牌名称最多 90 个字符，现有 91 个，请删减连写的字母和数字"},
        /* 2 the label's explanation is not part of its name */
        {"brand_slogan", repeated(a, "好", 41), FORM_ERROR, FORM_TOO_LONG, "品牌口号最多 40 字，现有 41 字，请删减"},
        {"brand_slogan", "无", FINE, 0, NULL},
        /* 5 choice */
        {"brand_kind", "means", FINE, 0, NULL},
        {"brand_kind", "slogan", FORM_ERROR, FORM_NOT_A_CHOICE, "请从列表中选择品牌类型"},
        /* 6 ≥1 year before the reference date; month precision warns in the border month */
        {FORM_BRAND_STARTED, "2013年9月", FINE, 0, NULL},
        {FORM_BRAND_STARTED, "2014年5月", FINE, 0, NULL},
        {FORM_BRAND_STARTED, "2014-6-25", FINE, 0, NULL},
        {FORM_BRAND_STARTED, "2014-6", FORM_WARNING, FORM_TOO_YOUNG,
         "品牌运行须满一年，请核对品牌创建时间是否不晚于2014年6月25日"},
        {FORM_BRAND_STARTED, "2014-6-26", FORM_ERROR, FORM_TOO_YOUNG,
         "品牌运行须满一年，品牌创建时间请填2014年6月25日或更早的时间"},
        {FORM_BRAND_STARTED, "2014-7", FORM_ERROR, FORM_TOO_YOUNG,
         "品牌运行须满一年，品牌创建时间请填2014年6月或更早的时间"},
        {FORM_BRAND_STARTED, "2016-1", FORM_ERROR, FORM_TOO_YOUNG,
         "品牌运行须满一年，品牌创建时间请填2014年6月或更早的时间"},
        {FORM_BRAND_STARTED, "前年秋天", FORM_ERROR, FORM_SHAPE, "品牌创建时间请按‘2013年9月’的样子填写"},
        {FORM_BRAND_STARTED, "2013", FORM_ERROR, FORM_SHAPE, "品牌创建时间请按‘2013年9月’的样子填写"},
        /* 9 unit name: warnings only */
        {"unit_name", "示例市第一供水服务大厅", FINE, 0, NULL},
        {"unit_name", "示例市某某局", FINE, 0, NULL},
        {"unit_name", "某某局", FORM_WARNING, FORM_DOUBTFUL_NAME, "申报单位没有‘市’‘区’等地名，请核对是否为全称"},
        {"unit_name", "某某供电公司", FORM_WARNING, FORM_DOUBTFUL_NAME, "申报单位没有‘市’‘区’等地名，请核对是否为全称"},
        {"unit_name", "示例银行", FORM_WARNING, FORM_DOUBTFUL_NAME, "申报单位没有‘市’‘区’等地名，请核对是否为全称"},
        {"unit_name", "示例（集团）有限公司", FORM_WARNING, FORM_DOUBTFUL_NAME,
         "申报单位含有括号，请核对是否与公章一致"},
        {"unit_name", "车管所", FORM_WARNING, FORM_DOUBTFUL_NAME, "申报单位少于 4 字，请核对是否为全称"},
        {"unit_name", repeated(a, "长", 61), FORM_ERROR, FORM_TOO_LONG, "申报单位最多 60 字，现有 61 字，请删减"},
        /* 11 check digit = warning */
        {"org_code", "91330100 799655058b", FINE, 0, NULL},
        {"org_code", "71526726-X", FINE, 0, NULL},
        {"org_code", "无", FINE, 0, NULL},
        {"org_code", "91350100M0001TGQXM", FORM_WARNING, FORM_CHECK_DIGIT,
         "统一社会信用代码的校验位不符，请对照证书核对，无误可以提交"},
        {"org_code", "9133010079965505", FORM_ERROR, FORM_SHAPE,
         "统一社会信用代码应为 18 位或 9 位，现有 16 位，请对照证书修改"},
        {"org_code", "9133010079965505OB", FORM_ERROR, FORM_SHAPE,
         "统一社会信用代码中有代码不用的字符，请对照证书修改"},
        /* 17 */
        {"postcode", "２１３０００", FINE, 0, NULL},
        {"postcode", "21300", FORM_ERROR, FORM_SHAPE, "邮政编码应为 6 位数字，请修改"},
        /* 20 see 5.9 */
        {"contact_phone", "85680855 / 0519-85680856", FINE, 0, NULL},
        {"contact_phone", "12345", FINE, 0, NULL},
        {"contact_phone", "0519-15682151", FORM_ERROR, FORM_SHAPE,
         "办公电话中的‘0519-15682151’不是电话号码，请按‘区号-号码’的样子填写，几个号码用顿号隔开"},
        {"contact_phone", "打传达室的电话请他们转告城北车队三号线值班室", FORM_ERROR, FORM_SHAPE,
         "办公电话中的‘打传达室的电话请他们转告城北车…’不是电话号码，请按‘区号-号码’的样子填写，几个号码用顿号隔开"},
        {"contact_phone", "0519-00000012", FORM_WARNING, FORM_UNDIALLABLE, "办公电话中的‘0519-00000012’拨不通，请核对"},
        {"contact_phone", "110、110、110、110、110、110、110、110、110", FORM_ERROR, FORM_TOO_LONG,
         "办公电话最多填 8 个号码，请删减"},
        /* 21 11 digits */
        {"contact_mobile", "139-6123-4567", FINE, 0, NULL},
        {"contact_mobile", "12012345678", FORM_ERROR, FORM_SHAPE, "手机请填一个 11 位的手机号码"},
        {"contact_mobile", "13961234567、13961234568", FORM_ERROR, FORM_SHAPE, "手机请填一个 11 位的手机号码"},
        {"contact_mobile", "85680855", FORM_ERROR, FORM_SHAPE, "手机请填一个 11 位的手机号码"},
        /* 22 */
        {"contact_email", "ｐｉｎｐａｉ＠example.gov.cn", FINE, 0, NULL},
        {"contact_email", "pinpai.example.gov.cn", FORM_ERROR, FORM_SHAPE, "电子邮箱请按‘name@example.com’的样子填写"},
        /* 23 int 1-200000, Arabic numerals */
        {"staff_count", "１，２００人", FINE, 0, NULL},
        {"staff_count", "0", FORM_ERROR, FORM_OUT_OF_RANGE, "职工人数应在 1 到 200000 之间，现为 0，请核对"},
        {"staff_count", "200001", FORM_ERROR, FORM_OUT_OF_RANGE, "职工人数应在 1 到 200000 之间，现为 200001，请核对"},
        {"staff_count", "一百二十", FORM_ERROR, FORM_SHAPE, "职工人数请填阿拉伯数字，例如 120"},
        {"staff_count", "12.5", FORM_ERROR, FORM_SHAPE, "职工人数请填阿拉伯数字，例如 120"},
        {"served_per_year", "6120000", FINE, 0, NULL},
        {"served_per_year", "-5", FORM_ERROR, FORM_OUT_OF_RANGE, "年服务人次应不小于 0，现为 -5，请核对"},
        {"served_per_year", "无", FINE, 0, NULL},
        /* 28-32 text 50-400 */
        {"criterion_text_1", repeated(a, "新", 400), FINE, 0, NULL},
        {"criterion_text_1", repeated(a, "新\n", 400), FINE, 0, NULL},
        {"criterion_text_1", repeated(a, "新", 412), FORM_ERROR, FORM_TOO_LONG,
         "创新性最多 400 字，现有 412 字，请删减"},
        {"criterion_text_1", repeated(a, "新", 49), FORM_ERROR, FORM_TOO_SHORT, "创新性最少 50 字，现有 49 字，请补充"},
        {"criterion_text_1", repeated(a, "x", 1201), FORM_ERROR, FORM_TOO_MANY_CHARACTERS,
         "创新性最多 1200 个字符，现有 1201 个，请删减连写的字母和数字"},
        {"criterion_text_1", repeated(a, "\u0301", 1201), FORM_ERROR, FORM_TOO_MANY_CHARACTERS,
         "创新性最多 1200 个字符，现有 1201 个，请删减连写的字母和数字"},
        /* a day */
        {"reported_on", "20150412", FINE, 0, NULL},
        {"reported_on", "2015-4", FORM_ERROR, FORM_SHAPE, "报道日期请按‘2015年6月25日’的样子填写"},
        {"reported_on", "昨天", FORM_ERROR, FORM_SHAPE, "报道日期请按‘2015年6月25日’的样子填写"},
        /* boxes and what the system fills */
        {"decl_one_year", "1", FINE, 0, NULL},
        {"filled_on", "什么都行", FINE, 0, NULL},
        {"honours", "什么都行", FINE, 0, NULL},
        {"brand_name", "", FINE, 0, NULL},
    };
    struct form_context context = submitting_on_the_reference_day();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct form_field *field = field_named(rows[i].ident);
        const char *value = form_value_clean(a, field, rows[i].typed);
        const struct form_finding *f = form_judge_value(a, field, value, &context);
        if (rows[i].severity == FINE) {
            if (f != NULL) {
                print_error("%s: %s\n", rows[i].typed, f->message);
            }
            assert_null(f);
            continue;
        }
        assert_non_null(f);
        assert_string_equal(rows[i].message, f->message);
        assert_int_equal(rows[i].severity, f->severity);
        assert_int_equal(rows[i].problem, f->problem);
        assert_string_equal(rows[i].ident, f->ident);
    }
}

static void a_value_is_kept_in_one_form_and_what_cannot_be_read_as_typed(void **state)
{
    struct arena *a = *state;
    static const struct {
        const char *ident, *typed, *kept;
    } rows[] = {
        {"brand_name", " “三声四到位” ", "三声四到位"},
        {"brand_slogan", " 一路同行\r\n一路温暖 ", "一路同行 一路温暖"},
        {"logo_meaning", "一\r\n\r\n\r\n\r\n二 ", "一\n\n\n二"},
        {FORM_BRAND_STARTED, "2013年9月", "2013-09"},
        {FORM_BRAND_STARTED, "２０１３．９．１５", "2013-09-15"},
        {FORM_BRAND_STARTED, " 前年秋天 ", "前年秋天"},
        {"reported_on", "20150412", "2015-04-12"},
        {"unit_name", "\u3000示例市某某局 ", "示例市某某局"},
        {"org_code", "71526726－x", "71526726X"},
        {"postcode", "２１３ ０００", "213000"},
        {"contact_phone", "85680855/85680856", "85680855、85680856"},
        {"contact_phone", "问传达室", "问传达室"},
        {"contact_mobile", "139 6123 4567", "13961234567"},
        {"contact_email", " ａ@ｂ．cn ", "a@b.cn"},
        {"staff_count", "１，２００ 人", "1200"},
        {"staff_count", "007", "7"},
        {"staff_count", "0", "0"},
        {"staff_count", "000", "0"},
        {"staff_count", "１２０名", "120"},
        {"staff_count", "约１２０", "约１２０"},
        {"staff_count", "人", "人"},
        {"staff_count", ",", ","},
        {"staff_count", "1234567890123456789", "1234567890123456789"},
        {"served_per_year", "612 万人次", "612 万人次"},
        {"served_per_year", "6,120,000人次", "6120000"},
        {"brand_kind", " means ", "means"},
        {"decl_one_year", "on", "1"},
        {"decl_one_year", "1", "1"},
        {"decl_one_year", "yes please", ""},
        {"filled_on", " x ", "x"},
        {"brand_logo", "sha", "sha"},
        {"honours", "", ""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct form_field *field = field_named(rows[i].ident);
        const char *kept = form_value_clean(a, field, rows[i].typed);
        assert_string_equal(rows[i].kept, kept);
        assert_string_equal(kept, form_value_clean(a, field, kept));
    }
}

/* Everything that must be there, in the order of the form. */
static const struct form_value *complete(struct arena *a, size_t *ret_count)
{
    const struct form_value values[] = {
        {"brand_name", 0, "一路暖行"},
        {"brand_kind", 0, "method"},
        {FORM_BRAND_STARTED, 0, "2013-09"},
        {"unit_name", 0, "示例市公交公司城北车队"},
        {"contact_phone", 0, "0519-85680855"},
        {"staff_count", 0, "120"},
        {"criterion_text_1", 0, repeated(a, "新", 60)},
        {"criterion_text_2", 0, repeated(a, "领", 60)},
        {"decl_one_year", 0, "1"},
    };
    struct form_value *copy = ARENA_ARRAY(a, struct form_value, COUNT_OF(values) + 40);
    memcpy(copy, values, sizeof values);
    *ret_count = COUNT_OF(values);
    return copy;
}

/* The complete form, then `count` more or other answers. */
static struct form_answers complete_with(struct arena *a, const struct form_value *extra, size_t count)
{
    size_t base = 0;
    const struct form_value *values = complete(a, &base);
    struct form_value *all = ARENA_ARRAY(a, struct form_value, base + count + 1);
    if (count > 0) {
        memcpy(all, extra, count * sizeof *all); /* first, so that they win */
    }
    memcpy(all + count, values, base * sizeof *all);
    return (struct form_answers){fields, COUNT_OF(fields), all, base + count};
}

static void a_complete_form_has_nothing_against_it(void **state)
{
    struct arena *a = *state;
    struct form_answers answers = complete_with(a, NULL, 0);
    struct form_context context = submitting_on_the_reference_day();
    struct form_findings findings = form_judge(a, &answers, &context, NULL);
    assert_int_equal(0, findings.count);
    assert_int_equal(0, findings.error_count);
}

static void an_empty_form_lists_every_gap_at_once_in_order(void **state)
{
    struct arena *a = *state;
    static const char *const expected[] = {
        "请填写品牌名称", "请选择品牌类型", "请填写品牌创建时间",
        "请填写申报单位", "请填写办公电话", "请填写职工人数",
        "请填写创新性",   "请填写引领性",   "请核实并勾选‘品牌运行满一年’",
    };
    struct form_answers answers = {fields, COUNT_OF(fields), NULL, 0};
    struct form_context context = submitting_on_the_reference_day();
    struct form_findings findings = form_judge(a, &answers, &context, NULL);
    assert_int_equal(COUNT_OF(expected), findings.count);
    assert_int_equal(COUNT_OF(expected), findings.error_count);
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_string_equal(expected[i], findings.items[i].message);
        assert_int_equal(FORM_MISSING, findings.items[i].problem);
    }
    assert_string_equal("declarations", findings.items[8].section);
}

static void saving_never_blocks_and_names_no_gaps(void **state)
{
    struct arena *a = *state;
    const struct form_value values[] = {
        {"brand_name", 0, "畅"}, {FORM_BRAND_STARTED, 0, "2015-01"}, {"criterion_text_1", 0, repeated(a, "新", 401)}};
    struct form_answers answers = {fields, COUNT_OF(fields), values, COUNT_OF(values)};
    struct form_context context = submitting_on_the_reference_day();
    context.is_submitting = false;
    struct form_findings findings = form_judge(a, &answers, &context, NULL);
    assert_int_equal(2, findings.count);
    assert_int_equal(0, findings.error_count);
    assert_int_equal(FORM_TOO_YOUNG, findings.items[0].problem);
    assert_int_equal(FORM_WARNING, findings.items[0].severity);
    assert_int_equal(FORM_TOO_LONG, findings.items[1].problem);
    context.is_submitting = true;
    assert_in_range(form_judge(a, &answers, &context, NULL).error_count, 8, 99);
}

static void more_findings_than_the_first_sixteen_are_all_kept(void **state)
{
    struct arena *a = *state;
    struct form_value values[22];
    for (int i = 0; i < 11; i++) {
        values[2 * i] = (struct form_value){"honours.name", i + 1, repeated(a, "长", 41)};
        values[2 * i + 1] = (struct form_value){"honours.by", i + 1, repeated(a, "长", 41)};
    }
    struct form_answers answers = complete_with(a, values, COUNT_OF(values));
    struct form_context context = submitting_on_the_reference_day();
    struct form_findings findings = form_judge(a, &answers, &context, "honours");
    assert_int_equal(1 + 11 * 3, findings.count); /* too many rows; two too long and a missing month each */
    assert_string_equal("已获文明称号最多 10 条，现有 11 条，请删减", findings.items[0].message);
    assert_string_equal("已获文明称号第 11 条的授予单位最多 40 字，现有 41 字，请删减", findings.items[32].message);
    assert_string_equal("请填写已获文明称号第 11 条的年月", findings.items[33].message);
    assert_int_equal(11, findings.items[33].row_no);
}

static void a_row_is_judged_once_anything_is_in_it(void **state)
{
    struct arena *a = *state;
    struct form_context context = submitting_on_the_reference_day();
    const struct form_value values[] = {
        {"honours.name", 1, "文明窗口"}, {"honours.by", 1, ""},     {"honours.name", 2, ""},
        {"honours.by", 2, ""},           {"honours.on", 3, "去年"},
    };
    struct form_answers answers = complete_with(a, values, COUNT_OF(values));
    struct form_findings findings = form_judge(a, &answers, &context, NULL);
    assert_int_equal(4, findings.count);
    assert_string_equal("请填写已获文明称号第 1 条的授予单位", findings.items[0].message);
    assert_string_equal("honours.by", findings.items[0].ident);
    assert_int_equal(1, findings.items[0].row_no);
    assert_string_equal("请填写已获文明称号第 3 条的名称", findings.items[1].message);
    assert_string_equal("请填写已获文明称号第 3 条的授予单位", findings.items[2].message);
    assert_string_equal("已获文明称号第 3 条的年月请按‘2013年9月’的样子填写", findings.items[3].message);

    assert_ptr_equal(&findings.items[3], form_finding_of(&findings, "honours.on", 3));
    assert_null(form_finding_of(&findings, "honours.on", 1));
    assert_null(form_finding_of(&findings, "brand_name", 0));
}

static void none_is_an_answer_for_a_row_and_for_an_optional_field(void **state)
{
    struct arena *a = *state;
    struct form_context context = submitting_on_the_reference_day();
    const struct form_value values[] = {
        {"honours.name", 1, "无"}, {"contact_mobile", 0, "无"}, {"contact_email", 0, "无"}, {"reported_on", 0, "无"}};
    struct form_answers answers = complete_with(a, values, COUNT_OF(values));
    assert_int_equal(0, form_judge(a, &answers, &context, NULL).count);
    assert_false(form_is_answered(&answers, "contact_mobile", 0));

    const struct form_value required[] = {{"contact_phone", 0, "无"}, {"criterion_text_1", 0, "无"}};
    answers = complete_with(a, required, COUNT_OF(required));
    assert_int_equal(2, form_judge(a, &answers, &context, NULL).error_count);
}

static void a_group_that_is_required_takes_a_row_or_none(void **state)
{
    struct arena *a = *state;
    static const struct form_field group[] = {
        {.ident = "media",
         .label = "媒体报道",
         .section = "s",
         .type = FORM_ROWS,
         .min = 2,
         .max = 3,
         .need = FORM_REQUIRED},
        {.ident = "media.title", .label = "标题", .section = "s", .rows_of = "media", .max = 10},
    };
    struct form_context context = submitting_on_the_reference_day();
    struct form_answers answers = {group, 2, NULL, 0};
    struct form_findings findings = form_judge(a, &answers, &context, "s");
    assert_int_equal(1, findings.count);
    assert_string_equal("请填写媒体报道", findings.items[0].message);

    const struct form_value none[] = {{"media.title", 1, "无"}};
    answers.values = none;
    answers.value_count = 1;
    assert_int_equal(0, form_judge(a, &answers, &context, "s").count);
    assert_int_equal(FORM_SECTION_DONE, form_section_progress(a, &answers, &context, "s").state);

    const struct form_value one[] = {{"media.title", 4, "好事"}};
    answers.values = one;
    findings = form_judge(a, &answers, &context, "s");
    assert_int_equal(1, findings.error_count);
    assert_string_equal("媒体报道最少 2 条，现有 1 条，请补充", findings.items[0].message);
    assert_int_equal(FORM_SECTION_PARTIAL, form_section_progress(a, &answers, &context, "s").state);
    context.is_submitting = false;
    assert_int_equal(0, form_judge(a, &answers, &context, "s").count);
}

static void a_logo_asks_for_its_meaning(void **state)
{
    struct arena *a = *state;
    struct form_context context = submitting_on_the_reference_day();
    const struct form_value logo[] = {{"brand_logo", 0, "abc"}};
    struct form_answers answers = complete_with(a, logo, 1);
    struct form_findings findings = form_judge(a, &answers, &context, NULL);
    assert_int_equal(1, findings.error_count);
    assert_string_equal("请填写标识释义", findings.items[0].message);

    const struct form_value in_row[] = {
        {"brand_logo", 1, "abc"}, {"brand_logo", 2, "def"}, {"logo_meaning", 0, "同心"}};
    answers = complete_with(a, in_row, 3);
    findings = form_judge(a, &answers, &context, NULL);
    assert_int_equal(1, findings.error_count);
    assert_string_equal("品牌标识最多 1 张，现有 2 张，请删减", findings.items[0].message);

    const struct form_value meaning_alone[] = {{"logo_meaning", 0, repeated(a, "长", 201)}};
    answers = complete_with(a, meaning_alone, 1);
    findings = form_judge(a, &answers, &context, NULL);
    assert_int_equal(FORM_TOO_LONG, findings.items[0].problem);
}

static void photographs_are_three_to_five_or_none(void **state)
{
    struct arena *a = *state;
    struct form_context context = submitting_on_the_reference_day();
    const struct form_value photos[] = {{"photos", 1, "a"}, {"photos", 2, "b"}, {"photos", 3, "c"},
                                        {"photos", 4, "d"}, {"photos", 5, "e"}, {"photos", 6, "f"}};
    static const struct {
        size_t count;
        int findings;
        enum form_severity severity;
        const char *message;
    } rows[] = {
        {0, 0, FORM_WARNING, NULL},
        {2, 1, FORM_WARNING, "照片最少 3 张，现有 2 张，请补充"},
        {3, 0, FORM_WARNING, NULL},
        {5, 0, FORM_WARNING, NULL},
        {6, 1, FORM_ERROR, "照片最多 5 张，现有 6 张，请删减"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct form_answers answers = complete_with(a, photos, rows[i].count);
        struct form_findings findings = form_judge(a, &answers, &context, NULL);
        assert_int_equal(rows[i].findings, findings.count);
        if (rows[i].message != NULL) {
            assert_string_equal(rows[i].message, findings.items[0].message);
            assert_int_equal(rows[i].severity, findings.items[0].severity);
        }
    }
    static const struct form_field needed[] = {{.ident = "photos",
                                                .label = "照片",
                                                .section = "s",
                                                .type = FORM_IMAGE,
                                                .min = 3,
                                                .max = 5,
                                                .need = FORM_REQUIRED}};
    struct form_answers answers = {needed, 1, photos, 1};
    assert_int_equal(1, form_judge(a, &answers, &context, NULL).error_count);
    answers.value_count = 0;
    assert_string_equal("请上传照片", form_judge(a, &answers, &context, NULL).items[0].message);
}

static void fields_of_other_stages_are_not_asked_yet(void **state)
{
    struct arena *a = *state;
    struct form_context context = submitting_on_the_reference_day();
    struct form_answers answers = complete_with(a, NULL, 0);
    assert_int_equal(0, form_judge(a, &answers, &context, "case").count);
    context.stage = STAGE_PROMOTION;
    struct form_findings findings = form_judge(a, &answers, &context, NULL);
    assert_int_equal(1, findings.count);
    assert_string_equal("请填写案例正文", findings.items[0].message);
}

static void an_error_is_found_before_a_warning(void **state)
{
    (void)state;
    const struct form_finding items[] = {
        {.severity = FORM_WARNING, .ident = "x", .message = "first"},
        {.severity = FORM_WARNING, .ident = "x", .message = "second"},
        {.severity = FORM_ERROR, .ident = "x", .row_no = 2, .message = "of a row"},
        {.severity = FORM_ERROR, .ident = "x", .message = "error"},
    };
    struct form_findings findings = {items, 2, 0};
    assert_string_equal("first", form_finding_of(&findings, "x", 0)->message);
    findings.count = 4;
    assert_string_equal("error", form_finding_of(&findings, "x", 0)->message);
    assert_string_equal("of a row", form_finding_of(&findings, "x", 2)->message);
    assert_null(form_finding_of(&findings, "y", 0));
}

static void a_section_is_not_started_partial_or_done(void **state)
{
    struct arena *a = *state;
    struct form_context context = submitting_on_the_reference_day();
    context.is_submitting = false; /* the task list judges as the submission will */
    const struct form_value nothing[] = {{"brand_name", 0, ""}};
    const struct form_value optional_only[] = {{"brand_slogan", 0, "一路同行"}};
    const struct form_value two_of_three[] = {{"brand_name", 0, "一路暖行"}, {"brand_kind", 0, "method"}};
    const struct form_value one_wrong[] = {
        {"brand_name", 0, "一路暖行"}, {"brand_kind", 0, "method"}, {FORM_BRAND_STARTED, 0, "2015-05"}};
    const struct form_value warned[] = {
        {"brand_name", 0, "一路暖行"}, {"brand_kind", 0, "method"}, {FORM_BRAND_STARTED, 0, "2014-06"}};
    const struct form_value logo[] = {{"brand_name", 0, "一路暖行"},
                                      {"brand_kind", 0, "method"},
                                      {FORM_BRAND_STARTED, 0, "2013-09"},
                                      {"brand_logo", 1, "sha"}};
    const struct form_value slogan_too_long[] = {{"brand_name", 0, "一路暖行"},
                                                 {"brand_kind", 0, "method"},
                                                 {FORM_BRAND_STARTED, 0, "2013-09"},
                                                 {"brand_slogan", 0, repeated(a, "长", 41)}};
    const struct form_value honour[] = {
        {"honours.name", 1, "文明窗口"}, {"honours.by", 1, "示例市文明委"}, {"honours.on", 1, "2014-12"}};
    const struct form_value half_honour[] = {{"honours.name", 1, "文明窗口"}};
    const struct {
        const char *section;
        const struct form_value *values;
        size_t count;
        enum form_section_state state;
        size_t filled, needed;
    } rows[] = {
        {"brand", NULL, 0, FORM_SECTION_NOT_STARTED, 0, 3},
        {"brand", nothing, 1, FORM_SECTION_NOT_STARTED, 0, 3},
        {"brand", optional_only, 1, FORM_SECTION_PARTIAL, 0, 3},
        {"brand", two_of_three, 2, FORM_SECTION_PARTIAL, 2, 3},
        {"brand", one_wrong, 3, FORM_SECTION_PARTIAL, 2, 3},
        {"brand", warned, 3, FORM_SECTION_DONE, 3, 3},
        {"brand", logo, 4, FORM_SECTION_PARTIAL, 3, 4},
        {"brand", slogan_too_long, 4, FORM_SECTION_PARTIAL, 3, 4},
        {"honours", NULL, 0, FORM_SECTION_NOT_STARTED, 0, 0},
        {"honours", honour, 3, FORM_SECTION_DONE, 0, 0},
        {"honours", half_honour, 1, FORM_SECTION_PARTIAL, 0, 1},
        {"case", NULL, 0, FORM_SECTION_NOT_STARTED, 0, 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct form_answers answers = {fields, COUNT_OF(fields), rows[i].values, rows[i].count};
        struct form_progress p = form_section_progress(a, &answers, &context, rows[i].section);
        assert_int_equal(rows[i].state, p.state);
        assert_int_equal(rows[i].filled, p.filled);
        assert_int_equal(rows[i].needed, p.needed);
    }
}

static void answers_are_looked_up_by_name_and_row(void **state)
{
    struct arena *a = *state;
    const struct form_value values[] = {
        {"honours.name", 2, "文明窗口"}, {"honours.by", 5, ""}, {"decl_one_year", 0, ""}, {"brand_name", 0, NULL}};
    struct form_answers answers = complete_with(a, values, COUNT_OF(values));
    assert_null(form_field_of(&answers, "nothing"));
    assert_string_equal("", form_value_of(&answers, "nothing", 0));
    assert_string_equal("", form_value_of(&answers, "brand_name", 0));
    assert_string_equal("文明窗口", form_value_of(&answers, "honours.name", 2));
    assert_int_equal(2, form_row_count(&answers, "honours"));
    assert_int_equal(2, form_row_count(&answers, "honours.name"));
    assert_int_equal(0, form_row_count(&answers, "photos"));
    assert_true(form_is_answered(&answers, "honours", 0));
    assert_false(form_is_answered(&answers, "photos", 0));
    assert_false(form_is_answered(&answers, "decl_one_year", 0));
    assert_true(form_is_answered(&answers, "unit_name", 0));
    assert_false(form_is_answered(&answers, "nothing", 0));
    assert_string_equal("服务手段", form_choice_label(field_named("brand_kind"), "means"));
    assert_string_equal("other", form_choice_label(field_named("brand_kind"), "other"));
    const struct form_field free_choice = {.ident = "sector", .label = "所属行业", .type = FORM_CHOICE};
    struct form_context context = submitting_on_the_reference_day();
    assert_null(form_judge_value(a, &free_choice, "anything", &context));
}

static void a_label_loses_only_an_explanation_at_its_end(void **state)
{
    struct arena *a = *state;
    static const struct {
        const char *label, *message;
    } rows[] = {
        {"申报单位（全称，与公章一致）", "请填写申报单位"},
        {"窗口（营业厅）名称", "请填写窗口（营业厅）名称"},
        {"窗口（营业厅）名称（全称）", "请填写窗口（营业厅）名称"},
        {"（全称）", "请填写（全称）"},
        {"名称）", "请填写名称）"},
        {"统一社会信用代码 / 组织机构代码", "请填写统一社会信用代码 / 组织机构代码"},
    };
    struct form_context context = submitting_on_the_reference_day();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct form_field one = {.ident = "x", .label = rows[i].label, .section = "s", .need = FORM_REQUIRED};
        const struct form_answers answers = {&one, 1, NULL, 0};
        assert_string_equal(rows[i].message, form_judge(a, &answers, &context, NULL).items[0].message);
    }
}

static void a_declaration_that_is_not_ticked_is_missing(void **state)
{
    struct arena *a = *state;
    const struct form_value values[] = {{"decl_one_year", 0, "0"}};
    struct form_answers answers = complete_with(a, values, 1);
    struct form_context context = submitting_on_the_reference_day();
    struct form_findings findings = form_judge(a, &answers, &context, NULL);
    assert_int_equal(1, findings.error_count);
    assert_string_equal("请核实并勾选‘品牌运行满一年’", findings.items[0].message);

    const struct form_field statement = {.ident = "decl",
                                         .label = "本单位近两年未发生重大违纪违法案件和重大责任事故",
                                         .type = FORM_DECLARATION,
                                         .need = FORM_REQUIRED};
    const struct form_answers one = {&statement, 1, NULL, 0};
    assert_string_equal("请核实并勾选‘本单位近两年未发生重大违纪违法…’",
                        form_judge(a, &one, &context, NULL).items[0].message);
}

static void messages_are_short_sentences_without_a_full_stop(void **state)
{
    struct arena *a = *state;
    const struct form_value wrong[] = {
        {"brand_name", 0, "x"},
        {"unit_name", 0, "局"},
        {"org_code", 0, "1"},
        {"postcode", 0, "1"},
        {"contact_phone", 0, "1"},
        {"contact_mobile", 0, "1"},
        {"contact_email", 0, "1"},
        {"staff_count", 0, "x"},
        {"served_per_year", 0, "-1"},
        {"honours.name", 1, "x"},
        {"criterion_text_1", 0, "x"},
        {"photos", 1, "x"},
        {FORM_BRAND_STARTED, 0, "2015-6"},
        {"reported_on", 0, "x"},
        {"brand_kind", 0, "x"},
        {"decl_one_year", 0, ""},
    };
    struct form_answers answers = {fields, COUNT_OF(fields), wrong, COUNT_OF(wrong)};
    struct form_context context = submitting_on_the_reference_day();
    struct form_findings findings = form_judge(a, &answers, &context, NULL);
    assert_in_range(findings.count, 16, 30);
    for (size_t i = 0; i < findings.count; i++) {
        const char *m = findings.items[i].message;
        assert_null(strstr(m, "。"));
        assert_null(strstr(m, "！"));
        assert_null(strstr(m, "非法"));
        assert_null(strstr(m, "失败"));
        assert_true(utf8_is_valid(m, strlen(m)));
        assert_true(strstr(m, "请") != NULL);
    }
}

static void words_of_the_tables_round_trip(void **state)
{
    (void)state;
    static const char *const types[] = {"text",   "longtext", "month", "date",        "integer",
                                        "choice", "rows",     "image", "declaration", "computed"};
    static const char *const patterns[] = {"",         "brand_name", "unit_name", "org_code",
                                           "postcode", "phone",      "mobile",    "email"};
    static const char *const needs[] = {"no", "yes", "with"};
    for (int i = 0; i < FORM_TYPE__COUNT; i++) {
        enum form_type got = FORM_TYPE__COUNT;
        assert_string_equal(types[i], form_type_ident((enum form_type)i));
        assert_int_equal(OK, form_type_from_ident(types[i], &got));
        assert_int_equal(i, got);
    }
    for (int i = 0; i < FORM_PATTERN__COUNT; i++) {
        enum form_pattern got = FORM_PATTERN__COUNT;
        assert_string_equal(patterns[i], form_pattern_ident((enum form_pattern)i));
        assert_int_equal(OK, form_pattern_from_ident(patterns[i], &got));
        assert_int_equal(i, got);
    }
    for (int i = 0; i < FORM_NEED__COUNT; i++) {
        enum form_need got = FORM_NEED__COUNT;
        assert_string_equal(needs[i], form_need_ident((enum form_need)i));
        assert_int_equal(OK, form_need_from_ident(needs[i], &got));
        assert_int_equal(i, got);
    }
    enum form_type type = FORM_DATE;
    enum form_pattern pattern = FORM_PATTERN_EMAIL;
    enum form_need need = FORM_REQUIRED;
    assert_int_equal(ERR_NOT_FOUND, form_type_from_ident("blob", &type));
    assert_int_equal(ERR_NOT_FOUND, form_pattern_from_ident("fax", &pattern));
    assert_int_equal(ERR_NOT_FOUND, form_need_from_ident("maybe", &need));
    assert_int_equal(FORM_DATE, type);
    assert_int_equal(FORM_PATTERN_EMAIL, pattern);
    assert_int_equal(FORM_REQUIRED, need);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_field_says_what_is_wrong_and_what_to_do),
        TEST(a_value_is_kept_in_one_form_and_what_cannot_be_read_as_typed),
        TEST(a_complete_form_has_nothing_against_it),
        TEST(an_empty_form_lists_every_gap_at_once_in_order),
        TEST(saving_never_blocks_and_names_no_gaps),
        TEST(more_findings_than_the_first_sixteen_are_all_kept),
        TEST(a_row_is_judged_once_anything_is_in_it),
        TEST(none_is_an_answer_for_a_row_and_for_an_optional_field),
        TEST(a_group_that_is_required_takes_a_row_or_none),
        TEST(a_logo_asks_for_its_meaning),
        TEST(photographs_are_three_to_five_or_none),
        TEST(fields_of_other_stages_are_not_asked_yet),
        TEST(an_error_is_found_before_a_warning),
        TEST(a_section_is_not_started_partial_or_done),
        TEST(answers_are_looked_up_by_name_and_row),
        TEST(a_label_loses_only_an_explanation_at_its_end),
        TEST(a_declaration_that_is_not_ticked_is_missing),
        TEST(messages_are_short_sentences_without_a_full_stop),
        TEST(words_of_the_tables_round_trip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
