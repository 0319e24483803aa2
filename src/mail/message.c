/* message.c */
#include "mail/message.h"

#include <sodium.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/text.h"

enum { MESSAGE_BYTES_MAX = 128 * 1024, WORD_BYTES = 42, LINE_BYTES = 57, BASE64_LINE = 80 };

/* Bytes in base64, without a line end. */
static void add_base64(struct buffer *b, const char *bytes, size_t len)
{
    char line[BASE64_LINE];
    (void)sodium_bin2base64(line, sizeof line, (const unsigned char *)bytes, len, sodium_base64_VARIANT_ORIGINAL);
    buffer_text(b, line);
}

static const char *one_line(struct arena *a, const char *text)
{
    char *copy = arena_copy(a, text, strlen(text));
    for (char *p = copy; *p != '\0'; p++) {
        if ((unsigned char)*p < ' ' || *p == '\x7f') {
            *p = ' ';
        }
    }
    return copy;
}

/* "=?UTF-8?B?...?=" words, each whole characters, one below the other. */
static void add_words(struct buffer *b, const char *text)
{
    size_t left = strlen(text);
    for (size_t n = 0; left > 0; text += n, left -= n) {
        n = utf8_cut(text, left, WORD_BYTES);
        buffer_text(b, "=?UTF-8?B?");
        add_base64(b, text, n);
        buffer_text(b, n < left ? "?=\r\n " : "?=");
    }
}

/* "Wed, 08 Jul 2015 15:20:00 +0800" */
static void add_date(struct buffer *b, int64_t at)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct civil c = civil_from_at(at);
    buffer_format(b, "Date: %s, %02d %s %04d %02d:%02d:%02d +0800\r\n", days[c.weekday], c.day, months[c.month - 1],
                  c.year, c.hour, c.minute, c.second);
}

/* Text with CRLF at its line ends, whatever they were. */
static const char *with_line_ends(struct arena *a, const char *text)
{
    struct buffer b = buffer_new(a, MESSAGE_BYTES_MAX);
    for (; *text != '\0'; text++) {
        if (*text == '\n') {
            buffer_text(&b, "\r\n");
        } else if (*text != '\r') {
            buffer_add(&b, text, 1);
        }
    }
    buffer_text(&b, "\r\n");
    return buffer_string(&b);
}

const char *mail_message(struct arena *a, const struct mail_letter *m)
{
    struct buffer b = buffer_new(a, MESSAGE_BYTES_MAX);
    const char *from = one_line(a, m->from);
    const char *domain = strchr(from, '@');
    add_date(&b, m->at);
    buffer_text(&b, "From: ");
    add_words(&b, one_line(a, m->from_name));
    buffer_format(&b, "%s<%s>\r\n", *m->from_name == '\0' ? "" : "\r\n ", from);
    buffer_format(&b, "To: <%s>\r\nSubject: ", one_line(a, m->to));
    add_words(&b, one_line(a, m->subject));
    buffer_format(&b, "\r\nMessage-ID: <%s@%s>\r\n", m->ref, domain == NULL ? "localhost" : domain + 1);
    buffer_text(&b, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                    "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n");
    const char *text = with_line_ends(a, m->text);
    for (size_t left = strlen(text), n = 0; left > 0; text += n, left -= n) {
        n = left < LINE_BYTES ? left : LINE_BYTES;
        add_base64(&b, text, n);
        buffer_text(&b, "\r\n");
    }
    return buffer_string(&b);
}
