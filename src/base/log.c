/* log.c */
#include "base/log.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ROW_MAX = 2048, GATHERED_MAX = 32 * 1024 };

static _Thread_local char request_id[40];

/* Lines that wait to be written; standard error is one, and so are they. */
static struct {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    pthread_t thread;
    bool is_on;
    bool is_known; /* to exit() and fork() */
    size_t len;
    char bytes[GATHERED_MAX];
} gathered = {.lock = PTHREAD_MUTEX_INITIALIZER, .filled = PTHREAD_COND_INITIALIZER};

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

static void put(const char *bytes, size_t len)
{
    ssize_t wrote = write(STDERR_FILENO, bytes, len);
    (void)wrote; /* nowhere left to complain */
}

/* Under the lock. */
static void put_gathered(void)
{
    if (gathered.len > 0) {
        put(gathered.bytes, gathered.len);
        gathered.len = 0;
    }
}

/* One write() a line, or one for many whole ones: lines of several threads never mix. */
static void send_row(const char *row, size_t len, bool may_wait)
{
    (void)pthread_mutex_lock(&gathered.lock);
    if (!may_wait || !gathered.is_on || gathered.len + len > sizeof gathered.bytes) {
        put_gathered();
    }
    if (!may_wait || !gathered.is_on) {
        put(row, len);
    } else {
        if (gathered.len == 0) {
            (void)pthread_cond_signal(&gathered.filled);
        }
        memcpy(gathered.bytes + gathered.len, row, len);
        gathered.len += len;
    }
    (void)pthread_mutex_unlock(&gathered.lock);
}

static void emit(const char *level, const char *site, const char *message, bool may_wait)
{
    struct timespec t = {0};
    (void)clock_gettime(CLOCK_REALTIME, &t);
    char row[ROW_MAX];
    int n = snprintf(row, sizeof row - 1, "ts=%lld.%03ld level=%s%s%s%s%s %s", (long long)t.tv_sec, t.tv_nsec / 1000000,
                     level, request_id[0] != '\0' ? " request=" : "", request_id, site[0] != '\0' ? " site=" : "", site,
                     message);
    size_t len = n < 0 ? 0 : (size_t)n < sizeof row - 1 ? (size_t)n : sizeof row - 2;
    for (size_t i = 0; i < len; i++) {
        memset(row + i, ' ', control_len(row + i, len - i));
    }
    row[len++] = '\n';
    send_row(row, len, may_wait);
}

/* ---- gathering ---- */

static void *write_now_and_then(void *unused)
{
    const struct timespec rest = {.tv_nsec = LOG_GATHER_MS * 1000000L};
    (void)unused;
    (void)pthread_mutex_lock(&gathered.lock);
    while (gathered.is_on) {
        if (gathered.len == 0) {
            (void)pthread_cond_wait(&gathered.filled, &gathered.lock);
        } else {
            (void)pthread_mutex_unlock(&gathered.lock);
            (void)nanosleep(&rest, NULL);
            (void)pthread_mutex_lock(&gathered.lock);
            put_gathered();
        }
    }
    (void)pthread_mutex_unlock(&gathered.lock);
    return NULL;
}

static void lock_gathered(void)
{
    (void)pthread_mutex_lock(&gathered.lock);
}

static void unlock_gathered(void)
{
    (void)pthread_mutex_unlock(&gathered.lock);
}

/* A child writes its own lines at once; those of its parent are its parent's. */
static void leave_gathered(void)
{
    gathered.len = 0;
    gathered.is_on = false;
    unlock_gathered();
}

static void write_at_exit(void)
{
    lock_gathered();
    put_gathered();
    unlock_gathered();
}

enum err log_gather_begin(void)
{
    lock_gathered();
    if (!gathered.is_known) {
        (void)atexit(write_at_exit);
        (void)pthread_atfork(lock_gathered, unlock_gathered, leave_gathered);
        gathered.is_known = true;
    }
    gathered.is_on = true;
    unlock_gathered();
    if (pthread_create(&gathered.thread, NULL, write_now_and_then, NULL) != 0) {
        lock_gathered();
        gathered.is_on = false;
        unlock_gathered();
        return FAIL("event=thread");
    }
    return OK;
}

void log_gather_end(void)
{
    lock_gathered();
    gathered.is_on = false;
    put_gathered();
    (void)pthread_cond_signal(&gathered.filled);
    unlock_gathered();
    (void)pthread_join(gathered.thread, NULL);
}

void log_line(const char *level, const char *fmt, ...)
{
    char message[1536];
    va_list ap;
    va_start(ap, fmt);
    (void)vsnprintf(message, sizeof message, fmt, ap);
    va_end(ap);
    emit(level, "", message, false);
}

void log_often(const char *fmt, ...)
{
    char message[1536];
    va_list ap;
    va_start(ap, fmt);
    (void)vsnprintf(message, sizeof message, fmt, ap);
    va_end(ap);
    emit("info", "", message, true);
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
    emit("error", site, message, false);
    return ERR_INTERNAL;
}
