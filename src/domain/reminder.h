/* reminder.h - 催办: what a body owes, until when, and the words that remind it.  Handbook 8 row 8. */
#ifndef DOMAIN_REMINDER_H
#define DOMAIN_REMINDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/stage.h"

struct arena;

/* One kind of thing that a body has still to do. */
enum debt {
    DEBT_DRAFT,      /* unit: the form was begun and not submitted          */
    DEBT_REVISION,   /* unit: returned, not submitted again                 */
    DEBT_NAMES,      /* unit: the names to be printed are not confirmed     */
    DEBT_OPINION,    /* district: the local opinion on the county route     */
    DEBT_CONCLUSION, /* sector or district: concludes as the recommender    */
    DEBT_LIST,       /* sector or district: its list was not sent           */
    DEBT_PAPER,      /* sector or district: the list's sealed paper         */
    DEBT_ANSWER,     /* joint department or office: a reviewer's answer     */
    DEBT__COUNT
};
/* "draft" ... "answer" */
const char *debt_ident(enum debt d);
/* ERR_NOT_FOUND for any other word; *ret untouched. */
MUST_USE enum err debt_from_ident(const char *ident, enum debt *ret);
/* What a list calls it: "申报表未提交". */
const char *debt_name(enum debt d);
enum stage debt_stage(enum debt d);
/* Whether a body can be said to owe it already: a conclusion and a list from the opening of their stage on, the others
 * as soon as there is one. */
bool debt_counts(enum debt d, const struct stage_window *windows, size_t len, int64_t now);
/* Until when (exclusive): the end of its stage as the body sees it (windows_for of mercy.h), or `own_due`, whatever is
 * later; 0 when there is neither. */
int64_t debt_due(enum debt d, const struct stage_window *windows, size_t len, int64_t own_due);

/* One line for whoever owes it, without a full stop.  `brand` and `receipt_no` may be ""; of DEBT_ANSWER `brand` is the
 * person and `count` how many; no brand stands in it. */
struct debt_facts {
    enum debt kind;
    const char *brand, *receipt_no;
    int count;
};
const char *debt_sentence(struct arena *a, const struct debt_facts *f);

/* Where a body stands. */
enum owing { OWING_NOTHING, OWING_LATER, OWING_SOON, OWING_OVERDUE, OWING__COUNT };
enum { OWING_SOON_DAYS = 2 };
/* `due_at` 0: no deadline is known. */
enum owing owing_of(size_t count, int64_t due_at, int64_t now);
/* "none", "later", "soon", "overdue" */
const char *owing_ident(enum owing o);
/* "还有 3 天", "还有 5 小时", "已过 2 天", "刚刚截止" */
const char *owing_left(struct arena *a, int64_t due_at, int64_t now);

/* ---- the log of calls ---- */

enum call_channel { CALL_PHONE, CALL_SMS, CALL_MAIL, CALL_VISIT, CALL_SYSTEM, CALL_SHEET, CALL__COUNT };
/* "phone" ... "sheet" */
const char *call_channel_ident(enum call_channel c);
MUST_USE enum err call_channel_from_ident(const char *ident, enum call_channel *ret);
/* "电话" ... */
const char *call_channel_name(enum call_channel c);
/* Whether a person writes it down (the others the program notes by itself), and whether somebody must be named. */
bool call_is_told(enum call_channel c);
bool call_needs_person(enum call_channel c);
/* "已电话催办 张某 7-8 15:20" (handbook 8 row 8). */
const char *call_words(struct arena *a, enum call_channel c, const char *person, int64_t called_at);
/* What is wrong with the time of a call: after `now`, or before `first` (the round's beginning); NULL for nothing. */
const char *call_time_fault(int64_t called_at, int64_t first, int64_t now);

/* ---- the words ---- */

enum { REMINDER_TEXT_MAX = 600 };

/* What stands for the names in braces. */
struct reminder_words {
    const char *body, *title, *items, *deadline, *left, *organiser, *phone;
};
/* Why this cannot be the template: empty, too long, a name in braces that is none, {body} or {items} missing; in
 * Chinese, NULL for nothing.  Owner: the arena. */
const char *reminder_template_fault(struct arena *a, const char *text);
/* The template with its names filled in; a name that is none stays as it is. */
const char *reminder_fill(struct arena *a, const char *text, const struct reminder_words *words);

#endif
