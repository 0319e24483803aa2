/* pdf_page.c - letters in their places become words and lines. */
#include "media/pdf_page.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "media/media.h"

enum {
    CURVES_MAX = 100, /* a page of text with more of them may show letters as outlines */
    STROKES_MAX = 32, /* the same of any lines where there is no text                  */
    ONE_BY_ONE_MIN = 11
};

/* Parts of a size: what is further away is another word, what is further up or down another line. */
static const double word_gap = 0.2;
static const double line_gap = 0.5;

struct pdf_matrix pdf_matrix_multiply(struct pdf_matrix m, struct pdf_matrix n)
{
    return (struct pdf_matrix){m.a * n.a + m.b * n.c, m.a * n.b + m.b * n.d,       m.c * n.a + m.d * n.c,
                               m.c * n.b + m.d * n.d, m.e * n.a + m.f * n.c + n.e, m.e * n.b + m.f * n.d + n.f};
}

void pdf_page_begin(struct pdf_page *p, struct arena *a)
{
    *p = (struct pdf_page){.text = buffer_new(a, MEDIA_PDF_TEXT_MAX), .beside = buffer_new(a, MEDIA_PDF_TEXT_MAX)};
}

static void separate(struct pdf_page *p, char with)
{
    size_t len = p->text.len;
    if (len > 0 && p->text.bytes[len - 1] != '\n' && p->text.bytes[len - 1] != ' ') {
        buffer_add(&p->text, &with, 1);
    }
}

void pdf_page_add_unread(struct pdf_page *p)
{
    static const char sign[] = "\xEF\xBF\xBD";
    p->letters_unread++;
    if (p->text.len < 3 || memcmp(p->text.bytes + p->text.len - 3, sign, 3) != 0) {
        buffer_text(&p->text, sign);
    }
}

static bool is_meaningless(uint32_t cp)
{
    return cp == 0 || cp == 0xFFFD || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xF900) || cp >= 0xF0000;
}

static bool is_invisible(uint32_t cp)
{
    return cp == 0xAD || cp == 0x7F || (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) ||
           cp == 0x2060 || cp == 0xFEFF;
}

void pdf_page_add_letter(struct pdf_page *p, uint32_t cp)
{
    char bytes[4];
    if (is_meaningless(cp)) {
        pdf_page_add_unread(p);
    } else if (cp < ' ') {
        separate(p, ' ');
    } else if (!is_invisible(cp)) {
        uint32_t as_digit = cp >= 0x1D7CE && cp <= 0x1D7FF ? '0' + (cp - 0x1D7CE) % 10 : cp;
        buffer_add(&p->text, bytes, utf8_put(as_digit, bytes));
        p->has_letters = p->has_letters || cp > ' ';
    }
}

void pdf_page_place(struct pdf_page *p, const struct pdf_matrix *m, bool is_vertical)
{
    double across = is_vertical ? m->c : m->a;
    double along = is_vertical ? m->d : m->b;
    double size = sqrt(across * across + along * along);
    if (!p->is_placed || !(size > 0)) {
        separate(p, '\n');
    } else {
        double dx = m->e - p->x;
        double dy = m->f - p->y;
        double forward = (dx * across + dy * along) / size * (is_vertical ? -1 : 1);
        double aside = fabs(dx * along - dy * across) / size;
        if (!(aside <= line_gap * size)) {
            separate(p, '\n');
        } else if (!(forward <= word_gap * size && forward >= -size)) {
            separate(p, ' ');
        }
    }
    p->is_placed = true;
}

/* --- digits one by one --- */

static bool is_mark_of_number(char c)
{
    return (c >= '0' && c <= '9') || c == 'X' || c == 'x';
}

/* From `at`: groups of one or two digits with spaces or line ends between them.  Returns where they end. */
static size_t read_one_by_one(const char *s, size_t at, size_t len, struct buffer *to, size_t *digits)
{
    size_t end = at;
    *digits = 0;
    while (at < len && is_mark_of_number(s[at])) {
        size_t n = at + 1 < len && is_mark_of_number(s[at + 1]) ? 2 : 1;
        if (n == 2 && at + 2 < len && is_mark_of_number(s[at + 2])) {
            break;
        }
        buffer_add(to, s + at, n);
        *digits += n;
        at += n;
        end = at;
        while (at < len && (s[at] == ' ' || s[at] == '\n')) {
            at++;
        }
    }
    return end;
}

/* Says such numbers again, joined: one digit in each box of a form, or a digit on each line. */
static void join_digits(struct pdf_page *p)
{
    const char *s = p->text.bytes;
    size_t len = p->text.len;
    for (size_t i = 0; i < len;) {
        bool is_start = is_mark_of_number(s[i]) && (i == 0 || !is_mark_of_number(s[i - 1]));
        size_t before = p->beside.len;
        size_t digits = 0;
        size_t end = is_start ? read_one_by_one(s, i, len, &p->beside, &digits) : i + 1;
        if (digits < ONE_BY_ONE_MIN) {
            p->beside.len = is_start ? before : p->beside.len;
        } else {
            buffer_text(&p->beside, "\n");
        }
        i = end > i ? end : i + 1;
    }
}

void pdf_page_end(struct pdf_page *p, struct media_pdf_page *ret)
{
    join_digits(p);
    if (p->beside.len > 0) {
        separate(p, '\n');
        buffer_add(&p->text, p->beside.bytes, p->beside.len);
    }
    ret->text = buffer_string(&p->text);
    ret->has_unread = p->has_picture || p->letters_unread > 0 || p->curves > CURVES_MAX ||
                      (!p->has_letters && p->curves + p->strokes > STROKES_MAX);
}
