/* confine.c */
#include "document/confine.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define THIS_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCH AUDIT_ARCH_AARCH64
#elif defined(__loongarch64)
#define THIS_ARCH AUDIT_ARCH_LOONGARCH64
#else
#define THIS_ARCH 0
#endif

#if defined(__SANITIZE_ADDRESS__)
#define HAS_SHADOW_MEMORY 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_SHADOW_MEMORY 1
#endif
#endif
#ifndef HAS_SHADOW_MEMORY
#define HAS_SHADOW_MEMORY 0
#endif

enum { CLONE_THREAD_BIT = 0x00010000, EPERM_CODE = 1, ENOSYS_CODE = 38, OPEN_FILES = 96 };
#define ADDRESS_SPACE ((rlim_t)1024 * 1024 * 1024)

void confine_descriptors(int keep)
{
    DIR *d = opendir("/proc/self/fd");
    if (d == NULL) {
        return;
    }
    int own = dirfd(d);
    for (struct dirent *e = readdir(d); e != NULL; e = readdir(d)) {
        char *end = NULL;
        long fd = strtol(e->d_name, &end, 10);
        if (*end == '\0' && fd > 2 && fd != keep && fd != own) {
            (void)close((int)fd);
        }
    }
    (void)closedir(d);
}

static void limit(int what, rlim_t value)
{
    struct rlimit r = {.rlim_cur = value, .rlim_max = value};
    (void)setrlimit(what, &r);
}

void confine_memory(void)
{
    if (HAS_SHADOW_MEMORY == 0) {
        limit(RLIMIT_AS, ADDRESS_SPACE);
    }
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, OPEN_FILES);
    (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

#define DENY(name)                                                                                                     \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (name), 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM_CODE)
#define ABSENT(name)                                                                                                   \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (name), 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS_CODE)
#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))

int confine_calls(void)
{
    limit(RLIMIT_FSIZE, 0);
    if (THIS_ARCH == 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        return 0;
    }
    struct sock_filter rules[] = {
        LOAD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THIS_ARCH, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        LOAD(nr),
#ifdef __NR_open
        DENY(__NR_open),
        DENY(__NR_creat),
        DENY(__NR_unlink),
        DENY(__NR_rename),
        DENY(__NR_mkdir),
        DENY(__NR_rmdir),
        DENY(__NR_link),
        DENY(__NR_symlink),
        DENY(__NR_chmod),
        DENY(__NR_fork),
        DENY(__NR_vfork),
#endif
        DENY(__NR_socket),
        DENY(__NR_connect),
        DENY(__NR_bind),
        DENY(__NR_listen),
        DENY(__NR_execve),
        DENY(__NR_execveat),
        DENY(__NR_ptrace),
        DENY(__NR_process_vm_readv),
        DENY(__NR_process_vm_writev),
        DENY(__NR_kill),
        DENY(__NR_unlinkat),
        DENY(__NR_renameat2),
        DENY(__NR_mkdirat),
        DENY(__NR_linkat),
        DENY(__NR_symlinkat),
        DENY(__NR_fchmodat),
        DENY(__NR_truncate),
        DENY(__NR_mount),
        DENY(__NR_unshare),
        ABSENT(__NR_clone3), /* the C library then uses clone, whose flags can be seen */
        ABSENT(437),         /* openat2 */
        ABSENT(425),         /* io_uring_setup */
        /* A thread is allowed, a process is not. */
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_clone, 0, 4),
        LOAD(args[0]),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD_BIT, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM_CODE),
        /* Files are opened for reading only. */
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_openat, 0, 3),
        LOAD(args[2]),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM_CODE),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = sizeof rules / sizeof rules[0], .filter = rules};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

void confine_time(unsigned seconds)
{
    struct rusage used;
    struct rlimit r;
    if (getrusage(RUSAGE_SELF, &used) != 0 || getrlimit(RLIMIT_CPU, &r) != 0) {
        return;
    }
    r.rlim_cur = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + 1 + seconds;
    (void)setrlimit(RLIMIT_CPU, &r);
}
