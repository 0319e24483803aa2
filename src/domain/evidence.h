/* evidence.h - what may be attached to a nomination: types, counts, sizes, captions (handbook 1.2, fields 35 and 36).
 * The numbers are the round's (tables attachment_kind and round_setting); this judges, and says what to do. */
#ifndef DOMAIN_EVIDENCE_H
#define DOMAIN_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* One type: 制度, 照片, 媒体 ... */
struct evidence_kind {
    const char *ident, *label, *help;
    bool is_pictures; /* JPG and PNG alone */
    int caption_max;  /* 字; 0: it has no captions */
    int files_min;    /* fewer than these, but not none, is said; never refused */
    int files_max;
    int edge_min;          /* pixels of the long edge; 0: any size */
    int64_t bytes_instead; /* a file of so many bytes need not have them; 0: no exception */
};

struct evidence_rules {
    const struct evidence_kind *kinds;
    size_t kinds_len;
    int files_max;
    int64_t file_bytes_max, total_bytes_max;
};

/* A file that is attached already. */
struct evidence_held {
    const char *ref, *kind;
    int64_t byte_count; /* as it was sent */
};
struct evidence_held_list {
    const struct evidence_held *items;
    size_t len;
};

/* A file that is about to be. */
struct evidence_offer {
    const char *kind, *name;
    const char *replaces; /* ref of the one whose place it takes; "" */
    int64_t byte_count;
};

/* NULL when the round has no such type. */
const struct evidence_kind *evidence_kind_of(const struct evidence_rules *rules, const char *ident);

/* Why it is not taken and what to do, by the file's own name (ux.md 6); NULL when it may be.  Judges name, size and
 * counts; the bytes themselves are looked at elsewhere.  Exactly at a limit is inside.  Owner: the arena. */
const char *evidence_refusal(struct arena *a, const struct evidence_rules *rules, const struct evidence_held_list *held,
                             const struct evidence_offer *offer);

/* A picture of these pixels and bytes is too small for its type; NULL when it is not. */
struct evidence_picture {
    int width, height;
    int64_t byte_count;
};
const char *evidence_too_small(struct arena *a, const struct evidence_kind *kind, const char *name,
                               const struct evidence_picture *picture);

/* Why the caption is not taken; NULL when it may be. */
const char *evidence_caption_refusal(struct arena *a, const struct evidence_kind *kind, const char *caption);

/* What is said where there are some of that type, but fewer than are asked; NULL otherwise. */
const char *evidence_too_few(struct arena *a, const struct evidence_kind *kind, size_t count);

/* How many of that type are held. */
size_t evidence_count(const struct evidence_held_list *held, const char *kind);
int64_t evidence_bytes(const struct evidence_held_list *held);

/* The file's own name as it is kept: without folders, on one line, at most 120 characters, never "". */
const char *evidence_name(struct arena *a, const char *said);

/* The name under which it is handed out: the ending says what the bytes are ("jpeg", "png", "pdf"), whatever it said.
 */
const char *evidence_download_name(struct arena *a, const char *name, const char *media_kind);

/* "2.4 MB", "356 KB"; rounded up, so that nothing over a limit reads as the limit. */
const char *byte_text(struct arena *a, int64_t byte_count);

#endif
