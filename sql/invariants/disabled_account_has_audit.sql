-- A disabled account that nobody is recorded to have disabled.
SELECT a.login FROM account a
 WHERE a.state = 'disabled' AND NOT EXISTS (
        SELECT 1 FROM audit_entry e
         WHERE e.object_kind = 'account' AND e.object_ref = a.ref AND e.verb = 'account_disable' AND e.at = a.disabled_at);
