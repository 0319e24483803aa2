-- An attachment of a type that its round does not have, or added by someone of another body.
SELECT n.ref || ' ' || a.kind || ' ' || a.name FROM attachment a JOIN nomination n ON n.id = a.nomination_id
 WHERE NOT EXISTS (SELECT 1 FROM attachment_kind k WHERE k.round_id = n.round_id AND k.ident = a.kind)
UNION ALL
SELECT n.ref || ' by ' || c.login FROM attachment a JOIN nomination n ON n.id = a.nomination_id JOIN account c ON c.id = a.added_by
 WHERE c.role = 'unit' AND c.body_id <> n.body_id
UNION ALL
SELECT n.ref || ' upload by ' || c.login FROM upload u JOIN nomination n ON n.id = u.nomination_id JOIN account c ON c.id = u.made_by
 WHERE c.body_id <> n.body_id;
