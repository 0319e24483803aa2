/* error_page.c */
#include "web/error_page.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "pages/account_pages.h"
#include "pages/stage_words.h"
#include "pages/views.h"
#include "web/frame.h"
#include "web/route.h"
#include "web/web.h"

enum { BUSY_SECONDS = 5, FULL_SECONDS = 60 };

struct words {
    const char *title;
    const char *text;
};

static const struct words about[ERR__COUNT] = {
    [ERR_INVALID] = {"内容需要修改", "提交的内容没有通过检查。请返回上一页，按提示修改后再提交。"},
    [ERR_MALFORMED] = {"请求无法读取", "浏览器发来的内容不完整，或者含有无法识别的字符。请返回上一页，重新提交。"},
    [ERR_DENIED] =
        {"不能办理这一项",
         "页面可能已经过期，或者当前账号没有这项权限。填写的内容仍在上一页：请返回上一页，先复制下来，再刷新重试。"},
    [ERR_CLOSED] = {"现在不能办理", ""},
    [ERR_NOT_FOUND] = {"没有这个页面", "地址可能输错，或者页面已经移走，也可能当前账号看不到。"},
    [ERR_METHOD] = {"不能这样打开这个页面", "请从页面上的链接或者按钮进入。"},
    [ERR_CONFLICT] = {"内容已经有了变化", "这一项刚刚在别处办理过。请刷新页面，查看现在的内容。"},
    [ERR_TOO_LARGE] =
        {"内容太大",
         "提交的文字或者文件超过了限制。每个文件不超过 10 MB，一次提交合计不超过 12 MB，请压缩或者分几次上传。"},
    [ERR_TOO_MANY] = {"操作太频繁", "短时间内请求太多。请稍等片刻再试，填写的内容仍在上一页。"},
    [ERR_MISDIRECTED] = {"网址不对", "请用公布的网址访问本站。"},
    [ERR_BUSY] = {"现在很忙", "系统正忙，没有保存这一次的操作。请过一会儿再试，填写的内容仍在上一页。"},
    [ERR_FULL] = {"现在只能查看，不能保存", "服务器的存储空间快要用完了，这一次的操作没有保存，也没有提交。以前保存的内"
                                            "容和已经取得受理编号的申报都完整保留，"
                                            "可以照常查看和下载。刚才填写的内容仍在上一页：请返回上一页，先复制下来，过"
                                            "一会儿再试。空间腾出后不需要重新登录或者重新"
                                            "填写。急着办理的，请与主办单位联系。"},
    [ERR_INTERNAL] = {"出了问题", "没有办成，问题已经记录。请返回上一页再试；填写的内容仍在上一页。"},
};

static const char *closed_text(struct web *w)
{
    for (int s = 0; w->route != NULL && s < STAGE__COUNT; s++) {
        if ((w->route->stages & STAGE_BIT(s)) == 0) {
            continue;
        }
        const struct stage_window *x = stage_window_of(w->round->windows, w->round->windows_len, (enum stage)s);
        if (x == NULL) {
            continue;
        }
        const char *name = stage_name((enum stage)s);
        if (w->now < x->opens_at) {
            return text_format(w->arena, "%s从 %s开始，现在还没有开放。", name, opening_words(w->arena, x->opens_at));
        }
        return text_format(w->arena,
                           "%s已于 %s截止，以本站时间为准。已填写的内容都保留着，可以查看和下载，但不能再提交。", name,
                           closing_words(w->arena, x->closes_at));
    }
    return "这一项现在没有开放。";
}

static void to_signin(struct web *w)
{
    const char *next = w->rq->path;
    if (w->rq->method == GET && *w->rq->query_raw != '\0') {
        next = text_format(w->arena, "%s?%s", next, w->rq->query_raw);
    } else if (w->rq->method == POST) {
        next = "/nominations";
    }
    web_redirect(w, url_with(w->arena, "/signin", "next", next).text);
}

/* Without an address in it: the script then knows that nothing was kept here, and keeps its own copy. */
static void json_error(struct web *w, enum err e)
{
    struct buffer b = buffer_new(w->arena, 4096);
    buffer_text(&b, "{\"error\":");
    buffer_json(&b, err_name(e));
    buffer_text(&b, ",\"title\":");
    buffer_json(&b, about[e].title == NULL ? "" : about[e].title);
    buffer_text(&b, "}");
    web_json(w, e == ERR_SIGNED_OUT ? 401 : err_http_status(e), buffer_string(&b));
}

/* What the answer of that error must say besides its status (RFC 9110 15.5.6, 10.2.3). */
static void error_headers(struct web *w, enum err e)
{
    const char *parts[PATH_PARTS_MAX];
    bool is_other = false;
    if (e == ERR_TOO_MANY || e == ERR_BUSY || e == ERR_FULL) {
        int seconds = e == ERR_BUSY ? BUSY_SECONDS : e == ERR_FULL ? FULL_SECONDS : w->retry_after_s;
        response_header_set(w->rs, "Retry-After", text_format(w->arena, "%d", seconds));
    } else if (e == ERR_METHOD) {
        bool can_get = route_find(GET, w->rq->path, w->arena, parts, &is_other) != NULL;
        bool can_post = route_find(POST, w->rq->path, w->arena, parts, &is_other) != NULL;
        response_header_set(w->rs, "Allow", can_get && can_post ? "GET, HEAD, POST" : can_get ? "GET, HEAD" : "POST");
    }
}

/* A message that was refused before anything in it was read: what was sent from a page that takes files says its limits
 * again, and leads back to that page. */
static void tell_upload(struct web *w, struct error_view *v)
{
    const char *parts[PATH_PARTS_MAX];
    bool is_other = false;
    const struct page_route *sent = route_find(POST, w->rq->path, w->arena, parts, &is_other);
    if (sent == NULL || (sent->flags & UPLOADS) == 0 || w->rq->content_length <= UPLOAD_BYTES) {
        return;
    }
    v->title = "文件太大，没有接收";
    v->text = "这一次发来的文件合计超过 12 MB，全部没有接收；以前上传的文件和保存的内容都还在。每个文件不超过 10 MB："
              "太大的请压缩或者拆开，几个文件请分几次上传。还没有保存的文字仍在上一页，用浏览器的“后退”可以找回。";
    const struct page_route *page = route_find(GET, w->rq->path, w->arena, parts, &is_other);
    if (page != NULL) {
        v->home_url = url_path(w->rq->path);
        v->home_label = text_format(w->arena, "返回%s", page->title);
    }
}

void error_page(struct web *w, enum err e)
{
    *w->rs = (struct response){0};
    w->out = (struct out){.arena = w->arena};
    w->db = NULL;
    error_headers(w, e);
    if (web_wants_json(w)) {
        json_error(w, e);
        return;
    }
    if (e == ERR_SIGNED_OUT) {
        if (w->rq->method == POST && (w->route->flags & KEEPS_TEXT) != 0) {
            signin_with_text(w);
        } else {
            to_signin(w);
        }
        return;
    }
    struct error_view v = {.status = err_http_status(e), .title = about[e].title, .text = about[e].text};
    if (e == ERR_CLOSED) {
        v.text = closed_text(w);
        v.late_text = round_text(w->round, "late_contact");
    }
    v.request_id = e == ERR_INTERNAL ? w->request_id : NULL;
    v.home_url = url_path(w->is_signed_in ? "/nominations" : "/");
    v.home_label = !w->is_signed_in ? "返回首页" : w->actor.role == ROLE_UNIT ? "返回申报任务" : "返回工作台";
    if (e == ERR_TOO_LARGE && w->rq->door_error == e) {
        tell_upload(w, &v);
    }
    frame_page(w, &v.page, v.title);
    tpl_error(&w->out, &v);
    web_html(w, v.status);
}
