/* http_body.c - a Content-Type, a line end, and a body of that type or not: the cut does not matter. */
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "fuzz/chunks.h"
#include "http/body.h"
#include "http/request.h"

static enum err decode(struct arena *a, const char *type, const char *bytes, size_t len, int cut, struct request *rq)
{
    struct body *b = body_new(a, type, access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp", 4096);
    enum err e = OK;
    for (size_t done = 0; done < len;) {
        size_t n = chunk_len(cut, done, len);
        e = body_feed(b, bytes + done, n);
        done += n;
    }
    enum err last = body_finish(b, rq);
    MUST(e == OK || last == e);
    return last;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const uint8_t *eol = len == 0 ? NULL : memchr(bytes, '\n', len);
    if (eol == NULL) {
        return 0;
    }
    struct arena *a = arena_new();
    const char *type = arena_copy(a, (const char *)bytes, (size_t)(eol - bytes));
    const char *body = (const char *)eol + 1;
    size_t body_len = len - (size_t)(eol + 1 - bytes);
    struct request whole = {.arena = a};
    enum err expected = decode(a, type, body, body_len, 0, &whole);
    MUST(expected == OK || expected == ERR_MALFORMED || expected == ERR_TOO_LARGE);
    MUST(expected == OK || (whole.form.list_len == 0 && whole.uploads_len == 0));
    MUST(body_len > 0 || expected == OK);
    for (int cut = 1; cut < CUTS; cut++) {
        struct request rq = {.arena = a};
        MUST(decode(a, type, body, body_len, cut, &rq) == expected);
        MUST(rq.form.list_len == whole.form.list_len && rq.uploads_len == whole.uploads_len);
    }
    arena_free(a);
    return 0;
}
