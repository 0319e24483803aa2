/* confine.h - what a paper worker gives up before it looks at anybody's text. */
#ifndef DOCUMENT_CONFINE_H
#define DOCUMENT_CONFINE_H

/* Closes every descriptor but 0-2 and `keep`. */
void confine_descriptors(int keep);

/* Limits memory (1 GiB), file sizes (0), open files and core dumps.  Call early. */
void confine_memory(void);

/* From here on: no socket, no new program, no new process, no file opened for writing, created, renamed or
 * removed.  Kernels without seccomp keep only the limits.  Returns 1 when the filter is in force. */
int confine_calls(void);

/* Allows `seconds` of processor time from now; the kernel ends the process after that. */
void confine_time(unsigned seconds);

#endif
