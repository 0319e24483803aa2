/* paper_demo.c - prints the sample without a server: paper_demo form|draft|receipt OUT.pdf [TIMES]
 * With TIMES the same document is set again and again in one process, and the processor time of the last is told. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/arena.h"
#include "document/press.h"
#include "support/paper_sample.h"

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
        (void)fputs("usage: paper_demo form|draft|receipt OUT.pdf [TIMES]\n", stderr);
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
        form.is_draft = strcmp(argv[1], "draft") == 0;
        enum err e = strcmp(argv[1], "receipt") == 0 ? press_receipt(press, &receipt, a, &out)
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
