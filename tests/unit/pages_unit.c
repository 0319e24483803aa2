/* pages_unit.c - the unit's form: every kind of field saved and shown again, rows, cleaning, errors beside their boxes,
 * and nobody else's nomination. */
#include "support/form_typing.h"

/* ---- saving and showing ---- */

static void every_section_saves_what_was_typed_and_shows_it_again(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    for (size_t i = 0; i < s->round.sections_len; i++) {
        const char *code = s->round.sections[i].code;
        if (strcmp(code, "attachments") == 0) {
            continue; /* files, not text: pages_evidence.c */
        }
        struct sheet *form = open_section(&p, home, code);
        size_t typed = type_section(s, form, code);
        struct answer x = post(&p, form);
        leads_to(&x, text_format(s->a, "%s?saved=%s", home, code));
        x = follow(&p, &x);
        assert_true(answer_says(&x, text_format(s->a, "“%s”已保存", s->round.sections[i].title)));
        /* what is shown now, sent back as it is, changes nothing */
        const char *before = site_sql(s, "SELECT GROUP_CONCAT(ident || row_no || value, '|') FROM draft_value");
        const char *revisions = site_sql(s, "SELECT SUM(revision) FROM draft_section");
        x = post(&p, open_section(&p, home, code));
        assert_int_equal(x.status, 303);
        assert_string_equal(site_sql(s, "SELECT GROUP_CONCAT(ident || row_no || value, '|') FROM draft_value"), before);
        assert_string_equal(site_sql(s, "SELECT SUM(revision) FROM draft_section"), revisions);
        assert_true(typed > 0 || strcmp(code, "images") == 0);
    }
    struct value_list all = sample_answers(s);
    size_t fields = 0;
    for (size_t i = 0; i < all.len; i++) {
        if (field_of_round(s, all.items[i].ident) != NULL) {
            assert_string_equal(draft_value(s, all.items[i].ident, all.items[i].row_no), all.items[i].value);
            fields++;
        }
    }
    assert_in_range(fields, 45, 80);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM draft_value"), fields);
    site_is_sound(s);
}

static void save_and_next_walks_through_the_whole_form(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    for (size_t i = 0; i + 1 < s->round.sections_len; i++) {
        if (strcmp(s->round.sections[i].code, "attachments") == 0) { /* nothing to save there: a link leads on */
            struct answer files = get(&p, under(s, home, "attachments"));
            assert_true(page_has_link(s->a, files.body, under(s, home, s->round.sections[i + 1].code)));
            continue;
        }
        struct sheet *form = open_section(&p, home, s->round.sections[i].code);
        sheet_set(form, "next", "1");
        struct answer x = post(&p, form);
        leads_to(&x, under(s, home, s->round.sections[i + 1].code));
    }
    struct answer last = get(&p, under(s, home, s->round.sections[s->round.sections_len - 1].code));
    assert_false(answer_says(&last, "填写下一项"));
}

static void the_task_list_tells_how_far_each_section_is(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct answer x = get(&p, home);
    assert_true(answer_says(&x, "已完成 <b class=\"tnum\">0</b> 项，共 <b class=\"tnum\">6</b> 项"));
    assert_true(answer_says(&x, "选填，可以不填"));
    (void)save_answer(&p, home, "contact", "leader_name", "方示例");
    x = get(&p, home);
    assert_true(answer_says(&x, "填写中，1/5"));
    assert_true(answer_says(&x, "还没有填写品牌名称"));
    fill_nomination(&p, home);
    x = get(&p, home);
    assert_true(answer_says(&x, "已完成 <b class=\"tnum\">6</b> 项，共 <b class=\"tnum\">6</b> 项"));
    assert_string_equal(page_text_of(s->a, x.body, "h1"), "23℃人社服务");
    assert_true(answer_says(&x, "可以提交"));
    for (size_t i = 0; i < s->round.sections_len; i++) {
        assert_true(page_has_link(s->a, x.body, under(s, home, s->round.sections[i].code)));
    }
}

/* ---- one field of each kind, as people type it ---- */

static void what_people_type_is_kept_as_it_should_be(void **state)
{
    static const struct {
        const char *section, *ident, *typed, *kept;
    } cases[] = {
        {"brand", "brand_name", "“23℃人社服务”", "23℃人社服务"},
        {"brand", "brand_name", "《畅·镇江》", "畅·镇江"},
        {"brand", "brand_name", "小区改造‘五共’工作法", "小区改造‘五共’工作法"},
        {"brand", "brand_name", " e驾人\r\n", "e驾人"},
        {"unit", "staff_count", "１，２００人", "1200"},
        {"unit", "staff_count", "很多", "很多"},
        {"unit", "postcode", "２１３０００", "213000"},
        {"unit", "org_code", "12345678-x", "12345678X"},
        {"contact", "contact_phone", "85680855 / 85680856", "85680855、85680856"},
        {"contact", "contact_mobile", "139 6123 4567", "13961234567"},
        {"contact", "contact_email", " Fuwu@example.com ", "Fuwu@example.com"},
        {"unit", "unit_kind", "public_institution", "public_institution"},
        {"unit", "sector_id", "none", "none"},
        {"story", "standard_docs", "一\r\n二\r三\n\n\n\n四  \n", "一\n二\n三\n\n\n四"},
    };
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(save_answer(&p, home, cases[i].section, cases[i].ident, cases[i].typed).status, 303);
        assert_string_equal(draft_value(s, cases[i].ident, 0), cases[i].kept);
        assert_string_equal(shown(&p, home, cases[i].section, cases[i].ident), cases[i].kept);
    }
}

static void a_month_half_typed_comes_back_half_typed(void **state)
{
    static const struct {
        const char *year, *month, *shown_year, *shown_month;
    } cases[] = {{"2013", "9", "2013", "9"},
                 {"2013", "", "2013", ""},
                 {"", "9", "", "9"},
                 {"２０１３", "０９", "2013", "9"},
                 {"13", "9", "13", "9"},
                 {"2013", "13", "2013", "13"},
                 {"去年", "春天", "去年", "春天"},
                 {"2013年9月", "", "2013", "9"},
                 {"201309", "", "2013", "9"},
                 {"2013-9", "", "2013", "9"},
                 {"", "", "", ""}};
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sheet *form = open_section(&p, home, "brand");
        sheet_set(form, "brand_started_on.year", cases[i].year);
        sheet_set(form, "brand_started_on.month", cases[i].month);
        assert_int_equal(post(&p, form).status, 303);
        assert_string_equal(shown(&p, home, "brand", "brand_started_on.year"), cases[i].shown_year);
        assert_string_equal(shown(&p, home, "brand", "brand_started_on.month"), cases[i].shown_month);
    }
}

static void a_month_with_its_day_keeps_the_day_however_often_it_is_saved(void **state)
{
    static const struct {
        const char *year, *month, *day, *kept;
    } cases[] = {{"2013年9月15日", "", NULL, "2013-09-15"}, /* the day is given for the first time */
                 {"2013", "9", "15", "2013-09-15"},         /* as the boxes show it */
                 {"2014", "9", "15", "2014-09-15"},
                 {"2014", "", "15", "2014--15"}, /* half of it: comes back as it was typed */
                 {"2014", "2", "30", "2014-2-30"},
                 {"2014", "2", "28", "2014-02-28"},
                 {"2014", "2", "", "2014-02"}};
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sheet *form = open_section(&p, home, "brand");
        sheet_set(form, "brand_started_on.year", cases[i].year);
        sheet_set(form, "brand_started_on.month", cases[i].month);
        if (cases[i].day != NULL) {
            sheet_set(form, "brand_started_on.day", cases[i].day);
        }
        assert_int_equal(post(&p, form).status, 303);
        assert_string_equal(draft_value(s, "brand_started_on", 0), cases[i].kept);
        form = open_section(&p, home, "brand"); /* saved again as it is shown, nothing changes */
        assert_int_equal(post(&p, form).status, 303);
        assert_string_equal(draft_value(s, "brand_started_on", 0), cases[i].kept);
        assert_string_equal(shown(&p, home, "brand", "brand_started_on.year"), i == 0 ? "2013" : cases[i].year);
    }
    struct answer x = get(&p, under(s, home, "brand"));
    assert_false(answer_says(&x, "brand_started_on.day")); /* a month alone has two boxes */
}

static void a_tick_taken_away_is_taken_away(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct sheet *form = open_section(&p, home, "declarations");
    assert_null(sheet_get(form, "decl_one_year")); /* none is ticked for anyone */
    sheet_set(form, "decl_one_year", "1");
    sheet_set(form, "decl_public_window", "on");
    assert_int_equal(post(&p, form).status, 303);
    form = open_section(&p, home, "declarations");
    assert_string_equal(sheet_get(form, "decl_one_year"), "1");
    assert_string_equal(sheet_get(form, "decl_public_window"), "1");
    sheet_unset(form, "decl_one_year");
    assert_int_equal(post(&p, form).status, 303);
    form = open_section(&p, home, "declarations");
    assert_null(sheet_get(form, "decl_one_year"));
    assert_string_equal(sheet_get(form, "decl_public_window"), "1");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM draft_value"), 1);
}

/* Handbook 11: "names to round-trip everywhere". */
static void every_name_comes_back_as_it_was_typed(void **state)
{
    static const char *const names[] = {"朱镕",
                                        "堃",
                                        "喆",
                                        "昇",
                                        "龑",
                                        "䶮",
                                        "㛃",
                                        "㬎",
                                        "𬭊",
                                        "𫖯",
                                        "𤧛",
                                        "𬬭",
                                        "23℃人社服务",
                                        "畅·镇江",
                                        "e驾人",
                                        "科学管理精修缮，优质服务为安居",
                                        "小区改造‘五共’工作法",
                                        "<b>&\"'",
                                        "</textarea><script>alert(1)</script>",
                                        "=1+1",
                                        "+1",
                                        "@x",
                                        "&lt;&amp;",
                                        "\"><img src=x onerror=alert(1)>",
                                        "a\\b",
                                        "%41%zz",
                                        "{{ x }}",
                                        "１２３４",
                                        "甲\xE3\x80\x80乙",
                                        "\xF0\x9F\x98\x80"};
    static const char *const boxes[][2] = {
        {"contact", "leader_name"}, {"brand", "brand_name"}, {"story", "brand_summary"}};
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        for (size_t k = 0; k < sizeof boxes / sizeof boxes[0]; k++) {
            assert_int_equal(save_answer(&p, home, boxes[k][0], boxes[k][1], names[i]).status, 303);
            assert_string_equal(draft_value(s, boxes[k][1], 0), names[i]);
            assert_string_equal(shown(&p, home, boxes[k][0], boxes[k][1]), names[i]);
        }
        struct answer x = get(&p, home); /* as a heading */
        assert_string_equal(page_text_of(s->a, x.body, "h1"), names[i]);
        x = get(&p, under(s, home, "check")); /* as text; the reader has found the page well-formed */
        assert_null(strstr(x.body, "<script>alert"));
        assert_null(strstr(x.body, "<img src=x"));
    }
}

static void pasted_controls_are_cleaned_away(void **state)
{
    static const struct {
        const char *typed, *kept;
    } cases[] = {{"甲\x07乙", "甲乙"},
                 {"甲\tb", "甲 b"},
                 {"\xEF\xBB\xBF甲", "甲"},
                 {"甲\xE2\x80\x8B乙", "甲乙"},
                 {"甲\xE2\x80\xAE乙\xE2\x80\xAC", "甲乙"},
                 {"甲\xE2\x81\xA6乙", "甲乙"},
                 {"甲\x1B[31m乙", "甲[31m乙"},
                 {"甲\xC2\x85乙", "甲 乙"},
                 {"甲\xE2\x80\xA8乙", "甲 乙"}};
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(save_answer(&p, home, "contact", "leader_name", cases[i].typed).status, 303);
        assert_string_equal(draft_value(s, "leader_name", 0), cases[i].kept);
    }
}

/* ---- rows ---- */

static void type_honour(struct site *s, struct sheet *form, int row, const char *name)
{
    sheet_set(form, text_format(s->a, "honours.name.%d", row), name);
    sheet_set(form, text_format(s->a, "honours.giver.%d", row), *name == '\0' ? "" : "授予单位");
    sheet_set(form, text_format(s->a, "honours.month.%d", row), *name == '\0' ? "" : "2014年3月");
}

static void are_honours(struct person *p, const char *home, const char *const *names, int len)
{
    struct sheet *form = open_section(p, home, "honours");
    for (int i = 1; i <= len; i++) {
        assert_string_equal(sheet_get(form, text_format(p->site->a, "honours.name.%d", i)), names[i - 1]);
        assert_string_equal(sheet_get(form, text_format(p->site->a, "honours.month.%d", i)), "2014年3月");
    }
    assert_null(sheet_get(form, text_format(p->site->a, "honours.name.%d", len + 1)));
    assert_int_equal(site_count(p->site, "SELECT COUNT(*) FROM draft_value WHERE ident LIKE 'honours.%'"), 3 * len);
}

static void rows_are_added_removed_and_closed_up(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    const char *page = under(s, home, "honours");
    struct sheet *form = open_section(&p, home, "honours");
    assert_non_null(sheet_get(form, "honours.name.1")); /* one empty row to begin with */
    assert_null(sheet_get(form, "honours.name.2"));
    type_honour(s, form, 1, "甲");
    sheet_set(form, "add", "honours");
    struct answer x = post(&p, form);
    leads_to(&x, text_format(s->a, "%s?rows=honours.2#honours-name-2", page));
    x = follow(&p, &x);
    assert_true(answer_says(&x, "id=\"honours-name-2\""));
    form = sheet_of(s->a, x.body, page);
    type_honour(s, form, 2, "乙");
    type_honour(s, form, 4, "丁"); /* the script had four rows; the third stayed empty */
    assert_int_equal(post(&p, form).status, 303);
    are_honours(&p, home, (const char *const[]){"甲", "乙", "丁"}, 3);
    form = open_section(&p, home, "honours");
    sheet_set(form, "remove", "honours.2");
    x = post(&p, form);
    leads_to(&x, page);
    are_honours(&p, home, (const char *const[]){"甲", "丁"}, 2);
    form = open_section(&p, home, "honours");
    type_honour(s, form, 1, "丁");
    type_honour(s, form, 2, "甲"); /* the other way round */
    assert_int_equal(post(&p, form).status, 303);
    are_honours(&p, home, (const char *const[]){"丁", "甲"}, 2);
    form = open_section(&p, home, "honours");
    type_honour(s, form, 1, "");
    type_honour(s, form, 2, "");
    assert_int_equal(post(&p, form).status, 303);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM draft_value"), 0);
}

static void absurd_rows_are_no_rows(void **state)
{
    static const char *const numbers[] = {"0", "-1", "11", "100", "2147483648", "99999999999999999999", "x", "", "1.1"};
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct sheet *form = open_section(&p, home, "honours");
    type_honour(s, form, 1, "甲");
    assert_int_equal(post(&p, form).status, 303);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct answer x = get(&p, text_format(s->a, "%s?rows=honours.%s", under(s, home, "honours"), numbers[i]));
        assert_int_equal(x.status, 200);
        assert_false(answer_says(&x, "honours.name.11"));
        form = open_section(&p, home, "honours");
        sheet_set(form, text_format(s->a, "honours.name.%s", numbers[i]), "乙");
        sheet_set(form, "remove", text_format(s->a, "honours.%s", numbers[i]));
        assert_int_equal(post(&p, form).status, 303);
        are_honours(&p, home, (const char *const[]){"甲"}, 1);
    }
    static const char *const groups[] = {"nothing", "honours.name", "", "brand_name", "../..", "a b", "\x01"};
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        form = open_section(&p, home, "honours");
        sheet_set(form, "add", groups[i]);
        assert_int_equal(post(&p, form).status, 303);
        form = open_section(&p, home, "honours");
        sheet_set(form, "remove", groups[i]);
        assert_int_equal(post(&p, form).status, 303);
    }
    are_honours(&p, home, (const char *const[]){"甲"}, 1);
}

static void the_last_row_brings_no_button_for_another(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct answer x = get(&p, text_format(s->a, "%s?rows=honours.10", under(s, home, "honours")));
    assert_true(answer_says(&x, "honours.name.10"));
    assert_false(answer_says(&x, "name=\"add\" value=\"honours\""));
    assert_true(answer_says(&x, "name=\"add\" value=\"media\""));
}

/* ---- errors beside their boxes ---- */

static void a_page_that_is_asked_to_check_says_what_to_do_beside_each_box(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    for (size_t i = 0; i < s->round.sections_len; i++) {
        const char *code = s->round.sections[i].code;
        struct answer x = get(&p, under(s, home, code));
        assert_false(answer_says(&x, "处需要修改"));
        x = get(&p, text_format(s->a, "%s?check=1", under(s, home, code)));
        bool is_optional =
            strcmp(code, "honours") == 0 || strcmp(code, "images") == 0 || strcmp(code, "attachments") == 0;
        assert_true(answer_says(&x, "处需要修改") != is_optional);
        assert_true(answer_says(&x, "<title>错误：") != is_optional);
        /* the same words above and beside: each message stands at least twice */
        struct page_tags tags = page_tags(x.a, x.body);
        for (size_t k = 0; k < tags.len; k++) {
            const char *href = tag_is(&tags.list[k], "a") ? tag_attr(&tags.list[k], "href") : NULL;
            if (href != NULL && href[0] == '#' && strcmp(href, "#main") != 0) {
                const char *first = strstr(x.body, tags.list[k].text);
                assert_non_null(first);
                assert_non_null(strstr(first + 1, tags.list[k].text));
            }
        }
    }
}

static void a_wrong_answer_is_kept_and_told_only_when_asked(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    assert_int_equal(save_answer(&p, home, "unit", "postcode", "21300").status, 303);
    assert_string_equal(shown(&p, home, "unit", "postcode"), "21300");
    struct answer x = get(&p, text_format(s->a, "%s?check=1", under(s, home, "unit")));
    assert_true(answer_says(&x, "id=\"postcode-e\""));
    assert_true(answer_says(&x, "aria-describedby=\"postcode-h postcode-e\""));
    assert_true(answer_says(&x, "href=\"#postcode\""));
}

/* ---- whose it is ---- */

static void another_units_nomination_is_not_there(void **state)
{
    static const char *const parts[] = {"",          "/check",    "/receipt", "/record", "/form.pdf", "/receipt.pdf",
                                        "/kept/abc", "/images/0", "/story",   "/unit"};
    struct site *s = *state;
    struct person owner = person(s, "unit01");
    struct person other = person(s, "other01");
    const char *home = complete_nomination(&owner);
    struct sheet *form = open_section(&owner, home, "story");
    struct sheet *check = open_form(&owner, under(s, home, "check"), under(s, home, "submit"));
    struct answer page = get(&other, "/nominations");
    const char *token = sheet_get(sheet_of(s->a, page.body, "/nominations"), "token");
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
            struct answer theirs = get(&other, text_format(s->a, "%s%s", home, parts[i]));
            struct answer nobodys = get(&other, text_format(s->a, "/nominations/0123456789abcdef%s", parts[i]));
            assert_int_equal(theirs.status, 404);
            assert_int_equal(nobodys.status, 404);
            assert_false(answer_says(&theirs, "23℃"));
        }
        const char *before = site_sql(s, "SELECT COUNT(*) || ' ' || MAX(id) FROM audit_entry");
        struct sheet posted = *form;
        sheet_set(&posted, "token", token);
        sheet_set(&posted, "brand_summary", "别人写的");
        assert_int_equal(post(&other, &posted).status, 404);
        assert_int_equal(autosave(&other, &posted).status, 404);
        struct sheet act = *check;
        sheet_set(&act, "token", token);
        assert_int_equal(post(&other, &act).status, 404);
        act.action = under(s, home, "kept/abc");
        assert_int_equal(post(&other, &act).status, 404);
        assert_string_equal(site_sql(s, "SELECT COUNT(*) || ' ' || MAX(id) FROM audit_entry"), before);
        if (round == 0) { /* and once more when it was submitted */
            assert_int_equal(submit(&owner, home).status, 303);
        }
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM nomination_version"), 1);
}

static void the_office_sees_a_nomination_only_when_it_was_submitted(void **state)
{
    static const char *const parts[] = {"", "/receipt", "/record", "/form.pdf", "/receipt.pdf", "/images/0"};
    struct site *s = *state;
    struct person owner = person(s, "unit01");
    struct person office = person(s, "office01");
    const char *home = complete_nomination(&owner);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        assert_int_equal(get(&office, text_format(s->a, "%s%s", home, parts[i])).status, 404);
    }
    struct answer x = get(&office, "/nominations");
    assert_true(answer_says(&x, "共 0 份申报") && answer_says(&x, "还没有收到申报"));
    assert_false(answer_says(&x, "23℃人社服务"));
    assert_int_equal(submit(&owner, home).status, 303);
    x = get(&office, "/nominations");
    assert_true(answer_says(&x, "共 1 份申报"));
    assert_true(answer_says(&x, ">23℃人社服务</a>"));
    assert_true(page_has_link(s->a, x.body, under(s, home, "record")));
    x = get(&office, home);
    leads_to(&x, under(s, home, "record"));
    assert_int_equal(get(&office, under(s, home, "record")).status, 200);
    assert_int_equal(get(&office, under(s, home, "receipt")).status, 200);
    assert_int_equal(get(&office, under(s, home, "check")).status, 403);
    assert_int_equal(get(&office, under(s, home, "story")).status, 403);
}

static void sections_that_do_not_exist_are_not_there(void **state)
{
    static const char *const names[] = {"stories", "STORY", "story2", "draft", "submit", "kept", "%E6%95%85%E4%BA%8B",
                                        "a.b"};
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct sheet *form = open_section(&p, home, "story");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *path = under(s, home, names[i]);
        assert_int_equal(get(&p, path).status, 404);
        if (strcmp(names[i], "submit") != 0) {
            assert_int_equal(post_with(&p, form, (struct ask){.target = path}).status, 404);
            assert_int_equal(post_with(&p, form, (struct ask){.target = text_format(s->a, "%s/draft", path)}).status,
                             404);
        }
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM draft_section"), 0);
}

static void two_colleagues_who_start_at_once_fill_one_form(void **state)
{
    struct site *s = *state;
    struct person one = person(s, "unit01");
    struct person two = person(s, "unit02");
    struct sheet *first = open_form(&one, "/nominations", "/nominations");
    struct sheet *second = open_form(&two, "/nominations", "/nominations");
    struct answer x = post(&one, first);
    const char *home = arena_copy(s->a, answer_header(&x, "Location"), strlen(answer_header(&x, "Location")));
    x = post(&two, second);
    leads_to(&x, home);
    x = get(&two, "/nominations");
    leads_to(&x, home);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM nomination"), 1);
    assert_int_equal(save_answer(&two, home, "contact", "leader_name", "方示例").status, 303);
    assert_string_equal(shown(&one, home, "contact", "leader_name"), "方示例");
}

#define SITE_TEST(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(every_section_saves_what_was_typed_and_shows_it_again),
        SITE_TEST(save_and_next_walks_through_the_whole_form),
        SITE_TEST(the_task_list_tells_how_far_each_section_is),
        SITE_TEST(what_people_type_is_kept_as_it_should_be),
        SITE_TEST(a_month_half_typed_comes_back_half_typed),
        SITE_TEST(a_month_with_its_day_keeps_the_day_however_often_it_is_saved),
        SITE_TEST(a_tick_taken_away_is_taken_away),
        SITE_TEST(every_name_comes_back_as_it_was_typed),
        SITE_TEST(pasted_controls_are_cleaned_away),
        SITE_TEST(rows_are_added_removed_and_closed_up),
        SITE_TEST(absurd_rows_are_no_rows),
        SITE_TEST(the_last_row_brings_no_button_for_another),
        SITE_TEST(a_page_that_is_asked_to_check_says_what_to_do_beside_each_box),
        SITE_TEST(a_wrong_answer_is_kept_and_told_only_when_asked),
        SITE_TEST(another_units_nomination_is_not_there),
        SITE_TEST(the_office_sees_a_nomination_only_when_it_was_submitted),
        SITE_TEST(sections_that_do_not_exist_are_not_there),
        SITE_TEST(two_colleagues_who_start_at_once_fill_one_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
