/* review_site.h - a site with nominations that were submitted and authorities that conclude about them: what the
 * stories of recommendation and review begin with. */
#ifndef TESTS_REVIEW_SITE_H
#define TESTS_REVIEW_SITE_H

#include "store/chain_store.h"
#include "store/opinion_store.h"
#include "store/value_list.h"
#include "support/whole_request.h"

/* The round of sql/seed: 择优推荐 from 26 June 2015, 00:00, to 10 July, 24:00; 组织初审 follows to 20 July, 24:00. */
#define IN_RECOMMENDATION     1435716000 /* 1 July 2015, 10:00 */
#define RECOMMENDATION_CLOSES 1436544000
#define IN_REVIEW             1436835600 /* 14 July 2015, 09:00 */

/* A unit applies with the sample's answers and these in place of its own. */
struct applying {
    struct site *site;
    const char *unit, *sector, *district, *brand; /* codes of the round; sector "none" */
    const char *ref;                              /* becomes its nomination */
    const char *login;                            /* of its account: unit's ref */
};

static inline void replace_answer(struct site *s, struct value_list *list, const char *ident, const char *value)
{
    for (size_t i = 0; i < list->len; i++) {
        if (strcmp(list->items[i].ident, ident) == 0 && list->items[i].row_no == 0) {
            list->items[i].value = value;
            return;
        }
    }
    value_add(s->a, list, ident, 0, value);
}

static inline enum err apply_in_transaction(struct db *db, void *ctx)
{
    struct applying *x = ctx;
    struct site *s = x->site;
    struct nomination n;
    struct audit_actor who = site_actor(s);
    struct body body = {
        .kind = "unit", .name = x->unit, .district_id = round_district(&s->round, x->district)->id, .sector_id = 0};
    struct account account = {.login = x->login, .person_name = "申示例", .role = ROLE_UNIT};
    struct value_list values = sample_answers(s);
    TRY(body_add(db, &s->random, &who, &body, &body.id));
    account.body_id = body.id;
    TRY(password_hash(s->a, SITE_PASSWORD, true, &account.password_hash));
    TRY(account_add(db, &s->random, &who, &account, &account.id));
    struct audit_actor self = {clock_now(&s->clock), account.id, "unit", "test"};
    struct writing c = {db, &s->random, s->a, &self};
    TRY(nomination_start(&c, &s->round, body.id, x->login, &x->ref));
    TRY(nomination_by_ref(db, s->a, x->ref, &n));
    replace_answer(s, &values, "brand_name", x->brand);
    replace_answer(s, &values, "unit_name", x->unit);
    replace_answer(s, &values, "sector_id", x->sector);
    replace_answer(s, &values, "district_id", x->district);
    replace_answer(s, &values, "org_code", "");
    return nomination_submit(db, s->a, &self, &s->round, &n, &values);
}

/* Its ref. */
static inline const char *apply(struct site *s, const char *unit, const char *sector, const char *district,
                                const char *brand)
{
    struct applying x = {s, unit, sector, district, brand, NULL, NULL};
    x.login = text_format(s->a, "applicant%lld", site_count(s, "SELECT COUNT(*) FROM account"));
    assert_int_equal(store_write(s->store, apply_in_transaction, &x), OK);
    return x.ref;
}

/* An authority or a district's office with one account of that login.  Its body. */
static inline int64_t reviewer(struct site *s, const char *kind, const char *name, const char *code, const char *login)
{
    bool is_sector = strcmp(kind, "sector") == 0;
    int64_t body = site_body(s, kind, name, is_sector ? 0 : round_district(&s->round, code)->id,
                             is_sector ? round_sector(&s->round, code)->id : 0);
    enum role role = ROLE_PUBLIC;
    assert_int_equal(role_from_ident(kind, &role), OK);
    site_account(s, login, role, body, false);
    return body;
}

struct concluding {
    struct site *site;
    const char *ref, *login;
    enum verdict verdict;
    enum opinion_result result;
};

static inline enum err conclude_in_transaction(struct db *db, void *ctx)
{
    struct concluding *x = ctx;
    struct site *s = x->site;
    struct nomination n;
    struct account account;
    const char *last = "";
    TRY(nomination_by_ref(db, s->a, x->ref, &n));
    TRY(account_by_login(db, s->a, x->login, &account));
    struct audit_actor who = {clock_now(&s->clock), account.id, role_ident(account.role), "test"};
    struct writing c = {db, &s->random, s->a, &who};
    enum opinion_kind box = account.role == ROLE_SECTOR ? OPINION_SECTOR : OPINION_DISTRICT;
    TRY(opinion_last_ref(db, s->a, n.id, n.version_no, box, &last));
    struct opinion_page page = {n.version_no, last};
    struct opinion_new given = {.body_id = account.body_id,
                                .box = box,
                                .decision = x->verdict,
                                .text = x->verdict == VERDICT_AGREE ? "情况属实，同意推荐。" : "事迹不够具体，不推荐。",
                                .signer_name = "李示例",
                                .signer_title = "处长",
                                .signed_on = "2015-07-01",
                                .replaces = ""};
    return opinion_give(&c, &s->round, &n, &page, &given, &x->result);
}

static inline enum opinion_result conclude(struct site *s, const char *login, const char *ref, enum verdict verdict)
{
    struct concluding x = {s, ref, login, verdict, OPINION_GIVEN};
    assert_int_equal(store_write(s->store, conclude_in_transaction, &x), OK);
    return x.result;
}

#endif
