/* objection_register_pages.c - the office registers what came by letter, telephone, mail, at the desk or in a hall's
 * box: a number at once (handbook 8, row 17). */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/text_clean.h"
#include "pages/objection_pages.h"
#include "pages/pages.h"
#include "store/db.h"
#include "web/frame.h"
#include "web/web.h"

#define WHOLE_LIST "list"

struct registering {
    struct typed channel, brand, received, postmark, category, text, name, phone, email;
    struct objection_draft draft;
    struct objection_faults faults;
    const struct objection_intake *files;
    struct objection_target *targets;
    size_t targets_len;
    int64_t brand_id;
};

static const struct objection_intake no_files = {.len = 0};

/* A day as people write it: "2015-7-22", "2015/07/22", "2015.7.22" are one. */
static const char *day_typed(struct web *w, const char *name)
{
    char *s = text_fold_digits(w->arena, posted_line(w, name));
    int part[3] = {0};
    int at = 0;
    for (const char *p = s; *p != '\0'; p++) {
        if (*p >= '0' && *p <= '9' && part[at] < 10000) {
            part[at] = part[at] * 10 + (*p - '0');
        } else if ((*p == '-' || *p == '/' || *p == '.') && at < 2) {
            at++;
        } else {
            return s;
        }
    }
    return at == 2 && date_is_valid(part[0], part[1], part[2])
               ? text_format(w->arena, "%04d-%02d-%02d", part[0], part[1], part[2])
               : s;
}

static enum err ask_registering(struct web *w, struct registering *g)
{
    *g = (struct registering){.files = w->prepared == NULL ? &no_files : w->prepared};
    bool is_posted = w->rq->method == POST;
    const char *today = day_iso(w->arena, day_of_at(w->now));
    g->channel = (struct typed){.id = "channel", .label = "来源", .value = posted_line(w, "channel")};
    g->brand = (struct typed){.id = "brand", .label = "反映的品牌", .value = posted_line(w, "brand")};
    g->received = (struct typed){.id = "received",
                                 .label = "收到日期",
                                 .value = is_posted ? day_typed(w, "received") : today,
                                 .help = "例如 2015-07-22"};
    g->postmark = (struct typed){.id = "postmark",
                                 .label = "邮戳日期",
                                 .value = day_typed(w, "postmark"),
                                 .help = "信函填写。是否在公示期内，以邮戳为准"};
    g->category = (struct typed){.id = "category", .label = "意见类型", .value = posted_line(w, "category")};
    g->text = (struct typed){.id = "text",
                             .label = "内容",
                             .value = posted_text(w, "text"),
                             .help = "照录或者摘要；姓名和电话写在下面，不写在这里"};
    g->name = (struct typed){.id = "name", .label = "反映人姓名或单位名称", .value = posted_line(w, "name")};
    g->phone = (struct typed){.id = "phone", .label = "联系电话", .value = posted_line(w, "phone")};
    g->email = (struct typed){.id = "email", .label = "电子邮箱", .value = posted_line(w, "email")};
    return objection_targets(w->db, w->arena, w->round->id, &g->targets, &g->targets_len);
}

static bool find_brand(struct registering *g)
{
    g->brand_id = 0;
    for (size_t i = 0; i < g->targets_len; i++) {
        if (strcmp(g->targets[i].ref, g->brand.value) == 0) {
            g->brand_id = g->targets[i].brand_id;
        }
    }
    return g->brand_id != 0 || strcmp(g->brand.value, WHOLE_LIST) == 0;
}

static bool judge_registering(struct web *w, struct registering *g)
{
    g->draft = (struct objection_draft){.channel = CHANNEL_PHONE,
                                        .category = g->category.value,
                                        .text = g->text.value,
                                        .name = g->name.value,
                                        .phone = g->phone.value,
                                        .email = g->email.value,
                                        .is_body = strcmp(posted_line(w, "who"), "body") == 0,
                                        .files_len = g->files->len,
                                        .received = g->received.value,
                                        .postmark = g->postmark.value,
                                        .today = day_of_at(w->now)};
    bool has_channel =
        objection_channel_from_ident(g->channel.value, &g->draft.channel) == OK && g->draft.channel != CHANNEL_WEB;
    if (!has_channel) {
        g->draft.channel = CHANNEL_PHONE;
    }
    bool is_fine = objection_judge(w->arena, IDENTITY_ANY, &g->draft, &g->faults);
    bool has_brand = find_brand(g);
    g->channel.error = has_channel ? NULL : "请选择来源";
    g->brand.error = has_brand ? NULL : "请选择反映的品牌";
    g->received.error = g->faults.received;
    g->postmark.error = g->faults.postmark;
    g->category.error = g->faults.category;
    g->text.error = g->faults.text;
    g->name.error = g->faults.name;
    g->phone.error = g->faults.phone;
    g->email.error = g->faults.email;
    g->faults.files = g->files->refusal != NULL ? g->files->refusal : g->faults.files;
    return is_fine && has_channel && has_brand && g->files->refusal == NULL;
}

static struct field_view brand_field(struct web *w, const struct registering *g)
{
    struct option_view *list = ARENA_ARRAY(w->arena, struct option_view, g->targets_len + 1);
    for (size_t i = 0; i < g->targets_len; i++) {
        const struct objection_target *t = &g->targets[i];
        list[i] = (struct option_view){.value = t->ref,
                                       .label = text_format(w->arena, "%s　%s", t->brand_name, t->unit_name)};
    }
    list[g->targets_len] = (struct option_view){.value = WHOLE_LIST, .label = "整个名单，不针对一个品牌"};
    struct field_view f = choice_field(w->arena, &g->brand, list, g->targets_len + 1);
    f.width = "";
    return f;
}

static enum err show_registering(struct web *w, struct registering *g, int status)
{
    const struct typed files = {.id = "files", .error = g->faults.files};
    const struct typed *const all[] = {&g->channel, &g->brand, &g->received, &g->postmark, &g->category,
                                       &g->text,    &files,    &g->name,     &g->phone,    &g->email};
    size_t channels = 0;
    size_t categories = 0;
    struct option_view *from = channel_options(w->arena, &channels);
    struct option_view *kinds = category_options(w->arena, &categories);
    struct objection_new_view v = {
        .errors = typed_errors(w->arena, all, sizeof all / sizeof all[0]),
        .channel = choice_field(w->arena, &g->channel, from, channels),
        .brand = brand_field(w, g),
        .received = line_field(w->arena, &g->received, "w-8"),
        .postmark = line_field(w->arena, &g->postmark, "w-8"),
        .category = choice_field(w->arena, &g->category, kinds, categories),
        .text = text_box_field(w->arena, &g->text, OBJECTION_ZI),
        .name = line_field(w->arena, &g->name, "w-24"),
        .phone = line_field(w->arena, &g->phone, "w-16"),
        .email = line_field(w->arena, &g->email, "w-24"),
        .identity_help = text_format(w->arena, "登记以后只有异议经办人和异议负责人能看到。%s", objector_kept_text(w)),
        .is_body = g->draft.is_body,
        .files_help = objection_files_help,
        .files_error = g->faults.files,
        .kept = kept_file_views(w, g->files),
        .kept_len = g->files->len};
    v.postmark.is_optional = true;
    v.name.is_optional = v.phone.is_optional = v.email.is_optional = true;
    frame_page(w, &v.page, "登记意见");
    v.page.has_errors = v.errors.items_len > 0;
    v.top = (struct form_top_view){w->token, NULL};
    tpl_objection_new(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err objection_new_page(struct web *w)
{
    struct registering g;
    TRY(may_view_objections(&w->actor));
    TRY(ask_registering(w, &g));
    return show_registering(w, &g, 200);
}

enum err objection_new_prepare(struct web *w)
{
    TRY(may_view_objections(&w->actor));
    return objection_intake_prepare(w, true, NULL);
}

enum err objection_new_submit_page(struct web *w)
{
    struct registering g;
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    const char *nonce = "";
    const char *ref = "";
    const char *receipt = "";
    TRY(ask_registering(w, &g));
    if (!judge_registering(w, &g)) {
        return show_registering(w, &g, 422);
    }
    struct objection_new x = {.draft = &g.draft,
                              .judged = &g.faults,
                              .brand_id = g.brand_id,
                              .files = g.files->files,
                              .files_len = g.files->len};
    TRY(query_code_new(w, &nonce, &x.code_hash));
    TRY(objection_add(&c, w->round, &x, &ref, &receipt));
    web_redirect(w, text_format(w->arena, "/objections/%s/slip/%s", ref, nonce));
    return OK;
}
