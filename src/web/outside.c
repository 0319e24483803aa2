/* outside.c */
#include "web/outside.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "store/round_store.h"

/* Each mark: the setting that is printed or, where the words are always the same, leads there. */
static const struct mark {
    const char *ident, *key;
    const char *text; /* NULL: the setting itself */
    const char *url;  /* NULL: the setting itself */
    bool has_badge;
} marks[OUTSIDE_MAX] = {{"icp", "icp_no", NULL, "https://beian.miit.gov.cn/", false},
                        {"police", "police_no", NULL, "https://beian.mps.gov.cn/", true},
                        {"identity", "party_gov_url", "党政机关网站标识", NULL, false},
                        {"error", "find_error_url", "我为政府网站找错", NULL, false}};

/* What stands between the scheme and the path; NULL: no address that a reader is sent to. */
static const char *host_of(struct arena *a, const char *url)
{
    const char *at = text_starts(url, "https://")  ? url + strlen("https://")
                     : text_starts(url, "http://") ? url + strlen("http://")
                                                   : NULL;
    return at == NULL || strcspn(at, "/?#") == 0 ? NULL : arena_copy(a, at, strcspn(at, "/?#"));
}

size_t outside_links(struct arena *a, const struct round *round, struct outside list[OUTSIDE_MAX])
{
    size_t len = 0;
    for (size_t i = 0; i < OUTSIDE_MAX; i++) {
        const struct mark *m = &marks[i];
        const char *value = round_text(round, m->key);
        const char *url = m->url == NULL ? value : m->url;
        const char *host = *value == '\0' ? NULL : host_of(a, url);
        if (host != NULL) {
            list[len++] = (struct outside){m->ident, m->text == NULL ? value : m->text, host, {url}, m->has_badge};
        }
    }
    return len;
}

enum err outside_link(struct arena *a, const struct round *round, const char *ident, struct outside *ret)
{
    struct outside list[OUTSIDE_MAX];
    size_t len = outside_links(a, round, list);
    for (size_t i = 0; i < len; i++) {
        if (strcmp(list[i].ident, ident) == 0) {
            *ret = list[i];
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}
