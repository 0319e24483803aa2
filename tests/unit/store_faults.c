/* store_faults.c - every step of every change fails once: what was begun is then gone, whole, and works when it is
 * tried again.  HOUSE.md section 8. */
#include "support/store_house.h"

/* Tables that people write to, and the round's counter. */
static const char *const tables[] = {"round",         "body",        "account",   "session",    "signin_failure",
                                     "once_token",    "nomination",  "kept_text", "kept_value", "nomination_version",
                                     "draft_section", "draft_value", "meta",      "media_file", "version_value",
                                     "audit_entry"};

/* Everything that stands in them. */
static const char *dump(struct house *h)
{
    static const char columns_sql[] =
        "SELECT group_concat('quote(' || name || ')', ' || char(32) || ') FROM pragma_table_info('%s')";
    static const char rows_sql[] = "SELECT group_concat(x, char(10)) FROM (SELECT %s AS x FROM %s ORDER BY 1)";
    const char *text = "";
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        const char *columns = house_sql(h, text_format(h->a, columns_sql, tables[i]));
        const char *rows = house_sql(h, text_format(h->a, rows_sql, columns, tables[i]));
        text = text_format(h->a, "%s[%s]\n%s\n", text, tables[i], rows);
    }
    assert_non_null(strstr(text, "'原来的名称'")); /* it is no error message */
    assert_null(strstr(text, "error"));
    return text;
}

struct scene {
    struct house *h;
    struct nomination n;
    struct account account;
    struct kept kept;
    const char *shown; /* an old mark of the section brand */
};

typedef enum err (*act_fn)(struct scene *s);

static enum err start(struct scene *s)
{
    struct audit_actor who = house_actor(&s->h->zhou, IN_STAGE_1 + 100);
    const char *ref = NULL;
    return nomination_start(&(struct writing){s->h->db, &s->h->rnd, s->h->a, &who}, &s->h->round, s->h->bus.id, "bus",
                            &ref);
}

static enum err save(struct scene *s, struct value_list posted, const char *section, const char *mark)
{
    struct audit_actor who = house_actor(&s->h->chen, IN_STAGE_1 + 100);
    struct draft_outcome got;
    return draft_save(&(struct writing){s->h->db, &s->h->rnd, s->h->a, &who},
                      &(struct draft_part){&s->n, &s->h->round, section}, mark, &posted, &got);
}

static enum err save_rows(struct scene *s)
{
    return save(s,
                VALUES(s->h, {"honours.name", 1, "甲"}, {"honours.giver", 1, "乙"}, {"honours.month", 1, "2014-11"},
                       {"honours.name", 2, "丙"}, {"honours.giver", 2, "丁"}, {"honours.month", 2, "2013-05"}),
                "honours", "0");
}

/* Saves one field, deletes another, and keeps a third aside. */
static enum err save_disputed(struct scene *s)
{
    return save(s,
                VALUES(s->h, {"brand_name", 0, "陈的名称"}, {"brand_slogan", 0, ""}, {"brand_kind", 0, "method"},
                       {"brand_started_on", 0, ""}),
                "brand", s->shown);
}

static enum err keep_late(struct scene *s)
{
    struct audit_actor who = house_actor(&s->h->chen, IN_STAGE_1 + 100);
    struct value_list posted = VALUES(s->h, {"brand_name", 0, "迟到的"}, {"brand_slogan", 0, "迟到的"});
    const char *ref = NULL;
    return draft_keep(&(struct writing){s->h->db, &s->h->rnd, s->h->a, &who},
                      &(struct draft_part){&s->n, &s->h->round, "brand"}, "late", &posted, &ref);
}

static enum err settle(struct scene *s)
{
    struct audit_actor who = house_actor(&s->h->wang, IN_STAGE_1 + 100);
    return kept_settle(s->h->db, &who, &s->n, &s->kept);
}

static enum err write_over_kept(struct scene *s)
{
    struct audit_actor who = house_actor(&s->h->wang, IN_STAGE_1 + 100);
    struct value_list posted = VALUES(s->h, {"brand_name", 0, "王另写的名称，又写了一些"}, {"brand_slogan", 0, "口号"});
    struct draft_outcome got;
    return draft_save(&(struct writing){s->h->db, &s->h->rnd, s->h->a, &who},
                      &(struct draft_part){&s->n, &s->h->round, "brand"}, s->shown, &posted, &got);
}

static enum err set_picture(struct scene *s)
{
    struct audit_actor who = house_actor(&s->h->chen, IN_STAGE_1 + 100);
    return draft_set(s->h->db, &who, &s->n, "images", "brand_logo", "sha logo.png");
}

static enum err submit(struct scene *s)
{
    struct audit_actor who = house_actor(&s->h->chen, IN_STAGE_1 + 100);
    struct value_list values;
    TRY(draft_values(s->h->db, s->h->a, s->n.id, &values));
    return nomination_submit(s->h->db, s->h->a, &who, &s->h->round, &s->n, &values);
}

static enum err add_account(struct scene *s)
{
    struct audit_actor who = house_actor(NULL, IN_STAGE_1 + 100);
    struct account in = {
        .login = "new01", .person_name = "新", .role = ROLE_UNIT, .body_id = s->h->bus.id, .password_hash = "x"};
    int64_t id = 0;
    return account_add(s->h->db, &s->h->rnd, &who, &in, &id);
}

static enum err add_body(struct scene *s)
{
    struct audit_actor who = house_actor(NULL, IN_STAGE_1 + 100);
    struct body in = {.kind = "office", .name = "示例市文明办"};
    int64_t id = 0;
    return body_add(s->h->db, &s->h->rnd, &who, &in, &id);
}

static enum err change_password(struct scene *s)
{
    struct audit_actor who = house_actor(&s->h->chen, IN_STAGE_1 + 100);
    return account_set_password(s->h->db, &who, &s->h->chen, "other", false);
}

static enum err disable(struct scene *s)
{
    struct audit_actor who = house_actor(NULL, IN_STAGE_1 + 100);
    return account_disable(s->h->db, &who, &s->h->wang);
}

static enum err sign_in(struct scene *s)
{
    struct audit_actor who = house_actor(&s->h->chen, IN_STAGE_1 + 100);
    const char *cookie = NULL;
    TRY(signin_succeeded(s->h->db, "unit01", "192.0.2.7"));
    TRY(session_sweep(s->h->db, who.at));
    return session_start(&(struct writing){s->h->db, &s->h->rnd, s->h->a, &who}, &s->h->chen, "192.0.2.7", "browser",
                         &cookie);
}

static enum err fail_to_sign_in(struct scene *s)
{
    struct audit_actor who = house_actor(NULL, IN_STAGE_1 + 100);
    return signin_failed(s->h->db, &who, "unit01", "192.0.2.7");
}

static enum err post_once(struct scene *s)
{
    int status = 0;
    const char *location = NULL;
    enum err e = once_get(s->h->db, s->h->a, "token", &status, &location);
    if (e != ERR_NOT_FOUND) {
        return e == OK ? ERR_CONFLICT : e;
    }
    TRY(save_rows(s));
    return once_put(s->h->db, "token", 303, "/", IN_STAGE_1 + 100);
}

/* A draft that two wrote, with a dispute of 王's that is still open. */
static void set_scene(struct scene *s)
{
    struct house *h = s->h = house_open(":memory:");
    s->n = house_nomination(h, &h->chen);
    s->shown = house_mark(h, &s->n, "brand");
    (void)house_save(h, &h->chen, &s->n, "brand", s->shown,
                     VALUES(h, {"brand_name", 0, "原来的名称"}, {"brand_slogan", 0, "口号"}));
    struct draft_outcome got = house_save(h, &h->wang, &s->n, "brand", s->shown,
                                          VALUES(h, {"brand_name", 0, "王另写的名称"}, {"brand_slogan", 0, "口号"}));
    struct value_list values;
    assert_int_equal(got.result, DRAFT_CONFLICT);
    assert_int_equal(kept_get(h->db, h->a, s->n.id, got.kept_ref, &s->kept, &values), OK);
}

/* Fails step 1, 2, 3 ... of the transaction until it goes through; returns how many steps it has. */
static int fail_each_step(act_fn act, const char *name)
{
    struct scene s;
    set_scene(&s);
    const char *before = dump(s.h);
    for (int n = 1;; n++) {
        assert_int_equal(db_begin(s.h->db), OK);
        db_fail_nth(s.h->db, n);
        enum err e = db_end(s.h->db, act(&s));
        assert_false(db_is_in_transaction(s.h->db));
        if (e == OK) {
            db_fail_nth(s.h->db, 0);
            if (strcmp(dump(s.h), before) == 0) {
                fail_msg("%s changes nothing", name);
            }
            house_is_sound(s.h);
            house_close(s.h);
            return n - 1;
        }
        if (e != ERR_INTERNAL || strcmp(dump(s.h), before) != 0) {
            fail_msg("%s, step %d: %s, or something was half written", name, n, err_name(e));
        }
    }
}

static void nothing_is_half_written_whichever_step_fails(void **state)
{
    static const struct {
        const char *name;
        act_fn act;
        int steps_min;
    } acts[] = {
        {"start", start, 4},
        {"save_rows", save_rows, 10},
        {"save_disputed", save_disputed, 10},
        {"keep_late", keep_late, 6},
        {"write_over_kept", write_over_kept, 8},
        {"settle", settle, 4},
        {"submit", submit, 8},
        {"add_account", add_account, 4},
        {"add_body", add_body, 4},
        {"change_password", change_password, 4},
        {"disable", disable, 4},
        {"sign_in", sign_in, 7},
        {"fail_to_sign_in", fail_to_sign_in, 7},
        {"post_once", post_once, 12},
    };
    (void)state;
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        int steps = fail_each_step(acts[i].act, acts[i].name);
        if (steps < acts[i].steps_min) {
            fail_msg("%s: only %d steps were tried", acts[i].name, steps);
        }
    }
}

/* The picture's row and file are another store's; only the draft is looked at here. */
static void a_picture_is_set_whole_or_not_at_all(void **state)
{
    struct scene s;
    (void)state;
    set_scene(&s);
    const char *before = dump(s.h);
    int n = 0;
    enum err e = ERR_INTERNAL;
    while (e != OK) {
        assert_string_equal(dump(s.h), before);
        assert_int_equal(db_begin(s.h->db), OK);
        db_fail_nth(s.h->db, ++n);
        e = db_end(s.h->db, set_picture(&s));
    }
    db_fail_nth(s.h->db, 0);
    assert_true(n > 5);
    house_close(s.h);
}

/* A full disk is met by the engine itself, at whichever page it comes. */
static void nothing_is_half_written_when_the_disk_is_full(void **state)
{
    static const act_fn acts[] = {start, save_rows, save_disputed, submit, sign_in};
    (void)state;
    int refused = 0;
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        struct scene s;
        set_scene(&s);
        /* texts that need pages of their own */
        char *long_text = arena_alloc(s.h->a, 60001, 1);
        memset(long_text, 'x', 60000);
        for (int room = 0; room < 8; room++) {
            const char *before = dump(s.h);
            long long pages = house_count(s.h, "PRAGMA page_count");
            assert_int_equal(db_script(s.h->db, text_format(s.h->a, "PRAGMA max_page_count=%lld", pages + room)), OK);
            assert_int_equal(db_begin(s.h->db), OK);
            enum err e = acts[i](&s);
            e = e == OK ? meta_put(s.h->db, "long", long_text) : e;
            e = db_end(s.h->db, e);
            assert_false(db_is_in_transaction(s.h->db));
            assert_int_equal(db_script(s.h->db, "PRAGMA max_page_count=100000"), OK);
            assert_int_equal(e, ERR_FULL);
            assert_string_equal(dump(s.h), before);
            refused++;
        }
        assert_int_equal(acts[i](&s), OK); /* the service returns by itself */
        house_close(s.h);
    }
    assert_int_equal(refused, 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_half_written_whichever_step_fails),
        cmocka_unit_test(a_picture_is_set_whole_or_not_at_all),
        cmocka_unit_test(nothing_is_half_written_when_the_disk_is_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
