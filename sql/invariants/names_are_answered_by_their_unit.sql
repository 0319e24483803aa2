-- A unit answers for its own names, the office decides about a correction; both are in the log.
SELECT k.ref FROM name_answer x JOIN name_check k ON k.id = x.check_id JOIN nomination n ON n.id = k.nomination_id
  JOIN account a ON a.id = x.answered_by
 WHERE a.body_id <> n.body_id
    OR NOT EXISTS (SELECT 1 FROM audit_entry l WHERE l.object_kind = 'name_check' AND l.object_ref = k.ref AND l.verb = 'name_' || x.answer)
UNION ALL
SELECT k.ref FROM name_decision d JOIN name_answer x ON x.id = d.answer_id JOIN name_check k ON k.id = x.check_id
  JOIN account a ON a.id = d.decided_by
 WHERE a.role <> 'office' OR x.answer <> 'correct'
    OR NOT EXISTS (SELECT 1 FROM audit_entry l WHERE l.object_kind = 'name_check' AND l.object_ref = k.ref AND l.verb = 'name_' || d.decision);
