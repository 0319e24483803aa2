/* log.c */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static _Thread_local char request_id[40];

void log_request_begin(const char *id)
{
    (void)snprintf(request_id, sizeof request_id, "%s", id);
}

const char *log_request_id(void)
{
    return request_id;
}

/* How many bytes at `s` are one control character or line end: C0, DEL, C1 (C2 80 - C2 9F), U+2028 and U+2029; else 0.
 */
static size_t control_len(const char *s, size_t len)
{
    const unsigned char *b = (const unsigned char *)s;
    if (b[0] < 0x20 || b[0] == 0x7f) {
        return 1;
    }
    if (len >= 2 && b[0] == 0xC2 && b[1] >= 0x80 && b[1] <= 0x9F) {
        return 2;
    }
    return len >= 3 && b[0] == 0xE2 && b[1] == 0x80 && (b[2] == 0xA8 || b[2] == 0xA9) ? 3 : 0;
}

/* One write() a line: lines of several threads never mix. */
static void emit(const char *level, const char *site, const char *message)
{
    struct timespec t = {0};
    (void)clock_gettime(CLOCK_REALTIME, &t);
    char row[2048];
    int n = snprintf(row, sizeof row - 1, "ts=%lld.%03ld level=%s%s%s%s%s %s", (long long)t.tv_sec, t.tv_nsec / 1000000,
                     level, request_id[0] != '\0' ? " request=" : "", request_id, site[0] != '\0' ? " site=" : "", site,
                     message);
    size_t len = n < 0 ? 0 : (size_t)n < sizeof row - 1 ? (size_t)n : sizeof row - 2;
    for (size_t i = 0; i < len; i++) {
        memset(row + i, ' ', control_len(row + i, len - i));
    }
    row[len++] = '\n';
    ssize_t wrote = write(STDERR_FILENO, row, len);
    (void)wrote; /* nowhere left to complain */
}

void log_line(const char *level, const char *fmt, ...)
{
    char message[1536];
    va_list ap;
    va_start(ap, fmt);
    (void)vsnprintf(message, sizeof message, fmt, ap);
    va_end(ap);
    emit(level, "", message);
}

enum err log_failure(const char *file, int line, const char *fmt, ...)
{
    char message[1536];
    va_list ap;
    va_start(ap, fmt);
    (void)vsnprintf(message, sizeof message, fmt, ap);
    va_end(ap);
    const char *src = strstr(file, "src/");
    char site[96];
    (void)snprintf(site, sizeof site, "%s:%d", src == NULL ? file : src + 4, line);
    emit("error", site, message);
    return ERR_INTERNAL;
}
