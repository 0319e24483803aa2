-- An accepted late submission whose version is of another nomination, moment or person, or a late one of another body's.
SELECT l.ref FROM late_submission l JOIN late_decision d ON d.late_id = l.id JOIN nomination_version v ON v.id = d.version_id
 WHERE v.nomination_id <> l.nomination_id OR v.submitted_at <> l.attempted_at OR v.submitted_by <> l.attempted_by
UNION ALL
SELECT l.ref FROM late_submission l JOIN nomination n ON n.id = l.nomination_id JOIN account a ON a.id = l.attempted_by
 WHERE a.body_id <> n.body_id;
