/* demo_pictures.c */
#include "demo_pictures.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"
#include "demo_drawing.h"
#include "sql_files.h"

enum { BYTES_MAX = 4 * 1024 * 1024 };

static const char folder[] = "sql/seed/demo/";

struct taking {
    struct media *media;
    struct arena *arena;
    struct demo_pictures *all;
};

/* The picture goes the way of every upload: through the confined child, into the store under its own name. */
static enum err take(const struct taking *t, const char *file, const unsigned char *bytes, size_t len)
{
    struct image_limits limits = {.bytes_max = BYTES_MAX, .keeps_png = true};
    struct demo_picture *p = &t->all->items[t->all->len++];
    char sha256[MEDIA_NAME_CHARS + 1];
    const char *dot = strrchr(file, '.');
    FILE *spool = tmpfile();
    *p = (struct demo_picture){arena_copy(t->arena, file, (size_t)(dot - file)), dot, (int64_t)len, {0}};
    if (spool == NULL || fwrite(bytes, 1, len, spool) != len || fflush(spool) != 0) {
        if (spool != NULL) {
            (void)fclose(spool);
        }
        return FAIL("event=demo_picture error=\"no temporary file\"");
    }
    enum err e = media_take_image(t->media, fileno(spool), len, &limits, t->arena, &p->image);
    (void)fclose(spool);
    TRY(e);
    if (p->image.finding != MEDIA_FINE) {
        return FAIL("event=demo_picture file=%s finding=%s", file, media_finding_name(p->image.finding));
    }
    TRY(media_store(t->media, p->image.full.bytes, p->image.full.len, sha256));
    return media_store(t->media, p->image.thumb.bytes, p->image.thumb.len, sha256);
}

static enum err take_drawn(const struct taking *t, const struct demo_drawing *d)
{
    const unsigned char *bytes = NULL;
    size_t len = 0;
    TRY(demo_drawing_file(t->arena, d, &bytes, &len));
    return take(t, text_format(t->arena, "%s%s", d->name, d->is_mark ? ".png" : ".jpg"), bytes, len);
}

/* Nothing hangs in a hall before the notice is out. */
static bool is_shown(const struct demo_drawing *d, enum stage stage)
{
    return stage >= STAGE_PUBLICITY || strstr(d->name, "-posted-") == NULL;
}

static bool is_picture(const char *path)
{
    size_t len = strlen(path);
    return text_starts(path, folder) && len > 4 &&
           (strcmp(path + len - 4, ".png") == 0 || strcmp(path + len - 4, ".jpg") == 0);
}

static enum err take_kept(const struct taking *t)
{
    for (size_t i = 0; i < sql_files_len; i++) {
        if (is_picture(sql_files[i].path)) {
            TRY(take(t, sql_files[i].path + strlen(folder), sql_files[i].bytes, sql_files[i].len));
        }
    }
    return OK;
}

static enum err take_all(const struct taking *t, enum stage stage)
{
    TRY(take_kept(t));
    for (size_t i = 0; i < demo_marks_len; i++) {
        TRY(take_drawn(t, &demo_marks[i]));
    }
    for (size_t i = 0; i < demo_scenes_len; i++) {
        TRY(is_shown(&demo_scenes[i], stage) ? take_drawn(t, &demo_scenes[i]) : OK);
    }
    return OK;
}

enum err demo_pictures_take(struct arena *a, const char *dir, enum stage stage, struct demo_pictures *ret)
{
    struct media_options options = {.exe = "/proc/self/exe", .dir = dir, .workers_max = 1};
    struct taking t = {NULL, a, ret};
    *ret = (struct demo_pictures){ARENA_ARRAY(a, struct demo_picture, sql_files_len + demo_marks_len + demo_scenes_len),
                                  0};
    TRY(media_open(&options, &t.media));
    enum err e = take_all(&t, stage);
    media_close(t.media);
    return e;
}

const struct demo_picture *demo_picture_of(const struct demo_pictures *all, const char *name)
{
    for (size_t i = 0; i < all->len; i++) {
        if (strcmp(all->items[i].name, name) == 0) {
            return &all->items[i];
        }
    }
    return NULL;
}

struct evidence_file demo_picture_file(const struct demo_picture *p)
{
    const struct media_file *full = &p->image.full;
    return (struct evidence_file){.sha256 = full->sha256,
                                  .media_kind = full->kind == IMAGE_PNG ? "png" : "jpeg",
                                  .byte_count = (int64_t)full->len,
                                  .width = full->width,
                                  .height = full->height,
                                  .thumb = p->image.thumb.sha256};
}
