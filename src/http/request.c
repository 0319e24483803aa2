/* request.c */
#include "http/request.h"

#include <string.h>

const char *fields_get(const struct fields *f, const char *name)
{
    for (size_t i = 0; i < f->list_len; i++) {
        if (strcmp(f->list[i].name, name) == 0) {
            return f->list[i].value;
        }
    }
    return NULL;
}

const char *fields_text(const struct fields *f, const char *name)
{
    const char *value = fields_get(f, name);
    return value == NULL ? "" : value;
}

bool fields_has(const struct fields *f, const char *name)
{
    return fields_get(f, name) != NULL;
}

const struct upload *request_upload(const struct request *rq, const char *name)
{
    for (size_t i = 0; i < rq->uploads_len; i++) {
        if (strcmp(rq->uploads[i].name, name) == 0) {
            return &rq->uploads[i];
        }
    }
    return NULL;
}
