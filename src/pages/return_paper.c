/* return_paper.c */
#include "pages/return_paper.h"

#include <sodium.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/log.h"
#include "base/text.h"
#include "document/paper.h"
#include "domain/receipt.h"
#include "pages/pages.h"
#include "pages/return_words.h"
#include "pages/section_pages.h"
#include "pages/views.h"
#include "store/db.h"
#include "store/value_list.h"
#include "web/web.h"

enum { RECORD_BYTES_MAX = 1 << 20, BLOCKS = 6 };

enum err return_check_code(struct web *w, const struct nomination *n, const struct return_notice *t,
                           const struct return_remark *remarks, size_t len, const char **ret)
{
    struct buffer b = buffer_new(w->arena, RECORD_BYTES_MAX);
    unsigned char hash[crypto_hash_sha256_BYTES];
    buffer_text(&b, "{\"format\":\"jianpin-return-1\",\"return\":");
    buffer_json(&b, t->ref);
    buffer_text(&b, ",\"receipt_no\":");
    buffer_json(&b, n->receipt_no);
    buffer_format(&b, ",\"version\":%d,\"due_at\":", t->version_no);
    buffer_json(&b, at_rfc3339(w->arena, t->due_at));
    buffer_text(&b, ",\"reason\":");
    buffer_json(&b, t->reason);
    for (size_t i = 0; i < len; i++) {
        buffer_text(&b, i == 0 ? ",\"remarks\":[[" : ",[");
        buffer_json(&b, remarks[i].ident);
        buffer_text(&b, ",");
        buffer_json(&b, remarks[i].text);
        buffer_text(&b, "]");
    }
    buffer_text(&b, "]}");
    if (b.is_overfull) {
        return ERR_TOO_LARGE;
    }
    const char *text = buffer_string(&b);
    (void)crypto_hash_sha256(hash, (const unsigned char *)text, strlen(text));
    return check_code(w->arena, text_hex(w->arena, hash, sizeof hash), ret);
}

static const struct paper_field *defects(struct web *w, const struct return_letter *l)
{
    struct paper_field *list = ARENA_ARRAY(w->arena, struct paper_field, l->remarks_len + 1);
    for (size_t i = 0; i < l->remarks_len; i++) {
        list[i] = (struct paper_field){remark_label(w, l->remarks[i].ident), l->remarks[i].text};
    }
    return list;
}

/* "2015年7月3日（周五）24:00" */
static const char *whole_deadline(struct web *w, const struct return_notice *t)
{
    struct civil c = civil_from_at(return_due(w->round, t) - 1);
    return text_format(w->arena, "%d年%s", c.year, return_due_words(w, t));
}

struct office_paper return_paper(struct web *w, const struct return_letter *l)
{
    const struct return_notice *t = l->notice;
    struct office_block *blocks = ARENA_ARRAY(w->arena, struct office_block, BLOCKS);
    size_t len = 0;
    blocks[len++] = (struct office_block){.kind = OFFICE_ADDRESS, .text = text_format(w->arena, "%s：", l->unit_name)};
    blocks[len++] =
        (struct office_block){.kind = OFFICE_TEXT,
                              .text = text_format(w->arena, "你单位申报的“%s”收悉。经核对，需要补正，现一次性告知。%s",
                                                  l->brand_name, t->reason)};
    blocks[len++] = (struct office_block){.kind = OFFICE_HEADING,
                                          .text = text_format(w->arena, "需要补正的内容（共%zu项）", l->remarks_len)};
    blocks[len++] = (struct office_block){.kind = OFFICE_LIST, .items = defects(w, l), .items_len = l->remarks_len};
    blocks[len++] = (struct office_block){
        .kind = OFFICE_TEXT,
        .text = text_format(w->arena,
                            "请于 %s 前登录系统，修改上列栏目并再次提交，受理编号不变。逾期送交的，标明逾期，经决定后"
                            "才予受理。",
                            whole_deadline(w, t))};
    if (*t->contact != '\0') {
        blocks[len++] =
            (struct office_block){.kind = OFFICE_TEXT, .text = text_format(w->arena, "联系人和电话：%s", t->contact)};
    }
    const char *here = nomination_path(w, l->nomination, text_format(w->arena, "returns/%s?code=%s", t->ref, l->code));
    return (struct office_paper){
        .meta = {.title = text_format(w->arena, "补正通知（%s）", l->brand_name),
                 .author = t->body_name,
                 .subject = l->brand_name,
                 .lang = "zh-CN",
                 .created_at = t->returned_at},
        .heading = w->round->title,
        .title = "补正通知",
        .number = text_format(w->arena, "受理编号 %s　第%d版", l->nomination->receipt_no, t->version_no),
        .blocks = blocks,
        .blocks_len = len,
        .issuer = t->body_name,
        .issued_on = day_chinese(w->arena, day_of_at(t->returned_at)),
        .foot =
            text_format(w->arena, "受理编号 %s　第%d版　校验码 %s", l->nomination->receipt_no, t->version_no, l->code),
        .qr_text = web_absolute(w, here)};
}

enum err return_notice_pdf_page(struct web *w)
{
    struct nomination n;
    struct return_notice t;
    struct version v;
    struct value_list values;
    struct return_remark *remarks = NULL;
    struct paper_pdf pdf;
    struct return_letter l = {.nomination = &n, .notice = &t};
    TRY(nomination_of_path(w, &n));
    TRY(return_get(w->db, w->arena, n.id, w->parts[1], &t));
    TRY(return_remarks(w->db, w->arena, t.id, &remarks, &l.remarks_len));
    TRY(version_get(w->db, w->arena, n.id, t.version_no, &v, &values));
    l.remarks = remarks_in_order(w, remarks, l.remarks_len);
    l.unit_name = value_get(&values, "unit_name", 0);
    l.unit_name = *l.unit_name == '\0' ? n.body_name : l.unit_name;
    l.brand_name = value_get(&values, "brand_name", 0);
    TRY(return_check_code(w, &n, &t, l.remarks, l.remarks_len, &l.code));
    struct office_paper paper = return_paper(w, &l);
    TRY(paper_office(w->app->paper, &paper, w->arena, &pdf));
    if (*pdf.missing != '\0') {
        log_line("warn", "event=missing_glyphs characters=\"%s\"", pdf.missing);
    }
    web_download(w, "application/pdf", text_format(w->arena, "补正通知_%s.pdf", n.receipt_no), pdf.bytes, pdf.len);
    return OK;
}
