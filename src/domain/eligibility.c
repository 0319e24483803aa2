/* eligibility.c */
#include "domain/eligibility.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/date_text.h"
#include "domain/org_code.h"

static const char *const verdict_idents[] = {"fine", "open", "doubt", "refused"};
enum { VERDICTS = sizeof verdict_idents / sizeof verdict_idents[0] };

const char *eligibility_verdict_ident(enum eligibility_verdict v)
{
    return verdict_idents[v];
}

enum err eligibility_verdict_from_ident(const char *ident, enum eligibility_verdict *ret)
{
    for (size_t i = 0; i < VERDICTS; i++) {
        if (strcmp(verdict_idents[i], ident) == 0) {
            *ret = (enum eligibility_verdict)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

/* Notice part 1, "运行一年以上"; handbook 1.2 field 6: month precision is a doubt, not a refusal, in the border month.
 */
static void judge_year(struct arena *a, const struct eligibility_input *in, struct eligibility_fact *f)
{
    struct month_or_day started;
    if (date_text_parse(in->brand_started_on, &started) != OK) {
        f->statement = "填写品牌创建时间以后，核对是否运行满一年";
        return;
    }
    day_no limit = day_year_before(in->reference_day);
    const char *since = month_or_day_chinese(a, started);
    const char *until = day_chinese(a, in->reference_day);
    if (month_or_day_last(started) <= limit) {
        f->verdict = ELIGIBILITY_FINE;
        f->statement = text_format(a, "%s创建，至%s已运行满一年", since, until);
    } else if (month_or_day_first(started) <= limit) {
        f->verdict = ELIGIBILITY_DOUBT;
        f->statement = text_format(a, "%s创建，只写到月，请核对是否不晚于%s", since, day_chinese(a, limit));
    } else {
        f->verdict = ELIGIBILITY_REFUSED;
        f->statement = text_format(a, "%s创建，至%s运行未满一年", since, until);
    }
}

static void judge_kind(struct arena *a, const struct eligibility_input *in, struct eligibility_fact *f)
{
    if (*in->unit_kind == '\0') {
        f->statement = "选择单位性质以后显示";
        return;
    }
    f->verdict = in->is_other_kind ? ELIGIBILITY_DOUBT : ELIGIBILITY_FINE;
    f->statement = in->is_other_kind ? "单位性质选的是“其他”，请确认是面向社会开放、直接服务群众的窗口单位"
                                     : text_format(a, "%s。通知不限单位性质，须是面向社会开放、直接服务群众的窗口单位",
                                                   in->unit_kind);
}

static void judge_route(struct arena *a, const struct eligibility_input *in, struct eligibility_fact *f)
{
    (void)a;
    if (*in->sector_id == '\0' || *in->district_id == '\0') {
        f->statement = "选择所属行业和所在辖市、区以后，由系统算出报送渠道";
        return;
    }
    f->verdict = ELIGIBILITY_FINE;
    size_t len = strlen(in->route_text);
    bool has_stop = len >= 3 && strcmp(in->route_text + len - 3, "。") == 0;
    f->statement = has_stop ? arena_copy(a, in->route_text, len - 3) : in->route_text;
}

/* Codes of the early pilots are legal and fail the check (handbook section 0, fact 5): a doubt, never a refusal. */
static void judge_code(struct arena *a, const struct eligibility_input *in, struct eligibility_fact *f)
{
    switch (org_code_check(org_code_canonical(a, in->org_code))) {
    case ORG_CODE_OK:
        f->verdict = ELIGIBILITY_FINE;
        f->statement = "校验位正确";
        return;
    case ORG_CODE_CHECK_DIGIT:
        f->verdict = ELIGIBILITY_DOUBT;
        f->statement = "校验位对不上，请与证书核对；确与证书一致的，不影响申报";
        return;
    case ORG_CODE_SHAPE: break;
    }
    f->verdict = ELIGIBILITY_DOUBT;
    f->statement = "不是 18 位或 9 位的代码，请与证书核对";
}

static bool names_are_open(const struct eligibility_input *in)
{
    return *in->brand_name == '\0' || *in->unit_name == '\0';
}

static void judge_awards(struct arena *a, const struct eligibility_input *in, struct eligibility_fact *f)
{
    if (names_are_open(in)) {
        f->statement = "填写品牌名称和申报单位以后，与以往命名的品牌核对";
    } else if (in->awards_known == 0) {
        f->statement = "以往命名的品牌还没有录入，由组织单位核对";
    } else if (in->awards_same > 0) {
        f->verdict = ELIGIBILITY_REFUSED;
        f->statement = text_format(a, "本品牌已经命名过：%s", in->same_awards);
    } else if (in->awards_alike > 0) {
        f->verdict = ELIGIBILITY_DOUBT;
        f->statement = text_format(a, "与以往命名的品牌相近：%s。不是同一个品牌的，可以继续申报，由组织单位核对",
                                   in->alike_awards);
    } else {
        f->verdict = ELIGIBILITY_FINE;
        f->statement = text_format(a, "与以往命名的 %d 个品牌核对过，没有相同或者相近的", in->awards_known);
    }
}

static void judge_others(struct arena *a, const struct eligibility_input *in, struct eligibility_fact *f)
{
    if (names_are_open(in)) {
        f->statement = "填写品牌名称和申报单位以后，与本批次其他申报核对";
    } else if (in->others_alike > 0) {
        f->verdict = ELIGIBILITY_DOUBT;
        f->statement =
            text_format(a,
                        "本批次另有 %d 份相近的申报。如果是本单位从另一渠道申报的，请只保留一份；不是的，可以继续，"
                        "由组织单位核对",
                        in->others_alike);
    } else {
        f->verdict = ELIGIBILITY_FINE;
        f->statement = "本批次没有相同或者相近的申报";
    }
}

static const struct {
    const char *ident, *label;
    void (*judge)(struct arena *a, const struct eligibility_input *in, struct eligibility_fact *f);
} all_facts[ELIGIBILITY_FACTS_MAX] = {
    {"one_year", "运行时间", judge_year},     {"unit_kind", "单位性质", judge_kind},
    {"route", "报送渠道", judge_route},       {"org_code", "单位代码", judge_code},
    {"past_award", "以往命名", judge_awards}, {"one_each", "重复申报", judge_others},
};

const char *eligibility_label(const char *ident)
{
    for (size_t i = 0; i < ELIGIBILITY_FACTS_MAX; i++) {
        if (strcmp(all_facts[i].ident, ident) == 0) {
            return all_facts[i].label;
        }
    }
    return ident;
}

struct eligibility_facts eligibility_judge(struct arena *a, const struct eligibility_input *in)
{
    const char *const clauses[ELIGIBILITY_FACTS_MAX] = {
        in->clauses.one_year, in->clauses.scope, in->clauses.route, "", in->clauses.past_award, in->clauses.one_each};
    struct eligibility_facts facts = {.len = 0};
    for (size_t i = 0; i < ELIGIBILITY_FACTS_MAX; i++) {
        if (all_facts[i].judge == judge_code && *in->org_code == '\0') {
            continue; /* a code may be left away */
        }
        struct eligibility_fact *f = &facts.items[facts.len++];
        *f = (struct eligibility_fact){all_facts[i].ident, all_facts[i].label, ELIGIBILITY_OPEN, "", clauses[i]};
        all_facts[i].judge(a, in, f);
    }
    return facts;
}

size_t eligibility_count(const struct eligibility_facts *f, enum eligibility_verdict v)
{
    size_t n = 0;
    for (size_t i = 0; i < f->len; i++) {
        n += f->items[i].verdict == v;
    }
    return n;
}

enum eligibility_verdict eligibility_worst(const struct eligibility_facts *f)
{
    static const enum eligibility_verdict order[] = {ELIGIBILITY_REFUSED, ELIGIBILITY_DOUBT, ELIGIBILITY_OPEN};
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        if (eligibility_count(f, order[i]) > 0) {
            return order[i];
        }
    }
    return ELIGIBILITY_FINE;
}
