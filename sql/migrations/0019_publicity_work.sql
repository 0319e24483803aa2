-- 公示: what the office works on until two people release it.  None of it is public, and no public connection sees it: what the
-- public reads is in the published_ tables.

-- The draft of the next version of a round's notice.  Every save is a revision of its own; the newest is the draft, and who saves
-- on an older one is shown what a colleague wrote.
CREATE TABLE publicity_draft (
    id           INTEGER PRIMARY KEY,
    round_id     INTEGER NOT NULL REFERENCES round (id),
    version_no   INTEGER NOT NULL CHECK (version_no >= 1),
    revision     INTEGER NOT NULL CHECK (revision >= 1),
    title        TEXT    NOT NULL CHECK (title <> ''), -- with '|' where a line may break
    text         TEXT    NOT NULL CHECK (text <> ''),  -- paragraphs with names in braces, which the program fills in
    opens_on     TEXT    NOT NULL CHECK (opens_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    closes_on    TEXT    NOT NULL CHECK (closes_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    sort         TEXT    NOT NULL CHECK (sort IN ('sector', 'strokes', 'number')),
    is_rest_kept INTEGER NOT NULL CHECK (is_rest_kept IN (0, 1)), -- the office lets it end on a day of rest
    change_text  TEXT    NOT NULL,
    saved_at     INTEGER NOT NULL,
    saved_by     INTEGER NOT NULL REFERENCES account (id),
    UNIQUE (round_id, version_no, revision),
    CHECK (opens_on <= closes_on)
) STRICT;
-- Brands that the draft takes off the list; they stay in it as removed.
CREATE TABLE publicity_removal (
    draft_id      INTEGER NOT NULL REFERENCES publicity_draft (id),
    nomination_id INTEGER NOT NULL REFERENCES nomination (id),
    reason        TEXT    NOT NULL CHECK (reason <> ''),
    PRIMARY KEY (draft_id, nomination_id)
) STRICT, WITHOUT ROWID;

-- What a person of the office decided about a number that the publish gate found; the last decision counts.  `finding` is the
-- fingerprint of the place and the number: another number, or the same one elsewhere, is another finding.
CREATE TABLE publicity_override (
    id         INTEGER PRIMARY KEY,
    round_id   INTEGER NOT NULL REFERENCES round (id),
    finding    TEXT    NOT NULL CHECK (length(finding) = 64),
    place      TEXT    NOT NULL CHECK (place <> ''),
    masked     TEXT    NOT NULL CHECK (masked <> ''),
    decision   TEXT    NOT NULL CHECK (decision IN ('publish', 'withhold')),
    reason     TEXT    NOT NULL CHECK (length(reason) BETWEEN 2 AND 600),
    decided_at INTEGER NOT NULL,
    decided_by INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX publicity_override_by_finding ON publicity_override (round_id, finding, id);

-- One of the office proposes a revision, another confirms it.
CREATE TABLE publicity_proposal (
    id          INTEGER PRIMARY KEY,
    ref         TEXT    NOT NULL UNIQUE,
    draft_id    INTEGER NOT NULL REFERENCES publicity_draft (id),
    proposed_at INTEGER NOT NULL,
    proposed_by INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX publicity_proposal_by_draft ON publicity_proposal (draft_id);
CREATE TABLE publicity_proposal_end (
    proposal_id INTEGER PRIMARY KEY REFERENCES publicity_proposal (id),
    how         TEXT    NOT NULL CHECK (how IN ('withdrawn', 'confirmed')),
    ended_at    INTEGER NOT NULL,
    ended_by    INTEGER NOT NULL REFERENCES account (id)
) STRICT;
-- Who released a version; the version itself is in published_notice.
CREATE TABLE publicity_release (
    notice_id   INTEGER PRIMARY KEY REFERENCES published_notice (id),
    proposal_id INTEGER NOT NULL UNIQUE REFERENCES publicity_proposal (id),
    released_by INTEGER NOT NULL REFERENCES account (id)
) STRICT;

CREATE TRIGGER publicity_draft_is_final BEFORE UPDATE ON publicity_draft BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER publicity_draft_stays BEFORE DELETE ON publicity_draft BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER publicity_removal_is_final BEFORE UPDATE ON publicity_removal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER publicity_removal_stays BEFORE DELETE ON publicity_removal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER publicity_override_is_final BEFORE UPDATE ON publicity_override BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER publicity_override_stays BEFORE DELETE ON publicity_override BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER publicity_proposal_is_final BEFORE UPDATE ON publicity_proposal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER publicity_proposal_stays BEFORE DELETE ON publicity_proposal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER publicity_proposal_end_is_final BEFORE UPDATE ON publicity_proposal_end BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER publicity_proposal_end_stays BEFORE DELETE ON publicity_proposal_end BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER publicity_release_is_final BEFORE UPDATE ON publicity_release BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER publicity_release_stays BEFORE DELETE ON publicity_release BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- Pictures are asked for by their fingerprint.
CREATE INDEX published_picture_by_sha256 ON published_picture (sha256);
CREATE INDEX published_picture_by_thumb ON published_picture (thumb);

-- A round that was begun before it could be made public gets the handbook's text (section 2.2).
INSERT INTO round_setting (round_id, key, value)
SELECT r.id, k.column1, k.column2 FROM round r, (VALUES
    ('publicity_title', '关于优质服务品牌|候选名单的公示'),
    ('publicity_list_name', '优质服务品牌候选名单'),
    ('publicity_doc_no', ''),
    ('publicity_text', '根据优质服务品牌推荐工作的通知{doc_no}要求，经自荐申报、择优推荐、组织初审，拟将“{brand}”等{N}个品牌列为优质服务品牌候选对象。为体现公开、公平、公正，现将名单予以公示，请社会各界监督评议。
公示时间：{period}。
公示期内，对候选品牌有意见的，可通过来电、来信、电子邮件、来访或本网页向我办反映。反映情况应客观真实、具体明确。以单位名义反映的，请加盖公章；以个人名义反映的，请署真实姓名并留联系方式，我办将严格保密。信函以寄出邮戳日期为准。')) k;
