/* form_rules.c */
#include "domain/form_rules.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/contact_text.h"
#include "domain/date_text.h"
#include "domain/org_code.h"
#include "domain/phone.h"
#include "domain/text_count.h"

enum {
    CHARACTERS_PER_ZI = 3, /* the second limit of handbook 1.6 */
    QUOTED_MAX = 45        /* bytes of an answer or a statement that a message repeats: fifteen 字 */
};

/* One answer before the judge. */
struct hearing {
    struct arena *a;
    const struct form_field *field;
    const struct form_context *context;
    const char *name; /* what messages call it: "创新性", "已获文明称号第 2 条的授予单位" */
    const char *value;
    bool is_needed;
};

/* The findings so far. */
struct docket {
    struct arena *a;
    const struct form_answers *answers;
    const struct form_context *context;
    struct form_finding *items;
    size_t count, capacity, error_count;
};

/* The label without an explanation in brackets at its end: "申报单位（全称，与公章一致）" is 申报单位. */
static const char *short_label(struct arena *a, const char *label)
{
    size_t len = strlen(label);
    size_t close_len = strlen("）");
    const char *open = NULL;
    for (const char *at = strstr(label, "（"); at != NULL; at = strstr(at + 1, "（")) {
        open = at;
    }
    bool ends_so = len >= close_len && strcmp(label + len - close_len, "）") == 0;
    return open == NULL || open == label || !ends_so ? label : arena_copy(a, label, (size_t)(open - label));
}

/* The answer between ‘’, cut when it is long. */
static const char *quoted(struct arena *a, const char *value)
{
    size_t len = strlen(value);
    size_t kept = utf8_cut(value, len, QUOTED_MAX);
    return text_format(a, "‘%.*s%s’", (int)kept, value, kept < len ? "…" : "");
}

static const struct form_finding *found(const struct hearing *h, enum form_severity severity, enum form_problem problem,
                                        const char *message)
{
    struct form_finding *f = ARENA_NEW(h->a, struct form_finding);
    f->severity = severity;
    f->problem = problem;
    f->ident = h->field->ident;
    f->section = h->field->section;
    f->message = message;
    return f;
}

/* "请填写引领性", "请选择所属行业": what to do about an answer that is missing. */
static const struct form_finding *found_missing(const struct hearing *h)
{
    const char *verb = "请填写";
    const char *name = h->name;
    if (h->field->type == FORM_CHOICE) {
        verb = "请选择";
    } else if (h->field->type == FORM_IMAGE) {
        verb = "请上传";
    } else if (h->field->type == FORM_DECLARATION) {
        verb = "请核实并勾选";
        name = quoted(h->a, h->name);
    }
    return found(h, FORM_ERROR, FORM_MISSING, text_format(h->a, "%s%s", verb, name));
}

static const struct form_finding *judge_longest(const struct hearing *h)
{
    size_t zi = zi_count(h->value);
    size_t characters = codepoint_count_nonspace(h->value);
    int64_t max = h->field->max;
    if (max <= 0) {
        return NULL;
    }
    if (zi > (size_t)max) {
        return found(h, FORM_ERROR, FORM_TOO_LONG,
                     text_format(h->a, "%s最多 %lld 字，现有 %zu 字，请删减", h->name, (long long)max, zi));
    }
    if (characters > (size_t)max * CHARACTERS_PER_ZI) {
        return found(h, FORM_ERROR, FORM_TOO_MANY_CHARACTERS,
                     text_format(h->a, "%s最多 %lld 个字符，现有 %zu 个，请删减连写的字母和数字", h->name,
                                 (long long)max * CHARACTERS_PER_ZI, characters));
    }
    return NULL;
}

/* A name in Latin letters is one 字 however long, so short texts are measured in characters here. */
static const struct form_finding *judge_shortest(const struct hearing *h)
{
    bool is_short_text = h->field->type == FORM_TEXT;
    size_t count = is_short_text ? codepoint_count_nonspace(h->value) : zi_count(h->value);
    int64_t min = h->field->min;
    if (min <= 0 || count >= (size_t)min) {
        return NULL;
    }
    if (h->field->pattern == FORM_PATTERN_UNIT_NAME) {
        return found(h, FORM_WARNING, FORM_DOUBTFUL_NAME,
                     text_format(h->a, "%s少于 %lld 字，请核对是否为全称", h->name, (long long)min));
    }
    return found(h, FORM_ERROR, FORM_TOO_SHORT,
                 text_format(h->a, "%s最少 %lld 字，现有 %zu 字，请补充", h->name, (long long)min, count));
}

static bool holds_any(const char *s, const char *const *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strstr(s, parts[i]) != NULL) {
            return true;
        }
    }
    return false;
}

/* Handbook 1.2 field 9: "warn on endings 局/行/公司 without 市/区 prefix, on brackets". */
static const struct form_finding *judge_unit_name(const struct hearing *h)
{
    static const char *const brackets[] = {"（", "）", "(", ")", "【", "】", "〔", "〕", "[", "]"};
    static const char *const places[] = {"市", "区", "县", "省", "州"};
    static const char *const endings[] = {"局", "行", "公司"};
    if (holds_any(h->value, brackets, sizeof brackets / sizeof brackets[0])) {
        return found(h, FORM_WARNING, FORM_DOUBTFUL_NAME,
                     text_format(h->a, "%s含有括号，请核对是否与公章一致", h->name));
    }
    size_t len = strlen(h->value);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t ending = strlen(endings[i]);
        bool ends_so = len >= ending && strcmp(h->value + len - ending, endings[i]) == 0;
        if (ends_so && !holds_any(h->value, places, sizeof places / sizeof places[0])) {
            return found(h, FORM_WARNING, FORM_DOUBTFUL_NAME,
                         text_format(h->a, "%s没有‘市’‘区’等地名，请核对是否为全称", h->name));
        }
    }
    return NULL;
}

static const struct form_finding *judge_org_code(const struct hearing *h)
{
    size_t len = utf8_length(h->value);
    switch (org_code_check(h->value)) {
    case ORG_CODE_OK: return NULL;
    case ORG_CODE_CHECK_DIGIT:
        return found(h, FORM_WARNING, FORM_CHECK_DIGIT,
                     text_format(h->a, "%s的校验位不符，请对照证书核对，无误可以提交", h->name));
    case ORG_CODE_SHAPE:
    default:
        if (len == 18 || len == 9) {
            return found(h, FORM_ERROR, FORM_SHAPE, text_format(h->a, "%s中有代码不用的字符，请对照证书修改", h->name));
        }
        return found(h, FORM_ERROR, FORM_SHAPE,
                     text_format(h->a, "%s应为 18 位或 9 位，现有 %zu 位，请对照证书修改", h->name, len));
    }
}

static const struct form_finding *judge_phone(const struct hearing *h)
{
    struct phone_list list;
    if (phone_list_parse(h->a, h->value, &list) != OK) {
        return found(h, FORM_ERROR, FORM_TOO_LONG,
                     text_format(h->a, "%s最多填 %d 个号码，请删减", h->name, PHONE_LIST_MAX));
    }
    bool is_mobile = h->field->pattern == FORM_PATTERN_MOBILE;
    if (is_mobile && (list.count != 1 || list.kinds[0] != PHONE_MOBILE)) {
        return found(h, FORM_ERROR, FORM_SHAPE, text_format(h->a, "%s请填一个 11 位的手机号码", h->name));
    }
    if (list.first_invalid != NULL) {
        return found(h, FORM_ERROR, FORM_SHAPE,
                     text_format(h->a, "%s中的%s不是电话号码，请按‘区号-号码’的样子填写，几个号码用顿号隔开", h->name,
                                 quoted(h->a, list.first_invalid)));
    }
    for (size_t i = 0; i < list.count; i++) {
        if (list.kinds[i] == PHONE_FICTIONAL) {
            return found(h, FORM_WARNING, FORM_UNDIALLABLE,
                         text_format(h->a, "%s中的%s拨不通，请核对", h->name, quoted(h->a, list.numbers[i])));
        }
    }
    return NULL;
}

static const struct form_finding *judge_pattern(const struct hearing *h)
{
    switch (h->field->pattern) {
    case FORM_PATTERN_UNIT_NAME: return judge_unit_name(h);
    case FORM_PATTERN_ORG_CODE: return judge_org_code(h);
    case FORM_PATTERN_PHONE:
    case FORM_PATTERN_MOBILE: return judge_phone(h);
    case FORM_PATTERN_POSTCODE:
        if (postcode_is_valid(h->value)) {
            return NULL;
        }
        return found(h, FORM_ERROR, FORM_SHAPE, text_format(h->a, "%s应为 6 位数字，请修改", h->name));
    case FORM_PATTERN_EMAIL:
        if (email_is_valid(h->value)) {
            return NULL;
        }
        return found(h, FORM_ERROR, FORM_SHAPE, text_format(h->a, "%s请按‘name@example.com’的样子填写", h->name));
    case FORM_PATTERN_NONE:
    case FORM_PATTERN_BRAND_NAME:
    case FORM_PATTERN__COUNT:
    default: return NULL;
    }
}

/* Too long is an error and comes first, so that a warning never hides it; so does a wrong shape. */
static const struct form_finding *judge_text(const struct hearing *h)
{
    const struct form_finding *f = judge_longest(h);
    if (f == NULL && h->field->pattern != FORM_PATTERN_UNIT_NAME) {
        f = judge_shortest(h);
    }
    if (f == NULL) {
        f = judge_pattern(h);
    }
    return f == NULL ? judge_shortest(h) : f;
}

/* Notice part 1: "运行一年以上"; handbook 1.2 field 6: "month precision: warn, not block, in the border month". */
static const struct form_finding *judge_age(const struct hearing *h, struct month_or_day started)
{
    day_no limit = day_year_before(h->context->reference_day);
    struct civil c = civil_from_day(limit);
    struct month_or_day latest = {c.year, c.month, started.day == 0 ? 0 : c.day};
    if (month_or_day_last(started) <= limit) {
        return NULL;
    }
    if (month_or_day_first(started) <= limit) {
        return found(h, FORM_WARNING, FORM_TOO_YOUNG,
                     text_format(h->a, "品牌运行须满一年，请核对%s是否不晚于%s", h->name, day_chinese(h->a, limit)));
    }
    return found(
        h, FORM_ERROR, FORM_TOO_YOUNG,
        text_format(h->a, "品牌运行须满一年，%s请填%s或更早的时间", h->name, month_or_day_chinese(h->a, latest)));
}

static const struct form_finding *judge_date(const struct hearing *h)
{
    struct month_or_day m;
    bool is_day = h->field->type == FORM_DATE;
    if (date_text_parse(h->value, &m) != OK || (is_day && m.day == 0)) {
        return found(h, FORM_ERROR, FORM_SHAPE,
                     text_format(h->a, "%s请按‘%s’的样子填写", h->name, is_day ? "2015年6月25日" : "2013年9月"));
    }
    return text_equal(h->field->ident, FORM_BRAND_STARTED) ? judge_age(h, m) : NULL;
}

static const struct form_finding *judge_integer(const struct hearing *h)
{
    int64_t n = 0;
    if (text_to_int(h->value, INT64_MIN, INT64_MAX, &n) != OK) {
        return found(h, FORM_ERROR, FORM_SHAPE, text_format(h->a, "%s请填阿拉伯数字，例如 120", h->name));
    }
    if (n < h->field->min || (h->field->max > 0 && n > h->field->max)) {
        const char *range = h->field->max > 0 ? text_format(h->a, "在 %lld 到 %lld 之间", (long long)h->field->min,
                                                            (long long)h->field->max)
                                              : text_format(h->a, "不小于 %lld", (long long)h->field->min);
        return found(h, FORM_ERROR, FORM_OUT_OF_RANGE,
                     text_format(h->a, "%s应%s，现为 %lld，请核对", h->name, range, (long long)n));
    }
    return NULL;
}

static const struct form_finding *judge_choice(const struct hearing *h)
{
    for (size_t i = 0; i < h->field->choice_count; i++) {
        if (text_equal(h->field->choices[i].value, h->value)) {
            return NULL;
        }
    }
    if (h->field->choice_count == 0) {
        return NULL;
    }
    return found(h, FORM_ERROR, FORM_NOT_A_CHOICE, text_format(h->a, "请从列表中选择%s", h->name));
}

static const struct form_finding *judge(const struct hearing *h)
{
    if (text_is_empty(h->value)) {
        return h->is_needed ? found_missing(h) : NULL;
    }
    if (form_says_none(h->value) && !h->is_needed) {
        return NULL;
    }
    switch (h->field->type) {
    case FORM_TEXT:
    case FORM_LONGTEXT: return judge_text(h);
    case FORM_MONTH:
    case FORM_DATE: return judge_date(h);
    case FORM_INTEGER: return judge_integer(h);
    case FORM_CHOICE: return judge_choice(h);
    case FORM_DECLARATION: return strcmp(h->value, "1") != 0 && h->is_needed ? found_missing(h) : NULL;
    case FORM_ROWS:
    case FORM_IMAGE:
    case FORM_COMPUTED:
    case FORM_TYPE__COUNT:
    default: return NULL;
    }
}

const struct form_finding *form_judge_value(struct arena *a, const struct form_field *field, const char *value,
                                            const struct form_context *context)
{
    struct hearing h = {a, field, context, short_label(a, field->label), value, false};
    return judge(&h);
}

/* A gap is what saving leaves in peace: the answer is not finished yet. */
static bool is_gap(enum form_problem problem)
{
    return problem == FORM_MISSING || problem == FORM_TOO_SHORT || problem == FORM_TOO_FEW_ROWS;
}

static void docket_add(struct docket *d, const struct form_finding *finding, int row_no, const char *section)
{
    if (finding == NULL || (!d->context->is_submitting && is_gap(finding->problem))) {
        return;
    }
    if (d->count == d->capacity) {
        size_t capacity = d->capacity == 0 ? 16 : d->capacity * 2;
        struct form_finding *items = ARENA_ARRAY(d->a, struct form_finding, capacity);
        if (d->count > 0) {
            memcpy(items, d->items, d->count * sizeof *items);
        }
        d->items = items;
        d->capacity = capacity;
    }
    struct form_finding *item = &d->items[d->count++];
    *item = *finding;
    item->row_no = row_no;
    item->section = section;
    if (!d->context->is_submitting) {
        item->severity = FORM_WARNING;
    }
    d->error_count += item->severity == FORM_ERROR;
}

static bool is_column_of(const struct form_field *column, const struct form_field *group)
{
    return !text_is_empty(column->rows_of) && strcmp(column->rows_of, group->ident) == 0;
}

enum row_state { ROW_EMPTY, ROW_SAYS_NONE, ROW_FILLED };

static enum row_state row_state_of(const struct form_answers *answers, const struct form_field *group, int row_no)
{
    enum row_state state = ROW_EMPTY;
    for (size_t i = 0; i < answers->field_count; i++) {
        if (!is_column_of(&answers->fields[i], group)) {
            continue;
        }
        const char *value = form_value_of(answers, answers->fields[i].ident, row_no);
        if (*value != '\0' && !form_says_none(value)) {
            return ROW_FILLED;
        }
        state = *value != '\0' ? ROW_SAYS_NONE : state;
    }
    return state;
}

static void judge_row(struct docket *d, const struct form_field *group, int row_no)
{
    const char *group_name = short_label(d->a, group->label);
    for (size_t i = 0; i < d->answers->field_count; i++) {
        const struct form_field *column = &d->answers->fields[i];
        if (!is_column_of(column, group)) {
            continue;
        }
        struct hearing h = {
            .a = d->a,
            .field = column,
            .context = d->context,
            .name = text_format(d->a, "%s第 %d 条的%s", group_name, row_no, short_label(d->a, column->label)),
            .value = form_value_of(d->answers, column->ident, row_no),
            .is_needed = form_is_needed(d->answers, column, row_no),
        };
        docket_add(d, judge(&h), row_no, group->section);
    }
}

/* Rows or pictures against the field's min and max.  `unit` is their measure word. */
static void judge_number(struct docket *d, const struct hearing *h, int count, bool is_answered, const char *unit)
{
    const struct form_finding *f = NULL;
    int64_t min = h->field->min;
    int64_t max = h->field->max;
    if (count == 0) {
        f = h->is_needed && !is_answered ? found_missing(h) : NULL;
    } else if (max > 0 && count > max) {
        f = found(h, FORM_ERROR, FORM_TOO_MANY_ROWS,
                  text_format(d->a, "%s最多 %lld %s，现有 %d %s，请删减", h->name, (long long)max, unit, count, unit));
    } else if (count < min) {
        f = found(h, h->is_needed ? FORM_ERROR : FORM_WARNING, FORM_TOO_FEW_ROWS,
                  text_format(d->a, "%s最少 %lld %s，现有 %d %s，请补充", h->name, (long long)min, unit, count, unit));
    }
    docket_add(d, f, 0, h->field->section);
}

static void judge_group(struct docket *d, const struct hearing *h)
{
    int rows = form_row_count(d->answers, h->field->ident);
    int filled = 0;
    bool says_none = false;
    for (int row_no = 1; row_no <= rows; row_no++) {
        enum row_state state = row_state_of(d->answers, h->field, row_no);
        filled += state == ROW_FILLED;
        says_none = says_none || state == ROW_SAYS_NONE;
    }
    judge_number(d, h, filled, says_none, "条");
    for (int row_no = 1; row_no <= rows; row_no++) {
        if (row_state_of(d->answers, h->field, row_no) == ROW_FILLED) {
            judge_row(d, h->field, row_no);
        }
    }
}

static int picture_count(const struct form_answers *answers, const struct form_field *field)
{
    int count = 0;
    for (size_t i = 0; i < answers->value_count; i++) {
        const struct form_value *v = &answers->values[i];
        count += !text_is_empty(v->value) && text_equal(v->ident, field->ident);
    }
    return count;
}

static void judge_field(struct docket *d, const struct form_field *field)
{
    struct hearing h = {
        .a = d->a,
        .field = field,
        .context = d->context,
        .name = short_label(d->a, field->label),
        .value = form_value_of(d->answers, field->ident, 0),
        .is_needed = form_is_needed(d->answers, field, 0),
    };
    if (field->type == FORM_ROWS) {
        judge_group(d, &h);
    } else if (field->type == FORM_IMAGE) {
        judge_number(d, &h, picture_count(d->answers, field), false, "张");
    } else if (field->type != FORM_COMPUTED) {
        docket_add(d, judge(&h), 0, field->section);
    }
}

/* Whether the form asks the field by itself in this stage and section; columns are judged with their group. */
static bool is_asked(const struct form_field *field, const struct form_context *context, const char *section)
{
    return field->stage == context->stage && text_is_empty(field->rows_of) &&
           (section == NULL || text_equal(field->section, section));
}

struct form_findings form_judge(struct arena *a, const struct form_answers *answers, const struct form_context *context,
                                const char *section)
{
    struct docket d = {.a = a, .answers = answers, .context = context};
    for (size_t i = 0; i < answers->field_count; i++) {
        if (is_asked(&answers->fields[i], context, section)) {
            judge_field(&d, &answers->fields[i]);
        }
    }
    return (struct form_findings){d.items, d.count, d.error_count};
}

const struct form_finding *form_finding_of(const struct form_findings *findings, const char *ident, int row_no)
{
    const struct form_finding *first = NULL;
    for (size_t i = 0; i < findings->count; i++) {
        const struct form_finding *f = &findings->items[i];
        if (f->row_no != row_no || !text_equal(f->ident, ident)) {
            continue;
        }
        if (f->severity == FORM_ERROR) {
            return f;
        }
        first = first == NULL ? f : first;
    }
    return first;
}

/* Whether an error stands against the field or, for a group, against any of its columns. */
static bool has_error(const struct form_answers *answers, const struct form_findings *findings,
                      const struct form_field *field)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct form_finding *f = &findings->items[i];
        const struct form_field *of = form_field_of(answers, f->ident);
        if (f->severity == FORM_ERROR && of != NULL && (of == field || is_column_of(of, field))) {
            return true;
        }
    }
    return false;
}

struct form_progress form_section_progress(struct arena *a, const struct form_answers *answers,
                                           const struct form_context *context, const char *section)
{
    struct form_context submitting = *context;
    submitting.is_submitting = true;
    struct form_findings findings = form_judge(a, answers, &submitting, section);
    struct form_progress p = {FORM_SECTION_NOT_STARTED, 0, 0};
    bool is_begun = false;
    for (size_t i = 0; i < answers->field_count; i++) {
        const struct form_field *field = &answers->fields[i];
        if (!is_asked(field, context, section) || field->type == FORM_COMPUTED) {
            continue;
        }
        bool is_wrong = has_error(answers, &findings, field);
        bool is_needed = form_is_needed(answers, field, 0);
        bool is_touched = *form_value_of(answers, field->ident, 0) != '\0' || form_row_count(answers, field->ident) > 0;
        is_begun = is_begun || is_touched;
        p.needed += is_needed || is_wrong;
        p.filled += is_needed && !is_wrong;
    }
    if (is_begun) {
        p.state = p.filled == p.needed ? FORM_SECTION_DONE : FORM_SECTION_PARTIAL;
    }
    return p;
}
