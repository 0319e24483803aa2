/* listener.c */
#include "http/listener.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"

enum { HOST_MAX = 255, SOCKET_MODE = 0660, PORT_MAX = 65535 };

static enum err listener_failure(int number, const char *what)
{
    if (number == EADDRINUSE) {
        return ERR_CONFLICT;
    }
    if (number == EACCES || number == EPERM || number == EADDRNOTAVAIL) {
        return ERR_DENIED;
    }
    char reason[128];
    if (strerror_r(number, reason, sizeof reason) != 0) {
        reason[0] = '\0';
    }
    return FAIL("listener %s: %s", what, reason);
}

/* "[::1]:80" and "127.0.0.1:80" to host and port. */
static enum err address_split(const char *address, char host[HOST_MAX + 1], const char **ret_port)
{
    const char *colon = strrchr(address, ':');
    int64_t number = 0;
    if (colon == NULL || text_to_int(colon + 1, 0, PORT_MAX, &number) != OK) {
        return ERR_INVALID;
    }
    const char *start = address;
    const char *end = colon;
    if (*start == '[') {
        start++;
        end--;
        if (end < start || *end != ']') {
            return ERR_INVALID;
        }
    } else if (memchr(start, ':', (size_t)(end - start)) != NULL) {
        return ERR_INVALID; /* an IPv6 address without its brackets */
    }
    if (end == start || end - start > HOST_MAX) {
        return ERR_INVALID;
    }
    memcpy(host, start, (size_t)(end - start));
    host[end - start] = '\0';
    *ret_port = colon + 1;
    return OK;
}

static enum err tcp_open(const struct addrinfo *ai, int *ret_fd)
{
    int fd = socket(ai->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return listener_failure(errno, "socket");
    }
    const int on = 1;
    const int off = 0;
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (ai->ai_family == AF_INET6) {
        (void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    }
    if (bind(fd, ai->ai_addr, ai->ai_addrlen) != 0 || listen(fd, LISTENER_BACKLOG) != 0) {
        enum err e = listener_failure(errno, "bind");
        (void)close(fd);
        return e;
    }
    *ret_fd = fd;
    return OK;
}

enum err listener_tcp(const char *address, int *ret_fd)
{
    char host[HOST_MAX + 1];
    const char *port = NULL;
    TRY(address_split(address, host, &port));
    const struct addrinfo want = {.ai_flags = AI_PASSIVE | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    if (getaddrinfo(host, port, &want, &found) != 0 || found == NULL) {
        return ERR_INVALID;
    }
    enum err e = tcp_open(found, ret_fd);
    freeaddrinfo(found);
    return e;
}

/* Removes a socket that nobody answers on. */
static enum err stale_remove(const struct sockaddr_un *at)
{
    struct stat st;
    if (lstat(at->sun_path, &st) != 0) {
        return errno == ENOENT ? OK : listener_failure(errno, "stat");
    }
    if (!S_ISSOCK(st.st_mode)) {
        return ERR_CONFLICT;
    }
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) {
        return listener_failure(errno, "socket");
    }
    int connected = connect(fd, (const struct sockaddr *)at, sizeof *at);
    int number = errno;
    (void)close(fd);
    if (connected == 0 || number != ECONNREFUSED) {
        return number == EACCES && connected != 0 ? ERR_DENIED : ERR_CONFLICT;
    }
    return unlink(at->sun_path) == 0 ? OK : listener_failure(errno, "unlink");
}

enum err listener_unix(const char *path, int *ret_fd)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    if (strlen(path) == 0 || strlen(path) >= sizeof at.sun_path) {
        return ERR_INVALID;
    }
    memcpy(at.sun_path, path, strlen(path));
    TRY(stale_remove(&at));
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return listener_failure(errno, "socket");
    }
    /* The mode is set before the name exists, so that there is no moment in which it is wider; and again after, because
     * the umask may have made it narrower. */
    if (fchmod(fd, SOCKET_MODE) != 0 || bind(fd, (const struct sockaddr *)&at, sizeof at) != 0 ||
        chmod(path, SOCKET_MODE) != 0 || listen(fd, LISTENER_BACKLOG) != 0) {
        enum err e = listener_failure(errno, "bind");
        (void)close(fd);
        return e;
    }
    *ret_fd = fd;
    return OK;
}

uint16_t listener_port(int fd)
{
    struct sockaddr_storage at = {0};
    socklen_t len = sizeof at;
    if (getsockname(fd, (struct sockaddr *)&at, &len) != 0) {
        return 0;
    }
    if (at.ss_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, &at, sizeof v4);
        return ntohs(v4.sin_port);
    }
    if (at.ss_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, &at, sizeof v6);
        return ntohs(v6.sin6_port);
    }
    return 0;
}
