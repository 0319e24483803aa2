/* minify_js.c - words, then names, then bytes. */
#include "minify_js.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct name;

enum word_kind { WORD_NAME, WORD_NUMBER, WORD_STRING, WORD_REGEX, WORD_MARK };

struct word {
    enum word_kind kind;
    const char *at;
    size_t len;
    const struct name *name; /* NULL: it stays as it stands */
};

struct words {
    const struct source *js;
    struct word *list;
    size_t len;
};

enum { NONE = -1 };

/* A function, or a catch with its block; the first is the whole file. */
struct scope {
    int outer; /* NONE of the file */
    bool is_catch;
};

/* A name that a scope declares. */
struct name {
    const char *at;
    size_t len;
    int scope;
    size_t uses;
    size_t first;     /* word at which it is declared: the order among equals */
    bool *is_used_in; /* by scope: there or in a function inside it           */
    const char *short_name;
};

struct names {
    struct name *list;
    size_t len;
    struct scope *scopes;
    size_t scopes_len;
    int *scope_of; /* of each word */
};

static bool is_word_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static bool is(const struct word *w, const char *text)
{
    return w->len == strlen(text) && memcmp(w->at, text, w->len) == 0;
}

static bool is_one_of(const struct word *w, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (is(w, texts[i])) {
            return true;
        }
    }
    return false;
}

/* --- words --- */

static _Noreturn void refuse(const struct source *js, const char *at, const char *why)
{
    source_fail(js->path, source_line(js, (size_t)(at - js->text)), "%s", why);
}

static const char *skip_space(const struct source *js, const char *s)
{
    for (;;) {
        s += strspn(s, " \t\r\n");
        if (strncmp(s, "//", 2) == 0) {
            s += strcspn(s, "\n");
        } else if (strncmp(s, "/*", 2) == 0) {
            const char *end = strstr(s + 2, "*/");
            if (end == NULL) {
                refuse(js, s, "a comment without end");
            }
            s = end + 2;
        } else {
            return s;
        }
    }
}

/* Behind a string or a regular expression, whose quote or slash `s` stands on. */
static const char *skip_quoted(const struct source *js, const char *s)
{
    const char quote = *s;
    bool is_in_class = false;
    for (const char *at = s + 1; *at != '\0' && *at != '\n'; at++) {
        if (*at == '\\' && at[1] != '\0') {
            at++;
        } else if (quote == '/' && (*at == '[' || *at == ']')) {
            is_in_class = *at == '[';
        } else if (*at == quote && !is_in_class) {
            return at + 1;
        }
    }
    refuse(js, s, "a string or a regular expression without end");
}

/* A slash begins a regular expression where a value may stand. */
static bool value_may_follow(const struct word *before)
{
    static const char *const words[] = {"return", "typeof", "case", "in", "delete", "void", "throw"};
    if (before == NULL || before->kind == WORD_MARK) {
        return before == NULL || !(is(before, ")") || is(before, "]") || is(before, "}"));
    }
    return before->kind == WORD_NAME && is_one_of(before, words, sizeof words / sizeof *words);
}

static struct word next_word(const struct source *js, const char *s, const struct word *before)
{
    static const char *const refused[] = {"let", "const", "class"};
    struct word w = {.kind = WORD_MARK, .at = s, .len = 1};
    if (*s == '\'' || *s == '"') {
        w.kind = WORD_STRING;
        w.len = (size_t)(skip_quoted(js, s) - s);
    } else if (*s == '/' && value_may_follow(before)) {
        w.kind = WORD_REGEX;
        const char *end = skip_quoted(js, s);
        while (isalpha((unsigned char)*end)) {
            end++;
        }
        w.len = (size_t)(end - s);
    } else if (is_word_byte(*s)) {
        bool is_number = isdigit((unsigned char)*s) != 0;
        w.kind = is_number ? WORD_NUMBER : WORD_NAME;
        while (is_word_byte(s[w.len]) || (is_number && s[w.len] == '.')) {
            w.len++;
        }
    } else if (*s == '`' || strncmp(s, "=>", 2) == 0) {
        refuse(js, s, "scripts are written in ES5: no template literals, no arrows");
    }
    if (w.kind == WORD_NAME && is_one_of(&w, refused, 3)) {
        refuse(js, s, "scripts are written in ES5: no let, const or class");
    }
    return w;
}

static struct words words_of(const struct source *js)
{
    struct words all = {js, source_alloc(js->len + 1, sizeof(struct word)), 0};
    for (const char *s = skip_space(js, js->text); *s != '\0';) {
        struct word *w = &all.list[all.len];
        *w = next_word(js, s, all.len > 0 ? w - 1 : NULL);
        all.len++;
        s = skip_space(js, w->at + w->len);
    }
    return all;
}

/* --- names --- */

/* A name behind a dot or before the colon of an object's field is a property's. */
static bool is_property(const struct words *all, size_t at)
{
    const struct word *w = &all->list[at];
    if (at > 0 && w[-1].kind == WORD_MARK && is(&w[-1], ".")) {
        return true;
    }
    return at > 0 && at + 1 < all->len && is(&w[1], ":") && (is(&w[-1], "{") || is(&w[-1], ","));
}

/* The word behind the bracket that closes the one at `at`. */
static size_t behind_bracket(const struct words *all, size_t at)
{
    int depth = 0;
    for (size_t i = at; i < all->len; i++) {
        const struct word *w = &all->list[i];
        if (w->kind == WORD_MARK) {
            depth += is(w, "(") || is(w, "[") || is(w, "{") ? 1 : 0;
            depth -= is(w, ")") || is(w, "]") || is(w, "}") ? 1 : 0;
        }
        if (depth == 0) {
            return i + 1;
        }
    }
    refuse(all->js, all->list[at].at, "a bracket without its end");
}

static struct name *declared_in(const struct names *n, const struct word *w, int scope)
{
    for (size_t i = 0; i < n->len; i++) {
        struct name *name = &n->list[i];
        if (name->scope == scope && name->len == w->len && memcmp(name->at, w->at, w->len) == 0) {
            return name;
        }
    }
    return NULL;
}

static void declare(struct names *n, const struct words *all, size_t at, int scope)
{
    const struct word *w = &all->list[at];
    if (at < all->len && w->kind == WORD_NAME && declared_in(n, w, scope) == NULL) {
        n->list[n->len++] = (struct name){.at = w->at, .len = w->len, .first = at, .scope = scope};
    }
}

/* The names of `var a = f(1, 2), b;`, whose first word is at `at`. */
static void declare_variables(struct names *n, const struct words *all, size_t at)
{
    int scope = n->scope_of[at];
    while (n->scopes[scope].is_catch) {
        scope = n->scopes[scope].outer; /* a variable is its function's */
    }
    declare(n, all, at, scope);
    while (at < all->len && !is(&all->list[at], ";") && !is(&all->list[at], ")")) {
        const struct word *w = &all->list[at];
        bool is_open = w->kind == WORD_MARK && (is(w, "(") || is(w, "[") || is(w, "{"));
        if (w->kind == WORD_MARK && is(w, ",")) {
            declare(n, all, at + 1, scope);
        }
        at = is_open ? behind_bracket(all, at) : at + 1;
    }
}

/* Gives the words of a function or a catch, from its parameters to its last bracket, a scope of their own. */
static void open_scope(struct names *n, const struct words *all, size_t at)
{
    const int outer = n->scope_of[at];
    const int scope = (int)n->scopes_len++;
    size_t from = at + 1;
    if (all->list[from].kind == WORD_NAME) {
        declare(n, all, from++, outer);
    }
    size_t body = behind_bracket(all, from);
    size_t end = behind_bracket(all, body);
    n->scopes[scope] = (struct scope){outer, is(&all->list[at], "catch")};
    for (size_t i = from; i < end; i++) {
        n->scope_of[i] = scope;
    }
    for (size_t i = from; i < body; i++) {
        declare(n, all, i, scope);
    }
}

/* The name that a word means, and every scope between it and its declaration noted. */
static const struct name *resolve(struct names *n, const struct word *w, int scope)
{
    for (int at = scope; at != NONE; at = n->scopes[at].outer) {
        struct name *name = declared_in(n, w, at);
        if (name != NULL) {
            name->uses++;
            for (int in = scope; in != at; in = n->scopes[in].outer) {
                name->is_used_in[in] = true;
            }
            name->is_used_in[at] = true;
            return name;
        }
    }
    return NULL;
}

static struct names names_of(struct words *all)
{
    struct names n = {.list = source_alloc(all->len + 1, sizeof(struct name)),
                      .scopes = source_alloc(all->len + 1, sizeof(struct scope)),
                      .scopes_len = 1,
                      .scope_of = source_alloc(all->len + 1, sizeof(int))};
    n.scopes[0] = (struct scope){NONE, false};
    for (size_t i = 0; i < all->len; i++) { /* outer functions first: the inner ones then overwrite */
        const struct word *w = &all->list[i];
        if (w->kind != WORD_NAME || is_property(all, i)) {
            continue;
        }
        if (is(w, "function") || is(w, "catch")) {
            open_scope(&n, all, i);
        } else if (is(w, "var")) {
            declare_variables(&n, all, i + 1);
        }
    }
    for (size_t i = 0; i < n.len; i++) {
        n.list[i].is_used_in = source_alloc(n.scopes_len, sizeof(bool));
    }
    for (size_t i = 0; i < all->len; i++) {
        struct word *w = &all->list[i];
        w->name = w->kind == WORD_NAME && !is_property(all, i) ? resolve(&n, w, n.scope_of[i]) : NULL;
    }
    return n;
}

static int by_uses(const void *a, const void *b)
{
    const struct name *x = *(struct name *const *)a;
    const struct name *y = *(struct name *const *)b;
    if (x->uses != y->uses) {
        return x->uses > y->uses ? -1 : 1;
    }
    return x->first < y->first ? -1 : 1;
}

/* True when the file says this word and does not declare it: a keyword or a name of the browser's. */
static bool is_foreign(const struct words *all, const char *word)
{
    static const char *const reserved[] = {"do", "if", "in"};
    const struct word made = {.at = word, .len = strlen(word)};
    for (size_t i = 0; i < all->len; i++) {
        const struct word *w = &all->list[i];
        if (w->kind == WORD_NAME && w->name == NULL && is(w, word) && !is_property(all, i)) {
            return true;
        }
    }
    return is_one_of(&made, reserved, sizeof reserved / sizeof *reserved);
}

/* True when one of the two is meant within the other's scope. */
static bool may_meet(const struct name *a, const struct name *b)
{
    return a->scope == b->scope || a->is_used_in[b->scope] || b->is_used_in[a->scope];
}

static bool is_taken(const struct names *n, const struct name *by, const char *word)
{
    for (size_t i = 0; i < n->len; i++) {
        const struct name *other = &n->list[i];
        if (other->short_name != NULL && strcmp(other->short_name, word) == 0 && may_meet(other, by)) {
            return true;
        }
    }
    return false;
}

/* The n-th of a, b ... z, A ... Z, aa, ab ... */
static char *short_word(size_t n)
{
    static const char letters[] = "etnirasoclduphmfgvbyExTSwkCARLINODPMqzjBFGHKQUVWXYZJ";
    const size_t count = sizeof letters - 1;
    return n < count ? source_format("%c", letters[n])
                     : source_format("%c%c", letters[(n / count - 1) % count], letters[n % count]);
}

/* The most used first; functions that do not see each other's names use the same letters. */
static void shorten(const struct words *all, struct names *n)
{
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): it holds pointers */
    struct name **order = source_alloc(n->len + 1, sizeof *order);
    for (size_t i = 0; i < n->len; i++) {
        order[i] = &n->list[i];
    }
    qsort(order, n->len, sizeof *order, by_uses); /* NOLINT(bugprone-sizeof-expression) */
    for (size_t i = 0; i < n->len; i++) {
        size_t next = 0;
        char *word = short_word(next++);
        while (is_foreign(all, word) || is_taken(n, order[i], word)) {
            word = short_word(next++);
        }
        order[i]->short_name = word;
    }
}

/* --- bytes --- */

/* Two words that would become one, or two marks that would become another. */
static bool needs_space(const struct word *a, const struct word *b)
{
    bool is_left_word = a->kind == WORD_NAME || a->kind == WORD_NUMBER || a->kind == WORD_REGEX;
    if (is_left_word && (b->kind == WORD_NAME || b->kind == WORD_NUMBER)) {
        return true;
    }
    bool was_apart = b->at != a->at + a->len;
    return was_apart && a->kind == WORD_MARK && b->kind == WORD_MARK && *a->at == *b->at &&
           strchr("+-", *a->at) != NULL;
}

void minify_js(const struct source *js, struct buffer *ret)
{
    struct words all = words_of(js);
    struct names names = names_of(&all);
    shorten(&all, &names);
    for (size_t i = 0; i < all.len; i++) {
        const struct word *w = &all.list[i];
        const struct word *next = i + 1 < all.len ? w + 1 : NULL;
        if (w->kind == WORD_MARK && is(w, ";") && next != NULL && is(next, "}")) {
            continue; /* a block's last statement needs none */
        }
        const char *text = w->name != NULL ? w->name->short_name : w->at;
        buffer_put(ret, text, w->name != NULL ? strlen(text) : w->len);
        if (next != NULL && needs_space(w, next)) {
            buffer_put(ret, " ", 1);
        }
    }
}
