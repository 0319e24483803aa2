/* document_poster.c - the poster of a hall, as other programs read it: its size, its type, its text, its code. */
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
#include "support/font_leaks.h"
#include "support/own_program.h"
#include "support/poster_sample.h"
#include "support/run_tool.h"
#include "support/said.h"

struct wall {
    char dir[64];
    char program[PATH_MAX];
    struct paper *paper;
    struct arena *arena;
};

static int open_wall(void **state)
{
    static struct wall wall;
    (void)snprintf(wall.dir, sizeof wall.dir, "/tmp/jianpin-poster-XXXXXX");
    assert_non_null(mkdtemp(wall.dir));
    struct paper_options options = {.exec_path = own_program(wall.program), .runtime_dir = wall.dir};
    assert_int_equal(paper_open(&options, &wall.paper), OK);
    wall.arena = arena_new();
    *state = &wall;
    return 0;
}

static int close_wall(void **state)
{
    struct wall *x = *state;
    paper_close(x->paper);
    const char *const argv[] = {"rm", "-rf", x->dir, NULL};
    (void)run_tool(argv, "/dev/null");
    arena_free(x->arena);
    return 0;
}

static const char *print_poster(struct wall *x, const struct poster_paper *in, struct paper_pdf *ret_pdf)
{
    const char *path = text_format(x->arena, "%s/poster.pdf", x->dir);
    assert_int_equal(paper_poster(x->paper, in, x->arena, ret_pdf), OK);
    assert_string_equal(ret_pdf->missing, "");
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(ret_pdf->bytes, 1, ret_pdf->len, f), ret_pdf->len);
    assert_int_equal(fclose(f), 0);
    return path;
}

static void it_stands_on_a3_and_on_a4(void **state)
{
    struct wall *x = *state;
    static const char *const sizes[] = {"595.276 x 841.89 pts (A4)", "841.89 x 1190.55 pts (A3)"};
    for (int is_a3 = 0; is_a3 < 2; is_a3++) {
        struct poster_paper in = sample_poster(x->arena, 3, "一路暖行", is_a3 != 0);
        struct paper_pdf pdf;
        const char *const info[] = {"pdfinfo", print_poster(x, &in, &pdf), NULL};
        assert_has(tool_says(x->arena, x->dir, info), sizes[is_a3]);
        assert_in_range(pdf.pages, 1, is_a3 != 0 ? 2 : 3);
    }
}

/* Who must read it says: everything is there, whatever the sizes and however many brands. */
static void every_text_is_on_it_and_the_foot_is_on_every_sheet(void **state)
{
    struct wall *x = *state;
    static const size_t brands[] = {1, 3, 30};
    for (size_t i = 0; i < 6; i++) {
        struct poster_paper in = sample_poster(x->arena, brands[i / 2], "科学管理精修缮，优质服务为安居", i % 2 == 1);
        struct paper_pdf pdf;
        const char *got = squeezed(x->arena, pdf_says(x->arena, x->dir, print_poster(x, &in, &pdf)));
        assert_has(got, "关于示例市第三批优质服务品牌候选名单的公示");
        assert_has(got, "科学管理精修缮，优质服务为安居示例市公交公司城北车队28路、35路一路有你，一路暖行");
        assert_has(got, "张贴时间：2015年7月20日至7月25日");
        for (size_t k = 0; k < in.contacts_len; k++) {
            assert_has(got, squeezed(x->arena, in.contacts[k]));
        }
        assert_has(got, "名单按所属行业排列，排名不分先后。");
        assert_has(got, "本次推荐评选不收取任何费用。");
        assert_has(got, "示例市精神文明建设指导委员会办公室2015年7月20日");
        assert_int_equal(count_of(got, "公示第1版·校验码7K3F-9Q2M"), pdf.pages);
        for (unsigned n = 1; n <= pdf.pages; n++) {
            assert_has(got, text_format(x->arena, "第%u页共%u页", n, pdf.pages));
        }
        assert_has(got, text_format(x->arena, "（共%zu个，排名不分先后）", brands[i / 2]));
        assert_int_equal(count_of(got, "已撤下"), brands[i / 2] / 5 > 0);
    }
}

/* A number after `name` in an element that begins at `at`. */
static long number_after(const char *at, const char *name)
{
    const char *found = strstr(at, name);
    assert_non_null(found);
    return strtol(found + strlen(name), NULL, 10);
}

/* What stands in type below 18 points (27 of the pixels that pdftohtml counts in), without the feet of the sheets. */
static const char *small_print(struct wall *x, const char *xml)
{
    const char *all = "";
    long height = number_after(strstr(xml, "<page "), "height=\"");
    for (const char *at = strstr(xml, "<fontspec "); at != NULL; at = strstr(at + 1, "<fontspec ")) {
        const char *use = text_format(x->arena, "font=\"%ld\">", number_after(at, "id=\""));
        if (number_after(at, "size=\"") >= 27) {
            continue;
        }
        for (const char *t = strstr(xml, "<text "); t != NULL; t = strstr(t + 1, "<text ")) {
            const char *text = strchr(t, '>') + 1;
            bool is_used = strncmp(text - strlen(use), use, strlen(use)) == 0;
            if (is_used && number_after(t, "top=\"") < height * 93 / 100) {
                all = text_format(x->arena, "%s%s", all, arena_copy(x->arena, text, strcspn(text, "<\n")));
            }
        }
    }
    return all;
}

static void nothing_that_must_be_read_is_small(void **state)
{
    struct wall *x = *state;
    for (int is_a3 = 0; is_a3 < 2; is_a3++) {
        struct poster_paper in = sample_poster(x->arena, 30, "一路暖行", is_a3 != 0);
        struct paper_pdf pdf;
        const char *const argv[] = {"pdftohtml", "-xml", "-i", "-stdout", print_poster(x, &in, &pdf), NULL};
        assert_string_equal(small_print(x, tool_says(x->arena, x->dir, argv)), "扫码看介绍");
    }
}

static void the_code_reads_back_with_another_library(void **state)
{
    struct wall *x = *state;
    for (int is_a3 = 0; is_a3 < 2; is_a3++) {
        struct poster_paper in = sample_poster(x->arena, 30, "一路暖行", is_a3 != 0);
        struct paper_pdf pdf;
        const char *path = print_poster(x, &in, &pdf);
        const char *stem = text_format(x->arena, "%s/sheet", x->dir);
        const char *const render[] = {"pdftoppm", "-r", "60", "-png", "-singlefile", path, stem, NULL};
        (void)tool_says(x->arena, x->dir, render);
        const char *const scan[] = {"zbarimg", "-q", "--raw", text_format(x->arena, "%s.png", stem), NULL};
        assert_string_equal(tool_says(x->arena, x->dir, scan), POSTER_ADDRESS "\n");
    }
}

static void names_of_every_length_stay_whole(void **state)
{
    struct wall *x = *state;
    static const char *const names[] = {"暖",
                                        "23℃人社服务",
                                        "畅·镇江",
                                        "e驾人",
                                        "科学管理精修缮，优质服务为安居",
                                        "让每一位群众少跑一趟路少排一次队多一份温暖服务品牌创优",
                                        "朱镕𬭊𫖯𤧛𬬭暖心班"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct poster_paper in = sample_poster(x->arena, 1, names[i], i % 2 == 0);
        struct paper_pdf pdf;
        const char *got = squeezed(x->arena, pdf_says(x->arena, x->dir, print_poster(x, &in, &pdf)));
        assert_in_range(count_of(got, names[i]), 2, 5); /* large, and in the list; one character is also elsewhere */
    }
}

static void a_poster_without_a_list_or_a_code_is_still_one(void **state)
{
    struct wall *x = *state;
    struct poster_paper in = sample_poster(x->arena, 0, "一路暖行", false);
    struct paper_pdf pdf;
    in.qr_text = "";
    in.slogan = "";
    in.contacts_len = 0;
    assert_has(squeezed(x->arena, pdf_says(x->arena, x->dir, print_poster(x, &in, &pdf))), "一路暖行");
    assert_true(pdf.pages >= 1);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "paper-worker") == 0) {
        return paper_worker_main(3);
    }
    const struct CMUnitTest all[] = {
        cmocka_unit_test(it_stands_on_a3_and_on_a4),
        cmocka_unit_test(every_text_is_on_it_and_the_foot_is_on_every_sheet),
        cmocka_unit_test(nothing_that_must_be_read_is_small),
        cmocka_unit_test(the_code_reads_back_with_another_library),
        cmocka_unit_test(names_of_every_length_stay_whole),
        cmocka_unit_test(a_poster_without_a_list_or_a_code_is_still_one),
    };
    return cmocka_run_group_tests(all, open_wall, close_wall);
}
