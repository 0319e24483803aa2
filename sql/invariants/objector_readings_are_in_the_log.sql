-- Who read an objector's name is in the log as often as in the table, and was named to a duty on that day.
SELECT o.receipt_no FROM objection o
 WHERE (SELECT COUNT(*) FROM objection_reading r WHERE r.objection_id = o.id)
       <> (SELECT COUNT(*) FROM audit_entry e WHERE e.object_kind = 'objection' AND e.object_ref = o.ref AND e.verb = 'objector_reveal')
UNION ALL
SELECT o.receipt_no FROM objection_reading r JOIN objection o ON o.id = r.objection_id
 WHERE NOT EXISTS (SELECT 1 FROM objection_duty d WHERE d.account_id = r.read_by
                      AND d.from_on <= strftime('%Y-%m-%d', r.read_at + 28800, 'unixepoch')
                      AND d.until_on >= strftime('%Y-%m-%d', r.read_at + 28800, 'unixepoch'))
LIMIT 1;
