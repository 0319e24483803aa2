-- The way from the unit to the office: opinions, returns for revision, and the lists that recommenders send.  Everything
-- hangs on one version; an edit makes the next one, and what hung on the last is void without being touched.

-- ---------------------------------------------------------------- opinions
-- The last row of a version and a box counts.  'withdrawn' takes the earlier one back.
CREATE TABLE opinion (
    id           INTEGER PRIMARY KEY,
    ref          TEXT    NOT NULL UNIQUE,
    version_id   INTEGER NOT NULL REFERENCES nomination_version (id),
    box          TEXT    NOT NULL CHECK (box IN ('district', 'sector')),
    decision     TEXT    NOT NULL CHECK (decision IN ('agree', 'disagree', 'withdrawn')),
    text         TEXT    NOT NULL CHECK (length(text) <= 800),
    signer_name  TEXT    NOT NULL CHECK (length(signer_name) <= 30),
    signer_title TEXT    NOT NULL CHECK (length(signer_title) <= 40),
    signed_on    TEXT    NOT NULL CHECK (signed_on = '' OR signed_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    body_id      INTEGER NOT NULL REFERENCES body (id),
    given_at     INTEGER NOT NULL,
    given_by     INTEGER NOT NULL REFERENCES account (id),
    CHECK (decision = 'withdrawn' OR (text <> '' AND signer_name <> '' AND signed_on <> ''))
) STRICT;
CREATE INDEX opinion_by_version ON opinion (version_id, box, id);
CREATE INDEX opinion_by_body ON opinion (body_id, id);
CREATE TRIGGER opinion_is_final BEFORE UPDATE ON opinion BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER opinion_stays BEFORE DELETE ON opinion BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- ---------------------------------------------------------------- returned for revision
-- All defects at once (handbook 8 row 3): a general reason, and a remark for each field that is opened.
CREATE TABLE return_notice (
    id            INTEGER PRIMARY KEY,
    ref           TEXT    NOT NULL UNIQUE,
    nomination_id INTEGER NOT NULL REFERENCES nomination (id),
    version_id    INTEGER NOT NULL REFERENCES nomination_version (id), -- which was returned
    box           TEXT    NOT NULL CHECK (box IN ('district', 'sector', 'office')),
    body_id       INTEGER NOT NULL REFERENCES body (id),
    reason        TEXT    NOT NULL CHECK (length(reason) BETWEEN 2 AND 800),
    due_at        INTEGER NOT NULL, -- exclusive, as a stage's close
    returned_at   INTEGER NOT NULL,
    returned_by   INTEGER NOT NULL REFERENCES account (id),
    CHECK (due_at > returned_at)
) STRICT;
CREATE INDEX return_by_nomination ON return_notice (nomination_id, id);
CREATE TABLE return_remark (
    return_id INTEGER NOT NULL REFERENCES return_notice (id),
    ident     TEXT    NOT NULL,
    text      TEXT    NOT NULL CHECK (length(text) BETWEEN 2 AND 800),
    PRIMARY KEY (return_id, ident)
) STRICT, WITHOUT ROWID;
-- 'resubmitted' by the unit's next version; 'recalled' by who returned it: the version counts again as it was.
CREATE TABLE return_end (
    return_id INTEGER PRIMARY KEY REFERENCES return_notice (id),
    how       TEXT    NOT NULL CHECK (how IN ('resubmitted', 'recalled')),
    ended_at  INTEGER NOT NULL,
    ended_by  INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE TRIGGER return_notice_is_final BEFORE UPDATE ON return_notice BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER return_notice_stays BEFORE DELETE ON return_notice BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER return_remark_is_final BEFORE UPDATE ON return_remark BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER return_remark_stays BEFORE DELETE ON return_remark BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER return_end_is_final BEFORE UPDATE ON return_end BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER return_end_stays BEFORE DELETE ON return_end BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- ---------------------------------------------------------------- recommendation
-- The order in which a body thinks of those it recommends, until it sends its list.  Who is recommended is an opinion.
CREATE TABLE recommendation_order (
    body_id       INTEGER NOT NULL REFERENCES body (id),
    nomination_id INTEGER NOT NULL REFERENCES nomination (id),
    ord           INTEGER NOT NULL CHECK (ord >= 1),
    PRIMARY KEY (body_id, nomination_id)
) STRICT, WITHOUT ROWID;

-- A list as it was sent: one act by the body, sealed on paper afterwards.  No item with a place: "无推荐", with its reason.
CREATE TABLE recommendation_list (
    id          INTEGER PRIMARY KEY,
    ref         TEXT    NOT NULL UNIQUE,
    round_id    INTEGER NOT NULL REFERENCES round (id),
    body_id     INTEGER NOT NULL REFERENCES body (id),
    number      INTEGER NOT NULL CHECK (number >= 1), -- the body's first, second, ... sending
    reason      TEXT    NOT NULL CHECK (length(reason) <= 800), -- why none, or fewer than the least
    filler_name TEXT    NOT NULL CHECK (length(filler_name) BETWEEN 2 AND 30),
    filler_phone TEXT   NOT NULL CHECK (length(filler_phone) BETWEEN 3 AND 40),
    record      TEXT    NOT NULL, -- canonical JSON; what the fingerprint covers
    sha256      TEXT    NOT NULL CHECK (length(sha256) = 64),
    check_code  TEXT    NOT NULL,
    sent_at     INTEGER NOT NULL,
    sent_by     INTEGER NOT NULL REFERENCES account (id),
    UNIQUE (round_id, body_id, number)
) STRICT;
CREATE INDEX recommendation_list_by_code ON recommendation_list (check_code);
-- Everything that lay before the body: what it recommends has a place, what it does not has none.
CREATE TABLE recommendation_item (
    list_id    INTEGER NOT NULL REFERENCES recommendation_list (id),
    version_id INTEGER NOT NULL REFERENCES nomination_version (id),
    place      INTEGER CHECK (place >= 1),
    PRIMARY KEY (list_id, version_id),
    UNIQUE (list_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX recommendation_item_by_version ON recommendation_item (version_id);
-- Recalled by the body before the office has it; received by the office.  Never both.
CREATE TABLE recommendation_turn (
    list_id   INTEGER PRIMARY KEY REFERENCES recommendation_list (id),
    turn      TEXT    NOT NULL CHECK (turn IN ('recalled', 'received')),
    turned_at INTEGER NOT NULL,
    turned_by INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE TRIGGER recommendation_list_is_final BEFORE UPDATE ON recommendation_list BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER recommendation_list_stays BEFORE DELETE ON recommendation_list BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER recommendation_item_is_final BEFORE UPDATE ON recommendation_item BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER recommendation_item_stays BEFORE DELETE ON recommendation_item BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER recommendation_turn_is_final BEFORE UPDATE ON recommendation_turn BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER recommendation_turn_stays BEFORE DELETE ON recommendation_turn BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- ---------------------------------------------------------------- how far each has come
-- One row a nomination that was submitted, of the version that counts.  domain/chain.h says what it means.
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
                WHERE i.version_id = v.id AND t.turn = 'received') AS is_received
  FROM nomination n JOIN nomination_version v ON v.nomination_id = n.id AND v.version_no = n.version_no;
