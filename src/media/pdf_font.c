/* pdf_font.c - ToUnicode first, then the encoding, then nothing. */
#include "media/pdf_font.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "media/pdf_glyph.h"

enum { SIMPLE_CODES = 256, CIDS = 65536, WORDS_MAX = 200 * 1000, SYMBOLIC = 4 };

/* How a composite font cuts its strings into codes. */
enum cutting { CUT_BYTES, CUT_PAIRS, CUT_UTF16, CUT_GB, CUT_SPACES };

struct pdf_font {
    enum cutting cutting;
    bool is_vertical;
    bool has_map;
    struct pdf_cmap map;    /* ToUnicode */
    struct pdf_cmap spaces; /* of an encoding that the file brings */
    uint32_t letters[SIMPLE_CODES];
    double widths[SIMPLE_CODES];
    float *cid_widths; /* NULL: all cid_width */
    double cid_width;
};

static qpdf_oh at(qpdf_data q, qpdf_oh dict, const char *key)
{
    return qpdf_oh_is_dictionary(q, dict) ? qpdf_oh_get_key(q, dict, key) : qpdf_oh_new_null(q);
}

static double number_or(qpdf_data q, qpdf_oh oh, double otherwise)
{
    double value = 0;
    return qpdf_oh_get_value_as_number(q, oh, &value) == QPDF_TRUE && value > -1e6 && value < 1e6 ? value : otherwise;
}

static bool is_name(qpdf_data q, qpdf_oh oh, const char *name)
{
    return qpdf_oh_is_name_and_equals(q, oh, name) == QPDF_TRUE;
}

static bool read_map(struct arena *a, qpdf_data q, qpdf_oh stream, struct pdf_cmap *ret)
{
    unsigned char *bytes = NULL;
    size_t len = 0;
    QPDF_BOOL is_decoded = QPDF_FALSE;
    QPDF_ERROR_CODE status = qpdf_oh_get_stream_data(q, stream, qpdf_dl_generalized, &is_decoded, &bytes, &len);
    bool is_fine = status != QPDF_SUCCESS || !is_decoded || pdf_cmap_read(a, bytes, len, ret);
    free(bytes);
    return is_fine;
}

/* --- simple fonts --- */

static enum pdf_encoding encoding_of(qpdf_data q, qpdf_oh name, enum pdf_encoding otherwise)
{
    return is_name(q, name, "/WinAnsiEncoding")    ? PDF_ENCODING_WIN
           : is_name(q, name, "/MacRomanEncoding") ? PDF_ENCODING_MAC
           : is_name(q, name, "/StandardEncoding") ? PDF_ENCODING_STANDARD
                                                   : otherwise;
}

/* A font's own encoding is the standard one unless it is made of symbols or its program says something else. */
static enum pdf_encoding own_encoding(qpdf_data q, qpdf_oh font)
{
    qpdf_oh base = at(q, font, "/BaseFont");
    qpdf_oh descriptor = at(q, font, "/FontDescriptor");
    if (qpdf_oh_is_name(q, base) && (strstr(qpdf_oh_get_name(q, base), "Symbol") != NULL ||
                                     strstr(qpdf_oh_get_name(q, base), "Dingbats") != NULL)) {
        return PDF_ENCODING_NONE;
    }
    if (!qpdf_oh_is_dictionary(q, descriptor)) {
        return PDF_ENCODING_STANDARD;
    }
    bool is_symbolic = ((int)number_or(q, at(q, descriptor, "/Flags"), SYMBOLIC) & SYMBOLIC) != 0;
    return is_symbolic ? PDF_ENCODING_NONE : PDF_ENCODING_STANDARD;
}

static void read_differences(qpdf_data q, qpdf_oh list, struct pdf_font *f)
{
    int count = qpdf_oh_is_array(q, list) ? qpdf_oh_get_array_n_items(q, list) : 0;
    int code = 0;
    for (int i = 0; i < count; i++) {
        qpdf_oh item = qpdf_oh_get_array_item(q, list, i);
        if (qpdf_oh_is_name(q, item)) {
            if (code >= 0 && code < SIMPLE_CODES) {
                f->letters[code++] = pdf_glyph_letter(qpdf_oh_get_name(q, item) + 1);
            }
        } else {
            code = (int)number_or(q, item, SIMPLE_CODES);
        }
        qpdf_oh_release(q, item);
    }
}

static double usual_width(qpdf_data q, qpdf_oh font)
{
    qpdf_oh base = at(q, font, "/BaseFont");
    const char *name = qpdf_oh_is_name(q, base) ? qpdf_oh_get_name(q, base) : "";
    return strstr(name, "Courier") != NULL ? 0.6 : strstr(name, "Times") != NULL ? 0.5 : 0.556;
}

/* Of Type3 fonts in the units of their own matrix (9.6.5). */
static void read_widths(qpdf_data q, qpdf_oh font, struct pdf_font *f, bool is_type3)
{
    qpdf_oh widths = at(q, font, "/Widths");
    qpdf_oh matrix = at(q, font, "/FontMatrix");
    bool has_matrix = is_type3 && qpdf_oh_is_array(q, matrix) && qpdf_oh_get_array_n_items(q, matrix) == 6;
    double unit = has_matrix ? number_or(q, qpdf_oh_get_array_item(q, matrix, 0), 0.001) : 0.001;
    int count = qpdf_oh_is_array(q, widths) ? qpdf_oh_get_array_n_items(q, widths) : 0;
    int first = (int)number_or(q, at(q, font, "/FirstChar"), 0);
    double usual = usual_width(q, font);
    for (int i = 0; i < SIMPLE_CODES; i++) {
        f->widths[i] = usual;
        if (first >= 0 && i >= first && i - first < count) {
            qpdf_oh width = qpdf_oh_get_array_item(q, widths, i - first);
            f->widths[i] = number_or(q, width, usual / unit) * unit;
            qpdf_oh_release(q, width);
        }
    }
}

static void read_simple(qpdf_data q, qpdf_oh font, struct pdf_font *f)
{
    qpdf_oh encoding = at(q, font, "/Encoding");
    bool is_type3 = is_name(q, at(q, font, "/Subtype"), "/Type3");
    read_widths(q, font, f, is_type3);
    if (is_type3) {
        return; /* its letters are drawings: names prove nothing */
    }
    enum pdf_encoding base = encoding_of(q, encoding, own_encoding(q, font));
    if (qpdf_oh_is_dictionary(q, encoding)) {
        base = encoding_of(q, at(q, encoding, "/BaseEncoding"), base);
    }
    for (unsigned i = 0; i < SIMPLE_CODES; i++) {
        f->letters[i] = pdf_encoding_letter(base, i);
    }
    read_differences(q, at(q, encoding, "/Differences"), f);
}

/* --- composite fonts --- */

/* One group of /W (9.7.4.3): "c [w w w]" or "c c w".  Returns the items it took. */
static int read_group(qpdf_data q, qpdf_oh list, int i, struct pdf_font *f)
{
    qpdf_oh second = qpdf_oh_get_array_item(q, list, i + 1);
    int first = (int)number_or(q, qpdf_oh_get_array_item(q, list, i), CIDS);
    if (qpdf_oh_is_array(q, second)) {
        int count = qpdf_oh_get_array_n_items(q, second);
        for (int k = 0; k < count && first >= 0 && first + k < CIDS; k++) {
            qpdf_oh width = qpdf_oh_get_array_item(q, second, k);
            f->cid_widths[first + k] = (float)(number_or(q, width, 1000) / 1000);
            qpdf_oh_release(q, width);
        }
        return 2;
    }
    int last = (int)number_or(q, second, 0);
    double width = number_or(q, qpdf_oh_get_array_item(q, list, i + 2), 1000) / 1000;
    for (int cid = first; first >= 0 && cid <= last && cid < CIDS; cid++) {
        f->cid_widths[cid] = (float)width;
    }
    return 3;
}

static bool read_cid_widths(struct arena *a, qpdf_data q, qpdf_oh below, struct pdf_font *f)
{
    qpdf_oh list = at(q, below, "/W");
    f->cid_width = number_or(q, at(q, below, "/DW"), 1000) / 1000;
    if (!qpdf_oh_is_array(q, list)) {
        return true;
    }
    int count = qpdf_oh_get_array_n_items(q, list);
    f->cid_widths = arena_raw(a, CIDS, sizeof *f->cid_widths);
    for (int i = 0; i < CIDS; i++) {
        f->cid_widths[i] = (float)f->cid_width;
    }
    for (int i = 0; i + 1 < count && count <= WORDS_MAX;) {
        i += read_group(q, list, i, f);
    }
    return count <= WORDS_MAX;
}

/* A predefined CMap (table 118) by its name. */
static enum cutting cutting_of(const char *name)
{
    return strstr(name, "-UCS2-") != NULL || strstr(name, "-UTF16-") != NULL ? CUT_UTF16
           : text_starts(name, "/GBK") || text_starts(name, "/GB-EUC")       ? CUT_GB
           : text_starts(name, "/Identity-")                                 ? CUT_PAIRS
                                                                             : CUT_SPACES;
}

static bool read_composite(struct arena *a, qpdf_data q, qpdf_oh font, struct pdf_font *f)
{
    qpdf_oh encoding = at(q, font, "/Encoding");
    qpdf_oh below = at(q, font, "/DescendantFonts");
    f->cutting = CUT_SPACES;
    if (qpdf_oh_is_name(q, encoding)) {
        const char *name = qpdf_oh_get_name(q, encoding);
        size_t len = strlen(name);
        f->cutting = cutting_of(name);
        f->is_vertical = len > 2 && strcmp(name + len - 2, "-V") == 0;
    } else if (qpdf_oh_is_stream(q, encoding) && !read_map(a, q, encoding, &f->spaces)) {
        return false;
    }
    if (qpdf_oh_is_array(q, below) && qpdf_oh_get_array_n_items(q, below) > 0) {
        return read_cid_widths(a, q, qpdf_oh_get_array_item(q, below, 0), f);
    }
    f->cid_width = 1;
    return true;
}

struct pdf_font *pdf_font_read(struct arena *a, qpdf_data q, qpdf_oh font)
{
    struct pdf_font *f = ARENA_NEW(a, struct pdf_font);
    qpdf_oh map = at(q, font, "/ToUnicode");
    if (is_name(q, at(q, font, "/Subtype"), "/Type0")) {
        if (!read_composite(a, q, font, f)) {
            return NULL;
        }
    } else {
        read_simple(q, font, f);
    }
    f->has_map = qpdf_oh_is_stream(q, map);
    return !f->has_map || read_map(a, q, map, &f->map) ? f : NULL;
}

bool pdf_font_is_vertical(const struct pdf_font *f)
{
    return f->is_vertical;
}

/* --- one code --- */

static size_t code_bytes(const struct pdf_font *f, const unsigned char *s, size_t len)
{
    size_t n = 1;
    if (f->cutting == CUT_PAIRS) {
        n = 2;
    } else if (f->cutting == CUT_UTF16) {
        n = s[0] >= 0xD8 && s[0] < 0xDC ? 4 : 2;
    } else if (f->cutting == CUT_GB) {
        n = s[0] > 0x80 ? 2 : 1;
    } else if (f->cutting == CUT_SPACES) {
        n = pdf_cmap_code_bytes(f->spaces.spaces_len > 0 ? &f->spaces : &f->map, s, len);
        n = n > 0 ? n : 2;
    }
    return n < len ? n : len;
}

/* Without a ToUnicode that knows the code. */
static void say_by_encoding(const struct pdf_font *f, const unsigned char *s, struct pdf_shown *r)
{
    uint32_t letter = 0;
    if (f->cutting == CUT_BYTES) {
        letter = f->letters[s[0]];
    } else if (f->cutting == CUT_UTF16) {
        pdf_utf16_letters(s, r->bytes, &r->letters);
        return;
    } else if (f->cutting == CUT_GB && r->bytes == 1) {
        letter = s[0];
    } else if (f->cutting == CUT_GB && s[0] == 0xA3 && s[1] > 0xA0 && s[1] < 0xFE) {
        letter = 0xFF00U + s[1] - 0xA0U; /* the row of full-width ASCII */
    }
    r->letters.len = letter > 0 ? 1 : 0;
    r->letters.cp[0] = letter;
}

void pdf_font_next(const struct pdf_font *f, const unsigned char *s, size_t len, struct pdf_shown *ret)
{
    struct pdf_shown r = {.bytes = code_bytes(f, s, len)};
    uint32_t code = 0;
    for (size_t i = 0; i < r.bytes; i++) {
        code = code << 8 | s[i];
    }
    const struct pdf_letters *said = f->has_map ? pdf_cmap_find(&f->map, code) : NULL;
    if (said != NULL && said->len > 0) {
        r.letters = *said;
    } else {
        say_by_encoding(f, s, &r);
    }
    if (f->cutting == CUT_BYTES) {
        r.width = f->widths[s[0]];
    } else if (f->is_vertical) {
        r.width = 1;
    } else if (f->cutting == CUT_PAIRS && f->cid_widths != NULL) {
        r.width = (double)f->cid_widths[code & 0xffff];
    } else {
        r.width = f->cutting != CUT_PAIRS && code < 0x80 ? f->cid_width / 2 : f->cid_width;
    }
    r.is_blank = r.bytes == 1 && s[0] == ' ';
    *ret = r;
}
