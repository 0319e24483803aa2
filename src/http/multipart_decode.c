/* multipart_decode.c - a state machine over bytes.  A delimiter begins with CR and holds no other, so that a match
 * that fails can only begin again at the byte that broke it; what had matched is then data. */
#include "http/multipart_decode.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "http/header_value.h"
#include "http/spool.h"

enum {
    FILES_MAX = 12,
    FILE_MAX_BYTES = 12 * 1024 * 1024, /* as long as a whole message: what is too large for a page it refuses by name */
    PART_HEADERS_MAX = 8,
    PART_HEADER_BYTES_MAX = 8 * 1024,
    SPOOL_BUFFER_BYTES = 64 * 1024
};

enum state {
    PREAMBLE,     /* before the first delimiter; ignored (RFC 2046 5.1.1)      */
    DELIMITED,    /* behind a delimiter: "--", blanks, or the line's end       */
    PADDING,      /* blanks behind a delimiter                                 */
    DELIMITED_CR, /* the CR of a delimiter's line                              */
    CLOSING,      /* behind a delimiter and one '-'                            */
    EPILOGUE,     /* after the last delimiter; ignored                         */
    HEADER,       /* inside a header line                                      */
    HEADER_CR,    /* the CR of a header line                                   */
    CONTENT       /* inside a part                                             */
};

/* The part being read. */
struct part {
    bool has_disposition;
    const char *name;
    const char *filename; /* NULL: a text part */
    size_t headers_len;
    size_t header_bytes;
    int fd; /* -1: no file yet */
    size_t file_len;
};

struct multipart_decode {
    struct arena *arena;
    struct multipart_limits limits;
    const char *spool_dir;
    enum state state;
    const char *delimiter; /* CR LF "--" boundary */
    size_t delimiter_len;
    size_t matched;  /* bytes of the delimiter seen so far                                  */
    size_t imagined; /* of these, how many stood before the content and are not part of it  */
    struct part part;
    struct scratch line;
    struct scratch text;
    struct field_list fields;
    struct upload *uploads;
    size_t uploads_len;
    size_t parts_len;
    char *buffer; /* bytes on their way to the file */
    size_t buffer_len;
    size_t total;
    enum err failed;
};

struct multipart_limits multipart_limits_for(size_t total_max)
{
    return (struct multipart_limits){form_limits_for(total_max), FILES_MAX, FILE_MAX_BYTES, PART_HEADERS_MAX,
                                     PART_HEADER_BYTES_MAX};
}

struct multipart_decode *multipart_decode_new(struct arena *a, const char *boundary, const char *spool_dir,
                                              struct multipart_limits limits)
{
    struct multipart_decode *m = ARENA_NEW(a, struct multipart_decode);
    m->arena = a;
    m->limits = limits;
    m->spool_dir = spool_dir;
    m->delimiter = text_format(a, "\r\n--%s", boundary);
    m->delimiter_len = strlen(m->delimiter);
    m->state = PREAMBLE;
    m->matched = 2; /* the message may begin with the delimiter itself, without the line end before it */
    m->imagined = 2;
    m->line.arena = a;
    m->text.arena = a;
    m->fields = (struct field_list){.arena = a, .max = limits.form.fields_max};
    m->uploads = ARENA_ARRAY(a, struct upload, limits.files_max);
    return m;
}

static void close_fd(void *data)
{
    (void)close(*(const int *)data);
}

static enum err file_open(struct multipart_decode *m)
{
    if (m->uploads_len == m->limits.files_max) {
        return ERR_TOO_LARGE;
    }
    TRY(spool_open(m->spool_dir, &m->part.fd));
    int *fd = ARENA_NEW(m->arena, int);
    *fd = m->part.fd;
    arena_defer(m->arena, close_fd, fd);
    if (m->buffer == NULL) {
        m->buffer = arena_alloc(m->arena, SPOOL_BUFFER_BYTES, 1);
    }
    return OK;
}

static enum err file_flush(struct multipart_decode *m)
{
    size_t len = m->buffer_len;
    m->buffer_len = 0;
    return spool_write(m->part.fd, m->buffer, len);
}

static enum err file_add(struct multipart_decode *m, const char *bytes, size_t len)
{
    if (m->part.fd < 0) {
        TRY(file_open(m));
    }
    if (len > m->limits.file_max - m->part.file_len) {
        return ERR_TOO_LARGE;
    }
    m->part.file_len += len;
    while (len > 0) {
        if (m->buffer_len == SPOOL_BUFFER_BYTES) {
            TRY(file_flush(m));
        }
        size_t room = SPOOL_BUFFER_BYTES - m->buffer_len;
        size_t n = len < room ? len : room;
        memcpy(m->buffer + m->buffer_len, bytes, n);
        m->buffer_len += n;
        bytes += n;
        len -= n;
    }
    return OK;
}

static enum err content_add(struct multipart_decode *m, const char *bytes, size_t len)
{
    if (m->state == PREAMBLE || len == 0) {
        return OK;
    }
    if (m->part.filename != NULL) {
        return file_add(m, bytes, len);
    }
    return scratch_add(&m->text, bytes, len, m->limits.form.value_max);
}

static enum err file_end(struct multipart_decode *m)
{
    if (m->part.fd < 0 && m->part.filename[0] == '\0') {
        return OK; /* nothing was chosen in this control */
    }
    if (m->part.fd < 0) {
        TRY(file_open(m));
    }
    TRY(file_flush(m));
    if (lseek(m->part.fd, 0, SEEK_SET) != 0) {
        return ERR_INTERNAL;
    }
    m->uploads[m->uploads_len++] = (struct upload){m->part.name, m->part.filename, m->part.fd, m->part.file_len};
    return OK;
}

static enum err part_end(struct multipart_decode *m)
{
    if (m->state == PREAMBLE) {
        return OK;
    }
    if (m->part.filename != NULL) {
        return file_end(m);
    }
    char *name = arena_copy(m->arena, m->part.name, strlen(m->part.name));
    const struct scratch as_scratch = {m->arena, name, strlen(name), 0};
    enum err e = field_list_add(&m->fields, &as_scratch, &m->text);
    m->text.len = 0;
    return e;
}

static void part_begin(struct multipart_decode *m)
{
    m->part = (struct part){.fd = -1};
    m->line.len = 0;
    m->state = HEADER;
}

/* Browsers write '"' in a name as %22 (and line ends as %0D%0A, which we leave as they are: a name is one line). */
static const char *percent_quotes(struct arena *a, const char *s)
{
    char *text = arena_copy(a, s, strlen(s));
    char *to = text;
    while (*s != '\0') {
        if (strncmp(s, "%22", 3) == 0) {
            *to++ = '"';
            s += 3;
        } else {
            *to++ = *s++;
        }
    }
    *to = '\0';
    return text;
}

static enum err part_string(struct multipart_decode *m, const char *value, size_t max, const char **to)
{
    if (*to != NULL || !utf8_is_valid(value, strlen(value))) {
        return ERR_MALFORMED; /* said twice, or not text */
    }
    if (strlen(value) > max) {
        return ERR_TOO_LARGE;
    }
    *to = percent_quotes(m->arena, value);
    return OK;
}

static enum err disposition_param(struct multipart_decode *m, const char *name, const char *value, bool *has_extended)
{
    if (strcasecmp(name, "name") == 0) {
        return part_string(m, value, m->limits.form.name_max, &m->part.name);
    }
    if (strcasecmp(name, "filename") == 0) {
        return part_string(m, value, m->limits.part_header_bytes_max, &m->part.filename);
    }
    *has_extended = *has_extended || strcasecmp(name, "filename*") == 0;
    return OK;
}

static enum err disposition_read(struct multipart_decode *m, const char *text)
{
    struct header_value v = {NULL, NULL};
    const char *word = NULL;
    enum err e = header_value_open(m->arena, text, &v, &word);
    if (e != OK || m->part.has_disposition || strcasecmp(word, "form-data") != 0) {
        return ERR_MALFORMED;
    }
    m->part.has_disposition = true;
    bool has_extended = false;
    const char *name = word;
    while (e == OK && name != NULL) {
        const char *value = NULL;
        e = header_value_param(&v, &name, &value);
        if (e == OK && name != NULL) {
            e = disposition_param(m, name, value, &has_extended);
        }
    }
    /* RFC 7578 4.2 forbids "filename*"; without a plain filename it would turn a file into a text field. */
    return e == OK && has_extended && m->part.filename == NULL ? ERR_MALFORMED : e;
}

/* RFC 7578 4.7: nothing but the bytes as they are. */
static enum err encoding_read(const char *text)
{
    text += strspn(text, " \t");
    return strcasecmp(text, "binary") == 0 || strcasecmp(text, "8bit") == 0 || strcasecmp(text, "7bit") == 0
               ? OK
               : ERR_MALFORMED;
}

static enum err header_line(struct multipart_decode *m)
{
    if (++m->part.headers_len > m->limits.part_headers_max) {
        return ERR_TOO_LARGE;
    }
    const char *line = arena_copy(m->arena, m->line.bytes, m->line.len);
    m->line.len = 0;
    size_t name_len = strcspn(line, ":");
    if (line[name_len] != ':' || !is_token(line, name_len)) {
        return ERR_MALFORMED; /* a folded line begins with a blank and ends here too */
    }
    const char *value = line + name_len + 1;
    if (name_len == strlen("Content-Disposition") && strncasecmp(line, "Content-Disposition", name_len) == 0) {
        return disposition_read(m, value);
    }
    if (name_len == strlen("Content-Transfer-Encoding") &&
        strncasecmp(line, "Content-Transfer-Encoding", name_len) == 0) {
        return encoding_read(value);
    }
    return OK;
}

static enum err headers_end(struct multipart_decode *m)
{
    if (m->part.name == NULL) {
        return ERR_MALFORMED;
    }
    if (++m->parts_len > m->limits.form.fields_max + m->limits.files_max) {
        return ERR_TOO_LARGE;
    }
    m->state = CONTENT;
    /* An empty part may end with the very line end that ended its headers. */
    m->matched = 2;
    m->imagined = 2;
    return OK;
}

static enum err header_byte(struct multipart_decode *m, char c)
{
    if (c == '\r') {
        m->state = HEADER_CR;
        return OK;
    }
    if (((unsigned char)c < 0x20 && c != '\t') || c == 0x7F) {
        return ERR_MALFORMED;
    }
    if (++m->part.header_bytes > m->limits.part_header_bytes_max) {
        return ERR_TOO_LARGE;
    }
    return scratch_add(&m->line, &c, 1, m->limits.part_header_bytes_max);
}

static enum err header_cr_byte(struct multipart_decode *m, char c)
{
    if (c != '\n') {
        return ERR_MALFORMED;
    }
    m->state = HEADER;
    return m->line.len == 0 ? headers_end(m) : header_line(m);
}

static enum err delimited_byte(struct multipart_decode *m, char c)
{
    if (c == '-' && m->state == DELIMITED) {
        m->state = CLOSING;
    } else if (c == ' ' || c == '\t') {
        m->state = PADDING;
    } else if (c == '\r') {
        m->state = DELIMITED_CR;
    } else {
        return ERR_MALFORMED;
    }
    return OK;
}

static enum err line_byte(struct multipart_decode *m, char c)
{
    switch (m->state) {
    case DELIMITED:
    case PADDING: return delimited_byte(m, c);
    case DELIMITED_CR: part_begin(m); return c == '\n' ? OK : ERR_MALFORMED;
    case CLOSING: m->state = EPILOGUE; return c == '-' ? OK : ERR_MALFORMED;
    case HEADER: return header_byte(m, c);
    case HEADER_CR: return header_cr_byte(m, c);
    case PREAMBLE:
    case EPILOGUE:
    case CONTENT:
    default: return ERR_INTERNAL; /* content_bytes() or nobody reads these */
    }
}

/* Takes as much as is plainly content, or one byte of a possible delimiter, or puts back what only looked like one. */
static enum err content_bytes(struct multipart_decode *m, const char *bytes, size_t len, size_t *ret_taken)
{
    if (m->matched == 0 && bytes[0] != '\r') {
        const char *cr = memchr(bytes, '\r', len);
        *ret_taken = cr == NULL ? len : (size_t)(cr - bytes);
        return content_add(m, bytes, *ret_taken);
    }
    if (bytes[0] == m->delimiter[m->matched]) {
        *ret_taken = 1;
        if (++m->matched < m->delimiter_len) {
            return OK;
        }
        m->matched = 0;
        m->imagined = 0;
        TRY(part_end(m));
        m->state = DELIMITED;
        return OK;
    }
    *ret_taken = 0;
    size_t seen = m->matched;
    size_t imagined = m->imagined;
    m->matched = 0;
    m->imagined = 0;
    return content_add(m, m->delimiter + imagined, seen - imagined);
}

static enum err decode(struct multipart_decode *m, const char *bytes, size_t len)
{
    enum err e = OK;
    for (size_t i = 0, taken = 0; e == OK && i < len && m->state != EPILOGUE; i += taken) {
        if (m->state == PREAMBLE || m->state == CONTENT) {
            e = content_bytes(m, bytes + i, len - i, &taken);
        } else {
            taken = 1;
            e = line_byte(m, bytes[i]);
        }
    }
    return e;
}

enum err multipart_decode_feed(struct multipart_decode *m, const char *bytes, size_t len)
{
    if (m->failed != OK) {
        return m->failed;
    }
    size_t room = m->limits.form.total_max - m->total;
    size_t taken = len < room ? len : room;
    m->failed = decode(m, bytes, taken);
    m->total += taken;
    if (m->failed == OK && taken < len) {
        m->failed = ERR_TOO_LARGE;
    }
    return m->failed;
}

enum err multipart_decode_finish(struct multipart_decode *m, struct fields *ret_fields, struct upload **ret_uploads,
                                 size_t *ret_uploads_len)
{
    if (m->failed == OK && m->state != EPILOGUE) {
        m->failed = ERR_MALFORMED;
    }
    if (m->failed == OK) {
        *ret_fields = field_list_fields(&m->fields);
        *ret_uploads = m->uploads;
        *ret_uploads_len = m->uploads_len;
    }
    return m->failed;
}
