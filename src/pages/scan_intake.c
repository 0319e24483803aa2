/* scan_intake.c */
#include "pages/scan_intake.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "media/media.h"
#include "pages/evidence_pages.h"
#include "pages/pages.h"
#include "store/evidence_store.h"
#include "web/web.h"

enum { SCAN_BYTES_MAX = 10 * 1024 * 1024, SCAN_PAGES_MAX = 30 };

const char scan_help[] = "JPG、PNG 图片或者 PDF，不超过 10 MB";

static const struct document_limits limits = {.bytes_max = SCAN_BYTES_MAX, .pages_max = SCAN_PAGES_MAX};

struct field_view scan_field(struct arena *a, const struct typed *t)
{
    struct field_view f = line_field(a, t, "");
    f.is_text = false;
    f.is_file = true;
    f.accept = ".jpg,.jpeg,.png,.pdf";
    f.file_max = SCAN_BYTES_MAX;
    return f;
}

/* One that was sent; w->prepared. */
struct scan {
    struct media_document document;
    struct evidence_file file; /* when it is kept */
};

enum err scan_prepare(struct web *w)
{
    const struct upload *u = request_upload(w->rq, "scan");
    if (u == NULL) {
        return OK;
    }
    struct scan *s = ARENA_NEW(w->arena, struct scan);
    w->prepared = s;
    TRY(media_take_document(w->app->media, u->fd, u->len, &limits, w->arena, &s->document));
    return s->document.finding == MEDIA_FINE ? evidence_keep(w, &s->document, &s->file) : OK;
}

const char *scan_refusal(struct web *w, bool is_wanted)
{
    const struct scan *s = w->prepared;
    const struct upload *u = request_upload(w->rq, "scan");
    if (s == NULL) {
        return is_wanted ? "请选择盖章件的扫描图或者 PDF" : NULL;
    }
    bool is_fine = s->document.finding == MEDIA_FINE;
    return is_fine ? NULL : media_document_text(w->arena, &s->document, &limits, u == NULL ? "" : u->filename);
}

enum err scan_keep(struct web *w, const char **ret_sha256)
{
    const struct scan *s = w->prepared;
    *ret_sha256 = "";
    if (s == NULL) {
        return OK;
    }
    *ret_sha256 = s->file.sha256;
    return evidence_file_add(w->db, &s->file, w->now);
}

enum err scan_send(struct web *w, const char *sha256, const char *name)
{
    const unsigned char *bytes = NULL;
    size_t len = 0;
    TRY(media_read(w->app->media, sha256, MEDIA_TRUST, w->arena, &bytes, &len));
    enum document_kind kind = sniff_document(bytes, len);
    web_download(w, document_kind_mime(kind), text_format(w->arena, "%s.%s", name, document_kind_ending(kind)), bytes,
                 len);
    return OK;
}
