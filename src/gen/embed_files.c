/* embed_files.c - build tool: files become a constant table, so that the program needs none of them at run time.
 *
 *   embed_files NAME OUT.h OUT.c FILE...
 *
 * makes `NAME[]`, sorted by path, and `NAME_len`.  Each file's bytes are NUL-terminated one past `len`, so that text
 * can be used as a string. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "source.h"

static int by_path(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void check_name(const char *name)
{
    for (const char *p = name; *p != '\0'; p++) {
        if (!islower((unsigned char)*p) && *p != '_') {
            source_fail(name, 0, "a table's name is made of a-z and _");
        }
    }
}

static void emit_header(const char *path, const char *name)
{
    FILE *f = emit_open(path);
    (void)fprintf(
        f,
        "/* made by embed_files; do not edit */\n#ifndef GEN_%s\n#define GEN_%s\n\n#include <stddef.h>\n\n"
        "#ifndef GEN_EMBEDDED_FILE\n#define GEN_EMBEDDED_FILE\n"
        "/* A file of the source tree; `bytes` is NUL-terminated one past `len`. */\n"
        "struct embedded_file {\n    const char *path;\n    const unsigned char *bytes;\n    size_t len;\n};\n"
        "#endif\n\n/* Sorted by path; the row at %s_len holds NULLs. */\n"
        "extern const struct embedded_file %s[];\nextern const size_t %s_len;\n\n#endif\n",
        name, name, name, name, name);
    emit_close(f, path);
}

static void emit_table(const char *path, const char *name, const char *header, char **files, size_t files_len)
{
    FILE *f = emit_open(path);
    size_t *lens = source_alloc(files_len, sizeof *lens);
    (void)fprintf(f, "/* made by embed_files; do not edit */\n#include \"%s\"\n\n", source_base_name(header));
    for (size_t i = 0; i < files_len; i++) {
        struct source s = source_read(files[i]);
        lens[i] = s.len;
        emit_array(f, "unsigned char", source_format("file_%zu", i), s.text, s.len);
    }
    (void)fprintf(f, "const struct embedded_file %s[] = {\n", name);
    for (size_t i = 0; i < files_len; i++) {
        (void)fputs("    {", f);
        emit_string(f, files[i], strlen(files[i]));
        (void)fprintf(f, ", file_%zu, %zu},\n", i, lens[i]);
    }
    (void)fprintf(f, "    {NULL, NULL, 0},\n};\nconst size_t %s_len = %zu;\n", name, files_len);
    emit_close(f, path);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        (void)fputs("usage: embed_files NAME OUT.h OUT.c FILE...\n", stderr);
        return 2;
    }
    char **files = argv + 4;
    size_t files_len = (size_t)argc - 4;
    check_name(argv[1]);
    qsort(files, files_len, sizeof *files, by_path);
    for (size_t i = 1; i < files_len; i++) {
        if (strcmp(files[i - 1], files[i]) == 0) {
            source_fail(files[i], 0, "given twice");
        }
    }
    emit_header(argv[2], argv[1]);
    emit_table(argv[3], argv[1], argv[2], files, files_len);
    return 0;
}
