/* page_reader.h - reads a drawn page as a strict browser would: what is wrong with it, and what its forms would post.
 *
 * It knows the small, tidy language that the templates are written in (every attribute quoted, every element closed),
 * and calls everything else a fault; a real browser's tolerance would hide what an old one shows. */
#ifndef TESTS_PAGE_READER_H
#define TESTS_PAGE_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

enum { TAG_ATTRS_MAX = 24, TAG_DEPTH_MAX = 64, FORM_FIELDS_MAX = 700 };

struct tag_attr {
    const char *name, *value; /* decoded; "" for a bare attribute */
};

/* One tag and the text behind it up to the next tag. */
struct page_tag {
    const char *name;
    bool is_close;
    struct tag_attr attrs[TAG_ATTRS_MAX];
    size_t attrs_len;
    const char *text; /* decoded */
};

struct page_tags {
    struct arena *a;
    struct page_tag *list;
    size_t len;
    const char *fault; /* NULL: readable */
};

static inline bool is_one_of(const char *word, const char *words)
{
    size_t len = strlen(word);
    for (const char *p = words; *p != '\0'; p += strspn(p, " ")) {
        size_t n = strcspn(p, " ");
        if (n == len && strncmp(p, word, n) == 0) {
            return true;
        }
        p += n;
    }
    return false;
}

static inline const char *tag_attr(const struct page_tag *t, const char *name)
{
    for (size_t i = 0; i < t->attrs_len; i++) {
        if (strcmp(t->attrs[i].name, name) == 0) {
            return t->attrs[i].value;
        }
    }
    return NULL;
}

static inline bool tag_is(const struct page_tag *t, const char *name)
{
    return !t->is_close && strcmp(t->name, name) == 0;
}

/* Undoes the escapes that out.c makes; *ret_fault names an ampersand that is none of them. */
static inline const char *text_decoded(struct arena *a, const char *s, size_t len, const char **ret_fault)
{
    static const struct {
        const char *entity, *text;
    } known[] = {{"&amp;", "&"},   {"&lt;", "<"},  {"&gt;", ">"},
                 {"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", "\xC2\xA0"}};
    char *to = arena_copy(a, s, len);
    size_t n = 0;
    for (size_t i = 0; i < len;) {
        size_t k = 0;
        while (s[i] == '&' && k < sizeof known / sizeof known[0] &&
               strncmp(s + i, known[k].entity, strlen(known[k].entity)) != 0) {
            k++;
        }
        if (s[i] != '&' || k == sizeof known / sizeof known[0]) {
            if (s[i] == '&') {
                *ret_fault = text_format(a, "a bare & in \"%.*s\"", (int)(len < 60 ? len : 60), s);
            }
            to[n++] = s[i++];
            continue;
        }
        memcpy(to + n, known[k].text, strlen(known[k].text));
        n += strlen(known[k].text);
        i += strlen(known[k].entity);
    }
    to[n] = '\0';
    return to;
}

/* The attributes of a tag; returns where its '>' stands, NULL when it is not written as ours are. */
static inline const char *read_attrs(struct page_tags *p, struct page_tag *t, const char *s)
{
    for (;;) {
        s += strspn(s, " \n");
        if (*s == '>') {
            return s;
        }
        size_t len = strspn(s, "abcdefghijklmnopqrstuvwxyz-");
        if (len == 0 || t->attrs_len == TAG_ATTRS_MAX) {
            return NULL;
        }
        const char *name = arena_copy(p->a, s, len);
        const char *value = "";
        s += len;
        if (*s == '=') {
            const char *end = s[1] == '"' ? strchr(s + 2, '"') : NULL;
            if (end == NULL || memchr(s, '<', (size_t)(end - s)) != NULL) {
                return NULL;
            }
            value = text_decoded(p->a, s + 2, (size_t)(end - s - 2), &p->fault);
            s = end + 1;
        }
        if (tag_attr(t, name) != NULL) {
            p->fault = text_format(p->a, "<%s> has %s twice", t->name, name);
        }
        t->attrs[t->attrs_len++] = (struct tag_attr){name, value};
        if (*s != ' ' && *s != '\n' && *s != '>') {
            return NULL;
        }
    }
}

static inline const char *read_tag(struct page_tags *p, struct page_tag *t, const char *s)
{
    const char *from = s++;
    t->is_close = *s == '/';
    s += t->is_close;
    size_t len = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789");
    t->name = arena_copy(p->a, s, len);
    s = len == 0 ? NULL : read_attrs(p, t, s + len);
    if (s == NULL) {
        p->fault = text_format(p->a, "unreadable tag \"%.60s\"", from);
        return NULL;
    }
    const char *text = s + 1;
    const char *next = strchr(text, '<');
    next = next == NULL ? text + strlen(text) : next;
    t->text = text_decoded(p->a, text, (size_t)(next - text), &p->fault);
    return next;
}

static inline struct page_tags page_tags(struct arena *a, const char *html)
{
    static const char doctype[] = "<!doctype html>";
    struct page_tags p = {.a = a};
    size_t max = 1;
    for (const char *s = html; (s = strchr(s, '<')) != NULL; s++) {
        max++;
    }
    p.list = ARENA_ARRAY(a, struct page_tag, max);
    html += strspn(html, " \n");
    if (strncmp(html, doctype, strlen(doctype)) != 0) {
        p.fault = "no doctype";
        return p;
    }
    const char *s = strchr(html + strlen(doctype), '<');
    while (s != NULL && *s == '<') {
        s = read_tag(&p, &p.list[p.len++], s);
    }
    return p;
}

/* ---- what is wrong with a page ---- */

#define VOID_TAGS  "br hr img input link meta"
#define BLOCK_TAGS "div p ul ol dl section table form h1 h2 h3 h4 fieldset main header footer nav details pre"
#define CONTROLS   "input select textarea"

struct nesting {
    const struct page_tag *open[TAG_DEPTH_MAX];
    size_t depth;
};

static inline bool is_inside(const struct nesting *n, const char *name)
{
    for (size_t i = 0; i < n->depth; i++) {
        if (strcmp(n->open[i]->name, name) == 0) {
            return true;
        }
    }
    return false;
}

static inline const char *fault_of_place(struct arena *a, const struct nesting *n, const struct page_tag *t)
{
    const char *parent = n->depth == 0 ? "" : n->open[n->depth - 1]->name;
    if (is_one_of(t->name, BLOCK_TAGS) && is_inside(n, "p")) {
        return text_format(a, "<%s> inside <p>", t->name);
    }
    if (is_one_of(t->name, BLOCK_TAGS) && is_one_of(parent, "span button a b i label")) {
        return text_format(a, "<%s> inside <%s>", t->name, parent);
    }
    if (is_one_of(t->name, "a button form label") && is_inside(n, t->name)) {
        return text_format(a, "<%s> inside <%s>", t->name, t->name);
    }
    if (is_one_of(t->name, "a button input select textarea") && (is_inside(n, "a") || is_inside(n, "button"))) {
        return text_format(a, "<%s> inside a link or button", t->name);
    }
    if (is_one_of(parent, "ul ol") != (strcmp(t->name, "li") == 0)) {
        return text_format(a, "<%s> in <%s>", t->name, parent);
    }
    if (is_one_of(t->name, "dt dd") && !is_inside(n, "dl")) {
        return text_format(a, "<%s> without <dl>", t->name);
    }
    return NULL;
}

static inline const char *fault_of_nesting(const struct page_tags *p)
{
    struct nesting n = {.depth = 0};
    for (size_t i = 0; i < p->len; i++) {
        const struct page_tag *t = &p->list[i];
        if (t->is_close) {
            if (n.depth == 0 || strcmp(n.open[n.depth - 1]->name, t->name) != 0) {
                return text_format(p->a, "</%s> closes <%s>", t->name, n.depth == 0 ? "" : n.open[n.depth - 1]->name);
            }
            n.depth--;
            continue;
        }
        const char *fault = fault_of_place(p->a, &n, t);
        if (fault != NULL) {
            return fault;
        }
        if (!is_one_of(t->name, VOID_TAGS)) {
            if (n.depth == TAG_DEPTH_MAX) {
                return "too deep";
            }
            n.open[n.depth++] = t;
        }
    }
    return n.depth == 0 ? NULL : text_format(p->a, "<%s> is not closed", n.open[n.depth - 1]->name);
}

static inline const struct page_tag *tag_of_id(const struct page_tags *p, const char *id, size_t id_len)
{
    for (size_t i = 0; i < p->len; i++) {
        const char *own = p->list[i].is_close ? NULL : tag_attr(&p->list[i], "id");
        if (own != NULL && strlen(own) == id_len && memcmp(own, id, id_len) == 0) {
            return &p->list[i];
        }
    }
    return NULL;
}

/* Each id of a list like "x-h x-e" names an element. */
static inline const char *fault_of_ids(const struct page_tags *p, const struct page_tag *t, const char *attr)
{
    const char *ids = tag_attr(t, attr);
    if (ids == NULL) {
        return NULL;
    }
    if (*ids == '\0') {
        return text_format(p->a, "<%s> has an empty %s", t->name, attr);
    }
    for (const char *s = ids; *s != '\0'; s += strspn(s, " ")) {
        size_t len = strcspn(s, " ");
        if (tag_of_id(p, s, len) == NULL) {
            return text_format(p->a, "<%s %s=\"%s\"> names what is not there", t->name, attr, ids);
        }
        s += len;
    }
    return NULL;
}

static inline const char *fault_of_reference(const struct page_tags *p, const struct page_tag *t)
{
    static const char *const lists[] = {"aria-describedby", "aria-labelledby", "aria-controls"};
    const char *fault = NULL;
    for (size_t i = 0; fault == NULL && i < sizeof lists / sizeof lists[0]; i++) {
        fault = fault_of_ids(p, t, lists[i]);
    }
    const char *id = tag_attr(t, "id");
    const char *of = tag_attr(t, "for");
    const char *href = tag_attr(t, "href");
    if (id != NULL && (*id == '\0' || strpbrk(id, " .") != NULL || tag_of_id(p, id, strlen(id)) != t)) {
        return text_format(p->a, "id \"%s\" twice or unfit", id);
    }
    if (of != NULL) {
        const struct page_tag *control = tag_of_id(p, of, strlen(of));
        if (control == NULL || !is_one_of(control->name, CONTROLS)) {
            return text_format(p->a, "label for=\"%s\" has no control", of);
        }
    }
    if (href != NULL && (*href == '\0' || (*href == '#' && tag_of_id(p, href + 1, strlen(href + 1)) == NULL))) {
        return text_format(p->a, "link to \"%s\" leads nowhere", href);
    }
    return fault;
}

static inline const char *fault_of_attrs(const struct page_tags *p, const struct page_tag *t)
{
    for (size_t i = 0; i < t->attrs_len; i++) {
        const char *name = t->attrs[i].name;
        if (strncmp(name, "on", 2) == 0 || strcmp(name, "style") == 0) {
            return text_format(p->a, "inline %s", name);
        }
    }
    if (tag_is(t, "img") && tag_attr(t, "alt") == NULL) {
        return "img without alt";
    }
    if (tag_is(t, "script") && (tag_attr(t, "src") == NULL || *t->text != '\0')) {
        return "inline script";
    }
    if (tag_is(t, "style")) {
        return "inline style";
    }
    return NULL;
}

/* Every box that a person fills has a name that is read out: a label of its own or around it. */
static inline const char *fault_of_labels(const struct page_tags *p)
{
    int labels = 0;
    for (size_t i = 0; i < p->len; i++) {
        const struct page_tag *t = &p->list[i];
        labels += strcmp(t->name, "label") == 0 ? (t->is_close ? -1 : 1) : 0;
        bool is_hidden = tag_is(t, "input") && text_equal(tag_attr(t, "type"), "hidden");
        if (t->is_close || !is_one_of(t->name, CONTROLS) || is_hidden || labels > 0) {
            continue;
        }
        const char *id = tag_attr(t, "id");
        bool is_labelled = false;
        for (size_t k = 0; id != NULL && k < p->len; k++) {
            is_labelled = is_labelled || (tag_is(&p->list[k], "label") && text_equal(tag_attr(&p->list[k], "for"), id));
        }
        if (!is_labelled) {
            return text_format(p->a, "<%s name=\"%s\"> has no label", t->name, tag_attr(t, "name"));
        }
    }
    return NULL;
}

/* One h1, one main, a title; every form that changes something carries a token. */
static inline const char *fault_of_whole(const struct page_tags *p)
{
    int h1 = 0;
    int mains = 0;
    bool has_title = false;
    bool wants_token = false;
    for (size_t i = 0; i < p->len; i++) {
        const struct page_tag *t = &p->list[i];
        h1 += tag_is(t, "h1");
        mains += tag_is(t, "main");
        has_title = has_title || (tag_is(t, "title") && strstr(t->text, " - ") != NULL);
        if (tag_is(t, "form")) {
            wants_token = text_equal(tag_attr(t, "method"), "post");
        } else if (tag_is(t, "input") && text_equal(tag_attr(t, "name"), "token") &&
                   !text_is_empty(tag_attr(t, "value"))) {
            wants_token = false;
        } else if (t->is_close && strcmp(t->name, "form") == 0 && wants_token) {
            return "a form without a token";
        }
    }
    return h1 != 1 ? "not exactly one h1" : mains != 1 ? "not exactly one main" : has_title ? NULL : "no title";
}

/* NULL, or what is wrong with the page. */
static inline const char *page_fault(struct arena *a, const char *html)
{
    struct page_tags p = page_tags(a, html);
    const char *fault = p.fault != NULL ? p.fault : fault_of_nesting(&p);
    for (size_t i = 0; fault == NULL && i < p.len; i++) {
        const struct page_tag *t = &p.list[i];
        fault = t->is_close ? NULL : fault_of_attrs(&p, t);
        fault = fault != NULL || t->is_close ? fault : fault_of_reference(&p, t);
    }
    fault = fault != NULL ? fault : fault_of_labels(&p);
    return fault != NULL ? fault : fault_of_whole(&p);
}

/* ---- what a form would post ---- */

struct sheet_field {
    const char *name, *value;
};

/* A form as a person has it before them: the controls with what stands in them. */
struct sheet {
    struct arena *a;
    const char *action;
    const char *autosave; /* NULL: none */
    bool is_multipart;
    struct sheet_field fields[FORM_FIELDS_MAX];
    size_t len;
};

/* What would be sent for `name`, or NULL. */
static inline const char *sheet_get(const struct sheet *s, const char *name)
{
    for (size_t i = 0; i < s->len; i++) {
        if (strcmp(s->fields[i].name, name) == 0) {
            return s->fields[i].value;
        }
    }
    return NULL;
}

static inline void sheet_add(struct sheet *s, const char *name, const char *value)
{
    if (s->len < FORM_FIELDS_MAX) {
        s->fields[s->len++] = (struct sheet_field){name, value};
    }
}

/* Types `value` into the control, ticks it, or presses the button of that name. */
static inline void sheet_set(struct sheet *s, const char *name, const char *value)
{
    for (size_t i = 0; i < s->len; i++) {
        if (strcmp(s->fields[i].name, name) == 0) {
            s->fields[i].value = value;
            return;
        }
    }
    sheet_add(s, name, value);
}

static inline void sheet_unset(struct sheet *s, const char *name)
{
    for (size_t i = 0; i < s->len; i++) {
        if (strcmp(s->fields[i].name, name) == 0) {
            memmove(&s->fields[i], &s->fields[i + 1], (s->len - i - 1) * sizeof s->fields[0]);
            s->len--;
            return;
        }
    }
}

static inline void read_input(struct sheet *s, const struct page_tag *t)
{
    const char *type = tag_attr(t, "type");
    const char *value = tag_attr(t, "value");
    bool is_box = text_equal(type, "checkbox") || text_equal(type, "radio");
    if (text_equal(type, "file") || (is_box && tag_attr(t, "checked") == NULL)) {
        return;
    }
    sheet_add(s, tag_attr(t, "name"), value == NULL ? (is_box ? "on" : "") : value);
}

static inline void read_select(struct sheet *s, const struct page_tags *p, size_t at)
{
    const char *value = NULL;
    for (size_t i = at + 1; i < p->len && !(p->list[i].is_close && strcmp(p->list[i].name, "select") == 0); i++) {
        if (tag_is(&p->list[i], "option") && (value == NULL || tag_attr(&p->list[i], "selected") != NULL)) {
            value = tag_attr(&p->list[i], "value");
        }
    }
    sheet_add(s, tag_attr(&p->list[at], "name"), value == NULL ? "" : value);
}

/* The form of that action; NULL when the page has none. */
static inline struct sheet *sheet_of(struct arena *a, const char *html, const char *action)
{
    struct page_tags p = page_tags(a, html);
    size_t i = 0;
    while (i < p.len && !(tag_is(&p.list[i], "form") && text_equal(tag_attr(&p.list[i], "action"), action))) {
        i++;
    }
    if (i == p.len) {
        return NULL;
    }
    struct sheet *s = ARENA_NEW(a, struct sheet);
    s->a = a;
    s->action = action;
    s->autosave = tag_attr(&p.list[i], "data-autosave");
    s->is_multipart = text_equal(tag_attr(&p.list[i], "enctype"), "multipart/form-data");
    for (; i < p.len && !(p.list[i].is_close && strcmp(p.list[i].name, "form") == 0); i++) {
        const struct page_tag *t = &p.list[i];
        if (tag_is(t, "input")) {
            read_input(s, t);
        } else if (tag_is(t, "textarea")) {
            sheet_add(s, tag_attr(t, "name"), t->text + (*t->text == '\n'));
        } else if (tag_is(t, "select")) {
            read_select(s, &p, i);
        }
    }
    return s;
}

/* The text of the page: what stands in its title element, its h1, the error beside a control. */
static inline const char *page_text_of(struct arena *a, const char *html, const char *tag)
{
    struct page_tags p = page_tags(a, html);
    for (size_t i = 0; i < p.len; i++) {
        if (tag_is(&p.list[i], tag)) {
            return p.list[i].text;
        }
    }
    return "";
}

/* Whether the page has a link to exactly this address. */
static inline bool page_has_link(struct arena *a, const char *html, const char *href)
{
    struct page_tags p = page_tags(a, html);
    for (size_t i = 0; i < p.len; i++) {
        if (tag_is(&p.list[i], "a") && text_equal(tag_attr(&p.list[i], "href"), href)) {
            return true;
        }
    }
    return false;
}

#endif
