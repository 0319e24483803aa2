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
