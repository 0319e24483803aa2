/* static_files.h - the stylesheet, the script and the icons, compiled into the binary. */
#ifndef HTTP_STATIC_FILES_H
#define HTTP_STATIC_FILES_H

#include <stdbool.h>

struct request;
struct response;
struct static_asset;

/* Answers rq->path from the generated table: 200, or 304 when the browser has it; packed when it can unpack.
 * False, and `rs` untouched, when no asset lives at that path. */
bool static_files_serve(const struct request *rq, struct response *rs);

#endif
