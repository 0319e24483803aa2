/* inspection.c */
#include "inspection.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/text.h"
#include "installation.h"
#include "media/media.h"
#include "say.h"
#include "store/audit_store.h"
#include "store/db.h"
#include "store/nomination_store.h"
#include "store/outcome_store.h"
#include "store/publicity_store.h"
#include "store/recommendation_store.h"
#include "store/shortlist_store.h"
#include "store/upkeep_store.h"

static size_t look_at_database(struct installation *in)
{
    const char *fault = db_integrity(in->reader, in->arena);
    if (fault != NULL) {
        complain("数据库文件损坏：%s；请从备份恢复", fault);
        return 1;
    }
    say("数据库文件完好");
    return 0;
}

static size_t look_at_invariants(struct installation *in)
{
    struct invariant *list = NULL;
    size_t len = invariant_list(in->reader, in->arena, &list);
    size_t bad = 0;
    for (size_t i = 0; i < len; i++) {
        if (list[i].offending != NULL) {
            complain("数据不自洽：%s，例如 %s", list[i].name, list[i].offending);
            bad++;
        }
    }
    if (bad == 0) {
        say("%zu 条数据规则全部成立", len);
    }
    return bad;
}

/* ---- files ---- */

/* One file: there, whole, and of the length that its row says (negative: the row does not say). */
static size_t look_at_file(struct media *media, const char *sha256, int64_t len_expected, enum media_trust trust)
{
    struct arena *a = arena_new();
    const unsigned char *bytes = NULL;
    size_t len = 0;
    enum err e = media_read(media, sha256, trust, a, &bytes, &len);
    bool is_right = e == OK && (len_expected < 0 || (uint64_t)len_expected == len);
    if (!is_right) {
        complain("文件 files/%.2s/%s %s", sha256, sha256 + 2,
                 e == ERR_NOT_FOUND ? "不见了"
                 : e == OK          ? "长度不对"
                                    : "内容被改动或者读不出来");
    }
    arena_free(a);
    return is_right ? 0 : 1;
}

static size_t look_at_all_files(struct installation *in, struct media *media, enum media_trust trust)
{
    struct media_names *list = NULL;
    size_t len = 0;
    size_t bad = 0;
    if (media_name_list(in->reader, in->arena, &list, &len) != OK) {
        complain("不能读出图片和附件的清单");
        return 1;
    }
    for (size_t i = 0; i < len; i++) {
        bad += look_at_file(media, list[i].sha256, list[i].byte_count, trust);
        bad += *list[i].thumb == '\0' ? 0 : look_at_file(media, list[i].thumb, -1, trust);
        progress("检查图片和附件", i + 1, len);
    }
    progress_end();
    if (bad == 0) {
        say(trust == MEDIA_VERIFY ? "%zu 份图片和附件的指纹全部相符" : "%zu 份图片和附件的文件齐全", len);
    }
    return bad;
}

/* Uploads are looked at only where this holds. */
static size_t look_at_worker(struct media *media)
{
    static const struct {
        unsigned bit;
        const char *name;
    } holds[] = {{CONFINED_NO_NEW_PRIVS, "不得提权"},
                 {CONFINED_LIMITS, "限制资源"},
                 {CONFINED_MEMORY, "限制内存"},
                 {CONFINED_SYSCALLS, "限制系统调用"}};
    struct confinement held = {0};
    if (media_probe(media, &held) != OK) {
        complain("处理图片的进程不能隔离自己，因此不会接收图片；原因见上面的日志行");
        return 1;
    }
    (void)fputs("处理图片的进程已隔离：", stdout);
    for (size_t i = 0; i < sizeof holds / sizeof holds[0]; i++) {
        (void)fputs((held.in_force & holds[i].bit) != 0 ? holds[i].name : "", stdout);
        (void)fputs((held.in_force & holds[i].bit) != 0 ? "、" : "", stdout);
    }
    say("Landlock %d", held.landlock_abi);
    return 0;
}

static size_t look_at_files(struct installation *in, enum media_trust trust)
{
    struct media *media = NULL;
    struct media_options options = {.exe = "/proc/self/exe", .dir = installation_path(in, "files"), .workers_max = 1};
    if (media_open(&options, &media) != OK) {
        complain("不能打开 %s/files", in->dir);
        return 1;
    }
    size_t bad = look_at_all_files(in, media, trust) + look_at_worker(media);
    media_close(media);
    return bad;
}

/* ---- fingerprints ---- */

static size_t look_at_audit(struct installation *in)
{
    int64_t count = 0;
    int64_t bad = 0;
    const char *head = "";
    enum err e = audit_verify(in->reader, in->arena, &count, &head, &bad);
    if (e == OK) {
        say("审计链完整：%lld 条，链尾 %s", (long long)count, *head == '\0' ? "（空）" : head);
        return 0;
    }
    if (e == ERR_CONFLICT) {
        complain("审计链在第 %lld 条断开：这一条被改动、插入，或者它前面的被删除", (long long)bad);
    } else {
        complain("审计链读不出来：%s", err_sentence(e));
    }
    return 1;
}

static void name_altered_version(const struct version_row *list, size_t len, int64_t id)
{
    for (size_t i = 0; i < len; i++) {
        if (list[i].id == id) {
            complain("%s 第 %d 版的内容与指纹不符，被改动过", list[i].receipt_no, list[i].version_no);
        }
    }
}

static size_t look_at_versions(struct installation *in)
{
    struct version_row *list = NULL;
    size_t len = 0;
    size_t bad = 0;
    if (version_list(in->reader, in->arena, 0, &list, &len) != OK) {
        complain("提交版本读不出来");
        return 1;
    }
    int64_t count = 0;
    int64_t at = 0;
    enum err e = version_verify(in->reader, 0, &count, &at);
    for (; e == ERR_CONFLICT && at != 0; e = version_verify(in->reader, at, &count, &at)) {
        name_altered_version(list, len, at);
        bad++;
    }
    if (e == ERR_CONFLICT) {
        complain("审计链里记着的一个提交版本不见了，或者它的受理编号、指纹被改动过");
        return bad + 1;
    }
    if (e != OK) {
        complain("提交版本读不出来：%s", err_sentence(e));
        return bad + 1;
    }
    if (bad == 0) {
        say("%zu 个提交版本的指纹全部相符", len);
    }
    return bad;
}

static size_t look_at_lists(struct installation *in)
{
    int64_t count = 0;
    int64_t at = 0;
    size_t bad = 0;
    enum err e = recommendation_verify(in->reader, 0, &count, &at);
    for (; e == ERR_CONFLICT; e = recommendation_verify(in->reader, at, &count, &at)) {
        complain("推荐名单（第 %lld 份）的内容与指纹不符，被改动过", (long long)at);
        bad++;
    }
    if (e != OK) {
        complain("推荐名单读不出来：%s", err_sentence(e));
        return bad + 1;
    }
    if (bad == 0) {
        say("%lld 份推荐名单的指纹全部相符", (long long)count);
    }
    return bad;
}

static size_t look_at_releases(struct installation *in)
{
    int64_t count = 0;
    int64_t at = 0;
    size_t bad = 0;
    enum err e = shortlist_verify(in->reader, 0, &count, &at);
    for (; e == ERR_CONFLICT; e = shortlist_verify(in->reader, at, &count, &at)) {
        complain("发布的候选名单（第 %lld 份）的内容与指纹不符，被改动过", (long long)at);
        bad++;
    }
    if (e != OK) {
        complain("候选名单读不出来：%s", err_sentence(e));
        return bad + 1;
    }
    if (bad == 0) {
        say("%lld 份发布的候选名单的指纹相符", (long long)count);
    }
    return bad;
}

static size_t look_at_publicity(struct installation *in)
{
    int64_t count = 0;
    int64_t at = 0;
    size_t bad = 0;
    const char *what = "";
    enum err e = publicity_verify(in->reader, in->arena, 0, &count, &at, &what);
    for (; e == ERR_CONFLICT; e = publicity_verify(in->reader, in->arena, at, &count, &at, &what)) {
        complain("%s与指纹不符，被改动过", what);
        bad++;
    }
    if (e != OK) {
        complain("公示读不出来：%s", err_sentence(e));
        return bad + 1;
    }
    if (bad == 0) {
        say("%lld 版公示的指纹相符", (long long)count);
    }
    return bad;
}

static size_t look_at_outcomes(struct installation *in)
{
    int64_t count = 0;
    int64_t at = 0;
    size_t bad = 0;
    const char *what = "";
    enum err e = outcome_verify(in->reader, in->arena, 0, &count, &at, &what);
    for (; e == ERR_CONFLICT; e = outcome_verify(in->reader, in->arena, at, &count, &at, &what)) {
        complain("%s与指纹不符，被改动过", what);
        bad++;
    }
    if (e != OK) {
        complain("公布的办理情况读不出来：%s", err_sentence(e));
        return bad + 1;
    }
    if (bad == 0) {
        say("%lld 次公布的办理情况的指纹相符", (long long)count);
    }
    return bad;
}

size_t inspect(struct installation *in, unsigned parts)
{
    size_t bad = 0;
    if ((parts & INSPECT_DATABASE) != 0) {
        bad += look_at_database(in);
    }
    if ((parts & INSPECT_FINGERPRINTS) != 0) {
        bad += look_at_audit(in);
        bad += look_at_versions(in);
        bad += look_at_lists(in);
        bad += look_at_releases(in);
        bad += look_at_publicity(in);
        bad += look_at_outcomes(in);
    }
    if ((parts & INSPECT_INVARIANTS) != 0) {
        bad += look_at_invariants(in);
    }
    if ((parts & (INSPECT_FILES | INSPECT_FINGERPRINTS)) != 0) {
        bad += look_at_files(in, (parts & INSPECT_FINGERPRINTS) != 0 ? MEDIA_VERIFY : MEDIA_TRUST);
    }
    return bad;
}
