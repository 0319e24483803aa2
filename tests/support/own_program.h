/* own_program.h - a test that starts itself again: the path of the running program, by readlink because valgrind
 * answers that one truthfully. */
#ifndef TESTS_OWN_PROGRAM_H
#define TESTS_OWN_PROGRAM_H

#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

static inline const char *own_program(char path[PATH_MAX])
{
    ssize_t len = readlink("/proc/self/exe", path, PATH_MAX - 1);
    if (len <= 0) {
        abort();
    }
    path[len] = '\0';
    return path;
}

#endif
