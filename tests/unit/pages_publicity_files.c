/* pages_publicity_files.c - PDFs that go out with the notice: uploaded, looked through by the gate page by page,
 * released with it, served to everybody until a later version leaves them out. */
#include "support/media_site.h"
#include "support/pdf_maker.h"
#include "support/publicity_site.h"

#include "media/image_worker.h"
#include "store/publicity_store.h"

static const char composing[] = "/publicity/compose";
static const char files_path[] = "/publicity/compose/files";

/* One page in Helvetica that shows this; `more`: other things that it draws. */
static struct made paper_saying(const char *text, const char *more)
{
    struct pdf_maker p = pdf_start("%PDF-1.7\n%\342\343\317\323\n");
    char page[600];
    (void)snprintf(page, sizeof page, "BT /F1 12 Tf 72 700 Td (%s) Tj ET %s", text, more);
    pdf_pages(&p, 1, "", "/Contents 5 0 R /Resources << /Font << /F1 4 0 R >> /XObject << /I1 6 0 R >> >>");
    pdf_object(&p, 4, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    pdf_stream(&p, 5, "", page, strlen(page));
    pdf_stream(&p, 6, "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
               "x", 1);
    return pdf_end(&p, "", 0);
}

static struct answer sends(struct person *office, const char *title, const char *name, const struct made *m)
{
    struct sheet *form = open_form(office, files_path, files_path);
    struct sheet_file file = {"file", name, m->bytes, m->len};
    sheet_set(form, "title", title);
    return post_file(office, form, &file);
}

static void attaches(struct person *office, const char *title, const char *text, const char *more)
{
    struct made m = paper_saying(text, more);
    struct answer x = sends(office, title, "扫描件.pdf", &m);
    made_free(&m);
    leads_to(&x, "/publicity/compose/files?added=1");
}

static void decides(struct person *office, const char *decision, int status)
{
    struct sheet *form = open_form(office, composing, "/publicity/findings");
    sheet_set(form, "decision", decision);
    sheet_set(form, "reason", "逐页看过");
    struct answer x = post(office, form);
    assert_int_equal(x.status, status);
}

static const char *sha_of(struct site *s, const char *title)
{
    return site_sql(s, text_format(s->a, "SELECT sha256 FROM publicity_file WHERE title = '%s'", title));
}

static const char *public_path(struct site *s, const char *title)
{
    return text_format(s->a, "/publicity/files/%s", sha_of(s, title));
}

/* A draft that could be released, before anything is attached. */
static struct person drafting(struct site *s)
{
    (void)shortlisted(s);
    struct person office = person(s, "office01");
    compose(&office);
    return office;
}

static void releases(struct person *office)
{
    struct person second = person(office->site, "office02");
    propose_notice(office);
    release_notice(&second);
}

static void an_attachment_goes_out_with_the_notice_and_not_before(void **state)
{
    struct site *s = *state;
    struct person office = drafting(s);
    struct person second = person(s, "office02");
    struct person anyone = visitor(s);
    attaches(&office, "公示的盖章件", "Notice, stamped", "");
    const char *path = public_path(s, "公示的盖章件");
    assert_int_equal(get(&anyone, path).status, 404);
    struct answer x = get(&second, files_path);
    assert_true(answer_says(&x, "公示的盖章件"));
    const char *own = text_format(s->a, "%s/%s", files_path, site_sql(s, "SELECT ref FROM publicity_file"));
    assert_memory_equal(get(&second, own).body, "%PDF-", 5);
    x = get(&office, composing);
    assert_true(answer_says(&x, "；2. 公示的盖章件（PDF，1 页）"));
    releases(&office);
    x = get(&anyone, "/publicity");
    assert_true(page_has_link(s->a, x.body, path));
    x = get(&anyone, path);
    assert_int_equal(x.status, 200);
    assert_string_equal(answer_header(&x, "Content-Type"), "application/pdf");
    assert_memory_equal(x.body, "%PDF-", 5);
    assert_string_equal(answer_header(&x, "Cache-Control"), "public, no-cache");
    assert_int_equal(
        ask(&anyone, &(struct ask){.method = "GET", .target = path, .if_none_match = answer_header(&x, "ETag")}).status,
        304);
    site_is_sound(s);
}

static void numbers_inside_stop_the_release_and_cannot_be_withheld(void **state)
{
    struct site *s = *state;
    struct person office = drafting(s);
    attaches(&office, "名册", "Call 13912345678 or 11010519491231002X", "");
    struct answer x = get(&office, composing);
    assert_true(answer_says(&x, "附件“名册”第 1 页"));
    assert_true(answer_says(&x, "139****5678"));
    assert_false(answer_says(&x, "13912345678"));
    assert_null(posted_from(s->a, x.body, "/publicity/proposal"));
    assert_false(answer_says(&x, "遮住后公开</button>"));
    decides(&office, "withhold", 422);
    decides(&office, "publish", 303);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM publicity_override"), 1);
    x = get(&office, composing);
    assert_null(posted_from(s->a, x.body, "/publicity/proposal")); /* the other number waits */
    const char *remove = text_format(s->a, "%s/%s/remove", files_path, site_sql(s, "SELECT ref FROM publicity_file"));
    press(&office, files_path, remove, "/publicity/compose/files?removed=1");
    x = get(&office, composing);
    assert_false(answer_says(&x, "名册"));
    assert_non_null(posted_from(s->a, x.body, "/publicity/proposal"));
    site_is_sound(s);
}

static void what_no_machine_reads_is_looked_at_by_a_person(void **state)
{
    struct site *s = *state;
    struct person office = drafting(s);
    attaches(&office, "盖章扫描件", "", "q 100 0 0 100 0 0 cm /I1 Do Q");
    struct answer x = get(&office, composing);
    assert_true(answer_says(&x, "第 1 页有图片，或者机器认不出的文字"));
    assert_null(posted_from(s->a, x.body, "/publicity/proposal"));
    decides(&office, "publish", 303);
    x = get(&office, composing);
    assert_non_null(posted_from(s->a, x.body, "/publicity/proposal"));
    assert_true(answer_says(&x, "逐页看过"));
}

static void a_later_version_begins_with_the_files_of_the_one_before_and_may_leave_them_out(void **state)
{
    struct site *s = *state;
    struct person office = drafting(s);
    struct person anyone = visitor(s);
    attaches(&office, "公示的盖章件", "Notice, stamped", "");
    releases(&office);
    const char *path = public_path(s, "公示的盖章件");
    struct sheet *form = open_form(&office, composing, composing);
    sheet_set(form, "change", "订正电话。");
    struct answer x = post(&office, form);
    leads_to(&x, "/publicity/compose?saved=1");
    releases(&office);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM published_file"), 2);
    assert_int_equal(get(&anyone, path).status, 200);
    const char *remove = text_format(s->a, "%s/%s/remove", files_path, site_sql(s, "SELECT ref FROM publicity_file"));
    press(&office, files_path, remove, "/publicity/compose/files?removed=1");
    attaches(&office, "新的盖章件", "Another one", "");
    releases(&office);
    assert_int_equal(get(&anyone, path).status, 404);
    assert_int_equal(get(&anyone, public_path(s, "新的盖章件")).status, 200);
    assert_string_equal(site_sql(s, "SELECT change_text FROM published_notice WHERE version_no = 3"),
                        "去掉附件“公示的盖章件”。");
    x = get(&anyone, "/publicity/versions/1");
    assert_true(answer_says(&x, "公示的盖章件"));
    assert_false(page_has_link(s->a, x.body, path));
    site_is_sound(s);
}

static void what_is_no_pdf_or_too_much_is_refused_beside_its_field(void **state)
{
    struct site *s = *state;
    struct person office = drafting(s);
    struct sheet *form = open_form(&office, files_path, files_path);
    sheet_set(form, "title", "没有文件");
    struct answer x = post_file(&office, form, NULL);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请选择 PDF 文件"));
    assert_true(answer_says(&x, "value=\"没有文件\""));
    struct made text = {0};
    made_add(&text, "plain words", 11);
    x = sends(&office, "文字", "说明.pdf", &text);
    made_free(&text);
    assert_int_equal(x.status, 422);
    struct made m = make_jpeg(&(struct jpeg_recipe){.width = 800, .height = 600, .orientation = 1});
    x = sends(&office, "照片", "照片.jpg", &m);
    made_free(&m);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "图片请先转成 PDF"));
    m = paper_saying("One", "");
    x = sends(&office, "一个长得超过了四十个字的附件名称一个长得超过了四十个字的附件名称一个长得超过了四十个字",
              "a.pdf", &m);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "附件名称太长，请缩短到 40 字以内"));
    x = sends(&office, "", "盖章件.PDF", &m); /* named as the file was */
    leads_to(&x, "/publicity/compose/files?added=1");
    assert_string_equal(site_sql(s, "SELECT title FROM publicity_file"), "盖章件");
    x = sends(&office, "又一次", "a.pdf", &m);
    made_free(&m);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "这份文件已经在附件里：“盖章件”"));
    for (int i = 2; i <= PUBLISHED_FILES_MAX; i++) {
        attaches(&office, text_format(s->a, "第 %d 份", i), text_format(s->a, "Sheet %d", i), "");
    }
    x = get(&office, files_path);
    assert_null(posted_from(s->a, x.body, files_path));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM publicity_file"), PUBLISHED_FILES_MAX);
    site_is_sound(s);
}

static void nothing_is_attached_while_a_proposal_waits(void **state)
{
    struct site *s = *state;
    struct person office = drafting(s);
    struct sheet *form = open_form(&office, files_path, files_path);
    propose_notice(&office);
    struct made m = paper_saying("One", "");
    struct sheet_file file = {"file", "a.pdf", m.bytes, m.len};
    struct answer x = post_file(&office, form, &file);
    made_free(&m);
    assert_int_equal(x.status, 409);
    assert_true(answer_says(&x, "要增减，请先撤回提出"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM publicity_file"), 0);
}

static enum err script_in_transaction(struct db *db, void *ctx)
{
    return db_script(db, ctx);
}

static void an_attachment_that_was_exchanged_is_found_by_verify(void **state)
{
    struct site *s = *state;
    struct person office = drafting(s);
    attaches(&office, "公示的盖章件", "Notice, stamped", "");
    releases(&office);
    static char change[] =
        "DROP TRIGGER published_file_is_final; UPDATE published_file SET sha256 = printf('%064d', 7)";
    assert_int_equal(store_write(s->store, script_in_transaction, change), OK);
    int64_t count = 0;
    int64_t bad = 0;
    const char *what = "";
    struct db *db = store_reader_take(s->store);
    assert_int_equal(publicity_verify(db, s->a, 0, &count, &bad, &what), ERR_CONFLICT);
    store_reader_give(s->store, db);
}

#define FILE_TEST(f) cmocka_unit_test_setup_teardown(f, media_site_setup, site_teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        FILE_TEST(an_attachment_goes_out_with_the_notice_and_not_before),
        FILE_TEST(numbers_inside_stop_the_release_and_cannot_be_withheld),
        FILE_TEST(what_no_machine_reads_is_looked_at_by_a_person),
        FILE_TEST(a_later_version_begins_with_the_files_of_the_one_before_and_may_leave_them_out),
        FILE_TEST(what_is_no_pdf_or_too_much_is_refused_beside_its_field),
        FILE_TEST(nothing_is_attached_while_a_proposal_waits),
        FILE_TEST(an_attachment_that_was_exchanged_is_found_by_verify),
    };
    if (argc > 1 && strcmp(argv[1], IMAGE_WORKER_ARGUMENT) == 0) {
        return image_worker_main(IMAGE_WORKER_FD);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
