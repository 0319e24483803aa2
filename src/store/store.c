/* store.c */
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "store/db.h"
#include "store/disk_room.h"
#include "store/migrate.h"
#include "store/name_index.h"
#include "store/published_kept.h"

/* Connections of one kind, taken for the length of a request. */
struct pool {
    enum db_mode mode;
    struct db *idle[STORE_READERS_MAX];
    int idle_len;
    int opened;
};

struct store {
    struct writer *writer;
    struct store_keys keys;
    struct name_index *names;
    struct published_kept *published;
    struct disk_room *room; /* NULL: nobody looks after it */
    char *dir;
    char *path;
    pthread_mutex_t lock;
    pthread_cond_t given;
    struct pool readers, publics;
};

static enum err make_dir(const char *path)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST ? OK
                                                     : FAIL("event=mkdir path=%s error=\"%s\"", path, strerror(errno));
}

/* A name is on the disk when its directory is. */
static enum err sync_dir(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum err e = fd >= 0 && fsync(fd) == 0 ? OK : FAIL("event=fsync path=%s error=\"%s\"", path, strerror(errno));
    if (fd >= 0) {
        (void)close(fd);
    }
    return e;
}

/* Exactly 32 bytes, or ERR_NOT_FOUND when there is no such file. */
static enum err read_key(const char *path, unsigned char key[32])
{
    unsigned char bytes[33];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? ERR_NOT_FOUND : FAIL("event=key path=%s error=\"%s\"", path, strerror(errno));
    }
    ssize_t n = read(fd, bytes, sizeof bytes);
    (void)close(fd);
    if (n != 32) {
        return FAIL("event=key path=%s error=\"not 32 bytes\"", path);
    }
    memcpy(key, bytes, 32);
    sodium_memzero(bytes, sizeof bytes);
    return OK;
}

static enum err write_key(const char *path, const unsigned char key[32])
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return FAIL("event=key path=%s error=\"%s\"", path, strerror(errno));
    }
    enum err e = write(fd, key, 32) == 32 && fsync(fd) == 0 ? OK : FAIL("event=key path=%s error=write", path);
    (void)close(fd);
    return e;
}

/* Reads a key, or makes one: whole under another name first, so that a crash leaves no half key, and on the disk with
 * its name before anyone uses it. */
static enum err load_key(struct arena *a, const char *dir, const char *name, struct random *rnd, unsigned char key[32])
{
    const char *path = text_format(a, "%s/%s", dir, name);
    enum err e = read_key(path, key);
    if (e != ERR_NOT_FOUND) {
        return e;
    }
    const char *fresh = text_format(a, "%s.%s", path, random_token(rnd, a, 8));
    random_bytes(rnd, key, 32);
    e = write_key(fresh, key);
    if (e == OK && rename(fresh, path) != 0) {
        e = FAIL("event=key path=%s error=\"%s\"", path, strerror(errno));
    }
    if (e != OK) {
        (void)unlink(fresh);
        return e;
    }
    return sync_dir(dir);
}

static enum err prepare_dir(struct arena *a, const char *dir, struct random *rnd, struct store_keys *ret)
{
    static const char *const parts[] = {"keys", "files", "spool", "backups"};
    TRY(make_dir(dir));
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        TRY(make_dir(text_format(a, "%s/%s", dir, parts[i])));
    }
    const char *keys = text_format(a, "%s/keys", dir);
    if (access(text_format(a, "%s/jianpin.sqlite", dir), F_OK) == 0 &&
        access(text_format(a, "%s/audit.key", keys), F_OK) != 0) {
        return FAIL("event=key path=%s/audit.key error=\"the database is here, the key of its audit chain is not\"",
                    keys);
    }
    TRY(load_key(a, keys, "audit.key", rnd, ret->audit));
    TRY(load_key(a, keys, "token.key", rnd, ret->token));
    return sync_dir(dir);
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
    s->names = name_index_new();
    s->published = published_kept_new();
    s->readers.mode = DB_READER;
    s->publics.mode = DB_PUBLIC;
    struct arena *a = arena_new();
    s->dir = strdup(dir);
    s->path = strdup(text_format(a, "%s/jianpin.sqlite", dir));
    arena_free(a);
    enum err e = OK;
    if (s->path == NULL || s->dir == NULL) {
        e = FAIL("event=memory");
    } else if (!may_create && access(s->path, F_OK) != 0) {
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

static void empty_pool(struct pool *p)
{
    for (int i = 0; i < p->idle_len; i++) {
        db_close(p->idle[i]);
    }
}

void store_close(struct store *s)
{
    if (s == NULL) {
        return;
    }
    empty_pool(&s->readers);
    empty_pool(&s->publics);
    if (s->writer != NULL) {
        writer_stop(s->writer);
    }
    (void)pthread_mutex_destroy(&s->lock);
    (void)pthread_cond_destroy(&s->given);
    sodium_memzero(&s->keys, sizeof s->keys);
    name_index_free(s->names);
    published_kept_free(s->published);
    disk_room_free(s->room);
    free(s->dir);
    free(s->path);
    free(s);
}

const struct store_keys *store_keys(const struct store *s)
{
    return &s->keys;
}

static struct db *take(struct store *s, struct pool *p)
{
    struct db *db = NULL;
    (void)pthread_mutex_lock(&s->lock);
    while (p->idle_len == 0 && p->opened == STORE_READERS_MAX) {
        (void)pthread_cond_wait(&s->given, &s->lock);
    }
    if (p->idle_len > 0) {
        db = p->idle[--p->idle_len];
    } else {
        p->opened++;
    }
    (void)pthread_mutex_unlock(&s->lock);
    if (db == NULL && db_open(s->path, p->mode, &db) != OK) {
        (void)pthread_mutex_lock(&s->lock);
        p->opened--;
        (void)pthread_cond_broadcast(&s->given); /* somebody may be waiting for this very place */
        (void)pthread_mutex_unlock(&s->lock);
        return NULL;
    }
    return db;
}

/* Those who wait for either kind share the condition: all look again. */
static void give(struct store *s, struct pool *p, struct db *db)
{
    (void)pthread_mutex_lock(&s->lock);
    p->idle[p->idle_len++] = db;
    (void)pthread_cond_broadcast(&s->given);
    (void)pthread_mutex_unlock(&s->lock);
}

struct db *store_reader_take(struct store *s)
{
    return take(s, &s->readers);
}

void store_reader_give(struct store *s, struct db *db)
{
    give(s, &s->readers, db);
}

struct db *store_public_take(struct store *s)
{
    return take(s, &s->publics);
}

void store_public_give(struct store *s, struct db *db)
{
    give(s, &s->publics, db);
}

void store_watch_room(struct store *s, int64_t (*free_bytes)(const char *dir))
{
    s->room = disk_room_new(s->dir, free_bytes);
}

bool store_is_low(const struct store *s)
{
    return s->room != NULL && disk_room_is_low(s->room);
}

enum err store_write_small(struct store *s, write_fn fn, void *ctx)
{
    enum err e = writer_run(s->writer, fn, ctx);
    if (e == ERR_FULL && s->room != NULL) {
        disk_room_ran_out(s->room);
    }
    return e;
}

enum err store_write(struct store *s, write_fn fn, void *ctx)
{
    return store_is_low(s) ? ERR_FULL : store_write_small(s, fn, ctx);
}

uint64_t store_version(const struct store *s)
{
    return writer_version(s->writer);
}

struct name_index *store_names(const struct store *s)
{
    return s->names;
}

struct published_kept *store_published(const struct store *s)
{
    return s->published;
}

struct db *store_writer_db(struct store *s)
{
    return writer_db(s->writer);
}
