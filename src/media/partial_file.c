/* partial_file.c */
#include "media/partial_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"

enum { REF_CHARS_MAX = 64, COPY_BYTES = 65536, SECONDS_AN_HOUR = 3600 };

#define UPLOADS "uploads"

static enum err disk_error(const char *what)
{
    int cause = errno;
    if (cause == ENOSPC || cause == EDQUOT) {
        log_line("error", "event=disk_full step=%s", what);
        return ERR_FULL;
    }
    return FAIL("a file on its way cannot %s: errno=%d", what, cause);
}

static bool is_ref(const char *ref)
{
    size_t len = strlen(ref);
    return len >= 1 && len <= REF_CHARS_MAX && strspn(ref, "abcdefghijklmnopqrstuvwxyz0123456789") == len;
}

/* DIR/uploads, made when it is absent. */
static enum err open_uploads(const char *dir, int *ret_fd)
{
    int spool = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (spool < 0) {
        return disk_error("open the spool");
    }
    int fd = mkdirat(spool, UPLOADS, S_IRWXU) == 0 || errno == EEXIST
                 ? openat(spool, UPLOADS, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
                 : -1;
    enum err e = fd < 0 ? disk_error("open its directory") : OK;
    (void)close(spool);
    *ret_fd = fd;
    return e;
}

static enum err open_file(const struct partial *p, int flags, int *ret_fd)
{
    int dir = -1;
    if (!is_ref(p->ref)) {
        return ERR_NOT_FOUND;
    }
    TRY(open_uploads(p->dir, &dir));
    int fd = openat(dir, p->ref, flags | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    enum err e = fd >= 0 ? OK : errno == ENOENT ? ERR_NOT_FOUND : disk_error("be opened");
    (void)close(dir);
    *ret_fd = fd;
    return e;
}

static enum err length_of(int fd, int64_t *ret_len)
{
    struct stat st;
    if (fstat(fd, &st) != 0) {
        return disk_error("be measured");
    }
    *ret_len = st.st_size;
    return OK;
}

enum err partial_length(const struct partial *p, int64_t *ret_len)
{
    int fd = -1;
    enum err e = open_file(p, O_RDONLY, &fd);
    if (e == ERR_NOT_FOUND) {
        *ret_len = 0;
        return is_ref(p->ref) ? OK : ERR_NOT_FOUND;
    }
    TRY(e);
    e = length_of(fd, ret_len);
    (void)close(fd);
    return e;
}

static enum err write_at(int fd, const unsigned char *bytes, size_t len, int64_t at)
{
    while (len > 0) {
        ssize_t put = pwrite(fd, bytes, len, (off_t)at);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put <= 0) {
            return disk_error("be written");
        }
        bytes += put;
        len -= (size_t)put;
        at += put;
    }
    return OK;
}

static enum err copy_piece(int fd, const struct piece_of_file *piece)
{
    unsigned char bytes[COPY_BYTES];
    size_t done = 0;
    while (done < piece->len) {
        size_t want = piece->len - done < sizeof bytes ? piece->len - done : sizeof bytes;
        ssize_t got = pread(piece->from_fd, bytes, want, (off_t)done);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return disk_error("be read from the message");
        }
        TRY(write_at(fd, bytes, (size_t)got, piece->offset + (int64_t)done));
        done += (size_t)got;
    }
    return fdatasync(fd) == 0 ? OK : disk_error("fdatasync");
}

/* All of the piece, or the file as it was. */
static enum err append_locked(int fd, const struct piece_of_file *piece, int64_t *ret_len)
{
    TRY(length_of(fd, ret_len));
    if (*ret_len != piece->offset) {
        return ERR_CONFLICT;
    }
    if ((int64_t)piece->len > piece->len_max - piece->offset) {
        return ERR_TOO_LARGE;
    }
    enum err e = copy_piece(fd, piece);
    if (e != OK && ftruncate(fd, (off_t)piece->offset) != 0) {
        log_line("warn", "event=partial_file error=\"cannot be cut back\" errno=%d", errno);
    }
    *ret_len += e == OK ? (int64_t)piece->len : 0;
    return e;
}

enum err partial_append(const struct partial *p, const struct piece_of_file *piece, int64_t *ret_len)
{
    int fd = -1;
    TRY(open_file(p, O_RDWR | O_CREAT, &fd));
    while (flock(fd, LOCK_EX) != 0) {
        if (errno != EINTR) {
            (void)close(fd);
            return disk_error("be locked");
        }
    }
    enum err e = append_locked(fd, piece, ret_len);
    (void)close(fd); /* and unlocks */
    return e;
}

enum err partial_open(const struct partial *p, int *ret_fd)
{
    return open_file(p, O_RDONLY, ret_fd);
}

void partial_remove(const struct partial *p)
{
    int dir = -1;
    if (!is_ref(p->ref) || open_uploads(p->dir, &dir) != OK) {
        return;
    }
    if (unlinkat(dir, p->ref, 0) != 0 && errno != ENOENT) {
        log_line("warn", "event=partial_file error=\"cannot be removed\" errno=%d", errno);
    }
    (void)close(dir);
}

static bool is_older(int dir, const char *name, time_t before)
{
    struct stat st;
    return fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) && st.st_mtime < before;
}

enum err partial_sweep(const char *dir, int hours, size_t *ret_removed)
{
    int fd = -1;
    TRY(open_uploads(dir, &fd));
    DIR *list = fdopendir(fd); /* owns fd from here */
    if (list == NULL) {
        (void)close(fd);
        return disk_error("be listed");
    }
    time_t before = time(NULL) - (time_t)hours * SECONDS_AN_HOUR;
    *ret_removed = 0;
    for (struct dirent *d = readdir(list); d != NULL; d = readdir(list)) {
        if (is_ref(d->d_name) && is_older(fd, d->d_name, before) && unlinkat(fd, d->d_name, 0) == 0) {
            (*ret_removed)++;
        }
    }
    (void)closedir(list);
    return OK;
}
