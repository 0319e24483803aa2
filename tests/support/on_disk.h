/* on_disk.h - whether words lie anywhere in the files of a site's database. */
#ifndef TESTS_ON_DISK_H
#define TESTS_ON_DISK_H

#include <unistd.h>

#include "support/run_tool.h"
#include "support/whole_request.h"

static inline bool file_holds(const char *path, const char *text)
{
    size_t len = 0;
    size_t text_len = strlen(text);
    char *bytes = read_whole(path, &len);
    bool holds = false;
    for (size_t i = 0; !holds && i + text_len <= len; i++) {
        holds = memcmp(bytes + i, text, text_len) == 0;
    }
    free(bytes);
    return holds;
}

/* The engine's files as they lie on the disk right after the answer; "" when none holds it. */
static inline const char *file_with(struct site *s, const char *text)
{
    static const char *const names[] = {"jianpin.sqlite", "jianpin.sqlite-wal"};
    for (size_t i = 0; i < 2; i++) {
        const char *path = text_format(s->a, "%s/%s", s->dir, names[i]);
        if (access(path, F_OK) == 0 && file_holds(path, text)) {
            return names[i];
        }
    }
    return "";
}

#endif
