/* pages_shortlist.c - 候选名单 in whole requests: chosen side by side, drafted, names checked, released by two people;
 * and SECURITY.md figure 8 for this stage: before the release nobody below the office can tell one choice from another.
 */
#include "support/own_program.h"
#include "support/shortlist_site.h"
#include "support/silent_edits.h"
#include "support/xlsx_reader.h"

#include "document/paper.h"
#include "document/paper_worker.h"

static const char *const first_out[] = {"out", "in", "in"};
static const char *const all_in[] = {"in", "in", "in"};

/* ---- chosen ---- */

static void the_office_chooses_side_by_side_and_nobody_else_finds_the_page(void **state)
{
    struct site *s = *state;
    struct listing t = listing(s);
    static const char *const strangers[] = {"unit01", "sector01", "district", "police01", "admin", "judge", "auditor"};
    answers(s, (struct answering){.ref = t.refs[0], .login = "office02", .grade = 4});
    answers(s, (struct answering){.ref = t.refs[0], .login = "police01", .is_veto = true});
    answers(s, (struct answering){.ref = t.refs[1], .login = "office02", .grade = 3});
    struct person office = person(s, "office01");
    struct answer x = get(&office, "/shortlist");
    assert_true(answer_says(&x, "推荐 3 个，列入 0 个，不列入 0 个，未定 3 个。"));
    assert_true(answer_says(&x, "平均 4.00（满分 4）"));
    assert_true(answer_says(&x, "示例市公安局否决：去年有一起处罚（处罚决定书（2014）8 号，2014-11-03）"));
    assert_true(answer_says(&x, "申报表的盖章件未收"));
    choose(&office, &t, (const char *const[]){NULL, "in", "out"});
    x = get(&office, "/shortlist");
    assert_true(answer_says(&x, "列入 1 个，不列入 1 个，未定 1 个。"));
    x = get(&office, "/shortlist?state=out");
    assert_true(answer_says(&x, "清泉到家"));
    assert_false(answer_says(&x, "爱心送考"));
    x = get(&office, "/shortlist?state=vetoed&sort=grade");
    assert_true(answer_says(&x, "一路暖行"));
    assert_false(answer_says(&x, "清泉到家"));
    x = get(&office, "/shortlist?sort=grade");
    assert_true(strstr(x.body, "一路暖行") < strstr(x.body, "爱心送考"));
    assert_true(strstr(x.body, "爱心送考") < strstr(x.body, "清泉到家"));
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
        struct person p = person(s, strangers[i]);
        assert_int_equal(get(&p, "/shortlist").status, 403);
        assert_int_equal(get(&p, "/shortlist/drafts/1").status, 403);
        assert_int_equal(get(&p, "/shortlist.xlsx").status, 403);
    }
    site_is_sound(s);
}

static void what_is_left_out_needs_a_reason_and_so_does_what_is_taken_in_against_a_veto(void **state)
{
    struct site *s = *state;
    struct listing t = listing(s);
    answers(s, (struct answering){.ref = t.refs[0], .login = "police01", .is_veto = true});
    struct person office = person(s, "office01");
    struct sheet *form = list_form(&office, "/shortlist");
    choose_in(form, t.refs[0], "in", "");
    choose_in(form, t.refs[1], "out", "");
    choose_in(form, t.refs[2], "in", "");
    sheet_set(form, text_format(s->a, "note.%s", t.refs[2]), "下周再问一次");
    struct answer x = post(&office, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "“一路暖行”：有否决而列入的，请写明理由"));
    assert_true(answer_says(&x, "“爱心送考”：不列入的，请写明理由"));
    assert_true(answer_says(&x, "下周再问一次"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM shortlist_choice"), 0);
    form = posted_sheet(s->a, x.body, "/shortlist");
    choose_in(form, t.refs[0], "in", "处罚已经整改");
    choose_in(form, t.refs[1], "out", "与去年的重复");
    x = post(&office, form);
    leads_to(&x, "/shortlist?saved=1");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM shortlist_choice WHERE revision = 1"), 3);
    assert_string_equal(site_sql(s, "SELECT note FROM shortlist_choice WHERE note <> ''"), "下周再问一次");
    site_is_sound(s);
}

static void what_was_only_read_is_not_saved_and_nothing_is_overwritten_silently(void **state)
{
    struct site *s = *state;
    struct listing t = listing(s);
    struct person one = person(s, "office01");
    struct person two = person(s, "office02");
    struct sheet *mine = list_form(&one, "/shortlist");
    struct sheet *other = list_form(&two, "/shortlist");
    choose_in(other, t.refs[0], "out", "同事写的理由");
    choose_in(other, t.refs[1], "in", "");
    struct answer x = post(&two, other);
    leads_to(&x, "/shortlist?saved=1");
    choose_in(mine, t.refs[0], "in", "");
    choose_in(mine, t.refs[2], "in", "");
    x = post(&one, mine);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "同事刚刚改过，没有覆盖"));
    assert_true(answer_says(&x, "同事写的理由"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM shortlist_choice WHERE choice = 'out'"), 1);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM shortlist_choice WHERE choice = 'in'"), 2); /* second, third */
    struct sheet *again = posted_sheet(s->a, x.body, "/shortlist");
    x = post(&one, again); /* not settled: asked again */
    assert_int_equal(x.status, 409);
    again = posted_sheet(s->a, x.body, "/shortlist");
    sheet_set(again, text_format(s->a, "settle.%s", t.refs[0]), "mine");
    x = post(&one, again);
    leads_to(&x, "/shortlist?saved=1");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM shortlist_choice WHERE choice = 'in'"), 3);
    assert_int_equal(site_count(s, "SELECT MAX(revision) FROM shortlist_choice"), 2);
    site_is_sound(s);
}

static void theirs_may_be_kept(void **state)
{
    struct site *s = *state;
    struct listing t = listing(s);
    struct person one = person(s, "office01");
    struct person two = person(s, "office02");
    struct sheet *mine = list_form(&one, "/shortlist");
    choose(&two, &t, first_out);
    choose_in(mine, t.refs[0], "in", "");
    struct answer x = post(&one, mine);
    assert_int_equal(x.status, 409);
    struct sheet *again = posted_sheet(s->a, x.body, "/shortlist");
    sheet_set(again, text_format(s->a, "settle.%s", t.refs[0]), "theirs");
    x = post(&one, again);
    leads_to(&x, "/shortlist?saved=1");
    assert_int_equal(site_count(s, "SELECT MAX(revision) FROM shortlist_choice"), 1);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM shortlist_choice WHERE choice = 'out'"), 1);
}

static void a_recused_person_sees_the_brand_nowhere_and_a_silent_one_is_blind_to_it(void **state)
{
    struct site *s = *state;
    struct listing t = listing(s);
    answers(s, (struct answering){.ref = t.refs[0], .login = "police01", .is_veto = true});
    answers(s, (struct answering){.ref = t.refs[0], .login = "office02", .is_recused = true});
    answers(s, (struct answering){.ref = t.refs[0], .login = "office03", .is_silent = true});
    struct person office = person(s, "office01");
    struct sheet *form = list_form(&office, "/shortlist");
    choose_in(form, t.refs[0], "in", "已经整改的机密理由");
    choose_in(form, t.refs[1], "in", "");
    choose_in(form, t.refs[2], "in", "");
    leads_to(&(struct answer[]){post(&office, form)}[0], "/shortlist?saved=1");
    press(&office, "/shortlist", "/shortlist/drafts", "/shortlist/drafts/1?drafted=1");
    send_names(&office);
    struct person recused = person(s, "office02");
    struct person silent = person(s, "office03");
    static const char *const pages[] = {"/shortlist", "/shortlist/drafts/1", "/shortlist/names", "/shortlist?state=in"};
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        struct answer x = get(&recused, pages[i]);
        assert_int_equal(x.status, 200);
        assert_false(answer_says(&x, "一路暖行"));
        x = get(&silent, pages[i]);
        assert_false(answer_says(&x, "已经整改的机密理由"));
        assert_false(answer_says(&x, "去年有一起处罚"));
    }
    struct answer x = get(&recused, "/shortlist");
    assert_true(answer_says(&x, "推荐 2 个，列入 2 个"));
    x = get(&recused, "/shortlist/drafts/1");
    assert_true(answer_says(&x, "列入 2 个，不列入 0 个"));
    x = get(&silent, "/shortlist");
    assert_true(answer_says(&x, "推荐 2 个，列入 2 个"));
    assert_true(answer_says(&x, "等我答复。答复以后"));
    form = list_form(&silent, "/shortlist");
    sheet_add(form, text_format(s->a, "choice.%s", t.refs[0]), "out"); /* a hand-made row */
    sheet_add(form, text_format(s->a, "reason.%s", t.refs[0]), "试一试");
    leads_to(&(struct answer[]){post(&silent, form)}[0], "/shortlist?saved=1");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM shortlist_choice WHERE choice = 'in'"), 3);
    confirm_names(s, &t);
    x = get(&recused, "/shortlist");
    assert_true(answer_says(&x, "您有回避的品牌，请由看得到名单全部的人提出"));
    x = get(&silent, "/shortlist");
    assert_true(answer_says(&x, "您还有没有答复的初审。"));
    leads_to(&(struct answer[]){get(&recused, "/shortlist/proposal")}[0], "/shortlist");
    propose(&office);
    x = get(&silent, "/shortlist/release");
    assert_null(posted_from(s->a, x.body, "/shortlist/release"));
    x = get(&recused, "/shortlist/release");
    assert_false(answer_says(&x, "一路暖行"));
    assert_true(answer_says(&x, "列入 2 个，不列入 0 个。"));
    release_list(&recused);
    static const char *const after[] = {"/shortlist/release", "/shortlist", "/shortlist/drafts/1", "/shortlist/names"};
    for (size_t i = 0; i < sizeof after / sizeof after[0]; i++) {
        x = get(&recused, after[i]);
        assert_int_equal(x.status, 200);
        assert_false(answer_says(&x, "一路暖行"));
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM shortlist_entry"), 3);
    site_is_sound(s);
}

static void choices_survive_paging_and_each_page_saves_its_own_rows(void **state)
{
    struct site *s = *state;
    struct listing t = listing(s);
    struct person office = person(s, "office01");
    struct sheet *form = list_form(&office, "/shortlist?sector=bus");
    choose_in(form, t.refs[0], "out", "事迹不够突出");
    struct answer x = post(&office, form);
    leads_to(&x, "/shortlist?sector=bus&saved=1");
    form = list_form(&office, "/shortlist?sector=water");
    choose_in(form, t.refs[2], "in", "");
    sheet_add(form, "go", "next");
    x = post(&office, form);
    assert_int_equal(x.status, 303);
    assert_string_equal(site_sql(s, "SELECT GROUP_CONCAT(choice) FROM shortlist_now ORDER BY nomination_id"),
                        "out,open,in");
}

static void the_same_rows_go_into_a_workbook(void **state)
{
    struct site *s = *state;
    struct listing t = listing(s);
    struct person office = person(s, "office01");
    choose(&office, &t, first_out);
    press(&office, "/shortlist", "/shortlist/drafts", "/shortlist/drafts/1?drafted=1");
    static const char *const books[] = {"/shortlist.xlsx", "/shortlist/drafts/1/list.xlsx"};
    for (size_t i = 0; i < 2; i++) {
        struct answer x = get(&office, books[i]);
        assert_int_equal(x.status, 200);
        struct xlsx book = {x.a, (const unsigned char *)x.body, x.len};
        const char *text = xlsx_all(&book);
        assert_non_null(strstr(text, "一路暖行"));
        assert_non_null(strstr(text, "事迹不够突出"));
        xlsx_is_quiet(&book);
    }
}

/* ---- drafts ---- */

static void a_draft_stays_as_it_was_and_is_compared_with_the_one_before(void **state)
{
    struct site *s = *state;
    struct listing t = listing(s);
    struct person office = person(s, "office01");
    choose(&office, &t, first_out);
    press(&office, "/shortlist", "/shortlist/drafts", "/shortlist/drafts/1?drafted=1");
    struct answer x = get(&office, "/shortlist");
    assert_true(answer_says(&x, "现在的决定与第 1 稿相同。"));
    assert_null(posted_from(s->a, x.body, "/shortlist/drafts"));
    choose(&office, &t, (const char *const[]){"in", NULL, "out"});
    press(&office, "/shortlist", "/shortlist/drafts", "/shortlist/drafts/2?drafted=1");
    x = get(&office, "/shortlist/drafts/1");
    assert_true(answer_says(&x, "列入 2 个，不列入 1 个，未定 0 个。"));
    x = get(&office, "/shortlist/drafts/2");
    assert_true(answer_says(&x, "与第 1 稿相比：新列入 1 个，取消列入 1 个"));
    assert_true(answer_says(&x, "新列入</span>"));
    assert_int_equal(get(&office, "/shortlist/drafts/3").status, 404);
    assert_int_equal(get(&office, "/shortlist/drafts/0").status, 404);
    assert_int_equal(get(&office, "/shortlist/drafts/x").status, 404);
    site_is_sound(s);
}

/* ---- names ---- */

static const char *names_path(struct site *s, const char *ref)
{
    return text_format(s->a, "/nominations/%s/names", ref);
}

static void every_recommended_unit_gets_the_names_chosen_or_not(void **state)
{
    struct site *s = *state;
    struct listing t = listing(s);
    struct person office = person(s, "office01");
    choose(&office, &t, first_out);
    struct person unit = person(s, t.units[0]);
    assert_int_equal(get(&unit, names_path(s, t.refs[0])).status, 404); /* not sent yet */
    send_names(&office);
    for (size_t i = 0; i < 3; i++) {
        struct person own = person(s, t.units[i]);
        struct answer x = get(&own, text_format(s->a, "/nominations/%s", t.refs[i]));
        assert_true(answer_says(&x, "名称待核对"));
        assert_int_equal(get(&own, names_path(s, t.refs[i])).status, 200);
        assert_int_equal(get(&own, names_path(s, t.refs[(i + 1) % 3])).status, 404);
    }
    struct answer x = get(&office, "/shortlist/names");
    assert_true(answer_says(&x, "已发给 3 个单位，3 个还没有答复。"));
    assert_null(posted_from(s->a, x.body, "/shortlist/names"));
    site_is_sound(s);
}

static void names_that_units_have_to_confirm_stand_on_the_board_of_debts(void **state)
{
    struct site *s = *state;
    struct listing t = listing(s);
    struct person office = person(s, "office01");
    struct answer x = get(&office, "/reminders?kind=unit");
    assert_false(answer_says(&x, "名称未核对"));
    send_names(&office);
    x = get(&office, "/reminders?kind=unit&stage=preliminary_review");
    assert_true(answer_says(&x, "名称未核对"));
    assert_true(answer_says(&x, "7月20日（周一）24:00"));
    assert_true(answer_says(&x, "示例市供水一厅"));
    const char *owed = "SELECT ref FROM body WHERE name = '示例市供水一厅'";
    const char *board = text_format(s->a, "/reminders/%s", site_sql(s, owed));
    x = get(&office, board);
    assert_true(answer_says(&x, "“清泉到家”（受理编号 "));
    assert_true(answer_says(&x, "的名称还没有核对"));
    assert_true(page_has_link(s->a, x.body, "/shortlist/names"));
    answers(s, (struct answering){.ref = t.refs[2], .login = "office02", .is_recused = true});
    struct person recused = person(s, "office02");
    x = get(&recused, board);
    assert_false(answer_says(&x, "清泉到家"));
    confirm_names(s, &t);
    x = get(&office, board);
    assert_false(answer_says(&x, "的名称还没有核对"));
    site_is_sound(s);
}

static struct answer ask_correction(struct person *unit, const char *ref, const char *name, const char *reason)
{
    const char *path = names_path(unit->site, ref);
    struct answer x = get(unit, path);
    /* the second form of the page */
    const char *second = strstr(x.body, "value=\"correct\"");
    assert_non_null(second);
    struct sheet *form = open_form(unit, path, path);
    sheet_set(form, "answer", "correct");
    sheet_set(form, "brand", "一路暖行");
    sheet_set(form, "unit", name);
    sheet_set(form, "window", site_sql(unit->site, "SELECT window_name FROM name_check ORDER BY id LIMIT 1"));
    sheet_set(form, "reason", reason);
    return post(unit, form);
}

static void a_unit_asks_for_a_correction_and_the_office_decides(void **state)
{
    struct site *s = *state;
    struct listing t = listing(s);
    struct person office = person(s, "office01");
    choose(&office, &t, all_in);
    send_names(&office);
    struct person unit = person(s, t.units[0]);
    struct answer x = ask_correction(&unit, t.refs[0], "示例市公交有限公司城北车队", "");
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请写明为什么要改"));
    assert_true(answer_says(&x, "示例市公交有限公司城北车队"));
    x = ask_correction(&unit, t.refs[0], "示例市公交有限公司城北车队", "与公章一致");
    leads_to(&x, text_format(s->a, "%s?answered=1", names_path(s, t.refs[0])));
    x = get(&office, "/shortlist");
    assert_true(answer_says(&x, "要求更正名称"));
    const char *decide =
        text_format(s->a, "/shortlist/names/%s", site_sql(s, "SELECT ref FROM name_check ORDER BY id LIMIT 1"));
    struct sheet *form = open_form(&office, "/shortlist/names", decide);
    sheet_set(form, "decision", "refused");
    x = post(&office, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "不同意的，请写明理由，单位会看到"));
    form = open_form(&office, "/shortlist/names", decide);
    sheet_set(form, "decision", "refused");
    sheet_set(form, "reason", "公章上没有“有限”");
    x = post(&office, form);
    leads_to(&x, "/shortlist/names?decided=1");
    x = get(&unit, names_path(s, t.refs[0]));
    assert_true(answer_says(&x, "公章上没有“有限”"));
    x = ask_correction(&unit, t.refs[0], "示例市公交有限公司城北车队", "营业执照已经换了");
    assert_int_equal(x.status, 303);
    form = open_form(&office, "/shortlist/names", decide);
    struct sheet *late = open_form(&office, "/shortlist/names", decide);
    sheet_set(form, "decision", "accepted");
    x = post(&office, form);
    leads_to(&x, "/shortlist/names?decided=1");
    sheet_set(late, "decision", "accepted");
    assert_int_equal(post(&office, late).status, 409); /* decided already */
    x = get(&unit, names_path(s, t.refs[0]));
    assert_true(answer_says(&x, "示例市公交有限公司城北车队"));
    assert_true(answer_says(&x, "名称已更正"));
    site_is_sound(s);
}

/* ---- released ---- */

static void one_proposes_another_confirms_and_everybody_learns_their_own(void **state)
{
    struct site *s = *state;
    struct listing t = listing(s);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    struct sheet *form = list_form(&office, "/shortlist");
    choose_in(form, t.refs[0], "out", "事迹不够突出的机密理由");
    choose_in(form, t.refs[1], "out", "可以告诉的理由");
    sheet_set(form, text_format(s->a, "told.%s", t.refs[1]), "1");
    choose_in(form, t.refs[2], "in", "");
    leads_to(&(struct answer[]){post(&office, form)}[0], "/shortlist?saved=1");
    struct answer x = get(&office, "/shortlist");
    assert_true(answer_says(&x, "还有 3 个品牌没有发出名称核对。"));
    send_names(&office);
    confirm_names(s, &t);
    press(&office, "/shortlist", "/shortlist/drafts", "/shortlist/drafts/1?drafted=1");
    propose(&office);
    x = get(&office, "/shortlist/release");
    assert_true(answer_says(&x, "名单由您提出，要由另一个人确认。"));
    assert_null(posted_from(s->a, x.body, "/shortlist/release"));
    x = get(&office, "/shortlist");
    assert_null(posted_from(s->a, x.body, "/shortlist"));
    release_list(&second);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM shortlist_entry"), 3);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM name_frozen"), 1);
    static const char *const words[] = {"初审未通过", "初审未通过", "候选（公示中）"};
    for (size_t i = 0; i < 3; i++) {
        struct person unit = person(s, t.units[i]);
        x = get(&unit, text_format(s->a, "/nominations/%s", t.refs[i]));
        assert_true(answer_says(&x, words[i]));
        assert_false(answer_says(&x, "机密理由"));
        assert_int_equal(answer_says(&x, "可以告诉的理由"), i == 1);
        assert_false(answer_says(&x, "平均"));
        x = get(&unit, names_path(s, t.refs[i]));
        assert_true(answer_says(&x, "名称核对已经结束"));
    }
    struct person sector = person(s, "sector01");
    x = get(&sector, "/nominations");
    assert_true(answer_says(&x, "初审未通过"));
    assert_false(answer_says(&x, "清泉到家")); /* the other authority's */
    x = get(&office, "/shortlist/release");
    assert_true(answer_says(&x, "已发布的候选名单"));
    int64_t count = 0;
    int64_t bad = 0;
    struct db *db = store_reader_take(s->store);
    assert_int_equal(shortlist_verify(db, 0, &count, &bad), OK);
    assert_int_equal(count, 1);
    store_reader_give(s->store, db);
    site_is_sound(s);
}

static void every_silent_edit_of_a_release_is_found_and_named(void **state)
{
    static const char *const edits[] = {
        "UPDATE shortlist_release SET record = replace(record, '清泉', '浊泉')",
        "UPDATE shortlist_release SET sha256 = replace(sha256, 'a', 'b')",
        "UPDATE shortlist_release SET check_code = 'AAAA-AAAA'",
        "UPDATE shortlist_release SET released_at = released_at + 1",
        "UPDATE shortlist_release SET released_by = released_by + 1",
        "UPDATE shortlist_proposal SET names_reason = '改'",
        "UPDATE shortlist_proposal SET proposed_at = proposed_at - 1",
        "UPDATE shortlist_entry SET is_shortlisted = 1 - is_shortlisted WHERE reason <> ''",
        "UPDATE shortlist_entry SET reason = '改' WHERE reason <> ''",
        "UPDATE shortlist_entry SET is_told = 1 - is_told WHERE reason <> ''",
        "UPDATE name_frozen SET brand_name = '浊泉到家' WHERE brand_name = '清泉到家'",
        "UPDATE name_frozen SET unit_name = '示例市供水二厅'",
        "UPDATE name_frozen SET is_confirmed = 1 - is_confirmed",
        "DELETE FROM name_frozen WHERE brand_name = '清泉到家'"};
    struct site *s = *state;
    struct listing t = listing(s);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    choose(&office, &t, first_out);
    send_names(&office);
    confirm_names(s, &t);
    press(&office, "/shortlist", "/shortlist/drafts", "/shortlist/drafts/1?drafted=1");
    propose(&office);
    release_list(&second);
    every_edit_is_found(s, shortlist_verify,
                        "DROP TRIGGER shortlist_release_is_final; DROP TRIGGER shortlist_proposal_is_final;"
                        "DROP TRIGGER shortlist_entry_is_final; DROP TRIGGER name_frozen_is_final;"
                        "DROP TRIGGER name_frozen_stays",
                        edits, sizeof edits / sizeof edits[0]);
}

static void a_proposer_cannot_confirm_even_by_hand_and_two_confirmations_are_one(void **state)
{
    struct site *s = *state;
    struct listing t = listing(s);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    struct person third = person(s, "office03");
    prepare(&office, &t, all_in);
    propose(&office);
    struct sheet *form = open_form(&second, "/shortlist/release", "/shortlist/release");
    struct sheet *other = open_form(&third, "/shortlist/release", "/shortlist/release");
    struct sheet *forged = open_form(&office, "/shortlist/release", "/shortlist/proposal/withdraw");
    sheet_set(forged, "draft", "1");
    struct answer x = post_with(&office, forged, (struct ask){.target = "/shortlist/release"});
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "要由另一个人确认"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM shortlist_release"), 0);
    x = post(&second, form);
    leads_to(&x, "/shortlist/release?released=1");
    x = post(&third, other);
    leads_to(&x, "/shortlist/release");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM shortlist_release"), 1);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'shortlist_release'"), 1);
    site_is_sound(s);
}

static void a_proposal_is_taken_back_and_the_list_can_be_changed_again(void **state)
{
    struct site *s = *state;
    struct listing t = listing(s);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    prepare(&office, &t, all_in);
    struct sheet *old = list_form(&second, "/shortlist");
    propose(&office);
    choose_in(old, t.refs[0], "out", "来不及了的理由");
    struct answer x = post(&second, old);
    assert_int_equal(x.status, 409); /* what was typed is not lost */
    assert_true(answer_says(&x, "来不及了的理由"));
    struct sheet *confirm = open_form(&second, "/shortlist/release", "/shortlist/release");
    press(&second, "/shortlist/release", "/shortlist/proposal/withdraw", "/shortlist?withdrawn=1");
    x = post(&second, confirm);
    leads_to(&x, "/shortlist");
    choose(&second, &t, first_out);
    x = get(&office, "/shortlist");
    assert_true(answer_says(&x, "存稿以后又改过，请再存一稿。"));
    press(&office, "/shortlist", "/shortlist/drafts", "/shortlist/drafts/2?drafted=1");
    propose(&second);
    release_list(&office);
    assert_int_equal(site_count(s, "SELECT SUM(is_shortlisted) FROM shortlist_entry"), 2);
    site_is_sound(s);
}

static void units_that_do_not_answer_do_not_stop_it_but_a_reason_is_written(void **state)
{
    struct site *s = *state;
    struct listing t = listing(s);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    choose(&office, &t, all_in);
    send_names(&office);
    press(&office, "/shortlist", "/shortlist/drafts", "/shortlist/drafts/1?drafted=1");
    struct sheet *form = open_form(&office, "/shortlist/proposal", "/shortlist/proposal");
    struct answer x = post(&office, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请写明为什么不等各单位核对完名称"));
    form = open_form(&office, "/shortlist/proposal", "/shortlist/proposal");
    sheet_set(form, "names_reason", "已经打电话核对过");
    leads_to(&(struct answer[]){post(&office, form)}[0], "/shortlist/release?proposed=1");
    struct person unit = person(s, t.units[0]);
    x = ask_correction(&unit, t.refs[0], "示例市公交有限公司城北车队", "与公章一致");
    assert_int_equal(x.status, 303); /* it cannot know of the proposal */
    x = get(&second, "/shortlist/release");
    assert_true(answer_says(&x, "有 1 个单位要求更正名称，请先处理。"));
    assert_null(posted_from(s->a, x.body, "/shortlist/release"));
    press(&unit, names_path(s, t.refs[0]), names_path(s, t.refs[0]),
          text_format(s->a, "%s?answered=1", names_path(s, t.refs[0])));
    release_list(&second);
    assert_int_equal(site_count(s, "SELECT SUM(is_confirmed) FROM name_frozen"), 1);
    site_is_sound(s);
}

static void it_is_released_in_its_time_alone(void **state)
{
    struct site *s = *state;
    struct listing t = listing(s);
    site_clock(s, IN_RECOMMENDATION);
    struct person office = person(s, "office01");
    struct answer x = get(&office, "/shortlist");
    assert_true(answer_says(&x, "组织初审开始以后，可以在这里逐个决定"));
    assert_null(posted_from(s->a, x.body, "/shortlist"));
    site_clock(s, IN_REVIEW);
    office = person(s, "office01");
    prepare(&office, &t, all_in);
    propose(&office);
    int64_t until = 0;
    for (size_t i = 0; i < s->round.windows_len; i++) {
        if (s->round.windows[i].stage == STAGE_PUBLICITY || s->round.windows[i].stage == STAGE_PRELIMINARY_REVIEW) {
            int64_t at = s->round.windows[i].stage == STAGE_PUBLICITY ? s->round.windows[i].opens_at
                                                                      : s->round.windows[i].closes_at;
            until = at > until ? at : until;
        }
    }
    site_clock(s, until - 2);
    struct person second = person(s, "office02");
    struct sheet *form = open_form(&second, "/shortlist/release", "/shortlist/release");
    site_clock(s, until);
    x = post(&second, form);
    assert_int_not_equal(x.status, 303);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM shortlist_release"), 0);
    site_clock(s, until - 1);
    release_list(&second);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM shortlist_release"), 1);
}

/* ---- broken steps ---- */

static const char *everything(struct site *s)
{
    static const char *const tables[] = {
        "SELECT GROUP_CONCAT(nomination_id || choice || revision, '|') FROM shortlist_choice",
        "SELECT COUNT(*) FROM shortlist_draft",
        "SELECT COUNT(*) FROM shortlist_draft_item",
        "SELECT COUNT(*) FROM shortlist_proposal",
        "SELECT COUNT(*) FROM shortlist_proposal_end",
        "SELECT COUNT(*) FROM shortlist_release",
        "SELECT COUNT(*) FROM shortlist_entry",
        "SELECT COUNT(*) FROM name_frozen",
        "SELECT COUNT(*) FROM name_check",
        "SELECT COUNT(*) FROM name_answer",
        "SELECT COUNT(*) || '/' || MAX(mac) FROM audit_entry"};
    const char *text = "";
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        text = text_format(s->a, "%s\n%s", text, site_sql(s, tables[i]));
    }
    return text;
}

static void every_step_of_drafting_proposing_and_confirming_that_fails_leaves_nothing_half(void **state)
{
    struct site *s = *state;
    struct listing t = listing(s);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    s->is_hasty = true;
    choose(&office, &t, first_out);
    assert_true(breaks_calmly(&office, "/shortlist/names", "/shortlist/names", everything, NULL) > 5);
    confirm_names(s, &t);
    assert_true(breaks_calmly(&office, "/shortlist", "/shortlist/drafts", everything, NULL) > 5);
    assert_true(breaks_calmly(&office, "/shortlist/proposal", "/shortlist/proposal", everything, NULL) > 5);
    assert_true(breaks_calmly(&second, "/shortlist/release", "/shortlist/release", everything, NULL) > 12);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM shortlist_entry"), 3);
    site_is_sound(s);
}

/* ---- figure 8 ---- */

/* What an address of the route table may be filled with: everything of that kind that the site has. */
static const char *const fillers[][2] = {
    {"/nominations/", "SELECT ref FROM nomination ORDER BY id"},
    {"/reviews/", "SELECT ref FROM nomination ORDER BY id"},
    {"/recommendations/", "SELECT ref FROM recommendation_list ORDER BY id"},
    {"/shortlist/drafts/", "SELECT number FROM shortlist_draft"},
    {"/extensions/", "SELECT ref FROM body WHERE kind = 'unit' ORDER BY id"},
    {"/nominations/*/opinions/", "SELECT ref FROM opinion ORDER BY id"},
    {"/nominations/*/versions/", "SELECT 1"},
};

enum { ADDRESSES_MAX = 4000 };
struct addresses {
    struct site *site;
    const char *list[ADDRESSES_MAX];
    size_t len;
};

static void fill_in(struct addresses *to, const char *pattern, const char *made, const char *before)
{
    struct site *s = to->site;
    const char *colon = strchr(pattern, ':');
    if (colon == NULL) {
        assert_true(to->len < ADDRESSES_MAX);
        to->list[to->len++] = text_format(s->a, "%s%s", made, pattern);
        return;
    }
    const char *head = arena_copy(s->a, pattern, (size_t)(colon - pattern));
    const char *tail = colon + strcspn(colon, "/");
    const char *known = "brand x1"; /* a section of the form, and a word that is nothing */
    before = text_format(s->a, "%s%s", before, head);
    for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++) {
        if (strcmp(fillers[i][0], before) == 0) {
            const char *sql = text_format(s->a, "WITH y (x) AS (%s) SELECT GROUP_CONCAT(x, ' ') FROM y", fillers[i][1]);
            known = site_sql(s, sql);
        }
    }
    for (const char *p = known; *p != '\0'; p += strspn(p, " ")) {
        size_t len = strcspn(p, " ");
        fill_in(to, tail, text_format(s->a, "%s%s%s", made, head, arena_copy(s->a, p, len)),
                text_format(s->a, "%s*", before));
        p += len;
    }
}

static struct addresses *addresses(struct site *s)
{
    struct addresses *to = ARENA_NEW(s->a, struct addresses);
    *to = (struct addresses){.site = s};
    for (size_t i = 0; i < routes_len; i++) {
        if (routes[i].method == GET) {
            fill_in(to, routes[i].path, "", "");
        }
    }
    for (int i = 0; i < STATUS__COUNT; i++) { /* a filter must not tell what the list does not */
        const char *state = nomination_status_ident((enum nomination_status)i);
        to->list[to->len++] = text_format(s->a, "/nominations?state=%s", state);
        to->list[to->len++] = text_format(s->a, "/nominations.xlsx?state=%s", state);
    }
    return to;
}

/* Everything that the answers say to one person, in one fingerprint each: status, headers, body. */
static const char *print_of(struct site *s, const struct answer *x)
{
    unsigned char h[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state st;
    (void)crypto_hash_sha256_init(&st);
    for (size_t i = 0; i < x->rs.headers_len; i++) {
        const char *line = text_format(x->a, "%s: %s\n", x->rs.headers[i].name, x->rs.headers[i].value);
        (void)crypto_hash_sha256_update(&st, (const unsigned char *)line, strlen(line));
    }
    (void)crypto_hash_sha256_update(&st, (const unsigned char *)x->body, x->len);
    (void)crypto_hash_sha256_final(&st, h);
    return text_format(s->a, "%d %s", x->status, text_hex(s->a, h, sizeof h));
}

struct walk {
    const char *const *lines; /* "login address status fingerprint" */
    size_t len;
};

static const char *const below[] = {
    "unit01", "unit02", "other01",    "district",   "sector", "sector01", "sector02", "police01", "quality01", "joint",
    "judge",  "tally",  "supervisor", "commission", "admin",  "security", "auditor",  "office03", "office04",  NULL};

/* The whole story with these choices, up to the moment before the release; what everybody below the office then sees.
 */
static struct walk walk_of(struct site *s, const char *const choices[3], struct listing *t)
{
    enum { LINES_MAX = 40000 };
    const char **lines = ARENA_ARRAY(s->a, const char *, LINES_MAX);
    size_t len = 0;
    *t = listing(s);
    s->is_hasty = true;
    site_account(s, "office04", ROLE_OFFICE, s->office, false);
    answers(s, (struct answering){.ref = t->refs[0], .login = "office02", .grade = 3});
    answers(s, (struct answering){.ref = t->refs[0], .login = "police01"});
    answers(s, (struct answering){.ref = t->refs[0], .login = "office03", .is_recused = true});
    answers(s, (struct answering){.ref = t->refs[0], .login = "office04", .is_silent = true});
    struct person office = person(s, "office01");
    struct sheet *form = list_form(&office, "/shortlist");
    for (size_t i = 0; i < 3; i++) {
        choose_in(form, t->refs[i], choices[i], "写明了的理由");
    }
    leads_to(&(struct answer[]){post(&office, form)}[0], "/shortlist?saved=1");
    send_names(&office);
    confirm_names(s, t);
    press(&office, "/shortlist", "/shortlist/drafts", "/shortlist/drafts/1?drafted=1");
    propose(&office);
    struct addresses *all = addresses(s);
    size_t people = sizeof below / sizeof below[0] + 3;
    for (size_t i = 0; i < people; i++) {
        const char *login = i < 3 ? t->units[i] : below[i - 3];
        struct person p = login == NULL ? visitor(s) : person(s, login);
        for (size_t k = 0; k < all->len; k++) {
            rates_free(s->app.rates);
            s->app.rates = rates_new();
            struct answer x = get(&p, all->list[k]);
            assert_true(len < LINES_MAX);
            lines[len++] =
                text_format(s->a, "%s %s %s", login == NULL ? "visitor" : login, all->list[k], print_of(s, &x));
        }
    }
    return (struct walk){lines, len};
}

static void with_paper(struct site *s)
{
    char program[PATH_MAX];
    struct paper_options options = {.exec_path = own_program(program), .runtime_dir = s->dir, .workers = 1};
    assert_int_equal(paper_open(&options, &s->app.paper), OK);
}

static void before_the_release_nobody_below_the_office_can_tell_one_choice_from_another(void **state)
{
    (void)state;
    struct site *one = site_open();
    struct site *two = site_open();
    struct listing t;
    struct listing u;
    with_paper(one);
    with_paper(two);
    struct walk a = walk_of(one, all_in, &t);
    struct walk b = walk_of(two, first_out, &u);
    assert_int_equal(a.len, b.len);
    size_t shown = 0;
    for (size_t i = 0; i < a.len; i++) {
        if (strcmp(a.lines[i], b.lines[i]) != 0) {
            fail_msg("%s\nis\n%s", a.lines[i], b.lines[i]);
        }
        shown += strstr(a.lines[i], " 200 ") != NULL;
    }
    printf("# %zu answers of both sites alike, %zu of them pages and files\n", a.len, shown);
    assert_true(shown > 300);
    struct person office = person(one, "office01");
    struct person other = person(two, "office01"); /* the office can: the test is not blind */
    struct answer x = get(&office, "/shortlist/drafts/1");
    struct answer y = get(&other, "/shortlist/drafts/1");
    assert_string_not_equal(x.body, y.body);
    struct person confirm_one = person(one, "office02");
    struct person confirm_two = person(two, "office02");
    release_list(&confirm_one);
    release_list(&confirm_two);
    struct person unit = person(one, t.units[0]);
    struct person left_out = person(two, u.units[0]);
    x = get(&unit, text_format(one->a, "/nominations/%s", t.refs[0]));
    assert_true(answer_says(&x, "候选（公示中）"));
    x = get(&left_out, text_format(two->a, "/nominations/%s", u.refs[0]));
    assert_true(answer_says(&x, "初审未通过"));
    struct person beside = person(two, u.units[1]); /* nobody learns of another's */
    x = get(&beside, "/nominations");
    x = get(&beside, text_format(two->a, "/nominations/%s", u.refs[0]));
    assert_int_equal(x.status, 404);
    paper_close(one->app.paper);
    paper_close(two->app.paper);
    site_close(one);
    site_close(two);
}

static void the_papers_name_what_they_hold(void **state)
{
    struct site *s = *state;
    struct listing t = listing(s);
    with_paper(s);
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    prepare(&office, &t, first_out);
    static const char *const papers[] = {"/shortlist/drafts/1/list.pdf", "/shortlist/names.pdf",
                                         "/shortlist/release/list.pdf"};
    propose(&office);
    assert_int_equal(get(&office, papers[2]).status, 404); /* not released */
    release_list(&second);
    for (size_t i = 0; i < sizeof papers / sizeof papers[0]; i++) {
        struct answer x = get(&office, papers[i]);
        assert_int_equal(x.status, 200);
        assert_string_equal(answer_header(&x, "Content-Type"), "application/pdf");
        assert_true(text_starts(x.body, "%PDF-"));
    }
    struct person unit = person(s, t.units[0]);
    assert_int_equal(get(&unit, text_format(s->a, "%s.pdf", names_path(s, t.refs[0]))).status, 200);
    struct answer x = get(&office, "/shortlist/release/list.xlsx");
    assert_int_equal(x.status, 200);
    paper_close(s->app.paper);
    s->app.paper = NULL;
}

#define IN_SITE(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        IN_SITE(the_office_chooses_side_by_side_and_nobody_else_finds_the_page),
        IN_SITE(what_is_left_out_needs_a_reason_and_so_does_what_is_taken_in_against_a_veto),
        IN_SITE(what_was_only_read_is_not_saved_and_nothing_is_overwritten_silently),
        IN_SITE(theirs_may_be_kept),
        IN_SITE(a_recused_person_sees_the_brand_nowhere_and_a_silent_one_is_blind_to_it),
        IN_SITE(choices_survive_paging_and_each_page_saves_its_own_rows),
        IN_SITE(the_same_rows_go_into_a_workbook),
        IN_SITE(a_draft_stays_as_it_was_and_is_compared_with_the_one_before),
        IN_SITE(every_recommended_unit_gets_the_names_chosen_or_not),
        IN_SITE(names_that_units_have_to_confirm_stand_on_the_board_of_debts),
        IN_SITE(a_unit_asks_for_a_correction_and_the_office_decides),
        IN_SITE(one_proposes_another_confirms_and_everybody_learns_their_own),
        IN_SITE(every_silent_edit_of_a_release_is_found_and_named),
        IN_SITE(a_proposer_cannot_confirm_even_by_hand_and_two_confirmations_are_one),
        IN_SITE(a_proposal_is_taken_back_and_the_list_can_be_changed_again),
        IN_SITE(units_that_do_not_answer_do_not_stop_it_but_a_reason_is_written),
        IN_SITE(it_is_released_in_its_time_alone),
        IN_SITE(every_step_of_drafting_proposing_and_confirming_that_fails_leaves_nothing_half),
        IN_SITE(the_papers_name_what_they_hold),
        cmocka_unit_test(before_the_release_nobody_below_the_office_can_tell_one_choice_from_another),
    };
    if (argc > 1 && strcmp(argv[1], "paper-worker") == 0) {
        return paper_worker_main(3);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
