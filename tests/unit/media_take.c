/* media_take.c - uploads of every kind through the real child: this program, started again as `PROGRAM image-worker`.
 * A link to it named after a misbehaviour makes a child that misbehaves so. */
#include "support/image_maker.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "media/image.h"
#include "media/image_worker.h"
#include "media/media.h"
#include "support/own_program.h"

long syscall(long number, ...);

/* SECURITY.md 3, figure 12. */
enum { REFUSED_WITHIN_US = 6000000, MEMORY_KIB_MAX = 256 * 1024 };

#if defined(__SANITIZE_ADDRESS__)
#define UNDER_ADDRESS_SANITIZER 1
#else
#define UNDER_ADDRESS_SANITIZER 0
#endif

enum { MIB = 1024 * 1024 };

static const struct image_limits any_size = {.bytes_max = IMAGE_INPUT_MAX};
static const struct image_limits logo = {.bytes_max = 2 * MIB, .long_edge_min = 600, .keeps_png = true};
static const struct image_limits photo = {.bytes_max = 20 * MIB, .long_edge_min = 1600, .bytes_instead = MIB};

struct room {
    struct arena *a;
    struct media *m;
    char dir[64];
};

static struct media *open_media(const char *dir, const char *exe, int timeout_ms, int queue_ms)
{
    char files[80];
    struct media *m = NULL;
    (void)snprintf(files, sizeof(files), "%s/files", dir);
    const struct media_options o = {
        .exe = exe, .dir = files, .workers_max = 1, .timeout_ms = timeout_ms, .queue_ms = queue_ms};
    assert_int_equal(media_open(&o, &m), OK);
    return m;
}

static int room_open(void **state)
{
    char program[PATH_MAX];
    struct room *r = calloc(1, sizeof(*r));
    (void)snprintf(r->dir, sizeof(r->dir), "/tmp/jianpin-media-take-XXXXXX");
    assert_non_null(mkdtemp(r->dir));
    r->a = arena_new();
    r->m = open_media(r->dir, own_program(program), 0, 0);
    *state = r;
    return 0;
}

static int room_close(void **state)
{
    struct room *r = *state;
    char path[128];
    media_close(r->m);
    arena_free(r->a);
    (void)snprintf(path, sizeof(path), "%s/files", r->dir);
    (void)rmdir(path);
    (void)rmdir(r->dir);
    free(r);
    return 0;
}

/* The bytes as an upload: an unlinked temporary file, as the doors make them. */
static int upload_of(const void *bytes, size_t len)
{
    char path[] = "/tmp/jianpin-media-upload-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    (void)unlink(path);
    for (size_t at = 0; at < len;) {
        ssize_t put = write(fd, (const char *)bytes + at, len - at);
        assert_true(put > 0);
        at += (size_t)put;
    }
    return fd;
}

static struct media_image take(struct room *r, struct media *m, const struct made *file,
                               const struct image_limits *limits)
{
    struct media_image image = {0};
    int fd = upload_of(file->bytes, file->len);
    int64_t from = clock_monotonic_us();
    assert_int_equal(media_take_image(m, fd, file->len, limits, r->a, &image), OK);
    assert_in_range(clock_monotonic_us() - from, 0, REFUSED_WITHIN_US);
    (void)close(fd);
    if (image.finding != MEDIA_FINE) {
        assert_null(image.full.bytes);
        assert_null(image.thumb.bytes);
    }
    return image;
}

static void a_photo_and_a_logo_come_out_clean_and_named(void **state)
{
    struct room *r = *state;
    struct made jpeg =
        make_jpeg(&(struct jpeg_recipe){.width = 1600, .height = 1200, .orientation = 6, .has_secrets = true});
    struct media_image image = take(r, r->m, &jpeg, &photo);
    assert_int_equal(image.finding, MEDIA_FINE);
    assert_int_equal(image.source_width, 1600);
    assert_int_equal(image.source_height, 1200);
    assert_int_equal(image.full.kind, IMAGE_JPEG);
    assert_int_equal(image.full.width, 1600);
    assert_int_equal(image.thumb.width, 480);
    assert_int_equal(image.thumb.height, 360);
    assert_false(bytes_contain(image.full.bytes, image.full.len, SECRET_MARK));
    struct pixels p = jpeg_pixels(image.full.bytes, image.full.len);
    assert_int_equal(p.height, 1200);
    free(p.rgba);
    made_free(&jpeg);

    struct made png =
        make_png(&(struct png_recipe){.width = 600, .height = 300, .colour_type = PNG_COLOR_TYPE_RGB, .depth = 8});
    image = take(r, r->m, &png, &logo);
    assert_int_equal(image.finding, MEDIA_FINE);
    assert_int_equal(image.full.kind, IMAGE_PNG);
    made_free(&png);

    /* The name is the bytes' own: storing gives the same one. */
    char name[MEDIA_NAME_CHARS + 1];
    assert_int_equal(media_store(r->m, image.full.bytes, image.full.len, name), OK);
    assert_string_equal(name, image.full.sha256);
    char path[200];
    (void)snprintf(path, sizeof(path), "%s/files/%.2s/%s", r->dir, name, name + 2);
    assert_int_equal(unlink(path), 0);
    (void)snprintf(path, sizeof(path), "%s/files/%.2s", r->dir, name);
    assert_int_equal(rmdir(path), 0);
}

static void the_upload_is_read_from_its_beginning_and_left_where_it_was(void **state)
{
    struct room *r = *state;
    struct made m = make_jpeg(&(struct jpeg_recipe){.width = 80, .height = 60});
    struct media_image image = {0};
    int fd = upload_of(m.bytes, m.len); /* its offset is at the end */
    assert_int_equal(media_take_image(r->m, fd, m.len, &any_size, r->a, &image), OK);
    assert_int_equal(image.finding, MEDIA_FINE);
    assert_int_equal(lseek(fd, 0, SEEK_CUR), (off_t)m.len);
    (void)close(fd);
    made_free(&m);
}

static struct made random_bytes_of(size_t len)
{
    struct made m = {calloc(1, len), len};
    uint32_t seed = 2463534242U;
    for (size_t i = 0; i < len; i++) {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        m.bytes[i] = (unsigned char)seed;
    }
    return m;
}

static struct made text_of(const char *bytes, size_t len)
{
    struct made m = {0};
    made_add(&m, bytes, len);
    return m;
}

static struct made jpeg_after(const char *start)
{
    struct made jpeg = make_jpeg(&(struct jpeg_recipe){.width = 800, .height = 600});
    struct made m = text_of(start, strlen(start));
    made_add(&m, jpeg.bytes, jpeg.len);
    made_free(&jpeg);
    return m;
}

static struct made noise_called(const char *start, size_t start_len)
{
    struct made noise = random_bytes_of(10 * MIB);
    memcpy(noise.bytes, start, start_len);
    return noise;
}

/* A small PNG with one more chunk before its pixels. */
static struct made png_with(const char *type, const void *start, size_t start_len, const struct made *rest)
{
    struct made body = text_of(start, start_len);
    made_add(&body, rest->bytes, rest->len);
    struct made m = make_png_start(50, 50, 8, PNG_COLOR_TYPE_RGB, 0);
    png_add_chunk(&m, type, body.bytes, body.len);
    made_free(&body);
    return make_png_of_zeros(m, 151UL * 50);
}

static void bombs_and_impostors_are_refused_in_time_and_in_memory(void **state)
{
    struct room *r = *state;
    struct made whole = make_jpeg(&(struct jpeg_recipe){.width = 800, .height = 600});
    struct {
        const char *what;
        struct made file;
        enum media_finding finding;
    } rows[] = {
        {"zero bytes", text_of("", 0), MEDIA_EMPTY},
        {"a page first, a picture after", jpeg_after("<!DOCTYPE html><script>alert(1)</script>"), MEDIA_NOT_IMAGE},
        {"a PDF first, a picture after", jpeg_after("%PDF-1.7\n"), MEDIA_NOT_IMAGE},
        {"a space before the picture", jpeg_after(" "), MEDIA_NOT_IMAGE},
        {"a GIF", text_of("GIF89a\1\0\1\0\200\0\0\0\0\0\377\377\377;", 20), MEDIA_NOT_IMAGE},
        {"a ZIP", text_of("PK\3\4", 4), MEDIA_NOT_IMAGE},
        {"an SVG", jpeg_after("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), MEDIA_NOT_IMAGE},
        {"10 MB of noise", random_bytes_of(10 * MIB), MEDIA_NOT_IMAGE},
        {"10 MB of noise that begins as a JPEG", noise_called("\377\330\377\340", 4), MEDIA_UNREADABLE},
        {"10 MB of noise that begins as a PNG", noise_called("\211PNG\r\n\032\n", 8), MEDIA_TRUNCATED},
        {"half a JPEG", text_of((const char *)whole.bytes, whole.len / 2), MEDIA_TRUNCATED},
        {"900 megapixels declared", make_png_start(30000, 30000, 8, PNG_COLOR_TYPE_RGB, 0), MEDIA_TOO_MANY_PIXELS},
        {"900 megapixels packed",
         make_png_of_zeros(make_png_start(30000, 30000, 1, PNG_COLOR_TYPE_GRAY, 0), 3751UL * 30000),
         MEDIA_TOO_MANY_PIXELS},
        {"a thousand scans of 36 megapixels", make_jpeg_of_many_scans(6000, 6000, 1000), MEDIA_UNREADABLE},
        {"over 32 MB", make_png_of_zeros(noise_called("\211PNG\r\n\032\n", 8), 10), MEDIA_TRUNCATED},
    };
    const size_t count = sizeof(rows) / sizeof(rows[0]);
    rows[count - 1].file.bytes = realloc(rows[count - 1].file.bytes, IMAGE_INPUT_MAX + 1UL);
    assert_non_null(rows[count - 1].file.bytes);
    memset(rows[count - 1].file.bytes + rows[count - 1].file.len, 0, IMAGE_INPUT_MAX + 1UL - rows[count - 1].file.len);
    rows[count - 1].file.len = IMAGE_INPUT_MAX + 1UL;
    rows[count - 1].finding = MEDIA_TOO_BIG;
    for (size_t i = 0; i < count; i++) {
        struct media_image image = take(r, r->m, &rows[i].file, &any_size);
        if (image.finding != rows[i].finding) {
            fail_msg("%s: %s", rows[i].what, media_finding_name(image.finding));
        }
        made_free(&rows[i].file);
    }
    made_free(&whole);
}

static void hidden_bombs_are_refused(void **state)
{
    struct room *r = *state;
    /* Half a gigabyte once unpacked: as pixels of a picture of 50 by 50, as texts, as a profile. */
    struct made packed = make_packed_zeros(512UL * MIB);
    struct made files[] = {
        png_with("IDAT", "", 0, &packed),
        png_with("zTXt", "name\0", 6, &packed),
        png_with("iCCP", "name\0", 6, &packed),
        png_with("iTXt", "name\0\1\0\0\0", 9, &packed),
    };
    made_free(&packed);
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        assert_int_equal(take(r, r->m, &files[i], &any_size).finding, MEDIA_UNPACKS);
        made_free(&files[i]);
    }
}

static void the_largest_pictures_allowed_pass_or_are_refused_politely(void **state)
{
    struct room *r = *state;
    struct {
        const char *what;
        struct made file;
        bool must_pass;
    } rows[] = {
        {"40 megapixels, JPEG", make_jpeg(&(struct jpeg_recipe){.width = 7300, .height = 5475}), true},
        {"40 megapixels, progressive JPEG",
         make_jpeg(&(struct jpeg_recipe){.width = 7300, .height = 5475, .is_progressive = true}), true},
        {"40 megapixels, progressive JPEG of full colour",
         make_jpeg(
             &(struct jpeg_recipe){.width = 7300, .height = 5475, .is_progressive = true, .is_full_colour = true}),
         false},
        {"40 megapixels, PNG",
         make_png(&(struct png_recipe){.width = 7300, .height = 5475, .colour_type = PNG_COLOR_TYPE_RGB, .depth = 8}),
         true},
        {"36 megapixels, interlaced PNG of 16 bits with transparency",
         make_png_of_zeros(make_png_start(6000, 6000, 16, PNG_COLOR_TYPE_RGB_ALPHA, 1), 289UL * MIB), false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct media_image image = take(r, r->m, &rows[i].file, &any_size);
        if (rows[i].must_pass && image.finding != MEDIA_FINE && !UNDER_ADDRESS_SANITIZER) {
            fail_msg("%s: %s", rows[i].what, media_finding_name(image.finding));
        }
        made_free(&rows[i].file);
    }
    struct rusage used;
    assert_int_equal(getrusage(RUSAGE_CHILDREN, &used), 0);
    if (!UNDER_ADDRESS_SANITIZER) {
        assert_in_range(used.ru_maxrss, 1, MEMORY_KIB_MAX); /* the largest child of this whole run */
    }
}

static void limits_of_the_field_are_kept(void **state)
{
    struct room *r = *state;
    const struct image_limits tiny = {.bytes_max = 1000};
    struct made small = make_jpeg(&(struct jpeg_recipe){.width = 599, .height = 400});
    struct made right = make_jpeg(&(struct jpeg_recipe){.width = 400, .height = 600});
    assert_int_equal(take(r, r->m, &small, &logo).finding, MEDIA_TOO_SMALL);
    assert_int_equal(take(r, r->m, &small, &logo).source_width, 599);
    assert_int_equal(take(r, r->m, &right, &logo).finding, MEDIA_FINE);
    assert_int_equal(take(r, r->m, &right, &tiny).finding, MEDIA_TOO_BIG);
    /* A photo of a megabyte may be smaller than 1600 pixels. */
    assert_int_equal(take(r, r->m, &right, &photo).finding, MEDIA_TOO_SMALL);
    unsigned char *grown = realloc(right.bytes, MIB);
    assert_non_null(grown);
    memset(grown + right.len, 0, MIB - right.len);
    right = (struct made){grown, MIB};
    assert_int_equal(take(r, r->m, &right, &photo).finding, MEDIA_FINE);
    made_free(&small);
    made_free(&right);
}

static void a_refusal_says_why_and_what_to_do(void **state)
{
    struct room *r = *state;
    const struct {
        struct media_image image;
        const char *filename;
        const char *want;
    } rows[] = {
        {{.finding = MEDIA_NOT_IMAGE}, "标识.bmp", "“标识.bmp”不是 PNG 或 JPG 图片，请转换后再上传"},
        {{.finding = MEDIA_NOT_IMAGE}, "C:\\照片\\标识.bmp", "“标识.bmp”不是 PNG 或 JPG 图片，请转换后再上传"},
        {{.finding = MEDIA_EMPTY}, "../../大厅.jpg", "“大厅.jpg”是空文件，请重新选择"},
        {{.finding = MEDIA_TOO_BIG, .source_len = 2 * MIB + 1},
         "标识.png",
         "“标识.png”有 2.1 MB，超过 2 MB，请缩小后再上传"},
        {{.finding = MEDIA_TOO_BIG, .source_len = 40 * MIB},
         "标识.png",
         "“标识.png”有 40 MB，超过 2 MB，请缩小后再上传"},
        {{.finding = MEDIA_TOO_SMALL, .source_width = 400, .source_height = 300},
         "标识.png",
         "“标识.png”只有 400×300 像素，长边不足 600 像素，印出来不清楚，请换一张更大的图片"},
        {{.finding = MEDIA_TRUNCATED}, "大厅.jpg", "“大厅.jpg”不完整，可能没有复制完，请找到原图重新上传"},
        {{.finding = MEDIA_TOO_MANY_PIXELS}, "大厅.jpg", "“大厅.jpg”的像素太多，最多 4000 万像素，请缩小后再上传"},
        {{.finding = MEDIA_UNREADABLE}, "", "“这个文件”打不开，请用看图软件另存为 JPG 后再上传"},
        {{.finding = MEDIA_UNREADABLE}, NULL, "“这个文件”打不开，请用看图软件另存为 JPG 后再上传"},
        {{.finding = MEDIA_EMPTY},
         "a\xe2\x80\xae"
         "gpj.\x01\xff"
         "exe",
         "“agpj.exe”是空文件，请重新选择"},
        {{.finding = MEDIA_EMPTY},
         "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五.jpg",
         "“一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十”是空文件，请重新选择"},
        {{.finding = MEDIA_FINE}, "a.jpg", ""},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_string_equal(media_finding_text(r->a, &rows[i].image, &logo, rows[i].filename), rows[i].want);
    }
    const struct media_image big = {.finding = MEDIA_TOO_BIG, .source_len = 1500};
    const struct image_limits kilobyte = {.bytes_max = 1024};
    assert_string_equal(media_finding_text(r->a, &big, &kilobyte, "a.png"),
                        "“a.png”有 2 KB，超过 1 KB，请缩小后再上传");
    for (enum media_finding f = MEDIA_FINE; f < MEDIA__COUNT; f++) {
        assert_true(strlen(media_finding_name(f)) > 0);
    }
    assert_string_equal(media_finding_name(MEDIA__COUNT), "unknown");
}

/* Which version of Landlock this kernel has, asked by a process of its own: valgrind does not know the call. */
static int landlock_version(void)
{
    char program[PATH_MAX];
    char name[] = "media_take";
    char word[] = "landlock-version";
    char *const argv[] = {name, word, NULL};
    char *const envp[] = {NULL};
    pid_t pid = 0;
    int status = 0;
    assert_int_equal(posix_spawn(&pid, own_program(program), NULL, NULL, argv, envp), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void the_child_says_what_holds_it(void **state)
{
    struct room *r = *state;
    struct confinement c = {0};
    assert_int_equal(media_probe(r->m, &c), OK);
    unsigned want = CONFINED_NO_NEW_PRIVS | CONFINED_LIMITS | CONFINED_SYSCALLS;
    assert_int_equal(c.in_force, UNDER_ADDRESS_SANITIZER ? want : want | CONFINED_MEMORY);
    assert_int_equal(c.landlock_abi, landlock_version());
}

static void a_child_that_misbehaves_costs_one_picture(void **state)
{
    struct room *r = *state;
    static const struct {
        const char *how;
        enum err want;
    } rows[] = {
        {"hang", OK},          {"hang-silently", OK}, {"crash", OK},
        {"escape", OK},        {"end", ERR_INTERNAL}, {"babble", ERR_INTERNAL},
        {"lie", ERR_INTERNAL}, {"stop-short", OK},    {"not-there", ERR_INTERNAL},
    };
    struct made m = make_jpeg(&(struct jpeg_recipe){.width = 800, .height = 600});
    char program[PATH_MAX];
    (void)own_program(program);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char link[128];
        (void)snprintf(link, sizeof(link), "%s/%s", r->dir, rows[i].how);
        if (strcmp(rows[i].how, "not-there") != 0) {
            assert_int_equal(symlink(program, link), 0);
        }
        struct media *bad = open_media(r->dir, link, 400, 0);
        struct media_image image = {.finding = MEDIA__COUNT};
        int fd = upload_of(m.bytes, m.len);
        int64_t from = clock_monotonic_us();
        enum err e = media_take_image(bad, fd, m.len, &any_size, r->a, &image);
        if (e != rows[i].want || image.finding != (rows[i].want == OK ? MEDIA_UNREADABLE : MEDIA__COUNT)) {
            fail_msg("%s: %s, %s", rows[i].how, err_name(e), media_finding_name(image.finding));
        }
        assert_in_range(clock_monotonic_us() - from, 0, 3000000);
        (void)close(fd);
        media_close(bad);
        (void)unlink(link);
    }
    assert_int_equal(take(r, r->m, &m, &any_size).finding, MEDIA_FINE);
    made_free(&m);
}

struct waiting {
    struct room *r;
    struct media *m;
    const struct made *file;
    enum err e;
    struct arena *a;
    struct media_image image;
};

static void *take_in_thread(void *context)
{
    struct waiting *w = context;
    int fd = upload_of(w->file->bytes, w->file->len);
    w->e = media_take_image(w->m, fd, w->file->len, &any_size, w->a, &w->image);
    (void)close(fd);
    return NULL;
}

static void pictures_wait_their_turn_and_not_for_ever(void **state)
{
    struct room *r = *state;
    struct made m = make_jpeg(&(struct jpeg_recipe){.width = 800, .height = 600});
    enum { THREADS = 6 };
    pthread_t threads[THREADS];
    struct waiting waiting[THREADS];
    for (int round = 0; round < 2; round++) {
        char program[PATH_MAX];
        char link[128];
        (void)snprintf(link, sizeof(link), "%s/hang", r->dir);
        assert_int_equal(symlink(own_program(program), link), 0);
        struct media *media = round == 0 ? r->m : open_media(r->dir, link, 1000, 300);
        int busy = 0;
        for (int i = 0; i < THREADS; i++) {
            waiting[i] = (struct waiting){.r = r, .m = media, .file = &m, .a = arena_new()};
            assert_int_equal(pthread_create(&threads[i], NULL, take_in_thread, &waiting[i]), 0);
        }
        for (int i = 0; i < THREADS; i++) {
            assert_int_equal(pthread_join(threads[i], NULL), 0);
            busy += waiting[i].e == ERR_BUSY ? 1 : 0;
            if (round == 0) {
                assert_int_equal(waiting[i].e, OK);
                assert_int_equal(waiting[i].image.finding, MEDIA_FINE);
            }
            arena_free(waiting[i].a);
        }
        assert_int_equal(busy, round == 0 ? 0 : THREADS - 1);
        if (round == 1) {
            media_close(media);
        }
        (void)unlink(link);
    }
    made_free(&m);
}

static int descriptors_open(void)
{
    int count = 0;
    DIR *d = opendir("/proc/self/fd");
    while (readdir(d) != NULL) {
        count++;
    }
    (void)closedir(d);
    return count;
}

static void no_descriptor_and_no_child_is_left_over(void **state)
{
    struct room *r = *state;
    struct made good = make_jpeg(&(struct jpeg_recipe){.width = 80, .height = 60});
    struct made bad = text_of((const char *)good.bytes, good.len / 2);
    int before = descriptors_open();
    for (int i = 0; i < 10; i++) {
        assert_int_equal(take(r, r->m, &good, &any_size).finding, MEDIA_FINE);
        assert_int_equal(take(r, r->m, &bad, &any_size).finding, MEDIA_TRUNCATED);
    }
    assert_int_equal(descriptors_open(), before);
    int status = 0;
    assert_int_equal(waitpid(-1, &status, WNOHANG), -1); /* there is none */
    made_free(&good);
    made_free(&bad);
}

static int misbehave(const char *how)
{
    static const unsigned char nonsense[4096];
    unsigned char head[64] = "JIW1"; /* finding 0, nothing in force, sizes as below */
    if (strcmp(how, "hang") == 0) {
        for (;;) {
            (void)pause();
        }
    }
    if (strcmp(how, "hang-silently") == 0) {
        char bytes[4096];
        while (read(IMAGE_WORKER_FD, bytes, sizeof(bytes)) > 0) {
        }
        return 0;
    }
    if (strcmp(how, "crash") == 0) {
        (void)signal(SIGSEGV, SIG_DFL);
        (void)raise(SIGSEGV);
    }
    if (strcmp(how, "escape") == 0) {
        struct confinement c;
        if (confine_process(IMAGE_WORKER_FD, &c) == OK) {
            (void)open("/etc/hostname", O_RDONLY);
        }
        return 0;
    }
    if (strcmp(how, "babble") == 0) {
        (void)!write(IMAGE_WORKER_FD, nonsense, sizeof(nonsense));
    }
    if (strcmp(how, "lie") == 0) {
        head[28] = IMAGE_JPEG; /* 1 by 1, but a length far above what any picture may have */
        head[32] = 1;
        head[36] = 1;
        head[43] = 0x7f;
        (void)!write(IMAGE_WORKER_FD, head, sizeof(head));
    }
    if (strcmp(how, "stop-short") == 0) {
        (void)!write(IMAGE_WORKER_FD, head, 20);
        (void)raise(SIGKILL);
    }
    return 0;
}

#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, room_open, room_close)

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], IMAGE_WORKER_ARGUMENT) == 0) {
        const char *name = strrchr(argv[0], '/');
        name = name == NULL ? argv[0] : name + 1;
        return strstr(name, "media_take") != NULL ? image_worker_main(IMAGE_WORKER_FD) : misbehave(name);
    }
    if (argc == 2 && strcmp(argv[1], "landlock-version") == 0) {
        long version = syscall(444, (void *)NULL, (size_t)0, 1); /* landlock_create_ruleset */
        return version > 0 ? (int)version : 0;
    }
    const struct CMUnitTest tests[] = {
        IN_ROOM(a_photo_and_a_logo_come_out_clean_and_named),
        IN_ROOM(the_upload_is_read_from_its_beginning_and_left_where_it_was),
        IN_ROOM(bombs_and_impostors_are_refused_in_time_and_in_memory),
        IN_ROOM(hidden_bombs_are_refused),
        IN_ROOM(the_largest_pictures_allowed_pass_or_are_refused_politely),
        IN_ROOM(limits_of_the_field_are_kept),
        IN_ROOM(a_refusal_says_why_and_what_to_do),
        IN_ROOM(the_child_says_what_holds_it),
        IN_ROOM(a_child_that_misbehaves_costs_one_picture),
        IN_ROOM(pictures_wait_their_turn_and_not_for_ever),
        IN_ROOM(no_descriptor_and_no_child_is_left_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
