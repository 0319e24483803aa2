/* objection_erase_pages.c - the head of duty has the office forget who sent an objection that is archived: what goes,
 * what stays and why, a reason, and no way back. */
#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "pages/objection_pages.h"
#include "pages/pages.h"
#include "store/db.h"
#include "store/objector_store.h"
#include "web/frame.h"
#include "web/web.h"

/* What is asked for, judged so far. */
struct erasing {
    struct objection o;
    struct typed reason;
    enum err may; /* OK, or ERR_CONFLICT: not archived */
    bool has_any; /* there is something to erase */
};

static enum err begin_erasing(struct web *w, struct erasing *g)
{
    struct objection_duties duties;
    struct objection_paper *files = NULL;
    size_t files_len = 0;
    *g = (struct erasing){
        .reason = {.id = "reason",
                   .label = "删除的事由",
                   .value = "",
                   .help = "例如 反映人本人来电要求删除。不要写姓名和联系方式：事由记入日志，长期保留"}};
    TRY(may_view_objections(&w->actor));
    TRY(objection_by_ref(web_reading(w), w->parts[0], &g->o));
    TRY(objection_duties_now(w, &duties));
    TRY(objection_files(w->db, w->arena, g->o.id, &files, &files_len));
    g->has_any = objector_is_known(&g->o) || files_len > 0;
    g->may = may_erase_objector(&w->actor, &duties, &g->o.facts);
    return g->may == ERR_CONFLICT ? OK : g->may;
}

static const char *refusal_of(struct web *w, const struct erasing *g)
{
    if (g->o.erased_at != 0) {
        return text_format(w->arena, "身份信息已于 %s 删除。", at_chinese(w->arena, g->o.erased_at));
    }
    if (g->may != OK) {
        return "办结归档以后才能删除：在那以前还要核实和答复。";
    }
    return g->has_any ? NULL : "反映人没有留下身份信息，没有可以删除的。";
}

/* ---- where the sender stands in what is kept ---- */

struct telling {
    struct web *w;
    struct objector who;
    const char *places; /* "" for none */
};

static bool tells(const struct telling *t, const char *text)
{
    return text_tells_objector(t->w->arena, text, &t->who);
}

static void add_place(struct telling *t, bool tells_there, const char *place)
{
    if (tells_there) {
        t->places = text_format(t->w->arena, "%s%s%s", t->places, *t->places == '\0' ? "" : "、", place);
    }
}

static enum err look_through_steps(struct telling *t, int64_t objection_id)
{
    struct objection_step *steps = NULL;
    size_t len = 0;
    bool is_told = false;
    TRY(objection_steps(t->w->db, t->w->arena, objection_id, &steps, &len));
    for (size_t i = 0; i < len; i++) {
        is_told = is_told || tells(t, steps[i].text);
    }
    add_place(t, is_told, "办理经过");
    return OK;
}

static enum err look_through_questions(struct telling *t, int64_t objection_id)
{
    struct objection_question *list = NULL;
    size_t len = 0;
    bool is_told = false;
    TRY(objection_questions(t->w->db, t->w->arena, objection_id, &list, &len));
    for (size_t i = 0; i < len; i++) {
        is_told = is_told || tells(t, list[i].text) || tells(t, list[i].reply);
    }
    add_place(t, is_told, "单位的答复");
    return OK;
}

static enum err look_through_readings(struct telling *t, int64_t objection_id)
{
    struct objection_reading *list = NULL;
    size_t len = 0;
    bool is_told = false;
    TRY(objection_readings(t->w->db, t->w->arena, objection_id, &list, &len));
    for (size_t i = 0; i < len; i++) {
        is_told = is_told || tells(t, list[i].reason);
    }
    add_place(t, is_told, "查看反映人的事由");
    return OK;
}

/* NULL: nowhere. */
static enum err told_in(struct web *w, const struct erasing *g, const char **ret)
{
    struct telling t = {.w = w, .places = ""};
    TRY(objection_identity_to_compare(w->db, w->arena, g->o.id, &t.who));
    add_place(&t, tells(&t, g->o.text), "意见原文");
    TRY(look_through_steps(&t, g->o.id));
    TRY(look_through_questions(&t, g->o.id));
    TRY(look_through_readings(&t, g->o.id));
    *ret = *t.places == '\0' ? NULL : t.places;
    return OK;
}

/* ---- the page ---- */

static enum err show_erasing(struct web *w, struct erasing *g, int status)
{
    const char *here = text_format(w->arena, "/objections/%s", g->o.ref);
    const struct typed *const all[] = {&g->reason};
    struct objection_erase_view v = {
        .errors = typed_errors(w->arena, all, 1),
        .back_url = url_path(here),
        .post_url = url_path(text_format(w->arena, "%s/erase", here)),
        .receipt_no = g->o.receipt_no,
        .lead =
            text_format(w->arena, g->o.facts.has_brand ? "关于“%s”的意见。" : "关于%s的意见。", objection_about(&g->o)),
        .refusal = refusal_of(w, g),
        .reason = line_field(w->arena, &g->reason, "w-24")};
    TRY(told_in(w, g, &v.told_in));
    frame_page(w, &v.page, "删除反映人身份信息");
    v.page.has_errors = v.errors.items_len > 0;
    v.top = (struct form_top_view){w->token, NULL};
    tpl_objection_erase(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err objection_erase_page(struct web *w)
{
    struct erasing g;
    TRY(begin_erasing(w, &g));
    return show_erasing(w, &g, 200);
}

static enum err judge_reason(struct web *w, struct erasing *g)
{
    struct objector who;
    g->reason.value = posted_line(w, "reason");
    size_t len = utf8_length(g->reason.value);
    TRY(objection_identity_to_compare(w->db, w->arena, g->o.id, &who));
    g->reason.error = len == 0                   ? "请写明删除的事由"
                      : len < ERASURE_REASON_MIN ? "事由太短，至少 2 个字"
                      : len > ERASURE_REASON_MAX
                          ? text_format(w->arena, "最多 %d 个字，现在 %zu 个，请缩短", ERASURE_REASON_MAX, len)
                      : text_tells_objector(w->arena, g->reason.value, &who) ? objector_told_error
                                                                             : NULL;
    return OK;
}

enum err objection_erase_submit_page(struct web *w)
{
    struct erasing g;
    struct writing c = {w->db, w->app->random, w->arena, &w->who};
    TRY(begin_erasing(w, &g));
    TRY(judge_reason(w, &g));
    if (refusal_of(w, &g) != NULL) {
        g.reason.error = NULL;
        return show_erasing(w, &g, 409);
    }
    if (g.reason.error != NULL) {
        return show_erasing(w, &g, 422);
    }
    TRY(objector_erase(&c, &g.o, g.reason.value));
    web_redirect(w, text_format(w->arena, "/objections/%s?erased=1", g.o.ref));
    return OK;
}
