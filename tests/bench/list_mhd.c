/* list_mhd - the least program that serves the list page from SQLite with libmicrohttpd: row 1's baseline.
 *   list_mhd DATABASE PORT ROWS HEAD_BYTES   (serves until it is killed) */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <unistd.h>

#include "list_page.h"

enum { POOL = 4, CONNECTIONS_MAX = 1024 };

static const char *database;
static int rows;
static size_t head_len;
static _Thread_local struct list_page *page;

static enum MHD_Result answer(void *cls, struct MHD_Connection *c, const char *url, const char *method,
                              const char *version, const char *body, size_t *body_len, void **state)
{
    (void)cls;
    (void)url;
    (void)method;
    (void)version;
    (void)body;
    static const int seen = 1;
    if (*state == NULL) {
        *state = (void *)(size_t)&seen;
        return MHD_YES;
    }
    *body_len = 0;
    if (page == NULL) {
        page = list_page_open(database, head_len);
    }
    list_page_render(page, rows);
    struct MHD_Response *rs = MHD_create_response_from_buffer(page->len, page->bytes, MHD_RESPMEM_MUST_COPY);
    (void)MHD_add_response_header(rs, "Content-Type", "text/html; charset=utf-8");
    enum MHD_Result sent = MHD_queue_response(c, MHD_HTTP_OK, rs);
    MHD_destroy_response(rs);
    return sent;
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        (void)fprintf(stderr, "usage: list_mhd DATABASE PORT ROWS HEAD_BYTES\n");
        return 2;
    }
    database = argv[1];
    rows = (int)strtol(argv[3], NULL, 10);
    head_len = (size_t)strtol(argv[4], NULL, 10);
    list_page_make_table(database);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)strtol(argv[2], NULL, 10))};
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    struct MHD_Daemon *d =
        MHD_start_daemon(MHD_USE_POLL_INTERNAL_THREAD, 0, NULL, NULL, answer, NULL, MHD_OPTION_SOCK_ADDR, &at,
                         MHD_OPTION_THREAD_POOL_SIZE, (unsigned)POOL, MHD_OPTION_CONNECTION_LIMIT,
                         (unsigned)CONNECTIONS_MAX, MHD_OPTION_CONNECTION_TIMEOUT, 30U, MHD_OPTION_END);
    if (d == NULL) {
        return 1;
    }
    for (;;) {
        (void)pause();
    }
}
