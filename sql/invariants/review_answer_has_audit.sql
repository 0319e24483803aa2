-- An answer or a recusal that the log does not know.
SELECT n.ref FROM review_answer a JOIN review_assignment s ON s.id = a.assignment_id JOIN nomination n ON n.id = s.nomination_id
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry e WHERE e.object_kind = 'nomination' AND e.object_ref = n.ref
                      AND e.verb = 'review_answer' AND e.actor_id = a.answered_by)
UNION ALL
SELECT n.ref FROM recusal x JOIN nomination n ON n.id = x.nomination_id
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry e WHERE e.object_kind = 'nomination' AND e.object_ref = n.ref AND e.verb = 'recusal_declare');
