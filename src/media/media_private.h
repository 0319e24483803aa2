/* media_private.h - what struct media holds; for media.c, document.c and file_store.c only. */
#ifndef MEDIA_MEDIA_PRIVATE_H
#define MEDIA_MEDIA_PRIVATE_H

#include <pthread.h>

#include "media/media.h"
#include "media/worker_call.h"

struct media {
    char *exe;
    int dir_fd; /* DIR/files */
    int timeout_ms;
    int queue_ms;
    int workers_free;
    pthread_mutex_t workers_lock;
    pthread_cond_t worker_is_free;
    pthread_mutex_t sweep_lock; /* a file may not be found useful and swept at once */
};

/* Asks a child when one is free.  ERR_BUSY: none was within queue_ms; else as worker_call. */
MUST_USE enum err media_ask(struct media *m, struct worker_question *q, struct arena *a, struct worker_answer *ret);

/* SHA-256 of the bytes in lower-case hexadecimal. */
void media_name_of(const void *bytes, size_t len, char ret_sha256[MEDIA_NAME_CHARS + 1]);

#endif
