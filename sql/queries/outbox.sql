-- name: mail_add
INSERT INTO mail (ref, round_id, body_id, to_address, subject, text, made_at, made_by)
VALUES (:ref, :round, :body, :to_address, :subject, :text, :now, :account);
-- name: mail_about_add
INSERT INTO mail_about (mail_id, nomination_id) VALUES (:mail, :nomination);
-- name: mail_turn_add
-- Only from the state that the caller saw last.
INSERT INTO mail_turn (mail_id, state, attempts, next_at, detail, at, by)
SELECT x.mail_id, :state, :attempts, :next_at, :detail, :now, :account FROM mail_now x WHERE x.mail_id = :mail AND x.turn_id = :turn;
-- name: mail_turn_first
INSERT INTO mail_turn (mail_id, state, attempts, next_at, detail, at, by) VALUES (:mail, 'held', 0, 0, '', :now, :account);
-- name: mail_next
-- What is due to be sent, the oldest first.
SELECT m.id, m.ref, m.to_address, m.subject, m.text, m.made_at, x.turn_id, x.attempts
  FROM mail_now x JOIN mail m ON m.id = x.mail_id
 WHERE x.state = 'queued' AND x.next_at <= :now ORDER BY x.next_at, m.id LIMIT 1;
-- name: mail_next_at
-- When the next one may be sent; no row: nothing waits.
SELECT MIN(x.next_at) FROM mail_now x WHERE x.state = 'queued' HAVING COUNT(*) > 0;
-- name: mail_claimed
-- Given to the server by a process that is gone.
SELECT m.id, m.ref, x.turn_id, x.attempts FROM mail_now x JOIN mail m ON m.id = x.mail_id WHERE x.state = 'sending' LIMIT :limit;
-- name: mail_list
-- The newest first; none that speaks of a nomination of which the account is recused.
SELECT m.ref, b.name, m.to_address, m.subject, m.made_at, p.person_name, x.state, x.attempts, x.next_at, x.detail, x.at
  FROM mail m JOIN mail_now x ON x.mail_id = m.id JOIN body b ON b.id = m.body_id JOIN account p ON p.id = m.made_by
 WHERE m.round_id = :round AND (:state IS NULL OR x.state = :state)
   AND (:like IS NULL OR b.name LIKE :like ESCAPE '\' OR m.subject LIKE :like ESCAPE '\')
   AND NOT EXISTS (SELECT 1 FROM mail_about o JOIN recusal r ON r.nomination_id = o.nomination_id
                    WHERE o.mail_id = m.id AND r.account_id = :account)
 ORDER BY m.id DESC LIMIT :limit;
-- name: mail_by_ref
SELECT m.id, m.ref, b.name, m.to_address, m.subject, m.text, m.made_at, p.person_name, x.turn_id, x.state, x.attempts, x.next_at,
       x.detail, x.at
  FROM mail m JOIN mail_now x ON x.mail_id = m.id JOIN body b ON b.id = m.body_id JOIN account p ON p.id = m.made_by
 WHERE m.round_id = :round AND m.ref = :ref
   AND NOT EXISTS (SELECT 1 FROM mail_about o JOIN recusal r ON r.nomination_id = o.nomination_id
                    WHERE o.mail_id = m.id AND r.account_id = :account);
-- name: mail_turns
SELECT t.state, t.attempts, t.detail, t.at, COALESCE(p.person_name, '') FROM mail_turn t LEFT JOIN account p ON p.id = t.by
 WHERE t.mail_id = :mail ORDER BY t.id DESC LIMIT :limit;
-- name: mail_waiting_of_body
-- One to this body that was not sent yet: another would say the same twice.
SELECT 1 FROM mail m JOIN mail_now x ON x.mail_id = m.id
 WHERE m.round_id = :round AND m.body_id = :body AND x.state IN ('held', 'queued', 'sending') LIMIT 1;
