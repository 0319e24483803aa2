/* xml.h - one part of a workbook through expat: no document type, no entity of its own, no endless token, no endless
 * depth; names without their namespaces, because each program that writes workbooks has prefixes of its own. */
#ifndef TABLE_XML_H
#define TABLE_XML_H

#include <stddef.h>

#include "table/finding.h"

struct archive;
struct xml;

struct xml_events {
    void (*start)(struct xml *x, void *context, const char *name, const char **attributes);
    void (*end)(struct xml *x, void *context, const char *name);         /* may be NULL */
    void (*text)(struct xml *x, void *context, const char *s, size_t n); /* may be NULL */
};

/* Reads the part; TABLE_DAMAGED for XML that is none, TABLE_TOO_LARGE for more of it than memory. */
enum table_finding xml_read(struct archive *z, const char *part, const struct xml_events *events, void *context);

/* From inside an event: no more is read, and this is what xml_read returns. */
void xml_stop(struct xml *x, enum table_finding finding);

/* The attribute of that name without its namespace, or "". */
const char *xml_attribute(const char **attributes, const char *name);

#endif
