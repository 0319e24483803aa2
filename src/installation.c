/* installation.c */
#include "installation.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "say.h"
#include "store/account_store.h"
#include "store/db.h"
#include "store/upkeep_store.h"

const char *installation_path(const struct installation *in, const char *name)
{
    return text_format(in->arena, "%s/%s", in->dir, name);
}

bool installation_has(const struct installation *in, const char *name)
{
    return access(installation_path(in, name), F_OK) == 0;
}

/* What root writes here the service cannot read tomorrow. */
static enum err check_owner(const struct installation *in)
{
    struct stat st;
    if (stat(in->dir, &st) != 0) {
        return OK; /* absent: judged by what the command wants */
    }
    if (!S_ISDIR(st.st_mode)) {
        complain("%s 不是目录", in->dir);
        return ERR_NOT_FOUND;
    }
    if (st.st_uid != geteuid()) {
        const struct passwd *owner = getpwuid(st.st_uid); /* one thread so far */
        complain("数据目录 %s 属于用户 %s，请用这个用户运行：sudo -u %s jianpin …", in->dir,
                 owner == NULL ? "（未知）" : owner->pw_name, owner == NULL ? "…" : owner->pw_name);
        return ERR_DENIED;
    }
    return OK;
}

/* A database without its keys must not be given new ones: the audit chain would break for good. */
static enum err check_presence(const struct installation *in, enum installation_use use)
{
    bool has_database = installation_has(in, "jianpin.sqlite");
    if (!has_database && use != USE_CREATE) {
        complain("%s 里没有数据库。新建请运行 jianpin init --data %s；看演示请运行 jianpin demo --data %s", in->dir,
                 in->dir, in->dir);
        return ERR_NOT_FOUND;
    }
    if (has_database && (!installation_has(in, "keys/audit.key") || !installation_has(in, "keys/token.key"))) {
        complain("%s/keys 里的密钥不见了。没有它，审计记录不能核对；请从备份恢复 keys 目录", in->dir);
        return ERR_NOT_FOUND;
    }
    return OK;
}

static enum err take_lock(struct installation *in)
{
    const char *path = installation_path(in, "lock");
    if (mkdir(in->dir, 0700) != 0 && errno != EEXIST) {
        complain("不能建立目录 %s：%s", in->dir, strerror(errno));
        return ERR_INTERNAL;
    }
    in->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (in->lock_fd < 0) {
        complain("不能打开 %s：%s", path, strerror(errno));
        return ERR_INTERNAL;
    }
    if (flock(in->lock_fd, LOCK_EX | LOCK_NB) != 0) {
        complain("另一个 jianpin 进程正在使用 %s；一个数据目录只能由一个进程服务，请先停止它", in->dir);
        return ERR_CONFLICT;
    }
    return OK;
}

static enum err check_schema(const struct installation *in, enum installation_use use)
{
    int64_t have = 0;
    TRY(db_schema_version(in->reader, &have));
    if (have > migrations_known()) {
        complain("数据库（第 %lld 版）比本程序（第 %lld 版）新，没有改动它；请安装新版程序", (long long)have,
                 (long long)migrations_known());
        return ERR_CONFLICT;
    }
    if (have < migrations_known() && (use == USE_READ || use == USE_WRITE)) {
        complain("数据库是旧版（第 %lld 版），请先停止服务并运行 jianpin migrate --data %s", (long long)have, in->dir);
        return ERR_CONFLICT;
    }
    return OK;
}

static enum err open_reader(struct installation *in)
{
    enum err e = db_open(installation_path(in, "jianpin.sqlite"), DB_READER, &in->reader);
    if (e != OK) {
        complain("不能打开 %s/jianpin.sqlite：%s", in->dir, err_sentence(e));
        return e;
    }
    db_set_audit_key(in->reader, in->keys.audit);
    return OK;
}

static enum err open_store(struct installation *in, enum installation_use use)
{
    enum err e = store_open(in->dir, &in->random, use == USE_CREATE, &in->store);
    if (e != OK) {
        complain("不能打开 %s 里的数据：%s", in->dir, err_sentence(e));
    }
    return e;
}

static enum err read_facts(struct installation *in)
{
    const char *is_demo = "";
    enum err e = meta_get(in->reader, in->arena, "is_demo", &is_demo);
    in->is_demo = text_equal(is_demo, "1");
    e = e == OK ? round_load(in->reader, in->arena, &in->round) : e;
    in->has_round = e == OK;
    if (e != OK && e != ERR_NOT_FOUND) {
        complain("不能读出批次的设置：%s", err_sentence(e));
        return e;
    }
    return OK;
}

/* Whether the directory is this user's, holds what it must, and nobody else owns it. */
static enum err enter(struct installation *in, enum installation_use use)
{
    bool is_alone = use == USE_OWN || use == USE_CREATE;
    enum err e = check_owner(in);
    e = e == OK ? check_presence(in, use) : e;
    e = e == OK && is_alone ? take_lock(in) : e;
    return e == OK ? store_prepare_dir(in->dir, &in->random, &in->keys) : e;
}

/* The reader looks at the schema before a writer may bring it up to date. */
static enum err open_databases(struct installation *in, enum installation_use use)
{
    enum err e = OK;
    if (installation_has(in, "jianpin.sqlite")) {
        e = open_reader(in);
        e = e == OK ? check_schema(in, use) : e;
    }
    e = e == OK && use != USE_READ ? open_store(in, use) : e;
    return e == OK && in->reader == NULL ? open_reader(in) : e;
}

enum err installation_open(struct installation *in, const struct config *config, enum installation_use use)
{
    *in = (struct installation){.dir = config->text[KEY_DATA], .arena = arena_new(), .lock_fd = -1};
    random_init(&in->random);
    enum err e = enter(in, use);
    e = e == OK ? open_databases(in, use) : e;
    e = e == OK ? read_facts(in) : e;
    if (e != OK) {
        installation_close(in);
    }
    return e;
}

void installation_close(struct installation *in)
{
    if (in->arena == NULL) {
        return;
    }
    db_close(in->reader);
    store_close(in->store);
    if (in->lock_fd >= 0) {
        (void)close(in->lock_fd);
    }
    memset(&in->keys, 0, sizeof in->keys);
    arena_free(in->arena);
    *in = (struct installation){.lock_fd = -1};
}

enum err installation_pretend(struct installation *in, const struct config *config)
{
    if (!in->is_demo && (config_has(config, KEY_CLOCK) || config_has(config, KEY_SEED))) {
        complain("--clock 和 --seed 只能用于演示数据，%s 不是；正式数据只认本机的时钟", in->dir);
        return ERR_DENIED;
    }
    if (config_has(config, KEY_SEED)) {
        random_init_seeded(&in->random, config->seed);
    }
    if (config_has(config, KEY_CLOCK)) {
        clock_start_at(&in->clock, config->clock_at);
        return OK;
    }
    const char *offset = "";
    int64_t seconds = 0;
    TRY(meta_get(in->reader, in->arena, "clock_offset", &offset));
    if (in->is_demo && text_to_int(offset, INT32_MIN, INT32_MAX, &seconds) == OK) {
        atomic_store(&in->clock.offset, seconds);
    }
    return OK;
}

struct audit_actor installation_actor(const struct installation *in)
{
    return (struct audit_actor){.at = clock_now(&in->clock), .account_id = 0, .role = "cli", .request_id = ""};
}
