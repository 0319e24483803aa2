-- A registration that was admitted or refused without an entry of the log, or an admitted one whose body is no unit.
SELECT r.ref FROM registration r
 WHERE (r.state <> 'waiting' AND NOT EXISTS (
        SELECT 1 FROM audit_entry e
         WHERE e.object_kind = 'registration' AND e.object_ref = r.ref AND e.at = r.decided_at
           AND e.verb = CASE r.state WHEN 'admitted' THEN 'registration_admit' ELSE 'registration_refuse' END))
    OR (r.state = 'admitted' AND NOT EXISTS (SELECT 1 FROM body b WHERE b.id = r.body_id AND b.kind = 'unit'));
