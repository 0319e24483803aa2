/* file_store.c - DIR/files/ab/cdef...: bytes under the name of their own SHA-256.
 *
 * The order that survives a power cut (SECURITY.md 2, Files): temporary file in the same directory, write, fsync,
 * rename, fsync of the directory and of the one that holds it; only then may a row name the file. */
#include "media/media.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <unistd.h>

#include <sys/stat.h>

#include <sodium.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"
#include "media/media_private.h"

enum {
    SHARD_CHARS = 2,
    FILE_BYTES_MAX = 256 * 1024 * 1024, /* of a stored file; only a corrupt directory holds more */
    TEMP_RANDOM_BYTES = 12,
    SECONDS_AN_HOUR = 3600
};

#define TEMP_PREFIX ".new-"

void media_name_of(const void *bytes, size_t len, char ret_sha256[MEDIA_NAME_CHARS + 1])
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256(digest, bytes, len);
    (void)sodium_bin2hex(ret_sha256, MEDIA_NAME_CHARS + 1, digest, sizeof(digest));
}

static bool is_hex(const char *s, size_t len)
{
    return strlen(s) == len && strspn(s, "0123456789abcdef") == len;
}

static enum err disk_error(const char *what)
{
    int cause = errno;
    if (cause == ENOSPC || cause == EDQUOT) {
        log_line("error", "event=disk_full step=%s", what);
        return ERR_FULL;
    }
    return FAIL("the file store cannot %s: errno=%d", what, cause);
}

/* Opens the directory of the name's first two characters, making it when `may_make`. */
static enum err shard_open(const struct media *m, const char *sha256, bool may_make, int *ret_fd)
{
    const char shard[SHARD_CHARS + 1] = {sha256[0], sha256[1], '\0'};
    if (may_make && mkdirat(m->dir_fd, shard, S_IRWXU) != 0 && errno != EEXIST) {
        return disk_error("make a directory");
    }
    int fd = openat(m->dir_fd, shard, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) {
        return errno == ENOENT ? ERR_NOT_FOUND : disk_error("open a directory");
    }
    *ret_fd = fd;
    return OK;
}

static enum err write_and_sync(int fd, const unsigned char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t put = write(fd, bytes, len);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put < 0) {
            return disk_error("write");
        }
        bytes += put;
        len -= (size_t)put;
    }
    return fsync(fd) == 0 ? OK : disk_error("fsync");
}

static enum err write_temp(int shard, const char *temp, const void *bytes, size_t len)
{
    int fd = openat(shard, temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (fd < 0) {
        return disk_error("make a file");
    }
    enum err e = write_and_sync(fd, bytes, len);
    if (close(fd) != 0 && e == OK) {
        e = disk_error("close");
    }
    return e;
}

/* All or nothing: until the rename nobody sees the name, after it the name has all its bytes. */
static enum err write_new(int shard, const char *name, const void *bytes, size_t len)
{
    char temp[sizeof(TEMP_PREFIX) + 2UL * TEMP_RANDOM_BYTES] = TEMP_PREFIX;
    unsigned char random[TEMP_RANDOM_BYTES];
    randombytes_buf(random, sizeof(random));
    (void)sodium_bin2hex(temp + sizeof(TEMP_PREFIX) - 1, 2 * sizeof(random) + 1, random, sizeof(random));
    enum err e = write_temp(shard, temp, bytes, len);
    if (e == OK && renameat(shard, temp, shard, name) != 0) {
        e = disk_error("rename");
    }
    if (e != OK) {
        (void)unlinkat(shard, temp, 0);
    }
    return e;
}

/* Reads a whole regular file.  ERR_NOT_FOUND when there is none. */
static enum err read_whole(int shard, const char *name, struct arena *a, const unsigned char **ret_bytes,
                           size_t *ret_len)
{
    int fd = openat(shard, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) {
        return errno == ENOENT ? ERR_NOT_FOUND : disk_error("open");
    }
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size < 0 || st.st_size > FILE_BYTES_MAX) {
        (void)close(fd);
        return FAIL("what stands in the file store is not a file of ours");
    }
    size_t len = (size_t)st.st_size;
    unsigned char *bytes = arena_alloc(a, len + 1, 1);
    size_t at = 0;
    while (at < len) {
        ssize_t got = pread(fd, bytes + at, len - at, (off_t)at);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            break;
        }
        at += (size_t)got;
    }
    (void)close(fd);
    if (at != len) {
        return FAIL("a stored file cannot be read to its end");
    }
    *ret_bytes = bytes;
    *ret_len = len;
    return OK;
}

/* True when the file is there whole; then it has also been made young, so that a sweep leaves it alone. */
static bool is_stored(struct media *m, int shard, const char *sha256)
{
    (void)pthread_mutex_lock(&m->sweep_lock);
    bool is_there = utimensat(shard, sha256 + SHARD_CHARS, NULL, AT_SYMLINK_NOFOLLOW) == 0;
    (void)pthread_mutex_unlock(&m->sweep_lock);
    if (!is_there) {
        return false;
    }
    struct arena *a = arena_new();
    const unsigned char *bytes = NULL;
    size_t len = 0;
    char name[MEDIA_NAME_CHARS + 1] = "";
    if (read_whole(shard, sha256 + SHARD_CHARS, a, &bytes, &len) == OK) {
        media_name_of(bytes, len, name);
    }
    arena_free(a);
    if (strcmp(name, sha256) != 0) {
        log_line("error", "event=stored_file_replaced sha256=%s", sha256);
        return false;
    }
    return true;
}

enum err media_store(struct media *m, const void *bytes, size_t len, char ret_sha256[MEDIA_NAME_CHARS + 1])
{
    char name[MEDIA_NAME_CHARS + 1];
    media_name_of(bytes, len, name);
    if (len > FILE_BYTES_MAX) {
        return ERR_TOO_LARGE;
    }
    int shard = -1;
    TRY(shard_open(m, name, true, &shard));
    enum err e = is_stored(m, shard, name) ? OK : write_new(shard, name + SHARD_CHARS, bytes, len);
    /* Also for a file that was there: whoever renamed it may not have come this far yet. */
    if (e == OK && (fsync(shard) != 0 || fsync(m->dir_fd) != 0)) {
        e = disk_error("fsync a directory");
    }
    (void)close(shard);
    if (e == OK) {
        memcpy(ret_sha256, name, sizeof(name));
    }
    return e;
}

enum err media_read(struct media *m, const char *sha256, enum media_trust trust, struct arena *a,
                    const unsigned char **ret_bytes, size_t *ret_len)
{
    if (sha256 == NULL || !is_hex(sha256, MEDIA_NAME_CHARS)) {
        return ERR_NOT_FOUND;
    }
    int shard = -1;
    TRY(shard_open(m, sha256, false, &shard));
    const unsigned char *bytes = NULL;
    size_t len = 0;
    enum err e = read_whole(shard, sha256 + SHARD_CHARS, a, &bytes, &len);
    (void)close(shard);
    if (e != OK) {
        return e;
    }
    if (trust == MEDIA_VERIFY) {
        char name[MEDIA_NAME_CHARS + 1];
        media_name_of(bytes, len, name);
        if (strcmp(name, sha256) != 0) {
            return FAIL("the stored file %s was altered", sha256);
        }
    }
    *ret_bytes = bytes;
    *ret_len = len;
    return OK;
}

/* --- sweeping --- */

struct sweep {
    struct media *m;
    int64_t older_than_at;
    media_is_referenced *is_referenced;
    void *context;
    size_t removed;
};

static bool is_old(int shard, const char *name, int64_t older_than_at)
{
    struct stat st;
    return fstatat(shard, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) &&
           (int64_t)st.st_mtime < older_than_at;
}

/* Asks before taking the lock (asking is slow), looks at the age again under it. */
static void sweep_entry(struct sweep *s, int shard, const char *shard_name, const char *entry)
{
    if (!is_old(shard, entry, s->older_than_at)) {
        return;
    }
    if (!text_starts(entry, TEMP_PREFIX)) {
        char sha256[MEDIA_NAME_CHARS + 1];
        if (!is_hex(entry, MEDIA_NAME_CHARS - SHARD_CHARS)) {
            return; /* not ours: leave it to a person */
        }
        memcpy(sha256, shard_name, SHARD_CHARS);
        memcpy(sha256 + SHARD_CHARS, entry, MEDIA_NAME_CHARS - SHARD_CHARS + 1);
        if (s->is_referenced(s->context, sha256)) {
            return;
        }
    }
    (void)pthread_mutex_lock(&s->m->sweep_lock);
    if (is_old(shard, entry, s->older_than_at) && unlinkat(shard, entry, 0) == 0) {
        s->removed++;
    }
    (void)pthread_mutex_unlock(&s->m->sweep_lock);
}

static enum err sweep_shard(struct sweep *s, const char *shard_name)
{
    int shard = -1;
    enum err e = shard_open(s->m, shard_name, false, &shard);
    if (e != OK) {
        return e == ERR_NOT_FOUND ? OK : e;
    }
    int again = dup(shard);
    DIR *d = again < 0 ? NULL : fdopendir(again);
    if (d == NULL) {
        e = disk_error("list a directory");
        if (again >= 0) {
            (void)close(again);
        }
        (void)close(shard);
        return e;
    }
    for (struct dirent *entry = readdir(d); entry != NULL; entry = readdir(d)) {
        sweep_entry(s, shard, shard_name, entry->d_name);
    }
    (void)closedir(d);
    (void)close(shard);
    return OK;
}

enum err media_sweep(struct media *m, int hours, media_is_referenced *is_referenced, void *context, size_t *ret_removed)
{
    static const char digits[] = "0123456789abcdef";
    if (hours < 1) {
        return ERR_INVALID; /* an upload whose row is about to be committed is minutes old */
    }
    struct timespec now;
    (void)clock_gettime(CLOCK_REALTIME, &now);
    struct sweep s = {.m = m,
                      .older_than_at = (int64_t)now.tv_sec - (int64_t)hours * SECONDS_AN_HOUR,
                      .is_referenced = is_referenced,
                      .context = context};
    for (size_t i = 0; i < 256; i++) {
        const char shard_name[SHARD_CHARS + 1] = {digits[i / 16], digits[i % 16], '\0'};
        TRY(sweep_shard(&s, shard_name));
    }
    *ret_removed = s.removed;
    return OK;
}
