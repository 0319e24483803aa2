/* image_pages.c - a picture of a nomination, for those who may see the nomination. */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "media/media.h"
#include "pages/pages.h"
#include "pages/section_pages.h"
#include "store/db.h"
#include "store/value_list.h"
#include "web/web.h"

/* Whether the name is one of the list's pictures, or the small one of such. */
static enum err find_image(struct web *w, const struct value_list *values, const char *sha, struct media_row *ret)
{
    for (size_t i = 0; i < w->round->fields_len; i++) {
        const struct form_field *f = &w->round->fields[i];
        const char *value = f->type == FORM_IMAGE ? value_get(values, f->ident, 0) : "";
        if (*value == '\0') {
            continue;
        }
        enum err e = media_row_get(w->db, w->arena, image_sha(w->arena, value), ret);
        if (e == OK && (strcmp(ret->sha256, sha) == 0 || strcmp(ret->thumb, sha) == 0)) {
            return OK;
        }
        if (e != OK && e != ERR_NOT_FOUND) {
            return e;
        }
    }
    return ERR_NOT_FOUND;
}

/* In the draft, or in the version that was submitted. */
static enum err image_of_path(struct web *w, struct media_row *ret)
{
    struct nomination n;
    struct value_list values;
    struct version ver;
    TRY(nomination_of_path(w, &n));
    if (w->actor.role == ROLE_UNIT) { /* a draft is its unit's alone, also while it is returned for revision */
        TRY(draft_values(w->db, w->arena, n.id, &values));
        enum err e = find_image(w, &values, w->parts[1], ret);
        if (e != ERR_NOT_FOUND || n.version_no == 0) {
            return e;
        }
    }
    TRY(version_get(w->db, w->arena, n.id, n.version_no, &ver, &values));
    return find_image(w, &values, w->parts[1], ret);
}

enum err image_page(struct web *w)
{
    struct media_row row;
    const unsigned char *bytes = NULL;
    size_t len = 0;
    TRY(image_of_path(w, &row));
    TRY(media_read(w->app->media, w->parts[1], MEDIA_TRUST, w->arena, &bytes, &len));
    bool is_png = len > 1 && bytes[0] == 0x89;
    web_download(w, is_png ? "image/png" : "image/jpeg", is_png ? "image.png" : "image.jpg", bytes, len);
    return OK;
}
