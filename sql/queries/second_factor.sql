-- name: second_factor_is_set
SELECT 1 FROM second_factor WHERE account_id = :account AND confirmed_at IS NOT NULL;
-- name: second_factor_get
SELECT secret, COALESCE(confirmed_at, 0), pending, last_step, locked_until, failures, lockouts,
       (SELECT COUNT(*) FROM recovery_code c WHERE c.account_id = :account AND c.used_at IS NULL)
  FROM second_factor WHERE account_id = :account;
-- name: second_factor_begin
INSERT INTO second_factor (account_id, pending, pending_at) VALUES (:account, :pending, :now)
ON CONFLICT (account_id) DO UPDATE SET pending = excluded.pending, pending_at = excluded.pending_at;
-- name: second_factor_confirm
UPDATE second_factor SET secret = :secret, confirmed_at = :now, pending = '', last_step = :step, failures = 0, lockouts = 0,
       locked_until = 0
 WHERE account_id = :account AND pending <> '';
-- name: second_factor_step
UPDATE second_factor SET last_step = :step, failures = 0, lockouts = 0 WHERE account_id = :account AND last_step < :step;
-- name: second_factor_failed
UPDATE second_factor SET failures = :failures, lockouts = :lockouts, locked_until = :locked_until WHERE account_id = :account;
-- name: second_factor_remove
DELETE FROM second_factor WHERE account_id = :account;
-- name: recovery_codes_remove
DELETE FROM recovery_code WHERE account_id = :account;
-- name: recovery_code_add
INSERT INTO recovery_code (account_id, code_hash) VALUES (:account, :code_hash);
-- name: recovery_code_is_there
SELECT 1 FROM recovery_code WHERE account_id = :account AND code_hash = :code_hash;
-- name: recovery_code_use
UPDATE recovery_code SET used_at = :now WHERE account_id = :account AND code_hash = :code_hash AND used_at IS NULL;
-- name: second_factor_reset_end
UPDATE second_factor_reset SET ended_at = :now WHERE account_id = :account AND used_at IS NULL AND ended_at IS NULL;
-- name: second_factor_reset_add
INSERT INTO second_factor_reset (token_hash, account_id, made_at, made_by, expires_at)
VALUES (:token_hash, :account, :now, :by, :expires_at);
-- name: second_factor_reset_get
SELECT r.id, r.account_id, r.expires_at, COALESCE(r.used_at, 0), COALESCE(r.ended_at, 0), m.person_name, b.name
  FROM second_factor_reset r JOIN account m ON m.id = r.made_by JOIN body b ON b.id = m.body_id
 WHERE r.token_hash = :token_hash;
-- name: second_factor_reset_use
UPDATE second_factor_reset SET used_at = :now
 WHERE id = :id AND used_at IS NULL AND ended_at IS NULL AND expires_at > :now;
-- name: second_factor_reset_last
SELECT r.used_at, m.person_name, b.name
  FROM second_factor_reset r JOIN account m ON m.id = r.made_by JOIN body b ON b.id = m.body_id
 WHERE r.account_id = :account AND r.used_at IS NOT NULL ORDER BY r.used_at DESC LIMIT 1;
