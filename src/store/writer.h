/* writer.h - the one writer: a FIFO queue, a thread, and one COMMIT for all that wait together.
 *
 * SQLite's writers are not fair to one another and each commit costs a disk flush; so requests queue here,
 * each runs inside its own SAVEPOINT, and all of a batch are answered after one COMMIT.  An answer that has
 * been given is therefore on the disk. */
#ifndef STORE_WRITER_H
#define STORE_WRITER_H

#include <stdint.h>

#include "base/err.h"

struct db;
struct writer;

typedef enum err (*write_fn)(struct db *db, void *ctx);

/* Starts the thread on an open connection, which it owns from now on.  ERR_INTERNAL when it cannot. */
MUST_USE enum err writer_start(struct db *db, struct writer **ret);

/* Runs `fn(db, ctx)` in its turn and waits until its changes are durable.
 * OK: committed.  Otherwise nothing of it was written: the error of `fn`, of the commit,
 * or ERR_BUSY when the queue is full. */
MUST_USE enum err writer_run(struct writer *w, write_fn fn, void *ctx);

/* How many batches have been committed: a number that changes whenever the data may have. */
uint64_t writer_version(const struct writer *w);

/* Finishes what is queued, ends the thread, waits until every caller has its answer and closes the connection.  Whoever
 * comes while it stops gets ERR_BUSY; nobody may come afterwards. */
void writer_stop(struct writer *w);

/* Tests: the connection, to make its steps fail. */
struct db *writer_db(struct writer *w);

#endif
