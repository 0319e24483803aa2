-- An import that was ordered, finished or stopped without an entry of the log, or ordered in a role that is not the
-- person's.
SELECT f.ref FROM import_job j JOIN import_file f ON f.id = j.import_id JOIN account a ON a.id = j.queued_by
 WHERE a.role <> j.role
    OR NOT EXISTS (SELECT 1 FROM audit_entry e WHERE e.object_kind = 'import' AND e.object_ref = f.ref
                      AND e.verb = 'import_apply' AND e.at = j.queued_at)
    OR (j.ended_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM audit_entry e WHERE e.object_kind = 'import' AND e.object_ref = f.ref AND e.at = j.ended_at
           AND e.verb = CASE j.state WHEN 'done' THEN 'import_done' ELSE 'import_cancel' END));
