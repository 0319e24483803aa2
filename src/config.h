/* config.h - flags over environment over DIR/jianpin.conf, read and validated once.
 *
 * One table documents each key; `jianpin help` prints from it.  A key `base-url` is the flag --base-url, the variable
 * JIANPIN_BASE_URL and the line `base_url = ...`.  A key that is not in the table is an error, whoever gave it. */
#ifndef CONFIG_H
#define CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/stage.h"
#include "domain/totp.h"

struct arena;

enum key {
    KEY_DATA,
    KEY_LISTEN,
    KEY_SOCKET,
    KEY_FD,
    KEY_THREADS,
    KEY_BASE_URL,
    KEY_CLOCK,
    KEY_SEED,
    KEY_AT,
    KEY_FONT_BODY,
    KEY_FONT_LABEL,
    KEY_FONT_TITLE,
    KEY_FONT_KAI,
    KEY_FONT_DIRECTORIES,
    KEY_ICC_PROFILE,
    KEY_PAPER_WORKERS,
    KEY_IMAGE_WORKERS,
    KEY_RATE_LIMITS,
    KEY_GB_PROFILE,
    KEY_TOTP_UNITS,
    KEY_TOTP_AUTHORITIES,
    KEY_TOTP_STAFF,
    KEY_SMTP_URL,
    KEY_SMTP_FROM,
    KEY_SMTP_USER,
    KEY_SMTP_PASSWORD_FILE,
    KEY_SMTP_TLS,
    KEY_LOGIN,
    KEY_NAME,
    KEY_ROLE,
    KEY_BODY,
    KEY_BODY_KIND,
    KEY_DISTRICT,
    KEY_SECTOR,
    KEY_PASSWORD_STDIN,
    KEY__COUNT
};

#define KEY_BIT(key) (UINT64_C(1) << (unsigned)(key))

/* Where a value came from; a later one outweighs an earlier one. */
enum config_source { FROM_NOWHERE, FROM_FILE, FROM_ENVIRONMENT, FROM_FLAG };

struct config_key {
    const char *name;     /* "base-url"                                                   */
    const char *shape;    /* "URL" in the help; NULL: a switch without a value, flag only */
    bool is_flag_only;    /* neither in the environment nor in the file                   */
    const char *fallback; /* what holds when nobody says anything; "" for nothing         */
    const char *help;
};

extern const struct config_key config_keys[KEY__COUNT];

enum { CONFIG_WORDS_MAX = 4 };

/* Text is owned by the arena of config_read(). */
struct config {
    const char *text[KEY__COUNT]; /* "" when nobody said anything and there is no fallback */
    enum config_source from[KEY__COUNT];
    const char *words[CONFIG_WORDS_MAX]; /* what stood on the command line beside flags; "" when absent */
    size_t words_len;
    int fd;      /* KEY_FD, -1 when absent   */
    int threads; /* 0: the door's own number */
    int paper_workers;
    int image_workers;
    bool has_rate_limits;
    enum totp_rule totp[TOTP_GROUPS]; /* meaningful where has_totp says so */
    bool has_totp[TOTP_GROUPS];
    bool has_gb_profile;
    bool has_mail; /* a server and a sender are named */
    bool has_smtp_tls;
    const char *smtp_password; /* what the file holds; "" for none */
    int64_t clock_at;          /* of KEY_CLOCK             */
    uint64_t seed;             /* of KEY_SEED              */
    enum stage at;             /* of KEY_AT                */
};

bool config_has(const struct config *c, enum key key);

/* The variable's name: "JIANPIN_BASE_URL".  Owner: the arena. */
const char *config_variable(struct arena *a, enum key key);

/* Reads `argv` (what follows the command), `environment` and the file.  `takes` is the set of KEY_BIT whose flags the
 * command has; keys of the others are known in the environment and in the file, and left alone.
 * ERR_INVALID: *ret_error is the sentence for the operator. */
MUST_USE enum err config_read(struct config *c, struct arena *a, uint64_t takes, char *const *argv,
                              char *const *environment, const char **ret_error);

#endif
