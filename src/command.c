/* command.c - the table of commands, and the help that is printed from it. */
#include "command.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "config.h"
#include "domain/role.h"
#include "domain/stage.h"
#include "say.h"
#include "version.h"
#include "web/route.h"

#define K(x) KEY_BIT(KEY_##x)
#define SERVER                                                                                                         \
    (K(DATA) | K(THREADS) | K(BASE_URL) | K(CLOCK) | K(SEED) | PAPER_KEYS | K(IMAGE_WORKERS) | K(RATE_LIMITS) |        \
     TOTP_KEYS | MAIL_KEYS)
#define PAPER_KEYS                                                                                                     \
    (K(FONT_BODY) | K(FONT_LABEL) | K(FONT_TITLE) | K(FONT_KAI) | K(FONT_DIRECTORIES) | K(ICC_PROFILE) |               \
     K(PAPER_WORKERS))
#define MAIL_KEYS (K(SMTP_URL) | K(SMTP_FROM) | K(SMTP_USER) | K(SMTP_PASSWORD_FILE) | K(SMTP_TLS))
#define TOTP_KEYS (K(GB_PROFILE) | K(TOTP_UNITS) | K(TOTP_AUTHORITIES) | K(TOTP_STAFF))
#define PERSON    (K(LOGIN) | K(NAME) | K(ROLE) | K(BODY) | K(BODY_KIND) | K(DISTRICT) | K(SECTOR) | K(PASSWORD_STDIN))

/* clang-format off */
const struct command commands[] = {
    {"serve", "", 0, 0, SERVER | K(LISTEN), command_serve, "启动内置服务器（一台电脑、会场局域网、开发）",
     "启动后打印网址；按 Ctrl-C 或收到 SIGTERM 时，办完手头的请求再退出。\n"
     "同一个数据目录只能有一个服务进程。对公众开放请用 fcgi，放在 nginx 后面。\n\n"
     "例：\n"
     "  jianpin serve --data ./data\n"
     "  jianpin serve --data ./data --listen 0.0.0.0:8080\n"
     "  jianpin serve --data ./data --clock 2015-06-25T23:59:30+08:00    （演示数据）\n"},
    {"fcgi", "", 0, 0, SERVER | K(SOCKET) | K(FD), command_fcgi, "启动 FastCGI 应答程序（放在 nginx、lighttpd、Apache 后面）",
     "--socket 和 --fd 写一个。套接字只应让网页服务器读写。\n\n"
     "例：\n"
     "  jianpin fcgi --data /var/lib/jianpin --socket /run/jianpin/fcgi.sock\n"
     "  jianpin fcgi --data /var/lib/jianpin --fd 0    （systemd 套接字）\n"},
    {"init", "", 0, 0, K(DATA), command_init, "新建数据库，内含通知的批次，没有账号",
     "已有批次的目录不动。\n\n"
     "例：\n"
     "  jianpin init --data /var/lib/jianpin\n"},
    {"demo", "", 0, 0, K(DATA) | K(AT) | K(SEED), command_demo, "新建演示数据：虚构的单位、账号和各种状态的申报",
     "没有默认密码：每个账号的密码随机生成，写在 DIR/demo-accounts.txt。\n"
     "目录里已有演示数据时什么都不做；写了 --at 则只把日期拨到那个阶段。\n\n"
     "例：\n"
     "  jianpin demo --data ./data\n"
     "  jianpin demo --data ./data --at publicity\n"},
    {"account", "add|disable|reset|list", 1, 1, K(DATA) | PERSON, command_account, "新建、停用、重置、列出账号",
     "add      --login L --name N --role R --body B [--district CODE] [--sector CODE] [--body-kind K] [--password-stdin]\n"
     "disable  --login L\n"
     "reset    --login L [--password-stdin]\n"
     "list\n\n"
     "一人一个账号。密码随机生成，只显示这一次，首次登录必须修改。reset 同时去掉动态口令。单位没有的就新建；申报单位要写 --district，\n"
     "属于参创行业的还要写 --sector。服务运行时也可以用。每次改动都记入审计。\n\n"
     "例：\n"
     "  jianpin account add --data DIR --login admin --name 张某 --role admin --body 市文明办信息中心\n"
     "  jianpin account add --data DIR --login bus01 --name 李某 --role unit --body 某公司 --district 辖市区代码 --sector 行业代码\n"
     "  jianpin account reset --data DIR --login bus01\n"
     "  jianpin account disable --data DIR --login bus01\n"},
    {"migrate", "", 0, 0, K(DATA), command_migrate, "把数据库升到本程序的版本（先自动备份）",
     "改动前把数据库复制到 DIR/backups。比本程序新的数据库不动。serve 和 fcgi 启动时也会做同样的事。\n\n"
     "例：\n"
     "  jianpin migrate --data /var/lib/jianpin\n"},
    {"check", "", 0, 0, K(DATA), command_check, "检查数据库是否完好、数据是否自洽、图片文件是否齐全",
     "只看不改，服务运行时也可以用。有问题时逐条列出，退出码 1。\n\n"
     "例：\n"
     "  jianpin check --data /var/lib/jianpin\n"},
    {"verify", "", 0, 0, K(DATA), command_verify, "核对审计链、每个提交版本的指纹、每个文件的指纹",
     "只看不改，服务运行时也可以用。指出被改动的是哪一条，退出码 1。\n\n"
     "例：\n"
     "  jianpin verify --data /var/lib/jianpin\n"},
    {"backup", "DEST", 1, 1, K(DATA), command_backup, "备份到新目录 DEST：数据库、图片、密钥、清单",
     "服务运行时也可以用。清单 MANIFEST.sha256 记下每个文件的 SHA-256。备份里有密钥，请妥善保管。\n\n"
     "例：\n"
     "  jianpin backup --data /var/lib/jianpin /media/usb/jianpin-2015-06-25\n"},
    {"restore", "SRC", 1, 1, K(DATA), command_restore, "从备份 SRC 恢复到空目录或新目录 DIR",
     "先核对清单，有损坏就不恢复。恢复后自动检查。\n\n"
     "例：\n"
     "  jianpin restore --data /var/lib/jianpin-new /media/usb/jianpin-2015-06-25\n"},
    {"archive", "ROUND DEST", 2, 2, K(DATA), command_archive, "把一个批次所有提交版本的记录导出到新目录 DEST",
     "每个版本一个 JSON 文件，内容就是指纹所覆盖的原文；另有清单 MANIFEST.sha256。ROUND 是批次的代号，如 2015-3。\n\n"
     "例：\n"
     "  jianpin archive --data /var/lib/jianpin 2015-3 ./archive-2015-3\n"},
    {"routes", "", 0, 0, 0, command_routes, "列出全部网页地址：方法、地址、谁可以用、在哪个阶段", ""},
    {"version", "", 0, 0, 0, command_version, "显示版本", ""},
    {"help", "[COMMAND]", 0, 1, 0, command_help, "显示说明", ""},
};
/* clang-format on */

const size_t commands_len = sizeof commands / sizeof commands[0];

const struct command *command_of(const char *name)
{
    for (size_t i = 0; i < commands_len; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

int command_version(const struct config *c)
{
    (void)c;
    say("jianpin %s", JIANPIN_VERSION);
    return EXIT_DONE;
}

static void say_overview(void)
{
    say("荐品 jianpin：优质服务品牌推荐活动的申报、评审和公布\n\n用法：jianpin 命令 [选项]\n");
    for (size_t i = 0; i < commands_len; i++) {
        say_cell("", 2);
        say_cell(commands[i].name, 10);
        say("%s", commands[i].summary);
    }
    say("\n每个命令的说明和例子：jianpin help 命令\n"
        "选项也可以写成环境变量（--base-url 是 JIANPIN_BASE_URL），或者写在 DIR/jianpin.conf 里（base_url = …，# "
        "起头是注释）；\n"
        "选项优先于环境变量，环境变量优先于文件。\n"
        "退出码：0 成功，1 没有做成或检查出问题，2 用法不对。");
}

static void say_key(struct arena *a, enum key key)
{
    const struct config_key *k = &config_keys[key];
    (void)printf("  --%s%s%s\n      %s", k->name, k->shape == NULL ? "" : " ", k->shape == NULL ? "" : k->shape,
                 k->help);
    if (*k->fallback != '\0') {
        (void)printf("；不写用 %s", k->fallback);
    }
    say(k->is_flag_only ? "%s%s" : "\n      环境变量 %s%s", k->is_flag_only ? "" : config_variable(a, key),
        k->is_flag_only || key == KEY_DATA ? "" : "，也可以写在 jianpin.conf 里");
}

int command_help(const struct config *c)
{
    if (c->words_len == 0) {
        say_overview();
        return EXIT_DONE;
    }
    const struct command *command = command_of(c->words[0]);
    if (command == NULL) {
        complain("没有 %s 这个命令；全部命令见 jianpin help", c->words[0]);
        return EXIT_USAGE;
    }
    say("jianpin %s%s%s%s\n\n%s。\n\n%s", command->name, *command->words == '\0' ? "" : " ", command->words,
        command->keys == 0 ? "" : " --data DIR [选项]", command->summary, command->text);
    struct arena *a = arena_new();
    for (int k = 0; k < KEY__COUNT; k++) {
        if ((command->keys & KEY_BIT(k)) != 0) {
            say_key(a, (enum key)k);
        }
    }
    arena_free(a);
    return EXIT_DONE;
}

/* "unit,office", or the word for all of them. */
static void say_roles(unsigned roles)
{
    if (roles == ROLE_ALL || roles == ROLE_SIGNED_IN) {
        (void)fputs(roles == ROLE_ALL ? "anyone" : "signed-in", stdout);
        return;
    }
    const char *comma = "";
    for (int r = 0; r < ROLE__COUNT; r++) {
        if ((roles & ROLE_BIT(r)) != 0) {
            (void)printf("%s%s", comma, role_ident((enum role)r));
            comma = ",";
        }
    }
}

static void say_stages(unsigned stages)
{
    if ((stages & WHENEVER) != 0) {
        (void)fputs("whenever", stdout);
        return;
    }
    const char *comma = "";
    for (int s = 0; s < STAGE__COUNT; s++) {
        if ((stages & STAGE_BIT(s)) != 0) {
            (void)printf("%s%s", comma, stage_ident((enum stage)s));
            comma = ",";
        }
    }
}

/* One line a route, tabs between the columns: for people, and for the golden file of the tests. */
int command_routes(const struct config *c)
{
    (void)c;
    for (size_t i = 0; i < routes_len; i++) {
        (void)printf("%s\t%s\t", routes[i].method == POST ? "POST" : "GET", routes[i].path);
        say_roles(routes[i].roles);
        (void)putchar('\t');
        say_stages(routes[i].stages);
        say("\t%s", routes[i].title);
    }
    return EXIT_DONE;
}
