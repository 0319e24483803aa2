/* image_worker.h - the confined child: one picture or PDF, one process.  Started as `jianpin image-worker` by media.c.
 */
#ifndef MEDIA_IMAGE_WORKER_H
#define MEDIA_IMAGE_WORKER_H

/* The first argument that makes the program an image worker. */
#define IMAGE_WORKER_ARGUMENT "image-worker"

/* The worker's socket is its standard input. */
enum { IMAGE_WORKER_FD = 0 };

/* Confines the process, reads one request from `fd`, answers it and ends the process: status 0 answered, 74 the
 * request was cut short or malformed.  Returns only when it could not confine itself, with the status 70, which main
 * returns.  Call it before anything else (no thread, no open database):
 *     if (argc == 2 && strcmp(argv[1], IMAGE_WORKER_ARGUMENT) == 0) {
 *         return image_worker_main(IMAGE_WORKER_FD);
 *     } */
int image_worker_main(int fd);

#endif
