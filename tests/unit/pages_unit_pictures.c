/* pages_unit_pictures.c - the logo: taken by the real confined child (this program, started again),
 * shown to those who may see the nomination, and refused with a sentence that loses nothing. */
#include "support/image_maker.h"

#include "media/image_worker.h"
#include "support/form_typing.h"
#include "support/media_site.h"
#include "support/own_program.h"

static struct sheet_file file_of(const char *name, const char *filename, const struct made *m)
{
    return (struct sheet_file){name, filename, m->bytes, m->len};
}

static struct made photo(int width, int height)
{
    return make_jpeg(&(struct jpeg_recipe){.width = width, .height = height, .orientation = 1, .has_secrets = true});
}

/* Every address of a picture that the page of the section shows. */
static const char *preview_of(struct person *p, const char *home)
{
    struct answer x = get(p, under(p->site, home, "images"));
    assert_int_equal(x.status, 200);
    struct page_tags tags = page_tags(x.a, x.body);
    for (size_t i = 0; i < tags.len; i++) {
        if (tag_is(&tags.list[i], "img")) {
            const char *src = tag_attr(&tags.list[i], "src");
            return arena_copy(p->site->a, src, strlen(src));
        }
    }
    return NULL;
}

static void a_logo_is_taken_shown_and_removed_again(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct sheet *form = open_section(&p, home, "images");
    struct made jpeg = photo(1700, 900);
    struct sheet_file file = file_of("brand_logo", "窗口 服务.jpg", &jpeg);
    sheet_set(form, "logo_meaning", "窗口服务现场");
    sheet_set(form, "upload", "brand_logo");
    struct answer x = post_file(&p, form, &file);
    leads_to(&x, under(s, home, "images"));
    assert_string_equal(draft_value(s, "logo_meaning", 0), "窗口服务现场");
    x = follow(&p, &x);
    assert_true(answer_says(&x, "窗口 服务.jpg"));
    assert_true(answer_says(&x, "1700 × 900 像素"));
    const char *preview = preview_of(&p, home);
    assert_non_null(preview);
    x = get(&p, preview);
    assert_int_equal(x.status, 200);
    assert_string_equal(answer_header(&x, "Content-Type"), "image/jpeg");
    assert_memory_equal(x.body, "\xFF\xD8\xFF", 3);
    assert_true(text_starts(answer_header(&x, "Content-Disposition"), "attachment; filename=\"download.jpg\""));
    assert_non_null(strstr(answer_header(&x, "Content-Security-Policy"), "sandbox"));
    assert_string_equal(answer_header(&x, "Cache-Control"), "no-store");
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM media_file"), 1);
    site_is_sound(s);
    form = open_section(&p, home, "images");
    sheet_set(form, "remove", "brand_logo");
    x = post(&p, form);
    leads_to(&x, under(s, home, "images"));
    assert_string_equal(draft_value(s, "brand_logo", 0), "");
    assert_null(preview_of(&p, home));
    assert_int_equal(get(&p, preview).status, 404); /* removed is removed, though the file is swept later */
    made_free(&jpeg);
}

static void a_picture_is_seen_by_its_unit_and_after_submission_by_the_office(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    struct person other = person(s, "other01");
    struct person office = person(s, "office01");
    struct person nobody = visitor(s);
    const char *home = complete_nomination(&p);
    struct sheet *form = open_section(&p, home, "images");
    struct made jpeg = photo(1700, 900);
    struct sheet_file file = file_of("brand_logo", "a.jpg", &jpeg);
    sheet_set(form, "logo_meaning", "窗口服务现场");
    assert_int_equal(post_file(&p, form, &file).status, 303);
    const char *preview = preview_of(&p, home);
    assert_int_equal(get(&other, preview).status, 404);
    assert_int_equal(get(&office, preview).status, 404);
    assert_int_equal(get(&nobody, preview).status, 303);
    const char *sha = strrchr(preview, '/');
    struct person owner_of_another = person(s, "other01");
    const char *theirs = start_nomination(&owner_of_another);
    assert_int_equal(get(&owner_of_another, text_format(s->a, "%s/images%s", theirs, sha)).status, 404);
    assert_int_equal(submit(&p, home).status, 303);
    assert_int_equal(get(&p, preview).status, 200);
    assert_int_equal(get(&office, preview).status, 200);
    assert_int_equal(get(&other, preview).status, 404);
    struct answer x = get(&p, under(s, home, "record"));
    assert_true(answer_says(&x, "a.jpg"));
    site_is_sound(s);
    made_free(&jpeg);
}

static void a_file_that_is_no_fit_picture_is_refused_beside_its_box_and_the_text_is_saved(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct made small = photo(300, 200);
    struct made bomb = make_png_of_zeros(make_png_start(30000, 30000, 8, 2, 0), 1024 * 1024);
    struct made page = {(unsigned char *)strdup("<html><script>alert(1)</script>"), 31};
    const struct {
        struct sheet_file file;
        const char *words;
    } cases[] = {{file_of("brand_logo", "小.jpg", &small), "小.jpg"},
                 {file_of("brand_logo", "炸弹.png", &bomb), "炸弹.png"},
                 {file_of("brand_logo", "页面<b>.jpg", &page), "页面&lt;b&gt;.jpg"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sheet *form = open_section(&p, home, "images");
        const char *text = text_format(s->a, "第 %zu 次写的说明", i);
        sheet_set(form, "logo_meaning", text);
        struct answer x = post_file(&p, form, &cases[i].file);
        assert_int_equal(x.status, 422);
        assert_true(answer_says(&x, cases[i].words));
        assert_true(answer_says(&x, text_format(s->a, "href=\"#%s\"", cases[i].file.name)));
        assert_string_equal(sheet_get(sheet_of(s->a, x.body, form->action), "logo_meaning"), text);
        assert_string_equal(draft_value(s, "logo_meaning", 0), text);
        assert_string_equal(draft_value(s, cases[i].file.name, 0), "");
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM media_file"), 0);
    made_free(&small);
    made_free(&bomb);
    made_free(&page);
}

static void the_same_upload_twice_is_one_picture(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct sheet *form = open_section(&p, home, "images");
    struct made jpeg = photo(1700, 900);
    struct sheet_file file = file_of("brand_logo", "a.jpg", &jpeg);
    for (int i = 0; i < 2; i++) {
        struct answer x = post_file(&p, form, &file);
        assert_int_equal(x.status, 303);
    }
    assert_int_equal(site_count(s, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'picture_added'"), 1);
    made_free(&jpeg);
}

static void a_picture_sent_after_the_sign_in_ran_out_is_asked_for_again_and_its_text_is_saved(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = start_nomination(&p);
    struct sheet *form = open_section(&p, home, "images");
    struct made jpeg = photo(1700, 900);
    struct sheet_file file = file_of("brand_logo", "a.jpg", &jpeg);
    sheet_set(form, "logo_meaning", "说明");
    site_later(s, 31 * 60);
    struct answer x = post_file(&p, form, &file);
    assert_true(text_starts(answer_header(&x, "Location"), "/signin?next="));
    assert_string_equal(draft_value(s, "logo_meaning", 0), "说明");
    assert_string_equal(draft_value(s, "brand_logo", 0), "");
    made_free(&jpeg);
}

/* A paper that says "未提供" where a logo was handed in would be a false one. */
static void no_paper_is_printed_without_a_picture_that_was_handed_in(void **state)
{
    struct site *s = *state;
    struct person p = person(s, "unit01");
    const char *home = complete_nomination(&p);
    struct sheet *form = open_section(&p, home, "images");
    struct made jpeg = photo(1700, 900);
    struct sheet_file file = file_of("brand_logo", "a.jpg", &jpeg);
    sheet_set(form, "logo_meaning", "窗口服务现场");
    assert_int_equal(post_file(&p, form, &file).status, 303);
    assert_int_equal(submit(&p, home).status, 303);
    const char *sha = site_sql(s, "SELECT sha256 FROM media_file");
    assert_int_equal(unlink(text_format(s->a, "%s/files/%.2s/%s", s->dir, sha, sha + 2)), 0);
    s->may_fail = true;
    struct answer x = get(&p, under(s, home, "form.pdf"));
    assert_int_equal(x.status, 500);
    assert_true(answer_says(&x, "请告诉对方编号"));
    made_free(&jpeg);
}

#define MEDIA_TEST(f) cmocka_unit_test_setup_teardown(f, media_site_setup, site_teardown)

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], IMAGE_WORKER_ARGUMENT) == 0) {
        return image_worker_main(IMAGE_WORKER_FD);
    }
    const struct CMUnitTest tests[] = {
        MEDIA_TEST(a_logo_is_taken_shown_and_removed_again),
        MEDIA_TEST(a_picture_is_seen_by_its_unit_and_after_submission_by_the_office),
        MEDIA_TEST(a_file_that_is_no_fit_picture_is_refused_beside_its_box_and_the_text_is_saved),
        MEDIA_TEST(the_same_upload_twice_is_one_picture),
        MEDIA_TEST(no_paper_is_printed_without_a_picture_that_was_handed_in),
        MEDIA_TEST(a_picture_sent_after_the_sign_in_ran_out_is_asked_for_again_and_its_text_is_saved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
