/* token.c */
#include "web/token.h"

#include <sodium.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/random.h"
#include "base/text.h"
#include "store/store.h"
#include "web/route.h"
#include "web/web.h"

enum { NONCE_BYTES = 10, NONCE_CHARS = 16, MAC_CHARS = 32 };

/* nonce and its keyed hash: nothing is stored until the POST is carried out.  `key` NULL: the visitors' key. */
static const char *sign(const struct web *w, const char *key, const char *nonce)
{
    crypto_auth_hmacsha256_state h;
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    if (key != NULL) {
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
    return sign(w, w->is_signed_in ? w->session.token_key : NULL, random_token(w->app->random, w->arena, NONCE_BYTES));
}

/* Any of the sessions that this person had while their pages may still lie open, the present one among them. */
static enum err is_of_account(const struct web *w, const char *got, const char *nonce)
{
    const char **keys = NULL;
    size_t len = 0;
    TRY(session_token_keys(w->db, w->arena, w->session.account.id, w->now, &keys, &len));
    for (size_t i = 0; i < len; i++) {
        if (text_equal_secret(got, sign(w, keys[i], nonce))) {
            return OK;
        }
    }
    return ERR_DENIED;
}

enum err token_check(const struct web *w)
{
    const char *got = fields_text(&w->rq->form, "token");
    if (strlen(got) != NONCE_CHARS + 1 + MAC_CHARS || got[NONCE_CHARS] != '.') {
        return ERR_DENIED;
    }
    if (!w->has_session && (w->route->flags & OWN_COOKIES) != 0) {
        return OK; /* perhaps of a session that is over and took its key along; origin_check() stands guard */
    }
    const char *nonce = arena_copy(w->arena, got, NONCE_CHARS);
    /* a page that was drawn for a visitor, while another tab signed in: what visitors may do, it may still do */
    bool is_public = (w->route->roles & ROLE_BIT(ROLE_PUBLIC)) != 0;
    if (is_public && text_equal_secret(got, sign(w, NULL, nonce))) {
        return OK;
    }
    return w->has_session ? is_of_account(w, got, nonce) : ERR_DENIED;
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
    const char *base = w->app->config.base_url;
    if (*base != '\0') {
        return strcasecmp(origin, base) == 0 ? OK : ERR_DENIED;
    }
    const char *host = strstr(origin, "://");
    return host != NULL && strcasecmp(host + 3, w->rq->host) == 0 ? OK : ERR_DENIED;
}

static void add(crypto_generichash_state *h, const char *s)
{
    (void)crypto_generichash_update(h, (const unsigned char *)s, (unsigned long long)strlen(s) + 1);
}

/* The file itself: two pictures may share name and size. */
static void add_file(crypto_generichash_state *h, const struct upload *u)
{
    unsigned char part[16384];
    off_t at = 0;
    for (ssize_t n = 0; (n = pread(u->fd, part, sizeof part, at)) > 0; at += n) {
        (void)crypto_generichash_update(h, part, (unsigned long long)n);
    }
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
        add_file(&h, &w->rq->uploads[i]);
    }
    (void)crypto_generichash_final(&h, digest, sizeof digest);
    return text_hex(w->arena, digest, sizeof digest);
}
