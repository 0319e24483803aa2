-- Public numbers that one person alone released, or without a confirmed proposal by another of the same round, of the same version of the
-- notice and with the same numbers.
SELECT o.ref FROM published_outcome o
  LEFT JOIN outcome_release r ON r.outcome_id = o.id LEFT JOIN outcome_proposal p ON p.id = r.proposal_id
  LEFT JOIN outcome_proposal_end e ON e.proposal_id = p.id
 WHERE r.outcome_id IS NULL OR r.released_by = p.proposed_by OR COALESCE(e.how, '') <> 'confirmed' OR e.ended_by <> r.released_by
    OR p.round_id <> o.round_id OR p.notice_id <> o.notice_id
    OR NOT EXISTS (SELECT 1 FROM account a WHERE a.id = r.released_by AND a.role = 'office')
    OR NOT EXISTS (SELECT 1 FROM account a WHERE a.id = p.proposed_by AND a.role = 'office')
UNION ALL
SELECT o.ref FROM published_outcome o JOIN outcome_release r ON r.outcome_id = o.id
  JOIN outcome_proposal_number x ON x.proposal_id = r.proposal_id
 WHERE NOT EXISTS (SELECT 1 FROM published_outcome_number y WHERE y.outcome_id = o.id AND y.item = x.item AND y.number = x.number)
UNION ALL
SELECT p.ref FROM outcome_proposal p JOIN outcome_proposal_end e ON e.proposal_id = p.id
 WHERE e.how = 'confirmed' AND NOT EXISTS (SELECT 1 FROM outcome_release r WHERE r.proposal_id = p.id);
