/* web_guard.c - what stands before every page: tokens and origins, a POST that happens once, hosts and methods, limits,
 * malformed messages, headers, and the cache of public pages. */
#include "support/whole_request.h"

/* ---- tokens ---- */

/* Everything that a POST could have written. */
static const char *all_that_is_written(struct site *s)
{
    return site_sql(s,
                    "SELECT (SELECT COUNT(*) FROM nomination) || ' ' || (SELECT COUNT(*) FROM draft_section) || ' ' ||"
                    " (SELECT COUNT(*) FROM draft_value) || ' ' || (SELECT COUNT(*) FROM kept_text) || ' ' ||"
                    " (SELECT COUNT(*) FROM audit_entry) || ' ' || (SELECT COUNT(*) FROM once_token)");
}

static void is_refused_in_chinese(struct site *s, const struct answer *x, const char *before)
{
    assert_int_equal(x->status, 403);
    assert_string_equal(page_text_of(x->a, x->body, "h1"), "不能办理这一项");
    assert_true(answer_says(x, "填写的内容仍在上一页"));
    assert_string_equal(all_that_is_written(s), before);
}

static void a_post_without_the_right_token_writes_nothing(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct person stranger = person(s, "other01");
    const char *home = start_nomination(&p);
    const char *story = under(s, home, "story");
    struct sheet *form = open_form(&p, story, story);
    const char *own = sheet_get(form, "token");
    struct answer page = get(&stranger, "/help");
    const char *foreign = sheet_get(sheet_of(s->a, page.body, "/signout"), "token");
    struct person nobody = visitor(s);
    page = get(&nobody, "/help");
    const char *visitors = sheet_get(sheet_of(s->a, page.body, "/prefs/elder"), "token");
    char *tampered = arena_copy(s->a, own, strlen(own));
    tampered[strlen(own) - 1] = tampered[strlen(own) - 1] == '0' ? '1' : '0';
    char *other_nonce = arena_copy(s->a, own, strlen(own));
    other_nonce[0] = other_nonce[0] == '0' ? '1' : '0';
    const char *tokens[] = {"",
                            "x",
                            foreign,
                            visitors,
                            tampered,
                            other_nonce,
                            text_format(s->a, "%s0", own),
                            arena_copy(s->a, own, strlen(own) - 1)};
    const char *before = all_that_is_written(s);
    sheet_set(form, "brand_summary", "不该写进去");
    for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++) {
        sheet_set(form, "token", tokens[i]);
        struct answer x = post(&p, form);
        is_refused_in_chinese(s, &x, before);
        x = autosave(&p, form);
        assert_int_equal(x.status, 403);
        assert_true(text_starts(x.body, "{\"error\":\"denied\""));
    }
    sheet_unset(form, "token");
    struct answer x = post(&p, form);
    is_refused_in_chinese(s, &x, before);
}

static void another_site_cannot_post_for_a_person(void **state)
{
    static const struct ask theirs[] = {
        {.origin = "https://evil.example"},
        {.origin = "http://" SITE_HOST}, /* the same name without TLS is another site */
        {.origin = "https://" SITE_HOST ".evil.example"},
        {.origin = "https://evil.example/" SITE_HOST},
        {.origin = SITE_HOST},
        {.origin = "x"},
        {.fetch_site = "cross-site"},
        {.fetch_site = "same-site"},
        {.origin = "https://" SITE_HOST, .fetch_site = "cross-site"},
        {.origin = "null", .fetch_site = "cross-site"},
    };
    static const struct ask ours[] = {
        {.origin = "https://" SITE_HOST, .fetch_site = "same-origin"},
        {.origin = "HTTPS://" SITE_HOST},
        {.origin = "null"},
        {.fetch_site = "none"},
        {.origin = NULL},
    };
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *story = under(s, start_nomination(&p), "story");
    struct sheet *form = open_form(&p, story, story);
    sheet_set(form, "brand_summary", "别的网站写的");
    const char *before = all_that_is_written(s);
    for (size_t i = 0; i < sizeof theirs / sizeof theirs[0]; i++) {
        struct answer x = post_with(&p, form, theirs[i]);
        is_refused_in_chinese(s, &x, before);
    }
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++) {
        struct answer x = post_with(&p, form, ours[i]);
        assert_int_equal(x.status, 303);
    }
}

/* Cookies with SameSite stay at home, so such a POST comes without a session: it must not become a sign-in page that
 * carries the other site's text into the draft. */
static void another_sites_text_does_not_come_in_through_the_sign_in_page(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *story = under(s, start_nomination(&p), "story");
    struct sheet *form = open_form(&p, story, story);
    sheet_set(form, "brand_summary", "别的网站写的");
    struct person without_cookie = visitor(s);
    struct answer x = post_with(&without_cookie, form, (struct ask){.origin = "https://evil.example"});
    assert_int_equal(x.status, 403);
    assert_null(strstr(x.body, "别的网站写的"));
}

/* ---- once ---- */

static void the_same_post_twice_gives_the_same_answer_and_one_record(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct sheet *form = open_form(&p, "/nominations", "/nominations");
    struct answer first = post(&p, form);
    const char *to = arena_copy(s->a, answer_header(&first, "Location"), strlen(answer_header(&first, "Location")));
    for (int i = 0; i < 3; i++) {
        struct answer x = post(&p, form);
        leads_to(&x, to);
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM nomination"), 1);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'nomination_start'"), 1);
}

static void the_same_token_with_other_text_is_another_post(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *story = under(s, start_nomination(&p), "story");
    struct sheet *form = open_form(&p, story, story);
    sheet_set(form, "brand_summary", "第一稿");
    assert_int_equal(post(&p, form).status, 303);
    sheet_set(form, "brand_summary", "按了后退，再改一次"); /* the browser's page still has the old mark */
    struct answer x = post(&p, form);
    assert_int_equal(x.status, 303);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM once_token"), 3);
    /* not overwritten silently, and not lost: both stand side by side */
    assert_string_equal(draft_value(s, "brand_summary", 0), "第一稿");
    assert_true(answer_says(&(struct answer){.body = follow(&p, &x).body}, "按了后退，再改一次"));
}

static void a_repeatable_post_is_carried_out_each_time(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *story = under(s, start_nomination(&p), "story");
    struct sheet *form = open_form(&p, story, story);
    sheet_set(form, "brand_summary", "自动保存");
    for (int i = 0; i < 3; i++) {
        assert_int_equal(autosave(&p, form).status, 200);
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM once_token"), 1); /* of the start alone */
    struct sheet *elder = open_form(&p, "/help", "/prefs/elder");
    sheet_set(elder, "elder", "1");
    for (int i = 0; i < 2; i++) {
        struct answer x = post(&p, elder);
        leads_to(&x, "/help");
    }
    assert_true(p.is_elder);
}

static void two_files_of_one_name_and_size_are_two_posts(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *images = under(s, start_nomination(&p), "images");
    struct sheet *form = open_form(&p, images, images);
    struct sheet_file files[] = {{"not_a_field", "a.jpg", "12345", 5}, {"not_a_field", "a.jpg", "54321", 5}};
    assert_int_equal(post_file(&p, form, &files[0]).status, 303);
    assert_int_equal(post_file(&p, form, &files[0]).status, 303);
    assert_int_equal(post_file(&p, form, &files[1]).status, 303);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM once_token"), 3);
}

/* ---- hosts, methods, paths ---- */

static void only_our_own_name_is_answered(void **state)
{
    static const struct {
        const char *host;
        int status;
    } cases[] = {{SITE_HOST, 200},         {"PP.Example.GOV.cn", 200},       {"evil.example", 421},
                 {SITE_HOST ":8080", 421}, {SITE_HOST ".evil.example", 421}, {"127.0.0.1", 421}};
    struct person p = visitor(*state);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct answer x = ask(&p, &(struct ask){.method = "GET", .target = "/help", .host = cases[i].host});
        assert_int_equal(x.status, cases[i].status);
        assert_null(strstr(x.body, "evil.example"));
    }
}

static void a_wrong_method_is_told_which_are_right(void **state)
{
    static const struct {
        const char *method, *target, *allow;
        int status;
    } cases[] = {{"DELETE", "/", "GET, HEAD", 405},
                 {"PUT", "/signin", "GET, HEAD, POST", 405},
                 {"GET", "/signout", "POST", 405},
                 {"POST", "/timeline", "GET, HEAD", 405},
                 {"OPTIONS", "/nominations", "GET, HEAD, POST", 405},
                 {"TRACE", "/no-such-page", "", 404}};
    struct person p = visitor(*state);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct answer x = ask(&p, &(struct ask){.method = cases[i].method, .target = cases[i].target});
        assert_int_equal(x.status, cases[i].status);
        assert_string_equal(answer_header(&x, "Allow"), cases[i].allow);
    }
}

static void head_says_what_get_says(void **state)
{
    static const char *const targets[] = {"/", "/help", "/signin", "/nominations", "/no-such-page", "/healthz"};
    struct person p = person(*state, "unit01");
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
        struct answer g = get(&p, targets[i]);
        struct answer h = ask(&p, &(struct ask){.method = "HEAD", .target = targets[i]});
        assert_int_equal(g.status, h.status);
        assert_int_equal(g.len, h.len);
        assert_int_equal(g.rs.headers_len, h.rs.headers_len);
    }
}

static void an_unreadable_message_gets_a_calm_page(void **state)
{
    static const struct {
        const char *target;
        int status;
    } cases[] = {
        {"/%FF%FE", 400},      {"/%C0%AF", 400},           {"/..%2F..%2Fetc/passwd", 400}, {"/a%00b", 400},
        {"/%zz", 400},         {"//evil.example/", 400},   {"/help?a=%FF", 400},           {"/help?a=%00", 400},
        {"no-slash", 400},     {"/nominations/\x01", 400}, {"/%E5%B8%B8%E5%B7%9E", 404},   {"/help/", 404},
        {"/.git/config", 404}, {"/nominations/", 404},     {"/static/site.css", 404}};
    struct person p = visitor(*state);
    struct person member = person(*state, "unit01");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct answer x = get(&p, cases[i].target);
        if (x.status != cases[i].status) {
            fail_msg("%s answers %d", cases[i].target, x.status);
        }
        x = get(&member, cases[i].target);
        assert_int_equal(x.status, cases[i].status);
    }
}

static void a_path_of_two_thousand_letters_is_too_long_and_no_more(void **state)
{
    struct person p = visitor(*state);
    char *target = arena_alloc(p.site->a, 5000, 1);
    memset(target, 'a', 4999);
    target[0] = '/';
    assert_in_range(get(&p, target).status, 400, 414);
    target[1900] = '\0';
    assert_int_equal(get(&p, target).status, 404);
    memcpy(target, "/nominations/", 13);
    assert_int_equal(get(&p, target).status, 303);
    struct person member = person(*state, "unit01");
    assert_int_equal(get(&member, target).status, 404);
}

static struct answer post_raw(struct person *p, const char *target, const char *type, const char *body, size_t len)
{
    return ask(p,
               &(struct ask){.method = "POST", .target = target, .content_type = type, .body = body, .body_len = len});
}

static void a_malformed_body_is_refused_with_a_sentence(void **state)
{
    static const struct {
        const char *type, *body;
    } cases[] = {{"application/x-www-form-urlencoded", "a=%FF%FE"},
                 {"application/x-www-form-urlencoded", "a=%00"},
                 {"application/x-www-form-urlencoded", "a=%zz"},
                 {"multipart/form-data", "no boundary"},
                 {"multipart/form-data; boundary=x", "--x\r\nbroken"},
                 {"application/json", "{}"},
                 {"text/plain", "a=b"}};
    struct person p = person(*state, "unit01");
    const char *story = under(p.site, start_nomination(&p), "story");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct answer x = post_raw(&p, story, cases[i].type, cases[i].body, strlen(cases[i].body));
        assert_in_range(x.status, 400, 415);
        x = post_raw(&p, "/signin", cases[i].type, cases[i].body, strlen(cases[i].body));
        assert_in_range(x.status, 400, 415);
    }
}

static void too_much_of_anything_is_refused_with_a_sentence(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *story = under(s, start_nomination(&p), "story");
    size_t len = 13 * 1024 * 1024;
    char *body = malloc(len + 1);
    assert_non_null(body);
    memset(body, 'a', len);
    memcpy(body, "brand_summary=", 14);
    body[len] = '\0';
    static const char type[] = "application/x-www-form-urlencoded";
    assert_int_equal(post_raw(&p, story, type, body, len).status, 413);            /* over 12 MB       */
    assert_int_equal(post_raw(&p, "/signin", type, body, 600 * 1024).status, 413); /* over 512 KB      */
    assert_int_equal(post_raw(&p, story, type, body, 300 * 1024).status, 413);     /* one value, 300 KB */
    for (size_t i = 0; i < 500; i++) {
        memcpy(body + i * 4, "a=b&", 4); /* 500 fields */
    }
    struct answer x = post_raw(&p, story, type, body, 2000);
    assert_int_equal(x.status, 413);
    assert_string_equal(page_text_of(x.a, x.body, "h1"), "内容太大");
    free(body);
}

/* ---- rates ---- */

static void too_many_sign_ins_from_one_place_wait(void **state)
{
    struct person p = visitor(*state);
    struct person elsewhere = visitor(*state);
    elsewhere.addr = "198.51.100.9";
    struct sheet *form = open_form(&p, "/signin", "/signin"); /* nothing typed: nothing counted as a failure */
    struct answer x = {0};
    int asked = 0;
    do {
        x = post(&p, form);
        asked++;
    } while (x.status == 422 && asked < 200);
    assert_int_equal(x.status, 429);
    assert_in_range(asked, 61, 70);
    assert_in_range(strtol(answer_header(&x, "Retry-After"), NULL, 10), 1, 60);
    assert_true(answer_says(&x, "操作太频繁"));
    x = post_with(&p, form, (struct ask){.accept = "application/json"});
    assert_int_equal(x.status, 429);
    assert_string_not_equal(answer_header(&x, "Retry-After"), "");
    assert_int_equal(post(&elsewhere, form).status, 422);
    assert_int_equal(get(&p, "/help").status, 200); /* reading goes on */
}

/* ---- headers ---- */

static void pages_of_members_are_kept_by_nobody(void **state)
{
    static const char *const targets[] = {"/", "/help", "/nominations", "/password", "/no-such-page", "/timeline"};
    struct person p = person(*state, "unit01");
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
        struct answer x = get(&p, targets[i]);
        assert_string_equal(answer_header(&x, "Cache-Control"), "no-store");
        assert_string_equal(answer_header(&x, "ETag"), "");
    }
}

static void public_pages_set_no_cookie(void **state)
{
    struct person p = visitor(*state);
    for (size_t i = 0; i < routes_len; i++) {
        if (routes[i].method == GET && (routes[i].flags & CACHED) != 0 && strchr(routes[i].path, ':') == NULL) {
            struct answer x = get(&p, routes[i].path);
            assert_int_equal(x.status, 200);
            assert_int_equal(headers_named(&x, "Set-Cookie"), 0);
        }
    }
    struct answer x = get(&p, "/signin");
    assert_int_equal(headers_named(&x, "Set-Cookie"), 0);
}

/* The address of the stylesheet, as the pages give it. */
static const char *stylesheet(struct person *p)
{
    struct answer x = get(p, "/help");
    const char *from = strstr(x.body, "href=\"/static/site");
    assert_non_null(from);
    from += strlen("href=\"");
    return arena_copy(p->site->a, from, strcspn(from, "\""));
}

static void static_files_never_change_behind_their_address(void **state)
{
    struct person p = visitor(*state);
    const char *css = stylesheet(&p);
    struct answer x = get(&p, css);
    assert_int_equal(x.status, 200);
    assert_string_equal(answer_header(&x, "Cache-Control"), "public, max-age=31536000, immutable");
    const char *etag = answer_header(&x, "ETag");
    x = ask(&p, &(struct ask){.method = "GET", .target = css, .if_none_match = etag});
    assert_int_equal(x.status, 304);
    x = ask(&p, &(struct ask){.method = "GET", .target = css, .accept_encoding = "gzip, br"});
    assert_string_equal(answer_header(&x, "Content-Encoding"), "gzip");
    assert_string_equal(answer_header(&x, "Vary"), "Accept-Encoding");
}

static void health_is_plain_and_knows_nobody(void **state)
{
    struct person p = visitor(*state);
    struct answer x = get(&p, "/healthz");
    assert_int_equal(x.status, 200);
    assert_true(text_starts(x.body, "ok "));
    assert_string_equal(answer_header(&x, "Cache-Control"), "no-store");
}

/* ---- the cache of public pages ---- */

static void a_public_page_is_drawn_once_a_minute_and_version(void **state)
{
    struct site *s = *state;
    struct person p = visitor(s);
    struct answer first = get(&p, "/timeline");
    struct answer again = get(&p, "/timeline");
    assert_string_equal(first.body, again.body); /* with the same token: it came from the cache */
    assert_string_equal(answer_header(&first, "ETag"), answer_header(&again, "ETag"));
    struct answer known =
        ask(&p, &(struct ask){.method = "GET", .target = "/timeline", .if_none_match = answer_header(&first, "ETag")});
    assert_int_equal(known.status, 304);
    site_later(s, 60);
    assert_string_not_equal(get(&p, "/timeline").body, first.body);
    first = get(&p, "/timeline");
    (void)person(s, "unit01"); /* something was written */
    assert_string_not_equal(get(&p, "/timeline").body, first.body);
}

static void the_stage_changes_on_public_pages_to_the_second(void **state)
{
    struct site *s = *state;
    struct person p = visitor(s);
    site_clock(s, NOMINATION_CLOSES - 1);
    struct answer before = get(&p, "/timeline");
    site_clock(s, NOMINATION_CLOSES);
    struct answer after = get(&p, "/timeline");
    assert_string_not_equal(before.body, after.body);
    assert_true(answer_says(&before, "不到 1 小时") || answer_says(&before, "0 小时"));
}

static void nobody_gets_a_page_that_was_drawn_for_another(void **state)
{
    struct site *s = *state;
    struct person p = visitor(s);
    struct person member = person(s, "unit01");
    struct person elder = visitor(s);
    elder.is_elder = true;
    (void)get(&p, "/help");
    struct answer x = get(&member, "/help");
    assert_true(answer_says(&x, "示例市第一供水服务有限公司"));
    x = get(&p, "/help");
    assert_false(answer_says(&x, "示例市第一供水服务有限公司"));
    x = get(&elder, "/help");
    assert_true(answer_says(&x, "class=\"elder\""));
    x = get(&p, "/help");
    assert_false(answer_says(&x, "class=\"elder\""));
    assert_non_null(strstr(answer_header(&x, "Vary"), "Cookie"));
    /* a question mark makes another page: what it says is not given to others */
    (void)get(&p, "/help?x=1");
    assert_string_equal(answer_header(&(struct answer){.rs = get(&p, "/help?x=1").rs}, "ETag"), "");
}

static void a_packed_page_is_the_page(void **state)
{
    struct person p = visitor(*state);
    (void)get(&p, "/help");
    struct answer plain = get(&p, "/help");
    struct answer packed = ask(&p, &(struct ask){.method = "GET", .target = "/help", .accept_encoding = "gzip"});
    assert_string_equal(answer_header(&packed, "Content-Encoding"), "gzip");
    assert_true(packed.len * 2 < plain.len);
    assert_memory_equal(packed.body, "\x1f\x8b", 2);
    struct answer refused = ask(&p, &(struct ask){.method = "GET", .target = "/help", .accept_encoding = "gzip;q=0"});
    assert_string_equal(refused.body, plain.body);
}

/* ---- the large version ---- */

static void the_large_version_is_a_cookie_and_leads_back_within_the_site(void **state)
{
    static const struct {
        const char *back, *to;
    } cases[] = {{"/timeline", "/timeline"},    {"/help?x=1", "/help?x=1"}, {"//evil.example", "/"}, {"", "/"},
                 {"https://evil.example", "/"}, {"/\\evil.example", "/"}};
    struct person p = visitor(*state);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sheet *form = open_form(&p, "/timeline", "/prefs/elder");
        assert_string_equal(sheet_get(form, "back"), "/timeline");
        sheet_set(form, "back", cases[i].back);
        sheet_set(form, "elder", i % 2 == 0 ? "1" : "0");
        struct answer x = post(&p, form);
        leads_to(&x, cases[i].to);
        assert_int_equal(p.is_elder, i % 2 == 0);
    }
}

/* The button stands on the page of an error too, and on pages that lay open while their reader signed in or out. */
static void the_large_version_can_be_chosen_on_any_page(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct answer lost = get(&p, "/no-such-page");
    assert_int_equal(lost.status, 404);
    struct sheet *form = sheet_of(s->a, lost.body, "/prefs/elder");
    sheet_set(form, "elder", "1");
    struct answer x = post(&p, form);
    assert_int_equal(x.status, 303);
    struct person nobody = visitor(s);
    assert_int_equal(post(&nobody, form).status, 303); /* the page of a session that is over */
    struct sheet *visitors = open_form(&nobody, "/help", "/prefs/elder");
    sheet_set(visitors, "elder", "0");
    assert_int_equal(post(&p, visitors).status, 303);
    x = post_with(&nobody, form, (struct ask){.origin = "https://evil.example"});
    assert_int_equal(x.status, 403);
}

#define SITE_TEST(f) cmocka_unit_test_setup_teardown(f, site_setup, site_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(a_post_without_the_right_token_writes_nothing),
        SITE_TEST(another_site_cannot_post_for_a_person),
        SITE_TEST(another_sites_text_does_not_come_in_through_the_sign_in_page),
        SITE_TEST(the_same_post_twice_gives_the_same_answer_and_one_record),
        SITE_TEST(the_same_token_with_other_text_is_another_post),
        SITE_TEST(a_repeatable_post_is_carried_out_each_time),
        SITE_TEST(two_files_of_one_name_and_size_are_two_posts),
        SITE_TEST(only_our_own_name_is_answered),
        SITE_TEST(a_wrong_method_is_told_which_are_right),
        SITE_TEST(head_says_what_get_says),
        SITE_TEST(an_unreadable_message_gets_a_calm_page),
        SITE_TEST(a_path_of_two_thousand_letters_is_too_long_and_no_more),
        SITE_TEST(a_malformed_body_is_refused_with_a_sentence),
        SITE_TEST(too_much_of_anything_is_refused_with_a_sentence),
        SITE_TEST(too_many_sign_ins_from_one_place_wait),
        SITE_TEST(pages_of_members_are_kept_by_nobody),
        SITE_TEST(public_pages_set_no_cookie),
        SITE_TEST(static_files_never_change_behind_their_address),
        SITE_TEST(health_is_plain_and_knows_nobody),
        SITE_TEST(a_public_page_is_drawn_once_a_minute_and_version),
        SITE_TEST(the_stage_changes_on_public_pages_to_the_second),
        SITE_TEST(nobody_gets_a_page_that_was_drawn_for_another),
        SITE_TEST(a_packed_page_is_the_page),
        SITE_TEST(the_large_version_is_a_cookie_and_leads_back_within_the_site),
        SITE_TEST(the_large_version_can_be_chosen_on_any_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
