-- People beyond the first account: the head of a body, links that are used once, registrations and their admission, and
-- registers that are imported.

-- The body's own head invites colleagues and issues their resets; the first account of a body is it.
ALTER TABLE account ADD COLUMN is_head INTEGER NOT NULL DEFAULT 0 CHECK (is_head IN (0, 1));
UPDATE account SET is_head = 1
 WHERE id IN (SELECT MIN(id) FROM account WHERE state = 'active' GROUP BY body_id);
CREATE UNIQUE INDEX one_head ON account (body_id) WHERE is_head = 1;
CREATE INDEX body_by_code ON body (org_code) WHERE org_code <> '';

-- A link that is handed over by a person and works once.  Only the token's SHA-256 is kept.
CREATE TABLE account_link (
    id         INTEGER PRIMARY KEY,
    token_hash TEXT    NOT NULL UNIQUE CHECK (length(token_hash) = 64),
    purpose    TEXT    NOT NULL CHECK (purpose IN ('invite', 'reset')),
    body_id    INTEGER NOT NULL REFERENCES body (id),
    account_id INTEGER REFERENCES account (id), -- whose password is reset
    role       TEXT    NOT NULL CHECK (role IN ('unit', 'district', 'sector', 'joint', 'office', 'judge', 'tally', 'supervisor', 'commission', 'admin', 'security', 'auditor')),
    made_at    INTEGER NOT NULL,
    made_by    INTEGER NOT NULL REFERENCES account (id),
    expires_at INTEGER NOT NULL,
    used_at    INTEGER,
    used_by    INTEGER REFERENCES account (id), -- the account that it made or reset
    ended_at   INTEGER, -- a newer one took its place
    CHECK ((purpose = 'reset') = (account_id IS NOT NULL)),
    CHECK (expires_at > made_at),
    CHECK ((used_at IS NULL) = (used_by IS NULL)),
    CHECK (used_at IS NULL OR ended_at IS NULL)
) STRICT;
CREATE INDEX account_link_by_body ON account_link (body_id, made_at);
CREATE INDEX account_link_by_account ON account_link (account_id) WHERE account_id IS NOT NULL;
CREATE TRIGGER account_link_is_final BEFORE UPDATE ON account_link
 WHEN OLD.used_at IS NOT NULL OR OLD.ended_at IS NOT NULL OR NEW.token_hash <> OLD.token_hash OR NEW.purpose <> OLD.purpose
   OR NEW.body_id <> OLD.body_id OR NEW.account_id IS NOT OLD.account_id OR NEW.role <> OLD.role
   OR NEW.expires_at <> OLD.expires_at OR NEW.made_by <> OLD.made_by
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER account_link_stays BEFORE DELETE ON account_link BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- A unit that registers itself.  Its first account exists only once it was admitted.
CREATE TABLE registration (
    id            INTEGER PRIMARY KEY,
    ref           TEXT    NOT NULL UNIQUE, -- in addresses; unguessable
    round_id      INTEGER NOT NULL REFERENCES round (id),
    number        INTEGER NOT NULL CHECK (number >= 1),
    state         TEXT    NOT NULL CHECK (state IN ('waiting', 'admitted', 'refused')),
    name          TEXT    NOT NULL CHECK (length(name) BETWEEN 2 AND 60),
    org_code      TEXT    NOT NULL DEFAULT '',
    unit_kind     TEXT    NOT NULL,
    sector_id     INTEGER REFERENCES sector (id), -- NULL: outside the participating sectors
    district_id   INTEGER NOT NULL REFERENCES district (id),
    window_name   TEXT    NOT NULL,
    contact_name  TEXT    NOT NULL CHECK (length(contact_name) BETWEEN 1 AND 30),
    contact_phone TEXT    NOT NULL,
    login         TEXT    NOT NULL COLLATE NOCASE CHECK (length(login) BETWEEN 2 AND 40),
    password_hash TEXT    NOT NULL, -- handed to the account when admitted; '' once decided
    source        TEXT    NOT NULL, -- the address that it came from, for the limit of a day
    revision      INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
    created_at    INTEGER NOT NULL,
    decided_at    INTEGER,
    decided_by    INTEGER REFERENCES account (id),
    reason        TEXT    NOT NULL DEFAULT '',
    body_id       INTEGER REFERENCES body (id), -- what admission made
    UNIQUE (round_id, number),
    CHECK ((state = 'waiting') = (decided_at IS NULL)),
    CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
    CHECK ((state = 'admitted') = (body_id IS NOT NULL)),
    CHECK (state <> 'refused' OR reason <> ''),
    CHECK ((state = 'waiting') = (password_hash <> ''))
) STRICT;
CREATE UNIQUE INDEX one_waiting_name ON registration (name) WHERE state = 'waiting';
CREATE UNIQUE INDEX one_waiting_code ON registration (org_code) WHERE state = 'waiting' AND org_code <> '';
CREATE UNIQUE INDEX one_waiting_login ON registration (login) WHERE state = 'waiting';
CREATE INDEX registration_by_state ON registration (round_id, state, id);
CREATE INDEX registration_by_source ON registration (source, created_at);
CREATE TRIGGER registration_is_decided_once BEFORE UPDATE ON registration WHEN OLD.state <> 'waiting'
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER registration_stays BEFORE DELETE ON registration BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- A register of bodies and accounts that an administrator brought, first only looked at, then carried out.
CREATE TABLE import_file (
    id         INTEGER PRIMARY KEY,
    ref        TEXT    NOT NULL UNIQUE,
    filename   TEXT    NOT NULL,
    sha256     TEXT    NOT NULL CHECK (length(sha256) = 64),
    encoding   TEXT    NOT NULL CHECK (encoding IN ('UTF-8', 'GB18030')),
    made_at    INTEGER NOT NULL,
    made_by    INTEGER NOT NULL REFERENCES account (id),
    applied_at INTEGER
) STRICT;
CREATE TRIGGER import_file_is_applied_once BEFORE UPDATE ON import_file
 WHEN OLD.applied_at IS NOT NULL OR NEW.sha256 <> OLD.sha256 OR NEW.made_by <> OLD.made_by
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TABLE import_row (
    import_id   INTEGER NOT NULL REFERENCES import_file (id),
    row_no      INTEGER NOT NULL CHECK (row_no >= 1), -- the line of the sheet, its heading being 1
    role        TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    org_code    TEXT    NOT NULL,
    sector      TEXT    NOT NULL,
    district    TEXT    NOT NULL,
    login       TEXT    NOT NULL,
    person_name TEXT    NOT NULL,
    outcome     TEXT    NOT NULL CHECK (outcome IN ('new', 'same', 'differs', 'wrong')),
    said        TEXT    NOT NULL, -- what the report says about it
    PRIMARY KEY (import_id, row_no)
) STRICT, WITHOUT ROWID;
