/* import_pages.c - bodies and accounts from a table program's file: every row is looked at first, and carried out
 * beside the requests once that is confirmed; the page shows how far it is. */
#include <string.h>

#include "base/arena.h"
#include "base/background.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/text.h"
#include "document/workbook.h"
#include "domain/import_rules.h"
#include "pages/pages.h"
#include "pages/people_form.h"
#include "pages/register_file.h"
#include "pages/views.h"
#include "store/import_store.h"
#include "web/frame.h"
#include "web/web.h"

enum column {
    ROLE_COLUMN,
    NAME_COLUMN,
    CODE_COLUMN,
    SECTOR_COLUMN,
    DISTRICT_COLUMN,
    LOGIN_COLUMN,
    PERSON_COLUMN,
    COLUMNS
};

static const struct register_column columns[COLUMNS] = {
    [ROLE_COLUMN] = {{"角色", "身份"}, false},
    [NAME_COLUMN] = {{"单位全称", "单位名称", "单位"}, true},
    [CODE_COLUMN] = {{"代码", "统一社会信用代码", "组织机构代码", "单位代码"}, false},
    [SECTOR_COLUMN] = {{"行业", "所属行业"}, false},
    [DISTRICT_COLUMN] = {{"辖市区", "辖市、区", "所在辖市、区"}, false},
    [LOGIN_COLUMN] = {{"登录账号", "账号"}, false},
    [PERSON_COLUMN] = {{"姓名"}, false},
};

struct import_attempt {
    struct wrongs wrongs;
    struct import as;
    struct import_row *rows;
    size_t rows_len;
};

static struct import_desk desk_of(struct web *w)
{
    return (struct import_desk){w->db, w->app->random, w->arena, &w->who, w->round};
}

static const char *import_path(struct web *w, const char *ref)
{
    return text_format(w->arena, "/accounts/import/%s", ref);
}

/* ---- choosing a file ---- */

static struct tag_view state_tag(enum import_state state)
{
    switch (state) {
    case IMPORT_QUEUED: return (struct tag_view){"todo", "排队中"};
    case IMPORT_RUNNING: return (struct tag_view){"half", "正在导入"};
    case IMPORT_DONE: return (struct tag_view){"done", "已导入"};
    case IMPORT_CANCELLED: return (struct tag_view){"off", "已停止"};
    case IMPORT_LOOKED_AT: break;
    }
    return (struct tag_view){"todo", "只核对过"};
}

static enum err fill_recent(struct web *w, struct import_view *v)
{
    struct import_recent *list = NULL;
    size_t len = 0;
    TRY(import_recent(w->db, w->arena, w->actor.role, &list, &len));
    struct import_recent_view *rows = ARENA_ARRAY(w->arena, struct import_recent_view, len + 1);
    for (size_t i = 0; i < len; i++) {
        rows[i] =
            (struct import_recent_view){.filename = *list[i].filename == '\0' ? "（没有名称）" : list[i].filename,
                                        .when_text = at_chinese(w->arena, list[i].made_at),
                                        .person_name = list[i].person_name,
                                        .rows_text = text_format(w->arena, "%lld 行", (long long)list[i].rows_total),
                                        .url = url_path(import_path(w, list[i].ref)),
                                        .tag = state_tag(list[i].state)};
    }
    v->recent = rows;
    v->recent_len = len;
    return OK;
}

static enum err show_import(struct web *w, const struct wrongs *x, int status)
{
    bool is_admin = w->actor.role == ROLE_ADMIN;
    struct import_view v = {.errors = wrongs_summary(x),
                            .back_url = url_path(is_admin ? "/accounts" : "/bodies"),
                            .back_label = is_admin ? "返回账号列表" : "返回单位登记",
                            .roles_text = is_admin
                                              ? "申报单位、辖市区文明办、市行业主管部门、会同部门、市文明办、系统管理"
                                                "员、安全管理员、审计管理员"
                                              : "申报单位、辖市区文明办、市行业主管部门、会同部门",
                            .password_text = is_admin ? "到账号页为每个账号生成重置链接，交给本人。"
                                                      : "请系统管理员为每个账号生成重置链接，交给本人。"};
    v.file = people_text(w, x, "file", "表格文件", "");
    v.file.is_text = false;
    v.file.is_file = true;
    v.file.accept = REGISTER_ACCEPT;
    v.file.file_max = TABLE_BYTES_MAX;
    people_help(w, &v.file, "XLSX，或者 CSV（UTF-8、GB18030），不超过 6000 行。XLSX 不超过 8 MB，CSV 不超过 4 MB");
    TRY(fill_recent(w, &v));
    frame_page(w, &v.page, "导入单位和账号");
    v.page.has_errors = x->len > 0;
    v.top = (struct form_top_view){w->token, NULL};
    tpl_import(&w->out, &v);
    web_html(w, status);
    return OK;
}

enum err import_page(struct web *w)
{
    struct wrongs none = {.len = 0};
    return show_import(w, &none, 200);
}

/* What is wrong with the rows of the file, or NULL. */
static const char *read_rows(struct web *w, struct import_attempt *t, const struct register_file *f)
{
    struct register_rows r = register_rows_find(f, columns, COLUMNS);
    if (r.sheet == NULL) {
        return "没有找到表头：第一行要有“单位全称”一栏，它的上面可以有标题，请照右边的样子整理";
    }
    if (r.sheet->is_cut) {
        return text_format(w->arena, "工作表“%s”超过 6000 行，请分成几个文件", r.sheet->name);
    }
    if (r.first == r.sheet->rows_len) {
        return "文件只有表头，没有内容";
    }
    t->rows = ARENA_ARRAY(w->arena, struct import_row, r.sheet->rows_len);
    for (size_t i = r.first; i < r.sheet->rows_len; i++) {
        const struct csv_row *row = &r.sheet->rows[i];
        t->rows[t->rows_len++] = (struct import_row){.line = row->line,
                                                     .role = csv_cell(row, r.at[ROLE_COLUMN]),
                                                     .name = csv_cell(row, r.at[NAME_COLUMN]),
                                                     .org_code = csv_cell(row, r.at[CODE_COLUMN]),
                                                     .sector = csv_cell(row, r.at[SECTOR_COLUMN]),
                                                     .district = csv_cell(row, r.at[DISTRICT_COLUMN]),
                                                     .login = csv_cell(row, r.at[LOGIN_COLUMN]),
                                                     .person_name = csv_cell(row, r.at[PERSON_COLUMN]),
                                                     .said = ""};
    }
    return NULL;
}

/* Reads the file and judges every row on a reader: nobody who writes waits for it. */
enum err import_prepare(struct web *w)
{
    struct import_attempt *t = ARENA_NEW(w->arena, struct import_attempt);
    struct register_file file;
    const char *fault = NULL;
    w->prepared = t;
    TRY(register_file_read(w, request_upload(w->rq, "file"), &file, &fault));
    fault = fault == NULL ? read_rows(w, t, &file) : fault;
    wrong(&t->wrongs, "file", fault);
    if (fault != NULL) {
        return OK;
    }
    t->as = (struct import){
        .filename = file.filename, .sha256 = file.sha256, .encoding = file.encoding, .is_xlsx = file.is_xlsx};
    struct import_desk desk = desk_of(w);
    return import_rehearse(&desk, t->rows, t->rows_len);
}

enum err import_look_page(struct web *w)
{
    struct import_attempt *t = w->prepared;
    const char *ref = NULL;
    if (t->wrongs.len > 0) {
        return show_import(w, &t->wrongs, 422);
    }
    struct import_desk desk = desk_of(w);
    TRY(import_add(&desk, &t->as, t->rows, t->rows_len, &ref));
    web_redirect(w, import_path(w, ref));
    return OK;
}

/* ---- the report ---- */

/* The import of the address, if it is this actor's to handle. */
static enum err import_asked(struct web *w, struct import *ret)
{
    TRY(import_by_ref(w->db, w->arena, w->parts[0], ret));
    return may_handle_import(&w->actor, ret->made_by_role);
}

static bool is_going(const struct import *of)
{
    return of->state == IMPORT_QUEUED || of->state == IMPORT_RUNNING;
}

/* What became, or will become, of a row of this import. */
static struct tag_view row_tag(const struct import *of, const struct import_row *row)
{
    static const struct tag_view tags[IMPORT__COUNT] = {[IMPORT_NEW] = {"done", "新增"},
                                                        [IMPORT_SAME] = {"off", "不变"},
                                                        [IMPORT_DIFFERS] = {"back", "不同"},
                                                        [IMPORT_WRONG] = {"err", "有误"}};
    bool is_waiting = is_going(of) && row->line > of->last_row;
    bool was_left = of->state == IMPORT_CANCELLED && row->line > of->last_row;
    return was_left     ? (struct tag_view){"off", "没有导入"}
           : is_waiting ? (struct tag_view){"todo", "等待导入"}
                        : tags[row->outcome];
}

static struct import_row_view row_shown(struct web *w, const struct import *of, const struct import_row *row)
{
    bool has_account = *row->login != '\0' || *row->person_name != '\0';
    return (struct import_row_view){
        .line = row->line,
        .name = *row->name == '\0' ? "（空）" : row->name,
        .account = has_account ? text_format(w->arena, "%s %s", row->login, row->person_name) : "没有",
        .said = row->said,
        .tag = row_tag(of, row)};
}

static const char *counted(struct web *w, const char *verb, const int64_t counts[IMPORT__COUNT])
{
    return text_format(w->arena, "%s %lld 行，不变 %lld 行，与已有的不同 %lld 行，有误 %lld 行。", verb,
                       (long long)counts[IMPORT_NEW], (long long)counts[IMPORT_SAME], (long long)counts[IMPORT_DIFFERS],
                       (long long)counts[IMPORT_WRONG]);
}

static const char *lead_of(struct web *w, const struct import *of)
{
    switch (of->state) {
    case IMPORT_LOOKED_AT: return text_format(w->arena, "%s现在还没有导入。", counted(w, "将新增", of->counts));
    case IMPORT_QUEUED:
    case IMPORT_RUNNING: return "可以离开本页，导入照样进行；从“导入单位和账号”页可以再回到这里。";
    case IMPORT_DONE: return text_format(w->arena, "%s已经导入。", counted(w, "新增了", of->counts));
    case IMPORT_CANCELLED: break;
    }
    return text_format(w->arena,
                       "已停止：导入了前 %lld 行，其余 %lld 行没有导入。前 %lld 行里%s要接着导入，请再上传同一个文件。",
                       (long long)of->rows_done, (long long)(of->rows_total - of->rows_done), (long long)of->rows_done,
                       counted(w, "新增了", of->done_counts));
}

static int64_t percent_of(const struct import *of)
{
    return of->rows_total == 0 ? 0 : of->rows_done * 100 / of->rows_total;
}

static const char *progress_words(struct web *w, const struct import *of)
{
    if (of->state == IMPORT_QUEUED && of->ahead > 0) {
        return text_format(w->arena, "前面还有 %lld 个导入，轮到以后自动开始", (long long)of->ahead);
    }
    return text_format(w->arena, "已导入 %lld 行，共 %lld 行（%lld%%）", (long long)of->rows_done,
                       (long long)of->rows_total, (long long)percent_of(of));
}

static void fill_progress(struct web *w, const struct import *of, struct import_report_view *v)
{
    static const char *const titles[] = {[IMPORT_LOOKED_AT] = "导入前核对",
                                         [IMPORT_QUEUED] = "正在排队",
                                         [IMPORT_RUNNING] = "正在导入",
                                         [IMPORT_DONE] = "导入结果",
                                         [IMPORT_CANCELLED] = "导入已停止"};
    const char *path = import_path(w, of->ref);
    v->filename = of->filename;
    v->title = of->state == IMPORT_QUEUED && of->ahead == 0 ? titles[IMPORT_RUNNING] : titles[of->state];
    v->lead = lead_of(w, of);
    v->is_ordered = of->state != IMPORT_LOOKED_AT;
    v->is_going = is_going(of);
    v->can_apply = of->state == IMPORT_LOOKED_AT && of->counts[IMPORT_NEW] > 0;
    v->has_nothing = of->state == IMPORT_LOOKED_AT && of->counts[IMPORT_NEW] == 0;
    v->self_url = url_path(path);
    v->cancel_url = url_path(text_format(w->arena, "%s/cancel", path));
    v->progress_url = url_path(text_format(w->arena, "%s/progress", path));
    v->download_url = url_path(text_format(w->arena, "%s/report.xlsx", path));
    v->rows_done = of->rows_done;
    v->rows_total = of->rows_total;
    v->percent = percent_of(of);
    v->progress_text = progress_words(w, of);
}

/* "全部", then each outcome that occurs. */
static void fill_tabs(struct web *w, const struct import *of, const char *asked, struct import_report_view *v)
{
    static const char *const names[IMPORT__COUNT] = {"新增", "不变", "不同", "有误"};
    struct link_view *tabs = ARENA_ARRAY(w->arena, struct link_view, IMPORT__COUNT + 1);
    tabs[v->tabs_len++] =
        (struct link_view){text_format(w->arena, "全部 %lld", (long long)of->rows_total), v->self_url, *asked == '\0'};
    for (int i = 0; i < IMPORT__COUNT; i++) {
        const char *ident = import_outcome_ident((enum import_outcome)i);
        if (of->counts[i] > 0) {
            tabs[v->tabs_len++] =
                (struct link_view){text_format(w->arena, "%s %lld", names[i], (long long)of->counts[i]),
                                   url_with(w->arena, v->self_url.text, "outcome", ident), strcmp(asked, ident) == 0};
        }
    }
    v->tabs = tabs;
}

static const char *outcome_asked(struct web *w)
{
    const char *asked = fields_text(&w->rq->query, "outcome");
    for (int i = 0; i < IMPORT__COUNT; i++) {
        if (strcmp(asked, import_outcome_ident((enum import_outcome)i)) == 0) {
            return asked;
        }
    }
    return "";
}

static enum err fill_rows(struct web *w, const struct import *of, const char *outcome, struct import_report_view *v)
{
    enum { ROWS_MAX = 200, LINE_MAX_NO = 100000000 };
    struct import_row *rows = NULL;
    size_t len = 0;
    int64_t after = 0;
    if (text_to_int(fields_text(&w->rq->query, "after"), 1, LINE_MAX_NO, &after) != OK) {
        after = 0;
    }
    struct import_part part = {of->id, after, outcome, ROWS_MAX + 1};
    TRY(import_rows(w->db, w->arena, &part, &rows, &len));
    v->has_next = len > ROWS_MAX;
    v->rows_len = v->has_next ? ROWS_MAX : len;
    struct import_row_view *list = ARENA_ARRAY(w->arena, struct import_row_view, v->rows_len + 1);
    for (size_t i = 0; i < v->rows_len; i++) {
        list[i] = row_shown(w, of, &rows[i]);
    }
    v->rows = list;
    v->empty_text = "没有更多的行。";
    if (v->has_next) {
        const char *last = text_format(w->arena, "%d", rows[ROWS_MAX - 1].line);
        v->next_url =
            *outcome == '\0'
                ? url_with(w->arena, v->self_url.text, "after", last)
                : url_with(w->arena, text_format(w->arena, "%s?outcome=%s", v->self_url.text, outcome), "after", last);
    }
    return OK;
}

enum err import_report_page(struct web *w)
{
    struct import of;
    struct import_report_view v = {.rows_len = 0};
    const char *outcome = outcome_asked(w);
    TRY(import_asked(w, &of));
    fill_progress(w, &of, &v);
    fill_tabs(w, &of, outcome, &v);
    TRY(fill_rows(w, &of, outcome, &v));
    frame_page(w, &v.page, v.title);
    v.top = (struct form_top_view){w->token, NULL};
    tpl_import_report(&w->out, &v);
    web_html(w, 200);
    return OK;
}

enum err import_progress_page(struct web *w)
{
    enum { ANSWER_MAX = 1024 };
    struct import of;
    TRY(import_asked(w, &of));
    struct buffer b = buffer_new(w->arena, ANSWER_MAX);
    buffer_format(
        &b, "{\"going\":%s,\"done\":%lld,\"total\":%lld,\"percent\":%lld,\"text\":", is_going(&of) ? "true" : "false",
        (long long)of.rows_done, (long long)of.rows_total, (long long)percent_of(&of));
    buffer_json(&b, progress_words(w, &of));
    buffer_text(&b, "}");
    web_json(w, 200, buffer_string(&b));
    return OK;
}

/* ---- ordering and stopping ---- */

enum err import_apply_page(struct web *w)
{
    struct import of;
    TRY(import_asked(w, &of));
    if (of.state == IMPORT_LOOKED_AT) {
        struct import_desk desk = desk_of(w);
        TRY(import_queue(&desk, &of));
        background_wake(w->app->imports);
    }
    web_redirect(w, import_path(w, of.ref));
    return OK;
}

/* Runs between two batches, on the same writer as they: what was carried out by then stays. */
enum err import_cancel_page(struct web *w)
{
    struct import of;
    TRY(import_asked(w, &of));
    if (is_going(&of)) {
        struct import_desk desk = desk_of(w);
        TRY(import_cancel(&desk, &of));
        background_wake(w->app->imports);
    }
    web_redirect(w, import_path(w, of.ref));
    return OK;
}

/* ---- the report as a workbook ---- */

enum err import_report_xlsx_page(struct web *w)
{
    static const struct workbook_column heads[] = {
        {"行", WORKBOOK_NUMBER, 7},      {"结果", WORKBOOK_TEXT, 10},     {"说明", WORKBOOK_TEXT, 46},
        {"单位全称", WORKBOOK_TEXT, 38}, {"代码", WORKBOOK_TEXT, 22},     {"行业", WORKBOOK_TEXT, 12},
        {"辖市区", WORKBOOK_TEXT, 12},   {"登录账号", WORKBOOK_TEXT, 16}, {"姓名", WORKBOOK_TEXT, 12},
        {"角色", WORKBOOK_TEXT, 16},
    };
    enum { HEADS = sizeof heads / sizeof heads[0] };
    struct import of;
    struct import_row *rows = NULL;
    size_t len = 0;
    const unsigned char *bytes = NULL;
    TRY(import_asked(w, &of));
    struct import_part all = {of.id, 0, "", TABLE_ROWS_MAX};
    TRY(import_rows(w->db, w->arena, &all, &rows, &len));
    struct workbook_cell *cells = ARENA_ARRAY(w->arena, struct workbook_cell, len * HEADS + 1);
    for (size_t i = 0; i < len; i++) {
        const struct import_row *r = &rows[i];
        const struct workbook_cell row[HEADS] = {
            {NULL, r->line}, {row_tag(&of, r).text, 0}, {r->said, 0},  {r->name, 0},        {r->org_code, 0},
            {r->sector, 0},  {r->district, 0},          {r->login, 0}, {r->person_name, 0}, {r->role, 0}};
        memcpy(&cells[i * HEADS], row, sizeof row);
    }
    const char *notes[] = {text_format(w->arena, "文件 %s", of.filename), lead_of(w, &of)};
    struct workbook b = {.sheet_name = "导入报告",
                         .title = "导入报告",
                         .notes = notes,
                         .notes_len = 2,
                         .columns = heads,
                         .columns_len = HEADS,
                         .cells = cells,
                         .rows_len = len,
                         .made_at = w->now};
    TRY(workbook_make(&b, w->app->spool_dir == NULL ? "/tmp" : w->app->spool_dir, w->arena, &bytes, &len));
    web_download(w, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                 text_format(w->arena, "导入报告-%s.xlsx", day_iso(w->arena, day_of_at(w->now))), bytes, len);
    return OK;
}
