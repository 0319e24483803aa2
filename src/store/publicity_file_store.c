/* publicity_file_store.c - the attachments of a draft, as they are looked through before they go out. */
#include "base/arena.h"
#include "base/text.h"
#include "store/db.h"
#include "store/publicity_laying.h"

static enum err read_files(struct laying *y, struct publicity_file *files, size_t *ret_len)
{
    struct row *r = db_query(y->x->db, Q_PUBLICITY_DRAFT_FILES);
    bind_int(r, ":draft", y->d->draft.files_from);
    bind_int(r, ":limit", PUBLISHED_FILES_MAX);
    enum err e = OK;
    while (*ret_len < PUBLISHED_FILES_MAX && (e = row_next(r)) == OK) {
        files[(*ret_len)++] = (struct publicity_file){
            .id = row_int(r, 0),
            .ref = row_text(r, 1, y->a),
            .is = {row_text(r, 2, y->a), row_text(r, 3, y->a), (int)row_int(r, 4), row_int(r, 5)},
            .added_at = row_int(r, 6),
            .added_by = row_text(r, 7, y->a)};
    }
    return row_end(r, e);
}

/* One page after the other; *unread: those that a person must look at. */
static enum err look_through(struct laying *y, const struct publicity_file *f, const char **unread)
{
    struct row *r = db_query(y->x->db, Q_PUBLICITY_FILE_PAGES);
    bind_int(r, ":file", f->id);
    enum err e = OK;
    while ((e = row_next(r)) == OK) {
        int page = (int)row_int(r, 0);
        const char *place = page == 0 ? text_format(y->a, "附件“%s”的属性、书签和批注", f->is.title)
                                      : text_format(y->a, "附件“%s”第 %d 页", f->is.title, page);
        if (row_int(r, 2) != 0) {
            *unread = text_format(y->a, "%s%s%d", *unread, **unread == '\0' ? "" : "、", page);
        }
        if ((e = publicity_look_at_page(y, place, row_text(r, 1, y->a))) != OK) {
            break;
        }
    }
    return row_end(r, e);
}

static enum err look_at_file(struct laying *y, const struct publicity_file *f)
{
    const char *unread = "";
    const char *place = text_format(y->a, "附件“%s”", f->is.title);
    TRY(publicity_look_at_page(y, text_format(y->a, "%s的名称", place), f->is.title));
    TRY(look_through(y, f, &unread));
    return *unread == '\0' ? OK : publicity_ask_to_look(y, place, unread, f->is.sha256);
}

enum err publicity_lay_files(struct laying *y)
{
    struct publicity_file *files = ARENA_ARRAY(y->a, struct publicity_file, PUBLISHED_FILES_MAX);
    struct published_file *list = ARENA_ARRAY(y->a, struct published_file, PUBLISHED_FILES_MAX);
    size_t len = 0;
    TRY(read_files(y, files, &len));
    for (size_t i = 0; i < len; i++) {
        TRY(look_at_file(y, &files[i]));
        list[i] = files[i].is;
    }
    y->d->files = files;
    y->d->files_len = len;
    y->d->notice.files = list;
    y->d->notice.files_len = len;
    return OK;
}
