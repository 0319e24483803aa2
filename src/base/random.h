/* random.h - unpredictable bytes from the system; a seeded stream where a test must repeat itself. */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct random {
    int is_seeded;  /* 0: the system's generator */
    uint64_t draws; /* how many have been taken, when seeded */
    unsigned char seed[32];
    pthread_mutex_t lock;
};

/* The system's generator (libsodium).  Call once in main, before any thread. */
void random_init(struct random *r);

/* A repeatable stream from `seed`; for tests and for demonstrations that must be repeatable. */
void random_init_seeded(struct random *r, uint64_t seed);

void random_bytes(struct random *r, void *to, size_t len);

/* `bytes` random bytes as lower-case base32 without look-alikes (no i l o u); 5 bits a character,
 * rounded up.  13 bytes make 21 characters.  Owner: the arena. */
char *random_token(struct random *r, struct arena *a, size_t bytes);

#endif
