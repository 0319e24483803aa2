/* table_wire.h - what goes over the socket between table.c and its child: heads of 32-bit little-endian words, and a
 * book as counts and texts. */
#ifndef TABLE_TABLE_WIRE_H
#define TABLE_TABLE_WIRE_H

#include <stdbool.h>
#include <stddef.h>

#include "media/image_wire.h"
#include "table/book.h"

struct arena;
struct buffer;

enum { TABLE_MAGIC = 0x3157544a, /* "JTW1" */ TABLE_ANSWER_MAX = 32 * 1024 * 1024 };

/* Then `len` bytes of the upload. */
enum table_request { TQ_MAGIC, TQ_LEN, TQ__WORDS };
/* Then `len` bytes of the book. */
enum table_response { TS_MAGIC, TS_FINDING, TS_IN_FORCE, TS_LANDLOCK, TS_LEN, TS__WORDS };

enum { TABLE_REQUEST_BYTES = TQ__WORDS * 4, TABLE_RESPONSE_BYTES = TS__WORDS * 4 };

/* Writes the book; the buffer is overfull when it holds more than a register does. */
void book_encode(const struct table_book *b, struct buffer *to);

/* Reads a book back, believing nothing: false when anything in it is not as book_encode would have written it.  Every
 * cell is cleaned to one line; rows in which nothing is left are left out.  Owner: the arena. */
bool book_decode(struct arena *a, const unsigned char *bytes, size_t len, struct table_book *ret);

#endif
