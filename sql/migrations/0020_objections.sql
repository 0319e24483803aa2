-- 反映意见和异议: what the public and letters say of published brands, the docket that follows each, and who may read an
-- objector's identity.  Handbook 4.2, 4.3; section 0, fact 8: nothing of it but a redacted question ever leaves the office.

-- One that came in, as it came in.  Neither the sender's network address nor anything else about the sender is kept here.
CREATE TABLE objection (
    id            INTEGER PRIMARY KEY,
    ref           TEXT    NOT NULL UNIQUE,
    round_id      INTEGER NOT NULL REFERENCES round (id),
    number        INTEGER NOT NULL CHECK (number >= 1),
    receipt_no    TEXT    NOT NULL UNIQUE,
    code_hash     TEXT    NOT NULL UNIQUE CHECK (length(code_hash) = 64), -- keyed hash of the query code; the code is nowhere
    brand_id      INTEGER REFERENCES published_brand (id), -- NULL: about the list as a whole
    channel       TEXT    NOT NULL CHECK (channel IN ('web', 'phone', 'letter', 'email', 'visit', 'box')),
    category      TEXT    NOT NULL CHECK (category IN ('eligibility', 'facts', 'discipline', 'accident', 'service', 'infringement', 'procedure', 'praise', 'other')),
    text          TEXT    NOT NULL CHECK (length(text) BETWEEN 1 AND 6000),
    is_identified INTEGER NOT NULL CHECK (is_identified IN (0, 1)), -- 实名
    is_body       INTEGER NOT NULL CHECK (is_body IN (0, 1)),       -- a unit, not a person
    received_on   TEXT    NOT NULL CHECK (received_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    postmark_on   TEXT    NOT NULL CHECK (postmark_on = '' OR postmark_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    registered_at INTEGER NOT NULL,
    registered_by INTEGER REFERENCES account (id), -- NULL: the sender, on the page
    UNIQUE (round_id, number),
    CHECK ((channel = 'web') = (registered_by IS NULL)),
    CHECK (channel <> 'web' OR brand_id IS NOT NULL),
    CHECK ((channel = 'letter') = (postmark_on <> ''))
) STRICT;
CREATE INDEX objection_by_brand ON objection (brand_id);
-- Who sent it.  Apart from the rest, so that it can be forgotten one day while the docket stays.
CREATE TABLE objection_identity (
    objection_id INTEGER PRIMARY KEY REFERENCES objection (id),
    name         TEXT    NOT NULL CHECK (length(name) <= 60),
    phone        TEXT    NOT NULL CHECK (length(phone) <= 60),
    email        TEXT    NOT NULL CHECK (length(email) <= 100)
) STRICT;
CREATE TABLE objection_file (
    objection_id INTEGER NOT NULL REFERENCES objection (id),
    ord          INTEGER NOT NULL CHECK (ord BETWEEN 1 AND 3),
    sha256       TEXT    NOT NULL REFERENCES evidence_file (sha256),
    name         TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    PRIMARY KEY (objection_id, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX objection_file_by_sha ON objection_file (sha256);

-- What was done about it, step by step.  Where it stands is its last step; nothing is stored twice.
CREATE TABLE objection_step (
    objection_id INTEGER NOT NULL REFERENCES objection (id),
    number       INTEGER NOT NULL CHECK (number >= 1),
    act          TEXT    NOT NULL CHECK (act IN ('register', 'accept', 'decline', 'assign', 'verify', 'investigate', 'note', 'ask',
                                                 'conclude', 'answer', 'ask_review', 'review', 'archive')),
    state        TEXT    NOT NULL CHECK (state IN ('registered', 'accepted', 'declined', 'investigating', 'concluded', 'answered',
                                                   'review_asked', 'reviewed', 'archived')),
    text         TEXT    NOT NULL CHECK (length(text) <= 6000),
    finding      TEXT    NOT NULL CHECK (finding IN ('', 'upheld', 'partly_upheld', 'not_upheld', 'unverifiable', 'withdrawn', 'transferred')),
    effect       TEXT    NOT NULL CHECK (effect IN ('', 'disqualify', 'suspend', 'rectify', 'none')),
    handler_id   INTEGER REFERENCES account (id),
    done_at      INTEGER NOT NULL,
    done_by      INTEGER REFERENCES account (id), -- NULL: the sender
    PRIMARY KEY (objection_id, number),
    CHECK ((act IN ('conclude', 'review')) = (finding <> '')),
    CHECK ((finding <> '') = (effect <> '')),
    CHECK ((act = 'assign') = (handler_id IS NOT NULL)),
    CHECK (act NOT IN ('decline', 'conclude', 'answer', 'ask_review', 'review', 'note', 'ask') OR text <> ''),
    CHECK (done_by IS NOT NULL OR act IN ('register', 'ask_review'))
) STRICT, WITHOUT ROWID;
-- One review, and one end.
CREATE UNIQUE INDEX objection_step_once ON objection_step (objection_id, act) WHERE act IN ('register', 'accept', 'decline', 'conclude', 'answer', 'ask_review', 'review', 'archive');
CREATE INDEX objection_step_by_handler ON objection_step (handler_id) WHERE handler_id IS NOT NULL;
CREATE INDEX objection_step_by_person ON objection_step (done_by, objection_id);

-- What the unit is asked: words of the office, never the letter; and what it says.
CREATE TABLE objection_question (
    id           INTEGER PRIMARY KEY,
    ref          TEXT    NOT NULL UNIQUE,
    objection_id INTEGER NOT NULL REFERENCES objection (id),
    text         TEXT    NOT NULL CHECK (length(text) BETWEEN 1 AND 3000),
    due_on       TEXT    NOT NULL CHECK (due_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    asked_at     INTEGER NOT NULL,
    asked_by     INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX objection_question_by_objection ON objection_question (objection_id, id);
CREATE INDEX objection_question_by_person ON objection_question (asked_by);
CREATE TABLE objection_reply (
    question_id INTEGER PRIMARY KEY REFERENCES objection_question (id),
    text        TEXT    NOT NULL CHECK (length(text) BETWEEN 1 AND 6000),
    replied_at  INTEGER NOT NULL,
    replied_by  INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX objection_reply_by_person ON objection_reply (replied_by);

-- 异议经办人 and 异议负责人, named by the security administrator, from one day through another.
CREATE TABLE objection_duty (
    id         INTEGER PRIMARY KEY,
    ref        TEXT    NOT NULL UNIQUE,
    account_id INTEGER NOT NULL REFERENCES account (id),
    duty       TEXT    NOT NULL CHECK (duty IN ('handler', 'head')),
    from_on    TEXT    NOT NULL CHECK (from_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    until_on   TEXT    NOT NULL CHECK (until_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    ground     TEXT    NOT NULL CHECK (length(ground) BETWEEN 2 AND 200), -- on whose decision
    granted_at INTEGER NOT NULL,
    granted_by INTEGER NOT NULL REFERENCES account (id),
    CHECK (from_on <= until_on)
) STRICT;
CREATE INDEX objection_duty_by_account ON objection_duty (account_id);
CREATE INDEX objection_duty_by_person ON objection_duty (granted_by);
CREATE TABLE objection_duty_end (
    duty_id  INTEGER PRIMARY KEY REFERENCES objection_duty (id),
    ended_at INTEGER NOT NULL,
    ended_by INTEGER NOT NULL REFERENCES account (id)
) STRICT;
-- Each time that somebody read who an objector is.
CREATE TABLE objection_reading (
    id           INTEGER PRIMARY KEY,
    objection_id INTEGER NOT NULL REFERENCES objection (id),
    reason       TEXT    NOT NULL CHECK (length(reason) BETWEEN 2 AND 200),
    read_at      INTEGER NOT NULL,
    read_by      INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX objection_reading_by_objection ON objection_reading (objection_id, id);
CREATE INDEX objection_reading_by_person ON objection_reading (read_by);

CREATE TRIGGER objection_is_final BEFORE UPDATE ON objection BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER objection_stays BEFORE DELETE ON objection BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER objection_identity_is_final BEFORE UPDATE ON objection_identity BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER objection_file_is_final BEFORE UPDATE ON objection_file BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER objection_file_stays BEFORE DELETE ON objection_file BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER objection_step_is_final BEFORE UPDATE ON objection_step BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER objection_step_stays BEFORE DELETE ON objection_step BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER objection_question_is_final BEFORE UPDATE ON objection_question BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER objection_question_stays BEFORE DELETE ON objection_question BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER objection_reply_is_final BEFORE UPDATE ON objection_reply BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER objection_reply_stays BEFORE DELETE ON objection_reply BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER objection_duty_is_final BEFORE UPDATE ON objection_duty BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER objection_duty_stays BEFORE DELETE ON objection_duty BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER objection_duty_end_is_final BEFORE UPDATE ON objection_duty_end BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER objection_duty_end_stays BEFORE DELETE ON objection_duty_end BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER objection_reading_is_final BEFORE UPDATE ON objection_reading BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER objection_reading_stays BEFORE DELETE ON objection_reading BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- Each objection with where it stands: its last step, the finding that counts, who handles it, when the clocks began.
CREATE VIEW objection_now AS
SELECT o.id, o.ref, o.round_id, o.number, o.receipt_no, o.brand_id, o.channel, o.category, o.text, o.is_identified, o.is_body,
       o.received_on, o.postmark_on, o.registered_at, o.registered_by,
       b.nomination_id, COALESCE(b.brand_name, '') AS brand_name, COALESCE(b.unit_name, '') AS unit_name,
       s.number AS step_no, s.state,
       COALESCE((SELECT x.finding FROM objection_step x WHERE x.objection_id = o.id AND x.finding <> '' ORDER BY x.number DESC LIMIT 1), '') AS finding,
       COALESCE((SELECT x.effect FROM objection_step x WHERE x.objection_id = o.id AND x.finding <> '' ORDER BY x.number DESC LIMIT 1), '') AS effect,
       COALESCE((SELECT x.handler_id FROM objection_step x WHERE x.objection_id = o.id AND x.act = 'assign' ORDER BY x.number DESC LIMIT 1), 0) AS handler_id,
       EXISTS (SELECT 1 FROM objection_step x WHERE x.objection_id = o.id AND x.act = 'verify') AS is_verified,
       COALESCE((SELECT x.done_at FROM objection_step x WHERE x.objection_id = o.id AND x.act IN ('accept', 'decline')), 0) AS acknowledged_at,
       COALESCE((SELECT x.done_at FROM objection_step x WHERE x.objection_id = o.id AND x.act = 'conclude'), 0) AS concluded_at,
       COALESCE((SELECT x.done_at FROM objection_step x WHERE x.objection_id = o.id AND x.act = 'answer'), 0) AS answered_at,
       COALESCE((SELECT x.done_at FROM objection_step x WHERE x.objection_id = o.id AND x.act = 'ask_review'), 0) AS review_asked_at
  FROM objection o LEFT JOIN published_brand b ON b.id = o.brand_id
  JOIN objection_step s ON s.objection_id = o.id AND s.number = (SELECT MAX(x.number) FROM objection_step x WHERE x.objection_id = o.id);

-- Real name or not (handbook 4.2), how long the office gives itself (4.3), what the numbers begin with.
INSERT INTO round_setting (round_id, key, value) SELECT id, 'objection_identity', 'encouraged' FROM round;
INSERT INTO round_setting (round_id, key, value) SELECT id, 'objection_acknowledge_workdays', '1' FROM round;
INSERT INTO round_setting (round_id, key, value) SELECT id, 'objection_conclude_workdays', '5' FROM round;
INSERT INTO round_setting (round_id, key, value) SELECT id, 'objection_reply_workdays', '2' FROM round;
INSERT INTO round_setting (round_id, key, value) SELECT id, 'objection_prefix', 'GS-' || year FROM round;

-- Those that hold up the naming of their brand; domain/objection.c says why, tests hold the two against each other.
CREATE VIEW objection_holding AS
SELECT b.nomination_id, o.id AS objection_id,
       EXISTS (SELECT 1 FROM objection_question q WHERE q.objection_id = o.id) AS was_asked
  FROM published_brand b JOIN objection o ON o.brand_id = b.id
  JOIN objection_step s ON s.objection_id = o.id AND s.number = (SELECT MAX(x.number) FROM objection_step x WHERE x.objection_id = o.id)
 WHERE o.category <> 'praise'
   AND (s.state IN ('registered', 'accepted', 'investigating', 'review_asked')
        OR COALESCE((SELECT x.effect FROM objection_step x WHERE x.objection_id = o.id AND x.finding <> '' ORDER BY x.number DESC LIMIT 1),
                    'none') <> 'none');
