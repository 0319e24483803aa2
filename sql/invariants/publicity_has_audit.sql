-- A draft of the public notice, a decision about a number in it, a proposal, its end or a release that the log does not know.
SELECT n.ref FROM published_notice n
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.object_kind = 'published_notice' AND a.object_ref = n.ref
                      AND a.verb = 'publicity_release')
UNION ALL
SELECT p.ref FROM publicity_proposal p
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.object_kind = 'publicity_proposal' AND a.object_ref = p.ref
                      AND a.verb = 'publicity_propose')
UNION ALL
SELECT p.ref FROM publicity_proposal_end e JOIN publicity_proposal p ON p.id = e.proposal_id
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.object_kind = 'publicity_proposal' AND a.object_ref = p.ref
                      AND a.verb = 'publicity_' || e.how)
UNION ALL
SELECT o.finding FROM publicity_override o
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.object_kind = 'publicity_finding' AND a.object_ref = o.finding
                      AND a.verb = 'publicity_override')
UNION ALL
SELECT d.version_no || '.' || d.revision FROM publicity_draft d
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.object_kind = 'publicity_draft' AND a.verb IN ('publicity_draft', 'publicity_correct', 'publicity_file_add',
                      'publicity_file_remove')
                      AND a.object_ref = d.version_no || '.' || d.revision);
