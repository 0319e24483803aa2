/* said.h - what a program of the system says of a file, and finding words in it. */
#ifndef TESTS_SAID_H
#define TESTS_SAID_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "support/run_tool.h"

/* All that `argv` says, run with its output in `dir`.  Owner: the arena. */
static inline const char *tool_says(struct arena *a, const char *dir, const char *const argv[])
{
    const char *out = text_format(a, "%s/said", dir);
    assert_int_equal(run_tool(argv, out), 0);
    size_t len = 0;
    char *text = read_whole(out, &len);
    assert_non_null(text);
    const char *kept = arena_copy(a, text, len);
    free(text);
    return kept;
}

/* Without blanks, line ends and page breaks: what was typed, wherever its lines ended. */
static inline const char *squeezed(struct arena *a, const char *text)
{
    char *to = arena_alloc(a, strlen(text) + 1, 1);
    size_t n = 0;
    for (const char *s = text; *s != '\0'; s++) {
        if (strncmp(s, "\xE3\x80\x80", 3) == 0) {
            s += 2;
        } else if (strchr(" \n\f\r\t", *s) == NULL) {
            to[n++] = *s;
        }
    }
    return to;
}

/* The text of a PDF in the order of its lines. */
static inline const char *pdf_says(struct arena *a, const char *dir, const char *pdf)
{
    const char *const argv[] = {"pdftotext", "-enc", "UTF-8", "-raw", pdf, "-", NULL};
    return tool_says(a, dir, argv);
}

static inline size_t count_of(const char *text, const char *part)
{
    size_t n = 0;
    for (const char *s = strstr(text, part); s != NULL; s = strstr(s + strlen(part), part)) {
        n++;
    }
    return n;
}

static inline void assert_has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL) {
        fail_msg("not found: %s", part);
    }
}

#endif
