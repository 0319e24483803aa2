-- An audit entry of a submission whose version is gone.
SELECT e.id FROM audit_entry e
 WHERE e.verb = 'nomination_submit' AND NOT EXISTS (
        SELECT 1 FROM nomination_version v JOIN nomination n ON n.id = v.nomination_id
         WHERE n.ref = e.object_ref
           AND e.detail = 'receipt=' || n.receipt_no || ' version=' || v.version_no || ' sha256=' || v.sha256);
