/* objection_store.h - what the public and letters report of published brands: kept, followed step by step, counted; who
 * may read an objector's identity, and each time that somebody did.  Handbook 4.2, 4.3; domain/objection.h has the
 * rules.  Nothing here tells who sent one but objection_identity(). */
#ifndef STORE_OBJECTION_STORE_H
#define STORE_OBJECTION_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/objection.h"
#include "store/audit_store.h"
#include "store/evidence_store.h"

struct round;

enum { OBJECTION_STEPS_MAX = 500, OBJECTION_QUESTIONS_MAX = 100, OBJECTION_DUTIES_MAX = 500 };

/* ---- coming in ---- */

/* A published brand that may be reported about, and the days of the notice that holds.  Owner: the arena. */
struct objection_target {
    int64_t brand_id, nomination_id;
    const char *ref, *brand_name, *unit_name;
    day_no opens_on, closes_on;
};
/* ERR_NOT_FOUND: no such published brand in the round. */
MUST_USE enum err objection_target(struct db *db, struct arena *a, int64_t round_id, const char *ref,
                                   struct objection_target *ret);
/* Those of the notice that holds, in its order; none before a release. */
MUST_USE enum err objection_targets(struct db *db, struct arena *a, int64_t round_id, struct objection_target **ret,
                                    size_t *ret_len);

struct objection_attached {
    const char *name;
    struct evidence_file file;
};
struct objection_new {
    const struct objection_draft *draft;   /* judged */
    const struct objection_faults *judged; /* what was read of it */
    int64_t brand_id;                      /* 0: about the list as a whole; never of the page's */
    const struct objection_attached *files;
    size_t files_len;
    const char *code_hash; /* 64 hexadecimal digits: the query code under a key outside the database */
};
/* Registers one with a number at once (handbook 8, row 17) and its first step.  ERR_CONFLICT: the code is another's. */
MUST_USE enum err objection_add(const struct writing *c, const struct round *round, const struct objection_new *x,
                                const char **ret_ref, const char **ret_receipt_no);

/* ---- the docket ---- */

/* One with where it stands.  Who sent it is masked in here already.  Owner: the arena. */
struct objection {
    int64_t id, nomination_id; /* 0: about the list as a whole */
    const char *ref, *receipt_no, *brand_name, *unit_name, *text;
    enum objection_channel channel;
    bool is_body;
    const char *received_on, *postmark_on; /* ISO; postmark "" but of letters */
    int64_t registered_at;
    int step_no;
    struct objection_facts facts;
    int64_t handler_id;
    const char *handler;
    bool is_verified;
    int64_t acknowledged_at, concluded_at, answered_at, review_asked_at; /* 0: not yet */
    const char *masked_name, *masked_phone, *masked_email;               /* "" for none */
    int64_t erased_at; /* since when nobody knows any more who sent it; 0: it was not erased */
};
/* All of a round, the newest first; without what concerns a brand that the reader is recused of.  `text` of each is
 * `word` where the letter holds it, else "": the letters themselves are read one at a time. */
MUST_USE enum err objection_list(const struct reading_for *x, const char *word, struct objection **ret,
                                 size_t *ret_len);
/* ERR_NOT_FOUND: none, or hidden from the reader. */
MUST_USE enum err objection_by_ref(const struct reading_for *x, const char *ref, struct objection *ret);
/* By the hash of its query code: right after it came in.  ERR_NOT_FOUND: nobody's. */
MUST_USE enum err objection_by_code(struct db *db, struct arena *a, const char *code_hash, const char **ret_ref,
                                    const char **ret_receipt_no);
/* The hash that number was given; compare in constant time.  ERR_NOT_FOUND: no such number. */
MUST_USE enum err objection_code_of(struct db *db, struct arena *a, int64_t round_id, const char *receipt_no,
                                    const char **ret_ref, const char **ret_code_hash);

/* The dates that its deadlines are counted from, and the day that is owed now; 0: none. */
day_no objection_due_on(const struct round *round, const struct objection *o);
struct objection_terms objection_terms_of_round(const struct round *round);

struct objection_step {
    int number;
    enum objection_act act;
    enum objection_state state;
    const char *text;
    enum objection_finding finding;
    enum objection_effect effect;
    int64_t done_at;
    const char *done_by; /* "" the sender */
    const char *handler; /* of ACT_ASSIGN */
};
MUST_USE enum err objection_steps(struct db *db, struct arena *a, int64_t objection_id, struct objection_step **ret,
                                  size_t *ret_len);
struct objection_paper { /* a file that came with it */
    const char *sha256, *name, *media_kind;
    int64_t byte_count;
};
MUST_USE enum err objection_files(struct db *db, struct arena *a, int64_t objection_id, struct objection_paper **ret,
                                  size_t *ret_len);

/* What one act says; what it does not use is "" and 0. */
struct objection_act_new {
    enum objection_act act;
    const char *text;
    enum objection_finding finding;
    enum objection_effect effect;
    int64_t handler_id;
    int after; /* the step that the page was drawn from: somebody else's in between is a conflict */
};
/* Carries it out.  ERR_CONFLICT: not the time, or another step came first.  Call after may_act_on_objection(). */
MUST_USE enum err objection_act(const struct writing *c, const struct objection *o, const struct objection_act_new *x);

/* ---- who sent it ---- */

/* Reads the identity and writes down who did, why, in the table and in the log.  Call after may_read_objector(). */
MUST_USE enum err objection_identity(const struct writing *c, const struct objection *o, const char *reason,
                                     struct objector *ret);
/* For the check of a question alone: who asks may read it and reads nothing here. */
MUST_USE enum err objection_identity_to_compare(struct db *db, struct arena *a, int64_t objection_id,
                                                struct objector *ret);
struct objection_reading {
    const char *reason;
    int64_t read_at;
    const char *read_by;
};
MUST_USE enum err objection_readings(struct db *db, struct arena *a, int64_t objection_id,
                                     struct objection_reading **ret, size_t *ret_len);

/* ---- duties ---- */

MUST_USE enum err objection_duties_of(struct db *db, struct arena *a, int64_t account_id, day_no today,
                                      struct objection_duties *ret);
struct objection_person {
    int64_t account_id;
    const char *ref, *name, *body_name;
};
/* People of the office; `with_duty`: those named to one of the duties on that day. */
MUST_USE enum err objection_people(struct db *db, struct arena *a, bool with_duty, day_no today,
                                   struct objection_person **ret, size_t *ret_len);
struct objection_duty {
    const char *ref, *account_ref, *person, *body_name;
    bool is_head;
    const char *from_on, *until_on, *ground;
    int64_t granted_at;
    const char *granted_by;
    int64_t ended_at; /* 0: not ended before its time */
};
MUST_USE enum err objection_duty_list(struct db *db, struct arena *a, struct objection_duty **ret, size_t *ret_len);
struct objection_duty_new {
    const struct objection_person *person;
    bool is_head;
    day_no from_on, until_on;
    const char *ground;
};
MUST_USE enum err objection_duty_grant(const struct writing *c, const struct objection_duty_new *x);
/* ERR_CONFLICT: it was ended already, or there is none. */
MUST_USE enum err objection_duty_end(const struct writing *c, const char *ref);

/* ---- questions to the unit ---- */

struct objection_question {
    int64_t id, objection_id;
    const char *ref, *text, *due_on;
    int64_t asked_at;
    const char *asked_by; /* "" in a unit's list */
    const char *reply;
    int64_t replied_at; /* 0: it waits */
    const char *replied_by;
};
/* Asks the unit of the brand, with a step and a notice to it that says nothing but that a question waits. */
MUST_USE enum err objection_ask(const struct writing *c, const struct objection *o, const char *text, day_no due_on,
                                int after);
MUST_USE enum err objection_questions(struct db *db, struct arena *a, int64_t objection_id,
                                      struct objection_question **ret, size_t *ret_len);
/* Of one nomination, for its unit, the newest first. */
MUST_USE enum err objection_questions_of_unit(struct db *db, struct arena *a, int64_t nomination_id,
                                              struct objection_question **ret, size_t *ret_len);
/* ERR_CONFLICT: answered already. */
MUST_USE enum err objection_reply(const struct writing *c, int64_t round_id, const struct objection_question *q,
                                  const char *text);

/* ---- what it means for the rest ---- */

/* Whether the naming of this nomination's brand has to wait: handbook 4.3, hard rule 1.  *ret_count: for how many. */
MUST_USE enum err objection_blocks(struct db *db, int64_t nomination_id, int *ret_count);

/* Whether the unit may be told that its brand is held up: since it was asked about it, and no sooner. */
MUST_USE enum err objection_known_to_unit(struct db *db, int64_t nomination_id, bool *ret);

/* Counts for the 公示情况报告 (handbook 4.3, hard rule 4).  What is open has no finding, an earlier one under review
 * neither: received = declined + open + the findings. */
struct objection_figures {
    int received, identified, open, overdue, accepted, declined;
    int late; /* answered, but after the day on which a conclusion was owed */
    int by_channel[CHANNEL__COUNT], by_category[CATEGORY__COUNT], by_finding[FINDING__COUNT], by_effect[EFFECT__COUNT];
};
MUST_USE enum err objection_figures(struct db *db, struct arena *a, const struct round *round, int64_t now,
                                    struct objection_figures *ret);

#endif
