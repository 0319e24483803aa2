-- A head who can no longer sign in.
SELECT login FROM account WHERE is_head = 1 AND state <> 'active';
