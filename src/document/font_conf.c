/* font_conf.c */
#include "document/font_conf.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"

static const char *const usual_chains[4] = {"仿宋_GB2312,FangSong_GB2312,FangSong,仿宋", "黑体,SimHei,Noto Sans CJK SC",
                                            "方正小标宋简体,FZXiaoBiaoSong-B05S",
                                            "楷体_GB2312,KaiTi_GB2312,KaiTi,楷体,LXGW WenKai"};
static const char every_chain[] = "Noto Serif CJK SC,Noto Sans CJK SC,HanaMinA,HanaMinB";

void font_chains(const struct paper_fonts *fonts, struct arena *a, const char *ret_chains[4])
{
    const char *const chosen[4] = {fonts->body, fonts->label, fonts->title, fonts->kai};
    for (size_t i = 0; i < 4; i++) {
        const char *first = text_is_empty(chosen[i]) ? usual_chains[i] : chosen[i];
        ret_chains[i] = text_format(a, "%s,%s", first, every_chain);
    }
}

struct tags {
    const char *before;
    const char *after;
};

/* `len` bytes of `s` with XML's special characters replaced. */
static const char *escaped(struct arena *a, const char *s, size_t len)
{
    char *to = arena_alloc(a, len * 5 + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        const char *entity = s[i] == '&' ? "&amp;" : s[i] == '<' ? "&lt;" : s[i] == '>' ? "&gt;" : NULL;
        if (entity == NULL) {
            to[n++] = s[i];
        } else {
            for (; *entity != '\0'; entity++) {
                to[n++] = *entity;
            }
        }
    }
    return to;
}

/* Adds each part of `list` between the tags. */
static const char *elements(struct arena *a, const char *text, const char *list, const char *separator,
                            struct tags tags)
{
    while (*list != '\0') {
        size_t len = strcspn(list, separator);
        if (len > 0) {
            text = text_format(a, "%s%s%s%s", text, tags.before, escaped(a, list, len), tags.after);
        }
        list += len + (list[len] == '\0' ? 0 : 1);
    }
    return text;
}

const char *font_conf_text(const char *directories, const char *const chains[4], const char *runtime_dir,
                           struct arena *a)
{
    const char *text = "<?xml version=\"1.0\"?>\n<!DOCTYPE fontconfig SYSTEM \"urn:fontconfig:fonts.dtd\">\n"
                       "<!-- Written by the program at each start; change the configuration instead. -->\n"
                       "<fontconfig>\n";
    text = elements(a, text, directories, ":", (struct tags){"  <dir>", "</dir>\n"});
    text = text_format(a, "%s  <cachedir>%s/fontcache</cachedir>\n  <cachedir>/var/cache/fontconfig</cachedir>\n", text,
                       runtime_dir);
    for (size_t i = 0; i < 4; i++) {
        text = elements(a, text, chains[i], ",",
                        (struct tags){"  <selectfont><acceptfont><pattern><patelt name=\"family\"><string>",
                                      "</string></patelt></pattern></acceptfont></selectfont>\n"});
    }
    return text_format(a,
                       "%s  <selectfont><rejectfont><pattern><patelt name=\"scalable\"><bool>true</bool></patelt>"
                       "</pattern></rejectfont></selectfont>\n"
                       "  <selectfont><rejectfont><pattern><patelt name=\"scalable\"><bool>false</bool></patelt>"
                       "</pattern></rejectfont></selectfont>\n</fontconfig>\n",
                       text);
}

enum err font_conf_write(const char *text, const char *runtime_dir, struct arena *a, const char **ret_path)
{
    const char *path = text_format(a, "%s/fonts.conf", runtime_dir);
    const char *temp = text_format(a, "%s/fonts.conf.%ld", runtime_dir, (long)getpid());
    const char *cache = text_format(a, "%s/fontcache", runtime_dir);
    if (mkdir(cache, 0700) != 0 && errno != EEXIST) {
        return FAIL("cannot make %s: %s", cache, strerror(errno));
    }
    FILE *f = fopen(temp, "wbe");
    if (f == NULL) {
        return FAIL("cannot write %s: %s", temp, strerror(errno));
    }
    size_t len = strlen(text);
    bool is_written = fwrite(text, 1, len, f) == len;
    is_written = fclose(f) == 0 && is_written;
    if (!is_written || rename(temp, path) != 0) {
        (void)unlink(temp);
        return FAIL("cannot write %s: %s", path, strerror(errno));
    }
    *ret_path = path;
    return OK;
}
