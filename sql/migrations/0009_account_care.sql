-- The second factor of a sign-in, accounts that were erased at their owner's wish, and duties handed over for a time.

-- ---------------------------------------------------------------- the second factor
-- Secrets are sealed under a key outside the database; '' is none.
CREATE TABLE second_factor (
    account_id   INTEGER PRIMARY KEY REFERENCES account (id),
    secret       TEXT    NOT NULL DEFAULT '',
    confirmed_at INTEGER, -- NULL: not yet in force
    pending      TEXT    NOT NULL DEFAULT '', -- shown to its owner and not yet confirmed by a code
    pending_at   INTEGER NOT NULL DEFAULT 0,
    last_step    INTEGER NOT NULL DEFAULT 0, -- a code is used once
    failures     INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
    lockouts     INTEGER NOT NULL DEFAULT 0 CHECK (lockouts >= 0),
    locked_until INTEGER NOT NULL DEFAULT 0,
    CHECK ((secret = '') = (confirmed_at IS NULL))
) STRICT;
CREATE TRIGGER second_factor_goes_on BEFORE UPDATE ON second_factor
 WHEN NEW.account_id <> OLD.account_id OR (NEW.secret = OLD.secret AND NEW.last_step < OLD.last_step)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- Codes for a lost telephone.  Only their keyed hashes are kept.
CREATE TABLE recovery_code (
    account_id INTEGER NOT NULL REFERENCES account (id),
    code_hash  TEXT    NOT NULL CHECK (length(code_hash) = 64),
    used_at    INTEGER,
    PRIMARY KEY (account_id, code_hash)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER recovery_code_is_used_once BEFORE UPDATE ON recovery_code
 WHEN OLD.used_at IS NOT NULL OR NEW.code_hash <> OLD.code_hash OR NEW.account_id <> OLD.account_id
BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- A link by which the owner, who still knows the password, takes a lost second factor away.
CREATE TABLE second_factor_reset (
    id         INTEGER PRIMARY KEY,
    token_hash TEXT    NOT NULL UNIQUE CHECK (length(token_hash) = 64),
    account_id INTEGER NOT NULL REFERENCES account (id),
    made_at    INTEGER NOT NULL,
    made_by    INTEGER NOT NULL REFERENCES account (id),
    expires_at INTEGER NOT NULL,
    used_at    INTEGER,
    ended_at   INTEGER, -- a newer one took its place
    CHECK (expires_at > made_at),
    CHECK (made_by <> account_id),
    CHECK (used_at IS NULL OR ended_at IS NULL)
) STRICT;
CREATE INDEX second_factor_reset_by_account ON second_factor_reset (account_id);
CREATE TRIGGER second_factor_reset_is_final BEFORE UPDATE ON second_factor_reset
 WHEN OLD.used_at IS NOT NULL OR OLD.ended_at IS NOT NULL OR NEW.token_hash <> OLD.token_hash
   OR NEW.account_id <> OLD.account_id OR NEW.made_by <> OLD.made_by OR NEW.expires_at <> OLD.expires_at
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER second_factor_reset_stays BEFORE DELETE ON second_factor_reset
BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- ---------------------------------------------------------------- erased at the owner's wish
-- The row stays as a number for what was done under it; name, login and password are gone for ever.
ALTER TABLE account ADD COLUMN erased_at INTEGER;
CREATE TRIGGER erased_account_is_final BEFORE UPDATE ON account WHEN OLD.erased_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- A decided registration stays as it was, except that the person in it may be erased.
DROP TRIGGER registration_is_decided_once;
CREATE TRIGGER registration_is_decided_once BEFORE UPDATE ON registration
 WHEN OLD.state <> 'waiting'
  AND NOT (NEW.login = 'erased' AND NEW.contact_name = '已注销' AND NEW.contact_phone = '' AND NEW.source = ''
           AND (NEW.id, NEW.ref, NEW.round_id, NEW.number, NEW.state, NEW.name, NEW.org_code, NEW.unit_kind, NEW.district_id,
                NEW.window_name, NEW.password_hash, NEW.revision, NEW.created_at, NEW.decided_at, NEW.decided_by, NEW.reason)
             = (OLD.id, OLD.ref, OLD.round_id, OLD.number, OLD.state, OLD.name, OLD.org_code, OLD.unit_kind, OLD.district_id,
                OLD.window_name, OLD.password_hash, OLD.revision, OLD.created_at, OLD.decided_at, OLD.decided_by, OLD.reason)
           AND NEW.body_id IS OLD.body_id AND NEW.sector_id IS OLD.sector_id)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE INDEX registration_by_login ON registration (login);
CREATE INDEX import_row_by_login ON import_row (login) WHERE login <> '';
-- What one person did, for the person's own copy.
CREATE INDEX audit_entry_by_actor ON audit_entry (actor_id, verb) WHERE actor_id IS NOT NULL;

-- Who is left when somebody goes.
CREATE INDEX nomination_of_body ON nomination (body_id) WHERE state <> 'withdrawn';
CREATE INDEX account_by_role ON account (role) WHERE state = 'active';

-- ---------------------------------------------------------------- duties handed over for a time
CREATE TABLE delegation (
    id          INTEGER PRIMARY KEY,
    ref         TEXT    NOT NULL UNIQUE,
    holder_id   INTEGER NOT NULL REFERENCES account (id), -- whose duties
    delegate_id INTEGER NOT NULL REFERENCES account (id), -- who does them
    begins_at   INTEGER NOT NULL,
    ends_at     INTEGER NOT NULL, -- exclusive: 24:00 of the last day
    reason      TEXT    NOT NULL CHECK (length(reason) BETWEEN 2 AND 200),
    made_at     INTEGER NOT NULL,
    made_by     INTEGER NOT NULL REFERENCES account (id),
    recalled_at INTEGER,
    recalled_by INTEGER REFERENCES account (id),
    CHECK (holder_id <> delegate_id),
    CHECK (ends_at > begins_at),
    CHECK ((recalled_at IS NULL) = (recalled_by IS NULL))
) STRICT;
CREATE INDEX delegation_by_delegate ON delegation (delegate_id, ends_at);
CREATE INDEX delegation_by_holder ON delegation (holder_id, ends_at);
CREATE TRIGGER delegation_is_recalled_once BEFORE UPDATE ON delegation
 WHEN OLD.recalled_at IS NOT NULL OR NEW.recalled_at IS NULL OR NEW.ref <> OLD.ref OR NEW.holder_id <> OLD.holder_id
   OR NEW.delegate_id <> OLD.delegate_id OR NEW.begins_at <> OLD.begins_at OR NEW.ends_at <> OLD.ends_at
   OR NEW.reason <> OLD.reason OR NEW.made_at <> OLD.made_at OR NEW.made_by <> OLD.made_by
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER delegation_stays BEFORE DELETE ON delegation BEGIN SELECT RAISE(ABORT, 'append-only'); END;
