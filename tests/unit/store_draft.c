/* store_draft.c - drafts: saved section by section, merged field by field; no text is lost and none is overwritten
 * silently.  PRODUCT.md section 6, ux.md section 5. */
#include "support/store_house.h"

/* One draft of 供水, written by two colleagues at two pages. */
struct desk {
    struct house *h;
    struct nomination n;
};

static int open_desk(void **state)
{
    struct desk *k = calloc(1, sizeof *k);
    assert_non_null(k);
    k->h = house_open(":memory:");
    k->n = house_nomination(k->h, &k->h->chen);
    *state = k;
    return 0;
}

static int close_desk(void **state)
{
    struct desk *k = *state;
    house_close(k->h);
    free(k);
    return 0;
}

static const char *stored(struct desk *k, const char *ident, int row_no)
{
    struct value_list list = house_draft(k->h, &k->n);
    return value_get(&list, ident, row_no);
}

static const char *kept_value(struct desk *k, const char *ref, const char *ident, int row_no)
{
    struct kept kept;
    struct value_list values;
    assert_int_equal(kept_get(k->h->db, k->h->a, k->n.id, ref, &kept, &values), OK);
    return value_get(&values, ident, row_no);
}

static size_t kept_count(struct desk *k)
{
    struct kept *list = NULL;
    size_t len = 0;
    assert_int_equal(kept_list(k->h->db, k->h->a, k->n.id, &list, &len), OK);
    return len;
}

/* The four asked fields of the section "brand", as its page posts them: always all. */
static struct value_list brand(struct desk *k, const char *name, const char *slogan)
{
    return VALUES(k->h, {"brand_name", 0, name}, {"brand_slogan", 0, slogan}, {"brand_kind", 0, ""},
                  {"brand_started_on", 0, ""});
}

static struct draft_outcome save_brand(struct desk *k, const struct account *by, const char *mark, const char *name,
                                       const char *slogan)
{
    return house_save(k->h, by, &k->n, "brand", mark, brand(k, name, slogan));
}

static const char *brand_mark(struct desk *k)
{
    return house_mark(k->h, &k->n, "brand");
}

/* ---- saving ---- */

static void what_is_saved_reads_back_and_nothing_else_is_there(void **state)
{
    struct desk *k = *state;
    int64_t at = -1;
    assert_int_equal(draft_saved_at(k->h->db, k->n.id, &at), OK);
    assert_int_equal(at, 0);
    struct draft_outcome got = save_brand(k, &k->h->chen, brand_mark(k), "23℃人社服务", "");
    assert_int_equal(got.result, DRAFT_SAVED);
    assert_int_equal(got.saved_at, IN_STAGE_1 + 60);
    assert_string_equal(got.kept_ref, "");
    assert_string_equal(got.mark, brand_mark(k));
    assert_string_equal(stored(k, "brand_name", 0), "23℃人社服务");
    assert_int_equal(house_count(k->h, "SELECT count(*) FROM draft_value"), 1); /* an empty answer is no row */
    assert_int_equal(draft_saved_at(k->h->db, k->n.id, &at), OK);
    assert_int_equal(at, IN_STAGE_1 + 60);
}

static void an_empty_value_takes_the_old_one_away(void **state)
{
    struct desk *k = *state;
    struct draft_outcome first = save_brand(k, &k->h->chen, brand_mark(k), "畅·镇江", "口号");
    struct draft_outcome second = save_brand(k, &k->h->chen, first.mark, "畅·镇江", "");
    assert_int_equal(second.result, DRAFT_SAVED);
    assert_string_equal(stored(k, "brand_slogan", 0), "");
    assert_string_equal(stored(k, "brand_name", 0), "畅·镇江");
}

static void saving_the_same_again_changes_nothing(void **state)
{
    struct desk *k = *state;
    struct draft_outcome first = save_brand(k, &k->h->chen, brand_mark(k), "e驾人", "口号");
    struct audit_actor later = house_actor(&k->h->chen, IN_STAGE_1 + 3600);
    struct value_list posted = brand(k, "e驾人", "口号");
    struct draft_outcome again;
    assert_int_equal(draft_save(&(struct writing){k->h->db, &k->h->rnd, k->h->a, &later},
                                &(struct draft_part){&k->n, &k->h->round, "brand"}, first.mark, &posted, &again),
                     OK);
    assert_int_equal(again.result, DRAFT_SAVED);
    assert_string_equal(again.mark, first.mark);
    assert_int_equal(again.saved_at, first.saved_at);
}

static void a_section_saves_its_own_fields_alone(void **state)
{
    struct desk *k = *state;
    struct value_list posted = VALUES(k->h, {"brand_name", 0, "品牌"}, {"unit_name", 0, "别处的名称"},
                                      {"no_such_field", 0, "x"}, {"brand_logo", 0, "sha name"}, {"round_id", 0, "9"});
    struct draft_outcome got = house_save(k->h, &k->h->chen, &k->n, "brand", brand_mark(k), posted);
    assert_int_equal(got.result, DRAFT_SAVED);
    assert_string_equal(house_sql(k->h, "SELECT group_concat(ident) FROM draft_value"), "brand_name");
}

static void a_field_that_the_page_does_not_ask_stays(void **state)
{
    struct desk *k = *state;
    struct draft_outcome first = save_brand(k, &k->h->chen, brand_mark(k), "品牌", "口号");
    struct draft_outcome got =
        house_save(k->h, &k->h->chen, &k->n, "brand", first.mark, VALUES(k->h, {"brand_name", 0, "新名"}));
    assert_int_equal(got.result, DRAFT_SAVED);
    assert_string_equal(stored(k, "brand_name", 0), "新名");
    assert_string_equal(stored(k, "brand_slogan", 0), "口号");
    /* and its place in the mark is kept: a later save by it is no dispute */
    got = save_brand(k, &k->h->chen, got.mark, "新名", "新口号");
    assert_int_equal(got.result, DRAFT_SAVED);
    assert_string_equal(stored(k, "brand_slogan", 0), "新口号");
}

static void another_body_has_its_own_draft(void **state)
{
    struct desk *k = *state;
    struct nomination other = house_nomination(k->h, &k->h->zhou);
    (void)save_brand(k, &k->h->chen, brand_mark(k), "供水", "");
    (void)house_save(k->h, &k->h->zhou, &other, "brand", house_mark(k->h, &other, "brand"), brand(k, "公交", ""));
    assert_string_equal(stored(k, "brand_name", 0), "供水");
    struct value_list theirs = house_draft(k->h, &other);
    assert_string_equal(value_get(&theirs, "brand_name", 0), "公交");
}

/* ---- the three-way merge ---- */

static void the_merge_decides_every_combination(void **state)
{
    static const struct {
        const char *base, *mine, *theirs;
        const char *becomes;
        bool is_disputed;
    } rows[] = {
        {"", "", "", "", false},
        {"", "甲写", "", "甲写", false},
        {"", "", "乙写", "乙写", false},
        {"", "甲写", "乙写", "乙写", true},
        {"原来", "原来", "原来", "原来", false},
        {"原来", "甲写", "原来", "甲写", false},
        {"原来", "原来", "乙写", "乙写", false},
        {"原来", "甲写", "乙写", "乙写", true},
        /* and where one of them deletes, or both write the same */
        {"原来", "", "原来", "", false},
        {"原来", "原来", "", "", false},
        {"原来", "", "乙写", "乙写", true},
        {"原来", "甲写", "", "", true},
        {"原来", "同写", "同写", "同写", false},
        {"", "同写", "同写", "同写", false},
        {"原来", "", "", "", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        void *own = NULL;
        assert_int_equal(open_desk(&own), 0);
        struct desk *k = own;
        (void)save_brand(k, &k->h->chen, brand_mark(k), rows[i].base, "口号");
        const char *shown = brand_mark(k); /* both pages are opened now */
        assert_int_equal(save_brand(k, &k->h->wang, shown, rows[i].theirs, "口号").result, DRAFT_SAVED);
        struct draft_outcome got = save_brand(k, &k->h->chen, shown, rows[i].mine, "口号");
        if (got.result != (rows[i].is_disputed ? DRAFT_CONFLICT : DRAFT_SAVED) ||
            strcmp(stored(k, "brand_name", 0), rows[i].becomes) != 0) {
            fail_msg("base \"%s\" mine \"%s\" theirs \"%s\": result %d, \"%s\"", rows[i].base, rows[i].mine,
                     rows[i].theirs, (int)got.result, stored(k, "brand_name", 0));
        }
        assert_int_equal(kept_count(k), rows[i].is_disputed ? 1 : 0);
        if (rows[i].is_disputed) {
            assert_string_equal(kept_value(k, got.kept_ref, "brand_name", 0), rows[i].mine);
        }
        assert_string_equal(stored(k, "brand_slogan", 0), "口号");
        (void)close_desk(&own);
    }
    (void)state;
}

static void two_who_write_different_fields_lose_nothing(void **state)
{
    struct desk *k = *state;
    const char *shown = brand_mark(k);
    assert_int_equal(save_brand(k, &k->h->wang, shown, "王的名称", "").result, DRAFT_SAVED);
    assert_int_equal(save_brand(k, &k->h->chen, shown, "", "陈的口号").result, DRAFT_SAVED);
    assert_string_equal(stored(k, "brand_name", 0), "王的名称");
    assert_string_equal(stored(k, "brand_slogan", 0), "陈的口号");
}

static void of_a_dispute_the_rest_is_saved(void **state)
{
    struct desk *k = *state;
    const char *shown = brand_mark(k);
    (void)save_brand(k, &k->h->wang, shown, "王的名称", "");
    struct draft_outcome got = save_brand(k, &k->h->chen, shown, "陈的名称", "陈的口号");
    assert_int_equal(got.result, DRAFT_CONFLICT);
    assert_string_equal(stored(k, "brand_name", 0), "王的名称");
    assert_string_equal(stored(k, "brand_slogan", 0), "陈的口号");
    assert_string_equal(kept_value(k, got.kept_ref, "brand_name", 0), "陈的名称");
    assert_string_equal(kept_value(k, got.kept_ref, "brand_slogan", 0), "");
}

/* A page that saves itself puts the answer's mark into its form, but goes on showing what its person typed. */
static void a_page_that_saves_itself_does_not_overwrite_what_it_never_showed(void **state)
{
    struct desk *k = *state;
    (void)save_brand(k, &k->h->chen, brand_mark(k), "原来", "");
    const char *shown = brand_mark(k);
    (void)save_brand(k, &k->h->wang, shown, "王的名称", "");
    struct draft_outcome first = save_brand(k, &k->h->chen, shown, "原来", "口"); /* the page still shows 原来 */
    assert_int_equal(first.result, DRAFT_SAVED);
    struct draft_outcome second = save_brand(k, &k->h->chen, first.mark, "原来", "口号");
    assert_int_equal(second.result, DRAFT_SAVED);
    assert_string_equal(stored(k, "brand_name", 0), "王的名称");
    assert_string_equal(stored(k, "brand_slogan", 0), "口号");
    /* and now types there, without having seen it */
    struct draft_outcome third = save_brand(k, &k->h->chen, second.mark, "陈的名称", "口号");
    assert_int_equal(third.result, DRAFT_CONFLICT);
    assert_string_equal(stored(k, "brand_name", 0), "王的名称");
}

static void a_dispute_stays_one_until_it_is_settled(void **state)
{
    struct desk *k = *state;
    const char *shown = brand_mark(k);
    (void)save_brand(k, &k->h->wang, shown, "王的名称", "");
    struct draft_outcome got = save_brand(k, &k->h->chen, shown, "陈的名称", "");
    for (int i = 0; i < 3; i++) {
        assert_int_equal(got.result, DRAFT_CONFLICT);
        got = save_brand(k, &k->h->chen, got.mark, "陈的名称", "口号");
    }
    assert_string_equal(stored(k, "brand_name", 0), "王的名称");
    assert_int_equal(kept_count(k), 1);
    /* a page that shows both may decide */
    got = save_brand(k, &k->h->chen, brand_mark(k), "陈的名称", "口号");
    assert_int_equal(got.result, DRAFT_SAVED);
    assert_string_equal(stored(k, "brand_name", 0), "陈的名称");
}

/* The page reads the values, then the revision; a colleague's commit may fall between the two. */
static void a_mark_made_of_old_values_and_a_new_revision_overwrites_nothing(void **state)
{
    struct desk *k = *state;
    (void)save_brand(k, &k->h->chen, brand_mark(k), "原来", "");
    struct value_list read_before = house_draft(k->h, &k->n);
    (void)save_brand(k, &k->h->wang, brand_mark(k), "王的名称", "");
    const char *mark = NULL;
    int64_t saved_at = 0;
    assert_int_equal(draft_mark(k->h->db, k->h->a, &(struct draft_part){&k->n, &k->h->round, "brand"}, &read_before,
                                &mark, &saved_at),
                     OK);
    struct draft_outcome got = save_brand(k, &k->h->chen, mark, "原来", "口号");
    assert_int_equal(got.result, DRAFT_SAVED);
    assert_string_equal(stored(k, "brand_name", 0), "王的名称");
    got = save_brand(k, &k->h->chen, mark, "陈的名称", "口号");
    assert_int_equal(got.result, DRAFT_CONFLICT);
    assert_string_equal(stored(k, "brand_name", 0), "王的名称");
}

static void a_mark_that_tells_nothing_never_overwrites(void **state)
{
    static const char *const marks[] = {
        "",
        "1",
        "1.",
        "2",
        "999999999999999999999999",
        "garbage",

        "....",
        "-1.",
        "1.12345678",
        "1.1234567.1234567.1234567.1234567",
        "镕.镕.镕",
        "1.%s%n.%s%n.x.y",
    };
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        void *own = NULL;
        assert_int_equal(open_desk(&own), 0);
        struct desk *k = own;
        (void)save_brand(k, &k->h->wang, brand_mark(k), "王的名称", "");
        /* the same text is no dispute, an empty place may be filled, the rest is kept */
        assert_int_equal(save_brand(k, &k->h->chen, marks[i], "王的名称", "").result, DRAFT_SAVED);
        assert_int_equal(save_brand(k, &k->h->chen, marks[i], "王的名称", "陈的口号").result, DRAFT_SAVED);
        struct draft_outcome got = save_brand(k, &k->h->chen, marks[i], "陈的名称", "陈的口号");
        if (got.result != DRAFT_CONFLICT || strcmp(stored(k, "brand_name", 0), "王的名称") != 0) {
            fail_msg("mark \"%s\"", marks[i]);
        }
        assert_string_equal(stored(k, "brand_slogan", 0), "陈的口号");
        assert_string_equal(kept_value(k, got.kept_ref, "brand_name", 0), "陈的名称");
        (void)close_desk(&own);
    }
    (void)state;
}

static void the_mark_of_another_section_is_foreign(void **state)
{
    struct desk *k = *state;
    (void)save_brand(k, &k->h->wang, brand_mark(k), "王的名称", "王的口号");
    const char *foreign = house_mark(k->h, &k->n, "declarations");
    struct draft_outcome got = save_brand(k, &k->h->chen, foreign, "陈的名称", "王的口号");
    assert_int_equal(got.result, DRAFT_CONFLICT);
    assert_string_equal(stored(k, "brand_name", 0), "王的名称");
    /* hashes of what was never here say that it has changed since: even an empty place is disputed */
    got = save_brand(k, &k->h->chen, "1.zzzzzzzz.zzzzzzzz.zzzzzzzz.zzzzzzzz", "陈的名称", "王的口号");
    assert_int_equal(got.result, DRAFT_CONFLICT);
    assert_string_equal(stored(k, "brand_name", 0), "王的名称");
}

static void a_mark_has_a_hash_for_every_unit_of_the_section(void **state)
{
    static const struct {
        const char *section;
        int units;
    } rows[] = {{"brand", 4}, {"honours", 2}, {"declarations", 5}, {"contact", 7}};
    struct desk *k = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int dots = 0;
        for (const char *p = house_mark(k->h, &k->n, rows[i].section); *p != '\0'; p++) {
            dots += *p == '.';
        }
        assert_int_equal(dots, rows[i].units);
    }
}

/* ---- groups of rows ---- */

/* Rows as the page posts them: row by row, columns in the form's order, which is not the stored one. */
static struct value_list honours(struct desk *k, const char *first, const char *second, const char *third)
{
    const char *const names[] = {first, second, third};
    struct value_list list = {0};
    for (int i = 0; i < 3; i++) {
        if (names[i] != NULL) {
            value_add(k->h->a, &list, "honours.name", i + 1, names[i]);
            value_add(k->h->a, &list, "honours.giver", i + 1, "授予单位");
            value_add(k->h->a, &list, "honours.month", i + 1, "2014-11");
        }
    }
    return list;
}

static struct draft_outcome save_honours(struct desk *k, const struct account *by, const char *mark,
                                         struct value_list posted)
{
    return house_save(k->h, by, &k->n, "honours", mark, posted);
}

static void rows_are_added_and_removed_as_posted(void **state)
{
    struct desk *k = *state;
    struct draft_outcome got = save_honours(k, &k->h->chen, house_mark(k->h, &k->n, "honours"),
                                            honours(k, "文明单位", "青年文明号", "巾帼岗"));
    assert_int_equal(got.result, DRAFT_SAVED);
    assert_string_equal(stored(k, "honours.name", 3), "巾帼岗");
    assert_string_equal(stored(k, "honours.giver", 2), "授予单位");
    got = save_honours(k, &k->h->chen, got.mark, honours(k, "文明单位", NULL, NULL));
    assert_int_equal(got.result, DRAFT_SAVED);
    assert_string_equal(house_sql(k->h, "SELECT group_concat(ident || row_no) FROM draft_value"),
                        "honours.giver1,honours.month1,honours.name1");
    got = save_honours(k, &k->h->chen, got.mark, (struct value_list){0});
    assert_int_equal(got.result, DRAFT_SAVED);
    assert_int_equal(house_count(k->h, "SELECT count(*) FROM draft_value"), 0);
}

static void a_group_that_this_writer_left_alone_is_no_dispute(void **state)
{
    struct desk *k = *state;
    (void)save_honours(k, &k->h->chen, house_mark(k->h, &k->n, "honours"), honours(k, "文明单位", "青年文明号", NULL));
    const char *shown = house_mark(k->h, &k->n, "honours");
    (void)save_honours(k, &k->h->wang, shown, honours(k, "文明单位", "青年文明号", "王加的"));
    struct draft_outcome got = save_honours(k, &k->h->chen, shown, honours(k, "文明单位", "青年文明号", NULL));
    assert_int_equal(got.result, DRAFT_SAVED);
    assert_string_equal(stored(k, "honours.name", 3), "王加的");
}

static void the_same_rows_again_are_no_change(void **state)
{
    struct desk *k = *state;
    struct value_list rows = honours(k, "文明单位", "青年文明号", NULL);
    struct draft_outcome first = save_honours(k, &k->h->chen, house_mark(k->h, &k->n, "honours"), rows);
    struct draft_outcome again = save_honours(k, &k->h->chen, first.mark, rows);
    assert_string_equal(again.mark, first.mark); /* not even a new revision */
}

static void a_group_is_kept_whole(void **state)
{
    struct desk *k = *state;
    const char *shown = house_mark(k->h, &k->n, "honours");
    (void)save_honours(k, &k->h->wang, shown, honours(k, "王的", NULL, NULL));
    struct draft_outcome got = save_honours(k, &k->h->chen, shown, honours(k, "陈的一", "陈的二", NULL));
    assert_int_equal(got.result, DRAFT_CONFLICT);
    assert_string_equal(stored(k, "honours.name", 1), "王的");
    assert_string_equal(stored(k, "honours.name", 2), "");
    assert_string_equal(kept_value(k, got.kept_ref, "honours.name", 1), "陈的一");
    assert_string_equal(kept_value(k, got.kept_ref, "honours.name", 2), "陈的二");
    assert_string_equal(kept_value(k, got.kept_ref, "honours.giver", 2), "授予单位");
}

static void rows_that_one_removed_and_another_changed_are_a_dispute(void **state)
{
    struct desk *k = *state;
    (void)save_honours(k, &k->h->chen, house_mark(k->h, &k->n, "honours"), honours(k, "文明单位", NULL, NULL));
    const char *shown = house_mark(k->h, &k->n, "honours");
    (void)save_honours(k, &k->h->wang, shown, honours(k, "全国文明单位", NULL, NULL));
    struct draft_outcome got = save_honours(k, &k->h->chen, shown, (struct value_list){0});
    assert_int_equal(got.result, DRAFT_CONFLICT);
    assert_string_equal(stored(k, "honours.name", 1), "全国文明单位");
    /* what is kept says "nothing" of the group, and choosing it empties the group */
    struct kept kept;
    struct value_list mine;
    assert_int_equal(kept_get(k->h->db, k->h->a, k->n.id, got.kept_ref, &kept, &mine), OK);
    assert_int_equal(mine.len, 1);
    got = save_honours(k, &k->h->chen, house_mark(k->h, &k->n, "honours"), mine);
    assert_int_equal(got.result, DRAFT_SAVED);
    assert_int_equal(house_count(k->h, "SELECT count(*) FROM draft_value"), 0);
}

static void groups_of_one_section_are_apart(void **state)
{
    struct desk *k = *state;
    const char *shown = house_mark(k->h, &k->n, "honours");
    (void)save_honours(k, &k->h->wang, shown, honours(k, "王的", NULL, NULL));
    struct draft_outcome got = save_honours(
        k, &k->h->chen, shown,
        VALUES(k->h, {"media.outlet", 1, "晚报"}, {"media.title", 1, "标题"}, {"media.on", 1, "2015-03-05"}));
    assert_int_equal(got.result, DRAFT_SAVED);
    assert_string_equal(stored(k, "honours.name", 1), "王的");
    assert_string_equal(stored(k, "media.title", 1), "标题");
}

/* ---- text that is kept ---- */

static void typing_on_writes_over_ones_own_kept_text(void **state)
{
    struct desk *k = *state;
    const char *shown = brand_mark(k);
    (void)save_brand(k, &k->h->wang, shown, "王的", "");
    struct draft_outcome first = save_brand(k, &k->h->chen, shown, "陈", "");
    struct draft_outcome second = save_brand(k, &k->h->chen, first.mark, "陈的名称", "");
    assert_string_equal(second.kept_ref, first.kept_ref);
    assert_int_equal(kept_count(k), 1);
    assert_string_equal(kept_value(k, first.kept_ref, "brand_name", 0), "陈的名称");
    assert_int_equal(house_count(k->h, "SELECT count(*) FROM audit_entry WHERE verb = 'text_kept'"), 1);
}

static void the_text_of_another_tab_is_kept_beside_it(void **state)
{
    struct desk *k = *state;
    const char *shown = brand_mark(k);
    (void)save_brand(k, &k->h->wang, shown, "王的", "");
    struct draft_outcome first = save_brand(k, &k->h->chen, shown, "陈的第一稿", "");
    struct draft_outcome second = save_brand(k, &k->h->chen, shown, "陈的另一稿", "");
    assert_string_not_equal(second.kept_ref, first.kept_ref);
    assert_string_equal(kept_value(k, first.kept_ref, "brand_name", 0), "陈的第一稿");
    assert_string_equal(kept_value(k, second.kept_ref, "brand_name", 0), "陈的另一稿");
}

static void a_second_disputed_field_does_not_push_the_first_out(void **state)
{
    struct desk *k = *state;
    const char *shown = brand_mark(k);
    (void)save_brand(k, &k->h->wang, shown, "王的名称", "王的口号");
    struct draft_outcome first = save_brand(k, &k->h->chen, shown, "陈的名称", "王的口号");
    struct draft_outcome second = save_brand(k, &k->h->chen, shown, "王的名称", "陈的口号");
    assert_string_equal(second.kept_ref, first.kept_ref);
    assert_string_equal(kept_value(k, first.kept_ref, "brand_name", 0), "陈的名称");
    assert_string_equal(kept_value(k, first.kept_ref, "brand_slogan", 0), "陈的口号");
}

static void each_person_has_their_own_kept_text(void **state)
{
    struct desk *k = *state;
    const char *shown = brand_mark(k);
    (void)save_brand(k, &k->h->chen, shown, "原", "");
    struct draft_outcome by_chen = save_brand(k, &k->h->chen, shown, "同样的字", "");
    struct draft_outcome by_wang = save_brand(k, &k->h->wang, shown, "同样的字", "");
    assert_int_equal(by_chen.result, DRAFT_CONFLICT);
    assert_int_equal(by_wang.result, DRAFT_CONFLICT);
    assert_string_not_equal(by_chen.kept_ref, by_wang.kept_ref);
}

static void what_was_settled_is_shown_no_more_and_not_written_over(void **state)
{
    struct desk *k = *state;
    struct audit_actor who = house_actor(&k->h->chen, IN_STAGE_1 + 90);
    const char *shown = brand_mark(k);
    (void)save_brand(k, &k->h->wang, shown, "王的", "");
    struct draft_outcome first = save_brand(k, &k->h->chen, shown, "陈", "");
    struct kept kept;
    struct value_list values;
    assert_int_equal(kept_get(k->h->db, k->h->a, k->n.id, first.kept_ref, &kept, &values), OK);
    assert_string_equal(kept.section, "brand");
    assert_string_equal(kept.reason, "conflict");
    assert_int_equal(kept_settle(k->h->db, &who, &k->n, &kept), OK);
    assert_int_equal(kept_settle(k->h->db, &who, &k->n, &kept), ERR_CONFLICT);
    assert_int_equal(kept_count(k), 0);
    assert_int_equal(kept_get(k->h->db, k->h->a, k->n.id, first.kept_ref, &kept, &values), ERR_NOT_FOUND);
    struct draft_outcome second = save_brand(k, &k->h->chen, shown, "陈的名称", "");
    assert_string_not_equal(second.kept_ref, first.kept_ref);
    assert_int_equal(house_count(k->h, "SELECT count(*) FROM kept_value"), 2); /* nothing is deleted */
}

static void kept_text_of_one_nomination_is_not_found_by_another(void **state)
{
    struct desk *k = *state;
    const char *shown = brand_mark(k);
    (void)save_brand(k, &k->h->wang, shown, "王的", "");
    struct draft_outcome got = save_brand(k, &k->h->chen, shown, "陈的", "");
    struct nomination other = house_nomination(k->h, &k->h->zhou);
    struct kept kept;
    struct value_list values;
    assert_int_equal(kept_get(k->h->db, k->h->a, other.id, got.kept_ref, &kept, &values), ERR_NOT_FOUND);
    assert_int_equal(kept_get(k->h->db, k->h->a, k->n.id, "no-such-ref", &kept, &values), ERR_NOT_FOUND);
}

static void late_text_is_kept_where_it_differs_field_by_field(void **state)
{
    struct desk *k = *state;
    struct audit_actor who = house_actor(&k->h->chen, IN_STAGE_1 + 90);
    (void)save_brand(k, &k->h->chen, brand_mark(k), "名称", "口号");
    struct value_list same = brand(k, "名称", "口号");
    struct value_list differing = brand(k, "名称", "迟到的口号");
    const char *ref = NULL;
    assert_int_equal(draft_keep(&(struct writing){k->h->db, &k->h->rnd, k->h->a, &who},
                                &(struct draft_part){&k->n, &k->h->round, "brand"}, "late", &same, &ref),
                     OK);
    assert_string_equal(ref, "");
    assert_int_equal(kept_count(k), 0);
    assert_int_equal(draft_keep(&(struct writing){k->h->db, &k->h->rnd, k->h->a, &who},
                                &(struct draft_part){&k->n, &k->h->round, "brand"}, "late", &differing, &ref),
                     OK);
    assert_string_equal(kept_value(k, ref, "brand_slogan", 0), "迟到的口号");
    assert_string_equal(kept_value(k, ref, "brand_name", 0), "");
    assert_string_equal(stored(k, "brand_slogan", 0), "口号");
    struct kept *list = NULL;
    size_t len = 0;
    assert_int_equal(kept_list(k->h->db, k->h->a, k->n.id, &list, &len), OK);
    assert_int_equal(len, 1);
    assert_string_equal(list[0].ref, ref);
    assert_string_equal(list[0].reason, "late");
    assert_true(list[0].id > 0);
    assert_int_equal(list[0].kept_at, who.at);
}

static void a_row_of_which_one_cell_differs_is_kept_whole(void **state)
{
    struct desk *k = *state;
    struct audit_actor who = house_actor(&k->h->chen, IN_STAGE_1 + 90);
    (void)save_honours(k, &k->h->chen, house_mark(k->h, &k->n, "honours"), honours(k, "文明单位", "青年文明号", NULL));
    struct value_list posted = honours(k, "文明单位", "巾帼文明岗", NULL);
    const char *ref = NULL;
    assert_int_equal(draft_keep(&(struct writing){k->h->db, &k->h->rnd, k->h->a, &who},
                                &(struct draft_part){&k->n, &k->h->round, "honours"}, "late", &posted, &ref),
                     OK);
    assert_string_equal(kept_value(k, ref, "honours.name", 1), "文明单位");
    assert_string_equal(kept_value(k, ref, "honours.name", 2), "巾帼文明岗");
    assert_string_equal(kept_value(k, ref, "honours.giver", 2), "授予单位");
}

/* ---- after the submission ---- */

static void after_the_submission_the_draft_stands_still_and_the_text_is_kept(void **state)
{
    struct desk *k = *state;
    struct audit_actor who = house_actor(&k->h->wang, IN_STAGE_1 + 90);
    struct draft_outcome saved = save_brand(k, &k->h->chen, brand_mark(k), "名称", "口号");
    struct value_list values = house_draft(k->h, &k->n);
    assert_int_equal(nomination_submit(k->h->db, k->h->a, &who, &k->h->round, &k->n, &values), OK);
    /* this page was opened before, and its nomination still says draft */
    struct draft_outcome got = save_brand(k, &k->h->chen, saved.mark, "提交以后的名称", "口号");
    assert_int_equal(got.result, DRAFT_KEPT);
    assert_string_equal(stored(k, "brand_name", 0), "名称");
    assert_string_equal(kept_value(k, got.kept_ref, "brand_name", 0), "提交以后的名称");
    assert_int_equal(draft_set(k->h->db, &who, &k->n, "images", "brand_logo", "sha logo.png"), ERR_CONFLICT);
    got = save_brand(k, &k->h->chen, saved.mark, "名称", "口号");
    assert_int_equal(got.result, DRAFT_KEPT);
    assert_string_equal(got.kept_ref, ""); /* nothing differs: nothing is lost */
}

/* ---- pictures ---- */

static void a_picture_is_set_replaced_and_removed(void **state)
{
    struct desk *k = *state;
    struct audit_actor who = house_actor(&k->h->chen, IN_STAGE_1 + 90);
    assert_int_equal(draft_set(k->h->db, &who, &k->n, "images", "brand_logo", "aa logo.png"), OK);
    assert_string_equal(stored(k, "brand_logo", 0), "aa logo.png");
    assert_int_equal(draft_set(k->h->db, &who, &k->n, "images", "brand_logo", "bb logo.png"), OK);
    assert_string_equal(stored(k, "brand_logo", 0), "bb logo.png");
    assert_int_equal(draft_set(k->h->db, &who, &k->n, "images", "brand_logo", ""), OK);
    assert_string_equal(stored(k, "brand_logo", 0), "");
    assert_string_equal(house_sql(k->h, "SELECT group_concat(verb) FROM audit_entry WHERE verb LIKE 'picture%'"),
                        "picture_added,picture_added,picture_removed");
}

static void text_that_is_saved_beside_a_picture_leaves_it_alone(void **state)
{
    struct desk *k = *state;
    struct audit_actor who = house_actor(&k->h->wang, IN_STAGE_1 + 90);
    const char *shown = house_mark(k->h, &k->n, "images");
    assert_int_equal(draft_set(k->h->db, &who, &k->n, "images", "brand_logo", "aa logo.png"), OK);
    struct draft_outcome got = house_save(k->h, &k->h->chen, &k->n, "images", shown,
                                          VALUES(k->h, {"logo_meaning", 0, "释义"}, {"photo_caption", 0, ""}));
    assert_int_equal(got.result, DRAFT_SAVED);
    assert_string_equal(stored(k, "brand_logo", 0), "aa logo.png");
    assert_string_equal(stored(k, "logo_meaning", 0), "释义");
}

static void a_stored_picture_has_one_row_however_often_it_comes(void **state)
{
    struct desk *k = *state;
    char sha[65];
    memset(sha, 'a', 64);
    sha[64] = '\0';
    struct media_row in = {.sha256 = sha, .kind = "png", .thumb = sha, .byte_count = 10, .width = 600, .height = 400};
    struct media_row got;
    assert_int_equal(media_row_add(k->h->db, &in, IN_STAGE_1), OK);
    assert_int_equal(media_row_add(k->h->db, &in, IN_STAGE_1 + 5), OK);
    assert_int_equal(house_count(k->h, "SELECT count(*) FROM media_file"), 1);
    assert_int_equal(media_row_get(k->h->db, k->h->a, sha, &got), OK);
    assert_string_equal(got.kind, "png");
    assert_int_equal(got.width, 600);
    assert_int_equal(media_row_get(k->h->db, k->h->a, "none", &got), ERR_NOT_FOUND);
}

/* ---- lists of values ---- */

static void a_list_grows_as_long_as_it_must(void **state)
{
    struct desk *k = *state;
    struct value_list list = {0};
    for (int i = 0; i < 5000; i++) {
        value_add(k->h->a, &list, "x", i, text_format(k->h->a, "%d", i * 7));
    }
    assert_int_equal(list.len, 5000);
    assert_string_equal(value_get(&list, "x", 0), "0");
    assert_string_equal(value_get(&list, "x", 4999), "34993");
    assert_string_equal(value_get(&list, "x", 5000), "");
    assert_string_equal(value_get(&(struct value_list){0}, "x", 0), "");
}

static void a_sorted_copy_is_by_ident_and_row_and_the_list_stays(void **state)
{
    struct desk *k = *state;
    struct value_list list = VALUES(k->h, {"b", 2, "4"}, {"b", 10, "5"}, {"a", 0, "1"}, {"b", 1, "3"}, {"a.x", 0, "2"});
    struct value_list sorted = value_sorted(k->h->a, &list);
    const char *all = "";
    for (size_t i = 0; i < sorted.len; i++) {
        all = text_format(k->h->a, "%s%s", all, sorted.items[i].value);
    }
    assert_string_equal(all, "12345");
    assert_string_equal(list.items[0].value, "4");
    assert_int_equal(value_sorted(k->h->a, &(struct value_list){0}).len, 0);
}

static void rare_characters_and_markup_stay_as_typed(void **state)
{
    /* handbook 11 */
    static const char *const texts[] = {"朱镕 堃 喆 昇 龑 䶮 㛃 㬎 𬭊 𫖯 𤧛 𬬭",
                                        "“23℃人社服务”",
                                        "小区改造‘五共’工作法",
                                        "<b>&\"'",
                                        "=1+1",
                                        "全角１２３　空格",
                                        "一行\n两行\n"};
    struct desk *k = *state;
    const char *mark = brand_mark(k);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct draft_outcome got = save_brand(k, &k->h->chen, mark, texts[i], "");
        assert_int_equal(got.result, DRAFT_SAVED);
        assert_string_equal(stored(k, "brand_name", 0), texts[i]);
        mark = got.mark;
    }
}

#define DESK_TEST(f) cmocka_unit_test_setup_teardown(f, open_desk, close_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(what_is_saved_reads_back_and_nothing_else_is_there),
        DESK_TEST(an_empty_value_takes_the_old_one_away),
        DESK_TEST(saving_the_same_again_changes_nothing),
        DESK_TEST(a_section_saves_its_own_fields_alone),
        DESK_TEST(a_field_that_the_page_does_not_ask_stays),
        DESK_TEST(another_body_has_its_own_draft),
        cmocka_unit_test(the_merge_decides_every_combination),
        DESK_TEST(two_who_write_different_fields_lose_nothing),
        DESK_TEST(of_a_dispute_the_rest_is_saved),
        DESK_TEST(a_page_that_saves_itself_does_not_overwrite_what_it_never_showed),
        DESK_TEST(a_dispute_stays_one_until_it_is_settled),
        DESK_TEST(a_mark_made_of_old_values_and_a_new_revision_overwrites_nothing),
        cmocka_unit_test(a_mark_that_tells_nothing_never_overwrites),
        DESK_TEST(the_mark_of_another_section_is_foreign),
        DESK_TEST(a_mark_has_a_hash_for_every_unit_of_the_section),
        DESK_TEST(rows_are_added_and_removed_as_posted),
        DESK_TEST(a_group_that_this_writer_left_alone_is_no_dispute),
        DESK_TEST(the_same_rows_again_are_no_change),
        DESK_TEST(a_group_is_kept_whole),
        DESK_TEST(rows_that_one_removed_and_another_changed_are_a_dispute),
        DESK_TEST(groups_of_one_section_are_apart),
        DESK_TEST(typing_on_writes_over_ones_own_kept_text),
        DESK_TEST(the_text_of_another_tab_is_kept_beside_it),
        DESK_TEST(a_second_disputed_field_does_not_push_the_first_out),
        DESK_TEST(each_person_has_their_own_kept_text),
        DESK_TEST(what_was_settled_is_shown_no_more_and_not_written_over),
        DESK_TEST(kept_text_of_one_nomination_is_not_found_by_another),
        DESK_TEST(late_text_is_kept_where_it_differs_field_by_field),
        DESK_TEST(a_row_of_which_one_cell_differs_is_kept_whole),
        DESK_TEST(after_the_submission_the_draft_stands_still_and_the_text_is_kept),
        DESK_TEST(a_picture_is_set_replaced_and_removed),
        DESK_TEST(text_that_is_saved_beside_a_picture_leaves_it_alone),
        DESK_TEST(a_stored_picture_has_one_row_however_often_it_comes),
        DESK_TEST(a_list_grows_as_long_as_it_must),
        DESK_TEST(a_sorted_copy_is_by_ident_and_row_and_the_list_stays),
        DESK_TEST(rare_characters_and_markup_stay_as_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
