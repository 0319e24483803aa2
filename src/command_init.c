/* command_init.c - `init`: a new database with the notice's round; `migrate`: an old one brought up to date. */
#include "base/arena.h"
#include "base/date.h"
#include "base/log.h"
#include "command.h"
#include "config.h"
#include "installation.h"
#include "say.h"
#include "store/account_store.h"
#include "store/audit_store.h"
#include "store/db.h"
#include "store/migrate.h"
#include "store/upkeep_store.h"

static enum err seed(struct db *db, void *ctx)
{
    const struct installation *in = ctx;
    struct audit_actor who = installation_actor(in);
    TRY(seed_round(db));
    TRY(meta_put(db, "installed_at", at_rfc3339(in->arena, who.at)));
    return audit_append(db, &who, "round_seed", "round", "", "");
}

static int init_in(struct installation *in)
{
    if (in->has_round) {
        complain("%s 里已经有数据（批次 %s），没有改动", in->dir, in->round.slug);
        return EXIT_FAILED;
    }
    enum err e = store_write(in->store, seed, in);
    if (e != OK) {
        complain("没有建成：%s", err_sentence(e));
        return EXIT_FAILED;
    }
    say("已在 %s 新建数据库，还没有账号。接下来：", in->dir);
    say("  1. 建第一个系统管理员：");
    say("     jianpin account add --data %s --login admin --name 姓名 --role admin --body 部门名称", in->dir);
    say("  2. 启动：");
    say("     jianpin serve --data %s", in->dir);
    return EXIT_DONE;
}

int command_init(const struct config *c)
{
    struct installation in;
    if (installation_open(&in, c, USE_CREATE) != OK) {
        return EXIT_FAILED;
    }
    int status = init_in(&in);
    installation_close(&in);
    return status;
}

/* The schema's version before this program touches it; -1 when it cannot be read. */
static int64_t version_before(const struct config *c)
{
    struct arena *a = arena_new();
    struct db *db = NULL;
    int64_t version = -1;
    struct installation in = {.dir = c->text[KEY_DATA], .arena = a};
    if (installation_has(&in, "jianpin.sqlite") &&
        db_open(installation_path(&in, "jianpin.sqlite"), DB_READER, &db) == OK) {
        version = db_schema_version(db, &version) == OK ? version : -1;
    }
    db_close(db);
    arena_free(a);
    return version;
}

int command_migrate(const struct config *c)
{
    int64_t before = version_before(c);
    struct installation in;
    if (installation_open(&in, c, USE_OWN) != OK) {
        return EXIT_FAILED;
    }
    if (before == migrations_known()) {
        say("数据库已经是第 %lld 版，不用升级", (long long)before);
    } else {
        say("数据库已从第 %lld 版升到第 %lld 版；升级前的副本在 %s/backups", (long long)before,
            (long long)migrations_known(), in.dir);
    }
    installation_close(&in);
    return EXIT_DONE;
}
