/* embed_static.c - build tool: static/ becomes a table of ready answers: bytes, gzip bytes, type, ETag and a URL
 * that names the content, so that a browser may keep it for ever.
 *
 *   embed_static OUT.h OUT.c FILE...
 *
 * A stylesheet's url(NAME) that names another of the files becomes that file's URL; so a file is hashed after those
 * it refers to.  A script goes out shortened (minify_js.h).  Refused, with file and line: url() of anything else but
 * "data:" and "#id", and a circle of files. */
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "minify_js.h"
#include "source.h"

enum { HASH_SHOWN = 10 };

struct asset {
    const char *path;
    const char *name; /* site.css */
    const char *ext;  /* css */
    const char *content_type;
    char *identifier; /* static_url_site_css */
    bool is_css;
    bool is_ready; /* url and all below it are there */
    struct source source;
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
    a->is_css = strcmp(a->ext, "css") == 0;
    a->source = source_read(path);
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

/* A url( ... ) of a stylesheet, as offsets into it. */
struct link {
    size_t at;       /* of "url("         */
    size_t end;      /* behind the ")"    */
    size_t name;     /* of the file named */
    size_t name_len; /* 0 for "#id" and "data:" */
    size_t rest_len; /* of "#id" behind the name */
};

/* Finds the first url() from `at` on, outside of comments. */
static bool link_next(const struct source *css, size_t at, struct link *ret)
{
    static const char around[] = " \t\n\r\"'";
    const char *s = css->text + at;
    for (; *s != '\0' && strncmp(s, "url(", 4) != 0; s++) {
        const char *end = strncmp(s, "/*", 2) == 0 ? strstr(s + 2, "*/") : NULL;
        s = end != NULL ? end + 1 : s;
    }
    if (*s == '\0') {
        return false;
    }
    const char *close = strchr(s, ')');
    if (close == NULL) {
        source_fail(css->path, source_line(css, (size_t)(s - css->text)), "url( without )");
    }
    const char *name = s + 4 + strspn(s + 4, around);
    const char *end = close;
    while (end > name && strchr(around, end[-1]) != NULL) {
        end--;
    }
    bool is_own = *name != '#' && strncmp(name, "data:", 5) != 0;
    size_t name_len = strcspn(name, "#)\"' \t\n\r");
    *ret = (struct link){
        .at = (size_t)(s - css->text),
        .end = (size_t)(close + 1 - css->text),
        .name = (size_t)(name - css->text),
        .name_len = is_own ? name_len : 0,
        .rest_len = is_own ? (size_t)(end - name) - name_len : 0,
    };
    return true;
}

static const struct asset *asset_linked(const struct assets *all, const struct source *css, const struct link *l)
{
    for (size_t i = 0; i < all->len; i++) {
        const struct asset *a = &all->list[i];
        if (strlen(a->name) == l->name_len && strncmp(a->name, css->text + l->name, l->name_len) == 0) {
            return a;
        }
    }
    source_fail(css->path, source_line(css, l->at), "url(%.*s) names no file of static/", (int)l->name_len,
                css->text + l->name);
}

/* Finds the first link to a file that has no address yet. */
static bool waits(const struct assets *all, const struct source *css, struct link *ret)
{
    for (size_t at = 0; link_next(css, at, ret); at = ret->end) {
        if (ret->name_len > 0 && !asset_linked(all, css, ret)->is_ready) {
            return true;
        }
    }
    return false;
}

static void rewrite_css(const struct assets *all, struct asset *a)
{
    const struct source *css = &a->source;
    struct link l;
    size_t at = 0;
    for (; link_next(css, at, &l); at = l.end) {
        buffer_put(&a->bytes, css->text + at, l.at - at);
        if (l.name_len == 0) {
            buffer_put(&a->bytes, css->text + l.at, l.end - l.at);
            continue;
        }
        const char *url = asset_linked(all, css, &l)->url;
        buffer_put(&a->bytes, "url(\"", 5);
        buffer_put(&a->bytes, url, strlen(url));
        buffer_put(&a->bytes, css->text + l.name + l.name_len, l.rest_len);
        buffer_put(&a->bytes, "\")", 2);
    }
    buffer_put(&a->bytes, css->text + at, css->len - at);
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

static void asset_prepare(const struct assets *all, struct asset *a)
{
    if (a->is_css) {
        rewrite_css(all, a);
    } else if (strcmp(a->ext, "js") == 0) {
        minify_js(&a->source, &a->bytes);
    } else {
        buffer_put(&a->bytes, a->source.text, a->source.len);
    }
    a->hash = content_hash(&a->bytes);
    a->url = source_format("/static/%.*s.%.*s.%s", (int)(a->ext - 1 - a->name), a->name, HASH_SHOWN, a->hash, a->ext);
    asset_compress(a);
    a->is_ready = true;
}

/* Leaves first: each round prepares the files whose links all have addresses. */
static void assets_prepare(struct assets *all)
{
    const struct asset *waiting = NULL;
    struct link l = {0};
    bool has_moved = true;
    while (has_moved) {
        has_moved = false;
        waiting = NULL;
        for (size_t i = 0; i < all->len; i++) {
            struct asset *a = &all->list[i];
            if (a->is_ready) {
                continue;
            }
            if (a->is_css && waits(all, &a->source, &l)) {
                waiting = a;
                continue;
            }
            asset_prepare(all, a);
            has_moved = true;
        }
    }
    if (waiting != NULL) {
        (void)waits(all, &waiting->source, &l);
        source_fail(waiting->path, source_line(&waiting->source, l.at), "url(%.*s) closes a circle of files",
                    (int)l.name_len, waiting->source.text + l.name);
    }
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
    assets_prepare(&all);
    emit_header(argv[1], &all);
    emit_table(argv[2], argv[1], &all);
    return 0;
}
