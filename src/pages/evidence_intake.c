/* evidence_intake.c - a file that was sent becomes an attachment, or a sentence that says what to do. */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "media/media.h"
#include "pages/evidence_pages.h"
#include "pages/section_pages.h"
#include "store/return_store.h"
#include "web/web.h"

enum err evidence_nomination(struct web *w, struct nomination *ret)
{
    TRY(nomination_of_path(w, ret));
    struct nomination_facts facts = nomination_facts_of(ret);
    struct revision revision;
    TRY(may_keep_draft(&w->actor, &facts));
    TRY(revision_of(w->db, w->arena, ret, &revision));
    return revision_opens_attachments(&revision) ? OK : ERR_CONFLICT;
}

enum err evidence_keep(struct web *w, struct media_document *d, struct evidence_file *ret)
{
    TRY(media_store(w->app->media, d->bytes, d->len, d->sha256));
    if (d->thumb.len > 0) {
        TRY(media_store(w->app->media, d->thumb.bytes, d->thumb.len, d->thumb.sha256));
    }
    bool is_pdf = d->kind == DOCUMENT_PDF;
    *ret =
        (struct evidence_file){.sha256 = arena_copy(w->arena, d->sha256, strlen(d->sha256)),
                               .media_kind = document_kind_name(d->kind),
                               .byte_count = (int64_t)d->len,
                               .pages = is_pdf ? d->pages : 0,
                               .width = d->width,
                               .height = d->height,
                               .thumb = is_pdf ? "" : arena_copy(w->arena, d->thumb.sha256, strlen(d->thumb.sha256))};
    return OK;
}

enum err evidence_take(struct web *w, const struct evidence_rules *rules, int fd, size_t len,
                       struct evidence_taken *ret)
{
    const struct evidence_kind *kind = evidence_kind_of(rules, ret->is.kind);
    if (kind == NULL) {
        return ERR_INVALID;
    }
    struct document_limits limits = {.bytes_max = (size_t)rules->file_bytes_max,
                                     .pictures_only = kind->is_pictures,
                                     .keeps_png = !kind->is_pictures};
    struct media_document *d = ARENA_NEW(w->arena, struct media_document);
    ret->is.byte_count = (int64_t)len;
    TRY(media_take_document(w->app->media, fd, len, &limits, w->arena, d));
    if (d->finding != MEDIA_FINE) {
        ret->refusal = media_document_text(w->arena, d, &limits, ret->is.name);
        return OK;
    }
    struct evidence_picture picture = {d->source_width, d->source_height, (int64_t)len};
    ret->refusal = d->kind == DOCUMENT_PDF ? NULL : evidence_too_small(w->arena, kind, ret->is.name, &picture);
    return ret->refusal != NULL ? OK : evidence_keep(w, d, &ret->is.file);
}

static bool is_held(const struct evidence_list *list, const struct evidence_new *x)
{
    for (size_t i = 0; i < list->len; i++) {
        if (strcmp(list->items[i].kind, x->kind) == 0 && strcmp(list->items[i].file.sha256, x->file.sha256) == 0) {
            return true;
        }
    }
    return false;
}

enum err evidence_attach(struct web *w, const struct nomination *n, const struct evidence_rules *rules,
                         const struct evidence_new *x, const char **ret_refusal)
{
    struct evidence_list list;
    const char *ref = "";
    *ret_refusal = NULL;
    TRY(evidence_of_draft(w->db, w->arena, n->id, &list));
    if (!is_held(&list, x)) { /* the same file again changes nothing, however full it is */
        struct evidence_held_list held = evidence_held_of(w->arena, &list);
        struct evidence_offer offer = {x->kind, x->name, x->replaces, x->byte_count};
        *ret_refusal = evidence_refusal(w->arena, rules, &held, &offer);
        if (*ret_refusal != NULL) {
            return OK;
        }
    }
    struct writing by = {w->db, w->app->random, w->arena, &w->who};
    return evidence_add(&by, n, x, &ref);
}
