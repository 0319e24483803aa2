-- A field or a file of a returned nomination's draft that is not as in the version that was returned, though no remark
-- opens it.
SELECT t.ref || ' ' || d.ident FROM return_notice t JOIN nomination n ON n.id = t.nomination_id AND n.state = 'draft'
  JOIN draft_value d ON d.nomination_id = n.id JOIN form_field f ON f.round_id = n.round_id AND f.ident = d.ident
 WHERE NOT EXISTS (SELECT 1 FROM return_end e WHERE e.return_id = t.id)
   AND NOT EXISTS (SELECT 1 FROM return_remark m WHERE m.return_id = t.id AND m.ident IN (f.ident, f.rows_of, f.required_with))
   AND NOT EXISTS (SELECT 1 FROM version_value v WHERE v.version_id = t.version_id AND v.ident = d.ident
                      AND v.row_no = d.row_no AND v.value = d.value)
UNION ALL
SELECT t.ref || ' ' || v.ident FROM return_notice t JOIN nomination n ON n.id = t.nomination_id AND n.state = 'draft'
  JOIN version_value v ON v.version_id = t.version_id JOIN form_field f ON f.round_id = n.round_id AND f.ident = v.ident
 WHERE NOT EXISTS (SELECT 1 FROM return_end e WHERE e.return_id = t.id)
   AND NOT EXISTS (SELECT 1 FROM return_remark m WHERE m.return_id = t.id AND m.ident IN (f.ident, f.rows_of, f.required_with))
   AND NOT EXISTS (SELECT 1 FROM draft_value d WHERE d.nomination_id = n.id AND d.ident = v.ident AND d.row_no = v.row_no)
UNION ALL
SELECT t.ref || ' ' || a.name FROM return_notice t JOIN nomination n ON n.id = t.nomination_id AND n.state = 'draft'
  JOIN attachment a ON a.nomination_id = n.id
 WHERE NOT EXISTS (SELECT 1 FROM return_end e WHERE e.return_id = t.id)
   AND NOT EXISTS (SELECT 1 FROM return_remark m WHERE m.return_id = t.id AND m.ident = 'attachments')
   AND NOT EXISTS (SELECT 1 FROM version_file v WHERE v.version_id = t.version_id AND v.kind = a.kind AND v.sha256 = a.sha256
                      AND v.name = a.name AND v.caption = a.caption)
UNION ALL
SELECT t.ref || ' ' || v.name FROM return_notice t JOIN nomination n ON n.id = t.nomination_id AND n.state = 'draft'
  JOIN version_file v ON v.version_id = t.version_id
 WHERE NOT EXISTS (SELECT 1 FROM return_end e WHERE e.return_id = t.id)
   AND NOT EXISTS (SELECT 1 FROM return_remark m WHERE m.return_id = t.id AND m.ident = 'attachments')
   AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.nomination_id = n.id AND a.kind = v.kind AND a.sha256 = v.sha256);
