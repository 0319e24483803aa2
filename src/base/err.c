/* err.c */
#include "base/err.h"

static const struct {
    int status;
    const char *name;
} about[ERR__COUNT] = {
    [OK] = {200, "ok"},
    [ERR_INVALID] = {422, "invalid"},
    [ERR_MALFORMED] = {400, "malformed"},
    [ERR_DENIED] = {403, "denied"},
    [ERR_SIGNED_OUT] = {303, "signed_out"},
    [ERR_CLOSED] = {423, "closed"},
    [ERR_NOT_FOUND] = {404, "not_found"},
    [ERR_METHOD] = {405, "method"},
    [ERR_CONFLICT] = {409, "conflict"},
    [ERR_TOO_LARGE] = {413, "too_large"},
    [ERR_TOO_MANY] = {429, "too_many"},
    [ERR_MISDIRECTED] = {421, "misdirected"},
    [ERR_BUSY] = {503, "busy"},
    [ERR_FULL] = {507, "full"},
    [ERR_INTERNAL] = {500, "internal"},
};

int err_http_status(enum err e)
{
    return e >= OK && e < ERR__COUNT ? about[e].status : 500;
}

const char *err_name(enum err e)
{
    return e >= OK && e < ERR__COUNT ? about[e].name : "internal";
}
