/* xml.c */
#include "table/xml.h"

#include <stdbool.h>
#include <string.h>

#include <expat.h>

#include "table/archive.h"

enum { DEPTH_MAX = 64, TOKEN_BYTES_MAX = 1024 * 1024 };

struct xml {
    XML_Parser parser;
    const struct xml_events *events;
    void *context;
    int depth;
    size_t fed; /* bytes given to the parser */
    bool is_stopped;
    enum table_finding finding;
};

static const char *local(const char *name)
{
    const char *bar = strrchr(name, '|');
    return bar == NULL ? name : bar + 1;
}

void xml_stop(struct xml *x, enum table_finding finding)
{
    if (!x->is_stopped) {
        x->is_stopped = true;
        x->finding = finding;
        (void)XML_StopParser(x->parser, XML_FALSE);
    }
}

const char *xml_attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i] != NULL; i += 2) {
        if (strcmp(local(attributes[i]), name) == 0) {
            return attributes[i + 1];
        }
    }
    return "";
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    struct xml *x = user;
    if (++x->depth > DEPTH_MAX) {
        xml_stop(x, TABLE_DAMAGED);
    } else if (!x->is_stopped) {
        x->events->start(x, x->context, local(name), attributes);
    }
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    struct xml *x = user;
    x->depth--;
    if (!x->is_stopped && x->events->end != NULL) {
        x->events->end(x, x->context, local(name));
    }
}

static void XMLCALL on_text(void *user, const XML_Char *s, int n)
{
    struct xml *x = user;
    if (!x->is_stopped && x->events->text != NULL) {
        x->events->text(x, x->context, s, (size_t)n);
    }
}

/* No workbook has a document type; whoever brings one has entities in mind. */
static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *where, const XML_Char *key, int has)
{
    (void)name;
    (void)where;
    (void)key;
    (void)has;
    xml_stop(user, TABLE_DAMAGED);
}

static void judge(struct xml *x, enum XML_Status status)
{
    if (status != XML_STATUS_OK && !x->is_stopped) {
        x->is_stopped = true;
        x->finding = XML_GetErrorCode(x->parser) == XML_ERROR_NO_MEMORY ? TABLE_TOO_LARGE : TABLE_DAMAGED;
    }
}

static bool feed(void *context, const char *bytes, size_t len)
{
    struct xml *x = context;
    judge(x, XML_Parse(x->parser, bytes, (int)len, XML_FALSE));
    x->fed += len;
    long done = (long)XML_GetCurrentByteIndex(x->parser);
    if (!x->is_stopped && done >= 0 && x->fed - (size_t)done > TOKEN_BYTES_MAX) {
        xml_stop(x, TABLE_DAMAGED); /* one tag of a megabyte: it would be read again from its beginning each time */
    }
    return !x->is_stopped;
}

enum table_finding xml_read(struct archive *z, const char *part, const struct xml_events *events, void *context)
{
    struct xml x = {.parser = XML_ParserCreateNS(NULL, '|'), .events = events, .context = context};
    if (x.parser == NULL) {
        return TABLE_TOO_LARGE;
    }
    XML_SetUserData(x.parser, &x);
    XML_SetElementHandler(x.parser, on_start, on_end);
    XML_SetCharacterDataHandler(x.parser, on_text);
    XML_SetStartDoctypeDeclHandler(x.parser, on_doctype);
    enum table_finding finding = archive_read(z, part, feed, &x);
    if (finding == TABLE_FINE && !x.is_stopped) {
        judge(&x, XML_Parse(x.parser, "", 0, XML_TRUE));
    }
    XML_ParserFree(x.parser);
    return finding != TABLE_FINE ? finding : x.finding;
}
