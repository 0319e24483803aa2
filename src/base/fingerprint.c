/* fingerprint.c */
#include "base/fingerprint.h"

#include <sodium.h>
#include <string.h>

#include "base/text.h"

const char *fingerprint(struct arena *a, const char *text)
{
    unsigned char h[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256(h, (const unsigned char *)text, strlen(text));
    return text_hex(a, h, sizeof h);
}
