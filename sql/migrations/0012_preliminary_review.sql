-- 组织初审: who reviews what, each person's answer, and who may not even see it.

-- What the recommenders sent and did not recall: the candidates of the preliminary review, in the version that was sent.
CREATE VIEW candidate AS
SELECT v.nomination_id, i.version_id, v.version_no, i.list_id, i.place, l.round_id, l.body_id AS recommender_id,
       COALESCE(t.turn, '') = 'received' AS is_received
  FROM recommendation_item i JOIN recommendation_list l ON l.id = i.list_id
  JOIN nomination_version v ON v.id = i.version_id LEFT JOIN recommendation_turn t ON t.list_id = l.id
 WHERE i.place IS NOT NULL AND COALESCE(t.turn, '') <> 'recalled';

-- A person who has to do with a brand: it is gone from every page, count, search and file of that account.
CREATE TABLE recusal (
    id            INTEGER PRIMARY KEY,
    nomination_id INTEGER NOT NULL REFERENCES nomination (id),
    account_id    INTEGER NOT NULL REFERENCES account (id),
    reason        TEXT    NOT NULL CHECK (length(reason) BETWEEN 2 AND 600),
    declared_at   INTEGER NOT NULL,
    declared_by   INTEGER NOT NULL REFERENCES account (id),
    UNIQUE (account_id, nomination_id)
) STRICT;
CREATE INDEX recusal_by_nomination ON recusal (nomination_id);
CREATE TRIGGER recusal_is_final BEFORE UPDATE ON recusal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER recusal_stays BEFORE DELETE ON recusal BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- A candidate is given to a person of the office or of a joint department.
CREATE TABLE review_assignment (
    id            INTEGER PRIMARY KEY,
    nomination_id INTEGER NOT NULL REFERENCES nomination (id),
    account_id    INTEGER NOT NULL REFERENCES account (id),
    assigned_at   INTEGER NOT NULL,
    assigned_by   INTEGER NOT NULL REFERENCES account (id),
    UNIQUE (nomination_id, account_id)
) STRICT;
CREATE INDEX review_assignment_by_account ON review_assignment (account_id);
-- Taken from the person again, before any answer.
CREATE TABLE review_release (
    assignment_id INTEGER PRIMARY KEY REFERENCES review_assignment (id),
    released_at   INTEGER NOT NULL,
    released_by   INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE TRIGGER review_assignment_is_final BEFORE UPDATE ON review_assignment BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER review_assignment_stays BEFORE DELETE ON review_assignment BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER review_release_is_final BEFORE UPDATE ON review_release BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- What the person says.  The last row of an assignment counts; one that was written when the others' answers could be seen
-- says so (saw_others).  A joint department confirms or vetoes on its own ground, with the day and the document.
CREATE TABLE review_answer (
    id            INTEGER PRIMARY KEY,
    assignment_id INTEGER NOT NULL REFERENCES review_assignment (id),
    version_id    INTEGER NOT NULL REFERENCES nomination_version (id),
    verdict       TEXT    NOT NULL CHECK (verdict IN ('confirm', 'veto')),
    ground        TEXT    NOT NULL CHECK (length(ground) <= 800),
    document      TEXT    NOT NULL CHECK (length(document) <= 200),
    document_on   TEXT    NOT NULL CHECK (document_on = '' OR document_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    opinion       TEXT    NOT NULL CHECK (length(opinion) <= 2400),
    saw_others    INTEGER NOT NULL CHECK (saw_others IN (0, 1)),
    answered_at   INTEGER NOT NULL,
    answered_by   INTEGER NOT NULL REFERENCES account (id),
    CHECK (verdict = 'confirm' OR (ground <> '' AND document <> '' AND document_on <> ''))
) STRICT;
CREATE INDEX review_answer_by_assignment ON review_answer (assignment_id, id);
CREATE TABLE review_grade (
    answer_id INTEGER NOT NULL REFERENCES review_answer (id),
    condition INTEGER NOT NULL CHECK (condition >= 1), -- ord of the round's condition
    grade     INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 4), -- 4 is best
    PRIMARY KEY (answer_id, condition)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER review_answer_is_final BEFORE UPDATE ON review_answer BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER review_answer_stays BEFORE DELETE ON review_answer BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER review_grade_is_final BEFORE UPDATE ON review_grade BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER review_grade_stays BEFORE DELETE ON review_grade BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- Assignments that stand, with the answer that counts (NULL columns: none yet).
CREATE VIEW reviewing AS
SELECT s.id AS assignment_id, s.nomination_id, s.account_id, p.role, p.person_name, p.body_id, b.name AS body_name,
       a.id AS answer_id, a.verdict, a.ground, a.document, a.document_on, a.opinion, a.saw_others, a.answered_at, a.version_id,
       (SELECT COUNT(*) FROM review_grade g WHERE g.answer_id = a.id) AS grades,
       COALESCE((SELECT SUM(g.grade) FROM review_grade g WHERE g.answer_id = a.id), 0) AS grade_sum
  FROM review_assignment s JOIN account p ON p.id = s.account_id JOIN body b ON b.id = p.body_id
  LEFT JOIN review_answer a ON a.id = (SELECT MAX(x.id) FROM review_answer x WHERE x.assignment_id = s.id)
 WHERE NOT EXISTS (SELECT 1 FROM review_release r WHERE r.assignment_id = s.id)
   AND NOT EXISTS (SELECT 1 FROM recusal c WHERE c.nomination_id = s.nomination_id AND c.account_id = s.account_id);
