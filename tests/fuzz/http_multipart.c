/* http_multipart.c - multipart forms: the cut does not matter, what comes out is text and files within the limits. */
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "fuzz/chunks.h"
#include "http/multipart_decode.h"

struct outcome {
    enum err e;
    struct fields fields;
    struct upload *uploads;
    size_t uploads_len;
};

static const struct multipart_limits limits = {{6, 12, 40, 2000}, 3, 60, 3, 200};

static struct outcome decode(struct arena *a, const char *bytes, size_t len, int cut)
{
    const char *spool = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    struct multipart_decode *m = multipart_decode_new(a, "b", spool, limits);
    struct outcome o = {OK, {NULL, 0}, NULL, 0};
    enum err e = OK;
    for (size_t done = 0; done < len;) {
        size_t n = chunk_len(cut, done, len);
        e = multipart_decode_feed(m, bytes + done, n);
        done += n;
    }
    o.e = multipart_decode_finish(m, &o.fields, &o.uploads, &o.uploads_len);
    MUST(e == OK || o.e == e); /* an error is final */
    return o;
}

static void check_limits(const struct outcome *o)
{
    MUST(o->e == OK || o->e == ERR_MALFORMED || o->e == ERR_TOO_LARGE);
    MUST(o->e == OK || (o->fields.list_len == 0 && o->uploads_len == 0));
    MUST(o->fields.list_len <= limits.form.fields_max && o->uploads_len <= limits.files_max);
    for (size_t i = 0; i < o->fields.list_len; i++) {
        const struct field *f = &o->fields.list[i];
        MUST(strlen(f->name) <= limits.form.name_max && utf8_is_valid(f->name, strlen(f->name)));
        MUST(strlen(f->value) <= limits.form.value_max && utf8_is_valid(f->value, strlen(f->value)));
    }
    for (size_t i = 0; i < o->uploads_len; i++) {
        const struct upload *u = &o->uploads[i];
        MUST(u->len <= limits.file_max);
        MUST(utf8_is_valid(u->name, strlen(u->name)) && utf8_is_valid(u->filename, strlen(u->filename)));
        MUST(strpbrk(u->filename, "\r\n") == NULL);
        MUST(u->len > 0 || u->filename[0] != '\0');
    }
}

static void check_same_file(const struct upload *x, const struct upload *y)
{
    char one[64] = "";
    char two[64] = "";
    MUST(strcmp(x->name, y->name) == 0 && strcmp(x->filename, y->filename) == 0 && x->len == y->len);
    MUST(pread(x->fd, one, sizeof one, 0) == (ssize_t)x->len);
    MUST(pread(y->fd, two, sizeof two, 0) == (ssize_t)y->len);
    MUST(lseek(x->fd, 0, SEEK_CUR) == 0);
    MUST(memcmp(one, two, sizeof one) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *a = arena_new();
    struct outcome whole = decode(a, (const char *)bytes, len, 0);
    check_limits(&whole);
    for (int cut = 1; cut < CUTS; cut++) {
        struct outcome o = decode(a, (const char *)bytes, len, cut);
        MUST(o.e == whole.e && o.fields.list_len == whole.fields.list_len && o.uploads_len == whole.uploads_len);
        for (size_t i = 0; i < o.fields.list_len; i++) {
            MUST(strcmp(o.fields.list[i].name, whole.fields.list[i].name) == 0);
            MUST(strcmp(o.fields.list[i].value, whole.fields.list[i].value) == 0);
        }
        for (size_t i = 0; i < o.uploads_len; i++) {
            check_same_file(&o.uploads[i], &whole.uploads[i]);
        }
    }
    arena_free(a);
    return 0;
}
