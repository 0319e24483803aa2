/* pages_unit_kept.c - "the typed text is never lost": two tabs, two people, a sign-in that ran out, one that is gone,
 * somebody else's, a password that must be changed meanwhile. */
#include "support/form_typing.h"

static const char MINE[] = "乙写的简介，和甲的不同。";
static const char THEIRS[] = "甲写的简介，先保存的。";

static const char *location(struct site *s, const struct answer *x)
{
    const char *to = answer_header(x, "Location");
    return arena_copy(s->a, to, strlen(to));
}

/* One person with MINE typed into the page of the story, not sent yet. */
struct desk {
    struct site *s;
    struct person p;
    const char *home;
    struct sheet *form;
};

static struct desk desk_with_text(struct site *s)
{
    struct desk d = {.s = s, .p = person(s, "unit01")};
    d.home = start_nomination(&d.p);
    d.form = open_section(&d.p, d.home, "story");
    sheet_set(d.form, "brand_summary", MINE);
    return d;
}

/* Two people of one unit and its form. */
struct pair {
    struct site *s;
    struct person one, two;
    const char *home;
};

static struct pair pair_of(struct site *s)
{
    struct pair d = {.s = s, .one = person(s, "unit01"), .two = person(s, "unit02")};
    d.home = start_nomination(&d.one);
    return d;
}

/* ---- two tabs ---- */

static void two_tabs_that_change_different_fields_are_both_saved(void **state)
{
    struct pair d = pair_of(*state);
    struct sheet *a = open_section(&d.one, d.home, "conditions");
    struct sheet *b = open_section(&d.two, d.home, "conditions");
    sheet_set(a, "criterion_text_1", THEIRS);
    sheet_set(b, "criterion_text_2", MINE);
    assert_int_equal(post(&d.one, a).status, 303);
    struct answer x = post(&d.two, b);
    leads_to(&x, text_format(d.s->a, "%s?saved=conditions", d.home));
    assert_string_equal(draft_value(d.s, "criterion_text_1", 0), THEIRS);
    assert_string_equal(draft_value(d.s, "criterion_text_2", 0), MINE);
    assert_int_equal(site_count(d.s, "SELECT COUNT(*) FROM kept_text"), 0);
}

/* Whether the page shows the text, whatever parts of it are marked as different. */
static bool shows(const struct site *s, const struct answer *x, const char *text)
{
    static const char *const marks[] = {"<ins>", "</ins>", "<del>", "</del>"};
    char *plain = arena_copy(s->a, x->body, strlen(x->body));
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        size_t len = strlen(marks[i]);
        for (char *at = plain; (at = strstr(at, marks[i])) != NULL;) {
            memmove(at, at + len, strlen(at + len) + 1);
        }
    }
    return strstr(plain, text) != NULL;
}

/* One saved THEIRS, the other then sent MINE for the same field: where that led. */
static const char *collide(struct person *one, struct person *two, const char *home)
{
    struct site *s = one->site;
    struct sheet *a = open_section(one, home, "story");
    struct sheet *b = open_section(two, home, "story");
    sheet_set(a, "brand_summary", THEIRS);
    sheet_set(b, "brand_summary", MINE);
    sheet_set(b, "standard_docs", "只有乙改的一项");
    assert_int_equal(post(one, a).status, 303);
    struct answer x = post(two, b);
    assert_int_equal(x.status, 303);
    assert_true(text_starts(location(s, &x), under(s, home, "kept/")));
    assert_string_equal(draft_value(s, "brand_summary", 0), THEIRS);
    assert_string_equal(draft_value(s, "standard_docs", 0), "只有乙改的一项");
    return location(s, &x);
}

static void two_texts_of_one_field_stand_side_by_side_until_someone_chooses(void **state)
{
    struct pair d = pair_of(*state);
    const char *kept = collide(&d.one, &d.two, d.home);
    struct answer x = get(&d.two, kept);
    assert_true(shows(d.s, &x, MINE));
    assert_true(shows(d.s, &x, THEIRS));
    assert_false(answer_says(&x, "只有乙改的一项"));
    x = get(&d.one, d.home);
    assert_true(answer_says(&x, "有内容等待选择"));
    assert_true(page_has_link(d.s->a, x.body, kept));
    struct sheet *choice = open_form(&d.two, kept, kept);
    assert_string_equal(sheet_get(choice, "pick.brand_summary"), "theirs");
    sheet_set(choice, "pick.brand_summary", "mine");
    for (int i = 0; i < 2; i++) { /* pressed twice */
        x = post(&d.two, choice);
        leads_to(&x, text_format(d.s->a, "%s?settled=1", d.home));
    }
    x = follow(&d.two, &x);
    assert_true(answer_says(&x, "选择的内容已保存"));
    assert_false(answer_says(&x, "有内容等待选择"));
    assert_string_equal(draft_value(d.s, "brand_summary", 0), MINE);
    assert_int_equal(get(&d.two, kept).status, 404);
    site_is_sound(d.s);
}

static void the_text_that_stands_can_be_kept(void **state)
{
    struct pair d = pair_of(*state);
    const char *kept = collide(&d.one, &d.two, d.home);
    struct answer x = post(&d.one, open_form(&d.one, kept, kept)); /* the colleague decides */
    leads_to(&x, text_format(d.s->a, "%s?settled=1", d.home));
    assert_string_equal(draft_value(d.s, "brand_summary", 0), THEIRS);
    assert_string_equal(draft_value(d.s, "standard_docs", 0), "只有乙改的一项");
}

static void a_text_that_came_after_the_page_of_choices_is_not_written_over(void **state)
{
    struct pair d = pair_of(*state);
    const char *kept = collide(&d.one, &d.two, d.home);
    struct sheet *choice = open_form(&d.two, kept, kept);
    assert_int_equal(save_answer(&d.one, d.home, "story", "brand_summary", "甲又改了一次").status, 303);
    sheet_set(choice, "pick.brand_summary", "mine");
    struct answer x = post(&d.two, choice);
    assert_true(text_starts(location(d.s, &x), under(d.s, d.home, "kept/")));
    assert_string_equal(draft_value(d.s, "brand_summary", 0), "甲又改了一次");
    kept = location(d.s, &x);
    x = get(&d.two, kept);
    assert_true(answer_says(&x, "甲又改了一次"));
    assert_true(shows(d.s, &x, MINE));
    choice = open_form(&d.two, kept, kept);
    sheet_set(choice, "pick.brand_summary", "mine");
    x = post(&d.two, choice);
    leads_to(&x, text_format(d.s->a, "%s?settled=1", d.home));
    assert_string_equal(draft_value(d.s, "brand_summary", 0), MINE);
    assert_int_equal(site_count(d.s, "SELECT COUNT(*) FROM kept_text WHERE settled_at IS NULL"), 0);
}

static void a_third_tab_does_not_push_out_what_the_second_left(void **state)
{
    struct pair d = pair_of(*state);
    struct sheet *third = open_section(&d.two, d.home, "story");
    (void)collide(&d.one, &d.two, d.home);
    sheet_set(third, "brand_summary", "第三个窗口里写的");
    assert_int_equal(post(&d.two, third).status, 303);
    assert_int_equal(site_count(d.s, "SELECT COUNT(*) FROM kept_value WHERE ident = 'brand_summary'"), 2);
    struct answer x = get(&d.one, d.home);
    int notes = 0;
    for (const char *p = x.body; (p = strstr(p, "没有合并的内容")) != NULL; p++) {
        notes++;
    }
    assert_int_equal(notes, 2);
}

static void rows_that_both_changed_are_kept_whole(void **state)
{
    struct pair d = pair_of(*state);
    struct sheet *a = open_section(&d.one, d.home, "honours");
    struct sheet *b = open_section(&d.two, d.home, "honours");
    sheet_set(a, "honours.name.1", "甲填的称号");
    sheet_set(b, "honours.name.1", "乙填的称号");
    sheet_set(b, "honours.giver.1", "乙填的单位");
    assert_int_equal(post(&d.one, a).status, 303);
    struct answer x = post(&d.two, b);
    const char *kept = location(d.s, &x);
    struct sheet *choice = open_form(&d.two, kept, kept);
    sheet_set(choice, "pick.honours", "mine");
    assert_int_equal(post(&d.two, choice).status, 303);
    assert_string_equal(draft_value(d.s, "honours.name", 1), "乙填的称号");
    assert_string_equal(draft_value(d.s, "honours.giver", 1), "乙填的单位");
}

static void absurd_marks_lose_nothing(void **state)
{
    static const char *const marks[] = {
        "", "x", "-1", "0", "99999999999999999999999999", "1.zz", "1.....", "1e9", "2.00000000", " 1", "\xE4\xB8\x80"};
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    assert_int_equal(save_answer(&p, home, "story", "brand_summary", THEIRS).status, 303);
    char *endless = arena_alloc(s->a, 20001, 1);
    memset(endless, '.', 20000);
    for (size_t i = 0; i <= sizeof marks / sizeof marks[0]; i++) {
        struct sheet *form = open_section(&p, home, "story");
        const char *text = text_format(s->a, "第 %zu 次", i);
        sheet_set(form, "brand_summary", text);
        sheet_set(form, "revision", i < sizeof marks / sizeof marks[0] ? marks[i] : endless);
        assert_int_equal(post(&p, form).status, 303);
        assert_true(site_count(s, text_format(s->a,
                                              "SELECT (SELECT COUNT(*) FROM draft_value WHERE value = '%s') +"
                                              " (SELECT COUNT(*) FROM kept_value WHERE value = '%s')",
                                              text, text)) > 0);
    }
    struct sheet *form = open_section(&p, home, "story");
    sheet_unset(form, "revision");
    sheet_set(form, "brand_summary", "没有版本号");
    assert_int_equal(post(&p, form).status, 303);
    assert_string_equal(draft_value(s, "brand_summary", 0), THEIRS);
}

/* ---- the script's own saving ---- */

static void the_script_saves_and_is_told_the_new_mark(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct sheet *form = open_section(&p, home, "story");
    for (int i = 1; i <= 3; i++) {
        sheet_set(form, "brand_summary", text_format(s->a, "写到第 %d 句", i));
        struct answer x = autosave(&p, form);
        assert_int_equal(x.status, 200);
        assert_true(text_starts(x.body, text_format(s->a, "{\"revision\":\"%d.", i)));
        assert_true(answer_says(&x, "\"saved_at\":\"15:00\",\"others\":\"\"}"));
        assert_string_equal(answer_header(&x, "Cache-Control"), "no-store");
        const char *mark = x.body + strlen("{\"revision\":\"");
        sheet_set(form, "revision", arena_copy(s->a, mark, strcspn(mark, "\"")));
        assert_string_equal(draft_value(s, "brand_summary", 0), sheet_get(form, "brand_summary"));
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM kept_text"), 0);
    struct answer x = post(&p, form); /* and then the button */
    leads_to(&x, text_format(s->a, "%s?saved=story", home));
}

static void the_script_is_told_where_the_two_texts_stand(void **state)
{
    struct pair d = pair_of(*state);
    struct sheet *b = open_section(&d.two, d.home, "story");
    assert_int_equal(save_answer(&d.one, d.home, "story", "brand_summary", THEIRS).status, 303);
    sheet_set(b, "brand_summary", MINE);
    struct answer x = autosave(&d.two, b);
    assert_int_equal(x.status, 409);
    const char *url = x.body + strlen("{\"url\":\"");
    url = arena_copy(d.s->a, url, strcspn(url, "\""));
    assert_true(text_starts(url, under(d.s, d.home, "kept/")));
    x = get(&d.two, url);
    assert_true(shows(d.s, &x, MINE));
}

/* ---- a sign-in that ran out ---- */

static void a_form_sent_after_the_sign_in_ran_out_is_saved_first(void **state)
{
    struct desk d = desk_with_text(*state);
    const char *story = under(d.s, d.home, "story");
    site_later(d.s, 31 * 60);
    struct answer x = {0};
    for (int i = 0; i < 2; i++) {
        x = post(&d.p, d.form);
        assert_int_equal(x.status, 303);
        assert_true(text_starts(answer_header(&x, "Location"), "/signin?next=%2Fnominations%2F"));
        assert_non_null(strstr(answer_header(&x, "Location"), "&kept=1"));
    }
    assert_string_equal(draft_value(d.s, "brand_summary", 0), MINE);
    x = follow(&d.p, &x);
    assert_true(answer_says(&x, "登录已经到期。刚才填写的内容已经保存，登录后回到原来的页面。"));
    struct sheet *signin = sheet_of(d.s->a, x.body, "/signin");
    sheet_set(signin, "login", "unit01");
    sheet_set(signin, "password", SITE_PASSWORD);
    x = post(&d.p, signin);
    leads_to(&x, story);
    assert_string_equal(shown(&d.p, d.home, "story", "brand_summary"), MINE);
}

static void a_sign_in_that_ran_out_saves_text_and_does_nothing_else(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    struct sheet *act = open_form(&p, under(s, home, "check"), under(s, home, "submit"));
    site_later(s, 31 * 60);
    struct answer x = post(&p, act);
    leads_to(&x, "/signin?next=%2Fnominations");
    x = get(&p, under(s, home, "story"));
    assert_int_equal(x.status, 303);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM nomination_version"), 0);
}

static void the_script_is_told_that_the_sign_in_ran_out_and_the_text_is_safe(void **state)
{
    struct desk d = desk_with_text(*state);
    site_later(d.s, 31 * 60);
    struct answer x = autosave(&d.p, d.form);
    assert_int_equal(x.status, 401);
    assert_true(text_starts(x.body, "{\"url\":\"/signin?next=%2Fnominations%2F"));
    assert_string_equal(draft_value(d.s, "brand_summary", 0), MINE);
}

static void without_any_session_the_script_learns_that_nothing_was_kept(void **state)
{
    struct desk d = desk_with_text(*state);
    d.p.session = "";
    struct answer x = autosave(&d.p, d.form);
    assert_int_equal(x.status, 401);
    assert_null(strstr(x.body, "url"));
    assert_string_equal(draft_value(d.s, "brand_summary", 0), "");
}

/* ---- a sign-in that is gone: the page that asks for it carries the text ---- */

static struct sheet *carried(struct person *p, const struct answer *x)
{
    assert_int_equal(x->status, 401);
    assert_true(answer_says(x, "刚才填写的内容没有丢"));
    struct sheet *signin = sheet_of(p->site->a, x->body, "/signin");
    assert_non_null(signin);
    return signin;
}

static struct answer finish_signin(struct person *p, struct sheet *signin, const char *login, const char *password)
{
    sheet_set(signin, "login", login);
    sheet_set(signin, "password", password);
    return post(p, signin);
}

static void text_sent_without_a_sign_in_becomes_the_draft_after_it(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct sheet *form = open_section(&p, home, "conditions");
    (void)type_section(s, form, "conditions");
    p.session = "";
    struct answer x = post(&p, form);
    struct sheet *signin = carried(&p, &x);
    assert_null(sheet_get(signin, "carry:token"));
    x = finish_signin(&p, signin, "unit01", "wrong"); /* a mistake on the way loses nothing */
    assert_int_equal(x.status, 422);
    x = finish_signin(&p, sheet_of(s->a, x.body, "/signin"), "unit01", SITE_PASSWORD);
    leads_to(&x, under(s, home, "conditions"));
    struct value_list all = sample_answers(s);
    assert_string_equal(draft_value(s, "criterion_text_3", 0), value_get(&all, "criterion_text_3", 0));
    assert_string_equal(shown(&p, home, "conditions", "criterion_text_5"), value_get(&all, "criterion_text_5", 0));
    site_is_sound(s);
}

static void a_form_that_brings_files_is_carried_too(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct sheet *form = open_section(&p, home, "images");
    assert_true(form->is_multipart);
    sheet_set(form, "logo_meaning", "一盏灯");
    p.session = "";
    struct answer x = post(&p, form);
    x = finish_signin(&p, carried(&p, &x), "unit01", SITE_PASSWORD);
    leads_to(&x, under(s, home, "images"));
    assert_string_equal(draft_value(s, "logo_meaning", 0), "一盏灯");
}

static void another_persons_sign_in_does_not_save_it_into_a_wrong_form(void **state)
{
    static const char *const others[] = {"other01", "office01", "judge", "sector"};
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct person owner = person(s, "other01");
    (void)start_nomination(&owner);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct sheet *form = open_section(&p, home, "story");
        sheet_set(form, "brand_summary", MINE);
        struct person wrong = visitor(s);
        struct answer x = post(&wrong, form);
        x = finish_signin(&wrong, carried(&wrong, &x), others[i], SITE_PASSWORD);
        leads_to(&x, "/nominations");
        assert_int_equal(site_count(s, "SELECT COUNT(*) FROM draft_value"), 0);
        assert_int_equal(site_count(s, "SELECT COUNT(*) FROM kept_text"), 0);
    }
}

static void a_colleagues_sign_in_saves_it_for_the_same_unit(void **state)
{
    struct desk d = desk_with_text(*state);
    d.p.session = "";
    struct answer x = post(&d.p, d.form);
    x = finish_signin(&d.p, carried(&d.p, &x), "unit02", SITE_PASSWORD);
    leads_to(&x, under(d.s, d.home, "story"));
    assert_string_equal(draft_value(d.s, "brand_summary", 0), MINE);
}

static void what_changed_while_the_text_was_on_its_way_is_not_written_over(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct person colleague = person(s, "unit02");
    const char *home = start_nomination(&p);
    struct sheet *form = open_section(&p, home, "story");
    sheet_set(form, "brand_summary", MINE);
    p.session = "";
    struct answer x = post(&p, form);
    struct sheet *signin = carried(&p, &x);
    assert_int_equal(save_answer(&colleague, home, "story", "brand_summary", THEIRS).status, 303);
    x = finish_signin(&p, signin, "unit01", SITE_PASSWORD);
    assert_true(text_starts(location(s, &x), under(s, home, "kept/")));
    assert_string_equal(draft_value(s, "brand_summary", 0), THEIRS);
    x = follow(&p, &x);
    assert_true(shows(s, &x, MINE));
}

static void forged_carriages_are_ignored(void **state)
{
    static const char *const paths[] = {
        "",
        "/",
        "/nominations",
        "/nominations//story",
        "/nominations/../../etc/passwd",
        "/nominations/abc/story",
        "//evil.example/story",
        "/nominations/%s%s%s%n/story",
        "/nominations/abc/0123456789012345678901234567890123456789012345678901234567890"};
    struct site *s = *state;
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        struct person p = visitor(s);
        struct sheet *signin = open_form(&p, "/signin", "/signin");
        sheet_set(signin, "carry.path", paths[i]);
        sheet_set(signin, "carry:brand_summary", MINE);
        struct answer x = finish_signin(&p, signin, "unit01", SITE_PASSWORD);
        leads_to(&x, "/nominations");
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM draft_value"), 0);
}

/* ---- signed in again, in another tab ---- */

static void a_page_left_open_while_its_owner_signed_in_again_still_saves(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct sheet *form = open_section(&p, home, "story");
    site_later(s, 31 * 60);
    struct answer x = sign_in_as(&p, "unit01", SITE_PASSWORD); /* in another tab of the same browser */
    leads_to(&x, "/nominations");
    sheet_set(form, "brand_summary", MINE);
    assert_int_equal(autosave(&p, form).status, 200);
    x = post(&p, form);
    leads_to(&x, text_format(s->a, "%s?saved=story", home));
    assert_string_equal(draft_value(s, "brand_summary", 0), MINE);
}

static void a_page_left_open_while_its_owner_signed_out_and_in_still_saves(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct sheet *form = open_section(&p, home, "story");
    assert_int_equal(post(&p, open_form(&p, "/help", "/signout")).status, 303);
    struct answer x = sign_in_as(&p, "unit01", SITE_PASSWORD);
    assert_int_equal(x.status, 303);
    sheet_set(form, "brand_summary", MINE);
    assert_int_equal(post(&p, form).status, 303);
    assert_string_equal(draft_value(s, "brand_summary", 0), MINE);
}

static void a_page_left_open_does_not_post_for_who_signed_in_after(void **state)
{
    struct desk d = desk_with_text(*state);
    assert_int_equal(post(&d.p, open_form(&d.p, "/help", "/signout")).status, 303);
    assert_int_equal(sign_in_as(&d.p, "other01", SITE_PASSWORD).status, 303);
    struct answer x = post(&d.p, d.form);
    assert_int_equal(x.status, 403);
    assert_true(answer_says(&x, "填写的内容仍在上一页"));
    assert_string_equal(draft_value(d.s, "brand_summary", 0), "");
}

static void a_password_to_be_changed_does_not_stop_text_on_its_way(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct sheet *form = open_section(&p, home, "story");
    assert_int_equal(db_script(store_writer_db(s->store), "UPDATE account SET must_change = 1 WHERE login = 'unit01';"),
                     OK);
    sheet_set(form, "brand_summary", MINE);
    assert_int_equal(autosave(&p, form).status, 200);
    struct answer x = post(&p, form);
    assert_int_equal(x.status, 303);
    assert_string_equal(draft_value(s, "brand_summary", 0), MINE);
    x = follow(&p, &x);
    leads_to(&x, "/password");
}

#define SITE_TEST(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(two_tabs_that_change_different_fields_are_both_saved),
        SITE_TEST(two_texts_of_one_field_stand_side_by_side_until_someone_chooses),
        SITE_TEST(the_text_that_stands_can_be_kept),
        SITE_TEST(a_text_that_came_after_the_page_of_choices_is_not_written_over),
        SITE_TEST(a_third_tab_does_not_push_out_what_the_second_left),
        SITE_TEST(rows_that_both_changed_are_kept_whole),
        SITE_TEST(absurd_marks_lose_nothing),
        SITE_TEST(the_script_saves_and_is_told_the_new_mark),
        SITE_TEST(the_script_is_told_where_the_two_texts_stand),
        SITE_TEST(a_form_sent_after_the_sign_in_ran_out_is_saved_first),
        SITE_TEST(a_sign_in_that_ran_out_saves_text_and_does_nothing_else),
        SITE_TEST(the_script_is_told_that_the_sign_in_ran_out_and_the_text_is_safe),
        SITE_TEST(without_any_session_the_script_learns_that_nothing_was_kept),
        SITE_TEST(text_sent_without_a_sign_in_becomes_the_draft_after_it),
        SITE_TEST(a_form_that_brings_files_is_carried_too),
        SITE_TEST(another_persons_sign_in_does_not_save_it_into_a_wrong_form),
        SITE_TEST(a_colleagues_sign_in_saves_it_for_the_same_unit),
        SITE_TEST(what_changed_while_the_text_was_on_its_way_is_not_written_over),
        SITE_TEST(forged_carriages_are_ignored),
        SITE_TEST(a_page_left_open_while_its_owner_signed_in_again_still_saves),
        SITE_TEST(a_page_left_open_while_its_owner_signed_out_and_in_still_saves),
        SITE_TEST(a_page_left_open_does_not_post_for_who_signed_in_after),
        SITE_TEST(a_password_to_be_changed_does_not_stop_text_on_its_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
