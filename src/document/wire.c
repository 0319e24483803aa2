/* wire.c */
#include "document/wire.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "base/clock.h"

/* Waits until `fd` can be read or written. */
static enum err wait_for(int fd, short events, int64_t until)
{
    for (;;) {
        int ms = -1;
        if (until != WIRE_FOREVER) {
            int64_t left = until - clock_monotonic_us();
            if (left <= 0) {
                return ERR_BUSY;
            }
            ms = left > INT64_C(60000000) ? 60 * 1000 : (int)(left / 1000) + 1;
        }
        struct pollfd p = {.fd = fd, .events = events};
        int n = poll(&p, 1, ms);
        if (n > 0) {
            return OK;
        }
        if (n < 0 && errno != EINTR) {
            return ERR_NOT_FOUND;
        }
    }
}

static bool is_passing(int error)
{
    return error == EAGAIN || error == EINTR;
}

static enum err send_all(int fd, const unsigned char *bytes, size_t len, int64_t until)
{
    for (size_t done = 0; done < len;) {
        TRY(wait_for(fd, POLLOUT, until));
        ssize_t n = send(fd, bytes + done, len - done, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n < 0 && !is_passing(errno)) {
            return ERR_NOT_FOUND;
        }
        done += n > 0 ? (size_t)n : 0;
    }
    return OK;
}

static enum err receive_all(int fd, unsigned char *bytes, size_t len, int64_t until)
{
    for (size_t done = 0; done < len;) {
        TRY(wait_for(fd, POLLIN, until));
        ssize_t n = recv(fd, bytes + done, len - done, MSG_DONTWAIT);
        if (n == 0 || (n < 0 && !is_passing(errno))) {
            return ERR_NOT_FOUND;
        }
        done += n > 0 ? (size_t)n : 0;
    }
    return OK;
}

enum err wire_send(int fd, enum wire_kind kind, struct message m, int64_t until)
{
    unsigned char head[5] = {(unsigned char)kind};
    if (m.len > UINT32_MAX) {
        return ERR_TOO_LARGE;
    }
    for (size_t i = 0; i < 4; i++) {
        head[1 + i] = (unsigned char)(m.len >> (8 * i));
    }
    TRY(send_all(fd, head, sizeof head, until));
    return send_all(fd, m.bytes, m.len, until);
}

enum err wire_receive(int fd, size_t max, int64_t until, struct arena *a, enum wire_kind *ret_kind,
                      struct message *ret_message)
{
    unsigned char head[5];
    TRY(receive_all(fd, head, sizeof head, until));
    size_t len = 0;
    for (size_t i = 0; i < 4; i++) {
        len |= (size_t)head[1 + i] << (8 * i);
    }
    if (head[0] < WIRE_SETUP || head[0] > WIRE_PDF || len > max) {
        return ERR_MALFORMED;
    }
    unsigned char *bytes = arena_alloc(a, len + 1, 1);
    TRY(receive_all(fd, bytes, len, until));
    *ret_kind = (enum wire_kind)head[0];
    *ret_message = (struct message){.bytes = bytes, .len = len};
    return OK;
}
