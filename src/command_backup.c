/* command_backup.c - `backup` while the server runs, and `restore` of what its manifest proves whole. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"
#include "command.h"
#include "config.h"
#include "file_tree.h"
#include "inspection.h"
#include "installation.h"
#include "manifest.h"
#include "say.h"
#include "store/db.h"

/* Beside the database, which is copied by the engine.  A directory stands for every file below it. */
static const char *const parts[] = {"keys", "files"};
static const char *const single[] = {"jianpin.conf", "demo-accounts.txt"};

/* ---- backup ---- */

static enum err copy_part(struct installation *in, const char *dest, const char *part)
{
    struct path_list files;
    char sha256[SHA256_CHARS + 1];
    TRY(tree_list(in->arena, in->dir, part, &files));
    for (size_t i = 0; i < files.len; i++) {
        enum err e = file_copy(installation_path(in, files.paths[i]),
                               text_format(in->arena, "%s/%s", dest, files.paths[i]), sha256);
        if (e != OK && e != ERR_NOT_FOUND) { /* not found: swept meanwhile, so no row names it */
            return e;
        }
        progress(text_format(in->arena, "复制 %s", part), i + 1, files.len);
    }
    progress_end();
    return OK;
}

/* The database first: a row's file is on the disk before the row is, so the files that are copied afterwards are all
 * that the copied rows name. */
static enum err copy_all(struct installation *in, const char *dest)
{
    char sha256[SHA256_CHARS + 1];
    TRY(db_copy_to(in->reader, text_format(in->arena, "%s/jianpin.sqlite", dest)));
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        TRY(copy_part(in, dest, parts[i]));
    }
    for (size_t i = 0; i < sizeof single / sizeof single[0]; i++) {
        if (installation_has(in, single[i])) {
            TRY(file_copy(installation_path(in, single[i]), text_format(in->arena, "%s/%s", dest, single[i]), sha256));
        }
    }
    return manifest_write(in->arena, dest);
}

static int backup_to(struct installation *in, const char *dest)
{
    enum err e = dir_make(dest);
    if (e == ERR_CONFLICT || e == ERR_NOT_FOUND) {
        complain(e == ERR_CONFLICT ? "%s 已经有内容；备份要写到新目录或空目录" : "%s 的上级目录不存在", dest);
        return EXIT_FAILED;
    }
    e = e == OK ? copy_all(in, dest) : e;
    progress_end();
    if (e != OK) {
        complain("备份没有完成，%s 不能用：%s", dest, err_sentence(e));
        return EXIT_FAILED;
    }
    say("已备份到 %s。里面有密钥和全部申报，请妥善保管；核对：cd %s && sha256sum -c MANIFEST.sha256", dest, dest);
    return EXIT_DONE;
}

int command_backup(const struct config *c)
{
    struct installation in;
    if (installation_open(&in, c, USE_READ) != OK) {
        return EXIT_FAILED;
    }
    int status = backup_to(&in, c->words[0]);
    installation_close(&in);
    return status;
}

/* ---- restore ---- */

static enum err copy_back(struct arena *a, const char *src, const char *dest, const struct manifest *m)
{
    for (size_t i = 0; i < m->len; i++) {
        char sha256[SHA256_CHARS + 1];
        const char *path = m->entries[i].path;
        TRY(file_copy(text_format(a, "%s/%s", src, path), text_format(a, "%s/%s", dest, path), sha256));
        if (strcmp(sha256, m->entries[i].sha256) != 0) {
            return FAIL("event=restore path=%s error=\"changed while it was copied\"", path);
        }
        progress("恢复", i + 1, m->len);
    }
    progress_end();
    dir_sync(dest);
    return OK;
}

static bool names_database(const struct manifest *m)
{
    for (size_t i = 0; i < m->len; i++) {
        if (strcmp(m->entries[i].path, "jianpin.sqlite") == 0) {
            return true;
        }
    }
    return false;
}

/* Into a directory beside the wanted one, which gets its name when all of it is on the disk. */
static enum err restore_beside(struct arena *a, const char *src, const char *dir, const struct manifest *m)
{
    const char *beside = text_format(a, "%s.restoring", dir);
    enum err e = dir_make(beside);
    if (e != OK) {
        complain("不能建立 %s：%s", beside, e == ERR_CONFLICT ? "上次恢复留下的内容还在，请先删除" : err_sentence(e));
        return e;
    }
    e = copy_back(a, src, beside, m);
    progress_end();
    if (e == OK && rename(beside, dir) != 0) {
        e = errno == ENOTEMPTY || errno == EEXIST ? ERR_CONFLICT
                                                  : FAIL("event=rename path=%s error=\"%s\"", dir, strerror(errno));
    }
    if (e != OK) {
        complain("没有恢复：%s；半成品在 %s，可以删除", err_sentence(e), beside);
    }
    return e;
}

static bool is_free(const char *dir)
{
    return rmdir(dir) == 0 || errno == ENOENT; /* an empty directory is made anew by the rename */
}

static int restore_from(struct arena *a, const char *src, const char *dir)
{
    struct manifest m = {0};
    const char *reason = "";
    enum err e = manifest_check(a, src, &m, &reason);
    if (e == ERR_NOT_FOUND) {
        complain("%s 里没有 MANIFEST.sha256，不是 jianpin backup 做的备份，或者备份没有完成", src);
        return EXIT_FAILED;
    }
    if (e != OK) {
        complain("备份 %s 已损坏，没有恢复：%s", src, reason);
        return EXIT_FAILED;
    }
    if (!names_database(&m)) {
        complain("%s 不是备份：清单里没有数据库", src);
        return EXIT_FAILED;
    }
    if (!is_free(dir)) {
        complain("%s 已经有内容；只能恢复到新目录或空目录", dir);
        return EXIT_FAILED;
    }
    return restore_beside(a, src, dir, &m) == OK ? EXIT_DONE : EXIT_FAILED;
}

int command_restore(const struct config *c)
{
    struct arena *a = arena_new();
    int status = restore_from(a, c->words[0], c->text[KEY_DATA]);
    arena_free(a);
    if (status != EXIT_DONE) {
        return status;
    }
    struct installation in;
    if (installation_open(&in, c, USE_OWN) != OK) {
        return EXIT_FAILED;
    }
    status = inspect(&in, INSPECT_ALL) == 0 ? EXIT_DONE : EXIT_FAILED;
    say(status == EXIT_DONE ? "已恢复到 %s，检查通过" : "已恢复到 %s，但是检查出上面的问题", in.dir);
    installation_close(&in);
    return status;
}
