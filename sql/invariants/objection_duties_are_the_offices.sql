-- Only people of the office were named, by a security administrator, and the log says so.
SELECT d.ref FROM objection_duty d JOIN account a ON a.id = d.account_id JOIN account g ON g.id = d.granted_by
 WHERE a.role <> 'office' OR g.role <> 'security' OR d.account_id = d.granted_by
    OR NOT EXISTS (SELECT 1 FROM audit_entry e WHERE e.verb = 'objection_duty_grant' AND e.object_ref = a.ref AND e.detail LIKE '%ref=' || d.ref)
LIMIT 1;
