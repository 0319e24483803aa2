/* document_codec.c - any bytes as a form, a receipt, a poster, a setup and a reply; what is read writes back as it was.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "document/paper_codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void must_match(struct message was, enum err e, struct message is)
{
    if (e != OK || was.len != is.len || memcmp(was.bytes, is.bytes, is.len) != 0) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *a = arena_new();
    struct message m = {.bytes = bytes, .len = len};
    struct message back = {0};
    struct form_paper form;
    struct receipt_paper receipt;
    struct poster_paper poster;
    struct worker_setup setup;
    struct paper_reply reply;
    if (decode_form(m, a, &form) == OK) {
        enum err e = encode_form(&form, a, &back);
        must_match(m, e, back);
    }
    if (decode_receipt(m, a, &receipt) == OK) {
        enum err e = encode_receipt(&receipt, a, &back);
        must_match(m, e, back);
    }
    if (decode_poster(m, a, &poster) == OK) {
        enum err e = encode_poster(&poster, a, &back);
        must_match(m, e, back);
    }
    if (decode_setup(m, a, &setup) == OK) {
        enum err e = encode_setup(&setup, a, &back);
        must_match(m, e, back);
    }
    if (decode_reply(m, a, &reply) == OK) {
        enum err e = encode_reply(&reply, a, &back);
        must_match(m, e, back);
    }
    arena_free(a);
    return 0;
}
