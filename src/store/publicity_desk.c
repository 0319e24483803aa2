/* publicity_desk.c - the draft of the next version, what the gate finds in it, and the notice that is made of both. */
#include "store/publicity_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/fingerprint.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/name_order.h"
#include "store/db.h"
#include "store/evidence_store.h"
#include "store/nomination_store.h"
#include "store/round_store.h"
#include "store/value_list.h"

enum { PARAGRAPHS_MAX = 50, PICTURES_MAX = 20, HITS_MAX = 600 };

/* A desk while it is laid. */
struct laying {
    const struct reading_for *x;
    const struct round *round;
    struct arena *a;
    struct publicity_desk *d;
};

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
    struct published_notice before = {0};
    enum err e = published_now(y->x->db, y->a, y->round->id, &before);
    if (e != OK && e != ERR_NOT_FOUND) {
        return e;
    }
    d->before = (struct publicity_before){before.version_no, before.opens, before.closes};
    TRY(begin_draft(y, &before));
    if (before.version_no > 0) {
        TRY(follow_version(y, &before));
    }
    e = saved_draft(y, d->facts.is_proposed ? d->proposal.draft_id : 0, before.version_no + 1, &d->draft);
    d->facts.is_saved = e == OK;
    d->first_closes = before.version_no > 0 ? before.first_closes : d->draft.closes;
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

/* ---- the brands ---- */

static struct publicity_entry read_entry(struct row *r, struct arena *a, const char *none_sector)
{
    const char *sector = row_text(r, 10, a);
    return (struct publicity_entry){.nomination_id = row_int(r, 0),
                                    .version_id = row_int(r, 1),
                                    .brand_id = row_int(r, 2),
                                    .receipt_no = row_text(r, 3, a),
                                    .sector_ord = (int)row_int(r, 4),
                                    .is_hidden = row_int(r, 5) != 0,
                                    .was_removed = row_int(r, 14) != 0,
                                    .is = {.is_removed = row_int(r, 14) != 0,
                                           .removal_text = row_text(r, 15, a),
                                           .brand = {.id = row_int(r, 2),
                                                     .ref = row_text(r, 6, a),
                                                     .brand_name = row_text(r, 7, a),
                                                     .unit_name = row_text(r, 8, a),
                                                     .window_name = row_text(r, 9, a),
                                                     .sector_name = *sector == '\0' ? none_sector : sector,
                                                     .recommender_name = row_text(r, 11, a),
                                                     .slogan = row_text(r, 12, a),
                                                     .summary = row_text(r, 13, a)}}};
}

static enum err read_entries(struct laying *y)
{
    struct publicity_entries *all = &y->d->entries;
    all->items = ARENA_ARRAY(y->a, struct publicity_entry, PUBLISHED_LINES_MAX);
    struct row *r = db_query(y->x->db, Q_PUBLICITY_ENTRIES);
    bind_int(r, ":round", y->round->id);
    bind_int(r, ":account", y->x->account_id);
    bind_int(r, ":limit", PUBLISHED_LINES_MAX);
    enum err e = OK;
    while (all->len < PUBLISHED_LINES_MAX && (e = row_next(r)) == OK) {
        all->items[all->len++] = read_entry(r, y->a, round_text(y->round, "none_sector"));
    }
    return row_end(r, e);
}

static enum err read_removals(struct laying *y)
{
    struct row *r = db_query(y->x->db, Q_PUBLICITY_REMOVALS);
    bind_int(r, ":draft", y->d->draft.id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        for (size_t i = 0; i < y->d->entries.len; i++) {
            struct publicity_entry *x = &y->d->entries.items[i];
            if (x->nomination_id == row_int(r, 0) && !x->was_removed) {
                x->is.is_removed = true;
                x->is.removal_text = row_text(r, 1, y->a);
            }
        }
    }
    return row_end(r, e);
}

static bool is_public(const struct round *round, const char *ident)
{
    for (size_t i = 0; i < round->fields_len; i++) {
        if (strcmp(round->fields[i].ident, ident) == 0) {
            return round->fields[i].is_public;
        }
    }
    return false;
}

static const char *public_value(const struct laying *y, const struct value_list *values, const char *ident)
{
    return is_public(y->round, ident) ? value_get(values, ident, 0) : "";
}

/* The long answers that the round makes public, besides those that have a place of their own. */
static void take_parts(const struct laying *y, const struct value_list *values, struct published_brand *b)
{
    struct published_part *parts = ARENA_ARRAY(y->a, struct published_part, PUBLISHED_PARTS_MAX);
    for (size_t i = 0; i < y->round->fields_len && b->parts_len < PUBLISHED_PARTS_MAX; i++) {
        const struct form_field *f = &y->round->fields[i];
        bool has_place = strcmp(f->ident, "brand_summary") == 0 || strcmp(f->ident, "logo_meaning") == 0;
        const char *text = f->type == FORM_LONGTEXT && f->is_public && !has_place ? value_get(values, f->ident, 0) : "";
        if (*text != '\0') {
            parts[b->parts_len++] = (struct published_part){f->label, text};
        }
    }
    b->parts = parts;
}

static enum err take_logo(const struct laying *y, const struct value_list *values, struct published_picture *to,
                          size_t *len)
{
    const char *value = public_value(y, values, "brand_logo");
    struct media_row m;
    if (*value == '\0') {
        return OK;
    }
    TRY(media_row_get(y->x->db, y->a, arena_copy(y->a, value, strcspn(value, " ")), &m));
    to[(*len)++] = (struct published_picture){
        "logo", m.sha256, m.thumb, m.kind, m.width, m.height, public_value(y, values, "logo_meaning")};
    return OK;
}

/* The photographs are no question of the form, and the round does not load them with it. */
static enum err shows_photos(const struct laying *y, bool *ret)
{
    struct row *r = db_query(y->x->db, Q_PUBLICITY_SHOWS_PHOTOS);
    bind_int(r, ":round", y->round->id);
    enum err e = row_next(r);
    *ret = e == OK && row_int(r, 0) != 0;
    row_done(r);
    return e == ERR_NOT_FOUND ? OK : e;
}

/* The pictures with the names that they came under, which stay unpublished. */
static enum err take_pictures(const struct laying *y, const struct publicity_entry *x, const struct value_list *values,
                              struct published_brand *b, const char ***ret_names)
{
    struct published_picture *pictures = ARENA_ARRAY(y->a, struct published_picture, PICTURES_MAX);
    const char **names = ARENA_ARRAY(y->a, const char *, PICTURES_MAX);
    struct evidence_list files = {0};
    size_t len = 0;
    for (size_t i = 0; i < PICTURES_MAX; i++) {
        names[i] = "";
    }
    TRY(take_logo(y, values, pictures, &len));
    bool has_photos = false;
    TRY(shows_photos(y, &has_photos));
    if (has_photos) {
        TRY(evidence_of_version(y->x->db, y->a, x->version_id, &files));
    }
    for (size_t i = 0; i < files.len && len < PICTURES_MAX; i++) {
        const struct evidence *f = &files.items[i];
        if (strcmp(f->kind, "photo") == 0 && *f->file.thumb != '\0') {
            names[len] = f->name;
            pictures[len++] = (struct published_picture){
                "photo", f->file.sha256, f->file.thumb, f->file.media_kind, f->file.width, f->file.height, f->caption};
        }
    }
    b->pictures = pictures;
    b->pictures_len = len;
    *ret_names = names;
    return OK;
}

static enum err version_answers(const struct laying *y, int64_t version_id, struct value_list *ret)
{
    struct row *r = db_query(y->x->db, Q_VERSION_VALUES);
    bind_int(r, ":version", version_id);
    return value_rows(r, y->a, ret);
}

/* ---- the gate ---- */

static const char *finding_key(struct arena *a, const char *place, const struct gate_hit *hit)
{
    return fingerprint(a, text_format(a, "%s\n%s\n%s", place, gate_kind_name(hit->kind), hit->number));
}

static enum err read_decision(const struct laying *y, struct publicity_finding *f)
{
    struct row *r = db_query(y->x->db, Q_PUBLICITY_OVERRIDE_OF);
    bind_int(r, ":round", y->round->id);
    bind_text(r, ":finding", f->key);
    enum err e = row_next(r);
    if (e == OK) {
        e = finding_decision_from_ident(row_text(r, 0, y->a), &f->decision);
        f->reason = row_text(r, 1, y->a);
        f->decided_at = row_int(r, 2);
        f->decided_by = row_text(r, 3, y->a);
        e = e == OK ? OK : ERR_INTERNAL;
    }
    row_done(r);
    return e == ERR_NOT_FOUND ? OK : e;
}

/* A finding with what was decided about it.  More of them than the desk holds stay open: a notice with so many numbers
 * is not released. */
static enum err add_finding(struct laying *y, struct publicity_finding *f)
{
    struct publicity_desk *d = y->d;
    if (d->findings_len == PUBLICITY_FINDINGS_MAX) {
        f->decision = FINDING_OPEN;
    } else {
        TRY(read_decision(y, f));
        d->findings[d->findings_len++] = *f;
    }
    d->facts.findings += f->decision == FINDING_OPEN;
    return OK;
}

/* Looks at one text, which becomes it with what is withheld masked; *ret_withheld (may be NULL): whether something is.
 */
static enum err look_at(struct laying *y, const char *place, bool is_hidden, const char **text, bool *ret_withheld)
{
    struct gate_hit *hits = NULL;
    struct gate_hit first;
    size_t masked = 0;
    size_t len = publish_gate_scan(y->a, *text, &first, 1);
    if (len > 0) {
        hits = ARENA_ARRAY(y->a, struct gate_hit, HITS_MAX);
        len = publish_gate_scan(y->a, *text, hits, HITS_MAX);
    }
    for (size_t i = 0; i < len; i++) {
        struct publicity_finding f = {.key = finding_key(y->a, place, &hits[i]),
                                      .place = place,
                                      .kind = hits[i].kind,
                                      .masked = gate_masked(y->a, &hits[i]),
                                      .is_hidden = is_hidden,
                                      .reason = "",
                                      .decided_by = ""};
        TRY(add_finding(y, &f));
        if (f.decision == FINDING_WITHHOLD) {
            hits[masked++] = hits[i];
        }
    }
    y->d->facts.findings += len == HITS_MAX; /* nobody has seen the rest */
    *text = masked == 0 ? *text : gate_blot(y->a, *text, hits, masked);
    if (ret_withheld != NULL) {
        *ret_withheld = masked > 0;
    }
    return OK;
}

/* A picture whose name or caption tells of a number; whose name is withheld is left out, because it shows what it is
 * called. */
static enum err look_at_pictures(struct laying *y, struct publicity_entry *x, const char *const *names)
{
    struct published_brand *b = &x->is.brand;
    struct published_picture *kept = ARENA_ARRAY(y->a, struct published_picture, PICTURES_MAX);
    size_t len = 0;
    for (size_t i = 0; i < b->pictures_len; i++) {
        struct published_picture p = b->pictures[i];
        bool is_left_out = false;
        const char *name = names[i];
        const char *what = text_format(y->a, "“%s”的第 %zu 张图片", b->brand_name, i + 1);
        TRY(look_at(y, text_format(y->a, "%s的说明", what), x->is_hidden, &p.caption, NULL));
        TRY(look_at(y, text_format(y->a, "%s的文件名", what), x->is_hidden, &name, &is_left_out));
        if (!is_left_out) {
            kept[len++] = p;
        }
    }
    b->pictures = kept;
    b->pictures_len = len;
    return OK;
}

static enum err look_at_brand(struct laying *y, struct publicity_entry *x, const char *const *names)
{
    struct published_brand *b = &x->is.brand;
    struct published_part *parts = ARENA_ARRAY(y->a, struct published_part, PUBLISHED_PARTS_MAX);
    const struct {
        const char *what;
        const char **text;
    } texts[] = {{"品牌名称", &b->brand_name},
                 {"单位名称", &b->unit_name},
                 {"窗口名称", &b->window_name},
                 {"品牌口号", &b->slogan},
                 {"品牌简介", &b->summary}};
    const char *brand = b->brand_name;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        TRY(look_at(y, text_format(y->a, "“%s”的%s", brand, texts[i].what), x->is_hidden, texts[i].text, NULL));
    }
    for (size_t i = 0; i < b->parts_len; i++) {
        parts[i] = b->parts[i];
        TRY(look_at(y, text_format(y->a, "“%s”的%s", brand, parts[i].title), x->is_hidden, &parts[i].text, NULL));
    }
    b->parts = parts;
    return look_at_pictures(y, x, names);
}

/* From the frozen version, as the round allows. */
static enum err take_brand(struct laying *y, struct publicity_entry *x)
{
    struct published_brand *b = &x->is.brand;
    struct value_list values;
    const char **names = NULL;
    TRY(version_answers(y, x->version_id, &values));
    b->slogan = public_value(y, &values, "brand_slogan");
    b->summary = public_value(y, &values, "brand_summary");
    take_parts(y, &values, b);
    TRY(take_pictures(y, x, &values, b, &names));
    return look_at_brand(y, x, names);
}

/* A brand that is public already stays as it was published. */
static enum err lay_brand(struct laying *y, struct publicity_entry *x)
{
    struct published_brand *b = &x->is.brand;
    TRY(x->brand_id != 0 ? published_brand_fill(y->x->db, y->a, b) : take_brand(y, x));
    return x->is.is_removed && !x->was_removed
               ? look_at(y, text_format(y->a, "“%s”的撤下理由", b->brand_name), x->is_hidden, &x->is.removal_text, NULL)
               : OK;
}

/* ---- in order ---- */

static enum err order_by_strokes(struct laying *y)
{
    struct publicity_entries *all = &y->d->entries;
    const char **names = ARENA_ARRAY(y->a, const char *, all->len + 1);
    size_t *places = ARENA_ARRAY(y->a, size_t, all->len + 1);
    struct publicity_entry *sorted = ARENA_ARRAY(y->a, struct publicity_entry, all->len + 1);
    for (size_t i = 0; i < all->len; i++) {
        names[i] = all->items[i].is.brand.brand_name;
    }
    TRY(names_sort(y->a, NAME_BY_STROKES, names, all->len, places));
    for (size_t i = 0; i < all->len; i++) {
        sorted[i] = all->items[places[i]];
    }
    all->items = sorted;
    return OK;
}

/* They come by number; equal sectors keep that order. */
static void order_by_sector(struct publicity_entries *all)
{
    for (size_t i = 1; i < all->len; i++) {
        struct publicity_entry x = all->items[i];
        size_t at = i;
        while (at > 0 && all->items[at - 1].sector_ord > x.sector_ord) {
            all->items[at] = all->items[at - 1];
            at--;
        }
        all->items[at] = x;
    }
}

static enum err lay_entries(struct laying *y)
{
    struct publicity_entries *all = &y->d->entries;
    TRY(read_entries(y));
    TRY(read_removals(y));
    if (y->d->draft.sort == PUBLICITY_BY_STROKES) {
        TRY(order_by_strokes(y));
    } else if (y->d->draft.sort == PUBLICITY_BY_SECTOR) {
        order_by_sector(all);
    }
    for (size_t i = 0; i < all->len; i++) {
        all->items[i].is.place = (int)i + 1;
        TRY(lay_brand(y, &all->items[i]));
        y->d->facts.brands += !all->items[i].is.is_removed;
        y->d->facts.is_recused = y->d->facts.is_recused || all->items[i].is_hidden;
    }
    return OK;
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
        TRY(look_at(y, text_format(y->a, "正文第 %zu 段", no + 1), false, &text, NULL));
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
    add_paragraph(n, "text",
                  text_format(a, "附件：%s（按%s排序，排名不分先后）", setting_or(r, "publicity_list_name", "候选名单"),
                              publicity_sort_word(y->d->draft.sort)));
}

/* The title with and without its marks. */
static enum err lay_title(struct laying *y)
{
    struct published_notice *n = &y->d->notice;
    const char *lines = y->d->draft.title;
    TRY(look_at(y, "标题", false, &lines, NULL));
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
    TRY(look_at(y, "更正说明", false, &n->change_text, NULL));
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
    TRY(lay_entries(&y));
    TRY(lay_notice(&y, now));
    ret->facts.asks_rest_day = publicity_asks_rest_day(&round->calendar, &ret->draft, &next);
    ret->facts.is_past = ret->before.version_no == 0 && ret->draft.opens < day_of_at(now);
    return OK;
}
