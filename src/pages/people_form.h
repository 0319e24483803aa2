/* people_form.h - the few controls that the pages about people share, and what was wrong with each. */
#ifndef PAGES_PEOPLE_FORM_H
#define PAGES_PEOPLE_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/role.h"
#include "pages/views.h"

struct web;

enum { WRONGS_MAX = 24 };

/* The first reason for each control, in the order of the page. */
struct wrongs {
    struct error_item_view items[WRONGS_MAX];
    size_t len;
};

/* Notes that the control `id` is wrong; a control has one reason.  NULL `text` is nothing. */
void wrong(struct wrongs *x, const char *id, const char *text);
const char *wrong_of(const struct wrongs *x, const char *id);
struct error_summary_view wrongs_summary(const struct wrongs *x);

/* The value of a posted control as one clean line. */
const char *typed_line(struct web *w, const char *name);

struct field_view people_text(struct web *w, const struct wrongs *x, const char *id, const char *label,
                              const char *value);
struct field_view people_password(struct web *w, const struct wrongs *x, const char *id, const char *label);
/* A select; `options` as they are. */
struct field_view people_select(struct web *w, const struct wrongs *x, const char *id, const char *label,
                                const struct option_view *options, size_t options_len);
/* Adds the line under the label. */
void people_help(struct web *w, struct field_view *f, const char *help);

/* A password that will do, or its reason beside fresh or again.  Returns the text, or NULL when it will not do. */
const char *people_fresh_password(struct web *w, struct wrongs *x, enum role role, const char *login);
/* "至少 8 个字符，含…": the rule in one sentence. */
const char *people_password_rule(struct web *w, enum role role);

/* A calm page that only says something; status as given. */
void people_calm(struct web *w, int status, const char *title, const char *text, const char *url, const char *label);

#endif
