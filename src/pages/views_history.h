/* views_history.h - several hands on one form: earlier texts, and two texts with what is different between them.
 * Included by views.h. */
#ifndef PAGES_VIEWS_HISTORY_H
#define PAGES_VIEWS_HISTORY_H

/* _diff.html: a text with its changed parts marked.  In an old text is_gone, in a new one is_fresh. */
struct diff_part_view {
    const char *text;
    bool is_gone;
    bool is_fresh;
};
struct diff_view {
    const struct diff_part_view *parts; /* none: the text is empty */
    size_t parts_len;
    const char *empty_text; /* "没有内容" */
};

/* nomination_history.html */
struct history_text_view {
    const char *when_text; /* "6月18日 15:00，王示例改写以前"              */
    const char *note;      /* "128 字 · 陈示例写"                          */
    const char *id;        /* decimal; posted to bring it back            */
    const char *text;
    bool can_restore;
    const struct option_view *rows; /* of a cell: the rows that it can be put into */
    size_t rows_len;
};
struct history_field_view {
    const char *id;
    const char *label;
    const char *count_text; /* "共 3 份" */
    const char *mark;       /* of the section as this page knows it */
    const struct history_text_view *texts;
    size_t texts_len;
    bool has_more;
    struct url more_url;
    const char *more_label; /* names the field, so that no two links say the same */
};
struct history_section_view {
    const char *id;
    const char *title;
    const struct history_field_view *fields;
    size_t fields_len;
};
struct history_view {
    struct page page;
    const char *token;
    struct url back_url;
    const char *back_label;
    struct url post_url;
    const char *lead;
    const char *why_not; /* why nothing can be brought back; NULL when it can */
    const struct history_section_view *sections;
    size_t sections_len;
    const struct link_view *comparisons;
    size_t comparisons_len;
};

/* nomination_versions.html: what is different between two versions, or a version and the draft. */
struct version_field_view {
    const char *id;
    const char *label;
    struct diff_view before;
    struct diff_view after;
};
struct version_section_view {
    const char *id;
    const char *title;
    const struct version_field_view *fields;
    size_t fields_len;
};
struct versions_view {
    struct page page;
    struct url back_url;
    const char *kicker;
    const char *lead;
    const char *before_title; /* "第 1 版" */
    const char *before_note;  /* "2015年6月18日 15:06:12 提交，校验码 …" */
    const char *after_title;
    const char *after_note;
    const struct version_section_view *sections;
    size_t sections_len;
    const struct link_view *comparisons; /* the other pairs */
    size_t comparisons_len;
};

void tpl_nomination_history(struct out *o, const struct history_view *v);
void tpl_nomination_versions(struct out *o, const struct versions_view *v);

#endif
