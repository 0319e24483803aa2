-- name: reminder_debts
-- All that bodies have still to do (domain: reminder.h), one row a thing; `due` 0: the end of its stage.  Nothing of which
-- the account is recused.
SELECT n.body_id, 'draft', n.id, n.ref, COALESCE(n.receipt_no, ''),
       COALESCE((SELECT d.value FROM draft_value d WHERE d.nomination_id = n.id AND d.ident = 'brand_name' AND d.row_no = 0), ''),
       n.created_at, 0, 1
  FROM nomination n
 WHERE n.round_id = :round AND n.state = 'draft' AND (:body = 0 OR n.body_id = :body)
   AND NOT EXISTS (SELECT 1 FROM return_notice t WHERE t.nomination_id = n.id
                      AND NOT EXISTS (SELECT 1 FROM return_end e WHERE e.return_id = t.id))
   AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = n.id)
UNION ALL
SELECT n.body_id, 'revision', n.id, n.ref, COALESCE(n.receipt_no, ''), COALESCE(brand.value, ''), t.returned_at, t.due_at, 1
  FROM nomination n JOIN return_notice t ON t.nomination_id = n.id
  LEFT JOIN version_value brand ON brand.version_id = t.version_id AND brand.ident = 'brand_name' AND brand.row_no = 0
 WHERE n.round_id = :round AND n.state = 'draft' AND (:body = 0 OR n.body_id = :body)
   AND NOT EXISTS (SELECT 1 FROM return_end e WHERE e.return_id = t.id)
   AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = n.id)
UNION ALL
SELECT n.body_id, 'names', n.id, n.ref, n.receipt_no, k.sent_brand, k.started_at, 0, 1
  FROM candidate c JOIN name_standing k ON k.version_id = c.version_id JOIN nomination n ON n.id = c.nomination_id
 WHERE c.round_id = :round AND k.state IN ('open', 'refused') AND (:body = 0 OR n.body_id = :body)
   AND NOT EXISTS (SELECT 1 FROM shortlist_release r WHERE r.round_id = :round)
   AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = n.id)
UNION ALL
SELECT b.id, CASE f.route WHEN 'district' THEN 'conclusion' ELSE 'opinion' END, f.nomination_id, f.ref, f.receipt_no, f.brand_name,
       v.submitted_at, 0, 1
  FROM nomination_chain c JOIN version_face f ON f.version_id = c.version_id JOIN nomination_version v ON v.id = c.version_id
  JOIN district own ON own.round_id = f.round_id AND own.code = f.district_code
  JOIN body b ON b.kind = 'district' AND b.district_id = own.id
 WHERE f.round_id = :round AND f.state = 'submitted' AND f.route <> 'sector_city' AND c.district_decision = 'withdrawn' AND c.list_id = 0
   AND (:body = 0 OR b.id = :body)
   AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = f.nomination_id)
UNION ALL
SELECT b.id, 'conclusion', f.nomination_id, f.ref, f.receipt_no, f.brand_name,
       MAX(v.submitted_at, COALESCE((SELECT MAX(o.given_at) FROM opinion o WHERE o.version_id = v.id AND o.box = 'district'), 0)), 0, 1
  FROM nomination_chain c JOIN version_face f ON f.version_id = c.version_id JOIN nomination_version v ON v.id = c.version_id
  JOIN body b ON b.kind = 'sector' LEFT JOIN sector own ON own.id = b.sector_id
 WHERE f.round_id = :round AND f.state = 'submitted' AND f.route <> 'district' AND c.sector_decision = 'withdrawn' AND c.list_id = 0
   AND (f.route = 'sector_city' OR c.district_decision <> 'withdrawn')
   AND f.authority_name IN (b.name, own.authority_name) AND (:body = 0 OR b.id = :body)
   AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = f.nomination_id)
UNION ALL
SELECT b.id, 'list', 0, '', '', '', 0, 0, 1
  FROM body b
 WHERE b.kind IN ('sector', 'district') AND (:body = 0 OR b.id = :body)
   AND NOT EXISTS (SELECT 1 FROM recommendation_list l LEFT JOIN recommendation_turn t ON t.list_id = l.id
                    WHERE l.round_id = :round AND l.body_id = b.id AND COALESCE(t.turn, '') <> 'recalled')
UNION ALL
SELECT l.body_id, 'paper', 0, l.ref, '', '', l.sent_at, 0, 1
  FROM recommendation_list l
 WHERE l.round_id = :round AND (:body = 0 OR l.body_id = :body)
   AND NOT EXISTS (SELECT 1 FROM recommendation_turn t WHERE t.list_id = l.id)
UNION ALL
SELECT r.body_id, 'answer', 0, '', '', r.person_name, MIN(s.assigned_at), 0, COUNT(*)
  FROM reviewing r JOIN candidate c ON c.nomination_id = r.nomination_id JOIN review_assignment s ON s.id = r.assignment_id
 WHERE c.round_id = :round AND r.answer_id IS NULL AND (:body = 0 OR r.body_id = :body)
   AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = r.nomination_id)
 GROUP BY r.account_id
UNION ALL
-- The notice in the halls, until it closes; due as posting_due_at() of domain/posting.h says.
SELECT m.body_id, 'posting', m.id, m.ref, COALESCE(m.receipt_no, ''), b.brand_name, n.published_at,
       MIN(CAST(strftime('%s', n.closes_on) AS INTEGER) + 57600,
           MAX(CAST(strftime('%s', n.opens_on) AS INTEGER) + 57600, ((n.published_at + 28800) / 86400 + 2) * 86400 - 28800)),
       MAX(COUNT(h.id), 1)
  FROM published_now n JOIN published_line l ON l.notice_id = n.id AND l.is_removed = 0 JOIN published_brand_now b ON b.id = l.brand_id
  JOIN nomination m ON m.id = b.nomination_id
  LEFT JOIN hall h ON h.nomination_id = m.id AND NOT EXISTS (SELECT 1 FROM hall_end e WHERE e.hall_id = h.id)
   AND NOT EXISTS (SELECT 1 FROM posting_proof p WHERE p.hall_id = h.id AND p.notice_id = n.id
                      AND NOT EXISTS (SELECT 1 FROM posting_proof_end e WHERE e.proof_id = p.id))
 WHERE n.round_id = :round AND (:body = 0 OR m.body_id = :body) AND :now < CAST(strftime('%s', n.closes_on) AS INTEGER) + 57600
   AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = m.id)
 GROUP BY m.id
HAVING COUNT(h.id) > 0
    OR NOT EXISTS (SELECT 1 FROM hall g WHERE g.nomination_id = m.id AND NOT EXISTS (SELECT 1 FROM hall_end e WHERE e.hall_id = g.id))
 LIMIT :limit;
-- name: reminder_bodies
-- Everybody who may owe something, with the last reminder of this round.
SELECT b.id, b.ref, b.kind, b.name, EXISTS (SELECT 1 FROM account a WHERE a.body_id = b.id AND a.state = 'active'),
       COALESCE(k.channel, ''), COALESCE(k.person, ''), COALESCE(k.called_at, 0),
       (SELECT COUNT(*) FROM reminder_call q WHERE q.body_id = b.id AND q.round_id = :round)
  FROM body b LEFT JOIN reminder_call k ON k.id = (SELECT MAX(q.id) FROM reminder_call q WHERE q.body_id = b.id AND q.round_id = :round)
 WHERE b.kind IN ('unit', 'district', 'sector', 'joint', 'office') AND (:body = 0 OR b.id = :body)
 ORDER BY b.id LIMIT :limit;
-- name: reminder_extensions
SELECT body_id, stage, MAX(closes_at) FROM extension WHERE round_id = :round AND (:body = 0 OR body_id = :body)
 GROUP BY body_id, stage ORDER BY body_id LIMIT :limit;
-- name: reminder_body_by_ref
SELECT id FROM body WHERE ref = :ref AND kind IN ('unit', 'district', 'sector', 'joint', 'office');
-- name: reminder_contact
-- How a unit can be reached: what it wrote last, in the draft or in the version that counts.
SELECT COALESCE((SELECT d.value FROM draft_value d WHERE d.nomination_id = n.id AND d.ident = :ident AND d.row_no = 0),
                (SELECT x.value FROM nomination_version v JOIN version_value x ON x.version_id = v.id AND x.ident = :ident AND x.row_no = 0
                  WHERE v.nomination_id = n.id ORDER BY v.version_no DESC LIMIT 1), '')
  FROM nomination n WHERE n.round_id = :round AND n.body_id = :body AND n.state <> 'withdrawn'
   AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = n.id)
 ORDER BY n.slot DESC LIMIT 1;
-- name: reminder_template
SELECT value FROM round_setting WHERE round_id = :round AND key = 'reminder_text';
-- name: reminder_template_set
UPDATE round_setting SET value = :value WHERE round_id = :round AND key = 'reminder_text' AND value = :was;
-- name: reminder_call_add
INSERT INTO reminder_call (ref, round_id, body_id, channel, person, said, owed, called_at, noted_at, noted_by)
VALUES (:ref, :round, :body, :channel, :person, :said, :owed, :called_at, :now, :account);
-- name: reminder_calls
SELECT k.channel, k.person, k.said, k.owed, k.called_at, k.noted_at, p.person_name FROM reminder_call k
  JOIN account p ON p.id = k.noted_by
 WHERE k.body_id = :body AND k.round_id = :round ORDER BY k.id DESC LIMIT :limit;
-- name: reminder_batch_add
INSERT INTO reminder_batch (ref, round_id, made_at, made_by) VALUES (:ref, :round, :now, :account);
-- name: reminder_sheet_add
INSERT INTO reminder_sheet (round_id, number, batch_id, body_id, due_at)
SELECT :round, COALESCE(MAX(number), 0) + 1, :batch, :body, :due_at FROM reminder_sheet WHERE round_id = :round;
-- name: reminder_sheet_item_add
INSERT INTO reminder_sheet_item (sheet_id, ord, nomination_id, text) VALUES (:sheet, :ord, :nomination, :text);
-- name: reminder_batch_by_ref
SELECT k.id, k.made_at, p.person_name FROM reminder_batch k JOIN account p ON p.id = k.made_by
 WHERE k.ref = :ref AND k.round_id = :round;
-- name: reminder_sheets
SELECT s.id, s.number, b.ref, b.name, s.due_at FROM reminder_sheet s JOIN body b ON b.id = s.body_id
 WHERE s.batch_id = :batch ORDER BY s.number LIMIT :limit;
-- name: reminder_sheet_items
SELECT i.text FROM reminder_sheet_item i WHERE i.sheet_id = :sheet
   AND (i.nomination_id IS NULL
        OR NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = i.nomination_id))
 ORDER BY i.ord LIMIT :limit;
-- name: reminder_sheets_of_body
SELECT s.number, k.ref, k.made_at, p.person_name FROM reminder_sheet s JOIN reminder_batch k ON k.id = s.batch_id
  JOIN account p ON p.id = k.made_by WHERE s.body_id = :body AND s.round_id = :round ORDER BY s.id DESC LIMIT :limit;
