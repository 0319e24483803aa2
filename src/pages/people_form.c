/* people_form.c */
#include "pages/people_form.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/text_clean.h"
#include "store/account_store.h"
#include "web/frame.h"
#include "web/web.h"

void wrong(struct wrongs *x, const char *id, const char *text)
{
    if (text != NULL && x->len < WRONGS_MAX && wrong_of(x, id) == NULL) {
        x->items[x->len++] = (struct error_item_view){id, text};
    }
}

const char *wrong_of(const struct wrongs *x, const char *id)
{
    for (size_t i = 0; x != NULL && i < x->len; i++) {
        if (strcmp(x->items[i].anchor, id) == 0) {
            return x->items[i].text;
        }
    }
    return NULL;
}

struct error_summary_view wrongs_summary(const struct wrongs *x)
{
    struct error_summary_view v = {0};
    if (x != NULL) {
        v = (struct error_summary_view){x->items, x->len, (int)x->len};
    }
    return v;
}

const char *typed_line(struct web *w, const char *name)
{
    return text_clean_line(w->arena, fields_text(&w->rq->form, name));
}

static void describe(struct web *w, struct field_view *f)
{
    const char *help = f->help == NULL ? "" : text_format(w->arena, "%s-h", f->id);
    const char *error = f->error == NULL ? "" : text_format(w->arena, "%s-e", f->id);
    const char *both = text_format(w->arena, "%s%s%s", help, *help != '\0' && *error != '\0' ? " " : "", error);
    f->describedby = *both == '\0' ? NULL : both;
}

static struct field_view control(struct web *w, const struct wrongs *x, const char *id, const char *label)
{
    struct field_view f = {.id = id, .name = id, .label = label, .value = "", .width = "", .error = wrong_of(x, id)};
    describe(w, &f);
    return f;
}

struct field_view people_text(struct web *w, const struct wrongs *x, const char *id, const char *label,
                              const char *value)
{
    struct field_view f = control(w, x, id, label);
    f.is_text = true;
    f.value = value;
    return f;
}

struct field_view people_password(struct web *w, const struct wrongs *x, const char *id, const char *label)
{
    struct field_view f = control(w, x, id, label);
    f.is_password = true;
    f.autocomplete = "new-password";
    return f;
}

struct field_view people_select(struct web *w, const struct wrongs *x, const char *id, const char *label,
                                const struct option_view *options, size_t options_len)
{
    struct field_view f = control(w, x, id, label);
    f.is_select = true;
    f.empty_label = "请选择";
    f.options = options;
    f.options_len = options_len;
    return f;
}

void people_help(struct web *w, struct field_view *f, const char *help)
{
    f->help = help;
    describe(w, f);
}

const char *people_fresh_password(struct web *w, struct wrongs *x, enum role role, const char *login)
{
    const char *fresh = fields_text(&w->rq->form, "fresh");
    const char *reason = NULL;
    if (*fresh == '\0') {
        reason = "请填写密码";
    } else if (password_rule(role, login, fresh, &reason) == OK) {
        reason = NULL;
    }
    wrong(x, "fresh", reason);
    bool is_same = strcmp(fresh, fields_text(&w->rq->form, "again")) == 0;
    if (reason == NULL && !is_same) {
        wrong(x, "again", "两次输入的密码不一样，请重新输入");
    }
    return reason == NULL && is_same ? fresh : NULL;
}

const char *people_password_rule(struct web *w, enum role role)
{
    return text_format(w->arena, "至少 %zu 个字符，含大写字母、小写字母、数字、其他字符中的三种，不含账号",
                       role_password_min(role));
}

void people_calm(struct web *w, int status, const char *title, const char *text, const char *url, const char *label)
{
    struct text_view *line = ARENA_NEW(w->arena, struct text_view);
    line->text = text;
    struct calm_view v = {.title = title, .lines = line, .lines_len = 1, .url = url_path(url), .url_label = label};
    frame_page(w, &v.page, title);
    tpl_calm(&w->out, &v);
    web_html(w, status);
}
