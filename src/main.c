/* main.c - the command line: finds the command, reads its settings, runs it.
 *
 * The workers come first: they are this program started again by itself, with one socket and nothing else, and must
 * meet no thread, no database and no setting. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "command.h"
#include "config.h"
#include "document/paper_worker.h"
#include "media/image_worker.h"
#include "nearest.h"
#include "say.h"
#include "table/table_worker.h"

extern char **environ; /* POSIX gives it no header */

enum { PAPER_WORKER_FD = 3, COMMANDS_MAX = 40 };

static int unknown_command(const char *name)
{
    const char *names[COMMANDS_MAX];
    size_t len = 0;
    for (size_t i = 0; i < commands_len && len < COMMANDS_MAX; i++) {
        names[len++] = commands[i].name;
    }
    const char *near = nearest_word(name, names, len);
    if (near != NULL) {
        complain("没有 %s 这个命令；是不是 %s？", name, near);
    } else {
        complain("没有 %s 这个命令；全部命令见 jianpin help", name);
    }
    return EXIT_USAGE;
}

static int run(const struct command *command, char *const *argv)
{
    struct arena *a = arena_new();
    struct config config;
    const char *error = "";
    int status = EXIT_USAGE;
    if (config_read(&config, a, command->keys, argv, environ, &error) != OK) {
        complain("%s", error);
    } else if (config.words_len < command->words_min || config.words_len > command->words_max) {
        complain("用法：jianpin %s %s；说明见 jianpin help %s", command->name, command->words, command->name);
    } else {
        status = command->run(&config);
    }
    arena_free(a);
    return status;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "paper-worker") == 0) {
        return paper_worker_main(PAPER_WORKER_FD);
    }
    if (argc == 2 && strcmp(argv[1], IMAGE_WORKER_ARGUMENT) == 0) {
        return image_worker_main(IMAGE_WORKER_FD);
    }
    if (argc == 2 && strcmp(argv[1], TABLE_WORKER_ARGUMENT) == 0) {
        return table_worker_main(IMAGE_WORKER_FD);
    }
    (void)umask(S_IRWXG | S_IRWXO); /* names, telephones and keys are nobody else's on this machine */
    if (argc < 2) {
        complain("请写明命令；全部命令见 jianpin help");
        return EXIT_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        name = "help";
    } else if (strcmp(name, "--version") == 0) {
        name = "version";
    }
    const struct command *command = command_of(name);
    if (command == NULL) {
        return unknown_command(name);
    }
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            char *const words[] = {argv[1], NULL};
            return run(command_of("help"), words);
        }
    }
    return run(command, argv + 2);
}
