-- A section saved, a version submitted or a nomination begun by an account of another body.
SELECT n.ref FROM nomination n JOIN account a ON a.id = n.created_by WHERE a.body_id <> n.body_id
UNION ALL
SELECT n.ref FROM draft_section d JOIN nomination n ON n.id = d.nomination_id JOIN account a ON a.id = d.saved_by
 WHERE a.body_id <> n.body_id
UNION ALL
SELECT n.ref FROM nomination_version v JOIN nomination n ON n.id = v.nomination_id JOIN account a ON a.id = v.submitted_by
 WHERE a.body_id <> n.body_id;
