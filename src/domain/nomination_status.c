/* nomination_status.c */
#include "domain/nomination_status.h"

#include <string.h>

static const struct {
    const char *ident, *word;
} statuses[STATUS__COUNT] = {{"draft", "草稿"},
                             {"awaiting_opinion", "已提交待征求意见"},
                             {"awaiting_recommendation", "待推荐"},
                             {"returned", "退回修改"},
                             {"not_recommended", "未推荐"},
                             {"recommended", "已推荐待初审"},
                             {"not_shortlisted", "初审未通过"},
                             {"shortlisted", "候选（公示中）"},
                             {"disputed", "公示异议待处理"},
                             {"withdrawn", "已撤回"}};

const char *nomination_status_ident(enum nomination_status s)
{
    return statuses[s].ident;
}

enum err nomination_status_from_ident(const char *ident, enum nomination_status *ret)
{
    for (int i = 0; i < STATUS__COUNT; i++) {
        if (strcmp(statuses[i].ident, ident) == 0) {
            *ret = (enum nomination_status)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

const char *nomination_status_word(enum nomination_status s)
{
    return statuses[s].word;
}
