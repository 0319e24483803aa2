/* text_diff.c - Myers's O(ND) comparison (1986), first by characters, then, when that would take more than
 * CHANGES_MAX insertions and deletions, by sentences; and by nothing smaller than the whole when that does not do
 * either.
 */
#include "domain/text_diff.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/text_count.h"

enum {
    CHANGES_MAX = 300, /* of one comparison: its memory is the square of it */
    REFINED_MAX = 40,  /* changed passages that are looked at character by character after sentences were compared */
    ISLAND_MAX = 1     /* so few equal characters between two changes are chance, not the same text */
};

/* A text cut into what is compared. */
struct token {
    const char *at;
    size_t len;
};
struct tokens {
    struct token *list;
    size_t len;
};

struct pieces {
    struct arena *a;
    struct span {
        enum diff_kind kind;
        const char *at;
        size_t len;
        size_t tokens;
    } * list;
    size_t len, cap;
};

static struct tokens cut_characters(struct arena *a, const char *text, size_t len)
{
    struct tokens t = {ARENA_ARRAY(a, struct token, len + 1), 0};
    for (size_t i = 0; i < len;) {
        uint32_t cp = 0;
        size_t n = utf8_next(text + i, len - i, &cp);
        bool belongs = t.len > 0 && zi_class_of(cp) == ZI_SKIPPED;
        if (belongs) {
            t.list[t.len - 1].len += n;
        } else {
            t.list[t.len++] = (struct token){text + i, n};
        }
        i += n;
    }
    return t;
}

static bool ends_sentence(uint32_t cp)
{
    return cp == '\n' || cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F || cp == 0xFF1B; /* 。！？； */
}

static struct tokens cut_sentences(struct arena *a, const char *text, size_t len)
{
    struct tokens t = {ARENA_ARRAY(a, struct token, len + 1), 0};
    size_t from = 0;
    for (size_t i = 0; i < len;) {
        uint32_t cp = 0;
        i += utf8_next(text + i, len - i, &cp);
        if (ends_sentence(cp) || i == len) {
            t.list[t.len++] = (struct token){text + from, i - from};
            from = i;
        }
    }
    return t;
}

static bool same_token(const struct token *x, const struct token *y)
{
    return x->len == y->len && memcmp(x->at, y->at, x->len) == 0;
}

static void add_span(struct pieces *p, enum diff_kind kind, const char *at, size_t len, size_t tokens)
{
    if (len == 0) {
        return;
    }
    struct span *last = p->len == 0 ? NULL : &p->list[p->len - 1];
    if (last != NULL && last->kind == kind && last->at + last->len == at) {
        last->len += len;
        last->tokens += tokens;
        return;
    }
    if (p->len == p->cap) {
        struct span *more = ARENA_ARRAY(p->a, struct span, p->cap == 0 ? 64 : p->cap * 2);
        if (p->len > 0) {
            memcpy(more, p->list, p->len * sizeof *more);
        }
        p->cap = p->cap == 0 ? 64 : p->cap * 2;
        p->list = more;
    }
    p->list[p->len++] = (struct span){kind, at, len, tokens};
}

static void add_tokens(struct pieces *p, enum diff_kind kind, const struct token *t, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        add_span(p, kind, t[i].at, t[i].len, 1);
    }
}

/* The furthest old token on each diagonal, for every number of changes. */
struct trace {
    int32_t *rows[CHANGES_MAX + 1]; /* row d points at its diagonal 0 and holds -d..d */
    int found;                      /* the number of changes; -1: more than CHANGES_MAX */
};

static int32_t step(const struct trace *t, int d, int k)
{
    if (d == 0) {
        return 0;
    }
    const int32_t *before = t->rows[d - 1];
    bool is_down = k == -d || (k != d && before[k - 1] < before[k + 1]);
    return is_down ? before[k + 1] : before[k - 1] + 1;
}

static void walk(struct arena *a, const struct tokens *x, const struct tokens *y, struct trace *t)
{
    t->found = -1;
    int32_t n = (int32_t)x->len;
    int32_t m = (int32_t)y->len;
    for (int d = 0; d <= CHANGES_MAX; d++) {
        int32_t *row = ARENA_ARRAY(a, int32_t, 2 * (size_t)d + 1) + d;
        t->rows[d] = row;
        for (int k = -d; k <= d; k += 2) {
            int32_t i = step(t, d, k);
            while (i < n && i - k < m && i - k >= 0 && same_token(&x->list[i], &y->list[i - k])) {
                i++;
            }
            row[k] = i;
            if (i >= n && i - k >= m) {
                t->found = d;
                return;
            }
        }
    }
}

/* From the end back to the beginning; `kinds` is filled from its end. */
static size_t walk_back(const struct trace *t, const struct tokens *x, const struct tokens *y, unsigned char *kinds,
                        size_t len)
{
    int32_t i = (int32_t)x->len;
    int32_t j = (int32_t)y->len;
    for (int d = t->found; d > 0; d--) {
        int k = i - j;
        const int32_t *before = t->rows[d - 1];
        bool is_down = k == -d || (k != d && before[k - 1] < before[k + 1]);
        int32_t from_i = is_down ? before[k + 1] : before[k - 1];
        int32_t from_j = from_i - (is_down ? k + 1 : k - 1);
        while (i > from_i + !is_down && j > from_j + is_down) {
            kinds[--len] = DIFF_SAME;
            i--;
            j--;
        }
        kinds[--len] = is_down ? DIFF_NEW : DIFF_GONE;
        i = from_i;
        j = from_j;
    }
    while (i > 0) {
        kinds[--len] = DIFF_SAME;
        i--;
    }
    return len;
}

/* False when the two are too different. */
static bool compare(struct pieces *p, struct tokens x, struct tokens y)
{
    struct arena *scratch = arena_new();
    struct trace *t = ARENA_NEW(scratch, struct trace);
    size_t cap = x.len + y.len + 1;
    unsigned char *kinds = ARENA_ARRAY(scratch, unsigned char, cap);
    size_t i = 0;
    size_t j = 0;
    walk(scratch, &x, &y, t);
    bool is_near = t->found >= 0;
    for (size_t at = is_near ? walk_back(t, &x, &y, kinds, cap) : cap; at < cap; at++) {
        if (kinds[at] == DIFF_NEW) {
            add_tokens(p, DIFF_NEW, &y.list[j++], 1);
        } else {
            add_tokens(p, (enum diff_kind)kinds[at], &x.list[i++], 1);
            j += kinds[at] == DIFF_SAME;
        }
    }
    arena_free(scratch);
    return is_near;
}

/* One run of changes as one GONE and one NEW, with the islands between them. */
struct change {
    const char *gone, *fresh;
    size_t gone_len, fresh_len;
};

static bool is_island(const struct pieces *p, size_t i)
{
    return p->list[i].kind == DIFF_SAME && p->list[i].tokens <= ISLAND_MAX && i > 0 && i + 1 < p->len;
}

/* Gathers what lies between two equal passages, from `i` on; returns where it ends.  The spans of each kind are
 * neighbours in their own text, an island is in both. */
static size_t gather(const struct pieces *p, size_t i, const char *new_at, struct change *c)
{
    *c = (struct change){NULL, new_at, 0, 0};
    for (; i < p->len && (p->list[i].kind != DIFF_SAME || is_island(p, i)); i++) {
        const struct span *s = &p->list[i];
        if (s->kind != DIFF_NEW) {
            c->gone = c->gone == NULL ? s->at : c->gone;
            c->gone_len += s->len;
        }
        c->fresh_len += s->kind != DIFF_GONE ? s->len : 0;
    }
    return i;
}

/* Sentences that changed, compared by their characters. */
static void refine(struct pieces *to, const struct change *c, size_t *budget)
{
    if (c->gone_len > 0 && c->fresh_len > 0 && *budget > 0) {
        (*budget)--;
        if (compare(to, cut_characters(to->a, c->gone, c->gone_len), cut_characters(to->a, c->fresh, c->fresh_len))) {
            return;
        }
    }
    add_span(to, DIFF_GONE, c->gone, c->gone_len, c->gone_len);
    add_span(to, DIFF_NEW, c->fresh, c->fresh_len, c->fresh_len);
}

static struct pieces compare_sentences(struct arena *a, struct token x, struct token y)
{
    struct pieces rough = {.a = a};
    struct pieces p = {.a = a};
    size_t budget = REFINED_MAX;
    if (!compare(&rough, cut_sentences(a, x.at, x.len), cut_sentences(a, y.at, y.len))) {
        add_span(&p, DIFF_GONE, x.at, x.len, x.len);
        add_span(&p, DIFF_NEW, y.at, y.len, y.len);
        return p;
    }
    const char *new_at = y.at;
    for (size_t i = 0; i < rough.len;) {
        const struct span *s = &rough.list[i];
        if (s->kind == DIFF_SAME) {
            add_span(&p, DIFF_SAME, s->at, s->len, s->len);
            new_at += s->len;
            i++;
            continue;
        }
        struct change c = {NULL, new_at, 0, 0};
        for (; i < rough.len && rough.list[i].kind != DIFF_SAME; i++) {
            bool is_new = rough.list[i].kind == DIFF_NEW;
            c.gone = !is_new && c.gone == NULL ? rough.list[i].at : c.gone;
            *(is_new ? &c.fresh_len : &c.gone_len) += rough.list[i].len;
        }
        refine(&p, &c, &budget);
        new_at += c.fresh_len;
    }
    return p;
}

static void add_piece(struct arena *a, struct diff_piece *list, size_t *len, enum diff_kind kind, const char *at,
                      size_t n)
{
    if (n > 0) {
        list[(*len)++] = (struct diff_piece){kind, arena_copy(a, at, n)};
    }
}

/* What both begin, or end, with; whole characters with the marks that belong to them. */
static size_t common_start(const struct tokens *x, const struct tokens *y)
{
    size_t n = 0;
    while (n < x->len && n < y->len && same_token(&x->list[n], &y->list[n])) {
        n++;
    }
    return n;
}

static size_t common_end(const struct tokens *x, const struct tokens *y, size_t start)
{
    size_t n = 0;
    while (n < x->len - start && n < y->len - start && same_token(&x->list[x->len - 1 - n], &y->list[y->len - 1 - n])) {
        n++;
    }
    return n;
}

/* The tokens between the common start and end, as one stretch of the text. */
static struct token middle_of(const char *text, const struct tokens *t, size_t start, size_t end)
{
    size_t size = strlen(text);
    size_t from = start < t->len ? (size_t)(t->list[start].at - text) : size;
    size_t to = end > 0 ? (size_t)(t->list[t->len - end].at - text) : size;
    return (struct token){text + from, to - from};
}

const struct diff_piece *text_diff(struct arena *a, const char *old_text, const char *new_text, size_t *ret_len)
{
    struct tokens x = cut_characters(a, old_text, strlen(old_text));
    struct tokens y = cut_characters(a, new_text, strlen(new_text));
    size_t start = common_start(&x, &y);
    size_t end = common_end(&x, &y, start);
    struct token mx = middle_of(old_text, &x, start, end);
    struct token my = middle_of(new_text, &y, start, end);
    struct pieces p = {.a = a};
    if (!compare(&p, (struct tokens){x.list + start, x.len - start - end},
                 (struct tokens){y.list + start, y.len - start - end})) {
        mx = (struct token){old_text, strlen(old_text)}; /* whole sentences, not what their neighbours left of them */
        my = (struct token){new_text, strlen(new_text)};
        p = compare_sentences(a, mx, my);
    }
    struct diff_piece *list = ARENA_ARRAY(a, struct diff_piece, 2 * p.len + 3);
    size_t len = 0;
    const char *new_at = my.at;
    add_piece(a, list, &len, DIFF_SAME, old_text, (size_t)(mx.at - old_text));
    for (size_t i = 0; i < p.len;) {
        if (p.list[i].kind == DIFF_SAME && !is_island(&p, i)) {
            size_t n = p.list[i].len;
            add_piece(a, list, &len, DIFF_SAME, p.list[i].at, n);
            new_at += n;
            i++;
            continue;
        }
        struct change c;
        i = gather(&p, i, new_at, &c);
        add_piece(a, list, &len, DIFF_GONE, c.gone, c.gone_len);
        add_piece(a, list, &len, DIFF_NEW, c.fresh, c.fresh_len);
        new_at += c.fresh_len;
    }
    const char *tail = mx.at + mx.len;
    add_piece(a, list, &len, DIFF_SAME, tail, strlen(tail));
    *ret_len = len;
    return list;
}
