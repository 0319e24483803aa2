/* confine.c - limits, Landlock and a system call filter, in the order in which each still can be asked for. */
#include "media/confine.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

#if defined(__x86_64__)
#define OUR_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OUR_ARCH AUDIT_ARCH_AARCH64
#else
#error "confine.c needs the system call filter of this architecture: add its AUDIT_ARCH and read the list through"
#endif

#if defined(__SANITIZE_ADDRESS__)
#define UNDER_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_ADDRESS_SANITIZER 1
#endif
#endif
#ifndef UNDER_ADDRESS_SANITIZER
#define UNDER_ADDRESS_SANITIZER 0
#endif

/* The C library hides it behind a macro that the project's language level leaves off. */
long syscall(long number, ...);

/* --- descriptors --- */

static void close_from(unsigned first, unsigned last)
{
    if (first > last) {
        return;
    }
#ifdef SYS_close_range
    if (syscall(SYS_close_range, first, last, 0) == 0) {
        return;
    }
#endif
    long open_max = sysconf(_SC_OPEN_MAX); /* a kernel before 5.9 */
    unsigned end = open_max > 0 && open_max < 65536 ? (unsigned)open_max : 65536;
    for (unsigned fd = first; fd <= last && fd < end; fd++) {
        (void)close((int)fd);
    }
}

/* --- limits --- */

static bool limit(int what, rlim_t soft, rlim_t hard)
{
    struct rlimit r = {.rlim_cur = soft, .rlim_max = hard};
    return setrlimit((__rlimit_resource_t)what, &r) == 0;
}

static bool limit_all(unsigned *in_force)
{
    if (!limit(RLIMIT_CPU, CONFINE_CPU_SECONDS, CONFINE_CPU_SECONDS + 1) || !limit(RLIMIT_NOFILE, 0, 0) ||
        !limit(RLIMIT_FSIZE, 0, 0) || !limit(RLIMIT_NPROC, 0, 0) || !limit(RLIMIT_CORE, 0, 0)) {
        return false;
    }
    *in_force |= CONFINED_LIMITS;
    if (UNDER_ADDRESS_SANITIZER) {
        return true; /* its shadow alone is terabytes of address space */
    }
    if (!limit(RLIMIT_AS, CONFINE_MEMORY_BYTES, CONFINE_MEMORY_BYTES)) {
        return false;
    }
    *in_force |= CONFINED_MEMORY;
    return true;
}

/* --- Landlock --- */

/* Debian 12's header knows only the first field; the kernel takes the size as the version of the structure. */
struct landlock_ask {
    uint64_t files;
    uint64_t net;
    uint64_t scoped;
};

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_restrict_self  446
#endif

/* Forbids every file, TCP port, foreign socket and signal that this kernel's version can name, by allowing none.
 * Returns the version in force, 0 where there is none: the filter below stands alone then. */
static int landlock_nothing(void)
{
    enum { ASK_VERSION = 1 };
    long abi = syscall(SYS_landlock_create_ruleset, (void *)NULL, (size_t)0, ASK_VERSION);
    if (abi < 1) {
        return 0;
    }
    /* How many file rights each version added: 13, REFER, TRUNCATE, -, IOCTL_DEV; later versions are masked off. */
    static const unsigned file_rights[] = {0, 13, 14, 15, 15, 16};
    const long known = (long)(sizeof(file_rights) / sizeof(file_rights[0])) - 1;
    struct landlock_ask ask = {
        .files = (UINT64_C(1) << file_rights[abi < known ? abi : known]) - 1,
        .net = abi >= 4 ? 3 : 0,    /* bind and connect TCP       */
        .scoped = abi >= 6 ? 3 : 0, /* abstract sockets, signals  */
    };
    size_t size = abi >= 6 ? sizeof(ask) : abi >= 4 ? offsetof(struct landlock_ask, scoped) : sizeof(ask.files);
    long ruleset = syscall(SYS_landlock_create_ruleset, &ask, size, 0);
    if (ruleset < 0) {
        return 0;
    }
    bool is_held = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    (void)close((int)ruleset);
    return is_held ? (int)abi : 0;
}

/* --- the filter --- */

enum { FILTER_MAX = 128 };

struct filter {
    struct sock_filter code[FILTER_MAX];
    unsigned short len;
};

static void put(struct filter *f, uint16_t code, uint32_t k, uint8_t if_true, uint8_t if_false)
{
    f->code[f->len++] = (struct sock_filter){.code = code, .jt = if_true, .jf = if_false, .k = k};
}

static void put_load(struct filter *f, size_t offset)
{
    put(f, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void put_return(struct filter *f, uint32_t action)
{
    put(f, BPF_RET | BPF_K, action, 0, 0);
}

static size_t argument(size_t n)
{
    return offsetof(struct seccomp_data, args) + n * sizeof(uint64_t); /* low half: both architectures are little */
}

static void put_allow(struct filter *f, long number)
{
    put(f, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 1);
    put_return(f, SECCOMP_RET_ALLOW);
}

/* The call is allowed on descriptor `fd` alone. */
static void put_allow_on(struct filter *f, long number, int fd)
{
    put(f, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 4);
    put_load(f, argument(0));
    put(f, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)fd, 0, 1);
    put_return(f, SECCOMP_RET_ALLOW);
    put_return(f, SECCOMP_RET_KILL_PROCESS);
}

/* The call is allowed unless its third argument asks for executable memory. */
static void put_allow_unless_executable(struct filter *f, long number)
{
    put(f, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 4);
    put_load(f, argument(2));
    put(f, BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 1, 0);
    put_return(f, SECCOMP_RET_ALLOW);
    put_return(f, SECCOMP_RET_KILL_PROCESS);
}

static void write_filter(struct filter *f, int fd)
{
    /* What malloc, the C library's locks and a process's end need (and, for longjmp, the sanitizers); nothing that
     * names a file, a process or a socket. */
    static const long plain[] = {
        SYS_exit,          SYS_exit_group, SYS_munmap,       SYS_mremap,         SYS_madvise,
        SYS_brk,           SYS_futex,      SYS_rt_sigreturn, SYS_rt_sigprocmask, SYS_rt_sigaction,
        SYS_clock_gettime, SYS_getrandom,  SYS_sched_yield,  SYS_sigaltstack,    SYS_restart_syscall,
    };
    put_load(f, offsetof(struct seccomp_data, arch));
    put(f, BPF_JMP | BPF_JEQ | BPF_K, OUR_ARCH, 1, 0);
    put_return(f, SECCOMP_RET_KILL_PROCESS);
    put_load(f, offsetof(struct seccomp_data, nr));
    put_allow_on(f, SYS_read, fd);
    put_allow_on(f, SYS_write, fd);
    put_allow_unless_executable(f, SYS_mmap);
    put_allow_unless_executable(f, SYS_mprotect);
    for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
        put_allow(f, plain[i]);
    }
    put_return(f, SECCOMP_RET_KILL_PROCESS); /* x86-64's x32 numbers among the rest */
}

static bool filter_calls(int fd)
{
    struct filter f = {.len = 0};
    write_filter(&f, fd);
    struct sock_fprog program = {.len = f.len, .filter = f.code};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

enum err confine_process(int fd, struct confinement *ret)
{
    struct confinement c = {0};
    if (fd > 0) {
        close_from(0, (unsigned)fd - 1);
    }
    close_from((unsigned)fd + 1, ~0U);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
        return ERR_INTERNAL;
    }
    c.in_force |= CONFINED_NO_NEW_PRIVS;
    c.landlock_abi = landlock_nothing();
    if (!limit_all(&c.in_force) || !filter_calls(fd)) {
        return ERR_INTERNAL;
    }
    c.in_force |= CONFINED_SYSCALLS;
    *ret = c;
    return OK;
}
