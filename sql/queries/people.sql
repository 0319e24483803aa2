-- name: session_list
SELECT substr(id_hash, 1, 16), created_at, seen_at, remote_addr, user_agent, id_hash = :own FROM session
 WHERE account_id = :account AND ended_at IS NULL AND seen_at > :idle_since AND created_at > :life_since
 ORDER BY id_hash = :own DESC, seen_at DESC LIMIT 50;
-- name: session_end_one
UPDATE session SET ended_at = MAX(:now, created_at)
 WHERE account_id = :account AND substr(id_hash, 1, 16) = :ref AND id_hash <> :own AND ended_at IS NULL;
-- name: session_end_all
UPDATE session SET ended_at = MAX(:now, created_at) WHERE account_id = :account AND ended_at IS NULL;
-- name: account_of_ref
SELECT id FROM account WHERE ref = :ref;
-- name: account_is_head
SELECT is_head FROM account WHERE id = :id;
-- name: account_colleagues
SELECT id, ref, login, person_name, state, is_head,
       EXISTS (SELECT 1 FROM second_factor f WHERE f.account_id = account.id AND f.confirmed_at IS NOT NULL)
  FROM account WHERE body_id = :body AND erased_at IS NULL ORDER BY is_head DESC, id LIMIT 200;
-- name: account_page
SELECT a.ref, a.login, a.person_name, a.role, b.name, a.state, a.is_head, a.password_hash = '',
       COALESCE((SELECT MAX(e.at) FROM audit_entry e
                  WHERE e.object_kind = 'account' AND e.object_ref = a.ref AND e.verb = 'signin'), 0)
  FROM account a JOIN body b ON b.id = a.body_id
 WHERE (:role = '' OR a.role = :role)
   AND (:words = '' OR instr(a.login, :words) > 0 OR instr(a.person_name, :words) > 0 OR instr(b.name, :words) > 0)
 ORDER BY a.role, a.login COLLATE NOCASE LIMIT :limit OFFSET :offset;
-- name: account_last_signin
SELECT COALESCE(MAX(at), 0) FROM audit_entry WHERE object_kind = 'account' AND object_ref = :ref AND verb = 'signin';
-- name: head_clear
UPDATE account SET is_head = 0 WHERE body_id = :body AND is_head = 1;
-- name: head_set
UPDATE account SET is_head = 1 WHERE id = :id AND state = 'active' AND is_head = 0;
-- name: login_taken
SELECT 1 FROM account WHERE login = :login
UNION ALL SELECT 1 FROM registration WHERE login = :login AND state = 'waiting';
-- name: link_add
INSERT INTO account_link (token_hash, purpose, body_id, account_id, role, made_at, made_by, expires_at)
VALUES (:token_hash, :purpose, :body, :account, :role, :now, :by, :expires_at);
-- name: link_get
SELECT l.id, l.purpose, l.body_id, b.name, COALESCE(l.account_id, 0), l.role, l.expires_at, COALESCE(l.used_at, 0),
       COALESCE(l.ended_at, 0), l.made_by, m.person_name, b.ref
  FROM account_link l JOIN body b ON b.id = l.body_id JOIN account m ON m.id = l.made_by
 WHERE l.token_hash = :token_hash;
-- name: link_use
UPDATE account_link SET used_at = :now, used_by = :account
 WHERE id = :id AND used_at IS NULL AND ended_at IS NULL AND expires_at > :now;
-- name: link_end_resets
UPDATE account_link SET ended_at = :now WHERE account_id = :account AND used_at IS NULL AND ended_at IS NULL;
-- name: registration_add
INSERT INTO registration (ref, round_id, number, state, name, org_code, unit_kind, sector_id, district_id, window_name,
       contact_name, contact_phone, login, password_hash, source, created_at)
SELECT :ref, :round, COALESCE(MAX(number), 0) + 1, 'waiting', :name, :org_code, :unit_kind, :sector, :district,
       :window_name, :contact_name, :contact_phone, :login, :password_hash, :source, :now
  FROM registration WHERE round_id = :round;
-- name: registration_by_ref
SELECT r.id, r.ref, r.number, r.state, r.name, r.org_code, r.unit_kind, COALESCE(r.sector_id, 0), r.district_id,
       r.window_name, r.contact_name, r.contact_phone, r.login, r.revision, r.created_at, COALESCE(r.decided_at, 0), r.reason,
       COALESCE(a.person_name, ''), COALESCE(b.name, ''), r.password_hash
  FROM registration r LEFT JOIN account a ON a.id = r.decided_by LEFT JOIN body b ON b.id = a.body_id
 WHERE r.ref = :ref AND r.round_id = :round;
-- name: registration_list
SELECT r.ref, r.number, r.state, r.name, r.created_at, COALESCE(s.name, ''), d.name, COALESCE(r.decided_at, 0),
       COALESCE(r.sector_id, 0), r.district_id
  FROM registration r JOIN district d ON d.id = r.district_id LEFT JOIN sector s ON s.id = r.sector_id
 WHERE r.round_id = :round AND r.state = :state
   AND (:scope = 'all' OR (:scope = 'sector' AND (s.id = :sector OR s.authority_name = :authority))
                       OR (:scope = 'district' AND r.sector_id IS NULL AND r.district_id = :district))
 ORDER BY r.id LIMIT 500;
-- name: registration_waiting_count
SELECT COUNT(*)
  FROM registration r LEFT JOIN sector s ON s.id = r.sector_id
 WHERE r.round_id = :round AND r.state = 'waiting'
   AND (:scope = 'all' OR (:scope = 'sector' AND (s.id = :sector OR s.authority_name = :authority))
                       OR (:scope = 'district' AND r.sector_id IS NULL AND r.district_id = :district));
-- name: registration_from_source
SELECT COUNT(*) FROM registration WHERE source = :source AND created_at > :since;
-- name: body_known_by_name
SELECT 1 FROM body WHERE kind = 'unit' AND name = :name;
-- name: body_known_by_code
SELECT 1 FROM body WHERE org_code = :org_code AND org_code <> '' AND kind = 'unit';
-- name: registration_known_by_name
SELECT 1 FROM registration WHERE name = :name AND state = 'waiting' AND id <> :id;
-- name: registration_known_by_code
SELECT 1 FROM registration WHERE org_code = :org_code AND org_code <> '' AND state = 'waiting' AND id <> :id;
-- name: registration_correct
UPDATE registration SET name = :name, org_code = :org_code, unit_kind = :unit_kind, sector_id = :sector,
       district_id = :district, window_name = :window_name, contact_name = :contact_name, contact_phone = :contact_phone,
       revision = revision + 1
 WHERE id = :id AND state = 'waiting' AND revision = :revision;
-- name: registration_decide
UPDATE registration SET state = :state, decided_at = :now, decided_by = :by, reason = :reason, body_id = :body,
       password_hash = ''
 WHERE id = :id AND state = 'waiting' AND revision = :revision;
