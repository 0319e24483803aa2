/* preliminary.c */
#include "domain/preliminary.h"

#include "base/text.h"
#include "domain/text_count.h"

const char *grade_word(int grade)
{
    static const char *const words[GRADE__COUNT] = {"", "差", "中", "良", "优"};
    return grade > 0 && grade < GRADE__COUNT ? words[grade] : "";
}

bool role_reviews(enum role role)
{
    return role == ROLE_OFFICE || role == ROLE_JOINT;
}

/* Whether anything may still be done about it in the stage. */
static enum err is_under_review(unsigned stages, const struct review_standing *s)
{
    if (!stage_is_in(stages, STAGE_PRELIMINARY_REVIEW)) {
        return ERR_CLOSED;
    }
    return s->is_candidate && !s->is_released ? OK : ERR_CONFLICT;
}

enum err may_assign_review(const struct actor *who, unsigned stages, const struct review_standing *s)
{
    if (who->role != ROLE_OFFICE || s->is_recused) {
        return ERR_NOT_FOUND;
    }
    return is_under_review(stages, s);
}

enum err may_answer_review(const struct actor *who, unsigned stages, const struct review_standing *s)
{
    if (!role_reviews(who->role) || !s->is_assigned || s->is_recused) {
        return ERR_NOT_FOUND;
    }
    return is_under_review(stages, s);
}

enum err may_recuse(const struct actor *who, const struct review_standing *s)
{
    bool has_to_do = s->is_assigned || who->role == ROLE_OFFICE;
    if (!role_reviews(who->role) || !has_to_do || s->is_recused) {
        return ERR_NOT_FOUND;
    }
    return s->has_answered || s->is_released ? ERR_CONFLICT : OK;
}

enum err may_read_answers(const struct actor *who, const struct review_standing *s)
{
    if (!role_reviews(who->role) || s->is_recused) {
        return ERR_NOT_FOUND;
    }
    bool prepares = who->role == ROLE_OFFICE && !s->is_assigned;
    return prepares || (s->is_assigned && s->has_answered) ? OK : ERR_NOT_FOUND;
}

static const char *too_long(const char *text, size_t max, const char *words)
{
    return zi_count(text) > max ? words : NULL;
}

static bool all_graded(const struct review_draft *d)
{
    for (size_t i = 0; i < d->grades_len; i++) {
        if (d->grades[i] == GRADE_NONE) {
            return false;
        }
    }
    return true;
}

bool review_judge(const struct review_draft *d, struct review_faults *ret)
{
    bool grades = d->role == ROLE_OFFICE;
    bool is_veto = d->has_verdict && d->is_veto;
    *ret = (struct review_faults){0};
    ret->verdict = d->has_verdict ? NULL : "请选择确认，或者否决";
    ret->ground = is_veto && zi_count(d->ground) < 2
                      ? "否决的，请写明是哪件事，依据是什么"
                      : too_long(d->ground, REVIEW_TEXT_ZI, "依据太长，请缩短到 200 字以内");
    ret->document = is_veto && zi_count(d->document) < 2
                        ? "否决的，请写明文书名称和文号"
                        : too_long(d->document, 60, "文书名称太长，请缩短到 60 字以内");
    ret->document_on = is_veto && !d->has_document_day ? "日期看不懂，请写成 2015-6-20 这样" : NULL;
    ret->opinion = grades && zi_count(d->opinion) < 2
                       ? "请写明初审意见"
                       : too_long(d->opinion, REVIEW_OPINION_ZI, "意见太长，请缩短到 600 字以内");
    ret->grades = grades && !all_graded(d) ? "每一项条件都要评一个等次" : NULL;
    return ret->verdict == NULL && ret->ground == NULL && ret->document == NULL && ret->document_on == NULL &&
           ret->opinion == NULL && ret->grades == NULL;
}
