/* publicity.h - 公示: the notice's draft and its period, who releases it, and the words that the program fills in.
 * Notice, stage 4; handbook 2.2, 4.3, 4.5; quality/SECURITY.md (two people release). */
#ifndef DOMAIN_PUBLICITY_H
#define DOMAIN_PUBLICITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "domain/permission.h"
#include "domain/stage.h"
#include "domain/workday.h"

struct arena;

enum publicity_sort { PUBLICITY_BY_SECTOR, PUBLICITY_BY_STROKES, PUBLICITY_BY_NUMBER, PUBLICITY_SORT__COUNT };
/* "sector", "strokes", "number" */
const char *publicity_sort_ident(enum publicity_sort s);
/* ERR_NOT_FOUND for any other word; *ret untouched. */
MUST_USE enum err publicity_sort_from_ident(const char *ident, enum publicity_sort *ret);
/* "行业", "品牌名称笔画", "受理编号": 按…排序 */
const char *publicity_sort_word(enum publicity_sort s);

enum {
    PUBLICITY_TITLE_ZI = 60,
    PUBLICITY_TEXT_ZI = 2000,
    PUBLICITY_CHANGE_ZI = 300,
    PUBLICITY_REASON_ZI = 200,
    PUBLICITY_FILE_ZI = 40
};

/* When a notice may be released: from the opening of 公示评议 until 评定命名 closes, because an objection may be upheld
 * after the period.  It may be composed as soon as the shortlist is released. */
enum phase publicity_phase(const struct stage_window *windows, size_t count, int64_t now);

/* ---- the draft ---- */

struct publicity_draft {
    int64_t id;         /* 0: never saved */
    int64_t files_from; /* the draft whose attachments it has: itself, or that of the version before; 0: none */
    int version_no, revision;
    const char *title; /* with '|' where a line may break */
    const char *text;  /* paragraphs, one a line */
    day_no opens, closes;
    enum publicity_sort sort;
    bool is_rest_kept; /* it ends on a day of rest, and the office lets it */
    const char *change_text;
    int64_t saved_at;
    const char *saved_by;
};

/* The version that it follows; number 0: none. */
struct publicity_before {
    int version_no;
    day_no opens, closes;
};

/* What is wrong beside each control; NULL: nothing. */
struct publicity_faults {
    const char *title, *text, *opens, *closes, *change;
};
/* True when there is none.  The first version has nothing to say of a change, each later one must; a period that began
 * is not begun anew, and is extended, never cut (handbook 4.3). */
bool publicity_judge(const struct publicity_draft *d, const struct publicity_before *before,
                     struct publicity_faults *ret);

/* Whether the period ends on a day of rest and nobody has decided about it; *ret_next: the working day it would roll
 * to (handbook 4.5: "for the office to decide"). */
bool publicity_asks_rest_day(const struct calendar *c, const struct publicity_draft *d, day_no *ret_next);

/* ---- who and when ---- */

struct publicity_facts {
    enum phase phase;
    bool is_shortlisted; /* the shortlist was released: before that there is nothing to compose */
    bool is_proposed, is_proposer;
    bool is_recused;    /* this person is recused of a brand on the list */
    bool is_saved;      /* a draft of the next version was saved */
    bool asks_rest_day; /* publicity_asks_rest_day() */
    bool is_past;       /* the first version's period would begin before the day of its release */
    int versions;       /* released */
    int brands;         /* that stand on the list and are not removed */
    int findings;       /* of the gate that nobody decided about */
};

/* Read it: the office.  ERR_NOT_FOUND otherwise. */
MUST_USE enum err may_view_publicity(const struct actor *who);
/* Save the draft, decide about findings.  ERR_NOT_FOUND: not the office; ERR_CLOSED: before the shortlist is released,
 * or after 评定命名; ERR_CONFLICT: proposed (withdraw it first). */
MUST_USE enum err may_compose_notice(const struct actor *who, const struct publicity_facts *f);
/* Propose the draft: somebody who sees all of it.  As composing; ERR_CONFLICT also while publicity_fault_of() finds
 * something, and for whoever is recused of a brand. */
MUST_USE enum err may_propose_notice(const struct actor *who, const struct publicity_facts *f);
/* Take the proposal back: anyone of the office, before it is confirmed. */
MUST_USE enum err may_withdraw_notice(const struct actor *who, const struct publicity_facts *f);
/* Confirm: another person of the office than who proposed, while 公示 is open.  ERR_CONFLICT: nothing is proposed, it
 * is this person's own, or something stands in the way; ERR_CLOSED: not the time. */
MUST_USE enum err may_release_notice(const struct actor *who, const struct publicity_facts *f);

/* The first thing that stands in the way of a release. */
enum publicity_fault {
    PUBLICITY_FINE,
    PUBLICITY_NO_LIST,  /* the shortlist is not released        */
    PUBLICITY_NO_BRAND, /* no brand stands on it                */
    PUBLICITY_NO_DRAFT, /* nothing was saved                    */
    PUBLICITY_REST_DAY, /* asked, and not decided               */
    PUBLICITY_PAST,     /* it would begin before today          */
    PUBLICITY_FINDINGS  /* the gate found numbers               */
};
enum publicity_fault publicity_fault_of(const struct publicity_facts *f);

/* ---- words ---- */

/* "2015年7月21日至7月25日（其中工作日4天）"; with another closing day before it:
 * "2015年7月21日至7月31日（原定7月25日截止，延长至7月31日；其中工作日8天）". */
const char *publicity_period_text(struct arena *a, const struct publicity_draft *d, day_no first_closes, int workdays);
/* "7月25日", with the year when it is another than `of`'s. */
const char *publicity_day_text(struct arena *a, day_no day, day_no of);

/* A name in braces and what stands for it. */
struct publicity_word {
    const char *name, *value;
};
/* The template with its names filled in; a name that is none stays as it is.  Owner: the arena. */
const char *publicity_fill(struct arena *a, const char *text, const struct publicity_word *words, size_t len);
/* The first name in braces that is none of `words`, with its braces; NULL when all are known. */
const char *publicity_unknown_word(struct arena *a, const char *text, const struct publicity_word *words, size_t len);

#endif
