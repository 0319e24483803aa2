/* form_typing.h - answers typed into the controls of a section's page, and read out of them again. */
#ifndef TESTS_FORM_TYPING_H
#define TESTS_FORM_TYPING_H

#include "support/whole_request.h"

static inline const struct form_field *field_of_round(struct site *s, const char *ident)
{
    for (size_t i = 0; i < s->round.fields_len; i++) {
        if (strcmp(s->round.fields[i].ident, ident) == 0) {
            return &s->round.fields[i];
        }
    }
    return NULL;
}

/* Types one answer as a person does: a month into two boxes, a column into its row's box. */
static inline void type_answer(struct site *s, struct sheet *form, const char *ident, int row_no, const char *value)
{
    const struct form_field *f = field_of_round(s, ident);
    if (f == NULL) {
        fail_msg("the round asks no %s", ident);
    } else if (row_no > 0) {
        sheet_set(form, text_format(s->a, "%s.%d", ident, row_no), value);
    } else if (f->type == FORM_MONTH) {
        size_t dash = strcspn(value, "-");
        sheet_set(form, text_format(s->a, "%s.year", ident), arena_copy(s->a, value, dash));
        sheet_set(form, text_format(s->a, "%s.month", ident), value[dash] == '-' ? value + dash + 1 : "");
    } else {
        sheet_set(form, ident, value);
    }
}

/* Types all sample answers of a section; how many. */
static inline size_t type_section(struct site *s, struct sheet *form, const char *section)
{
    struct value_list all = sample_answers(s);
    size_t typed = 0;
    for (size_t i = 0; i < all.len; i++) {
        const struct form_field *f = field_of_round(s, all.items[i].ident);
        if (f != NULL && strcmp(f->section, section) == 0) {
            type_answer(s, form, all.items[i].ident, all.items[i].row_no, all.items[i].value);
            typed++;
        }
    }
    return typed;
}

/* The page of a section, its form on it. */
static inline struct sheet *open_section(struct person *p, const char *nomination, const char *section)
{
    const char *path = under(p->site, nomination, section);
    return open_form(p, path, path);
}

/* Opens the section, types one answer, presses "保存并返回任务清单". */
static inline struct answer save_answer(struct person *p, const char *nomination, const char *section,
                                        const char *ident, const char *value)
{
    struct sheet *form = open_section(p, nomination, section);
    type_answer(p->site, form, ident, 0, value);
    return post(p, form);
}

/* What the page of the section shows in the box of that name. */
static inline const char *shown(struct person *p, const char *nomination, const char *section, const char *name)
{
    const char *value = sheet_get(open_section(p, nomination, section), name);
    return value == NULL ? "(nothing)" : value;
}

#endif
