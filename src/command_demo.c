/* command_demo.c - `demo`: a demonstration, or its clock moved to another stage. */
#include "base/arena.h"
#include "base/date.h"
#include "command.h"
#include "config.h"
#include "demo.h"
#include "installation.h"
#include "pages/demo_pages.h"
#include "say.h"
#include "store/db.h"

struct move {
    struct installation *in;
    int64_t at;
};

static enum err move_clock(struct db *db, void *ctx)
{
    struct move *move = ctx;
    return demo_clock_set(db, &move->in->clock, move->at);
}

static int move_to(struct installation *in, enum stage stage)
{
    struct move move = {in, 0};
    enum err e = demo_moment(&in->round, stage, &move.at);
    e = e == OK ? store_write(in->store, move_clock, &move) : e;
    if (e != OK) {
        complain("不能换到%s：%s", stage_name(stage), err_sentence(e));
        return EXIT_FAILED;
    }
    say("%s 的演示日期已拨到 %s（%s）", in->dir, at_chinese(in->arena, move.at), stage_name(stage));
    return EXIT_DONE;
}

static int make(struct installation *in, enum stage stage)
{
    struct demo_sum sum;
    enum err e = demo_make(in, stage, &sum);
    progress_end();
    if (e != OK) {
        complain("演示数据没有建成，没有写入：%s", err_sentence(e));
        return EXIT_FAILED;
    }
    say("已在 %s 新建演示数据：%zu 个单位和部门，%zu 个账号，%zu 件申报（已提交 %zu 件），全部虚构。", in->dir,
        sum.bodies, sum.accounts, sum.nominations, sum.submitted);
    say("演示日期 %s，%s阶段。密码在 %s/demo-accounts.txt。", at_chinese(in->arena, clock_now(&in->clock)),
        stage_name(stage), in->dir);
    return EXIT_DONE;
}

int command_demo(const struct config *c)
{
    struct installation in;
    int status = EXIT_DONE;
    if (installation_open(&in, c, USE_CREATE) != OK) {
        return EXIT_FAILED;
    }
    if (config_has(c, KEY_SEED)) {
        random_init_seeded(&in.random, c->seed);
    }
    if (in.has_round && !in.is_demo) {
        complain("%s 里是正式数据，不能建演示数据，没有改动", in.dir);
        status = EXIT_FAILED;
    } else if (!in.has_round) {
        status = make(&in, c->at);
    } else if (config_has(c, KEY_AT)) {
        status = move_to(&in, c->at);
    } else {
        say("%s 里已有演示数据，没有改动。密码在 %s/demo-accounts.txt。", in.dir, in.dir);
    }
    installation_close(&in);
    return status;
}
