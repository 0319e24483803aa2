/* pages_upload.c - a file in pieces, as the script sends it: begun, continued where the server stands, ended once; cut,
 * replayed, killed in between, given up, and nobody else's. */
#include <dirent.h>

#include "support/evidence_site.h"

enum { CHUNK = 256 * 1024 };

struct sending {
    struct person *p;
    const char *home, *token;
};

static struct sending begin_sending(struct person *p, const char *home)
{
    struct sheet *form = evidence_form(p, home, "rules");
    return (struct sending){p, home, sheet_get(form, "token")};
}

static struct answer post_fields(const struct sending *x, const char *target, const struct sheet *form)
{
    struct arena *a = arena_new();
    struct ask q = {.method = "POST",
                    .target = target,
                    .content_type = "application/x-www-form-urlencoded",
                    .accept = "application/json"};
    q.body = sheet_encoded(form, a, &q.body_len);
    struct answer answer = ask(x->p, &q);
    arena_free(a);
    return answer;
}

static struct sheet *empty_sheet(const struct sending *x)
{
    struct sheet *s = ARENA_NEW(x->p->site->a, struct sheet);
    s->a = x->p->site->a;
    s->action = "";
    sheet_set(s, "token", x->token);
    return s;
}

struct offer {
    const char *kind, *name;
    int64_t size;
    const char *caption, *replaces;
};

static struct answer offer(const struct sending *x, struct offer o)
{
    struct sheet *s = empty_sheet(x);
    sheet_set(s, "kind", o.kind);
    sheet_set(s, "name", o.name);
    sheet_set(s, "size", text_format(x->p->site->a, "%lld", (long long)o.size));
    sheet_set(s, "caption", o.caption == NULL ? "" : o.caption);
    sheet_set(s, "replaces", o.replaces == NULL ? "" : o.replaces);
    return post_fields(x, under(x->p->site, x->home, "uploads"), s);
}

/* The value of "upload" in a 201. */
static const char *begun(const struct sending *x, const char *kind, const char *name, size_t size)
{
    struct site *s = x->p->site;
    struct answer a = offer(x, (struct offer){kind, name, (int64_t)size, NULL, NULL});
    char ref[64] = "";
    int chunk = 0;
    if (a.status != 201 || sscanf(a.body, "{\"upload\":\"%63[a-z0-9]\",\"offset\":0,\"chunk\":%d}", ref, &chunk) != 2) {
        fail_msg("%d %s", a.status, a.body);
    }
    assert_int_equal(chunk, CHUNK);
    assert_string_equal(answer_header(&a, "Content-Type"), "application/json; charset=utf-8");
    return arena_copy(s->a, ref, strlen(ref));
}

static const char *upload_path(const struct sending *x, const char *ref, const char *more)
{
    return text_format(x->p->site->a, "%s/uploads/%s%s", x->home, ref, more);
}

static struct answer send_piece(const struct sending *x, const char *ref, int64_t offset, const void *bytes, size_t len)
{
    struct arena *a = arena_new();
    struct sheet *s = empty_sheet(x);
    sheet_set(s, "offset", text_format(x->p->site->a, "%lld", (long long)offset));
    struct sheet_file file = {"chunk", "blob", bytes, len};
    struct ask q = {.method = "POST",
                    .target = upload_path(x, ref, ""),
                    .content_type = "multipart/form-data; boundary=" SHEET_BOUNDARY,
                    .accept = "application/json"};
    q.body = sheet_multipart(s, len == 0 ? NULL : &file, a, &q.body_len);
    struct answer answer = ask(x->p, &q);
    arena_free(a);
    return answer;
}

/* All of it from `offset` on; the last answer. */
static struct answer send_from(const struct sending *x, const char *ref, const struct made *m, size_t offset)
{
    struct answer a = {0};
    while (offset < m->len) {
        size_t len = m->len - offset < CHUNK ? m->len - offset : CHUNK;
        a = send_piece(x, ref, (int64_t)offset, m->bytes + offset, len);
        offset += len;
        if (offset < m->len) {
            assert_int_equal(a.status, 200);
            assert_string_equal(a.body, text_format(x->p->site->a, "{\"offset\":%zu}", offset));
        }
    }
    return a;
}

static void stands_at(const struct sending *x, const char *ref, const char *json)
{
    struct answer a =
        ask(x->p, &(struct ask){.method = "GET", .target = upload_path(x, ref, ""), .accept = "application/json"});
    assert_int_equal(a.status, 200);
    assert_string_equal(a.body, json);
}

static size_t partial_files(struct site *s)
{
    size_t n = 0;
    DIR *d = opendir(text_format(s->a, "%s/spool/uploads", s->dir));
    for (struct dirent *e = d == NULL ? NULL : readdir(d); e != NULL; e = readdir(d)) {
        n += e->d_name[0] != '.';
    }
    if (d != NULL) {
        (void)closedir(d);
    }
    return n;
}

static void a_file_in_pieces_becomes_an_attachment_with_its_last_byte(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct sending x = begin_sending(&p, start_nomination(&p));
    struct made pdf = pdf_of_bytes(3 * CHUNK + 1000, 1);
    long long audit = site_count(s, "SELECT COUNT(*) FROM audit_entry");
    const char *ref = begun(&x, "rules", "规范.pdf", pdf.len);
    stands_at(&x, ref,
              text_format(s->a, "{\"offset\":0,\"size\":%zu,\"state\":\"receiving\",\"error\":\"\"}", pdf.len));
    struct answer a = send_piece(&x, ref, 0, pdf.bytes, CHUNK);
    assert_string_equal(a.body, "{\"offset\":262144}");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM attachment"), 0);
    assert_int_equal(partial_files(s), 1);
    a = get(&p, attachments_of(s, x.home)); /* the page shows where it stands, and how to give it up */
    assert_true(answer_says(&a, text_format(s->a, "data-pending=\"%s\"", ref)));
    assert_true(answer_says(&a, "没有传完：已收到 256 KB，共 769 KB"));
    a = send_from(&x, ref, &pdf, CHUNK);
    assert_int_equal(a.status, 200);
    const char *done = text_format(s->a, "{\"offset\":%zu,\"state\":\"done\",\"html\":\"\"}", pdf.len);
    assert_string_equal(a.body, done);
    stands_at(&x, ref,
              text_format(s->a, "{\"offset\":%zu,\"size\":%zu,\"state\":\"done\",\"error\":\"\"}", pdf.len, pdf.len));
    assert_string_equal(attached(s), "规范.pdf");
    assert_int_equal(partial_files(s), 0);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry"), audit + 1);
    a = get(&p, text_format(s->a, "%s/files/%s", x.home, site_sql(s, "SELECT sha256 FROM evidence_file")));
    assert_int_equal(a.len, pdf.len);
    assert_memory_equal(a.body, pdf.bytes, pdf.len);
    /* the last answer was lost: the same piece again, or only the question, is answered the same and does nothing */
    a = send_piece(&x, ref, 3 * CHUNK, pdf.bytes + 3 * CHUNK, 1000);
    assert_string_equal(a.body, done);
    a = send_piece(&x, ref, (int64_t)pdf.len, NULL, 0);
    assert_string_equal(a.body, done);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM attachment"), 1);
    site_is_sound(s);
    made_free(&pdf);
}

static void a_piece_replayed_or_out_of_place_is_told_where_the_server_stands(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct sending x = begin_sending(&p, start_nomination(&p));
    struct made pdf = pdf_of_bytes(2 * CHUNK + 10, 1);
    const char *ref = begun(&x, "rules", "规范.pdf", pdf.len);
    assert_int_equal(send_piece(&x, ref, 0, pdf.bytes, CHUNK).status, 200);
    static const int64_t wrong[] = {0, 1, CHUNK - 1, CHUNK + 1, 2 * CHUNK};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct answer a = send_piece(&x, ref, wrong[i], pdf.bytes, 10);
        assert_int_equal(a.status, 409);
        assert_string_equal(a.body, "{\"offset\":262144}");
    }
    struct sheet *bad = empty_sheet(&x);
    static const char *const nonsense[] = {"", "-1", "x", "99999999999999999999"};
    for (size_t i = 0; i < sizeof nonsense / sizeof nonsense[0]; i++) {
        sheet_set(bad, "offset", nonsense[i]);
        assert_int_equal(post_fields(&x, upload_path(&x, ref, ""), bad).status, 400);
    }
    struct made much = pdf_of_bytes(CHUNK + 1, 2);
    assert_int_equal(send_piece(&x, ref, CHUNK, much.bytes, much.len).status, 413);
    struct answer a = send_piece(&x, ref, CHUNK, pdf.bytes, CHUNK);
    a = send_piece(&x, ref, 2 * CHUNK, pdf.bytes, 11); /* one byte more than was announced */
    assert_int_equal(a.status, 422);
    assert_true(answer_says(&a, "“规范.pdf”比开始上传时大"));
    stands_at(&x, ref,
              text_format(s->a, "{\"offset\":524288,\"size\":%zu,\"state\":\"receiving\",\"error\":\"\"}", pdf.len));
    made_free(&pdf);
    made_free(&much);
}

static void two_tabs_that_send_the_same_upload_make_one_attachment(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct person colleague = person(s, "unit02"); /* of the same unit: may go on with it */
    struct sending x = begin_sending(&p, start_nomination(&p));
    struct sending y = begin_sending(&colleague, x.home);
    struct made pdf = pdf_of_bytes(2 * CHUNK, 1);
    const char *ref = begun(&x, "rules", "规范.pdf", pdf.len);
    assert_int_equal(send_piece(&x, ref, 0, pdf.bytes, CHUNK).status, 200);
    assert_int_equal(send_piece(&y, ref, 0, pdf.bytes, CHUNK).status, 409);
    assert_int_equal(send_piece(&y, ref, CHUNK, pdf.bytes + CHUNK, CHUNK).status, 200);
    struct answer a = send_piece(&x, ref, CHUNK, pdf.bytes + CHUNK, CHUNK);
    assert_int_equal(a.status, 200);
    assert_true(answer_says(&a, "\"state\":\"done\""));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM attachment"), 1);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'attachment_add'"), 1);
    site_is_sound(s);
    made_free(&pdf);
}

/* The program dies between two pieces; another one opens the directory. */
static void after_a_kill_the_sender_goes_on_where_the_disk_stands(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct sending x = begin_sending(&p, start_nomination(&p));
    struct made pdf = pdf_of_bytes(2 * CHUNK + 5, 1);
    const char *ref = begun(&x, "rules", "规范.pdf", pdf.len);
    assert_int_equal(send_piece(&x, ref, 0, pdf.bytes, CHUNK).status, 200);
    /* killed in the middle of the next one: half of it is there */
    FILE *f = fopen(text_format(s->a, "%s/spool/uploads/%s", s->dir, ref), "ab");
    assert_non_null(f);
    assert_int_equal(fwrite(pdf.bytes + CHUNK, 1, 1234, f), 1234);
    assert_int_equal(fclose(f), 0);
    store_close(s->store);
    assert_int_equal(store_open(s->dir, &s->random, false, &s->store), OK);
    s->app.store = s->store;
    stands_at(&x, ref,
              text_format(s->a, "{\"offset\":%d,\"size\":%zu,\"state\":\"receiving\",\"error\":\"\"}", CHUNK + 1234,
                          pdf.len));
    struct answer a = send_from(&x, ref, &pdf, CHUNK + 1234);
    assert_true(answer_says(&a, "\"state\":\"done\""));
    assert_string_equal(attached(s), "规范.pdf");
    site_is_sound(s);
    made_free(&pdf);
}

/* All bytes are there, but the server died before it looked at them: an empty piece at the end ends it. */
static void an_upload_that_was_never_ended_is_ended_by_asking(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct sending x = begin_sending(&p, start_nomination(&p));
    struct made pdf = make_pdf(3, "", "");
    const char *ref = begun(&x, "rules", "规范.pdf", pdf.len);
    assert_int_equal(send_piece(&x, ref, 0, NULL, 0).status, 200);
    FILE *f = fopen(text_format(s->a, "%s/spool/uploads/%s", s->dir, ref), "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(pdf.bytes, 1, pdf.len, f), pdf.len);
    assert_int_equal(fclose(f), 0);
    struct answer a = send_piece(&x, ref, (int64_t)pdf.len, NULL, 0);
    assert_true(answer_says(&a, "\"state\":\"done\""));
    assert_string_equal(attached(s), "规范.pdf");
    made_free(&pdf);
}

static void what_the_child_refuses_is_told_and_stays_refused(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct sending x = begin_sending(&p, start_nomination(&p));
    struct made page = {(unsigned char *)strdup("<html><script>alert(1)</script>"), 31};
    struct made small = photograph(300, 200);
    const char *ref = begun(&x, "rules", "页面.pdf", page.len);
    struct answer a = send_piece(&x, ref, 0, page.bytes, page.len);
    assert_int_equal(a.status, 422);
    assert_string_equal(a.body, "{\"error\":\"“页面.pdf”不是 PDF 或图片，请转成 PDF 后再上传\"}");
    stands_at(&x, ref,
              "{\"offset\":0,\"size\":31,\"state\":\"refused\",\"error\":\"“页面.pdf”不是 PDF 或图片，请转成 PDF "
              "后再上传\"}");
    a = send_piece(&x, ref, 0, page.bytes, page.len);
    assert_int_equal(a.status, 422);
    assert_true(answer_says(&a, "页面.pdf"));
    ref = begun(&x, "photo", "小.jpg", small.len);
    a = send_piece(&x, ref, 0, small.bytes, small.len);
    assert_int_equal(a.status, 422);
    assert_true(answer_says(&a, "只有 300×200 像素"));
    assert_string_equal(attached(s), "");
    assert_int_equal(partial_files(s), 0);
    site_is_sound(s);
    made_free(&page);
    made_free(&small);
}

static void what_cannot_be_taken_is_refused_before_the_first_byte(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct sending x = begin_sending(&p, start_nomination(&p));
    const char *forty_one = "";
    for (int i = 0; i < 41; i++) {
        forty_one = text_format(s->a, "%s窗", forty_one);
    }
    const struct {
        struct offer o;
        const char *said;
    } rows[] = {{{"rules", "承诺书.docx", 5, NULL, NULL}, "“承诺书.docx”不是 PDF 或图片，请转成 PDF 后再上传"},
                {{"photo", "规范.pdf", 5, NULL, NULL}, "“规范.pdf”是 PDF，照片要 JPG 或 PNG 图片，请换成图片再上传"},
                {{"rules", "大.pdf", 10 * MIB + 1, NULL, NULL}, "“大.pdf”有 10.1 MB"},
                {{"rules", "空.pdf", 0, NULL, NULL}, "“空.pdf”是空的"},
                {{"poems", "诗.pdf", 5, NULL, NULL}, "没有这一类材料"},
                {{"photo", "a.jpg", 5, forty_one, NULL}, "照片说明有 41 字，最多 40 字"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct answer a = offer(&x, rows[i].o);
        if (a.status != 422 || !text_starts(a.body, "{\"error\":\"") || !answer_says(&a, rows[i].said)) {
            fail_msg("%s: %d %s", rows[i].o.name, a.status, a.body);
        }
    }
    struct answer a = offer(&x, (struct offer){"rules", "十.pdf", 10 * MIB, NULL, NULL});
    assert_int_equal(a.status, 201);
    struct sheet *bad = empty_sheet(&x);
    sheet_set(bad, "kind", "rules");
    sheet_set(bad, "name", "a.pdf");
    sheet_set(bad, "size", "many");
    assert_int_equal(post_fields(&x, under(s, x.home, "uploads"), bad).status, 400);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM upload"), 1);
}

static void a_caption_and_a_place_travel_with_it(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct made one = photograph(1700, 900);
    struct made two = photograph(1800, 900);
    struct made three = photograph(1900, 900);
    attach_well(&p, home, "photo", "一.jpg", &one);
    attach_well(&p, home, "photo", "二.jpg", &two);
    struct sending x = begin_sending(&p, home);
    struct answer a = offer(&x, (struct offer){"photo", "三.jpg", (int64_t)three.len, "早晨七点", ref_of(s, "一.jpg")});
    char ref[64] = "";
    assert_int_equal(sscanf(a.body, "{\"upload\":\"%63[a-z0-9]\"", ref), 1);
    a = send_from(&x, ref, &three, 0);
    assert_true(answer_says(&a, "\"state\":\"done\""));
    assert_string_equal(attached(s), "三.jpg,二.jpg");
    assert_string_equal(site_sql(s, "SELECT caption FROM attachment WHERE name = '三.jpg'"), "早晨七点");
    site_is_sound(s);
    made_free(&one);
    made_free(&two);
    made_free(&three);
}

static void what_is_given_up_is_gone_and_may_begin_again(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct sending x = begin_sending(&p, start_nomination(&p));
    struct made pdf = pdf_of_bytes(2 * CHUNK, 1);
    const char *ref = begun(&x, "rules", "规范.pdf", pdf.len);
    assert_int_equal(send_piece(&x, ref, 0, pdf.bytes, CHUNK).status, 200);
    struct answer a = post_fields(&x, upload_path(&x, ref, "/cancel"), empty_sheet(&x));
    assert_int_equal(a.status, 200);
    assert_string_equal(a.body, "{\"state\":\"cancelled\"}");
    assert_int_equal(partial_files(s), 0);
    assert_string_equal(post_fields(&x, upload_path(&x, ref, "/cancel"), empty_sheet(&x)).body,
                        "{\"state\":\"cancelled\"}");
    a = send_piece(&x, ref, CHUNK, pdf.bytes + CHUNK, CHUNK);
    assert_int_equal(a.status, 422);
    assert_true(answer_says(&a, "已经取消"));
    assert_int_equal(partial_files(s), 0);
    ref = begun(&x, "rules", "规范.pdf", pdf.len);
    a = get(&p, attachments_of(s, x.home)); /* and without the script by a button of the page */
    struct sheet *cancel = sheet_of(s->a, a.body, upload_path(&x, ref, "/cancel"));
    assert_non_null(cancel);
    a = post(&p, cancel);
    leads_to(&a, text_format(s->a, "%s?cancelled=1", attachments_of(s, x.home)));
    site_is_sound(s);
    made_free(&pdf);
}

static void nobody_else_may_continue_it(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct person other = person(s, "other01");
    struct person office = person(s, "office01");
    struct person nobody = visitor(s);
    struct sending x = begin_sending(&p, start_nomination(&p));
    struct made pdf = pdf_of_bytes(2 * CHUNK, 1);
    const char *ref = begun(&x, "rules", "规范.pdf", pdf.len);
    const char *theirs = start_nomination(&other);
    struct sending own = begin_sending(&other, theirs);
    struct sending foreign = {&other, x.home, own.token};
    assert_int_equal(send_piece(&foreign, ref, 0, pdf.bytes, CHUNK).status, 404);
    assert_int_equal(send_piece(&own, ref, 0, pdf.bytes, CHUNK).status, 404); /* under one's own nomination */
    assert_int_equal(offer(&foreign, (struct offer){"rules", "a.pdf", 5, NULL, NULL}).status, 404);
    assert_int_equal(post_fields(&foreign, upload_path(&x, ref, "/cancel"), empty_sheet(&foreign)).status, 404);
    assert_int_equal(get(&other, upload_path(&x, ref, "")).status, 404);
    assert_int_equal(get(&office, upload_path(&x, ref, "")).status, 403);
    struct sending out = {&nobody, x.home, x.token};
    assert_int_equal(send_piece(&out, ref, 0, pdf.bytes, CHUNK).status, 401);
    struct sending forged = {&p, x.home, own.token};
    assert_int_equal(send_piece(&forged, ref, 0, pdf.bytes, CHUNK).status, 403); /* another session's token */
    assert_int_equal(partial_files(s), 0);
    assert_int_equal(send_piece(&x, "../../jianpin", 0, pdf.bytes, CHUNK).status, 400);
    assert_int_equal(send_piece(&x, "nosuchupload", 0, pdf.bytes, CHUNK).status, 404);
    made_free(&pdf);
}

static void what_was_submitted_or_taken_back_takes_no_more(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    struct sending x = begin_sending(&p, home);
    struct made pdf = pdf_of_bytes(2 * CHUNK, 1);
    const char *ref = begun(&x, "rules", "规范.pdf", pdf.len);
    assert_int_equal(send_piece(&x, ref, 0, pdf.bytes, CHUNK).status, 200);
    assert_int_equal(submit(&p, home).status, 303);
    for (int i = 0; i < 2; i++) {
        struct answer a = send_piece(&x, ref, CHUNK, pdf.bytes + CHUNK, CHUNK);
        assert_int_equal(a.status, 422);
        assert_true(answer_says(&a, "申报已经提交或者撤回，不能再上传文件"));
        a = offer(&x, (struct offer){"rules", "a.pdf", 5, NULL, NULL});
        assert_int_equal(a.status, 422);
        if (i == 0) {
            struct sheet *form = open_form(&p, under(s, home, "withdraw"), under(s, home, "withdraw"));
            sheet_set(form, "reason", "换一份材料");
            assert_int_equal(post(&p, form).status, 303);
        }
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM version_file"), 0);
    /* brought back, it goes on */
    assert_int_equal(post(&p, open_form(&p, home, under(s, home, "restore"))).status, 303);
    struct answer a = send_from(&x, ref, &pdf, CHUNK);
    assert_true(answer_says(&a, "\"state\":\"done\""));
    site_is_sound(s);
    made_free(&pdf);
}

static void after_the_close_it_is_a_draft_still(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    site_clock(s, NOMINATION_CLOSES);
    p = person(s, "unit01");
    struct sending x = begin_sending(&p, home);
    struct made pdf = make_pdf(1, "", "");
    const char *ref = begun(&x, "rules", "规范.pdf", pdf.len);
    struct answer a = send_from(&x, ref, &pdf, 0);
    assert_true(answer_says(&a, "\"state\":\"done\""));
    made_free(&pdf);
}

/* What a nomination may have on its way is what it may have at all; who begins too much waits, or what lay an hour
 * goes. */
static void the_spool_of_a_nomination_is_bounded(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct sending x = begin_sending(&p, start_nomination(&p));
    for (int i = 0; i < 5; i++) {
        assert_int_equal(
            offer(&x, (struct offer){"rules", text_format(s->a, "%d.pdf", i), 10 * MIB, NULL, NULL}).status, 201);
    }
    struct answer a = offer(&x, (struct offer){"rules", "多.pdf", 1, NULL, NULL});
    assert_int_equal(a.status, 422);
    assert_true(answer_says(&a, "别的文件还没有传完"));
    site_later(s, 3600);
    p = person(s, "unit01");
    x = begin_sending(&p, x.home);
    a = offer(&x, (struct offer){"rules", "多.pdf", 1, NULL, NULL});
    assert_int_equal(a.status, 201);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM upload WHERE state = 'cancelled'"), 1);
    site_later(s, 24 * 3600 + 1);
    p = person(s, "unit01");
    x = begin_sending(&p, x.home);
    assert_int_equal(offer(&x, (struct offer){"rules", "新.pdf", 1, NULL, NULL}).status, 201);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM upload"), 1); /* a day later none of them is remembered */
    site_is_sound(s);
}

static void the_eleventh_that_was_begun_in_time_is_refused_at_its_end(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct sending x = begin_sending(&p, start_nomination(&p));
    struct made last = make_pdf(20, "", "");
    const char *ref = begun(&x, "rules", "十一.pdf", last.len);
    for (int i = 1; i <= 10; i++) {
        struct made pdf = make_pdf(i, "", "");
        attach_well(&p, x.home, "rules", text_format(s->a, "%d.pdf", i), &pdf);
        made_free(&pdf);
    }
    struct answer a = send_from(&x, ref, &last, 0);
    assert_int_equal(a.status, 422);
    assert_true(answer_says(&a, "已经有 10 个文件，最多 10 个"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM attachment"), 10);
    site_is_sound(s);
    made_free(&last);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], IMAGE_WORKER_ARGUMENT) == 0) {
        return image_worker_main(IMAGE_WORKER_FD);
    }
    const struct CMUnitTest tests[] = {
        EVIDENCE_TEST(a_file_in_pieces_becomes_an_attachment_with_its_last_byte),
        EVIDENCE_TEST(a_piece_replayed_or_out_of_place_is_told_where_the_server_stands),
        EVIDENCE_TEST(two_tabs_that_send_the_same_upload_make_one_attachment),
        EVIDENCE_TEST(after_a_kill_the_sender_goes_on_where_the_disk_stands),
        EVIDENCE_TEST(an_upload_that_was_never_ended_is_ended_by_asking),
        EVIDENCE_TEST(what_the_child_refuses_is_told_and_stays_refused),
        EVIDENCE_TEST(what_cannot_be_taken_is_refused_before_the_first_byte),
        EVIDENCE_TEST(a_caption_and_a_place_travel_with_it),
        EVIDENCE_TEST(what_is_given_up_is_gone_and_may_begin_again),
        EVIDENCE_TEST(nobody_else_may_continue_it),
        EVIDENCE_TEST(what_was_submitted_or_taken_back_takes_no_more),
        EVIDENCE_TEST(after_the_close_it_is_a_draft_still),
        EVIDENCE_TEST(the_spool_of_a_nomination_is_bounded),
        EVIDENCE_TEST(the_eleventh_that_was_begun_in_time_is_refused_at_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
