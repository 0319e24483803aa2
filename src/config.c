/* config.c */
#include "config.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/contact_text.h"
#include "nearest.h"

enum { FILE_BYTES_MAX = 64 * 1024, FD_MAX = 1023, THREADS_MAX = 64, WORKERS_MAX = 16 };

static const char prefix[] = "JIANPIN_";
/* Variables of the project's own tests, which set them around the program. */
static const char tests_prefix[] = "JIANPIN_TEST_";

/* clang-format off */
const struct config_key config_keys[KEY__COUNT] = {
    [KEY_DATA] = {"data", "DIR", false, "", "数据目录：数据库、密钥、图片都在里面"},
    [KEY_LISTEN] = {"listen", "ADDRESS", false, "127.0.0.1:8080", "serve 监听的地址；0.0.0.0:8080 或 [::]:8080 供局域网访问，端口 0 任选一个"},
    [KEY_SOCKET] = {"socket", "PATH", false, "", "fcgi 监听的 Unix 套接字，权限 0660"},
    [KEY_FD] = {"fd", "N", false, "", "fcgi 用继承来的监听套接字；systemd 的套接字是 0"},
    [KEY_THREADS] = {"threads", "N", false, "", "同时处理的请求数，1-64；不写用 8"},
    [KEY_BASE_URL] = {"base-url", "URL", false, "", "对外的网址，例如 https://pp.example.gov.cn；写了就只应答这个主机名"},
    [KEY_CLOCK] = {"clock", "TIME", true, "", "假设的开始时刻，如 2015-06-18T09:00:00+08:00，从此走时；只用于演示数据"},
    [KEY_SEED] = {"seed", "N", true, "", "可重复的随机数；只用于演示数据"},
    [KEY_AT] = {"at", "STAGE", true, "", "演示停在哪个阶段：nomination recommendation preliminary_review publicity evaluation promotion"},
    [KEY_FONT_BODY] = {"font-body", "FAMILIES", false, "", "公文正文字体（仿宋），逗号分隔，前面的优先"},
    [KEY_FONT_LABEL] = {"font-label", "FAMILIES", false, "", "公文栏目字体（黑体）"},
    [KEY_FONT_TITLE] = {"font-title", "FAMILIES", false, "", "公文标题字体（小标宋）"},
    [KEY_FONT_KAI] = {"font-kai", "FAMILIES", false, "", "公文楷体"},
    [KEY_FONT_DIRECTORIES] = {"font-directories", "DIRS", false, "", "字体所在目录，绝对路径，冒号分隔"},
    [KEY_ICC_PROFILE] = {"icc-profile", "FILE", false, "", "公文 PDF 用的 sRGB 色彩描述文件"},
    [KEY_PAPER_WORKERS] = {"paper-workers", "N", false, "1", "排版公文的进程数，1-16"},
    [KEY_IMAGE_WORKERS] = {"image-workers", "N", false, "2", "处理图片的进程数，1-16"},
    [KEY_RATE_LIMITS] = {"rate-limits", "on|off", false, "on", "限制同一来源的请求次数；只在压力测试时关闭"},
    [KEY_GB_PROFILE] = {"gb-profile", "on|off", false, "off", "按网络安全等级保护的要求，密码用满 90 天必须修改"},
    [KEY_TOTP_UNITS] = {"totp-units", "RULE", false, "", "申报单位登录用动态口令：offered 自愿（不写即此） required 必须 off 不用"},
    [KEY_TOTP_AUTHORITIES] = {"totp-authorities", "RULE", false, "", "辖市区、行业主管、会同部门用动态口令：不写即 required，演示数据即 offered"},
    [KEY_TOTP_STAFF] = {"totp-staff", "RULE", false, "", "文明办、评委、计分、监督、各管理员用动态口令：同上"},
    [KEY_SMTP_URL] = {"smtp-url", "URL", false, "", "发信服务器，例如 smtp://mail.example.gov.cn:587 或 smtps://…:465；不写就不发邮件"},
    [KEY_SMTP_FROM] = {"smtp-from", "ADDRESS", false, "", "寄件地址，与 smtp-url 一起写"},
    [KEY_SMTP_USER] = {"smtp-user", "L", false, "", "发信服务器的账号；不写就不登录"},
    [KEY_SMTP_PASSWORD_FILE] = {"smtp-password-file", "FILE", false, "", "存放发信密码的文件，只有一行，只许本程序的用户读（0600）"},
    [KEY_SMTP_TLS] = {"smtp-tls", "on|off", false, "on", "smtp:// 也必须加密（STARTTLS）；只在同一台机器或者封闭网络里关闭"},
    [KEY_LOGIN] = {"login", "L", true, "", "账号名，2-40 个字符"},
    [KEY_NAME] = {"name", "N", true, "", "使用人姓名"},
    [KEY_ROLE] = {"role", "R", true, "", "角色：unit district sector joint office judge tally supervisor commission admin security auditor"},
    [KEY_BODY] = {"body", "B", true, "", "所属单位或部门的全称；没有的就新建"},
    [KEY_BODY_KIND] = {"body-kind", "K", true, "", "新建单位的种类：unit district sector joint office commission panel system；不写按角色定"},
    [KEY_DISTRICT] = {"district", "CODE", true, "", "新建申报单位、辖市区文明办时所在辖市区的代码"},
    [KEY_SECTOR] = {"sector", "CODE", true, "", "新建单位所属参创行业的代码；非参创行业不写"},
    [KEY_PASSWORD_STDIN] = {"password-stdin", NULL, true, "", "从标准输入读一行作为密码，不写就随机生成"},
};
/* clang-format on */

bool config_has(const struct config *c, enum key key)
{
    return c->from[key] != FROM_NOWHERE;
}

/* "base-url" with every '-' replaced by '_' and, for variables, in capitals. */
static const char *spelt(struct arena *a, const char *begin, const char *name, bool is_upper)
{
    char *s = text_format(a, "%s%s", begin, name);
    for (char *p = s; *p != '\0'; p++) {
        *p = (char)(*p == '-' ? '_' : is_upper ? toupper((unsigned char)*p) : *p);
    }
    return s;
}

const char *config_variable(struct arena *a, enum key key)
{
    return spelt(a, prefix, config_keys[key].name, true);
}

static const char *line_name(struct arena *a, enum key key)
{
    return spelt(a, "", config_keys[key].name, false);
}

/* The nearest of `names` as a hint behind a complaint. */
static const char *hint(struct arena *a, const char *typed, const char *const *names, size_t len)
{
    const char *near = nearest_word(typed, names, len);
    return near == NULL ? "" : text_format(a, "；是不是 %s？", near);
}

static enum err fail(const char **ret_error, const char *sentence)
{
    *ret_error = sentence;
    return ERR_INVALID;
}

static void put(struct config *c, enum key key, const char *value, enum config_source from)
{
    if (from > c->from[key]) {
        c->text[key] = value;
        c->from[key] = from;
    }
}

/* A directory's name without the '/' that a shell's completion leaves at its end. */
static const char *without_end(struct arena *a, const char *dir)
{
    size_t len = strlen(dir);
    while (len > 1 && dir[len - 1] == '/') {
        len--;
    }
    return arena_copy(a, dir, len);
}

/* ---- flags ---- */

static enum err unknown_flag(struct arena *a, uint64_t takes, const char *flag, const char **ret_error)
{
    const char *names[KEY__COUNT];
    size_t len = 0;
    for (int k = 0; k < KEY__COUNT; k++) {
        if ((takes & KEY_BIT(k)) != 0) {
            names[len++] = text_format(a, "--%s", config_keys[k].name);
        } else if (strcmp(config_keys[k].name, flag + 2) == 0) {
            return fail(ret_error, text_format(a, "这个命令不用 %s", flag));
        }
    }
    return fail(ret_error, text_format(a, "没有 %s 这个选项%s", flag, hint(a, flag, names, len)));
}

/* Takes one flag; *at moves past its value. */
static enum err read_flag(struct config *c, struct arena *a, uint64_t takes, char *const **at, const char **ret_error)
{
    const char *arg = **at;
    size_t len = strcspn(arg, "=");
    const char *flag = arena_copy(a, arg, len);
    for (int k = 0; k < KEY__COUNT; k++) {
        if ((takes & KEY_BIT(k)) == 0 || strcmp(config_keys[k].name, flag + 2) != 0) {
            continue;
        }
        if (c->from[k] == FROM_FLAG) {
            return fail(ret_error, text_format(a, "%s 写了两次", flag));
        }
        if (config_keys[k].shape == NULL) {
            put(c, (enum key)k, "1", FROM_FLAG);
            return arg[len] == '\0' ? OK : fail(ret_error, text_format(a, "%s 不带值", flag));
        }
        if (arg[len] == '=') {
            put(c, (enum key)k, arg + len + 1, FROM_FLAG);
            return OK;
        }
        if ((*at)[1] == NULL) {
            return fail(ret_error, text_format(a, "%s 后面缺少 %s", flag, config_keys[k].shape));
        }
        (*at)++;
        put(c, (enum key)k, **at, FROM_FLAG);
        return OK;
    }
    return unknown_flag(a, takes, flag, ret_error);
}

static enum err read_flags(struct config *c, struct arena *a, uint64_t takes, char *const *argv, const char **ret_error)
{
    bool is_past_flags = false;
    for (char *const *at = argv; *at != NULL; at++) {
        if (!utf8_is_valid(*at, strlen(*at))) {
            return fail(ret_error, "命令行不是 UTF-8 文字");
        }
        if (!is_past_flags && strcmp(*at, "--") == 0) {
            is_past_flags = true;
        } else if (!is_past_flags && text_starts(*at, "--")) {
            TRY(read_flag(c, a, takes, &at, ret_error));
        } else if (!is_past_flags && **at == '-' && (*at)[1] != '\0') {
            return fail(ret_error, text_format(a, "没有 %s 这个选项；选项以两个减号开头", *at));
        } else if (c->words_len == CONFIG_WORDS_MAX) {
            return fail(ret_error, text_format(a, "多出来的参数：%s", *at));
        } else {
            c->words[c->words_len++] = *at;
        }
    }
    return OK;
}

/* ---- the environment ---- */

static enum err read_variable(struct config *c, struct arena *a, const char *entry, const char **ret_error)
{
    const char *names[KEY__COUNT];
    size_t names_len = 0;
    const char *name = arena_copy(a, entry, strcspn(entry, "="));
    const char *value = entry[strlen(name)] == '=' ? entry + strlen(name) + 1 : "";
    for (int k = 0; k < KEY__COUNT; k++) {
        if (config_keys[k].is_flag_only) {
            continue;
        }
        const char *known = config_variable(a, (enum key)k);
        names[names_len++] = known;
        if (strcmp(known, name) == 0) {
            if (!utf8_is_valid(value, strlen(value))) {
                return fail(ret_error, text_format(a, "环境变量 %s 不是 UTF-8 文字", name));
            }
            put(c, (enum key)k, value, FROM_ENVIRONMENT);
            return OK;
        }
    }
    return fail(ret_error, text_format(a, "不认识环境变量 %s%s", name, hint(a, name, names, names_len)));
}

static enum err read_environment(struct config *c, struct arena *a, char *const *environment, const char **ret_error)
{
    for (char *const *at = environment; at != NULL && *at != NULL; at++) {
        if (text_starts(*at, prefix) && !text_starts(*at, tests_prefix)) {
            TRY(read_variable(c, a, *at, ret_error));
        }
    }
    return OK;
}

/* ---- the file ---- */

static const char *trimmed(struct arena *a, const char *s, size_t len)
{
    while (len > 0 && strchr(" \t\r", s[len - 1]) != NULL) {
        len--;
    }
    while (len > 0 && strchr(" \t", *s) != NULL) {
        s++;
        len--;
    }
    return arena_copy(a, s, len);
}

static enum err read_line(struct config *c, struct arena *a, const char *place, const char *line,
                          const char **ret_error)
{
    const char *names[KEY__COUNT];
    size_t names_len = 0;
    const char *equals = strchr(line, '=');
    if (equals == NULL) {
        return fail(ret_error, text_format(a, "%s：每行写成 key = value", place));
    }
    const char *name = trimmed(a, line, (size_t)(equals - line));
    const char *value = trimmed(a, equals + 1, strlen(equals + 1));
    for (int k = 0; k < KEY__COUNT; k++) {
        if (config_keys[k].is_flag_only || k == KEY_DATA) {
            continue;
        }
        const char *known = line_name(a, (enum key)k);
        names[names_len++] = known;
        if (strcmp(known, name) == 0) {
            if (c->from[k] == FROM_FILE) {
                return fail(ret_error, text_format(a, "%s：%s 写了两次", place, name));
            }
            put(c, (enum key)k, value, FROM_FILE);
            return OK;
        }
    }
    return fail(ret_error, text_format(a, "%s：不认识 %s%s", place, name, hint(a, name, names, names_len)));
}

/* The file's text; "" when there is none. */
static enum err load_file(struct arena *a, const char *path, const char **ret_text, const char **ret_error)
{
    *ret_text = "";
    FILE *f = fopen(path, "re");
    if (f == NULL) {
        return errno == ENOENT || errno == ENOTDIR
                   ? OK
                   : fail(ret_error, text_format(a, "不能读 %s：%s", path, strerror(errno)));
    }
    char *bytes = arena_alloc(a, FILE_BYTES_MAX + 1, 1);
    size_t len = fread(bytes, 1, FILE_BYTES_MAX, f);
    bool is_whole = feof(f) != 0;
    (void)fclose(f);
    if (!is_whole || !utf8_is_valid(bytes, len)) {
        return fail(ret_error, text_format(a, "%s 不是 64 KB 以内的 UTF-8 文本", path));
    }
    *ret_text = bytes;
    return OK;
}

static enum err read_file(struct config *c, struct arena *a, const char **ret_error)
{
    const char *text = "";
    const char *path = text_format(a, "%s/jianpin.conf", c->text[KEY_DATA]);
    TRY(load_file(a, path, &text, ret_error));
    for (int number = 1; *text != '\0'; number++) {
        size_t len = strcspn(text, "\n");
        const char *line = trimmed(a, text, len);
        if (*line != '\0' && *line != '#') {
            TRY(read_line(c, a, text_format(a, "%s 第 %d 行", path, number), line, ret_error));
        }
        text += len + (text[len] == '\n' ? 1 : 0);
    }
    return OK;
}

/* ---- what the values mean ---- */

/* Where the operator can find the value, for a complaint about it. */
static const char *place_of(const struct config *c, struct arena *a, enum key key)
{
    switch (c->from[key]) {
    case FROM_FILE: return text_format(a, "jianpin.conf 的 %s", line_name(a, key));
    case FROM_ENVIRONMENT: return config_variable(a, key);
    case FROM_NOWHERE:
    case FROM_FLAG:
    default: return text_format(a, "--%s", config_keys[key].name);
    }
}

/* A key whose value is a whole number. */
struct count {
    enum key key;
    int64_t min, max;
    int64_t value; /* before: what holds without the key */
};

static enum err read_count(const struct config *c, struct arena *a, struct count *n, const char **ret_error)
{
    if (*c->text[n->key] == '\0' && c->from[n->key] != FROM_FLAG) {
        return OK;
    }
    return text_to_int(c->text[n->key], n->min, n->max, &n->value) == OK
               ? OK
               : fail(ret_error, text_format(a, "%s 应当是 %lld 到 %lld 的整数，不是“%s”", place_of(c, a, n->key),
                                             (long long)n->min, (long long)n->max, c->text[n->key]));
}

static enum err read_numbers(struct config *c, struct arena *a, const char **ret_error)
{
    enum { FD, THREADS, PAPER, IMAGE, SEED };
    struct count counts[] = {
        [FD] = {KEY_FD, 0, FD_MAX, -1},
        [THREADS] = {KEY_THREADS, 1, THREADS_MAX, 0},
        [PAPER] = {KEY_PAPER_WORKERS, 1, WORKERS_MAX, 1},
        [IMAGE] = {KEY_IMAGE_WORKERS, 1, WORKERS_MAX, 1},
        [SEED] = {KEY_SEED, 0, INT64_MAX, 0},
    };
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        TRY(read_count(c, a, &counts[i], ret_error));
    }
    c->fd = (int)counts[FD].value;
    c->threads = (int)counts[THREADS].value;
    c->paper_workers = (int)counts[PAPER].value;
    c->image_workers = (int)counts[IMAGE].value;
    c->seed = (uint64_t)counts[SEED].value;
    return OK;
}

/* "https://host[:port]" and nothing behind it: pages are made from paths. */
static bool is_base_url(const char *url)
{
    const char *host = text_starts(url, "https://") ? url + 8 : text_starts(url, "http://") ? url + 7 : "";
    size_t len = strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789.-:[]");
    return len > 0 && host[len] == '\0';
}

static enum err read_switch(const struct config *c, struct arena *a, enum key key, bool *ret, const char **ret_error)
{
    *ret = strcmp(c->text[key], "on") == 0;
    return *ret || strcmp(c->text[key], "off") == 0
               ? OK
               : fail(ret_error, text_format(a, "%s 应当是 on 或者 off，不是“%s”", place_of(c, a, key), c->text[key]));
}

/* What is not said is decided by the kind of data: a demonstration only offers what an installation requires. */
static enum err read_totp(struct config *c, struct arena *a, const char **ret_error)
{
    static const enum key keys[TOTP_GROUPS] = {
        [TOTP_UNITS] = KEY_TOTP_UNITS, [TOTP_AUTHORITIES] = KEY_TOTP_AUTHORITIES, [TOTP_STAFF] = KEY_TOTP_STAFF};
    for (int g = 0; g < TOTP_GROUPS; g++) {
        const char *text = c->text[keys[g]];
        c->has_totp[g] = *text != '\0';
        if (c->has_totp[g] && totp_rule_from_ident(text, &c->totp[g]) != OK) {
            return fail(ret_error, text_format(a, "%s 应当是 offered、required 或者 off，不是“%s”",
                                               place_of(c, a, keys[g]), text));
        }
    }
    return OK;
}

/* "smtp://host[:port]" or "smtps://host[:port]". */
static bool is_smtp_url(const char *url)
{
    const char *host = text_starts(url, "smtp://") ? url + 7 : text_starts(url, "smtps://") ? url + 8 : "";
    size_t len = strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789.-:[]");
    return len > 0 && host[len] == '\0';
}

/* The one line of the password's file.  Somebody else may not even read it. */
static enum err read_smtp_password(struct config *c, struct arena *a, const char **ret_error)
{
    struct stat st;
    const char *text = "";
    const char *path = c->text[KEY_SMTP_PASSWORD_FILE];
    c->smtp_password = "";
    if (*path == '\0') {
        return OK;
    }
    if (stat(path, &st) != 0) {
        return fail(ret_error, text_format(a, "不能读 %s：%s", path, strerror(errno)));
    }
    if ((st.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return fail(ret_error, text_format(a, "%s 别人也能读，请先运行 chmod 600 %s", path, path));
    }
    TRY(load_file(a, path, &text, ret_error));
    c->smtp_password = trimmed(a, text, strcspn(text, "\n"));
    return OK;
}

static enum err read_mail(struct config *c, struct arena *a, const char **ret_error)
{
    const char *url = c->text[KEY_SMTP_URL];
    const char *from = c->text[KEY_SMTP_FROM];
    TRY(read_switch(c, a, KEY_SMTP_TLS, &c->has_smtp_tls, ret_error));
    c->has_mail = *url != '\0';
    if (!c->has_mail) {
        return OK;
    }
    if (!is_smtp_url(url)) {
        return fail(ret_error, text_format(a, "%s 应当像 smtp://mail.example.gov.cn:587，不是“%s”",
                                           place_of(c, a, KEY_SMTP_URL), url));
    }
    if (!email_is_valid(from)) {
        return fail(ret_error,
                    text_format(a, "%s 应当是一个电子邮箱地址，不是“%s”", place_of(c, a, KEY_SMTP_FROM), from));
    }
    return read_smtp_password(c, a, ret_error);
}

static enum err read_moments(struct config *c, struct arena *a, const char **ret_error)
{
    if (config_has(c, KEY_CLOCK) && at_parse_rfc3339(c->text[KEY_CLOCK], &c->clock_at) != OK) {
        return fail(ret_error,
                    text_format(a, "--clock 应当像 2015-06-18T09:00:00+08:00，不是“%s”", c->text[KEY_CLOCK]));
    }
    if (config_has(c, KEY_AT) && stage_from_ident(c->text[KEY_AT], &c->at) != OK) {
        const char *names[STAGE__COUNT];
        for (int s = 0; s < STAGE__COUNT; s++) {
            names[s] = stage_ident((enum stage)s);
        }
        return fail(ret_error, text_format(a, "--at 没有“%s”这个阶段%s", c->text[KEY_AT],
                                           hint(a, c->text[KEY_AT], names, STAGE__COUNT)));
    }
    return OK;
}

static enum err read_meanings(struct config *c, struct arena *a, uint64_t takes, const char **ret_error)
{
    TRY(read_numbers(c, a, ret_error));
    if (*c->text[KEY_BASE_URL] != '\0' && !is_base_url(c->text[KEY_BASE_URL])) {
        return fail(ret_error,
                    text_format(a, "%s 应当像 https://pp.example.gov.cn：小写的主机名，后面没有斜杠和路径，不是“%s”",
                                place_of(c, a, KEY_BASE_URL), c->text[KEY_BASE_URL]));
    }
    TRY(read_switch(c, a, KEY_GB_PROFILE, &c->has_gb_profile, ret_error));
    TRY(read_switch(c, a, KEY_RATE_LIMITS, &c->has_rate_limits, ret_error));
    TRY(read_totp(c, a, ret_error));
    if ((takes & KEY_BIT(KEY_SMTP_URL)) != 0) { /* only who serves sends mail, and reads the password for it */
        TRY(read_mail(c, a, ret_error));
    }
    return read_moments(c, a, ret_error);
}

enum err config_read(struct config *c, struct arena *a, uint64_t takes, char *const *argv, char *const *environment,
                     const char **ret_error)
{
    *c = (struct config){.words = {"", "", "", ""}};
    for (int k = 0; k < KEY__COUNT; k++) {
        c->text[k] = config_keys[k].fallback;
    }
    TRY(read_flags(c, a, takes, argv, ret_error));
    TRY(read_environment(c, a, environment, ret_error));
    if ((takes & KEY_BIT(KEY_DATA)) != 0) {
        if (*c->text[KEY_DATA] == '\0') {
            return fail(ret_error, "缺少 --data DIR：数据目录（也可以用环境变量 JIANPIN_DATA）");
        }
        c->text[KEY_DATA] = without_end(a, c->text[KEY_DATA]);
        TRY(read_file(c, a, ret_error));
    }
    return read_meanings(c, a, takes, ret_error);
}
