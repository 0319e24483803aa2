/* import_row.c */
#include "store/import_row.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/import_rules.h"
#include "domain/org_code.h"
#include "domain/people.h"
#include "store/account_store.h"
#include "store/people_store.h"

enum { NAME_MIN = 2, NAME_MAX = 60, PERSON_MAX = 20 };

/* What a row asks for, once it can be read. */
struct asked {
    enum role role;
    struct body body;
    bool has_account;
};

/* What becomes of a row. */
struct fate {
    bool is_new_body, is_new_account;
    const char *differs; /* what is there says otherwise; NULL: it does not */
};

static void report(struct import_row *row, enum import_outcome outcome, const char *said)
{
    row->outcome = outcome;
    row->said = said;
}

/* ---- a rehearsal: bodies and accounts that the rows before would have added ---- */

struct noted {
    const char *key; /* NULL: free */
    struct body body;
    struct account account;
};
struct rehearsal {
    struct arena *arena;
    struct noted *slots;
    size_t mask;
    int64_t bodies; /* their numbers are below zero: no body of the database has such */
};

struct rehearsal *rehearsal_new(struct arena *a, size_t rows)
{
    size_t slots = 64;
    while (slots < 4 * rows) { /* two notes a row, half of the slots free */
        slots *= 2;
    }
    struct rehearsal *r = ARENA_NEW(a, struct rehearsal);
    *r = (struct rehearsal){.arena = a, .slots = ARENA_ARRAY(a, struct noted, slots), .mask = slots - 1};
    return r;
}

/* The slot of the key, or the free one where it belongs.  Text is compared as the database does: logins without regard
 * to case, which the caller has lowered. */
static struct noted *slot_of(struct rehearsal *r, const char *key)
{
    uint64_t hash = 14695981039346656037U;
    for (const char *p = key; *p != '\0'; p++) {
        hash = (hash ^ (unsigned char)*p) * 1099511628211U;
    }
    size_t at = (size_t)(hash ^ (hash >> 32)) & r->mask;
    while (r->slots[at].key != NULL && strcmp(r->slots[at].key, key) != 0) {
        at = (at + 1) & r->mask;
    }
    return &r->slots[at];
}

static const char *body_key(struct arena *a, const struct body *b)
{
    return text_format(a, "b %s %s", b->kind, b->name);
}

static const char *login_key(struct arena *a, const char *login)
{
    char *key = text_format(a, "a %s", login);
    for (char *p = key; *p != '\0'; p++) {
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p - 'A' + 'a' : *p);
    }
    return key;
}

/* ---- what is there ---- */

static enum err find_body(const struct import_desk *d, struct rehearsal *r, const struct body *asked, struct body *ret)
{
    enum err e = body_by_name(d->db, d->a, asked->kind, asked->name, ret);
    if (e == ERR_NOT_FOUND && r != NULL) {
        const struct noted *n = slot_of(r, body_key(d->a, asked));
        *ret = n->body;
        return n->key == NULL ? ERR_NOT_FOUND : OK;
    }
    return e;
}

static enum err add_body(const struct import_desk *d, struct rehearsal *r, struct body *in)
{
    if (r == NULL) {
        return body_add(d->db, d->rnd, d->who, in, &in->id);
    }
    in->id = --r->bodies;
    const char *key = body_key(d->a, in);
    struct noted *n = slot_of(r, key);
    n->key = key;
    n->body = *in;
    return OK;
}

static enum err find_account(const struct import_desk *d, struct rehearsal *r, const char *login, struct account *ret)
{
    enum err e = account_by_login(d->db, d->a, login, ret);
    if (e == ERR_NOT_FOUND && r != NULL) {
        const struct noted *n = slot_of(r, login_key(d->a, login));
        *ret = n->account;
        return n->key == NULL ? ERR_NOT_FOUND : OK;
    }
    return e;
}

static enum err add_account(const struct import_desk *d, struct rehearsal *r, struct account *in)
{
    if (r == NULL) {
        return account_add(d->db, d->rnd, d->who, in, &in->id);
    }
    const char *key = login_key(d->a, in->login);
    struct noted *n = slot_of(r, key);
    n->key = key;
    n->account = *in;
    return OK;
}

/* ---- reading ---- */

static const struct sector *sector_called(const struct round *r, const char *name)
{
    for (size_t i = 0; i < r->sectors_len; i++) {
        if (strcmp(r->sectors[i].name, name) == 0 || strcmp(r->sectors[i].code, name) == 0) {
            return &r->sectors[i];
        }
    }
    return NULL;
}

static const struct district *district_called(const struct round *r, const char *name)
{
    for (size_t i = 0; i < r->districts_len; i++) {
        if (strcmp(r->districts[i].name, name) == 0 || strcmp(r->districts[i].code, name) == 0) {
            return &r->districts[i];
        }
    }
    return NULL;
}

/* What a table program has done to a cell, or NULL. */
static const char *read_cells(const struct import_row *row)
{
    const char *const cells[] = {row->role,     row->name,  row->org_code,   row->sector,
                                 row->district, row->login, row->person_name};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        if (cell_is_failure(cells[i])) {
            return "有一格是公式的错误值，请在表格里改成文字后重新上传";
        }
    }
    if (cell_is_rounded(row->org_code)) {
        return "代码被表格软件改成了科学记数，后几位已经丢失。请把这一栏的格式设为“文本”，照证书重新填写后再上传";
    }
    return cell_is_rounded(row->login)
               ? "登录账号被表格软件改成了科学记数，请把这一栏的格式设为“文本”，重新填写后再上传"
               : NULL;
}

static const char *read_role(const struct import_desk *d, const struct import_row *row, enum role *ret)
{
    enum role by = ROLE_PUBLIC;
    bool is_known = import_role(row->role, ret) == OK && role_from_ident(d->who->role, &by) == OK;
    return is_known && role_may_import(by, *ret) ? NULL : import_role_fault(by);
}

/* The first thing that stands in the way, or NULL. */
static const char *read_body(const struct import_desk *d, const struct import_row *row, struct asked *ret)
{
    const struct sector *sector = sector_called(d->round, row->sector);
    const struct district *district = district_called(d->round, row->district);
    bool is_outside = *row->sector == '\0' || strcmp(row->sector, round_text(d->round, "none_sector")) == 0;
    const char *code = org_code_canonical(d->a, row->org_code);
    size_t len = utf8_length(row->name);
    if (len < NAME_MIN || len > NAME_MAX) {
        return len == 0 ? "没有填单位全称" : "单位全称要有 2 至 60 个字符";
    }
    if (sector == NULL && !is_outside) {
        return "没有这个行业，请照系统里的名称填写";
    }
    if (district == NULL && *row->district != '\0') {
        return "没有这个辖市、区，请照系统里的名称填写";
    }
    if (district == NULL && ret->role == ROLE_UNIT) {
        return "没有填所在辖市、区";
    }
    if (*code != '\0' && org_code_check(code) == ORG_CODE_SHAPE) {
        return "代码应是 18 位或者 9 位，请对照证书核对";
    }
    ret->body = (struct body){.kind = import_body_kind(ret->role),
                              .name = row->name,
                              .district_id = district == NULL ? 0 : district->id,
                              .sector_id = sector == NULL ? 0 : sector->id,
                              .org_code = code};
    return NULL;
}

static const char *read_person(const struct import_row *row, struct asked *ret)
{
    const char *reason = NULL;
    ret->has_account = *row->login != '\0' || *row->person_name != '\0';
    if (!ret->has_account) {
        return NULL;
    }
    if (login_rule(row->login, &reason) != OK) {
        return reason;
    }
    if (*row->person_name == '\0') {
        return "没有填姓名";
    }
    return utf8_length(row->person_name) > PERSON_MAX ? "姓名最多 20 个字" : NULL;
}

/* ---- acting ---- */

/* Adds the body when it is not there. */
static enum err have_body(const struct import_desk *d, struct rehearsal *r, struct asked *as, struct fate *f)
{
    struct body known;
    enum err e = find_body(d, r, &as->body, &known);
    f->is_new_body = e == ERR_NOT_FOUND;
    if (e == ERR_NOT_FOUND) {
        return add_body(d, r, &as->body);
    }
    TRY(e);
    as->body.id = known.id;
    if (known.sector_id != as->body.sector_id) {
        f->differs = "单位已经有了，行业和这里填的不同，没有改动";
    } else if (known.district_id != as->body.district_id) {
        f->differs = "单位已经有了，辖市、区和这里填的不同，没有改动";
    } else if (!text_equal(known.org_code, as->body.org_code)) {
        f->differs = "单位已经有了，代码和这里填的不同，没有改动";
    }
    return OK;
}

/* Adds the account, without a password: nobody signs in before a reset link was used. */
static enum err have_account(const struct import_desk *d, struct rehearsal *r, const struct import_row *row,
                             const struct asked *as, struct fate *f)
{
    struct account known;
    bool is_taken = false;
    enum err e = find_account(d, r, row->login, &known);
    if (e == ERR_NOT_FOUND) {
        TRY(login_is_taken(d->db, row->login, &is_taken));
        if (is_taken) {
            f->differs = "登录账号已经由一份待审核的登记使用，没有新增";
            return OK;
        }
        struct account in = {.login = row->login,
                             .person_name = row->person_name,
                             .role = as->role,
                             .body_id = as->body.id,
                             .password_hash = ""};
        f->is_new_account = true;
        return add_account(d, r, &in);
    }
    TRY(e);
    if (known.body_id != as->body.id || known.role != as->role) {
        f->differs = "登录账号已经由其他单位的人使用，没有新增";
    } else if (!text_equal(known.person_name, row->person_name)) {
        f->differs = "账号已经有了，姓名和这里填的不同，没有改动";
    }
    return OK;
}

static void report_fate(const struct import_desk *d, struct import_row *row, const struct asked *as,
                        const struct fate *f)
{
    bool is_doubtful = f->is_new_body && org_code_check(as->body.org_code) == ORG_CODE_CHECK_DIGIT;
    bool is_new = f->is_new_body || f->is_new_account;
    if (!is_new) {
        report(row, f->differs != NULL ? IMPORT_DIFFERS : IMPORT_SAME,
               f->differs != NULL ? f->differs : "已经有了，没有改动");
        return;
    }
    report(row, IMPORT_NEW,
           text_format(d->a, "%s%s%s%s%s%s", f->is_new_body ? "新增单位" : "",
                       f->is_new_body && f->is_new_account ? "、" : "", f->is_new_account ? "新增账号" : "",
                       f->differs != NULL ? "；" : "", f->differs != NULL ? f->differs : "",
                       is_doubtful ? "；代码的校验位不符，请对照证书核对" : ""));
}

enum err import_row_carry_out(const struct import_desk *d, struct rehearsal *r, struct import_row *row)
{
    struct asked as = {.role = ROLE_UNIT};
    struct fate f = {.differs = NULL};
    const char *fault = read_cells(row);
    fault = fault == NULL ? read_role(d, row, &as.role) : fault;
    fault = fault == NULL ? read_body(d, row, &as) : fault;
    fault = fault == NULL ? read_person(row, &as) : fault;
    if (fault != NULL) {
        report(row, IMPORT_WRONG, fault);
        return OK;
    }
    TRY(have_body(d, r, &as, &f));
    if (as.has_account) {
        TRY(have_account(d, r, row, &as, &f));
    }
    report_fate(d, row, &as, &f);
    return OK;
}
