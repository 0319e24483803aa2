/* domain_evidence.c - what may be attached, to the byte; what is said about what may not; and the names of files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/evidence.h"

enum { MIB = 1024 * 1024, HELD_MAX = 40 };

static const struct evidence_kind kinds[] = {{.ident = "rules", .label = "制度", .help = "", .files_max = 10},
                                             {.ident = "photo",
                                              .label = "照片",
                                              .help = "",
                                              .is_pictures = true,
                                              .caption_max = 40,
                                              .files_min = 3,
                                              .files_max = 5,
                                              .edge_min = 1600,
                                              .bytes_instead = MIB}};
static const struct evidence_rules rules = {kinds, 2, 10, 10LL * MIB, 50LL * MIB};

static int setup(void **state)
{
    *state = arena_new();
    return 0;
}

static int teardown(void **state)
{
    arena_free(*state);
    return 0;
}

/* So many of a kind, so big each; their refs are "r0", "r1" ... */
static struct evidence_held_list held_of(struct arena *a, const char *kind, size_t count, int64_t each)
{
    struct evidence_held *items = ARENA_ARRAY(a, struct evidence_held, HELD_MAX);
    for (size_t i = 0; i < count; i++) {
        items[i] = (struct evidence_held){text_format(a, "r%zu", i), kind, each};
    }
    return (struct evidence_held_list){items, count};
}

static const char *judge(struct arena *a, const struct evidence_held_list *held, const char *kind, const char *name,
                         int64_t bytes)
{
    struct evidence_offer offer = {kind, name, "", bytes};
    return evidence_refusal(a, &rules, held, &offer);
}

static void names_say_whether_it_may_be_a_document(void **state)
{
    static const struct {
        const char *kind, *name, *said; /* NULL: taken */
    } rows[] = {
        {"rules", "服务规范.pdf", NULL},
        {"rules", "扫描件.JPG", NULL},
        {"rules", "扫描件.jpeg", NULL},
        {"rules", "截图.png", NULL},
        {"rules", "规范2.0", NULL}, /* no ending at all: the bytes decide */
        {"rules", "承诺书.docx", "“承诺书.docx”不是 PDF 或图片，请转成 PDF 后再上传"},
        {"rules", "页面.html", "“页面.html”不是 PDF 或图片，请转成 PDF 后再上传"},
        {"photo", "窗口.jpg", NULL},
        {"photo", "窗口.pdf", "“窗口.pdf”是 PDF，照片要 JPG 或 PNG 图片，请换成图片再上传"},
        {"photo", "窗口.heic", "“窗口.heic”不是图片，照片请上传 JPG 或 PNG 图片"},
        {"poems", "诗.pdf", "没有这一类材料，请从页面上选择"},
    };
    struct evidence_held_list none = {NULL, 0};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *said = judge(*state, &none, rows[i].kind, rows[i].name, 5);
        assert_true((said == NULL) == (rows[i].said == NULL));
        if (said != NULL) {
            assert_string_equal(said, rows[i].said);
        }
    }
}

static void a_file_of_ten_megabytes_is_taken_and_one_byte_more_is_not(void **state)
{
    struct evidence_held_list none = {NULL, 0};
    assert_null(judge(*state, &none, "rules", "a.pdf", 10LL * MIB));
    assert_string_equal(judge(*state, &none, "rules", "a.pdf", 10LL * MIB + 1),
                        "“a.pdf”有 10.1 MB，每个文件不超过 10 MB，请压缩或者拆开后再上传");
    assert_string_equal(judge(*state, &none, "rules", "a.pdf", 0), "“a.pdf”是空的，请检查文件后重新选择");
}

static void the_tenth_file_is_taken_and_the_eleventh_is_not(void **state)
{
    struct evidence_held_list nine = held_of(*state, "rules", 9, 1);
    struct evidence_held_list ten = held_of(*state, "rules", 10, 1);
    assert_null(judge(*state, &nine, "rules", "a.pdf", 1));
    assert_null(judge(*state, &nine, "photo", "a.jpg", 1));
    assert_string_equal(judge(*state, &ten, "photo", "a.jpg", 1),
                        "已经有 10 个文件，最多 10 个；请先删除不需要的，再上传“a.jpg”");
}

static void the_fifth_photograph_is_taken_and_the_sixth_is_not(void **state)
{
    struct evidence_held_list four = held_of(*state, "photo", 4, 1);
    struct evidence_held_list five = held_of(*state, "photo", 5, 1);
    assert_null(judge(*state, &four, "photo", "a.jpg", 1));
    assert_string_equal(judge(*state, &five, "photo", "a.jpg", 1),
                        "照片已经有 5 个，最多 5 个；请先删除不需要的，再上传“a.jpg”");
    assert_null(judge(*state, &five, "rules", "a.pdf", 1));
}

static void fifty_megabytes_are_taken_and_one_byte_more_is_not(void **state)
{
    struct evidence_held_list four = held_of(*state, "rules", 4, 10LL * MIB);
    assert_null(judge(*state, &four, "rules", "a.pdf", 10LL * MIB));
    struct evidence_held_list more = held_of(*state, "rules", 5, 9LL * MIB);
    assert_null(judge(*state, &more, "rules", "a.pdf", 5LL * MIB));
    assert_string_equal(judge(*state, &more, "rules", "a.pdf", 5LL * MIB + 1),
                        "加上“a.pdf”（5.1 MB），文件合计 50.1 MB，超过 50 MB；请压缩，或者先删除不需要的");
}

static void what_is_replaced_makes_room_for_what_replaces_it(void **state)
{
    struct evidence_held_list ten = held_of(*state, "rules", 10, 5LL * MIB);
    struct evidence_offer offer = {"rules", "a.pdf", "r3", 5LL * MIB};
    assert_null(evidence_refusal(*state, &rules, &ten, &offer));
    offer.byte_count++;
    assert_non_null(evidence_refusal(*state, &rules, &ten, &offer));
    offer = (struct evidence_offer){"rules", "a.pdf", "gone", 1};
    assert_non_null(evidence_refusal(*state, &rules, &ten, &offer));
}

static void a_caption_has_forty_characters_at_most(void **state)
{
    const char *forty = "";
    for (int i = 0; i < 40; i++) {
        forty = text_format(*state, "%s窗", forty);
    }
    assert_null(evidence_caption_refusal(*state, &kinds[1], ""));
    assert_null(evidence_caption_refusal(*state, &kinds[1], forty));
    assert_string_equal(evidence_caption_refusal(*state, &kinds[1], text_format(*state, "%s口", forty)),
                        "照片说明有 41 字，最多 40 字，请删减 1 字");
    char run[140] = "";
    memset(run, 'a', 121); /* one run counts as one, but it has an end */
    assert_string_equal(evidence_caption_refusal(*state, &kinds[1], run), "照片说明太长，请删减到 120 个字符以内");
    run[120] = '\0';
    assert_null(evidence_caption_refusal(*state, &kinds[1], run));
}

static void one_or_two_photographs_are_said_to_be_too_few_and_none_is_fine(void **state)
{
    assert_null(evidence_too_few(*state, &kinds[1], 0));
    assert_string_equal(evidence_too_few(*state, &kinds[1], 1), "照片有 1 张，要求 3 至 5 张");
    assert_string_equal(evidence_too_few(*state, &kinds[1], 2), "照片有 2 张，要求 3 至 5 张");
    assert_null(evidence_too_few(*state, &kinds[1], 3));
    assert_null(evidence_too_few(*state, &kinds[0], 1));
}

static void a_photograph_is_large_enough_by_pixels_or_by_bytes(void **state)
{
    static const struct {
        struct evidence_picture picture;
        bool is_taken;
    } rows[] = {{{1600, 900, 1000}, true},
                {{900, 1600, 1000}, true},
                {{1599, 900, 1000}, false},
                {{1599, 900, MIB}, true},
                {{1599, 900, MIB - 1}, false}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *said = evidence_too_small(*state, &kinds[1], "a.jpg", &rows[i].picture);
        assert_int_equal(said == NULL, rows[i].is_taken);
    }
    assert_string_equal(evidence_too_small(*state, &kinds[1], "a.jpg", &rows[2].picture),
                        "“a.jpg”只有 1599×900 像素，照片要长边不小于 1600 像素，或者 1 MB 以上，请换一张更大的");
    assert_null(evidence_too_small(*state, &kinds[0], "a.jpg", &(struct evidence_picture){1, 1, 1}));
}

static void names_are_kept_without_folders_controls_and_excess(void **state)
{
    struct arena *a = *state;
    static const struct {
        const char *said, *kept;
    } rows[] = {{"服务规范.pdf", "服务规范.pdf"},
                {"C:\\fakepath\\服务规范.pdf", "服务规范.pdf"},
                {"../../etc/passwd.pdf", "passwd.pdf"},
                {"a\r\nX-Evil: 1.pdf", "a X-Evil: 1.pdf"},
                {"\xE2\x80\xAE"
                 "fdp.exe.pdf",
                 "fdp.exe.pdf"}, /* no right-to-left override turns an ending round */
                {"", "未命名"},
                {"目录/", "未命名"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(evidence_name(a, rows[i].said), rows[i].kept);
    }
    const char *longest = "";
    for (int i = 0; i < 116; i++) {
        longest = text_format(a, "%s𬭊", longest);
    }
    const char *fits = text_format(a, "%s.pdf", longest);
    assert_string_equal(evidence_name(a, fits), fits);
    assert_string_equal(evidence_name(a, text_format(a, "%s𬭊𬭊.pdf", longest)), fits);
}

static void what_is_handed_out_is_called_what_its_bytes_are(void **state)
{
    static const struct {
        const char *name, *media_kind, *out;
    } rows[] = {{"规范.pdf", "pdf", "规范.pdf"},
                {"规范.PDF", "pdf", "规范.PDF"},
                {"页面.html", "pdf", "页面.html.pdf"},
                {"规范2.0", "pdf", "规范2.0.pdf"},
                {"截图.png", "jpeg", "截图.jpg"},
                {"截图.png", "png", "截图.png"},
                {"照片.JPEG", "jpeg", "照片.JPEG"},
                {"照片.jpg", "png", "照片.png"},
                {"照片.jpg.exe", "jpeg", "照片.jpg.exe.jpg"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(evidence_download_name(*state, rows[i].name, rows[i].media_kind), rows[i].out);
    }
}

static void sizes_are_rounded_up_so_that_nothing_over_a_limit_reads_as_the_limit(void **state)
{
    static const struct {
        int64_t bytes;
        const char *text;
    } rows[] = {{1, "1 KB"},
                {1024, "1 KB"},
                {1025, "2 KB"},
                {MIB, "1 MB"},
                {MIB + 1, "1.1 MB"},
                {10LL * MIB, "10 MB"},
                {10LL * MIB + 1, "10.1 MB"},
                {50LL * MIB, "50 MB"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(byte_text(*state, rows[i].bytes), rows[i].text);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(names_say_whether_it_may_be_a_document),
        TEST(a_file_of_ten_megabytes_is_taken_and_one_byte_more_is_not),
        TEST(the_tenth_file_is_taken_and_the_eleventh_is_not),
        TEST(the_fifth_photograph_is_taken_and_the_sixth_is_not),
        TEST(fifty_megabytes_are_taken_and_one_byte_more_is_not),
        TEST(what_is_replaced_makes_room_for_what_replaces_it),
        TEST(a_caption_has_forty_characters_at_most),
        TEST(one_or_two_photographs_are_said_to_be_too_few_and_none_is_fine),
        TEST(a_photograph_is_large_enough_by_pixels_or_by_bytes),
        TEST(names_are_kept_without_folders_controls_and_excess),
        TEST(what_is_handed_out_is_called_what_its_bytes_are),
        TEST(sizes_are_rounded_up_so_that_nothing_over_a_limit_reads_as_the_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
