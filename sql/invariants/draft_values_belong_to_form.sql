-- A draft's answer to a question that the round does not ask, or a row number on a field that has no rows.
SELECT n.ref || ' ' || d.ident FROM draft_value d JOIN nomination n ON n.id = d.nomination_id
  LEFT JOIN form_field f ON f.round_id = n.round_id AND f.ident = d.ident
 WHERE f.ident IS NULL OR f.type IN ('rows', 'computed') OR (d.row_no > 0 AND f.rows_of = '' AND f.type <> 'image')
    OR (d.row_no = 0 AND f.rows_of <> '');
