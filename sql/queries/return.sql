-- name: nomination_mark_returned
UPDATE nomination SET state = 'draft' WHERE id = :id AND state = 'submitted' AND version_no = :version_no;
-- name: nomination_mark_recalled
UPDATE nomination SET state = 'submitted' WHERE id = :id AND state = 'draft' AND version_no = :version_no;
-- name: return_add
INSERT INTO return_notice (ref, nomination_id, version_id, box, body_id, reason, due_at, returned_at, returned_by)
SELECT :ref, v.nomination_id, v.id, :box, :body, :reason, :due_at, :now, :account
  FROM nomination_version v WHERE v.nomination_id = :nomination AND v.version_no = :version_no;
-- name: return_contact_add
INSERT INTO return_contact (return_id, text) VALUES (:return, :text);
-- name: return_contact_last
SELECT c.text FROM return_notice t JOIN return_contact c ON c.return_id = t.id
 WHERE t.returned_by = :account ORDER BY t.id DESC LIMIT 1;
-- name: return_remark_add
INSERT INTO return_remark (return_id, ident, text) VALUES (:return, :ident, :text);
-- name: return_end_add
INSERT INTO return_end (return_id, how, ended_at, ended_by) VALUES (:return, :how, :now, :account);
-- name: return_of_nomination
-- All returns of a nomination, the newest first.
SELECT t.id, t.ref, v.version_no, t.box, t.body_id, b.name, t.reason, t.due_at, t.returned_at, p.person_name,
       COALESCE(e.how, ''), COALESCE(e.ended_at, 0), COALESCE(q.person_name, ''),
       COALESCE((SELECT MAX(x.closes_at) FROM extension x JOIN nomination n ON n.id = t.nomination_id
                  WHERE x.round_id = n.round_id AND x.body_id = n.body_id AND x.stage = 'nomination'), 0), COALESCE(c.text, '')
  FROM return_notice t JOIN nomination_version v ON v.id = t.version_id JOIN body b ON b.id = t.body_id
  JOIN account p ON p.id = t.returned_by LEFT JOIN return_end e ON e.return_id = t.id LEFT JOIN account q ON q.id = e.ended_by
  LEFT JOIN return_contact c ON c.return_id = t.id
 WHERE t.nomination_id = :nomination ORDER BY t.id DESC LIMIT :limit;
-- name: return_standing
SELECT t.id FROM return_notice t WHERE t.nomination_id = :nomination
   AND NOT EXISTS (SELECT 1 FROM return_end e WHERE e.return_id = t.id);
-- name: return_remarks
SELECT ident, text FROM return_remark WHERE return_id = :return ORDER BY ident;
-- name: return_due_of_body
-- Until when a body may write because its nomination was returned.
SELECT COALESCE(MAX(t.due_at), 0) FROM nomination n JOIN return_notice t ON t.nomination_id = n.id
 WHERE n.round_id = :round AND n.body_id = :body AND n.state IN ('draft', 'withdrawn')
   AND NOT EXISTS (SELECT 1 FROM return_end e WHERE e.return_id = t.id);
-- name: return_list
-- The returns that an actor may have in a list: its own body's; the office has all.
SELECT n.ref, t.ref, COALESCE(n.receipt_no, ''), n.state, u.name, COALESCE(brand.value, ''), v.version_no, b.name, p.person_name,
       t.returned_at, t.due_at,
       COALESCE((SELECT MAX(x.closes_at) FROM extension x
                  WHERE x.round_id = n.round_id AND x.body_id = n.body_id AND x.stage = 'nomination'), 0),
       (SELECT COUNT(*) FROM return_remark m WHERE m.return_id = t.id), COALESCE(e.how, ''), COALESCE(e.ended_at, 0)
  FROM nomination n JOIN return_notice t ON t.nomination_id = n.id JOIN nomination_version v ON v.id = t.version_id
  JOIN body u ON u.id = n.body_id JOIN body b ON b.id = t.body_id JOIN account p ON p.id = t.returned_by
  LEFT JOIN return_end e ON e.return_id = t.id
  LEFT JOIN version_value brand ON brand.version_id = v.id AND brand.ident = 'brand_name' AND brand.row_no = 0
 WHERE n.round_id = :round AND (:body = 0 OR t.body_id = :body)
   AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = n.id)
   AND (:like IS NULL OR brand.value LIKE :like ESCAPE '\' OR u.name LIKE :like ESCAPE '\' OR n.receipt_no LIKE :like ESCAPE '\')
 ORDER BY t.id DESC LIMIT :limit;
