/* web_pdf_papers.c - our own papers, set by Pango and Cairo, read again by the confined child, against pdftotext: every
 * group of digits that it finds must be found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "document/paper.h"
#include "document/paper_worker.h"
#include "domain/publish_gate.h"
#include "media/image_worker.h"
#include "media/media.h"
#include "support/font_leaks.h"
#include "support/own_program.h"
#include "support/paper_sample.h"
#include "support/run_tool.h"
#include "support/said.h"

struct room {
    char dir[64];
    char program[PATH_MAX];
    struct arena *a;
    struct paper *paper;
    struct media *m;
};

static int open_room(void **state)
{
    static struct room r;
    (void)snprintf(r.dir, sizeof r.dir, "/tmp/jianpin-papers-XXXXXX");
    assert_non_null(mkdtemp(r.dir));
    r.a = arena_new();
    struct paper_options p = {.exec_path = own_program(r.program), .runtime_dir = r.dir};
    assert_int_equal(paper_open(&p, &r.paper), OK);
    struct media_options o = {.exe = r.program, .dir = text_format(r.a, "%s/files", r.dir), .workers_max = 1};
    assert_int_equal(media_open(&o, &r.m), OK);
    *state = &r;
    return 0;
}

static int close_room(void **state)
{
    struct room *r = *state;
    const char *const argv[] = {"rm", "-rf", r->dir, NULL};
    paper_close(r->paper);
    media_close(r->m);
    (void)run_tool(argv, "/dev/null");
    arena_free(r->a);
    return 0;
}

static const char *read_pages(struct room *r, const struct paper_pdf *pdf, struct media_pdf_text *ret)
{
    const char *all = "";
    assert_int_equal(media_pdf_text(r->m, pdf->bytes, pdf->len, r->a, ret), OK);
    for (size_t i = 0; i < ret->pages_len; i++) {
        all = text_format(r->a, "%s\n%s", all, ret->pages[i].text);
    }
    return all;
}

static const char *pdftotext_says(struct room *r, const struct paper_pdf *pdf)
{
    const char *path = text_format(r->a, "%s/paper.pdf", r->dir);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(pdf->bytes, 1, pdf->len, f), pdf->len);
    assert_int_equal(fclose(f), 0);
    const char *const argv[] = {"pdftotext", "-enc", "UTF-8", "-raw", path, "-", NULL};
    return tool_says(r->a, r->dir, argv);
}

static size_t must_hold_digits_of(struct room *r, const char *ours, const char *theirs)
{
    size_t groups = 0;
    for (const char *s = theirs + strcspn(theirs, "0123456789"); *s != '\0'; s += strcspn(s, "0123456789")) {
        size_t len = strspn(s, "0123456789");
        const char *group = arena_copy(r->a, s, len);
        if (strstr(ours, group) == NULL) {
            fail_msg("\"%s\" is not in our text", group);
        }
        groups++;
        s += len;
    }
    return groups;
}

static void every_group_of_digits_that_pdftotext_finds_is_found(void **state)
{
    struct room *r = *state;
    struct paper_pdf pdf;
    struct media_pdf_text t;
    struct form_paper form = sample_form();
    assert_int_equal(paper_form(r->paper, &form, r->a, &pdf), OK);
    const char *ours = read_pages(r, &pdf, &t);
    assert_in_range(must_hold_digits_of(r, ours, pdftotext_says(r, &pdf)), 100, 10000);
    assert_non_null(strstr(ours, "91330100799655058B"));
    assert_non_null(strstr(ours, "一滴水"));
    assert_null(strstr(ours, "\xEF\xBF\xBD"));
    assert_non_null(strstr(t.outside, "\"receipt_no\":\"SLPP-2015-0068\"")); /* the record that goes with it */
    struct receipt_paper receipt = sample_receipt();
    assert_int_equal(paper_receipt(r->paper, &receipt, r->a, &pdf), OK);
    assert_in_range(must_hold_digits_of(r, read_pages(r, &pdf, &t), pdftotext_says(r, &pdf)), 10, 1000);
}

static void numbers_set_on_a_paper_are_hits_of_the_gate(void **state)
{
    struct room *r = *state;
    struct receipt_paper receipt = sample_receipt();
    struct gate_hit hits[4];
    struct media_pdf_text t;
    struct paper_pdf pdf;
    receipt.title = "联系人 13961234567";
    receipt.meta.subject = "身份证 32040219800101001X";
    receipt.issuer = "证号11010519491231002X，电话139 0000 1111（公）";
    assert_int_equal(paper_receipt(r->paper, &receipt, r->a, &pdf), OK);
    const char *ours = read_pages(r, &pdf, &t);
    assert_int_equal(publish_gate_scan(r->a, ours, hits, 4), 3);
    assert_string_equal(hits[0].number, "13961234567");
    assert_string_equal(hits[1].number, "11010519491231002X");
    assert_string_equal(hits[2].number, "13900001111");
    assert_in_range(publish_gate_scan(r->a, t.outside, hits, 4), 1, 4);
    assert_string_equal(hits[0].number, "32040219800101001X");
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "paper-worker") == 0) {
        return paper_worker_main(3);
    }
    if (argc == 2 && strcmp(argv[1], IMAGE_WORKER_ARGUMENT) == 0) {
        return image_worker_main(IMAGE_WORKER_FD);
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_group_of_digits_that_pdftotext_finds_is_found),
        cmocka_unit_test(numbers_set_on_a_paper_are_hits_of_the_gate),
    };
    return cmocka_run_group_tests_name("web_pdf_papers", tests, open_room, close_room);
}
