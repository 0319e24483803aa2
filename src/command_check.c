/* command_check.c - `check` and `verify` look; `archive` takes a round's records out of the database. */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "command.h"
#include "config.h"
#include "file_tree.h"
#include "inspection.h"
#include "installation.h"
#include "manifest.h"
#include "say.h"
#include "store/upkeep_store.h"

static int inspect_command(const struct config *c, unsigned parts)
{
    struct installation in;
    if (installation_open(&in, c, USE_READ) != OK) {
        return EXIT_FAILED;
    }
    size_t bad = inspect(&in, parts);
    installation_close(&in);
    if (bad != 0) {
        complain("发现 %zu 处问题", bad);
    }
    return bad == 0 ? EXIT_DONE : EXIT_FAILED;
}

int command_check(const struct config *c)
{
    return inspect_command(c, INSPECT_DATABASE | INSPECT_INVARIANTS | INSPECT_FILES);
}

/* The invariants too: some of them hold the rows that are searched against the record that is sealed. */
int command_verify(const struct config *c)
{
    return inspect_command(c, INSPECT_FINGERPRINTS | INSPECT_INVARIANTS);
}

/* ---- archive ---- */

static enum err write_records(struct installation *in, const char *dest, size_t *ret_count)
{
    struct version_row *list = NULL;
    size_t len = 0;
    TRY(version_list(in->reader, in->arena, in->round.id, &list, &len));
    for (size_t i = 0; i < len; i++) {
        const char *path =
            text_format(in->arena, "%s/records/%s-v%d.json", dest, list[i].receipt_no, list[i].version_no);
        TRY(file_write(path, list[i].record, strlen(list[i].record)));
        progress("导出", i + 1, len);
    }
    progress_end();
    *ret_count = len;
    return manifest_write(in->arena, dest);
}

static int archive_to(struct installation *in, const char *slug, const char *dest)
{
    if (!in->has_round || strcmp(in->round.slug, slug) != 0) {
        complain("没有批次 %s%s%s", slug, in->has_round ? "；现在的批次是 " : "", in->has_round ? in->round.slug : "");
        return EXIT_FAILED;
    }
    size_t count = 0;
    enum err e = dir_make(dest);
    if (e == ERR_CONFLICT || e == ERR_NOT_FOUND) {
        complain(e == ERR_CONFLICT ? "%s 已经有内容；请写到新目录或空目录" : "%s 的上级目录不存在", dest);
        return EXIT_FAILED;
    }
    e = e == OK ? write_records(in, dest, &count) : e;
    if (e != OK) {
        complain("导出没有完成，%s 不能用：%s", dest, err_sentence(e));
        return EXIT_FAILED;
    }
    say("已导出批次 %s 的 %zu 个提交版本到 %s/records；每个文件的 SHA-256 就是该版本的指纹", slug, count, dest);
    return EXIT_DONE;
}

int command_archive(const struct config *c)
{
    struct installation in;
    if (installation_open(&in, c, USE_READ) != OK) {
        return EXIT_FAILED;
    }
    int status = archive_to(&in, c->words[0], c->words[1]);
    installation_close(&in);
    return status;
}
