/* views_publicity.h - 公示: the notice as everybody reads it, a brand's page, and the office's pages that make them. */
#ifndef PAGES_VIEWS_PUBLICITY_H
#define PAGES_VIEWS_PUBLICITY_H

#include "pages/views_history.h"
#include "pages/views_outcome.h"
#include "pages/views_public.h"
#include "pages/views_reminder.h"
#include "pages/views_shortlist.h"

/* _publicity_notice.html: the notice and its list.  The preview and what is published are this same piece. */
struct publicity_row_view {
    int place;
    struct url url; /* {NULL}: no page of its own yet, or none any more */
    const char *brand_name;
    const char *unit_name;
    const char *sector_name;
    const char *recommender_name;
    const char *summary;
    bool is_removed;
    const char *removal_text;
};
struct publicity_attached_view {
    struct url url; /* {NULL}: not to be had here */
    const char *title;
    const char *meta; /* "PDF，3 页，1.2 MB" */
};
struct publicity_change_view {
    const char *text;
    bool has_texts; /* both of a long text, with what is different marked */
    struct diff_view was, is;
};
struct publicity_text_view {
    bool is_preview; /* on a page of the office, which has its own heading */
    const struct text_view *title_lines;
    size_t title_lines_len;
    const char *period_text;
    const char *change_text; /* what is different from the version before; NULL */
    const char *change_head; /* "第 2 版，2015年7月28日更正" */
    const struct publicity_change_view *changes;
    size_t changes_len;
    const struct text_view *paragraphs;
    size_t paragraphs_len;
    const struct text_view *signs;
    size_t signs_len;
    const struct publicity_attached_view *files;
    size_t files_len;
    const char *list_title; /* "候选品牌 20 个" */
    const char *list_note;  /* "按行业排序，排名不分先后" */
    const struct publicity_row_view *rows;
    size_t rows_len;
};

/* publicity_notice.html */
struct publicity_version_view {
    struct url url;
    const char *label; /* "第 1 版" */
    const char *date_iso, *date_text;
};
struct publicity_notice_view {
    struct page page;
    struct crumb_view crumb;
    const char *state_text; /* "公示还没有开始" ... of an earlier version: that it does not hold any more; NULL */
    struct url now_url;     /* of an earlier version: the one that holds */
    struct countdown_view count;
    struct publicity_text_view notice;
    const char *published_text, *source; /* "2015年7月22日 15:40" */
    bool is_now;
    bool is_open; /* opinions are taken */
    struct contact_block_view contact;
    const struct publicity_version_view *versions;
    size_t versions_len;
    struct outcome_view outcome;
    const char *check_code;
};

/* publicity_brand.html */
struct publicity_picture_view {
    struct url url, thumb_url;
    const char *alt;
    const char *caption; /* NULL for none */
    int width, height;
};
struct publicity_part_view {
    const char *title;
    const struct text_view *paragraphs;
    size_t paragraphs_len;
};
struct publicity_brand_view {
    struct page page;
    struct crumb_view crumb;
    const char *kicker; /* "公共交通 · 公示中" */
    const char *brand_name, *unit_name;
    const char *window_name;  /* NULL for none */
    const char *slogan;       /* NULL for none */
    const char *removed_text; /* removed: the reason; nothing else of it is shown */
    bool has_logo;
    struct publicity_picture_view logo;
    const struct text_view *summary;
    size_t summary_len;
    const char *parts_title;
    const struct publicity_part_view *parts;
    size_t parts_len;
    const struct publicity_picture_view *photos;
    size_t photos_len;
    const char *period_text, *period_note; /* "（其中工作日4天）" */
    const char *left_text;                 /* NULL when over */
    const char *recommender_name;
    bool is_open;
    struct url objection_url;
};

/* publicity_compose.html */
struct publicity_mark_view {
    const char *id, *reason_id; /* of its controls: "mark-N", "why-N" */
    const char *act;            /* "撤下", "恢复" */
    const char *brand_name, *unit_name;
    bool is_chosen;
    bool is_open; /* unfolded: something is written in it */
    const char *reason;
    const char *error;
    struct url correct_url;
    const char *corrected_text; /* NULL: the draft corrects nothing in it */
};
struct publicity_finding_view {
    const char *id, *key;
    const char *place, *kind, *masked;
    struct tag_view tag;
    const char *decided_text; /* by whom, when, why; NULL: open */
    bool can_decide, can_withhold;
    const char *reason;
    const char *error;
};
struct publicity_theirs_view {
    const char *label, *text;
};
struct publicity_compose_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    const char *lead;
    struct tag_view tag;
    const char *state_text; /* why it cannot be changed or released now; NULL */
    bool is_release_near;   /* a proposal waits */
    bool can_edit;
    bool is_first;
    const char *files_text; /* "2 份" */
    struct field_view title, text, opens, closes, sort, change, rest;
    bool asks_rest;
    const char *period_text; /* "共 5 天，其中工作日 4 天" */
    const char *calendar_warning;
    const struct publicity_mark_view *marks;
    size_t marks_len;
    const struct publicity_theirs_view *theirs; /* a colleague saved meanwhile: what is different */
    size_t theirs_len;
    const char *theirs_text;
    const char *button;
    const struct template_name_view *names;
    size_t names_len;
    const struct publicity_finding_view *findings;
    size_t findings_len;
    const char *findings_text;
    bool can_propose;
    bool has_saved;
    const char *hidden_text; /* brands that this person does not see; NULL */
    struct publicity_text_view notice;
    const struct paper_fact_view *facts; /* of the version that holds */
    size_t facts_len;
};

/* publicity_correct.html: what a later version corrects in one brand. */
struct publicity_shot_view {
    const char *id; /* of its box: "picture-1" */
    struct url thumb_url;
    const char *alt;
    const char *label;
    int width, height;
    bool is_left_out;
};
struct publicity_correct_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    struct url post_url;
    const char *brand_name, *unit_name;
    const char *state_text; /* why nothing can be corrected now; NULL */
    const char *stale_text; /* a colleague saved meanwhile; NULL */
    const struct field_view *fields;
    size_t fields_len;
    const struct publicity_shot_view *shots;
    size_t shots_len;
    bool hides_before;
};

/* publicity_files.html: PDFs that go out with the notice. */
struct publicity_file_view {
    struct url url, remove_url;
    const char *title, *meta;
};
struct publicity_files_view {
    struct page page;
    struct error_summary_view errors;
    const char *state_text; /* why nothing can be changed now; NULL */
    bool can_edit;          /* files may be taken out */
    bool can_add;
    const struct publicity_file_view *files;
    size_t files_len;
    struct field_view title;
    const char *file_error;
    const char *file_help;
};

/* publicity_release.html: a page of its own that says what will happen. */
struct publicity_release_view {
    struct page page;
    struct error_summary_view errors;
    struct form_top_view top;
    const char *lead;
    const char *proposed_text;
    const char *state_text;
    const struct text_view *effects;
    size_t effects_len;
    const char *findings_text; /* what was decided about numbers; NULL */
    const char *hidden_text;
    struct publicity_text_view notice;
    bool can_confirm, can_withdraw;
    int revision;
};

void tpl_publicity_notice(struct out *o, const struct publicity_notice_view *v);
void tpl_publicity_brand(struct out *o, const struct publicity_brand_view *v);
void tpl_publicity_compose(struct out *o, const struct publicity_compose_view *v);
void tpl_publicity_correct(struct out *o, const struct publicity_correct_view *v);
void tpl_publicity_files(struct out *o, const struct publicity_files_view *v);
void tpl_publicity_release(struct out *o, const struct publicity_release_view *v);

#endif
