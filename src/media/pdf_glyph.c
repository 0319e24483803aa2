/* pdf_glyph.c - the names of the Adobe Glyph List for ASCII, punctuation and ligatures. */
#include "media/pdf_glyph.h"

#include <stdbool.h>
#include <string.h>

uint32_t pdf_encoding_letter(enum pdf_encoding e, unsigned code)
{
    static const uint16_t win[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                     0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                     0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                     0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    if (e == PDF_ENCODING_NONE || code < ' ' || code == 0x7f || code > 0xff) {
        return 0;
    }
    if (code < 0x7f) {
        return code;
    }
    if (e != PDF_ENCODING_WIN) {
        return 0;
    }
    return code < 0xA0 ? win[code - 0x80] : code;
}

struct named {
    const char *name;
    uint16_t letter;
};

static const struct named names[] = {
    {"zero", '0'},
    {"one", '1'},
    {"two", '2'},
    {"three", '3'},
    {"four", '4'},
    {"five", '5'},
    {"six", '6'},
    {"seven", '7'},
    {"eight", '8'},
    {"nine", '9'},
    {"space", ' '},
    {"nbspace", 0xA0},
    {"exclam", '!'},
    {"quotedbl", '"'},
    {"numbersign", '#'},
    {"dollar", '$'},
    {"percent", '%'},
    {"ampersand", '&'},
    {"quotesingle", '\''},
    {"parenleft", '('},
    {"parenright", ')'},
    {"asterisk", '*'},
    {"plus", '+'},
    {"comma", ','},
    {"hyphen", '-'},
    {"period", '.'},
    {"slash", '/'},
    {"colon", ':'},
    {"semicolon", ';'},
    {"less", '<'},
    {"equal", '='},
    {"greater", '>'},
    {"question", '?'},
    {"at", '@'},
    {"bracketleft", '['},
    {"backslash", '\\'},
    {"bracketright", ']'},
    {"asciicircum", '^'},
    {"underscore", '_'},
    {"grave", '`'},
    {"braceleft", '{'},
    {"bar", '|'},
    {"braceright", '}'},
    {"asciitilde", '~'},
    {"quoteleft", 0x2018},
    {"quoteright", 0x2019},
    {"quotedblleft", 0x201C},
    {"quotedblright", 0x201D},
    {"endash", 0x2013},
    {"emdash", 0x2014},
    {"bullet", 0x2022},
    {"ellipsis", 0x2026},
    {"minus", 0x2212},
    {"periodcentered", 0xB7},
    {"middot", 0xB7},
    {"sfthyphen", 0xAD},
    {"fi", 0xFB01},
    {"fl", 0xFB02},
    {"ff", 0xFB00},
    {"ffi", 0xFB03},
    {"ffl", 0xFB04},
    {"degree", 0xB0},
    {"multiply", 0xD7},
    {"section", 0xA7},
};

/* Four to six hexadecimal digits in upper case and nothing behind them. */
static uint32_t hexadecimal(const char *s, size_t len)
{
    static const char digits[] = "0123456789ABCDEF";
    uint32_t value = 0;
    if (len < 4 || len > 6) {
        return 0;
    }
    for (size_t i = 0; i < len; i++) {
        const char *digit = strchr(digits, s[i]);
        if (digit == NULL) {
            return 0;
        }
        value = value * 16 + (uint32_t)(digit - digits);
    }
    return value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF) ? value : 0;
}

uint32_t pdf_glyph_letter(const char *name)
{
    size_t len = strcspn(name, ".");
    bool is_ascii_letter = len == 1 && ((name[0] >= 'A' && name[0] <= 'Z') || (name[0] >= 'a' && name[0] <= 'z'));
    if (is_ascii_letter) {
        return (unsigned char)name[0];
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strlen(names[i].name) == len && memcmp(names[i].name, name, len) == 0) {
            return names[i].letter;
        }
    }
    if (len == 7 && memcmp(name, "uni", 3) == 0) {
        return hexadecimal(name + 3, 4);
    }
    return len > 1 && name[0] == 'u' ? hexadecimal(name + 1, len - 1) : 0;
}
