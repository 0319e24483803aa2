/* random.c */
#include "base/random.h"

#include <sodium.h>
#include <string.h>

#include "base/arena.h"

void random_init(struct random *r)
{
    memset(r, 0, sizeof *r);
    (void)pthread_mutex_init(&r->lock, NULL);
    if (sodium_init() < 0) {
        abort(); /* without randomness no session is safe */
    }
}

void random_init_seeded(struct random *r, uint64_t seed)
{
    random_init(r);
    r->is_seeded = 1;
    memcpy(r->seed, &seed, sizeof seed);
}

void random_bytes(struct random *r, void *to, size_t len)
{
    if (!r->is_seeded) {
        randombytes_buf(to, len);
        return;
    }
    (void)pthread_mutex_lock(&r->lock);
    unsigned char nonce[crypto_stream_chacha20_NONCEBYTES] = {0};
    uint64_t draw = r->draws++;
    memcpy(nonce, &draw, sizeof nonce < sizeof draw ? sizeof nonce : sizeof draw);
    (void)crypto_stream_chacha20(to, len, nonce, r->seed);
    (void)pthread_mutex_unlock(&r->lock);
}

char *random_token(struct random *r, struct arena *a, size_t bytes)
{
    static const char letter[] = "0123456789abcdefghjkmnpqrstvwxyz";
    unsigned char raw[64];
    size_t n = bytes < sizeof raw ? bytes : sizeof raw;
    random_bytes(r, raw, n);
    size_t len = (n * 8 + 4) / 5;
    char *token = arena_alloc(a, len + 1, 1);
    unsigned bits = 0;
    unsigned have = 0;
    size_t used = 0;
    for (size_t i = 0; i < len; i++) {
        if (have < 5) {
            bits = bits << 8 | (used < n ? raw[used] : 0u);
            used++;
            have += 8;
        }
        token[i] = letter[bits >> (have - 5) & 31];
        have -= 5;
        bits &= (1u << have) - 1;
    }
    sodium_memzero(raw, sizeof raw);
    return token;
}
