-- Several hands on one draft, and what is computed about a nomination before its form is filled.

-- ---------------------------------------------------------------- what a draft said before
-- A row for each text that was replaced; '' where the field was empty, so that who wrote the next one can be told.  A
-- person who writes on within one minute leaves the first of that minute's texts (draft_history_add).
CREATE TABLE draft_history (
    id            INTEGER PRIMARY KEY,
    nomination_id INTEGER NOT NULL REFERENCES nomination (id),
    ident         TEXT    NOT NULL,
    row_no        INTEGER NOT NULL CHECK (row_no BETWEEN 0 AND 99),
    value         TEXT    NOT NULL,
    replaced_at   INTEGER NOT NULL,
    replaced_by   INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX draft_history_by_field ON draft_history (nomination_id, ident, row_no, id);
CREATE TRIGGER draft_history_is_final BEFORE UPDATE ON draft_history BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER draft_history_stays BEFORE DELETE ON draft_history BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- ---------------------------------------------------------------- eligibility
-- Earlier awards, brought in by the office; `match_key` is domain/compare_key.h over brand and unit.
CREATE TABLE past_award (
    id          INTEGER PRIMARY KEY,
    batch       TEXT    NOT NULL CHECK (length(batch) BETWEEN 1 AND 40),
    brand_name  TEXT    NOT NULL CHECK (length(brand_name) BETWEEN 1 AND 60),
    unit_name   TEXT    NOT NULL CHECK (length(unit_name) BETWEEN 1 AND 60),
    match_key   TEXT    NOT NULL,
    imported_at INTEGER NOT NULL,
    imported_by INTEGER REFERENCES account (id),
    UNIQUE (batch, brand_name, unit_name)
) STRICT;
CREATE INDEX past_award_by_key ON past_award (match_key);

-- What was computed about a version when it was submitted, and what the notice says to it.
CREATE TABLE version_fact (
    version_id INTEGER NOT NULL REFERENCES nomination_version (id),
    ord        INTEGER NOT NULL,
    ident      TEXT    NOT NULL,
    verdict    TEXT    NOT NULL CHECK (verdict IN ('fine', 'open', 'doubt', 'refused')),
    statement  TEXT    NOT NULL,
    clause     TEXT    NOT NULL,
    PRIMARY KEY (version_id, ord),
    UNIQUE (version_id, ident)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER version_fact_is_final BEFORE UPDATE ON version_fact BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER version_fact_stays BEFORE DELETE ON version_fact BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- What a person found about two nominations, or a nomination and an earlier award, that look alike.
CREATE TABLE likeness_finding (
    id            INTEGER PRIMARY KEY,
    nomination_id INTEGER NOT NULL REFERENCES nomination (id),
    other_id      INTEGER REFERENCES nomination (id),
    award_id      INTEGER REFERENCES past_award (id),
    verdict       TEXT    NOT NULL CHECK (verdict IN ('same', 'distinct')),
    reason        TEXT    NOT NULL CHECK (reason <> ''),
    found_at      INTEGER NOT NULL,
    found_by      INTEGER NOT NULL REFERENCES account (id),
    CHECK ((other_id IS NULL) <> (award_id IS NULL))
) STRICT;
CREATE INDEX likeness_finding_by_nomination ON likeness_finding (nomination_id);
CREATE TRIGGER likeness_finding_is_final BEFORE UPDATE ON likeness_finding BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER likeness_finding_stays BEFORE DELETE ON likeness_finding BEGIN SELECT RAISE(ABORT, 'append-only'); END;
