/* store.c */
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "store/db.h"
#include "store/migrate.h"

struct store {
    struct writer *writer;
    struct store_keys keys;
    char *path;
    pthread_mutex_t lock;
    pthread_cond_t given;
    struct db *idle[STORE_READERS_MAX];
    int idle_len;
    int opened;
};

static enum err make_dir(const char *path)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST ? OK : FAIL("event=mkdir path=%s error=\"%s\"", path, strerror(errno));
}

/* Reads a key file of exactly 32 bytes, or makes one that is on the disk before anyone uses it. */
static enum err load_key(const char *path, struct random *rnd, unsigned char key[32])
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        ssize_t n = read(fd, key, 32);
        (void)close(fd);
        return n == 32 ? OK : FAIL("event=key path=%s error=\"not 32 bytes\"", path);
    }
    random_bytes(rnd, key, 32);
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return FAIL("event=key path=%s error=\"%s\"", path, strerror(errno));
    }
    enum err e = write(fd, key, 32) == 32 && fsync(fd) == 0 ? OK : FAIL("event=key path=%s error=write", path);
    (void)close(fd);
    return e;
}

static enum err prepare_dir(struct arena *a, const char *dir, struct random *rnd, struct store_keys *ret)
{
    static const char *const parts[] = {"keys", "files", "spool", "backups"};
    TRY(make_dir(dir));
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        TRY(make_dir(text_format(a, "%s/%s", dir, parts[i])));
    }
    TRY(load_key(text_format(a, "%s/keys/audit.key", dir), rnd, ret->audit));
    return load_key(text_format(a, "%s/keys/token.key", dir), rnd, ret->token);
}

enum err store_prepare_dir(const char *dir, struct random *rnd, struct store_keys *ret)
{
    struct arena *a = arena_new();
    enum err e = prepare_dir(a, dir, rnd, ret);
    arena_free(a);
    return e;
}

static enum err open_writer(struct store *s, const char *dir)
{
    struct db *db = NULL;
    TRY(db_open(s->path, DB_WRITER, &db));
    enum err e = migrate(db, dir);
    if (e == OK) {
        db_set_audit_key(db, s->keys.audit);
        e = writer_start(db, &s->writer);
    }
    if (e != OK) {
        db_close(db);
    }
    return e;
}

enum err store_open(const char *dir, struct random *rnd, bool may_create, struct store **ret)
{
    struct store *s = calloc(1, sizeof *s);
    if (s == NULL) {
        return FAIL("event=memory");
    }
    (void)pthread_mutex_init(&s->lock, NULL);
    (void)pthread_cond_init(&s->given, NULL);
    struct arena *a = arena_new();
    s->path = strdup(text_format(a, "%s/jianpin.sqlite", dir));
    arena_free(a);
    enum err e = s->path == NULL ? FAIL("event=memory") : OK;
    if (e == OK && !may_create && access(s->path, F_OK) != 0) {
        e = ERR_NOT_FOUND;
    }
    e = e == OK ? store_prepare_dir(dir, rnd, &s->keys) : e;
    e = e == OK ? open_writer(s, dir) : e;
    if (e != OK) {
        store_close(s);
        return e;
    }
    *ret = s;
    return OK;
}

void store_close(struct store *s)
{
    if (s == NULL) {
        return;
    }
    for (int i = 0; i < s->idle_len; i++) {
        db_close(s->idle[i]);
    }
    if (s->writer != NULL) {
        writer_stop(s->writer);
    }
    (void)pthread_mutex_destroy(&s->lock);
    (void)pthread_cond_destroy(&s->given);
    memset(&s->keys, 0, sizeof s->keys);
    free(s->path);
    free(s);
}

const struct store_keys *store_keys(const struct store *s)
{
    return &s->keys;
}

struct db *store_reader_take(struct store *s)
{
    struct db *db = NULL;
    (void)pthread_mutex_lock(&s->lock);
    while (s->idle_len == 0 && s->opened == STORE_READERS_MAX) {
        (void)pthread_cond_wait(&s->given, &s->lock);
    }
    if (s->idle_len > 0) {
        db = s->idle[--s->idle_len];
    } else {
        s->opened++;
    }
    (void)pthread_mutex_unlock(&s->lock);
    if (db == NULL && db_open(s->path, DB_READER, &db) != OK) {
        (void)pthread_mutex_lock(&s->lock);
        s->opened--;
        (void)pthread_mutex_unlock(&s->lock);
        return NULL;
    }
    return db;
}

void store_reader_give(struct store *s, struct db *db)
{
    (void)pthread_mutex_lock(&s->lock);
    s->idle[s->idle_len++] = db;
    (void)pthread_cond_signal(&s->given);
    (void)pthread_mutex_unlock(&s->lock);
}

enum err store_write(struct store *s, write_fn fn, void *ctx)
{
    return writer_run(s->writer, fn, ctx);
}

uint64_t store_version(const struct store *s)
{
    return writer_version(s->writer);
}

struct db *store_writer_db(struct store *s)
{
    return writer_db(s->writer);
}
