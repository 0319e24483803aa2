-- An extension, a decision, an acceptance or a seal noted by somebody who was not of the office, or without audit entry.
SELECT 'extension ' || e.id FROM extension e JOIN account a ON a.id = e.granted_by JOIN body b ON b.id = e.body_id
 WHERE a.role <> 'office' OR NOT EXISTS (
        SELECT 1 FROM audit_entry x
         WHERE x.object_kind = 'body' AND x.object_ref = b.ref AND x.verb = 'extension_grant' AND x.at = e.granted_at)
UNION ALL
SELECT 'late ' || d.late_id FROM late_decision d JOIN account a ON a.id = d.decided_by WHERE a.role <> 'office'
UNION ALL
SELECT 'acceptance ' || c.version_id FROM acceptance c JOIN account a ON a.id = c.accepted_by WHERE a.role <> 'office'
UNION ALL
SELECT 'seal ' || s.ref FROM sealed_copy s JOIN nomination_version v ON v.id = s.version_id JOIN nomination n ON n.id = v.nomination_id
  JOIN account a ON a.id = s.noted_by
 WHERE a.role <> 'office' OR NOT EXISTS (
        SELECT 1 FROM audit_entry x
         WHERE x.object_kind = 'nomination' AND x.object_ref = n.ref AND x.verb = 'seal_received' AND x.at = s.noted_at);
