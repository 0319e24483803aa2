-- Duties handed to somebody of another body, or by somebody of another, or without an entry of the log.
SELECT d.ref FROM delegation d JOIN account h ON h.id = d.holder_id JOIN account x ON x.id = d.delegate_id
  JOIN account m ON m.id = d.made_by
 WHERE h.body_id <> x.body_id OR h.body_id <> m.body_id OR h.role <> x.role OR h.role NOT IN ('district', 'sector', 'joint')
    OR NOT EXISTS (SELECT 1 FROM audit_entry e
                    WHERE e.object_kind = 'account' AND e.object_ref = h.ref AND e.verb = 'delegation_make' AND e.at = d.made_at);
