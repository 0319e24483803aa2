/* show_tables.c - writes what embed_sql, embed_files and embed_static have made to standard output.
 *
 *   show_tables sql | files | static | bytes NAME | gzip NAME */
#include <stdio.h>
#include <string.h>

#include "queries.h"
#include "some_files.h"
#include "static_assets.h"

static void show_sql(void)
{
    for (int i = 0; i < Q__COUNT; i++) {
        (void)printf("%s %zu: %.200s\n", query_texts[i].name, strlen(query_texts[i].sql), query_texts[i].sql);
    }
    (void)printf("end %d, plain is row %d\n", query_texts[Q__COUNT].name == NULL, (int)Q_PLAIN);
}

static void show_files(void)
{
    for (size_t i = 0; i < some_files_len; i++) {
        const struct embedded_file *f = &some_files[i];
        (void)printf("%s %zu, ends in NUL %d, byte 0 is %d\n", f->path, f->len, f->bytes[f->len] == 0, f->bytes[0]);
    }
    (void)printf("end %d\n", some_files[some_files_len].path == NULL);
}

static void show_static(void)
{
    for (size_t i = 0; i < static_assets_len; i++) {
        const struct static_asset *a = &static_assets[i];
        (void)printf("%s %s %s %s %zu gzip %d %s\n", a->name, a->url, a->content_type, a->etag, a->len,
                     a->gzip != NULL && a->gzip_len < a->len, a->gzip_etag == NULL ? "-" : a->gzip_etag);
    }
}

static void show_one(const char *name, int is_gzip)
{
    for (size_t i = 0; i < static_assets_len; i++) {
        const struct static_asset *a = &static_assets[i];
        if (strcmp(a->name, name) == 0) {
            (void)fwrite(is_gzip ? a->gzip : a->bytes, 1, is_gzip ? a->gzip_len : a->len, stdout);
        }
    }
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "sql") == 0) {
        show_sql();
    } else if (strcmp(what, "files") == 0) {
        show_files();
    } else if (strcmp(what, "static") == 0) {
        show_static();
    } else if (argc == 3) {
        show_one(argv[2], strcmp(what, "gzip") == 0);
    }
    return 0;
}
