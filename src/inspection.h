/* inspection.h - looks whether a data directory is whole; `check`, `verify`, and the end of `restore`. */
#ifndef INSPECTION_H
#define INSPECTION_H

#include <stddef.h>

struct installation;

enum {
    INSPECT_DATABASE = 1,     /* the engine's own integrity check, and foreign keys         */
    INSPECT_INVARIANTS = 2,   /* sql/invariants                                             */
    INSPECT_FILES = 4,        /* every picture's two files are there, of the right size     */
    INSPECT_FINGERPRINTS = 8, /* the audit chain, every version's and every file's SHA-256  */
    INSPECT_ALL = 15
};

/* Prints one line for each part that is sound and complains of each thing that is not; returns how many are not. */
size_t inspect(struct installation *in, unsigned parts);

#endif
