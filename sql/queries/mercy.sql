-- name: turn_add
INSERT INTO nomination_turn (nomination_id, turn, version_no, reason, turned_at, turned_by)
VALUES (:nomination, :turn, :version_no, :reason, :now, :account);
-- name: turn_last
SELECT t.turn, t.version_no, t.reason, t.turned_at, a.person_name FROM nomination_turn t JOIN account a ON a.id = t.turned_by
 WHERE t.nomination_id = :nomination ORDER BY t.id DESC LIMIT 1;
-- name: nomination_mark_withdrawn
UPDATE nomination SET state = 'withdrawn' WHERE id = :id AND version_no = :version_no
   AND (state = 'submitted' OR (state = 'draft' AND EXISTS (
        SELECT 1 FROM return_notice t WHERE t.nomination_id = nomination.id
           AND NOT EXISTS (SELECT 1 FROM return_end e WHERE e.return_id = t.id))));
-- name: nomination_mark_restored
UPDATE nomination SET state = 'draft' WHERE id = :id AND state = 'withdrawn' AND version_no = :version_no;
-- name: nomination_withdrawn_of_body
SELECT ref FROM nomination WHERE round_id = :round AND body_id = :body AND state = 'withdrawn' ORDER BY id DESC LIMIT 1;
-- name: extension_of_body
SELECT stage, MAX(closes_at) FROM extension WHERE round_id = :round AND body_id = :body GROUP BY stage;
-- name: extension_add
INSERT INTO extension (round_id, body_id, stage, closes_at, reason, approver, granted_at, granted_by)
VALUES (:round, :body, :stage, :closes_at, :reason, :approver, :now, :account);
-- name: extension_list
SELECT b.ref, b.name, e.stage, e.closes_at, e.reason, e.approver, e.granted_at, a.person_name
  FROM extension e JOIN body b ON b.id = e.body_id JOIN account a ON a.id = e.granted_by
 WHERE e.round_id = :round AND (:body = 0 OR e.body_id = :body) ORDER BY e.id DESC LIMIT 200;
-- name: unit_search
SELECT ref, name FROM body WHERE kind IN ('unit', 'district', 'sector') AND instr(name, :words) > 0 ORDER BY name LIMIT 50;
-- name: unit_by_ref
SELECT id, name FROM body WHERE ref = :ref AND kind IN ('unit', 'district', 'sector');
-- name: late_add
INSERT INTO late_submission (ref, nomination_id, attempted_at, attempted_by, closed_at)
VALUES (:ref, :nomination, :now, :account, :closed_at);
-- name: late_value_add
INSERT INTO late_value (late_id, ident, row_no, value) VALUES (:late, :ident, :row_no, :value);
-- name: late_of_nomination
SELECT l.id, l.ref, l.attempted_at, l.attempted_by, p.person_name, l.closed_at, COALESCE(d.decision, ''), COALESCE(d.reason, ''),
       COALESCE(d.approver, ''), COALESCE(d.decided_at, 0), COALESCE(v.version_no, 0)
  FROM late_submission l JOIN account p ON p.id = l.attempted_by LEFT JOIN late_decision d ON d.late_id = l.id
  LEFT JOIN nomination_version v ON v.id = d.version_id
 WHERE l.nomination_id = :nomination ORDER BY l.id DESC LIMIT 50;
-- name: late_values
SELECT ident, row_no, value FROM late_value WHERE late_id = :late ORDER BY ident, row_no;
-- name: late_decide
INSERT INTO late_decision (late_id, decision, reason, approver, version_id, decided_at, decided_by)
VALUES (:late, :decision, :reason, :approver, :version, :now, :account);
-- name: late_list
SELECT n.ref, l.ref, b.name, COALESCE(v.value, ''), l.attempted_at, COALESCE(d.decision, '')
  FROM late_submission l JOIN nomination n ON n.id = l.nomination_id JOIN body b ON b.id = n.body_id
  LEFT JOIN late_value v ON v.late_id = l.id AND v.ident = 'brand_name' AND v.row_no = 0
  LEFT JOIN late_decision d ON d.late_id = l.id
 WHERE n.round_id = :round AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = n.id)
 ORDER BY l.id DESC LIMIT 200;
