-- 公示的附件: PDF files that go out with the notice, beside the list that the program makes itself; a stamped scan for instance.

-- One that a person of the office uploaded, with what a machine reads in it: the publish gate looks through that.
CREATE TABLE publicity_file (
    id       INTEGER PRIMARY KEY,
    ref      TEXT    NOT NULL UNIQUE,
    round_id INTEGER NOT NULL REFERENCES round (id),
    sha256   TEXT    NOT NULL REFERENCES evidence_file (sha256),
    title    TEXT    NOT NULL CHECK (length(title) BETWEEN 1 AND 60), -- what the public reads; the name it came under is kept nowhere
    added_at INTEGER NOT NULL,
    added_by INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX publicity_file_by_file ON publicity_file (sha256);
CREATE INDEX publicity_file_by_person ON publicity_file (added_by);
CREATE TABLE publicity_file_page (
    file_id    INTEGER NOT NULL REFERENCES publicity_file (id),
    page_no    INTEGER NOT NULL CHECK (page_no >= 0), -- 0: titles, bookmarks and notes, which stand on no page
    text       TEXT    NOT NULL,
    has_unread INTEGER NOT NULL CHECK (has_unread IN (0, 1)), -- pictures, or letters of which the file does not say what they are
    PRIMARY KEY (file_id, page_no)
) STRICT, WITHOUT ROWID;
-- What a revision of the draft takes with it.
CREATE TABLE publicity_draft_file (
    draft_id INTEGER NOT NULL REFERENCES publicity_draft (id),
    file_id  INTEGER NOT NULL REFERENCES publicity_file (id),
    PRIMARY KEY (draft_id, file_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX publicity_draft_file_by_file ON publicity_draft_file (file_id);

CREATE TABLE published_file (
    notice_id  INTEGER NOT NULL REFERENCES published_notice (id),
    ord        INTEGER NOT NULL CHECK (ord >= 1),
    title      TEXT    NOT NULL CHECK (title <> ''),
    sha256     TEXT    NOT NULL CHECK (length(sha256) = 64),
    page_count INTEGER NOT NULL CHECK (page_count >= 1),
    byte_count INTEGER NOT NULL CHECK (byte_count >= 1),
    PRIMARY KEY (notice_id, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX published_file_by_sha256 ON published_file (sha256);

CREATE TRIGGER publicity_file_is_final BEFORE UPDATE ON publicity_file BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER publicity_file_stays BEFORE DELETE ON publicity_file BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER publicity_file_page_is_final BEFORE UPDATE ON publicity_file_page BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER publicity_file_page_stays BEFORE DELETE ON publicity_file_page BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER publicity_draft_file_is_final BEFORE UPDATE ON publicity_draft_file BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER publicity_draft_file_stays BEFORE DELETE ON publicity_draft_file BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_file_is_final BEFORE UPDATE ON published_file BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER published_file_stays BEFORE DELETE ON published_file BEGIN SELECT RAISE(ABORT, 'append-only'); END;
