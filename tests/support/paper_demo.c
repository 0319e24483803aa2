/* paper_demo.c - prints the sample without a server: paper_demo
 * form|draft|late|rich|short|receipt|letter|register|a3|a4 OUT.pdf [TIMES [BRANDS [NAME]]]
 * "rich" adds pictures, headings and a story with everything odd; "short" has three pages a copy. With
 * TIMES the same document is set again and again in one process, and the processor time of the last is told. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/arena.h"
#include "document/press.h"
#include "support/office_sample.h"
#include "support/paper_sample.h"
#include "support/poster_sample.h"
#include "support/run_tool.h"

static struct paper_image image_of(const char *path, unsigned width, unsigned height, const char *caption)
{
    size_t len = 0;
    char *bytes = read_whole(path, &len);
    return (struct paper_image){.bytes = (unsigned char *)bytes,
                                .len = bytes == NULL ? 0 : len,
                                .width = width,
                                .height = height,
                                .caption = caption};
}

/* The sample with headings, pictures and a text that nobody would write. */
static void enrich(struct form_paper *form)
{
    static struct paper_row rows[64];
    static struct paper_image logo[1];
    static struct paper_image photos[5];
    static const char odd[] =
        "https://www.example.gov.cn/a/very/long/address/that/no/line/can/hold/"
        "index.html?with=many&parameters=1234567890 是网址；"
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW\n"
        "“‘引号’里的引号”，《书名〈篇名〉》——破折号……省略号。（括号（套括号））；ISO 9001、GB/T 19001—2016标准。\n"
        "表情😀与罕用字𠀀𪚥䶮，无字\xF3\xB0\x80\x80形。";
    logo[0] = image_of("tests/golden/paper/logo.png", 400, 400, "一滴水托起一颗心");
    for (size_t i = 0; i < SAMPLE_LEN(photos); i++) {
        photos[i] = image_of("tests/golden/paper/photo.jpg", 640, 420, "服务大厅的工作人员在为群众办理业务");
    }
    photos[4].width = 1;
    size_t n = 0;
    rows[n++] = (struct paper_row){.kind = PAPER_ROW_HEADING, .label = "一、基本情况"};
    for (size_t i = 0; i < form->rows_len; i++) {
        rows[n++] = form->rows[i];
        if (i == 1) {
            rows[n++] =
                (struct paper_row){.kind = PAPER_ROW_IMAGES, .label = "品牌标识", .images = logo, .images_len = 1};
        } else if (i == 12) {
            rows[n++] = (struct paper_row){.kind = PAPER_ROW_HEADING, .label = "二、申报材料"};
        } else if (i == 19) {
            rows[n++] = (struct paper_row){.kind = PAPER_ROW_TEXT, .label = "测试", .text = odd};
            rows[n++] = (struct paper_row){
                .kind = PAPER_ROW_IMAGES, .label = "照片", .images = photos, .images_len = SAMPLE_LEN(photos)};
            rows[n++] = (struct paper_row){.kind = PAPER_ROW_IMAGES, .label = "附图", .empty_text = "无"};
        }
    }
    form->rows = rows;
    form->rows_len = n;
}

static double cpu_ms(void)
{
    struct rusage u;
    (void)getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e3 +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e3;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        (void)fputs("usage: paper_demo form|draft|late|receipt|letter|register|a3|a4 OUT.pdf [TIMES [BRANDS [NAME]]]\n",
                    stderr);
        return 2;
    }
    struct press *press = NULL;
    struct press_options options = {.families = {"FangSong,Noto Serif CJK SC,Noto Sans CJK SC,HanaMinA,HanaMinB",
                                                 "Noto Sans CJK SC,Noto Serif CJK SC,HanaMinA,HanaMinB",
                                                 "Noto Serif CJK SC,Noto Sans CJK SC,HanaMinA,HanaMinB",
                                                 "LXGW WenKai,Noto Serif CJK SC,HanaMinA,HanaMinB"},
                                    .icc_path = "/usr/share/color/icc/sRGB.icc"};
    if (press_open(&options, &press) != OK) {
        return 1;
    }
    long times = argc > 3 ? strtol(argv[3], NULL, 10) : 1;
    int failed = 0;
    for (long i = 0; i < times && failed == 0; i++) {
        double before = cpu_ms();
        struct arena *a = arena_new();
        struct printed out = {0};
        struct form_paper form = sample_form();
        struct receipt_paper receipt = sample_receipt();
        form.mark = strcmp(argv[1], "draft") == 0  ? PAPER_MARK_DRAFT
                    : strcmp(argv[1], "late") == 0 ? PAPER_MARK_LATE
                                                   : PAPER_MARK_NONE;
        if (strcmp(argv[1], "rich") == 0) {
            enrich(&form);
        } else if (strcmp(argv[1], "short") == 0) {
            form.rows_len = 19;
            form.is_duplex = false;
            form.notes_len = 0;
        }
        bool is_letter = strcmp(argv[1], "letter") == 0;
        struct office_paper office = is_letter ? sample_letter() : sample_register(a, 30);
        bool is_poster = argv[1][0] == 'a';
        size_t brands = argc > 4 ? strtoul(argv[4], NULL, 10) : 3;
        struct poster_paper poster =
            sample_poster(a, brands, argc > 5 ? argv[5] : "一路暖行", strcmp(argv[1], "a3") == 0);
        enum err e = is_poster                                       ? press_poster(press, &poster, a, &out)
                     : strcmp(argv[1], "receipt") == 0               ? press_receipt(press, &receipt, a, &out)
                     : is_letter || strcmp(argv[1], "register") == 0 ? press_office(press, &office, a, &out)
                                                                     : press_form(press, &form, a, &out);
        failed = e != OK;
        if (failed == 0 && i == times - 1) {
            FILE *f = fopen(argv[2], "wb");
            failed = f == NULL || fwrite(out.bytes, 1, out.len, f) != out.len || fclose(f) != 0;
            struct rusage u;
            (void)getrusage(RUSAGE_SELF, &u);
            (void)printf("%u pages, %zu bytes, %.1f ms CPU, peak %ld MB, missing '%s'\n", out.pages, out.len,
                         cpu_ms() - before, u.ru_maxrss / 1024, out.missing);
        }
        arena_free(a);
    }
    press_close(press);
    return failed;
}
