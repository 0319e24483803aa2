/* web_canaries.c - figure 8: planted secrets, every GET address of the route table, two people of every role; what is
 * in the answer (page, headers, workbook, paper, file, refusal) is seen by those alone whom the table below names:
 * while units apply, while authorities conclude, and when their lists are with the office and its reviewers.
 *
 * The addresses come from src/web/routes.c: a new page is covered without an edit here, and one whose address cannot be
 * filled fails the test until `fillers` says how. */
#include "support/evidence_site.h"
#include "support/review_site.h"
#include "support/run_tool.h"
#include "support/xlsx_reader.h"

#include "document/paper.h"
#include "document/paper_worker.h"
#include "store/recommendation_store.h"

#define R(x) ROLE_BIT(ROLE_##x)

/* ---- who may see what: read this aloud ---- */

enum kind {
    ANSWER,     /* an answer of a submitted form                                  */
    ATTACHED,   /* name, caption or bytes of a file of a submitted form           */
    CONTACT,    /* mobile and mail of a submitted form                            */
    PHONE,      /* its telephone, which the roll-up of recommendations prints     */
    DRAFT,      /* an answer of a draft that was never submitted                  */
    TO_CALL,    /* the contact person whom a draft names                          */
    KEPT,       /* text that lost against another's                               */
    HISTORY,    /* what a draft said before                                       */
    LATE,       /* what came after the close                                      */
    REGISTRANT, /* the person who registers a unit                                */
    IMPORTED,   /* a person in a register that was brought                        */
    PERSON,     /* name and login of an account                                   */
    REASON,     /* why duties were handed over                                    */
    GRANT,      /* why a unit got more time                                       */
    RECEIVER,   /* who took sealed paper                                          */
    SCAN,       /* bytes of the scan of sealed paper                              */
    FINDING,    /* why the office took two names for the same, or not             */
    LOCAL,      /* the local opinion: text and signer                             */
    CONCLUSION, /* what a recommender concluded, its list not yet sent: text, signer, scan */
    CONCLUDED,  /* the same when the list is sent                                 */
    RETURNED,   /* reason, remarks and contact of a return for revision           */
    ON_A_LIST,  /* reason, filler and sealed scan of a list of recommendation     */
    REVIEWED,   /* a reviewer's opinion, veto ground and document                 */
    RECUSED,    /* why somebody is recused                                        */
    CHOSEN,     /* reason and note of the office's choice, before any release     */
    TOLD,       /* a notice to a body inside the application                      */
    REMINDED,   /* what was said on the telephone to a body that owes something   */
    OBJECTED,   /* what was reported about a brand, and the office's notes about it */
    OBJECTOR,   /* who reported it: name, telephone, mail                        */
    ASKED,      /* the office's question to the unit, and its answer             */
    NAMED,      /* why somebody was named to read objectors' names               */
    MAILED,     /* a letter in the outbox that speaks of a nomination             */
    POSTED,     /* a hall of a unit and the photograph of what hangs there        */
    ACTING,     /* the name of a person who acts for an authority or reviews      */
    SECRET,     /* passwords' hashes, sessions, keys, links, sealed second factors */
    KINDS
};

/* Whoever is recused of a nomination sees nothing of it, whatever stands here. */
static const struct {
    const char *name;
    unsigned own;      /* roles that see it when it is their body's                                   */
    unsigned related;  /* sector authorities and district offices through whose hands it goes         */
    unsigned given;    /* roles that see it when that nomination (or any) was given to this person    */
    unsigned any;      /* roles that see everybody's                                                  */
    unsigned on_paper; /* roles that see everybody's on the official paper alone                      */
    unsigned on_roll;  /* roles that see it on the roll-up of recommendations that goes through them  */
    bool is_blind;     /* to whom it was given sees it only after answering                           */
} rules[KINDS] = {
    [ANSWER] = {"an answer", R(UNIT), R(SECTOR) | R(DISTRICT), R(JOINT), R(OFFICE), 0, 0, false},
    [ATTACHED] = {"an attachment", R(UNIT), R(SECTOR) | R(DISTRICT), R(JOINT), R(OFFICE), 0, 0, false},
    [CONTACT] = {"a contact", R(UNIT), 0, 0, 0, R(OFFICE), 0, false},
    [PHONE] = {"a telephone", R(UNIT), 0, 0, 0, R(OFFICE), R(SECTOR) | R(DISTRICT) | R(OFFICE), false},
    [DRAFT] = {"a draft", R(UNIT), 0, 0, 0, 0, 0, false},
    [TO_CALL] = {"whom to call", R(UNIT), 0, 0, R(OFFICE), 0, 0, false}, /* by who owes what; numbers stay masked */
    [KEPT] = {"kept text", R(UNIT), 0, 0, 0, 0, 0, false},
    [HISTORY] = {"an earlier text", R(UNIT), 0, 0, 0, 0, 0, false},
    [LATE] = {"late text", R(UNIT), 0, 0, R(OFFICE), 0, 0, false},
    [REGISTRANT] = {"a registrant", 0, R(SECTOR) | R(DISTRICT), 0, R(OFFICE), 0, 0, false},
    [IMPORTED] = {"an imported person", 0, 0, 0, R(ADMIN) | R(OFFICE), 0, 0, false},
    [PERSON] = {"a person", ROLE_SIGNED_IN, 0, 0, R(ADMIN), 0, 0, false},
    [REASON] = {"a reason", R(SECTOR) | R(DISTRICT) | R(JOINT), 0, 0, 0, 0, 0, false},
    [GRANT] = {"an extension's reason", R(UNIT), 0, 0, R(OFFICE), 0, 0, false},
    [RECEIVER] = {"a receiver", R(UNIT), R(SECTOR) | R(DISTRICT), 0, R(OFFICE), 0, 0, false},
    [SCAN] = {"a sealed scan", R(UNIT), 0, 0, R(OFFICE), 0, 0, false},
    [FINDING] = {"a finding", 0, 0, 0, R(OFFICE), 0, 0, false},
    [LOCAL] = {"a local opinion", R(UNIT), R(SECTOR) | R(DISTRICT), R(JOINT), R(OFFICE), 0, 0, false},
    [CONCLUSION] = {"a conclusion", R(SECTOR) | R(DISTRICT), 0, 0, 0, 0, 0, false},
    [CONCLUDED] = {"a sent conclusion", R(UNIT), R(SECTOR) | R(DISTRICT), R(JOINT), R(OFFICE), 0, 0, false},
    [RETURNED] = {"a return", R(UNIT), R(SECTOR) | R(DISTRICT), 0, R(OFFICE), 0, 0, false},
    [ON_A_LIST] = {"a list", R(SECTOR) | R(DISTRICT), 0, 0, R(OFFICE), 0, 0, false},
    [REVIEWED] = {"a reviewer's answer", 0, 0, R(JOINT) | R(OFFICE), R(OFFICE), 0, 0, true},
    [RECUSED] = {"a recusal", 0, 0, 0, R(OFFICE), 0, 0, false},
    [CHOSEN] = {"a choice", 0, 0, 0, R(OFFICE), 0, 0, false},
    [TOLD] = {"a notice", ROLE_SIGNED_IN, 0, 0, R(OFFICE), 0, 0, false},
    [REMINDED] = {"a call", 0, 0, 0, R(OFFICE), 0, 0, false},
    [OBJECTED] = {"an objection", 0, 0, 0, R(OFFICE), 0, 0, false},
    [OBJECTOR] = {"an objector", 0, 0, 0, 0, 0, 0, false}, /* a POST with a reason alone: pages_objection_docket.c */
    [ASKED] = {"a question to a unit", R(UNIT), 0, 0, R(OFFICE), 0, 0, false},
    [NAMED] = {"a duty", 0, 0, 0, R(SECURITY), 0, 0, false},
    [MAILED] = {"a letter", 0, 0, 0, R(OFFICE), 0, 0, false},
    [POSTED] = {"a posting", R(UNIT), 0, 0, R(OFFICE), 0, 0, false},
    [ACTING] = {"a person who acts", ROLE_SIGNED_IN, 0, R(JOINT), R(ADMIN) | R(OFFICE), 0, 0, false},
    [SECRET] = {"a secret", 0, 0, 0, 0, 0, 0, false},
};

/* ---- what is planted ---- */

enum { CANARIES_MAX = 1200, PEOPLE_MAX = 40, NOMINATIONS_MAX = 8, FILLED_MAX = 4000, LEAKS_TOLD = 60 };

struct canary {
    const char *text, *what;
    enum kind kind;
    int64_t body, sector, district, nomination; /* 0: none */
    int64_t told;                               /* a body that was told besides; 0: none */
    const char *about;                          /* the login of whom it is about, who reads it as own data; NULL */
    size_t seen;
};

struct visitor_of {
    struct person p;
    enum role role;
    int64_t body, sector, district;
    bool is_given[NOMINATIONS_MAX], has_answered[NOMINATIONS_MAX], is_recused[NOMINATIONS_MAX]; /* by id; 0: any */
};

struct aviary {
    struct site *site;
    struct canary list[CANARIES_MAX];
    size_t len;
    struct visitor_of people[PEOPLE_MAX];
    size_t people_len;
    size_t asked, papers, workbooks, files, leaks;
    const char *draft, *seal_scan, *opinion_scan, *list_scan, *hall_photo; /* a home; files' names in the store */
};

static void plant(struct aviary *v, struct canary c)
{
    assert_true(v->len < CANARIES_MAX && strlen(c.text) >= 6);
    v->list[v->len++] = c;
}

static void script(struct aviary *v, const char *sql)
{
    if (db_script(store_writer_db(v->site->store), sql) != OK) {
        fail_msg("%s", sql);
    }
}

static int64_t number(struct aviary *v, const char *sql)
{
    return site_count(v->site, sql);
}

/* ---- people: two of every role, of different bodies ---- */

static void meet(struct aviary *v, const char *login)
{
    struct site *s = v->site;
    struct visitor_of *x = &v->people[v->people_len++];
    const char *of = text_format(s->a, "FROM account a JOIN body b ON b.id = a.body_id WHERE a.login = '%s'", login);
    assert_int_equal(role_from_ident(site_sql(s, text_format(s->a, "SELECT a.role %s", of)), &x->role), OK);
    x->body = number(v, text_format(s->a, "SELECT a.body_id %s", of));
    x->sector = number(v, text_format(s->a, "SELECT COALESCE(b.sector_id, 0) %s", of));
    x->district = number(v, text_format(s->a, "SELECT COALESCE(b.district_id, 0) %s", of));
    x->p = person(s, login);
}

static enum err add_named(struct db *db, void *ctx)
{
    struct new_account *n = ctx;
    struct audit_actor who = site_actor(n->site);
    return account_add(db, &n->site->random, &who, &n->in, &n->in.id);
}

/* An account whose name and login are canaries. */
static void hire(struct aviary *v, const char *login, enum role role, int64_t body)
{
    struct site *s = v->site;
    struct new_account n = {
        s, {.login = login, .person_name = text_format(s->a, "鸟名%s", login), .role = role, .body_id = body}};
    assert_int_equal(password_hash(s->a, SITE_PASSWORD, true, &n.in.password_hash), OK);
    assert_int_equal(store_write(s->store, add_named, &n), OK);
    plant(v, (struct canary){.text = n.in.person_name, .what = "name", .kind = PERSON, .body = body});
    meet(v, login);
}

static int64_t sector_id(struct site *s, const char *code)
{
    return round_sector(&s->round, code)->id;
}

static int64_t district_id(struct site *s, const char *code)
{
    return round_district(&s->round, code)->id;
}

static void people_come(struct aviary *v)
{
    static const char *const first[] = {"unit01", "unit02", "other01", "office01"};
    struct site *s = v->site;
    for (size_t i = 0; i < sizeof first / sizeof first[0]; i++) {
        meet(v, first[i]);
    }
    hire(v, "bird.unit.c", ROLE_UNIT, site_body(s, "unit", "示例市第三便民服务站", district_id(s, "tianning"), 0));
    hire(v, "bird.office", ROLE_OFFICE, s->office);
    hire(v, "bird.office.given", ROLE_OFFICE, s->office);
    hire(v, "bird.sector.near", ROLE_SECTOR, site_body(s, "sector", "示例市人社局", 0, sector_id(s, "hr_social")));
    hire(v, "bird.sector.far", ROLE_SECTOR, site_body(s, "sector", "示例市水利局", 0, sector_id(s, "water")));
    hire(v, "bird.district.near", ROLE_DISTRICT,
         site_body(s, "district", "示例市近区文明办", district_id(s, "tianning"), 0));
    hire(v, "bird.district.far", ROLE_DISTRICT,
         site_body(s, "district", "示例市远区文明办", district_id(s, "wujin"), 0));
    int64_t panel = site_body(s, "panel", "示例市评审组", 0, 0);
    int64_t joint = site_body(s, "joint", "示例市会同部门", 0, 0);
    for (int role = ROLE_JOINT; role < ROLE__COUNT; role++) {
        if (role != ROLE_OFFICE) {
            meet(v, role_ident((enum role)role));
            hire(v, text_format(s->a, "bird.%s", role_ident((enum role)role)), (enum role)role,
                 role == ROLE_JOINT ? joint : panel);
        }
    }
    hire(v, "bird.joint.b", ROLE_JOINT, joint);
    struct visitor_of *nobody = &v->people[v->people_len++];
    *nobody = (struct visitor_of){.p = visitor(s), .role = ROLE_PUBLIC};
}

static struct visitor_of *visitor_named(struct aviary *v, const char *login)
{
    for (size_t i = 0; i < v->people_len; i++) {
        if (strcmp(v->people[i].p.name, login) == 0) {
            return &v->people[i];
        }
    }
    fail_msg("%s has not come", login);
    return v->people;
}

/* ---- files ---- */

static struct made pdf_with(struct site *s, const char *bird)
{
    return make_pdf(1, text_format(s->a, "/Bird (%s)", bird), "");
}

/* A PDF and a photograph, their names, the caption and what is in the PDF. */
static void attach_birds(struct aviary *v, struct person *p, const char *home, char letter, struct canary like)
{
    struct site *s = v->site;
    const char *const birds[] = {text_format(s->a, "文件鸟%c.pdf", letter), text_format(s->a, "照片鸟%c.jpg", letter),
                                 text_format(s->a, "说明里的鸟%c", letter),
                                 text_format(s->a, "bird-in-pdf-%c", letter)};
    struct made pdf = pdf_with(s, birds[3]);
    struct made jpeg = photograph(1700 + letter, 900);
    attach_well(p, home, "rules", birds[0], &pdf);
    struct sheet *form = evidence_form(p, home, "photo");
    sheet_set(form, "caption", birds[2]);
    struct sheet_file file = {"file", birds[1], jpeg.bytes, jpeg.len};
    assert_int_equal(post_file(p, form, &file).status, 303);
    for (size_t i = 0; i < sizeof birds / sizeof birds[0]; i++) {
        like.text = birds[i];
        like.what = "attachment";
        plant(v, like);
    }
    made_free(&pdf);
    made_free(&jpeg);
}

/* A file of the store that hangs on nothing yet: its name there. */
static const char *shelve(struct aviary *v, const char *bird)
{
    struct site *s = v->site;
    struct person *p = &visitor_named(v, "bird.unit.c")->p;
    struct made pdf = pdf_with(s, bird);
    attach_well(p, v->draft, "other", "鸟巢.pdf", &pdf);
    const char *sha = site_sql(s, "SELECT sha256 FROM attachment WHERE name = '鸟巢.pdf'");
    assert_int_equal(press(p, v->draft, "鸟巢.pdf", "remove").status, 303);
    made_free(&pdf);
    return sha;
}

/* ---- the birds ---- */

static enum kind kind_of_answer(enum kind kind, const char *ident)
{
    static const struct {
        const char *ident;
        enum kind in_draft, in_form;
    } rows[] = {{"contact_name", TO_CALL, ANSWER},
                {"contact_phone", DRAFT, PHONE},
                {"contact_mobile", DRAFT, CONTACT},
                {"contact_email", DRAFT, CONTACT}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].ident, ident) == 0) {
            return kind == DRAFT ? rows[i].in_draft : rows[i].in_form;
        }
    }
    return kind;
}

/* Puts a bird into every free text of the draft: "鸟a07"; long ones keep their length, contacts their form. */
static void mark_answers(struct aviary *v, const char *ref, char letter, struct canary like)
{
    struct site *s = v->site;
    const char *of = text_format(s->a, "nomination_id = (SELECT id FROM nomination WHERE ref = '%s')", ref);
    const enum kind kind = like.kind;
    int n = 0;
    for (size_t i = 0; i < s->round.fields_len; i++) {
        const struct form_field *f = &s->round.fields[i];
        bool is_contact = strncmp(f->ident, "contact_", 8) == 0;
        const char *bird = text_format(s->a, "鸟群%c%02d", letter, ++n);
        if (is_contact && strcmp(f->ident, "contact_phone") == 0) {
            bird = text_format(s->a, "0519-000073%02d", letter);
        } else if (strcmp(f->ident, "contact_mobile") == 0) {
            bird = text_format(s->a, "139000073%02d", letter);
        } else if (strcmp(f->ident, "contact_email") == 0) {
            bird = text_format(s->a, "bird.%c@example.org", letter);
        } else if ((f->type != FORM_TEXT && f->type != FORM_LONGTEXT) || f->pattern != FORM_PATTERN_NONE ||
                   !text_is_empty(f->rows_of)) {
            continue;
        }
        bool is_long = f->type == FORM_LONGTEXT;
        script(v, text_format(s->a, "UPDATE draft_value SET value = %s WHERE ident = '%s' AND row_no = 0 AND %s;",
                              is_long ? text_format(s->a, "substr(value, 1, length(value) - 6) || '%s'", bird)
                                      : text_format(s->a, "'%s'", bird),
                              f->ident, of));
        if (number(v, text_format(s->a, "SELECT COUNT(*) FROM draft_value WHERE ident = '%s' AND %s", f->ident, of)) >
            0) {
            like.text = bird;
            like.what = f->ident;
            like.kind = kind_of_answer(kind, f->ident);
            plant(v, like);
        }
    }
}

static const char *begin(struct aviary *v, const char *login, const char *sector, const char *district)
{
    struct person *p = &visitor_named(v, login)->p;
    const char *home = complete_nomination(p);
    (void)save_answer(p, home, "unit", "sector_id", sector);
    (void)save_answer(p, home, "unit", "district_id", district);
    (void)save_answer(p, home, "contact", "contact_mobile", "13900000000");
    return home;
}

static const char *ref_in(const char *home)
{
    return home + strlen("/nominations/");
}

/* Whose hands it goes through: the district's office only when the route says so. */
static void goes_through(struct aviary *v, const char *home)
{
    struct site *s = v->site;
    long long id = number(v, text_format(s->a, "SELECT id FROM nomination WHERE ref = '%s'", ref_in(home)));
    const char *route =
        site_sql(s, text_format(s->a, "SELECT route FROM nomination_version WHERE nomination_id = %lld", id));
    assert_in_range(id, 1, NOMINATIONS_MAX - 1);
    for (size_t i = 0; strcmp(route, "sector_city") == 0 && i < v->len; i++) {
        if (v->list[i].nomination == id) {
            v->list[i].district = 0;
        }
    }
}

static void nominations_come(struct aviary *v)
{
    struct site *s = v->site;
    static const struct {
        const char *login, *sector, *district;
        char letter;
    } rows[] = {{"unit01", "hr_social", "tianning", 'a'}, {"other01", "water", "wujin", 'b'}};
    for (size_t i = 0; i < 2; i++) {
        const char *home = begin(v, rows[i].login, rows[i].sector, rows[i].district);
        struct person *p = &visitor_named(v, rows[i].login)->p;
        struct canary like = {.kind = ANSWER,
                              .body = i == 0 ? s->unit_a : s->unit_b,
                              .sector = sector_id(s, rows[i].sector),
                              .district = district_id(s, rows[i].district),
                              .nomination = (int64_t)i + 1};
        mark_answers(v, ref_in(home), rows[i].letter, like);
        like.kind = ATTACHED;
        attach_birds(v, p, home, rows[i].letter, like);
        struct answer x = submit(p, home);
        leads_to(&x, under(s, home, "receipt"));
        goes_through(v, home);
    }
    v->draft = begin(v, "bird.unit.c", "hr_social", "tianning");
    struct visitor_of *c = visitor_named(v, "bird.unit.c");
    struct canary like = {.kind = DRAFT, .body = c->body, .nomination = 3};
    mark_answers(v, ref_in(v->draft), 'c', like);
    attach_birds(v, &c->p, v->draft, 'c', like);
    v->seal_scan = shelve(v, "bird-under-a-seal");
    v->opinion_scan = shelve(v, "bird-under-an-opinion");
    v->list_scan = shelve(v, "bird-under-a-list");
    v->hall_photo = shelve(v, "bird-in-front-of-a-hall");
}

/* Texts beside the nominations: each with its row, as the pages find it. */
static void texts_come(struct aviary *v)
{
    struct site *s = v->site;
    int64_t unit_c = number(v, "SELECT body_id FROM account WHERE login = 'bird.unit.c'");
    script(v,
           "INSERT INTO kept_text (id, ref, nomination_id, section, reason, kept_at, kept_by) SELECT 901, "
           "'keptkeptkept0901', n.id, 'brand', 'conflict', 1434610000, n.created_by FROM nomination n WHERE n.state = "
           "'draft';"
           "INSERT INTO late_submission (id, ref, nomination_id, attempted_at, attempted_by, closed_at) SELECT 902, "
           "'latelatelate0902', n.id, 1434610000, n.created_by, 1434600000 FROM nomination n WHERE n.body_id = (SELECT "
           "body_id FROM account WHERE login = 'unit01');");
    static const char *const idents[] = {"brand_name",       "brand_slogan",     "brand_summary",    "criterion_text_1",
                                         "criterion_text_2", "criterion_text_3", "criterion_text_4", "criterion_text_5",
                                         "main_story",       "standard_docs"};
    for (size_t i = 0; i < sizeof idents / sizeof idents[0]; i++) {
        const char *old = text_format(s->a, "旧鸟窝%02zu", i);
        const char *late = text_format(s->a, "迟来鸟%02zu", i);
        script(v,
               text_format(s->a,
                           "INSERT INTO draft_history (nomination_id, ident, row_no, value, replaced_at, replaced_by) "
                           "SELECT n.id, '%s', 0, '%s', 1434610000, n.created_by FROM nomination n WHERE n.state = "
                           "'draft'; INSERT INTO late_value VALUES (902, '%s', 0, '%s');",
                           idents[i], old, idents[i], late));
        plant(v, (struct canary){.text = old, .what = idents[i], .kind = HISTORY, .body = unit_c, .nomination = 3});
        plant(v, (struct canary){.text = late, .what = idents[i], .kind = LATE, .body = s->unit_a, .nomination = 1});
    }
    script(
        v,
        "INSERT INTO kept_value VALUES (901, 'brand_name', 0, '没赢的鸟一'), (901, 'brand_slogan', 0, '没赢的鸟二');");
    plant(v,
          (struct canary){.text = "没赢的鸟一", .what = "brand_name", .kind = KEPT, .body = unit_c, .nomination = 3});
    plant(v,
          (struct canary){.text = "没赢的鸟二", .what = "brand_slogan", .kind = KEPT, .body = unit_c, .nomination = 3});
}

static void register_comes(struct aviary *v)
{
    struct site *s = v->site;
    int64_t sector = sector_id(s, "hr_social");
    int64_t district = district_id(s, "wujin");
    script(v, text_format(
                  s->a,
                  "INSERT INTO registration (ref, round_id, number, state, name, unit_kind, sector_id, district_id, "
                  "window_name, contact_name, contact_phone, login, password_hash, source, created_at) VALUES "
                  "('registered000001', 1, 1, 'waiting', '示例市新来一站', 'other', %lld, %lld, '窗口一', '登记鸟一', "
                  "'13900007601', 'birdlogin1', 'hash-of-bird-1', '203.0.113.61', 1434610000), "
                  "('registered000002', 1, 2, 'waiting', '示例市新来二站', 'other', NULL, %lld, '窗口二', '登记鸟二', "
                  "'13900007602', 'birdlogin2', 'hash-of-bird-2', '203.0.113.62', 1434610000);",
                  (long long)sector, (long long)district_id(s, "tianning"), (long long)district));
    struct canary near = {.kind = REGISTRANT, .what = "registration", .sector = sector};
    struct canary far = {.kind = REGISTRANT, .what = "registration", .district = district};
    static const char *const of_near[] = {"登记鸟一", "13900007601", "birdlogin1"};
    static const char *const of_far[] = {"登记鸟二", "13900007602", "birdlogin2"};
    static const char *const hidden[] = {"hash-of-bird-1", "hash-of-bird-2", "203.0.113.61", "203.0.113.62"};
    for (size_t i = 0; i < 3; i++) {
        near.text = of_near[i];
        far.text = of_far[i];
        plant(v, near);
        plant(v, far);
    }
    for (size_t i = 0; i < 4; i++) {
        plant(v, (struct canary){.text = hidden[i], .what = "registration", .kind = SECRET});
    }
    script(v,
           text_format(
               s->a,
               "INSERT INTO import_file (id, ref, filename, sha256, encoding, made_at, made_by) VALUES (903, "
               "'importimport0903', '名册.csv', '%064d', 'UTF-8', 1434610000, (SELECT id FROM account WHERE login "
               "= 'admin')); INSERT INTO import_row (import_id, row_no, role, name, org_code, sector, district, "
               "login, person_name, outcome, said) VALUES (903, 2, 'unit', '示例市导入站', '', '', '', 'importbird', "
               "'导入的鸟', 'new', '将新增');",
               7));
    plant(v, (struct canary){.text = "导入的鸟", .what = "import_row", .kind = IMPORTED});
    plant(v, (struct canary){.text = "importbird", .what = "import_row", .kind = IMPORTED});
}

static void acts_come(struct aviary *v)
{
    struct site *s = v->site;
    script(
        v,
        "INSERT INTO extension (round_id, body_id, stage, closes_at, reason, approver, granted_at, granted_by) SELECT "
        "1, "
        "body_id, 'nomination', 1435334400, '延期的鸟因', '批准鸟', 1434610000, (SELECT id FROM account WHERE login = "
        "'office01') FROM account WHERE login = 'other01';"
        "INSERT INTO sealed_copy (ref, version_id, received_on, receiver, noted_at, noted_by) SELECT "
        "'sealsealseal0904', v.id, '2015-06-17', '收件的鸟人', 1434610000, (SELECT id FROM account WHERE login = "
        "'office01') FROM nomination_version v JOIN nomination n ON n.id = v.nomination_id JOIN account a ON a.body_id "
        "= n.body_id WHERE a.login = 'unit01';"
        "INSERT INTO delegation (ref, holder_id, delegate_id, begins_at, ends_at, reason, made_at, made_by) SELECT "
        "'delegate00000905', h.id, d.id, 1434500000, 1434700000, '委托的鸟因', 1434400000, h.id FROM account h, "
        "account d "
        "WHERE h.login = 'bird.joint' AND d.login = 'bird.joint.b';"
        "INSERT INTO second_factor (account_id, secret, confirmed_at, pending) SELECT id, 'sealed-secret-of-bird', "
        "1434610000, 'sealed-pending-of-bird' FROM account WHERE login = 'fresh01';"
        "INSERT INTO recovery_code (account_id, code_hash) SELECT id, "
        "'b1bdb1bdb1bdb1bdb1bdb1bdb1bdb1bdb1bdb1bdb1bdb1bdb1bdb1bdb1bdb1bd' FROM account WHERE login = 'fresh01';"
        "INSERT INTO account_link (token_hash, purpose, body_id, role, made_at, made_by, expires_at) SELECT "
        "'b2bdb2bdb2bdb2bdb2bdb2bdb2bdb2bdb2bdb2bdb2bdb2bdb2bdb2bdb2bdb2bd', 'invite', body_id, 'unit', 1434610000, "
        "id, "
        "1434910000 FROM account WHERE login = 'unit01';");
    script(v, text_format(
                  s->a,
                  "INSERT INTO sealed_scan (copy_id, sha256) SELECT id, '%s' FROM sealed_copy;"
                  "INSERT INTO likeness_finding (nomination_id, other_id, verdict, reason, found_at, found_by) SELECT "
                  "1, 2, 'distinct', '不是同一只鸟', 1434610000, id FROM account WHERE login = 'office01';"
                  "INSERT INTO upload (ref, nomination_id, kind, name, caption, replaces, byte_count, state, made_at, "
                  "made_by) "
                  "SELECT 'uploadupload0907', n.id, 'other', '路上的鸟.pdf', '', '', 70000, 'receiving', 1434610000, "
                  "n.created_by "
                  "FROM nomination n WHERE n.state = 'draft';",
                  v->seal_scan));
    plant(v, (struct canary){
                 .text = "bird-under-a-seal", .what = "sealed_scan", .kind = SCAN, .body = s->unit_a, .nomination = 1});
    plant(v, (struct canary){.text = "不是同一只鸟", .what = "likeness_finding", .kind = FINDING, .nomination = 1});
    plant(v, (struct canary){.text = "路上的鸟.pdf",
                             .what = "upload",
                             .kind = DRAFT,
                             .body = visitor_named(v, "bird.unit.c")->body,
                             .nomination = 3});
    plant(v, (struct canary){.text = "延期的鸟因", .what = "extension", .kind = GRANT, .body = s->unit_b});
    plant(v, (struct canary){.text = "收件的鸟人",
                             .what = "sealed_copy",
                             .kind = RECEIVER,
                             .body = s->unit_a,
                             .sector = sector_id(s, "hr_social"),
                             .nomination = 1});
    plant(v, (struct canary){.text = "委托的鸟因",
                             .what = "delegation",
                             .kind = REASON,
                             .body = number(v, "SELECT body_id FROM account WHERE login = 'bird.joint'")});
    static const char *const hidden[] = {"sealed-secret-of-bird", "sealed-pending-of-bird",
                                         "b1bdb1bdb1bdb1bdb1bdb1bdb1bdb1bdb1bdb1bdb1bdb1bdb1bdb1bdb1bdb1bd",
                                         "b2bdb2bdb2bdb2bdb2bdb2bdb2bdb2bdb2bdb2bdb2bdb2bdb2bdb2bdb2bdb2bd"};
    for (size_t i = 0; i < 4; i++) {
        plant(v, (struct canary){.text = hidden[i], .what = "hidden", .kind = SECRET});
    }
}

/* What no page ever shows to anybody. */
static void secrets_come(struct aviary *v)
{
    static const char *const from[] = {"SELECT id_hash FROM session", "SELECT token_key FROM session",
                                       "SELECT password_hash FROM account WHERE password_hash <> ''"};
    struct site *s = v->site;
    for (size_t q = 0; q < sizeof from / sizeof from[0]; q++) {
        for (int n = 0;; n++) {
            const char *text = site_sql(s, text_format(s->a, "%s LIMIT 1 OFFSET %d", from[q], n));
            if (*text == '\0') {
                break;
            }
            plant(v, (struct canary){.text = text, .what = from[q], .kind = SECRET});
        }
    }
    for (size_t i = 0; i < v->people_len; i++) {
        if (*v->people[i].p.session != '\0') {
            plant(v, (struct canary){.text = v->people[i].p.session, .what = "cookie", .kind = SECRET});
        }
    }
}

/* ---- every address of the table ---- */

/* What stands for a :name behind this beginning of a pattern (earlier :names are '*'); an empty answer of the database
 * leaves one that does not exist. */
static const struct {
    const char *before, *sql;
} fillers[] = {
    {"/notices/", "SELECT ref FROM notice"},
    {"/accounts/", "SELECT ref FROM account WHERE login IN ('unit01', 'other01', 'bird.sector.near', 'bird.office')"},
    {"/accounts/import/", "SELECT ref FROM import_file"},
    {"/bodies/register/", ""},
    {"/bodies/registrations/", "SELECT ref FROM registration"},
    {"/code-reset/", ""},
    {"/leave/", "SELECT 'icp'"},
    {"/links/", ""},
    {"/nominations/", "SELECT ref FROM nomination"},
    {"/nominations/*/", "SELECT code FROM form_section"},
    {"/nominations/*/attachments/", "SELECT ref FROM attachment"},
    {"/nominations/*/files/", "SELECT sha256 FROM evidence_file"},
    {"/nominations/*/images/", "SELECT sha256 FROM media_file"},
    {"/nominations/*/kept/", "SELECT ref FROM kept_text"},
    {"/nominations/*/late/", "SELECT ref FROM late_submission"},
    {"/nominations/*/opinions/", "SELECT ref FROM opinion"},
    {"/nominations/*/postings/", "SELECT ref FROM hall"},
    {"/nominations/*/postings/*/", "SELECT ref FROM posting_proof"},
    {"/nominations/*/returns/", "SELECT ref FROM return_notice"},
    {"/nominations/*/uploads/", "SELECT ref FROM upload"},
    {"/nominations/*/versions/", "SELECT 1"},
    {"/nominations/*/versions/*/", "SELECT 1"},
    {"/extensions/", "SELECT ref FROM body"},
    {"/outbox/", "SELECT ref FROM mail"},
    {"/publicity/", "SELECT ref FROM published_brand"},
    {"/publicity/*/objection/", ""},
    {"/publicity/compose/brands/", "SELECT ref FROM published_brand"},
    {"/publicity/compose/files/", "SELECT ref FROM publicity_file"},
    {"/publicity/files/", "SELECT sha256 FROM evidence_file"},
    {"/objections/", "SELECT ref FROM objection"},
    {"/objections/*/files/", "SELECT sha256 FROM objection_file"},
    {"/objections/*/slip/", ""},
    {"/objections/duties/", "SELECT ref FROM objection_duty"},
    {"/publicity/outcomes/", "SELECT 1"},
    {"/publicity/pictures/", "SELECT sha256 FROM media_file"},
    {"/publicity/versions/", "SELECT 1"},
    {"/recommendations/", "SELECT ref FROM recommendation_list"},
    {"/reviews/", "SELECT ref FROM nomination"},
    {"/reminders/", "SELECT ref FROM body"},
    {"/reminders/sheets/", "SELECT ref FROM reminder_batch"},
    {"/seals/", "SELECT ref FROM sealed_copy"},
    {"/shortlist/drafts/", "SELECT number FROM shortlist_draft"},
};

static const char *filler_for(const char *before)
{
    for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++) {
        if (strcmp(fillers[i].before, before) == 0) {
            return fillers[i].sql;
        }
    }
    fail_msg("no filler for what stands behind %s: add a row to `fillers`", before);
    return "";
}

struct addresses {
    const char *list[FILLED_MAX];
    size_t len;
};

/* `made` is the address so far, `before` the same with '*' for what was filled. */
static void fill(struct site *s, const char *pattern, const char *made, const char *before, struct addresses *to)
{
    const char *colon = strchr(pattern, ':');
    if (colon == NULL) {
        assert_true(to->len < FILLED_MAX);
        to->list[to->len++] = text_format(s->a, "%s%s", made, pattern);
        return;
    }
    const char *plain = arena_copy(s->a, pattern, (size_t)(colon - pattern));
    const char *rest = colon + strcspn(colon, "/");
    const char *sql = filler_for(text_format(s->a, "%s%s", before, plain));
    const char *next = text_format(s->a, "%s%s*", before, plain);
    size_t filled = 0;
    for (int n = 0; *sql != '\0'; n++) {
        const char *value = site_sql(s, text_format(s->a, "%s LIMIT 1 OFFSET %d", sql, n));
        if (*value == '\0') {
            break;
        }
        fill(s, rest, text_format(s->a, "%s%s%s", made, plain, value), next, to);
        filled++;
    }
    if (filled == 0) {
        fill(s, rest, text_format(s->a, "%s%s0000000000000000", made, plain), next, to);
    }
}

static void every_address(struct site *s, struct addresses *to)
{
    for (size_t i = 0; i < routes_len; i++) {
        if (routes[i].method == GET) {
            fill(s, routes[i].path, "", "", to);
        }
    }
    static const char *const besides[] = {"/no/such/page",      "/nominations?q=鸟群a01", "/accounts?q=bird",
                                          "/nominations/../x",  "/seals?code=AAAA",       "/nominations.xlsx?q=鸟",
                                          "/bodies/list?q=示例"};
    for (size_t i = 0; i < sizeof besides / sizeof besides[0]; i++) {
        to->list[to->len++] = besides[i];
    }
    for (int n = 0;; n++) { /* every sheet's check code, as it is scanned */
        const char *code =
            site_sql(s, text_format(s->a, "SELECT check_code FROM nomination_version LIMIT 1 OFFSET %d", n));
        if (*code == '\0') {
            break;
        }
        to->list[to->len++] = text_format(s->a, "/seals?code=%s", code);
    }
}

/* ---- looking ---- */

static bool is_entitled(const struct visitor_of *x, const struct canary *c, bool is_paper, bool is_roll)
{
    unsigned role = ROLE_BIT(x->role);
    bool is_given = x->is_given[c->nomination];
    if (x->is_recused[c->nomination] || (rules[c->kind].is_blind && is_given && !x->has_answered[c->nomination])) {
        return false;
    }
    if ((rules[c->kind].any & role) != 0 || (is_paper && (rules[c->kind].on_paper & role) != 0) ||
        (is_given && (rules[c->kind].given & role) != 0)) {
        return true;
    }
    if ((rules[c->kind].own & role) != 0 && c->body != 0 && c->body == x->body) {
        return true;
    }
    if (c->told != 0 && c->told == x->body) {
        return true;
    }
    if (c->about != NULL && strcmp(c->about, x->p.name) == 0) {
        return true;
    }
    bool is_name = c->kind == PERSON || c->kind == ACTING;
    if (is_name && x->role == ROLE_SECURITY && c->body == x->p.site->office) {
        return true; /* whom of the office to name to a duty */
    }
    bool is_related = (x->role == ROLE_SECTOR && x->sector != 0 && x->sector == c->sector) ||
                      (x->role == ROLE_DISTRICT && x->district != 0 && x->district == c->district);
    bool has_roll = is_roll && (rules[c->kind].on_roll & role) != 0;
    return ((rules[c->kind].related & role) != 0 && is_related) || (has_roll && (is_related || x->role == ROLE_OFFICE));
}

/* The text of a paper by another program. */
static const char *paper_text(struct site *s, const struct answer *x)
{
    const char *pdf = text_format(s->a, "%s/seen.pdf", s->dir);
    const char *txt = text_format(s->a, "%s/seen.txt", s->dir);
    FILE *f = fopen(pdf, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(x->body, 1, x->len, f), x->len);
    assert_int_equal(fclose(f), 0);
    const char *const argv[] = {"pdftotext", "-raw", pdf, txt, NULL};
    assert_int_equal(run_tool(argv, "/dev/null"), 0);
    size_t len = 0;
    char *text = read_whole(txt, &len);
    char *flat = arena_alloc(x->a, len + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < len; i++) { /* a line end may fall into a word */
        if (text[i] != '\n' && text[i] != '\f') {
            flat[n++] = text[i];
        }
    }
    free(text);
    return flat;
}

static const char *without_nul(const struct answer *x)
{
    char *text = arena_alloc(x->a, x->len + 1, 1);
    for (size_t i = 0; i < x->len; i++) {
        text[i] = x->body[i] == '\0' ? ' ' : x->body[i];
    }
    return text;
}

/* Everything of the answer that a reader can find. */
static const char *readable(struct aviary *v, const char *address, const struct answer *x, bool *ret_is_paper)
{
    const char *type = answer_header(x, "Content-Type");
    const char *head = "";
    for (size_t i = 0; i < x->rs.headers_len; i++) {
        if (strcmp(x->rs.headers[i].name, "Set-Cookie") != 0) {
            head = text_format(x->a, "%s%s: %s\n", head, x->rs.headers[i].name, x->rs.headers[i].value);
        }
    }
    bool is_sandboxed = strstr(answer_header(x, "Content-Security-Policy"), "sandbox") != NULL;
    *ret_is_paper = x->status == 200 && strcmp(type, "application/pdf") == 0 && strstr(address, ".pdf") != NULL;
    const char *body = x->body;
    if (*ret_is_paper) {
        v->papers++;
        body = paper_text(v->site, x);
    } else if (strstr(type, "spreadsheetml") != NULL) {
        struct xlsx book = {x->a, (const unsigned char *)x->body, x->len};
        v->workbooks++;
        body = xlsx_all(&book);
    } else if (x->status == 200 && is_sandboxed) { /* somebody's file, as it came */
        v->files++;
        body = without_nul(x);
    }
    return text_format(x->a, "%s\n%s", head, body);
}

static void look(struct aviary *v, struct visitor_of *x, const char *address)
{
    bool is_paper = false;
    struct answer a = get(&x->p, address);
    const char *text = readable(v, address, &a, &is_paper);
    v->asked++;
    for (size_t i = 0; i < v->len; i++) {
        struct canary *c = &v->list[i];
        bool is_asked_for = strstr(address, c->text) != NULL; /* one's own words in the search box */
        if (is_asked_for || strstr(text, c->text) == NULL) {
            continue;
        }
        if (!is_entitled(x, c, is_paper, text_starts(address, "/recommendations"))) {
            if (v->leaks++ < LEAKS_TOLD) {
                print_error("%s (%s) sees %s \"%s\" (%s) at %s: %d\n", x->p.name, role_ident(x->role),
                            rules[c->kind].name, c->text, c->what, address, a.status);
            }
            continue;
        }
        c->seen++;
    }
}

/* ---- the later stages ---- */

/* Everybody signs in again at that moment, and is what the tables say. */
static void time_goes_on(struct aviary *v, int64_t at)
{
    struct site *s = v->site;
    site_clock(s, at);
    for (size_t i = 0; i < v->people_len; i++) {
        struct visitor_of *x = &v->people[i];
        if (x->role == ROLE_PUBLIC) {
            continue;
        }
        x->p = person(s, x->p.name);
        for (int n = 1; n < NOMINATIONS_MAX; n++) {
            const char *of = text_format(
                s->a, "nomination_id = %d AND account_id = (SELECT id FROM account WHERE login = '%s')", n, x->p.name);
            x->is_given[n] = number(v, text_format(s->a, "SELECT COUNT(*) FROM reviewing WHERE %s", of)) > 0;
            x->is_given[0] = x->is_given[0] || x->is_given[n];
            x->has_answered[n] =
                number(v, text_format(s->a, "SELECT COUNT(answer_id) FROM reviewing WHERE %s", of)) > 0;
            x->is_recused[n] = number(v, text_format(s->a, "SELECT COUNT(*) FROM recusal WHERE %s", of)) > 0;
        }
    }
}

static void plant_all(struct aviary *v, struct canary like, const char *const *birds, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        like.text = birds[i];
        plant(v, like);
    }
}

/* The sector concludes about the first, the district's office about the second; the fourth is returned. */
static void authorities_write(struct aviary *v)
{
    struct site *s = v->site;
    static const char *const local[] = {"地方意见的鸟文", "地方签发的鸟人", "鸟副主任甲"};
    static const char *const concluded[] = {"行业意见的鸟文", "行业签发的鸟人", "鸟处长乙", "bird-under-an-opinion"};
    static const char *const returned[] = {"退回的鸟因", "口号里的鸟评", "问鸟 0519-00008888"};
    const struct visitor_of *near = visitor_named(v, "bird.sector.near");
    const struct visitor_of *far = visitor_named(v, "bird.district.far");
    static const char give[] =
        "INSERT INTO opinion (id, ref, version_id, box, decision, text, signer_name, signer_title, signed_on, body_id, "
        "given_at, "
        "given_by) SELECT %d, 'opinionopinion%d', v.id, '%s', 'agree', '%s', '%s', '%s', '2015-06-30', %lld, "
        "1435640000, "
        "(SELECT id FROM account WHERE login = '%s') FROM nomination_version v WHERE v.nomination_id = %d;";
    script(v, text_format(s->a, give, 911, 911, "sector", concluded[0], concluded[1], concluded[2],
                          (long long)near->body, near->p.name, 1));
    script(v, text_format(s->a, give, 912, 912, "district", local[0], local[1], local[2], (long long)far->body,
                          far->p.name, 2));
    script(
        v,
        text_format(
            s->a,
            "INSERT INTO opinion_scan (opinion_id, sha256, name, added_at, added_by) SELECT 911, '%s', '意见.pdf', "
            "1435640000, id FROM account WHERE login = 'bird.sector.near';"
            "UPDATE nomination SET state = 'draft' WHERE id = 4;"
            "INSERT INTO return_notice (id, ref, nomination_id, version_id, box, body_id, reason, due_at, returned_at, "
            "returned_by) SELECT 913, 'returnreturn0913', 4, v.id, 'sector', %lld, '%s', 1436200000, 1435640000, a.id "
            "FROM nomination_version v, account a WHERE v.nomination_id = 4 AND a.login = 'bird.sector.near';"
            "INSERT INTO return_remark VALUES (913, 'brand_slogan', '%s');"
            "INSERT INTO return_contact VALUES (913, '%s');",
            v->opinion_scan, (long long)near->body, returned[0], returned[1], returned[2]));
    plant_all(v, (struct canary){.what = "opinion", .kind = CONCLUSION, .body = near->body, .nomination = 1}, concluded,
              4);
    plant_all(v,
              (struct canary){.what = "opinion",
                              .kind = LOCAL,
                              .body = s->unit_b,
                              .sector = sector_id(s, "water"),
                              .district = district_id(s, "wujin"),
                              .nomination = 2},
              local, 3);
    plant_all(v,
              (struct canary){.what = "return_notice",
                              .kind = RETURNED,
                              .body = number(v, "SELECT body_id FROM nomination WHERE id = 4"),
                              .sector = sector_id(s, "hr_social"),
                              .nomination = 4},
              returned, 3);
    for (size_t i = 0; i < v->len; i++) { /* the notice names who returned it */
        struct canary *c = &v->list[i];
        if (c->kind == PERSON && strstr(c->text, "sector.near") != NULL) {
            c->kind = ACTING;
            c->told = number(v, "SELECT body_id FROM nomination WHERE id = 4");
        }
    }
}

struct sending {
    struct aviary *v;
    const char *ref;
};

static const char *const list_birds[] = {"名单里的鸟因", "填表的鸟人", "0519-00007777", "bird-under-a-list"};

static enum err send_list(struct db *db, void *ctx)
{
    struct sending *x = ctx;
    struct site *s = x->v->site;
    struct account account;
    struct recommended_list work;
    TRY(account_by_login(db, s->a, "bird.sector.near", &account));
    TRY(recommendation_work(db, s->a, s->round.id, account.body_id, &work));
    struct audit_actor who = {clock_now(&s->clock), account.id, role_ident(account.role), "test"};
    struct writing c = {db, &s->random, s->a, &who};
    struct list_words words = {list_birds[0], list_birds[1], list_birds[2]};
    return recommendation_send(&c, &s->round, account.body_id, &work, &words, &x->ref);
}

/* The sector's list is with the office, which gave the first to two of a joint department and one of its own; the first
 * has answered, and another of the office is recused. */
static void lists_are_sent_and_reviewed(struct aviary *v)
{
    struct site *s = v->site;
    static const char *const reviewed[] = {"初审意见里的鸟", "否决依据里的鸟", "鸟函〔2015〕9号"};
    static const char *const recused[] = {"鸟与负责人同巢"};
    struct sending x = {v, NULL};
    assert_int_equal(store_write(s->store, send_list, &x), OK);
    static const char *const given[] = {"bird.joint", "bird.joint.b", "bird.office.given"};
    for (int i = 0; i < 3; i++) {
        script(v,
               text_format(
                   s->a,
                   "INSERT INTO review_assignment (id, nomination_id, account_id, assigned_at, assigned_by) SELECT %d, "
                   "1, a.id, 1436800000, o.id FROM account a, account o WHERE a.login = '%s' AND o.login = 'office01';",
                   921 + i, given[i]));
    }
    script(v,
           text_format(
               s->a,
               "INSERT INTO recommendation_scan (list_id, sha256, noted_at, noted_by) SELECT l.id, '%s', 1435900000, "
               "l.sent_by FROM recommendation_list l;"
               "INSERT INTO review_answer (assignment_id, version_id, verdict, ground, document, document_on, opinion, "
               "saw_others, answered_at, answered_by) SELECT 921, v.id, 'veto', '%s', '%s', '2015-07-13', '%s', 0, "
               "1436800000, a.id FROM nomination_version v, account a WHERE v.nomination_id = 1 AND a.login = "
               "'bird.joint';"
               "INSERT INTO recusal (nomination_id, account_id, reason, declared_at, declared_by) SELECT 1, id, '%s', "
               "1436800000, id FROM account WHERE login = 'bird.office';",
               v->list_scan, reviewed[1], reviewed[2], reviewed[0], recused[0]));
    plant_all(v,
              (struct canary){
                  .what = "recommendation_list", .kind = ON_A_LIST, .body = visitor_named(v, "bird.sector.near")->body},
              list_birds, 4);
    plant_all(v, (struct canary){.what = "review_answer", .kind = REVIEWED, .nomination = 1}, reviewed, 3);
    plant_all(v, (struct canary){.what = "recusal", .kind = RECUSED, .nomination = 1}, recused, 1);
    for (size_t i = 0; i < v->len; i++) {
        struct canary *c = &v->list[i];
        bool acts = c->kind == PERSON && (strstr(c->text, "joint") != NULL || strstr(c->text, "office") != NULL);
        if (c->kind == CONCLUSION) {
            *c = (struct canary){.text = c->text,
                                 .what = c->what,
                                 .kind = CONCLUDED,
                                 .body = s->unit_a,
                                 .sector = sector_id(s, "hr_social"),
                                 .nomination = 1};
        } else if (acts) {
            c->kind = ACTING;
        }
    }
}

/* What the office thinks, and what it says to bodies. */
static void the_office_writes(struct aviary *v)
{
    struct site *s = v->site;
    static const char *const chosen[] = {"落选的鸟因", "旁注里的鸟", "上一稿的鸟因"};
    script(
        v,
        text_format(
            s->a,
            "INSERT INTO shortlist_choice (nomination_id, choice, reason, is_told, note, revision, saved_at, saved_by) "
            "SELECT 1, 'out', '%s', 0, '%s', 1, 1436820000, id FROM account WHERE login = 'office01';"
            "INSERT INTO shortlist_draft (id, round_id, number, saved_at, saved_by) SELECT 931, 1, 1, 1436810000, id "
            "FROM "
            "account WHERE login = 'office01';"
            "INSERT INTO shortlist_draft_item SELECT 931, 1, v.id, 'out', '%s', 0 FROM nomination_version v WHERE "
            "v.nomination_id = 1;",
            chosen[0], chosen[1], chosen[2]));
    script(
        v,
        text_format(
            s->a,
            "INSERT INTO message (ref, round_id, body_id, kind, title, text, link, sent_at, sent_by) SELECT "
            "'messagemessage932', 1, %lld, 'reminder', '消息里的鸟题', '消息里的鸟文', '', 1436810000, id FROM account "
            "WHERE login = 'office01';"
            "INSERT INTO reminder_call (ref, round_id, body_id, channel, person, said, owed, called_at, noted_at, "
            "noted_by) SELECT 'callcallcall0933', 1, %lld, 'phone', '接电话的鸟人', '电话里的鸟话', 1, 1436810000, "
            "1436810000, id FROM account WHERE login = 'office01';"
            "INSERT INTO mail (id, ref, round_id, body_id, to_address, subject, text, made_at, made_by) SELECT 934, "
            "'mailmailmail0934', 1, %lld, 'bird.mail@example.org', '信里的鸟题', '信里的鸟文', 1436810000, id FROM "
            "account "
            "WHERE login = 'office01';"
            "INSERT INTO mail_about VALUES (934, 1);"
            "INSERT INTO mail_turn (mail_id, state, attempts, next_at, detail, at, by) SELECT 934, 'held', 0, 0, '', "
            "1436810000, id FROM account WHERE login = 'office01';",
            (long long)s->unit_b, (long long)visitor_named(v, "bird.sector.far")->body, (long long)s->unit_a));
    static const char *const told[] = {"消息里的鸟题", "消息里的鸟文"};
    static const char *const reminded[] = {"接电话的鸟人", "电话里的鸟话"};
    static const char *const mailed[] = {"信里的鸟题", "信里的鸟文", "bird.mail@example.org"};
    plant_all(v, (struct canary){.what = "shortlist_choice", .kind = CHOSEN, .nomination = 1}, chosen, 3);
    plant_all(v, (struct canary){.what = "message", .kind = TOLD, .body = s->unit_b}, told, 2);
    plant_all(v, (struct canary){.what = "reminder_call", .kind = REMINDED}, reminded, 2);
    plant_all(v, (struct canary){.what = "mail", .kind = MAILED, .nomination = 1}, mailed, 3);
}

/* The first is shortlisted and published, and its unit shows the notice in a hall.  What the public may read has no
 * bird. */
static void halls_show_the_notice(struct aviary *v)
{
    struct site *s = v->site;
    static const char *const posted[] = {"挂牌的鸟厅",   "鸟厅旧名字",   "鸟厅的地址路",           "门前的鸟说明",
                                         "停用的鸟因由", "撤回的鸟因由", "bird-in-front-of-a-hall"};
    script(v, text_format(
                  s->a,
                  "INSERT INTO shortlist_draft SELECT 941, 1, 2, 1436900000, id FROM account WHERE login = 'office01';"
                  "INSERT INTO shortlist_proposal SELECT 941, 'proposal00000941', 941, '', 1436900000, id FROM account"
                  " WHERE login = 'office01';"
                  "INSERT INTO shortlist_release SELECT 941, 'release000000941', 1, 941, '{}', printf('%%064d', 1),"
                  " '9999-9999', 1436900000, id FROM account WHERE login = 'office01';"
                  "INSERT INTO shortlist_entry SELECT 1, 941, id, 1, '', 0 FROM nomination_version WHERE nomination_id"
                  " = 1 ORDER BY id DESC LIMIT 1;"
                  "INSERT INTO name_frozen VALUES (1, '公开的牌子', '公开的单位', '公开的窗口', 1);"
                  /* unless another story has published it already */
                  "INSERT OR IGNORE INTO published_notice VALUES (941, 'notice0000000941', 1, 1, '公示', '公示',"
                  " '市文明办', '2015-07-21', '2015-07-21', '2015-07-25', 4, 'number', '', '{}', printf('%%064d', 2),"
                  " '8888-8888', 1437440400);"
                  "INSERT OR IGNORE INTO published_brand VALUES (941, 'brand00000000941', 1, 1);"
                  "INSERT INTO published_text SELECT 941, b.id, '公开的牌子', '公开的单位', '公开的窗口', '人社', '',"
                  " '', '公开的简介', 0 FROM published_brand b WHERE b.nomination_id = 1;"
                  "INSERT OR IGNORE INTO published_line SELECT n.id, 1, b.id, 941, 0, '', '' FROM published_notice n,"
                  " published_brand b WHERE b.nomination_id = 1;"));
    script(v,
           text_format(
               s->a,
               "INSERT INTO hall SELECT 951, 'hall000000000951', 1, 1437441000, id FROM account WHERE login ="
               " 'unit01';"
               "INSERT INTO hall SELECT 952, 'hall000000000952', 1, 1437441000, id FROM account WHERE login ="
               " 'unit01';"
               "INSERT INTO hall_name SELECT 951, 951, '%s', '%s', 1437441000, added_by FROM hall WHERE id = 951;"
               "INSERT INTO hall_name SELECT 952, 951, '%s', '%s', 1437441100, added_by FROM hall WHERE id = 951;"
               "INSERT INTO hall_name SELECT 953, 952, '二厅', '二路', 1437441000, added_by FROM hall WHERE id = 952;"
               "INSERT INTO hall_end SELECT 952, '%s', 1437441200, added_by FROM hall WHERE id = 952;"
               "UPDATE evidence_file SET kind = 'jpeg', pages = 0, width = 600, height = 400, thumb = sha256 WHERE"
               " sha256 = '%s';"
               "INSERT INTO posting_proof SELECT 951, 'proof00000000951', 951, (SELECT MAX(id) FROM published_notice), "
               "'%s', '2015-07-21', '%s',"
               " 1437441300, added_by FROM hall WHERE id = 951;"
               "INSERT INTO posting_proof SELECT 952, 'proof00000000952', 951, (SELECT MAX(id) FROM published_notice), "
               "'%s', '2015-07-21', '',"
               " 1437441300, added_by FROM hall WHERE id = 951;"
               "INSERT INTO posting_proof_end SELECT 952, NULL, '%s', 1437441400, added_by FROM hall WHERE id = 951;",
               posted[1], posted[2], posted[0], posted[2], posted[4], v->hall_photo, v->hall_photo, posted[3],
               v->hall_photo, posted[5]));
    plant_all(v, (struct canary){.what = "posting", .kind = POSTED, .body = s->unit_a, .nomination = 1}, posted, 7);
}

/* A brand in public, what was reported about it, by whom, and what the office did. */
static void the_public_reports(struct aviary *v)
{
    struct site *s = v->site;
    script(
        v,
        "PRAGMA foreign_keys = OFF;"
        "INSERT INTO published_notice (id, ref, round_id, version_no, title, title_lines, issuer, issued_on, opens_on, "
        "closes_on, workdays, sort, change_text, record, sha256, check_code, published_at) VALUES (940, "
        "'noticenotice0940', 1, 1, '公示', '公示', '文明办', '2015-07-14', '2015-07-14', '2015-07-20', 5, 'number', "
        "'', "
        "'{}', printf('%064d', 0), '7K3F-9Q2M', 1436810000);"
        "INSERT INTO published_brand VALUES (940, 'brandbrand000940', 1, 1);"
        "INSERT INTO published_text VALUES (940, 940, '公示的品牌', '公示的单位', '', '', '', '', '', 0);"
        "INSERT INTO published_line VALUES (940, 1, 940, 940, 0, '', '');"
        "INSERT INTO published_outcome VALUES (940, 'outcomeoutco0940', 1, 1, 940, '文明办', '收到 1 件。', "
        "'正在办理。', "
        "'{}', printf('%064d', 0), '7K3F-9Q2M', 1437876000);"
        "PRAGMA foreign_keys = ON;");
    script(v,
           text_format(
               s->a,
               "INSERT INTO objection VALUES (940, 'objectionobj0940', 1, 1, 'GS-2015-0001', printf('%%064d', 9), 940, "
               "'web', 'facts', '反映里的鸟文', 1, 0, '2015-07-14', '', 1436810000, NULL);"
               "INSERT INTO objection_identity VALUES (940, '异议的鸟人', '13900007499', 'objector.bird@example.org');"
               "INSERT INTO objection_file VALUES (940, 1, '%s', '反映的鸟片.pdf');"
               "INSERT INTO objection_step VALUES (940, 1, 'register', 'registered', '', '', '', NULL, 1436810000, "
               "NULL);"
               "INSERT INTO objection_step SELECT 940, 2, 'accept', 'accepted', '', '', '', NULL, 1436810001, id FROM "
               "account WHERE login = 'office01';"
               "INSERT INTO objection_step SELECT 940, 3, 'ask', 'investigating', '询问里的鸟话', '', '', NULL, "
               "1436810002, id FROM account WHERE login = 'office01';"
               "INSERT INTO objection_step SELECT 940, 4, 'note', 'investigating', '记录里的鸟话', '', '', NULL, "
               "1436810003, id FROM account WHERE login = 'office01';"
               "INSERT INTO objection_question SELECT 940, 'questionques0940', 940, '询问里的鸟话', '2015-07-16', "
               "1436810002, id FROM account WHERE login = 'office01';"
               "INSERT INTO objection_reply SELECT 940, '答询里的鸟话', 1436810004, id FROM account WHERE login = "
               "'unit01';"
               "INSERT INTO objection_duty SELECT 940, 'dutydutyduty0940', o.id, 'handler', '2015-07-01', "
               "'2015-09-30', '授权的鸟因', 1436800000, g.id FROM account o, account g WHERE o.login = 'office01' AND "
               "g.login = 'security';"
               "INSERT INTO objection_reading SELECT 940, 940, '查看的鸟因', 1436810005, id FROM account WHERE login = "
               "'office01';"
               "INSERT INTO objection VALUES (941, 'objectionobj0941', 1, 2, 'GS-2015-0002', printf('%%064d', 10), "
               "940, 'web', 'facts', '另一件', 1, 0, '2015-07-14', '', 1436810000, NULL);"
               "INSERT INTO objection_step SELECT 941, 1, 'archive', 'archived', '', '', '', NULL, 1436810001, id FROM "
               "account WHERE login = 'office01';"
               "INSERT INTO objector_erasure SELECT 941, '删除的鸟因', 1436810006, id FROM account WHERE login = "
               "'office01';",
               v->seal_scan));
    static const char *const objected[] = {"反映里的鸟文", "反映的鸟片.pdf", "记录里的鸟话", "查看的鸟因",
                                           "删除的鸟因"};
    static const char *const objector[] = {"异议的鸟人", "13900007499", "objector.bird@example.org"};
    static const char *const asked[] = {"询问里的鸟话", "答询里的鸟话"};
    static const char *const named[] = {"授权的鸟因"};
    plant_all(v, (struct canary){.what = "objection", .kind = OBJECTED, .nomination = 1}, objected, 5);
    plant_all(v, (struct canary){.what = "objection_identity", .kind = OBJECTOR, .nomination = 1}, objector, 3);
    plant_all(v, (struct canary){.what = "objection_question", .kind = ASKED, .body = s->unit_a, .nomination = 1},
              asked, 2);
    plant_all(v, (struct canary){.what = "objection_duty", .kind = NAMED, .about = "office01"}, named, 1);
}

/* ---- the four looks ---- */

static void everybody_looks_everywhere(struct aviary *v)
{
    struct addresses to = {.len = 0};
    size_t seen[KINDS] = {0};
    size_t planted[KINDS] = {0};
    bool is_useless = false;
    secrets_come(v);
    every_address(v->site, &to);
    v->leaks = 0;
    for (size_t i = 0; i < v->people_len; i++) {
        for (size_t k = 0; k < to.len; k++) {
            look(v, &v->people[i], to.list[k]);
        }
    }
    for (size_t i = 0; i < v->len; i++) {
        planted[v->list[i].kind]++;
        seen[v->list[i].kind] += v->list[i].seen > 0;
    }
    for (int k = 0; k < KINDS; k++) {
        if (planted[k] > 0) {
            printf("# %-24s %3zu planted, %3zu seen by those entitled\n", rules[k].name, planted[k], seen[k]);
        }
        is_useless = is_useless || (planted[k] > 0 && k != SECRET && k != OBJECTOR && seen[k] == 0);
    }
    printf("# %zu canaries, %zu people, %zu addresses, %zu answers, %zu papers, %zu workbooks, %zu files\n", v->len,
           v->people_len, to.len, v->asked, v->papers, v->workbooks, v->files);
    assert_int_equal(v->leaks, 0);
    assert_false(is_useless); /* a bird that nobody can see proves nothing */
}

static void while_units_apply_nobody_sees_what_is_not_theirs_at_any_address(void **state)
{
    struct aviary *v = *state;
    everybody_looks_everywhere(v);
    assert_true(v->len >= 200);
    assert_true(v->papers > 0 && v->workbooks > 0 && v->files > 0);
}

static void while_authorities_conclude_their_word_is_known_to_them_alone(void **state)
{
    struct aviary *v = *state;
    authorities_write(v);
    time_goes_on(v, IN_RECOMMENDATION);
    everybody_looks_everywhere(v);
}

static void reviewers_are_blind_and_who_is_recused_sees_nothing_of_the_brand(void **state)
{
    struct aviary *v = *state;
    lists_are_sent_and_reviewed(v);
    the_office_writes(v);
    the_public_reports(v);
    time_goes_on(v, IN_REVIEW);
    everybody_looks_everywhere(v);
}

static void what_hangs_in_the_halls_of_a_unit_is_its_own_and_the_offices(void **state)
{
    struct aviary *v = *state;
    halls_show_the_notice(v);
    time_goes_on(v, 1437444000); /* 21 July 2015, 10:00 */
    everybody_looks_everywhere(v);
}

static int setup(void **state)
{
    struct aviary *v = calloc(1, sizeof *v);
    static char program[PATH_MAX];
    void *opened = NULL;
    assert_non_null(v);
    assert_int_equal(media_site_setup(&opened), 0);
    struct site *s = opened;
    v->site = s;
    s->is_hasty = true; /* markup is other tests' matter */
    rates_free(s->app.rates);
    s->app.rates = NULL;
    people_come(v);
    nominations_come(v);
    (void)apply(s, "示例市退回站", "hr_social", "tianning", "退回的牌子");
    meet(v, site_sql(s, "SELECT login FROM account ORDER BY id DESC LIMIT 1"));
    texts_come(v);
    register_comes(v);
    acts_come(v);
    struct paper_options options = {.exec_path = own_program(program), .runtime_dir = s->dir, .workers = 2};
    assert_int_equal(paper_open(&options, &s->app.paper), OK);
    *state = v;
    return 0;
}

static int teardown(void **state)
{
    struct aviary *v = *state;
    paper_close(v->site->app.paper);
    site_close(v->site);
    free(v);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "paper-worker") == 0) {
        return paper_worker_main(3);
    }
    if (argc > 1 && strcmp(argv[1], IMAGE_WORKER_ARGUMENT) == 0) {
        return image_worker_main(IMAGE_WORKER_FD);
    }
    /* One story: each goes on where the last one ended. */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(while_units_apply_nobody_sees_what_is_not_theirs_at_any_address),
        cmocka_unit_test(while_authorities_conclude_their_word_is_known_to_them_alone),
        cmocka_unit_test(reviewers_are_blind_and_who_is_recused_sees_nothing_of_the_brand),
        cmocka_unit_test(what_hangs_in_the_halls_of_a_unit_is_its_own_and_the_offices),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
