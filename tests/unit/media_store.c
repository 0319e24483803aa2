/* media_store.c - files under the name of their own bytes.  The program's calls to the disk go through the functions
 * below, which note them and can make one fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/arena.h"
#include "media/media.h"

long syscall(long number, ...);

/* SHA-256 of "abc", FIPS 180-2. */
#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

/* --- the disk between the program and the kernel --- */

static struct {
    bool is_noting;
    char steps[256];     /* "write fsync rename fsync-dir ..." */
    const char *failing; /* the step that fails; NULL: none */
    int cause;
    bool name_was_seen_early; /* the final name existed before the rename */
    int dir_fd;
} disk;

static bool noted(const char *step)
{
    if (!disk.is_noting) {
        return true;
    }
    size_t used = strlen(disk.steps);
    (void)snprintf(disk.steps + used, sizeof(disk.steps) - used, "%s%s", used > 0 ? " " : "", step);
    if (disk.failing != NULL && strcmp(disk.failing, step) == 0) {
        errno = disk.cause;
        return false;
    }
    return true;
}

ssize_t write(int fd, const void *bytes, size_t len)
{
    struct stat st;
    if (disk.is_noting && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        if (!noted("write")) {
            return -1;
        }
        if (disk.failing != NULL && strcmp(disk.failing, "second write") == 0) {
            disk.failing = "write";
            len = len > 1 ? len / 2 : len; /* the disk takes half, then no more */
        }
    }
    return syscall(SYS_write, fd, bytes, len);
}

int fsync(int fd)
{
    struct stat st;
    bool is_dir = fstat(fd, &st) == 0 && S_ISDIR(st.st_mode);
    return noted(is_dir ? "fsync-dir" : "fsync") ? (int)syscall(SYS_fsync, fd) : -1;
}

int renameat(int from_dir, const char *from, int to_dir, const char *to)
{
    struct stat st;
    disk.name_was_seen_early = fstatat(to_dir, to, &st, 0) == 0;
    return noted("rename") ? (int)syscall(SYS_renameat2, from_dir, from, to_dir, to, 0) : -1;
}

/* --- a store of its own for each test --- */

struct room {
    struct arena *a;
    struct media *m;
    char dir[64];
};

static int room_open(void **state)
{
    struct room *r = calloc(1, sizeof(*r));
    (void)snprintf(r->dir, sizeof(r->dir), "/tmp/jianpin-media-store-XXXXXX");
    assert_non_null(mkdtemp(r->dir));
    char files[80];
    (void)snprintf(files, sizeof(files), "%s/files", r->dir);
    r->a = arena_new();
    const struct media_options o = {.exe = "/proc/self/exe", .dir = files, .workers_max = 1};
    assert_int_equal(media_open(&o, &r->m), OK);
    memset(&disk, 0, sizeof(disk));
    *state = r;
    return 0;
}

static void path_in(const struct room *r, const char *rest, char path[160])
{
    (void)snprintf(path, 160, "%s/files/%s", r->dir, rest);
}

/* Calls `visit` for every file of the store and returns how many there are. */
static int each_file(const struct room *r, void (*visit)(const char *path))
{
    int count = 0;
    char root[160];
    path_in(r, "", root);
    DIR *shards = opendir(root);
    assert_non_null(shards);
    for (struct dirent *s = readdir(shards); s != NULL; s = readdir(shards)) {
        char shard[480];
        (void)snprintf(shard, sizeof(shard), "%s%s", root, s->d_name);
        DIR *files = s->d_name[0] == '.' ? NULL : opendir(shard);
        for (struct dirent *f = files == NULL ? NULL : readdir(files); f != NULL; f = readdir(files)) {
            char path[768];
            (void)snprintf(path, sizeof(path), "%s/%s", shard, f->d_name);
            if (strcmp(f->d_name, ".") != 0 && strcmp(f->d_name, "..") != 0) {
                count++;
                if (visit != NULL) {
                    visit(path);
                }
            }
        }
        if (files != NULL) {
            (void)closedir(files);
            if (visit != NULL) {
                (void)rmdir(shard);
            }
        }
    }
    (void)closedir(shards);
    return count;
}

static void remove_file(const char *path)
{
    (void)unlink(path);
}

static int room_close(void **state)
{
    struct room *r = *state;
    char root[160];
    memset(&disk, 0, sizeof(disk));
    (void)each_file(r, remove_file);
    path_in(r, "", root);
    (void)rmdir(root);
    (void)rmdir(r->dir);
    media_close(r->m);
    arena_free(r->a);
    free(r);
    return 0;
}

static void assert_reads(struct room *r, const char *name, const char *want)
{
    const unsigned char *bytes = NULL;
    size_t len = 0;
    assert_int_equal(media_read(r->m, name, MEDIA_VERIFY, r->a, &bytes, &len), OK);
    assert_int_equal(len, strlen(want));
    assert_memory_equal(bytes, want, len);
}

static void make_old(const struct room *r, const char *rest, int hours)
{
    char path[160];
    struct timespec times[2];
    (void)clock_gettime(CLOCK_REALTIME, &times[0]);
    times[0].tv_sec -= (time_t)hours * 3600;
    times[1] = times[0];
    path_in(r, rest, path);
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void put_file(const struct room *r, const char *rest, const char *text)
{
    char path[160];
    path_in(r, rest, path);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    (void)close(fd);
}

#define ABC_PATH "ba/7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

/* --- tests --- */

static void a_file_is_kept_under_its_fingerprint(void **state)
{
    struct room *r = *state;
    char name[MEDIA_NAME_CHARS + 1];
    char path[160];
    struct stat st;
    assert_int_equal(media_store(r->m, "abc", 3, name), OK);
    assert_string_equal(name, ABC);
    path_in(r, ABC_PATH, path);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_reads(r, ABC, "abc");
}

static void the_disk_is_told_in_the_order_that_survives_a_power_cut(void **state)
{
    struct room *r = *state;
    char name[MEDIA_NAME_CHARS + 1];
    disk.is_noting = true;
    assert_int_equal(media_store(r->m, "abc", 3, name), OK);
    assert_string_equal(disk.steps, "write fsync rename fsync-dir fsync-dir");
    assert_false(disk.name_was_seen_early);
}

static void storing_again_is_the_same_file_and_still_made_durable(void **state)
{
    struct room *r = *state;
    char name[MEDIA_NAME_CHARS + 1];
    assert_int_equal(media_store(r->m, "abc", 3, name), OK);
    disk.is_noting = true;
    assert_int_equal(media_store(r->m, "abc", 3, name), OK);
    assert_string_equal(name, ABC);
    assert_string_equal(disk.steps, "fsync-dir fsync-dir");
    assert_int_equal(each_file(r, NULL), 1);
}

static void a_damaged_file_is_replaced_when_its_bytes_come_again(void **state)
{
    struct room *r = *state;
    char name[MEDIA_NAME_CHARS + 1];
    static const char *const damages[] = {"abd", "ab", "", "abcd"};
    for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++) {
        const unsigned char *bytes = NULL;
        size_t len = 0;
        assert_int_equal(media_store(r->m, "abc", 3, name), OK);
        put_file(r, ABC_PATH, damages[i]);
        assert_int_equal(media_read(r->m, ABC, MEDIA_VERIFY, r->a, &bytes, &len), ERR_INTERNAL);
        assert_null(bytes);
        assert_int_equal(media_store(r->m, "abc", 3, name), OK);
        assert_reads(r, ABC, "abc");
        assert_int_equal(each_file(r, NULL), 1);
    }
}

static void a_disk_that_refuses_leaves_nothing_behind(void **state)
{
    struct room *r = *state;
    static const struct {
        const char *step;
        int cause;
        enum err want;
        int files;
    } rows[] = {
        {"write", ENOSPC, ERR_FULL, 0},
        {"second write", ENOSPC, ERR_FULL, 0},
        {"write", EIO, ERR_INTERNAL, 0},
        {"fsync", EIO, ERR_INTERNAL, 0},
        {"fsync", ENOSPC, ERR_FULL, 0},
        {"fsync", EDQUOT, ERR_FULL, 0},
        {"rename", EIO, ERR_INTERNAL, 0},
        {"rename", ENOSPC, ERR_FULL, 0},
        /* The name is there whole, but no row may count on it yet; the next try or the sweep finds it. */
        {"fsync-dir", EIO, ERR_INTERNAL, 1},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char name[MEDIA_NAME_CHARS + 1] = "untouched";
        disk.is_noting = true;
        disk.steps[0] = '\0';
        disk.failing = rows[i].step;
        disk.cause = rows[i].cause;
        assert_int_equal(media_store(r->m, "abc", 3, name), rows[i].want);
        assert_string_equal(name, "untouched");
        assert_int_equal(each_file(r, NULL), rows[i].files);
    }
    disk.is_noting = false;
    char name[MEDIA_NAME_CHARS + 1];
    assert_int_equal(media_store(r->m, "abc", 3, name), OK);
    assert_reads(r, ABC, "abc");
}

static void what_is_no_name_is_not_found(void **state)
{
    struct room *r = *state;
    char name[MEDIA_NAME_CHARS + 1];
    assert_int_equal(media_store(r->m, "abc", 3, name), OK);
    static const char *const names[] = {
        "",
        "ba",
        "../../../../../../../../../../../../../../../../../../../etc/passwd",
        "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        ABC "0",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a/",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ae",
        "0000000000000000000000000000000000000000000000000000000000000000",
    };
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const unsigned char *bytes = NULL;
        size_t len = 0;
        assert_int_equal(media_read(r->m, names[i], MEDIA_VERIFY, r->a, &bytes, &len), ERR_NOT_FOUND);
    }
    const unsigned char *bytes = NULL;
    size_t len = 0;
    assert_int_equal(media_read(r->m, NULL, MEDIA_VERIFY, r->a, &bytes, &len), ERR_NOT_FOUND);
}

static void a_link_in_the_store_is_not_followed(void **state)
{
    struct room *r = *state;
    char name[MEDIA_NAME_CHARS + 1];
    char path[160];
    assert_int_equal(media_store(r->m, "abc", 3, name), OK);
    path_in(r, ABC_PATH, path);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink("/etc/hostname", path), 0);
    const unsigned char *bytes = NULL;
    size_t len = 0;
    assert_int_equal(media_read(r->m, ABC, MEDIA_TRUST, r->a, &bytes, &len), ERR_INTERNAL);
    assert_int_equal(media_store(r->m, "abc", 3, name), OK);
    assert_reads(r, ABC, "abc");
}

static bool names_abc(void *context, const char *sha256)
{
    (*(int *)context)++;
    return strcmp(sha256, ABC) == 0;
}

static bool names_nothing(void *context, const char *sha256)
{
    (void)context;
    (void)sha256;
    return false;
}

static void a_sweep_takes_what_is_old_and_unnamed(void **state)
{
    struct room *r = *state;
    char name[MEDIA_NAME_CHARS + 1];
    char orphan[MEDIA_NAME_CHARS + 1];
    char rest[80];
    assert_int_equal(media_store(r->m, "abc", 3, name), OK);
    assert_int_equal(media_store(r->m, "orphan", 6, orphan), OK);
    (void)snprintf(rest, sizeof(rest), "%.2s/%s", orphan, orphan + 2);
    put_file(r, "ba/.new-0123456789abcdef01234567", "cut off");
    put_file(r, "ba/README", "not ours");
    int asked = 0;
    size_t removed = 99;
    assert_int_equal(media_sweep(r->m, 24, names_abc, &asked, &removed), OK);
    assert_int_equal(removed, 0);
    assert_int_equal(asked, 0); /* all young */
    make_old(r, ABC_PATH, 25);
    make_old(r, rest, 25);
    make_old(r, "ba/.new-0123456789abcdef01234567", 25);
    make_old(r, "ba/README", 25);
    assert_int_equal(media_sweep(r->m, 24, names_abc, &asked, &removed), OK);
    assert_int_equal(removed, 2);
    assert_int_equal(asked, 2);
    assert_reads(r, ABC, "abc");
    assert_int_equal(each_file(r, NULL), 2);
    assert_int_equal(media_sweep(r->m, 0, names_abc, &asked, &removed), ERR_INVALID);
}

static struct room *storing_room;

static bool stores_it_meanwhile(void *context, const char *sha256)
{
    char name[MEDIA_NAME_CHARS + 1];
    (void)context;
    assert_string_equal(sha256, ABC);
    assert_int_equal(media_store(storing_room->m, "abc", 3, name), OK);
    return false; /* asked just before the row was committed */
}

static void a_file_stored_again_during_a_sweep_is_left_alone(void **state)
{
    struct room *r = *state;
    char name[MEDIA_NAME_CHARS + 1];
    size_t removed = 99;
    assert_int_equal(media_store(r->m, "abc", 3, name), OK);
    make_old(r, ABC_PATH, 1000);
    storing_room = r;
    assert_int_equal(media_sweep(r->m, 24, stores_it_meanwhile, NULL, &removed), OK);
    assert_int_equal(removed, 0);
    assert_reads(r, ABC, "abc");
}

static void an_empty_store_is_swept_and_opened_again(void **state)
{
    struct room *r = *state;
    size_t removed = 99;
    char files[160];
    assert_int_equal(media_sweep(r->m, 1, names_nothing, NULL, &removed), OK);
    assert_int_equal(removed, 0);
    media_close(r->m);
    path_in(r, "", files);
    files[strlen(files) - 1] = '\0';
    struct media_options o = {.exe = "x", .dir = files, .workers_max = 2};
    assert_int_equal(media_open(&o, &r->m), OK);
    struct media *none = NULL;
    o.workers_max = 0;
    assert_int_equal(media_open(&o, &none), ERR_INVALID);
    o.workers_max = 1;
    o.dir = "/proc/nowhere/files";
    assert_int_equal(media_open(&o, &none), ERR_INTERNAL);
    o.dir = NULL;
    assert_int_equal(media_open(&o, &none), ERR_INVALID);
    assert_null(none);
}

#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, room_open, room_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ROOM(a_file_is_kept_under_its_fingerprint),
        IN_ROOM(the_disk_is_told_in_the_order_that_survives_a_power_cut),
        IN_ROOM(storing_again_is_the_same_file_and_still_made_durable),
        IN_ROOM(a_damaged_file_is_replaced_when_its_bytes_come_again),
        IN_ROOM(a_disk_that_refuses_leaves_nothing_behind),
        IN_ROOM(what_is_no_name_is_not_found),
        IN_ROOM(a_link_in_the_store_is_not_followed),
        IN_ROOM(a_sweep_takes_what_is_old_and_unnamed),
        IN_ROOM(a_file_stored_again_during_a_sweep_is_left_alone),
        IN_ROOM(an_empty_store_is_swept_and_opened_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
