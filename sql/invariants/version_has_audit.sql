-- A version without its audit entry: same nomination, moment, receipt, number and fingerprint.
SELECT n.receipt_no || ' v' || v.version_no FROM nomination_version v JOIN nomination n ON n.id = v.nomination_id
 WHERE NOT EXISTS (
        SELECT 1 FROM audit_entry e
         WHERE e.object_kind = 'nomination' AND e.object_ref = n.ref AND e.verb = 'nomination_submit' AND (e.at = v.submitted_at OR EXISTS ( -- or it came late, and was let in then
                SELECT 1 FROM late_decision d WHERE d.version_id = v.id AND d.decided_at = e.at))
           AND e.detail = 'receipt=' || n.receipt_no || ' version=' || v.version_no || ' sha256=' || v.sha256);
