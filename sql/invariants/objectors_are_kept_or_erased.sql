-- Who sent an objection is there, or was erased: after its archive, with one entry in the log at that moment, by nobody or by
-- a head of duty of that day; and then nothing of it is left.
SELECT o.receipt_no FROM objection o
 WHERE EXISTS (SELECT 1 FROM objection_identity i WHERE i.objection_id = o.id)
       = EXISTS (SELECT 1 FROM objector_erasure e WHERE e.objection_id = o.id)
UNION ALL
SELECT o.receipt_no FROM objector_erasure e JOIN objection o ON o.id = e.objection_id
 WHERE EXISTS (SELECT 1 FROM objection_file f WHERE f.objection_id = o.id AND f.name <> '材料' || f.ord)
    OR NOT EXISTS (SELECT 1 FROM objection_step s WHERE s.objection_id = o.id AND s.act = 'archive' AND s.done_at <= e.erased_at)
    OR (SELECT COUNT(*) FROM audit_entry a WHERE a.object_kind = 'objection' AND a.object_ref = o.ref AND a.verb = 'objector_erase'
           AND a.at = e.erased_at AND COALESCE(a.actor_id, 0) = COALESCE(e.erased_by, 0)) <> 1
    OR (e.erased_by IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM objection_duty d WHERE d.account_id = e.erased_by AND d.duty = 'head'
                           AND d.from_on <= strftime('%Y-%m-%d', e.erased_at + 28800, 'unixepoch')
                           AND d.until_on >= strftime('%Y-%m-%d', e.erased_at + 28800, 'unixepoch')))
UNION ALL
SELECT e.object_ref FROM audit_entry e
 WHERE e.verb = 'objector_erase'
   AND NOT EXISTS (SELECT 1 FROM objection o JOIN objector_erasure x ON x.objection_id = o.id WHERE o.ref = e.object_ref)
LIMIT 1;
