-- 催办: the log of calls, numbered sheets, notices inside the application, and mail that waits to be sent.

-- Somebody of the office reached somebody of the body (handbook 8 row 8).  A slip is corrected by the next row.
CREATE TABLE reminder_call (
    id        INTEGER PRIMARY KEY,
    ref       TEXT    NOT NULL UNIQUE,
    round_id  INTEGER NOT NULL REFERENCES round (id),
    body_id   INTEGER NOT NULL REFERENCES body (id),
    channel   TEXT    NOT NULL CHECK (channel IN ('phone', 'sms', 'mail', 'visit', 'system', 'sheet')),
    person    TEXT    NOT NULL CHECK (length(person) <= 30), -- who was reached; '' for a notice or a sheet
    said      TEXT    NOT NULL CHECK (length(said) <= 400),
    owed      INTEGER NOT NULL CHECK (owed >= 0), -- how much the body owed just then
    called_at INTEGER NOT NULL,
    noted_at  INTEGER NOT NULL,
    noted_by  INTEGER NOT NULL REFERENCES account (id),
    CHECK (called_at <= noted_at),
    CHECK (channel NOT IN ('phone', 'sms', 'visit') OR person <> '')
) STRICT;
CREATE INDEX reminder_call_by_body ON reminder_call (body_id, round_id, id);
CREATE TRIGGER reminder_call_is_final BEFORE UPDATE ON reminder_call BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER reminder_call_stays BEFORE DELETE ON reminder_call BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- 催办单, as it was made; several bodies' sheets that were made together are printed together.
CREATE TABLE reminder_batch (
    id       INTEGER PRIMARY KEY,
    ref      TEXT    NOT NULL UNIQUE,
    round_id INTEGER NOT NULL REFERENCES round (id),
    made_at  INTEGER NOT NULL,
    made_by  INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE TABLE reminder_sheet (
    id       INTEGER PRIMARY KEY,
    round_id INTEGER NOT NULL REFERENCES round (id),
    number   INTEGER NOT NULL CHECK (number >= 1),
    batch_id INTEGER NOT NULL REFERENCES reminder_batch (id),
    body_id  INTEGER NOT NULL REFERENCES body (id),
    due_at   INTEGER NOT NULL,
    UNIQUE (round_id, number),
    UNIQUE (batch_id, body_id)
) STRICT;
CREATE INDEX reminder_sheet_by_body ON reminder_sheet (body_id, id);
-- One line of it.  `nomination_id`: whose it speaks of; a person who is recused of it does not find the line.
CREATE TABLE reminder_sheet_item (
    sheet_id      INTEGER NOT NULL REFERENCES reminder_sheet (id),
    ord           INTEGER NOT NULL CHECK (ord >= 1),
    nomination_id INTEGER REFERENCES nomination (id),
    text          TEXT    NOT NULL CHECK (text <> ''),
    PRIMARY KEY (sheet_id, ord)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER reminder_batch_is_final BEFORE UPDATE ON reminder_batch BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER reminder_batch_stays BEFORE DELETE ON reminder_batch BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER reminder_sheet_is_final BEFORE UPDATE ON reminder_sheet BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER reminder_sheet_stays BEFORE DELETE ON reminder_sheet BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER reminder_sheet_item_is_final BEFORE UPDATE ON reminder_sheet_item BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER reminder_sheet_item_stays BEFORE DELETE ON reminder_sheet_item BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- A notice to a body, on its people's work page until one of them settles it.
CREATE TABLE message (
    id       INTEGER PRIMARY KEY,
    ref      TEXT    NOT NULL UNIQUE,
    round_id INTEGER NOT NULL REFERENCES round (id),
    body_id  INTEGER NOT NULL REFERENCES body (id),
    kind     TEXT    NOT NULL CHECK (kind IN ('reminder', 'returned', 'opinion', 'list', 'extension', 'late')),
    title    TEXT    NOT NULL CHECK (length(title) BETWEEN 2 AND 100),
    text     TEXT    NOT NULL CHECK (length(text) <= 4000),
    link     TEXT    NOT NULL CHECK (link = '' OR (link GLOB '/*' AND link NOT GLOB '//*')),
    sent_at  INTEGER NOT NULL,
    sent_by  INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX message_by_body ON message (body_id, id);
CREATE TABLE message_settled (
    message_id INTEGER PRIMARY KEY REFERENCES message (id),
    settled_at INTEGER NOT NULL,
    settled_by INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE TRIGGER message_is_final BEFORE UPDATE ON message BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER message_stays BEFORE DELETE ON message BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER message_settled_is_final BEFORE UPDATE ON message_settled BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER message_settled_stays BEFORE DELETE ON message_settled BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- The outbox.  What is sent never changes; where it has come is its last turn.
CREATE TABLE mail (
    id         INTEGER PRIMARY KEY,
    ref        TEXT    NOT NULL UNIQUE, -- also its Message-ID
    round_id   INTEGER NOT NULL REFERENCES round (id),
    body_id    INTEGER NOT NULL REFERENCES body (id),
    to_address TEXT    NOT NULL CHECK (to_address GLOB '?*@?*' AND length(to_address) <= 100),
    subject    TEXT    NOT NULL CHECK (length(subject) BETWEEN 2 AND 100),
    text       TEXT    NOT NULL CHECK (length(text) BETWEEN 2 AND 4000),
    made_at    INTEGER NOT NULL,
    made_by    INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX mail_by_round ON mail (round_id, id);
-- Of which nominations it speaks: a person who is recused of one does not find the mail.
CREATE TABLE mail_about (
    mail_id       INTEGER NOT NULL REFERENCES mail (id),
    nomination_id INTEGER NOT NULL REFERENCES nomination (id),
    PRIMARY KEY (mail_id, nomination_id)
) STRICT, WITHOUT ROWID;
-- held: somebody shall look at it first.  sending: given to the server, and nobody may do so again until the answer is
-- known.  unknown: the answer never came; a person decides.
CREATE TABLE mail_turn (
    id       INTEGER PRIMARY KEY,
    mail_id  INTEGER NOT NULL REFERENCES mail (id),
    state    TEXT    NOT NULL CHECK (state IN ('held', 'queued', 'sending', 'sent', 'failed', 'unknown', 'stopped')),
    attempts INTEGER NOT NULL CHECK (attempts >= 0), -- how often it was given to the server until then
    next_at  INTEGER NOT NULL, -- of 'queued': not before
    detail   TEXT    NOT NULL CHECK (length(detail) <= 300),
    at       INTEGER NOT NULL,
    by       INTEGER REFERENCES account (id) -- NULL: the program
) STRICT;
CREATE INDEX mail_turn_by_mail ON mail_turn (mail_id, id);
CREATE UNIQUE INDEX mail_is_claimed_once ON mail_turn (mail_id, attempts) WHERE state = 'sending';
CREATE UNIQUE INDEX mail_is_sent_once ON mail_turn (mail_id) WHERE state = 'sent';
CREATE TRIGGER mail_turn_follows BEFORE INSERT ON mail_turn
 WHEN NOT (CASE COALESCE((SELECT t.state FROM mail_turn t WHERE t.mail_id = NEW.mail_id ORDER BY t.id DESC LIMIT 1), '')
             WHEN '' THEN NEW.state = 'held'
             WHEN 'held' THEN NEW.state IN ('queued', 'stopped')
             WHEN 'queued' THEN NEW.state IN ('sending', 'stopped', 'held')
             WHEN 'sending' THEN NEW.state IN ('sent', 'failed', 'queued', 'unknown')
             WHEN 'unknown' THEN NEW.state IN ('queued', 'sent', 'stopped')
             WHEN 'failed' THEN NEW.state IN ('queued', 'stopped')
             ELSE 0 END)
 BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER mail_is_final BEFORE UPDATE ON mail BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER mail_stays BEFORE DELETE ON mail BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER mail_about_is_final BEFORE UPDATE ON mail_about BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER mail_about_stays BEFORE DELETE ON mail_about BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER mail_turn_is_final BEFORE UPDATE ON mail_turn BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER mail_turn_stays BEFORE DELETE ON mail_turn BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- Where each has come.
CREATE VIEW mail_now AS
SELECT m.id AS mail_id, t.id AS turn_id, t.state, t.attempts, t.next_at, t.detail, t.at
  FROM mail m JOIN mail_turn t ON t.id = (SELECT MAX(x.id) FROM mail_turn x WHERE x.mail_id = m.id);

-- The reminder's words; {body}, {items} and the like are filled in (domain/reminder.h).
INSERT INTO round_setting (round_id, key, value)
SELECT id, 'reminder_text', '{body}：

{title}还有下列事项等你单位办理：

{items}

截止时间 {deadline}（{left}），请抓紧办理；已经办理的，请不必理会。有疑问请与{organiser}联系，电话 {phone}。' FROM round;
