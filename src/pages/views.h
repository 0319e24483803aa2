/* views.h - what each template is allowed to see.
 *
 *  - An optional string is NULL when absent; `{{? x }}` then leaves its markup away.  Required strings are never NULL.
 *  - A list is `const struct T *list; size_t list_len;`.
 *  - Ids and control names are ASCII: [a-z0-9_.-]; the first control of a field carries the field's own id, so that the
 *    error summary links to it.
 *  - `token` is the one-time token of the page; every POST form carries it as a hidden input named `token`.
 *  - Nothing here is escaped; the templates do that. */
#ifndef PAGES_VIEWS_H
#define PAGES_VIEWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "http/out.h"

/* ------------------------------------------------------------------ small pieces */

struct link_view {
    const char *label;
    struct url url;
    bool is_current; /* aria-current="page" */
};

struct text_view { /* one line, one character, one paragraph */
    const char *text;
};

/* _tag.html: a small square and a word.  kind: done half todo ok back err off seal (ux.md section 3). */
struct tag_view {
    const char *kind;
    const char *text;
};

/* _crumb.html: where we are; the last item is plain text. */
struct crumb_view {
    const struct link_view *links;
    size_t links_len;
    const char *here;
};

/* ------------------------------------------------------------------ the layout, _layout.html */

struct tick_view { /* the six small bars at the right of the stage bar; kind: "is-done", "is-now" or "" */
    const char *kind;
};

/* Shown after sign-in, above every page: the stage that concerns this person now. */
struct stagebar_view {
    const char *numeral;       /* "一"                                      */
    const char *name;          /* "自荐申报"                                 */
    const char *deadline_text; /* "申报截止 6月25日（星期四）24:00"             */
    const char *left_text;     /* "还有 7 天", or NULL                       */
    const struct tick_view *ticks;
    size_t ticks_len;
};

struct demo_stage_view { /* a button of POST /demo/stage, value `stage` */
    const char *stage;   /* "nomination" ... as in PRODUCT.md section 2 */
    const char *numeral; /* "一"                                        */
    const char *name;    /* "自荐申报"                                   */
    bool is_current;
};
struct demo_person_view { /* a button of POST /demo/signin, value `account` */
    const char *account;  /* sign-in name                 */
    const char *role;     /* "申报单位"                    */
    const char *body;     /* "市公交公司城北车队", or NULL   */
    bool is_current;
};
struct demo_view {
    const char *date_text; /* "2015年6月18日（星期四）09:00" */
    const struct demo_stage_view *stages;
    size_t stages_len;
    const struct demo_person_view *people;
    size_t people_len;
};

struct legal_view { /* one mark of the footer's last line */
    const char *text;
    struct url url; /* {NULL} = plain text; what lies outside leads over /leave/:site */
    bool has_badge;
};

struct contact_view {
    const char *organiser;  /* full name of the organising body */
    const char *short_name; /* for the slim footer, "市文明办"  */
    const char *undertaker; /* NULL when not set, as the next: 承办单位 */
    const char *address;
    const char *phone;
    const char *hours;
    const char *email;
};

struct page {
    /* head */
    const char *title;        /* the page's own name, equal to its h1                */
    const char *site_name;    /* the whole name, for <title> and meta SiteName       */
    const char *site_domain;  /* meta SiteDomain, NULL when not set               */
    const char *site_id_code; /* meta SiteIDCode, NULL when not set               */
    bool has_errors;          /* "错误：" before the title                            */
    const char *description;  /* meta description, NULL when there is none, as the next */
    const char *keywords;     /* comma between them */
    /* an official text, handbook 5.3: meta ArticleTitle, PubDate and ContentSource; all three or none */
    const char *article_title;
    const char *article_on; /* "2015-06-09 09:00" */
    const char *article_source;
    /* whole addresses: meta Url and Image, and for those who share it; or NULL */
    const char *article_url, *article_image;
    /* the column that it stands in; ColumnName and the others, NULL for none */
    const char *column_name, *column_description, *column_type;
    bool has_feed; /* /publicity/feed.atom */

    /* masthead: the name in two parts that never break inside, four characters of the seal */
    const char *site_name_first;  /* "某市"                                        */
    const char *site_name_second; /* "优质服务品牌推荐"                             */
    const struct text_view *seal; /* four characters; NULL and 0 are allowed       */
    size_t seal_len;
    const char *batch_line; /* "第三批 · 2015年", or NULL                           */

    /* thin bar on top */
    const char *organiser; /* "主办：" is in the template                      */
    const char *here;      /* path and query of this page: where POST /prefs/elder and /demo/... return to */
    bool is_elder;
    const char *signed_in_name; /* NULL when nobody is signed in                   */
    const char *token;

    /* menu of this role */
    const struct link_view *nav;
    size_t nav_len;

    bool has_stagebar;
    struct stagebar_view stagebar;
    bool has_demo;
    struct demo_view demo;

    const char *body_class;          /* "", "compact" or "paper"                            */
    bool has_upload;                 /* upload.js instead of form.js                        */
    bool has_order;                  /* order.js instead of form.js                         */
    bool has_proof;                  /* proof.js besides                                    */
    bool is_wide;                    /* the body brings its own <div class="wrap"> (home page) */
    const char *urgent_text;         /* last 24 hours of the stage: one sentence, or NULL   */
    const struct link_view *notices; /* to this body, not settled yet: on its work page */
    size_t notices_len;
    const char *notices_more; /* "全部 8 条通知", or NULL */

    /* one note on top of the page after a 303 */
    bool has_flash;
    const char *flash_kind;  /* "ok", "warn" or "info"                              */
    const char *flash_title; /* bold sentence                                      */
    const char *flash_text;  /* more, or NULL                                       */

    /* footer */
    struct contact_view contact;
    const struct link_view *foot_links; /* 常用入口                                  */
    size_t foot_links_len;
    const struct link_view *help_links; /* 使用帮助                                  */
    size_t help_links_len;
    const struct legal_view *legal;
    size_t legal_len;
    bool is_slim_footer;

    /* Seconds until this session ends for lack of activity; 0 when nobody is signed in.  site.js warns five minutes
     * before and offers POST /session/extend (form field token; Accept: application/json), which answers
     * 200 {"left":1800}, or 401 {"url":"/signin?next=..."} when it was too late. */
    int session_left;
};

/* ------------------------------------------------------------------ forms */

/* _error_summary.html: under the back link, above the h1. */
struct error_item_view {
    const char *anchor; /* id of the control, without '#'                   */
    const char *text;   /* word for word the text beside the field           */
};
struct error_summary_view {
    const struct error_item_view *items; /* when items_len is 0 nothing is shown */
    size_t items_len;
    int count;
};

/* _form_top.html: first thing inside every <form method="post">.  Also puts an invisible first submit button there, so
 * that Enter in a text box saves instead of pressing the first visible button (which may add or remove a row). */
struct form_top_view {
    const char *token;
    const char *revision; /* of the draft, as decimal text; NULL for forms without drafts */
};

/* _save_status.html: the one line that says whether the text is safe. */
struct save_status_view {
    const char *text; /* "上次保存：6月18日 14:32" or "还没有保存过" */
};

/* One choice of a select, a group of radio buttons or of check boxes. */
struct option_view {
    const char *id; /* of its control; the first radio carries the field's id */
    const char *value;
    const char *label;
    const char *hint; /* NULL when none */
    bool is_chosen;
};

/* One box of a repeatable row. */
struct cell_view {
    const char *id;    /* "honours-name-3"                                    */
    const char *name;  /* "honours.name.3": group.column.number, number from 1 */
    const char *label; /* "名称"                                               */
    const char *value;
    const char *hint;        /* "例如 2014年5月", NULL when none                   */
    const char *error;       /* NULL when right                                  */
    const char *inputmode;   /* "text", "numeric", ...                           */
    const char *describedby; /* "honours-name-3-h honours-name-3-e", only ids that exist; NULL when none */
    bool is_narrow;          /* about ten characters wide on wide screens         */
};
struct row_view {
    int number; /* from 1 */
    const struct cell_view *cells;
    size_t cells_len;
};

/* _field.html: one form control of any kind.  Exactly one of the is_<kind> flags is set. */
struct field_view {
    const char *id;   /* "brand_name"; hint, counter and error get -h, -cnt, -e */
    const char *name; /* of the control; a month posts NAME.year and NAME.month; a row table posts NAME.column.N */
    const char *label;
    const char *help;        /* one line under the label, no link inside; NULL when none */
    const char *error;       /* NULL when right                                          */
    const char *describedby; /* ids that exist, in reading order: "x-h x-cnt x-e"; NULL when none */
    bool is_optional;        /* writes （选填）                                           */

    bool is_group; /* is_month, is_radios, is_checks or is_rows: a fieldset with a legend instead of a label */

    bool is_text;     /* one line; also numbers, phone, e-mail, by inputmode */
    bool is_password; /* with a button that shows it                         */
    bool is_longtext;
    bool is_month;
    bool is_select;
    bool is_radios;
    bool is_checks;      /* several boxes of one name                         */
    bool is_rows;        /* repeatable rows                                   */
    bool is_declaration; /* one box whose label is the whole statement        */
    bool is_file;
    bool is_fixed;  /* computed by the server: shown, not typed          */
    bool is_closed; /* not opened by the return for revision: `lines` are shown, not typed */

    const char *remark; /* returned for revision: what is to be mended here; NULL for none */
    const struct text_view *lines;
    size_t lines_len;

    const char *value;        /* text, password (""), longtext, fixed          */
    const char *width;        /* "", "w-4", "w-8", "w-16" or "w-24"            */
    const char *inputmode;    /* NULL = text                                   */
    const char *autocomplete; /* "organization", "tel", "email" ...; NULL = attribute left away */
    const char *unit;         /* "人" after a number, NULL when none            */

    int zi_max;             /* longtext: the limit in 字; 0 = none              */
    const char *count_text; /* "最多 300 字，标点计入字数，空格和换行不计"; NULL with zi_max 0 */
    bool is_tall;           /* 主要事迹: a taller box                           */

    const char *year; /* month */
    const char *month;
    bool has_day; /* a day was given too: handbook 1.2 field 6 */
    const char *day;

    const char *empty_label; /* select: the text of the empty first option, "请选择"; NULL = no such option */
    const struct option_view *options;
    size_t options_len;

    const struct row_view *rows;
    size_t rows_len;
    int rows_max;
    bool can_add_row; /* rows_len < rows_max: shows the submit button name="add" value=NAME */

    const char *statement; /* declaration: the whole sentence                   */
    bool is_checked;

    const char *accept; /* file: ".jpg,.jpeg,.png"                           */
    int64_t file_max;   /* bytes, for a word before the journey; 0 = none */
    bool has_file;
    const char *file_name;
    const char *file_meta; /* "2.4 MB · 6月17日 09:41 上传"                       */
    struct url file_url;   /* the file itself                                   */
    bool has_preview;
    struct url preview_url; /* a small picture of it                            */
    const char *preview_alt;
};

/* ------------------------------------------------------------------ answers */

/* _sum_row.html: one row of a summary list (check-answers page).  Inside <dl class="sum">. */
struct sum_row_view {
    const char *label;
    const struct text_view *lines; /* paragraphs of the answer; none: `empty_text` is shown */
    size_t lines_len;
    const char *empty_text; /* "没有填写"                       */
    const char *note;       /* "共 286 字"; NULL when none       */
    const char *error;      /* what is missing; NULL when right */
};

/* error.html: the calm page of a refusal. */
struct error_view {
    struct page page;
    int status;
    const char *title;
    const char *text;
    const char *late_text;  /* who to turn to, NULL when that does not help           */
    const char *request_id; /* of the log, for failures of ours; NULL otherwise       */
    struct url home_url;
    const char *home_label;
};
void tpl_error(struct out *o, const struct error_view *v);

#include "pages/views_account.h"
#include "pages/views_candidate.h"
#include "pages/views_eligibility.h"
#include "pages/views_evidence.h"
#include "pages/views_figures.h"
#include "pages/views_history.h"
#include "pages/views_import.h"
#include "pages/views_list.h"
#include "pages/views_mercy.h"
#include "pages/views_objection.h"
#include "pages/views_outcome.h"
#include "pages/views_people.h"
#include "pages/views_posting.h"
#include "pages/views_public.h"
#include "pages/views_publicity.h"
#include "pages/views_recommendation.h"
#include "pages/views_reminder.h"
#include "pages/views_return.h"
#include "pages/views_review.h"
#include "pages/views_shortlist.h"
#include "pages/views_unit.h"

#endif
