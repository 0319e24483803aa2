/* pdf_text.c - walks through the pages as they are drawn. */
#include "media/pdf_text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <qpdf/qpdf-c.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "media/pdf.h"
#include "media/pdf_font.h"
#include "media/pdf_lex.h"
#include "media/pdf_outside.h"
#include "media/pdf_page.h"

enum { OPERANDS_MAX = 20000, STATES_MAX = 64, MARKS_MAX = 64, NAME_CHARS_MAX = 127, PARENTS_MAX = 64 };

struct state {
    struct pdf_matrix ctm;
    const struct pdf_font *font;
    double size, char_space, word_space, scale, rise, leading;
};

struct mark {
    bool has_actual;
    size_t text_at; /* of the page's text */
    unsigned letters_unread;
    const char *actual;
};

struct known_font {
    int id; /* of its object */
    const struct pdf_font *font;
};

struct reader {
    struct arena *a;
    qpdf_data q;
    enum media_finding finding;
    size_t contents; /* bytes so far */
    size_t total;    /* of text      */
    struct known_font fonts[PDF_TEXT_FONTS_MAX];
    size_t fonts_len, fonts_read;
    int forms[PDF_TEXT_DEPTH_MAX]; /* that are being drawn */
    size_t depth;
    struct pdf_page page; /* that is being read */
};

/* One stream of contents being drawn. */
struct drawing {
    struct reader *r;
    qpdf_oh resources;
    struct pdf_word *operands;
    size_t count;
    struct state s, saved[STATES_MAX];
    size_t saved_len;
    struct pdf_matrix tm, tlm;
    struct mark marks[MARKS_MAX];
    size_t marks_len;
    struct pdf_word font_name;
};

/* Forms are drawn within contents as deep as PDF_TEXT_DEPTH_MAX and never within themselves: enter_form() counts.
 * NOLINTBEGIN(misc-no-recursion) */
static void draw_form(struct reader *r, qpdf_oh form, qpdf_oh resources, const struct pdf_matrix *ctm);

static void find(struct reader *r, enum media_finding finding)
{
    r->finding = r->finding == MEDIA_FINE ? finding : r->finding;
}

/* Of the last operands: number_at(d, 0) is the last one. */
static double number_at(const struct drawing *d, size_t from_end)
{
    return from_end < d->count ? d->operands[d->count - 1 - from_end].number : 0;
}

static struct pdf_matrix matrix_at_end(const struct drawing *d)
{
    return (struct pdf_matrix){number_at(d, 5), number_at(d, 4), number_at(d, 3),
                               number_at(d, 2), number_at(d, 1), number_at(d, 0)};
}

/* --- showing (9.4.3, 9.4.4) --- */

static void move_on(struct drawing *d, double by)
{
    bool is_vertical = d->s.font != NULL && pdf_font_is_vertical(d->s.font);
    struct pdf_matrix step = {1, 0, 0, 1, is_vertical ? 0 : by * d->s.scale, is_vertical ? -by : 0};
    d->tm = pdf_matrix_multiply(step, d->tm);
}

static struct pdf_matrix rendering(const struct drawing *d)
{
    struct pdf_matrix m = {d->s.size * d->s.scale, 0, 0, d->s.size, 0, d->s.rise};
    return pdf_matrix_multiply(pdf_matrix_multiply(m, d->tm), d->s.ctm);
}

static void show(struct drawing *d, const struct pdf_word *w)
{
    struct reader *r = d->r;
    if (d->s.font == NULL) {
        if (w->len > 0) {
            pdf_page_add_unread(&r->page);
        }
        return;
    }
    for (size_t i = 0; i < w->len;) {
        struct pdf_shown shown;
        struct pdf_matrix m = rendering(d);
        pdf_font_next(d->s.font, w->bytes + i, w->len - i, &shown);
        pdf_page_place(&r->page, &m, pdf_font_is_vertical(d->s.font));
        for (size_t k = 0; k < shown.letters.len; k++) {
            pdf_page_add_letter(&r->page, shown.letters.cp[k]);
        }
        if (shown.letters.len == 0) {
            pdf_page_add_unread(&r->page);
        }
        move_on(d, shown.width * d->s.size + d->s.char_space + (shown.is_blank ? d->s.word_space : 0));
        m = rendering(d);
        r->page.x = m.e;
        r->page.y = m.f;
        i += shown.bytes;
    }
}

static void show_all(struct drawing *d)
{
    for (size_t i = 0; i < d->count; i++) {
        const struct pdf_word *w = &d->operands[i];
        if (w->kind == PDF_STRING) {
            show(d, w);
        } else if (w->kind == PDF_NUMBER) {
            move_on(d, -w->number / 1000 * d->s.size);
        }
    }
}

static void next_line(struct drawing *d, double x, double y)
{
    struct pdf_matrix step = {1, 0, 0, 1, x, y};
    d->tlm = pdf_matrix_multiply(step, d->tlm);
    d->tm = d->tlm;
}

/* --- resources --- */

static const char *name_of(struct arena *a, const struct pdf_word *w)
{
    return text_join(a, "/", arena_copy(a, (const char *)w->bytes, w->len < NAME_CHARS_MAX ? w->len : NAME_CHARS_MAX));
}

static qpdf_oh resource(struct drawing *d, const char *kind, const struct pdf_word *name)
{
    qpdf_data q = d->r->q;
    if (!qpdf_oh_is_dictionary(q, d->resources) || name->kind != PDF_NAME ||
        memchr(name->bytes, 0, name->len) != NULL) {
        return qpdf_oh_new_null(q);
    }
    qpdf_oh dict = qpdf_oh_get_key(q, d->resources, kind);
    return qpdf_oh_is_dictionary(q, dict) ? qpdf_oh_get_key(q, dict, name_of(d->r->a, name)) : qpdf_oh_new_null(q);
}

static const struct pdf_font *font_of(struct reader *r, qpdf_oh oh)
{
    int id = qpdf_oh_get_object_id(r->q, oh);
    if (!qpdf_oh_is_dictionary(r->q, oh)) {
        return NULL;
    }
    for (size_t i = 0; id > 0 && i < r->fonts_len; i++) {
        if (r->fonts[i].id == id) {
            return r->fonts[i].font;
        }
    }
    if (r->fonts_read++ == PDF_TEXT_FONTS_MAX) {
        find(r, MEDIA_UNPACKS);
        return NULL;
    }
    const struct pdf_font *font = pdf_font_read(r->a, r->q, oh);
    if (font == NULL) {
        find(r, MEDIA_UNPACKS);
    } else if (id > 0) {
        r->fonts[r->fonts_len++] = (struct known_font){id, font};
    }
    return font;
}

static void draw_object(struct drawing *d)
{
    struct reader *r = d->r;
    if (d->count == 0) {
        return;
    }
    qpdf_oh oh = resource(d, "/XObject", &d->operands[d->count - 1]);
    if (!qpdf_oh_is_stream(r->q, oh)) {
        r->page.has_picture = true; /* something that is not understood */
        return;
    }
    qpdf_oh subtype = qpdf_oh_get_key(r->q, qpdf_oh_get_dict(r->q, oh), "/Subtype");
    if (qpdf_oh_is_name_and_equals(r->q, subtype, "/Form")) {
        draw_form(r, oh, d->resources, &d->s.ctm);
    } else {
        r->page.has_picture = true;
    }
}

/* gs (8.4.5): it may bring a font, and a soft mask may be letters. */
static void use_graphics_state(struct drawing *d)
{
    qpdf_data q = d->r->q;
    qpdf_oh gs = d->count == 0 ? qpdf_oh_new_null(q) : resource(d, "/ExtGState", &d->operands[d->count - 1]);
    if (!qpdf_oh_is_dictionary(q, gs)) {
        return;
    }
    qpdf_oh font = qpdf_oh_get_key(q, gs, "/Font");
    if (qpdf_oh_is_array(q, font) && qpdf_oh_get_array_n_items(q, font) == 2) {
        d->s.font = font_of(d->r, qpdf_oh_get_array_item(q, font, 0));
        (void)qpdf_oh_get_value_as_number(q, qpdf_oh_get_array_item(q, font, 1), &d->s.size);
    }
    if (qpdf_oh_is_dictionary(q, qpdf_oh_get_key(q, gs, "/SMask"))) {
        d->r->page.has_picture = true;
    }
}

/* --- marked contents (14.6, 14.9.4) --- */

static const char *actual_text(struct drawing *d)
{
    qpdf_data q = d->r->q;
    for (size_t i = 0; i + 1 < d->count; i++) {
        const struct pdf_word *w = &d->operands[i];
        if (w->kind == PDF_NAME && pdf_word_is(w, "ActualText") && w[1].kind == PDF_STRING) {
            return pdf_text_string(d->r->a, w[1].bytes, w[1].len);
        }
    }
    qpdf_oh list = d->count == 0 ? qpdf_oh_new_null(q) : resource(d, "/Properties", &d->operands[d->count - 1]);
    qpdf_oh said = qpdf_oh_is_dictionary(q, list) ? qpdf_oh_get_key(q, list, "/ActualText") : qpdf_oh_new_null(q);
    if (!qpdf_oh_is_string(q, said)) {
        return NULL;
    }
    size_t len = 0;
    const char *bytes = qpdf_oh_get_binary_string_value(q, said, &len);
    return pdf_text_string(d->r->a, (const unsigned char *)bytes, len);
}

static void begin_mark(struct drawing *d, bool has_properties)
{
    if (d->marks_len == MARKS_MAX) {
        find(d->r, MEDIA_UNPACKS);
        return;
    }
    struct mark *m = &d->marks[d->marks_len++];
    m->actual = has_properties ? actual_text(d) : NULL;
    m->text_at = d->r->page.text.len;
    m->letters_unread = d->r->page.letters_unread;
}

/* What could not be read is said by it; what could is said beside it, because both may be looked at. */
static void end_mark(struct drawing *d)
{
    struct reader *r = d->r;
    if (d->marks_len == 0) {
        return;
    }
    const struct mark *m = &d->marks[--d->marks_len];
    if (m->actual == NULL || r->page.text.len < m->text_at) {
        return; /* or a mark around it has taken its place */
    }
    size_t drawn = r->page.text.len - m->text_at;
    if (r->page.letters_unread > m->letters_unread && m->actual[0] != '\0') {
        r->page.text.len = m->text_at;
        r->page.letters_unread = m->letters_unread;
        buffer_text(&r->page.text, m->actual);
        r->page.has_letters = true;
    } else if (drawn != strlen(m->actual) || memcmp(r->page.text.bytes + m->text_at, m->actual, drawn) != 0) {
        buffer_text(&r->page.beside, m->actual);
        buffer_text(&r->page.beside, "\n");
    }
}

/* --- operators --- */

static bool is(const struct pdf_word *w, const char *op)
{
    return pdf_word_is(w, op);
}

static void set_font(struct drawing *d)
{
    if (d->count >= 2) {
        d->s.size = number_at(d, 0);
        d->s.font = font_of(d->r, resource(d, "/Font", &d->operands[d->count - 2]));
    }
}

static bool show_by(struct drawing *d, const struct pdf_word *w)
{
    if (is(w, "\"")) {
        d->s.word_space = number_at(d, 2);
        d->s.char_space = number_at(d, 1);
    }
    if (is(w, "'") || is(w, "\"")) {
        next_line(d, 0, -d->s.leading);
        if (d->count > 0 && d->operands[d->count - 1].kind == PDF_STRING) {
            show(d, &d->operands[d->count - 1]);
        }
    } else if (is(w, "Tj") || is(w, "TJ")) {
        show_all(d);
    } else {
        return false;
    }
    return true;
}

static bool move_by(struct drawing *d, const struct pdf_word *w)
{
    if (is(w, "BT")) {
        d->tm = d->tlm = (struct pdf_matrix){1, 0, 0, 1, 0, 0};
    } else if (is(w, "Td") || is(w, "TD")) {
        d->s.leading = is(w, "TD") ? -number_at(d, 0) : d->s.leading;
        next_line(d, number_at(d, 1), number_at(d, 0));
    } else if (is(w, "Tm")) {
        d->tm = d->tlm = matrix_at_end(d);
    } else if (is(w, "T*")) {
        next_line(d, 0, -d->s.leading);
    } else {
        return false;
    }
    return true;
}

static bool set_by(struct drawing *d, const struct pdf_word *w)
{
    double value = number_at(d, 0);
    if (is(w, "Tf")) {
        set_font(d);
    } else if (is(w, "Tc")) {
        d->s.char_space = value;
    } else if (is(w, "Tw")) {
        d->s.word_space = value;
    } else if (is(w, "Tz")) {
        d->s.scale = value / 100;
    } else if (is(w, "TL")) {
        d->s.leading = value;
    } else if (is(w, "Ts")) {
        d->s.rise = value;
    } else if (is(w, "gs")) {
        use_graphics_state(d);
    } else {
        return false;
    }
    return true;
}

static bool keep_by(struct drawing *d, const struct pdf_word *w)
{
    if (is(w, "q")) {
        if (d->saved_len < STATES_MAX) {
            d->saved[d->saved_len++] = d->s;
        } else {
            find(d->r, MEDIA_UNPACKS);
        }
    } else if (is(w, "Q")) {
        d->s = d->saved_len > 0 ? d->saved[--d->saved_len] : d->s;
    } else if (is(w, "cm")) {
        d->s.ctm = pdf_matrix_multiply(matrix_at_end(d), d->s.ctm);
    } else if (is(w, "BMC") || is(w, "BDC")) {
        begin_mark(d, is(w, "BDC"));
    } else if (is(w, "EMC")) {
        end_mark(d);
    } else {
        return false;
    }
    return true;
}

static void paint_by(struct drawing *d, const struct pdf_word *w)
{
    struct reader *r = d->r;
    if (is(w, "c") || is(w, "v") || is(w, "y")) {
        r->page.curves++;
    } else if (is(w, "l") || is(w, "re") || is(w, "m")) {
        r->page.strokes++;
    } else if (is(w, "Do")) {
        draw_object(d);
    } else if (is(w, "sh") ||
               ((is(w, "scn") || is(w, "SCN")) && d->count > 0 && d->operands[d->count - 1].kind == PDF_NAME)) {
        r->page.has_picture = true;
    }
}

static void operate(struct drawing *d, const struct pdf_word *w)
{
    if (!show_by(d, w) && !move_by(d, w) && !set_by(d, w) && !keep_by(d, w)) {
        paint_by(d, w);
    }
}

static void run(struct drawing *d, struct pdf_lex *l)
{
    struct reader *r = d->r;
    for (struct pdf_word w = pdf_lex_next(l); w.kind != PDF_END && r->finding == MEDIA_FINE; w = pdf_lex_next(l)) {
        if (w.kind != PDF_WORD || is(&w, "true") || is(&w, "false") || is(&w, "null")) {
            if (d->count == OPERANDS_MAX) {
                find(r, MEDIA_UNPACKS);
            } else {
                d->operands[d->count++] = w;
            }
            continue;
        }
        if (is(&w, "ID")) {
            r->page.has_picture = true;
            pdf_lex_skip_image(l);
        } else {
            operate(d, &w);
        }
        d->count = 0;
        if (r->page.text.is_overfull || r->page.beside.is_overfull) {
            find(r, MEDIA_UNPACKS);
        }
    }
}

/* The bytes are changed. */
static void draw(struct reader *r, unsigned char *bytes, size_t len, qpdf_oh resources, const struct pdf_matrix *ctm)
{
    struct pdf_lex l = {.len = len};
    l.bytes = bytes;
    r->contents += len;
    if (r->contents > PDF_TEXT_CONTENTS_MAX) {
        find(r, MEDIA_UNPACKS);
        return;
    }
    struct drawing *d = calloc(1, sizeof *d);
    struct pdf_word *operands = calloc(OPERANDS_MAX, sizeof *operands);
    if (d == NULL || operands == NULL) {
        find(r, MEDIA_UNPACKS);
    } else {
        d->r = r;
        d->resources = resources;
        d->operands = operands;
        d->s = (struct state){.ctm = *ctm, .scale = 1};
        d->tm = d->tlm = (struct pdf_matrix){1, 0, 0, 1, 0, 0};
        run(d, &l);
    }
    free(operands);
    free(d);
}

/* --- forms and pages --- */

static struct pdf_matrix matrix_of(struct reader *r, qpdf_oh dict)
{
    double n[6] = {1, 0, 0, 1, 0, 0};
    qpdf_oh oh = qpdf_oh_get_key(r->q, dict, "/Matrix");
    bool is_matrix = qpdf_oh_is_array(r->q, oh) && qpdf_oh_get_array_n_items(r->q, oh) == 6;
    for (int i = 0; is_matrix && i < 6; i++) {
        (void)qpdf_oh_get_value_as_number(r->q, qpdf_oh_get_array_item(r->q, oh, i), &n[i]);
    }
    return (struct pdf_matrix){n[0], n[1], n[2], n[3], n[4], n[5]};
}

static bool enter_form(struct reader *r, int id)
{
    bool is_inside = r->depth == PDF_TEXT_DEPTH_MAX;
    for (size_t i = 0; i < r->depth; i++) {
        is_inside = is_inside || (id > 0 && r->forms[i] == id);
    }
    if (is_inside) {
        find(r, MEDIA_UNREADABLE);
        return false;
    }
    r->forms[r->depth++] = id;
    return true;
}

static void draw_form(struct reader *r, qpdf_oh form, qpdf_oh resources, const struct pdf_matrix *ctm)
{
    unsigned char *bytes = NULL;
    size_t len = 0;
    QPDF_BOOL is_decoded = QPDF_FALSE;
    if (!enter_form(r, qpdf_oh_get_object_id(r->q, form))) {
        return;
    }
    qpdf_oh dict = qpdf_oh_get_dict(r->q, form);
    qpdf_oh own = qpdf_oh_get_key(r->q, dict, "/Resources");
    QPDF_ERROR_CODE status = qpdf_oh_get_stream_data(r->q, form, qpdf_dl_generalized, &is_decoded, &bytes, &len);
    if (status != QPDF_SUCCESS || !is_decoded) {
        r->page.has_picture = true;
    } else {
        struct pdf_matrix m = pdf_matrix_multiply(matrix_of(r, dict), *ctm);
        draw(r, bytes, len, qpdf_oh_is_dictionary(r->q, own) ? own : resources, &m);
    }
    free(bytes);
    r->depth--;
}

/* NOLINTEND(misc-no-recursion) */

static const struct pdf_matrix unmoved = {1, 0, 0, 1, 0, 0};

/* An appearance is a stream, or one for each state: all of them may be seen. */
static void draw_appearance(struct reader *r, qpdf_oh oh, qpdf_oh resources)
{
    r->page.is_placed = false;
    if (qpdf_oh_is_stream(r->q, oh)) {
        draw_form(r, oh, resources, &unmoved);
    } else if (qpdf_oh_is_dictionary(r->q, oh)) {
        qpdf_oh states[32];
        size_t count = 0;
        qpdf_oh_begin_dict_key_iter(r->q, oh);
        while (qpdf_oh_dict_more_keys(r->q) && count < sizeof states / sizeof states[0]) {
            states[count++] = qpdf_oh_get_key(r->q, oh, qpdf_oh_dict_next_key(r->q));
        }
        r->page.has_picture = r->page.has_picture || count == sizeof states / sizeof states[0];
        for (size_t i = 0; i < count; i++) {
            r->page.is_placed = false;
            if (qpdf_oh_is_stream(r->q, states[i])) {
                draw_form(r, states[i], resources, &unmoved);
            }
        }
    }
}

static void draw_annotations(struct reader *r, qpdf_oh page, qpdf_oh resources)
{
    qpdf_oh list = qpdf_oh_get_key(r->q, page, "/Annots");
    int count = qpdf_oh_is_array(r->q, list) ? qpdf_oh_get_array_n_items(r->q, list) : 0;
    for (int i = 0; i < count && r->finding == MEDIA_FINE; i++) {
        qpdf_oh one = qpdf_oh_get_array_item(r->q, list, i);
        qpdf_oh ap = qpdf_oh_is_dictionary(r->q, one) ? qpdf_oh_get_key(r->q, one, "/AP") : qpdf_oh_new_null(r->q);
        if (qpdf_oh_is_dictionary(r->q, ap)) {
            draw_appearance(r, qpdf_oh_get_key(r->q, ap, "/N"), resources);
        }
    }
}

static qpdf_oh resources_of(struct reader *r, qpdf_oh page)
{
    for (int i = 0; i < PARENTS_MAX && qpdf_oh_is_dictionary(r->q, page); i++) {
        qpdf_oh own = qpdf_oh_get_key(r->q, page, "/Resources");
        if (qpdf_oh_is_dictionary(r->q, own)) {
            return own;
        }
        page = qpdf_oh_get_key(r->q, page, "/Parent");
    }
    return qpdf_oh_new_null(r->q);
}

static void read_page(struct reader *r, qpdf_oh page, struct media_pdf_page *ret)
{
    unsigned char *bytes = NULL;
    size_t len = 0;
    pdf_page_begin(&r->page, r->a);
    qpdf_oh resources = resources_of(r, page);
    if (qpdf_oh_get_page_content_data(r->q, page, &bytes, &len) != QPDF_SUCCESS) {
        r->page.has_picture = true;
    } else {
        draw(r, bytes, len, resources, &unmoved);
    }
    free(bytes);
    draw_annotations(r, page, resources);
    if (r->finding != MEDIA_FINE) {
        return;
    }
    pdf_page_end(&r->page, ret);
    r->total += r->page.text.len;
    if (r->total > MEDIA_PDF_TEXT_MAX || r->page.text.is_overfull || r->page.beside.is_overfull) {
        find(r, MEDIA_UNPACKS);
    }
}

static void read_pages(struct reader *r, struct media_pdf_text *t)
{
    int pages = qpdf_get_num_pages(r->q);
    if (pages < 1 || pages > DOCUMENT_PAGES_MAX) {
        find(r, MEDIA_UNREADABLE);
        return;
    }
    t->pages = ARENA_ARRAY(r->a, struct media_pdf_page, (size_t)pages);
    t->pages_len = (size_t)pages;
    for (size_t i = 0; i < t->pages_len && r->finding == MEDIA_FINE; i++) {
        read_page(r, qpdf_get_page_n(r->q, i), &t->pages[i]);
        qpdf_oh_release_all(r->q);
    }
}

enum media_finding pdf_text_read(struct arena *a, const unsigned char *bytes, size_t len, struct media_pdf_text *ret)
{
    int pages = 0;
    struct media_pdf_text t = {0};
    struct reader r = {.a = a, .finding = pdf_look(bytes, len, DOCUMENT_PAGES_MAX, &pages)};
    if (r.finding != MEDIA_FINE) {
        return r.finding;
    }
    r.q = qpdf_init();
    if (r.q == NULL) {
        return MEDIA_UNPACKS;
    }
    qpdf_silence_errors(r.q);
    qpdf_set_suppress_warnings(r.q, QPDF_TRUE);
    qpdf_set_attempt_recovery(r.q, QPDF_FALSE);
    (void)qpdf_read_memory(r.q, "pdf", (const char *)bytes, len, NULL);
    if (qpdf_has_error(r.q)) {
        find(&r, MEDIA_UNREADABLE);
    } else {
        read_pages(&r, &t);
    }
    if (r.finding == MEDIA_FINE) {
        struct buffer outside = buffer_new(a, MEDIA_PDF_TEXT_MAX - r.total);
        t.pages[0].has_unread = !pdf_outside_read(a, r.q, &outside) || t.pages[0].has_unread;
        t.outside = buffer_string(&outside);
        r.finding = outside.is_overfull ? MEDIA_UNPACKS : r.finding;
    }
    qpdf_cleanup(&r.q);
    if (r.finding == MEDIA_FINE) {
        *ret = t;
    }
    return r.finding;
}
