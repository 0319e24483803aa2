/* paper_worker.h - the other end of paper.h: the process that sets type. */
#ifndef DOCUMENT_PAPER_WORKER_H
#define DOCUMENT_PAPER_WORKER_H

/* The whole life of a paper worker: confines itself (memory, processor time, no writing of files, no network,
 * no new programs), then answers requests on the socket `fd` until the other end closes it.  Called by the
 * command line as `jianpin paper-worker` with fd 3, in a fresh process that has not used Pango.  Returns the
 * exit status. */
int paper_worker_main(int fd);

#endif
