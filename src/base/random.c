/* random.c */
#include "base/random.h"

#include <sodium.h>
#include <stdatomic.h>
#include <string.h>

#include "base/arena.h"

enum { DRAWN = 512, FEW = 64 };

/* Bytes that a thread has drawn from the system and not given out yet: most draws are a few bytes, and each would be a
 * call of the kernel.  What is given out is wiped here; a child process draws its own. */
static _Thread_local struct {
    unsigned char bytes[DRAWN];
    size_t left;
    unsigned process;
} drawn;
static atomic_uint process = 1;

static void be_another_process(void)
{
    (void)atomic_fetch_add(&process, 1);
}

static void watch_forks(void)
{
    (void)pthread_atfork(NULL, NULL, be_another_process);
}

static void draw_few(unsigned char *to, size_t len)
{
    unsigned now = atomic_load(&process);
    if (drawn.process != now || drawn.left < len) {
        randombytes_buf(drawn.bytes, sizeof drawn.bytes);
        drawn.left = sizeof drawn.bytes;
        drawn.process = now;
    }
    drawn.left -= len;
    memcpy(to, drawn.bytes + drawn.left, len);
    sodium_memzero(drawn.bytes + drawn.left, len);
}

void random_init(struct random *r)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    (void)pthread_once(&once, watch_forks);
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
        if (len <= FEW) {
            draw_few(to, len);
        } else {
            randombytes_buf(to, len);
        }
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
