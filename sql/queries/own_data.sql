-- name: own_account
SELECT a.created_at, a.password_at, a.is_head, b.kind, b.ref, COALESCE((SELECT f.confirmed_at FROM second_factor f WHERE f.account_id = a.id), 0)
  FROM account a JOIN body b ON b.id = a.body_id WHERE a.id = :account;
-- name: own_sessions
SELECT created_at, seen_at, COALESCE(ended_at, 0), remote_addr, user_agent FROM session WHERE account_id = :account
 ORDER BY created_at DESC, id_hash LIMIT 500;
-- name: own_acts
SELECT verb, COUNT(*), MIN(at), MAX(at) FROM audit_entry WHERE actor_id = :account GROUP BY verb ORDER BY verb;
-- name: own_entries
SELECT id, at, COALESCE(actor_id, 0), verb, detail FROM audit_entry
 WHERE object_kind = 'account' AND object_ref = :ref ORDER BY id DESC LIMIT 5000;
-- name: own_writings
SELECT n.ref, COALESCE(n.receipt_no, ''), b.name,
       (SELECT COUNT(*) FROM draft_section d WHERE d.nomination_id = n.id AND d.saved_by = :account),
       (SELECT COUNT(*) FROM draft_history h WHERE h.nomination_id = n.id AND h.replaced_by = :account),
       (SELECT COUNT(*) FROM nomination_version v WHERE v.nomination_id = n.id AND v.submitted_by = :account),
       (SELECT COUNT(*) FROM kept_text k WHERE k.nomination_id = n.id AND k.kept_by = :account),
       n.created_by = :account
  FROM nomination n JOIN body b ON b.id = n.body_id JOIN account a ON a.body_id = n.body_id
 WHERE a.id = :account ORDER BY n.id LIMIT 200;
-- name: own_registration
SELECT number, created_at, contact_name, contact_phone, source, state, name FROM registration
 WHERE login = :login AND login <> 'erased' ORDER BY id LIMIT 20;
-- name: own_import_rows
SELECT f.filename, r.row_no, r.person_name, f.made_at FROM import_row r JOIN import_file f ON f.id = r.import_id
 WHERE r.login = :login AND r.login <> '' ORDER BY r.import_id, r.row_no LIMIT 100;
-- name: own_deeds
-- What an account did in the docket of objections, by kind: how often, from when to when.  Nothing of whom it was about.
SELECT 'registered' AS kind, COUNT(*) AS count, MIN(registered_at) AS first_at, MAX(registered_at) AS last_at
  FROM objection WHERE registered_by = :account HAVING COUNT(*) > 0
 UNION ALL SELECT 'step', COUNT(*), MIN(done_at), MAX(done_at) FROM objection_step WHERE done_by = :account AND act <> 'register' HAVING COUNT(*) > 0
 UNION ALL SELECT 'handled', COUNT(DISTINCT objection_id), MIN(done_at), MAX(done_at) FROM objection_step WHERE handler_id = :account HAVING COUNT(*) > 0
 UNION ALL SELECT 'reading', COUNT(*), MIN(read_at), MAX(read_at) FROM objection_reading WHERE read_by = :account HAVING COUNT(*) > 0
 UNION ALL SELECT 'erasure', COUNT(*), MIN(erased_at), MAX(erased_at) FROM objector_erasure WHERE erased_by = :account HAVING COUNT(*) > 0
 UNION ALL SELECT 'question', COUNT(*), MIN(asked_at), MAX(asked_at) FROM objection_question WHERE asked_by = :account HAVING COUNT(*) > 0
 UNION ALL SELECT 'reply', COUNT(*), MIN(replied_at), MAX(replied_at) FROM objection_reply WHERE replied_by = :account HAVING COUNT(*) > 0
 UNION ALL SELECT 'duty_granted', COUNT(*), MIN(granted_at), MAX(granted_at) FROM objection_duty WHERE granted_by = :account HAVING COUNT(*) > 0
 UNION ALL SELECT 'duty_ended', COUNT(*), MIN(ended_at), MAX(ended_at) FROM objection_duty_end WHERE ended_by = :account HAVING COUNT(*) > 0;
-- name: own_duties
SELECT d.duty, d.from_on, d.until_on, d.ground, d.granted_at, COALESCE(e.ended_at, 0)
  FROM objection_duty d LEFT JOIN objection_duty_end e ON e.duty_id = d.id WHERE d.account_id = :account ORDER BY d.id LIMIT 100;
-- name: own_halls
-- The halls and windows that it added, named, ended or photographed.
SELECT h.name, h.address, h.added_at, x.added_by = :account,
       (SELECT COUNT(*) FROM hall_name m WHERE m.named_by = :account AND m.hall_id = h.id),
       (SELECT COUNT(*) FROM posting_proof p WHERE p.added_by = :account AND p.hall_id = h.id),
       (SELECT COUNT(*) FROM posting_proof_end q JOIN posting_proof p ON p.id = q.proof_id WHERE q.ended_by = :account AND p.hall_id = h.id),
       (SELECT COUNT(*) FROM hall_end e WHERE e.ended_by = :account AND e.hall_id = h.id)
  FROM hall_now h JOIN hall x ON x.id = h.id
 WHERE h.id IN (SELECT id FROM hall WHERE added_by = :account UNION SELECT hall_id FROM hall_name WHERE named_by = :account
                UNION SELECT hall_id FROM posting_proof WHERE added_by = :account UNION SELECT hall_id FROM hall_end WHERE ended_by = :account
                UNION SELECT p.hall_id FROM posting_proof_end q JOIN posting_proof p ON p.id = q.proof_id WHERE q.ended_by = :account)
 ORDER BY h.id LIMIT 200;
