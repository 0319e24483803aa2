/* fuzz_replay.c - a main for a fuzz target without the fuzzer: every file named on the command line, then each
 * of its prefixes (sampled when long) and some repeatable mutations of it.  Prints a line for each file done. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { FILE_MAX = 1 << 20, PREFIXES_MAX = 256, MUTATIONS = 128, MUTATION_LEN_MAX = 65536 };

/* xorshift: the same mutations every time and on every machine. */
static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* Gives the target its own exact copy, so that a sanitizer sees a read past the end. */
static void give(const uint8_t *bytes, size_t len)
{
    uint8_t *copy = malloc(len == 0 ? 1 : len);
    if (copy == NULL) {
        abort();
    }
    if (len > 0) {
        memcpy(copy, bytes, len);
    }
    (void)LLVMFuzzerTestOneInput(copy, len);
    free(copy);
}

static void give_mutations(uint8_t *bytes, size_t len)
{
    if (len == 0 || len > MUTATION_LEN_MAX) {
        return;
    }
    uint32_t state = 2463534242U ^ (uint32_t)len;
    for (int i = 0; i < MUTATIONS; i++) {
        size_t at = next_random(&state) % len;
        uint8_t kept = bytes[at];
        bytes[at] = (uint8_t)(i % 2 == 0 ? bytes[at] ^ (1U << (next_random(&state) % 8U)) : next_random(&state));
        give(bytes, len);
        bytes[at] = kept;
    }
}

static int replay(const char *path)
{
    static uint8_t bytes[FILE_MAX];
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        perror(path);
        return 1;
    }
    size_t len = fread(bytes, 1, sizeof bytes, f);
    (void)fclose(f);
    give(bytes, len);
    size_t step = len / PREFIXES_MAX + 1;
    for (size_t cut = 0; cut < len; cut += step) {
        give(bytes, cut);
    }
    give_mutations(bytes, len);
    (void)printf("replayed %s\n", path);
    return 0;
}

int main(int argc, char **argv)
{
    int failures = 0;
    (void)setvbuf(stdout, NULL, _IOLBF, 0);
    for (int i = 1; i < argc; i++) {
        failures += replay(argv[i]);
    }
    return failures == 0 && argc > 1 ? 0 : 1;
}
