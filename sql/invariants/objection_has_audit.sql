-- What came in, and each step of it, is in the log.
SELECT o.receipt_no FROM objection o
 WHERE (SELECT COUNT(*) FROM objection_step s WHERE s.objection_id = o.id)
       <> (SELECT COUNT(*) FROM audit_entry e WHERE e.object_kind = 'objection' AND e.object_ref = o.ref AND e.verb LIKE 'objection\_%' ESCAPE '\')
LIMIT 1;
