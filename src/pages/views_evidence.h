/* views_evidence.h - the page of attachments, and the files as they stand in records.  Included by views.h. */
#ifndef PAGES_VIEWS_EVIDENCE_H
#define PAGES_VIEWS_EVIDENCE_H

/* One file that is there. */
struct evidence_item_view {
    const char *id; /* "file-REF" */
    const char *name;
    const char *meta; /* "2.4 MB · 18 页 · 6月17日 09:41 上传" */
    struct url url;   /* the file itself */
    bool has_preview;
    struct url preview_url;
    const char *preview_alt;
    struct url post_url; /* of its caption, its place, its removal: `act` */
    bool can_up, can_down;
    bool has_caption;
    const char *caption_id; /* "caption-REF" */
    const char *caption;
    const char *caption_error;
    struct url replace_url;
};

/* One whose bytes are still on their way. */
struct evidence_pending_view {
    const char *ref;
    const char *name;
    const char *meta; /* "已收到 6.2 MB，共 10 MB" */
    int percent;
    int64_t offset;
    int64_t size;
    struct url cancel_url;
};

struct evidence_group_view {
    const char *kind; /* ident; ids end in it */
    const char *label;
    const char *help;
    const char *accept;
    const struct evidence_item_view *items;
    size_t items_len;
    const struct evidence_pending_view *pending;
    size_t pending_len;
    const struct text_view *errors; /* beside its file control */
    size_t errors_len;
    const char *describedby;
    bool can_add;
    const char *why_not;  /* it is full; NULL when it can */
    bool has_caption;     /* the form asks one */
    const char *caption;  /* as it was typed */
    const char *replaces; /* ref of the file that is to be replaced; "" */
    const char *old_name; /* its name */
    bool takes_several;   /* several files at once */
    const char *action;   /* "上传" or "换成这一份" */
};

/* _evidence.html: the files of a version, for reading. */
struct evidence_file_view {
    const char *kind; /* its type's label */
    const char *name;
    const char *meta;
    const char *caption; /* NULL for none */
    struct url url;
    bool is_picture;
    struct url picture_url; /* the whole clean picture */
    const char *alt;
};
struct evidence_files_view {
    const struct evidence_file_view *files;
    size_t files_len;
};
void tpl__evidence(struct out *o, const struct evidence_files_view *v);

/* attachments.html */
struct attachments_view {
    struct page page;
    struct error_summary_view errors;
    struct url back_url;
    struct url post_url;
    struct url upload_url;
    int64_t file_max;
    const char *kicker;
    const char *title;
    const char *limits;
    const char *state; /* "已上传 2 份，共 3.5 MB；还可以上传 8 份" */
    const char *intro;
    const struct evidence_group_view *groups;
    size_t groups_len;
    const struct text_view *advice;
    size_t advice_len;
    bool is_closed;        /* a return for revision did not open the files: they are read */
    const char *late_text; /* the stage is closed; NULL while it is open */
    bool has_next;
    struct url next_url;
};

void tpl_attachments(struct out *o, const struct attachments_view *v);

#endif
