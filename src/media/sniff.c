/* sniff.c - magic at offset 0. */
#include "media/sniff.h"

#include <string.h>

static const struct {
    const char *name, *mime, *ending;
} kinds[] = {
    [DOCUMENT_OTHER] = {"other", "application/octet-stream", "bin"},
    [DOCUMENT_JPEG] = {"jpeg", "image/jpeg", "jpg"},
    [DOCUMENT_PNG] = {"png", "image/png", "png"},
    [DOCUMENT_PDF] = {"pdf", "application/pdf", "pdf"},
};

enum image_kind sniff_kind(const unsigned char *bytes, size_t len)
{
    static const unsigned char jpeg[] = {0xff, 0xd8, 0xff};
    static const unsigned char png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    if (len >= sizeof(jpeg) && memcmp(bytes, jpeg, sizeof(jpeg)) == 0) {
        return IMAGE_JPEG;
    }
    if (len >= sizeof(png) && memcmp(bytes, png, sizeof(png)) == 0) {
        return IMAGE_PNG;
    }
    return IMAGE_OTHER;
}

const char *image_kind_mime(enum image_kind kind)
{
    return kinds[kind].mime; /* the two enumerations count alike */
}

const char *image_kind_ending(enum image_kind kind)
{
    return kinds[kind].ending;
}

enum document_kind sniff_document(const unsigned char *bytes, size_t len)
{
    static const char pdf[] = {'%', 'P', 'D', 'F', '-'};
    if (len >= sizeof(pdf) && memcmp(bytes, pdf, sizeof(pdf)) == 0) {
        return DOCUMENT_PDF;
    }
    switch (sniff_kind(bytes, len)) {
    case IMAGE_JPEG: return DOCUMENT_JPEG;
    case IMAGE_PNG: return DOCUMENT_PNG;
    case IMAGE_OTHER: break;
    }
    return DOCUMENT_OTHER;
}

const char *document_kind_name(enum document_kind kind)
{
    return kinds[kind].name;
}

enum document_kind document_kind_of(const char *name)
{
    for (enum document_kind k = DOCUMENT_JPEG; k <= DOCUMENT_PDF; k++) {
        if (strcmp(kinds[k].name, name) == 0) {
            return k;
        }
    }
    return DOCUMENT_OTHER;
}

const char *document_kind_mime(enum document_kind kind)
{
    return kinds[kind].mime;
}

const char *document_kind_ending(enum document_kind kind)
{
    return kinds[kind].ending;
}
