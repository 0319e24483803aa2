/* table_worker.h - the confined child: one workbook, one process.  Started as `jianpin table-worker` by table.c. */
#ifndef TABLE_TABLE_WORKER_H
#define TABLE_TABLE_WORKER_H

/* The first argument that makes the program a reader of workbooks. */
#define TABLE_WORKER_ARGUMENT "table-worker"

/* Confines the process, reads one request from `fd`, answers it and ends the process: status 0 answered, 74 the
 * request was cut short or malformed.  Returns only when it could not confine itself, with the status 70, which main
 * returns.  Call it before anything else (no thread, no open database). */
int table_worker_main(int fd);

#endif
