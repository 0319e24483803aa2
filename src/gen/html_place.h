/* html_place.h - where in the HTML a template's next byte stands, and so which escaping is right there.
 *
 * It follows the HTML tokenizer closely enough for markup written by hand, and refuses what it would have to guess.
 * Functions that can refuse return NULL when all is well, else the reason as an English sentence part. */
#ifndef GEN_HTML_PLACE_H
#define GEN_HTML_PLACE_H

#include <stdbool.h>
#include <stddef.h>

enum { PLACE_NAME_BYTES = 40 };

enum place_kind {
    IN_TEXT,
    IN_RAW,          /* script, style: nothing but white space may stand here         */
    IN_COMMENT,      /* <!-- here -->                                                 */
    IN_DECLARATION,  /* <!here                                                        */
    TAG_OPENED,      /* < or </ and nothing yet                                       */
    TAG_NAME,        /* <di                                                           */
    TAG_SPACE,       /* an attribute may begin here                                   */
    TAG_BREAK,       /* behind a value or a block: only a space, / or > may come next */
    ATTR_NAME,       /* <div cla                                                      */
    ATTR_NAME_SPACE, /* <div class_                                                   */
    ATTR_EQUALS,     /* <div class=                                                   */
    VALUE_DOUBLE,    /* <div class="                                                  */
    VALUE_SINGLE,
    VALUE_BARE
};

/* Which part of an address the next byte of a link attribute belongs to. */
enum link_part {
    LINK_START,    /* nothing written yet: a whole struct url may come   */
    LINK_URL,      /* directly behind a struct url                       */
    LINK_PATH,     /* in a path of this site                             */
    LINK_QUERY,    /* behind ?                                           */
    LINK_FRAGMENT, /* behind #                                           */
    LINK_PERSON,   /* behind mailto: or tel:                             */
    LINK_FOREIGN,  /* literal text of another kind: no interpolation     */
    LINK_MIXED     /* the branches of a block disagree: no interpolation */
};

/* How an interpolation is to be written. */
enum writing {
    WRITE_TEXT,     /* {{ x }}: escaped                                                 */
    WRITE_MARKUP,   /* {{{ x }}}: a struct html                                         */
    WRITE_URL,      /* {{ x }} at the start of a link: a struct url                     */
    WRITE_URL_BASE, /* the same with a literal '/' behind it: without its own last '/'  */
    WRITE_SEGMENT,  /* percent-encoded, for one path segment                            */
    WRITE_QUERY,    /* percent-encoded, for a query or a fragment                       */
    WRITE_STATIC    /* {{% name }}: the address of a static file                        */
};

struct place {
    enum place_kind kind;
    char tag[PLACE_NAME_BYTES];
    bool is_end_tag;
    char attr[PLACE_NAME_BYTES];
    char element[PLACE_NAME_BYTES]; /* the script, style, textarea, title or pre we are in, or "" */
    bool starts_element;            /* directly behind <textarea> or <pre>                        */
    enum link_part link;
    char scheme[12];   /* the first characters of a foreign link */
    size_t value_len;  /* of the attribute value so far          */
    char tail[2];      /* the two bytes before, in a comment     */
    bool is_refreshed; /* the tag has an http-equiv attribute    */
    bool is_variable;  /* the tag has an interpolated content    */
};

/* Takes the next literal byte of the template. */
const char *place_walk(struct place *p, char c);

/* A block tag ({{? {{# {{: {{/) stands here. */
const char *place_block(struct place *p);

/* A whole partial or a layout's body stands here. */
const char *place_part(const struct place *p);

/* Two branches meet: `p` becomes what is true of both. */
const char *place_join(struct place *p, const struct place *other);

/* A loop's body has ended at `end`; it began at `p`, and must be able to begin again. */
const char *place_repeat(struct place *p, const struct place *end);

/* An interpolation stands here; `asked` is WRITE_TEXT, WRITE_MARKUP or WRITE_STATIC, `next` the literal byte behind it.
 * *ret is how to write it. */
const char *place_interpolate(struct place *p, enum writing asked, char next, enum writing *ret);

/* True inside textarea and pre, where white space is content. */
bool place_keeps_space(const struct place *p);

/* True once, directly behind <textarea> and <pre>: HTML drops one line end there, so the compiler writes one lest
 * the first line end of the text be lost. */
bool place_takes_newline(struct place *p);

#endif
