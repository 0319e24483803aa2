-- An opinion, or the scan of its sheet, without the audit entry of the same moment.
SELECT o.ref FROM opinion o JOIN nomination_version v ON v.id = o.version_id JOIN nomination n ON n.id = v.nomination_id
 WHERE NOT EXISTS (
        SELECT 1 FROM audit_entry e
         WHERE e.object_kind = 'nomination' AND e.object_ref = n.ref AND e.verb = 'opinion_give' AND e.at = o.given_at
           AND e.detail = 'receipt=' || n.receipt_no || ' version=' || v.version_no || ' box=' || o.box || ' decision=' || o.decision
                       || ' opinion=' || o.ref)
UNION ALL
SELECT o.ref FROM opinion_scan s JOIN opinion o ON o.id = s.opinion_id JOIN nomination_version v ON v.id = o.version_id
  JOIN nomination n ON n.id = v.nomination_id
 WHERE NOT EXISTS (
        SELECT 1 FROM audit_entry e
         WHERE e.object_kind = 'nomination' AND e.object_ref = n.ref AND e.verb = 'opinion_scan' AND e.at = s.added_at
           AND e.detail = 'receipt=' || n.receipt_no || ' version=' || v.version_no || ' opinion=' || o.ref || ' scan=' || s.sha256);
