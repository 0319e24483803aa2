/* objection_intake.c - files that come with what is reported: looked at in the confined child, and brought back by a
 * form that was refused, so that nobody has to choose them again. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/text_clean.h"
#include "media/media.h"
#include "pages/evidence_pages.h"
#include "pages/objection_pages.h"
#include "web/proof.h"
#include "web/web.h"

enum { FILE_BYTES_MAX = 10 * 1024 * 1024, FILE_PAGES_MAX = 60, PARTS = 9, NAME_MAX_CHARS = 120 };

const char objection_files_help[] = "照片或 PDF，最多 3 个，合计不超过 10 MB";

static const struct document_limits limits = {.bytes_max = FILE_BYTES_MAX, .pages_max = FILE_PAGES_MAX};

/* "SHA|KIND|BYTES|PAGES|WIDTH|HEIGHT|THUMB|NAME" */
static const char *described(struct arena *a, const struct objection_attached *f)
{
    return text_format(a, "%s|%s|%" PRId64 "|%d|%d|%d|%s|%s", f->file.sha256, f->file.media_kind, f->file.byte_count,
                       f->file.pages, f->file.width, f->file.height, f->file.thumb, f->name);
}

static const char *signed_file(struct web *w, const struct objection_attached *f)
{
    const char *is = described(w->arena, f);
    return text_format(w->arena, "%s|%s", keyed_hash(w, "kept file", is), is);
}

/* The parts of a description; the last takes what is left. */
static bool split(struct arena *a, const char *text, const char *parts[PARTS])
{
    for (int i = 0; i < PARTS - 1; i++) {
        size_t len = strcspn(text, "|");
        if (text[len] == '\0') {
            return false;
        }
        parts[i] = arena_copy(a, text, len);
        text += len + 1;
    }
    parts[PARTS - 1] = text;
    return true;
}

/* Only what we signed ourselves comes back. */
static bool read_kept(struct web *w, const char *value, struct objection_attached *ret)
{
    const char *p[PARTS];
    int64_t n[4] = {0};
    const char *bar = strchr(value, '|');
    if (bar == NULL || !split(w->arena, value, p) || !text_equal_secret(p[0], keyed_hash(w, "kept file", bar + 1))) {
        return false;
    }
    for (int i = 0; i < 4; i++) {
        if (text_to_int(p[3 + i], 0, INT32_MAX, &n[i]) != OK) {
            return false;
        }
    }
    *ret = (struct objection_attached){.name = p[8],
                                       .file = {.sha256 = p[1],
                                                .media_kind = p[2],
                                                .byte_count = n[0],
                                                .pages = (int)n[1],
                                                .width = (int)n[2],
                                                .height = (int)n[3],
                                                .thumb = p[7]}};
    return true;
}

static bool is_held(const struct objection_intake *x, const char *sha256)
{
    for (size_t i = 0; i < x->len; i++) {
        if (strcmp(x->files[i].file.sha256, sha256) == 0) {
            return true;
        }
    }
    return false;
}

static void take_back(struct web *w, struct objection_intake *x)
{
    const struct fields *form = &w->rq->form;
    for (size_t i = 0; i < form->list_len && x->len < OBJECTION_FILES_MAX; i++) {
        struct objection_attached f;
        if (strcmp(form->list[i].name, "kept") == 0 && read_kept(w, form->list[i].value, &f) &&
            !is_held(x, f.file.sha256)) {
            x->files[x->len++] = f;
        }
    }
}

/* Its name as it will be shown: the signature's own mark is not in it. */
static const char *plain_name(struct web *w, const struct upload *u)
{
    char *name = text_clean_line(w->arena, u->filename);
    name[utf8_cut(name, strlen(name), NAME_MAX_CHARS)] = '\0';
    return *name == '\0' ? "材料" : name;
}

static enum err take_one(struct web *w, const struct upload *u, struct objection_intake *x)
{
    struct media_document d;
    struct objection_attached *f = &x->files[x->len];
    TRY(media_take_document(w->app->media, u->fd, u->len, &limits, w->arena, &d));
    if (d.finding != MEDIA_FINE) {
        x->refusal = media_document_text(w->arena, &d, &limits, u->filename);
        return OK;
    }
    f->name = plain_name(w, u);
    TRY(evidence_keep(w, &d, &f->file));
    x->len += !is_held(x, f->file.sha256);
    return OK;
}

enum err objection_intake_prepare(struct web *w, bool may_take, const char *refusal)
{
    struct objection_intake *x = ARENA_NEW(w->arena, struct objection_intake);
    w->prepared = x;
    take_back(w, x);
    for (size_t i = 0; i < w->rq->uploads_len && x->refusal == NULL; i++) {
        const struct upload *u = &w->rq->uploads[i];
        if (strcmp(u->name, "files") != 0 || (u->len == 0 && *u->filename == '\0')) {
            continue;
        }
        if (!may_take || x->len == OBJECTION_FILES_MAX) {
            x->refusal = may_take ? "最多 3 个文件，多出的没有收下" : refusal;
            break;
        }
        TRY(take_one(w, u, x));
    }
    return OK;
}

const struct kept_file_view *kept_file_views(struct web *w, const struct objection_intake *x)
{
    struct kept_file_view *list = ARENA_ARRAY(w->arena, struct kept_file_view, x->len + 1);
    for (size_t i = 0; i < x->len; i++) {
        list[i] = (struct kept_file_view){text_format(w->arena, "kept-%zu", i + 1), signed_file(w, &x->files[i]),
                                          x->files[i].name, byte_text(w->arena, x->files[i].file.byte_count)};
    }
    return list;
}
