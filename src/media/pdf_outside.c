/* pdf_outside.c - object by object, whatever refers to it. */
#include "media/pdf_outside.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "media/pdf.h"

enum { CHILDREN_MAX = 100 * 1000 };

static void add_letter(struct buffer *b, uint32_t cp)
{
    char bytes[4];
    bool is_text = cp >= ' ' && cp <= 0x10FFFF && (cp < 0xD800 || cp > 0xDFFF);
    buffer_add(b, bytes, utf8_put(is_text ? cp : cp < ' ' ? ' ' : 0xFFFD, bytes));
}

static void add_utf16(struct buffer *b, const unsigned char *s, size_t len, bool is_little)
{
    for (size_t i = 0; i + 1 < len; i += 2) {
        uint32_t unit = is_little ? (uint32_t)s[i + 1] << 8 | s[i] : (uint32_t)s[i] << 8 | s[i + 1];
        if (unit >= 0xD800 && unit < 0xDC00 && i + 3 < len) {
            uint32_t low = is_little ? (uint32_t)s[i + 3] << 8 | s[i + 2] : (uint32_t)s[i + 2] << 8 | s[i + 3];
            unit = low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00) : unit;
            i += unit > 0xFFFF ? 2 : 0;
        }
        add_letter(b, unit);
    }
}

const char *pdf_text_string(struct arena *a, const unsigned char *s, size_t len)
{
    struct buffer b = buffer_new(a, len * 3 + 4);
    if (len >= 2 && ((s[0] == 0xFE && s[1] == 0xFF) || (s[0] == 0xFF && s[1] == 0xFE))) {
        add_utf16(&b, s + 2, len - 2, s[0] == 0xFF);
    } else if (utf8_is_valid((const char *)s, len)) {
        size_t mark = len >= 3 && s[0] == 0xEF && s[1] == 0xBB && s[2] == 0xBF ? 3 : 0;
        buffer_add(&b, s + mark, len - mark);
    } else {
        for (size_t i = 0; i < len; i++) {
            add_letter(&b, s[i]);
        }
    }
    return buffer_string(&b);
}

/* Signatures, identifiers and tables are strings too. */
static bool is_binary(const char *s, size_t len)
{
    size_t odd = 0;
    bool has_mark = len >= 2 && (((unsigned char)s[0] == 0xFE && (unsigned char)s[1] == 0xFF) ||
                                 ((unsigned char)s[0] == 0xFF && (unsigned char)s[1] == 0xFE));
    for (size_t i = 0; i < len; i++) {
        odd += (unsigned char)s[i] < ' ' && s[i] != '\t' && s[i] != '\n' && s[i] != '\r';
    }
    return !has_mark && odd > 0;
}

static void add_string(struct arena *a, qpdf_data q, qpdf_oh oh, struct buffer *to)
{
    size_t len = 0;
    const char *s = qpdf_oh_get_binary_string_value(q, oh, &len);
    if (len > 0 && len < to->max && !is_binary(s, len)) {
        buffer_text(to, pdf_text_string(a, (const unsigned char *)s, len));
        buffer_text(to, "\n");
    } else if (len >= to->max) {
        to->is_overfull = true;
    }
}

static bool is_type(qpdf_data q, qpdf_oh dict, const char *type)
{
    return qpdf_oh_is_name_and_equals(q, qpdf_oh_get_key(q, dict, "/Type"), type) == QPDF_TRUE;
}

/* Metadata and records are text; other streams are drawn, or are none of text. */
static bool add_stream(qpdf_data q, qpdf_oh stream, qpdf_oh dict, struct buffer *to)
{
    unsigned char *bytes = NULL;
    size_t len = 0;
    QPDF_BOOL is_decoded = QPDF_FALSE;
    if (!is_type(q, dict, "/Metadata") && !is_type(q, dict, "/EmbeddedFile")) {
        return true;
    }
    QPDF_ERROR_CODE status = qpdf_oh_get_stream_data(q, stream, qpdf_dl_generalized, &is_decoded, &bytes, &len);
    bool is_read = status == QPDF_SUCCESS && is_decoded && utf8_is_valid((const char *)bytes, len);
    if (is_read) {
        buffer_add(to, bytes, len);
        buffer_text(to, "\n");
    }
    free(bytes);
    return is_read;
}

static bool is_no_text(const char *key)
{
    static const char *const keys[] = {"/ID",    "/CharSet",      "/Registry", "/Ordering", "/Panose",
                                       "/Lang",  "/CreationDate", "/ModDate",  "/M",        "/Filter",
                                       "/Style", "/CheckSum",     "/Lookup",   "/DA"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (strcmp(key, keys[i]) == 0) {
            return true;
        }
    }
    return false;
}

struct walk {
    struct arena *a;
    qpdf_data q;
    struct buffer *to;
    qpdf_oh *waiting;
    size_t len;
    bool is_whole;
};

/* Objects elsewhere have their own turn. */
static void note(struct walk *w, qpdf_oh oh)
{
    if (qpdf_oh_is_indirect(w->q, oh)) {
        return;
    }
    if (qpdf_oh_is_string(w->q, oh)) {
        add_string(w->a, w->q, oh, w->to);
    } else if (qpdf_oh_is_array(w->q, oh) || qpdf_oh_is_dictionary(w->q, oh)) {
        if (w->len == CHILDREN_MAX) {
            w->to->is_overfull = true;
        } else {
            w->waiting[w->len++] = oh;
        }
    }
}

static void walk_through(struct walk *w, qpdf_oh oh)
{
    qpdf_data q = w->q;
    if (qpdf_oh_is_stream(q, oh)) {
        qpdf_oh dict = qpdf_oh_get_dict(q, oh);
        w->is_whole = add_stream(q, oh, dict, w->to) && w->is_whole;
        oh = dict;
    }
    if (qpdf_oh_is_array(q, oh)) {
        int count = qpdf_oh_get_array_n_items(q, oh);
        for (int i = 0; i < count && !w->to->is_overfull; i++) {
            note(w, qpdf_oh_get_array_item(q, oh, i));
        }
    } else if (qpdf_oh_is_dictionary(q, oh)) {
        qpdf_oh_begin_dict_key_iter(q, oh);
        while (qpdf_oh_dict_more_keys(q) && !w->to->is_overfull) {
            const char *key = qpdf_oh_dict_next_key(q);
            if (!is_no_text(key)) {
                note(w, qpdf_oh_get_key(q, oh, key));
            }
        }
    } else if (qpdf_oh_is_string(q, oh)) {
        add_string(w->a, q, oh, w->to);
    }
}

static void walk_from(struct walk *w, qpdf_oh oh)
{
    walk_through(w, oh);
    while (w->len > 0 && !w->to->is_overfull) {
        walk_through(w, w->waiting[--w->len]);
    }
    w->len = 0;
}

bool pdf_outside_read(struct arena *a, qpdf_data q, struct buffer *to)
{
    struct walk w = {.a = a, .q = q, .to = to, .is_whole = true};
    long long size = 0;
    w.waiting = calloc(CHILDREN_MAX, sizeof *w.waiting);
    if (w.waiting == NULL) {
        to->is_overfull = true;
        return false;
    }
    qpdf_oh trailer = qpdf_get_trailer(q);
    (void)qpdf_oh_get_value_as_longlong(q, qpdf_oh_get_key(q, trailer, "/Size"), &size);
    walk_from(&w, trailer);
    for (int id = 1; id < size && id < PDF_OBJECTS_MAX && !to->is_overfull; id++) {
        walk_from(&w, qpdf_get_object_by_id(q, id, 0));
        qpdf_oh_release_all(q);
    }
    free(w.waiting);
    return w.is_whole;
}
