-- What was released is, candidate by candidate, what the proposed draft says; each was recommended and not recalled.
SELECT r.ref FROM shortlist_release r JOIN shortlist_proposal p ON p.id = r.proposal_id
 WHERE EXISTS (SELECT i.nomination_id, i.version_id, CASE i.choice WHEN 'in' THEN 1 WHEN 'out' THEN 0 END, i.reason, i.is_told
                 FROM shortlist_draft_item i WHERE i.draft_id = p.draft_id
               EXCEPT SELECT e.nomination_id, e.version_id, e.is_shortlisted, e.reason, e.is_told FROM shortlist_entry e WHERE e.release_id = r.id)
    OR EXISTS (SELECT e.nomination_id, e.version_id, e.is_shortlisted, e.reason, e.is_told FROM shortlist_entry e WHERE e.release_id = r.id
               EXCEPT SELECT i.nomination_id, i.version_id, CASE i.choice WHEN 'in' THEN 1 WHEN 'out' THEN 0 END, i.reason, i.is_told
                 FROM shortlist_draft_item i WHERE i.draft_id = p.draft_id)
UNION ALL
SELECT n.ref FROM shortlist_entry e JOIN nomination n ON n.id = e.nomination_id
 WHERE NOT EXISTS (SELECT 1 FROM candidate c WHERE c.nomination_id = e.nomination_id AND c.version_id = e.version_id);
