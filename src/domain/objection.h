/* objection.h - 反映意见和异议: what may come in and how, whose name is asked for, how far each has come, until when
 * the office owes the next step, who may do it, and which brands it holds up.  Handbook 4.2, 4.3, 5.2; section 0,
 * fact 8. */
#ifndef DOMAIN_OBJECTION_H
#define DOMAIN_OBJECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "domain/permission.h"
#include "domain/stage.h"
#include "domain/workday.h"

struct arena;

/* ---- words ---- */

enum objection_channel {
    CHANNEL_WEB,
    CHANNEL_PHONE,
    CHANNEL_LETTER,
    CHANNEL_EMAIL,
    CHANNEL_VISIT,
    CHANNEL_BOX,
    CHANNEL__COUNT
};
/* "web", "phone", "letter", "email", "visit", "box"; each _from_ident: ERR_NOT_FOUND for any other word. */
const char *objection_channel_ident(enum objection_channel c);
MUST_USE enum err objection_channel_from_ident(const char *ident, enum objection_channel *ret);
/* "网页", "电话", "信函", "邮件", "来访", "大厅意见箱" */
const char *objection_channel_word(enum objection_channel c);

enum objection_category {
    CATEGORY_ELIGIBILITY,
    CATEGORY_FACTS,
    CATEGORY_DISCIPLINE,
    CATEGORY_ACCIDENT,
    CATEGORY_SERVICE,
    CATEGORY_INFRINGEMENT,
    CATEGORY_PROCEDURE,
    CATEGORY_PRAISE,
    CATEGORY_OTHER,
    CATEGORY__COUNT
};
const char *objection_category_ident(enum objection_category c);
MUST_USE enum err objection_category_from_ident(const char *ident, enum objection_category *ret);
/* "资格不符", "事迹失实", ... handbook 4.3 */
const char *objection_category_word(enum objection_category c);

enum objection_state {
    OBJECTION_REGISTERED,
    OBJECTION_ACCEPTED,
    OBJECTION_DECLINED,
    OBJECTION_INVESTIGATING,
    OBJECTION_CONCLUDED,
    OBJECTION_ANSWERED,
    OBJECTION_REVIEW_ASKED,
    OBJECTION_REVIEWED,
    OBJECTION_ARCHIVED,
    OBJECTION_STATE__COUNT
};
const char *objection_state_ident(enum objection_state s);
MUST_USE enum err objection_state_from_ident(const char *ident, enum objection_state *ret);
/* "已登记，待受理", ... */
const char *objection_state_word(enum objection_state s);

enum objection_finding {
    FINDING_NONE, /* not concluded yet; ident "" */
    FINDING_UPHELD,
    FINDING_PARTLY_UPHELD,
    FINDING_NOT_UPHELD,
    FINDING_UNVERIFIABLE,
    FINDING_WITHDRAWN,
    FINDING_TRANSFERRED,
    FINDING__COUNT
};
const char *objection_finding_ident(enum objection_finding f);
MUST_USE enum err objection_finding_from_ident(const char *ident, enum objection_finding *ret);
/* "属实", "部分属实", ... */
const char *objection_finding_word(enum objection_finding f);

enum objection_effect {
    EFFECT_UNDECIDED, /* ident "" */
    EFFECT_DISQUALIFY,
    EFFECT_SUSPEND,
    EFFECT_RECTIFY,
    EFFECT_NONE,
    EFFECT__COUNT
};
const char *objection_effect_ident(enum objection_effect f);
MUST_USE enum err objection_effect_from_ident(const char *ident, enum objection_effect *ret);
/* "取消资格", "暂缓", "限期整改", "不影响" */
const char *objection_effect_word(enum objection_effect f);

/* ---- what comes in ---- */

/* The round's rule about names, its setting objection_identity. */
enum identity_rule { IDENTITY_REQUIRED, IDENTITY_ENCOURAGED, IDENTITY_ANY };
/* "required", "encouraged", "any"; any other word is "encouraged", the handbook's default. */
enum identity_rule identity_rule_of(const char *setting);

enum {
    OBJECTION_ZI = 1000,         /* of what is reported                                          */
    OBJECTION_ZI_MIN = 10,       /* less cannot be checked                                       */
    OBJECTION_STEP_ZI = 1000,    /* of a note, a reason, an answer                               */
    OBJECTION_QUESTION_ZI = 500, /* of a question to the unit                                    */
    OBJECTION_NAME_MAX = 60,     /* characters                                                   */
    OBJECTION_FILES_MAX = 3,
    OBJECTION_QUOTED_MAX = 16 /* characters on end of the objector's own that a question may repeat */
};

/* As typed and cleaned. */
struct objection_draft {
    enum objection_channel channel;
    const char *category; /* ident; "" when none was chosen */
    const char *text, *name, *phone, *email;
    bool is_body;                    /* a unit reports                                  */
    size_t files_len;                /* that came with it                               */
    const char *received, *postmark; /* typed dates, of what the office registers       */
    day_no today;
};
/* What is wrong beside each control, NULL for nothing; and what was read. */
struct objection_faults {
    const char *category, *text, *name, *phone, *email, *files, *received, *postmark;
    enum objection_category read_category;
    const char *read_phone;          /* canonical */
    day_no received_on, postmark_on; /* of a letter; received today when nothing was typed */
    bool is_identified;              /* a name and a way to reach it: 实名 */
};
/* True when there is no fault.  The office registers what a letter says: of it no name is required, whatever the rule.
 */
bool objection_judge(struct arena *a, enum identity_rule rule, const struct objection_draft *d,
                     struct objection_faults *ret);

/* Whether one may still come in by the page: the notice's own days, the last one through 24:00. */
enum phase objection_phase(day_no opens_on, day_no closes_on, int64_t now);
/* Whether it came in time; a letter by its postmark (handbook 4.3: "letters count by postmark"). */
bool objection_is_in_time(enum objection_channel c, day_no received_on, day_no postmark_on, day_no closes_on);

/* ---- how far it has come ---- */

enum objection_act {
    ACT_REGISTER,
    ACT_ACCEPT,
    ACT_DECLINE,
    ACT_ASSIGN,
    ACT_VERIFY,
    ACT_INVESTIGATE,
    ACT_NOTE,
    ACT_ASK,
    ACT_CONCLUDE,
    ACT_ANSWER,
    ACT_ASK_REVIEW,
    ACT_REVIEW,
    ACT_ARCHIVE,
    ACT__COUNT
};
const char *objection_act_ident(enum objection_act a);
MUST_USE enum err objection_act_from_ident(const char *ident, enum objection_act *ret);
/* "受理", "不予受理", ... */
const char *objection_act_word(enum objection_act a);

struct objection_facts {
    enum objection_state state;
    enum objection_category category;
    enum objection_finding finding; /* the one that counts: of the review, else of the conclusion */
    enum objection_effect effect;
    bool is_identified; /* an answer is owed */
    bool was_reviewed;  /* a review was asked for: there is one */
    bool has_brand;     /* it is about one brand, not about the list */
};
/* The state after an act.  ERR_CONFLICT: it is not the time for it; *ret untouched. */
MUST_USE enum err objection_after(const struct objection_facts *f, enum objection_act act, enum objection_state *ret);

/* A finding with its effect: what is wrong, NULL for nothing.  What was not upheld has no effect; what was upheld may
 * have one or none, and says so; what was handed to another body may hold the brand up. */
const char *objection_conclusion_fault(enum objection_finding f, enum objection_effect e);

/* Whether it holds up the naming of its brand: while it is open, and when it was upheld with an effect.  Praise and
 * what is about the list as a whole hold up nobody. */
bool objection_holds_up(const struct objection_facts *f);
/* Nothing was concluded yet, or a review is under way. */
bool objection_is_open(enum objection_state s);
/* It was taken up; and it was not, for good.  Neither: nobody has decided yet, or what was declined is under review. */
bool objection_is_accepted(const struct objection_facts *f);
bool objection_is_declined(const struct objection_facts *f);
/* The finding as it is counted: none while it is open, under review too. */
enum objection_finding objection_settled(const struct objection_facts *f);

/* ---- deadlines ---- */

/* Working days, settings of the round. */
struct objection_terms {
    int acknowledge, conclude, reply;
};
/* Settings out of 1-60 are the handbook's: 1, 5, 2. */
struct objection_terms objection_terms_of(const char *acknowledge, const char *conclude, const char *reply);

struct objection_dates {
    day_no received_on;     /* the clocks begin the working day after */
    day_no review_asked_on; /* 0: none */
};
/* The day through whose 24:00 the next step is owed; 0 when none is. */
day_no objection_due(const struct calendar *c, const struct objection_terms *t, enum objection_state s,
                     const struct objection_dates *d);

/* ---- who may ---- */

/* What the security administrator named an account to, on this day. */
struct objection_duties {
    bool is_handler; /* 异议经办人 */
    bool is_head;    /* 异议负责人 */
};

/* Read the docket, names masked; register what came on paper or by telephone: the office.  ERR_NOT_FOUND otherwise. */
MUST_USE enum err may_view_objections(const struct actor *who);
/* Read who sent it: the office's two named duties.  ERR_NOT_FOUND: not the office; ERR_DENIED: no such duty. */
MUST_USE enum err may_read_objector(const struct actor *who, const struct objection_duties *d);
/* Erase who sent it, of what is archived: the head's alone.  ERR_NOT_FOUND: not the office; ERR_DENIED: not the head;
 * ERR_CONFLICT: not archived yet. */
MUST_USE enum err may_erase_objector(const struct actor *who, const struct objection_duties *d,
                                     const struct objection_facts *f);
/* Carry out one act now.  Handling is both duties'; declining, concluding and reviewing are the head's alone.
 * ERR_NOT_FOUND: not the office; ERR_DENIED: without the duty; ERR_CONFLICT: not the time. */
MUST_USE enum err may_act_on_objection(const struct actor *who, const struct objection_duties *d,
                                       const struct objection_facts *f, enum objection_act act);
/* Answer a question about its own brand: the unit.  ERR_NOT_FOUND otherwise. */
MUST_USE enum err may_answer_question(const struct actor *who, int64_t body_id);
/* Name people to the duties: the security administrator.  ERR_NOT_FOUND otherwise. */
MUST_USE enum err may_grant_objection_duty(const struct actor *who);

/* ---- how long it is kept who sent it ---- */

/* Days after 归档, the round's setting objection_identity_keep_days; what is out of 1-3650 is 90.  Handbook 5.2: "until
 * 归档 + per office rule". */
int objector_keep_days(const char *setting);
/* The first day on which it is to be erased, of what was archived at that moment. */
day_no objector_erase_on(const char *setting, int64_t archived_at);

enum { ERASURE_REASON_MIN = 2, ERASURE_REASON_MAX = 200 }; /* characters */

/* ---- words to the unit ---- */

struct objector {
    const char *name, *phone, *email;
};
/* What in `question` would tell the unit who asked, NULL for nothing: the name, the name with 某, 先生, 女士 and the
 * like, the telephone however it is written, the address. */
const char *question_leak(struct arena *a, const char *question, const struct objector *who);
/* Whether any of it, his name or how to reach him, stands in a text: "张某" and "张先生" too. */
bool text_tells_objector(struct arena *a, const char *text, const struct objector *who);
/* Whether it repeats the letter: more than OBJECTION_QUOTED_MAX characters of it on end, spaces left out. */
bool question_quotes(struct arena *a, const char *question, const char *letter);

/* The query code as it is compared: capitals and digits alone, whatever was typed around and between them. */
const char *query_code_plain(struct arena *a, const char *typed);

#endif
