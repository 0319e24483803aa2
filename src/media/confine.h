/* confine.h - gives away everything a decoder does not need, for good (SECURITY.md 1: uploads are looked at only in
 * a confined child). */
#ifndef MEDIA_CONFINE_H
#define MEDIA_CONFINE_H

#include "base/err.h"

/* What holds this process; reported, never assumed. */
enum {
    CONFINED_NO_NEW_PRIVS = 1 << 0,
    CONFINED_LIMITS = 1 << 1,  /* CPU, open files, file size, processes, core */
    CONFINED_MEMORY = 1 << 2,  /* address space; off under AddressSanitizer   */
    CONFINED_SYSCALLS = 1 << 3 /* the seccomp filter                          */
};

enum { CONFINE_MEMORY_BYTES = 256 * 1024 * 1024, CONFINE_CPU_SECONDS = 6 };

struct confinement {
    unsigned in_force; /* CONFINED_ bits                                                      */
    int landlock_abi;  /* version of the Landlock interface in force; 0: this kernel has none */
};

/* Leaves the calling process with one descriptor, `fd`, which it may read and write; memory may be taken and returned,
 * time and random bytes asked for; any other call kills the process (SIGSYS).  Call with one thread, before untrusted
 * bytes are read.  Landlock is skipped where the kernel has none; everything else is required: ERR_INTERNAL and no
 * promise about what is in force, so exit.  Logs nothing (standard error is closed). */
MUST_USE enum err confine_process(int fd, struct confinement *ret);

#endif
