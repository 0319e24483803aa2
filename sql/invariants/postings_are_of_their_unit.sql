-- A hall or a photograph that somebody outside its unit added, or of a brand that was never published, or of another round's notice,
-- or one that takes the place of a photograph of another hall.
SELECT h.ref FROM hall h JOIN nomination n ON n.id = h.nomination_id JOIN account a ON a.id = h.added_by
 WHERE a.body_id <> n.body_id OR NOT EXISTS (SELECT 1 FROM published_brand b WHERE b.nomination_id = n.id)
UNION ALL
SELECT p.ref FROM posting_proof p JOIN hall h ON h.id = p.hall_id JOIN nomination n ON n.id = h.nomination_id
  JOIN account a ON a.id = p.added_by JOIN published_notice x ON x.id = p.notice_id
 WHERE a.body_id <> n.body_id OR x.round_id <> n.round_id
UNION ALL
SELECT p.ref FROM posting_proof_end e JOIN posting_proof p ON p.id = e.proof_id JOIN posting_proof q ON q.id = e.replaced_by
 WHERE q.hall_id <> p.hall_id OR q.id <= p.id;
