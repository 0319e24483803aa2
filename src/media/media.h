/* media.h - uploaded pictures and PDFs: looked at only in a confined child, kept under the name of their own SHA-256.
 */
#ifndef MEDIA_MEDIA_H
#define MEDIA_MEDIA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "media/confine.h"
#include "media/finding.h"
#include "media/sniff.h"

struct arena;
struct media;

struct media_options {
    const char *exe; /* the program started as `EXE image-worker`; "/proc/self/exe" survives an upgrade on disk */
    const char *dir; /* DIR/files; made with mode 0700 when absent (its parent must exist)                      */
    int workers_max; /* children at once, 1-16                                                                  */
    int timeout_ms;  /* for one picture, wall clock; 0: 5500, which answers within 6 s                          */
    int queue_ms;    /* how long a picture waits for its turn before ERR_BUSY; 0: 20000                         */
};

enum { MEDIA_NAME_CHARS = 64 }; /* lower-case hexadecimal SHA-256 */

/* One clean picture, ready to be stored.  Owner: the arena. */
struct media_file {
    enum image_kind kind;
    int width, height;
    const unsigned char *bytes;
    size_t len;
    char sha256[MEDIA_NAME_CHARS + 1];
};

struct media_image {
    enum media_finding finding; /* MEDIA_FINE, else nothing below but the source's size is meaningful       */
    size_t source_len;          /* bytes uploaded                                                           */
    int source_width;           /* pixels as the person sees the picture; 0 when no header could be read    */
    int source_height;
    bool profile_dropped; /* colours may shift: say so beside the picture                                   */
    struct media_file full, thumb;
};

/* One piece of evidence, ready to be stored.  Owner: the arena. */
struct media_document {
    enum media_finding finding; /* MEDIA_FINE, else nothing below but source_len, kind and the source's size counts  */
    enum document_kind kind;    /* of what is kept: a PNG without transparency becomes a JPEG                        */
    size_t source_len;          /* bytes uploaded                                                                    */
    int source_width;           /* pixels of a picture as the person sees it; 0 for a PDF                            */
    int source_height;
    bool profile_dropped;       /* of a picture: colours may shift                                                   */
    int pages;                  /* of a PDF, 1-pages_max; 1 for a picture                                            */
    const unsigned char *bytes; /* a PDF as it was uploaded, byte for byte; a picture upright and without metadata   */
    size_t len;
    int width, height; /* of the kept picture; 0 for a PDF                                                  */
    char sha256[MEDIA_NAME_CHARS + 1];
    struct media_file thumb; /* of a picture; thumb.len 0 for a PDF                                               */
};

/* Opens (and makes) the directory.  The caller owns *ret and calls media_close.
 * ERR_INVALID: an option out of range; ERR_INTERNAL: the directory cannot be made or opened. */
MUST_USE enum err media_open(const struct media_options *o, struct media **ret);
void media_close(struct media *m);

/* Starts a child that only says what holds it, for the log at start and for `jianpin check`.
 * ERR_INTERNAL: the child cannot start or cannot confine itself; then no picture will be taken either. */
MUST_USE enum err media_probe(struct media *m, struct confinement *ret);

/* Looks at `len` bytes of `fd` (read with pread from offset 0; the descriptor's own offset is left alone) and makes
 * the clean picture and its thumbnail.  Slow (up to timeout_ms): call outside the write transaction.  Thread-safe.
 * OK: look at ret->finding; a refused picture is not an error.  ERR_BUSY: no child was free within queue_ms.
 * ERR_INTERNAL: the child could not be started or answered nonsense.  *ret is untouched unless OK. */
MUST_USE enum err media_take_image(struct media *m, int fd, size_t len, const struct image_limits *limits,
                                   struct arena *a, struct media_image *ret);

/* The same for a piece of evidence: PDF, JPEG or PNG by the magic at offset 0, whatever the name and the browser say.
 * A picture is decoded and encoded anew (media_take_image); a PDF is only looked at, and is kept as it was, because
 * seals and signatures on it must stay verifiable.  A PDF is refused when it is damaged (nothing is repaired: a cut
 * file "repaired" loses pages without a word), under a password or restrictions (archives take neither), without pages
 * or with more than pages_max, when it carries scripts, launches, films, sound, 3D, form submission or XFA, or other
 * files (JSON alone passes: our own papers carry their record so, and come back sealed), when anything but white space
 * follows its end, a ZIP archive ends with it or markup stands in its first kilobyte, or when a stream unpacks beyond
 * reason. Limits, slowness, threads and errors as media_take_image.  Then store ret->bytes and, when ret->thumb.len >
 * 0, the thumbnail: TRY(media_store(m, d.bytes, d.len, d.sha256)); if (d.thumb.len > 0) { TRY(media_store(m,
 * d.thumb.bytes, d.thumb.len, d.thumb.sha256)); } The scan of a sealed sheet is such a document: take it with
 * {.bytes_max = ..., .pages_max = ...} instead of media_take_image, keep document_kind_name(d.kind) beside its SHA-256,
 * and send it with document_kind_mime. */
MUST_USE enum err media_take_document(struct media *m, int fd, size_t len, const struct document_limits *limits,
                                      struct arena *a, struct media_document *ret);

/* What a machine can read in a PDF, page by page, for the publish gate (domain/publish_gate.h). */
struct media_pdf_page {
    const char *text; /* UTF-8, in the order in which the page draws it; lines and far apart pieces separated */
    bool has_unread;  /* the page also shows a picture, or letters of which the file does not say what they are */
};
struct media_pdf_text {
    struct media_pdf_page *pages;
    size_t pages_len;
    const char *outside; /* titles, authors, subjects, keywords, bookmarks, notes and other strings of the file that are
                          * not drawn on a page; UTF-8 */
};
enum { MEDIA_PDF_TEXT_MAX = 1024 * 1024 };

/* Reads `len` bytes of a PDF that media_take_document() found fine, in the confined child (media/pdf_text.h says what
 * is read and what is only reported).  Slow: call outside the write transaction.  Thread-safe.  OK; ERR_BUSY: no child
 * was free; ERR_INVALID: it cannot be read after all, or holds more text than MEDIA_PDF_TEXT_MAX; ERR_INTERNAL: as
 * media_take_image.  Owner: the arena. */
MUST_USE enum err media_pdf_text(struct media *m, const void *bytes, size_t len, struct arena *a,
                                 struct media_pdf_text *ret);

/* As media_finding_text. */
const char *media_document_text(struct arena *a, const struct media_document *document,
                                const struct document_limits *limits, const char *filename);

/* The sentence for the person, in Chinese, reason and remedy (ux.md 6); "" for MEDIA_FINE.  `filename` is what the
 * browser said; it is cleaned and shortened here.  Owner: the arena. */
const char *media_finding_text(struct arena *a, const struct media_image *image, const struct image_limits *limits,
                               const char *filename);

/* Keeps the bytes under their SHA-256, which goes to ret_sha256; when OK returns they have survived a power cut, so
 * the row that names them may be committed.  Storing the same bytes again is OK and costs no second file; a damaged
 * file of that name is replaced.  ERR_FULL: no room, nothing kept.  ERR_INTERNAL: the disk refused, nothing kept. */
MUST_USE enum err media_store(struct media *m, const void *bytes, size_t len, char ret_sha256[MEDIA_NAME_CHARS + 1]);

enum media_trust { MEDIA_VERIFY, MEDIA_TRUST };

/* Reads a stored file into the arena.  With MEDIA_VERIFY its SHA-256 is computed again.
 * ERR_NOT_FOUND: no such file, or not a name at all.  ERR_INTERNAL: unreadable, or its bytes were altered. */
MUST_USE enum err media_read(struct media *m, const char *sha256, enum media_trust trust, struct arena *a,
                             const unsigned char **ret_bytes, size_t *ret_len);

/* True when a row names this file; true also when unsure, because a swept file is gone. */
typedef bool media_is_referenced(void *context, const char *sha256);

/* Removes files untouched for `hours` that nothing names, and abandoned temporary files of that age.  Age is by the
 * machine's clock, as the files' own times are.  A file stored again meanwhile is safe: storing touches it.
 * *ret_removed counts them.  ERR_INTERNAL: the directory cannot be read; what was removed stays removed. */
MUST_USE enum err media_sweep(struct media *m, int hours, media_is_referenced *is_referenced, void *context,
                              size_t *ret_removed);

#endif
