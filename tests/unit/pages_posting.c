/* pages_posting.c - 张贴 in whole requests: halls, photographs as proof, versions, posters with their codes, the
 * receipt; and that nobody sees another unit's. */
#include "support/hall_site.h"
#include "support/xlsx_reader.h"

#include "store/posting_store.h"
#include "store/reminder_store.h"

/* The first version, of what was shortlisted. */
static void publish_now(struct site *s)
{
    struct person office = person(s, "office01");
    struct person second = person(s, "office02");
    compose(&office);
    propose_notice(&office);
    release_notice(&second);
}

static const char *path_to(struct site *s, const char *ref, const char *rest)
{
    return text_format(s->a, "/nominations/%s/%s", ref, rest);
}

/* ---- halls ---- */

static void a_unit_names_its_halls_renames_and_ends_them_and_everything_stays_on_record(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    struct person unit = person(s, p.list.units[0]);
    const char *page = postings_of(s, p.list.refs[0]);
    struct answer x = get(&unit, page);
    assert_true(answer_says(&x, "还没有登记营业厅、窗口，至少登记一处"));
    struct sheet *form = open_form(&unit, page, page);
    sheet_set(form, "name", "");
    sheet_set(form, "address", "示例路 1 号");
    x = post(&unit, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请填写营业厅或者窗口的名称"));
    assert_true(answer_says(&x, "示例路 1 号"));
    add_hall(&unit, p.list.refs[0], "城北营业厅", "示例路 1 号");
    add_hall(&unit, p.list.refs[0], "城南营业厅", "示例路 2 号");
    form = open_form(&unit, page, page);
    sheet_set(form, "name", "城北营业厅");
    sheet_set(form, "address", "示例路 1 号");
    x = post(&unit, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "这一处已经登记了"));
    const char *north = text_format(s->a, "%s/%s", page, hall_ref(s, "城北营业厅"));
    const char *south = text_format(s->a, "%s/%s", page, hall_ref(s, "城南营业厅"));
    form = open_form(&unit, page, north);
    sheet_set(form, "name", "城北服务大厅");
    x = post(&unit, form);
    assert_int_equal(x.status, 303);
    x = get(&unit, page);
    assert_true(answer_says(&x, "城北服务大厅"));
    assert_true(answer_says(&x, "以前登记为“城北营业厅”，示例路 1 号"));
    form = open_form(&unit, page, south);
    sheet_set(form, "act", "end");
    sheet_set(form, "reason", "");
    x = post(&unit, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请填写理由"));
    struct sheet *second = open_form(&unit, page, south);
    sheet_set(form, "reason", "已经搬迁");
    x = post(&unit, form);
    assert_int_equal(x.status, 303);
    sheet_set(second, "act", "end");
    sheet_set(second, "reason", "再停一次");
    assert_int_equal(post(&unit, second).status, 409);
    x = get(&unit, page);
    assert_true(answer_says(&x, "停用，理由：已经搬迁"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM hall"), 2);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM hall_name"), 3);
    site_is_sound(s);
}

/* ---- photographs ---- */

static void a_photograph_with_its_day_proves_a_hall_and_nothing_of_the_camera_is_kept(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    struct person unit = person(s, p.list.units[0]);
    struct person office = person(s, "office01");
    const char *page = postings_of(s, p.list.refs[0]);
    add_hall(&unit, p.list.refs[0], "城北营业厅", "示例路 1 号");
    struct answer x = get(&unit, page);
    assert_true(answer_says(&x, "“城北营业厅”还没有上传张贴的照片"));
    x = get(&unit, path_to(s, p.list.refs[0], ""));
    x = get(&unit, text_format(s->a, "/nominations/%s", p.list.refs[0]));
    assert_true(answer_says(&x, "公示待张贴"));
    photograph_hall(&unit, p.list.refs[0], "城北营业厅", "2015年7月21日", 800);
    x = get(&unit, page);
    assert_true(answer_says(&x, "1 处都已张贴第 1 版，照片齐全。"));
    assert_true(answer_says(&x, "第 1 版，7月21日（周二）张贴"));
    x = get(&unit, text_format(s->a, "/nominations/%s", p.list.refs[0]));
    assert_true(answer_says(&x, "公示已张贴"));
    const char *photo =
        text_format(s->a, "%s/%s/%s", page, hall_ref(s, "城北营业厅"), site_sql(s, "SELECT ref FROM posting_proof"));
    struct person readers[] = {unit, office};
    for (size_t i = 0; i < 2; i++) {
        x = get(&readers[i], photo);
        assert_int_equal(x.status, 200);
        assert_string_equal(answer_header(&x, "Content-Type"), "image/jpeg");
        assert_false(bytes_contain((const unsigned char *)x.body, x.len, "Exif"));
        struct answer small = get(&readers[i], text_format(s->a, "%s?small=1", photo));
        assert_int_equal(small.status, 200);
        assert_true(small.len < x.len);
    }
    struct person stranger = person(s, p.list.units[1]);
    struct person public = visitor(s);
    assert_int_equal(get(&stranger, photo).status, 404);
    assert_int_equal(get(&stranger, page).status, 404);
    assert_int_equal(get(&public, photo).status, 303);
    struct answer list = get(&public, "/publicity");
    assert_false(answer_says(&list, "城北营业厅"));
    site_is_sound(s);
}

static void the_day_must_be_one_on_which_that_version_could_hang(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    struct person unit = person(s, p.list.units[0]);
    static const char *const rows[][2] = {{"", "请填写张贴的日期"},
                                          {"上周", "日期不能识别"},
                                          {"2015年7月", "日期不能识别"},
                                          {"2015-7-22", "这一天还没有到"},
                                          {"2015-7-20", "张贴的日期不能早于这一天"}};
    add_hall(&unit, p.list.refs[0], "城北营业厅", "示例路 1 号");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sheet *form = photo_form(&unit, p.list.refs[0], "城北营业厅");
        sheet_set(form, "caption", "大门左侧");
        struct answer x = send_photo(&unit, form, rows[i][0], 800);
        assert_int_equal(x.status, 422);
        assert_true(answer_says(&x, rows[i][1]));
        assert_true(answer_says(&x, "大门左侧"));
    }
    struct sheet *form = photo_form(&unit, p.list.refs[0], "城北营业厅");
    sheet_set(form, "posted_on", "2015-7-21");
    struct answer x = post(&unit, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请选择张贴的照片"));
    struct sheet_file page = {"photo", "门前.jpg", "<!doctype html><p>照片</p>", 28};
    x = post_file(&unit, form, &page);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "门前.jpg"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM posting_proof"), 0);
    site_is_sound(s);
}

static void one_picture_proves_one_hall(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    struct person unit = person(s, p.list.units[0]);
    add_hall(&unit, p.list.refs[0], "城北营业厅", "示例路 1 号");
    add_hall(&unit, p.list.refs[0], "城南营业厅", "示例路 2 号");
    photograph_hall(&unit, p.list.refs[0], "城北营业厅", "2015-7-21", 800);
    struct answer x = send_photo(&unit, photo_form(&unit, p.list.refs[0], "城北营业厅"), "2015-7-21", 800);
    assert_true(answer_says(&x, "这张照片已经上传过了"));
    x = send_photo(&unit, photo_form(&unit, p.list.refs[0], "城南营业厅"), "2015-7-21", 800);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "这张照片已经用在另一处"));
    x = get(&unit, postings_of(s, p.list.refs[0]));
    assert_true(answer_says(&x, "“城南营业厅”还没有上传张贴的照片"));
    site_is_sound(s);
}

static void a_photograph_is_replaced_and_taken_back_and_the_record_of_it_stays(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    struct person unit = person(s, p.list.units[0]);
    const char *page = postings_of(s, p.list.refs[0]);
    add_hall(&unit, p.list.refs[0], "城北营业厅", "示例路 1 号");
    photograph_hall(&unit, p.list.refs[0], "城北营业厅", "2015-7-21", 800);
    const char *first = site_sql(s, "SELECT ref FROM posting_proof");
    struct sheet *form = photo_form(&unit, p.list.refs[0], "城北营业厅");
    sheet_set(form, "replaces", first);
    struct answer x = send_photo(&unit, form, "2015-7-21", 820);
    assert_int_equal(x.status, 303);
    x = get(&unit, page);
    assert_true(answer_says(&x, "已换下"));
    const char *second = site_sql(s, "SELECT ref FROM posting_proof ORDER BY id DESC LIMIT 1");
    const char *path = text_format(s->a, "%s/%s/%s", page, hall_ref(s, "城北营业厅"), second);
    form = open_form(&unit, page, path);
    struct sheet *again = open_form(&unit, page, path);
    x = post(&unit, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请填写理由"));
    sheet_set(form, "reason", "照片拍错了地方");
    x = post(&unit, form);
    assert_int_equal(x.status, 303);
    sheet_set(again, "reason", "再撤一次");
    assert_int_equal(post(&unit, again).status, 409);
    x = get(&unit, page);
    assert_true(answer_says(&x, "撤回，理由：照片拍错了地方"));
    assert_true(answer_says(&x, "“城北营业厅”还没有上传张贴的照片"));
    assert_int_equal(get(&unit, path).status, 200); /* the picture stays readable */
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM posting_proof"), 2);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM posting_proof_end"), 2);
    site_is_sound(s);
}

/* What the halls hold, in one line. */
static const char *everything(struct site *s)
{
    return site_sql(s, "SELECT (SELECT COUNT(*) FROM hall) || ' ' || (SELECT COUNT(*) FROM hall_name) || ' ' || (SELECT"
                       " COUNT(*) FROM posting_proof) || ' ' || (SELECT COUNT(*) FROM posting_proof_end) || ' ' ||"
                       " (SELECT COUNT(*) FROM audit_entry) || ' ' || (SELECT COUNT(*) FROM evidence_file)");
}

/* Each step of the writer fails once: nothing of the act stays; then it succeeds. */
static void a_replacement_that_breaks_at_any_step_leaves_the_old_photograph_alone(void **state)
{
    enum { STEPS_MAX = 200 };
    struct site *s = *state;
    struct publicity p = published(s);
    struct person unit = person(s, p.list.units[0]);
    add_hall(&unit, p.list.refs[0], "城北营业厅", "示例路 1 号");
    photograph_hall(&unit, p.list.refs[0], "城北营业厅", "2015-7-21", 800);
    const char *first = site_sql(s, "SELECT ref FROM posting_proof");
    const char *before = everything(s);
    int steps = 0;
    for (int n = 1; n < STEPS_MAX && steps == 0; n++) {
        struct sheet *form = photo_form(&unit, p.list.refs[0], "城北营业厅");
        sheet_set(form, "replaces", first);
        s->may_fail = true;
        db_fail_nth(store_writer_db(s->store), n);
        struct answer x = send_photo(&unit, form, "2015-7-21", 820);
        db_fail_nth(store_writer_db(s->store), 0);
        s->may_fail = false;
        steps = x.status == 303 ? n : 0;
        if (steps == 0) {
            assert_true(x.status == 500 || x.status == 503);
            assert_string_equal(everything(s), before);
        }
    }
    assert_true(steps > 8);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM posting_proof_end WHERE replaced_by IS NOT NULL"), 1);
    site_is_sound(s);
}

/* ---- versions ---- */

static void a_new_version_asks_for_a_new_photograph_and_says_which_one_hangs(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    struct person unit = person(s, p.list.units[0]);
    const char *page = postings_of(s, p.list.refs[0]);
    add_hall(&unit, p.list.refs[0], "城北营业厅", "示例路 1 号");
    photograph_hall(&unit, p.list.refs[0], "城北营业厅", "2015-7-21", 800);
    second_version(s, "");
    unit = person(s, p.list.units[0]); /* the next day */
    struct answer x = get(&unit, page);
    assert_true(answer_says(&x, "张贴的是第 1 版，请换成第 2 版"));
    assert_true(answer_says(&x, "延长到 7月27日"));
    struct sheet *form = photo_form(&unit, p.list.refs[0], "城北营业厅");
    sheet_set(form, "version", "2");
    x = send_photo(&unit, form, "2015-7-21", 820);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "公示第 2 版 7月22日（周三）才发布"));
    form = photo_form(&unit, p.list.refs[0], "城北营业厅");
    sheet_set(form, "version", "1"); /* an old photograph proves the old version */
    x = send_photo(&unit, form, "2015-7-21", 840);
    assert_int_equal(x.status, 303);
    x = get(&unit, page);
    assert_true(answer_says(&x, "张贴的是第 1 版，请换成第 2 版"));
    form = photo_form(&unit, p.list.refs[0], "城北营业厅");
    sheet_set(form, "version", "2");
    x = send_photo(&unit, form, "2015-7-22", 820);
    assert_int_equal(x.status, 303);
    x = get(&unit, page);
    assert_true(answer_says(&x, "1 处都已张贴第 2 版"));
    assert_false(answer_says(&x, "请换成第 2 版"));
    site_is_sound(s);
}

static void after_the_close_nothing_can_be_added_and_the_page_says_so(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    struct person unit = person(s, p.list.units[0]);
    const char *page = postings_of(s, p.list.refs[0]);
    add_hall(&unit, p.list.refs[0], "城北营业厅", "示例路 1 号");
    struct sheet *hall = open_form(&unit, page, page);
    struct sheet *photo = photo_form(&unit, p.list.refs[0], "城北营业厅");
    site_clock(s, PUBLICITY_CLOSES - 600);
    unit = person(s, p.list.units[0]);
    photo = photo_form(&unit, p.list.refs[0], "城北营业厅");
    hall = open_form(&unit, page, page);
    site_clock(s, PUBLICITY_CLOSES);
    struct answer x = send_photo(&unit, photo, "2015-7-25", 800);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "公示已于 7月25日（周六）24:00结束，不能再登记和上传"));
    sheet_set(hall, "name", "城南营业厅");
    sheet_set(hall, "address", "示例路 2 号");
    assert_int_equal(post(&unit, hall).status, 409);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM posting_proof"), 0);
    site_is_sound(s);
}

/* ---- the office ---- */

static void the_office_sees_every_hall_and_the_others_find_no_such_page(void **state)
{
    struct site *s = *state;
    struct publicity p = shortlisted(s);
    struct person office = person(s, "office01");
    struct answer x = get(&office, "/publicity/postings");
    assert_true(answer_says(&x, "公示还没有发布。"));
    publish_now(s);
    struct person one = person(s, p.list.units[0]);
    struct person two = person(s, p.list.units[1]);
    add_hall(&one, p.list.refs[0], "城北营业厅", "示例路 1 号");
    add_hall(&one, p.list.refs[0], "城南营业厅", "示例路 2 号");
    add_hall(&two, p.list.refs[1], "出租车窗口", "示例路 3 号");
    photograph_hall(&one, p.list.refs[0], "城北营业厅", "2015-7-21", 800);
    x = get(&office, "/publicity/postings");
    assert_true(answer_says(&x, "共登记营业厅、窗口 3 处：已张贴 1 处，未张贴 2 处；1 个单位还没有登记。"));
    assert_true(answer_says(&x, "7月21日（周二）张贴，第 1 版"));
    assert_true(answer_says(&x, "?small=1"));
    assert_false(answer_says(&x, "已逾期</span>"));
    x = get(&office, "/publicity/postings?state=missing");
    assert_false(answer_says(&x, "城北营业厅"));
    assert_true(answer_says(&x, "出租车窗口"));
    x = get(&office, "/publicity/postings?state=overdue");
    assert_true(answer_says(&x, "没有符合条件的"));
    site_clock(s, 1437580800 + 3600); /* 23 July, 01:00: due was the 22nd, 24:00 */
    office = person(s, "office01");
    x = get(&office, "/publicity/postings?state=overdue");
    assert_true(answer_says(&x, "已逾期</span>"));
    assert_true(answer_says(&x, "清泉到家"));
    x = get(&office, "/publicity/postings?q=%E5%87%BA%E7%A7%9F");
    assert_true(answer_says(&x, "爱心送考"));
    assert_false(answer_says(&x, "城南营业厅"));
    struct answer book = get(&office, "/publicity/postings.xlsx");
    assert_int_equal(book.status, 200);
    struct xlsx read = {book.a, (const unsigned char *)book.body, book.len};
    const char *text = xlsx_all(&read);
    assert_non_null(strstr(text, "城南营业厅"));
    assert_non_null(strstr(text, "未张贴（逾期）"));
    xlsx_is_quiet(&read);
    static const char *const strangers[] = {"sector01", "district", "police01", "admin", "judge", "auditor"};
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
        struct person stranger = person(s, strangers[i]);
        assert_int_equal(get(&stranger, "/publicity/postings").status, 403);
        assert_int_equal(get(&stranger, "/publicity/postings.xlsx").status, 403);
        assert_int_equal(get(&stranger, postings_of(s, p.list.refs[0])).status, 403);
    }
    site_is_sound(s);
}

static void a_recused_person_of_the_office_finds_the_brand_neither_here_nor_among_the_debts(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    answers(s, (struct answering){.ref = p.list.refs[0], .login = "office03", .is_recused = true});
    struct person recused = person(s, "office03");
    struct answer x = get(&recused, "/publicity/postings");
    assert_int_equal(x.status, 200);
    assert_false(answer_says(&x, "一路暖行"));
    assert_true(answer_says(&x, "清泉到家"));
    assert_int_equal(get(&recused, postings_of(s, p.list.refs[0])).status, 404);
    x = get(&recused, "/reminders?kind=unit");
    assert_false(answer_says(&x, "一路暖行"));
}

static const char *reminder_page(struct site *s, const char *ref)
{
    return text_format(s->a, "/reminders/%s",
                       site_sql(s, text_format(s->a,
                                               "SELECT b.ref FROM body b JOIN nomination n ON n.body_id = b.id"
                                               " WHERE n.ref = '%s'",
                                               ref)));
}

static void what_is_not_posted_is_a_debt_of_its_unit_until_it_hangs_or_the_notice_is_over(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    struct person office = person(s, "office01");
    struct person unit = person(s, p.list.units[0]);
    const char *page = reminder_page(s, p.list.refs[0]);
    struct answer x = get(&office, page);
    assert_true(answer_says(&x, "的公示还有 1 处没有张贴，或者没有上传照片"));
    add_hall(&unit, p.list.refs[0], "城北营业厅", "示例路 1 号");
    add_hall(&unit, p.list.refs[0], "城南营业厅", "示例路 2 号");
    x = get(&office, page);
    assert_true(answer_says(&x, "的公示还有 2 处没有张贴"));
    photograph_hall(&unit, p.list.refs[0], "城北营业厅", "2015-7-21", 800);
    x = get(&office, page);
    assert_true(answer_says(&x, "的公示还有 1 处没有张贴"));
    photograph_hall(&unit, p.list.refs[0], "城南营业厅", "2015-7-21", 820);
    x = get(&office, page);
    assert_false(answer_says(&x, "没有张贴"));
    second_version(s, "");
    office = person(s, "office01");
    x = get(&office, page);
    assert_true(answer_says(&x, "的公示还有 2 处没有张贴"));
    x = get(&office, "/reminders?kind=unit&state=owing");
    assert_true(answer_says(&x, "公示未张贴"));
    site_clock(s, PUBLICITY_CLOSES); /* the stage; the notice was extended */
    office = person(s, "office01");
    x = get(&office, page);
    assert_true(answer_says(&x, "的公示还有 2 处没有张贴"));
    site_clock(s, 1438012800); /* 27 July, 24:00 */
    office = person(s, "office01");
    x = get(&office, page);
    assert_false(answer_says(&x, "没有张贴"));
}

/* The board of debts says in SQL what domain/posting.h says in C. */
static void the_debt_is_due_when_the_hall_is(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    struct reading_for x = {store_reader_take(s->store), s->a, s->round.id, 0};
    for (int version = 1; version <= 2; version++) {
        struct released_notices n;
        struct debtor *list = NULL;
        size_t len = 0;
        size_t found = 0;
        assert_int_equal(released_notices(x.db, s->a, s->round.id, &n), OK);
        assert_int_equal(debtor_list(&x, &s->round, 0, clock_now(&s->clock), &list, &len), OK);
        for (size_t i = 0; i < len; i++) {
            for (size_t k = 0; k < list[i].items_len; k++) {
                if (list[i].items[k].facts.kind == DEBT_POSTING) {
                    assert_int_equal(list[i].items[k].due_at, posting_due_at(&n.items[0].is));
                    found++;
                }
            }
        }
        assert_int_equal(found, version == 1 ? 3 : 2);
        if (version == 1) {
            second_version(s, p.list.refs[2]);
        }
    }
    store_reader_give(s->store, x.db);
}

static void the_units_are_told_that_it_is_out_and_that_there_is_a_new_version(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    const char *halls = text_format(s->a, "/nominations/%s/postings", p.list.refs[1]);
    struct person unit = person(s, p.list.units[1]);
    struct answer x = get(&unit, "/messages");
    assert_true(answer_says(&x, "公示已经发布，请在营业厅、办事窗口张贴"));
    assert_true(page_has_link(s->a, x.body, halls));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM message WHERE title LIKE '公示已经发布%'"), 3);
    second_version(s, p.list.refs[2]);
    unit = person(s, p.list.units[1]);
    x = get(&unit, "/messages");
    assert_true(answer_says(&x, "公示第 2 版已经发布，请换上新的张贴件"));
    struct person removed = person(s, p.list.units[2]);
    x = get(&removed, "/messages");
    assert_false(answer_says(&x, "公示第 2 版"));
    site_is_sound(s);
}

/* ---- on paper ---- */

static void the_poster_has_its_own_brand_the_whole_list_and_a_code_to_the_brands_page(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    hall_paper(s);
    struct person unit = person(s, p.list.units[1]);
    struct person stranger = person(s, p.list.units[0]);
    static const char *const sizes[] = {"a3", "a4"};
    for (size_t i = 0; i < 2; i++) {
        const char *path = path_to(s, p.list.refs[1], text_format(s->a, "poster.pdf?size=%s", sizes[i]));
        const char *pdf = kept_file(&unit, path, sizes[i]);
        const char *text = squeezed(s->a, pdf_says(s->a, s->dir, pdf));
        static const char *const parts[] = {"候选名单的公示",
                                            "本单位参加公示的品牌爱心送考",
                                            "23℃是人体感到舒适的温度",
                                            "张贴时间：2015年7月21日至7月25日",
                                            "现将名单予以公示",
                                            "0519-85680863",
                                            "czwmb@163.com",
                                            "本次推荐评选不收取任何费用。",
                                            "候选名单（共3个，排名不分先后）",
                                            "公示第1版·校验码",
                                            "一路暖行",
                                            "清泉到家",
                                            "办公室2015年7月21日"};
        for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
            if (strstr(text, parts[k]) == NULL) {
                fail_msg("not on the poster: %s\n%s", parts[k], text);
            }
        }
        const char *stem = text_format(s->a, "%s/poster", s->dir);
        const char *const render[] = {"pdftoppm", "-r", "60", "-png", "-singlefile", pdf, stem, NULL};
        (void)tool_says(s->a, s->dir, render);
        const char *const scan[] = {"zbarimg", "-q", "--raw", text_format(s->a, "%s.png", stem), NULL};
        assert_string_equal(tool_says(s->a, s->dir, scan),
                            text_format(s->a, "https://" SITE_HOST "/publicity/%s\n", p.brands[1]));
        assert_int_equal(get(&stranger, path).status, 404);
    }
    assert_int_equal(get(&unit, path_to(s, p.list.refs[1], "poster.pdf?size=a0")).status, 404);
}

static void there_is_no_poster_before_the_release_and_none_of_a_brand_that_was_removed(void **state)
{
    struct site *s = *state;
    struct publicity p = shortlisted(s);
    hall_paper(s);
    struct person unit = person(s, p.list.units[0]);
    const char *poster = path_to(s, p.list.refs[0], "poster.pdf?size=a3");
    assert_int_equal(get(&unit, poster).status, 404);
    assert_int_equal(get(&unit, postings_of(s, p.list.refs[0])).status, 404);
    publish_now(s);
    assert_int_equal(get(&unit, poster).status, 200);
    add_hall(&unit, p.list.refs[0], "城北营业厅", "示例路 1 号");
    second_version(s, p.list.refs[0]);
    unit = person(s, p.list.units[0]); /* the next day */
    struct answer x = get(&unit, poster);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "已经从候选名单中撤下，没有张贴件，已经张贴的请取下。说明：经核查不符合条件"));
    assert_false(answer_says(&x, "下载 A3 张贴件"));
    x = get(&unit, postings_of(s, p.list.refs[0]));
    assert_int_equal(x.status, 200);
    assert_null(posted_from(s->a, x.body, postings_of(s, p.list.refs[0])));
    struct person beside = person(s, p.list.units[1]);
    const char *pdf = kept_file(&beside, path_to(s, p.list.refs[1], "poster.pdf"), "beside");
    assert_non_null(strstr(squeezed(s->a, pdf_says(s->a, s->dir, pdf)), "一路暖行（已撤下）"));
    assert_non_null(strstr(squeezed(s->a, pdf_says(s->a, s->dir, pdf)), "共2个"));
    site_is_sound(s);
}

static void the_receipt_lists_every_hall_with_what_hangs_there(void **state)
{
    struct site *s = *state;
    struct publicity p = published(s);
    hall_paper(s);
    struct person unit = person(s, p.list.units[0]);
    add_hall(&unit, p.list.refs[0], "城北营业厅", "示例路 1 号");
    add_hall(&unit, p.list.refs[0], "城南营业厅", "示例路 2 号");
    photograph_hall(&unit, p.list.refs[0], "城北营业厅", "2015-7-21", 800);
    const char *text =
        squeezed(s->a, pdf_says(s->a, s->dir, kept_file(&unit, path_to(s, p.list.refs[0], "postings.pdf"), "receipt")));
    assert_non_null(strstr(text, "公示张贴回执"));
    assert_non_null(strstr(text, "城北营业厅"));
    assert_non_null(strstr(text, "第1版"));
    assert_non_null(strstr(text, "未张贴"));
    assert_non_null(strstr(text, "单位（盖章）："));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        HALL_TEST(a_unit_names_its_halls_renames_and_ends_them_and_everything_stays_on_record),
        HALL_TEST(a_photograph_with_its_day_proves_a_hall_and_nothing_of_the_camera_is_kept),
        HALL_TEST(the_day_must_be_one_on_which_that_version_could_hang),
        HALL_TEST(one_picture_proves_one_hall),
        HALL_TEST(a_photograph_is_replaced_and_taken_back_and_the_record_of_it_stays),
        HALL_TEST(a_replacement_that_breaks_at_any_step_leaves_the_old_photograph_alone),
        HALL_TEST(a_new_version_asks_for_a_new_photograph_and_says_which_one_hangs),
        HALL_TEST(after_the_close_nothing_can_be_added_and_the_page_says_so),
        HALL_TEST(the_office_sees_every_hall_and_the_others_find_no_such_page),
        HALL_TEST(a_recused_person_of_the_office_finds_the_brand_neither_here_nor_among_the_debts),
        HALL_TEST(what_is_not_posted_is_a_debt_of_its_unit_until_it_hangs_or_the_notice_is_over),
        HALL_TEST(the_debt_is_due_when_the_hall_is),
        HALL_TEST(the_units_are_told_that_it_is_out_and_that_there_is_a_new_version),
        HALL_TEST(the_poster_has_its_own_brand_the_whole_list_and_a_code_to_the_brands_page),
        HALL_TEST(there_is_no_poster_before_the_release_and_none_of_a_brand_that_was_removed),
        HALL_TEST(the_receipt_lists_every_hall_with_what_hangs_there),
    };
    if (argc > 1 && strcmp(argv[1], "paper-worker") == 0) {
        return paper_worker_main(3);
    }
    if (argc > 1 && strcmp(argv[1], IMAGE_WORKER_ARGUMENT) == 0) {
        return image_worker_main(IMAGE_WORKER_FD);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
