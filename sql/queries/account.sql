-- name: account_by_login
SELECT a.id, a.ref, a.login, a.person_name, a.role, a.body_id, b.name, a.password_hash, a.state, a.must_change
  FROM account a JOIN body b ON b.id = a.body_id WHERE a.login = :login;
-- name: account_by_id
SELECT a.id, a.ref, a.login, a.person_name, a.role, a.body_id, b.name, a.password_hash, a.state, a.must_change
  FROM account a JOIN body b ON b.id = a.body_id WHERE a.id = :id;
-- name: account_add
INSERT INTO account (ref, login, person_name, role, body_id, password_hash, state, must_change, password_at, created_at, is_head)
VALUES (:ref, :login, :person_name, :role, :body_id, :password_hash, 'active', :must_change, :now, :now,
        NOT EXISTS (SELECT 1 FROM account WHERE body_id = :body_id AND is_head = 1));
-- name: account_set_password
UPDATE account SET password_hash = :password_hash, must_change = :must_change, password_at = :now
 WHERE id = :id AND state = 'active';
-- name: account_disable
UPDATE account SET state = 'disabled', disabled_at = :now, is_head = 0 WHERE id = :id AND state = 'active';
-- name: account_list
SELECT a.login, a.person_name, a.role, b.name, a.state FROM account a JOIN body b ON b.id = a.body_id
 ORDER BY a.role, a.login;
-- name: body_by_name
SELECT id, ref, kind, name, district_id, sector_id, org_code FROM body WHERE kind = :kind AND name = :name;
-- name: body_by_id
SELECT id, ref, kind, name, district_id, sector_id, org_code FROM body WHERE id = :id;
-- name: body_add
INSERT INTO body (ref, kind, name, district_id, sector_id, org_code, created_at)
VALUES (:ref, :kind, :name, :district_id, :sector_id, :org_code, :now);
-- name: session_add
INSERT INTO session (id_hash, account_id, token_key, created_at, seen_at, remote_addr, user_agent)
VALUES (:id_hash, :account_id, :token_key, :now, :now, :remote_addr, :user_agent);
-- name: session_get
SELECT s.account_id, s.token_key, s.created_at, s.seen_at, s.ended_at, a.ref, a.login, a.person_name, a.role, a.body_id,
       b.name, a.state, a.must_change
  FROM session s JOIN account a ON a.id = s.account_id JOIN body b ON b.id = a.body_id
 WHERE s.id_hash = :id_hash;
-- name: session_keys_of_account
SELECT token_key FROM session WHERE account_id = :account_id AND created_at >= :since ORDER BY created_at DESC LIMIT 50;
-- name: session_touch
UPDATE session SET seen_at = :now WHERE id_hash = :id_hash AND ended_at IS NULL AND seen_at < :now;
-- name: session_end
UPDATE session SET ended_at = :now WHERE id_hash = :id_hash AND ended_at IS NULL;
-- name: session_end_others
UPDATE session SET ended_at = :now WHERE account_id = :account_id AND id_hash <> :id_hash AND ended_at IS NULL;
-- name: session_sweep
DELETE FROM session WHERE seen_at < :before;
-- name: signin_failure_get
SELECT failures, lockouts, locked_until, last_at FROM signin_failure WHERE scope = :scope AND key = :key;
-- name: signin_failure_put
INSERT INTO signin_failure (scope, key, failures, lockouts, locked_until, last_at)
VALUES (:scope, :key, :failures, :lockouts, :locked_until, :now)
ON CONFLICT (scope, key) DO UPDATE SET failures = excluded.failures, lockouts = excluded.lockouts,
       locked_until = excluded.locked_until, last_at = excluded.last_at;
-- name: signin_failure_sweep
DELETE FROM signin_failure WHERE last_at < :before;
-- name: signin_failure_clear
DELETE FROM signin_failure WHERE scope = :scope AND key = :key;
-- name: once_get
SELECT status, location FROM once_token WHERE token = :token;
-- name: once_put
INSERT INTO once_token (token, status, location, used_at) VALUES (:token, :status, :location, :now);
-- name: once_sweep
DELETE FROM once_token WHERE used_at < :before;
-- name: meta_get
SELECT value FROM meta WHERE key = :key;
-- name: meta_put
INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value;
