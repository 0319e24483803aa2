/* list_fcgi - the least program that serves the list page from SQLite with libfcgi: row 3's baseline.
 *   list_fcgi DATABASE SOCKET ROWS HEAD_BYTES   (serves until it is killed) */
#include <fcgiapp.h>
#include <pthread.h>
#include <sys/stat.h>

#include "list_page.h"

enum { THREADS = 8, BACKLOG = 1024 };

static const char *database;
static int listening;
static int rows;
static size_t head_len;

static void *serve(void *unused)
{
    struct list_page *page = list_page_open(database, head_len);
    FCGX_Request rq;
    (void)FCGX_InitRequest(&rq, listening, 0);
    while (FCGX_Accept_r(&rq) == 0) {
        list_page_render(page, rows);
        (void)FCGX_FPrintF(rq.out,
                           "Status: 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n",
                           (int)page->len);
        (void)FCGX_PutStr(page->bytes, (int)page->len, rq.out);
        FCGX_Finish_r(&rq);
    }
    return unused;
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        (void)fprintf(stderr, "usage: list_fcgi DATABASE SOCKET ROWS HEAD_BYTES\n");
        return 2;
    }
    database = argv[1];
    rows = (int)strtol(argv[3], NULL, 10);
    head_len = (size_t)strtol(argv[4], NULL, 10);
    list_page_make_table(database);
    if (FCGX_Init() != 0 || (listening = FCGX_OpenSocket(argv[2], BACKLOG)) < 0 || chmod(argv[2], 0666) != 0) {
        return 1;
    }
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        if (pthread_create(&threads[i], NULL, serve, NULL) != 0) {
            return 1;
        }
    }
    for (int i = 0; i < THREADS; i++) {
        (void)pthread_join(threads[i], NULL);
    }
    return 0;
}
