-- 公示: what the public reads.  Only an audited release fills these tables, and the connection of the public pages reads no
-- others: it cannot leak a shortlist, because it cannot see one.

-- A version of the public notice as it was released.  A change of substance is the next version; none is ever altered.
CREATE TABLE published_notice (
    id           INTEGER PRIMARY KEY,
    ref          TEXT    NOT NULL UNIQUE,
    round_id     INTEGER NOT NULL REFERENCES round (id),
    version_no   INTEGER NOT NULL CHECK (version_no >= 1),
    title        TEXT    NOT NULL CHECK (title <> ''),
    title_lines  TEXT    NOT NULL, -- the title cut where a line may break, parts separated by '|'
    issuer       TEXT    NOT NULL CHECK (issuer <> ''),
    issued_on    TEXT    NOT NULL CHECK (issued_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    opens_on     TEXT    NOT NULL CHECK (opens_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    closes_on    TEXT    NOT NULL CHECK (closes_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), -- through 24:00
    workdays     INTEGER NOT NULL CHECK (workdays >= 0),
    sort         TEXT    NOT NULL CHECK (sort IN ('sector', 'strokes', 'number')),
    change_text  TEXT    NOT NULL CHECK ((version_no = 1) = (change_text = '')), -- what is different from the one before
    record       TEXT    NOT NULL, -- canonical JSON; what the fingerprint covers
    sha256       TEXT    NOT NULL CHECK (length(sha256) = 64),
    check_code   TEXT    NOT NULL,
    published_at INTEGER NOT NULL,
    UNIQUE (round_id, version_no),
    CHECK (opens_on <= closes_on)
) STRICT;
CREATE TABLE published_paragraph (
    notice_id INTEGER NOT NULL REFERENCES published_notice (id),
    ord       INTEGER NOT NULL CHECK (ord >= 1),
    kind      TEXT    NOT NULL CHECK (kind IN ('text', 'contact', 'sign')),
    text      TEXT    NOT NULL CHECK (text <> ''),
    PRIMARY KEY (notice_id, ord)
) STRICT, WITHOUT ROWID;

-- A brand as the public reads it, under an address that nobody guesses.
CREATE TABLE published_brand (
    id               INTEGER PRIMARY KEY,
    ref              TEXT    NOT NULL UNIQUE,
    round_id         INTEGER NOT NULL REFERENCES round (id),
    nomination_id    INTEGER NOT NULL UNIQUE REFERENCES name_frozen (nomination_id), -- shown nowhere
    brand_name       TEXT    NOT NULL CHECK (brand_name <> ''),
    unit_name        TEXT    NOT NULL CHECK (unit_name <> ''),
    window_name      TEXT    NOT NULL,
    sector_name      TEXT    NOT NULL,
    recommender_name TEXT    NOT NULL,
    slogan           TEXT    NOT NULL,
    summary          TEXT    NOT NULL
) STRICT;
-- The five conditions, as the round allows.
CREATE TABLE published_part (
    brand_id INTEGER NOT NULL REFERENCES published_brand (id),
    ord      INTEGER NOT NULL CHECK (ord >= 1),
    title    TEXT    NOT NULL CHECK (title <> ''),
    text     TEXT    NOT NULL CHECK (text <> ''),
    PRIMARY KEY (brand_id, ord)
) STRICT, WITHOUT ROWID;
CREATE TABLE published_picture (
    brand_id INTEGER NOT NULL REFERENCES published_brand (id),
    ord      INTEGER NOT NULL CHECK (ord >= 1),
    kind     TEXT    NOT NULL CHECK (kind IN ('logo', 'photo')),
    sha256   TEXT    NOT NULL CHECK (length(sha256) = 64),
    thumb    TEXT    NOT NULL CHECK (length(thumb) = 64),
    format   TEXT    NOT NULL CHECK (format IN ('jpeg', 'png')),
    width    INTEGER NOT NULL CHECK (width > 0),
    height   INTEGER NOT NULL CHECK (height > 0),
    caption  TEXT    NOT NULL,
    PRIMARY KEY (brand_id, ord)
) STRICT, WITHOUT ROWID;
-- The list of one version, in its order.  A brand that was removed stays in it as removed.
CREATE TABLE published_line (
    notice_id    INTEGER NOT NULL REFERENCES published_notice (id),
    place        INTEGER NOT NULL CHECK (place >= 1),
    brand_id     INTEGER NOT NULL REFERENCES published_brand (id),
    is_removed   INTEGER NOT NULL CHECK (is_removed IN (0, 1)),
    removal_text TEXT    NOT NULL CHECK (is_removed = 1 OR removal_text = ''),
    PRIMARY KEY (notice_id, place),
    UNIQUE (notice_id, brand_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX published_line_by_brand ON published_line (brand_id);

CREATE TRIGGER published_notice_is_final BEFORE UPDATE ON published_notice BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_notice_stays BEFORE DELETE ON published_notice BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_paragraph_is_final BEFORE UPDATE ON published_paragraph BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_paragraph_stays BEFORE DELETE ON published_paragraph BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_brand_is_final BEFORE UPDATE ON published_brand BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_brand_stays BEFORE DELETE ON published_brand BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_part_is_final BEFORE UPDATE ON published_part BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_part_stays BEFORE DELETE ON published_part BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_picture_is_final BEFORE UPDATE ON published_picture BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_picture_stays BEFORE DELETE ON published_picture BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_line_is_final BEFORE UPDATE ON published_line BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_line_stays BEFORE DELETE ON published_line BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- The version of each round that holds: the newest.
CREATE VIEW published_now AS
SELECT n.* FROM published_notice n
 WHERE n.version_no = (SELECT MAX(x.version_no) FROM published_notice x WHERE x.round_id = n.round_id);
