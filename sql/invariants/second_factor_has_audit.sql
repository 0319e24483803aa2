-- A second factor in force that nobody is recorded to have set up, or recovery codes without one.
SELECT a.ref FROM second_factor f JOIN account a ON a.id = f.account_id
 WHERE f.confirmed_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM audit_entry e
         WHERE e.object_kind = 'account' AND e.object_ref = a.ref AND e.verb = 'code_set' AND e.at = f.confirmed_at)
UNION ALL
SELECT a.ref FROM recovery_code c JOIN account a ON a.id = c.account_id
 WHERE NOT EXISTS (SELECT 1 FROM second_factor f WHERE f.account_id = c.account_id AND f.confirmed_at IS NOT NULL);
