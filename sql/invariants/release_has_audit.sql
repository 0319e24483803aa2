-- A proposal, its end, a release, a draft or a 名称核对 that the log does not know.
SELECT r.ref FROM shortlist_release r
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.object_kind = 'shortlist_release' AND a.object_ref = r.ref
                      AND a.verb = 'shortlist_release')
UNION ALL
SELECT p.ref FROM shortlist_proposal p
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.object_kind = 'shortlist_proposal' AND a.object_ref = p.ref
                      AND a.verb = 'shortlist_propose')
UNION ALL
SELECT p.ref FROM shortlist_proposal_end e JOIN shortlist_proposal p ON p.id = e.proposal_id
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.object_kind = 'shortlist_proposal' AND a.object_ref = p.ref
                      AND a.verb = 'shortlist_' || e.how)
UNION ALL
SELECT k.ref FROM name_check k
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.object_kind = 'name_check' AND a.object_ref = k.ref AND a.verb = 'name_check')
UNION ALL
SELECT CAST(d.number AS TEXT) FROM shortlist_draft d
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.object_kind = 'shortlist_draft' AND a.object_ref = CAST(d.number AS TEXT)
                      AND a.verb = 'shortlist_draft');
