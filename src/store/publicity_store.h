/* publicity_store.h - 公示 before it is public: the draft of the next version, what the gate finds in it, the release
 * by two people.  The rules: domain/publicity.h, domain/publish_gate.h.  What everybody reads: published_store.h. */
#ifndef STORE_PUBLICITY_STORE_H
#define STORE_PUBLICITY_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/publicity.h"
#include "domain/publish_gate.h"
#include "store/audit_store.h"
#include "store/published_store.h"

struct arena;
struct db;
struct round;

enum { PUBLICITY_FINDINGS_MAX = 200, PUBLICITY_WORDS = 8, PUBLICITY_CORRECTIONS_MAX = 100 };

/* What stands on the list. */
struct publicity_listed {
    const char *brand; /* the first that stands; "" for none */
    size_t count;
};
/* What the round gives to the template's names in braces, for that draft. */
void publicity_words(struct arena *a, const struct round *round, const struct publicity_draft *d, day_no first_closes,
                     const struct publicity_listed *list, struct publicity_word words[PUBLICITY_WORDS]);

/* What a draft corrects in one brand: a name of publicity_corrected_text(), or "picture-3": left out, or
 * "hides_before": what is corrected must not be shown any more, in no version. */
struct publicity_correction {
    const char *field, *text;
};

/* A brand of the released shortlist, as the draft would publish it: nothing masked yet. */
struct publicity_entry {
    int64_t nomination_id, version_id;
    int64_t brand_id; /* 0: not published yet */
    const char *receipt_no;
    int sector_ord;
    bool is_hidden;             /* this person is recused of it */
    bool was_removed;           /* by the version that holds */
    bool is_held;               /* an objection holds it up: then it does not come back */
    struct published_line is;   /* removed, taken back and corrected as the draft says */
    struct published_brand was; /* of a brand that the draft corrects: as it is public now, filled */
    const struct publicity_correction *corrections;
    size_t corrections_len;
};
struct publicity_entries {
    struct publicity_entry *items; /* in the order of the draft */
    size_t len;
};

enum finding_decision { FINDING_OPEN, FINDING_PUBLISH, FINDING_WITHHOLD, FINDING_DECISION__COUNT };
/* "open", "publish", "withhold" */
const char *finding_decision_ident(enum finding_decision d);
/* ERR_NOT_FOUND for any other word than the last two; *ret untouched. */
MUST_USE enum err finding_decision_from_ident(const char *ident, enum finding_decision *ret);

/* A number that the gate found, and what a person decided about it. */
struct publicity_finding {
    const char *key; /* fingerprint of place and number, hexadecimal */
    const char *place; /* "正文第 2 段", "“一路暖行”的品牌简介", "附件“盖章扫描件”第 1 页" */
    const char *kind; /* gate_kind_name(); "要有人看" of pages that no machine reads */
    bool is_in_file;  /* in an attachment: it cannot be withheld */
    const char *masked;
    bool is_hidden; /* of a brand that this person is recused of */
    enum finding_decision decision;
    const char *reason, *decided_by;
    int64_t decided_at;
};

/* A PDF that the draft takes with it. */
struct publicity_file {
    int64_t id;
    const char *ref;
    struct published_file is;
    int64_t added_at;
    const char *added_by;
};

struct publicity_proposal {
    int64_t id;
    const char *ref;
    int64_t draft_id;
    int revision;
    int64_t proposed_at, proposed_by;
    const char *proposer;
};

/* Everything that the office looks at: where it stands, the draft, and the notice as it would be published. */
struct publicity_desk {
    struct publicity_facts facts;
    struct publicity_before before;
    struct published_notice last;       /* the version that holds, its brands not filled; version 0: none */
    day_no first_closes;                /* of version 1; of the draft when there is none */
    struct publicity_draft draft;       /* the newest revision; revision 0: as the round's template begins it */
    struct publicity_entries entries;   /* in the draft's order */
    const struct publicity_file *files; /* the draft's */
    size_t files_len;
    struct published_notice notice; /* word for word what a release would publish; ref, record and code come then */
    struct publicity_finding *findings;
    size_t findings_len;
    struct publicity_proposal proposal; /* when facts.is_proposed: then the draft is the one that was proposed */
};
/* As this account sees it (x->account_id 0: nobody is recused).  ERR_INTERNAL when the round has no window for 公示. */
MUST_USE enum err publicity_desk_of(const struct reading_for *x, const struct round *round, int64_t now,
                                    struct publicity_desk *ret);

/* A brand that is taken off the list, or back onto it. */
struct publicity_mark {
    int64_t nomination_id;
    bool is_return;
    const char *reason;
};
/* How the draft marks it; false: it does not. */
bool publicity_mark_of(const struct publicity_entry *x, struct publicity_mark *ret);
/* Saves the next revision, when `d->revision` is still the newest (0: there is none yet); what that corrects is in the
 * new one too.  ERR_CONFLICT: a colleague saved meanwhile.  Judge with publicity_judge() before. */
MUST_USE enum err publicity_draft_save(const struct writing *c, int64_t round_id, const struct publicity_draft *d,
                                       const struct publicity_mark *marks, size_t marks_len);

/* Where a brand keeps what can be corrected: "brand_name", "unit_name", "window_name", "slogan", "summary", "part-2";
 * NULL: it has no such text. */
const char **publicity_corrected_text(struct published_brand *b, const char *field);
/* Saves the next revision of the draft, in which this entry (public already) is corrected so and nothing else is
 * different; no corrections: it is as it was published.  ERR_CONFLICT: a colleague saved meanwhile. */
MUST_USE enum err publicity_correct(const struct writing *c, int64_t round_id, const struct publicity_desk *desk,
                                    const struct publicity_entry *x, const struct publicity_correction *list,
                                    size_t len);
/* A page of a PDF as a machine reads it; number 0: what stands on no page. */
struct publicity_file_page {
    int number;
    const char *text;
    bool has_unread;
};
/* Saves the next revision of the draft, which takes this file along (kept, its evidence_file row there); nothing else
 * is different.  ERR_CONFLICT: a colleague saved meanwhile. */
MUST_USE enum err publicity_file_add(const struct writing *c, int64_t round_id, const struct publicity_desk *desk,
                                     const struct published_file *f, const struct publicity_file_page *pages,
                                     size_t pages_len);
/* Saves the next revision without it. */
MUST_USE enum err publicity_file_remove(const struct writing *c, int64_t round_id, const struct publicity_desk *desk,
                                        const struct publicity_file *f);

/* What a person decides about a finding, with a reason.  ERR_INVALID: to withhold what is in a file. */
MUST_USE enum err publicity_finding_decide(const struct writing *c, int64_t round_id, const struct publicity_finding *f,
                                           enum finding_decision decision, const char *reason);

MUST_USE enum err publicity_propose(const struct writing *c, const struct publicity_desk *desk);
MUST_USE enum err publicity_proposal_withdraw(const struct writing *c, const struct publicity_proposal *p);
/* Makes the proposed revision public: the notice, its paragraphs and lines; of the first version the brands with their
 * texts and pictures, of a later one the texts that it corrects.  `desk` was read in this transaction, with nobody's
 * account (nothing hidden).  ERR_CONFLICT: by who proposed it. */
MUST_USE enum err publicity_release(const struct writing *c, const struct round *round,
                                    const struct publicity_desk *desk);

/* Who released that version, and who proposed it. */
struct publicity_released {
    const char *released_by, *proposed_by;
    int64_t proposed_at;
};
MUST_USE enum err publicity_released_of(struct db *db, struct arena *a, int64_t notice_id,
                                        struct publicity_released *ret);

/* As shortlist_verify(), of the public notices; *ret_what (arena) names what was altered. */
MUST_USE enum err publicity_verify(struct db *db, struct arena *a, int64_t after, int64_t *ret_count, int64_t *ret_bad,
                                   const char **ret_what);

#endif
