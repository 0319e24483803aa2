/* html_place.c */
#include "html_place.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static bool is_one_of(const char *name, const char *const *list)
{
    for (; *list != NULL; list++) {
        if (strcmp(name, *list) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_raw(const char *tag)
{
    static const char *const raw[] = {"script", "style", "xmp", "noembed", "noframes", "plaintext", NULL};
    return is_one_of(tag, raw);
}

/* Elements whose content is characters only. */
static bool is_characters(const char *tag)
{
    static const char *const characters[] = {"textarea", "title", NULL};
    return is_one_of(tag, characters);
}

static bool is_link(const char *attr)
{
    static const char *const links[] = {"href", "src",  "action",   "formaction", "poster",     "cite",
                                        "data", "ping", "manifest", "background", "xlink:href", NULL};
    return is_one_of(attr, links);
}

static const char *append(char name[PLACE_NAME_BYTES], char c)
{
    size_t len = strlen(name);
    if (len + 1 >= PLACE_NAME_BYTES) {
        return "a name too long";
    }
    name[len] = (char)tolower((unsigned char)c);
    name[len + 1] = '\0';
    return NULL;
}

/* The attribute's name is complete: some must not exist at all, because the content security policy forbids them. */
static const char *attr_named(struct place *p)
{
    if (strcmp(p->attr, "style") == 0) {
        return "a style attribute; the content security policy forbids it, use a class";
    }
    if (strncmp(p->attr, "on", 2) == 0) {
        return "an on* attribute; the content security policy forbids it, use static/";
    }
    if (strcmp(p->attr, "srcdoc") == 0) {
        return "a srcdoc attribute";
    }
    if (strcmp(p->attr, "http-equiv") == 0) {
        p->is_refreshed = true;
    }
    return p->is_refreshed && p->is_variable ? "http-equiv beside an interpolated content" : NULL;
}

static void tag_ended(struct place *p)
{
    p->kind = IN_TEXT;
    if (p->is_end_tag) {
        if (strcmp(p->tag, p->element) == 0) {
            p->element[0] = '\0';
        }
        return;
    }
    bool keeps = is_characters(p->tag) || strcmp(p->tag, "pre") == 0;
    if (is_raw(p->tag) || keeps) {
        memcpy(p->element, p->tag, sizeof p->element);
    }
    if (is_raw(p->tag)) {
        p->kind = IN_RAW;
    }
    p->starts_element = keeps && strcmp(p->tag, "title") != 0;
}

static const char *walk_content(struct place *p, char c)
{
    p->starts_element = false;
    if (c == '<') {
        p->kind = TAG_OPENED;
        p->tag[0] = p->attr[0] = '\0';
        p->is_end_tag = p->is_refreshed = p->is_variable = false;
    } else if (p->kind == IN_RAW && !isspace((unsigned char)c)) {
        return "content inside <script> or <style>; the content security policy forbids it, use static/";
    }
    return NULL;
}

static const char *walk_tag_opened(struct place *p, char c)
{
    if (c == '/' && !p->is_end_tag) {
        p->is_end_tag = true;
        return NULL;
    }
    if (!p->is_end_tag && (p->element[0] != '\0' && strcmp(p->element, "pre") != 0)) {
        return "'<' inside an element that holds only characters; write &lt;";
    }
    if (c == '!' && !p->is_end_tag) {
        p->kind = IN_DECLARATION;
        return NULL;
    }
    if (!isalpha((unsigned char)c)) {
        return "'<' that begins no tag; write &lt;";
    }
    p->kind = TAG_NAME;
    return append(p->tag, c);
}

static const char *walk_declaration(struct place *p, char c)
{
    const char *why = append(p->tag, c);
    if (why != NULL) {
        return why;
    }
    if (strcmp(p->tag, "--") == 0) {
        p->kind = IN_COMMENT;
        p->tail[0] = p->tail[1] = '\0';
    } else if (strcmp(p->tag, "doctype ") == 0) {
        p->kind = TAG_SPACE;
    } else if (strncmp(p->tag, "--", strlen(p->tag)) != 0 && strncmp(p->tag, "doctype ", strlen(p->tag)) != 0) {
        return "'<!' that begins neither a comment nor <!doctype html>";
    }
    return NULL;
}

static const char *walk_comment(struct place *p, char c)
{
    if (c == '>' && p->tail[0] == '-' && p->tail[1] == '-') {
        p->kind = IN_TEXT;
    }
    p->tail[0] = p->tail[1];
    p->tail[1] = c;
    return NULL;
}

/* Between attributes. */
static const char *walk_tag_space(struct place *p, char c)
{
    if (isspace((unsigned char)c) || c == '/') {
        p->kind = TAG_SPACE;
        return NULL;
    }
    if (c == '>') {
        tag_ended(p);
        return NULL;
    }
    if (p->kind == TAG_BREAK) {
        return "something other than a space, '/' or '>' behind a value or a block inside a tag";
    }
    if (strchr("\"'<=`", c) != NULL) {
        return "a character that begins no attribute";
    }
    p->kind = ATTR_NAME;
    p->attr[0] = '\0';
    return append(p->attr, c);
}

static const char *walk_tag_name(struct place *p, char c)
{
    if (isalnum((unsigned char)c) || c == '-' || c == ':') {
        return append(p->tag, c);
    }
    p->kind = TAG_BREAK;
    return walk_tag_space(p, c);
}

static const char *walk_attr_name(struct place *p, char c)
{
    if (p->kind == ATTR_NAME && !isspace((unsigned char)c) && strchr("=/>", c) == NULL) {
        return strchr("\"'<`", c) != NULL ? "a character that belongs in no attribute name" : append(p->attr, c);
    }
    const char *why = attr_named(p);
    if (why != NULL) {
        return why;
    }
    if (c == '=') {
        p->kind = ATTR_EQUALS;
        return NULL;
    }
    if (isspace((unsigned char)c)) {
        p->kind = ATTR_NAME_SPACE;
        return NULL;
    }
    p->kind = TAG_SPACE;
    return walk_tag_space(p, c);
}

static const char *walk_foreign(struct place *p, char c)
{
    size_t len = strlen(p->scheme);
    if (len + 1 < sizeof p->scheme) {
        p->scheme[len] = (char)tolower((unsigned char)c);
        p->scheme[len + 1] = '\0';
    }
    if (strcmp(p->scheme, "mailto:") == 0 || strcmp(p->scheme, "tel:") == 0) {
        p->link = LINK_PERSON;
    }
    return strcmp(p->scheme, "javascript:") == 0 ? "a javascript: link" : NULL;
}

/* Follows an address through its parts. */
static const char *walk_link(struct place *p, char c)
{
    bool is_start = p->link == LINK_START;
    if (p->link == LINK_URL && c == '/') {
        return "'/' behind a block behind an address; let the view make the whole address";
    }
    if (p->link == LINK_FOREIGN || p->link == LINK_PERSON || p->link == LINK_MIXED || p->link == LINK_FRAGMENT) {
        return p->link == LINK_FOREIGN ? walk_foreign(p, c) : NULL;
    }
    if (c == '#') {
        p->link = LINK_FRAGMENT;
    } else if (c == '?' || (c == '&' && !is_start)) {
        p->link = LINK_QUERY;
    } else if (is_start && c != '/') {
        p->link = LINK_FOREIGN;
        p->scheme[0] = '\0';
        return walk_foreign(p, c);
    } else if (p->link == LINK_PATH && p->value_len == 1 && (c == '/' || c == '\\')) {
        p->link = LINK_FOREIGN; /* "//host" */
        p->scheme[0] = '\0';
    } else if (p->link != LINK_QUERY) {
        p->link = LINK_PATH;
    }
    return NULL;
}

static const char *walk_value(struct place *p, char c)
{
    bool is_bare = p->kind == VALUE_BARE;
    if (is_bare && c == '>') {
        tag_ended(p);
        return NULL;
    }
    if ((p->kind == VALUE_DOUBLE && c == '"') || (p->kind == VALUE_SINGLE && c == '\'')) {
        p->kind = TAG_BREAK;
        return NULL;
    }
    if (is_bare && isspace((unsigned char)c)) {
        p->kind = TAG_SPACE;
        return NULL;
    }
    if (is_bare && strchr("\"'<=`", c) != NULL) {
        return "a quote inside a value without quotes";
    }
    const char *why = is_link(p->attr) ? walk_link(p, c) : NULL;
    p->value_len++;
    return why;
}

static const char *walk_equals(struct place *p, char c)
{
    if (isspace((unsigned char)c)) {
        return NULL;
    }
    if (c == '>') {
        return "an attribute without its value";
    }
    p->link = LINK_START;
    p->scheme[0] = '\0';
    p->value_len = 0;
    if (c == '"' || c == '\'') {
        p->kind = c == '"' ? VALUE_DOUBLE : VALUE_SINGLE;
        return NULL;
    }
    p->kind = VALUE_BARE;
    return walk_value(p, c);
}

const char *place_walk(struct place *p, char c)
{
    switch (p->kind) {
    case IN_TEXT:
    case IN_RAW: return walk_content(p, c);
    case IN_COMMENT: return walk_comment(p, c);
    case IN_DECLARATION: return walk_declaration(p, c);
    case TAG_OPENED: return walk_tag_opened(p, c);
    case TAG_NAME: return walk_tag_name(p, c);
    case TAG_SPACE:
    case TAG_BREAK: return walk_tag_space(p, c);
    case ATTR_NAME:
    case ATTR_NAME_SPACE: return walk_attr_name(p, c);
    case ATTR_EQUALS: return walk_equals(p, c);
    case VALUE_DOUBLE:
    case VALUE_SINGLE:
    case VALUE_BARE: return walk_value(p, c);
    }
    return "an impossible place";
}

const char *place_block(struct place *p)
{
    const char *why = NULL;
    switch (p->kind) {
    case IN_TEXT:
    case TAG_SPACE:
    case TAG_BREAK:
    case VALUE_DOUBLE: return NULL;
    case TAG_NAME: p->kind = TAG_BREAK; return NULL;
    case ATTR_NAME:
        why = attr_named(p);
        p->kind = TAG_BREAK;
        return why;
    case ATTR_NAME_SPACE: p->kind = TAG_SPACE; return NULL;
    case IN_RAW: return "a block inside <script> or <style>";
    case IN_COMMENT: return "a block inside a comment; write {{! }}";
    case VALUE_SINGLE:
    case VALUE_BARE: return "a block inside a value that has no double quotes";
    case IN_DECLARATION:
    case TAG_OPENED:
    case ATTR_EQUALS: break;
    }
    return "a block in the middle of a tag's syntax";
}

const char *place_part(const struct place *p)
{
    bool is_plain = p->kind == IN_TEXT && (p->element[0] == '\0' || strcmp(p->element, "pre") == 0);
    return is_plain ? NULL : "a part of a page outside text";
}

const char *place_join(struct place *p, const struct place *other)
{
    bool both_in_tag =
        (p->kind == TAG_SPACE || p->kind == TAG_BREAK) && (other->kind == TAG_SPACE || other->kind == TAG_BREAK);
    if (p->kind != other->kind && !both_in_tag) {
        return "branches that end in different places of the HTML";
    }
    if (strcmp(p->element, other->element) != 0) {
        return "branches that end in different elements";
    }
    bool in_tag = p->kind != IN_TEXT;
    if (in_tag && (strcmp(p->tag, other->tag) != 0 || p->is_end_tag != other->is_end_tag)) {
        return "branches that end in different tags";
    }
    if (p->kind == VALUE_DOUBLE && strcmp(p->attr, other->attr) != 0) {
        return "branches that end in different attributes";
    }
    if (both_in_tag && p->kind != other->kind) {
        p->kind = TAG_BREAK;
    }
    if (p->link != other->link || (p->link == LINK_FOREIGN && strcmp(p->scheme, other->scheme) != 0)) {
        p->link = LINK_MIXED;
    }
    if (other->value_len < p->value_len) {
        p->value_len = other->value_len;
    }
    p->is_refreshed = p->is_refreshed || other->is_refreshed;
    p->is_variable = p->is_variable || other->is_variable;
    p->starts_element = false;
    return NULL;
}

const char *place_repeat(struct place *p, const struct place *end)
{
    enum place_kind kind = p->kind;
    enum link_part link = p->link;
    const char *why = place_join(p, end);
    if (why == NULL && (p->kind != kind || (kind == VALUE_DOUBLE && p->link != link))) {
        return "a loop that cannot begin again where it ends";
    }
    return why;
}

static const char *interpolate_link(struct place *p, enum writing asked, char next, enum writing *ret)
{
    bool is_whole = p->link == LINK_START;
    if (asked == WRITE_STATIC && !is_whole) {
        return "a static file's address behind other text";
    }
    if (asked == WRITE_STATIC) {
        p->link = LINK_PATH;
        p->value_len++;
        return NULL;
    }
    if (strcmp(p->tag, "script") == 0) {
        return "a script's address that is not {{% file }}";
    }
    switch (p->link) {
    case LINK_START:
        *ret = next == '/' ? WRITE_URL_BASE : WRITE_URL;
        p->link = next == '/' ? LINK_PATH : LINK_URL;
        break;
    case LINK_URL:
    case LINK_PATH:
        *ret = WRITE_SEGMENT;
        p->link = LINK_PATH;
        break;
    case LINK_PERSON: *ret = WRITE_SEGMENT; break;
    case LINK_QUERY:
    case LINK_FRAGMENT: *ret = WRITE_QUERY; break;
    case LINK_FOREIGN: return "an interpolation behind an address that does not begin with '/', '?' or '#'";
    case LINK_MIXED: return "an interpolation where branches left the address in different parts";
    }
    p->value_len++;
    /* A base has lost its '/', so the literal '/' that follows begins the path again: it must not look like a second.
     */
    p->value_len += *ret == WRITE_URL_BASE;
    return NULL;
}

static const char *interpolate_value(struct place *p, enum writing asked, char next, enum writing *ret)
{
    static const char *const closed[] = {"srcset", "imagesrcset", "http-equiv", "integrity", "nonce", NULL};
    if (asked == WRITE_MARKUP) {
        return "markup inside an attribute";
    }
    if (is_one_of(p->attr, closed)) {
        return "an interpolation in an attribute that must be literal";
    }
    if (is_link(p->attr)) {
        return interpolate_link(p, asked, next, ret);
    }
    if (asked == WRITE_STATIC) {
        return "a static file's address outside a link attribute";
    }
    p->is_variable = p->is_variable || strcmp(p->attr, "content") == 0;
    p->value_len++;
    return p->is_variable && p->is_refreshed ? "http-equiv beside an interpolated content" : NULL;
}

const char *place_interpolate(struct place *p, enum writing asked, char next, enum writing *ret)
{
    *ret = asked;
    switch (p->kind) {
    case IN_TEXT:
        if (asked == WRITE_STATIC) {
            return "a static file's address outside a link attribute";
        }
        return asked == WRITE_MARKUP && is_characters(p->element) ? "markup where only characters belong" : NULL;
    case VALUE_DOUBLE: return interpolate_value(p, asked, next, ret);
    case IN_RAW: return "an interpolation inside <script> or <style>";
    case IN_COMMENT: return "an interpolation inside a comment";
    case VALUE_SINGLE:
    case VALUE_BARE:
    case ATTR_EQUALS: return "an interpolation in a value without double quotes";
    case IN_DECLARATION:
    case TAG_OPENED:
    case TAG_NAME:
    case TAG_SPACE:
    case TAG_BREAK:
    case ATTR_NAME:
    case ATTR_NAME_SPACE: break;
    }
    return "an interpolation inside a tag, where no escaping makes it safe";
}

bool place_keeps_space(const struct place *p)
{
    return strcmp(p->element, "textarea") == 0 || strcmp(p->element, "pre") == 0;
}

bool place_takes_newline(struct place *p)
{
    bool takes = p->starts_element;
    p->starts_element = false;
    return takes;
}
