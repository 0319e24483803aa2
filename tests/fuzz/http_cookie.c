/* http_cookie.c - the headers we read by hand: Cookie, Accept-Encoding, If-None-Match, and word; name=value lists. */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "fuzz/chunks.h"
#include "http/cookie.h"
#include "http/header_value.h"
#include "http/negotiate.h"

static void check_cookie(struct arena *a, const char *header)
{
    const char *value = cookie_get(a, header, "s");
    if (value == NULL) {
        return;
    }
    MUST(strstr(header, value) != NULL);
    MUST(strpbrk(value, "\r\n\t ;,\"\\") == NULL);
    const char *line = NULL;
    const struct cookie c = {"s", value, 60, true};
    MUST(cookie_format(a, &c, &line) == OK);
    const char *again = cookie_get(a, line, "s");
    MUST(again != NULL && strcmp(again, value) == 0);
}

static void check_params(struct arena *a, const char *header)
{
    struct header_value v = {a, ""};
    const char *word = NULL;
    if (header_value_open(a, header, &v, &word) != OK) {
        return;
    }
    MUST(word[0] != '\0');
    for (size_t i = 0; i <= strlen(header); i++) {
        const char *name = NULL;
        const char *value = NULL;
        if (header_value_param(&v, &name, &value) != OK || name == NULL) {
            return;
        }
        MUST(is_token(name, strlen(name)) && strlen(value) < strlen(header));
    }
    MUST(!"more parameters than characters");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *a = arena_new();
    const char *header = arena_copy(a, (const char *)bytes, len);
    check_cookie(a, header);
    check_params(a, header);
    (void)accepts_gzip(header);
    if (etag_matches(header, "\"v1\"")) {
        MUST(strchr(header, '*') != NULL || strstr(header, "\"v1\"") != NULL);
    }
    arena_free(a);
    return 0;
}
