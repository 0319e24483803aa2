/* table_worker.c - confine, read, answer, end. */
#include "table/table_worker.h"

#include <errno.h>
#include <stdbool.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "media/confine.h"
#include "table/finding.h"
#include "table/table_wire.h"
#include "table/xlsx.h"

enum { EXIT_ANSWERED = 0, EXIT_NOT_CONFINED = 70, EXIT_BAD_REQUEST = 74 };

static bool read_exactly(int fd, unsigned char *to, size_t len)
{
    while (len > 0) {
        ssize_t got = read(fd, to, len);
        if (got <= 0 && !(got < 0 && errno == EINTR)) {
            return false;
        }
        to += got > 0 ? got : 0;
        len -= got > 0 ? (size_t)got : 0;
    }
    return true;
}

static bool write_exactly(int fd, const void *bytes, size_t len)
{
    for (const char *from = bytes; len > 0;) {
        ssize_t put = write(fd, from, len);
        if (put <= 0 && !(put < 0 && errno == EINTR)) {
            return false;
        }
        from += put > 0 ? put : 0;
        len -= put > 0 ? (size_t)put : 0;
    }
    return true;
}

static int answer(int fd, const struct confinement *c, enum table_finding finding, const struct buffer *book)
{
    unsigned char head[TABLE_RESPONSE_BYTES] = {0};
    size_t len = finding == TABLE_FINE ? book->len : 0;
    wire_put(head, TS_MAGIC, TABLE_MAGIC);
    wire_put(head, TS_FINDING, (uint32_t)finding);
    wire_put(head, TS_IN_FORCE, c->in_force);
    wire_put(head, TS_LANDLOCK, (uint32_t)c->landlock_abi);
    wire_put(head, TS_LEN, (uint32_t)len);
    return write_exactly(fd, head, sizeof head) && write_exactly(fd, book->bytes, len) ? EXIT_ANSWERED
                                                                                       : EXIT_BAD_REQUEST;
}

static int serve_one(int fd, const struct confinement *c)
{
    unsigned char head[TABLE_REQUEST_BYTES];
    struct arena *a = arena_new();
    struct table_book book;
    if (!read_exactly(fd, head, sizeof head) || wire_get(head, TQ_MAGIC) != TABLE_MAGIC ||
        wire_get(head, TQ_LEN) > TABLE_BYTES_MAX) {
        return EXIT_BAD_REQUEST;
    }
    size_t len = wire_get(head, TQ_LEN);
    unsigned char *bytes = arena_raw(a, len + 1, 1);
    if (!read_exactly(fd, bytes, len)) {
        return EXIT_BAD_REQUEST;
    }
    struct buffer encoded = buffer_new(a, TABLE_ANSWER_MAX);
    enum table_finding finding = xlsx_read(a, bytes, len, &book);
    if (finding == TABLE_FINE) {
        book_encode(&book, &encoded);
        finding = encoded.is_overfull ? TABLE_TOO_LARGE : TABLE_FINE;
    }
    return answer(fd, c, finding, &encoded); /* the process ends: nothing is given back */
}

int table_worker_main(int fd)
{
    struct confinement c;
    if (confine_process(fd, &c) != OK) {
        return EXIT_NOT_CONFINED;
    }
    /* Not return: what other libraries registered for exit may ask for calls that are gone. */
    _exit(serve_one(fd, &c));
}
