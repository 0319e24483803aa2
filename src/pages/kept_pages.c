/* kept_pages.c - two texts of the same field side by side; a person chooses. */
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "pages/diff_views.h"
#include "pages/field_views.h"
#include "pages/pages.h"
#include "pages/section_pages.h"
#include "pages/views.h"
#include "store/db.h"
#include "store/return_store.h"
#include "store/value_list.h"
#include "web/frame.h"
#include "web/web.h"

struct kept_case {
    struct nomination nomination;
    struct kept kept;
    struct value_list mine;   /* what was kept   */
    struct value_list theirs; /* what is the draft now */
};

static enum err kept_of_path(struct web *w, struct kept_case *c)
{
    TRY(nomination_of_path(w, &c->nomination));
    TRY(kept_get(w->db, w->arena, c->nomination.id, w->parts[1], &c->kept, &c->mine));
    return draft_values(w->db, w->arena, c->nomination.id, &c->theirs);
}

static bool holds_field(const struct value_list *list, const char *ident)
{
    for (size_t i = 0; i < list->len; i++) {
        if (ident_is_of(list->items[i].ident, ident)) {
            return true;
        }
    }
    return false;
}

/* Whether every field that was kept may be changed now: a return for revision opens some. */
static enum err can_choose(struct web *w, const struct kept_case *c, bool *ret)
{
    struct revision revision;
    TRY(revision_of(w->db, w->arena, &c->nomination, &revision));
    *ret = c->nomination.state == NOMINATION_DRAFT;
    for (size_t i = 0; i < w->round->fields_len; i++) {
        const struct form_field *f = &w->round->fields[i];
        if (text_is_empty(f->rows_of) && holds_field(&c->mine, f->ident) && !revision_is_open(&revision, f)) {
            *ret = false;
        }
    }
    return OK;
}

enum err kept_page(struct web *w)
{
    struct kept_case c;
    TRY(kept_of_path(w, &c));
    struct kept_field_view *fields = ARENA_ARRAY(w->arena, struct kept_field_view, w->round->fields_len + 1);
    struct kept_view v = {.fields = fields};
    TRY(can_choose(w, &c, &v.can_choose));
    for (size_t i = 0; i < w->round->fields_len; i++) {
        const struct form_field *f = &w->round->fields[i];
        if (!text_is_empty(f->rows_of) || strcmp(f->section, c.kept.section) != 0 || !holds_field(&c.mine, f->ident)) {
            continue;
        }
        const char *mine = field_text(w, f, &c.mine);
        const char *theirs = field_text(w, f, &c.theirs);
        struct kept_field_view *x = &fields[v.fields_len++];
        *x = (struct kept_field_view){.id = control_id(w->arena, f->ident, 0),
                                      .name = text_format(w->arena, "pick.%s", f->ident),
                                      .label = f->label,
                                      .mine_note = count_words(w->arena, mine),
                                      .theirs_note = count_words(w->arena, theirs)};
        diff_views(w->arena, theirs, mine, &x->theirs, &x->mine);
    }
    bool is_late = strcmp(c.kept.reason, "late") == 0;
    v.lead = is_late        ? "逾期送交的内容已经受理，申报表以受理的那一版为准。送交以后另写的内容保存在这里，没有丢。"
             : v.can_choose ? "这一项在两处同时作了修改，两份都保留着。请逐项选择用哪一份；没有选中的一份不再显示。"
             : c.nomination.is_returned
                 ? "退回的意见没有提到这些栏目，现在不能改。刚才写的内容保存在这里，没有丢；这些栏目保持提交时的样子。"
                 : "申报提交以后写的内容保存在这里，没有改动已经提交的版本。可以复制出来，退回修改时再用。";
    const char *mark = NULL;
    int64_t saved_at = 0;
    struct draft_part part = {&c.nomination, w->round, c.kept.section};
    TRY(draft_mark(w->db, w->arena, &part, &c.theirs, &mark, &saved_at));
    v.mine_title =
        is_late ? "受理以前草稿中的" : text_format(w->arena, "%s 写的", at_short_chinese(w->arena, c.kept.kept_at));
    v.theirs_title = "申报表中现在的";
    v.back_url = url_path(nomination_path(w, &c.nomination, ""));
    v.post_url = url_path(w->rq->path);
    frame_page(w, &v.page, "两处修改");
    v.top = (struct form_top_view){w->token, mark};
    tpl_kept(&w->out, &v);
    web_html(w, 200);
    return OK;
}

/* The section as it shall be: what stands, with the chosen fields replaced by what was kept. */
static struct value_list chosen_values(struct web *w, const struct kept_case *c)
{
    struct value_list list = {0};
    for (size_t i = 0; i < w->round->fields_len; i++) {
        const struct form_field *f = &w->round->fields[i];
        if (!text_is_empty(f->rows_of) || strcmp(f->section, c->kept.section) != 0) {
            continue;
        }
        const char *pick = fields_text(&w->rq->form, text_format(w->arena, "pick.%s", f->ident));
        const struct value_list *from = strcmp(pick, "mine") == 0 ? &c->mine : &c->theirs;
        for (size_t k = 0; k < from->len; k++) {
            if (ident_is_of(from->items[k].ident, f->ident)) {
                value_add(w->arena, &list, from->items[k].ident, from->items[k].row_no, from->items[k].value);
            }
        }
    }
    return list;
}

/* Another text came meanwhile: what was chosen stands beside that one now. */
static enum err choose_again(struct web *w, const struct kept_case *c, const char *kept_ref)
{
    if (strcmp(kept_ref, c->kept.ref) != 0) {
        TRY(kept_settle(w->db, &w->who, &c->nomination, &c->kept));
    }
    web_redirect(w, nomination_path(w, &c->nomination, text_format(w->arena, "kept/%s", kept_ref)));
    return OK;
}

/* A picture is no text of the section: the chosen one is set by itself. */
static enum err set_chosen_pictures(struct web *w, const struct kept_case *c)
{
    struct revision revision;
    TRY(revision_of(w->db, w->arena, &c->nomination, &revision));
    for (size_t i = 0; i < w->round->fields_len; i++) {
        const struct form_field *f = &w->round->fields[i];
        const char *value = f->type == FORM_IMAGE ? value_get(&c->mine, f->ident, 0) : "";
        const char *pick = fields_text(&w->rq->form, text_format(w->arena, "pick.%s", f->ident));
        if (*value != '\0' && strcmp(pick, "mine") == 0 && revision_is_open(&revision, f)) {
            TRY(draft_set(w->db, &w->who, &c->nomination, f->section, f->ident, value));
        }
    }
    return OK;
}

enum err kept_settle_page(struct web *w)
{
    struct kept_case c;
    TRY(kept_of_path(w, &c));
    struct nomination_facts facts = nomination_facts_of(&c.nomination);
    if (may_keep_draft(&w->actor, &facts) == OK) {
        struct draft_outcome outcome;
        struct value_list chosen = chosen_values(w, &c);
        /* by the mark of the page: a text that came after it was drawn has been seen by nobody here */
        struct writing by = {w->db, w->app->random, w->arena, &w->who};
        struct draft_part part = {&c.nomination, w->round, c.kept.section};
        TRY(draft_save(&by, &part, fields_text(&w->rq->form, "revision"), &chosen, &outcome));
        if (outcome.result != DRAFT_SAVED) {
            return choose_again(w, &c, outcome.kept_ref);
        }
        TRY(set_chosen_pictures(w, &c));
    }
    TRY(kept_settle(w->db, &w->who, &c.nomination, &c.kept));
    web_redirect(w, text_format(w->arena, "%s?settled=1", nomination_path(w, &c.nomination, "")));
    return OK;
}
