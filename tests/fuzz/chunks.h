/* chunks.h - ways to cut a message, so that a fuzz target can insist that the cut does not matter. */
#ifndef FUZZ_CHUNKS_H
#define FUZZ_CHUNKS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Whole, byte by byte, and two irregular ways. */
enum { CUTS = 4 };

/* The size of the next chunk when `done` of `len` bytes have been given. */
static inline size_t chunk_len(int cut, size_t done, size_t len)
{
    size_t left = len - done;
    size_t want = cut == 0 ? left : cut == 1 ? 1 : cut == 2 ? 2 + done % 5 : 1 + (done * 7 + 3) % 13;
    return want < left ? want : left;
}

/* Stops the fuzzer with the broken promise's text. */
static inline void must(int is_kept, const char *promise)
{
    if (!is_kept) {
        (void)fprintf(stderr, "broken promise: %s\n", promise);
        abort();
    }
}
#define MUST(promise) must((promise), #promise)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

#endif
