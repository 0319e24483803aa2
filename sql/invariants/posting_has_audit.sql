-- A hall, a new name of one, its end, a photograph or its end that the log does not know.
SELECT h.ref FROM hall h
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.object_kind = 'hall' AND a.object_ref = h.ref AND a.verb = 'hall_add' AND a.at = h.added_at)
UNION ALL
SELECT h.ref FROM hall_name n JOIN hall h ON h.id = n.hall_id
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.object_kind = 'hall' AND a.object_ref = h.ref
                      AND a.verb IN ('hall_add', 'hall_rename') AND a.at = n.named_at)
UNION ALL
SELECT h.ref FROM hall_end e JOIN hall h ON h.id = e.hall_id
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.object_kind = 'hall' AND a.object_ref = h.ref AND a.verb = 'hall_end' AND a.at = e.ended_at)
UNION ALL
SELECT p.ref FROM posting_proof p JOIN hall h ON h.id = p.hall_id JOIN published_notice n ON n.id = p.notice_id
 WHERE NOT EXISTS (
        SELECT 1 FROM audit_entry a
         WHERE a.object_kind = 'posting_proof' AND a.object_ref = p.ref AND a.verb = 'posting_proof' AND a.at = p.added_at
           AND a.detail = 'hall=' || h.ref || ' version=' || n.version_no || ' posted_on=' || p.posted_on || ' sha256=' || p.sha256)
UNION ALL
SELECT p.ref FROM posting_proof_end e JOIN posting_proof p ON p.id = e.proof_id
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.object_kind = 'posting_proof' AND a.object_ref = p.ref AND a.at = e.ended_at
                      AND a.verb = CASE WHEN e.replaced_by IS NULL THEN 'posting_withdraw' ELSE 'posting_replace' END);
