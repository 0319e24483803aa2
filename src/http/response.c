/* response.c */
#include "http/response.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "http/header_value.h"

static bool is_sendable(const char *name, const char *value)
{
    if (name == NULL || value == NULL || !is_token(name, strlen(name)) || strpbrk(value, "\r\n") != NULL) {
        log_line("error", "event=header_dropped name=%s", name == NULL ? "" : name);
        return false;
    }
    return true;
}

void response_header(struct response *rs, const char *name, const char *value)
{
    if (!is_sendable(name, value)) {
        return;
    }
    if (rs->headers_len == RESPONSE_HEADERS_MAX) {
        log_line("error", "event=header_dropped reason=too_many name=%s", name);
        return;
    }
    rs->headers[rs->headers_len++] = (struct header){name, value};
}

void response_header_set(struct response *rs, const char *name, const char *value)
{
    for (size_t i = 0; i < rs->headers_len; i++) {
        if (strcasecmp(rs->headers[i].name, name) == 0) {
            if (is_sendable(name, value)) {
                rs->headers[i].value = value;
            }
            return;
        }
    }
    response_header(rs, name, value);
}

/* The words libmicrohttpd sends, so that both doors say the same. */
static const struct {
    int status;
    const char *reason;
} reasons[] = {
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {423, "Locked"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {507, "Insufficient Storage"},
};

const char *status_reason(int status)
{
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        if (reasons[i].status == status) {
            return reasons[i].reason;
        }
    }
    return "Status";
}
