/* store_evidence.c - attachments of a draft, what a version and a late text froze of them, and uploads in pieces. */
#include "store/evidence_store.h"
#include "store/grant_store.h"
#include "store/late_store.h"
#include "store/upkeep_store.h"
#include "support/store_house.h"

#define CLOSE 1435248000

struct bench {
    struct house *h;
    struct audit_actor who;
    struct writing c;
    struct nomination n;
};

static int setup(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    assert_non_null(b);
    assert_int_equal(house_setup((void **)&b->h), 0);
    b->who = house_actor(&b->h->chen, IN_STAGE_1 + 60);
    b->c = (struct writing){b->h->db, &b->h->rnd, b->h->a, &b->who};
    b->n = house_nomination(b->h, &b->h->chen);
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    struct bench *b = *state;
    house_close(b->h);
    free(b);
    return 0;
}

/* A name that could be a file's: 64 times the letter. */
static const char *sha(struct bench *b, char letter)
{
    char *s = arena_alloc(b->h->a, 65, 1);
    memset(s, letter, 64);
    s[64] = '\0';
    return s;
}

static struct evidence_new pdf(struct bench *b, const char *name, char letter)
{
    return (struct evidence_new){"rules", name, "", "", 2000, {sha(b, letter), "pdf", 2000, 18, 0, 0, ""}};
}

static struct evidence_new photo(struct bench *b, const char *name, char letter)
{
    return (struct evidence_new){
        "photo", name, "", "", 3000, {sha(b, letter), "jpeg", 2500, 0, 1600, 900, sha(b, (char)(letter + 10))}};
}

static const char *add(struct bench *b, struct evidence_new x)
{
    const char *ref = NULL;
    assert_int_equal(evidence_add(&b->c, &b->n, &x, &ref), OK);
    return ref;
}

/* "制度.pdf,照片.jpg": the draft's files in their order. */
static const char *names(struct bench *b)
{
    struct evidence_list list;
    const char *all = "";
    assert_int_equal(evidence_of_draft(b->h->db, b->h->a, b->n.id, &list), OK);
    for (size_t i = 0; i < list.len; i++) {
        all = text_format(b->h->a, "%s%s%s", all, i == 0 ? "" : ",", list.items[i].name);
    }
    return all;
}

static void submit(struct bench *b)
{
    struct value_list values = house_draft(b->h, &b->n);
    assert_int_equal(nomination_submit(b->h->db, b->h->a, &b->who, &b->h->round, &b->n, &values), OK);
    assert_int_equal(nomination_by_ref(b->h->db, b->h->a, b->n.ref, &b->n), OK);
}

static void the_rounds_types_and_limits_are_those_of_the_handbook(void **state)
{
    static const char *const labels[] = {"制度", "照片", "媒体", "证书", "商标", "其他"};
    struct bench *b = *state;
    struct evidence_rules r;
    assert_int_equal(evidence_rules_get(b->h->db, b->h->a, &b->h->round, &r), OK);
    assert_int_equal(r.kinds_len, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_string_equal(r.kinds[i].label, labels[i]);
        assert_int_equal(r.kinds[i].is_pictures, i == 1);
    }
    assert_int_equal(r.kinds[1].files_min, 3);
    assert_int_equal(r.kinds[1].files_max, 5);
    assert_int_equal(r.kinds[1].caption_max, 40);
    assert_int_equal(r.kinds[1].edge_min, 1600);
    assert_int_equal(r.kinds[1].bytes_instead, 1024 * 1024);
    assert_int_equal(r.files_max, 10);
    assert_int_equal(r.file_bytes_max, 10 * 1024 * 1024);
    assert_int_equal(r.total_bytes_max, 50 * 1024 * 1024);
}

static void they_stand_by_type_and_in_their_order(void **state)
{
    struct bench *b = *state;
    (void)add(b, photo(b, "一.jpg", 'a'));
    const char *two = add(b, photo(b, "二.jpg", 'b'));
    const char *three = add(b, photo(b, "三.jpg", 'c'));
    (void)add(b, pdf(b, "规范.pdf", 'd'));
    assert_string_equal(names(b), "规范.pdf,一.jpg,二.jpg,三.jpg");
    assert_int_equal(evidence_move(&b->c, &b->n, three, -1), OK);
    assert_string_equal(names(b), "规范.pdf,一.jpg,三.jpg,二.jpg");
    assert_int_equal(evidence_move(&b->c, &b->n, three, -1), OK);
    assert_int_equal(evidence_move(&b->c, &b->n, three, -1), OK); /* it is the first already */
    assert_string_equal(names(b), "规范.pdf,三.jpg,一.jpg,二.jpg");
    assert_int_equal(evidence_move(&b->c, &b->n, two, 1), OK); /* and this the last */
    assert_int_equal(evidence_move(&b->c, &b->n, three, 1), OK);
    assert_string_equal(names(b), "规范.pdf,一.jpg,三.jpg,二.jpg");
    assert_int_equal(evidence_move(&b->c, &b->n, "nothing", 1), ERR_NOT_FOUND);
    house_is_sound(b->h);
}

static void another_takes_the_place_and_the_caption_of_what_it_replaces(void **state)
{
    struct bench *b = *state;
    const char *one = add(b, photo(b, "一.jpg", 'a'));
    (void)add(b, photo(b, "二.jpg", 'b'));
    assert_int_equal(evidence_describe(&b->c, &b->n, one, "窗口现场"), OK);
    struct evidence_new fresh = photo(b, "新.jpg", 'c');
    fresh.replaces = one;
    (void)add(b, fresh);
    struct evidence_list list;
    assert_int_equal(evidence_of_draft(b->h->db, b->h->a, b->n.id, &list), OK);
    assert_int_equal(list.len, 2);
    assert_string_equal(list.items[0].name, "新.jpg");
    assert_string_equal(list.items[0].caption, "窗口现场");
    fresh = photo(b, "更新.jpg", 'd');
    fresh.replaces = list.items[0].ref;
    fresh.caption = "新的说明";
    (void)add(b, fresh);
    assert_int_equal(evidence_of_draft(b->h->db, b->h->a, b->n.id, &list), OK);
    assert_string_equal(list.items[0].caption, "新的说明");
    fresh = photo(b, "最后.jpg", 'e');
    fresh.replaces = "gone"; /* in another tab: it comes behind the others */
    (void)add(b, fresh);
    assert_string_equal(names(b), "更新.jpg,二.jpg,最后.jpg");
    house_is_sound(b->h);
}

static void the_same_file_twice_in_a_type_is_one(void **state)
{
    struct bench *b = *state;
    const char *one = add(b, pdf(b, "规范.pdf", 'a'));
    assert_string_equal(add(b, pdf(b, "规范.pdf", 'a')), one);
    assert_string_equal(names(b), "规范.pdf");
    struct evidence_new elsewhere = pdf(b, "规范.pdf", 'a');
    elsewhere.kind = "other";
    (void)add(b, elsewhere);
    assert_string_equal(names(b), "规范.pdf,规范.pdf");
    const char *two = add(b, pdf(b, "二.pdf", 'b'));
    struct evidence_new same = pdf(b, "规范.pdf", 'a');
    same.replaces = two; /* what is there already, in place of another: that one goes */
    assert_string_equal(add(b, same), one);
    assert_string_equal(names(b), "规范.pdf,规范.pdf");
    same.replaces = one; /* in place of itself */
    assert_string_equal(add(b, same), one);
    assert_int_equal(house_count(b->h, "SELECT COUNT(*) FROM evidence_file"), 2);
    house_is_sound(b->h);
}

static void what_is_removed_is_gone_from_the_draft_and_stays_in_the_version(void **state)
{
    struct bench *b = *state;
    const char *one = add(b, pdf(b, "规范.pdf", 'a'));
    (void)add(b, photo(b, "照片.jpg", 'b'));
    submit(b);
    assert_int_equal(nomination_withdraw(b->h->db, b->h->a, &b->who, &b->n, "换材料"), OK);
    assert_int_equal(nomination_restore(b->h->db, b->h->a, &b->who, &b->n), OK);
    assert_int_equal(evidence_remove(&b->c, &b->n, one), OK);
    assert_int_equal(evidence_remove(&b->c, &b->n, one), ERR_NOT_FOUND);
    assert_string_equal(names(b), "照片.jpg");
    assert_int_equal(nomination_by_ref(b->h->db, b->h->a, b->n.ref, &b->n), OK);
    submit(b);
    struct evidence_list list;
    assert_int_equal(evidence_of_version(b->h->db, b->h->a, 1, &list), OK);
    assert_int_equal(list.len, 2);
    assert_string_equal(list.items[0].name, "规范.pdf");
    assert_int_equal(list.items[0].file.pages, 18);
    assert_int_equal(evidence_of_version(b->h->db, b->h->a, 2, &list), OK);
    assert_int_equal(list.len, 1);
    assert_int_equal(evidence_sweep(b->h->db, IN_STAGE_1 + 1000000), OK);
    assert_int_equal(house_count(b->h, "SELECT COUNT(*) FROM evidence_file"), 2);
    house_is_sound(b->h);
}

static void the_fingerprint_covers_every_file(void **state)
{
    struct bench *b = *state;
    (void)add(b, pdf(b, "规范\".pdf", 'a'));
    struct evidence_new x = photo(b, "照片.jpg", 'b');
    x.caption = "早晨七点";
    (void)add(b, x);
    submit(b);
    const char *record = house_sql(b->h, "SELECT record FROM nomination_version");
    assert_non_null(strstr(record, text_format(b->h->a,
                                               ",\"files\":[[\"rules\",\"规范\\\".pdf\",\"\",\"%s\",2000,\"pdf\",18],"
                                               "[\"photo\",\"照片.jpg\",\"早晨七点\",\"%s\",3000,\"jpeg\",0]]}",
                                               sha(b, 'a'), sha(b, 'b'))));
    house_is_sound(b->h);
    static const char *const alterations[] = {
        "UPDATE version_file SET caption = '晚上' WHERE ord = 2",
        "UPDATE version_file SET name = 'x.pdf' WHERE ord = 1",
        "UPDATE version_file SET byte_count = 1 WHERE ord = 1",
        "UPDATE version_file SET sha256 = (SELECT MAX(sha256) FROM evidence_file) WHERE ord = 1",
        "UPDATE version_file SET kind = 'other' WHERE ord = 1",
        "UPDATE evidence_file SET pages = 17 WHERE kind = 'pdf'",
        "DELETE FROM version_file WHERE ord = 2",
        "INSERT INTO version_file SELECT version_id, 3, kind, sha256, name, caption, byte_count FROM version_file "
        "WHERE ord = 1"};
    assert_int_equal(db_script(b->h->db, "DROP TRIGGER version_file_is_final; DROP TRIGGER version_file_stays"), OK);
    for (size_t i = 0; i < sizeof alterations / sizeof alterations[0]; i++) {
        int64_t count = 0;
        int64_t bad = 0;
        assert_int_equal(db_begin(b->h->db), OK);
        assert_int_equal(db_script(b->h->db, alterations[i]), OK);
        assert_int_equal(version_verify(b->h->db, 0, &count, &bad), ERR_CONFLICT);
        assert_int_equal(bad, 1);
        assert_int_equal(db_end(b->h->db, ERR_INVALID), ERR_INVALID);
    }
    house_is_sound(b->h);
}

static void a_version_without_files_reads_as_it_always_did(void **state)
{
    struct bench *b = *state;
    submit(b);
    assert_null(strstr(house_sql(b->h, "SELECT record FROM nomination_version"), "\"files\""));
    house_is_sound(b->h);
}

static void what_is_submitted_is_not_changed_by_anyone(void **state)
{
    struct bench *b = *state;
    const char *one = add(b, photo(b, "一.jpg", 'a'));
    struct nomination as_draft = b->n;
    submit(b);
    const char *ref = "";
    struct evidence_new x = pdf(b, "规范.pdf", 'b');
    for (int i = 0; i < 2; i++) { /* submitted, and taken back */
        assert_int_equal(evidence_add(&b->c, &as_draft, &x, &ref), ERR_CONFLICT);
        assert_int_equal(evidence_remove(&b->c, &as_draft, one), ERR_CONFLICT);
        assert_int_equal(evidence_describe(&b->c, &as_draft, one, "说明"), ERR_CONFLICT);
        assert_int_equal(evidence_move(&b->c, &as_draft, one, 1), ERR_CONFLICT);
        assert_int_equal(upload_add(&b->c, &as_draft, &x, &ref), ERR_CONFLICT);
        if (i == 0) {
            assert_int_equal(nomination_withdraw(b->h->db, b->h->a, &b->who, &b->n, "换材料"), OK);
        }
    }
    house_is_sound(b->h);
}

/* Whatever statement tries it, now or in a program to come. */
static void the_database_itself_refuses_to_change_what_is_no_draft(void **state)
{
    static const char *const changes[] = {"UPDATE draft_value SET value = 'x'",
                                          "DELETE FROM draft_value",
                                          "INSERT INTO draft_value VALUES (1, 'brand_slogan', 0, 'x')",
                                          "UPDATE attachment SET name = 'x'",
                                          "DELETE FROM attachment",
                                          "INSERT INTO attachment SELECT 99, 'r', nomination_id, 'other', 1, sha256, "
                                          "name, caption, 1, 1, 1 FROM attachment",
                                          "UPDATE version_file SET name = 'x'",
                                          "DELETE FROM version_file"};
    struct bench *b = *state;
    (void)house_save(b->h, &b->h->chen, &b->n, "brand", house_mark(b->h, &b->n, "brand"),
                     VALUES(b->h, {"brand_name", 0, "清泉"}));
    (void)add(b, photo(b, "一.jpg", 'a'));
    assert_int_equal(db_script(b->h->db, "UPDATE draft_value SET value = '清泉' WHERE ident = 'brand_name'"), OK);
    submit(b);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        assert_int_not_equal(db_script(b->h->db, changes[i]), OK);
    }
    assert_string_equal(names(b), "一.jpg");
    house_is_sound(b->h);
}

static const char *keep_late(struct bench *b, const char *brand)
{
    struct audit_actor who = house_actor(&b->h->chen, CLOSE + 5);
    struct value_list values = VALUES(b->h, {"brand_name", 0, brand});
    struct late_text text = {&b->n, CLOSE, &values};
    const char *ref = NULL;
    assert_int_equal(late_keep(b->h->db, &b->h->rnd, b->h->a, &who, &text, &ref), OK);
    return ref;
}

static void a_late_text_keeps_its_files_and_brings_them_into_the_version(void **state)
{
    struct bench *b = *state;
    struct house *h = b->h;
    const char *one = add(b, photo(b, "一.jpg", 'a'));
    const char *two = add(b, photo(b, "二.jpg", 'b'));
    const char *late = keep_late(b, "清泉");
    assert_string_equal(keep_late(b, "清泉"), late);
    assert_int_equal(evidence_remove(&b->c, &b->n, one), OK);
    assert_string_not_equal(keep_late(b, "清泉"), late); /* other files are another text */
    (void)add(b, pdf(b, "后来.pdf", 'c'));
    assert_int_equal(evidence_describe(&b->c, &b->n, two, "后来的说明"), OK);
    struct body office = {.kind = "office", .name = "示例市文明办"};
    struct account in = {.login = "office01", .person_name = "李示例", .role = ROLE_OFFICE, .password_hash = "none"};
    struct audit_actor cli = house_actor(NULL, IN_STAGE_1);
    assert_int_equal(body_add(h->db, &h->rnd, &cli, &office, &in.body_id), OK);
    assert_int_equal(account_add(h->db, &h->rnd, &cli, &in, &in.id), OK);
    assert_int_equal(account_by_id(h->db, h->a, in.id, &in), OK);
    struct late l;
    struct value_list values;
    assert_int_equal(late_get(h->db, h->a, b->n.id, late, &l, &values), OK);
    struct audit_actor who = house_actor(&in, CLOSE + 7200);
    struct writing by = {h->db, &h->rnd, h->a, &who};
    struct late_decision d = {&l, &values, true, "来路遥远", "李示例"};
    assert_int_equal(late_decide(&by, &h->round, &b->n, &d), OK);
    struct evidence_list list;
    assert_int_equal(evidence_of_version(h->db, h->a, 1, &list), OK);
    assert_int_equal(list.len, 2);
    assert_string_equal(list.items[0].name, "一.jpg");
    assert_string_equal(list.items[1].name, "二.jpg");
    assert_string_equal(list.items[1].caption, "");
    assert_string_equal(names(b), "一.jpg,二.jpg"); /* what the unit's own pages show from then on */
    house_is_sound(h);
}

static void a_file_is_named_to_those_who_may_see_it_alone(void **state)
{
    struct bench *b = *state;
    struct evidence_naming name;
    struct evidence_sight unit = {.sees_draft = true, .sees_versions = true};
    struct evidence_sight office = {.sees_versions = true};
    struct evidence_sight of_last = {.sees_versions = true, .version_no = 2};
    struct evidence_sight nobody = {.sees_draft = false};
    const char *one = add(b, photo(b, "一.jpg", 'a'));
    const char *a = sha(b, 'a');
    assert_int_equal(evidence_named(b->h->db, b->h->a, b->n.id, a, &unit, &name), OK);
    assert_string_equal(name.name, "一.jpg");
    assert_int_equal(evidence_named(b->h->db, b->h->a, b->n.id, sha(b, 'k'), &unit, &name), OK); /* its thumbnail */
    assert_string_equal(name.sha256, a);
    assert_int_equal(evidence_named(b->h->db, b->h->a, b->n.id, a, &office, &name), ERR_NOT_FOUND);
    assert_int_equal(evidence_named(b->h->db, b->h->a, b->n.id + 1, a, &unit, &name), ERR_NOT_FOUND);
    submit(b);
    assert_int_equal(evidence_named(b->h->db, b->h->a, b->n.id, a, &office, &name), OK);
    assert_int_equal(evidence_named(b->h->db, b->h->a, b->n.id, a, &nobody, &name), ERR_NOT_FOUND);
    assert_int_equal(nomination_withdraw(b->h->db, b->h->a, &b->who, &b->n, "换材料"), OK);
    assert_int_equal(nomination_restore(b->h->db, b->h->a, &b->who, &b->n), OK);
    assert_int_equal(evidence_remove(&b->c, &b->n, one), OK);
    assert_int_equal(nomination_by_ref(b->h->db, b->h->a, b->n.ref, &b->n), OK);
    submit(b);
    assert_int_equal(evidence_named(b->h->db, b->h->a, b->n.id, a, &of_last, &name), ERR_NOT_FOUND);
    assert_int_equal(evidence_named(b->h->db, b->h->a, b->n.id, a, &office, &name), OK);
}

static void an_upload_is_settled_once(void **state)
{
    struct bench *b = *state;
    struct upload_row u;
    struct upload_row *list = NULL;
    size_t len = 0;
    const char *ref = NULL;
    struct evidence_new x = pdf(b, "规范.pdf", 'a');
    x.byte_count = 900;
    assert_int_equal(upload_add(&b->c, &b->n, &x, &ref), OK);
    assert_int_equal(uploads_on_their_way(b->h->db, b->h->a, b->n.id, &list, &len), OK);
    assert_int_equal(len, 1);
    assert_string_equal(list[0].ref, ref);
    assert_int_equal(upload_get(b->h->db, b->h->a, b->n.id + 1, ref, &u), ERR_NOT_FOUND);
    assert_int_equal(upload_get(b->h->db, b->h->a, b->n.id, ref, &u), OK);
    assert_int_equal(u.state, UPLOAD_RECEIVING);
    assert_int_equal(u.byte_count, 900);
    assert_int_equal(upload_settle(b->h->db, u.id, UPLOAD_REFUSED, "不是 PDF"), OK);
    assert_int_equal(upload_settle(b->h->db, u.id, UPLOAD_DONE, ""), ERR_CONFLICT);
    assert_int_equal(upload_get(b->h->db, b->h->a, b->n.id, ref, &u), OK);
    assert_string_equal(u.said, "不是 PDF");
    assert_int_equal(uploads_on_their_way(b->h->db, b->h->a, b->n.id, &list, &len), OK);
    assert_int_equal(len, 0);
    house_is_sound(b->h);
}

static void the_sweep_takes_old_uploads_and_files_that_nothing_names(void **state)
{
    struct bench *b = *state;
    const char *ref = NULL;
    struct evidence_new x = pdf(b, "规范.pdf", 'a');
    assert_int_equal(upload_add(&b->c, &b->n, &x, &ref), OK);
    (void)add(b, x);
    const char *two = add(b, photo(b, "二.jpg", 'b'));
    assert_int_equal(evidence_remove(&b->c, &b->n, two), OK);
    assert_true(media_is_named(b->h->db, sha(b, 'b')));
    assert_true(media_is_named(b->h->db, sha(b, 'l'))); /* its thumbnail */
    assert_int_equal(evidence_sweep(b->h->db, b->who.at), OK);
    assert_int_equal(house_count(b->h, "SELECT COUNT(*) FROM upload"), 1);
    assert_true(media_is_named(b->h->db, sha(b, 'b')));
    assert_int_equal(evidence_sweep(b->h->db, b->who.at + 1), OK);
    assert_int_equal(house_count(b->h, "SELECT COUNT(*) FROM upload"), 0);
    assert_false(media_is_named(b->h->db, sha(b, 'b')));
    assert_false(media_is_named(b->h->db, sha(b, 'l')));
    assert_true(media_is_named(b->h->db, sha(b, 'a')));
    struct media_names *all = NULL;
    size_t len = 0;
    assert_int_equal(media_name_list(b->h->db, b->h->a, &all, &len), OK);
    assert_int_equal(len, 1);
    assert_string_equal(all[0].thumb, "");
    house_is_sound(b->h);
}

static enum err change(struct bench *b, int what, const char *ref)
{
    struct evidence_new x = pdf(b, "规范.pdf", 'c');
    const char *fresh = NULL;
    struct value_list values;
    switch (what) {
    case 0: return evidence_add(&b->c, &b->n, &x, &fresh);
    case 1:
        x = photo(b, "三.jpg", 'd');
        x.replaces = ref;
        return evidence_add(&b->c, &b->n, &x, &fresh);
    case 2: return evidence_remove(&b->c, &b->n, ref);
    case 3: return evidence_describe(&b->c, &b->n, ref, "说明");
    case 4: return evidence_move(&b->c, &b->n, ref, 1);
    case 5: return upload_add(&b->c, &b->n, &x, &fresh);
    default:
        TRY(draft_values(b->h->db, b->h->a, b->n.id, &values));
        return nomination_submit(b->h->db, b->h->a, &b->who, &b->h->round, &b->n, &values);
    }
}

static const char *dump(struct bench *b)
{
    return house_sql(b->h,
                     "SELECT (SELECT GROUP_CONCAT(ref || kind || ord || sha256 || caption, '|') FROM attachment) || "
                     "COALESCE((SELECT GROUP_CONCAT(version_id || ord || sha256) FROM version_file), '') || "
                     "(SELECT COUNT(*) FROM audit_entry) || (SELECT COUNT(*) FROM upload) || "
                     "(SELECT COUNT(*) FROM evidence_file) || (SELECT state FROM nomination)");
}

static void nothing_is_half_written_whichever_step_fails(void **state)
{
    for (int what = 0; what <= 6; what++) {
        struct bench *b = NULL;
        assert_int_equal(setup((void **)&b), 0);
        const char *ref = add(b, photo(b, "一.jpg", 'a'));
        (void)add(b, photo(b, "二.jpg", 'b'));
        const char *before = dump(b);
        enum err e = ERR_INTERNAL;
        int steps = 0;
        while (e != OK) {
            assert_string_equal(dump(b), before);
            assert_int_equal(db_begin(b->h->db), OK);
            db_fail_nth(b->h->db, ++steps);
            e = db_end(b->h->db, change(b, what, ref));
            db_fail_nth(b->h->db, 0);
            assert_true(steps < 500);
        }
        assert_string_not_equal(dump(b), before);
        assert_true(steps > 1);
        house_is_sound(b->h);
        assert_int_equal(teardown((void **)&b), 0);
    }
    (void)state;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_rounds_types_and_limits_are_those_of_the_handbook),
        TEST(they_stand_by_type_and_in_their_order),
        TEST(another_takes_the_place_and_the_caption_of_what_it_replaces),
        TEST(the_same_file_twice_in_a_type_is_one),
        TEST(what_is_removed_is_gone_from_the_draft_and_stays_in_the_version),
        TEST(the_fingerprint_covers_every_file),
        TEST(a_version_without_files_reads_as_it_always_did),
        TEST(what_is_submitted_is_not_changed_by_anyone),
        TEST(the_database_itself_refuses_to_change_what_is_no_draft),
        TEST(a_late_text_keeps_its_files_and_brings_them_into_the_version),
        TEST(a_file_is_named_to_those_who_may_see_it_alone),
        TEST(an_upload_is_settled_once),
        TEST(the_sweep_takes_old_uploads_and_files_that_nothing_names),
        cmocka_unit_test(nothing_is_half_written_whichever_step_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
