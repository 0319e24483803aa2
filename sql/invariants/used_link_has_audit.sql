-- A link that was used without an entry of the log, after its time, or for another body's account.
SELECT l.id FROM account_link l JOIN account a ON a.id = l.used_by
 WHERE l.used_at >= l.expires_at OR a.body_id <> l.body_id OR a.role <> l.role
    OR (l.purpose = 'reset' AND l.account_id <> l.used_by)
    OR NOT EXISTS (
        SELECT 1 FROM audit_entry e
         WHERE e.object_kind = 'account' AND e.object_ref = a.ref AND e.verb = 'link_use' AND e.at = l.used_at);
