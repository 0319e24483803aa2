-- A picture in a draft or in a version without the row of its file.
SELECT n.ref || ' ' || d.ident FROM draft_value d JOIN nomination n ON n.id = d.nomination_id
  JOIN form_field f ON f.round_id = n.round_id AND f.ident = d.ident
 WHERE f.type = 'image' AND NOT EXISTS (SELECT 1 FROM media_file m WHERE m.sha256 = substr(d.value, 1, 64))
UNION ALL
SELECT n.ref || ' ' || x.ident FROM version_value x JOIN nomination_version v ON v.id = x.version_id
  JOIN nomination n ON n.id = v.nomination_id JOIN form_field f ON f.round_id = n.round_id AND f.ident = x.ident
 WHERE f.type = 'image' AND NOT EXISTS (SELECT 1 FROM media_file m WHERE m.sha256 = substr(x.value, 1, 64));
