/* record_contacts.c */
#include "pages/record_contacts.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/masking.h"
#include "domain/text_clean.h"
#include "pages/pages.h"
#include "pages/section_pages.h"
#include "store/audit_store.h"
#include "store/store.h"
#include "store/value_list.h"
#include "web/frame.h"
#include "web/web.h"

enum { REASON_CHARACTERS_MIN = 4, REASON_CHARACTERS_MAX = 200 };

static enum form_pattern pattern_of(const struct round *r, const char *ident)
{
    for (size_t i = 0; i < r->fields_len; i++) {
        if (strcmp(r->fields[i].ident, ident) == 0) {
            return r->fields[i].pattern;
        }
    }
    return FORM_PATTERN_NONE;
}

bool section_has_contacts(const struct round *r, const char *section)
{
    for (size_t i = 0; i < r->fields_len; i++) {
        if (pattern_is_contact(r->fields[i].pattern) && strcmp(r->fields[i].section, section) == 0) {
            return true;
        }
    }
    return false;
}

static struct value_list masked(struct web *w, const struct value_list *values)
{
    struct value_list list = {ARENA_ARRAY(w->arena, struct form_value, values->len + 1), values->len};
    for (size_t i = 0; i < values->len; i++) {
        list.items[i] = values->items[i];
        list.items[i].value = mask_by_pattern(w->arena, pattern_of(w->round, list.items[i].ident), list.items[i].value);
    }
    return list;
}

static struct field_view reason_field(const struct contacts_asked *c)
{
    return (struct field_view){.id = "reason",
                               .name = "reason",
                               .label = "查看联系方式的事由",
                               .help = "例如 电话通知补正材料。事由、时间和查看人记入日志",
                               .error = c->error,
                               .describedby = c->error == NULL ? "reason-h" : "reason-h reason-e",
                               .is_text = true,
                               .value = c->reason,
                               .width = "w-24",
                               .autocomplete = "off"};
}

struct value_list record_contacts(struct web *w, const struct nomination *n, const struct contacts_asked *c,
                                  const struct value_list *values, struct contacts_view *ret_view)
{
    struct nomination_facts facts = nomination_facts_of(n);
    bool is_own = w->actor.role == ROLE_UNIT;
    bool may = may_reveal_contacts(&w->actor, &facts) == OK;
    bool are_hidden = !is_own && !(may && c->are_shown);
    *ret_view = (struct contacts_view){.are_hidden = are_hidden,
                                       .can_ask = are_hidden && may,
                                       .are_shown = !is_own && !are_hidden,
                                       .reason_text = c->reason,
                                       .url = url_path(nomination_path(w, n, "contacts")),
                                       .reason = reason_field(c)};
    if (c->error != NULL) {
        struct error_item_view *item = ARENA_NEW(w->arena, struct error_item_view);
        *item = (struct error_item_view){"reason", c->error};
        ret_view->errors = (struct error_summary_view){item, 1, 1};
    }
    return are_hidden ? masked(w, values) : *values;
}

/* Somebody reads the contacts on a paper. */
struct reading {
    const struct web *w;
    const struct nomination *n;
};

static enum err note_in_transaction(struct db *db, void *ctx)
{
    const struct reading *r = ctx;
    const char *detail = text_format(r->w->arena, "receipt=%s", r->n->receipt_no);
    return audit_append(db, &r->w->who, "contacts_on_paper", "nomination", r->n->ref, detail);
}

enum err contacts_note_paper(struct web *w, const struct nomination *n)
{
    struct reading r = {w, n};
    return w->actor.role == ROLE_UNIT ? OK : store_write(w->app->store, note_in_transaction, &r);
}

/* NULL: it will do. */
static const char *reason_fault(const char *reason)
{
    size_t len = utf8_length(reason);
    return len == 0                      ? "请写明查看联系方式的事由"
           : len < REASON_CHARACTERS_MIN ? "事由太短，请写明为什么要联系，至少 4 个字"
           : len > REASON_CHARACTERS_MAX ? "事由最多 200 个字，请写短一些"
                                         : NULL;
}

enum err nomination_contacts_page(struct web *w)
{
    struct nomination n;
    TRY(nomination_of_path(w, &n));
    struct nomination_facts facts = nomination_facts_of(&n);
    TRY(may_reveal_contacts(&w->actor, &facts));
    struct contacts_asked c = {.reason = text_clean_line(w->arena, fields_text(&w->rq->form, "reason"))};
    c.error = reason_fault(c.reason);
    if (c.error != NULL) {
        return record_show(w, &n, &c, 422);
    }
    c.are_shown = true;
    const char *detail = text_format(w->arena, "receipt=%s reason=%s", n.receipt_no, c.reason);
    TRY(audit_append(w->db, &w->who, "contacts_reveal", "nomination", n.ref, detail));
    return record_show(w, &n, &c, 200);
}
