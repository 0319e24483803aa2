/* http_form.c - urlencoded forms: the cut does not matter, what comes out is text within the limits. */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "fuzz/chunks.h"
#include "http/form_decode.h"

static enum err decode(struct arena *a, const char *bytes, size_t len, int cut, struct fields *ret)
{
    /* Small limits, so that a fuzzer finds them. */
    struct form_decode *d = form_decode_new(a, (struct form_limits){6, 12, 40, 300});
    enum err e = OK;
    for (size_t done = 0; done < len;) {
        size_t n = chunk_len(cut, done, len);
        e = form_decode_feed(d, bytes + done, n);
        done += n;
    }
    enum err last = form_decode_finish(d, ret);
    MUST(e == OK || last == e); /* an error is final */
    MUST(form_decode_feed(d, "", 0) == last || last == OK);
    return last;
}

static void check_limits(const struct fields *f)
{
    MUST(f->list_len <= 6);
    for (size_t i = 0; i < f->list_len; i++) {
        MUST(strlen(f->list[i].name) <= 12 && strlen(f->list[i].value) <= 40);
        MUST(utf8_is_valid(f->list[i].name, strlen(f->list[i].name)));
        MUST(utf8_is_valid(f->list[i].value, strlen(f->list[i].value)));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *a = arena_new();
    struct fields whole = {NULL, 0};
    enum err expected = decode(a, (const char *)bytes, len, 0, &whole);
    MUST(expected == OK || expected == ERR_MALFORMED || expected == ERR_TOO_LARGE);
    MUST(expected == OK || whole.list_len == 0);
    check_limits(&whole);
    for (int cut = 1; cut < CUTS; cut++) {
        struct fields f = {NULL, 0};
        MUST(decode(a, (const char *)bytes, len, cut, &f) == expected);
        MUST(f.list_len == whole.list_len);
        for (size_t i = 0; i < f.list_len; i++) {
            MUST(strcmp(f.list[i].name, whole.list[i].name) == 0);
            MUST(strcmp(f.list[i].value, whole.list[i].value) == 0);
        }
    }
    struct fields query = {NULL, 0};
    enum err e = query_decode(a, (const char *)bytes, len, &query);
    MUST(expected != OK || e == OK); /* its limits are wider */
    arena_free(a);
    return 0;
}
