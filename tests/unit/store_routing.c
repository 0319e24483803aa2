/* store_routing.c - the routing table for every place and every sector of the round: which way the paper goes, who may
 * see it, who may give an opinion, and in which order (handbook 1.3, 8 row 13). */
#include "domain/chain.h"
#include "domain/opinion.h"
#include "store/chain_store.h"
#include "store/list_store.h"
#include "store/opinion_store.h"
#include "support/store_house.h"

enum { OPEN = STAGE_BIT(STAGE_NOMINATION) | STAGE_BIT(STAGE_RECOMMENDATION), BODIES_MAX = 80 };

/* Everybody who could have to do with it: an office a district, an authority a name. */
struct everybody {
    struct actor offices[20];
    struct actor authorities[BODIES_MAX];
    const char *authority_names[BODIES_MAX];
    size_t offices_len, authorities_len;
    struct account unit;
    struct nomination n;
};

static struct actor body_actor(struct house *h, enum role role, const struct body *in)
{
    struct audit_actor who = house_actor(NULL, IN_STAGE_1);
    struct body b = *in;
    assert_int_equal(body_add(h->db, &h->rnd, &who, &b, &b.id), OK);
    struct account a = {.login = text_format(h->a, "b%lld", (long long)b.id),
                        .person_name = "李示例",
                        .role = role,
                        .body_id = b.id,
                        .password_hash = "none"};
    assert_int_equal(account_add(h->db, &h->rnd, &who, &a, &a.id), OK);
    return (struct actor){a.id, b.id, role};
}

static size_t authority_at(const struct everybody *all, const char *name)
{
    size_t i = 0;
    while (i < all->authorities_len && strcmp(all->authority_names[i], name) != 0) {
        i++;
    }
    return i;
}

static struct everybody gather(struct house *h)
{
    struct everybody all = {.offices_len = h->round.districts_len};
    for (size_t i = 0; i < h->round.districts_len; i++) {
        const struct district *d = &h->round.districts[i];
        all.offices[i] = body_actor(h, ROLE_DISTRICT,
                                    &(struct body){.kind = "district", .name = d->office_name, .district_id = d->id});
    }
    for (size_t i = 0; i < h->round.sectors_len; i++) {
        const struct sector *s = &h->round.sectors[i];
        if (authority_at(&all, s->authority_name) == all.authorities_len) {
            all.authority_names[all.authorities_len] = s->authority_name;
            all.authorities[all.authorities_len++] = body_actor(
                h, ROLE_SECTOR, &(struct body){.kind = "sector", .name = s->authority_name, .sector_id = s->id});
        }
    }
    all.unit = h->chen;
    all.n = house_nomination(h, &h->chen);
    (void)house_save(h, &h->chen, &all.n, "brand", house_mark(h, &all.n, "brand"), VALUES(h, {"brand_name", 0, "甲"}));
    return all;
}

/* One more version for this place and sector. */
static void submit_for(struct house *h, struct everybody *all, const char *district, const char *sector)
{
    struct audit_actor who = house_actor(&all->unit, IN_STAGE_1 + 300);
    assert_int_equal(db_script(h->db, "UPDATE nomination SET state = 'draft'"), OK);
    (void)house_save(h, &all->unit, &all->n, "unit", house_mark(h, &all->n, "unit"),
                     VALUES(h, {"sector_id", 0, sector}, {"district_id", 0, district}));
    assert_int_equal(nomination_by_ref(h->db, h->a, all->n.ref, &all->n), OK);
    struct value_list values = house_draft(h, &all->n);
    assert_int_equal(nomination_submit(h->db, h->a, &who, &h->round, &all->n, &values), OK);
    assert_int_equal(nomination_by_ref(h->db, h->a, all->n.ref, &all->n), OK);
}

struct sight {
    enum err list, view, give;
    enum opinion_kind box;
};

static struct sight sight_of(struct house *h, const struct everybody *all, const struct actor *who)
{
    struct chain c;
    struct sight s;
    struct nomination_facts facts = nomination_facts_of(&all->n);
    assert_int_equal(nomination_standing(h->db, all->n.id, who, &facts), OK);
    assert_int_equal(chain_of(h->db, h->a, &all->n, &c), OK);
    s.list = may_list_nomination(who, &facts);
    s.view = may_view_nomination(who, OPEN, &facts);
    s.give = may_give_opinion(who, OPEN, &facts, &c);
    s.box = chain_box(who, &facts, &c);
    return s;
}

static void give(struct house *h, const struct everybody *all, const struct actor *who, enum opinion_kind box)
{
    struct audit_actor by = {IN_STAGE_1 + 400, who->account_id, role_ident(who->role), "test"};
    struct writing w = {h->db, &h->rnd, h->a, &by};
    struct opinion_page page = {.version_no = all->n.version_no, .last_ref = ""};
    struct opinion_new x = {.body_id = who->body_id,
                            .box = box,
                            .decision = VERDICT_AGREE,
                            .text = "情况属实，同意推荐。",
                            .signer_name = "李示例",
                            .signer_title = "",
                            .signed_on = "2015-06-18",
                            .replaces = ""};
    enum opinion_result got;
    assert_int_equal(opinion_give(&w, &h->round, &all->n, &page, &x, &got), OK);
    assert_int_equal(got, OPINION_GIVEN);
}

/* What the notice says of one combination, said here once more and without the code's own words. */
struct expected {
    bool has_sector, asks_first; /* the three counties of the notice */
};

static void office_meets(struct house *h, const struct everybody *all, size_t i, bool is_its_place,
                         const struct expected *x, bool is_sector_done, const char *where)
{
    struct sight s = sight_of(h, all, &all->offices[i]);
    bool has_to_do = is_its_place && (!x->has_sector || x->asks_first);
    enum err give_now = !has_to_do ? ERR_NOT_FOUND : is_sector_done ? ERR_CONFLICT : OK;
    if ((s.list == OK) != has_to_do || (s.view == OK) != has_to_do || s.give != give_now ||
        (s.box == OPINION_DISTRICT) != has_to_do) {
        fail_msg("%s: office %zu lists %d, views %d, gives %d", where, i, s.list, s.view, s.give);
    }
}

static void authority_meets(struct house *h, const struct everybody *all, size_t i, bool is_its_line,
                            const struct expected *x, bool is_local_given, const char *where)
{
    struct sight s = sight_of(h, all, &all->authorities[i]);
    enum err give_now = !is_its_line ? ERR_NOT_FOUND : x->asks_first && !is_local_given ? ERR_CONFLICT : OK;
    if ((s.list == OK) != is_its_line || (s.view == OK) != is_its_line || s.give != give_now ||
        (s.box == OPINION_SECTOR) != is_its_line) {
        fail_msg("%s: %s lists %d, views %d, gives %d", where, all->authority_names[i], s.list, s.view, s.give);
    }
}

struct at {
    size_t place, authority; /* authority: past the end for none */
    bool local_given, sector_done;
    const char *where;
};

static void everybody_meets(struct house *h, const struct everybody *all, const struct expected *x, const struct at *at)
{
    for (size_t i = 0; i < all->offices_len; i++) {
        office_meets(h, all, i, i == at->place, x, at->sector_done, at->where);
    }
    for (size_t i = 0; i < all->authorities_len; i++) {
        authority_meets(h, all, i, i == at->authority, x, at->local_given, at->where);
    }
}

static void one_combination(struct house *h, struct everybody *all, size_t place, const struct sector *sector)
{
    static const char *const counties[] = {"wujin", "jintan", "liyang"};
    const struct district *d = &h->round.districts[place];
    struct expected x = {.has_sector = sector != NULL};
    for (size_t i = 0; i < 3; i++) {
        x.asks_first = x.asks_first || (sector != NULL && strcmp(d->code, counties[i]) == 0);
    }
    const char *code = sector == NULL ? "none" : sector->code;
    size_t authority = sector == NULL ? all->authorities_len : authority_at(all, sector->authority_name);
    struct at at = {place, authority, false, false, text_format(h->a, "%s and %s", d->code, code)};
    submit_for(h, all, d->code, code);
    const char *route = !x.has_sector ? "district" : x.asks_first ? "sector_county" : "sector_city";
    assert_string_equal(all->n.route, route);
    everybody_meets(h, all, &x, &at);
    if (x.asks_first) {
        give(h, all, &all->offices[place], OPINION_DISTRICT);
        at.local_given = true;
        everybody_meets(h, all, &x, &at);
        give(h, all, &all->authorities[authority], OPINION_SECTOR);
        at.sector_done = true;
        everybody_meets(h, all, &x, &at);
    }
}

static void every_place_and_every_sector_has_its_way_its_readers_and_its_order(void **state)
{
    struct house *h = *state;
    struct everybody all = gather(h);
    assert_true(h->round.districts_len >= 6);
    assert_true(h->round.sectors_len >= 40);
    for (size_t place = 0; place < h->round.districts_len; place++) {
        for (size_t i = 0; i <= h->round.sectors_len; i++) {
            one_combination(h, &all, place, i == h->round.sectors_len ? NULL : &h->round.sectors[i]);
        }
    }
    size_t combinations = h->round.districts_len * (h->round.sectors_len + 1);
    assert_int_equal(all.n.version_no, combinations);
    house_is_sound(h);
}

static void outside_the_two_stages_nobody_gives_one(void **state)
{
    struct house *h = *state;
    struct everybody all = gather(h);
    submit_for(h, &all, "wujin", "water");
    struct nomination_facts facts = nomination_facts_of(&all.n);
    size_t place = 0;
    while (strcmp(h->round.districts[place].code, "wujin") != 0) {
        place++;
    }
    struct chain c;
    assert_int_equal(nomination_standing(h->db, all.n.id, &all.offices[place], &facts), OK);
    assert_int_equal(chain_of(h->db, h->a, &all.n, &c), OK);
    for (int s = 0; s < STAGE__COUNT; s++) {
        enum err want = s == STAGE_NOMINATION || s == STAGE_RECOMMENDATION ? OK : ERR_CLOSED;
        assert_int_equal(may_give_opinion(&all.offices[place], STAGE_BIT(s), &facts, &c), want);
    }
    assert_int_equal(may_give_opinion(&all.offices[place], 0, &facts, &c), ERR_CLOSED);
}

#define HOUSE_TEST(f) cmocka_unit_test_setup_teardown(f, house_setup, house_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(every_place_and_every_sector_has_its_way_its_readers_and_its_order),
        HOUSE_TEST(outside_the_two_stages_nobody_gives_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
