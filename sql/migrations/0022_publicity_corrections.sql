-- 公示更正: a later version may correct what the public reads of a brand, and may take a brand back that an objection had removed and
-- a review has cleared.  A brand keeps its address; its words are in a text of their own, and each line says which one it shows.

CREATE TABLE published_text (
    id               INTEGER PRIMARY KEY,
    brand_id         INTEGER NOT NULL REFERENCES published_brand (id),
    brand_name       TEXT    NOT NULL CHECK (brand_name <> ''),
    unit_name        TEXT    NOT NULL CHECK (unit_name <> ''),
    window_name      TEXT    NOT NULL,
    sector_name      TEXT    NOT NULL,
    recommender_name TEXT    NOT NULL,
    slogan           TEXT    NOT NULL,
    summary          TEXT    NOT NULL,
    hides_before     INTEGER NOT NULL CHECK (hides_before IN (0, 1)) -- what it replaces must not be shown any more, in no version
) STRICT;
CREATE INDEX published_text_by_brand ON published_text (brand_id, id);
INSERT INTO published_text (id, brand_id, brand_name, unit_name, window_name, sector_name, recommender_name, slogan, summary, hides_before)
SELECT id, id, brand_name, unit_name, window_name, sector_name, recommender_name, slogan, summary, 0 FROM published_brand;

DROP VIEW objection_now;
ALTER TABLE published_brand DROP COLUMN brand_name;
ALTER TABLE published_brand DROP COLUMN unit_name;
ALTER TABLE published_brand DROP COLUMN window_name;
ALTER TABLE published_brand DROP COLUMN sector_name;
ALTER TABLE published_brand DROP COLUMN recommender_name;
ALTER TABLE published_brand DROP COLUMN slogan;
ALTER TABLE published_brand DROP COLUMN summary;

CREATE TABLE part_of_text (
    text_id INTEGER NOT NULL REFERENCES published_text (id),
    ord     INTEGER NOT NULL CHECK (ord >= 1),
    title   TEXT    NOT NULL CHECK (title <> ''),
    text    TEXT    NOT NULL CHECK (text <> ''),
    PRIMARY KEY (text_id, ord)
) STRICT, WITHOUT ROWID;
INSERT INTO part_of_text SELECT brand_id, ord, title, text FROM published_part;
DROP TABLE published_part;
ALTER TABLE part_of_text RENAME TO published_part;

CREATE TABLE picture_of_text (
    text_id INTEGER NOT NULL REFERENCES published_text (id),
    ord     INTEGER NOT NULL CHECK (ord >= 1),
    kind    TEXT    NOT NULL CHECK (kind IN ('logo', 'photo')),
    sha256  TEXT    NOT NULL CHECK (length(sha256) = 64),
    thumb   TEXT    NOT NULL CHECK (length(thumb) = 64),
    format  TEXT    NOT NULL CHECK (format IN ('jpeg', 'png')),
    width   INTEGER NOT NULL CHECK (width > 0),
    height  INTEGER NOT NULL CHECK (height > 0),
    caption TEXT    NOT NULL,
    PRIMARY KEY (text_id, ord)
) STRICT, WITHOUT ROWID;
INSERT INTO picture_of_text SELECT brand_id, ord, kind, sha256, thumb, format, width, height, caption FROM published_picture;
DROP TABLE published_picture;
ALTER TABLE picture_of_text RENAME TO published_picture;
CREATE INDEX published_picture_by_sha256 ON published_picture (sha256);
CREATE INDEX published_picture_by_thumb ON published_picture (thumb);

CREATE TABLE line_of_text (
    notice_id    INTEGER NOT NULL REFERENCES published_notice (id),
    place        INTEGER NOT NULL CHECK (place >= 1),
    brand_id     INTEGER NOT NULL REFERENCES published_brand (id),
    text_id      INTEGER NOT NULL REFERENCES published_text (id),
    is_removed   INTEGER NOT NULL CHECK (is_removed IN (0, 1)),
    removal_text TEXT    NOT NULL CHECK (is_removed = 1 OR removal_text = ''),
    return_text  TEXT    NOT NULL CHECK (is_removed = 0 OR return_text = ''), -- why it stands again after the version before
    PRIMARY KEY (notice_id, place),
    UNIQUE (notice_id, brand_id)
) STRICT, WITHOUT ROWID;
INSERT INTO line_of_text SELECT notice_id, place, brand_id, brand_id, is_removed, removal_text, '' FROM published_line;
DROP TABLE published_line;
ALTER TABLE line_of_text RENAME TO published_line;
CREATE INDEX published_line_by_brand ON published_line (brand_id);
CREATE INDEX published_line_by_text ON published_line (text_id);

CREATE TRIGGER published_text_is_final BEFORE UPDATE ON published_text BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_text_stays BEFORE DELETE ON published_text BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_part_is_final BEFORE UPDATE ON published_part BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_part_stays BEFORE DELETE ON published_part BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_picture_is_final BEFORE UPDATE ON published_picture BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_picture_stays BEFORE DELETE ON published_picture BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_line_is_final BEFORE UPDATE ON published_line BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_line_stays BEFORE DELETE ON published_line BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- Each brand with the words that hold: the newest.
CREATE VIEW published_brand_now AS
SELECT b.id, b.ref, b.round_id, b.nomination_id, t.id AS text_id, t.brand_name, t.unit_name, t.window_name, t.sector_name,
       t.recommender_name, t.slogan, t.summary
  FROM published_brand b JOIN published_text t ON t.id = (SELECT MAX(x.id) FROM published_text x WHERE x.brand_id = b.id);

-- As in 0020, with the words that hold.
CREATE VIEW objection_now AS
SELECT o.id, o.ref, o.round_id, o.number, o.receipt_no, o.brand_id, o.channel, o.category, o.text, o.is_identified, o.is_body,
       o.received_on, o.postmark_on, o.registered_at, o.registered_by,
       b.nomination_id, COALESCE(t.brand_name, '') AS brand_name, COALESCE(t.unit_name, '') AS unit_name,
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
  LEFT JOIN published_text t ON t.id = (SELECT MAX(x.id) FROM published_text x WHERE x.brand_id = b.id)
  JOIN objection_step s ON s.objection_id = o.id AND s.number = (SELECT MAX(x.number) FROM objection_step x WHERE x.objection_id = o.id);

-- What the draft of the next version corrects in a brand: a text, or a picture that is left out (then the text is empty).
CREATE TABLE publicity_correction (
    draft_id      INTEGER NOT NULL REFERENCES publicity_draft (id),
    nomination_id INTEGER NOT NULL REFERENCES nomination (id),
    field         TEXT    NOT NULL CHECK (field IN ('brand_name', 'unit_name', 'window_name', 'slogan', 'summary', 'hides_before')
                                          OR field GLOB 'part-[1-9]*' OR field GLOB 'picture-[1-9]*'),
    text          TEXT    NOT NULL CHECK (length(text) <= 6000),
    PRIMARY KEY (draft_id, nomination_id, field)
) STRICT, WITHOUT ROWID;
-- Brands that the draft puts back on the list.
CREATE TABLE publicity_return (
    draft_id      INTEGER NOT NULL REFERENCES publicity_draft (id),
    nomination_id INTEGER NOT NULL REFERENCES nomination (id),
    reason        TEXT    NOT NULL CHECK (reason <> ''),
    PRIMARY KEY (draft_id, nomination_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER publicity_correction_is_final BEFORE UPDATE ON publicity_correction BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER publicity_correction_stays BEFORE DELETE ON publicity_correction BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER publicity_return_is_final BEFORE UPDATE ON publicity_return BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER publicity_return_stays BEFORE DELETE ON publicity_return BEGIN SELECT RAISE(ABORT, 'append-only'); END;
