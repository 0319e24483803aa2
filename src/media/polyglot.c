/* polyglot.c - the marks by which programs recognise other files. */
#include "media/polyglot.h"

#include <string.h>

enum { HEAD_BYTES = 1024, ARCHIVE_END_BYTES = 22, ARCHIVE_COMMENT_MAX = 65535 };

static unsigned char small(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c + ('a' - 'A')) : c;
}

static bool stands_at(const unsigned char *bytes, const char *word, size_t word_len)
{
    for (size_t i = 0; i < word_len; i++) {
        if (bytes[i] != (unsigned char)word[i] && small(bytes[i]) != (unsigned char)word[i]) {
            return false;
        }
    }
    return true;
}

size_t polyglot_find(const unsigned char *bytes, size_t len, size_t from, const char *word)
{
    size_t word_len = strlen(word);
    for (size_t at = from; at + word_len <= len; at++) {
        if (stands_at(bytes + at, word, word_len)) {
            return at;
        }
    }
    return len;
}

bool polyglot_is_archive(const unsigned char *bytes, size_t len)
{
    static const unsigned char mark[] = {'P', 'K', 5, 6};
    for (size_t behind = ARCHIVE_END_BYTES; behind <= len && behind <= ARCHIVE_END_BYTES + ARCHIVE_COMMENT_MAX;
         behind++) {
        const unsigned char *at = bytes + len - behind;
        if (memcmp(at, mark, sizeof(mark)) == 0 && (at[20] | (size_t)at[21] << 8) == behind - ARCHIVE_END_BYTES) {
            return true;
        }
    }
    return false;
}

bool polyglot_has_markup(const unsigned char *bytes, size_t len)
{
    static const char *const words[] = {"<html", "<script", "<!doctype", "<svg", "<?php", "<iframe", "<body", "<head"};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (polyglot_find(bytes, len, 0, words[i]) < len) {
            return true;
        }
    }
    return false;
}

bool polyglot_is_behind(const unsigned char *bytes, size_t len)
{
    static const char *const starts[] = {"mz", "\177elf", "#!", "pk\3\4", "rar!", "7z\xbc\xaf", "\x1f\x8b"};
    static const char *const anywhere[] = {"<?php", "<script", "%pdf-"};
    size_t head = len < HEAD_BYTES ? len : HEAD_BYTES;
    for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
        size_t word_len = strlen(starts[i]);
        if (len >= word_len && stands_at(bytes, starts[i], word_len)) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof(anywhere) / sizeof(anywhere[0]); i++) {
        if (polyglot_find(bytes, len, 0, anywhere[i]) < len) {
            return true;
        }
    }
    return polyglot_has_markup(bytes, head);
}
