-- The whole first schema.  Moments (_at) are UTC seconds, days (_on) are 'YYYY-MM-DD' in Beijing time.
-- STRICT, CHECK, REFERENCES and partial UNIQUE carry every rule that SQL can carry; triggers keep the append-only tables so.

-- Facts of this data directory: 'is_demo', 'clock_offset' (demonstrations only), 'installed_at'.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- ---------------------------------------------------------------- the round and what it owns
CREATE TABLE round (
    id           INTEGER PRIMARY KEY,
    slug         TEXT    NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 40),
    year         INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100),
    batch_label  TEXT    NOT NULL,
    title        TEXT    NOT NULL,
    reference_on TEXT    NOT NULL CHECK (reference_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    is_current   INTEGER NOT NULL CHECK (is_current IN (0, 1)),
    next_receipt INTEGER NOT NULL DEFAULT 1 CHECK (next_receipt >= 1)
) STRICT;
CREATE UNIQUE INDEX one_current_round ON round (is_current) WHERE is_current = 1;

-- Texts and numbers of a round that have no table of their own; every key is listed in sql/seed/README.
CREATE TABLE round_setting (
    round_id INTEGER NOT NULL REFERENCES round (id),
    key      TEXT    NOT NULL,
    value    TEXT    NOT NULL,
    PRIMARY KEY (round_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE stage_window (
    round_id    INTEGER NOT NULL REFERENCES round (id),
    stage       TEXT    NOT NULL CHECK (stage IN ('nomination', 'recommendation', 'preliminary_review', 'publicity', 'evaluation', 'promotion')),
    opens_at    INTEGER NOT NULL,
    closes_at   INTEGER NOT NULL, -- exclusive: 24:00 of the last day
    summary     TEXT    NOT NULL, -- one sentence of the notice
    before_text TEXT    NOT NULL, -- what the page offers before it opens
    open_text   TEXT    NOT NULL,
    after_text  TEXT    NOT NULL,
    PRIMARY KEY (round_id, stage),
    CHECK (opens_at < closes_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE notice (
    id           INTEGER PRIMARY KEY,
    ref          TEXT    NOT NULL UNIQUE,
    round_id     INTEGER NOT NULL REFERENCES round (id),
    title        TEXT    NOT NULL,
    title_lines  TEXT    NOT NULL, -- the title cut where a line may break, parts separated by '|'
    issuer       TEXT    NOT NULL,
    issued_on    TEXT    NOT NULL,
    published_at INTEGER NOT NULL
) STRICT;
CREATE TABLE notice_paragraph (
    notice_id INTEGER NOT NULL REFERENCES notice (id),
    ord       INTEGER NOT NULL,
    kind      TEXT    NOT NULL CHECK (kind IN ('address', 'text', 'heading', 'item', 'sign')),
    text      TEXT    NOT NULL,
    PRIMARY KEY (notice_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE condition (
    round_id INTEGER NOT NULL REFERENCES round (id),
    ord      INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    text     TEXT    NOT NULL,
    PRIMARY KEY (round_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE district (
    id                  INTEGER PRIMARY KEY,
    round_id            INTEGER NOT NULL REFERENCES round (id),
    code                TEXT    NOT NULL,
    ord                 INTEGER NOT NULL,
    name                TEXT    NOT NULL,
    office_name         TEXT    NOT NULL,
    needs_local_opinion INTEGER NOT NULL CHECK (needs_local_opinion IN (0, 1)),
    valid_from_on       TEXT,
    valid_to_on         TEXT,
    UNIQUE (round_id, code)
) STRICT;

CREATE TABLE sector (
    id             INTEGER PRIMARY KEY,
    round_id       INTEGER NOT NULL REFERENCES round (id),
    code           TEXT    NOT NULL,
    ord            INTEGER NOT NULL,
    name           TEXT    NOT NULL,
    authority_name TEXT    NOT NULL,
    UNIQUE (round_id, code)
) STRICT;

CREATE TABLE quota (
    round_id   INTEGER NOT NULL REFERENCES round (id),
    kind       TEXT    NOT NULL CHECK (kind IN ('sector', 'district')),
    places_min INTEGER NOT NULL CHECK (places_min >= 0),
    places_max INTEGER NOT NULL,
    PRIMARY KEY (round_id, kind),
    CHECK (places_max >= places_min)
) STRICT, WITHOUT ROWID;

CREATE TABLE calendar_day (
    on_date TEXT PRIMARY KEY CHECK (on_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    kind    TEXT NOT NULL CHECK (kind IN ('off', 'work')),
    name    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- the form as data of the round
CREATE TABLE form_section (
    round_id INTEGER NOT NULL REFERENCES round (id),
    code     TEXT    NOT NULL CHECK (code NOT GLOB '*[^a-z_]*'),
    ord      INTEGER NOT NULL,
    part     TEXT    NOT NULL CHECK (part IN ('prepare', 'fill', 'submit')),
    title    TEXT    NOT NULL,
    hint     TEXT    NOT NULL, -- one line on the task list
    intro    TEXT    NOT NULL, -- under the page's heading
    advice   TEXT    NOT NULL, -- beside the form, paragraphs separated by line ends
    PRIMARY KEY (round_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE form_field (
    round_id    INTEGER NOT NULL REFERENCES round (id),
    ident       TEXT    NOT NULL CHECK (ident NOT GLOB '*[^a-z0-9_.]*'),
    number      INTEGER NOT NULL, -- of handbook 1.2: 1-43; parts of one number share it
    section     TEXT    NOT NULL,
    ord         INTEGER NOT NULL,
    label       TEXT    NOT NULL,
    help        TEXT    NOT NULL DEFAULT '',
    type        TEXT    NOT NULL CHECK (type IN ('text', 'longtext', 'month', 'date', 'integer', 'choice', 'rows', 'image', 'declaration', 'computed')),
    pattern     TEXT    NOT NULL DEFAULT '' CHECK (pattern IN ('', 'brand_name', 'unit_name', 'org_code', 'postcode', 'phone', 'mobile', 'email')),
    rows_of     TEXT    NOT NULL DEFAULT '', -- ident of the repeatable group that this is a column of
    min         INTEGER NOT NULL DEFAULT 0,  -- 字 for texts, the value for integers, rows for groups
    max         INTEGER NOT NULL,
    required    TEXT    NOT NULL CHECK (required IN ('yes', 'no', 'with')),
    required_with TEXT  NOT NULL DEFAULT '', -- for 'with': required when this other field is filled
    is_public   INTEGER NOT NULL CHECK (is_public IN (0, 1)),
    stage       TEXT    NOT NULL DEFAULT 'nomination', -- asked in this stage
    PRIMARY KEY (round_id, ident),
    FOREIGN KEY (round_id, section) REFERENCES form_section (round_id, code),
    CHECK ((required = 'with') = (required_with <> '')),
    CHECK (max >= min)
) STRICT, WITHOUT ROWID;

CREATE TABLE form_choice (
    round_id INTEGER NOT NULL,
    ident    TEXT    NOT NULL,
    ord      INTEGER NOT NULL,
    value    TEXT    NOT NULL,
    label    TEXT    NOT NULL,
    PRIMARY KEY (round_id, ident, value),
    FOREIGN KEY (round_id, ident) REFERENCES form_field (round_id, ident)
) STRICT, WITHOUT ROWID;

-- The five opinion boxes of the paper; a NULL text: the route does not use the box and it gets "/".
CREATE TABLE opinion_box (
    round_id      INTEGER NOT NULL REFERENCES round (id),
    ord           INTEGER NOT NULL,
    kind          TEXT    NOT NULL CHECK (kind IN ('unit', 'district', 'sector', 'office', 'commission')),
    label         TEXT    NOT NULL,
    sector_city   TEXT,
    sector_county TEXT,
    district      TEXT,
    PRIMARY KEY (round_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE form_note (
    round_id INTEGER NOT NULL REFERENCES round (id),
    ord      INTEGER NOT NULL,
    text     TEXT    NOT NULL,
    PRIMARY KEY (round_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE copy_label (
    round_id INTEGER NOT NULL REFERENCES round (id),
    copy_no  INTEGER NOT NULL CHECK (copy_no BETWEEN 1 AND 9),
    route    TEXT    NOT NULL CHECK (route IN ('sector_city', 'sector_county', 'district')),
    keeper   TEXT    NOT NULL, -- "市文明办存"
    PRIMARY KEY (round_id, copy_no, route)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- people
CREATE TABLE body (
    id          INTEGER PRIMARY KEY,
    ref         TEXT    NOT NULL UNIQUE,
    kind        TEXT    NOT NULL CHECK (kind IN ('unit', 'district', 'sector', 'joint', 'office', 'commission', 'panel', 'system')),
    name        TEXT    NOT NULL CHECK (length(name) BETWEEN 2 AND 60),
    district_id INTEGER REFERENCES district (id),
    sector_id   INTEGER REFERENCES sector (id),
    org_code    TEXT    NOT NULL DEFAULT '',
    created_at  INTEGER NOT NULL,
    UNIQUE (kind, name),
    CHECK (kind <> 'unit' OR district_id IS NOT NULL)
) STRICT;

CREATE TABLE account (
    id             INTEGER PRIMARY KEY,
    ref            TEXT    NOT NULL UNIQUE,
    login          TEXT    NOT NULL UNIQUE COLLATE NOCASE CHECK (length(login) BETWEEN 2 AND 40),
    person_name    TEXT    NOT NULL CHECK (length(person_name) BETWEEN 1 AND 30),
    role           TEXT    NOT NULL CHECK (role IN ('unit', 'district', 'sector', 'joint', 'office', 'judge', 'tally', 'supervisor', 'commission', 'admin', 'security', 'auditor')),
    body_id        INTEGER NOT NULL REFERENCES body (id),
    password_hash  TEXT    NOT NULL,
    state          TEXT    NOT NULL CHECK (state IN ('active', 'disabled')),
    must_change    INTEGER NOT NULL CHECK (must_change IN (0, 1)),
    password_at    INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    disabled_at    INTEGER CHECK ((state = 'disabled') = (disabled_at IS NOT NULL))
) STRICT;
CREATE INDEX account_by_body ON account (body_id);

CREATE TABLE session (
    id_hash      TEXT    PRIMARY KEY, -- SHA-256 of the cookie's value
    account_id   INTEGER NOT NULL REFERENCES account (id),
    token_key    TEXT    NOT NULL,    -- keys the tokens of its forms
    created_at   INTEGER NOT NULL,
    seen_at      INTEGER NOT NULL,
    ended_at     INTEGER,
    remote_addr  TEXT    NOT NULL,
    user_agent   TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_account ON session (account_id, created_at);

-- Failed sign-ins by account and by source; five lock for fifteen minutes, and longer each time.
CREATE TABLE signin_failure (
    scope        TEXT    NOT NULL CHECK (scope IN ('account', 'source')),
    key          TEXT    NOT NULL,
    failures     INTEGER NOT NULL CHECK (failures >= 0),
    lockouts     INTEGER NOT NULL CHECK (lockouts >= 0),
    locked_until INTEGER NOT NULL,
    last_at      INTEGER NOT NULL,
    PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;

-- One row for each POST that was carried out: the same token with the same content again gets the same answer.
-- `token` is the page's token and a digest of address and content: text changed after the back button is a new POST.
CREATE TABLE once_token (
    token    TEXT    PRIMARY KEY,
    status   INTEGER NOT NULL,
    location TEXT    NOT NULL,
    used_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX once_token_by_age ON once_token (used_at);

-- ---------------------------------------------------------------- the nomination
CREATE TABLE nomination (
    id           INTEGER PRIMARY KEY,
    ref          TEXT    NOT NULL UNIQUE,
    round_id     INTEGER NOT NULL REFERENCES round (id),
    body_id      INTEGER NOT NULL REFERENCES body (id),
    slot         INTEGER NOT NULL DEFAULT 1 CHECK (slot >= 1), -- a body has one live nomination a slot
    state        TEXT    NOT NULL CHECK (state IN ('draft', 'submitted', 'withdrawn')),
    route        TEXT    CHECK (route IN ('sector_city', 'sector_county', 'district')),
    receipt_no   TEXT    UNIQUE,
    version_no   INTEGER NOT NULL DEFAULT 0 CHECK (version_no >= 0),
    created_at   INTEGER NOT NULL,
    created_by   INTEGER NOT NULL REFERENCES account (id),
    submitted_at INTEGER,
    CHECK ((version_no = 0) = (receipt_no IS NULL)),
    CHECK ((version_no = 0) = (submitted_at IS NULL)),
    CHECK (state <> 'submitted' OR (version_no >= 1 AND route IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX one_live_nomination ON nomination (round_id, body_id, slot) WHERE state <> 'withdrawn';

CREATE TABLE draft_section (
    nomination_id INTEGER NOT NULL REFERENCES nomination (id),
    section       TEXT    NOT NULL,
    revision      INTEGER NOT NULL CHECK (revision >= 1),
    saved_at      INTEGER NOT NULL,
    saved_by      INTEGER NOT NULL REFERENCES account (id),
    PRIMARY KEY (nomination_id, section)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft_value (
    nomination_id INTEGER NOT NULL REFERENCES nomination (id),
    ident         TEXT    NOT NULL,
    row_no        INTEGER NOT NULL DEFAULT 0 CHECK (row_no BETWEEN 0 AND 99),
    value         TEXT    NOT NULL CHECK (value <> ''),
    PRIMARY KEY (nomination_id, ident, row_no)
) STRICT, WITHOUT ROWID;

-- Text that could not become the draft: it is kept, shown, and never merged silently.
CREATE TABLE kept_text (
    id            INTEGER PRIMARY KEY,
    ref           TEXT    NOT NULL UNIQUE,
    nomination_id INTEGER NOT NULL REFERENCES nomination (id),
    section       TEXT    NOT NULL,
    reason        TEXT    NOT NULL CHECK (reason IN ('conflict', 'late', 'submitted')),
    kept_at       INTEGER NOT NULL,
    kept_by       INTEGER NOT NULL REFERENCES account (id),
    settled_at    INTEGER
) STRICT;
CREATE INDEX kept_text_by_nomination ON kept_text (nomination_id, section);
CREATE TABLE kept_value (
    kept_id INTEGER NOT NULL REFERENCES kept_text (id),
    ident   TEXT    NOT NULL,
    row_no  INTEGER NOT NULL,
    value   TEXT    NOT NULL,
    PRIMARY KEY (kept_id, ident, row_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE media_file (
    sha256     TEXT    PRIMARY KEY CHECK (length(sha256) = 64),
    kind       TEXT    NOT NULL CHECK (kind IN ('jpeg', 'png')),
    byte_count INTEGER NOT NULL CHECK (byte_count > 0),
    width      INTEGER NOT NULL CHECK (width > 0),
    height     INTEGER NOT NULL CHECK (height > 0),
    thumb      TEXT    NOT NULL CHECK (length(thumb) = 64), -- the small picture's file
    stored_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Every submission, for ever.
CREATE TABLE nomination_version (
    id            INTEGER PRIMARY KEY,
    nomination_id INTEGER NOT NULL REFERENCES nomination (id),
    version_no    INTEGER NOT NULL CHECK (version_no >= 1),
    submitted_at  INTEGER NOT NULL,
    submitted_by  INTEGER NOT NULL REFERENCES account (id),
    route         TEXT    NOT NULL CHECK (route IN ('sector_city', 'sector_county', 'district')),
    record        TEXT    NOT NULL, -- canonical JSON; what the fingerprint covers
    sha256        TEXT    NOT NULL CHECK (length(sha256) = 64),
    check_code    TEXT    NOT NULL,
    UNIQUE (nomination_id, version_no)
) STRICT;
CREATE TABLE version_value (
    version_id INTEGER NOT NULL REFERENCES nomination_version (id),
    ident      TEXT    NOT NULL,
    row_no     INTEGER NOT NULL,
    value      TEXT    NOT NULL,
    PRIMARY KEY (version_id, ident, row_no)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER nomination_version_is_final BEFORE UPDATE ON nomination_version BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER nomination_version_stays BEFORE DELETE ON nomination_version BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER version_value_is_final BEFORE UPDATE ON version_value BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER version_value_stays BEFORE DELETE ON version_value BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- ---------------------------------------------------------------- the audit chain
-- mac = HMAC-SHA256(key outside the database, prev mac and every column), hexadecimal.
CREATE TABLE audit_entry (
    id          INTEGER PRIMARY KEY,
    at          INTEGER NOT NULL,
    actor_id    INTEGER,          -- NULL: the command line or a visitor
    actor_role  TEXT    NOT NULL,
    verb        TEXT    NOT NULL,
    object_kind TEXT    NOT NULL,
    object_ref  TEXT    NOT NULL,
    detail      TEXT    NOT NULL,
    request_id  TEXT    NOT NULL,
    mac         TEXT    NOT NULL CHECK (length(mac) = 64)
) STRICT;
CREATE INDEX audit_entry_by_object ON audit_entry (object_kind, object_ref);
CREATE TRIGGER audit_entry_is_final BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'append-only'); END;
