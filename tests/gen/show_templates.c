/* show_templates.c - writes the compiled templates' pages to standard output; compared with *.expected. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "views.h"

void tpl_all(struct out *o, const struct all_view *v);
void tpl_long(struct out *o, const struct all_view *v);

static const struct cell cells[] = {{"1"}, {"<2>"}};
static const struct row rows[] = {
    {.name = "甲", .cells = cells, .cells_len = 2, .field = {"电话", "少一位"}},
    {.name = "B&b", .field = {"邮箱", NULL}},
    {.name = "\"c\"", .cells = cells, .cells_len = 1, .field = {"<地址>", ""}},
};
static const char *const names[] = {"n1", "n<2"};

int main(int argc, char **argv)
{
    char own[] = "own & 'mine'";
    struct all_view v = {
        .page = {.title = "A & B", .home = url_path("/")},
        .text = "\n<b>&\"'/?#=+% 汉..",
        .own_text = own,
        .array = "a+b@c.d",
        .empty = "",
        .markup = {"<em>&amp;</em>"},
        .no_markup = {""},
        .url = url_path("/x?a=1&b=2"),
        .root = url_path("/"),
        .n = {-1, 4294967295U, INT64_MIN, UINT64_MAX, SIZE_MAX, -32768, 255},
        .yes = true,
        .rows = rows,
        .rows_len = 3,
        .names = names,
        .names_len = 2,
        .field = {"单位 & 名称", "必填"},
    };
    struct out o = {.arena = arena_new()};
    if (argc > 1 && strcmp(argv[1], "long") == 0) {
        tpl_long(&o, &v);
    } else {
        tpl_all(&o, &v);
    }
    (void)fwrite(o.bytes, 1, o.len, stdout);
    arena_free(o.arena);
    return 0;
}
