/* views_public.h - the pages that everyone may read.  Included by views.h, whose conventions hold here too.
 *
 * Texts of the round (names, conditions, what a stage offers, contacts) come from the database; the templates hold only
 * words that every city would print. */
#ifndef PAGES_VIEWS_PUBLIC_H
#define PAGES_VIEWS_PUBLIC_H

/* _contact.html: a list of ways to reach the organiser, those that are set. */
struct contact_row_view {
    const char *label; /* "电话"                                    */
    const char *text;  /* NULL when the row is an e-mail address      */
    const char *email; /* linked; NULL when the row is anything else  */
};
struct contact_block_view {
    const struct contact_row_view *rows;
    size_t rows_len;
};

/* _countdown.html: what is left, by the server's clock; the script keeps it going.  Nothing when there is nothing to
 * count down to. */
struct countdown_view {
    bool has_count;
    bool is_last_hour; /* "不到 1 小时", and the script leaves it alone   */
    const char *label; /* "距截止还有" or "距开始还有"                     */
    const char *until; /* RFC 3339 */
    const char *now;   /* RFC 3339 */
    int days;
    int hours;
};

/* _stages.html: the six stages in a row. */
struct stage_line_view {
    const char *ident; /* "nomination"; the anchor when they are linked */
    const char *kind;  /* "is-done", "is-now" or "is-next"       */
    const char *numeral;
    const char *name;
    const char *date_text;   /* "6月25日（周四）前"       */
    const char *status_text; /* "正在进行，剩 3 天"        */
    bool is_current;         /* aria-current: of several open stages the one that presses */
};
struct stages_view {
    const struct stage_line_view *lines;
    size_t lines_len;
    bool are_linked; /* to their parts of the same page */
};

/* From when until when, in two pieces that never break inside. */
struct period_view {
    const char *from; /* "2015年6月9日（周二）至", or "时间待定" */
    const char *to;   /* "6月25日（周四）24:00"; NULL when not known */
};

struct notice_line_view {
    struct url url;
    const char *date_iso;  /* "2015-06-09" */
    const char *date_text; /* "6月9日"      */
    const char *title;
};

/* home.html */
struct home_view {
    struct page page;
    const struct text_view *title_lines; /* of the h1: batch, name */
    size_t title_lines_len;
    const char *lead;             /* what this is, and what is possible now */
    const struct link_view *acts; /* the first is the main one */
    size_t acts_len;
    const char *now_kicker;  /* "当前阶段", "下一阶段", "全部结束"      */
    const char *now_numeral; /* "四" */
    const char *now_name;
    const char *now_text; /* "7月25日（周六）24:00 截止，以本站时间为准" */
    const char *now_also; /* another stage that is open too; NULL when none */
    struct countdown_view count;
    struct stages_view stages;
    const struct stage_offer_view *offers; /* what each stage offers now */
    size_t offers_len;
    const struct notice_line_view *notices; /* the newest few */
    size_t notices_len;
    const struct condition_view *conditions;
    size_t conditions_len;
    const char *conditions_title; /* "五项条件" */
    const char *copies;           /* "一式三份" */
    int sector_min, sector_max;
    bool is_sector_exact; /* min equals max */
    const char *phone;
};
struct stage_offer_view {
    const char *name;
    const char *text;
};
struct condition_view {
    const char *name;
    const char *text;
};
void tpl_home(struct out *o, const struct home_view *v);

/* notices.html: by year, newest first */
struct notice_year_view {
    int year;
    const struct notice_line_view *notices;
    size_t notices_len;
};
struct notices_view {
    struct page page;
    struct crumb_view crumb;
    const struct notice_year_view *years;
    size_t years_len;
    const char *short_name; /* of the organiser */
};
void tpl_notices(struct out *o, const struct notices_view *v);

/* notice.html: an official text.  Exactly one flag of a paragraph is set. */
struct notice_paragraph_view {
    bool is_address; /* whom it is for: no indent */
    bool is_heading;
    bool is_text;
    const char *text;
};
struct notice_view {
    struct page page;
    struct crumb_view crumb;
    const struct text_view *title_lines; /* pieces that never break inside */
    size_t title_lines_len;
    const char *issuer;
    const char *date_iso;
    const char *date_text;
    const struct notice_paragraph_view *paragraphs;
    size_t paragraphs_len;
    const struct text_view *signs; /* set at the right, one below the other */
    size_t signs_len;
};
void tpl_notice(struct out *o, const struct notice_view *v);

/* timeline.html */
struct timeline_stage_view {
    const char *ident;
    const char *numeral;
    const char *name;
    struct tag_view tag;
    struct period_view period;
    const char *workday_text; /* "共 17 天，其中工作日 12 天"; NULL without a window        */
    const char *rest_text;    /* "端午节 6月20日、22日休息"; NULL when the calendar names no day */
    const char *end_text;     /* the last day is a rest day; NULL otherwise                 */
    const char *left_text;    /* "还有 3 天 6 小时", "距开始还有 …"; NULL when over             */
    const char *summary;
    const char *before;
    const char *open;
    const char *after;
    bool is_before, is_open, is_after;
};
struct timeline_view {
    struct page page;
    struct crumb_view crumb;
    const char *now_text; /* "2015年6月18日（周四）15:06" */
    const char *now_rfc3339;
    const char *calendar_warning; /* NULL when the calendar knows every year of the round */
    struct stages_view stages;
    const struct timeline_stage_view *items;
    size_t items_len;
    const char *short_name;
};
void tpl_timeline(struct out *o, const struct timeline_view *v);

/* _stage_head.html: head of a page that belongs to one stage. */
struct stage_head_view {
    const char *title; /* the h1 */
    const char *numeral;
    const char *name; /* of the stage; NULL when the title says it already */
    struct tag_view tag;
    struct period_view period;
    const char *end_text; /* NULL unless the last day is a rest day and still to come */
    struct countdown_view count;
};

/* publicity.html, results.html, cases.html, track.html: each keyed to its stage.  Exactly one phase flag is set. */
struct stage_page_view {
    struct page page;
    struct crumb_view crumb;
    struct stage_head_view head;
    bool is_before, is_open, is_after;
    const char *starts_text;   /* "7月21日（周二）"; NULL when not known         */
    const char *ends_text;     /* "7月25日（周六）24:00"; NULL when not known     */
    const char *possible_text; /* the round's words for this phase             */
    const char *short_name;    /* of the organiser                             */
    const char *commission;    /* short name of the body that names            */
    struct contact_block_view contact;
};
void tpl_publicity(struct out *o, const struct stage_page_view *v);
void tpl_results(struct out *o, const struct stage_page_view *v);
void tpl_cases(struct out *o, const struct stage_page_view *v);

/* criteria.html */
struct route_line_view { /* one row of the table of routes */
    const char *sector;  /* "参创行业"                      */
    const char *place;   /* "金坛、溧阳市、武进区"              */
    const char *text;    /* where the paper goes            */
};
struct sector_line_view {
    const char *name;
    const char *authority;
};
struct criteria_view {
    struct page page;
    struct crumb_view crumb;
    const char *scope;
    const char *fee; /* NULL when not set */
    const char *conditions_title;
    const struct condition_view *conditions;
    size_t conditions_len;
    const struct text_view *declarations; /* what the unit confirms before it submits */
    size_t declarations_len;
    const char *reference_text; /* "2015年6月25日" */
    const struct route_line_view *routes;
    size_t routes_len;
    const char *sector_places;   /* "1 至 2" */
    const char *district_places; /* "3 至 5" */
    const struct sector_line_view *sectors;
    size_t sectors_len;
    const char *none_hint;
    const char *deadline_text; /* "6月25日（周四）24:00"; NULL when not known */
    bool is_open;              /* nominations are */
    struct contact_block_view contact;
};
void tpl_criteria(struct out *o, const struct criteria_view *v);

/* help.html */
struct help_part_view { /* a section of the form */
    const char *title;
    const char *hint;
};
struct keeper_view {    /* who keeps which copy */
    const char *copy;   /* "第1份" */
    const char *keeper; /* "市文明办存" */
};
struct help_view {
    struct page page;
    struct crumb_view crumb;
    const char *account_help;
    int password_min;
    int failures_max;
    int lock_minutes;
    int idle_minutes;
    const struct help_part_view *parts;
    size_t parts_len;
    const struct condition_view *pictures; /* field and its help */
    size_t pictures_len;
    const struct condition_view *attachments; /* type and its help */
    size_t attachments_len;
    const char *attachments_limits; /* "每个文件不超过 10 MB，……。" */
    const char *copies;             /* "一式三份" */
    const struct keeper_view *keepers;
    size_t keepers_len;
    const struct text_view *notes; /* of the paper form */
    size_t notes_len;
    const struct route_line_view *routes;
    size_t routes_len;
    const char *legal_version;
    const char *late_contact;
    const char *deadline_text;
    struct contact_block_view contact;
};
void tpl_help(struct out *o, const struct help_view *v);

/* a11y.html */
struct a11y_view {
    struct page page;
    struct crumb_view crumb;
    int idle_minutes;
    struct contact_block_view contact;
};
void tpl_a11y(struct out *o, const struct a11y_view *v);

/* privacy.html: the settings privacy_*, each NULL when not set */
struct privacy_view {
    struct page page;
    struct crumb_view crumb;
    const char *intro;
    const struct condition_view *items; /* name and text */
    size_t items_len;
};
void tpl_privacy(struct out *o, const struct privacy_view *v);

/* sitemap.html */
struct sitemap_view {
    struct page page;
    struct crumb_view crumb;
    const struct link_view *links; /* of the route table */
    size_t links_len;
    const struct notice_line_view *notices;
    size_t notices_len;
};
void tpl_sitemap(struct out *o, const struct sitemap_view *v);

/* leave.html */
struct leave_view {
    struct page page;
    const char *name, *host, *site_name;
    struct url url;
};
void tpl_leave(struct out *o, const struct leave_view *v);

#endif
