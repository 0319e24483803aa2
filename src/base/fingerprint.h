/* fingerprint.h - SHA-256 of a text in hexadecimal: what seals a record, and stands for a secret that is not kept. */
#ifndef BASE_FINGERPRINT_H
#define BASE_FINGERPRINT_H

struct arena;

/* 64 characters, lower case.  Owner: the arena. */
const char *fingerprint(struct arena *a, const char *text);

#endif
