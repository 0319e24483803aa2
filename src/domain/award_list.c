/* award_list.c */
#include "domain/award_list.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/text_clean.h"

enum { CELLS = 3, BATCH_MAX = 40, NAME_MAX = 60 };

/* Bytes of the separator at `p`; 0 when there is none. */
static size_t separator(const char *p)
{
    return *p == ',' || *p == '\t' ? 1 : text_starts(p, "，") ? strlen("，") : 0;
}

/* Reads a cell and moves *p behind it, to a separator or the line's end. */
static const char *read_cell(struct arena *a, const char **p, const char *end)
{
    char *cell = ARENA_ARRAY(a, char, (size_t)(end - *p) + 1);
    size_t n = 0;
    bool is_quoted = *p < end && **p == '"';
    *p += is_quoted;
    while (*p < end && (is_quoted || separator(*p) == 0)) {
        if (is_quoted && **p == '"') {
            if (*p + 1 < end && (*p)[1] == '"') {
                (*p)++;
            } else {
                is_quoted = false;
                (*p)++;
                continue;
            }
        }
        cell[n++] = *(*p)++;
    }
    return cell;
}

static size_t read_cells(struct arena *a, const char *line, const char *end, const char *cells[CELLS])
{
    size_t n = 0;
    for (const char *p = line; p < end && n <= CELLS;) {
        const char *cell = read_cell(a, &p, end);
        if (n < CELLS) {
            cells[n] = text_clean_line(a, cell);
        }
        n += n < CELLS || *text_clean_line(a, cell) != '\0';
        p += p < end ? separator(p) : 0;
    }
    return n;
}

static const char *fault_of(const struct award_line *x, size_t cells)
{
    if (cells != CELLS) {
        return "请按“批次，品牌名称，单位名称”三栏填写";
    }
    if (*x->batch == '\0' || *x->brand_name == '\0' || *x->unit_name == '\0') {
        return "批次、品牌名称和单位名称都要有";
    }
    if (utf8_length(x->batch) > BATCH_MAX || utf8_length(x->brand_name) > NAME_MAX ||
        utf8_length(x->unit_name) > NAME_MAX) {
        return "名称太长，批次不超过 40 字，其他不超过 60 字";
    }
    return NULL;
}

struct award_line award_line_of(struct arena *a, int line, const char *const cells[3])
{
    struct award_line x = {line, cells[0], text_clean_brand_name(a, cells[1]), cells[2], NULL};
    x.error = fault_of(&x, CELLS);
    return x;
}

const struct award_line *award_list_read(struct arena *a, const char *text, size_t *ret_len, int *ret_is_cut)
{
    struct award_line *list = ARENA_ARRAY(a, struct award_line, AWARD_LINES_MAX);
    size_t len = 0;
    int number = 0;
    *ret_is_cut = 0;
    for (const char *p = text + (text_starts(text, "\xef\xbb\xbf") ? 3 : 0); *p != '\0';) {
        const char *end = p + strcspn(p, "\n");
        const char *cells[CELLS] = {"", "", ""};
        size_t n = read_cells(a, p, end, cells);
        p = *end == '\0' ? end : end + 1;
        number++;
        if (n == 0 || (n == 1 && *cells[0] == '\0') || (number == 1 && strcmp(cells[0], "批次") == 0)) {
            continue;
        }
        if (len == AWARD_LINES_MAX) {
            *ret_is_cut = 1;
            break;
        }
        struct award_line x = {number, cells[0], text_clean_brand_name(a, cells[1]), cells[2], NULL};
        x.error = fault_of(&x, n);
        list[len++] = x;
    }
    *ret_len = len;
    return list;
}
