/* media_pdf.c - fuzz target: any bytes through the look at a PDF, in process.
 * Every finding is fine; what may not happen is a crash, a leak, a read outside, or a page count out of range. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "media/pdf.h"
#include "media/sniff.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { LEN_MAX = 1 << 16, PAGES_MAX = 20, DIGITS_MAX = 6 };

static void must(bool is_true)
{
    if (!is_true) {
        abort();
    }
}

/* A row of a thousand million columns is taken from memory at once, which the child's limit forbids and a fuzzer takes
 * for its own finding (media_bombs.c has that file). */
static bool asks_for_long_rows(const uint8_t *bytes, size_t len)
{
    size_t digits = 0;
    bool is_asked = false;
    for (size_t i = 0; i + 4 <= len; i++) {
        is_asked = is_asked || memcmp(bytes + i, "umns", 4) == 0 || memcmp(bytes + i, "olor", 4) == 0;
        digits = bytes[i] >= '0' && bytes[i] <= '9' ? digits + 1 : 0;
        if (is_asked && digits > DIGITS_MAX) {
            return true;
        }
    }
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    if (len > LEN_MAX || asks_for_long_rows(bytes, len)) {
        return 0;
    }
    int pages = -1;
    enum media_finding finding = pdf_look(bytes, len, PAGES_MAX, &pages);
    must(finding < MEDIA__COUNT);
    must(finding == MEDIA_FINE ? pages >= 1 && pages <= PAGES_MAX : pages == 0);
    return 0;
}
