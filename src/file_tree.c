/* file_tree.c */
#include "file_tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"

enum { CHUNK_BYTES = 64 * 1024 };

static enum err disk_error(const char *what, const char *path)
{
    if (errno == ENOENT) {
        return ERR_NOT_FOUND;
    }
    if (errno == ENOSPC || errno == EDQUOT) {
        return ERR_FULL;
    }
    return FAIL("event=%s path=%s error=\"%s\"", what, path, strerror(errno));
}

static void append(struct arena *a, struct path_list *list, const char *path)
{
    if ((list->len & (list->len - 1)) == 0) {
        const char **grown = ARENA_ARRAY(a, const char *, list->len == 0 ? 1 : list->len * 2);
        if (list->len > 0) {
            memcpy(grown, list->paths, list->len * sizeof *grown);
        }
        list->paths = grown;
    }
    list->paths[list->len++] = path;
}

/* Directories that are still to be read stand in one list and files in the other. */
static enum err read_dir(struct arena *a, const char *dir, const char *part, struct path_list *dirs,
                         struct path_list *files)
{
    const char *path = text_format(a, "%s/%s", dir, part);
    DIR *d = opendir(path);
    if (d == NULL) {
        return errno == ENOENT ? OK : disk_error("list", path);
    }
    enum err e = OK;
    for (const struct dirent *entry = NULL; e == OK && (entry = readdir(d)) != NULL;) {
        const char *name = text_format(a, "%s%s%s", part, *part == '\0' ? "" : "/", entry->d_name);
        struct stat st;
        if (entry->d_name[0] == '.') {
            continue;
        }
        if (fstatat(dirfd(d), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
            e = errno == ENOENT ? OK : disk_error("list", name); /* swept meanwhile */
        } else if (S_ISDIR(st.st_mode)) {
            append(a, dirs, name);
        } else if (S_ISREG(st.st_mode)) {
            append(a, files, name);
        }
    }
    (void)closedir(d);
    return e;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

enum err tree_list(struct arena *a, const char *dir, const char *part, struct path_list *ret)
{
    struct path_list dirs = {0};
    *ret = (struct path_list){0};
    append(a, &dirs, part);
    for (size_t i = 0; i < dirs.len; i++) {
        TRY(read_dir(a, dir, dirs.paths[i], &dirs, ret));
    }
    if (ret->len > 1) {
        qsort(ret->paths, ret->len, sizeof *ret->paths, by_name);
    }
    return OK;
}

/* Reads `in` to its end; what is read goes to `out` as well unless that is negative. */
static enum err pump(int in, int out, const char *path, char ret_sha256[SHA256_CHARS + 1])
{
    crypto_hash_sha256_state state;
    unsigned char digest[crypto_hash_sha256_BYTES];
    unsigned char chunk[CHUNK_BYTES];
    ssize_t got = 0;
    (void)crypto_hash_sha256_init(&state);
    while ((got = read(in, chunk, sizeof chunk)) > 0) {
        (void)crypto_hash_sha256_update(&state, chunk, (unsigned long long)got);
        if (out >= 0 && write(out, chunk, (size_t)got) != got) {
            return disk_error("write", path);
        }
    }
    if (got < 0 || (out >= 0 && fsync(out) != 0)) {
        return disk_error("copy", path);
    }
    (void)crypto_hash_sha256_final(&state, digest);
    (void)sodium_bin2hex(ret_sha256, SHA256_CHARS + 1, digest, sizeof digest);
    return OK;
}

enum err file_hash(const char *path, char ret_sha256[SHA256_CHARS + 1])
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return disk_error("open", path);
    }
    enum err e = pump(fd, -1, path, ret_sha256);
    (void)close(fd);
    return e;
}

/* Makes every directory that leads to `path`. */
static enum err make_way(struct arena *a, const char *path)
{
    for (const char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        const char *dir = arena_copy(a, path, (size_t)(slash - path));
        if (mkdir(dir, 0700) != 0 && errno != EEXIST) {
            return disk_error("mkdir", dir);
        }
    }
    return OK;
}

static enum err open_new(const char *path, int *ret_fd)
{
    struct arena *a = arena_new();
    enum err e = make_way(a, path);
    arena_free(a);
    TRY(e);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return disk_error("create", path);
    }
    *ret_fd = fd;
    return OK;
}

enum err file_copy(const char *from, const char *to, char ret_sha256[SHA256_CHARS + 1])
{
    int out = -1;
    int in = open(from, O_RDONLY | O_CLOEXEC);
    if (in < 0) {
        return disk_error("open", from);
    }
    enum err e = open_new(to, &out);
    if (e == OK) {
        e = pump(in, out, to, ret_sha256);
        (void)close(out);
    }
    (void)close(in);
    return e;
}

enum err file_write(const char *path, const void *bytes, size_t len)
{
    int fd = -1;
    TRY(open_new(path, &fd));
    enum err e = write(fd, bytes, len) == (ssize_t)len && fsync(fd) == 0 ? OK : disk_error("write", path);
    (void)close(fd);
    return e;
}

static bool is_empty_dir(const char *path)
{
    DIR *d = opendir(path);
    if (d == NULL) {
        return false;
    }
    int names = 0;
    while (readdir(d) != NULL) {
        names++;
    }
    (void)closedir(d);
    return names == 2; /* "." and ".." */
}

enum err dir_make(const char *path)
{
    if (mkdir(path, 0700) == 0) {
        return OK;
    }
    if (errno != EEXIST) {
        return disk_error("mkdir", path);
    }
    return is_empty_dir(path) ? OK : ERR_CONFLICT;
}

void dir_sync(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd);
        (void)close(fd);
    }
}
