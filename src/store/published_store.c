/* published_store.c - reads the published_ tables and no others. */
#include "store/published_store.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "store/db.h"

enum { RECORD_MAX = 8 * 1024 * 1024, LINE_RECORD_MAX = 256 * 1024, PARAGRAPHS_MAX = 60, PICTURES_MAX = 40 };

static enum err read_day(struct row *r, int col, struct arena *a, day_no *ret)
{
    return day_parse(row_text(r, col, a), ret) == OK ? OK : ERR_INTERNAL;
}

static enum err read_notice(struct row *r, struct arena *a, struct published_notice *n)
{
    *n = (struct published_notice){.id = row_int(r, 0),
                                   .ref = row_text(r, 1, a),
                                   .version_no = (int)row_int(r, 2),
                                   .title = row_text(r, 3, a),
                                   .title_lines = row_text(r, 4, a),
                                   .issuer = row_text(r, 5, a),
                                   .workdays = (int)row_int(r, 9),
                                   .change_text = row_text(r, 11, a),
                                   .record = row_text(r, 12, a),
                                   .sha256 = row_text(r, 13, a),
                                   .check_code = row_text(r, 14, a),
                                   .published_at = row_int(r, 15)};
    TRY(read_day(r, 6, a, &n->issued));
    TRY(read_day(r, 7, a, &n->opens));
    TRY(read_day(r, 8, a, &n->closes));
    TRY(read_day(r, 16, a, &n->first_closes));
    return publicity_sort_from_ident(row_text(r, 10, a), &n->sort) == OK ? OK : ERR_INTERNAL;
}

static enum err read_paragraphs(struct db *db, struct arena *a, struct published_notice *n)
{
    n->paragraphs = ARENA_ARRAY(a, struct published_paragraph, PARAGRAPHS_MAX);
    struct row *r = db_query(db, Q_PUBLISHED_PARAGRAPHS);
    bind_int(r, ":notice", n->id);
    enum err e = OK;
    while (n->paragraphs_len < PARAGRAPHS_MAX && (e = row_next(r)) == OK) {
        n->paragraphs[n->paragraphs_len++] = (struct published_paragraph){row_text(r, 0, a), row_text(r, 1, a)};
    }
    return row_end(r, e);
}

static struct published_line read_line(struct row *r, struct arena *a)
{
    return (struct published_line){.place = (int)row_int(r, 0),
                                   .brand = {.id = row_int(r, 1),
                                             .ref = row_text(r, 2, a),
                                             .brand_name = row_text(r, 3, a),
                                             .unit_name = row_text(r, 4, a),
                                             .window_name = row_text(r, 5, a),
                                             .sector_name = row_text(r, 6, a),
                                             .recommender_name = row_text(r, 7, a),
                                             .slogan = row_text(r, 8, a),
                                             .summary = row_text(r, 9, a),
                                             .text_id = row_int(r, 13),
                                             .hides_before = row_int(r, 14) != 0},
                                   .is_removed = row_int(r, 10) != 0,
                                   .removal_text = row_text(r, 11, a),
                                   .return_text = row_text(r, 12, a)};
}

static enum err read_lines(struct db *db, struct arena *a, struct published_notice *n)
{
    struct row *r = db_query(db, Q_PUBLISHED_LINES);
    bind_int(r, ":notice", n->id);
    enum err e = OK;
    while (n->lines_len < PUBLISHED_LINES_MAX && (e = row_next(r)) == OK) {
        struct published_line *l = arena_append(a, &n->lines, &n->lines_len, sizeof *l);
        *l = read_line(r, a);
    }
    return row_end(r, e);
}

static struct published_file read_file(struct row *r, struct arena *a)
{
    return (struct published_file){row_text(r, 0, a), row_text(r, 1, a), (int)row_int(r, 2), row_int(r, 3)};
}

static enum err read_files(struct db *db, struct arena *a, struct published_notice *n)
{
    struct published_file files[PUBLISHED_FILES_MAX];
    struct row *r = db_query(db, Q_PUBLISHED_FILES);
    bind_int(r, ":notice", n->id);
    enum err e = OK;
    while (n->files_len < PUBLISHED_FILES_MAX && (e = row_next(r)) == OK) {
        files[n->files_len++] = read_file(r, a);
    }
    if (n->files_len > 0) {
        struct published_file *kept = ARENA_ARRAY(a, struct published_file, n->files_len);
        memcpy(kept, files, n->files_len * sizeof *kept);
        n->files = kept;
    }
    return row_end(r, e);
}

/* The record is as long as all the rest: only who verifies reads it. */
static enum err read_version(struct db *db, struct arena *a, int64_t round_id, int version_no, bool with_record,
                             struct published_notice *ret)
{
    struct row *r = db_query(db, Q_PUBLISHED_NOTICES);
    bind_int(r, ":round", round_id);
    bind_int(r, ":version", version_no);
    bind_int(r, ":with_record", with_record);
    enum err e = row_next(r);
    e = e == OK ? read_notice(r, a, ret) : e;
    row_done(r);
    TRY(e);
    TRY(read_paragraphs(db, a, ret));
    TRY(read_files(db, a, ret));
    return read_lines(db, a, ret);
}

enum err published_version(struct db *db, struct arena *a, int64_t round_id, int version_no,
                           struct published_notice *ret)
{
    return read_version(db, a, round_id, version_no, true, ret);
}

static void replace(const char **text, const char *now)
{
    *text = text_equal(*text, now) ? *text : "（已更正，原文不再显示）";
}

enum err published_withhold(struct db *db, struct arena *a, struct published_notice *n)
{
    struct row *r = db_query(db, Q_PUBLISHED_REPLACED);
    bind_int(r, ":notice", n->id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        size_t at = (size_t)row_int(r, 0) - 1;
        if (at < n->lines_len) {
            struct published_brand *b = &n->lines[at].brand;
            replace(&b->brand_name, row_text(r, 1, a));
            replace(&b->unit_name, row_text(r, 2, a));
            replace(&b->window_name, row_text(r, 3, a));
            replace(&b->slogan, row_text(r, 4, a));
            replace(&b->summary, row_text(r, 5, a));
        }
    }
    return row_end(r, e);
}

enum err published_shown(struct db *db, struct arena *a, int64_t round_id, int version_no, struct published_notice *ret)
{
    return read_version(db, a, round_id, version_no, false, ret);
}

enum err published_now(struct db *db, struct arena *a, int64_t round_id, struct published_notice *ret)
{
    return read_version(db, a, round_id, 0, false, ret);
}

enum err published_heads(struct db *db, struct arena *a, int64_t round_id, const struct published_head **ret,
                         size_t *ret_len)
{
    struct published_head *list = ARENA_ARRAY(a, struct published_head, PUBLISHED_VERSIONS_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_PUBLISHED_HEADS);
    bind_int(r, ":round", round_id);
    enum err e = OK;
    while (len < PUBLISHED_VERSIONS_MAX && (e = row_next(r)) == OK) {
        list[len++] = (struct published_head){.version_no = (int)row_int(r, 0),
                                              .title = row_text(r, 1, a),
                                              .change_text = row_text(r, 2, a),
                                              .published_at = row_int(r, 3)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}

static enum err read_parts(struct db *db, struct arena *a, struct published_brand *b)
{
    struct published_part *parts = ARENA_ARRAY(a, struct published_part, PUBLISHED_PARTS_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_PUBLISHED_PARTS);
    bind_int(r, ":text", b->text_id);
    enum err e = OK;
    while (len < PUBLISHED_PARTS_MAX && (e = row_next(r)) == OK) {
        parts[len++] = (struct published_part){row_text(r, 0, a), row_text(r, 1, a)};
    }
    b->parts = parts;
    b->parts_len = len;
    return row_end(r, e);
}

enum err published_brand_fill(struct db *db, struct arena *a, struct published_brand *b)
{
    TRY(read_parts(db, a, b));
    struct published_picture *pictures = ARENA_ARRAY(a, struct published_picture, PICTURES_MAX);
    size_t len = 0;
    struct row *r = db_query(db, Q_PUBLISHED_PICTURES);
    bind_int(r, ":text", b->text_id);
    enum err e = OK;
    while (len < PICTURES_MAX && (e = row_next(r)) == OK) {
        pictures[len++] =
            (struct published_picture){row_text(r, 0, a),  row_text(r, 1, a),  row_text(r, 2, a), row_text(r, 3, a),
                                       (int)row_int(r, 4), (int)row_int(r, 5), row_text(r, 6, a)};
    }
    b->pictures = pictures;
    b->pictures_len = len;
    return row_end(r, e);
}

enum err published_line_of(struct db *db, struct arena *a, int64_t round_id, const char *brand_ref,
                           struct published_line *ret)
{
    struct row *r = db_query(db, Q_PUBLISHED_LINE_OF);
    bind_text(r, ":ref", brand_ref);
    bind_int(r, ":round", round_id);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = read_line(r, a);
    }
    row_done(r);
    TRY(e);
    return published_brand_fill(db, a, &ret->brand);
}

enum err published_picture_format(struct db *db, struct arena *a, const char *sha256, const char **ret)
{
    struct row *r = db_query(db, Q_PUBLISHED_PICTURE_FORMAT);
    bind_text(r, ":sha256", sha256);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = row_text(r, 0, a);
    }
    row_done(r);
    return e;
}

enum err published_file_of(struct db *db, struct arena *a, const char *sha256, struct published_file *ret)
{
    struct row *r = db_query(db, Q_PUBLISHED_FILE_OF);
    bind_text(r, ":sha256", sha256);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = read_file(r, a);
    }
    row_done(r);
    return e;
}

/* ---- the record ---- */

static void add_text(struct buffer *b, const char *name, const char *value)
{
    buffer_format(b, ",\"%s\":", name);
    buffer_json(b, value);
}

static void add_parts(struct buffer *b, const struct published_brand *x)
{
    buffer_text(b, ",\"parts\":[");
    for (size_t i = 0; i < x->parts_len; i++) {
        buffer_text(b, i == 0 ? "{\"title\":" : ",{\"title\":");
        buffer_json(b, x->parts[i].title);
        add_text(b, "text", x->parts[i].text);
        buffer_text(b, "}");
    }
    buffer_text(b, "],\"pictures\":[");
    for (size_t i = 0; i < x->pictures_len; i++) {
        const struct published_picture *p = &x->pictures[i];
        buffer_text(b, i == 0 ? "{\"kind\":" : ",{\"kind\":");
        buffer_json(b, p->kind);
        add_text(b, "sha256", p->sha256);
        add_text(b, "thumb", p->thumb);
        add_text(b, "format", p->format);
        buffer_format(b, ",\"width\":%d,\"height\":%d", p->width, p->height);
        add_text(b, "caption", p->caption);
        buffer_text(b, "}");
    }
    buffer_text(b, "]");
}

static void add_line(struct buffer *b, const struct published_line *l)
{
    const struct published_brand *x = &l->brand;
    buffer_format(b, "{\"place\":%d", l->place);
    add_text(b, "ref", x->ref);
    add_text(b, "brand", x->brand_name);
    add_text(b, "unit", x->unit_name);
    add_text(b, "window", x->window_name);
    add_text(b, "sector", x->sector_name);
    add_text(b, "recommender", x->recommender_name);
    add_text(b, "slogan", x->slogan);
    add_text(b, "summary", x->summary);
    add_parts(b, x);
    buffer_format(b, ",\"removed\":%s", l->is_removed ? "true" : "false");
    add_text(b, "removal", l->removal_text);
    if (*l->return_text != '\0') {
        add_text(b, "return", l->return_text);
    }
    if (x->hides_before) {
        buffer_text(b, ",\"hides_before\":true");
    }
    buffer_text(b, "}");
}

const char *published_line_record(struct arena *a, const struct published_line *l)
{
    struct buffer b = buffer_new(a, LINE_RECORD_MAX);
    add_line(&b, l);
    return buffer_string(&b);
}

static void add_head(struct buffer *b, struct arena *a, const char *slug, const struct published_notice *n)
{
    buffer_text(b, "{\"format\":\"jianpin-publicity-1\"");
    add_text(b, "round", slug);
    add_text(b, "ref", n->ref);
    buffer_format(b, ",\"version\":%d", n->version_no);
    add_text(b, "title", n->title);
    add_text(b, "title_lines", n->title_lines);
    add_text(b, "issuer", n->issuer);
    add_text(b, "issued_on", day_iso(a, n->issued));
    add_text(b, "opens_on", day_iso(a, n->opens));
    add_text(b, "closes_on", day_iso(a, n->closes));
    buffer_format(b, ",\"workdays\":%d", n->workdays);
    add_text(b, "sort", publicity_sort_ident(n->sort));
    add_text(b, "change", n->change_text);
    add_text(b, "published_at", at_rfc3339(a, n->published_at));
}

/* Nothing for none: so the record of a notice without files is as it was before there could be any. */
static void add_files(struct buffer *b, const struct published_notice *n)
{
    for (size_t i = 0; i < n->files_len; i++) {
        const struct published_file *f = &n->files[i];
        buffer_text(b, i == 0 ? ",\"files\":[{\"title\":" : ",{\"title\":");
        buffer_json(b, f->title);
        add_text(b, "sha256", f->sha256);
        buffer_format(b, ",\"pages\":%d,\"bytes\":%lld}", f->pages, (long long)f->byte_count);
    }
    buffer_text(b, n->files_len == 0 ? "" : "]");
}

const char *published_record(struct arena *a, const char *round_slug, const struct published_notice *n)
{
    struct buffer b = buffer_new(a, RECORD_MAX);
    add_head(&b, a, round_slug, n);
    buffer_text(&b, ",\"paragraphs\":[");
    for (size_t i = 0; i < n->paragraphs_len; i++) {
        buffer_text(&b, i == 0 ? "{\"kind\":" : ",{\"kind\":");
        buffer_json(&b, n->paragraphs[i].kind);
        add_text(&b, "text", n->paragraphs[i].text);
        buffer_text(&b, "}");
    }
    buffer_text(&b, "],\"list\":[");
    for (size_t i = 0; i < n->lines_len; i++) {
        buffer_text(&b, i == 0 ? "" : ",");
        add_line(&b, &n->lines[i]);
    }
    buffer_text(&b, "]");
    add_files(&b, n);
    buffer_text(&b, "}");
    return b.is_overfull ? NULL : buffer_string(&b);
}
