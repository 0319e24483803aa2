/* pdf.c - libqpdf reads the objects; what they say is judged here, object by object. */
#include "media/pdf.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <qpdf/qpdf-c.h>

#include "base/text.h"
#include "media/inflate.h"
#include "media/polyglot.h"

enum { HEAD_BYTES = 1024, PIXELS_MAX = 200 * 1000 * 1000, FILTERS_MAX = 4 };

/* What an object was already looked at for. */
enum { SEEN_BY_REFERENCE = 1, SEEN_AS_PAGE = 2 };

/* A container whose parts wait to be looked at; the handle is ours. */
struct waiting {
    qpdf_oh oh;
    unsigned depth;
};

struct look {
    qpdf_data q;
    int objects;         /* identifiers are below it         */
    unsigned char *seen; /* SEEN_ bits by identifier         */
    struct waiting *waiting;
    size_t waiting_len;
    size_t waiting_room;
    uint64_t streams; /* bytes, unpacked                  */
    uint64_t images;
    enum media_finding finding; /* the first one that is not fine   */
};

static void find(struct look *l, enum media_finding finding)
{
    if (l->finding == MEDIA_FINE) {
        l->finding = finding;
    }
}

/* --- what may wait --- */

/* Takes the handle over. */
static void wait_for_turn(struct look *l, qpdf_oh oh, unsigned depth)
{
    if (depth > PDF_DEPTH_MAX) {
        find(l, MEDIA_UNREADABLE);
    }
    if (l->finding == MEDIA_FINE && l->waiting_len == l->waiting_room) {
        size_t room = l->waiting_room * 2 + 64;
        struct waiting *grown = realloc(l->waiting, room * sizeof(*grown));
        if (grown == NULL) {
            find(l, MEDIA_UNPACKS);
        } else {
            l->waiting = grown;
            l->waiting_room = room;
        }
    }
    if (l->finding != MEDIA_FINE) {
        qpdf_oh_release(l->q, oh);
        return;
    }
    l->waiting[l->waiting_len++] = (struct waiting){oh, depth};
}

static void forget_waiting(struct look *l)
{
    while (l->waiting_len > 0) {
        qpdf_oh_release(l->q, l->waiting[--l->waiting_len].oh);
    }
}

/* --- names that make something run --- */

static bool is_one_of(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void judge_name(struct look *l, qpdf_oh name)
{
    static const char *const active[] = {"/JavaScript", "/Launch",     "/RichMedia",  "/Rendition", "/Movie",
                                         "/Sound",      "/SubmitForm", "/ImportData", "/GoToE",     "/3D"};
    if (is_one_of(qpdf_oh_get_name(l->q, name), active, sizeof(active) / sizeof(active[0]))) {
        find(l, MEDIA_ACTIVE);
    }
}

/* A key counts by its value: a font may be called /JS, but is then a dictionary. */
static void judge_key(struct look *l, const char *key, qpdf_oh value)
{
    static const char *const active[] = {"/JavaScript", "/XFA", "/RichMediaContent"};
    if (strcmp(key, "/JS") == 0 && (qpdf_oh_is_string(l->q, value) || qpdf_oh_is_stream(l->q, value))) {
        find(l, MEDIA_ACTIVE);
    }
    if (is_one_of(key, active, sizeof(active) / sizeof(active[0])) && !qpdf_oh_is_null(l->q, value)) {
        find(l, MEDIA_ACTIVE);
    }
}

/* --- files inside --- */

static bool is_json_text(const unsigned char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (bytes[i] < ' ' && bytes[i] != '\t' && bytes[i] != '\n' && bytes[i] != '\r') {
            return false;
        }
    }
    return len > 0 && len <= PDF_RECORD_MAX && bytes[0] == '{' && utf8_is_valid((const char *)bytes, len);
}

/* The record that our own papers carry: nothing opens it by itself, and no program takes it for more than text. */
static bool is_record(struct look *l, qpdf_oh stream)
{
    unsigned char *bytes = NULL;
    size_t len = 0;
    QPDF_BOOL is_decoded = QPDF_FALSE;
    if (!qpdf_oh_is_stream(l->q, stream)) {
        return false;
    }
    QPDF_ERROR_CODE status = qpdf_oh_get_stream_data(l->q, stream, qpdf_dl_generalized, &is_decoded, &bytes, &len);
    bool is_json = status == QPDF_SUCCESS && is_decoded && is_json_text(bytes, len);
    free(bytes); /* there may be some even where the status is bad */
    return is_json;
}

/* The files of one file specification: all its streams, under whatever key. */
static void judge_files(struct look *l, qpdf_oh files)
{
    static const char *const keys[] = {"/F", "/UF", "/DOS", "/Mac", "/Unix"};
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        qpdf_oh file = qpdf_oh_get_key(l->q, files, keys[i]);
        if (!qpdf_oh_is_null(l->q, file) && !is_record(l, file)) {
            find(l, MEDIA_CARRIES_FILES);
        }
        qpdf_oh_release(l->q, file);
    }
}

/* --- how large a stream becomes --- */

struct packing {
    int deflaters; /* filters that can blow up */
    bool is_plain_deflate;
};

static bool is_filter(struct look *l, qpdf_oh filter, const char *name, const char *short_name)
{
    return qpdf_oh_is_name_and_equals(l->q, filter, name) || qpdf_oh_is_name_and_equals(l->q, filter, short_name);
}

static void count_filter(struct look *l, qpdf_oh filter, bool is_first, struct packing *p)
{
    bool is_deflate = is_filter(l, filter, "/FlateDecode", "/Fl");
    p->deflaters += is_deflate || is_filter(l, filter, "/LZWDecode", "/LZW") ? 1 : 0;
    p->is_plain_deflate = p->is_plain_deflate || (is_deflate && is_first);
}

/* False: more filters than anyone needs. */
static bool read_packing(struct look *l, qpdf_oh dict, struct packing *ret)
{
    qpdf_oh filter = qpdf_oh_get_key(l->q, dict, "/Filter");
    int count = qpdf_oh_is_array(l->q, filter) ? qpdf_oh_get_array_n_items(l->q, filter) : 0;
    *ret = (struct packing){0};
    if (count == 0) {
        count_filter(l, filter, true, ret);
    }
    for (int i = 0; i < count && i <= FILTERS_MAX; i++) {
        qpdf_oh one = qpdf_oh_get_array_item(l->q, filter, i);
        count_filter(l, one, i == 0, ret);
        qpdf_oh_release(l->q, one);
    }
    qpdf_oh_release(l->q, filter);
    return count <= FILTERS_MAX && ret->deflaters <= 1;
}

/* 0 when there is no such number. */
static uint64_t number_at(struct look *l, qpdf_oh dict, const char *key)
{
    long long value = 0;
    qpdf_oh oh = qpdf_oh_get_key(l->q, dict, key);
    bool is_number = qpdf_oh_get_value_as_longlong(l->q, oh, &value) == QPDF_TRUE;
    qpdf_oh_release(l->q, oh);
    return is_number && value > 0 ? (uint64_t)value : 0;
}

static bool is_image(struct look *l, qpdf_oh dict)
{
    qpdf_oh subtype = qpdf_oh_get_key(l->q, dict, "/Subtype");
    bool is = qpdf_oh_is_name_and_equals(l->q, subtype, "/Image") == QPDF_TRUE;
    qpdf_oh_release(l->q, subtype);
    return is;
}

/* Bytes of the stream once unpacked, or more than `enough`. */
static uint64_t unpacked_length(struct look *l, qpdf_oh stream, const struct packing *p, uint64_t enough)
{
    unsigned char *bytes = NULL;
    size_t len = 0;
    QPDF_BOOL is_decoded = QPDF_FALSE;
    bool is_odd = p->deflaters > 0 && !p->is_plain_deflate; /* LZW, or text around it: the library unpacks it whole */
    QPDF_ERROR_CODE status =
        qpdf_oh_get_stream_data(l->q, stream, is_odd ? qpdf_dl_generalized : qpdf_dl_none, &is_decoded, &bytes, &len);
    uint64_t unpacked = enough + 1;
    if (status == QPDF_SUCCESS) {
        unpacked = p->is_plain_deflate ? inflated_length(bytes, len, enough) : len;
    }
    free(bytes);
    return unpacked;
}

static void weigh(struct look *l, qpdf_oh stream, qpdf_oh dict)
{
    struct packing p;
    bool is_picture = is_image(l, dict);
    uint64_t width = number_at(l, dict, "/Width");
    uint64_t height = number_at(l, dict, "/Height");
    if (!read_packing(l, dict, &p) ||
        (is_picture && (width > PIXELS_MAX || height > PIXELS_MAX || width * height > PIXELS_MAX))) {
        find(l, MEDIA_UNPACKS);
        return;
    }
    uint64_t enough = is_picture ? PDF_IMAGE_MAX : PDF_STREAM_MAX;
    uint64_t *total = is_picture ? &l->images : &l->streams;
    uint64_t unpacked = unpacked_length(l, stream, &p, enough);
    *total += unpacked;
    if (unpacked > enough || l->streams > PDF_STREAMS_MAX || l->images > PDF_IMAGES_MAX) {
        find(l, MEDIA_UNPACKS);
    }
}

/* --- one object and what is written in it --- */

/* An object elsewhere has its own turn by its number; one with a generation is not found by number alone. */
static void note_reference(struct look *l, qpdf_oh oh, unsigned depth)
{
    int id = qpdf_oh_get_object_id(l->q, oh);
    if (id < 1 || id >= l->objects) {
        find(l, MEDIA_UNREADABLE);
    } else if (qpdf_oh_get_generation(l->q, oh) > 0 && (l->seen[id] & SEEN_BY_REFERENCE) == 0) {
        l->seen[id] |= SEEN_BY_REFERENCE;
        wait_for_turn(l, oh, depth);
        return;
    }
    qpdf_oh_release(l->q, oh);
}

/* Takes the handle over. */
static void look_at_part(struct look *l, qpdf_oh oh, unsigned depth)
{
    if (qpdf_oh_is_indirect(l->q, oh)) {
        note_reference(l, oh, 0);
    } else if (qpdf_oh_is_array(l->q, oh) || qpdf_oh_is_dictionary(l->q, oh)) {
        wait_for_turn(l, oh, depth);
    } else {
        if (qpdf_oh_is_name(l->q, oh)) {
            judge_name(l, oh);
        }
        qpdf_oh_release(l->q, oh);
    }
}

static void look_at_array(struct look *l, qpdf_oh array, unsigned depth)
{
    int count = qpdf_oh_get_array_n_items(l->q, array);
    for (int i = 0; i < count && l->finding == MEDIA_FINE; i++) {
        look_at_part(l, qpdf_oh_get_array_item(l->q, array, i), depth + 1);
    }
}

static void look_at_dict(struct look *l, qpdf_oh dict, unsigned depth)
{
    qpdf_oh_begin_dict_key_iter(l->q, dict);
    while (l->finding == MEDIA_FINE && qpdf_oh_dict_more_keys(l->q)) {
        const char *key = qpdf_oh_dict_next_key(l->q);
        qpdf_oh value = qpdf_oh_get_key(l->q, dict, key);
        judge_key(l, key, value);
        if (strcmp(key, "/EF") == 0 && qpdf_oh_is_dictionary(l->q, value)) {
            judge_files(l, value);
        }
        look_at_part(l, value, depth + 1);
    }
}

static void look_at_stream(struct look *l, qpdf_oh stream)
{
    qpdf_oh dict = qpdf_oh_get_dict(l->q, stream);
    qpdf_oh type = qpdf_oh_get_key(l->q, dict, "/Type");
    bool is_file = qpdf_oh_is_name_and_equals(l->q, type, "/EmbeddedFile") == QPDF_TRUE;
    weigh(l, stream, dict);
    if (l->finding == MEDIA_FINE && is_file && !is_record(l, stream)) {
        find(l, MEDIA_CARRIES_FILES);
    }
    qpdf_oh_release(l->q, type);
    wait_for_turn(l, dict, 0);
}

static void look_at(struct look *l, qpdf_oh oh, unsigned depth)
{
    if (qpdf_oh_is_stream(l->q, oh)) {
        look_at_stream(l, oh);
    } else if (qpdf_oh_is_dictionary(l->q, oh)) {
        look_at_dict(l, oh, depth);
    } else if (qpdf_oh_is_array(l->q, oh)) {
        look_at_array(l, oh, depth);
    } else if (qpdf_oh_is_name(l->q, oh)) {
        judge_name(l, oh);
    }
}

/* Takes the handle over. */
static void look_through(struct look *l, qpdf_oh oh)
{
    wait_for_turn(l, oh, 0);
    while (l->waiting_len > 0 && l->finding == MEDIA_FINE) {
        struct waiting next = l->waiting[--l->waiting_len];
        look_at(l, next.oh, next.depth);
        qpdf_oh_release(l->q, next.oh);
    }
    forget_waiting(l);
}

/* --- pages --- */

/* A node of the tree: its children wait, or it is a page.  Takes nothing over. */
static void count_node(struct look *l, qpdf_oh node, unsigned depth, int *pages)
{
    int id = qpdf_oh_get_object_id(l->q, node);
    if (!qpdf_oh_is_dictionary(l->q, node) || id < 0 || id >= l->objects || (l->seen[id] & SEEN_AS_PAGE) != 0) {
        find(l, MEDIA_UNREADABLE); /* not a node, or a node that contains itself */
        return;
    }
    l->seen[id] |= id > 0 ? SEEN_AS_PAGE : 0;
    qpdf_oh kids = qpdf_oh_get_key(l->q, node, "/Kids");
    bool is_page = !qpdf_oh_is_array(l->q, kids);
    int count = is_page ? 0 : qpdf_oh_get_array_n_items(l->q, kids);
    *pages += is_page ? 1 : 0;
    for (int i = 0; i < count && l->finding == MEDIA_FINE; i++) {
        wait_for_turn(l, qpdf_oh_get_array_item(l->q, kids, i), depth + 1);
    }
    qpdf_oh_release(l->q, kids);
}

static void count_pages(struct look *l, int pages_max, int *ret)
{
    int pages = 0;
    qpdf_oh root = qpdf_get_root(l->q);
    qpdf_oh tree = qpdf_oh_get_key(l->q, root, "/Pages");
    qpdf_oh_release(l->q, root);
    wait_for_turn(l, tree, 0);
    while (l->waiting_len > 0 && l->finding == MEDIA_FINE && pages <= pages_max) {
        struct waiting next = l->waiting[--l->waiting_len];
        count_node(l, next.oh, next.depth, &pages);
        qpdf_oh_release(l->q, next.oh);
    }
    forget_waiting(l);
    if (pages > pages_max) {
        find(l, MEDIA_TOO_MANY_PAGES);
    } else if (pages == 0) {
        find(l, MEDIA_NO_PAGES);
    }
    *ret = pages;
}

/* --- the file --- */

static bool is_space(unsigned char c)
{
    return c == '\0' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

/* By its outside alone: is it whole, and nothing but itself? */
static enum media_finding judge_outside(const unsigned char *bytes, size_t len)
{
    static const char *const active[] = {"/JavaScript", "/RichMedia"};
    static const char mark[] = {'%', '%', 'E', 'O', 'F'};
    size_t end = len;
    while (end > 0 && is_space(bytes[end - 1])) {
        end--;
    }
    if (polyglot_is_archive(bytes, len) || polyglot_has_markup(bytes, len < HEAD_BYTES ? len : HEAD_BYTES)) {
        return MEDIA_TWO_FILES;
    }
    if (end < sizeof(mark) || memcmp(bytes + end - sizeof(mark), mark, sizeof(mark)) != 0) {
        return polyglot_find(bytes, len, len > HEAD_BYTES ? len - HEAD_BYTES : 0, "%%eof") < len ? MEDIA_TWO_FILES
                                                                                                 : MEDIA_TRUNCATED;
    }
    for (size_t i = 0; i < sizeof(active) / sizeof(active[0]); i++) {
        if (polyglot_find(bytes, len, 0, active[i]) < len) {
            return MEDIA_ACTIVE; /* also in a version that a later one covers, and behind a doubled key */
        }
    }
    return MEDIA_FINE;
}

/* What the library could not read it replaces by nothing and only warns: then there is more than we saw. */
static void judge_complaints(struct look *l)
{
    static const char *const sloppy[] = {"stream keyword followed by",     "stream keyword not followed by",
                                         "extraneous whitespace",          "reported number of objects",
                                         "accepting invalid xref table",   "empty object treated as null",
                                         "not one plus the highest object"};
    while (qpdf_more_warnings(l->q)) {
        qpdf_error warning = qpdf_next_warning(l->q);
        const char *text = qpdf_get_error_message_detail(l->q, warning);
        bool is_sloppy = false;
        for (size_t i = 0; i < sizeof(sloppy) / sizeof(sloppy[0]); i++) {
            is_sloppy = is_sloppy || strstr(text, sloppy[i]) != NULL;
        }
        if (!is_sloppy) {
            find(l, strstr(text, "bad_alloc") != NULL ? MEDIA_UNPACKS : MEDIA_UNREADABLE);
        }
    }
    qpdf_error error = qpdf_get_error(l->q);
    if (error != NULL) {
        bool is_memory = strstr(qpdf_get_error_message_detail(l->q, error), "bad_alloc") != NULL;
        bool is_locked = qpdf_get_error_code(l->q, error) == qpdf_e_password;
        find(l, is_locked ? MEDIA_LOCKED : is_memory ? MEDIA_UNPACKS : MEDIA_UNREADABLE);
    }
}

static void look_at_objects(struct look *l)
{
    qpdf_oh trailer = qpdf_get_trailer(l->q);
    uint64_t size = number_at(l, trailer, "/Size");
    if (size < 1 || size > PDF_OBJECTS_MAX) {
        find(l, size < 1 ? MEDIA_UNREADABLE : MEDIA_UNPACKS);
        qpdf_oh_release(l->q, trailer);
        return;
    }
    l->objects = (int)size;
    l->seen = calloc(size, 1);
    if (l->seen == NULL) {
        find(l, MEDIA_UNPACKS);
    }
    look_through(l, trailer);
    for (int id = 1; id < l->objects && l->finding == MEDIA_FINE; id++) {
        look_through(l, qpdf_get_object_by_id(l->q, id, 0));
        if (qpdf_has_error(l->q)) {
            judge_complaints(l);
        }
    }
}

static void look_inside(struct look *l, const unsigned char *bytes, size_t len, int pages_max, int *ret_pages)
{
    qpdf_silence_errors(l->q);
    qpdf_set_suppress_warnings(l->q, QPDF_TRUE);
    qpdf_set_attempt_recovery(l->q, QPDF_FALSE);
    (void)qpdf_read_memory(l->q, "pdf", (const char *)bytes, len, NULL);
    judge_complaints(l);
    if (l->finding == MEDIA_FINE && qpdf_is_encrypted(l->q)) {
        find(l, MEDIA_LOCKED);
    }
    if (l->finding == MEDIA_FINE) {
        look_at_objects(l);
    }
    if (l->finding == MEDIA_FINE) {
        count_pages(l, pages_max, ret_pages);
    }
    judge_complaints(l);
}

enum media_finding pdf_look(const unsigned char *bytes, size_t len, int pages_max, int *ret_pages)
{
    *ret_pages = 0;
    struct look l = {.finding = judge_outside(bytes, len)};
    if (l.finding != MEDIA_FINE) {
        return l.finding;
    }
    l.q = qpdf_init();
    if (l.q == NULL) {
        return MEDIA_UNPACKS;
    }
    look_inside(&l, bytes, len, pages_max, ret_pages);
    qpdf_cleanup(&l.q);
    free(l.waiting);
    free(l.seen);
    if (l.finding != MEDIA_FINE) {
        *ret_pages = 0;
    }
    return l.finding;
}
