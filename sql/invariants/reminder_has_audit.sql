-- A call, a sheet, a notice or the turn of a mail by somebody who may not, or without audit entry.
SELECT 'call ' || k.ref FROM reminder_call k JOIN account a ON a.id = k.noted_by JOIN body b ON b.id = k.body_id
 WHERE a.role <> 'office' OR NOT EXISTS (
        SELECT 1 FROM audit_entry x WHERE x.object_kind = 'body' AND x.object_ref = b.ref AND x.verb = 'reminder_call'
           AND x.at = k.noted_at AND x.detail LIKE 'call=' || k.ref || ' %')
UNION ALL
SELECT 'sheets ' || k.ref FROM reminder_batch k JOIN account a ON a.id = k.made_by
 WHERE a.role <> 'office' OR NOT EXISTS (
        SELECT 1 FROM audit_entry x WHERE x.object_kind = 'reminder_batch' AND x.object_ref = k.ref AND x.at = k.made_at)
UNION ALL
SELECT 'message ' || m.ref FROM message m
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry x WHERE x.object_kind = 'message' AND x.object_ref = m.ref
                      AND x.verb = 'message_send' AND x.at = m.sent_at)
UNION ALL
SELECT 'settled ' || m.ref FROM message_settled s JOIN message m ON m.id = s.message_id JOIN account a ON a.id = s.settled_by
 WHERE a.body_id <> m.body_id OR NOT EXISTS (
        SELECT 1 FROM audit_entry x WHERE x.object_kind = 'message' AND x.object_ref = m.ref AND x.verb = 'message_settle')
UNION ALL
SELECT 'mail ' || m.ref FROM mail m JOIN account a ON a.id = m.made_by
 WHERE a.role <> 'office'
    OR (SELECT COUNT(*) FROM mail_turn t WHERE t.mail_id = m.id)
       <> (SELECT COUNT(*) FROM audit_entry x WHERE x.object_kind = 'mail' AND x.object_ref = m.ref AND x.verb = 'mail_turn');
