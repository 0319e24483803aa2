-- name: objection_target
-- A published brand by its public address, and the days of the notice that holds.
SELECT b.id, b.ref, b.brand_name, b.unit_name, n.opens_on, n.closes_on, b.nomination_id
  FROM published_brand_now b JOIN published_now n ON n.round_id = b.round_id WHERE b.ref = :ref AND b.round_id = :round;
-- name: objection_targets
SELECT b.id, b.ref, b.brand_name, b.unit_name, n.opens_on, n.closes_on, b.nomination_id
  FROM published_now n JOIN published_line l ON l.notice_id = n.id JOIN published_brand_now b ON b.id = l.brand_id
 WHERE n.round_id = :round ORDER BY l.place LIMIT :limit;
-- name: objection_next_number
SELECT COALESCE(MAX(number), 0) + 1 FROM objection WHERE round_id = :round;
-- name: objection_add
INSERT INTO objection (ref, round_id, number, receipt_no, code_hash, brand_id, channel, category, text, is_identified, is_body, received_on,
       postmark_on, registered_at, registered_by)
VALUES (:ref, :round, :number, :receipt_no, :code_hash, :brand, :channel, :category, :text, :is_identified, :is_body, :received_on,
       :postmark_on, :now, :account);
-- name: objection_identity_add
INSERT INTO objection_identity (objection_id, name, phone, email) VALUES (:objection, :name, :phone, :email);
-- name: objection_file_add
INSERT INTO objection_file (objection_id, ord, sha256, name) VALUES (:objection, :ord, :sha256, :name);
-- name: objection_step_add
INSERT INTO objection_step (objection_id, number, act, state, text, finding, effect, handler_id, done_at, done_by)
VALUES (:objection, :number, :act, :state, :text, :finding, :effect, :handler, :now, :account);
-- name: objection_list
-- The docket of a round, the newest first, without what concerns a brand that this person is recused of.  Of each letter nothing but
-- the word that is looked for, where it holds it: ten thousand letters are long.
SELECT o.id, o.ref, o.receipt_no, o.brand_id, o.nomination_id, o.brand_name, o.unit_name, o.channel, o.category, CASE WHEN :word <> '' AND instr(o.text, :word) > 0 THEN :word ELSE '' END, o.is_identified,
       o.is_body, o.received_on, o.postmark_on, o.registered_at, o.step_no, o.state, o.finding, o.effect, o.handler_id,
       COALESCE(h.person_name, ''), o.is_verified, o.acknowledged_at, o.concluded_at, o.answered_at, o.review_asked_at,
       COALESCE(i.name, ''), COALESCE(i.phone, ''), COALESCE(i.email, ''), COALESCE(e.erased_at, 0)
  FROM objection_now o LEFT JOIN account h ON h.id = o.handler_id LEFT JOIN objection_identity i ON i.objection_id = o.id
  LEFT JOIN objector_erasure e ON e.objection_id = o.id
 WHERE o.round_id = :round
   AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = o.nomination_id)
 ORDER BY o.number DESC;
-- name: objection_by_ref
SELECT o.id, o.ref, o.receipt_no, o.brand_id, o.nomination_id, o.brand_name, o.unit_name, o.channel, o.category, o.text, o.is_identified,
       o.is_body, o.received_on, o.postmark_on, o.registered_at, o.step_no, o.state, o.finding, o.effect, o.handler_id,
       COALESCE(h.person_name, ''), o.is_verified, o.acknowledged_at, o.concluded_at, o.answered_at, o.review_asked_at,
       COALESCE(i.name, ''), COALESCE(i.phone, ''), COALESCE(i.email, ''), COALESCE(e.erased_at, 0)
  FROM objection_now o LEFT JOIN account h ON h.id = o.handler_id LEFT JOIN objection_identity i ON i.objection_id = o.id
  LEFT JOIN objector_erasure e ON e.objection_id = o.id
 WHERE o.ref = :ref AND o.round_id = :round
   AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = o.nomination_id);
-- name: objection_ref_by_code
SELECT ref, receipt_no FROM objection WHERE code_hash = :code_hash;
-- name: objection_code_of
SELECT ref, code_hash FROM objection WHERE receipt_no = :receipt_no AND round_id = :round;
-- name: objection_steps
SELECT s.number, s.act, s.state, s.text, s.finding, s.effect, s.done_at, COALESCE(p.person_name, ''), COALESCE(h.person_name, '')
  FROM objection_step s LEFT JOIN account p ON p.id = s.done_by LEFT JOIN account h ON h.id = s.handler_id
 WHERE s.objection_id = :objection ORDER BY s.number LIMIT :limit;
-- name: objection_files
SELECT f.sha256, f.name, e.kind, e.byte_count FROM objection_file f JOIN evidence_file e ON e.sha256 = f.sha256
 WHERE f.objection_id = :objection ORDER BY f.ord LIMIT :limit;
-- name: objection_identity_get
SELECT name, phone, email FROM objection_identity WHERE objection_id = :objection;
-- name: objection_reading_add
INSERT INTO objection_reading (objection_id, reason, read_at, read_by) VALUES (:objection, :reason, :now, :account);
-- name: objection_readings
SELECT r.reason, r.read_at, p.person_name FROM objection_reading r JOIN account p ON p.id = r.read_by
 WHERE r.objection_id = :objection ORDER BY r.id DESC LIMIT :limit;
-- name: objection_duties_of
-- What an account is named to on a day.
SELECT d.duty FROM objection_duty d JOIN account a ON a.id = d.account_id
 WHERE d.account_id = :account AND d.from_on <= :today AND d.until_on >= :today AND a.state = 'active' AND a.role = 'office'
   AND NOT EXISTS (SELECT 1 FROM objection_duty_end e WHERE e.duty_id = d.id);
-- name: objection_duty_list
SELECT d.ref, a.ref, a.person_name, b.name, d.duty, d.from_on, d.until_on, d.ground, d.granted_at, g.person_name, COALESCE(e.ended_at, 0), d.id
  FROM objection_duty d JOIN account a ON a.id = d.account_id JOIN body b ON b.id = a.body_id JOIN account g ON g.id = d.granted_by
  LEFT JOIN objection_duty_end e ON e.duty_id = d.id ORDER BY d.id DESC LIMIT :limit;
-- name: objection_duty_add
INSERT INTO objection_duty (ref, account_id, duty, from_on, until_on, ground, granted_at, granted_by)
VALUES (:ref, :account, :duty, :from_on, :until_on, :ground, :now, :by);
-- name: objection_duty_end_add
INSERT INTO objection_duty_end (duty_id, ended_at, ended_by)
SELECT d.id, :now, :by FROM objection_duty d WHERE d.ref = :ref AND NOT EXISTS (SELECT 1 FROM objection_duty_end e WHERE e.duty_id = d.id);
-- name: objection_office_people
SELECT a.id, a.ref, a.person_name, b.name FROM body b JOIN account a ON a.body_id = b.id
 WHERE a.role = 'office' AND a.state = 'active' ORDER BY a.id LIMIT :limit;
-- name: objection_handlers
-- Who may be given one: named to a duty on that day.
SELECT DISTINCT a.id, a.ref, a.person_name, b.name FROM objection_duty d JOIN account a ON a.id = d.account_id JOIN body b ON b.id = a.body_id
 WHERE d.from_on <= :today AND d.until_on >= :today AND a.state = 'active' AND a.role = 'office'
   AND NOT EXISTS (SELECT 1 FROM objection_duty_end e WHERE e.duty_id = d.id) ORDER BY a.id LIMIT :limit;
-- name: objection_question_add
INSERT INTO objection_question (ref, objection_id, text, due_on, asked_at, asked_by) VALUES (:ref, :objection, :text, :due_on, :now, :account);
-- name: objection_questions
-- What was asked about one objection.
SELECT q.id, q.ref, q.text, q.due_on, q.asked_at, p.person_name, COALESCE(r.text, ''), COALESCE(r.replied_at, 0), COALESCE(w.person_name, ''),
       q.objection_id
  FROM objection_question q JOIN account p ON p.id = q.asked_by LEFT JOIN objection_reply r ON r.question_id = q.id
  LEFT JOIN account w ON w.id = r.replied_by WHERE q.objection_id = :objection ORDER BY q.id LIMIT :limit;
-- name: objection_questions_of_unit
-- What a unit was asked about its brand: the office's words, and nothing of what they come from.
SELECT q.id, q.ref, q.text, q.due_on, q.asked_at, '', COALESCE(r.text, ''), COALESCE(r.replied_at, 0), COALESCE(w.person_name, ''), q.objection_id
  FROM published_brand b JOIN objection o ON o.brand_id = b.id JOIN objection_question q ON q.objection_id = o.id
  LEFT JOIN objection_reply r ON r.question_id = q.id LEFT JOIN account w ON w.id = r.replied_by
 WHERE b.nomination_id = :nomination ORDER BY q.id DESC LIMIT :limit;
-- name: objection_reply_add
INSERT INTO objection_reply (question_id, text, replied_at, replied_by) VALUES (:question, :text, :now, :account);
-- name: objection_unit_of
SELECT n.body_id, n.ref, n.round_id, n.receipt_no FROM nomination n WHERE n.id = :nomination;
-- name: objection_blocking
-- How many hold up the naming of one nomination's brand.
SELECT COUNT(*) FROM objection_holding WHERE nomination_id = :nomination;
-- name: objection_known_to_unit
-- Whether a unit was asked about something that holds its brand up: before that it is told nothing.
SELECT EXISTS (SELECT 1 FROM objection_holding h WHERE h.nomination_id = :nomination AND h.was_asked = 1);
-- name: objection_figures
SELECT o.channel, o.category, o.state, o.finding, o.effect, o.is_identified, o.received_on, o.review_asked_at, o.brand_id, COUNT(*),
       MAX(o.answered_at)
  FROM objection_now o WHERE o.round_id = :round
 GROUP BY o.channel, o.category, o.state, o.finding, o.effect, o.is_identified, o.received_on, o.review_asked_at, o.brand_id,
       (o.answered_at + 28800) / 86400; -- the day on the Beijing clock
-- name: objector_erasure_add
INSERT INTO objector_erasure (objection_id, reason, erased_at, erased_by) VALUES (:objection, :reason, :now, :account);
-- name: objector_erase_identity
DELETE FROM objection_identity WHERE objection_id = :objection;
-- name: objector_erase_file_names
UPDATE objection_file SET name = '材料' || ord WHERE objection_id = :objection;
-- name: objector_erasure_get
SELECT e.reason, e.erased_at, COALESCE(p.person_name, '') FROM objector_erasure e LEFT JOIN account p ON p.id = e.erased_by
 WHERE e.objection_id = :objection;
-- name: objector_archived
-- Those that are archived while something of their senders is still there, of every round, with the round's own rule.
SELECT o.id, o.ref, o.receipt_no, s.done_at, COALESCE(k.value, '')
  FROM objection_identity i JOIN objection o ON o.id = i.objection_id
  JOIN objection_step s ON s.objection_id = o.id AND s.act = 'archive'
  LEFT JOIN round_setting k ON k.round_id = o.round_id AND k.key = 'objection_identity_keep_days'
 WHERE i.name <> '' OR i.phone <> '' OR i.email <> '' OR EXISTS (SELECT 1 FROM objection_file f WHERE f.objection_id = o.id)
 ORDER BY s.done_at, o.id;
