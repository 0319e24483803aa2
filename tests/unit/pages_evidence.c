/* pages_evidence.c - attachments by plain forms: sent, refused by name, ordered, described, replaced, removed; seen by
 * those who may; frozen with the version. */
#include "support/evidence_site.h"

static void the_page_tells_the_limits_before_anything_is_sent(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct answer x = get(&p, home);
    assert_true(answer_says(&x, "附件材料"));
    assert_true(answer_says(&x, "选填，可以不传"));
    x = get(&p, attachments_of(s, home));
    assert_int_equal(x.status, 200);
    assert_true(answer_says(&x, "PDF、JPG 或 PNG，每个文件不超过 10 MB，最多 10 个文件，合计不超过 50 MB。"));
    assert_true(answer_says(&x, "还没有上传。"));
    assert_true(answer_says(&x, "长边不小于 1600 像素，或者 1 MB 以上"));
    static const char *const labels[] = {">制度</h2>", ">照片</h2>", ">媒体</h2>",
                                         ">证书</h2>", ">商标</h2>", ">其他</h2>"};
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        assert_true(answer_says(&x, labels[i]));
    }
    assert_true(answer_says(&x, text_format(s->a, "data-upload=\"%s\"", under(s, home, "uploads"))));
    assert_true(answer_says(&x, "data-kind=\"photo\" data-max=\"10485760\""));
}

static void a_pdf_and_a_photograph_are_attached_shown_and_counted(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct made pdf = make_pdf(18, "", "");
    struct made jpeg = photograph(1700, 900);
    attach_well(&p, home, "rules", "公交服务规范（2014 修订）.pdf", &pdf);
    struct sheet *form = evidence_form(&p, home, "photo");
    sheet_set(form, "caption", "早晨七点的站台");
    struct sheet_file file = {"file", "站台.jpg", jpeg.bytes, jpeg.len};
    struct answer x = post_file(&p, form, &file);
    x = follow(&p, &x);
    assert_true(answer_says(&x, "已上传 2 个，共"));
    assert_true(answer_says(&x, "还可以上传 8 个。"));
    assert_true(answer_says(&x, "公交服务规范（2014 修订）.pdf"));
    assert_true(answer_says(&x, "PDF，18 页 · 6月18日 15:00 上传"));
    assert_true(answer_says(&x, "1700 × 900 像素"));
    assert_true(answer_says(&x, "value=\"早晨七点的站台\""));
    x = get(&p, home);
    assert_true(answer_says(&x, "照片 1/3"));
    x = get(&p, under(s, home, "check"));
    assert_true(answer_says(&x, "照片有 1 张，要求 3 至 5 张"));
    assert_true(answer_says(&x, "公交服务规范（2014 修订）.pdf"));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'attachment_add'"), 2);
    site_is_sound(s);
    made_free(&pdf);
    made_free(&jpeg);
}

/* Every file that the page links to, for somebody. */
static void all_files_answer(struct person *p, const char *page, int status)
{
    struct site *s = p->site;
    struct person owner = person(s, "unit01");
    struct answer x = get(&owner, page);
    struct page_tags tags = page_tags(x.a, x.body);
    size_t seen = 0;
    for (size_t i = 0; i < tags.len; i++) {
        const char *to =
            tag_is(&tags.list[i], "img") ? tag_attr(&tags.list[i], "src") : tag_attr(&tags.list[i], "href");
        if (to != NULL && strstr(to, "/files/") != NULL) {
            assert_int_equal(get(p, to).status, status);
            seen++;
        }
    }
    assert_true(seen > 0);
}

static void a_file_is_handed_out_so_that_no_browser_runs_it(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct made pdf = make_pdf(2, "", "");
    struct made jpeg = photograph(1700, 900);
    attach_well(&p, home, "rules", "规范 <b>", &pdf);
    attach_well(&p, home, "photo", "站台.png", &jpeg); /* its bytes say JPEG, whatever its name */
    const char *sha = site_sql(s, "SELECT sha256 FROM evidence_file WHERE kind = 'pdf'");
    struct answer x = get(&p, text_format(s->a, "%s/files/%s", home, sha));
    assert_int_equal(x.status, 200);
    assert_string_equal(answer_header(&x, "Content-Type"), "application/pdf");
    assert_string_equal(answer_header(&x, "Content-Disposition"), "attachment; filename=\"download.pdf\"; "
                                                                  "filename*=UTF-8''%E8%A7%84%E8%8C%83%20%3Cb%3E.pdf");
    assert_non_null(strstr(answer_header(&x, "Content-Security-Policy"), "sandbox"));
    assert_string_equal(answer_header(&x, "X-Content-Type-Options"), "nosniff");
    assert_string_equal(answer_header(&x, "Cache-Control"), "no-store");
    assert_int_equal(x.len, pdf.len); /* as it came */
    assert_memory_equal(x.body, pdf.bytes, pdf.len);
    const char *picture = site_sql(s, "SELECT sha256 FROM evidence_file WHERE kind = 'jpeg'");
    x = get(&p, text_format(s->a, "%s/files/%s", home, picture));
    assert_string_equal(answer_header(&x, "Content-Type"), "image/jpeg");
    assert_non_null(strstr(answer_header(&x, "Content-Disposition"), "%E7%AB%99%E5%8F%B0.jpg"));
    assert_memory_equal(x.body, "\xFF\xD8\xFF", 3);
    assert_false(bytes_contain((const unsigned char *)x.body, x.len, "GPS")); /* a clean copy, not what was sent */
    assert_true(x.len != jpeg.len || memcmp(x.body, jpeg.bytes, jpeg.len) != 0);
    made_free(&pdf);
    made_free(&jpeg);
}

static void what_cannot_be_taken_is_named_and_nothing_else_is_lost(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct made pdf = make_pdf(1, "", "");
    struct made small = photograph(300, 200);
    struct made page = {(unsigned char *)strdup("<html><script>alert(1)</script>"), 31};
    struct made bomb = make_png_of_zeros(make_png_start(30000, 30000, 8, 2, 0), MIB);
    struct made script = make_pdf(1, "/OpenAction << /S /JavaScript /JS (app.alert) >>", "");
    struct made empty = {(unsigned char *)strdup(""), 0};
    attach_well(&p, home, "rules", "规范.pdf", &pdf);
    const struct {
        const char *kind, *name;
        const struct made *m;
        const char *said;
    } rows[] = {
        {"rules", "承诺书.docx", &pdf, "“承诺书.docx”不是 PDF 或图片，请转成 PDF 后再上传"},
        {"rules", "页面.pdf", &page, "“页面.pdf”不是 PDF 或图片，请转成 PDF 后再上传"},
        {"photo", "规范.pdf", &pdf, "“规范.pdf”是 PDF，照片要 JPG 或 PNG 图片，请换成图片再上传"},
        {"photo", "冒充.jpg", &pdf, "冒充.jpg"},
        {"photo", "小.jpg", &small,
         "“小.jpg”只有 300×200 像素，照片要长边不小于 1600 像素，或者 1 MB 以上，请换一张更大的"},
        {"other", "炸弹.png", &bomb, "炸弹.png"},
        {"other", "脚本.pdf", &script, "脚本.pdf"},
        {"other", "空.pdf", &empty, "“空.pdf”是空的，请检查文件后重新选择"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sheet *form = evidence_form(&p, home, rows[i].kind);
        struct sheet_file file = {"file", rows[i].name, rows[i].m->bytes, rows[i].m->len};
        if (strcmp(rows[i].kind, "photo") == 0) {
            sheet_set(form, "caption", "写好的说明");
        }
        struct answer x = post_file(&p, form, &file);
        if (x.status != 422 || !answer_says(&x, rows[i].said)) {
            fail_msg("%s: %d %s", rows[i].name, x.status, x.body);
        }
        assert_true(answer_says(&x, text_format(s->a, "href=\"#file-%s\"", rows[i].kind)));
        assert_true(answer_says(&x, text_format(s->a, "id=\"file-%s-e\"", rows[i].kind)));
        assert_int_equal(answer_says(&x, "写好的说明"), strcmp(rows[i].kind, "photo") == 0);
        assert_true(answer_says(&x, "规范.pdf"));
        assert_string_equal(attached(s), "规范.pdf");
    }
    struct answer x = post_file(&p, evidence_form(&p, home, "rules"), NULL);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "请先选择文件"));
    assert_int_equal(attach(&p, home, "poems", "诗.pdf", &pdf).status, 404);
    site_is_sound(s);
    made_free(&pdf);
    made_free(&small);
    made_free(&page);
    made_free(&bomb);
    made_free(&script);
    made_free(&empty);
}

static void a_file_of_ten_megabytes_is_taken_and_one_byte_more_is_refused_by_name(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct made most = pdf_of_bytes(10 * MIB, 1);
    struct made over = pdf_of_bytes(10 * MIB + 1, 1);
    struct made absurd = pdf_of_bytes(13 * MIB, 1);
    attach_well(&p, home, "rules", "十.pdf", &most);
    struct answer x = attach(&p, home, "rules", "多.pdf", &over);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "“多.pdf”有 10.1 MB，每个文件不超过 10 MB，请压缩或者拆开后再上传"));
    x = attach(&p, home, "rules", "更多.pdf", &absurd);
    assert_int_equal(x.status, 413);
    assert_true(answer_says(&x, "发来的文件合计超过 12 MB，全部没有接收"));
    assert_true(answer_says(&x, "每个文件不超过 10 MB"));
    assert_true(answer_says(&x, "返回附件材料"));
    assert_true(page_has_link(s->a, x.body, attachments_of(s, home)));
    assert_string_equal(attached(s), "十.pdf");
    made_free(&most);
    made_free(&over);
    made_free(&absurd);
}

static void fifty_megabytes_are_taken_and_one_byte_more_is_refused(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct made tiny = make_pdf(1, "", "");
    for (unsigned i = 0; i < 4; i++) {
        struct made pdf = pdf_of_bytes(10 * MIB, i);
        attach_well(&p, home, "rules", text_format(s->a, "%u.pdf", i), &pdf);
        made_free(&pdf);
    }
    attach_well(&p, home, "rules", "小.pdf", &tiny);
    struct made last = pdf_of_bytes(10 * MIB - tiny.len, 9);
    struct made over = pdf_of_bytes(10 * MIB - tiny.len + 1, 9);
    struct answer x = attach(&p, home, "rules", "多.pdf", &over);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "文件合计 50.1 MB，超过 50 MB"));
    attach_well(&p, home, "rules", "满.pdf", &last);
    assert_int_equal(site_count(s, "SELECT SUM(byte_count) FROM attachment"), 50 * MIB);
    site_is_sound(s);
    made_free(&tiny);
    made_free(&last);
    made_free(&over);
}

static void ten_files_are_taken_and_the_eleventh_is_refused(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct sheet *stale = evidence_form(&p, home, "rules");
    for (int i = 1; i <= 11; i++) {
        struct made pdf = make_pdf(i, "", "");
        if (i <= 10) {
            attach_well(&p, home, i % 2 == 0 ? "rules" : "other", text_format(s->a, "%d.pdf", i), &pdf);
        } else {
            struct sheet_file file = {"file", "11.pdf", pdf.bytes, pdf.len};
            struct answer x = post_file(&p, stale, &file);
            assert_int_equal(x.status, 422);
            assert_true(answer_says(&x, "已经有 10 个文件，最多 10 个；请先删除不需要的，再上传“11.pdf”"));
        }
        made_free(&pdf);
    }
    struct answer x = get(&p, attachments_of(s, home));
    assert_true(answer_says(&x, "不能再加"));
    assert_false(answer_says(&x, "data-kind="));
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM attachment"), 10);
    site_is_sound(s);
}

static void order_caption_replacing_and_removing_work_by_buttons_alone(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    const char *page = attachments_of(s, home);
    for (int i = 0; i < 3; i++) {
        struct made jpeg = photograph(1700 + i, 900);
        attach_well(&p, home, "photo", text_format(s->a, "%c.jpg", 'a' + i), &jpeg);
        made_free(&jpeg);
    }
    struct answer x = press(&p, home, "c.jpg", "up");
    leads_to(&x, text_format(s->a, "%s?moved=1#h-photo", page));
    assert_string_equal(attached(s), "a.jpg,c.jpg,b.jpg");
    (void)press(&p, home, "a.jpg", "down");
    assert_string_equal(attached(s), "c.jpg,a.jpg,b.jpg");
    /* a caption that was typed is not lost to the button that was pressed */
    struct sheet *form = open_form(&p, page, text_format(s->a, "%s/%s", page, ref_of(s, "b.jpg")));
    sheet_set(form, "caption", "  三号窗口\n早晨 ");
    sheet_set(form, "act", "up");
    assert_int_equal(post(&p, form).status, 303);
    assert_string_equal(site_sql(s, "SELECT caption FROM attachment WHERE name = 'b.jpg'"), "三号窗口 早晨");
    assert_string_equal(attached(s), "c.jpg,b.jpg,a.jpg");
    const char *too_long = "";
    for (int i = 0; i < 41; i++) {
        too_long = text_format(s->a, "%s窗", too_long);
    }
    form = open_form(&p, page, text_format(s->a, "%s/%s", page, ref_of(s, "b.jpg")));
    sheet_set(form, "caption", too_long);
    sheet_set(form, "act", "describe");
    x = post(&p, form);
    assert_int_equal(x.status, 422);
    assert_true(answer_says(&x, "照片说明有 41 字，最多 40 字，请删减 1 字"));
    assert_true(answer_says(&x, too_long));
    assert_true(answer_says(&x, text_format(s->a, "href=\"#caption-%s\"", ref_of(s, "b.jpg"))));
    /* another in its place */
    struct made fresh = photograph(1800, 900);
    const char *asked = text_format(s->a, "%s?replace=%s", page, ref_of(s, "b.jpg"));
    x = get(&p, asked);
    assert_true(answer_says(&x, "换下“b.jpg”"));
    form = open_form(&p, asked, page);
    sheet_set(form, "kind", "photo");
    sheet_set(form, "replaces", ref_of(s, "b.jpg"));
    struct sheet_file file = {"file", "新.jpg", fresh.bytes, fresh.len};
    x = post_file(&p, form, &file);
    leads_to(&x, text_format(s->a, "%s?replaced=1#h-photo", page));
    assert_string_equal(attached(s), "c.jpg,新.jpg,a.jpg");
    assert_string_equal(site_sql(s, "SELECT caption FROM attachment WHERE name = '新.jpg'"), "三号窗口 早晨");
    x = press(&p, home, "新.jpg", "remove");
    leads_to(&x, text_format(s->a, "%s?removed=1#h-photo", page));
    assert_string_equal(attached(s), "c.jpg,a.jpg");
    site_is_sound(s);
    made_free(&fresh);
}

static void the_same_post_twice_is_one_attachment_and_two_tabs_do_not_fight(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct person colleague = person(s, "unit02");
    const char *home = start_nomination(&p);
    const char *page = attachments_of(s, home);
    struct made pdf = make_pdf(1, "", "");
    struct made other = make_pdf(2, "", "");
    struct sheet *form = evidence_form(&p, home, "rules");
    struct sheet *same_page = evidence_form(&colleague, home, "rules");
    struct sheet_file file = {"file", "规范.pdf", pdf.bytes, pdf.len};
    struct sheet_file second = {"file", "二.pdf", other.bytes, other.len};
    assert_int_equal(post_file(&p, form, &file).status, 303);
    assert_int_equal(post_file(&p, form, &file).status, 303);
    assert_int_equal(post_file(&p, evidence_form(&p, home, "rules"), &file).status, 303);
    assert_int_equal(post_file(&colleague, same_page, &second).status, 303);
    assert_string_equal(attached(s), "规范.pdf,二.pdf");
    struct sheet *here = open_form(&p, page, text_format(s->a, "%s/%s", page, ref_of(s, "规范.pdf")));
    struct sheet *there = open_form(&colleague, page, here->action);
    sheet_set(here, "act", "remove");
    sheet_set(there, "act", "down");
    assert_int_equal(post(&p, here).status, 303);
    struct answer x = post(&colleague, there); /* it is gone: back to the page, which shows that */
    leads_to(&x, page);
    sheet_set(there, "act", "remove");
    x = post(&colleague, there);
    leads_to(&x, page);
    assert_string_equal(attached(s), "二.pdf");
    site_is_sound(s);
    made_free(&pdf);
    made_free(&other);
}

static void strangers_find_nothing(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct person other = person(s, "other01");
    struct person office = person(s, "office01");
    struct person nobody = visitor(s);
    const char *home = complete_nomination(&p);
    const char *page = attachments_of(s, home);
    struct made pdf = make_pdf(1, "", "");
    struct made jpeg = photograph(1700, 900);
    attach_well(&p, home, "rules", "规范.pdf", &pdf);
    attach_well(&p, home, "photo", "站台.jpg", &jpeg);
    assert_int_equal(get(&other, page).status, 404);
    assert_int_equal(get(&office, page).status, 403); /* a unit's page, whoever's it is */
    assert_int_equal(get(&nobody, page).status, 303);
    all_files_answer(&other, page, 404);
    all_files_answer(&office, page, 404);
    all_files_answer(&nobody, page, 303);
    struct sheet *theirs = evidence_form(&p, home, "rules");
    struct sheet *own = open_form(&other, "/nominations", "/nominations");
    sheet_set(theirs, "token", sheet_get(own, "token"));
    struct sheet_file file = {"file", "x.pdf", pdf.bytes, pdf.len};
    assert_int_equal(post_file(&other, theirs, &file).status, 404);
    struct sheet *removal = open_form(&p, page, text_format(s->a, "%s/%s", page, ref_of(s, "规范.pdf")));
    sheet_set(removal, "token", sheet_get(own, "token"));
    sheet_set(removal, "act", "remove");
    assert_int_equal(post(&other, removal).status, 404);
    /* an address of one's own nomination opens nobody else's file */
    const char *elsewhere = start_nomination(&other);
    const char *sha = site_sql(s, "SELECT sha256 FROM evidence_file WHERE kind = 'pdf'");
    assert_int_equal(get(&other, text_format(s->a, "%s/files/%s", elsewhere, sha)).status, 404);
    assert_string_equal(attached(s), "规范.pdf,站台.jpg");
    made_free(&pdf);
    made_free(&jpeg);
}

static void a_submission_freezes_them_and_the_office_reads_them(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct person other = person(s, "other01");
    struct person office = person(s, "office01");
    const char *home = complete_nomination(&p);
    const char *page = attachments_of(s, home);
    struct made pdf = make_pdf(3, "", "");
    struct made jpeg = photograph(1700, 900);
    attach_well(&p, home, "rules", "规范.pdf", &pdf);
    attach_well(&p, home, "photo", "站台.jpg", &jpeg);
    struct sheet *stale = evidence_form(&p, home, "other");
    assert_int_equal(submit(&p, home).status, 303);
    struct answer x = get(&p, page);
    leads_to(&x, under(s, home, "record"));
    struct sheet_file file = {"file", "太晚.pdf", pdf.bytes, pdf.len};
    assert_int_equal(post_file(&p, stale, &file).status, 409);
    x = get(&office, under(s, home, "record"));
    assert_true(answer_says(&x, "规范.pdf"));
    assert_true(answer_says(&x, "PDF，3 页"));
    assert_true(answer_says(&x, "<img src=\""));
    all_files_answer(&office, under(s, home, "record"), 200);
    all_files_answer(&other, under(s, home, "record"), 404);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM version_file"), 2);
    assert_non_null(strstr(site_sql(s, "SELECT record FROM nomination_version"), "\"files\":[[\"rules\",\"规范.pdf\""));
    site_is_sound(s);
    made_free(&pdf);
    made_free(&jpeg);
}

static struct person authority(struct site *s, const char *login, enum role role, const char *sector,
                               const char *district)
{
    const struct sector *c = round_sector(&s->round, sector);
    const struct district *d = round_district(&s->round, district);
    int64_t body = site_body(s, role_ident(role), c != NULL ? c->authority_name : d->office_name, d == NULL ? 0 : d->id,
                             c == NULL ? 0 : c->id);
    site_account(s, login, role, body, false);
    return person(s, login);
}

static void authorities_through_whose_hands_it_goes_read_them_and_no_others(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct person sector = authority(s, "sector.near", ROLE_SECTOR, "water", "");
    struct person district = authority(s, "district.near", ROLE_DISTRICT, "", "wujin");
    struct person others[] = {authority(s, "sector.far", ROLE_SECTOR, "bus", ""),
                              authority(s, "district.far", ROLE_DISTRICT, "", "tianning"), person(s, "joint")};
    const char *home = complete_nomination(&p);
    (void)save_answer(&p, home, "unit", "sector_id", "water");
    (void)save_answer(&p, home, "unit", "district_id", "wujin");
    struct made pdf = make_pdf(3, "", "");
    attach_well(&p, home, "rules", "规范.pdf", &pdf);
    all_files_answer(&sector, attachments_of(s, home), 404); /* a draft is its unit's alone */
    all_files_answer(&district, attachments_of(s, home), 404);
    assert_int_equal(submit(&p, home).status, 303);
    const char *record = under(s, home, "record");
    all_files_answer(&sector, record, 200);
    all_files_answer(&district, record, 200);
    struct answer x = get(&sector, record);
    assert_true(answer_says(&x, "规范.pdf"));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        all_files_answer(&others[i], record, 404);
    }
    made_free(&pdf);
}

static void versions_that_differ_in_a_file_say_so(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct person office = person(s, "office01");
    const char *home = complete_nomination(&p);
    struct made pdf = make_pdf(3, "", "");
    struct made other = make_pdf(4, "", "");
    attach_well(&p, home, "rules", "规范.pdf", &pdf);
    assert_int_equal(submit(&p, home).status, 303);
    const char *code = site_sql(s, "SELECT check_code FROM nomination_version");
    struct sheet *form = open_form(&p, under(s, home, "withdraw"), under(s, home, "withdraw"));
    sheet_set(form, "reason", "换一份材料");
    assert_int_equal(post(&p, form).status, 303);
    assert_int_equal(
        get(&office, text_format(s->a, "%s/files/%s", home, site_sql(s, "SELECT sha256 FROM evidence_file"))).status,
        404); /* taken back: the office sees it no more */
    assert_int_equal(post(&p, open_form(&p, home, under(s, home, "restore"))).status, 303);
    assert_int_equal(press(&p, home, "规范.pdf", "remove").status, 303);
    attach_well(&p, home, "rules", "规范.pdf", &other);
    struct answer x = get(&p, under(s, home, "versions/1/draft"));
    assert_true(answer_says(&x, "有 1 栏不同"));
    assert_true(answer_says(&x, "附件材料"));
    assert_int_equal(submit(&p, home).status, 303);
    x = get(&office, under(s, home, "versions/1/2"));
    assert_true(answer_says(&x, "附件材料"));
    x = get(&office, text_format(s->a, "/seals?code=%s", code));
    assert_true(answer_says(&x, "有 1 项不同"));
    assert_true(answer_says(&x, "附件材料"));
    site_is_sound(s);
    made_free(&pdf);
    made_free(&other);
}

static void after_the_close_files_are_a_draft_and_come_with_what_is_sent_late(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct person office = person(s, "office01");
    const char *home = complete_nomination(&p);
    struct made pdf = make_pdf(3, "", "");
    site_clock(s, NOMINATION_CLOSES + 60);
    p = person(s, "unit01");
    office = person(s, "office01");
    struct answer x = get(&p, attachments_of(s, home));
    assert_true(answer_says(&x, "申报现在没有开放"));
    attach_well(&p, home, "rules", "逾期.pdf", &pdf);
    x = post(&p, open_form(&p, under(s, home, "check"), under(s, home, "submit")));
    assert_int_equal(x.status, 303);
    const char *late = site_sql(s, "SELECT ref FROM late_submission");
    const char *page = text_format(s->a, "%s/late/%s", home, late);
    x = get(&office, page);
    assert_true(answer_says(&x, "逾期.pdf"));
    all_files_answer(&office, page, 200);
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM late_file"), 1);
    site_is_sound(s);
    made_free(&pdf);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], IMAGE_WORKER_ARGUMENT) == 0) {
        return image_worker_main(IMAGE_WORKER_FD);
    }
    const struct CMUnitTest tests[] = {
        EVIDENCE_TEST(the_page_tells_the_limits_before_anything_is_sent),
        EVIDENCE_TEST(a_pdf_and_a_photograph_are_attached_shown_and_counted),
        EVIDENCE_TEST(a_file_is_handed_out_so_that_no_browser_runs_it),
        EVIDENCE_TEST(what_cannot_be_taken_is_named_and_nothing_else_is_lost),
        EVIDENCE_TEST(a_file_of_ten_megabytes_is_taken_and_one_byte_more_is_refused_by_name),
        EVIDENCE_TEST(fifty_megabytes_are_taken_and_one_byte_more_is_refused),
        EVIDENCE_TEST(ten_files_are_taken_and_the_eleventh_is_refused),
        EVIDENCE_TEST(order_caption_replacing_and_removing_work_by_buttons_alone),
        EVIDENCE_TEST(the_same_post_twice_is_one_attachment_and_two_tabs_do_not_fight),
        EVIDENCE_TEST(strangers_find_nothing),
        EVIDENCE_TEST(a_submission_freezes_them_and_the_office_reads_them),
        EVIDENCE_TEST(authorities_through_whose_hands_it_goes_read_them_and_no_others),
        EVIDENCE_TEST(versions_that_differ_in_a_file_say_so),
        EVIDENCE_TEST(after_the_close_files_are_a_draft_and_come_with_what_is_sent_late),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
