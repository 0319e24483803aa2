-- A public notice that one person alone released, or that was released without its proposal being confirmed by that person.
SELECT n.ref FROM published_notice n
  LEFT JOIN publicity_release r ON r.notice_id = n.id LEFT JOIN publicity_proposal p ON p.id = r.proposal_id
  LEFT JOIN publicity_proposal_end e ON e.proposal_id = p.id LEFT JOIN publicity_draft d ON d.id = p.draft_id
 WHERE r.notice_id IS NULL OR r.released_by = p.proposed_by OR COALESCE(e.how, '') <> 'confirmed' OR e.ended_by <> r.released_by
    OR d.version_no <> n.version_no OR d.round_id <> n.round_id
    OR NOT EXISTS (SELECT 1 FROM account a WHERE a.id = r.released_by AND a.role = 'office')
    OR NOT EXISTS (SELECT 1 FROM account a WHERE a.id = p.proposed_by AND a.role = 'office')
UNION ALL
SELECT p.ref FROM publicity_proposal p JOIN publicity_proposal_end e ON e.proposal_id = p.id
 WHERE e.how = 'confirmed' AND NOT EXISTS (SELECT 1 FROM publicity_release r WHERE r.proposal_id = p.id);
