-- name: erasure_facts
SELECT (SELECT COUNT(*) FROM account o WHERE o.body_id = a.body_id AND o.state = 'active' AND o.id <> a.id),
       (SELECT COUNT(*) FROM nomination n WHERE n.body_id = a.body_id AND n.state <> 'withdrawn'),
       (SELECT COUNT(*) FROM account o WHERE o.role = 'admin' AND o.state = 'active' AND o.id <> a.id)
  FROM account a WHERE a.id = :account;
-- name: account_erase
UPDATE account SET login = 'erased-' || id, person_name = '已注销的账号', password_hash = '', is_head = 0,
       state = 'disabled', disabled_at = :now, erased_at = :now
 WHERE id = :account AND state = 'active';
-- name: erase_sessions
DELETE FROM session WHERE account_id = :account;
-- name: erase_sources
DELETE FROM signin_failure WHERE scope = 'source' AND key IN (SELECT remote_addr FROM session WHERE account_id = :account);
-- name: erase_failures
DELETE FROM signin_failure WHERE scope = 'account' AND substr(key, 1, length(:login) + 1) = lower(:login) || '|';
-- name: erase_registration
UPDATE registration SET login = 'erased', contact_name = '已注销', contact_phone = '', source = ''
 WHERE login = :login AND state <> 'waiting';
-- name: erase_import_rows
UPDATE import_row SET login = '', person_name = '' WHERE login = :login AND login <> '';
-- name: account_enable
UPDATE account SET state = 'active', disabled_at = NULL WHERE id = :account AND state = 'disabled' AND erased_at IS NULL;
-- name: account_is_erased
SELECT erased_at IS NOT NULL FROM account WHERE id = :account;
-- name: account_password_expire
UPDATE account SET must_change = 1 WHERE id = :account AND must_change = 0 AND state = 'active' AND password_at <= :before;
