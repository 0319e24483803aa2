/* installation.h - one data directory as a command holds it: who may open it, what is in it, and what o'clock it is
 * there.
 *
 * Every function tells the operator what went wrong before it returns an error. */
#ifndef INSTALLATION_H
#define INSTALLATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/random.h"
#include "config.h"
#include "store/audit_store.h"
#include "store/round_store.h"
#include "store/store.h"

struct arena;
struct db;

struct installation {
    const char *dir;
    struct arena *arena; /* lives as long as the installation */
    struct random random;
    struct clock clock;
    struct store_keys keys;
    struct store *store; /* NULL when opened for reading */
    struct db *reader;   /* a connection of its own; NULL before there is a database */
    struct round round;
    bool has_round;
    bool is_demo;
    int lock_fd; /* -1: not held */
};

enum installation_use {
    USE_READ,  /* beside a running server: looks, and changes nothing                                     */
    USE_WRITE, /* beside a running server: short changes, which the engine puts one behind the other      */
    USE_OWN,   /* alone: takes DIR/lock, and brings an older schema up to date                            */
    USE_CREATE /* alone, and the directory may be absent or hold no database yet                          */
};

/* Opens config's data directory.  ERR_NOT_FOUND: nothing there; ERR_CONFLICT: another process owns it, or the schema is
 * not the one of this program; ERR_DENIED: it belongs to another user; other errors are logged. */
MUST_USE enum err installation_open(struct installation *in, const struct config *config, enum installation_use use);
void installation_close(struct installation *in);

/* Sets the clock to the demonstration's or to --clock, and the random stream to --seed; both are refused with
 * ERR_DENIED on a directory that is not a demonstration. */
MUST_USE enum err installation_pretend(struct installation *in, const struct config *config);

/* The command line as an actor of the audit. */
struct audit_actor installation_actor(const struct installation *in);

/* "DIR/name".  Owner: the installation. */
const char *installation_path(const struct installation *in, const char *name);
bool installation_has(const struct installation *in, const char *name);

#endif
