/* log.h - one line of key=value an event on standard error, with the request's id and the failure's site. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/err.h"

/* The request this thread is working for; "" between requests.  Thread-local, because a failure deep
 * in a store must be findable from the page that showed its id (the one exception to "no globals"). */
void log_request_begin(const char *request_id);
const char *log_request_id(void);

/* level=info|warn|error; `fmt` makes the rest of the line: "event=signin account=12".
 * Control characters and line ends in it are replaced, so that user text cannot forge a line. */
__attribute__((format(printf, 2, 3))) void log_line(const char *level, const char *fmt, ...);

/* As log_line("info", ...), for what happens at every request: between log_gather_begin() and log_gather_end() such
 * lines are written many at once, at most LOG_GATHER_MS later.  Every other line is written at once and takes those
 * before it along, so that the order stays; so does the end of the program, but for one that is killed. */
__attribute__((format(printf, 1, 2))) void log_often(const char *fmt, ...);
enum { LOG_GATHER_MS = 50 };
MUST_USE enum err log_gather_begin(void);
void log_gather_end(void);

/* Logs the failure's site ("store/db.c:120") with a sentence and returns ERR_INTERNAL.
 * Use: return FAIL("cannot open %s", path); */
#define FAIL(...) log_failure(__FILE__, __LINE__, __VA_ARGS__)
__attribute__((format(printf, 3, 4))) enum err log_failure(const char *file, int line, const char *fmt, ...);

#endif
