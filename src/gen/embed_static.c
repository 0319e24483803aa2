/* embed_static.c - build tool: static/ becomes a table of ready answers: bytes, gzip bytes, type, ETag and a URL
 * that names the content, so that a browser may keep it for ever.
 *
 *   embed_static OUT.h OUT.c FILE...
 *
 * A stylesheet's url(NAME) that names another of the files becomes that file's URL; so a file is hashed after those
 * it refers to.  Refused, with file and line: url() of anything else but "data:" and "#id", and a circle of files. */
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "source.h"

enum { HASH_SHOWN = 10 };

enum progress { UNTOUCHED, UNDER_WAY, READY };

struct asset {
    const char *path;
    const char *name; /* site.css */
    const char *ext;  /* css */
    const char *content_type;
    char *identifier; /* static_url_site_css */
    enum progress progress;
    struct buffer bytes;
    char *hash; /* 16 hexadecimal digits */
    char *url;  /* /static/site.0123456789.css */
    unsigned char *gzip;
    size_t gzip_len; /* 0: not worth it */
};

struct assets {
    struct asset *list;
    size_t len;
};

static const struct {
    const char *ext;
    const char *content_type;
} content_types[] = {
    {"css", "text/css; charset=utf-8"},
    {"js", "text/javascript; charset=utf-8"},
    {"svg", "image/svg+xml; charset=utf-8"},
    {"png", "image/png"},
    {"ico", "image/x-icon"},
    {"woff2", "font/woff2"},
    {"txt", "text/plain; charset=utf-8"},
    {"json", "application/json; charset=utf-8"},
    {"html", "text/html; charset=utf-8"},
    {"webmanifest", "application/manifest+json"},
    {"jpg", "image/jpeg"},
    {"webp", "image/webp"},
};

static void asset_name(struct asset *a, const char *path)
{
    a->path = path;
    a->name = source_base_name(path);
    const char *dot = strrchr(a->name, '.');
    if (dot == NULL || dot == a->name) {
        source_fail(path, 0, "a static file is called NAME.EXT");
    }
    a->ext = dot + 1;
    for (size_t i = 0; i < sizeof content_types / sizeof *content_types; i++) {
        if (strcmp(a->ext, content_types[i].ext) == 0) {
            a->content_type = content_types[i].content_type;
        }
    }
    if (a->content_type == NULL) {
        source_fail(path, 0, "no content type is known for .%s", a->ext);
    }
    a->identifier = source_format("static_url_%s", a->name);
    for (char *p = a->identifier + strlen("static_url_"); *p != '\0'; p++) {
        if (!isalnum((unsigned char)*p) && strchr("._-", *p) == NULL) {
            source_fail(path, 0, "a static file's name is made of letters, digits, '.', '_' and '-'");
        }
        *p = isalnum((unsigned char)*p) ? *p : '_';
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct asset *)a)->name, ((const struct asset *)b)->name);
}

static struct assets assets_named(char **paths, size_t len)
{
    struct assets all = {source_alloc(len, sizeof(struct asset)), len};
    for (size_t i = 0; i < len; i++) {
        asset_name(&all.list[i], paths[i]);
        for (size_t k = 0; k < i; k++) {
            if (strcmp(all.list[i].identifier, all.list[k].identifier) == 0) {
                source_fail(paths[i], 0, "its name in C, %s, is also that of %s", all.list[i].identifier, paths[k]);
            }
        }
    }
    qsort(all.list, len, sizeof *all.list, by_name);
    return all;
}

static void asset_prepare(struct assets *all, struct asset *a);

/* The file a stylesheet calls `name`, ready to be linked to. */
static struct asset *asset_linked(struct assets *all, const struct source *from, size_t at, const char *name)
{
    for (size_t i = 0; i < all->len; i++) {
        struct asset *a = &all->list[i];
        if (strcmp(a->name, name) == 0) {
            if (a->progress == UNDER_WAY) {
                source_fail(from->path, source_line(from, at), "url(%s) closes a circle of files", name);
            }
            asset_prepare(all, a);
            return a;
        }
    }
    source_fail(from->path, source_line(from, at), "url(%s) names no file of static/", name);
}

/* Rewrites the url( ... ) at `at` and returns the offset behind it. */
static size_t rewrite_url(struct assets *all, struct asset *a, const struct source *css, size_t at)
{
    const char *s = css->text + at;
    const char *close = strchr(s, ')');
    if (close == NULL) {
        source_fail(css->path, source_line(css, at), "url( without )");
    }
    const char *start = s + strlen("url(");
    const char *end = close;
    while (start < end && strchr(" \t\n\r\"'", *start) != NULL) {
        start++;
    }
    while (end > start && strchr(" \t\n\r\"'", end[-1]) != NULL) {
        end--;
    }
    if (*start == '#' || strncmp(start, "data:", 5) == 0) {
        buffer_put(&a->bytes, s, (size_t)(close + 1 - s));
    } else {
        size_t name_len = strcspn(start, "?#)\"' \t\n\r");
        struct asset *to = asset_linked(all, css, at, source_copy(start, name_len));
        char *text =
            source_format("url(\"%s%.*s\")", to->url, (int)(end - start - (ptrdiff_t)name_len), start + name_len);
        buffer_put(&a->bytes, text, strlen(text));
    }
    return at + (size_t)(close + 1 - s);
}

static void rewrite_css(struct assets *all, struct asset *a, const struct source *css)
{
    size_t at = 0;
    while (at < css->len) {
        const char *s = css->text + at;
        const char *end;
        if (strncmp(s, "/*", 2) == 0 && (end = strstr(s + 2, "*/")) != NULL) {
            buffer_put(&a->bytes, s, (size_t)(end + 2 - s));
            at += (size_t)(end + 2 - s);
        } else if (strncmp(s, "url(", 4) == 0) {
            at = rewrite_url(all, a, css, at);
        } else {
            buffer_put(&a->bytes, s, 1);
            at++;
        }
    }
}

/* FNV-1a, 64 bits: it tells our own files' versions apart, it does not guard against anyone. */
static char *content_hash(const struct buffer *b)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < b->len; i++) {
        h = (h ^ (unsigned char)b->text[i]) * UINT64_C(1099511628211);
    }
    return source_format("%016" PRIx64, h);
}

/* gzip -9 with no name and no time, so that the same file always gives the same bytes. */
static void asset_compress(struct asset *a)
{
    z_stream z = {0};
    if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK) {
        source_fail(a->path, 0, "zlib does not start");
    }
    uLong bound = deflateBound(&z, (uLong)a->bytes.len);
    a->gzip = source_alloc(bound, 1);
    unsigned char *in = source_alloc(a->bytes.len, 1);
    memcpy(in, a->bytes.text, a->bytes.len);
    z.next_in = in;
    z.avail_in = (uInt)a->bytes.len;
    z.next_out = a->gzip;
    z.avail_out = (uInt)bound;
    if (deflate(&z, Z_FINISH) != Z_STREAM_END) {
        source_fail(a->path, 0, "zlib cannot compress it");
    }
    a->gzip_len = z.total_out < a->bytes.len ? (size_t)z.total_out : 0;
    (void)deflateEnd(&z);
}

static void asset_prepare(struct assets *all, struct asset *a)
{
    if (a->progress == READY) {
        return;
    }
    a->progress = UNDER_WAY;
    struct source s = source_read(a->path);
    buffer_put(&a->bytes, "", 0);
    if (strcmp(a->ext, "css") == 0) {
        rewrite_css(all, a, &s);
    } else {
        buffer_put(&a->bytes, s.text, s.len);
    }
    a->hash = content_hash(&a->bytes);
    a->url = source_format("/static/%.*s.%.*s.%s", (int)(a->ext - 1 - a->name), a->name, HASH_SHOWN, a->hash, a->ext);
    asset_compress(a);
    a->progress = READY;
}

static void emit_header(const char *path, const struct assets *all)
{
    FILE *f = emit_open(path);
    (void)fputs("/* made from static/ by embed_static; do not edit */\n#ifndef GEN_STATIC_ASSETS_H\n#define "
                "GEN_STATIC_ASSETS_H\n\n"
                "#include <stddef.h>\n\n"
                "/* One file, ready to be answered.  `url` changes with the content: it may be cached for ever. */\n"
                "struct static_asset {\n"
                "    const char *name; /* site.css */\n"
                "    const char *url;  /* /static/site.0123456789.css */\n"
                "    const char *content_type;\n"
                "    const char *etag; /* strong, with its quotes */\n"
                "    const unsigned char *bytes;\n"
                "    size_t len;\n"
                "    const unsigned char *gzip; /* NULL where it would not be smaller */\n"
                "    size_t gzip_len;\n"
                "    const char *gzip_etag; /* strong too, hence another one; NULL without gzip */\n"
                "};\n\n/* Sorted by name; the row at static_assets_len holds NULLs. */\n"
                "extern const struct static_asset static_assets[];\nextern const size_t static_assets_len;\n\n"
                "/* The same URLs, for templates: {{% site.css }}. */\n",
                f);
    for (size_t i = 0; i < all->len; i++) {
        (void)fprintf(f, "extern const char %s[%zu];\n", all->list[i].identifier, strlen(all->list[i].url) + 1);
    }
    (void)fputs("\n#endif\n", f);
    emit_close(f, path);
}

static void emit_row(FILE *f, size_t i, const struct asset *a)
{
    (void)fprintf(f, "    {\"%s\", %s, \"%s\", \"\\\"%s\\\"\", bytes_%zu, %zu, ", a->name, a->identifier,
                  a->content_type, a->hash, i, a->bytes.len);
    if (a->gzip_len > 0) {
        (void)fprintf(f, "gzip_%zu, %zu, \"\\\"%s-gz\\\"\"},\n", i, a->gzip_len, a->hash);
    } else {
        (void)fputs("NULL, 0, NULL},\n", f);
    }
}

static void emit_table(const char *path, const char *header, const struct assets *all)
{
    FILE *f = emit_open(path);
    (void)fprintf(f, "/* made from static/ by embed_static; do not edit */\n#include \"%s\"\n\n",
                  source_base_name(header));
    for (size_t i = 0; i < all->len; i++) {
        const struct asset *a = &all->list[i];
        (void)fprintf(f, "const char %s[%zu] = \"%s\";\n", a->identifier, strlen(a->url) + 1, a->url);
        emit_array(f, "unsigned char", source_format("bytes_%zu", i), a->bytes.text, a->bytes.len);
        if (a->gzip_len > 0) {
            emit_array(f, "unsigned char", source_format("gzip_%zu", i), a->gzip, a->gzip_len);
        }
    }
    (void)fputs("const struct static_asset static_assets[] = {\n", f);
    for (size_t i = 0; i < all->len; i++) {
        emit_row(f, i, &all->list[i]);
    }
    (void)fprintf(f,
                  "    {NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL},\n};\nconst size_t static_assets_len = %zu;\n",
                  all->len);
    emit_close(f, path);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        (void)fputs("usage: embed_static OUT.h OUT.c FILE...\n", stderr);
        return 2;
    }
    struct assets all = assets_named(argv + 3, (size_t)argc - 3);
    for (size_t i = 0; i < all.len; i++) {
        asset_prepare(&all, &all.list[i]);
    }
    emit_header(argv[1], &all);
    emit_table(argv[2], argv[1], &all);
    return 0;
}
