-- 公开的数目和结果: what came of everything that the public reported about a published list, in numbers of the whole list alone
-- (handbook 4.4).  What two people of the office released is in the published_ tables, which the public pages read.

-- A version of them as it was made public, about a version of the notice.  Later numbers are the next version; none is ever altered.
CREATE TABLE published_outcome (
    id           INTEGER PRIMARY KEY,
    ref          TEXT    NOT NULL UNIQUE,
    round_id     INTEGER NOT NULL REFERENCES round (id),
    version_no   INTEGER NOT NULL CHECK (version_no >= 1),
    notice_id    INTEGER NOT NULL REFERENCES published_notice (id),
    issuer       TEXT    NOT NULL CHECK (issuer <> ''),
    lead_text    TEXT    NOT NULL CHECK (lead_text <> ''),
    closing_text TEXT    NOT NULL CHECK (closing_text <> ''),
    record       TEXT    NOT NULL, -- canonical JSON; what the fingerprint covers
    sha256       TEXT    NOT NULL CHECK (length(sha256) = 64),
    check_code   TEXT    NOT NULL,
    published_at INTEGER NOT NULL,
    UNIQUE (round_id, version_no)
) STRICT;
CREATE INDEX published_outcome_by_notice ON published_outcome (notice_id);
CREATE TABLE published_outcome_number (
    outcome_id INTEGER NOT NULL REFERENCES published_outcome (id),
    item       TEXT    NOT NULL CHECK (item IN ('received', 'identified', 'accepted', 'declined', 'upheld', 'partly_upheld', 'not_upheld',
                                                'unverifiable', 'withdrawn', 'transferred', 'open', 'listed', 'removed', 'disqualified',
                                                'suspended', 'rectified')),
    number     INTEGER NOT NULL CHECK (number >= 0),
    PRIMARY KEY (outcome_id, item)
) STRICT, WITHOUT ROWID;

-- One of the office proposes what is counted at that moment, another confirms it while it is still counted so.
CREATE TABLE outcome_proposal (
    id          INTEGER PRIMARY KEY,
    ref         TEXT    NOT NULL UNIQUE,
    round_id    INTEGER NOT NULL REFERENCES round (id),
    notice_id   INTEGER NOT NULL REFERENCES published_notice (id),
    proposed_at INTEGER NOT NULL,
    proposed_by INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX outcome_proposal_by_round ON outcome_proposal (round_id);
CREATE TABLE outcome_proposal_number (
    proposal_id INTEGER NOT NULL REFERENCES outcome_proposal (id),
    item        TEXT    NOT NULL CHECK (item IN ('received', 'identified', 'accepted', 'declined', 'upheld', 'partly_upheld', 'not_upheld',
                                                 'unverifiable', 'withdrawn', 'transferred', 'open', 'listed', 'removed', 'disqualified',
                                                 'suspended', 'rectified')),
    number      INTEGER NOT NULL CHECK (number >= 0),
    PRIMARY KEY (proposal_id, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE outcome_proposal_end (
    proposal_id INTEGER PRIMARY KEY REFERENCES outcome_proposal (id),
    how         TEXT    NOT NULL CHECK (how IN ('withdrawn', 'confirmed')),
    ended_at    INTEGER NOT NULL,
    ended_by    INTEGER NOT NULL REFERENCES account (id)
) STRICT;
-- Who released a version; the version itself is in published_outcome.
CREATE TABLE outcome_release (
    outcome_id  INTEGER PRIMARY KEY REFERENCES published_outcome (id),
    proposal_id INTEGER NOT NULL UNIQUE REFERENCES outcome_proposal (id),
    released_by INTEGER NOT NULL REFERENCES account (id)
) STRICT;

CREATE TRIGGER published_outcome_is_final BEFORE UPDATE ON published_outcome BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_outcome_stays BEFORE DELETE ON published_outcome BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_outcome_number_is_final BEFORE UPDATE ON published_outcome_number BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_outcome_number_stays BEFORE DELETE ON published_outcome_number BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER outcome_proposal_is_final BEFORE UPDATE ON outcome_proposal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER outcome_proposal_stays BEFORE DELETE ON outcome_proposal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER outcome_proposal_number_is_final BEFORE UPDATE ON outcome_proposal_number BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER outcome_proposal_number_stays BEFORE DELETE ON outcome_proposal_number BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER outcome_proposal_end_is_final BEFORE UPDATE ON outcome_proposal_end BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER outcome_proposal_end_stays BEFORE DELETE ON outcome_proposal_end BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER outcome_release_is_final BEFORE UPDATE ON outcome_release BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER outcome_release_stays BEFORE DELETE ON outcome_release BEGIN SELECT RAISE(ABORT, 'append-only'); END;
