/* run_tool.h - runs a program of the system (pdftotext, qpdf, zbarimg ...) and keeps what it says. */
#ifndef SUPPORT_RUN_TOOL_H
#define SUPPORT_RUN_TOOL_H

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The whole of a file as a terminated string; the caller frees it.  NULL when it cannot be read. */
static inline char *read_whole(const char *path, size_t *ret_len)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        return NULL;
    }
    size_t cap = 1 << 16;
    size_t len = 0;
    char *text = malloc(cap + 1);
    while (text != NULL) {
        len += fread(text + len, 1, cap - len, f);
        if (len < cap) {
            break;
        }
        cap *= 2;
        char *more = realloc(text, cap + 1);
        if (more == NULL) {
            free(text);
        }
        text = more;
    }
    (void)fclose(f);
    if (text != NULL) {
        text[len] = '\0';
    }
    if (ret_len != NULL) {
        *ret_len = len;
    }
    return text;
}

/* Runs argv[0] from PATH with its output in `out_path`.  Returns its exit status, -1 when it did not run. */
static inline int run_tool(const char *const argv[], const char *out_path)
{
    static char path[] = "PATH=/usr/local/bin:/usr/bin:/bin";
    static char locale[] = "LC_ALL=C.UTF-8";
    static char home[] = "HOME=/tmp";
    char *envp[] = {path, locale, home, NULL};
    char *args[24] = {NULL};
    size_t n = 0;
    for (; argv[n] != NULL && n + 1 < sizeof args / sizeof args[0]; n++) {
        args[n] = strdup(argv[n]);
    }
    posix_spawn_file_actions_t actions;
    (void)posix_spawn_file_actions_init(&actions);
    (void)posix_spawn_file_actions_addopen(&actions, 1, out_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    (void)posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    pid_t pid = 0;
    int status = -1;
    if (posix_spawnp(&pid, args[0], &actions, NULL, args, envp) == 0) {
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
        }
    }
    (void)posix_spawn_file_actions_destroy(&actions);
    for (size_t i = 0; i < n; i++) {
        free(args[i]);
    }
    return status != -1 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#endif
