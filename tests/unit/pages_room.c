/* pages_room.c - what people meet while the disk is nearly full: they can read and come in, are told what is kept, and
 * lose nothing that they typed. */
#include <stdatomic.h>
#include <time.h>

#include "store/disk_room.h"
#include "support/form_typing.h"

static atomic_llong left;

static int64_t left_here(const char *dir)
{
    (void)dir;
    return atomic_load(&left);
}

static void room(int64_t bytes)
{
    atomic_store(&left, bytes);
    (void)nanosleep(&(struct timespec){.tv_nsec = (LOOK_MS + 20) * 1000000L}, NULL);
}

static int room_setup(void **state)
{
    struct site *s = site_open();
    atomic_store(&left, INT64_MAX);
    store_watch_room(s->store, left_here);
    s->may_fail = true; /* 507 is looked for */
    *state = s;
    return 0;
}

static void is_told_what_is_kept(const struct answer *x)
{
    assert_int_equal(x->status, 507);
    assert_true(answer_says(x, "现在只能查看，不能保存"));
    assert_true(answer_says(x, "没有保存，也没有提交"));
    assert_true(answer_says(x, "以前保存的内容和已经取得受理编号的申报都完整保留"));
    assert_true(answer_says(x, "请返回上一页，先复制下来"));
    assert_string_equal(answer_header(x, "Retry-After"), "60");
}

static void a_text_is_refused_in_time_and_the_same_page_saves_it_later(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    (void)save_answer(&p, home, "brand", "brand_name", "一刻钟供水服务圈");
    struct sheet *form = open_section(&p, home, "brand");
    sheet_set(form, "brand_name", "写了很久的新名称");
    room(LOW_BYTES - 1);
    struct answer x = post(&p, form);
    is_told_what_is_kept(&x);
    assert_string_equal(draft_value(s, "brand_name", 0), "一刻钟供水服务圈");
    x = autosave(&p, form); /* the script keeps its own copy when it hears no place */
    assert_int_equal(x.status, 507);
    x = get(&p, under(s, home, "brand"));
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "一刻钟供水服务圈"));
    room(ENOUGH_BYTES + BALLAST_BYTES);
    x = post(&p, form); /* the same page, nobody signed in anew */
    assert_int_equal(x.status, 303);
    assert_string_equal(draft_value(s, "brand_name", 0), "写了很久的新名称");
    site_is_sound(s);
}

static void no_receipt_is_shown_without_room_and_one_with_it(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    struct sheet *act = open_form(&p, under(s, home, "check"), under(s, home, "submit"));
    room(0);
    for (int i = 0; i < 2; i++) {
        struct answer x = post(&p, act);
        is_told_what_is_kept(&x);
        assert_int_equal(site_count(s, "SELECT COUNT(*) FROM nomination_version"), 0);
    }
    room(ENOUGH_BYTES + BALLAST_BYTES);
    for (int i = 0; i < 2; i++) {
        struct answer x = post(&p, act);
        leads_to(&x, under(s, home, "receipt"));
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM nomination_version"), 1);
    site_is_sound(s);
}

static void people_come_in_and_go_while_there_is_little_room(void **state)
{
    struct site *s = *state;
    room(LOW_BYTES - 1);
    struct person p = person(s, "unit01"); /* signs in */
    assert_int_equal(get(&p, "/accounts/me").status, 200);
    site_later(s, 20 * 60); /* being here is still written down: nobody is thrown out */
    assert_int_equal(get(&p, "/accounts/me").status, 200);
    site_later(s, 20 * 60);
    assert_int_equal(get(&p, "/accounts/me").status, 200);
    struct answer x = post(&p, open_form(&p, "/", "/signout"));
    assert_int_equal(x.status, 303);
    assert_int_equal(get(&p, "/accounts/me").status, 303);
}

#define ROOM_TEST(f) cmocka_unit_test_setup_teardown(f, room_setup, site_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM_TEST(a_text_is_refused_in_time_and_the_same_page_saves_it_later),
        ROOM_TEST(no_receipt_is_shown_without_room_and_one_with_it),
        ROOM_TEST(people_come_in_and_go_while_there_is_little_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
