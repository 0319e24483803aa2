-- name: review_standing
-- One person's standing towards one nomination.
SELECT EXISTS (SELECT 1 FROM candidate c WHERE c.nomination_id = :nomination),
       EXISTS (SELECT 1 FROM reviewing r WHERE r.nomination_id = :nomination AND r.account_id = :account),
       EXISTS (SELECT 1 FROM reviewing r WHERE r.nomination_id = :nomination AND r.account_id = :account AND r.answer_id IS NOT NULL),
       EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = :nomination),
       EXISTS (SELECT 1 FROM shortlist_entry x WHERE x.nomination_id = :nomination);
-- name: candidate_list
-- The candidates that this account may see at all, by receipt number.  A joint department has those that were given to it.
SELECT f.nomination_id, f.ref, f.receipt_no, f.version_id, f.version_no, f.brand_name, f.unit_name, f.sector_name, f.district_name,
       f.unit_kind, f.route, c.place, c.is_received, b.name, b.kind, f.sector_code, f.district_code,
       f.version_no <> f.current_no OR f.state <> 'submitted',
       (SELECT COUNT(*) FROM reviewing r WHERE r.nomination_id = c.nomination_id),
       (SELECT COUNT(*) FROM reviewing r WHERE r.nomination_id = c.nomination_id AND r.answer_id IS NOT NULL),
       (SELECT COUNT(*) FROM reviewing r WHERE r.nomination_id = c.nomination_id AND r.verdict = 'veto'),
       (SELECT COALESCE(SUM(r.grade_sum), 0) FROM reviewing r WHERE r.nomination_id = c.nomination_id),
       (SELECT COALESCE(SUM(r.grades), 0) FROM reviewing r WHERE r.nomination_id = c.nomination_id),
       EXISTS (SELECT 1 FROM reviewing r WHERE r.nomination_id = c.nomination_id AND r.account_id = :account),
       EXISTS (SELECT 1 FROM reviewing r WHERE r.nomination_id = c.nomination_id AND r.account_id = :account AND r.answer_id IS NOT NULL),
       EXISTS (SELECT 1 FROM sealed_copy s WHERE s.version_id = c.version_id)
  FROM candidate c JOIN version_face f ON f.version_id = c.version_id JOIN body b ON b.id = c.recommender_id
 WHERE c.round_id = :round
   AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = c.nomination_id)
   AND (:role = 'office'
        OR EXISTS (SELECT 1 FROM reviewing r WHERE r.nomination_id = c.nomination_id AND r.account_id = :account))
 ORDER BY LENGTH(f.receipt_no), f.receipt_no LIMIT :limit;
-- name: reviewers_of
-- Who has it, with the answer that counts.
SELECT r.assignment_id, r.account_id, r.role, r.person_name, r.body_name, COALESCE(r.answer_id, 0), COALESCE(r.verdict, ''),
       COALESCE(r.ground, ''), COALESCE(r.document, ''), COALESCE(r.document_on, ''), COALESCE(r.opinion, ''),
       COALESCE(r.saw_others, 0), COALESCE(r.answered_at, 0), COALESCE(v.version_no, 0)
  FROM reviewing r LEFT JOIN nomination_version v ON v.id = r.version_id
 WHERE r.nomination_id = :nomination ORDER BY r.role = 'joint', r.body_id, r.assignment_id LIMIT :limit;
-- name: review_grades
SELECT condition, grade FROM review_grade WHERE answer_id = :answer ORDER BY condition;
-- name: possible_reviewers
-- People of the office and of the joint departments who may be given it.
SELECT a.id, a.ref, a.person_name, a.role, b.name,
       EXISTS (SELECT 1 FROM reviewing r WHERE r.account_id = a.id AND r.nomination_id = :nomination),
       (SELECT COUNT(*) FROM reviewing r WHERE r.account_id = a.id AND r.answer_id IS NULL)
  FROM account a JOIN body b ON b.id = a.body_id
 WHERE a.state = 'active' AND a.role IN ('office', 'joint')
   AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = a.id AND x.nomination_id = :nomination)
 ORDER BY a.role = 'joint', b.id, a.id LIMIT :limit;
-- name: review_assign
INSERT INTO review_assignment (nomination_id, account_id, assigned_at, assigned_by) VALUES (:nomination, :of, :now, :account);
-- name: review_assignment_get
SELECT s.id, EXISTS (SELECT 1 FROM review_release r WHERE r.assignment_id = s.id),
       EXISTS (SELECT 1 FROM review_answer a WHERE a.assignment_id = s.id)
  FROM review_assignment s WHERE s.nomination_id = :nomination AND s.account_id = :of;
-- name: review_release_add
INSERT INTO review_release (assignment_id, released_at, released_by) VALUES (:assignment, :now, :account);
-- name: review_release_drop
DELETE FROM review_release WHERE assignment_id = :assignment;
-- name: recusal_add
INSERT INTO recusal (nomination_id, account_id, reason, declared_at, declared_by) VALUES (:nomination, :of, :reason, :now, :account);
-- name: recusal_list
SELECT p.person_name, b.name, x.reason, x.declared_at, d.person_name FROM recusal x JOIN account p ON p.id = x.account_id
  JOIN body b ON b.id = p.body_id JOIN account d ON d.id = x.declared_by
 WHERE x.nomination_id = :nomination ORDER BY x.id LIMIT :limit;
-- name: recused_of
SELECT nomination_id FROM recusal WHERE account_id = :account ORDER BY nomination_id LIMIT :limit;
-- name: review_answer_add
INSERT INTO review_answer (assignment_id, version_id, verdict, ground, document, document_on, opinion, saw_others, answered_at, answered_by)
VALUES (:assignment, :version, :verdict, :ground, :document, :document_on, :opinion, :saw_others, :now, :account);
-- name: review_grade_add
INSERT INTO review_grade (answer_id, condition, grade) VALUES (:answer, :condition, :grade);
-- name: review_progress
-- For the menu's number: what was given to this account and waits.
SELECT COUNT(*), COALESCE(SUM(r.answer_id IS NULL), 0) FROM reviewing r
  JOIN candidate c ON c.nomination_id = r.nomination_id AND c.round_id = :round WHERE r.account_id = :account;
