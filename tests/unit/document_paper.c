/* document_paper.c - the whole way of a paper: struct, worker process, PDF/A-3u, and what other programs read in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "base/text.h"
#include "document/paper.h"
#include "document/paper_worker.h"
#include "support/font_leaks.h"
#include "support/office_sample.h"
#include "support/own_program.h"
#include "support/paper_sample.h"
#include "support/run_tool.h"
#include "support/said.h"

struct desk {
    char dir[64];
    char program[PATH_MAX];
    struct paper *paper;
    struct arena *arena;
    struct paper_pdf form; /* the sample, three copies */
    const char *form_path;
};

static const char *write_pdf(struct desk *d, const char *name, const struct paper_pdf *pdf)
{
    const char *path = text_format(d->arena, "%s/%s", d->dir, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(pdf->bytes, 1, pdf->len, f), pdf->len);
    assert_int_equal(fclose(f), 0);
    return path;
}

static int open_desk(void **state)
{
    static struct desk desk;
    (void)snprintf(desk.dir, sizeof desk.dir, "/tmp/jianpin-paper-XXXXXX");
    assert_non_null(mkdtemp(desk.dir));
    struct paper_options options = {.exec_path = own_program(desk.program), .runtime_dir = desk.dir};
    assert_int_equal(paper_open(&options, &desk.paper), OK);
    desk.arena = arena_new();
    struct form_paper form = sample_form();
    assert_int_equal(paper_form(desk.paper, &form, desk.arena, &desk.form), OK);
    desk.form_path = write_pdf(&desk, "form.pdf", &desk.form);
    *state = &desk;
    return 0;
}

static int close_desk(void **state)
{
    struct desk *d = *state;
    paper_close(d->paper);
    const char *const argv[] = {"rm", "-rf", d->dir, NULL};
    (void)run_tool(argv, "/dev/null");
    arena_free(d->arena);
    return 0;
}

static const char *text_of(struct desk *d, const char *pdf, const char *mode)
{
    const char *const argv[] = {"pdftotext", "-enc", "UTF-8", mode, pdf, "-", NULL};
    return tool_says(d->arena, d->dir, argv);
}

/* A form of one pair row and one text block, to look at a single value. */
static const char *extracted(struct desk *d, const char *value, const char *mode)
{
    struct paper_cell cell = {"名称", value, 1, 7};
    struct paper_row rows[] = {{.kind = PAPER_ROW_PAIRS, .cells = &cell, .cells_len = 1},
                               {.kind = PAPER_ROW_TEXT, .label = "正文", .text = value}};
    struct form_paper form = sample_form();
    form.rows = rows;
    form.rows_len = 2;
    form.copies_wanted = 1;
    struct paper_pdf pdf;
    assert_int_equal(paper_form(d->paper, &form, d->arena, &pdf), OK);
    assert_string_equal(pdf.missing, "");
    return text_of(d, write_pdf(d, "value.pdf", &pdf), mode);
}

static void every_name_of_the_handbook_extracts_exactly_as_typed(void **state)
{
    struct desk *d = *state;
    static const char *const values[] = {"朱镕",
                                         "堃喆昇龑䶮㛃㬎",
                                         "𬭊𫖯𤧛𬬭",
                                         "23℃人社服务",
                                         "畅·镇江",
                                         "e驾人",
                                         "科学管理精修缮，优质服务为安居",
                                         "小区改造‘五共’工作法",
                                         "<b>&\"'",
                                         "=1+1",
                                         "１２３全角数字",
                                         "“一滴水”，“一颗心”。",
                                         "2013年9月起，满意率97.6％（ISO 9001）",
                                         "一二三、四五六；七八九：《书名》〔2015〕1号"};
    static const char *const modes[] = {"-layout", "-raw"};
    for (size_t i = 0; i < SAMPLE_LEN(values); i++) {
        for (size_t m = 0; m < SAMPLE_LEN(modes); m++) {
            const char *got = extracted(d, values[i], modes[m]);
            if (count_of(got, values[i]) != 2) {
                print_error("%s: '%s' in: %s\n", modes[m], values[i], got);
            }
            assert_int_equal(count_of(got, values[i]), 2);
        }
    }
}

static void every_text_of_the_form_extracts_without_a_lost_or_changed_character(void **state)
{
    struct desk *d = *state;
    const char *got = squeezed(d->arena, text_of(d, d->form_path, "-raw"));
    static const char *const texts[] = {sample_summary,  sample_new,   sample_lead,   sample_unique,
                                        sample_practice, sample_whole, sample_checked};
    for (size_t i = 0; i < SAMPLE_LEN(texts); i++) {
        assert_has(got, squeezed(d->arena, texts[i]));
    }
    for (size_t i = 0; i < SAMPLE_LEN(sample_statements); i++) {
        assert_has(got, squeezed(d->arena, text_format(d->arena, "☑%s", sample_statements[i].text)));
    }
    for (size_t i = 0; i < SAMPLE_LEN(sample_honours); i++) {
        assert_has(got, squeezed(d->arena, sample_honours[i]));
    }
}

/* The story runs over pages: each of its paragraphs must be there, whole but for the foot and head in between. */
static void the_story_extracts_paragraph_by_paragraph(void **state)
{
    struct desk *d = *state;
    const char *got = squeezed(d->arena, text_of(d, d->form_path, "-raw"));
    char *story = arena_copy(d->arena, sample_story, strlen(sample_story));
    size_t found = 0;
    for (char *at = story; at != NULL;) {
        char *end = strchr(at, '\n');
        if (end != NULL) {
            *end = '\0';
        }
        found += strstr(got, squeezed(d->arena, at)) != NULL;
        at = end == NULL ? NULL : end + 1;
    }
    assert_true(found >= 8); /* 10 paragraphs, at most two of them parted by a page's end */
}

static void each_of_three_copies_has_its_label_and_its_own_page_numbers(void **state)
{
    struct desk *d = *state;
    const char *got = text_of(d, d->form_path, "-layout");
    unsigned pages = d->form.pages / 3;
    assert_int_equal(d->form.pages, pages * 3);
    assert_in_range(pages, 5, 6);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(count_of(squeezed(d->arena, got), squeezed(d->arena, sample_copies[i].label)), pages);
    }
    for (unsigned n = 1; n <= pages; n++) {
        const char *of = text_format(d->arena, "第%u页共%u页", n, pages);
        assert_int_equal(count_of(squeezed(d->arena, got), of), 3);
    }
    assert_int_equal(count_of(got, "SLPP-2015-0068"), d->form.pages);
    assert_int_equal(count_of(got, "7K3F-9Q2M"), d->form.pages);
}

static void one_copy_alone_is_printed_when_one_is_wanted(void **state)
{
    struct desk *d = *state;
    struct form_paper form = sample_form();
    form.copies_wanted = 1u << 1;
    struct paper_pdf pdf;
    assert_int_equal(paper_form(d->paper, &form, d->arena, &pdf), OK);
    assert_int_equal(pdf.pages * 3, d->form.pages);
    const char *got = text_of(d, write_pdf(d, "second.pdf", &pdf), "-layout");
    assert_has(got, "第2份");
    assert_null(strstr(got, "第1份"));
    assert_null(strstr(got, "第3份"));
}

static void a_copy_printed_on_both_sides_always_fills_whole_sheets(void **state)
{
    struct desk *d = *state;
    struct form_paper form = sample_form();
    form.copies_wanted = 1;
    for (size_t rows = 1; rows <= form.rows_len; rows += 5) {
        struct form_paper less = form;
        less.rows_len = rows;
        struct paper_pdf pdf;
        assert_int_equal(paper_form(d->paper, &less, d->arena, &pdf), OK);
        assert_int_equal(pdf.pages % 2, 0);
    }
}

static void a_label_comes_back_as_continued_where_its_text_runs_over(void **state)
{
    struct desk *d = *state;
    const char *got = squeezed(d->arena, text_of(d, d->form_path, "-raw"));
    assert_has(got, "主要事迹（品牌创建情况）（续）");
}

static void a_box_that_the_route_skips_holds_a_slash_and_no_sign_off(void **state)
{
    struct desk *d = *state;
    struct paper_row row = {
        .kind = PAPER_ROW_OPINION, .label = "辖市区文明办意见", .is_skipped = true, .text = "不应出现", SAMPLE_SIGN};
    struct form_paper form = sample_form();
    form.rows = &row;
    form.rows_len = 1;
    form.copies_wanted = 1;
    struct paper_pdf pdf;
    assert_int_equal(paper_form(d->paper, &form, d->arena, &pdf), OK);
    const char *got = text_of(d, write_pdf(d, "skipped.pdf", &pdf), "-raw");
    assert_int_equal(count_of(got, "\n/\n"), 1);
    assert_null(strstr(got, "签字"));
    assert_null(strstr(got, "不应出现"));
}

/* Each page has as many places to sign as places to seal: no box was cut between them. */
static void opinion_boxes_keep_text_and_sign_off_on_one_page(void **state)
{
    struct desk *d = *state;
    const char *got = text_of(d, d->form_path, "-raw");
    size_t page = 0;
    size_t signs = 0;
    size_t seals = 0;
    for (const char *s = got; *s != '\0'; s++) {
        if (*s == '\f') {
            page++;
            assert_int_equal(signs, seals);
        } else if (strncmp(s, "（签字）", strlen("（签字）")) == 0) {
            signs++;
        } else if (strncmp(s, "（盖章）", strlen("（盖章）")) == 0 && page % (d->form.pages / 3) != 0) {
            seals++;
        }
    }
    assert_int_equal(signs, 12); /* four boxes in use, three copies */
}

static void the_code_on_each_sheet_reads_back(void **state)
{
    struct desk *d = *state;
    const char *stem = text_format(d->arena, "%s/sheet", d->dir);
    const char *const render[] = {"pdftoppm", "-r", "150", "-png", "-f", "1", "-l", "3", d->form_path, stem, NULL};
    (void)tool_says(d->arena, d->dir, render);
    for (int i = 1; i <= 3; i++) {
        const char *png = text_format(d->arena, "%s-%02d.png", stem, i);
        const char *const scan[] = {"zbarimg", "-q", "--raw", png, NULL};
        assert_string_equal(tool_says(d->arena, d->dir, scan), "https://pinpai.example.gov.cn/track?c=7K3F9Q2M\n");
    }
}

/* Counts pixels of a light grey that nothing else on the form has. */
static size_t watermark_pixels(struct desk *d, const char *pdf, unsigned page)
{
    const char *stem = text_format(d->arena, "%s/grey", d->dir);
    const char *no = text_format(d->arena, "%u", page);
    const char *const render[] = {"pdftoppm",    "-r",  "20", "-f", no,   "-l", no,
                                  "-singlefile", "-aa", "no", pdf,  stem, NULL};
    (void)tool_says(d->arena, d->dir, render);
    size_t len = 0;
    char *ppm = read_whole(text_format(d->arena, "%s.ppm", stem), &len);
    assert_non_null(ppm);
    size_t n = 0;
    for (size_t i = 32; i + 2 < len; i++) {
        n += (unsigned char)ppm[i] == 232;
    }
    free(ppm);
    return n;
}

static void only_a_draft_has_the_watermark_and_no_receipt_number(void **state)
{
    struct desk *d = *state;
    struct form_paper form = sample_form();
    form.copies_wanted = 1;
    form.mark = PAPER_MARK_DRAFT;
    struct paper_pdf pdf;
    assert_int_equal(paper_form(d->paper, &form, d->arena, &pdf), OK);
    const char *path = write_pdf(d, "draft.pdf", &pdf);
    assert_true(watermark_pixels(d, path, 2) > 500);
    assert_int_equal(watermark_pixels(d, d->form_path, 2), 0);
    const char *got = text_of(d, path, "-layout");
    assert_int_equal(count_of(got, "未提交"), pdf.pages);
    assert_null(strstr(got, "SLPP-2015-0068"));
    assert_null(strstr(text_of(d, d->form_path, "-layout"), "未提交"));
    /* The watermark is drawn, not written: it does not get between the words. */
    assert_int_equal(count_of(got, "草稿"), pdf.pages);
}

static void what_came_late_has_its_own_mark_on_every_sheet(void **state)
{
    struct desk *d = *state;
    struct form_paper form = sample_form();
    struct paper_pdf draft;
    struct paper_pdf late;
    form.copies_wanted = 1;
    form.mark = PAPER_MARK_DRAFT;
    assert_int_equal(paper_form(d->paper, &form, d->arena, &draft), OK);
    const char *draft_path = write_pdf(d, "draft.pdf", &draft);
    form.mark = PAPER_MARK_LATE;
    assert_int_equal(paper_form(d->paper, &form, d->arena, &late), OK);
    const char *path = write_pdf(d, "late.pdf", &late);
    for (unsigned page = 1; page <= late.pages; page++) {
        size_t ink = watermark_pixels(d, path, page);
        assert_true(ink > 500 && ink != watermark_pixels(d, draft_path, page));
    }
    const char *got = text_of(d, path, "-layout");
    assert_int_equal(count_of(got, "逾期送交"), late.pages);
    assert_int_equal(count_of(got, "逾期"), late.pages); /* at the foot; the mark does not extract */
    assert_null(strstr(got, "草稿"));
    assert_null(strstr(got, form.receipt_no));
}

static void the_same_input_gives_the_same_bytes_also_in_another_process(void **state)
{
    struct desk *d = *state;
    struct form_paper form = sample_form();
    struct paper_pdf again;
    assert_int_equal(paper_form(d->paper, &form, d->arena, &again), OK);
    assert_int_equal(again.len, d->form.len);
    assert_memory_equal(again.bytes, d->form.bytes, again.len);
    struct paper *other = NULL;
    struct paper_options options = {.exec_path = d->program, .runtime_dir = d->dir};
    assert_int_equal(paper_open(&options, &other), OK);
    assert_int_equal(paper_form(other, &form, d->arena, &again), OK);
    paper_close(other);
    assert_int_equal(again.len, d->form.len);
    assert_memory_equal(again.bytes, d->form.bytes, again.len);
}

/* The rules of ISO 19005-3 that can be read off the objects, one sentence each. */
static void the_document_keeps_the_rules_of_pdfa_3u(void **state)
{
    struct desk *d = *state;
    const char *const check[] = {"qpdf", "--check", d->form_path, NULL};
    assert_has(tool_says(d->arena, d->dir, check), "No syntax or stream encoding errors found");
    const char *const list[] = {"qpdf", "--json=2", "--json-stream-data=none", d->form_path, NULL};
    const char *json = tool_says(d->arena, d->dir, list);
    assert_has(json, "\"pdfversion\": \"1.7\"");
    assert_has(json, "\"/ID\": [");
    assert_has(json, "\"/Lang\": \"u:zh-CN\"");
    assert_has(json, "\"/S\": \"/GTS_PDFA1\"");
    assert_has(json, "\"/DestOutputProfile\"");
    assert_has(json, "\"/AFRelationship\": \"/Source\"");
    assert_has(json, "\"/AF\": [");
    assert_has(json, "\"/EmbeddedFiles\"");
    assert_has(json, "\"/Subtype\": \"/application/json\"");
    assert_has(json, "\"/CreationDate\": \"u:D:20150618150612+08'00'\"");
    assert_has(json, "\"/CIDToGIDMap\": \"/Identity\"");
    static const char *const forbidden[] = {"\"/Encrypt\"",    "\"/JavaScript\"", "\"/Interpolate\": true",
                                            "\"/LZWDecode\"",  "\"/Type3\"",      "\"/TR\"",
                                            "\"/OpenAction\"", "\"/AA\"",         "\"/Marked\": true",
                                            "\"/Launch\"",     "\"/PS\"",         "\"/NeedAppearances\""};
    for (size_t i = 0; i < SAMPLE_LEN(forbidden); i++) {
        assert_null(strstr(json, forbidden[i]));
    }
    /* Every font is embedded and says what its codes mean. */
    size_t fonts = count_of(json, "\"/Type\": \"/FontDescriptor\"");
    assert_true(fonts >= 4);
    assert_int_equal(count_of(json, "\"/FontFile3\"") + count_of(json, "\"/FontFile2\""), fonts);
    assert_int_equal(count_of(json, "\"/ToUnicode\""), fonts);
    /* The packet is readable without any filter, and says what the properties say. */
    size_t len = 0;
    char *raw = read_whole(d->form_path, &len);
    assert_non_null(raw);
    char *xmp = NULL;
    for (size_t i = 0; xmp == NULL && i + 9 < len; i++) {
        xmp = memcmp(raw + i, "<?xpacket", 9) == 0 ? raw + i : NULL;
    }
    assert_non_null(xmp);
    assert_has(xmp, "<pdfaid:part>3</pdfaid:part>");
    assert_has(xmp, "<pdfaid:conformance>U</pdfaid:conformance>");
    assert_has(xmp, "示例市第三批优质服务品牌申报表");
    assert_has(xmp, "<xmp:CreateDate>2015-06-18T15:06:12+08:00</xmp:CreateDate>");
    free(raw);
}

static void the_record_comes_out_as_it_went_in(void **state)
{
    struct desk *d = *state;
    const char *const argv[] = {
        "pdfdetach",  "-savefile", "SLPP-2015-0068-v2.json", "-o", text_format(d->arena, "%s/record.json", d->dir),
        d->form_path, NULL};
    (void)tool_says(d->arena, d->dir, argv);
    char *json = read_whole(text_format(d->arena, "%s/record.json", d->dir), NULL);
    assert_non_null(json);
    assert_string_equal(json, sample_record);
    free(json);
}

static void a_character_that_no_font_has_is_named_and_still_extracts(void **state)
{
    struct desk *d = *state;
    struct paper_cell cell = {"名称", "前\xF3\xB0\x80\x80后\xF3\xB0\x80\x80", 1, 7}; /* U+F0000, private use */
    struct paper_row row = {.kind = PAPER_ROW_PAIRS, .cells = &cell, .cells_len = 1};
    struct form_paper form = sample_form();
    form.rows = &row;
    form.rows_len = 1;
    form.copies_wanted = 1;
    struct paper_pdf pdf;
    assert_int_equal(paper_form(d->paper, &form, d->arena, &pdf), OK);
    assert_string_equal(pdf.missing, "\xF3\xB0\x80\x80");
    assert_has(text_of(d, write_pdf(d, "missing.pdf", &pdf), "-raw"), "前\xF3\xB0\x80\x80后\xF3\xB0\x80\x80");
}

static void the_receipt_tells_number_time_papers_and_fingerprint(void **state)
{
    struct desk *d = *state;
    struct receipt_paper receipt = sample_receipt();
    struct paper_pdf pdf;
    assert_int_equal(paper_receipt(d->paper, &receipt, d->arena, &pdf), OK);
    assert_int_equal(pdf.pages, 1);
    const char *path = write_pdf(d, "receipt.pdf", &pdf);
    const char *got = text_of(d, path, "-raw");
    assert_has(got, "提交回执\n");
    assert_has(got, "SLPP-2015-0068");
    assert_has(got, "2015年6月18日 15:06:12");
    assert_has(got, "9f86d081 884c7d65 9a2feaa0 c55ad015");
    assert_has(squeezed(d->arena, got), squeezed(d->arena, sample_steps[1]));
    const char *stem = text_format(d->arena, "%s/receipt", d->dir);
    const char *const render[] = {"pdftoppm", "-r", "110", "-png", "-singlefile", path, stem, NULL};
    (void)tool_says(d->arena, d->dir, render);
    const char *const scan[] = {"zbarimg", "-q", "--raw", text_format(d->arena, "%s.png", stem), NULL};
    assert_string_equal(tool_says(d->arena, d->dir, scan), "https://pinpai.example.gov.cn/track?c=7K3F9Q2M\n");
}

static void a_letter_numbers_what_it_lists_and_ends_with_who_and_when(void **state)
{
    struct desk *d = *state;
    struct office_paper letter = sample_letter();
    struct paper_pdf pdf;
    assert_int_equal(paper_office(d->paper, &letter, d->arena, &pdf), OK);
    assert_int_equal(pdf.pages, 1);
    assert_string_equal(pdf.missing, "");
    const char *got = squeezed(d->arena, text_of(d, write_pdf(d, "letter.pdf", &pdf), "-raw"));
    assert_has(got, "补正通知SLPP-2015-0068示例市公交公司城北车队：");
    assert_has(got, "2.实践性：“群众满意率100%”没有出处");
    assert_has(got, "示例市交通运输局2015年7月2日");
    assert_has(got, "校验码7K3F-9Q2M第1页共1页");
}

static void a_register_lies_and_its_heads_come_back_on_every_sheet(void **state)
{
    struct desk *d = *state;
    struct office_paper in = sample_register(d->arena, 60);
    struct paper_pdf pdf;
    assert_int_equal(paper_office(d->paper, &in, d->arena, &pdf), OK);
    assert_in_range(pdf.pages, 4, 12);
    const char *path = write_pdf(d, "register.pdf", &pdf);
    const char *got = squeezed(d->arena, text_of(d, path, "-layout"));
    assert_int_equal(count_of(got, "推荐排序"), pdf.pages);
    assert_int_equal(count_of(got, "0519-00000012"), 61);
    assert_has(got, text_format(d->arena, "第%u页共%u页", pdf.pages, pdf.pages));
    const char *const info[] = {"pdfinfo", path, NULL};
    assert_has(tool_says(d->arena, d->dir, info), "841.89 x 595.276 pts (A4)");
    struct office_paper none = sample_register(d->arena, 0);
    assert_int_equal(paper_office(d->paper, &none, d->arena, &pdf), OK);
    assert_int_equal(pdf.pages, 1);
    assert_has(text_of(d, write_pdf(d, "none.pdf", &pdf), "-raw"), "无推荐");
}

static void a_table_without_whole_rows_is_refused(void **state)
{
    struct desk *d = *state;
    struct office_paper in = sample_register(d->arena, 3);
    struct office_block block = in.blocks[0];
    struct paper_pdf pdf;
    in.blocks = &block;
    in.blocks_len = 1;
    block.values_len -= 1;
    assert_int_equal(paper_office(d->paper, &in, d->arena, &pdf), ERR_MALFORMED);
    block.columns_len = 0;
    assert_int_equal(paper_office(d->paper, &in, d->arena, &pdf), ERR_MALFORMED);
}

/* The worker whose parent this process is; there is one. */
static pid_t the_worker(struct desk *d)
{
    const char *const argv[] = {"pgrep", "-P",           text_format(d->arena, "%ld", (long)getpid()),
                                "-f",    "paper-worker", NULL};
    return (pid_t)strtol(tool_says(d->arena, d->dir, argv), NULL, 10);
}

static void a_worker_that_was_killed_while_idle_is_replaced_unnoticed(void **state)
{
    struct desk *d = *state;
    pid_t before = the_worker(d);
    assert_true(before > 1);
    assert_int_equal(kill(before, SIGKILL), 0);
    struct receipt_paper receipt = sample_receipt();
    struct paper_pdf pdf;
    assert_int_equal(paper_receipt(d->paper, &receipt, d->arena, &pdf), OK);
    assert_int_not_equal(the_worker(d), before);
}

static void a_worker_is_confined_before_it_sees_any_text(void **state)
{
    struct desk *d = *state;
    size_t len = 0;
    char *status = read_whole(text_format(d->arena, "/proc/%ld/status", (long)the_worker(d)), &len);
    assert_non_null(status);
    assert_has(status, "Seccomp:\t2\n");
    assert_has(status, "NoNewPrivs:\t1\n");
    free(status);
    char *limits = read_whole(text_format(d->arena, "/proc/%ld/limits", (long)the_worker(d)), &len);
    assert_non_null(limits);
    const char *said = squeezed(d->arena, limits == NULL ? "" : limits);
    assert_has(said, "Maxfilesize00bytes");
    assert_has(said, "Maxcorefilesize00bytes");
    assert_has(said, "Maxopenfiles9696files");
    free(limits);
}

/* One character of each block that GB 18030-2022 reaches into, and the edges of the blocks. */
static void characters_of_every_han_block_have_a_glyph(void **state)
{
    struct desk *d = *state;
    static const char all[] = "一龥龦鿿㐀䶵䶿𠀀𪛖𪛟𪜀𫜴𫜸𫝀𫠝𫠠𬺡𬺰𮯠〇々丨⺁⻳⿰";
    assert_has(extracted(d, all, "-raw"), all);
}

static void pictures_are_stored_once_for_three_copies_and_a_broken_one_is_an_empty_frame(void **state)
{
    struct desk *d = *state;
    struct paper_image images[3] = {{.width = 640, .height = 420, .caption = "大厅"},
                                    {.width = 400, .height = 400, .caption = "标识"},
                                    {.width = 640, .height = 420, .caption = "残图"}};
    char *photo = read_whole("tests/golden/paper/photo.jpg", &images[0].len);
    char *logo = read_whole("tests/golden/paper/logo.png", &images[1].len);
    images[0].bytes = (const unsigned char *)photo;
    images[1].bytes = (const unsigned char *)logo;
    images[2].bytes = (const unsigned char *)photo;
    images[2].len = 200;
    struct paper_row row = {.kind = PAPER_ROW_IMAGES, .label = "照片", .images = images, .images_len = 3};
    struct form_paper form = sample_form();
    form.rows = &row;
    form.rows_len = 1;
    struct paper_pdf pdf;
    assert_int_equal(paper_form(d->paper, &form, d->arena, &pdf), OK);
    free(photo);
    free(logo);
    const char *path = write_pdf(d, "pictures.pdf", &pdf);
    const char *const list[] = {"pdfimages", "-list", path, NULL};
    const char *got = tool_says(d->arena, d->dir, list);
    assert_int_equal(count_of(got, " jpeg "), 3); /* shown three times ... */
    const char *const objects[] = {"qpdf", "--json=2", "--json-stream-data=none", path, NULL};
    const char *json = tool_says(d->arena, d->dir, objects);
    assert_int_equal(count_of(json, "\"/Filter\": \"/DCTDecode\""), 1); /* ... and stored once */
    assert_null(strstr(json, "\"/Interpolate\": true"));
    assert_int_equal(count_of(text_of(d, path, "-raw"), "残图"), 3);
}

/* quality/PERFORMANCE.md row 10. */
static void a_worker_stays_within_its_memory(void **state)
{
    struct desk *d = *state;
    if (IS_SANITIZED) {
        skip(); /* shadow memory is not the worker's */
    }
    struct form_paper form = sample_form();
    for (int i = 0; i < 12; i++) {
        struct arena *a = arena_new();
        struct paper_pdf pdf;
        assert_int_equal(paper_form(d->paper, &form, a, &pdf), OK);
        arena_free(a);
    }
    char *status = read_whole(text_format(d->arena, "/proc/%ld/status", (long)the_worker(d)), NULL);
    assert_non_null(status);
    const char *peak = strstr(status, "VmHWM:");
    assert_non_null(peak);
    long kb = strtol(peak + strlen("VmHWM:"), NULL, 10);
    free(status);
    assert_in_range(kb, 1, 200L * 1024);
}

struct killer {
    pid_t pid;
    atomic_bool is_over;
};

/* Keeps one worker from ever answering. */
static void *stop_worker(void *data)
{
    struct killer *k = data;
    (void)kill(k->pid, SIGSTOP);
    atomic_store(&k->is_over, true);
    return NULL;
}

static void a_worker_that_does_not_answer_in_time_costs_one_answer_only(void **state)
{
    struct desk *d = *state;
    struct paper *hasty = NULL;
    struct paper_options options = {.exec_path = d->program, .runtime_dir = d->dir, .document_seconds = 3};
    paper_close(d->paper); /* so that there is one worker and no other */
    d->paper = NULL;
    assert_int_equal(paper_open(&options, &hasty), OK);
    struct receipt_paper receipt = sample_receipt();
    struct paper_pdf pdf = {0};
    assert_int_equal(paper_receipt(hasty, &receipt, d->arena, &pdf), OK);
    struct killer k = {.pid = the_worker(d)};
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, stop_worker, &k), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_true(atomic_load(&k.is_over));
    assert_int_equal(paper_receipt(hasty, &receipt, d->arena, &pdf), ERR_INTERNAL);
    assert_int_equal(paper_receipt(hasty, &receipt, d->arena, &pdf), OK);
    paper_close(hasty);
    options.document_seconds = 0;
    assert_int_equal(paper_open(&options, &d->paper), OK);
}

struct caller {
    struct paper *paper;
    enum err e;
};

static void *call(void *data)
{
    struct caller *c = data;
    struct arena *a = arena_new();
    struct receipt_paper receipt = sample_receipt();
    struct paper_pdf pdf;
    c->e = paper_receipt(c->paper, &receipt, a, &pdf);
    arena_free(a);
    return NULL;
}

static void callers_wait_in_line_and_those_beyond_it_are_told_to_come_back(void **state)
{
    struct desk *d = *state;
    struct paper *narrow = NULL;
    struct paper_options options = {.exec_path = d->program, .runtime_dir = d->dir, .waiting_max = 2};
    assert_int_equal(paper_open(&options, &narrow), OK);
    enum { CALLERS = 8 };
    struct caller callers[CALLERS];
    pthread_t threads[CALLERS];
    for (int i = 0; i < CALLERS; i++) {
        callers[i] = (struct caller){.paper = narrow, .e = ERR_INTERNAL};
        assert_int_equal(pthread_create(&threads[i], NULL, call, &callers[i]), 0);
    }
    int served = 0;
    for (int i = 0; i < CALLERS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_true(callers[i].e == OK || callers[i].e == ERR_BUSY);
        served += callers[i].e == OK;
    }
    paper_close(narrow);
    assert_in_range(served, 2, CALLERS - 1);
}

static void a_text_over_its_limit_and_one_that_is_not_utf8_are_refused_before_any_worker(void **state)
{
    struct desk *d = *state;
    struct paper_pdf pdf = {0};
    struct form_paper form = sample_form();
    char *longer = arena_alloc(d->arena, PAPER_TEXT_MAX + 2, 1);
    memset(longer, 'a', PAPER_TEXT_MAX + 1);
    form.cover_title = longer;
    assert_int_equal(paper_form(d->paper, &form, d->arena, &pdf), ERR_TOO_LARGE);
    form.cover_title = "\xC0\xAF";
    assert_int_equal(paper_form(d->paper, &form, d->arena, &pdf), ERR_MALFORMED);
    struct paper_cell cell = {"名称", "值", 3, 3};
    struct paper_row row = {.kind = PAPER_ROW_PAIRS, .cells = &cell, .cells_len = 1};
    form = sample_form();
    form.rows = &row;
    form.rows_len = 1;
    assert_int_equal(paper_form(d->paper, &form, d->arena, &pdf), ERR_MALFORMED);
}

/* Letters without end, signs without end, nothing at all: each prints, and the sheets keep their size. */
static void no_text_however_odd_breaks_the_sheet(void **state)
{
    struct desk *d = *state;
    char *letters = arena_alloc(d->arena, 2001, 1);
    memset(letters, 'W', 2000);
    char *marks = arena_alloc(d->arena, 3001, 1);
    char *faces = arena_alloc(d->arena, 2001, 1);
    for (size_t i = 0; i < 1000; i++) {
        memcpy(marks + i * 3, "，", 3);
        memcpy(faces + i % 500 * 4, "\xF0\x9F\x98\x80", 4);
    }
    const char *const odd[] = {letters, marks, faces, "", "　　\n\n \n", "\xE2\x80\x8D\xEF\xBB\xBF", "a\tb\r\nc"};
    for (size_t i = 0; i < SAMPLE_LEN(odd); i++) {
        struct paper_cell cells[] = {{odd[i], odd[i], 1, 3}, {"长", odd[i], 1, 3}};
        struct paper_column columns[] = {{"列", 1, false}, {odd[i], 1, true}};
        const char *const values[] = {odd[i], "值"};
        struct paper_row rows[] = {{.kind = PAPER_ROW_PAIRS, .cells = cells, .cells_len = 2},
                                   {.kind = PAPER_ROW_TEXT, .label = "文", .text = odd[i]},
                                   {.kind = PAPER_ROW_TABLE,
                                    .label = "表",
                                    .columns = columns,
                                    .columns_len = 2,
                                    .values = values,
                                    .values_len = 2},
                                   {.kind = PAPER_ROW_OPINION, .label = "意见", .text = odd[i], SAMPLE_SIGN}};
        struct form_paper form = sample_form();
        form.rows = rows;
        form.rows_len = SAMPLE_LEN(rows);
        form.cover_title = odd[i];
        form.copies_wanted = 1;
        struct paper_pdf pdf;
        assert_int_equal(paper_form(d->paper, &form, d->arena, &pdf), OK);
        assert_in_range(pdf.pages, 2, 60);
        const char *path = write_pdf(d, "odd.pdf", &pdf);
        const char *const check[] = {"qpdf", "--check", path, NULL};
        (void)tool_says(d->arena, d->dir, check);
        if (odd[i] == letters) {
            const char *got = squeezed(d->arena, text_of(d, path, "-raw"));
            assert_true(count_of(got, "W") >= 2000 * 5);
        }
    }
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "paper-worker") == 0) {
        return paper_worker_main(3);
    }
    const struct CMUnitTest all[] = {
        cmocka_unit_test(every_name_of_the_handbook_extracts_exactly_as_typed),
        cmocka_unit_test(every_text_of_the_form_extracts_without_a_lost_or_changed_character),
        cmocka_unit_test(the_story_extracts_paragraph_by_paragraph),
        cmocka_unit_test(each_of_three_copies_has_its_label_and_its_own_page_numbers),
        cmocka_unit_test(one_copy_alone_is_printed_when_one_is_wanted),
        cmocka_unit_test(a_copy_printed_on_both_sides_always_fills_whole_sheets),
        cmocka_unit_test(a_label_comes_back_as_continued_where_its_text_runs_over),
        cmocka_unit_test(a_box_that_the_route_skips_holds_a_slash_and_no_sign_off),
        cmocka_unit_test(opinion_boxes_keep_text_and_sign_off_on_one_page),
        cmocka_unit_test(the_code_on_each_sheet_reads_back),
        cmocka_unit_test(only_a_draft_has_the_watermark_and_no_receipt_number),
        cmocka_unit_test(what_came_late_has_its_own_mark_on_every_sheet),
        cmocka_unit_test(the_same_input_gives_the_same_bytes_also_in_another_process),
        cmocka_unit_test(the_document_keeps_the_rules_of_pdfa_3u),
        cmocka_unit_test(the_record_comes_out_as_it_went_in),
        cmocka_unit_test(a_character_that_no_font_has_is_named_and_still_extracts),
        cmocka_unit_test(the_receipt_tells_number_time_papers_and_fingerprint),
        cmocka_unit_test(a_letter_numbers_what_it_lists_and_ends_with_who_and_when),
        cmocka_unit_test(a_register_lies_and_its_heads_come_back_on_every_sheet),
        cmocka_unit_test(a_table_without_whole_rows_is_refused),
        cmocka_unit_test(a_worker_is_confined_before_it_sees_any_text),
        cmocka_unit_test(characters_of_every_han_block_have_a_glyph),
        cmocka_unit_test(pictures_are_stored_once_for_three_copies_and_a_broken_one_is_an_empty_frame),
        cmocka_unit_test(a_worker_stays_within_its_memory),
        cmocka_unit_test(a_worker_that_was_killed_while_idle_is_replaced_unnoticed),
        cmocka_unit_test(a_worker_that_does_not_answer_in_time_costs_one_answer_only),
        cmocka_unit_test(callers_wait_in_line_and_those_beyond_it_are_told_to_come_back),
        cmocka_unit_test(a_text_over_its_limit_and_one_that_is_not_utf8_are_refused_before_any_worker),
        cmocka_unit_test(no_text_however_odd_breaks_the_sheet),
    };
    return cmocka_run_group_tests(all, open_desk, close_desk);
}
