/* xlsx.c - which parts an archive has, and the sheets among them. */
#include "table/xlsx.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "table/archive.h"
#include "table/sheet.h"
#include "table/strings.h"
#include "table/xml.h"

enum { RELATIONS_MAX = 512, NAME_BYTES_MAX = 124, TARGET_BYTES_MAX = 200 };

/* What one part says about another. */
struct relation {
    const char *id, *kind, *target;
};
struct relations {
    struct arena *arena;
    struct relation *list;
    size_t len;
};

struct listed {
    struct arena *arena;
    const char *ids[TABLE_SHEETS_MAX];
    const char *names[TABLE_SHEETS_MAX];
    size_t len;
};

static const char *kept(struct arena *a, const char *s, size_t max)
{
    size_t len = strlen(s);
    return arena_copy(a, s, len <= max ? len : utf8_cut(s, len, max));
}

/* ---- relations ---- */

static void on_relation(struct xml *x, void *context, const char *name, const char **attributes)
{
    struct relations *r = context;
    if (strcmp(name, "Relationship") != 0) {
        return;
    }
    if (r->len == RELATIONS_MAX) {
        xml_stop(x, TABLE_TOO_LARGE);
        return;
    }
    const char *type = xml_attribute(attributes, "Type");
    const char *slash = strrchr(type, '/');
    r->list[r->len++] = (struct relation){kept(r->arena, xml_attribute(attributes, "Id"), TARGET_BYTES_MAX),
                                          kept(r->arena, slash == NULL ? type : slash + 1, TARGET_BYTES_MAX),
                                          kept(r->arena, xml_attribute(attributes, "Target"), TARGET_BYTES_MAX)};
}

/* A part without relations has none. */
static enum table_finding read_relations(struct arena *a, struct archive *z, const char *part, struct relations *ret)
{
    static const struct xml_events events = {on_relation, NULL, NULL};
    *ret = (struct relations){.arena = a, .list = ARENA_ARRAY(a, struct relation, RELATIONS_MAX)};
    return archive_has(z, part) ? xml_read(z, part, &events, ret) : TABLE_FINE;
}

/* By kind, or by id when `id` is not NULL; NULL when there is none. */
static const struct relation *relation(const struct relations *r, const char *kind, const char *id)
{
    for (size_t i = 0; i < r->len; i++) {
        if (strcmp(r->list[i].kind, kind) == 0 && (id == NULL || strcmp(r->list[i].id, id) == 0)) {
            return &r->list[i];
        }
    }
    return NULL;
}

/* The target as a name of the archive; `from` is the part that names it. */
static const char *resolve(struct arena *a, const char *from, const char *target)
{
    const char *slash = strrchr(from, '/');
    if (*target == '/') {
        return target + 1;
    }
    int folder = slash == NULL ? 0 : (int)(slash - from) + 1;
    while (text_starts(target, "../") && folder > 0) {
        target += 3;
        do {
            folder--;
        } while (folder > 0 && from[folder - 1] != '/');
    }
    return text_format(a, "%.*s%s", folder, from, target);
}

static const char *relations_of(struct arena *a, const char *part)
{
    const char *slash = strrchr(part, '/');
    int folder = slash == NULL ? 0 : (int)(slash - part) + 1;
    return text_format(a, "%.*s_rels/%s.rels", folder, part, part + folder);
}

/* ---- the workbook's list of sheets ---- */

static void on_sheet(struct xml *x, void *context, const char *name, const char **attributes)
{
    struct listed *l = context;
    const char *state = xml_attribute(attributes, "state");
    (void)x;
    if (strcmp(name, "sheet") == 0 && text_starts(state, "v") == text_starts(state, "visible") &&
        strcmp(state, "hidden") != 0 && l->len < TABLE_SHEETS_MAX) {
        l->ids[l->len] = kept(l->arena, xml_attribute(attributes, "id"), TARGET_BYTES_MAX);
        l->names[l->len] = kept(l->arena, xml_attribute(attributes, "name"), NAME_BYTES_MAX);
        l->len++;
    }
}

/* ---- the whole ---- */

static enum table_finding find_workbook(struct arena *a, struct archive *z, const char **ret)
{
    struct relations root;
    enum table_finding finding = read_relations(a, z, "_rels/.rels", &root);
    if (finding != TABLE_FINE) {
        return finding;
    }
    const struct relation *r = relation(&root, "officeDocument", NULL);
    *ret = r == NULL ? "xl/workbook.xml" : resolve(a, "", r->target);
    size_t len = strlen(*ret);
    if (len > 4 && strcmp(*ret + len - 4, ".bin") == 0) {
        return TABLE_BINARY;
    }
    bool is_workbook = archive_has(z, *ret) && (r != NULL ? strstr(*ret, "book") != NULL : true);
    return is_workbook ? TABLE_FINE : TABLE_NOT_XLSX;
}

static enum table_finding read_sheets(struct archive *z, const char *workbook, const struct relations *rels,
                                      const struct listed *listed, struct table_book *ret)
{
    static const struct strings none = {.len = 0};
    struct strings shared = none;
    struct arena *a = listed->arena;
    const struct relation *r = relation(rels, "sharedStrings", NULL);
    enum table_finding finding = TABLE_FINE;
    if (r != NULL && archive_has(z, resolve(a, workbook, r->target))) {
        finding = strings_read(a, z, resolve(a, workbook, r->target), &shared);
    }
    for (size_t i = 0; finding == TABLE_FINE && i < listed->len; i++) {
        r = relation(rels, "worksheet", listed->ids[i]);
        if (r != NULL) { /* else a sheet that is one chart */
            struct table_sheet *s = &ret->sheets[ret->sheets_len++];
            s->name = listed->names[i];
            finding = sheet_read(a, z, resolve(a, workbook, r->target), &shared, s);
        }
    }
    return finding;
}

enum table_finding xlsx_read(struct arena *a, const unsigned char *bytes, size_t len, struct table_book *ret)
{
    static const struct xml_events events = {on_sheet, NULL, NULL};
    struct archive *z = NULL;
    const char *workbook = "";
    struct relations rels;
    struct listed listed = {.arena = a};
    *ret = (struct table_book){.sheets = ARENA_ARRAY(a, struct table_sheet, TABLE_SHEETS_MAX)};
    enum table_finding finding = archive_open(a, bytes, len, &z);
    finding = finding == TABLE_FINE ? find_workbook(a, z, &workbook) : finding;
    finding = finding == TABLE_FINE ? read_relations(a, z, relations_of(a, workbook), &rels) : finding;
    finding = finding == TABLE_FINE ? xml_read(z, workbook, &events, &listed) : finding;
    return finding == TABLE_FINE ? read_sheets(z, workbook, &rels, &listed, ret) : finding;
}
