/* manifest.c */
#include "manifest.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/log.h"
#include "base/text.h"
#include "say.h"

enum { BYTES_MAX = 16 * 1024 * 1024, ENTRIES_MAX = 200000 };

static const char manifest_name[] = "MANIFEST.sha256";
static const char end_mark[] = "# end ";

static const char *digest_of(struct arena *a, const char *bytes, size_t len)
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256(digest, (const unsigned char *)bytes, len);
    return text_hex(a, digest, sizeof digest);
}

enum err manifest_write(struct arena *a, const char *dir)
{
    struct path_list files;
    struct buffer b = buffer_new(a, BYTES_MAX);
    char sha256[SHA256_CHARS + 1];
    TRY(tree_list(a, dir, "", &files));
    for (size_t i = 0; i < files.len; i++) {
        TRY(file_hash(text_format(a, "%s/%s", dir, files.paths[i]), sha256));
        buffer_format(&b, "%s  %s\n", sha256, files.paths[i]);
        progress("核对", i + 1, files.len);
    }
    progress_end();
    buffer_format(&b, "%s%zu %s\n", end_mark, files.len, digest_of(a, b.bytes, b.len));
    if (b.is_overfull) {
        return ERR_TOO_LARGE;
    }
    TRY(file_write(text_format(a, "%s/%s", dir, manifest_name), b.bytes, b.len));
    dir_sync(dir);
    return OK;
}

static enum err load(struct arena *a, const char *path, const char **ret_text, size_t *ret_len)
{
    FILE *f = fopen(path, "re");
    if (f == NULL) {
        return errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND
                                                   : FAIL("event=open path=%s error=\"%s\"", path, strerror(errno));
    }
    char *text = arena_alloc(a, BYTES_MAX + 1, 1);
    size_t len = fread(text, 1, BYTES_MAX, f);
    bool is_whole = feof(f) != 0;
    (void)fclose(f);
    *ret_text = text;
    *ret_len = len;
    return is_whole ? OK : ERR_CONFLICT;
}

/* A path that stays inside the directory. */
static bool is_inside(const char *path)
{
    return *path != '/' && *path != '\0' && strstr(path, "..") == NULL && *path != '.';
}

/* "sha256  path\n" at *at; false when it is not that. */
static bool read_entry(struct arena *a, const char **at, struct manifest_entry *ret)
{
    const char *line = *at;
    size_t len = strcspn(line, "\n");
    if (line[len] != '\n' || len < SHA256_CHARS + 3 || strspn(line, "0123456789abcdef") != SHA256_CHARS ||
        line[SHA256_CHARS] != ' ' || line[SHA256_CHARS + 1] != ' ') {
        return false;
    }
    ret->sha256 = arena_copy(a, line, SHA256_CHARS);
    ret->path = arena_copy(a, line + SHA256_CHARS + 2, len - SHA256_CHARS - 2);
    *at = line + len + 1;
    return is_inside(ret->path);
}

/* Lines of files, then the line that covers them, then nothing. */
static bool read_all(struct arena *a, const char *text, size_t len, struct manifest *ret)
{
    const char *at = text;
    size_t room = 0;
    for (const char *p = text; *p != '\0'; p++) {
        room += *p == '\n' ? 1 : 0;
    }
    if (strlen(text) != len || room == 0 || room > ENTRIES_MAX) {
        return false;
    }
    struct manifest_entry *entries = ARENA_ARRAY(a, struct manifest_entry, room);
    size_t count = 0;
    while (!text_starts(at, end_mark)) {
        if (count == room || !read_entry(a, &at, &entries[count])) {
            return false;
        }
        count++;
    }
    *ret = (struct manifest){entries, count};
    const char *last = text_format(a, "%s%zu %s\n", end_mark, ret->len, digest_of(a, text, (size_t)(at - text)));
    return strcmp(at, last) == 0;
}

static enum err damaged(const char **ret_reason, const char *reason)
{
    *ret_reason = reason;
    return ERR_CONFLICT;
}

enum err manifest_check(struct arena *a, const char *dir, struct manifest *ret, const char **ret_reason)
{
    const char *text = "";
    size_t len = 0;
    enum err e = load(a, text_format(a, "%s/%s", dir, manifest_name), &text, &len);
    if (e == ERR_NOT_FOUND) {
        return e;
    }
    if (e != OK || !read_all(a, text, len, ret)) {
        return damaged(ret_reason, "清单 MANIFEST.sha256 不完整或被改动");
    }
    for (size_t i = 0; i < ret->len; i++) {
        char sha256[SHA256_CHARS + 1] = "";
        e = file_hash(text_format(a, "%s/%s", dir, ret->entries[i].path), sha256);
        if (e != OK || strcmp(sha256, ret->entries[i].sha256) != 0) {
            progress_end();
            return damaged(ret_reason, text_format(a, "%s %s", ret->entries[i].path,
                                                   e == OK ? "与清单不符" : "不见了或者读不出来"));
        }
        progress("核对", i + 1, ret->len);
    }
    progress_end();
    return OK;
}
