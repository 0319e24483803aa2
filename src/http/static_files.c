/* static_files.c */
#include "http/static_files.h"

#include <string.h>

#include "http/negotiate.h"
#include "http/request.h"
#include "http/response.h"
#include "static_assets.h"

static const struct static_asset *asset_at(const char *path)
{
    for (size_t i = 0; i < static_assets_len; i++) {
        if (strcmp(static_assets[i].url, path) == 0) {
            return &static_assets[i];
        }
    }
    return NULL;
}

bool static_files_serve(const struct request *rq, struct response *rs)
{
    const struct static_asset *asset = asset_at(rq->path);
    if (asset == NULL) {
        return false;
    }
    bool is_packed = asset->gzip != NULL && accepts_gzip(rq->accept_encoding);
    const char *etag = is_packed ? asset->gzip_etag : asset->etag;
    response_header(rs, "Content-Type", asset->content_type);
    /* The URL names the content, so it never changes behind it. */
    response_header(rs, "Cache-Control", "public, max-age=31536000, immutable");
    response_header(rs, "ETag", etag);
    response_header(rs, "X-Content-Type-Options", "nosniff");
    if (asset->gzip != NULL) {
        response_header(rs, "Vary", "Accept-Encoding");
    }
    if (is_packed) {
        response_header(rs, "Content-Encoding", "gzip");
    }
    rs->status = etag_matches(rq->if_none_match, etag) ? 304 : 200;
    rs->body = (const char *)(is_packed ? asset->gzip : asset->bytes);
    rs->body_len = is_packed ? asset->gzip_len : asset->len;
    return true;
}
