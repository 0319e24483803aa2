/* disk_room.c */
#include "store/disk_room.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"

struct disk_room {
    pthread_mutex_t lock;
    struct arena *arena;
    const char *dir, *ballast;
    int64_t (*free_bytes)(const char *dir);
    bool is_low;
    bool is_looked; /* at all */
    int64_t looked_us;
};

static int64_t free_on_disk(const char *dir)
{
    struct statvfs st;
    return statvfs(dir, &st) == 0 ? (int64_t)st.f_bavail * (int64_t)st.f_frsize : -1;
}

/* True when the ballast is there, whole. */
static bool fill_ballast(const struct disk_room *r)
{
    struct stat st;
    if (stat(r->ballast, &st) == 0 && st.st_size >= BALLAST_BYTES) {
        return true;
    }
    int fd = open(r->ballast, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    int failed = fd < 0 ? errno : posix_fallocate(fd, 0, BALLAST_BYTES);
    if (fd >= 0) {
        (void)close(fd);
    }
    if (failed != 0) {
        log_line("warn", "event=ballast path=%s error=\"%s\"", r->ballast, strerror(failed));
        (void)unlink(r->ballast); /* half of one only takes room away */
    }
    return failed == 0;
}

struct disk_room *disk_room_new(const char *dir, int64_t (*free_bytes)(const char *dir))
{
    struct disk_room *r = calloc(1, sizeof *r);
    if (r == NULL) {
        abort(); /* at start: nothing is lost */
    }
    (void)pthread_mutex_init(&r->lock, NULL);
    r->arena = arena_new();
    r->dir = text_format(r->arena, "%s", dir);
    r->ballast = text_format(r->arena, "%s/ballast", dir);
    r->free_bytes = free_bytes == NULL ? free_on_disk : free_bytes;
    (void)fill_ballast(r);
    return r;
}

void disk_room_free(struct disk_room *r)
{
    if (r != NULL) {
        (void)pthread_mutex_destroy(&r->lock);
        arena_free(r->arena);
        free(r);
    }
}

/* Once little, it is little until there is room for the ballast and enough beside it.  Where nobody can tell how much
 * there is, a reserve that can be filled again is the sign. */
static void look(struct disk_room *r)
{
    int64_t left = r->free_bytes(r->dir);
    bool was_low = r->is_low;
    if (!was_low) {
        r->is_low = left >= 0 && left < LOW_BYTES;
    } else if (left < 0 || left >= ENOUGH_BYTES + BALLAST_BYTES) {
        r->is_low = !fill_ballast(r);
    }
    if (r->is_low != was_low) {
        log_line(r->is_low ? "error" : "info", "event=%s dir=%s free=%lld", r->is_low ? "disk_low" : "disk_has_room",
                 r->dir, (long long)left);
    }
}

bool disk_room_is_low(struct disk_room *r)
{
    (void)pthread_mutex_lock(&r->lock);
    int64_t now = clock_monotonic_us();
    if (!r->is_looked || now - r->looked_us >= INT64_C(1000) * LOOK_MS) {
        r->is_looked = true;
        r->looked_us = now;
        look(r);
    }
    bool is_low = r->is_low;
    (void)pthread_mutex_unlock(&r->lock);
    return is_low;
}

void disk_room_ran_out(struct disk_room *r)
{
    (void)pthread_mutex_lock(&r->lock);
    bool is_given = unlink(r->ballast) == 0;
    if (is_given || !r->is_low) {
        log_line("error", "event=disk_full dir=%s ballast=%s", r->dir, is_given ? "given_up" : "gone");
    }
    r->is_low = true;
    r->is_looked = true;
    r->looked_us = clock_monotonic_us();
    (void)pthread_mutex_unlock(&r->lock);
}
