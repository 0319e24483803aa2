/* demo_story.c */
#include "demo_story.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/form_value.h"
#include "sql_files.h"
#include "store/db.h"
#include "store/round_store.h"
#include "store/value_list.h"

enum { TEXT_BYTES_MAX = 64 * 1024 };

static const char folder[] = "sql/seed/demo/";

/* A file being read line by line. */
struct reader {
    struct arena *arena;
    const char *name;
    const char *at;
    int line_no;
};

static enum err fault(const struct reader *r, const char *what)
{
    log_line("error", "event=demo_file file=%s line=%d error=\"%s\"", r->name, r->line_no, what);
    return ERR_MALFORMED;
}

/* The next line without its end, or NULL. */
static const char *next_line(struct reader *r)
{
    if (*r->at == '\0') {
        return NULL;
    }
    size_t len = strcspn(r->at, "\n");
    const char *line = arena_copy(r->arena, r->at, len);
    r->at += len + (r->at[len] == '\n' ? 1 : 0);
    r->line_no++;
    return line;
}

static bool says_nothing(const char *line)
{
    return *line == '\0' || *line == '#';
}

static const struct embedded_file *file_of(const char *path)
{
    for (size_t i = 0; i < sql_files_len; i++) {
        if (strcmp(sql_files[i].path, path) == 0) {
            return &sql_files[i];
        }
    }
    return NULL;
}

/* ---- bodies and accounts ---- */

static bool cut(struct arena *a, const char *line, struct demo_line *ret)
{
    for (int i = 0; i < CELLS; i++) {
        size_t len = strcspn(line, "|");
        ret->cells[i] = arena_copy(a, line, len);
        line += len;
        if (i + 1 < CELLS && *line++ != '|') {
            return false;
        }
    }
    return *line == '\0';
}

enum err demo_lines(struct arena *a, const char *file, struct demo_line **ret, size_t *ret_len)
{
    enum { LINES_MAX = 500 };
    const struct embedded_file *f = file_of(text_format(a, "%s%s", folder, file));
    struct demo_line *list = ARENA_ARRAY(a, struct demo_line, LINES_MAX);
    size_t len = 0;
    struct reader r = {a, file, f == NULL ? "" : (const char *)f->bytes, 0};
    for (const char *line = NULL; (line = next_line(&r)) != NULL;) {
        if (!says_nothing(line) && (len == LINES_MAX || !cut(a, line, &list[len++]))) {
            return fault(&r, "four cells expected");
        }
    }
    *ret = list;
    *ret_len = len;
    return len == 0 ? fault(&r, "empty") : OK;
}

enum err demo_round(struct db *db)
{
    const struct embedded_file *f = file_of("sql/seed/demo/round.sql");
    return f == NULL ? ERR_INTERNAL : db_script(db, (const char *)f->bytes);
}

/* ---- nominations ---- */

/* "2015-06-11 09:20" on the Beijing clock. */
static enum err moment(const struct reader *r, const char *text, int64_t *ret_at)
{
    char *rfc = text_format(r->arena, "%s:00+08:00", text);
    char *blank = strchr(rfc, ' ');
    if (blank != NULL) {
        *blank = 'T';
    }
    return at_parse_rfc3339(rfc, ret_at) == OK ? OK : fault(r, "a moment is YYYY-MM-DD HH:MM");
}

static enum err state_of(const struct reader *r, const char *word, struct demo_story *s)
{
    static const char *const words[] = {
        [STORY_PARTIAL] = "partial", [STORY_DRAFT] = "draft", [STORY_SUBMITTED] = "submitted"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(words[i], word) == 0) {
            s->state = (enum story_state)i;
            return OK;
        }
    }
    return fault(r, "no such state");
}

/* Lines up to ">>" alone. */
static const char *long_text(struct reader *r)
{
    struct buffer b = buffer_new(r->arena, TEXT_BYTES_MAX);
    const char *line = NULL;
    while ((line = next_line(r)) != NULL && strcmp(line, ">>") != 0) {
        buffer_text(&b, b.len > 0 ? "\n" : "");
        buffer_text(&b, line);
    }
    return line == NULL || b.is_overfull ? NULL : buffer_string(&b);
}

/* "honours.name.1" is the column honours.name of row 1. */
static enum err add_value(const struct reader *r, const struct round *round, const char *key, const char *typed,
                          struct value_list *values)
{
    const char *ident = key;
    int64_t row_no = 0;
    const char *dot = strrchr(key, '.');
    if (dot != NULL && text_to_int(dot + 1, 1, STORIES_MAX, &row_no) == OK) {
        ident = arena_copy(r->arena, key, (size_t)(dot - key));
    }
    for (size_t i = 0; i < round->fields_len; i++) {
        if (strcmp(round->fields[i].ident, ident) == 0) {
            value_add(r->arena, values, ident, (int)row_no, form_value_clean(r->arena, &round->fields[i], typed));
            return OK;
        }
    }
    return fault(r, text_format(r->arena, "no such field: %s", ident));
}

/* One of four cells, as in bodies.txt. */
static enum err add_opinion(const struct reader *r, const char *box, const char *value, struct demo_story *s)
{
    struct demo_line line;
    if (s->opinions_len == STORY_OPINIONS_MAX || !cut(r->arena, value, &line)) {
        return fault(r, "an opinion is agree|LOGIN|YYYY-MM-DD HH:MM|TEXT");
    }
    struct demo_opinion *o = &s->opinions[s->opinions_len++];
    *o = (struct demo_opinion){
        .decision = verdict_from_ident(line.cells[0]), .login = line.cells[1], .text = line.cells[3]};
    TRY(moment(r, line.cells[2], &o->at));
    return opinion_from_ident(box, &o->box) == OK && o->decision != VERDICT_NONE ? OK : fault(r, "no such opinion");
}

static enum err add_head_or_value(const struct reader *r, const struct round *round, const char *key, const char *value,
                                  struct demo_story *s)
{
    if (strcmp(key, "body") == 0) {
        s->body = value;
    } else if (strcmp(key, "login") == 0) {
        s->login = value;
    } else if (strcmp(key, "state") == 0) {
        return state_of(r, value, s);
    } else if (strcmp(key, "started") == 0) {
        return moment(r, value, &s->started_at);
    } else if (strcmp(key, "submitted") == 0) {
        return moment(r, value, &s->submitted_at);
    } else if (text_starts(key, "opinion.")) {
        return add_opinion(r, key + strlen("opinion."), value, s);
    } else if (strcmp(key, "person") != 0) { /* the account says who it is */
        return add_value(r, round, key, value, &s->values);
    }
    return OK;
}

static enum err read_entry(struct reader *r, const struct round *round, const char *line, struct demo_story *s)
{
    size_t len = strlen(line);
    const char *colon = strstr(line, ": ");
    if (len > 2 && strcmp(line + len - 2, "<<") == 0) {
        const char *text = long_text(r);
        return text == NULL ? fault(r, "no >> behind <<")
                            : add_head_or_value(r, round, arena_copy(r->arena, line, len - 2), text, s);
    }
    if (colon == NULL) {
        return fault(r, "ident: value expected");
    }
    return add_head_or_value(r, round, arena_copy(r->arena, line, (size_t)(colon - line)), colon + 2, s);
}

static enum err read_story(struct arena *a, const struct round *round, const struct embedded_file *f,
                           struct demo_story *s)
{
    const char *name = f->path + strlen(folder);
    struct reader r = {a, name, (const char *)f->bytes, 0};
    *s = (struct demo_story){.name = arena_copy(a, name, strcspn(name, ".")), .body = "", .login = ""};
    for (const char *line = NULL; (line = next_line(&r)) != NULL;) {
        if (!says_nothing(line)) {
            TRY(read_entry(&r, round, line, s));
        }
    }
    bool is_whole = *s->body != '\0' && *s->login != '\0' && s->started_at != 0;
    return is_whole && (s->state == STORY_SUBMITTED) == (s->submitted_at > s->started_at)
               ? OK
               : fault(&r, "incomplete head");
}

static bool is_story(const char *path)
{
    size_t len = strlen(path);
    const char *name = path + strlen(folder);
    return text_starts(path, folder) && *name >= '0' && *name <= '9' && len > 4 && strcmp(path + len - 4, ".txt") == 0;
}

enum err demo_stories(struct arena *a, const struct round *round, struct demo_story **ret, size_t *ret_len)
{
    struct demo_story *list = ARENA_ARRAY(a, struct demo_story, STORIES_MAX);
    size_t len = 0;
    for (size_t i = 0; i < sql_files_len && len < STORIES_MAX; i++) {
        if (is_story(sql_files[i].path)) {
            TRY(read_story(a, round, &sql_files[i], &list[len++]));
        }
    }
    *ret = list;
    *ret_len = len;
    return OK;
}
