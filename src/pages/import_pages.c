/* import_pages.c - bodies and accounts from a CSV file: a report of every row first, the import when it is confirmed.
 */
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "domain/csv.h"
#include "domain/text_clean.h"
#include "pages/pages.h"
#include "pages/people_form.h"
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

/* What each column may be called in the first row; the first is ours. */
static const char *const headings[COLUMNS][4] = {
    [ROLE_COLUMN] = {"角色", "身份", NULL},
    [NAME_COLUMN] = {"单位全称", "单位名称", "单位", NULL},
    [CODE_COLUMN] = {"代码", "统一社会信用代码", "组织机构代码", NULL},
    [SECTOR_COLUMN] = {"行业", "所属行业", NULL},
    [DISTRICT_COLUMN] = {"辖市区", "辖市、区", "所在辖市、区", NULL},
    [LOGIN_COLUMN] = {"登录账号", "账号", NULL},
    [PERSON_COLUMN] = {"姓名", NULL},
};

struct import_attempt {
    struct wrongs wrongs;
    struct import as;
    struct import_row *rows;
    size_t rows_len;
};

static void show_import(struct web *w, const struct wrongs *x, int status)
{
    struct import_view v = {.errors = wrongs_summary(x)};
    v.file = people_text(w, x, "file", "CSV 文件", "");
    v.file.is_text = false;
    v.file.is_file = true;
    v.file.accept = ".csv";
    v.file.file_max = CSV_BYTES_MAX;
    people_help(w, &v.file, "编码为 UTF-8 或者 GB18030，不超过 4 MB、6000 行");
    frame_page(w, &v.page, "导入单位和账号");
    v.page.has_errors = x->len > 0;
    v.top = (struct form_top_view){w->token, NULL};
    tpl_import(&w->out, &v);
    web_html(w, status);
}

enum err import_page(struct web *w)
{
    struct wrongs none = {.len = 0};
    show_import(w, &none, 200);
    return OK;
}

/* Where each column stands; false when there is no column of names. */
static bool read_headings(const struct csv_row *first, size_t at[COLUMNS])
{
    for (int c = 0; c < COLUMNS; c++) {
        at[c] = CSV_COLUMNS_MAX;
        for (size_t i = 0; i < first->cells_len; i++) {
            for (size_t k = 0; headings[c][k] != NULL; k++) {
                at[c] = at[c] == CSV_COLUMNS_MAX && strcmp(first->cells[i], headings[c][k]) == 0 ? i : at[c];
            }
        }
    }
    return at[NAME_COLUMN] != CSV_COLUMNS_MAX;
}

static const char *read_sheet(struct web *w, struct import_attempt *t, const char *text)
{
    struct csv_sheet sheet;
    size_t at[COLUMNS];
    int line = 0;
    enum err e = csv_parse(w->arena, text, &sheet, &line);
    if (e == ERR_TOO_LARGE) {
        return "文件超过 6000 行，或者有一行超过 40 栏，请分成几个文件";
    }
    if (e != OK) {
        return text_format(w->arena, "第 %d 行的引号没有配对，请用 WPS 或者 Excel 重新另存为 CSV", line);
    }
    if (sheet.rows_len == 0 || !read_headings(&sheet.rows[0], at)) {
        return "第一行要有“单位全称”一栏，请照右边的样子整理";
    }
    if (sheet.rows_len == 1) {
        return "文件只有表头，没有内容";
    }
    t->rows = ARENA_ARRAY(w->arena, struct import_row, sheet.rows_len);
    for (size_t i = 1; i < sheet.rows_len; i++) {
        const struct csv_row *r = &sheet.rows[i];
        t->rows[t->rows_len++] = (struct import_row){.line = r->line,
                                                     .role = csv_cell(r, at[ROLE_COLUMN]),
                                                     .name = csv_cell(r, at[NAME_COLUMN]),
                                                     .org_code = csv_cell(r, at[CODE_COLUMN]),
                                                     .sector = csv_cell(r, at[SECTOR_COLUMN]),
                                                     .district = csv_cell(r, at[DISTRICT_COLUMN]),
                                                     .login = csv_cell(r, at[LOGIN_COLUMN]),
                                                     .person_name = csv_cell(r, at[PERSON_COLUMN]),
                                                     .said = ""};
    }
    return NULL;
}

/* What is wrong with the file, or NULL. */
static const char *read_upload(struct web *w, struct import_attempt *t)
{
    const struct upload *u = request_upload(w->rq, "file");
    const char *text = NULL;
    unsigned char hash[crypto_hash_sha256_BYTES];
    if (u == NULL || u->len == 0) {
        return "请选择文件";
    }
    if (u->len > CSV_BYTES_MAX) {
        return "文件超过 4 MB，请分成几个文件";
    }
    char *bytes = arena_alloc(w->arena, u->len + 1, 1);
    size_t len = 0;
    for (ssize_t n = 1; n > 0 && len < u->len; len += (size_t)(n > 0 ? n : 0)) {
        n = pread(u->fd, bytes + len, u->len - len, (off_t)len);
    }
    if (len < u->len) {
        return "文件没有收完整，请再上传一次";
    }
    if (csv_decode(w->arena, bytes, len, &text, &t->as.encoding) != OK) {
        return "不是 UTF-8 或者 GB18030 的 CSV，请用 WPS 或者 Excel 另存为 CSV 后再上传";
    }
    (void)crypto_hash_sha256(hash, (const unsigned char *)bytes, len);
    t->as.sha256 = text_hex(w->arena, hash, sizeof hash);
    t->as.filename = text_clean_line(w->arena, u->filename);
    return read_sheet(w, t, text);
}

enum err import_prepare(struct web *w)
{
    struct import_attempt *t = ARENA_NEW(w->arena, struct import_attempt);
    w->prepared = t;
    wrong(&t->wrongs, "file", read_upload(w, t));
    return OK;
}

enum err import_look_page(struct web *w)
{
    struct import_attempt *t = w->prepared;
    const char *ref = NULL;
    if (t->wrongs.len > 0) {
        show_import(w, &t->wrongs, 422);
        return OK;
    }
    struct import_desk desk = {w->db, w->app->random, w->arena, &w->who, w->round};
    TRY(import_add(&desk, &t->as, t->rows, t->rows_len, &ref));
    web_redirect(w, text_format(w->arena, "/accounts/import/%s", ref));
    return OK;
}

/* ---- the report ---- */

static struct import_row_view row_shown(struct web *w, const struct import_row *row)
{
    static const struct tag_view tags[IMPORT__COUNT] = {[IMPORT_NEW] = {"done", "新增"},
                                                        [IMPORT_SAME] = {"off", "不变"},
                                                        [IMPORT_DIFFERS] = {"back", "不同"},
                                                        [IMPORT_WRONG] = {"err", "有误"}};
    bool has_account = *row->login != '\0' || *row->person_name != '\0';
    return (struct import_row_view){
        .line = row->line,
        .name = *row->name == '\0' ? "（空）" : row->name,
        .account = has_account ? text_format(w->arena, "%s %s", row->login, row->person_name) : "没有",
        .said = row->said,
        .tag = tags[row->outcome]};
}

enum err import_report_page(struct web *w)
{
    enum { ROWS_MAX = 200, LINE_MAX_NO = 100000000 };
    struct import of;
    struct import_row *rows = NULL;
    size_t len = 0;
    int64_t after = 0;
    TRY(import_by_ref(w->db, w->arena, w->parts[0], &of));
    if (text_to_int(fields_text(&w->rq->query, "after"), 1, LINE_MAX_NO, &after) != OK) {
        after = 0;
    }
    struct import_part part = {of.id, after, ROWS_MAX + 1};
    TRY(import_rows(w->db, w->arena, &part, &rows, &len));
    struct import_report_view v = {.filename = of.filename,
                                   .is_applied = of.applied_at != 0,
                                   .can_apply = of.applied_at == 0 && of.counts[IMPORT_NEW] > 0,
                                   .apply_url = url_path(text_format(w->arena, "/accounts/import/%s", of.ref)),
                                   .has_next = len > ROWS_MAX};
    v.rows_len = v.has_next ? ROWS_MAX : len;
    struct import_row_view *list = ARENA_ARRAY(w->arena, struct import_row_view, v.rows_len + 1);
    for (size_t i = 0; i < v.rows_len; i++) {
        list[i] = row_shown(w, &rows[i]);
    }
    v.rows = list;
    if (v.has_next) {
        v.next_url =
            url_with(w->arena, v.apply_url.text, "after", text_format(w->arena, "%d", rows[ROWS_MAX - 1].line));
    }
    v.lead = text_format(w->arena, "%s %lld 行，不变 %lld 行，与已有的不同 %lld 行，有误 %lld 行。",
                         v.is_applied ? "新增了" : "将新增", (long long)of.counts[IMPORT_NEW],
                         (long long)of.counts[IMPORT_SAME], (long long)of.counts[IMPORT_DIFFERS],
                         (long long)of.counts[IMPORT_WRONG]);
    frame_page(w, &v.page, v.is_applied ? "导入结果" : "导入前核对");
    v.top = (struct form_top_view){w->token, NULL};
    tpl_import_report(&w->out, &v);
    web_html(w, 200);
    return OK;
}

enum err import_apply_page(struct web *w)
{
    struct import of;
    TRY(import_by_ref(w->db, w->arena, w->parts[0], &of));
    struct import_desk desk = {w->db, w->app->random, w->arena, &w->who, w->round};
    TRY(import_apply(&desk, &of));
    web_redirect(w, text_format(w->arena, "/accounts/import/%s", of.ref));
    return OK;
}
