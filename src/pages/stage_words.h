/* stage_words.h - what pages say about stages and their windows.  Judgements come from domain/stage.h and
 * domain/workday.h; this only puts them into words (ux.md section 6: a time is always date, weekday and 24:00). */
#ifndef PAGES_STAGE_WORDS_H
#define PAGES_STAGE_WORDS_H

#include "domain/stage.h"
#include "domain/workday.h"
#include "pages/views.h"
#include "store/round_store.h"

struct arena;

/* All texts are owned by the arena; `now` is UTC seconds. */

/* "6月25日（周四）24:00" for a window that closes at midnight, "6月26日（周五）12:00" for another. */
const char *closing_words(struct arena *a, int64_t closes_at);
/* "6月9日（周二）", with the hour when that is not 00:00. */
const char *opening_words(struct arena *a, int64_t opens_at);
/* "2015年6月9日（周二）至" "6月25日（周四）24:00"; "时间待定" for NULL. */
struct period_view period_words(struct arena *a, const struct stage_window *w);

/* "共 17 天，其中工作日 12 天" */
const char *workday_words(struct arena *a, const struct calendar *c, const struct stage_window *w);
/* "端午节 6月20日、6月22日休息；9月6日（周日）上班": the days that the calendar names; NULL when there are none. */
const char *named_day_words(struct arena *a, const struct calendar *c, const struct stage_window *w);
/* When the last day is a day of rest: that the window stays open to its end all the same, and which working day to use
 * for telephone and paper.  NULL on a working day. */
const char *rest_day_words(struct arena *a, const struct calendar *c, const struct stage_window *w);

/* "还有 3 天 6 小时" before the close, "距开始还有 …" before the opening, NULL afterwards. */
const char *phase_left_words(struct arena *a, const struct stage_window *w, enum phase phase, int64_t now);

/* Tag and word of a phase: 未开始, 正在进行, 已结束. */
struct tag_view phase_tag(enum phase phase);

/* The round's words for that phase of the stage. */
const char *phase_text(const struct stage_text *t, enum phase phase);

/* Counts down to the close of an open window, to the opening of a coming one. */
struct countdown_view countdown_to(struct arena *a, const struct stage_window *w, enum phase phase, int64_t now);

/* The six in a row.  `submitted` is how many nominations have come in. */
struct stages_view stages_words(struct arena *a, const struct round *r, int64_t now, int64_t submitted);

/* "公示评议将于 7月25日（周六）24:00 截止，还有 6 小时": in the last 24 hours of a stage whose deadline the public has
 * to meet (nomination, publicity); NULL otherwise. */
const char *ending_words(struct arena *a, const struct round *r, int64_t now);

#endif
