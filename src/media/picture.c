/* picture.c - integer arithmetic throughout, so that the same picture gives the same bytes on every machine. */
#include "media/picture.h"

#include <stdlib.h>
#include <string.h>

struct picture_size picture_fit(int width, int height, int edge_max)
{
    int64_t edge = width > height ? width : height;
    if (edge <= edge_max) {
        return (struct picture_size){width, height};
    }
    int64_t w = (width * (int64_t)edge_max + edge / 2) / edge;
    int64_t h = (height * (int64_t)edge_max + edge / 2) / edge;
    return (struct picture_size){w > 0 ? (int)w : 1, h > 0 ? (int)h : 1};
}

static size_t row_bytes(const struct picture *p)
{
    return (size_t)p->width * (size_t)p->channels;
}

bool shrinker_open(struct shrinker *s, struct picture_size from, struct picture_size to, int channels)
{
    *s = (struct shrinker){.to = {to.width, to.height, channels, NULL}, .from = from, .room = (uint32_t)from.height};
    s->to.pixels = malloc(row_bytes(&s->to) * (size_t)to.height);
    s->across = calloc(row_bytes(&s->to), sizeof(*s->across));
    s->down = calloc(row_bytes(&s->to), sizeof(*s->down));
    if (s->to.pixels == NULL || s->across == NULL || s->down == NULL) {
        shrinker_close(s, NULL);
        return false;
    }
    return true;
}

/* Adds one pixel with its weight.  Colour counts as much as it can be seen: 255 * 255 * 65535 still fits 32 bits. */
static inline void add_pixel(uint32_t *to, const unsigned char *from, int channels, uint32_t weight)
{
    if (channels == 4) {
        uint32_t seen = weight * from[3];
        to[0] += from[0] * seen;
        to[1] += from[1] * seen;
        to[2] += from[2] * seen;
        to[3] += seen;
    } else {
        to[0] += from[0] * weight;
        to[1] += from[1] * weight;
        to[2] += from[2] * weight;
    }
}

/* A source pixel is to.width units wide, a target pixel from.width units: both rows are the same length. */
static void narrow_row(struct shrinker *s, const unsigned char *row)
{
    const int channels = s->to.channels;
    const uint32_t unit = (uint32_t)s->to.width;
    uint32_t room = (uint32_t)s->from.width;
    uint32_t *to = s->across;
    memset(to, 0, row_bytes(&s->to) * sizeof(*to));
    for (int i = 0; i < s->from.width; i++, row += channels) {
        uint32_t first = unit < room ? unit : room;
        add_pixel(to, row, channels, first);
        room -= first;
        if (room == 0) {
            to += channels;
            room = (uint32_t)s->from.width;
            if (first < unit) {
                add_pixel(to, row, channels, unit - first);
                room -= unit - first;
            }
        }
    }
}

static void add_down(struct shrinker *s, uint32_t weight)
{
    size_t count = row_bytes(&s->to);
    for (size_t i = 0; i < count; i++) {
        s->down[i] += (uint64_t)s->across[i] * weight;
    }
    s->room -= weight;
}

static void finish_row(struct shrinker *s)
{
    const uint64_t area = (uint64_t)s->from.width * (uint64_t)s->from.height;
    const size_t channels = (size_t)s->to.channels;
    const size_t count = row_bytes(&s->to);
    unsigned char *to = s->to.pixels + (size_t)s->row * count;
    for (size_t i = 0; i < count; i += channels) {
        uint64_t whole = channels == 4 ? s->down[i + 3] : area;
        for (size_t k = 0; k < 3; k++) {
            to[i + k] = whole == 0 ? 0 : (unsigned char)((s->down[i + k] + whole / 2) / whole);
        }
        if (channels == 4) {
            to[i + 3] = (unsigned char)((whole + area / 2) / area);
        }
    }
    memset(s->down, 0, count * sizeof(*s->down));
    s->room = (uint32_t)s->from.height;
    s->row++;
}

void shrinker_row(struct shrinker *s, const unsigned char *row)
{
    if (s->row >= s->to.height) {
        return;
    }
    if (s->from.width == s->to.width && s->from.height == s->to.height) {
        size_t bytes = row_bytes(&s->to);
        memcpy(s->to.pixels + (size_t)s->row * bytes, row, bytes);
        s->row++;
        return;
    }
    narrow_row(s, row);
    uint32_t unit = (uint32_t)s->to.height;
    uint32_t first = unit < s->room ? unit : s->room;
    add_down(s, first);
    if (s->room == 0) {
        finish_row(s);
        if (first < unit) {
            add_down(s, unit - first);
        }
    }
}

void shrinker_close(struct shrinker *s, struct picture *ret)
{
    free(s->across);
    free(s->down);
    if (ret != NULL) {
        *ret = s->to;
    } else {
        free(s->to.pixels);
    }
    *s = (struct shrinker){0};
}

/* Where the pixel that belongs at (x, y) of the upright picture stands in `p`. */
static size_t turned_from(const struct picture *p, int orientation, int x, int y)
{
    int right = p->width - 1;
    int bottom = p->height - 1;
    int from_x = x;
    int from_y = y;
    switch (orientation) {
    case 2: from_x = right - x; break;
    case 3:
        from_x = right - x;
        from_y = bottom - y;
        break;
    case 4: from_y = bottom - y; break;
    case 5:
        from_x = y;
        from_y = x;
        break;
    case 6:
        from_x = y;
        from_y = bottom - x;
        break;
    case 7:
        from_x = right - y;
        from_y = bottom - x;
        break;
    case 8:
        from_x = right - y;
        from_y = x;
        break;
    default: break;
    }
    return ((size_t)from_y * (size_t)p->width + (size_t)from_x) * (size_t)p->channels;
}

bool picture_turn_upright(struct picture *p, int orientation)
{
    if (orientation < 2 || orientation > 8) {
        return true;
    }
    struct picture turned = *p;
    if (orientation >= 5) {
        turned.width = p->height;
        turned.height = p->width;
    }
    turned.pixels = malloc(row_bytes(&turned) * (size_t)turned.height);
    if (turned.pixels == NULL) {
        return false;
    }
    unsigned char *to = turned.pixels;
    for (int y = 0; y < turned.height; y++) {
        for (int x = 0; x < turned.width; x++, to += p->channels) {
            memcpy(to, p->pixels + turned_from(p, orientation, x, y), (size_t)p->channels);
        }
    }
    free(p->pixels);
    *p = turned;
    return true;
}

bool picture_lay_on_white(struct picture *p)
{
    if (p->channels == 3) {
        return true;
    }
    size_t count = (size_t)p->width * (size_t)p->height;
    unsigned char *pixels = malloc(count * 3);
    if (pixels == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const unsigned char *from = p->pixels + i * 4;
        unsigned alpha = from[3];
        for (size_t k = 0; k < 3; k++) {
            pixels[i * 3 + k] = (unsigned char)((from[k] * alpha + 255 * (255 - alpha) + 127) / 255);
        }
    }
    free(p->pixels);
    p->pixels = pixels;
    p->channels = 3;
    return true;
}

bool picture_shrink_copy(const struct picture *p, int edge_max, struct picture *ret)
{
    struct shrinker s;
    struct picture_size from = {p->width, p->height};
    if (!shrinker_open(&s, from, picture_fit(p->width, p->height, edge_max), p->channels)) {
        return false;
    }
    for (int y = 0; y < p->height; y++) {
        shrinker_row(&s, p->pixels + (size_t)y * row_bytes(p));
    }
    shrinker_close(&s, ret);
    return true;
}

bool picture_is_transparent(const struct picture *p)
{
    if (p->channels != 4) {
        return false;
    }
    size_t count = (size_t)p->width * (size_t)p->height;
    for (size_t i = 0; i < count; i++) {
        if (p->pixels[i * 4 + 3] != 255) {
            return true;
        }
    }
    return false;
}

void picture_free(struct picture *p)
{
    free(p->pixels);
    *p = (struct picture){0};
}
