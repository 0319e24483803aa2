/* smtp_server.h - a mail server of the tests' own, on this machine: takes mail, refuses it, or goes away at a chosen
 * moment. */
#ifndef TESTS_SMTP_SERVER_H
#define TESTS_SMTP_SERVER_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum smtp_mood {
    SMTP_TAKES,
    SMTP_BUSY,          /* 450 to the receiver                           */
    SMTP_REFUSES,       /* 550 to the receiver                           */
    SMTP_BUSY_LATE,     /* 452 to the whole mail                         */
    SMTP_DROPS_AT_DATA, /* goes away when the mail is announced          */
    SMTP_DROPS_IN_DATA, /* goes away while the mail comes                */
    SMTP_DROPS_AFTER,   /* has the whole mail and goes away without a word */
    SMTP_HANGS          /* has the whole mail and says nothing, for ever  */
};

enum { SMTP_MAIL_MAX = 65536 };

struct smtp_server {
    int fd, port;
    pthread_t thread;
    _Atomic int mood;
    _Atomic int talks, mails, whole; /* connections; mails that were taken; mails that came whole */
    _Atomic bool is_over;
    char mail[SMTP_MAIL_MAX]; /* the last one that came whole */
    char to[256];
};

static inline void smtp_wait(void)
{
    (void)nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
}

static inline void smtp_say(int fd, const char *line)
{
    (void)!send(fd, line, strlen(line), MSG_NOSIGNAL);
}

/* Reads up to `end`; false: the other side went away. */
static inline bool smtp_read_until(int fd, char *to, size_t room, const char *end)
{
    size_t len = 0;
    to[0] = '\0';
    while (len + 1 < room) {
        ssize_t n = read(fd, to + len, 1);
        if (n <= 0) {
            return false;
        }
        len++;
        to[len] = '\0';
        if (len >= strlen(end) && strcmp(to + len - strlen(end), end) == 0) {
            return true;
        }
    }
    return false;
}

/* True: the talk goes on. */
static inline bool smtp_take_mail(struct smtp_server *s, int fd)
{
    int mood = s->mood;
    if (mood == SMTP_DROPS_AT_DATA) {
        return false;
    }
    smtp_say(fd, "354 go on\r\n");
    if (mood == SMTP_DROPS_IN_DATA) {
        char some[16];
        (void)!read(fd, some, sizeof some);
        return false;
    }
    if (!smtp_read_until(fd, s->mail, sizeof s->mail, "\r\n.\r\n")) {
        return false;
    }
    s->whole++;
    if (mood == SMTP_DROPS_AFTER) {
        return false;
    }
    while (mood == SMTP_HANGS && !s->is_over) {
        smtp_wait();
    }
    if (mood == SMTP_BUSY_LATE) {
        smtp_say(fd, "452 no room just now\r\n");
        return true;
    }
    s->mails++;
    smtp_say(fd, "250 taken\r\n");
    return true;
}

static inline void smtp_talk(struct smtp_server *s, int fd)
{
    char line[1024];
    smtp_say(fd, "220 tests\r\n");
    while (smtp_read_until(fd, line, sizeof line, "\r\n")) {
        if (strncmp(line, "EHLO", 4) == 0 || strncmp(line, "MAIL", 4) == 0 || strncmp(line, "RSET", 4) == 0) {
            smtp_say(fd, "250 well\r\n");
        } else if (strncmp(line, "RCPT", 4) == 0) {
            (void)snprintf(s->to, sizeof s->to, "%s", line);
            smtp_say(fd, s->mood == SMTP_BUSY      ? "450 4.2.1 try again later\r\n"
                         : s->mood == SMTP_REFUSES ? "550 5.1.1 no such mailbox\r\n"
                                                   : "250 well\r\n");
        } else if (strncmp(line, "DATA", 4) == 0) {
            if (!smtp_take_mail(s, fd)) {
                return;
            }
        } else if (strncmp(line, "QUIT", 4) == 0) {
            smtp_say(fd, "221 bye\r\n");
            return;
        } else {
            smtp_say(fd, "500 what\r\n");
        }
    }
}

static inline void *smtp_work(void *ctx)
{
    struct smtp_server *s = ctx;
    for (;;) {
        int fd = accept(s->fd, NULL, NULL);
        if (fd < 0) {
            return NULL;
        }
        s->talks++;
        smtp_talk(s, fd);
        (void)close(fd);
    }
}

/* On 127.0.0.1 and any port. */
static inline void smtp_server_start(struct smtp_server *s)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof at;
    memset(s, 0, sizeof *s);
    s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(s->fd >= 0);
    assert_int_equal(bind(s->fd, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(s->fd, 8), 0);
    assert_int_equal(getsockname(s->fd, (struct sockaddr *)&at, &len), 0);
    s->port = ntohs(at.sin_port);
    assert_int_equal(pthread_create(&s->thread, NULL, smtp_work, s), 0);
}

static inline void smtp_server_stop(struct smtp_server *s)
{
    s->is_over = true;
    (void)shutdown(s->fd, SHUT_RDWR);
    (void)close(s->fd);
    (void)pthread_join(s->thread, NULL);
}

#endif
