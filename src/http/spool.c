/* spool.c */
#include "http/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/log.h"

enum { TRIES_MAX = 8 };

static enum err spool_failure(int number, const char *what)
{
    if (number == ENOSPC || number == EDQUOT) {
        log_line("error", "event=spool_full what=%s", what);
        return ERR_FULL;
    }
    if (number == EMFILE || number == ENFILE) {
        log_line("error", "event=spool_no_descriptor what=%s", what);
        return ERR_BUSY;
    }
    char reason[128];
    if (strerror_r(number, reason, sizeof reason) != 0) {
        reason[0] = '\0';
    }
    return FAIL("spool %s: %s", what, reason);
}

enum err spool_open_named(const char *dir, int *ret_fd)
{
    for (int i = 0; i < TRIES_MAX; i++) {
        unsigned char random[12];
        if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random) {
            return spool_failure(errno, "getrandom");
        }
        char path[1024];
        int n = snprintf(path, sizeof path, "%s/spool-", dir);
        if (n < 0 || (size_t)n + 2 * sizeof random >= sizeof path) {
            return FAIL("spool directory name too long");
        }
        for (size_t k = 0; k < sizeof random; k++) {
            (void)snprintf(path + (size_t)n + 2 * k, 3, "%02x", (unsigned)random[k]);
        }
        int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd >= 0) {
            (void)unlink(path);
            *ret_fd = fd;
            return OK;
        }
        if (errno != EEXIST) {
            break;
        }
    }
    return spool_failure(errno, "open");
}

enum err spool_open(const char *dir, int *ret_fd)
{
#ifdef __O_TMPFILE
    int fd = open(dir, __O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0) {
        *ret_fd = fd;
        return OK;
    }
    /* Old file systems say EOPNOTSUPP, kernels that do not know the flag EISDIR. */
    if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL) {
        return spool_failure(errno, "open");
    }
#endif
    return spool_open_named(dir, ret_fd);
}

enum err spool_write(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, bytes, len);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return spool_failure(n < 0 ? errno : ENOSPC, "write");
        }
        bytes += n;
        len -= (size_t)n;
    }
    return OK;
}
