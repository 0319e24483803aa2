-- A nomination whose count of versions is not that of its version rows, or whose last one is not the one it names.
SELECT n.receipt_no FROM nomination n
 WHERE n.version_no <> (SELECT COUNT(*) FROM nomination_version v WHERE v.nomination_id = n.id)
    OR (n.version_no > 0 AND NOT EXISTS (
        SELECT 1 FROM nomination_version v
         WHERE v.nomination_id = n.id AND v.version_no = n.version_no AND v.submitted_at = n.submitted_at AND v.route = n.route));
