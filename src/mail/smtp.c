/* smtp.c - libcurl speaks SMTP; here is what its answer means.
 *
 * A server has taken a mail when it answers 2xx to the dot behind it.  Until the last byte of the message was asked
 * for, the dot cannot have been sent: whatever went wrong before is certain not to have delivered anything.  An answer
 * of 4xx or 5xx is certain too.  What ends after the last byte and without an answer is not. */
#define CURL_DISABLE_TYPECHECK
#include "mail/smtp.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/text.h"

enum {
    CONNECT_SECONDS = 15,
    WHOLE_SECONDS = 60,
    GOODBYE_SECONDS = 2,
    REPLY_MAX = 200,
    GOODBYE = 221,
    LATER = 400,
    REFUSED = 500
};

struct talk {
    const char *rest; /* of the message */
    bool is_whole;    /* the last byte was asked for and given */
    bool is_there;    /* it has said something */
    int code;         /* of its last answer */
    char reply[REPLY_MAX];
    char trouble[CURL_ERROR_SIZE];
};

static size_t give(char *to, size_t size, size_t count, void *ctx)
{
    struct talk *t = ctx;
    size_t len = strlen(t->rest);
    len = len < size * count ? len : size * count;
    memcpy(to, t->rest, len);
    t->rest += len;
    t->is_whole = t->is_whole || len == 0;
    return len;
}

/* "450 ..." as 450; 0 for anything else. */
static int code_of(const char *line, size_t len)
{
    bool is_code = len >= 3 && line[0] >= '2' && line[0] <= '5' && line[1] >= '0' && line[1] <= '9' && line[2] >= '0' &&
                   line[2] <= '9';
    return is_code ? (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0') : 0;
}

/* Every line of the server passes here.  A refusal stays until it says yes to something else; its goodbye is no answer.
 */
static size_t hear(char *bytes, size_t size, size_t count, void *ctx)
{
    struct talk *t = ctx;
    size_t len = size * count;
    size_t keep = len < REPLY_MAX - 1 ? len : REPLY_MAX - 1;
    int code = code_of(bytes, len);
    t->is_there = true;
    if (code != 0 && code != GOODBYE) {
        t->code = code;
        memcpy(t->reply, bytes, keep);
        t->reply[keep] = '\0';
    }
    return len;
}

static void put_on_one_line(char *to, size_t room, const char *text)
{
    size_t len = utf8_cut(text, strlen(text), room - 1);
    bool is_text = utf8_is_valid(text, len);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        bool is_odd = c < ' ' || c == 0x7f || (!is_text && c > 0x7f);
        to[i] = text[i];
        if (is_odd) {
            to[i] = ' ';
        }
    }
    while (len > 0 && to[len - 1] == ' ') {
        len--;
    }
    to[len] = '\0';
}

static enum mail_outcome outcome_of(CURLcode code, const struct talk *t)
{
    if (code == CURLE_OK) {
        return OUTCOME_TAKEN;
    }
    if (code == CURLE_LOGIN_DENIED) { /* our setting is wrong, not the mail */
        return OUTCOME_LATER;
    }
    if (t->code >= REFUSED) {
        return OUTCOME_REFUSED;
    }
    return t->code < LATER && t->is_whole ? OUTCOME_UNKNOWN : OUTCOME_LATER;
}

/* False when something could not be set. */
static bool set_up(CURL *c, const struct smtp_options *o, struct curl_slist *to, struct talk *t)
{
    unsigned faults = 0;
    int whole_s = o->whole_s > 0 ? o->whole_s : WHOLE_SECONDS;
#define SET(option, value) faults += (unsigned)curl_easy_setopt(c, option, value)
    SET(CURLOPT_URL, o->url);
    SET(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    SET(CURLOPT_PROXY, "");
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_FORBID_REUSE, 1L); /* closed by this handle, whose limits of time then hold for the goodbye too */
    SET(CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)whole_s / 2);
    SET(CURLOPT_USE_SSL, o->is_plain ? (long)CURLUSESSL_NONE : (long)CURLUSESSL_ALL);
    SET(CURLOPT_MAIL_FROM, o->from);
    SET(CURLOPT_MAIL_RCPT, to);
    SET(CURLOPT_UPLOAD, 1L);
    SET(CURLOPT_READFUNCTION, give);
    SET(CURLOPT_READDATA, t);
    SET(CURLOPT_HEADERFUNCTION, hear);
    SET(CURLOPT_HEADERDATA, t);
    SET(CURLOPT_ERRORBUFFER, t->trouble);
    SET(CURLOPT_CONNECTTIMEOUT, (long)(o->connect_s > 0 ? o->connect_s : CONNECT_SECONDS));
    SET(CURLOPT_TIMEOUT, (long)whole_s);
    if (*o->user != '\0') {
        SET(CURLOPT_USERNAME, o->user);
        SET(CURLOPT_PASSWORD, o->password);
    }
#undef SET
    return faults == 0;
}

enum err smtp_begin(void)
{
    return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? OK : FAIL("event=curl_init");
}

void smtp_send(const struct smtp_options *o, const char *to, const char *message, struct smtp_result *ret)
{
    struct talk t = {.rest = message};
    *ret = (struct smtp_result){.outcome = OUTCOME_LATER};
    CURL *c = curl_easy_init();
    struct curl_slist *list = curl_slist_append(NULL, to);
    if (c == NULL || list == NULL) {
        curl_easy_cleanup(c);
        curl_slist_free_all(list);
        return;
    }
    CURLcode code = set_up(c, o, list, &t) ? curl_easy_perform(c) : CURLE_FAILED_INIT;
    ret->outcome = outcome_of(code, &t);
    ret->is_server_there = t.is_there;
    bool is_refusal = t.code >= LATER;
    put_on_one_line(ret->detail, sizeof ret->detail,
                    is_refusal || code == CURLE_OK ? t.reply
                    : t.trouble[0] != '\0'         ? t.trouble
                                                   : curl_easy_strerror(code));
    curl_easy_cleanup(c);
    curl_slist_free_all(list);
}
