/* proof.c */
#include "web/proof.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "store/store.h"
#include "web/web.h"

enum { MAC_SHOWN = 32, PROOF_CHARS_MAX = 200, COUNTER_CHARS_MAX = 10, CHALLENGE_CHARS_MAX = 60 };

const char *keyed_hash(const struct web *w, const char *purpose, const char *text)
{
    crypto_auth_hmacsha256_state h;
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    (void)crypto_auth_hmacsha256_init(&h, store_keys(w->app->store)->token, sizeof store_keys(w->app->store)->token);
    (void)crypto_auth_hmacsha256_update(&h, (const unsigned char *)purpose, strlen(purpose) + 1);
    (void)crypto_auth_hmacsha256_update(&h, (const unsigned char *)text, strlen(text));
    (void)crypto_auth_hmacsha256_final(&h, mac);
    return text_hex(w->arena, mac, sizeof mac);
}

/* The moment with its mac, bound to a form's token. */
static const char *stamp(const struct web *w, const char *purpose, const char *token, int64_t at)
{
    const char *bound = text_format(w->arena, "%s|%" PRId64, token, at);
    return text_format(w->arena, "%" PRId64 ".%.*s", at, MAC_SHOWN, keyed_hash(w, purpose, bound));
}

/* Whether `got` is a stamp for the posted token; *ret_at its moment. */
static bool is_stamp(const struct web *w, const char *purpose, const char *got, int64_t *ret_at)
{
    size_t digits = strcspn(got, ".");
    if (strlen(got) > CHALLENGE_CHARS_MAX ||
        text_to_int(arena_copy(w->arena, got, digits), 0, INT64_MAX, ret_at) != OK) {
        return false;
    }
    const char *token = fields_text(&w->rq->form, "token");
    return text_equal_secret(got, stamp(w, purpose, token, *ret_at)) && *ret_at <= w->now &&
           w->now - *ret_at <= PROOF_LIFE_SECONDS;
}

const char *proof_challenge(struct web *w)
{
    return stamp(w, "proof", w->token, w->now);
}

static bool has_zero_bits(const unsigned char digest[crypto_hash_sha256_BYTES])
{
    unsigned head = (unsigned)digest[0] << 8 | digest[1];
    return head >> (16 - PROOF_BITS) == 0;
}

static void add(crypto_hash_sha256_state *h, const char *bytes, size_t len)
{
    (void)crypto_hash_sha256_update(h, (const unsigned char *)bytes, len);
}

static bool is_part_solved(const char *challenge, int part, const char *counter, size_t len)
{
    const char middle[] = {'.', (char)('0' + part), '.'};
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state h;
    (void)crypto_hash_sha256_init(&h);
    add(&h, challenge, strlen(challenge));
    add(&h, middle, sizeof middle);
    add(&h, counter, len);
    (void)crypto_hash_sha256_final(&h, digest);
    return has_zero_bits(digest);
}

bool proof_is_solved(const struct web *w)
{
    const char *challenge = fields_text(&w->rq->form, "challenge");
    const char *at = fields_text(&w->rq->form, "proof");
    int64_t made_at = 0;
    if (strlen(at) > PROOF_CHARS_MAX || !is_stamp(w, "proof", challenge, &made_at)) {
        return false;
    }
    for (int part = 0; part < PROOF_PARTS; part++) {
        size_t len = strspn(at, "0123456789");
        bool is_last = part == PROOF_PARTS - 1;
        if (len == 0 || len > COUNTER_CHARS_MAX || at[len] != (is_last ? '\0' : '-') ||
            !is_part_solved(challenge, part, at, len)) {
            return false;
        }
        at += len + 1;
    }
    return true;
}

const char *proof_once_key(const struct web *w)
{
    return keyed_hash(w, "once", fields_text(&w->rq->form, "token"));
}

const char *wait_ticket(struct web *w)
{
    return stamp(w, "wait", w->token, w->now);
}

int wait_left(const struct web *w)
{
    int64_t made_at = 0;
    if (!is_stamp(w, "wait", fields_text(&w->rq->form, "ticket"), &made_at)) {
        return -1;
    }
    int64_t left = made_at + PROOF_WAIT_SECONDS - w->now;
    return left > 0 ? (int)left : 0;
}

const char *proof_solve(struct arena *a, const char *challenge)
{
    const char *solution = "";
    for (int part = 0; part < PROOF_PARTS; part++) {
        char digits[COUNTER_CHARS_MAX + 1] = "";
        size_t at = 0;
        uint32_t n = 0;
        do {
            at = sizeof digits - 1;
            uint32_t left = n++;
            do {
                digits[--at] = (char)('0' + left % 10);
                left /= 10;
            } while (left > 0);
        } while (!is_part_solved(challenge, part, digits + at, sizeof digits - 1 - at));
        const char *counter = digits + at;
        solution = text_format(a, "%s%s%s", solution, part == 0 ? "" : "-", counter);
    }
    return solution;
}
