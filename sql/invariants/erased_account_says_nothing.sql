-- An erased account that still has a name, a login, a password, a sign-in or a second factor, or that nobody is recorded to
-- have erased.
SELECT a.ref FROM account a
 WHERE a.erased_at IS NOT NULL
   AND (a.state <> 'disabled' OR a.person_name <> '已注销的账号' OR a.login <> 'erased-' || a.id OR a.password_hash <> '' OR a.is_head <> 0
        OR EXISTS (SELECT 1 FROM session s WHERE s.account_id = a.id)
        OR EXISTS (SELECT 1 FROM second_factor f WHERE f.account_id = a.id)
        OR EXISTS (SELECT 1 FROM recovery_code c WHERE c.account_id = a.id)
        OR NOT EXISTS (SELECT 1 FROM audit_entry e
                        WHERE e.object_kind = 'account' AND e.object_ref = a.ref AND e.verb = 'account_erase' AND e.at = a.erased_at));
