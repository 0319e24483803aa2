/* media_confine.c - the confined child tries what a taken-over decoder would try.  Each attempt is made in a process of
 * its own: this program, started again as `PROGRAM attempt NAME`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "media/confine.h"
#include "support/own_program.h"

#if defined(__SANITIZE_ADDRESS__)
#define UNDER_ADDRESS_SANITIZER 1
#else
#define UNDER_ADDRESS_SANITIZER 0
#endif

long syscall(long number, ...);

/* Ends of attempts that were let through or refused with an error instead of death. */
enum { LET_THROUGH = 10, REFUSED = 11, NOT_CONFINED = 12, NO_MEMORY = 13 };

enum { KEPT_FD = 0 };

static int passed(long result)
{
    return result >= 0 ? LET_THROUGH : REFUSED;
}

static int open_a_file(void)
{
    return passed(open("/etc/hostname", O_RDONLY));
}

static int make_a_file(void)
{
    return passed(syscall(SYS_openat, AT_FDCWD, "/tmp/jianpin-confine-escaped", O_CREAT | O_WRONLY, 0600));
}

static int list_the_root(void)
{
    return passed(syscall(SYS_getdents64, KEPT_FD, NULL, 0));
}

static int make_a_socket(void)
{
    return passed(socket(AF_INET, SOCK_STREAM, 0));
}

static int make_a_local_socket(void)
{
    return passed(socket(AF_UNIX, SOCK_STREAM, 0));
}

static int send_with_descriptors(void)
{
    struct msghdr m = {0};
    return passed(sendmsg(KEPT_FD, &m, MSG_DONTWAIT));
}

static int fork_a_child(void)
{
    return passed(fork());
}

static int start_a_program(void)
{
    char name[] = "/bin/true";
    char *const argv[] = {name, NULL};
    return passed(execv(name, argv));
}

static int kill_the_parent(void)
{
    return passed(kill(getppid(), 0));
}

static int trace_the_parent(void)
{
    return passed(syscall(SYS_ptrace, 16, 1, 0, 0));
}

static int read_another_descriptor(void)
{
    char byte = 0;
    return passed(read(KEPT_FD + 3, &byte, 1));
}

static int write_another_descriptor(void)
{
    return passed(write(STDERR_FILENO, "x", 1));
}

static int make_memory_executable(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | 0x20, -1, 0);
    return passed(mprotect(page, 4096, PROT_READ | PROT_EXEC));
}

static int map_executable_memory(void)
{
    return passed(mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | 0x20, -1, 0) == MAP_FAILED ? -1 : 0);
}

static int raise_a_limit(void)
{
    struct rlimit r = {RLIM_INFINITY, RLIM_INFINITY};
    return passed(setrlimit(RLIMIT_AS, &r));
}

static int ask_who_i_am(void)
{
    return passed(syscall(SYS_getuid));
}

static int load_a_module(void)
{
    return passed(syscall(SYS_bpf, 0, NULL, 0));
}

static int use_io_uring(void)
{
    return passed(syscall(425, 1, NULL));
}

static int use_the_kept_descriptor(void)
{
    char byte = 0;
    return read(KEPT_FD, &byte, 1) == 1 && byte == '?' && write(KEPT_FD, "!", 1) == 1 ? LET_THROUGH : REFUSED;
}

static int take_a_modest_memory(void)
{
    volatile char *bytes = malloc(100UL * 1024 * 1024);
    if (bytes == NULL) {
        return NO_MEMORY;
    }
    bytes[99UL * 1024 * 1024] = 1;
    free((void *)(uintptr_t)bytes);
    return LET_THROUGH;
}

static int take_too_much_memory(void)
{
    volatile char *bytes = malloc(256UL * 1024 * 1024);
    if (bytes == NULL) {
        return NO_MEMORY;
    }
    bytes[0] = 1; /* or the compiler leaves the whole attempt out */
    return LET_THROUGH;
}

static int think_for_ever(void)
{
    volatile unsigned long thoughts = 0;
    while (thoughts < ULONG_MAX) {
        thoughts++;
    }
    return LET_THROUGH;
}

static const struct attempt {
    const char *name;
    int (*make)(void);
    int signal; /* 0: ends by itself with `status` */
    int status;
} attempts[] = {
    {"open a file", open_a_file, SIGSYS, 0},
    {"make a file", make_a_file, SIGSYS, 0},
    {"list a directory", list_the_root, SIGSYS, 0},
    {"make a socket", make_a_socket, SIGSYS, 0},
    {"make a local socket", make_a_local_socket, SIGSYS, 0},
    {"send with descriptors", send_with_descriptors, SIGSYS, 0},
    {"fork", fork_a_child, SIGSYS, 0},
    {"start a program", start_a_program, SIGSYS, 0},
    {"kill its parent", kill_the_parent, SIGSYS, 0},
    {"trace a process", trace_the_parent, SIGSYS, 0},
    {"read another descriptor", read_another_descriptor, SIGSYS, 0},
    {"write another descriptor", write_another_descriptor, SIGSYS, 0},
    {"make memory executable", make_memory_executable, SIGSYS, 0},
    {"map executable memory", map_executable_memory, SIGSYS, 0},
    {"raise a limit", raise_a_limit, SIGSYS, 0},
    {"ask who it is", ask_who_i_am, SIGSYS, 0},
    {"load into the kernel", load_a_module, SIGSYS, 0},
    {"go round by io_uring", use_io_uring, SIGSYS, 0},
    {"use its own descriptor", use_the_kept_descriptor, 0, LET_THROUGH},
    {"take a modest memory", take_a_modest_memory, 0, LET_THROUGH},
    {"take too much memory", take_too_much_memory, 0, UNDER_ADDRESS_SANITIZER ? LET_THROUGH : NO_MEMORY},
    {"think for ever", think_for_ever, SIGXCPU, 0},
};

enum { ATTEMPTS = sizeof(attempts) / sizeof(attempts[0]) };

static int attempt_main(const char *name)
{
    struct confinement c;
    if (confine_process(KEPT_FD, &c) != OK) {
        return NOT_CONFINED;
    }
    for (size_t i = 0; i < ATTEMPTS; i++) {
        if (strcmp(attempts[i].name, name) == 0) {
            _exit(attempts[i].make());
        }
    }
    _exit(1);
}

/* Returns the wait status of this program attempting `name`; one byte waits for it on the descriptor it keeps. */
static int status_of(const char *name)
{
    char program[PATH_MAX];
    char word[] = "attempt";
    char copy[64];
    int ends[2];
    (void)snprintf(copy, sizeof(copy), "%s", name);
    char path_copy[PATH_MAX];
    (void)snprintf(path_copy, sizeof(path_copy), "%s", own_program(program));
    char *const argv[] = {path_copy, word, copy, NULL};
    char *const envp[] = {NULL};
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    assert_int_equal(write(ends[0], "?", 1), 1);
    posix_spawn_file_actions_t actions;
    assert_int_equal(posix_spawn_file_actions_init(&actions), 0);
    assert_int_equal(posix_spawn_file_actions_adddup2(&actions, ends[1], KEPT_FD), 0);
    pid_t pid = 0;
    assert_int_equal(posix_spawn(&pid, program, &actions, NULL, argv, envp), 0);
    (void)posix_spawn_file_actions_destroy(&actions);
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    (void)close(ends[0]);
    (void)close(ends[1]);
    return status;
}

static void a_confined_process_can_do_its_work_and_nothing_else(void **state)
{
    (void)state;
    for (size_t i = 0; i < ATTEMPTS; i++) {
        int64_t from = clock_monotonic_us();
        int status = status_of(attempts[i].name);
        int64_t took_us = clock_monotonic_us() - from;
        bool is_as_wanted = attempts[i].signal != 0 ? WIFSIGNALED(status) && WTERMSIG(status) == attempts[i].signal
                                                    : WIFEXITED(status) && WEXITSTATUS(status) == attempts[i].status;
        if (!is_as_wanted) {
            fail_msg("%s: wait status %d", attempts[i].name, status);
        }
        if (attempts[i].signal == SIGXCPU) {
            assert_in_range(took_us, (CONFINE_CPU_SECONDS - 1) * 1000000, 60 * 1000000);
        }
    }
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "attempt") == 0) {
        return attempt_main(argv[2]);
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_confined_process_can_do_its_work_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
