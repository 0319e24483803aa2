/* demo_accounts.c */
#include "demo_accounts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "domain/role.h"
#include "say.h"
#include "store/account_store.h"

enum { FILE_BYTES_MAX = 64 * 1024, GROUP = 4, SECRET_BYTES = 8 };

const char *password_generate(struct random *rnd, struct arena *a, const char *login)
{
    const char *reason = NULL;
    for (;;) {
        /* 64 bits; the classes that the rule asks for come with the hyphens and, nearly always, a digit */
        const char *t = random_token(rnd, a, SECRET_BYTES);
        const char *password = text_format(a, "%.*s-%.*s-%s", GROUP, t, GROUP, t + GROUP, t + GROUP + GROUP);
        if (password_rule(ROLE_ADMIN, login, password, &reason) == OK) {
            return password;
        }
    }
}

static const char *path_of(struct arena *a, const char *dir)
{
    return text_format(a, "%s/demo-accounts.txt", dir);
}

enum err demo_accounts_write(struct arena *a, const char *dir, const char *text)
{
    const char *path = path_of(a, dir);
    const char *fresh = text_format(a, "%s.new", path);
    size_t len = strlen(text);
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) {
        return FAIL("event=write path=%s error=\"%s\"", fresh, strerror(errno));
    }
    bool is_whole = write(fd, text, len) == (ssize_t)len && fsync(fd) == 0;
    (void)close(fd);
    return is_whole && rename(fresh, path) == 0 ? OK : FAIL("event=write path=%s error=\"%s\"", path, strerror(errno));
}

static void say_line(struct arena *a, const char *line, size_t len)
{
    static const int widths[] = {14, 18, 14, 0};
    const char *cells[4] = {"", "", "", ""};
    char *copy = arena_copy(a, line, len);
    for (int i = 0; i < 4 && copy != NULL; i++) {
        char *tab = strchr(copy, '\t');
        cells[i] = copy;
        if (tab != NULL) {
            *tab++ = '\0';
        }
        copy = tab;
    }
    enum role role = ROLE_PUBLIC;
    if (role_from_ident(cells[2], &role) == OK) {
        cells[2] = role_name(role);
    }
    for (int i = 0; i < 3; i++) {
        say_cell(cells[i], widths[i]);
    }
    say("%s", cells[3]);
}

void demo_accounts_say(struct arena *a, const char *dir)
{
    FILE *f = fopen(path_of(a, dir), "re");
    if (f == NULL) {
        return;
    }
    char *text = arena_alloc(a, FILE_BYTES_MAX + 1, 1);
    size_t len = fread(text, 1, FILE_BYTES_MAX, f);
    text[len] = '\0';
    (void)fclose(f);
    say_line(a, "账号\t密码\t角色\t单位", strlen("账号\t密码\t角色\t单位"));
    for (const char *at = text; *at != '\0';) {
        size_t line_len = strcspn(at, "\n");
        say_line(a, at, line_len);
        at += line_len + (at[line_len] == '\n' ? 1 : 0);
    }
}
