/* pages_list.c - the lists of the office, an authority and a district as pages and workbooks, and the contacts of a
 * record: whatever is not theirs is nowhere to be seen. */
#include "support/form_typing.h"
#include "support/xlsx_reader.h"

#include "document/paper.h"

/* Two units of two sectors and two districts, each with words of its own that nobody else may read. */
struct canary {
    const char *login, *sector, *district, *brand, *window, *phone, *mobile, *email;
};
static const struct canary near_one = {"unit01",     "hr_social",     "tianning",    "近处的金丝雀",
                                       "近处的窗口", "0519-00000031", "13900000031", "near31@example.com"};
static const struct canary far_one = {"other01",    "water",         "wujin",       "远处的金丝雀",
                                      "远处的窗口", "0519-00000042", "13900000042", "far42@example.com"};

struct town {
    struct site *site;
    struct person office, sector_near, sector_far, district_near, district_far;
    const char *near_home, *far_home;
};

static const char *send_one(struct site *s, const struct canary *c)
{
    struct person p = person(s, c->login);
    const char *home = complete_nomination(&p);
    (void)save_answer(&p, home, "unit", "sector_id", c->sector);
    (void)save_answer(&p, home, "unit", "district_id", c->district);
    (void)save_answer(&p, home, "unit", "window_name", c->window);
    (void)save_answer(&p, home, "brand", "brand_name", c->brand);
    (void)save_answer(&p, home, "contact", "contact_phone", c->phone);
    (void)save_answer(&p, home, "contact", "contact_mobile", c->mobile);
    (void)save_answer(&p, home, "contact", "contact_email", c->email);
    struct answer x = submit(&p, home);
    assert_int_equal(x.status, 303);
    return home;
}

static struct person staff(struct site *s, const char *login, enum role role, const char *name, const char *sector,
                           const char *district)
{
    int64_t district_id = *district == '\0' ? 0 : round_district(&s->round, district)->id;
    int64_t sector_id = *sector == '\0' ? 0 : round_sector(&s->round, sector)->id;
    site_account(s, login, role, site_body(s, role_ident(role), name, district_id, sector_id), false);
    return person(s, login);
}

static int setup(void **state)
{
    struct town *t = calloc(1, sizeof *t);
    assert_non_null(t);
    struct site *s = site_open();
    t->site = s;
    t->near_home = send_one(s, &near_one);
    t->far_home = send_one(s, &far_one);
    t->office = person(s, "office01");
    t->sector_near = staff(s, "sector_near", ROLE_SECTOR, "示例市人社局", "hr_social", "");
    t->sector_far = staff(s, "sector_far", ROLE_SECTOR, "示例市供水公司", "water", "");
    t->district_near = staff(s, "district_near", ROLE_DISTRICT, "示例市天宁区文明办", "", "tianning");
    t->district_far = staff(s, "district_far", ROLE_DISTRICT, "示例市武进区文明办", "", "wujin");
    *state = t;
    return 0;
}

static int teardown(void **state)
{
    struct town *t = *state;
    site_close(t->site);
    free(t);
    return 0;
}

static struct xlsx workbook_of(const struct answer *x)
{
    struct xlsx book = {.a = x->a, .bytes = (const unsigned char *)x->body, .len = x->len};
    assert_int_equal(x->status, 200);
    assert_string_equal(answer_header(x, "Content-Type"),
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    assert_non_null(strstr(answer_header(x, "Content-Disposition"), "attachment"));
    xlsx_is_quiet(&book);
    return book;
}

/* ---- whose ---- */

/* Nothing of that unit is in what this person gets from any page of the lists. */
static void sees_nothing_of(struct person *p, const struct canary *c, const char *home)
{
    struct site *s = p->site;
    const char *ref = home + strlen("/nominations/");
    const char *const words[] = {c->brand, c->window, c->phone, c->mobile, c->email, ref};
    const char *const targets[] = {"/nominations",
                                   "/nominations?q=金丝雀",
                                   text_format(s->a, "/nominations?sector=%s&district=%s", c->sector, c->district),
                                   "/nominations?sort=brand_strokes&page=2",
                                   "/bodies/list",
                                   home,
                                   under(s, home, "record"),
                                   under(s, home, "form.pdf"),
                                   under(s, home, "receipt"),
                                   under(s, home, "contacts"),
                                   under(s, home, "images/x"),
                                   under(s, home, "check")};
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
        struct answer x = get(p, targets[i]);
        bool is_of_it = text_starts(targets[i], home);
        assert_true(!is_of_it || x.status == 404 || x.status == 403 || x.status == 405);
        for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
            const char *here = strstr(x.body, words[k]);
            bool is_own_address = k == 5 && is_of_it; /* the address that was asked is said back */
            if (here != NULL && !is_own_address) {
                fail_msg("%s reads %s at %s", p->name, words[k], targets[i]);
            }
        }
    }
    struct answer file = get(p, "/nominations.xlsx");
    struct xlsx book = workbook_of(&file);
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        assert_null(strstr(xlsx_all(&book), words[k]));
    }
}

static void nobody_reads_what_is_another_sectors_or_districts(void **state)
{
    struct town *t = *state;
    sees_nothing_of(&t->sector_near, &far_one, t->far_home);
    sees_nothing_of(&t->sector_far, &near_one, t->near_home);
    sees_nothing_of(&t->district_near, &far_one, t->far_home);
    sees_nothing_of(&t->district_far, &near_one, t->near_home);
    /* in its own district, but the city route does not go through its office */
    sees_nothing_of(&t->district_near, &near_one, t->near_home);
}

static void each_reads_its_own_and_changes_nothing(void **state)
{
    struct town *t = *state;
    struct {
        struct person *p;
        const char *home;
        const struct canary *c;
        bool waits;
    } rows[] = {{&t->sector_near, t->near_home, &near_one, false},
                {&t->sector_far, t->far_home, &far_one, true},
                {&t->district_far, t->far_home, &far_one, false}};
    for (size_t i = 0; i < 3; i++) {
        struct site *s = t->site;
        struct answer x = get(rows[i].p, "/nominations");
        assert_true(answer_says(&x, rows[i].c->brand) && answer_says(&x, rows[i].c->window));
        assert_true(answer_says(&x, "共 1 份申报"));
        assert_int_equal(answer_says(&x, "待当地意见，现在只能查看"), rows[i].waits);
        assert_true(page_has_link(s->a, x.body, under(s, rows[i].home, "record")));
        x = get(rows[i].p, rows[i].home);
        leads_to(&x, under(s, rows[i].home, "record"));
        x = follow(rows[i].p, &x);
        assert_true(answer_says(&x, rows[i].c->brand));
        assert_false(answer_says(&x, "form.pdf") || answer_says(&x, "显示联系方式"));
        assert_int_equal(get(rows[i].p, under(s, rows[i].home, "form.pdf")).status, 403);
        assert_int_equal(get(rows[i].p, under(s, rows[i].home, "check")).status, 403);
    }
}

static void roles_without_a_list_have_none(void **state)
{
    static const char *const logins[] = {"joint", "judge", "commission", "auditor"};
    struct town *t = *state;
    for (size_t i = 0; i < sizeof logins / sizeof logins[0]; i++) {
        struct person p = person(t->site, logins[i]);
        struct answer x = get(&p, "/nominations");
        assert_int_equal(x.status, 200);
        assert_true(answer_says(&x, "轮到本单位办理时"));
        assert_false(answer_says(&x, near_one.brand) || answer_says(&x, "筛选"));
        assert_int_equal(get(&p, "/nominations.xlsx").status, 403);
        assert_int_equal(get(&p, "/bodies/list").status, 403);
        assert_int_equal(get(&p, under(t->site, t->near_home, "record")).status, 403);
    }
    struct person out = visitor(t->site);
    struct answer x = get(&out, "/nominations.xlsx");
    assert_true(text_starts(answer_header(&x, "Location"), "/signin"));
}

/* ---- the address is the list ---- */

static void the_address_says_what_the_list_shows(void **state)
{
    static const struct {
        const char *target, *count;
        bool near, far;
    } cases[] = {{"/nominations", "共 2 份申报", true, true},
                 {"/nominations?q=远处", "符合条件的有 1 份申报", false, true},
                 {"/nominations?q=%25", "符合条件的有 0 份申报", false, false},
                 {"/nominations?q=近_的", "符合条件的有 0 份申报", false, false},
                 {"/nominations?sector=water", "符合条件的有 1 份申报", false, true},
                 {"/nominations?sector=none", "符合条件的有 0 份申报", false, false},
                 {"/nominations?district=tianning", "符合条件的有 1 份申报", true, false},
                 {"/nominations?route=sector_county", "符合条件的有 1 份申报", false, true},
                 {"/nominations?state=awaiting_recommendation", "符合条件的有 1 份申报", true, false},
                 {"/nominations?state=draft", "共 2 份申报", true, true},
                 {"/nominations?sector=x%27&sort=brand&page=9e9&state=%00", NULL, false, false},
                 {"/nominations?sort=unit_strokes&page=77", "共 2 份申报", true, true}};
    struct town *t = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct answer x = get(&t->office, cases[i].target);
        if (cases[i].count == NULL) {
            assert_true(x.status == 400 || x.status == 200);
            continue;
        }
        if (x.status != 200 || !answer_says(&x, cases[i].count)) {
            fail_msg("%s: %d, not \"%s\"", cases[i].target, x.status, cases[i].count);
        }
        assert_int_equal(answer_says(&x, near_one.brand), cases[i].near);
        assert_int_equal(answer_says(&x, far_one.brand), cases[i].far);
        bool is_filtered = text_starts(cases[i].count, "符合");
        assert_int_equal(answer_says(&x, "清除筛选条件</a>"), is_filtered);
        assert_int_equal(answer_says(&x, "没有符合条件的申报"), is_filtered && !cases[i].near && !cases[i].far);
    }
}

static void what_was_asked_stays_in_the_form_and_in_the_links(void **state)
{
    struct town *t = *state;
    struct answer x = get(&t->office, "/nominations?q=金丝雀&sector=water&sort=brand_pinyin&state=awaiting_opinion");
    assert_true(answer_says(&x, "value=\"金丝雀\""));
    assert_true(answer_says(&x, "<option value=\"water\" selected>"));
    assert_true(answer_says(&x, "<option value=\"brand_pinyin\" selected>"));
    assert_true(answer_says(&x, "<option value=\"awaiting_opinion\" selected>"));
    assert_true(page_has_link(t->site->a, x.body,
                              "/nominations.xlsx?q=%E9%87%91%E4%B8%9D%E9%9B%80&sector=water&state=awaiting_opinion&"
                              "sort=brand_pinyin"));
    assert_true(page_has_link(t->site->a, x.body, "/nominations?sort=brand_pinyin"));
}

static void an_empty_round_says_what_will_come(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "office01");
    struct answer x = get(&p, "/nominations");
    assert_true(answer_says(&x, "还没有收到申报。单位提交以后，会按受理编号列在这里。"));
    assert_false(answer_says(&x, "下载表格"));
    x = get(&p, "/nominations.xlsx");
    struct xlsx book = workbook_of(&x);
    assert_string_equal(xlsx_text(&book, "B4"), "受理编号");
}

/* Writes what many units would have sent. */
static enum err many_in_transaction(struct db *db, void *ctx)
{
    (void)ctx;
    return db_script(
        db, "WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < 94) "
            "INSERT INTO body (id, ref, kind, name, district_id, created_at) SELECT 9000 + i, 'm' || i, 'unit',"
            " '示例市第' || i || '服务站', 1, i FROM k;");
}

static void a_long_list_has_pages_of_thirty_and_each_row_once(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "office01");
    assert_int_equal(store_write(s->store, many_in_transaction, NULL), OK);
    const char *seen = "";
    long long bodies = site_count(s, "SELECT COUNT(*) FROM body");
    size_t rows = 0;
    const char *target = "/bodies/list?sort=unit_pinyin";
    for (int page = 1; target != NULL; page++) {
        struct answer x = get(&p, target);
        assert_true(answer_says(&x, text_format(s->a, "共 %lld 个", bodies)));
        assert_true(answer_says(&x, text_format(s->a, "第 %d 页，共 4 页", page)));
        const char *at = x.body;
        const char *name = NULL;
        size_t on_page = 0;
        while ((name = xlsx_between(s->a, &at, "<th role=\"rowheader\" scope=\"row\">", "</th>")) != NULL) {
            bool is_shared = strcmp(name, "示例市有关部门") == 0; /* of several kinds */
            assert_true(is_shared || strstr(seen, text_format(s->a, "|%s|", name)) == NULL);
            seen = text_format(s->a, "%s|%s|", seen, name);
            on_page++;
        }
        assert_int_equal(on_page, page < 4 ? 30 : (size_t)bodies - 90);
        rows += on_page;
        const char *next = text_format(s->a, "/bodies/list?sort=unit_pinyin&page=%d", page + 1);
        assert_int_equal(page_has_link(s->a, x.body, next), page < 4);
        target = page < 4 ? next : NULL;
    }
    assert_int_equal(rows, bodies);
    /* 第2 before 第10, although they are text */
    assert_true(strstr(seen, "|示例市第2服务站|") < strstr(seen, "|示例市第10服务站|"));
}

/* ---- the workbook ---- */

/* 4,998 nominations like the first, of units of their own; every hundredth is called 清泉. */
static enum err thousands_in_transaction(struct db *db, void *ctx)
{
    (void)ctx;
    return db_script(
        db,
        "CREATE TEMP TABLE k (i INTEGER PRIMARY KEY);"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4998) INSERT INTO k SELECT i FROM n;"
        "INSERT INTO body (id, ref, kind, name, district_id, created_at) SELECT 9000 + i, 'm' || i, 'unit', "
        "'示例市第' || i || '服务站', 1, i FROM k;"
        "INSERT INTO nomination (id, ref, round_id, body_id, state, route, receipt_no, version_no, created_at, "
        "created_by, "
        "submitted_at) SELECT 9000 + i, 'many' || i, round_id, 9000 + i, state, route, 'CZPP-2015-' || (9000 + i), 1, "
        "created_at, created_by, submitted_at FROM k, nomination WHERE id = 1;"
        "INSERT INTO nomination_version (id, nomination_id, version_no, submitted_at, submitted_by, route, record, "
        "sha256, "
        "check_code) SELECT 9000 + i, 9000 + i, 1, submitted_at, submitted_by, route, record, sha256, check_code FROM "
        "k, "
        "nomination_version WHERE id = 1;"
        "INSERT INTO version_value (version_id, ident, row_no, value) SELECT 9000 + i, ident, row_no, CASE WHEN ident "
        "<> "
        "'brand_name' THEN value WHEN i % 100 = 0 THEN '第' || i || '清泉' ELSE '第' || i || '品牌' END FROM k, "
        "version_value "
        "WHERE version_id = 1 AND ident IN ('brand_name', 'window_name', 'sector_id', 'district_id', 'contact_phone');"
        "DROP TABLE k;");
}

static int64_t took(struct person *p, const char *target, const char *says)
{
    int64_t began = clock_monotonic_us();
    struct answer x = get(p, target);
    int64_t us = clock_monotonic_us() - began;
    assert_int_equal(x.status, 200);
    if (!answer_says(&x, says)) {
        fail_msg("%s does not say %s", target, says);
    }
    return us;
}

static void two_characters_are_found_among_five_thousand_without_a_wait(void **state)
{
    struct town *t = *state;
    assert_int_equal(store_write(t->site->store, thousands_in_transaction, NULL), OK);
    (void)took(&t->office, "/nominations", "共 5000 份申报");
    int64_t whole = took(&t->office, "/nominations", "共 5000 份申报");
    int64_t found = took(&t->office, "/nominations?q=%E6%B8%85%E6%B3%89", "49 份");
    int64_t bodies = took(&t->office, "/bodies/list?q=77%E6%9C%8D", "示例市第77服务站");
    printf("# 5,000 nominations: the list %lld ms, two characters %lld ms, among bodies %lld ms\n",
           (long long)whole / 1000, (long long)found / 1000, (long long)bodies / 1000);
    assert_true(found < 2 * whole + 100000); /* by this machine's own measure, however busy it is */
}

static void the_workbook_holds_the_list_that_was_asked_for(void **state)
{
    struct town *t = *state;
    struct answer x = get(&t->office, "/nominations.xlsx?sort=unit_pinyin");
    struct xlsx book = workbook_of(&x);
    assert_true(strstr(xlsx_text(&book, "A2"), "导出人 示例市文明办") != NULL);
    assert_true(strstr(xlsx_text(&book, "A3"), "范围：全部　排序：单位，拼音　共 2 行") != NULL);
    assert_string_equal(xlsx_text(&book, "C4"), "品牌名称");
    /* 供 before 公 in dictionaries' 供(gong) 公(gong): told by what the page shows */
    bool near_first = strcmp(xlsx_text(&book, "C5"), near_one.brand) == 0;
    const struct canary *first = near_first ? &near_one : &far_one;
    assert_string_equal(xlsx_text(&book, "C5"), first->brand);
    assert_string_equal(xlsx_text(&book, "E5"), first->window);
    assert_string_equal(xlsx_text(&book, "C6"), near_first ? far_one.brand : near_one.brand);
    assert_int_equal(xlsx_cell(&book, "A5").type, 'n');
    assert_int_equal(xlsx_cell(&book, "B5").type, 's');
    assert_int_equal(xlsx_cell(&book, "J5").type, 'n');
    assert_string_equal(xlsx_text(&book, "K5"), "1");
    assert_true(strtod(xlsx_text(&book, "J5"), NULL) > 42173.0); /* 18 June 2015 */
    x = get(&t->office, "/nominations.xlsx?sector=water&q=远处");
    book = workbook_of(&x);
    assert_true(strstr(xlsx_text(&book, "A3"), "范围：行业：供水；含“远处”") != NULL);
    assert_string_equal(xlsx_text(&book, "C5"), far_one.brand);
    assert_string_equal(xlsx_text(&book, "I5"), "已提交待征求意见");
    assert_int_equal(xlsx_cell(&book, "A6").type, 0);
}

static void no_workbook_and_no_list_holds_a_whole_telephone(void **state)
{
    struct town *t = *state;
    struct person *people[] = {&t->office, &t->sector_near, &t->sector_far, &t->district_far};
    for (size_t i = 0; i < 4; i++) {
        struct answer x = get(people[i], "/nominations.xlsx");
        struct xlsx book = workbook_of(&x);
        const char *all = xlsx_all(&book);
        assert_true(strstr(all, "0519-0000****") != NULL && strstr(all, "139****00") != NULL);
        x = get(people[i], "/nominations");
        const char *const secrets[] = {near_one.phone, near_one.mobile, near_one.email,
                                       far_one.phone,  far_one.mobile,  far_one.email};
        for (size_t k = 0; k < 6; k++) {
            assert_null(strstr(all, secrets[k]));
            assert_false(answer_says(&x, secrets[k]));
        }
    }
}

static void bodies_are_a_workbook_too(void **state)
{
    struct town *t = *state;
    struct answer x = get(&t->office, "/bodies/list.xlsx?kind=unit&sort=unit_strokes");
    struct xlsx book = workbook_of(&x);
    assert_string_equal(xlsx_text(&book, "B4"), "名称");
    assert_string_equal(xlsx_text(&book, "B5"), "示例市公共交通服务中心"); /* 公 has 4 strokes, 第 11 */
    assert_string_equal(xlsx_text(&book, "B6"), "示例市第一供水服务有限公司");
    assert_int_equal(xlsx_cell(&book, "G5").type, 'n');
    assert_int_equal(xlsx_cell(&book, "A7").type, 0);
    struct person admin = person(t->site, "admin");
    x = get(&admin, "/bodies/list?kind=unit");
    assert_true(answer_says(&x, "共 2 个") || answer_says(&x, "符合条件的有 2 个"));
}

/* ---- the contacts of one record ---- */

/* Which of the unit's contacts a page holds: 0 none, 3 all. */
static int contacts_in(const struct answer *x, const struct canary *c)
{
    return answer_says(x, c->phone) + answer_says(x, c->mobile) + answer_says(x, c->email);
}

static void everyone_but_the_unit_reads_masked_contacts(void **state)
{
    struct town *t = *state;
    struct site *s = t->site;
    struct person *people[] = {&t->office, &t->sector_far, &t->district_far};
    for (size_t i = 0; i < 3; i++) {
        struct answer x = get(people[i], under(s, t->far_home, "record"));
        assert_int_equal(x.status, 200);
        assert_int_equal(contacts_in(&x, &far_one), 0);
        assert_true(answer_says(&x, "0519-0000****") && answer_says(&x, "139****0042"));
        assert_true(answer_says(&x, "f***@example.com"));
        assert_int_equal(answer_says(&x, "显示联系方式"), people[i] == &t->office);
    }
    struct person own = person(s, far_one.login);
    struct answer x = get(&own, under(s, t->far_home, "record"));
    assert_int_equal(contacts_in(&x, &far_one), 3);
}

static struct sheet *asking(struct town *t, const char *reason)
{
    struct sheet *form =
        open_form(&t->office, under(t->site, t->far_home, "record"), under(t->site, t->far_home, "contacts"));
    sheet_set(form, "reason", reason);
    return form;
}

static void a_reason_shows_one_records_contacts_on_one_page_and_is_written_down(void **state)
{
    struct town *t = *state;
    struct site *s = t->site;
    struct answer x = post(&t->office, asking(t, "电话通知补正材料"));
    assert_int_equal(x.status, 200);
    assert_int_equal(contacts_in(&x, &far_one), 3);
    assert_true(answer_says(&x, "本页显示全部联系方式") && answer_says(&x, "电话通知补正材料"));
    assert_string_equal(answer_header(&x, "Cache-Control"), "no-store");
    assert_string_equal(
        site_sql(s, "SELECT actor_role || ' ' || detail FROM audit_entry WHERE verb = 'contacts_reveal'"),
        text_format(s->a, "office receipt=%s reason=电话通知补正材料",
                    site_sql(s, text_format(s->a, "SELECT receipt_no FROM nomination WHERE ref = '%s'",
                                            t->far_home + strlen("/nominations/")))));
    x = get(&t->office, under(s, t->far_home, "record"));
    assert_int_equal(contacts_in(&x, &far_one), 0);
    x = get(&t->office, under(s, t->near_home, "record"));
    assert_int_equal(contacts_in(&x, &near_one), 0);
    site_is_sound(s);
}

static void every_look_is_one_line_of_the_log(void **state)
{
    struct town *t = *state;
    struct sheet *form = asking(t, "再次核对联系人");
    (void)post(&t->office, form);
    (void)post(&t->office, form); /* the page loaded again */
    assert_int_equal(site_count(t->site, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'contacts_reveal'"), 2);
}

static void without_a_reason_nothing_is_shown_and_nothing_is_written(void **state)
{
    static const struct {
        const char *reason, *said;
    } cases[] = {{"", "请写明查看联系方式的事由"},
                 {" 　\t", "请写明查看联系方式的事由"},
                 {"看看", "事由太短"},
                 {NULL, "事由最多 200 个字"}};
    struct town *t = *state;
    char *endless = arena_alloc(t->site->a, 3 * 201 + 1, 1);
    for (size_t i = 0; i < 201; i++) {
        memcpy(endless + 3 * i, "事", 3);
    }
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *reason = cases[i].reason == NULL ? endless : cases[i].reason;
        struct answer x = post(&t->office, asking(t, reason));
        assert_int_equal(x.status, 422);
        assert_true(answer_says(&x, cases[i].said) && answer_says(&x, "<title>错误："));
        assert_int_equal(contacts_in(&x, &far_one), 0);
    }
    assert_int_equal(site_count(t->site, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'contacts_reveal'"), 0);
}

static void nobody_else_can_ask(void **state)
{
    struct town *t = *state;
    struct site *s = t->site;
    struct person own = person(s, far_one.login);
    struct person *people[] = {&t->sector_far, &t->district_far, &t->sector_near, &own};
    for (size_t i = 0; i < 4; i++) {
        struct sheet *form = open_form(people[i], "/timeline", "/signout");
        form->action = under(s, t->far_home, "contacts");
        sheet_set(form, "reason", "我就是想看看");
        struct answer x = post(people[i], form);
        assert_int_equal(x.status, 403);
        assert_int_equal(contacts_in(&x, &far_one), 0);
    }
}

static void who_reads_the_paper_leaves_a_line_too(void **state)
{
    struct town *t = *state;
    struct site *s = t->site;
    const char *lines = "SELECT COUNT(*) FROM audit_entry WHERE verb = 'contacts_on_paper' AND actor_role = 'office'";
    struct person own = person(s, far_one.login);
    /* a printer that never comes: what is told is told before it is asked */
    struct paper_options options = {.exec_path = "/bin/false", .runtime_dir = s->dir};
    assert_int_equal(paper_open(&options, &s->app.paper), OK);
    s->may_fail = true;
    (void)get(&own, under(s, t->far_home, "form.pdf"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'contacts_on_paper'"), 0);
    (void)get(&t->office, under(s, t->far_home, "form.pdf"));
    assert_int_equal(site_count(s, lines), 1);
    db_fail_nth(store_writer_db(s->store), 1);
    assert_int_equal(get(&t->office, under(s, t->far_home, "form.pdf")).status, 500);
    db_fail_nth(store_writer_db(s->store), 0);
    assert_int_equal(site_count(s, lines), 1);
    (void)get(&t->sector_far, under(s, t->far_home, "form.pdf"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'contacts_on_paper'"), 1);
    s->may_fail = false;
    paper_close(s->app.paper);
    s->app.paper = NULL;
    site_is_sound(s);
}

static void versions_side_by_side_tell_that_a_contact_changed_and_not_how(void **state)
{
    struct town *t = *state;
    struct site *s = t->site;
    struct person own = person(s, far_one.login);
    struct sheet *form = open_form(&own, under(s, t->far_home, "withdraw"), under(s, t->far_home, "withdraw"));
    sheet_set(form, "reason", "换了联系人");
    assert_int_equal(post(&own, form).status, 303);
    form = open_form(&own, t->far_home, under(s, t->far_home, "restore"));
    assert_int_equal(post(&own, form).status, 303);
    (void)save_answer(&own, t->far_home, "contact", "contact_mobile", "13900009942");
    assert_int_equal(submit(&own, t->far_home).status, 303);
    struct answer x = get(&t->office, under(s, t->far_home, "versions/1/2"));
    assert_int_equal(x.status, 200);
    assert_int_equal(contacts_in(&x, &far_one), 0);
    assert_false(answer_says(&x, "13900009942") || answer_says(&x, "00009942"));
    assert_true(answer_says(&x, "有改动"));
    x = get(&own, under(s, t->far_home, "versions/1/2"));
    assert_false(answer_says(&x, "有改动"));
    assert_int_equal(get(&t->sector_far, under(s, t->far_home, "versions/1/2")).status, 403);
}

/* Each step of the write fails in turn: then nothing is shown, for what is not in the log was not looked at. */
static void what_cannot_be_written_down_is_not_shown(void **state)
{
    struct town *t = *state;
    struct site *s = t->site;
    struct sheet *form = asking(t, "电话通知补正材料");
    bool is_shown = false;
    s->may_fail = true;
    int n = 1;
    for (; !is_shown && n < 300; n++) {
        db_fail_nth(store_writer_db(s->store), n);
        struct answer x = post(&t->office, form);
        db_fail_nth(store_writer_db(s->store), 0);
        is_shown = x.status == 200;
        assert_int_equal(contacts_in(&x, &far_one), is_shown ? 3 : 0);
        assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'contacts_reveal'"), is_shown);
    }
    s->may_fail = false;
    assert_in_range(n, 20, 299);
    site_is_sound(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nobody_reads_what_is_another_sectors_or_districts, setup, teardown),
        cmocka_unit_test_setup_teardown(each_reads_its_own_and_changes_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(roles_without_a_list_have_none, setup, teardown),
        cmocka_unit_test_setup_teardown(the_address_says_what_the_list_shows, setup, teardown),
        cmocka_unit_test_setup_teardown(what_was_asked_stays_in_the_form_and_in_the_links, setup, teardown),
        cmocka_unit_test_setup_teardown(an_empty_round_says_what_will_come, site_setup, site_teardown),
        cmocka_unit_test_setup_teardown(a_long_list_has_pages_of_thirty_and_each_row_once, site_setup, site_teardown),
        cmocka_unit_test_setup_teardown(two_characters_are_found_among_five_thousand_without_a_wait, setup, teardown),
        cmocka_unit_test_setup_teardown(the_workbook_holds_the_list_that_was_asked_for, setup, teardown),
        cmocka_unit_test_setup_teardown(no_workbook_and_no_list_holds_a_whole_telephone, setup, teardown),
        cmocka_unit_test_setup_teardown(bodies_are_a_workbook_too, setup, teardown),
        cmocka_unit_test_setup_teardown(everyone_but_the_unit_reads_masked_contacts, setup, teardown),
        cmocka_unit_test_setup_teardown(a_reason_shows_one_records_contacts_on_one_page_and_is_written_down, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(every_look_is_one_line_of_the_log, setup, teardown),
        cmocka_unit_test_setup_teardown(without_a_reason_nothing_is_shown_and_nothing_is_written, setup, teardown),
        cmocka_unit_test_setup_teardown(nobody_else_can_ask, setup, teardown),
        cmocka_unit_test_setup_teardown(who_reads_the_paper_leaves_a_line_too, setup, teardown),
        cmocka_unit_test_setup_teardown(versions_side_by_side_tell_that_a_contact_changed_and_not_how, setup, teardown),
        cmocka_unit_test_setup_teardown(what_cannot_be_written_down_is_not_shown, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
