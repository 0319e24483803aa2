-- name: name_change_add
INSERT INTO name_change (no, nomination_id) SELECT COALESCE(MAX(no), 0) + 1, :nomination FROM name_change;
-- name: names_changed
-- Whose names changed after that number, oldest change first, with the names as they are now.
SELECT c.no, n.id, n.round_id, n.body_id, n.state <> 'withdrawn', COALESCE(b.value, ''), COALESCE(u.value, ''), COALESCE(o.value, '')
  FROM name_change c JOIN nomination n ON n.id = c.nomination_id
  LEFT JOIN draft_value b ON b.nomination_id = n.id AND b.ident = 'brand_name' AND b.row_no = 0
  LEFT JOIN draft_value u ON u.nomination_id = n.id AND u.ident = 'unit_name' AND u.row_no = 0
  LEFT JOIN draft_value o ON o.nomination_id = n.id AND o.ident = 'org_code' AND o.row_no = 0
 WHERE c.no > :after ORDER BY c.no;
-- name: past_awards_after
SELECT id, batch, brand_name, unit_name FROM past_award WHERE id > :after ORDER BY id;
-- name: past_award_get
SELECT batch, brand_name, unit_name FROM past_award WHERE id = :id;
-- name: nomination_counts
-- Whether it is a live one of the round.
SELECT 1 FROM nomination WHERE id = :id AND round_id = :round AND state <> 'withdrawn';
