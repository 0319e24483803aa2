/* standing.c */
#include "pages/standing.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/mercy.h"
#include "domain/seal.h"
#include "pages/posting_pages.h"
#include "pages/return_words.h"
#include "pages/review_words.h"
#include "pages/section_pages.h"
#include "pages/shortlist_pages.h"
#include "pages/stage_words.h"
#include "store/db.h"
#include "store/grant_store.h"
#include "store/late_store.h"
#include "store/seal_store.h"
#include "web/web.h"

enum { LINES_MAX = 64, ACTS_MAX = 4 };

struct telling {
    struct web *w;
    const struct nomination *n;
    struct standing_line_view *lines;
    size_t len;
};

static struct standing_line_view *tell(struct telling *t, const char *kind, const char *word, const char *text)
{
    struct standing_line_view *line = &t->lines[t->len < LINES_MAX ? t->len : LINES_MAX - 1];
    t->len += t->len < LINES_MAX;
    *line = (struct standing_line_view){.tag = {kind, word}, .text = text};
    return line;
}

static const char *path(const struct telling *t, const char *name)
{
    return nomination_path(t->w, t->n, name);
}

static enum err tell_turn(struct telling *t)
{
    struct nomination_turn turn;
    enum err e = nomination_turn_last(t->w->db, t->w->arena, t->n->id, &turn);
    if (e != OK) {
        return e == ERR_NOT_FOUND ? OK : e;
    }
    const char *at = at_short_chinese(t->w->arena, turn.at);
    if (turn.is_withdrawn) {
        const char *reason = *turn.reason == '\0' ? "没有写原因" : text_format(t->w->arena, "原因：%s", turn.reason);
        (void)tell(t, "back", "已撤回",
                   text_format(t->w->arena, "第 %d 版于 %s 由%s撤回。%s", turn.version_no, at, turn.by, reason));
    } else if (t->n->state == NOMINATION_DRAFT) {
        (void)tell(t, "half", "已恢复为草稿",
                   text_format(t->w->arena, "%s 由%s恢复，受理编号不变；再次提交是第 %d 版", at, turn.by,
                               t->n->version_no + 1));
    }
    return OK;
}

static enum err tell_extension(struct telling *t)
{
    struct extension_row *list = NULL;
    size_t len = 0;
    TRY(extension_list(t->w->db, t->w->arena, t->n->round_id, t->n->body_id, &list, &len));
    if (len > 0) {
        (void)tell(t, "half", "经批准延期",
                   text_format(t->w->arena, "%s延至 %s，%s批准", stage_name(list[0].is.stage),
                               closing_words(t->w->arena, list[0].is.closes_at), list[0].approver));
    }
    return OK;
}

struct tag_view late_tag(const char *decision)
{
    return *decision == '\0'                   ? (struct tag_view){"half", "逾期，等待决定"}
           : strcmp(decision, "accepted") == 0 ? (struct tag_view){"done", "逾期受理"}
                                               : (struct tag_view){"off", "逾期，未受理"};
}

static enum err tell_late(struct telling *t)
{
    struct late *list = NULL;
    size_t len = 0;
    TRY(late_of_nomination(t->w->db, t->w->arena, t->n->id, &list, &len));
    for (size_t i = 0; i < len; i++) {
        const struct late *l = &list[i];
        const char *text =
            text_format(t->w->arena, "%s 送交，晚于截止时间 %s", at_short_chinese(t->w->arena, l->attempted_at),
                        closing_words(t->w->arena, l->closed_at));
        if (*l->decision != '\0') {
            text = text_format(t->w->arena, "%s；%s批准，理由：%s", text, l->approver, l->reason);
        }
        struct tag_view tag = late_tag(l->decision);
        struct standing_line_view *line = tell(t, tag.kind, tag.text, text);
        line->link_label = "查看送交的内容";
        line->link = url_path(path(t, text_format(t->w->arena, "late/%s", l->ref)));
    }
    return OK;
}

static const char *return_text(struct telling *t, const struct return_notice *r)
{
    struct arena *a = t->w->arena;
    const char *text = text_format(a, "第 %d 版，%s 由%s退回，补正期限 %s", r->version_no,
                                   at_short_chinese(a, r->returned_at), r->body_name, return_due_words(t->w, r));
    return *r->how == '\0' ? text
                           : text_format(a, "%s；%s%s", text, at_short_chinese(a, r->ended_at),
                                         strcmp(r->how, "recalled") == 0 ? "收回" : "补正");
}

static enum err tell_returns(struct telling *t)
{
    struct return_notice *list = NULL;
    size_t len = 0;
    TRY(return_list_of(t->w->db, t->w->arena, t->n->id, &list, &len));
    for (size_t i = 0; i < len; i++) {
        if (*list[i].how == '\0' && t->w->actor.role == ROLE_UNIT && t->n->state == NOMINATION_DRAFT) {
            continue; /* the note on top of its task list says more */
        }
        enum revision_state s = revision_state(list[i].how, t->n->state, t->w->now, return_due(t->w->round, &list[i]));
        struct tag_view tag = revision_tag(s);
        struct standing_line_view *line =
            tell(t, tag.kind, text_format(t->w->arena, "退回修改，%s", tag.text), return_text(t, &list[i]));
        line->link_label = "查看退回的意见";
        line->link = url_path(path(t, text_format(t->w->arena, "returns/%s", list[i].ref)));
    }
    return OK;
}

/* Withdrawn and brought back, returned and answered. */
static enum err tell_ways(struct telling *t)
{
    TRY(tell_turn(t));
    return tell_returns(t);
}

static enum err tell_acceptance(struct telling *t, bool *ret_is_accepted)
{
    struct version v;
    struct value_list values;
    struct acceptance accepted;
    *ret_is_accepted = false;
    if (t->n->version_no == 0) {
        return OK;
    }
    TRY(version_get(t->w->db, t->w->arena, t->n->id, t->n->version_no, &v, &values));
    enum err e = acceptance_get(t->w->db, t->w->arena, v.id, &accepted);
    if (e != OK) {
        return e == ERR_NOT_FOUND ? OK : e;
    }
    *ret_is_accepted = true;
    bool counts = t->n->state == NOMINATION_SUBMITTED;
    const char *text =
        text_format(t->w->arena, "第 %d 版，%s 由%s受理%s", v.version_no, at_short_chinese(t->w->arena, accepted.at),
                    accepted.body_name, counts ? "" : "。申报后来撤回，再次提交后重新受理");
    struct standing_line_view *line = tell(t, counts ? "done" : "off", counts ? "已受理" : "曾受理", text);
    line->link_label = "下载受理回执 PDF";
    line->link = url_path(path(t, "acceptance.pdf"));
    return OK;
}

static const char *sealed_text(struct telling *t, const struct sealed_copy *s, enum seal_worth worth)
{
    struct arena *a = t->w->arena;
    day_no day = 0;
    const char *on = day_parse(s->received_on, &day) == OK ? day_short_chinese(a, day) : s->received_on;
    const char *text = text_format(a, "第 %d 版，%s收到，收件人%s", s->version_no, on, s->receiver);
    switch (worth) {
    case SEAL_VALID: return text;
    case SEAL_VOID_NEWER:
        return text_format(a, "%s。内容后来改为第 %d 版，请重新打印、盖章、报送", text, t->n->version_no);
    case SEAL_VOID_TAKEN_BACK: return text_format(a, "%s。申报后来撤回，再次提交后请重新打印、盖章、报送", text);
    }
    return text;
}

static enum err tell_seal(struct telling *t)
{
    struct sealed_copy s;
    enum err e = sealed_copy_last(t->w->db, t->w->arena, t->n->id, &s);
    if (e != OK) {
        return e == ERR_NOT_FOUND ? OK : e;
    }
    enum seal_worth worth = seal_worth(s.version_no, t->n->version_no, t->n->state);
    struct standing_line_view *line =
        tell(t, worth == SEAL_VALID ? "done" : "back", worth == SEAL_VALID ? "盖章件已收" : "盖章件已作废",
             sealed_text(t, &s, worth));
    if (*s.scan != '\0') {
        line->link_label = "查看扫描件";
        line->link = url_path(text_format(t->w->arena, "/seals/%s/scan", s.ref));
    }
    return OK;
}

/* What the bodies said about it, as far as this reader may know; an opinion about an earlier version is void, and said
 * to be (handbook 8 row 2). */
static enum err tell_opinions(struct telling *t)
{
    struct known_opinions known;
    TRY(known_opinions(t->w, t->n, &known));
    for (size_t i = 0; i < known.len; i++) {
        struct opinion_view o;
        TRY(opinion_view_of(t->w, t->n, &known.items[i], &o));
        const char *text = text_format(t->w->arena, "%s：%s（%s；%s）", o.title, o.text, o.signed_text, o.given_text);
        struct standing_line_view *line = tell(t, o.tag.kind, o.tag.text, text);
        if (o.has_scan) {
            line->link_label = o.scan_label;
            line->link = o.scan_url;
        }
    }
    return OK;
}

/* The notice that its unit shows in its halls, for the unit and the office. */
static enum err tell_posting(struct telling *t)
{
    struct posting_told told;
    TRY(posting_told_of(t->w, t->n, &told));
    if (told.text != NULL) {
        struct standing_line_view *line = tell(t, told.tag.kind, told.tag.text, told.text);
        line->link_label = "张贴公示";
        line->link = url_path(told.link);
    }
    return OK;
}

/* What became of it, once that is released; its names, for its unit; and what hangs in its halls. */
static enum err tell_shortlist(struct telling *t)
{
    struct shortlist_told told[2];
    TRY(shortlist_told_of(t->w, t->n, &told[0], &told[1]));
    for (size_t i = 0; i < 2; i++) {
        if (told[i].text == NULL) {
            continue;
        }
        struct standing_line_view *line = tell(t, told[i].tag.kind, told[i].tag.text, told[i].text);
        if (told[i].link != NULL) {
            line->link_label = told[i].link_label;
            line->link = url_path(told[i].link);
        }
    }
    return tell_posting(t);
}

static void add_act(struct standing_view *v, struct link_view *acts, const char *label, const char *to)
{
    acts[v->acts_len++] = (struct link_view){label, url_path(to), false};
}

static void offer_acts(struct telling *t, struct standing_view *v, bool is_accepted)
{
    struct link_view *acts = ARENA_ARRAY(t->w->arena, struct link_view, ACTS_MAX);
    struct nomination_facts facts = nomination_facts_of(t->n);
    if (may_withdraw_nomination(&t->w->actor, t->w->stages, &facts) == OK) {
        add_act(v, acts, "撤回申报", path(t, "withdraw"));
    }
    if (t->w->actor.role == ROLE_OFFICE) {
        add_act(v, acts, "核对盖章件", "/seals");
        add_act(v, acts, "批准延期", path(t, "extension"));
        v->can_accept = !is_accepted && may_accept_nomination(&t->w->actor, &facts) == OK;
        v->accept_url = url_path(path(t, "acceptance"));
    }
    v->acts = acts;
    v->token = t->w->token;
}

static enum err tell_all(struct telling *t, bool *ret_is_accepted)
{
    TRY(tell_shortlist(t));
    TRY(tell_ways(t));
    TRY(tell_acceptance(t, ret_is_accepted));
    TRY(tell_seal(t));
    TRY(tell_late(t));
    TRY(tell_opinions(t));
    return tell_extension(t);
}

enum err standing_of(struct web *w, const struct nomination *n, struct standing_view *ret)
{
    bool is_accepted = false;
    struct telling t = {w, n, ARENA_ARRAY(w->arena, struct standing_line_view, LINES_MAX), 0};
    TRY(tell_all(&t, &is_accepted));
    *ret = (struct standing_view){.lines = t.lines, .lines_len = t.len};
    offer_acts(&t, ret, is_accepted);
    return OK;
}
