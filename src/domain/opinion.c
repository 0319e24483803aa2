/* opinion.c */
#include "domain/opinion.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/text_count.h"

enum { REASON_ZI_MIN = 8, NAME_CHARACTERS_MIN = 2, NAME_CHARACTERS_MAX = 20 };

/* Alone they say nothing that the decision beside them does not say. */
static const char *const bare[] = {
    "同意",     "不同意",   "核实无误",   "经核实无误", "已核实",   "无误",         "情况属实",     "属实",
    "材料属实", "无意见",   "没有意见",   "已阅",       "推荐",     "同意推荐",     "不推荐",       "不予推荐",
    "同意申报", "同意上报", "不同意推荐", "不同意申报", "暂不推荐", "情况属实同意", "核实无误同意", "情况属实同意推荐"};

/* The text without white space and marks: what is left is its words. */
static const char *words_of(struct arena *a, const char *text)
{
    static const char *const marks[] = {"，", "。", "；", "、", "！", "：", "（", "）", "“", "”"};
    size_t len = strlen(text);
    char *words = arena_copy(a, text, len);
    size_t kept = 0;
    for (size_t i = 0; i < len;) {
        uint32_t cp = 0;
        size_t n = utf8_next(text + i, len - i, &cp);
        bool is_mark = zi_class_of(cp) == ZI_SPACE || strchr(",.;:!()\"", (int)(cp < 0x80 ? cp : 'x')) != NULL;
        for (size_t m = 0; m < sizeof marks / sizeof marks[0]; m++) {
            is_mark = is_mark || text_starts(text + i, marks[m]);
        }
        if (!is_mark) {
            memcpy(words + kept, text + i, n);
            kept += n;
        }
        i += n;
    }
    words[kept] = '\0';
    return words;
}

static bool is_bare(const char *words)
{
    for (size_t i = 0; i < sizeof bare / sizeof bare[0]; i++) {
        if (strcmp(words, bare[i]) == 0) {
            return true;
        }
    }
    return false;
}

const char *opinion_text_fault(struct arena *a, enum verdict decision, const char *text, const char *standard)
{
    const char *words = words_of(a, text);
    bool is_standard = strcmp(words, words_of(a, standard)) == 0 && *words != '\0';
    bool is_short = is_bare(words) || zi_count(words) < REASON_ZI_MIN;
    if (zi_count(text) > OPINION_TEXT_ZI_MAX || codepoint_count_nonspace(text) > 3 * (size_t)OPINION_TEXT_ZI_MAX) {
        return text_format(a, "意见最多 %d 字，请写短一些", OPINION_TEXT_ZI_MAX);
    }
    if (decision == VERDICT_DISAGREE) {
        return *words == '\0' ? "请写明不同意的理由"
               : is_standard  ? "这是同意时的意见。不同意的，请改写为不同意的理由"
               : is_short ? text_format(a, "理由太短，请写明为什么不同意，至少 %d 字", REASON_ZI_MIN)
                          : NULL;
    }
    return *words == '\0' ? "请填写意见"
           : is_standard  ? NULL
           : is_short     ? text_format(a, "只写这几个字不够，请用通知要求的意见全文，或者写明核实了什么，至少 %d 字",
                                        REASON_ZI_MIN)
                          : NULL;
}

const char *signer_name_fault(const char *name)
{
    size_t len = utf8_length(name);
    return len == 0                    ? "请填写负责人姓名"
           : len < NAME_CHARACTERS_MIN ? "负责人姓名太短，请填写全名"
           : len > NAME_CHARACTERS_MAX ? "负责人姓名最多 20 个字"
                                       : NULL;
}

const char *signer_title_fault(const char *title)
{
    return utf8_length(title) > SIGNER_TITLE_CHARACTERS_MAX ? "职务最多 30 个字" : NULL;
}

const char *signed_on_fault(bool is_read, day_no signed_on, day_no submitted_on, day_no today)
{
    return !is_read                   ? "落款日期看不懂，请写成 2015-6-20 这样"
           : signed_on > today        ? "落款日期还没有到，请改为今天或者以前的日期"
           : signed_on < submitted_on ? "落款日期早于这一版的提交日期，请核对纸上签的是哪一版"
                                      : NULL;
}

bool may_know_opinion(const struct actor *who, const struct nomination_facts *n, const struct chain *c,
                      const struct opinion_facts *o)
{
    if (who->body_id == o->body_id || chain_box(who, n, c) == o->box) {
        return true;
    }
    return o->box != chain_recommender(o->route) || (o->is_current && c->is_sent);
}

enum err may_review_nomination(const struct actor *who, const struct nomination_facts *n, const struct chain *c)
{
    TRY(may_list_nomination(who, n));
    bool is_there = n->state == NOMINATION_SUBMITTED || (n->state == NOMINATION_DRAFT && c->is_returned);
    return is_there && chain_box(who, n, c) != OPINION__COUNT ? OK : ERR_NOT_FOUND;
}

enum err may_take_back_opinion(const struct actor *who, unsigned stages, const struct nomination_facts *n,
                               const struct chain *c)
{
    struct chain standing = *c;
    if (c->state == NOMINATION_DRAFT && c->is_returned) {
        standing.state = NOMINATION_SUBMITTED;
    }
    TRY(may_give_opinion(who, stages, n, &standing));
    enum verdict own = chain_box(who, n, c) == OPINION_SECTOR ? c->sector : c->district;
    return own == VERDICT_NONE ? ERR_CONFLICT : OK;
}

enum review_state review_state_of(enum opinion_kind box, const struct chain *c)
{
    bool recommends = chain_recommender(c->route) == box;
    enum verdict own = box == OPINION_SECTOR ? c->sector : c->district;
    if (c->state == NOMINATION_DRAFT && c->is_returned) {
        return REVIEW_RETURNED;
    }
    if (c->state != NOMINATION_SUBMITTED) {
        return REVIEW_GONE;
    }
    if (recommends && c->is_sent) {
        return c->place > 0 ? REVIEW_SENT : REVIEW_LEFT_OUT;
    }
    if (own != VERDICT_NONE) {
        return own == VERDICT_AGREE ? REVIEW_AGREED : REVIEW_DISAGREED;
    }
    return box == OPINION_SECTOR && chain_awaits_opinion(c) ? REVIEW_ELSEWHERE : REVIEW_OURS;
}

const char *review_state_ident(enum review_state s)
{
    static const char *const idents[REVIEW__COUNT] = {"waiting",  "local_first", "agreed",          "disagreed",
                                                      "returned", "recommended", "not_recommended", "withdrawn"};
    return idents[s];
}

const char *review_state_word(enum review_state s, bool recommends)
{
    static const char *const asked[REVIEW__COUNT] = {"待提意见",   "待当地意见", "已同意", "不同意",
                                                     "已退回修改", "已推荐",     "未推荐", "单位已撤回"};
    static const char *const recommending[REVIEW__COUNT] = {"待审",       "待当地意见", "拟推荐", "拟不推荐",
                                                            "已退回修改", "已推荐",     "未推荐", "单位已撤回"};
    return recommends ? recommending[s] : asked[s];
}
