/* objection_words.c */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/random.h"
#include "base/text.h"
#include "domain/receipt.h"
#include "pages/objection_pages.h"
#include "web/proof.h"
#include "web/web.h"

enum { NONCE_BYTES = 15 };

struct field_view choice_field(struct arena *a, const struct typed *t, struct option_view *options, size_t len)
{
    struct field_view f = line_field(a, t, "w-24");
    f.is_text = false;
    f.is_select = true;
    f.empty_label = "请选择";
    for (size_t i = 0; i < len; i++) {
        options[i].is_chosen = strcmp(options[i].value, t->value) == 0;
    }
    f.options = options;
    f.options_len = len;
    return f;
}

struct field_view radio_field(struct arena *a, const struct typed *t, struct option_view *options, size_t len)
{
    struct field_view f = choice_field(a, t, options, len);
    f.is_select = false;
    f.empty_label = NULL;
    f.is_group = true;
    f.is_radios = true;
    for (size_t i = 0; i < len; i++) {
        options[i].id = i == 0 ? t->id : text_format(a, "%s-%s", t->id, options[i].value);
    }
    return f;
}

struct option_view *category_options(struct arena *a, size_t *ret_len)
{
    struct option_view *list = ARENA_ARRAY(a, struct option_view, CATEGORY__COUNT);
    for (int i = 0; i < CATEGORY__COUNT; i++) {
        enum objection_category c = (enum objection_category)i;
        list[i] = (struct option_view){.value = objection_category_ident(c), .label = objection_category_word(c)};
    }
    *ret_len = CATEGORY__COUNT;
    return list;
}

/* Of what the office registers: the page registers its own. */
struct option_view *channel_options(struct arena *a, size_t *ret_len)
{
    struct option_view *list = ARENA_ARRAY(a, struct option_view, CHANNEL__COUNT);
    *ret_len = 0;
    for (int i = 0; i < CHANNEL__COUNT; i++) {
        enum objection_channel c = (enum objection_channel)i;
        if (c != CHANNEL_WEB) {
            list[(*ret_len)++] =
                (struct option_view){.value = objection_channel_ident(c), .label = objection_channel_word(c)};
        }
    }
    return list;
}

struct option_view *finding_options(struct arena *a, size_t *ret_len)
{
    struct option_view *list = ARENA_ARRAY(a, struct option_view, FINDING__COUNT);
    *ret_len = 0;
    for (int i = FINDING_NONE + 1; i < FINDING__COUNT; i++) {
        enum objection_finding f = (enum objection_finding)i;
        list[(*ret_len)++] =
            (struct option_view){.value = objection_finding_ident(f), .label = objection_finding_word(f)};
    }
    return list;
}

struct option_view *effect_options(struct arena *a, size_t *ret_len)
{
    struct option_view *list = ARENA_ARRAY(a, struct option_view, EFFECT__COUNT);
    *ret_len = 0;
    for (int i = EFFECT_UNDECIDED + 1; i < EFFECT__COUNT; i++) {
        enum objection_effect e = (enum objection_effect)i;
        list[(*ret_len)++] =
            (struct option_view){.value = objection_effect_ident(e), .label = objection_effect_word(e)};
    }
    return list;
}

enum err query_code_of(struct web *w, const char *nonce, const char **ret_code)
{
    return check_code(w->arena, keyed_hash(w, "query code", nonce), ret_code);
}

const char *query_code_hash(struct web *w, const char *code)
{
    return keyed_hash(w, "query code at rest", query_code_plain(w->arena, code));
}

enum err query_code_new(struct web *w, const char **ret_nonce, const char **ret_hash)
{
    const char *code = "";
    *ret_nonce = random_token(w->app->random, w->arena, NONCE_BYTES);
    TRY(query_code_of(w, *ret_nonce, &code));
    *ret_hash = query_code_hash(w, code);
    return OK;
}

struct tag_view objection_tag(enum objection_state s)
{
    static const char *const kinds[OBJECTION_STATE__COUNT] = {"todo", "half", "off",  "half", "half",
                                                              "done", "back", "done", "done"};
    return (struct tag_view){kinds[s], objection_state_word(s)};
}

const char *day_words(struct arena *a, const char *iso)
{
    day_no day = 0;
    return day_parse(iso, &day) == OK ? day_short_chinese(a, day) : "";
}

const char *objection_outcome(struct arena *a, enum objection_finding f, enum objection_effect e)
{
    return f == FINDING_NONE ? NULL : text_format(a, "%s，%s", objection_finding_word(f), objection_effect_word(e));
}

const char *objector_kept_text(const struct web *w)
{
    return text_format(w->arena, "姓名、电话和邮箱在办结归档 %d 天以后删除。",
                       objector_keep_days(round_text(w->round, "objection_identity_keep_days")));
}

bool objector_is_known(const struct objection *o)
{
    return *o->masked_name != '\0' || *o->masked_phone != '\0' || *o->masked_email != '\0';
}

const char objector_told_error[] = "含有反映人的姓名、称呼或者联系方式。事由长期保留，请改写";
const char objector_erased[] = "已删除";

const char *objector_word(const struct objection *o)
{
    if (o->erased_at != 0) {
        return objector_erased;
    }
    return *o->masked_name == '\0' ? "匿名" : o->masked_name;
}

const char *objection_about(const struct objection *o)
{
    return o->facts.has_brand ? o->brand_name : "整个名单";
}

bool objection_is_overdue(const struct web *w, const struct objection *o)
{
    day_no due = objection_due_on(w->round, o);
    return due != 0 && day_of_at(w->now) > due;
}

enum err objection_duties_now(struct web *w, struct objection_duties *ret)
{
    return objection_duties_of(w->db, w->arena, w->actor.account_id, day_of_at(w->now), ret);
}
