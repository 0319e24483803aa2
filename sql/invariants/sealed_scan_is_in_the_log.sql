-- The scan of sealed paper that the audit entry of its receipt does not name.
SELECT s.ref FROM sealed_scan x JOIN sealed_copy s ON s.id = x.copy_id JOIN nomination_version v ON v.id = s.version_id
  JOIN nomination n ON n.id = v.nomination_id
 WHERE NOT EXISTS (
    SELECT 1 FROM audit_entry e WHERE e.object_kind = 'nomination' AND e.object_ref = n.ref AND e.verb = 'seal_received'
       AND e.at = s.noted_at AND e.detail LIKE '% scan=' || x.sha256);
