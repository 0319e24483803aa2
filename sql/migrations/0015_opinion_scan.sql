-- The sealed sheet of an opinion, scanned; it may come later than the opinion, and again when it was unreadable.
CREATE TABLE opinion_scan (
    id         INTEGER PRIMARY KEY,
    opinion_id INTEGER NOT NULL REFERENCES opinion (id),
    sha256     TEXT    NOT NULL REFERENCES evidence_file (sha256),
    name       TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    added_at   INTEGER NOT NULL,
    added_by   INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX opinion_scan_by_opinion ON opinion_scan (opinion_id, id);
CREATE INDEX opinion_scan_by_file ON opinion_scan (sha256);
CREATE TRIGGER opinion_scan_is_final BEFORE UPDATE ON opinion_scan BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER opinion_scan_stays BEFORE DELETE ON opinion_scan BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- How long a reviewer should need for one nomination: shown in red when it is over.
INSERT INTO round_setting (round_id, key, value) SELECT id, 'review_workdays', '5' FROM round;
