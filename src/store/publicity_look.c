/* publicity_look.c - the publish gate over everything that a notice would make public, with what people decided about
 * its findings. */
#include <string.h>

#include "base/arena.h"
#include "base/fingerprint.h"
#include "base/text.h"
#include "store/db.h"
#include "store/publicity_laying.h"
#include "store/round_store.h"

enum { HITS_MAX = 600 };

static const char *finding_key(struct arena *a, const char *place, const struct gate_hit *hit)
{
    return fingerprint(a, text_format(a, "%s\n%s\n%s", place, gate_kind_name(hit->kind), hit->number));
}

static enum err read_decision(const struct laying *y, struct publicity_finding *f)
{
    struct row *r = db_query(y->x->db, Q_PUBLICITY_OVERRIDE_OF);
    bind_int(r, ":round", y->round->id);
    bind_text(r, ":finding", f->key);
    enum err e = row_next(r);
    if (e == OK) {
        e = finding_decision_from_ident(row_text(r, 0, y->a), &f->decision);
        f->reason = row_text(r, 1, y->a);
        f->decided_at = row_int(r, 2);
        f->decided_by = row_text(r, 3, y->a);
        e = e == OK ? OK : ERR_INTERNAL;
    }
    row_done(r);
    return e == ERR_NOT_FOUND ? OK : e;
}

/* A finding with what was decided about it.  More of them than the desk holds stay open: a notice with so many numbers
 * is not released. */
static enum err add_finding(struct laying *y, struct publicity_finding *f)
{
    struct publicity_desk *d = y->d;
    if (d->findings_len == PUBLICITY_FINDINGS_MAX) {
        f->decision = FINDING_OPEN;
    } else {
        TRY(read_decision(y, f));
        d->findings[d->findings_len++] = *f;
    }
    d->facts.findings += f->decision == FINDING_OPEN;
    return OK;
}

/* All the numbers in a text; *ret_len of them. */
static struct gate_hit *scan(struct laying *y, const char *text, size_t *ret_len)
{
    struct gate_hit first;
    *ret_len = publish_gate_scan(y->a, text, &first, 1);
    if (*ret_len == 0) {
        return NULL;
    }
    struct gate_hit *hits = ARENA_ARRAY(y->a, struct gate_hit, HITS_MAX);
    *ret_len = publish_gate_scan(y->a, text, hits, HITS_MAX);
    y->d->facts.findings += *ret_len == HITS_MAX; /* nobody has seen the rest */
    return hits;
}

static struct publicity_finding finding_at(struct laying *y, const char *place, const struct gate_hit *hit)
{
    return (struct publicity_finding){.key = finding_key(y->a, place, hit),
                                      .place = place,
                                      .kind = gate_kind_name(hit->kind),
                                      .masked = gate_masked(y->a, hit),
                                      .reason = "",
                                      .decided_by = ""};
}

enum err publicity_look_at(struct laying *y, const char *place, bool is_hidden, const char **text, bool *ret_withheld)
{
    size_t masked = 0;
    size_t len = 0;
    struct gate_hit *hits = scan(y, *text, &len);
    for (size_t i = 0; i < len; i++) {
        struct publicity_finding f = finding_at(y, place, &hits[i]);
        f.is_hidden = is_hidden;
        TRY(add_finding(y, &f));
        if (f.decision == FINDING_WITHHOLD) {
            hits[masked++] = hits[i];
        }
    }
    *text = masked == 0 ? *text : gate_blot(y->a, *text, hits, masked);
    if (ret_withheld != NULL) {
        *ret_withheld = masked > 0;
    }
    return OK;
}

enum err publicity_look_at_page(struct laying *y, const char *place, const char *text)
{
    size_t len = 0;
    const struct gate_hit *hits = scan(y, text, &len);
    for (size_t i = 0; i < len; i++) {
        struct publicity_finding f = finding_at(y, place, &hits[i]);
        f.is_in_file = true;
        TRY(add_finding(y, &f));
    }
    return OK;
}

enum err publicity_ask_to_look(struct laying *y, const char *place, const char *pages, const char *sha256)
{
    struct publicity_finding f = {.key = fingerprint(y->a, text_format(y->a, "%s\n%s\n%s", place, pages, sha256)),
                                  .place = place,
                                  .kind = "要有人看",
                                  .masked = text_format(y->a, "第 %s 页有图片，或者机器认不出的文字", pages),
                                  .is_in_file = true,
                                  .reason = "",
                                  .decided_by = ""};
    return add_finding(y, &f);
}

/* A picture whose name or caption tells of a number; whose name is withheld is left out, because it shows what it is
 * called. */
static enum err look_at_pictures(struct laying *y, struct publicity_entry *x, const char *const *names)
{
    struct published_brand *b = &x->is.brand;
    struct published_picture *kept = ARENA_ARRAY(y->a, struct published_picture, PUBLICITY_PICTURES_MAX);
    size_t len = 0;
    for (size_t i = 0; i < b->pictures_len; i++) {
        struct published_picture p = b->pictures[i];
        bool is_left_out = false;
        const char *name = names[i];
        const char *what = text_format(y->a, "“%s”的第 %zu 张图片", b->brand_name, i + 1);
        TRY(publicity_look_at(y, text_format(y->a, "%s的说明", what), x->is_hidden, &p.caption, NULL));
        TRY(publicity_look_at(y, text_format(y->a, "%s的文件名", what), x->is_hidden, &name, &is_left_out));
        if (!is_left_out) {
            kept[len++] = p;
        }
    }
    b->pictures = kept;
    b->pictures_len = len;
    return OK;
}

enum err publicity_look_at_brand(struct laying *y, struct publicity_entry *x, const char *const *names)
{
    struct published_brand *b = &x->is.brand;
    struct published_part *parts = ARENA_ARRAY(y->a, struct published_part, PUBLISHED_PARTS_MAX);
    const struct {
        const char *what;
        const char **text;
    } texts[] = {{"品牌名称", &b->brand_name},
                 {"单位名称", &b->unit_name},
                 {"窗口名称", &b->window_name},
                 {"品牌口号", &b->slogan},
                 {"品牌简介", &b->summary}};
    const char *brand = b->brand_name;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        TRY(publicity_look_at(y, text_format(y->a, "“%s”的%s", brand, texts[i].what), x->is_hidden, texts[i].text,
                              NULL));
    }
    for (size_t i = 0; i < b->parts_len; i++) {
        parts[i] = b->parts[i];
        TRY(publicity_look_at(y, text_format(y->a, "“%s”的%s", brand, parts[i].title), x->is_hidden, &parts[i].text,
                              NULL));
    }
    b->parts = parts;
    return look_at_pictures(y, x, names);
}
