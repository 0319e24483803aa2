-- Withdrawing and restoring, extensions by named grant, text that came late, acceptance, and sealed paper.
-- Every row here is written once and stays.

-- ---------------------------------------------------------------- withdrawn and restored
CREATE TABLE nomination_turn (
    id            INTEGER PRIMARY KEY,
    nomination_id INTEGER NOT NULL REFERENCES nomination (id),
    turn          TEXT    NOT NULL CHECK (turn IN ('withdrawn', 'restored')),
    version_no    INTEGER NOT NULL CHECK (version_no >= 1), -- of the nomination at that moment
    reason        TEXT    NOT NULL CHECK (length(reason) <= 600),
    turned_at     INTEGER NOT NULL,
    turned_by     INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX nomination_turn_by_nomination ON nomination_turn (nomination_id);
CREATE TRIGGER nomination_turn_is_final BEFORE UPDATE ON nomination_turn BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER nomination_turn_stays BEFORE DELETE ON nomination_turn BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE INDEX withdrawn_nomination ON nomination (round_id, body_id) WHERE state = 'withdrawn';

-- ---------------------------------------------------------------- more time for one body
-- The latest closing of a body's grants counts, never an earlier one than the round's own.
CREATE TABLE extension (
    id         INTEGER PRIMARY KEY,
    round_id   INTEGER NOT NULL REFERENCES round (id),
    body_id    INTEGER NOT NULL REFERENCES body (id),
    stage      TEXT    NOT NULL CHECK (stage IN ('nomination', 'recommendation', 'preliminary_review', 'publicity', 'evaluation', 'promotion')),
    closes_at  INTEGER NOT NULL, -- exclusive, as in stage_window
    reason     TEXT    NOT NULL CHECK (length(reason) BETWEEN 2 AND 600),
    approver   TEXT    NOT NULL CHECK (length(approver) BETWEEN 2 AND 30),
    granted_at INTEGER NOT NULL,
    granted_by INTEGER NOT NULL REFERENCES account (id),
    CHECK (closes_at > granted_at)
) STRICT;
CREATE INDEX extension_by_body ON extension (round_id, body_id);
CREATE TRIGGER extension_is_final BEFORE UPDATE ON extension BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER extension_stays BEFORE DELETE ON extension BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- ---------------------------------------------------------------- what came after the close
CREATE TABLE late_submission (
    id            INTEGER PRIMARY KEY,
    ref           TEXT    NOT NULL UNIQUE,
    nomination_id INTEGER NOT NULL REFERENCES nomination (id),
    attempted_at  INTEGER NOT NULL,
    attempted_by  INTEGER NOT NULL REFERENCES account (id),
    closed_at     INTEGER NOT NULL, -- the close that was missed
    CHECK (attempted_at >= closed_at)
) STRICT;
CREATE INDEX late_submission_by_nomination ON late_submission (nomination_id);
CREATE TABLE late_value (
    late_id INTEGER NOT NULL REFERENCES late_submission (id),
    ident   TEXT    NOT NULL,
    row_no  INTEGER NOT NULL,
    value   TEXT    NOT NULL,
    PRIMARY KEY (late_id, ident, row_no)
) STRICT, WITHOUT ROWID;
CREATE TABLE late_decision (
    late_id    INTEGER PRIMARY KEY REFERENCES late_submission (id),
    decision   TEXT    NOT NULL CHECK (decision IN ('accepted', 'refused')),
    reason     TEXT    NOT NULL CHECK (length(reason) BETWEEN 2 AND 600),
    approver   TEXT    NOT NULL CHECK (length(approver) BETWEEN 2 AND 30),
    version_id INTEGER UNIQUE REFERENCES nomination_version (id), -- what it became
    decided_at INTEGER NOT NULL,
    decided_by INTEGER NOT NULL REFERENCES account (id),
    CHECK ((decision = 'accepted') = (version_id IS NOT NULL))
) STRICT;
CREATE TRIGGER late_submission_is_final BEFORE UPDATE ON late_submission BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER late_submission_stays BEFORE DELETE ON late_submission BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER late_value_is_final BEFORE UPDATE ON late_value BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER late_value_stays BEFORE DELETE ON late_value BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER late_decision_is_final BEFORE UPDATE ON late_decision BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER late_decision_stays BEFORE DELETE ON late_decision BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- ---------------------------------------------------------------- accepted, and sealed on paper
CREATE TABLE acceptance (
    version_id  INTEGER PRIMARY KEY REFERENCES nomination_version (id),
    accepted_at INTEGER NOT NULL,
    accepted_by INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE TRIGGER acceptance_is_final BEFORE UPDATE ON acceptance BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER acceptance_stays BEFORE DELETE ON acceptance BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- A seal belongs to one version.  A later row of the same version corrects the earlier one.
CREATE TABLE sealed_copy (
    id          INTEGER PRIMARY KEY,
    ref         TEXT    NOT NULL UNIQUE,
    version_id  INTEGER NOT NULL REFERENCES nomination_version (id),
    received_on TEXT    NOT NULL CHECK (received_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    receiver    TEXT    NOT NULL CHECK (length(receiver) BETWEEN 2 AND 30),
    scan        TEXT    REFERENCES media_file (sha256), -- NULL: no scan
    noted_at    INTEGER NOT NULL,
    noted_by    INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX sealed_copy_by_version ON sealed_copy (version_id);
CREATE TRIGGER sealed_copy_is_final BEFORE UPDATE ON sealed_copy BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER sealed_copy_stays BEFORE DELETE ON sealed_copy BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE INDEX version_by_check_code ON nomination_version (check_code);
