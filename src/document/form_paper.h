/* form_paper.h - what is printed, as plain text and numbers: the 申报表, the 回执, the office's other sheets, and the
 * poster of a hall.
 *
 * The room that sets type knows nothing of nominations, stages or SQL: the caller reads the round's form
 * definition and the frozen version, and writes the page as a list of rows.  Every string is UTF-8, NULL
 * counts as "", and stays the caller's; nothing here is markup.  A "\n" ends a paragraph in running text
 * and forces a line break in labels, titles and values. */
#ifndef DOCUMENT_FORM_PAPER_H
#define DOCUMENT_FORM_PAPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Limits of one document; over them paper_form() and paper_receipt() answer ERR_TOO_LARGE. */
enum {
    PAPER_TEXT_MAX = 64 * 1024,          /* bytes of one string                             */
    PAPER_OPINION_MAX = 6000,            /* bytes of an opinion's text: its box never splits */
    PAPER_LIST_MAX = 400,                /* items of any one list                           */
    OFFICE_COLUMNS_MAX = 16,             /* of a table on an office's sheet                 */
    OFFICE_ROWS_MAX = 1000,              /* and its rows                                    */
    PAPER_IMAGE_MAX = 16 * 1024 * 1024,  /* bytes of one picture                            */
    PAPER_RECORD_MAX = 4 * 1024 * 1024,  /* bytes of the embedded record                    */
    PAPER_REQUEST_MAX = 64 * 1024 * 1024 /* bytes of all of it                              */
};

/* The table is a grid of 8 columns of 20 mm (handbook 1.5). */
enum { PAPER_GRID_COLUMNS = 8 };

/* A label and what stands beside it. */
struct paper_field {
    const char *label;
    const char *value;
};

/* One label/value pair of a PAPER_ROW_PAIRS row.  The spans of a row add up to PAPER_GRID_COLUMNS;
 * a row whose spans are all 0 is divided evenly with labels one column wide. */
struct paper_cell {
    const char *label;
    const char *value;
    unsigned label_span; /* grid columns; 0 together with value_span 0 = automatic */
    unsigned value_span;
};

/* A column of a PAPER_ROW_TABLE. */
struct paper_column {
    const char *title;
    unsigned weight; /* share of the width to the right of the label; 0 counts as 1 */
    bool is_centred; /* short things such as a year and month; others start at the left */
};

/* A picture that the media room has already decoded, stripped and encoded again: baseline or progressive
 * JPEG in RGB or grey, or PNG.  A picture that cannot be read prints as an empty frame with its caption. */
struct paper_image {
    const unsigned char *bytes;
    size_t len;
    unsigned width; /* pixels */
    unsigned height;
    const char *caption; /* under the picture; "" for none */
};

/* A declaration: printed in full after ☑ or □. */
struct paper_statement {
    const char *text;
    bool is_checked;
};

enum paper_row_kind {
    PAPER_ROW_HEADING,    /* label across the whole width, e.g. 一、基本情况                                   */
    PAPER_ROW_PAIRS,      /* cells                                                                      */
    PAPER_ROW_TEXT,       /* label + text; splits across pages, the label comes back as label（续）            */
    PAPER_ROW_TABLE,      /* label + columns + values; splits between its rows, the heads come back      */
    PAPER_ROW_IMAGES,     /* label + images, up to three side by side                                   */
    PAPER_ROW_STATEMENTS, /* label + statements                                                         */
    PAPER_ROW_OPINION,    /* label + text + sign-off; at least 45 mm high, never split (handbook 1.3, 1.5) */
    PAPER_ROW__COUNT
};

/* One row of the form's table.  Fields that the kind does not name are not looked at. */
struct paper_row {
    enum paper_row_kind kind;
    const char *label;
    const char *text;               /* TEXT, OPINION; "" leaves the box blank for handwriting                */
    const struct paper_cell *cells; /* PAIRS: one to four                                                */
    size_t cells_len;
    const struct paper_column *columns; /* TABLE: one to eight                                           */
    size_t columns_len;
    const char *const *values;        /* TABLE: row after row, columns_len each                                 */
    size_t values_len;                /* TABLE: a multiple of columns_len                                       */
    const char *empty_text;           /* TABLE, IMAGES: what stands there when the list is empty, e.g. "无", ""  */
    const struct paper_image *images; /* IMAGES                                                          */
    size_t images_len;
    const struct paper_statement *statements; /* STATEMENTS                                              */
    size_t statements_len;
    bool is_skipped;        /* OPINION: the route does not use this box: a centred "/"                    */
    const char *sign_left;  /* OPINION: "负责人（签字）："                                                  */
    const char *sign_seal;  /* OPINION: "（盖章）"                                                        */
    const char *sign_dated; /* OPINION: "年　　月　　日", or a date already given                            */
};

/* One of 一式三份. */
struct paper_copy {
    unsigned copy_no;  /* 1-32; its bit in copies_wanted is 1u << (copy_no - 1) */
    const char *label; /* "一式三份　第1份（市文明办存）", top right of every sheet  */
};

/* Said once, in the document's properties, the archive's search, and the embedded record. */
struct paper_meta {
    const char *title;   /* dc:title                                             */
    const char *author;  /* dc:creator: the unit                                 */
    const char *subject; /* dc:description; "" for none                          */
    const char *lang;    /* "zh-CN" when empty                                   */
    int64_t created_at;  /* UTC seconds; the only date in the file, so that the same input gives the same bytes */
    const unsigned char *record_json; /* embedded with /AFRelationship /Source; NULL for none */
    size_t record_json_len;
    const char *record_name; /* file name of the record, e.g. "CZPP-2015-0068-v2.json" (ASCII) */
};

/* What lies across every sheet of a form that is no version. */
enum paper_mark {
    PAPER_MARK_NONE,  /* a version: its number is at the foot of each sheet  */
    PAPER_MARK_DRAFT, /* 草稿                                                 */
    PAPER_MARK_LATE,  /* 逾期 in a frame: what came after the close, as it came */
    PAPER_MARK__COUNT
};

/* The 申报表. */
struct form_paper {
    struct paper_meta meta;
    const char *cover_title;               /* "某市第三批优质服务品牌申报表"                       */
    const struct paper_field *cover_lines; /* 品牌名称, 申报单位（盖章）, ...; a label's closing （…） is
                                              set after its line                                  */
    size_t cover_lines_len;
    const char *cover_foot; /* "……办公室　制"; more lines after "\n" */
    const struct paper_row *rows;
    size_t rows_len;
    const char *notes_title;  /* "填表说明" */
    const char *const *notes; /* without their numbers */
    size_t notes_len;
    const struct paper_copy *copies;
    size_t copies_len;
    uint32_t copies_wanted; /* bit set; 0 prints every one of them                    */
    const char *receipt_no; /* foot of each sheet; a mark says in its place what this is */
    unsigned version_no;
    const char *check_code;
    const char *qr_text; /* URL in the code at the foot of each sheet; "" for no code */
    enum paper_mark mark;
    bool is_duplex; /* both sides of the paper, bound at the left: margins change sides and each copy
                       starts on a sheet of its own (an odd copy ends with a blank page)        */
};

/* The 提交回执 or 受理回执: one sheet of A4 (more only if the lists do not fit). */
struct receipt_paper {
    struct paper_meta meta;
    const char *title;               /* "提交回执"                                     */
    const char *heading;             /* under the title: the round; "" for none        */
    const struct paper_field *facts; /* 受理编号, 提交时间, 品牌名称, 申报单位, ... */
    size_t facts_len;
    const char *papers_title; /* "已收材料" */
    const char *const *papers;
    size_t papers_len;
    const char *fingerprint_title; /* "材料指纹（SHA-256）"; */
    const char *fingerprint;       /* hexadecimal, printed in groups of eight; "" for none */
    const char *steps_title;       /* "接下来" */
    const char *const *steps;
    size_t steps_len;
    const char *contact_title; /* "联系方式" */
    const char *const *contact;
    size_t contact_len;
    const char *qr_text;
    const char *qr_caption; /* "扫码查询办理进度" */
    const char *issuer;     /* 落款, right; "" for none */
    const char *issued_on;  /* "2015年6月18日"        */
    bool is_draft;
};

/* The office's other sheets (handbook 2.6): 补正通知, 推荐函, 推荐汇总表, 催办单, 名称核对表 ...: blocks one below the
 * other. */
enum office_block_kind {
    OFFICE_ADDRESS,    /* text, flush left: "市公交公司："                                             */
    OFFICE_TEXT,       /* text, two characters in, both edges                                       */
    OFFICE_HEADING,    /* text, in 黑体                                                              */
    OFFICE_LIST,       /* items numbered from 1: label "：" value; a label may be ""                  */
    OFFICE_TABLE,      /* columns and values with a border; its heads come back on every sheet       */
    OFFICE_SIGNATURES, /* items beside each other, each a label and room to write (or its value)      */
    OFFICE_NOTE,       /* text, small                                                               */
    OFFICE_NEXT,       /* the letter ends, the next begins on its own sheet; text is its number     */
    OFFICE_ATTACHMENT, /* the letter is signed; 附件 on the next sheet, text is its title             */
    OFFICE_BLOCK__COUNT
};
struct office_block {
    enum office_block_kind kind;
    const char *text;
    const struct paper_field *items;
    size_t items_len;
    const struct paper_column *columns; /* one to sixteen */
    size_t columns_len;
    const char *const *values; /* row after row, columns_len each */
    size_t values_len;
    const char *empty_text; /* what stands in the table when it has no rows */
};
struct office_paper {
    struct paper_meta meta;
    const char *heading; /* above the title, smaller: whose list it is; "" for none */
    const char *title;   /* 小标宋 */
    const char *number;  /* below the title: a number, a date; "" for none */
    const struct office_block *blocks;
    size_t blocks_len;
    const char *issuer; /* 落款, right; "" for none */
    const char *issued_on;
    const char *foot;    /* left foot of every sheet: check code and the like */
    const char *qr_text; /* in the code at the foot of every sheet; "" for none */
    bool is_register;    /* A4 lying down, small type: a wide table.  Else a letter, GB/T 9704 margins and type */
};

/* The notice as a hall shows it (handbook 2.2): large type, this hall's brand first, the whole list.  As many sheets as
 * it takes; nothing is cut, and no type of the text is smaller than 20 points. */
struct poster_line {
    const char *brand, *unit;
    const char *note; /* "已撤下"; "" for none */
    bool is_own;      /* in bold */
};
struct poster_paper {
    struct paper_meta meta;
    const char *const *title_parts; /* the title, cut where a line may break */
    size_t title_parts_len;
    const char *brand_label; /* above the brand: "本单位参加公示的品牌" */
    const char *brand;
    const char *unit;    /* with its window */
    const char *slogan;  /* "" for none */
    const char *summary; /* the brand's introduction */
    const char *period;  /* "张贴时间：2015年7月20日至7月25日" */
    const char *const *paragraphs;
    size_t paragraphs_len;
    const char *contact_title;
    const char *const *contacts; /* a line each */
    size_t contacts_len;
    const char *list_title;
    const struct poster_line *lines;
    size_t lines_len;
    const char *const *remarks; /* below the list: no fees, what the order means */
    size_t remarks_len;
    const char *issuer;
    const char *issued_on;
    const char *foot; /* left foot of every sheet: version and check code */
    const char *qr_text;
    const char *qr_caption; /* below the code, short */
    bool is_a3;
};

#endif
