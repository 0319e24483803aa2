/* store_opinion.c - opinions on one version: given, taken back, replaced, and never more places than the round has. */
#include "domain/chain.h"
#include "store/chain_store.h"
#include "store/evidence_store.h"
#include "store/opinion_store.h"
#include "support/store_house.h"

enum { AT = IN_STAGE_1 + 5000 };

/* A unit with its nomination, and the bodies on its way. */
struct way {
    struct account unit, district, sector;
    struct nomination n;
};

static struct account body_person(struct house *h, const char *login, enum role role, const struct body *in)
{
    struct audit_actor who = house_actor(NULL, IN_STAGE_1);
    struct body b = *in;
    assert_int_equal(body_add(h->db, &h->rnd, &who, &b, &b.id), OK);
    struct account a = {
        .login = login, .person_name = "李示例", .role = role, .body_id = b.id, .password_hash = "none"};
    assert_int_equal(account_add(h->db, &h->rnd, &who, &a, &a.id), OK);
    assert_int_equal(account_by_id(h->db, h->a, a.id, &a), OK);
    return a;
}

static struct account office_of(struct house *h, const char *login, const char *district)
{
    const struct district *d = round_district(&h->round, district);
    return body_person(h, login, ROLE_DISTRICT,
                       &(struct body){.kind = "district", .name = d->office_name, .district_id = d->id});
}

static struct account authority_of(struct house *h, const char *login, const char *sector)
{
    const struct sector *s = round_sector(&h->round, sector);
    return body_person(h, login, ROLE_SECTOR,
                       &(struct body){.kind = "sector", .name = s->authority_name, .sector_id = s->id});
}

static void reread(struct house *h, struct nomination *n)
{
    assert_int_equal(nomination_by_ref(h->db, h->a, n->ref, n), OK);
}

static void submit_draft(struct house *h, const struct account *by, struct nomination *n, int64_t at)
{
    struct audit_actor who = house_actor(by, at);
    struct value_list values = house_draft(h, n);
    assert_int_equal(nomination_submit(h->db, h->a, &who, &h->round, n, &values), OK);
    reread(h, n);
}

/* A unit of that sector and district, submitted; `sector` "none" is outside the sectors. */
static struct nomination submitted(struct house *h, const char *name, const char *district, const char *sector,
                                   struct account *ret_unit)
{
    const char *login = text_format(h->a, "u%lld", house_count(h, "SELECT COUNT(*) FROM account"));
    struct body b = house_body(h, name, district, "bus");
    *ret_unit = house_account(h, login, "周示例", b.id);
    struct nomination n = house_nomination(h, ret_unit);
    (void)house_save(h, ret_unit, &n, "brand", house_mark(h, &n, "brand"), VALUES(h, {"brand_name", 0, name}));
    (void)house_save(h, ret_unit, &n, "unit", house_mark(h, &n, "unit"),
                     VALUES(h, {"sector_id", 0, sector}, {"district_id", 0, district}, {"unit_name", 0, name}));
    submit_draft(h, ret_unit, &n, IN_STAGE_1 + 300);
    return n;
}

static struct way county(struct house *h)
{
    struct way w = {.district = office_of(h, "d1", "wujin"), .sector = authority_of(h, "s1", "water")};
    w.n = submitted(h, "示例市第一供水服务大厅", "wujin", "water", &w.unit);
    return w;
}

static struct opinion_page page_of(struct house *h, const struct nomination *n, enum opinion_kind box)
{
    struct opinion_page p = {.version_no = n->version_no};
    assert_int_equal(opinion_last_ref(h->db, h->a, n->id, n->version_no, box, &p.last_ref), OK);
    return p;
}

struct saying {
    enum opinion_kind box;
    enum verdict decision;
    const char *replaces;
};

static enum opinion_result say_on(struct house *h, const struct account *by, const struct nomination *n,
                                  const struct opinion_page *page, struct saying s)
{
    struct audit_actor who = house_actor(by, AT);
    struct writing c = {h->db, &h->rnd, h->a, &who};
    struct opinion_new x = {.body_id = by->body_id,
                            .box = s.box,
                            .decision = s.decision,
                            .text = "情况属实，同意推荐。",
                            .signer_name = "李示例",
                            .signer_title = "局长",
                            .signed_on = "2015-06-20",
                            .replaces = s.replaces == NULL ? "" : s.replaces};
    enum opinion_result got;
    assert_int_equal(db_begin(h->db), OK);
    assert_int_equal(opinion_give(&c, &h->round, n, page, &x, &got), OK);
    assert_int_equal(db_end(h->db, OK), OK);
    return got;
}

static enum opinion_result say(struct house *h, const struct account *by, const struct nomination *n, struct saying s)
{
    struct opinion_page page = page_of(h, n, s.box);
    return say_on(h, by, n, &page, s);
}

static struct chain chain_now(struct house *h, struct nomination *n)
{
    struct chain c;
    reread(h, n);
    assert_int_equal(chain_of(h->db, h->a, n, &c), OK);
    return c;
}

static const struct saying local_yes = {OPINION_DISTRICT, VERDICT_AGREE, NULL};
static const struct saying sector_yes = {OPINION_SECTOR, VERDICT_AGREE, NULL};
static const struct saying sector_no = {OPINION_SECTOR, VERDICT_DISAGREE, NULL};

static size_t places(struct house *h, const struct account *of, enum opinion_kind box)
{
    struct opinion_places held;
    assert_int_equal(opinion_places(h->db, h->a, &h->round, of->body_id, box, &held), OK);
    return held.len;
}

static void a_local_opinion_hands_the_nomination_on(void **state)
{
    struct house *h = *state;
    struct way w = county(h);
    assert_int_equal(chain_turn(&(struct chain){.state = NOMINATION_SUBMITTED, .route = ROUTE_SECTOR_COUNTY}),
                     TURN_DISTRICT);
    assert_int_equal(say(h, &w.district, &w.n, local_yes), OPINION_GIVEN);
    struct chain c = chain_now(h, &w.n);
    assert_int_equal(c.district, VERDICT_AGREE);
    assert_int_equal(chain_turn(&c), TURN_SECTOR);
    assert_int_equal(places(h, &w.district, OPINION_DISTRICT), 0); /* it is asked, it recommends nobody */
    struct opinion o;
    assert_int_equal(opinion_of(h->db, h->a, w.n.id, 1, OPINION_DISTRICT, &o), OK);
    assert_string_equal(o.signer_name, "李示例");
    assert_string_equal(o.signed_on, "2015-06-20");
    house_is_sound(h);
}

static void taken_back_it_is_nobodys_and_the_district_is_asked_again(void **state)
{
    struct house *h = *state;
    struct way w = county(h);
    struct opinion o;
    enum opinion_result got;
    struct audit_actor who = house_actor(&w.district, AT + 1);
    struct writing c = {h->db, &h->rnd, h->a, &who};
    struct opinion_page nothing = page_of(h, &w.n, OPINION_DISTRICT);
    assert_int_equal(opinion_take_back(&c, &w.n, w.district.body_id, OPINION_DISTRICT, &nothing, &got), OK);
    assert_int_equal(got, OPINION_MEANWHILE); /* there is none */
    assert_int_equal(say(h, &w.district, &w.n, local_yes), OPINION_GIVEN);
    struct opinion_page page = page_of(h, &w.n, OPINION_DISTRICT);
    assert_int_equal(opinion_take_back(&c, &w.n, w.district.body_id, OPINION_DISTRICT, &page, &got), OK);
    assert_int_equal(got, OPINION_GIVEN);
    struct chain ch = chain_now(h, &w.n);
    assert_true(chain_awaits_opinion(&ch));
    assert_int_equal(opinion_of(h->db, h->a, w.n.id, 1, OPINION_DISTRICT, &o), ERR_NOT_FOUND);
    assert_int_equal(opinion_take_back(&c, &w.n, w.district.body_id, OPINION_DISTRICT, &page, &got), OK);
    assert_int_equal(got, OPINION_MEANWHILE); /* pressed twice */
    assert_int_equal(house_count(h, "SELECT COUNT(*) FROM audit_entry WHERE verb = 'opinion_give'"), 2);
    house_is_sound(h);
}

static void an_opinion_on_a_page_that_is_older_than_the_version_is_not_taken(void **state)
{
    struct house *h = *state;
    struct way w = county(h);
    struct opinion_page old = page_of(h, &w.n, OPINION_DISTRICT);
    assert_int_equal(db_script(h->db, "UPDATE nomination SET state = 'draft'"), OK);
    reread(h, &w.n);
    submit_draft(h, &w.unit, &w.n, IN_STAGE_1 + 400);
    assert_int_equal(w.n.version_no, 2);
    assert_int_equal(say_on(h, &w.district, &w.n, &old, local_yes), OPINION_NEWER_VERSION);
    assert_int_equal(house_count(h, "SELECT COUNT(*) FROM opinion"), 0);
}

static void what_a_colleague_said_meanwhile_is_not_overwritten(void **state)
{
    struct house *h = *state;
    struct way w = county(h);
    struct opinion_page old = page_of(h, &w.n, OPINION_DISTRICT);
    assert_int_equal(say(h, &w.district, &w.n, local_yes), OPINION_GIVEN);
    assert_int_equal(say_on(h, &w.district, &w.n, &old, (struct saying){OPINION_DISTRICT, VERDICT_DISAGREE, NULL}),
                     OPINION_MEANWHILE);
    struct chain c = chain_now(h, &w.n);
    assert_int_equal(c.district, VERDICT_AGREE);
    /* who has read it may say otherwise */
    assert_int_equal(say(h, &w.district, &w.n, (struct saying){OPINION_DISTRICT, VERDICT_DISAGREE, NULL}),
                     OPINION_GIVEN);
    c = chain_now(h, &w.n);
    assert_int_equal(c.district, VERDICT_DISAGREE);
}

static void a_new_version_has_no_opinion_and_the_old_one_stays_to_be_read(void **state)
{
    struct house *h = *state;
    struct way w = county(h);
    assert_int_equal(say(h, &w.district, &w.n, local_yes), OPINION_GIVEN);
    assert_int_equal(say(h, &w.sector, &w.n, sector_yes), OPINION_GIVEN);
    assert_int_equal(places(h, &w.sector, OPINION_SECTOR), 1);
    assert_int_equal(db_script(h->db, "UPDATE nomination SET state = 'draft'"), OK);
    reread(h, &w.n);
    assert_int_equal(places(h, &w.sector, OPINION_SECTOR), 0);
    submit_draft(h, &w.unit, &w.n, IN_STAGE_1 + 400);
    struct chain c = chain_now(h, &w.n);
    assert_true(chain_awaits_opinion(&c));
    assert_int_equal(c.sector, VERDICT_NONE);
    assert_int_equal(places(h, &w.sector, OPINION_SECTOR), 0);
    struct opinion *all = NULL;
    size_t len = 0;
    assert_int_equal(opinion_list(h->db, h->a, w.n.id, &all, &len), OK);
    assert_int_equal(len, 2);
    assert_int_equal(all[0].version_no, 1);
    house_is_sound(h);
}

/* Three that one authority could recommend, of two places. */
struct rivals {
    struct account sector, units[3];
    struct nomination n[3];
};

static struct rivals three_of_one_sector(struct house *h)
{
    struct rivals r = {.sector = authority_of(h, "s1", "bus")};
    static const char *const names[] = {"示例市城北车队", "示例市城南车队", "示例市客运总站"};
    assert_int_equal(h->round.sector_places.max, 2);
    for (int i = 0; i < 3; i++) {
        r.n[i] = submitted(h, names[i], "tianning", "bus", &r.units[i]);
    }
    return r;
}

static void the_place_after_the_last_is_refused(void **state)
{
    struct house *h = *state;
    struct rivals r = three_of_one_sector(h);
    assert_int_equal(say(h, &r.sector, &r.n[0], sector_yes), OPINION_GIVEN);
    assert_int_equal(say(h, &r.sector, &r.n[1], sector_yes), OPINION_GIVEN);
    assert_int_equal(say(h, &r.sector, &r.n[2], sector_yes), OPINION_NO_PLACE);
    assert_int_equal(places(h, &r.sector, OPINION_SECTOR), 2);
    assert_int_equal(say(h, &r.sector, &r.n[2], sector_no), OPINION_GIVEN);  /* disagreeing takes none */
    assert_int_equal(say(h, &r.sector, &r.n[1], sector_yes), OPINION_GIVEN); /* it has its place already */
    assert_int_equal(places(h, &r.sector, OPINION_SECTOR), 2);
    house_is_sound(h);
}

static void one_takes_the_place_of_another_in_one_act(void **state)
{
    struct house *h = *state;
    struct rivals r = three_of_one_sector(h);
    assert_int_equal(say(h, &r.sector, &r.n[0], sector_yes), OPINION_GIVEN);
    assert_int_equal(say(h, &r.sector, &r.n[1], sector_yes), OPINION_GIVEN);
    const struct saying instead = {OPINION_SECTOR, VERDICT_AGREE, r.n[0].ref};
    const struct saying of_nobody = {OPINION_SECTOR, VERDICT_AGREE, "nobody"};
    const struct saying of_itself = {OPINION_SECTOR, VERDICT_AGREE, r.n[2].ref};
    assert_int_equal(say(h, &r.sector, &r.n[2], of_nobody), OPINION_NO_PLACE);
    assert_int_equal(say(h, &r.sector, &r.n[2], of_itself), OPINION_NO_PLACE);
    assert_int_equal(say(h, &r.sector, &r.n[2], instead), OPINION_GIVEN);
    struct chain c = chain_now(h, &r.n[0]);
    assert_int_equal(c.sector, VERDICT_NONE);
    assert_int_equal(places(h, &r.sector, OPINION_SECTOR), 2);
    assert_int_equal(say(h, &r.sector, &r.n[0], instead), OPINION_NO_PLACE);
    house_is_sound(h);
}

static void what_was_sent_to_the_office_cannot_be_replaced(void **state)
{
    struct house *h = *state;
    struct rivals r = three_of_one_sector(h);
    assert_int_equal(say(h, &r.sector, &r.n[0], sector_yes), OPINION_GIVEN);
    assert_int_equal(say(h, &r.sector, &r.n[1], sector_yes), OPINION_GIVEN);
    const char *sha = "0123456789012345678901234567890123456789012345678901234567890123";
    assert_int_equal(
        db_script(h->db, text_format(h->a,
                                     "INSERT INTO recommendation_list (id, ref, round_id, body_id, number, reason, "
                                     "filler_name, filler_phone, record, sha256, check_code, sent_at, sent_by) VALUES "
                                     "(1, 'l', %lld, %lld, 1, '', '李示例', '12345', '{}', '%s', 'AAAA-AAAA', 9, %lld);"
                                     "INSERT INTO recommendation_item VALUES (1, (SELECT id FROM nomination_version "
                                     "WHERE nomination_id = %lld), 1)",
                                     (long long)h->round.id, (long long)r.sector.body_id, sha, (long long)r.sector.id,
                                     (long long)r.n[0].id)),
        OK);
    const struct saying instead_of_sent = {OPINION_SECTOR, VERDICT_AGREE, r.n[0].ref};
    assert_int_equal(say(h, &r.sector, &r.n[2], instead_of_sent), OPINION_NO_PLACE);
    const struct saying instead = {OPINION_SECTOR, VERDICT_AGREE, r.n[1].ref};
    assert_int_equal(say(h, &r.sector, &r.n[2], instead), OPINION_GIVEN);
}

static void a_place_is_held_while_its_paper_is_returned_and_free_when_it_is_withdrawn(void **state)
{
    struct house *h = *state;
    struct rivals r = three_of_one_sector(h);
    assert_int_equal(say(h, &r.sector, &r.n[0], sector_yes), OPINION_GIVEN);
    assert_int_equal(
        db_script(h->db,
                  text_format(h->a,
                              "UPDATE nomination SET state = 'draft' WHERE id = %lld;"
                              "INSERT INTO return_notice (ref, nomination_id, version_id, box, body_id, reason, "
                              "due_at, returned_at, returned_by) VALUES ('r', %lld, (SELECT id FROM "
                              "nomination_version WHERE nomination_id = %lld), 'sector', %lld, '请补充', 9, 5, %lld)",
                              (long long)r.n[0].id, (long long)r.n[0].id, (long long)r.n[0].id,
                              (long long)r.sector.body_id, (long long)r.sector.id)),
        OK);
    struct opinion_places held;
    assert_int_equal(opinion_places(h->db, h->a, &h->round, r.sector.body_id, OPINION_SECTOR, &held), OK);
    assert_int_equal(held.len, 1);
    assert_true(held.items[0].is_returned);
    assert_int_equal(held.max, 2);
    assert_int_equal(db_script(h->db, text_format(h->a, "UPDATE nomination SET state = 'withdrawn' WHERE id = %lld",
                                                  (long long)r.n[0].id)),
                     OK);
    assert_int_equal(places(h, &r.sector, OPINION_SECTOR), 0);
}

static void a_districts_places_are_those_outside_the_sectors(void **state)
{
    struct house *h = *state;
    struct account d = office_of(h, "d1", "wujin");
    struct account s = authority_of(h, "s1", "water");
    struct account unit;
    int most = h->round.district_places.max;
    struct nomination asked = submitted(h, "示例市第一供水服务大厅", "wujin", "water", &unit);
    assert_int_equal(say(h, &d, &asked, local_yes), OPINION_GIVEN);
    for (int i = 0; i < most; i++) {
        struct nomination n = submitted(h, text_format(h->a, "示例市便民服务社%d", i), "wujin", "none", &unit);
        assert_string_equal(n.route, "district");
        assert_int_equal(say(h, &d, &n, local_yes), OPINION_GIVEN);
    }
    struct nomination more = submitted(h, "示例市另一个服务社", "wujin", "none", &unit);
    assert_int_equal(say(h, &d, &more, local_yes), OPINION_NO_PLACE);
    assert_int_equal(places(h, &d, OPINION_DISTRICT), most);
    assert_int_equal(say(h, &s, &asked, sector_yes), OPINION_GIVEN); /* another body's quota */
    house_is_sound(h);
}

static void a_scan_belongs_to_its_opinion_and_the_last_one_counts(void **state)
{
    struct house *h = *state;
    struct way w = county(h);
    struct opinion o;
    struct opinion_scan s;
    assert_int_equal(say(h, &w.district, &w.n, local_yes), OPINION_GIVEN);
    assert_int_equal(opinion_of(h->db, h->a, w.n.id, 1, OPINION_DISTRICT, &o), OK);
    assert_int_equal(opinion_scan_of(h->db, h->a, o.id, &s), ERR_NOT_FOUND);
    static const char *const names[] = {"模糊的.jpg", "清楚的.pdf"};
    for (int i = 0; i < 2; i++) {
        struct audit_actor who = house_actor(&w.district, AT + i);
        struct writing c = {h->db, &h->rnd, h->a, &who};
        char sha[65];
        memset(sha, 'a' + i, 64);
        sha[64] = '\0';
        struct evidence_file f = {.sha256 = sha,
                                  .media_kind = i == 0 ? "jpeg" : "pdf",
                                  .byte_count = 10,
                                  .pages = i,
                                  .width = i == 0 ? 9 : 0,
                                  .height = i == 0 ? 9 : 0,
                                  .thumb = i == 0 ? sha : ""};
        assert_int_equal(evidence_file_add(h->db, &f, c.who->at), OK);
        assert_int_equal(opinion_scan_add(&c, &w.n, &o, sha, names[i]), OK);
    }
    assert_int_equal(opinion_scan_of(h->db, h->a, o.id, &s), OK);
    assert_string_equal(s.name, "清楚的.pdf");
    assert_string_equal(s.media_kind, "pdf");
    house_is_sound(h);
}

static void the_list_is_told_since_when_and_what_is_missing(void **state)
{
    struct house *h = *state;
    struct way w = county(h);
    struct review_facts f;
    assert_int_equal(review_facts_of(h->db, w.n.id, &f), OK);
    assert_int_equal(f.submitted_at, IN_STAGE_1 + 300);
    assert_int_equal(f.local_at, 0);
    assert_false(f.is_paper_in);
    assert_int_equal(f.files, 0);
    assert_int_equal(say(h, &w.district, &w.n, local_yes), OPINION_GIVEN);
    assert_int_equal(review_facts_of(h->db, w.n.id, &f), OK);
    assert_int_equal(f.local_at, AT);
    struct review_event *events = NULL;
    size_t len = 0;
    assert_int_equal(review_events(h->db, h->a, w.n.id, &events, &len), OK);
    assert_int_equal(len, 2);
    assert_string_equal(events[0].what, "submitted");
    assert_string_equal(events[1].what, "opinion");
    assert_int_equal(events[1].body_id, w.district.body_id);
    const char *name = "";
    const char *title = "";
    assert_int_equal(opinion_last_signer(h->db, h->a, w.district.body_id, OPINION_DISTRICT, &name, &title), OK);
    assert_string_equal(name, "李示例");
    assert_string_equal(title, "局长");
    assert_int_equal(opinion_last_signer(h->db, h->a, w.sector.body_id, OPINION_SECTOR, &name, &title), OK);
    assert_string_equal(name, "");
}

static void an_opinion_is_never_changed_or_removed(void **state)
{
    struct house *h = *state;
    struct way w = county(h);
    assert_int_equal(say(h, &w.district, &w.n, local_yes), OPINION_GIVEN);
    assert_int_not_equal(db_script(h->db, "UPDATE opinion SET decision = 'disagree'"), OK);
    assert_int_not_equal(db_script(h->db, "DELETE FROM opinion"), OK);
}

#define HOUSE_TEST(f) cmocka_unit_test_setup_teardown(f, house_setup, house_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(a_local_opinion_hands_the_nomination_on),
        HOUSE_TEST(taken_back_it_is_nobodys_and_the_district_is_asked_again),
        HOUSE_TEST(an_opinion_on_a_page_that_is_older_than_the_version_is_not_taken),
        HOUSE_TEST(what_a_colleague_said_meanwhile_is_not_overwritten),
        HOUSE_TEST(a_new_version_has_no_opinion_and_the_old_one_stays_to_be_read),
        HOUSE_TEST(the_place_after_the_last_is_refused),
        HOUSE_TEST(one_takes_the_place_of_another_in_one_act),
        HOUSE_TEST(what_was_sent_to_the_office_cannot_be_replaced),
        HOUSE_TEST(a_place_is_held_while_its_paper_is_returned_and_free_when_it_is_withdrawn),
        HOUSE_TEST(a_districts_places_are_those_outside_the_sectors),
        HOUSE_TEST(a_scan_belongs_to_its_opinion_and_the_last_one_counts),
        HOUSE_TEST(the_list_is_told_since_when_and_what_is_missing),
        HOUSE_TEST(an_opinion_is_never_changed_or_removed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
