/* paper_codec.c */
#include "document/paper_codec.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

/* Either a message being written, or one being read; the first failure stays. */
struct codec {
    struct arena *arena;
    bool is_reading;
    enum err error;
    unsigned char *to; /* writing */
    size_t cap;
    const unsigned char *from; /* reading */
    size_t len;                /* written so far, or in all */
    size_t at;
};

static void fail(struct codec *c, enum err e)
{
    if (c->error == OK) {
        c->error = e;
    }
}

static void put_raw(struct codec *c, const void *bytes, size_t len)
{
    if (c->error != OK || len == 0 || bytes == NULL) {
        return;
    }
    if (len > PAPER_REQUEST_MAX - c->len) {
        fail(c, ERR_TOO_LARGE);
        return;
    }
    if (c->cap - c->len < len) {
        size_t cap = (c->cap + len) * 2;
        unsigned char *more = arena_alloc(c->arena, cap, 1);
        if (c->len > 0) {
            memcpy(more, c->to, c->len);
        }
        c->to = more;
        c->cap = cap;
    }
    memcpy(c->to + c->len, bytes, len);
    c->len += len;
}

/* The next `len` bytes of the message, or NULL. */
static const unsigned char *get_raw(struct codec *c, size_t len)
{
    if (c->error != OK || len > c->len - c->at) {
        fail(c, ERR_MALFORMED);
        return NULL;
    }
    const unsigned char *p = c->from + c->at;
    c->at += len;
    return p;
}

static void walk_u64(struct codec *c, uint64_t *v, size_t width)
{
    unsigned char b[8] = {0};
    if (!c->is_reading) {
        for (size_t i = 0; i < width; i++) {
            b[i] = (unsigned char)(*v >> (8 * i));
        }
        put_raw(c, b, width);
        return;
    }
    const unsigned char *p = get_raw(c, width);
    *v = 0;
    for (size_t i = 0; p != NULL && i < width; i++) {
        *v |= (uint64_t)p[i] << (8 * i);
    }
}

static void walk_u32(struct codec *c, uint32_t *v)
{
    uint64_t wide = *v;
    walk_u64(c, &wide, 4);
    *v = (uint32_t)wide;
}

static void walk_i64(struct codec *c, int64_t *v)
{
    uint64_t wide = (uint64_t)*v;
    walk_u64(c, &wide, 8);
    *v = (int64_t)wide;
}

static void walk_bool(struct codec *c, bool *v)
{
    uint64_t wide = *v ? 1 : 0;
    walk_u64(c, &wide, 1);
    if (c->is_reading && wide > 1) {
        fail(c, ERR_MALFORMED);
    }
    *v = wide == 1;
}

/* A length of at most `max`; reading, also at most what is left. */
static void walk_length(struct codec *c, size_t *len, size_t max)
{
    uint64_t wide = *len;
    if (!c->is_reading && *len > max) {
        fail(c, ERR_TOO_LARGE);
        return;
    }
    walk_u64(c, &wide, 4);
    if (c->is_reading && (wide > max || wide > c->len - c->at)) {
        fail(c, ERR_MALFORMED);
        wide = 0;
    }
    *len = (size_t)wide;
}

static void walk_text_max(struct codec *c, const char **s, size_t max)
{
    size_t len = c->is_reading || *s == NULL ? 0 : strlen(*s);
    walk_length(c, &len, max);
    if (!c->is_reading) {
        if (*s != NULL && !utf8_is_valid(*s, len)) {
            fail(c, ERR_MALFORMED);
        }
        put_raw(c, *s, len);
        return;
    }
    const char *p = (const char *)get_raw(c, len);
    if (p != NULL && !utf8_is_valid(p, len)) {
        fail(c, ERR_MALFORMED);
        p = NULL;
    }
    *s = p == NULL ? "" : arena_copy(c->arena, p, len);
}

static void walk_text(struct codec *c, const char **s)
{
    walk_text_max(c, s, PAPER_TEXT_MAX);
}

static void walk_bytes(struct codec *c, const unsigned char **bytes, size_t *len, size_t max)
{
    if (!c->is_reading && *bytes == NULL) {
        *len = 0;
    }
    walk_length(c, len, max);
    if (c->is_reading) {
        *bytes = get_raw(c, *len);
    } else {
        put_raw(c, *bytes, *len);
    }
}

/* Walks a list of things of `size` bytes one by one; reading makes the list.  Returns the list. */
static const void *walk_list(struct codec *c, const void *list, size_t *len, size_t max, size_t size,
                             void (*walk_one)(struct codec *, void *))
{
    walk_length(c, len, max);
    unsigned char *made = arena_alloc(c->arena, c->is_reading ? *len + 1 : 1, size);
    for (size_t i = 0; i < *len && c->error == OK; i++) {
        unsigned char *one = c->is_reading ? made + i * size : made;
        if (!c->is_reading) {
            memcpy(one, (const unsigned char *)list + i * size, size);
        }
        walk_one(c, one);
    }
    return c->is_reading ? made : list;
}

static void walk_texts(struct codec *c, const char *const **list, size_t *len, size_t max)
{
    walk_length(c, len, max);
    const char **made = c->is_reading ? ARENA_ARRAY(c->arena, const char *, *len + 1) : NULL;
    for (size_t i = 0; i < *len && c->error == OK; i++) {
        const char *one = c->is_reading ? NULL : (*list)[i];
        walk_text(c, &one);
        if (made != NULL) {
            made[i] = one;
        }
    }
    if (c->is_reading) {
        *list = made;
    }
}

static void walk_field(struct codec *c, void *item)
{
    struct paper_field *f = item;
    walk_text(c, &f->label);
    walk_text(c, &f->value);
}

static void walk_cell(struct codec *c, void *item)
{
    struct paper_cell *x = item;
    walk_text(c, &x->label);
    walk_text(c, &x->value);
    walk_u32(c, &x->label_span);
    walk_u32(c, &x->value_span);
}

static void walk_column(struct codec *c, void *item)
{
    struct paper_column *x = item;
    walk_text(c, &x->title);
    walk_u32(c, &x->weight);
    walk_bool(c, &x->is_centred);
}

static void walk_image(struct codec *c, void *item)
{
    struct paper_image *x = item;
    walk_bytes(c, &x->bytes, &x->len, PAPER_IMAGE_MAX);
    walk_u32(c, &x->width);
    walk_u32(c, &x->height);
    walk_text(c, &x->caption);
}

static void walk_statement(struct codec *c, void *item)
{
    struct paper_statement *x = item;
    walk_text(c, &x->text);
    walk_bool(c, &x->is_checked);
}

static void walk_row(struct codec *c, void *item)
{
    struct paper_row *r = item;
    uint32_t kind = r->kind;
    walk_u32(c, &kind);
    if (kind >= PAPER_ROW__COUNT) {
        fail(c, ERR_MALFORMED);
        return;
    }
    r->kind = (enum paper_row_kind)kind;
    walk_text(c, &r->label);
    walk_text_max(c, &r->text, r->kind == PAPER_ROW_OPINION ? PAPER_OPINION_MAX : PAPER_TEXT_MAX);
    r->cells = walk_list(c, r->cells, &r->cells_len, PAPER_LIST_MAX, sizeof *r->cells, walk_cell);
    r->columns = walk_list(c, r->columns, &r->columns_len, PAPER_LIST_MAX, sizeof *r->columns, walk_column);
    walk_texts(c, &r->values, &r->values_len, (size_t)PAPER_LIST_MAX * PAPER_GRID_COLUMNS);
    walk_text(c, &r->empty_text);
    r->images = walk_list(c, r->images, &r->images_len, PAPER_LIST_MAX, sizeof *r->images, walk_image);
    r->statements =
        walk_list(c, r->statements, &r->statements_len, PAPER_LIST_MAX, sizeof *r->statements, walk_statement);
    walk_bool(c, &r->is_skipped);
    walk_text(c, &r->sign_left);
    walk_text(c, &r->sign_seal);
    walk_text(c, &r->sign_dated);
}

static void walk_copy(struct codec *c, void *item)
{
    struct paper_copy *x = item;
    walk_u32(c, &x->copy_no);
    walk_text(c, &x->label);
}

static void walk_meta(struct codec *c, struct paper_meta *m)
{
    walk_text(c, &m->title);
    walk_text(c, &m->author);
    walk_text(c, &m->subject);
    walk_text(c, &m->lang);
    walk_i64(c, &m->created_at);
    walk_bytes(c, &m->record_json, &m->record_json_len, PAPER_RECORD_MAX);
    walk_text(c, &m->record_name);
}

static void walk_mark(struct codec *c, enum paper_mark *mark)
{
    uint64_t wide = *mark;
    walk_u64(c, &wide, 1);
    if (wide >= PAPER_MARK__COUNT) {
        fail(c, ERR_MALFORMED);
        return;
    }
    *mark = (enum paper_mark)wide;
}

static void walk_form(struct codec *c, struct form_paper *f)
{
    walk_meta(c, &f->meta);
    walk_text(c, &f->cover_title);
    f->cover_lines =
        walk_list(c, f->cover_lines, &f->cover_lines_len, PAPER_LIST_MAX, sizeof *f->cover_lines, walk_field);
    walk_text(c, &f->cover_foot);
    f->rows = walk_list(c, f->rows, &f->rows_len, PAPER_LIST_MAX, sizeof *f->rows, walk_row);
    walk_text(c, &f->notes_title);
    walk_texts(c, &f->notes, &f->notes_len, PAPER_LIST_MAX);
    f->copies = walk_list(c, f->copies, &f->copies_len, 32, sizeof *f->copies, walk_copy);
    walk_u32(c, &f->copies_wanted);
    walk_text(c, &f->receipt_no);
    walk_u32(c, &f->version_no);
    walk_text(c, &f->check_code);
    walk_text(c, &f->qr_text);
    walk_mark(c, &f->mark);
    walk_bool(c, &f->is_duplex);
}

static void walk_receipt(struct codec *c, struct receipt_paper *r)
{
    walk_meta(c, &r->meta);
    walk_text(c, &r->title);
    walk_text(c, &r->heading);
    r->facts = walk_list(c, r->facts, &r->facts_len, PAPER_LIST_MAX, sizeof *r->facts, walk_field);
    walk_text(c, &r->papers_title);
    walk_texts(c, &r->papers, &r->papers_len, PAPER_LIST_MAX);
    walk_text(c, &r->fingerprint_title);
    walk_text(c, &r->fingerprint);
    walk_text(c, &r->steps_title);
    walk_texts(c, &r->steps, &r->steps_len, PAPER_LIST_MAX);
    walk_text(c, &r->contact_title);
    walk_texts(c, &r->contact, &r->contact_len, PAPER_LIST_MAX);
    walk_text(c, &r->qr_text);
    walk_text(c, &r->qr_caption);
    walk_text(c, &r->issuer);
    walk_text(c, &r->issued_on);
    walk_bool(c, &r->is_draft);
}

static void walk_block(struct codec *c, void *item)
{
    struct office_block *b = item;
    uint32_t kind = b->kind;
    walk_u32(c, &kind);
    if (kind >= OFFICE_BLOCK__COUNT) {
        fail(c, ERR_MALFORMED);
        return;
    }
    b->kind = (enum office_block_kind)kind;
    walk_text(c, &b->text);
    b->items = walk_list(c, b->items, &b->items_len, PAPER_LIST_MAX, sizeof *b->items, walk_field);
    b->columns = walk_list(c, b->columns, &b->columns_len, OFFICE_COLUMNS_MAX, sizeof *b->columns, walk_column);
    walk_texts(c, &b->values, &b->values_len, (size_t)OFFICE_ROWS_MAX * OFFICE_COLUMNS_MAX);
    walk_text(c, &b->empty_text);
}

static void walk_office(struct codec *c, struct office_paper *o)
{
    walk_meta(c, &o->meta);
    walk_text(c, &o->heading);
    walk_text(c, &o->title);
    walk_text(c, &o->number);
    o->blocks = walk_list(c, o->blocks, &o->blocks_len, PAPER_LIST_MAX, sizeof *o->blocks, walk_block);
    walk_text(c, &o->issuer);
    walk_text(c, &o->issued_on);
    walk_text(c, &o->foot);
    walk_text(c, &o->qr_text);
    walk_bool(c, &o->is_register);
}

static void walk_poster_line(struct codec *c, void *item)
{
    struct poster_line *l = item;
    walk_text(c, &l->brand);
    walk_text(c, &l->unit);
    walk_text(c, &l->note);
    walk_bool(c, &l->is_own);
}

static void walk_poster(struct codec *c, struct poster_paper *p)
{
    walk_meta(c, &p->meta);
    walk_texts(c, &p->title_parts, &p->title_parts_len, PAPER_LIST_MAX);
    walk_text(c, &p->brand_label);
    walk_text(c, &p->brand);
    walk_text(c, &p->unit);
    walk_text(c, &p->slogan);
    walk_text(c, &p->summary);
    walk_text(c, &p->period);
    walk_texts(c, &p->paragraphs, &p->paragraphs_len, PAPER_LIST_MAX);
    walk_text(c, &p->contact_title);
    walk_texts(c, &p->contacts, &p->contacts_len, PAPER_LIST_MAX);
    walk_text(c, &p->list_title);
    p->lines = walk_list(c, p->lines, &p->lines_len, OFFICE_ROWS_MAX, sizeof *p->lines, walk_poster_line);
    walk_texts(c, &p->remarks, &p->remarks_len, PAPER_LIST_MAX);
    walk_text(c, &p->issuer);
    walk_text(c, &p->issued_on);
    walk_text(c, &p->foot);
    walk_text(c, &p->qr_text);
    walk_text(c, &p->qr_caption);
    walk_bool(c, &p->is_a3);
}

static void walk_setup(struct codec *c, struct worker_setup *s)
{
    for (size_t i = 0; i < sizeof s->families / sizeof s->families[0]; i++) {
        walk_text(c, &s->families[i]);
    }
    walk_text(c, &s->icc_path);
}

static void walk_reply(struct codec *c, struct paper_reply *r)
{
    walk_u32(c, &r->code);
    walk_u32(c, &r->pages);
    walk_i64(c, &r->cpu_us);
    walk_text_max(c, &r->missing, PAPER_REQUEST_MAX);
    walk_u32(c, &r->pdf_len);
    if (r->code >= ERR__COUNT) {
        fail(c, ERR_MALFORMED);
    }
}

static enum err written(const struct codec *c, struct message *ret)
{
    if (c->error == OK) {
        *ret = (struct message){.bytes = c->to, .len = c->len};
    }
    return c->error;
}

/* A message that goes on after its last field is as wrong as one that stops before it. */
static enum err read_whole(const struct codec *c)
{
    return c->error != OK ? c->error : c->at == c->len ? OK : ERR_MALFORMED;
}

static struct codec reader(struct message m, struct arena *a)
{
    return (struct codec){.arena = a, .is_reading = true, .from = m.bytes, .len = m.len};
}

enum err encode_form(const struct form_paper *in, struct arena *a, struct message *ret)
{
    struct codec c = {.arena = a};
    struct form_paper f = *in;
    walk_form(&c, &f);
    return written(&c, ret);
}

enum err encode_receipt(const struct receipt_paper *in, struct arena *a, struct message *ret)
{
    struct codec c = {.arena = a};
    struct receipt_paper r = *in;
    walk_receipt(&c, &r);
    return written(&c, ret);
}

enum err encode_office(const struct office_paper *in, struct arena *a, struct message *ret)
{
    struct codec c = {.arena = a};
    struct office_paper o = *in;
    walk_office(&c, &o);
    return written(&c, ret);
}

enum err encode_poster(const struct poster_paper *in, struct arena *a, struct message *ret)
{
    struct codec c = {.arena = a};
    struct poster_paper p = *in;
    walk_poster(&c, &p);
    return written(&c, ret);
}

enum err encode_setup(const struct worker_setup *in, struct arena *a, struct message *ret)
{
    struct codec c = {.arena = a};
    struct worker_setup s = *in;
    walk_setup(&c, &s);
    return written(&c, ret);
}

enum err encode_reply(const struct paper_reply *in, struct arena *a, struct message *ret)
{
    struct codec c = {.arena = a};
    struct paper_reply r = *in;
    walk_reply(&c, &r);
    return written(&c, ret);
}

enum err decode_form(struct message m, struct arena *a, struct form_paper *ret)
{
    struct codec c = reader(m, a);
    struct form_paper f = {0};
    walk_form(&c, &f);
    TRY(read_whole(&c));
    *ret = f;
    return OK;
}

enum err decode_receipt(struct message m, struct arena *a, struct receipt_paper *ret)
{
    struct codec c = reader(m, a);
    struct receipt_paper r = {0};
    walk_receipt(&c, &r);
    TRY(read_whole(&c));
    *ret = r;
    return OK;
}

enum err decode_office(struct message m, struct arena *a, struct office_paper *ret)
{
    struct codec c = reader(m, a);
    struct office_paper o = {0};
    walk_office(&c, &o);
    TRY(read_whole(&c));
    *ret = o;
    return OK;
}

enum err decode_poster(struct message m, struct arena *a, struct poster_paper *ret)
{
    struct codec c = reader(m, a);
    struct poster_paper p = {0};
    walk_poster(&c, &p);
    TRY(read_whole(&c));
    *ret = p;
    return OK;
}

enum err decode_setup(struct message m, struct arena *a, struct worker_setup *ret)
{
    struct codec c = reader(m, a);
    struct worker_setup s = {0};
    walk_setup(&c, &s);
    TRY(read_whole(&c));
    *ret = s;
    return OK;
}

enum err decode_reply(struct message m, struct arena *a, struct paper_reply *ret)
{
    struct codec c = reader(m, a);
    struct paper_reply r = {0};
    walk_reply(&c, &r);
    TRY(read_whole(&c));
    *ret = r;
    return OK;
}
