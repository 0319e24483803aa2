/* evidence_site.h - a site that takes files by the real confined child, and people who attach them. */
#ifndef TESTS_EVIDENCE_SITE_H
#define TESTS_EVIDENCE_SITE_H

#include "support/image_maker.h"
#include "support/media_site.h"
#include "support/pdf_maker.h"

#include "media/image_worker.h"
#include "support/form_typing.h"
#include "support/own_program.h"

enum { MIB = 1024 * 1024 };

static inline struct made photograph(int width, int height)
{
    return make_jpeg(&(struct jpeg_recipe){.width = width, .height = height, .orientation = 1, .has_secrets = true});
}

/* A sound PDF of one page and exactly so many bytes; `seed` makes two of them differ. */
static inline struct made pdf_of_bytes(size_t bytes, unsigned seed)
{
    struct made m = {0};
    size_t fill = bytes > 600 ? bytes - 600 : 1;
    for (int i = 0; i < 8 && m.len != bytes; i++) {
        unsigned char *body = malloc(fill);
        assert_non_null(body);
        for (size_t k = 0; k < fill; k++) {
            body[k] = (unsigned char)('a' + (k * 31 + seed) % 26);
        }
        made_free(&m);
        struct pdf_maker p = pdf_start("%PDF-1.7\n%\342\343\317\323\n");
        pdf_pages(&p, 1, "", "");
        pdf_stream(&p, 4, "", body, fill);
        m = pdf_end(&p, "", 0);
        fill = fill + bytes - m.len;
        free(body);
    }
    assert_int_equal(m.len, bytes);
    return m;
}

static inline const char *attachments_of(struct site *s, const char *home)
{
    return under(s, home, "attachments");
}

/* The form of a type on the page of attachments.  Each type has its own; they share one address. */
static inline struct sheet *evidence_form(struct person *p, const char *home, const char *kind)
{
    struct sheet *form = open_form(p, attachments_of(p->site, home), attachments_of(p->site, home));
    sheet_set(form, "kind", kind);
    return form;
}

static inline struct answer attach(struct person *p, const char *home, const char *kind, const char *name,
                                   const struct made *m)
{
    struct sheet_file file = {"file", name, m->bytes, m->len};
    return post_file(p, evidence_form(p, home, kind), &file);
}

/* Attached without a word. */
static inline void attach_well(struct person *p, const char *home, const char *kind, const char *name,
                               const struct made *m)
{
    struct answer x = attach(p, home, kind, name, m);
    leads_to(&x, text_format(p->site->a, "%s?added=1#h-%s", attachments_of(p->site, home), kind));
}

/* The ref of the attachment of that name. */
static inline const char *ref_of(struct site *s, const char *name)
{
    return site_sql(s, text_format(s->a, "SELECT ref FROM attachment WHERE name = '%s'", name));
}

/* Presses a button of a file on the page. */
static inline struct answer press(struct person *p, const char *home, const char *name, const char *act)
{
    const char *page = attachments_of(p->site, home);
    const char *action = text_format(p->site->a, "%s/%s", page, ref_of(p->site, name));
    struct sheet *form = open_form(p, page, action);
    sheet_set(form, "act", act);
    return post(p, form);
}

/* The draft's files, by type and in order. */
static inline const char *attached(struct site *s)
{
    return site_sql(s, "SELECT COALESCE(GROUP_CONCAT(name, ','), '') FROM (SELECT a.name FROM attachment a JOIN "
                       "attachment_kind k ON k.ident = a.kind ORDER BY k.ord, a.ord)");
}

#define EVIDENCE_TEST(f) cmocka_unit_test_setup_teardown(f, media_site_setup, site_teardown)

#endif
