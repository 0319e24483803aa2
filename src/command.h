/* command.h - the commands of `jianpin`: one table that main runs and `help` prints. */
#ifndef COMMAND_H
#define COMMAND_H

#include <stddef.h>
#include <stdint.h>

struct config;

/* Exit statuses; the table below and `jianpin help` name them. */
enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

struct command {
    const char *name;
    const char *words; /* what follows it beside flags: "DEST"; "" for nothing */
    size_t words_min, words_max;
    uint64_t keys;                      /* the set of KEY_BIT whose flags it takes              */
    int (*run)(const struct config *c); /* returns the exit status               */
    const char *summary;                /* one line                                             */
    const char *text;                   /* paragraphs of `jianpin help NAME`, with examples     */
};

extern const struct command commands[];
extern const size_t commands_len;

/* NULL when there is none. */
const struct command *command_of(const char *name);

int command_serve(const struct config *c);
int command_fcgi(const struct config *c);
int command_init(const struct config *c);
int command_demo(const struct config *c);
int command_account(const struct config *c);
int command_migrate(const struct config *c);
int command_check(const struct config *c);
int command_verify(const struct config *c);
int command_backup(const struct config *c);
int command_restore(const struct config *c);
int command_archive(const struct config *c);
int command_routes(const struct config *c);
int command_version(const struct config *c);
int command_help(const struct config *c);

#endif
