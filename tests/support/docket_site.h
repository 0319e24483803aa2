/* docket_site.h - a site with one report in its docket, two people with the duties and one without. */
#ifndef TESTS_DOCKET_SITE_H
#define TESTS_DOCKET_SITE_H

#include "support/objection_site.h"

static const struct report named_report = {.name = "赵异议", .phone = "13911112222", .email = "zhao@example.com"};

/* Three brands published, one report about the first; office01 handles, office02 is the head, office03 has no duty. */
struct docket {
    struct publicity t;
    struct person visitor, handler, head, other;
    struct receipt receipt;
    const char *ref, *path;
};

static inline struct docket docket(struct site *s)
{
    struct docket d = {.t = published(s), .visitor = visitor(s)};
    name_to_duty(s, "office01", false);
    name_to_duty(s, "office02", true);
    d.receipt = reported(&d.visitor, d.t.brands[0], &named_report);
    d.ref = last_objection(s);
    d.path = text_format(s->a, "/objections/%s", d.ref);
    d.handler = person(s, "office01");
    d.head = person(s, "office02");
    d.other = person(s, "office03");
    return d;
}

/* The form of one act on the record's page; NULL when it is not offered. */
static inline struct sheet *act_sheet(struct person *p, const struct docket *d, const char *act)
{
    struct site *s = p->site;
    struct answer x = get(p, d->path);
    assert_int_equal(x.status, 200);
    const char *at = strstr(x.body, text_format(s->a, "<form id=\"%s-form\"", act));
    return at == NULL
               ? NULL
               : sheet_of(s->a, text_format(s->a, "<!doctype html>\n%s", at), text_format(s->a, "%s/acts", d->path));
}

struct saying {
    const char *text, *finding, *effect, *handler, *confirm;
};

/* The form of an act that is offered. */
static inline struct sheet *offered(struct person *p, const struct docket *d, const char *act)
{
    struct sheet *form = act_sheet(p, d, act);
    if (form == NULL) {
        fail_msg("%s is not offered", act);
        abort();
    }
    return form;
}

static inline struct answer act(struct person *p, const struct docket *d, const char *name, struct saying is)
{
    struct sheet *form = offered(p, d, name);
    if (is.text != NULL) {
        sheet_set(form, "text", is.text);
    }
    if (is.finding != NULL) {
        sheet_set(form, "finding", is.finding);
        sheet_set(form, "effect", is.effect);
    }
    if (is.handler != NULL) {
        sheet_set(form, "handler", is.handler);
    }
    if (is.confirm != NULL) {
        sheet_set(form, "confirm", is.confirm);
    }
    return post(p, form);
}

static inline void done(struct person *p, const struct docket *d, const char *name, struct saying is)
{
    struct answer x = act(p, d, name, is);
    leads_to(&x, text_format(p->site->a, "%s?done=1", d->path));
}

/* Taken up, concluded, answered and archived. */
static inline void archived(const struct docket *d)
{
    struct person handler = d->handler;
    struct person head = d->head;
    done(&handler, d, "accept", (struct saying){0});
    done(&handler, d, "investigate", (struct saying){0});
    done(&head, d, "conclude", (struct saying){.text = "当天叫号机故障", .finding = "upheld", .effect = "none"});
    done(&handler, d, "answer", (struct saying){.text = "叫号机已经修好。"});
    done(&handler, d, "archive", (struct saying){0});
}

#endif
