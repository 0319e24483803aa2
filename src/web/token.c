/* token.c */
#include "web/token.h"

#include <sodium.h>
#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "base/text.h"
#include "store/store.h"
#include "web/web.h"

enum { NONCE_BYTES = 10, NONCE_CHARS = 16, MAC_CHARS = 32 };

/* nonce and its keyed hash: nothing is stored until the POST is carried out. */
static const char *sign(const struct web *w, const char *nonce)
{
    crypto_auth_hmacsha256_state h;
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    if (w->has_session) {
        const char *key = w->session.token_key;
        (void)crypto_auth_hmacsha256_init(&h, (const unsigned char *)key, strlen(key));
    } else {
        (void)crypto_auth_hmacsha256_init(&h, store_keys(w->app->store)->token, 32);
    }
    (void)crypto_auth_hmacsha256_update(&h, (const unsigned char *)nonce, NONCE_CHARS);
    (void)crypto_auth_hmacsha256_final(&h, mac);
    return text_format(w->arena, "%s.%.*s", nonce, MAC_CHARS, text_hex(w->arena, mac, sizeof mac));
}

const char *token_new(struct web *w)
{
    return sign(w, random_token(w->app->random, w->arena, NONCE_BYTES));
}

enum err token_check(const struct web *w)
{
    const char *got = fields_text(&w->rq->form, "token");
    if (strlen(got) != NONCE_CHARS + 1 + MAC_CHARS || got[NONCE_CHARS] != '.') {
        return ERR_DENIED;
    }
    const char *want = sign(w, arena_copy(w->arena, got, NONCE_CHARS));
    return text_equal_secret(got, want) ? OK : ERR_DENIED;
}

enum err origin_check(const struct web *w)
{
    const char *site = w->rq->sec_fetch_site;
    if (*site != '\0' && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0) {
        return ERR_DENIED;
    }
    const char *origin = w->rq->origin;
    if (*origin == '\0' || strcmp(origin, "null") == 0) {
        return OK; /* privacy settings hide it; the token decides */
    }
    const char *host = strstr(origin, "://");
    return host != NULL && strcmp(host + 3, w->rq->host) == 0 ? OK : ERR_DENIED;
}

static void add(crypto_generichash_state *h, const char *s)
{
    (void)crypto_generichash_update(h, (const unsigned char *)s, (unsigned long long)strlen(s) + 1);
}

const char *post_digest(const struct web *w)
{
    crypto_generichash_state h;
    unsigned char digest[crypto_generichash_BYTES];
    (void)crypto_generichash_init(&h, NULL, 0, sizeof digest);
    add(&h, w->rq->path);
    for (size_t i = 0; i < w->rq->form.list_len; i++) {
        add(&h, w->rq->form.list[i].name);
        add(&h, w->rq->form.list[i].value);
    }
    for (size_t i = 0; i < w->rq->uploads_len; i++) {
        add(&h, w->rq->uploads[i].name);
        add(&h, text_format(w->arena, "%s %zu", w->rq->uploads[i].filename, w->rq->uploads[i].len));
    }
    (void)crypto_generichash_final(&h, digest, sizeof digest);
    return text_hex(w->arena, digest, sizeof digest);
}
