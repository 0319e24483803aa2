-- A list that one person alone released, or that was released without its proposal being confirmed by that person.
SELECT r.ref FROM shortlist_release r JOIN shortlist_proposal p ON p.id = r.proposal_id
  LEFT JOIN shortlist_proposal_end e ON e.proposal_id = p.id
 WHERE r.released_by = p.proposed_by OR COALESCE(e.how, '') <> 'confirmed' OR e.ended_by <> r.released_by
    OR NOT EXISTS (SELECT 1 FROM account a WHERE a.id = r.released_by AND a.role = 'office')
    OR NOT EXISTS (SELECT 1 FROM account a WHERE a.id = p.proposed_by AND a.role = 'office')
UNION ALL
SELECT p.ref FROM shortlist_proposal p JOIN shortlist_proposal_end e ON e.proposal_id = p.id
 WHERE e.how = 'confirmed' AND NOT EXISTS (SELECT 1 FROM shortlist_release r WHERE r.proposal_id = p.id);
