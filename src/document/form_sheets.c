/* form_sheets.c */
#include "document/form_sheets.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "document/form_layout.h"

#define QR_SIDE       MM(14.0)
#define FOOT_BASELINE MM(285.2)
#define HEAD_BASELINE MM(17.0)

static const struct type_style foot_style = {.face = FACE_BODY, .size = 9.0, .leading = 12.0, .align = ALIGN_LEFT};
static const struct type_style head_style = {.face = FACE_KAI, .size = 10.5, .leading = 14.0, .align = ALIGN_LEFT};
static const struct type_style copy_style = {.face = FACE_KAI, .size = 12.0, .leading = 16.0, .align = ALIGN_RIGHT};

enum sheet_kind { SHEET_COVER, SHEET_TABLE, SHEET_TABLE_AND_NOTES, SHEET_NOTES, SHEET_BLANK };

/* What stays the same from copy to copy. */
struct form_plan {
    const struct form_paper *in;
    struct form_layout layout;
    struct marks cover;
    const char *head; /* the form's title on one line */
    const char *foot;
    struct qr_code *qr;
};

static const char *plain(const char *s)
{
    return s == NULL ? "" : s;
}

static enum sheet_kind sheet_kind(const struct form_plan *p, size_t page)
{
    size_t tables = p->layout.tables_len;
    if (page == 0) {
        return SHEET_COVER;
    }
    if (page <= tables) {
        return page == tables && p->layout.notes_share ? SHEET_TABLE_AND_NOTES : SHEET_TABLE;
    }
    bool has_notes = p->layout.notes_height > 0.0 && !p->layout.notes_share;
    return page == tables + 1 && has_notes ? SHEET_NOTES : SHEET_BLANK;
}

/* "申报单位（盖章）" is "申报单位" before the line and "（盖章）" after it. */
static const char *cover_hint(const char *label)
{
    size_t len = strlen(label);
    const char *open = strstr(label, "（");
    bool ends = len > 3 && strcmp(label + len - 3, "）") == 0;
    return open != NULL && open > label && ends ? open : label + len;
}

struct cover_maker {
    struct typesetter *t;
    struct marks *to;
    double label_width;
    double line_width;
    double left;
};

static struct lines *kept_lines(struct typesetter *t, const struct type_style *style, double measure, const char *text)
{
    struct lines *l = ARENA_NEW(t->arena, struct lines);
    *l = set_lines(t, style, measure, text);
    return l;
}

#define COVER_SIZE  16.0
#define COVER_PITCH MM(13.5)

/* The value on as many underlined lines as it takes, smaller when it would take more than two. */
static const struct lines *cover_value(const struct cover_maker *m, const char *text)
{
    static const double sizes[] = {16.0, 14.0, 12.0, 10.5};
    const struct lines *l = NULL;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct type_style s = {
            .face = FACE_BODY, .size = sizes[i], .leading = sizes[i], .align = ALIGN_CENTRE, .is_trimmed = true};
        l = kept_lines(m->t, &s, m->line_width - 6.0, text);
        if (l->len <= 2) {
            break;
        }
    }
    return l;
}

static double cover_line(const struct cover_maker *m, const struct paper_field *f, double y)
{
    struct arena *a = m->t->arena;
    const char *label = plain(f->label);
    const char *hint = cover_hint(label);
    struct type_style s = {
        .face = FACE_BODY, .size = COVER_SIZE, .leading = COVER_SIZE, .align = ALIGN_SPREAD, .is_trimmed = true};
    const struct lines *name = kept_lines(m->t, &s, m->label_width, arena_copy(a, label, (size_t)(hint - label)));
    s.align = ALIGN_LEFT;
    const struct lines *after = kept_lines(m->t, &s, SHEET_WIDTH, hint);
    const struct lines *value = cover_value(m, plain(f->value));
    double line_x = m->left + m->label_width + 9.0;
    if (name->len > 0) {
        mark_add(a, m->to, (struct mark){.kind = MARK_TEXT, .x = m->left, .y = y, .line = &name->items[0]});
    }
    for (size_t i = 0; i < value->len || i == 0; i++) {
        double base = y + (double)i * COVER_PITCH;
        if (i < value->len) {
            mark_add(a, m->to,
                     (struct mark){.kind = MARK_TEXT, .x = line_x + 3.0, .y = base, .line = &value->items[i]});
        }
        mark_add(a, m->to,
                 (struct mark){.kind = MARK_RULE, .x = line_x, .y = base + 5.0, .w = m->line_width, .weight = 0.5});
    }
    double last = y + (double)(value->len > 1 ? value->len - 1 : 0) * COVER_PITCH;
    if (after->len > 0) {
        mark_add(
            a, m->to,
            (struct mark){.kind = MARK_TEXT, .x = line_x + m->line_width + 4.0, .y = last, .line = &after->items[0]});
    }
    return last + COVER_PITCH;
}

/* The widest label without its hint, at most eight characters. */
static double cover_label_width(struct typesetter *t, const struct form_paper *in)
{
    static const struct type_style s = {
        .face = FACE_BODY, .size = 16.0, .leading = 16.0, .align = ALIGN_LEFT, .is_trimmed = true};
    double widest = s.size * 4.0;
    for (size_t i = 0; i < in->cover_lines_len; i++) {
        const char *label = plain(in->cover_lines[i].label);
        const char *name = arena_copy(t->arena, label, (size_t)(cover_hint(label) - label));
        widest = fmax(widest, text_width(t, &s, name));
    }
    return fmin(widest, s.size * 8.0);
}

/* A third of the way down stands the title, below the middle the lines, at the foot who made the form. */
static void set_cover(struct typesetter *t, const struct form_paper *in, struct marks *to)
{
    struct type_style title = {
        .face = FACE_TITLE, .size = 22.0, .leading = 38.0, .align = ALIGN_CENTRE, .is_trimmed = true};
    struct lines *l = kept_lines(t, &title, TABLE_WIDTH, plain(in->cover_title));
    double y = MM(99.0) - SHEET_TOP - (double)l->len * title.leading / 2.0;
    (void)marks_lines(t->arena, to, l, 0.0, y);

    struct cover_maker m = {.t = t, .to = to, .line_width = MM(92.0)};
    m.label_width = cover_label_width(t, in);
    m.left = (TABLE_WIDTH - m.label_width - 9.0 - m.line_width) / 2.0;
    y = MM(146.0) - SHEET_TOP;
    for (size_t i = 0; i < in->cover_lines_len; i++) {
        y = cover_line(&m, &in->cover_lines[i], y);
    }
    struct type_style foot = {.face = FACE_BODY, .size = 16.0, .leading = 30.0, .align = ALIGN_CENTRE};
    l = kept_lines(t, &foot, TABLE_WIDTH, plain(in->cover_foot));
    (void)marks_lines(t->arena, to, l, 0.0, fmax(y, MM(262.0) - SHEET_TOP - (double)l->len * foot.leading));
}

/* `text` without its line ends. */
static const char *on_one_line(struct arena *a, const char *text)
{
    char *to = arena_alloc(a, strlen(text) + 1, 1);
    size_t n = 0;
    for (; *text != '\0'; text++) {
        if (*text != '\n' && *text != '\r') {
            to[n++] = *text;
        }
    }
    return to;
}

/* 受理编号 · 第 n 版 · 校验码; of what is no version, what it is. */
static const char *foot_text(struct arena *a, const struct form_paper *in)
{
    const char *no = in->mark == PAPER_MARK_DRAFT  ? "未提交（草稿）"
                     : in->mark == PAPER_MARK_LATE ? "无　·　逾期送交，按原样保存"
                                                   : plain(in->receipt_no);
    const char *version = in->version_no > 0 ? text_format(a, "　·　第 %u 版", in->version_no) : "";
    const char *check = text_is_empty(in->check_code) ? "" : text_format(a, "　·　校验码 %s", in->check_code);
    return text_format(a, "受理编号 %s%s%s", no, version, check);
}

static void draw_foot(struct sheets *s, const struct form_plan *p, double left, size_t page)
{
    double right = left + TABLE_WIDTH;
    struct type_style fitting = style_fitting(s, &foot_style, p->foot, TABLE_WIDTH - QR_SIDE - MM(40.0));
    sheets_text(s, &fitting, p->foot, left, FOOT_BASELINE);
    if (p->qr != NULL) {
        qr_code_draw(s->cr, p->qr, right - QR_SIDE, SHEET_HEIGHT - SHEET_BOTTOM + MM(3.0), QR_SIDE);
        right -= QR_SIDE + MM(4.5);
    }
    struct type_style style = foot_style;
    style.align = ALIGN_RIGHT;
    const char *of = text_format(s->t->arena, "第 %zu 页　共 %zu 页", page + 1, p->layout.pages);
    sheets_text(s, &style, of, right, FOOT_BASELINE);
}

/* Which copy on the right of every sheet; which form on the left, except where the cover says so in large type. */
static void draw_head(struct sheets *s, const struct form_plan *p, const char *label, double left, bool has_title)
{
    struct type_style right = style_fitting(s, &copy_style, label, TABLE_WIDTH * 0.6);
    sheets_text(s, &right, label, left + TABLE_WIDTH, HEAD_BASELINE);
    if (has_title) {
        double room = TABLE_WIDTH - text_width(s->t, &right, label) - MM(6.0);
        struct type_style style = style_fitting(s, &head_style, p->head, room);
        sheets_text(s, &style, p->head, left, HEAD_BASELINE);
    }
}

static void draw_sheet(struct sheets *s, const struct form_plan *p, const struct paper_copy *copy, size_t page)
{
    const struct form_layout *l = &p->layout;
    double left = p->in->is_duplex && page % 2 == 1 ? SHEET_OUTER : SHEET_BINDING;
    enum sheet_kind kind = sheet_kind(p, page);
    if (p->in->mark != PAPER_MARK_NONE) {
        bool is_late = p->in->mark == PAPER_MARK_LATE;
        sheets_watermark(s, is_late ? "逾期" : "草稿", is_late);
    }
    draw_head(s, p, plain(copy->label), left, kind != SHEET_COVER);
    if (kind == SHEET_COVER) {
        marks_draw(s->cr, &p->cover, left, SHEET_TOP);
    } else if (kind == SHEET_TABLE || kind == SHEET_TABLE_AND_NOTES) {
        marks_draw(s->cr, &l->tables[page - 1].marks, left, SHEET_TOP);
    }
    if (kind == SHEET_NOTES) {
        marks_draw(s->cr, &l->notes, left, SHEET_TOP);
    } else if (kind == SHEET_TABLE_AND_NOTES) {
        marks_draw(s->cr, &l->notes, left, SHEET_TOP + l->tables[page - 1].height + NOTES_GAP);
    } else if (kind == SHEET_BLANK) {
        static const struct type_style blank = {
            .face = FACE_BODY, .size = 12.0, .leading = 16.0, .align = ALIGN_CENTRE};
        sheets_text(s, &blank, "（本页空白）", left + TABLE_WIDTH / 2.0, SHEET_HEIGHT / 2.0);
    }
    draw_foot(s, p, left, page);
    sheets_next(s);
}

void form_sheets_draw(struct sheets *s, const struct form_paper *in)
{
    struct form_plan p = {.in = in, .qr = qr_code_new(in->qr_text), .foot = foot_text(s->t->arena, in)};
    p.head = on_one_line(s->t->arena, plain(in->cover_title));
    form_lay_out(s->t, in, &p.layout);
    set_cover(s->t, in, &p.cover);
    static const struct paper_copy only = {.copy_no = 1};
    const struct paper_copy *copies = in->copies_len > 0 ? in->copies : &only;
    size_t copies_len = in->copies_len > 0 ? in->copies_len : 1;
    for (size_t c = 0; c < copies_len; c++) {
        unsigned bit = (copies[c].copy_no - 1U) & 31U;
        if (in->copies_wanted != 0 && (in->copies_wanted >> bit & 1U) == 0) {
            continue;
        }
        for (size_t page = 0; page < p.layout.pages; page++) {
            draw_sheet(s, &p, &copies[c], page);
        }
    }
    qr_code_free(p.qr);
}
