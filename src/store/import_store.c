/* import_store.c */
#include "store/import_store.h"

#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "domain/csv.h"
#include "domain/org_code.h"
#include "domain/people.h"
#include "store/account_store.h"
#include "store/db.h"
#include "store/people_store.h"

enum { REF_BYTES = 16, NAME_MIN = 2, NAME_MAX = 60, PERSON_MAX = 20 };

static const char *const outcomes[IMPORT__COUNT] = {"new", "same", "differs", "wrong"};

static enum import_outcome outcome_of(const char *ident)
{
    for (int i = 0; i < IMPORT__COUNT; i++) {
        if (strcmp(outcomes[i], ident) == 0) {
            return (enum import_outcome)i;
        }
    }
    return IMPORT_WRONG;
}

static void report(struct import_row *row, enum import_outcome outcome, const char *said)
{
    row->outcome = outcome;
    row->said = said;
}

/* ---- one row ---- */

/* What a row asks for, once it can be read. */
struct asked {
    enum role role;
    struct body body;
    bool has_account;
};

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

/* 申报单位 when nothing is said; accounts of the office's own people are made one by one. */
static bool read_role(const char *name, enum role *ret)
{
    *ret = ROLE_UNIT;
    if (*name == '\0') {
        return true;
    }
    for (int i = 0; i < ROLE__COUNT; i++) {
        if (strcmp(role_name((enum role)i), name) == 0 || strcmp(role_ident((enum role)i), name) == 0) {
            *ret = (enum role)i;
            return role_acts_for_body(*ret);
        }
    }
    return false;
}

/* The first thing that stands in the way, or NULL. */
static const char *read_body(const struct import_desk *d, const struct import_row *row, struct asked *ret)
{
    const struct sector *sector = sector_called(d->round, row->sector);
    const struct district *district = district_called(d->round, row->district);
    bool is_outside = *row->sector == '\0' || strcmp(row->sector, round_text(d->round, "none_sector")) == 0;
    const char *code = org_code_canonical(d->a, row->org_code);
    size_t len = utf8_length(row->name);
    if (!read_role(row->role, &ret->role)) {
        return "角色只能是申报单位、辖市区文明办、市行业主管部门或者会同部门";
    }
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
    ret->body = (struct body){.kind = role_ident(ret->role),
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

/* Adds the body when it is not there; *ret_said is what differs when it is. */
static enum err have_body(const struct import_desk *d, struct asked *as, bool *ret_is_new, const char **ret_said)
{
    struct body known;
    enum err e = body_by_name(d->db, d->a, as->body.kind, as->body.name, &known);
    *ret_is_new = e == ERR_NOT_FOUND;
    if (e == ERR_NOT_FOUND) {
        return body_add(d->db, d->rnd, d->who, &as->body, &as->body.id);
    }
    TRY(e);
    as->body.id = known.id;
    if (known.sector_id != as->body.sector_id) {
        *ret_said = "单位已经有了，行业和这里填的不同，没有改动";
    } else if (known.district_id != as->body.district_id) {
        *ret_said = "单位已经有了，辖市、区和这里填的不同，没有改动";
    } else if (!text_equal(known.org_code, as->body.org_code)) {
        *ret_said = "单位已经有了，代码和这里填的不同，没有改动";
    }
    return OK;
}

/* Adds the account, without a password: nobody signs in before a reset link was used. */
static enum err have_account(const struct import_desk *d, const struct import_row *row, const struct asked *as,
                             bool *ret_is_new, const char **ret_said)
{
    struct account known;
    bool is_taken = false;
    enum err e = account_by_login(d->db, d->a, row->login, &known);
    *ret_is_new = false;
    if (e == ERR_NOT_FOUND) {
        TRY(login_is_taken(d->db, row->login, &is_taken));
        if (is_taken) {
            *ret_said = "登录账号已经由一份待审核的登记使用，没有新增";
            return OK;
        }
        struct account in = {.login = row->login,
                             .person_name = row->person_name,
                             .role = as->role,
                             .body_id = as->body.id,
                             .password_hash = ""};
        *ret_is_new = true;
        return account_add(d->db, d->rnd, d->who, &in, &in.id);
    }
    TRY(e);
    if (known.body_id != as->body.id || known.role != as->role) {
        *ret_said = "登录账号已经由其他单位的人使用，没有新增";
    } else if (!text_equal(known.person_name, row->person_name)) {
        *ret_said = "账号已经有了，姓名和这里填的不同，没有改动";
    }
    return OK;
}

static void report_new(const struct import_desk *d, struct import_row *row, const struct asked *as, bool is_new_body,
                       bool is_new_account)
{
    bool is_doubtful = is_new_body && org_code_check(as->body.org_code) == ORG_CODE_CHECK_DIGIT;
    if (!is_new_body && !is_new_account) {
        report(row, IMPORT_SAME, "已经有了，没有改动");
        return;
    }
    report(row, IMPORT_NEW,
           text_format(d->a, "%s%s%s%s", is_new_body ? "新增单位" : "", is_new_body && is_new_account ? "、" : "",
                       is_new_account ? "新增账号" : "", is_doubtful ? "；代码的校验位不符，请对照证书核对" : ""));
}

static enum err carry_out(const struct import_desk *d, struct import_row *row)
{
    struct asked as = {0};
    bool is_new_body = false;
    bool is_new_account = false;
    const char *differs = NULL;
    const char *fault = read_body(d, row, &as);
    fault = fault == NULL ? read_person(row, &as) : fault;
    if (fault != NULL) {
        report(row, IMPORT_WRONG, fault);
        return OK;
    }
    TRY(have_body(d, &as, &is_new_body, &differs));
    if (as.has_account) {
        TRY(have_account(d, row, &as, &is_new_account, &differs));
    }
    if (differs != NULL) {
        report(row, IMPORT_DIFFERS, differs);
    } else {
        report_new(d, row, &as, is_new_body, is_new_account);
    }
    return OK;
}

/* ---- the whole ---- */

static enum err carry_out_all(const struct import_desk *d, struct import_row *rows, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        TRY(carry_out(d, &rows[i]));
    }
    return OK;
}

/* The real thing, taken back: the report cannot promise what would not happen. */
static enum err rehearse(const struct import_desk *d, struct import_row *rows, size_t len)
{
    TRY(db_savepoint(d->db));
    enum err e = carry_out_all(d, rows, len);
    enum err back = db_savepoint_end(d->db, e == OK ? ERR_CLOSED : e);
    return back == ERR_CLOSED ? OK : back;
}

static enum err keep_rows(struct db *db, int64_t import_id, const struct import_row *rows, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        struct row *r = db_query(db, Q_IMPORT_ROW_PUT);
        bind_int(r, ":import", import_id);
        bind_int(r, ":row_no", rows[i].line);
        bind_text(r, ":role", rows[i].role);
        bind_text(r, ":name", rows[i].name);
        bind_text(r, ":org_code", rows[i].org_code);
        bind_text(r, ":sector", rows[i].sector);
        bind_text(r, ":district", rows[i].district);
        bind_text(r, ":login", rows[i].login);
        bind_text(r, ":person_name", rows[i].person_name);
        bind_text(r, ":outcome", outcomes[rows[i].outcome]);
        bind_text(r, ":said", rows[i].said);
        TRY(row_exec(r, NULL));
    }
    return OK;
}

enum err import_add(const struct import_desk *d, const struct import *in, struct import_row *rows, size_t len,
                    const char **ret_ref)
{
    const char *ref = random_token(d->rnd, d->a, REF_BYTES);
    TRY(rehearse(d, rows, len));
    struct row *r = db_query(d->db, Q_IMPORT_ADD);
    bind_text(r, ":ref", ref);
    bind_text(r, ":filename", in->filename);
    bind_text(r, ":sha256", in->sha256);
    bind_text(r, ":encoding", in->encoding);
    bind_int(r, ":now", d->who->at);
    bind_int(r, ":by", d->who->account_id);
    TRY(row_exec_one(r));
    TRY(keep_rows(d->db, db_last_id(d->db), rows, len));
    *ret_ref = ref;
    return audit_append(d->db, d->who, "import_look", "import", ref,
                        text_format(d->a, "sha256=%s rows=%zu", in->sha256, len));
}

enum err import_apply(const struct import_desk *d, const struct import *of)
{
    struct import_row *rows = NULL;
    size_t len = 0;
    struct row *r = db_query(d->db, Q_IMPORT_APPLY);
    bind_int(r, ":id", of->id);
    bind_int(r, ":now", d->who->at);
    TRY(row_exec_one(r));
    struct import_part all = {of->id, 0, CSV_ROWS_MAX};
    TRY(import_rows(d->db, d->a, &all, &rows, &len));
    TRY(carry_out_all(d, rows, len));
    TRY(keep_rows(d->db, of->id, rows, len));
    return audit_append(d->db, d->who, "import_apply", "import", of->ref, text_format(d->a, "rows=%zu", len));
}

static enum err read_counts(struct db *db, struct arena *a, struct import *ret)
{
    struct row *r = db_query(db, Q_IMPORT_COUNTS);
    bind_int(r, ":import", ret->id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        ret->counts[outcome_of(row_text(r, 0, a))] = row_int(r, 1);
    }
    return row_end(r, e);
}

enum err import_by_ref(struct db *db, struct arena *a, const char *ref, struct import *ret)
{
    struct row *r = db_query(db, Q_IMPORT_GET);
    bind_text(r, ":ref", ref);
    enum err e = row_next(r);
    if (e == OK) {
        *ret = (struct import){.id = row_int(r, 0),
                               .ref = row_text(r, 1, a),
                               .filename = row_text(r, 2, a),
                               .encoding = row_text(r, 3, a),
                               .made_at = row_int(r, 4),
                               .applied_at = row_int(r, 5),
                               .sha256 = row_text(r, 6, a)};
    }
    row_done(r);
    return e == OK ? read_counts(db, a, ret) : e;
}

enum err import_rows(struct db *db, struct arena *a, const struct import_part *part, struct import_row **ret,
                     size_t *ret_len)
{
    struct import_row *list = ARENA_ARRAY(a, struct import_row, part->limit);
    size_t len = 0;
    struct row *r = db_query(db, Q_IMPORT_ROWS);
    bind_int(r, ":import", part->import_id);
    bind_int(r, ":after", part->after);
    bind_int(r, ":limit", (int64_t)part->limit);
    enum err e = OK;
    while (len < part->limit && (e = row_next(r)) == OK) {
        list[len++] = (struct import_row){.line = (int)row_int(r, 0),
                                          .role = row_text(r, 1, a),
                                          .name = row_text(r, 2, a),
                                          .org_code = row_text(r, 3, a),
                                          .sector = row_text(r, 4, a),
                                          .district = row_text(r, 5, a),
                                          .login = row_text(r, 6, a),
                                          .person_name = row_text(r, 7, a),
                                          .outcome = outcome_of(row_text(r, 8, a)),
                                          .said = row_text(r, 9, a)};
    }
    *ret = list;
    *ret_len = len;
    return row_end(r, e);
}
