-- 候选名单: what the office thinks of each candidate, drafts of the list, the names as they will be printed, and the release
-- by two people.  Nobody below the office reads a row of it before the release.

-- One row a candidate that was looked at.  The second of two savers sees both: `revision` is what the page was drawn from.
CREATE TABLE shortlist_choice (
    nomination_id INTEGER PRIMARY KEY REFERENCES nomination (id),
    choice        TEXT    NOT NULL CHECK (choice IN ('open', 'in', 'out')),
    reason        TEXT    NOT NULL CHECK (length(reason) <= 600),
    is_told       INTEGER NOT NULL CHECK (is_told IN (0, 1)), -- the unit reads the reason after the release
    note          TEXT    NOT NULL CHECK (length(note) <= 900),
    revision      INTEGER NOT NULL CHECK (revision >= 1),
    saved_at      INTEGER NOT NULL,
    saved_by      INTEGER NOT NULL REFERENCES account (id),
    CHECK (choice <> 'out' OR reason <> ''),
    CHECK (is_told = 0 OR choice = 'out')
) STRICT;
CREATE TRIGGER shortlist_choice_stays BEFORE DELETE ON shortlist_choice BEGIN SELECT RAISE(ABORT, 'kept'); END;

-- What is chosen now, of every candidate.
CREATE VIEW shortlist_now AS
SELECT c.round_id, c.nomination_id, c.version_id, c.list_id, c.is_received, COALESCE(s.choice, 'open') AS choice, COALESCE(s.reason, '') AS reason,
       COALESCE(s.is_told, 0) AS is_told
  FROM candidate c LEFT JOIN shortlist_choice s ON s.nomination_id = c.nomination_id;
-- What a person of the office does not see of the candidates: recused of it, or asked about it and has not answered.
CREATE VIEW shortlist_hidden AS
SELECT x.account_id, x.nomination_id FROM recusal x
UNION ALL SELECT r.account_id, r.nomination_id FROM reviewing r WHERE r.answer_id IS NULL;

-- "第 N 稿": all candidates and what was chosen of each, frozen.
CREATE TABLE shortlist_draft (
    id       INTEGER PRIMARY KEY,
    round_id INTEGER NOT NULL REFERENCES round (id),
    number   INTEGER NOT NULL CHECK (number >= 1),
    saved_at INTEGER NOT NULL,
    saved_by INTEGER NOT NULL REFERENCES account (id),
    UNIQUE (round_id, number)
) STRICT;
CREATE TABLE shortlist_draft_item (
    draft_id      INTEGER NOT NULL REFERENCES shortlist_draft (id),
    nomination_id INTEGER NOT NULL REFERENCES nomination (id),
    version_id    INTEGER NOT NULL REFERENCES nomination_version (id),
    choice        TEXT    NOT NULL CHECK (choice IN ('open', 'in', 'out')),
    reason        TEXT    NOT NULL,
    is_told       INTEGER NOT NULL CHECK (is_told IN (0, 1)),
    PRIMARY KEY (draft_id, nomination_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER shortlist_draft_is_final BEFORE UPDATE ON shortlist_draft BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER shortlist_draft_stays BEFORE DELETE ON shortlist_draft BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER shortlist_draft_item_is_final BEFORE UPDATE ON shortlist_draft_item BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER shortlist_draft_item_stays BEFORE DELETE ON shortlist_draft_item BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- 名称核对表: every candidate's names go to its unit, of those that are chosen and of those that are not, alike.
CREATE TABLE name_check (
    id            INTEGER PRIMARY KEY,
    ref           TEXT    NOT NULL UNIQUE,
    nomination_id INTEGER NOT NULL REFERENCES nomination (id),
    version_id    INTEGER NOT NULL UNIQUE REFERENCES nomination_version (id),
    brand_name    TEXT    NOT NULL CHECK (brand_name <> ''),
    unit_name     TEXT    NOT NULL CHECK (unit_name <> ''),
    window_name   TEXT    NOT NULL,
    started_at    INTEGER NOT NULL,
    started_by    INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX name_check_by_nomination ON name_check (nomination_id, id);
-- The last answer of a check counts.  A correction is decided by the office.
CREATE TABLE name_answer (
    id          INTEGER PRIMARY KEY,
    check_id    INTEGER NOT NULL REFERENCES name_check (id),
    answer      TEXT    NOT NULL CHECK (answer IN ('confirm', 'correct')),
    brand_name  TEXT    NOT NULL CHECK (brand_name <> ''),
    unit_name   TEXT    NOT NULL CHECK (unit_name <> ''),
    window_name TEXT    NOT NULL,
    reason      TEXT    NOT NULL CHECK (length(reason) <= 600),
    answered_at INTEGER NOT NULL,
    answered_by INTEGER NOT NULL REFERENCES account (id),
    CHECK (answer = 'confirm' OR reason <> '')
) STRICT;
CREATE INDEX name_answer_by_check ON name_answer (check_id, id);
CREATE TABLE name_decision (
    answer_id  INTEGER PRIMARY KEY REFERENCES name_answer (id),
    decision   TEXT    NOT NULL CHECK (decision IN ('accepted', 'refused')),
    reason     TEXT    NOT NULL CHECK (length(reason) <= 600),
    decided_at INTEGER NOT NULL,
    decided_by INTEGER NOT NULL REFERENCES account (id),
    CHECK (decision = 'accepted' OR reason <> '')
) STRICT;
CREATE TRIGGER name_check_is_final BEFORE UPDATE ON name_check BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER name_check_stays BEFORE DELETE ON name_check BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER name_answer_is_final BEFORE UPDATE ON name_answer BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER name_answer_stays BEFORE DELETE ON name_answer BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER name_decision_is_final BEFORE UPDATE ON name_decision BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER name_decision_stays BEFORE DELETE ON name_decision BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- Each check, where it stands, and the names that hold: the unit's correction when the office accepted it.
CREATE VIEW name_standing AS
SELECT k.id, k.ref, k.nomination_id, k.version_id, k.brand_name AS sent_brand, k.unit_name AS sent_unit, k.window_name AS sent_window,
       k.started_at, a.id AS answer_id, a.answer, a.brand_name AS asked_brand, a.unit_name AS asked_unit, a.window_name AS asked_window,
       a.reason, a.answered_at, d.decision, d.reason AS decision_reason, d.decided_at,
       CASE WHEN a.id IS NULL THEN 'open' WHEN a.answer = 'confirm' THEN 'confirmed' ELSE COALESCE(d.decision, 'asked') END AS state,
       COALESCE(ok.brand_name, k.brand_name) AS brand_name, COALESCE(ok.unit_name, k.unit_name) AS unit_name,
       COALESCE(ok.window_name, k.window_name) AS window_name
  FROM name_check k
  LEFT JOIN name_answer a ON a.id = (SELECT MAX(x.id) FROM name_answer x WHERE x.check_id = k.id)
  LEFT JOIN name_decision d ON d.answer_id = a.id
  LEFT JOIN name_answer ok ON ok.id = (SELECT MAX(x.id) FROM name_answer x JOIN name_decision y ON y.answer_id = x.id
                                        WHERE x.check_id = k.id AND y.decision = 'accepted');

-- One of the office proposes a draft, another confirms it.
CREATE TABLE shortlist_proposal (
    id           INTEGER PRIMARY KEY,
    ref          TEXT    NOT NULL UNIQUE,
    draft_id     INTEGER NOT NULL REFERENCES shortlist_draft (id),
    names_reason TEXT    NOT NULL CHECK (length(names_reason) <= 600), -- why, though units have not confirmed their names
    proposed_at  INTEGER NOT NULL,
    proposed_by  INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX shortlist_proposal_by_draft ON shortlist_proposal (draft_id);
CREATE TABLE shortlist_proposal_end (
    proposal_id INTEGER PRIMARY KEY REFERENCES shortlist_proposal (id),
    how         TEXT    NOT NULL CHECK (how IN ('withdrawn', 'confirmed')),
    ended_at    INTEGER NOT NULL,
    ended_by    INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE TABLE shortlist_release (
    id          INTEGER PRIMARY KEY,
    ref         TEXT    NOT NULL UNIQUE,
    round_id    INTEGER NOT NULL UNIQUE REFERENCES round (id),
    proposal_id INTEGER NOT NULL UNIQUE REFERENCES shortlist_proposal (id),
    record      TEXT    NOT NULL, -- canonical JSON; what the fingerprint covers
    sha256      TEXT    NOT NULL CHECK (length(sha256) = 64),
    check_code  TEXT    NOT NULL,
    released_at INTEGER NOT NULL,
    released_by INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX shortlist_release_by_code ON shortlist_release (check_code);
CREATE TABLE shortlist_entry (
    nomination_id  INTEGER PRIMARY KEY REFERENCES nomination (id),
    release_id     INTEGER NOT NULL REFERENCES shortlist_release (id),
    version_id     INTEGER NOT NULL REFERENCES nomination_version (id),
    is_shortlisted INTEGER NOT NULL CHECK (is_shortlisted IN (0, 1)),
    reason         TEXT    NOT NULL,
    is_told        INTEGER NOT NULL CHECK (is_told IN (0, 1))
) STRICT;
CREATE INDEX shortlist_entry_by_release ON shortlist_entry (release_id);
-- The names of those that are shortlisted, as every later paper prints them.
CREATE TABLE name_frozen (
    nomination_id INTEGER PRIMARY KEY REFERENCES shortlist_entry (nomination_id),
    brand_name    TEXT    NOT NULL CHECK (brand_name <> ''),
    unit_name     TEXT    NOT NULL CHECK (unit_name <> ''),
    window_name   TEXT    NOT NULL,
    is_confirmed  INTEGER NOT NULL CHECK (is_confirmed IN (0, 1)) -- by its unit
) STRICT;
CREATE TRIGGER shortlist_proposal_is_final BEFORE UPDATE ON shortlist_proposal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER shortlist_proposal_stays BEFORE DELETE ON shortlist_proposal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER shortlist_proposal_end_is_final BEFORE UPDATE ON shortlist_proposal_end BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER shortlist_proposal_end_stays BEFORE DELETE ON shortlist_proposal_end BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER shortlist_release_is_final BEFORE UPDATE ON shortlist_release BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER shortlist_release_stays BEFORE DELETE ON shortlist_release BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER shortlist_entry_is_final BEFORE UPDATE ON shortlist_entry BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER shortlist_entry_stays BEFORE DELETE ON shortlist_entry BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER name_frozen_is_final BEFORE UPDATE ON name_frozen BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER name_frozen_stays BEFORE DELETE ON name_frozen BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- How far each has come knows the release: '' before it, then 'in' or 'out'.
DROP VIEW nomination_chain;
CREATE VIEW nomination_chain AS
SELECT n.id AS nomination_id, v.id AS version_id,
       COALESCE((SELECT o.decision FROM opinion o WHERE o.version_id = v.id AND o.box = 'district' ORDER BY o.id DESC LIMIT 1),
                'withdrawn') AS district_decision,
       COALESCE((SELECT o.decision FROM opinion o WHERE o.version_id = v.id AND o.box = 'sector' ORDER BY o.id DESC LIMIT 1),
                'withdrawn') AS sector_decision,
       EXISTS (SELECT 1 FROM return_notice t WHERE t.nomination_id = n.id
                  AND NOT EXISTS (SELECT 1 FROM return_end e WHERE e.return_id = t.id)) AS is_returned,
       COALESCE((SELECT i.list_id FROM recommendation_item i
                   LEFT JOIN recommendation_turn t ON t.list_id = i.list_id
                  WHERE i.version_id = v.id AND COALESCE(t.turn, '') <> 'recalled'), 0) AS list_id,
       COALESCE((SELECT i.place FROM recommendation_item i
                   LEFT JOIN recommendation_turn t ON t.list_id = i.list_id
                  WHERE i.version_id = v.id AND COALESCE(t.turn, '') <> 'recalled'), 0) AS place,
       EXISTS (SELECT 1 FROM recommendation_item i JOIN recommendation_turn t ON t.list_id = i.list_id
                WHERE i.version_id = v.id AND t.turn = 'received') AS is_received,
       COALESCE((SELECT CASE x.is_shortlisted WHEN 1 THEN 'in' ELSE 'out' END FROM shortlist_entry x
                  WHERE x.nomination_id = n.id), '') AS released
  FROM nomination n JOIN nomination_version v ON v.nomination_id = n.id AND v.version_no = n.version_no;
