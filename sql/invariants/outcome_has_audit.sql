-- A proposal of public numbers, its end or a release that the log does not know; and a release in the log that is gone.
SELECT o.ref FROM published_outcome o
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.object_kind = 'published_outcome' AND a.object_ref = o.ref
                      AND a.verb = 'outcome_release')
UNION ALL
SELECT p.ref FROM outcome_proposal p
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.object_kind = 'outcome_proposal' AND a.object_ref = p.ref
                      AND a.verb = 'outcome_propose')
UNION ALL
SELECT p.ref FROM outcome_proposal_end e JOIN outcome_proposal p ON p.id = e.proposal_id
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.object_kind = 'outcome_proposal' AND a.object_ref = p.ref
                      AND a.verb = 'outcome_' || e.how)
UNION ALL
SELECT a.object_ref FROM audit_entry a
 WHERE a.verb = 'outcome_release' AND NOT EXISTS (SELECT 1 FROM published_outcome o WHERE o.ref = a.object_ref);
