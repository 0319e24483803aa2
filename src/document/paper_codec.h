/* paper_codec.h - the input structs as bytes, for the socket between the server and its paper workers.
 *
 * One walk over each struct serves both directions, so that they cannot disagree.  Little-endian; a text or a
 * list is its 32-bit length and then its content.  Reading trusts nothing: every length is checked against its
 * limit and against the bytes that are left. */
#ifndef DOCUMENT_PAPER_CODEC_H
#define DOCUMENT_PAPER_CODEC_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "document/form_paper.h"

struct arena;

/* What a worker needs before its first document. */
struct worker_setup {
    const char *families[4]; /* in the order of enum face: complete chains, comma separated */
    const char *icc_path;
};

/* An answer without its PDF bytes, which follow it. */
struct paper_reply {
    uint32_t code; /* enum err */
    uint32_t pages;
    int64_t cpu_us;
    const char *missing;
    uint32_t pdf_len;
};

/* Bytes of one message, growing in an arena. */
struct message {
    const unsigned char *bytes;
    size_t len;
};

/* Encoders.  ERR_TOO_LARGE over a limit of form_paper.h, ERR_MALFORMED for text that is not UTF-8.  Owner: the
 * arena. */
MUST_USE enum err encode_form(const struct form_paper *in, struct arena *a, struct message *ret);
MUST_USE enum err encode_receipt(const struct receipt_paper *in, struct arena *a, struct message *ret);
MUST_USE enum err encode_office(const struct office_paper *in, struct arena *a, struct message *ret);
MUST_USE enum err encode_poster(const struct poster_paper *in, struct arena *a, struct message *ret);
MUST_USE enum err encode_setup(const struct worker_setup *in, struct arena *a, struct message *ret);
MUST_USE enum err encode_reply(const struct paper_reply *in, struct arena *a, struct message *ret);

/* Decoders.  ERR_MALFORMED for anything that an encoder cannot have written, with *ret untouched.  Texts and
 * lists are the arena's; pictures and the record point into `m`. */
MUST_USE enum err decode_form(struct message m, struct arena *a, struct form_paper *ret);
MUST_USE enum err decode_receipt(struct message m, struct arena *a, struct receipt_paper *ret);
MUST_USE enum err decode_office(struct message m, struct arena *a, struct office_paper *ret);
MUST_USE enum err decode_poster(struct message m, struct arena *a, struct poster_paper *ret);
MUST_USE enum err decode_setup(struct message m, struct arena *a, struct worker_setup *ret);
MUST_USE enum err decode_reply(struct message m, struct arena *a, struct paper_reply *ret);

#endif
