/* manifest.h - MANIFEST.sha256 of a backup or an archive: one line a file, "sha256  path", as `sha256sum -c` reads
 * them, and a last line that covers the lines before it. */
#ifndef MANIFEST_H
#define MANIFEST_H

#include <stddef.h>

#include "base/err.h"
#include "file_tree.h"

struct arena;

struct manifest_entry {
    const char *sha256;
    const char *path;
};
/* Text is owned by the arena it was read with. */
struct manifest {
    struct manifest_entry *entries;
    size_t len;
};

/* Hashes every file of `dir` and writes the manifest, the last thing of a backup: without it there is none. */
MUST_USE enum err manifest_write(struct arena *a, const char *dir);

/* Reads the manifest of `dir` and hashes every file it names.  ERR_CONFLICT: damaged; *ret_reason says in Chinese which
 * file, or that it is the manifest itself.  ERR_NOT_FOUND: no manifest. */
MUST_USE enum err manifest_check(struct arena *a, const char *dir, struct manifest *ret, const char **ret_reason);

#endif
