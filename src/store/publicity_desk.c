/* publicity_desk.c - the draft of the next version and the notice that is made of it. */
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"
#include "store/db.h"
#include "store/publicity_laying.h"
#include "store/round_store.h"

enum { PARAGRAPHS_MAX = 50 };

/* ---- the draft ---- */

static const char *setting_or(const struct round *round, const char *key, const char *otherwise)
{
    const char *value = round_text(round, key);
    return *value == '\0' ? otherwise : value;
}

/* As the round's template begins it, or as the version before was. */
static enum err begin_draft(struct laying *y, const struct published_notice *before)
{
    const struct round *r = y->round;
    const struct stage_window *w = stage_window_of(r->windows, r->windows_len, STAGE_PUBLICITY);
    if (w == NULL) {
        return FAIL("event=publicity error=\"no window\"");
    }
    y->d->draft = (struct publicity_draft){.version_no = before->version_no + 1,
                                           .title = setting_or(r, "publicity_title", "候选名单的公示"),
                                           .text = setting_or(r, "publicity_text", "现将名单予以公示。"),
                                           .opens = day_of_at(w->opens_at),
                                           .closes = day_of_at(w->closes_at - 1),
                                           .sort = PUBLICITY_BY_SECTOR,
                                           .change_text = "",
                                           .saved_by = ""};
    return OK;
}

static enum err read_draft(struct row *r, struct arena *a, struct publicity_draft *d)
{
    *d = (struct publicity_draft){.id = row_int(r, 0),
                                  .files_from = row_int(r, 0),
                                  .version_no = (int)row_int(r, 1),
                                  .revision = (int)row_int(r, 2),
                                  .title = row_text(r, 3, a),
                                  .text = row_text(r, 4, a),
                                  .is_rest_kept = row_int(r, 8) != 0,
                                  .change_text = row_text(r, 9, a),
                                  .saved_at = row_int(r, 10),
                                  .saved_by = row_text(r, 11, a)};
    bool is_sound = day_parse(row_text(r, 5, a), &d->opens) == OK && day_parse(row_text(r, 6, a), &d->closes) == OK &&
                    publicity_sort_from_ident(row_text(r, 7, a), &d->sort) == OK;
    return is_sound ? OK : ERR_INTERNAL;
}

/* ERR_NOT_FOUND: none of that version was saved. */
static enum err saved_draft(const struct laying *y, int64_t draft_id, int version_no, struct publicity_draft *ret)
{
    struct row *r = db_query(y->x->db, Q_PUBLICITY_DRAFT_OF);
    bind_int(r, ":round", y->round->id);
    bind_int(r, ":draft", draft_id);
    bind_int(r, ":version", version_no);
    enum err e = row_next(r);
    e = e == OK ? read_draft(r, y->a, ret) : e;
    row_done(r);
    return e;
}

/* The first draft of a later version says what the one before it says. */
static enum err follow_version(struct laying *y, const struct published_notice *before)
{
    struct publicity_draft old;
    enum err e = saved_draft(y, 0, before->version_no, &old);
    if (e == OK) {
        y->d->draft.files_from = old.id;
        y->d->draft.title = old.title;
        y->d->draft.text = old.text;
        y->d->draft.sort = old.sort;
        y->d->draft.is_rest_kept = old.is_rest_kept;
    }
    y->d->draft.opens = before->opens;
    y->d->draft.closes = before->closes;
    return e == ERR_NOT_FOUND ? OK : e;
}

static enum err lay_draft(struct laying *y)
{
    struct publicity_desk *d = y->d;
    const struct published_notice *before = &d->last;
    enum err e = published_now(y->x->db, y->a, y->round->id, &d->last);
    if (e != OK && e != ERR_NOT_FOUND) {
        return e;
    }
    d->before = (struct publicity_before){before->version_no, before->opens, before->closes};
    TRY(begin_draft(y, before));
    if (before->version_no > 0) {
        TRY(follow_version(y, before));
    }
    e = saved_draft(y, d->facts.is_proposed ? d->proposal.draft_id : 0, before->version_no + 1, &d->draft);
    d->facts.is_saved = e == OK;
    d->first_closes = before->version_no > 0 ? before->first_closes : d->draft.closes;
    return e == ERR_NOT_FOUND ? OK : e;
}

static enum err lay_proposal(struct laying *y)
{
    struct row *r = db_query(y->x->db, Q_PUBLICITY_PROPOSAL);
    bind_int(r, ":round", y->round->id);
    enum err e = row_next(r);
    if (e == OK) {
        y->d->proposal = (struct publicity_proposal){.id = row_int(r, 0),
                                                     .ref = row_text(r, 1, y->a),
                                                     .draft_id = row_int(r, 2),
                                                     .revision = (int)row_int(r, 3),
                                                     .proposed_at = row_int(r, 4),
                                                     .proposed_by = row_int(r, 5),
                                                     .proposer = row_text(r, 6, y->a)};
    }
    row_done(r);
    return e == ERR_NOT_FOUND ? OK : e;
}

/* ---- the notice ---- */

void publicity_words(struct arena *a, const struct round *round, const struct publicity_draft *d, day_no first_closes,
                     const struct publicity_listed *list, struct publicity_word words[PUBLICITY_WORDS])
{
    int workdays = workdays_between(&round->calendar, d->opens, d->closes);
    const char *doc_no = round_text(round, "publicity_doc_no");
    const struct publicity_word all[PUBLICITY_WORDS] = {
        {"brand", list->brand},
        {"N", text_format(a, "%zu", list->count)},
        {"period", publicity_period_text(a, d, first_closes, workdays)},
        {"opens", day_chinese(a, d->opens)},
        {"closes", publicity_day_text(a, d->closes, d->opens)},
        {"workdays", text_format(a, "%d", workdays)},
        {"sort", publicity_sort_word(d->sort)},
        {"doc_no", *doc_no == '\0' ? "" : text_format(a, "（%s）", doc_no)}};
    memcpy(words, all, sizeof all);
}

static void add_paragraph(struct published_notice *n, const char *kind, const char *text)
{
    if (*text != '\0' && n->paragraphs_len < PARAGRAPHS_MAX) {
        n->paragraphs[n->paragraphs_len++] = (struct published_paragraph){kind, text};
    }
}

static enum err lay_text(struct laying *y)
{
    struct publicity_desk *d = y->d;
    struct publicity_word words[PUBLICITY_WORDS];
    const char *brand = "";
    for (size_t i = d->entries.len; i > 0; i--) {
        const struct publicity_entry *x = &d->entries.items[i - 1];
        brand = x->is.is_removed || x->is_hidden ? brand : x->is.brand.brand_name;
    }
    struct publicity_listed list = {brand, (size_t)d->facts.brands};
    publicity_words(y->a, y->round, &d->draft, d->first_closes, &list, words);
    size_t no = 0;
    for (const char *p = d->draft.text; *p != '\0';) {
        size_t len = strcspn(p, "\n");
        const char *text = publicity_fill(y->a, arena_copy(y->a, p, len), words, PUBLICITY_WORDS);
        TRY(publicity_look_at(y, text_format(y->a, "正文第 %zu 段", no + 1), false, &text, NULL));
        add_paragraph(&d->notice, "text", text);
        no += len > 0;
        p += len + (p[len] == '\n');
    }
    return OK;
}

static const char *labelled(struct arena *a, const char *before, const char *label, const char *value)
{
    return *value == '\0' ? before : text_format(a, "%s%s%s：%s", before, *before == '\0' ? "" : "　", label, value);
}

/* How to reach the office, as the round's settings say; the fee statement; what is attached. */
static void lay_contact(struct laying *y)
{
    struct arena *a = y->a;
    const struct round *r = y->round;
    struct published_notice *n = &y->d->notice;
    const char *hours = round_text(r, "contact_hours");
    const char *phone = round_text(r, "contact_phone");
    const char *fee = round_text(r, "fee_statement");
    phone = *phone == '\0' || *hours == '\0' ? phone : text_format(a, "%s（%s）", phone, hours);
    const char *where = labelled(a, "", "受理单位", setting_or(r, "contact_department", round_text(r, "organiser")));
    where = labelled(a, where, "地址", round_text(r, "contact_address"));
    add_paragraph(n, "contact", labelled(a, where, "邮编", round_text(r, "contact_postcode")));
    add_paragraph(n, "contact", labelled(a, "", "电话", phone));
    add_paragraph(n, "contact", labelled(a, "", "电子邮箱", round_text(r, "contact_email")));
    add_paragraph(n, "text", *fee == '\0' ? "" : text_format(a, "%s。", fee));
    const char *list = text_format(a, "%s（按%s排序，排名不分先后）", setting_or(r, "publicity_list_name", "候选名单"),
                                   publicity_sort_word(y->d->draft.sort));
    const char *attached = text_format(a, n->files_len == 0 ? "附件：%s" : "附件：1. %s", list);
    for (size_t i = 0; i < n->files_len; i++) {
        attached = text_format(a, "%s；%zu. %s（PDF，%d 页）", attached, i + 2, n->files[i].title, n->files[i].pages);
    }
    add_paragraph(n, "text", attached);
}

/* The title with and without its marks. */
static enum err lay_title(struct laying *y)
{
    struct published_notice *n = &y->d->notice;
    const char *lines = y->d->draft.title;
    TRY(publicity_look_at(y, "标题", false, &lines, NULL));
    char *plain = arena_copy(y->a, lines, strlen(lines));
    size_t to = 0;
    for (size_t i = 0; lines[i] != '\0'; i++) {
        if (lines[i] != '|') {
            plain[to++] = lines[i];
        }
    }
    plain[to] = '\0';
    n->title_lines = lines;
    n->title = plain;
    return OK;
}

static enum err lay_notice(struct laying *y, int64_t now)
{
    struct publicity_desk *d = y->d;
    struct published_notice *n = &d->notice;
    *n = (struct published_notice){.ref = "",
                                   .version_no = d->draft.version_no,
                                   .issuer = round_text(y->round, "organiser"),
                                   .issued = day_of_at(now),
                                   .opens = d->draft.opens,
                                   .closes = d->draft.closes,
                                   .first_closes = d->first_closes,
                                   .workdays = workdays_between(&y->round->calendar, d->draft.opens, d->draft.closes),
                                   .sort = d->draft.sort,
                                   .change_text = d->draft.change_text,
                                   .published_at = now,
                                   .record = "",
                                   .sha256 = "",
                                   .check_code = "",
                                   .paragraphs = ARENA_ARRAY(y->a, struct published_paragraph, PARAGRAPHS_MAX),
                                   .lines = ARENA_ARRAY(y->a, struct published_line, d->entries.len + 1)};
    TRY(lay_title(y));
    TRY(lay_text(y));
    TRY(publicity_look_at(y, "更正说明", false, &n->change_text, NULL));
    TRY(publicity_lay_files(y));
    lay_contact(y);
    add_paragraph(n, "sign", n->issuer);
    add_paragraph(n, "sign", day_chinese(y->a, n->issued));
    for (size_t i = 0; i < d->entries.len; i++) {
        if (!d->entries.items[i].is_hidden) {
            n->lines[n->lines_len++] = d->entries.items[i].is;
        }
    }
    return OK;
}

/* ---- the desk ---- */

static enum err lay_facts(struct laying *y, int64_t now)
{
    struct publicity_facts *f = &y->d->facts;
    struct row *r = db_query(y->x->db, Q_PUBLICITY_FACTS);
    bind_int(r, ":round", y->round->id);
    enum err e = row_next(r);
    if (e == OK) {
        int64_t proposer = row_int(r, 1);
        *f = (struct publicity_facts){.phase = publicity_phase(y->round->windows, y->round->windows_len, now),
                                      .is_shortlisted = row_int(r, 0) != 0,
                                      .is_proposed = proposer != 0,
                                      .is_proposer = proposer != 0 && proposer == y->x->account_id,
                                      .versions = (int)row_int(r, 2)};
    }
    row_done(r);
    return e;
}

enum err publicity_desk_of(const struct reading_for *x, const struct round *round, int64_t now,
                           struct publicity_desk *ret)
{
    struct laying y = {x, round, x->arena, ret};
    day_no next = 0;
    *ret = (struct publicity_desk){.findings = ARENA_ARRAY(x->arena, struct publicity_finding, PUBLICITY_FINDINGS_MAX)};
    TRY(lay_facts(&y, now));
    TRY(lay_proposal(&y));
    TRY(lay_draft(&y));
    TRY(publicity_lay_entries(&y));
    TRY(lay_notice(&y, now));
    ret->facts.asks_rest_day = publicity_asks_rest_day(&round->calendar, &ret->draft, &next);
    ret->facts.is_past = ret->before.version_no == 0 && ret->draft.opens < day_of_at(now);
    return OK;
}
