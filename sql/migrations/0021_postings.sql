-- 张贴: where a unit shows the notice, photographs that prove it, and which version each shows.  Nothing of it is public.

-- A hall or window of a nomination's unit.  Its newest name counts; one that is ended stays with its photographs.
CREATE TABLE hall (
    id            INTEGER PRIMARY KEY,
    ref           TEXT    NOT NULL UNIQUE,
    nomination_id INTEGER NOT NULL REFERENCES nomination (id),
    added_at      INTEGER NOT NULL,
    added_by      INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX hall_by_nomination ON hall (nomination_id, id);
CREATE INDEX hall_by_person ON hall (added_by);
CREATE TABLE hall_name (
    id       INTEGER PRIMARY KEY,
    hall_id  INTEGER NOT NULL REFERENCES hall (id),
    name     TEXT    NOT NULL CHECK (length(name) BETWEEN 2 AND 60),
    address  TEXT    NOT NULL CHECK (length(address) BETWEEN 2 AND 100),
    named_at INTEGER NOT NULL,
    named_by INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX hall_name_by_hall ON hall_name (hall_id, id);
CREATE INDEX hall_name_by_person ON hall_name (named_by);
CREATE TABLE hall_end (
    hall_id  INTEGER PRIMARY KEY REFERENCES hall (id),
    reason   TEXT    NOT NULL CHECK (length(reason) BETWEEN 2 AND 200),
    ended_at INTEGER NOT NULL,
    ended_by INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX hall_end_by_person ON hall_end (ended_by);

-- A photograph of the notice as it hangs: of which version, since when.
CREATE TABLE posting_proof (
    id        INTEGER PRIMARY KEY,
    ref       TEXT    NOT NULL UNIQUE,
    hall_id   INTEGER NOT NULL REFERENCES hall (id),
    notice_id INTEGER NOT NULL REFERENCES published_notice (id),
    sha256    TEXT    NOT NULL REFERENCES evidence_file (sha256),
    posted_on TEXT    NOT NULL CHECK (posted_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    caption   TEXT    NOT NULL CHECK (length(caption) <= 100),
    added_at  INTEGER NOT NULL,
    added_by  INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX posting_proof_by_hall ON posting_proof (hall_id, id);
CREATE INDEX posting_proof_by_file ON posting_proof (sha256);
CREATE INDEX posting_proof_by_person ON posting_proof (added_by);
-- It was taken back, or another took its place.
CREATE TABLE posting_proof_end (
    proof_id    INTEGER PRIMARY KEY REFERENCES posting_proof (id),
    replaced_by INTEGER UNIQUE REFERENCES posting_proof (id),
    reason      TEXT    NOT NULL CHECK (length(reason) <= 200),
    ended_at    INTEGER NOT NULL,
    ended_by    INTEGER NOT NULL REFERENCES account (id),
    CHECK (replaced_by IS NOT NULL OR length(reason) >= 2)
) STRICT;
CREATE INDEX posting_proof_end_by_person ON posting_proof_end (ended_by);

CREATE TRIGGER hall_is_final BEFORE UPDATE ON hall BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER hall_stays BEFORE DELETE ON hall BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER hall_name_is_final BEFORE UPDATE ON hall_name BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER hall_name_stays BEFORE DELETE ON hall_name BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER hall_end_is_final BEFORE UPDATE ON hall_end BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER hall_end_stays BEFORE DELETE ON hall_end BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER posting_proof_is_final BEFORE UPDATE ON posting_proof BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER posting_proof_stays BEFORE DELETE ON posting_proof BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER posting_proof_end_is_final BEFORE UPDATE ON posting_proof_end BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER posting_proof_end_stays BEFORE DELETE ON posting_proof_end BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER hall_is_closed BEFORE INSERT ON posting_proof
 WHEN EXISTS (SELECT 1 FROM hall_end e WHERE e.hall_id = NEW.hall_id) BEGIN SELECT RAISE(ABORT, 'the hall was ended'); END;

-- Each hall as it is now, and the newest version that a photograph of it shows (0: none).
CREATE VIEW hall_now AS
SELECT h.id, h.ref, h.nomination_id, h.added_at, n.name, n.address, e.ended_at, COALESCE(e.reason, '') AS end_reason,
       COALESCE((SELECT MAX(x.version_no) FROM posting_proof p JOIN published_notice x ON x.id = p.notice_id
                  WHERE p.hall_id = h.id AND NOT EXISTS (SELECT 1 FROM posting_proof_end q WHERE q.proof_id = p.id)), 0) AS shown_version
  FROM hall h JOIN hall_name n ON n.id = (SELECT MAX(x.id) FROM hall_name x WHERE x.hall_id = h.id)
  LEFT JOIN hall_end e ON e.hall_id = h.id;
