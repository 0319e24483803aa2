-- Evidence: attachments by type, photographs with captions, what a version froze of them, and uploads on their way.

-- ---------------------------------------------------------------- what the round takes
-- `takes` 'picture': JPG and PNG alone, long edge of at least edge_min pixels or at least bytes_instead bytes.
CREATE TABLE attachment_kind (
    round_id      INTEGER NOT NULL REFERENCES round (id),
    ident         TEXT    NOT NULL CHECK (ident <> '' AND ident NOT GLOB '*[^a-z_]*'),
    ord           INTEGER NOT NULL,
    label         TEXT    NOT NULL CHECK (label <> ''),
    help          TEXT    NOT NULL,
    takes         TEXT    NOT NULL CHECK (takes IN ('any', 'picture')),
    caption_max   INTEGER NOT NULL CHECK (caption_max >= 0), -- 字; 0: no caption is asked
    files_min     INTEGER NOT NULL CHECK (files_min >= 0),   -- fewer is said, not refused; none is fine
    files_max     INTEGER NOT NULL CHECK (files_max BETWEEN 1 AND 99),
    edge_min      INTEGER NOT NULL CHECK (edge_min >= 0),
    bytes_instead INTEGER NOT NULL CHECK (bytes_instead >= 0),
    PRIMARY KEY (round_id, ident),
    CHECK (files_min <= files_max)
) STRICT, WITHOUT ROWID;

-- A round that was begun before attachments could be sent gets the handbook's types and limits, and the page for them.
INSERT INTO attachment_kind (round_id, ident, ord, label, help, takes, caption_max, files_min, files_max, edge_min, bytes_instead)
SELECT r.id, k.column1, k.column2, k.column3, k.column4, k.column5, k.column6, k.column7, k.column8, k.column9, k.column10
  FROM round r, (VALUES
    ('rules',       1, '制度', '服务规范、标准、管理制度等', 'any', 0, 0, 10, 0, 0),
    ('photo',       2, '照片', '服务现场，3 至 5 张，横拍为好', 'picture', 40, 3, 5, 1600, 1048576),
    ('media',       3, '媒体', '报道的版面、网页截图等', 'any', 0, 0, 10, 0, 0),
    ('certificate', 4, '证书', '荣誉证书、奖牌的照片或者扫描件', 'any', 0, 0, 10, 0, 0),
    ('trademark',   5, '商标', '商标注册证、标识图样等', 'any', 0, 0, 10, 0, 0),
    ('other',       6, '其他', '满意度调查、感谢信等', 'any', 0, 0, 10, 0, 0)) k;
INSERT INTO round_setting (round_id, key, value)
SELECT r.id, k.column1, k.column2 FROM round r,
  (VALUES ('attachment_files_max', '10'), ('attachment_file_bytes_max', '10485760'), ('attachment_total_bytes_max', '52428800')) k;
UPDATE form_section SET ord = ord + 1 WHERE part = 'submit';
INSERT INTO form_section (round_id, code, ord, part, title, hint, intro, advice)
SELECT r.id, 'attachments', (SELECT COALESCE(MAX(s.ord), 0) + 1 FROM form_section s WHERE s.round_id = r.id AND s.part <> 'submit'),
       'fill', '附件材料', '制度、照片、媒体报道、证书等，没有可以不传', '没有的可以不传。', '' FROM round r;

-- ---------------------------------------------------------------- files
-- A picture as it was made clean, or a PDF as it came; named by the SHA-256 of the bytes that are kept.
CREATE TABLE evidence_file (
    sha256     TEXT    PRIMARY KEY CHECK (length(sha256) = 64),
    kind       TEXT    NOT NULL CHECK (kind IN ('jpeg', 'png', 'pdf')),
    byte_count INTEGER NOT NULL CHECK (byte_count > 0),
    pages      INTEGER NOT NULL CHECK ((kind = 'pdf' AND pages >= 1) OR (kind <> 'pdf' AND pages = 0)),
    width      INTEGER NOT NULL CHECK ((kind = 'pdf' AND width = 0) OR (kind <> 'pdf' AND width > 0)),
    height     INTEGER NOT NULL CHECK ((kind = 'pdf' AND height = 0) OR (kind <> 'pdf' AND height > 0)),
    thumb      TEXT    CHECK (length(thumb) = 64), -- the small picture's file
    stored_at  INTEGER NOT NULL,
    CHECK ((kind = 'pdf') = (thumb IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_file_by_thumb ON evidence_file (thumb) WHERE thumb IS NOT NULL;
CREATE INDEX evidence_file_by_age ON evidence_file (stored_at);
CREATE INDEX media_file_by_thumb ON media_file (thumb);

-- What a draft has now.  `byte_count` is what was sent: the limits speak of that.
CREATE TABLE attachment (
    id            INTEGER PRIMARY KEY,
    ref           TEXT    NOT NULL UNIQUE,
    nomination_id INTEGER NOT NULL REFERENCES nomination (id),
    kind          TEXT    NOT NULL,
    ord           INTEGER NOT NULL CHECK (ord >= 1), -- among those of its kind
    sha256        TEXT    NOT NULL REFERENCES evidence_file (sha256),
    name          TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    caption       TEXT    NOT NULL CHECK (length(caption) <= 400),
    byte_count    INTEGER NOT NULL CHECK (byte_count > 0),
    added_at      INTEGER NOT NULL,
    added_by      INTEGER NOT NULL REFERENCES account (id),
    UNIQUE (nomination_id, kind, sha256)
) STRICT;
CREATE INDEX attachment_by_file ON attachment (sha256);

-- What a version froze, in its order.
CREATE TABLE version_file (
    version_id INTEGER NOT NULL REFERENCES nomination_version (id),
    ord        INTEGER NOT NULL CHECK (ord >= 1),
    kind       TEXT    NOT NULL,
    sha256     TEXT    NOT NULL REFERENCES evidence_file (sha256),
    name       TEXT    NOT NULL,
    caption    TEXT    NOT NULL,
    byte_count INTEGER NOT NULL CHECK (byte_count > 0),
    PRIMARY KEY (version_id, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX version_file_by_file ON version_file (sha256);
CREATE TRIGGER version_file_is_final BEFORE UPDATE ON version_file BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER version_file_stays BEFORE DELETE ON version_file BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- What a text that came late had with it.
CREATE TABLE late_file (
    late_id    INTEGER NOT NULL REFERENCES late_submission (id),
    ord        INTEGER NOT NULL CHECK (ord >= 1),
    kind       TEXT    NOT NULL,
    sha256     TEXT    NOT NULL REFERENCES evidence_file (sha256),
    name       TEXT    NOT NULL,
    caption    TEXT    NOT NULL,
    byte_count INTEGER NOT NULL CHECK (byte_count > 0),
    PRIMARY KEY (late_id, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX late_file_by_file ON late_file (sha256);
CREATE TRIGGER late_file_is_final BEFORE UPDATE ON late_file BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER late_file_stays BEFORE DELETE ON late_file BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- ---------------------------------------------------------------- uploads in pieces
-- The bytes on their way lie in DIR/spool/uploads under the ref; this row is made at the first and settled at the last.
CREATE TABLE upload (
    id            INTEGER PRIMARY KEY,
    ref           TEXT    NOT NULL UNIQUE,
    nomination_id INTEGER NOT NULL REFERENCES nomination (id),
    kind          TEXT    NOT NULL,
    name          TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    caption       TEXT    NOT NULL,
    replaces      TEXT    NOT NULL, -- ref of the attachment whose place it takes; ''
    byte_count    INTEGER NOT NULL CHECK (byte_count > 0),
    state         TEXT    NOT NULL CHECK (state IN ('receiving', 'done', 'refused', 'cancelled')),
    said          TEXT    NOT NULL DEFAULT '', -- why it was refused
    made_at       INTEGER NOT NULL,
    made_by       INTEGER NOT NULL REFERENCES account (id),
    CHECK ((state = 'refused') = (said <> ''))
) STRICT;
CREATE INDEX upload_on_its_way ON upload (nomination_id) WHERE state = 'receiving';
CREATE INDEX upload_by_age ON upload (made_at);
CREATE TRIGGER upload_is_settled_once BEFORE UPDATE ON upload
 WHEN OLD.state <> 'receiving' OR NEW.byte_count <> OLD.byte_count OR NEW.nomination_id <> OLD.nomination_id OR NEW.ref <> OLD.ref
BEGIN SELECT RAISE(ABORT, 'settled'); END;

-- ---------------------------------------------------------------- what is no draft is not changed
CREATE TRIGGER draft_value_add_to_draft BEFORE INSERT ON draft_value
 WHEN (SELECT state FROM nomination WHERE id = NEW.nomination_id) <> 'draft' BEGIN SELECT RAISE(ABORT, 'no draft'); END;
CREATE TRIGGER draft_value_change_in_draft BEFORE UPDATE ON draft_value
 WHEN (SELECT state FROM nomination WHERE id = NEW.nomination_id) <> 'draft' BEGIN SELECT RAISE(ABORT, 'no draft'); END;
CREATE TRIGGER draft_value_leave_draft BEFORE DELETE ON draft_value
 WHEN (SELECT state FROM nomination WHERE id = OLD.nomination_id) <> 'draft' BEGIN SELECT RAISE(ABORT, 'no draft'); END;
CREATE TRIGGER attachment_add_to_draft BEFORE INSERT ON attachment
 WHEN (SELECT state FROM nomination WHERE id = NEW.nomination_id) <> 'draft' BEGIN SELECT RAISE(ABORT, 'no draft'); END;
CREATE TRIGGER attachment_change_in_draft BEFORE UPDATE ON attachment
 WHEN (SELECT state FROM nomination WHERE id = NEW.nomination_id) <> 'draft' BEGIN SELECT RAISE(ABORT, 'no draft'); END;
CREATE TRIGGER attachment_leave_draft BEFORE DELETE ON attachment
 WHEN (SELECT state FROM nomination WHERE id = OLD.nomination_id) <> 'draft' BEGIN SELECT RAISE(ABORT, 'no draft'); END;
