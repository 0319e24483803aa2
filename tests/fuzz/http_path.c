/* http_path.c - request targets: whatever is sent, the hall gets a clean path or an error. */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "fuzz/chunks.h"
#include "http/door.h"
#include "http/hall.h"
#include "http/path.h"

static void check_path(const char *path)
{
    MUST(path[0] == '/' && strlen(path) <= PATH_MAX_BYTES);
    MUST(utf8_is_valid(path, strlen(path)));
    MUST(strstr(path, "//") == NULL && strstr(path, "/./") == NULL && strstr(path, "/../") == NULL);
    size_t len = strlen(path);
    MUST(len < 2 || strcmp(path + len - 2, "/.") != 0);
    MUST(len < 3 || strcmp(path + len - 3, "/..") != 0);
    for (const char *s = path; *s != '\0'; s++) {
        MUST((unsigned char)*s >= 0x20 && *s != 0x7F);
    }
}

/* What was decoded must be found again behind its own escapes. */
static void check_round_trip(struct arena *a, const char *path)
{
    char *escaped = arena_alloc(a, strlen(path) * 3 + 1, 1);
    char *to = escaped;
    for (const char *s = path; *s != '\0'; s++) {
        if (*s == '/') {
            *to++ = '/';
        } else {
            (void)snprintf(to, 4, "%%%02X", (unsigned)(unsigned char)*s);
            to += 3;
        }
    }
    const char *again = NULL;
    enum err e = path_decode(a, escaped, strlen(escaped), &again);
    MUST(strlen(escaped) > PATH_MAX_BYTES || (e == OK && strcmp(again, path) == 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *a = arena_new();
    const char *path = NULL;
    enum err e = path_decode(a, (const char *)bytes, len, &path);
    MUST(e == OK || (e == ERR_MALFORMED && path == NULL));
    if (e == OK) {
        check_path(path);
        check_round_trip(a, path);
    }
    const struct hall nobody = {NULL, NULL, NULL, NULL, NULL};
    struct door d;
    door_open(&d, &nobody, a);
    door_target(&d, "GET", arena_copy(a, (const char *)bytes, len));
    check_path(d.rq.path);
    MUST(d.rq.door_error == OK || d.rq.query_raw[0] == '\0');
    MUST(strpbrk(d.rq.query_raw, " \t\r\n?") == NULL || strpbrk(d.rq.query_raw, " \t\r\n") == NULL);
    arena_free(a);
    return 0;
}
