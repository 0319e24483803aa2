/* worker_call.c - the question, and the answer that is believed in nothing. */
#include "media/worker_call.h"

#include <limits.h>
#include <string.h>

#include <sys/wait.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"
#include "media/child.h"
#include "media/image_worker.h"

static enum talk ask(const struct child *c, const struct worker_question *q)
{
    unsigned char head[WIRE_REQUEST_BYTES];
    size_t len = q->wish == WIRE_PROBE ? 0 : q->len;
    wire_put(head, RQ_MAGIC, WIRE_MAGIC);
    wire_put(head, RQ_WISH, (uint32_t)q->wish);
    wire_put(head, RQ_KEEPS_PNG, q->keeps_png ? 1 : 0);
    wire_put(head, RQ_PAGES_MAX, (uint32_t)q->pages_max);
    wire_put(head, RQ_LEN, (uint32_t)len);
    enum talk said = child_say(c, head, sizeof(head));
    if (said != TALK_DONE) {
        return said;
    }
    return q->bytes != NULL ? child_say(c, q->bytes, len) : child_say_file(c, q->fd, len);
}

/* --- the answer, from a process that an upload may have taken over: nothing in it is believed --- */

static bool file_is_sane(const unsigned char *head, size_t word, int edge_max, struct image_file *ret)
{
    uint32_t kind = wire_get(head, word);
    uint32_t width = wire_get(head, word + 1);
    uint32_t height = wire_get(head, word + 2);
    uint32_t len = wire_get(head, word + 3);
    if ((kind != IMAGE_JPEG && kind != IMAGE_PNG) || width < 1 || width > (uint32_t)edge_max || height < 1 ||
        height > (uint32_t)edge_max || len < SNIFF_BYTES || len > IMAGE_OUTPUT_MAX) {
        return false;
    }
    *ret = (struct image_file){.kind = (enum image_kind)kind, .width = (int)width, .height = (int)height, .len = len};
    return true;
}

static bool head_is_sane(const unsigned char *head, struct worker_answer *ret)
{
    uint32_t finding = wire_get(head, RS_FINDING);
    uint32_t width = wire_get(head, RS_SOURCE_WIDTH);
    uint32_t height = wire_get(head, RS_SOURCE_HEIGHT);
    if (wire_get(head, RS_MAGIC) != WIRE_MAGIC || finding >= MEDIA__COUNT || width > INT_MAX || height > INT_MAX) {
        return false;
    }
    ret->finding = (enum media_finding)finding;
    ret->confinement.in_force = wire_get(head, RS_IN_FORCE);
    ret->confinement.landlock_abi = (int)(wire_get(head, RS_LANDLOCK) & 0xff);
    ret->result.source_width = (int)width;
    ret->result.source_height = (int)height;
    ret->result.profile_dropped = wire_get(head, RS_PROFILE_DROPPED) != 0;
    return true;
}

static enum talk hear_file(const struct child *c, struct arena *a, struct image_file *f)
{
    f->bytes = arena_alloc(a, f->len, 1);
    return child_hear(c, f->bytes, f->len);
}

static bool pages_are_sane(const unsigned char *head, int pages_max, int *ret)
{
    uint32_t pages = wire_get(head, RS_PAGES);
    if (pages < 1 || pages > (uint32_t)pages_max) {
        return false;
    }
    *ret = (int)pages;
    return true;
}

/* Every piece is text, there is one a page and one more, and each page says whether something is unread. */
static bool text_is_sane(const char *text, size_t len, int pages)
{
    size_t at = 0;
    for (int i = 0; i <= pages; i++) {
        const char *end = at < len ? memchr(text + at, '\0', len - at) : NULL;
        if (end == NULL || !utf8_is_valid(text + at, (size_t)(end - text) - at) ||
            (i < pages && text[at] != '0' && text[at] != '1')) {
            return false;
        }
        at = (size_t)(end - text) + 1;
    }
    return at == len;
}

static enum talk hear_text(const struct child *c, const unsigned char *head, struct arena *a, struct worker_answer *ret,
                           bool *ret_is_sane)
{
    uint32_t len = wire_get(head, RS_TEXT);
    *ret_is_sane = pages_are_sane(head, DOCUMENT_PAGES_MAX, &ret->pages) && len > 0 && len <= WIRE_TEXT_MAX;
    if (!*ret_is_sane) {
        return TALK_DONE;
    }
    ret->text = arena_raw(a, len, 1);
    enum talk heard = child_hear(c, (unsigned char *)ret->text, len);
    *ret_is_sane = heard != TALK_DONE || text_is_sane(ret->text, len, ret->pages);
    return heard;
}

/* *ret_is_sane false: it spoke, but not our language. */
static enum talk hear_answer(const struct child *c, const struct worker_question *q, struct arena *a,
                             struct worker_answer *ret, bool *ret_is_sane)
{
    unsigned char head[WIRE_RESPONSE_BYTES];
    enum talk heard = child_hear(c, head, sizeof(head));
    if (heard != TALK_DONE) {
        return heard;
    }
    *ret_is_sane = head_is_sane(head, ret);
    if (!*ret_is_sane || q->wish == WIRE_PROBE || ret->finding != MEDIA_FINE) {
        return TALK_DONE;
    }
    if (q->wish == WIRE_LOOK_AT_PDF) {
        *ret_is_sane = pages_are_sane(head, q->pages_max, &ret->pages);
        return TALK_DONE;
    }
    if (q->wish == WIRE_READ_PDF) {
        return hear_text(c, head, a, ret, ret_is_sane);
    }
    struct image_file *full = &ret->result.full;
    struct image_file *thumb = &ret->result.thumb;
    *ret_is_sane =
        file_is_sane(head, RS_FULL, IMAGE_FULL_EDGE, full) && file_is_sane(head, RS_THUMB, IMAGE_THUMB_EDGE, thumb);
    if (!*ret_is_sane) {
        return TALK_DONE;
    }
    heard = hear_file(c, a, full);
    heard = heard == TALK_DONE ? hear_file(c, a, thumb) : heard;
    *ret_is_sane = heard != TALK_DONE || (sniff_kind(full->bytes, full->len) == full->kind &&
                                          sniff_kind(thumb->bytes, thumb->len) == thumb->kind);
    return heard;
}

/* Why a child fell silent. */
static enum err judge_silence(enum talk talk, int status, struct worker_answer *ret)
{
    if (talk == TALK_NO_INPUT) {
        return FAIL("cannot read the uploaded file");
    }
    if (talk == TALK_LATE) {
        log_line("warn", "event=image_worker_late");
    } else if (WIFSIGNALED(status)) {
        log_line("warn", "event=image_worker_killed signal=%d", WTERMSIG(status));
    } else {
        return FAIL("the image worker ended without an answer: status=%d", status);
    }
    *ret = (struct worker_answer){.finding = MEDIA_UNREADABLE};
    return OK;
}

enum err worker_call(const struct worker_question *q, struct arena *a, struct worker_answer *ret)
{
    char argument[] = IMAGE_WORKER_ARGUMENT;
    struct child c = {.socket = -1};
    TRY(child_start(q->exe, argument, q->timeout_ms, &c));
    struct worker_answer answer = {0};
    bool is_sane = false;
    enum talk talk = ask(&c, q);
    if (talk == TALK_DONE) {
        talk = hear_answer(&c, q, a, &answer, &is_sane);
    }
    int status = child_end(&c);
    if (talk != TALK_DONE) {
        return judge_silence(talk, status, ret);
    }
    if (!is_sane) {
        return FAIL("the image worker's answer makes no sense");
    }
    *ret = answer;
    return OK;
}
