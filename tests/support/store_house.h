/* store_house.h - a database in memory with the real migrations and the round of sql/seed, two units, three people, and
 * a seeded stream of random numbers: what the stories of the store begin with. */
#ifndef TESTS_STORE_HOUSE_H
#define TESTS_STORE_HOUSE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/random.h"
#include "base/text.h"
#include "domain/role.h"
#include "store/account_store.h"
#include "store/audit_store.h"
#include "store/db.h"
#include "store/migrate.h"
#include "store/nomination_store.h"
#include "store/round_store.h"
#include "store/value_list.h"

enum { IN_STAGE_1 = 1434610800 }; /* 18 June 2015, 15:00 in Beijing */

struct house {
    struct arena *a;
    struct random rnd;
    struct db *db;
    struct round round;
    struct body water, bus;          /* units: 供水, a sector in 武进; 公交, a sector in 天宁 */
    struct account chen, wang, zhou; /* chen and wang of water, zhou of bus */
};

static inline struct audit_actor house_actor(const struct account *of, int64_t at)
{
    return (struct audit_actor){at, of == NULL ? 0 : of->id, of == NULL ? "cli" : role_ident(of->role), "test"};
}

static inline struct body house_body(struct house *h, const char *name, const char *district, const char *sector)
{
    struct audit_actor who = house_actor(NULL, IN_STAGE_1);
    struct body b = {.kind = "unit",
                     .name = name,
                     .district_id = round_district(&h->round, district)->id,
                     .sector_id = round_sector(&h->round, sector)->id};
    assert_int_equal(body_add(h->db, &h->rnd, &who, &b, &b.id), OK);
    assert_int_equal(body_by_id(h->db, h->a, b.id, &b), OK);
    return b;
}

static inline struct account house_account(struct house *h, const char *login, const char *name, int64_t body_id)
{
    struct audit_actor who = house_actor(NULL, IN_STAGE_1);
    struct account in = {
        .login = login, .person_name = name, .role = ROLE_UNIT, .body_id = body_id, .password_hash = "none"};
    assert_int_equal(account_add(h->db, &h->rnd, &who, &in, &in.id), OK);
    assert_int_equal(account_by_id(h->db, h->a, in.id, &in), OK);
    return in;
}

static inline struct house *house_open(const char *path)
{
    static const unsigned char key[32] = "the key of the tests' own chain";
    struct house *h = calloc(1, sizeof *h);
    assert_non_null(h);
    h->a = arena_new();
    random_init_seeded(&h->rnd, 2015);
    assert_int_equal(db_open(path, DB_WRITER, &h->db), OK);
    assert_int_equal(migrate(h->db, NULL), OK);
    db_set_audit_key(h->db, key);
    assert_int_equal(seed_round(h->db), OK);
    assert_int_equal(round_load(h->db, h->a, &h->round), OK);
    h->water = house_body(h, "示例市第一供水服务有限公司", "wujin", "water");
    h->bus = house_body(h, "示例市公共交通服务中心", "tianning", "bus");
    h->chen = house_account(h, "unit01", "陈示例", h->water.id);
    h->wang = house_account(h, "unit02", "王示例", h->water.id);
    h->zhou = house_account(h, "other01", "周示例", h->bus.id);
    return h;
}

static inline int house_setup(void **state)
{
    *state = house_open(":memory:");
    return 0;
}

static inline void house_close(struct house *h)
{
    db_close(h->db);
    arena_free(h->a);
    free(h);
}

static inline int house_teardown(void **state)
{
    house_close(*state);
    return 0;
}

/* The first column of the first row as text; "" when there is none. */
static inline const char *house_sql(struct house *h, const char *sql)
{
    const char *text = "";
    (void)db_first_row(h->db, sql, h->a, &text);
    return text;
}

static inline long long house_count(struct house *h, const char *sql)
{
    return strtoll(house_sql(h, sql), NULL, 10);
}

static inline struct nomination house_nomination(struct house *h, const struct account *by)
{
    struct audit_actor who = house_actor(by, IN_STAGE_1);
    struct nomination n;
    const char *ref = NULL;
    assert_int_equal(
        nomination_start(&(struct writing){h->db, &h->rnd, h->a, &who}, &h->round, by->body_id, "body", &ref), OK);
    assert_int_equal(nomination_by_ref(h->db, h->a, ref, &n), OK);
    return n;
}

/* One answer of a posted form. */
struct answer {
    const char *ident;
    int row_no;
    const char *value;
};

static inline struct value_list house_values(struct house *h, const struct answer *answers, size_t len)
{
    struct value_list list = {0};
    for (size_t i = 0; i < len; i++) {
        value_add(h->a, &list, answers[i].ident, answers[i].row_no, answers[i].value);
    }
    return list;
}

/* VALUES(h, {"brand_name", 0, "畅行"}, ...) */
#define VALUES(h, ...)                                                                                                 \
    house_values((h), (const struct answer[]){__VA_ARGS__},                                                            \
                 sizeof((const struct answer[]){__VA_ARGS__}) / sizeof(struct answer))

static inline struct value_list house_draft(struct house *h, const struct nomination *n)
{
    struct value_list list;
    assert_int_equal(draft_values(h->db, h->a, n->id, &list), OK);
    return list;
}

/* The mark that a page shown now would carry. */
static inline const char *house_mark(struct house *h, const struct nomination *n, const char *section)
{
    struct value_list stored = house_draft(h, n);
    const char *mark = NULL;
    int64_t saved_at = 0;
    assert_int_equal(draft_mark(h->db, h->a, &(struct draft_part){n, &h->round, section}, &stored, &mark, &saved_at),
                     OK);
    return mark;
}

static inline struct draft_outcome house_save(struct house *h, const struct account *by, const struct nomination *n,
                                              const char *section, const char *mark, struct value_list posted)
{
    struct audit_actor who = house_actor(by, IN_STAGE_1 + 60);
    struct draft_outcome got = {0};
    assert_int_equal(draft_save(&(struct writing){h->db, &h->rnd, h->a, &who},
                                &(struct draft_part){n, &h->round, section}, mark, &posted, &got),
                     OK);
    return got;
}

/* Every invariant holds, the chain is whole, the fingerprints are right. */
static inline void house_is_sound(struct house *h)
{
    const char *row = "";
    const char *broken = invariant_broken(h->db, h->a, &row);
    if (broken != NULL) {
        fail_msg("%s: %s", broken, row);
    }
    int64_t count = 0;
    int64_t bad = 0;
    const char *head = "";
    assert_int_equal(audit_verify(h->db, h->a, &count, &head, &bad), OK);
    assert_int_equal(version_verify(h->db, 0, &count, &bad), OK);
}

/* A directory of the test's own, and its end. */
static inline char *scratch_dir(void)
{
    char *dir = strdup("/tmp/jianpin-store-XXXXXX");
    assert_non_null(dir);
    assert_non_null(mkdtemp(dir));
    return dir;
}

static inline void scratch_remove(char *dir)
{
    assert_int_equal(strncmp(dir, "/tmp/jianpin-store-", 19), 0);
    pid_t child = fork();
    if (child == 0) {
        (void)execlp("rm", "rm", "-rf", "--", dir, (char *)NULL);
        _exit(127);
    }
    (void)waitpid(child, NULL, 0);
    free(dir);
}

#endif
