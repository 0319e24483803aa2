-- A return without a remark, made by another body's person or without audit entry; or an end of one without audit entry.
SELECT t.ref FROM return_notice t JOIN nomination n ON n.id = t.nomination_id JOIN account a ON a.id = t.returned_by
 WHERE a.body_id <> t.body_id OR a.role <> t.box OR NOT EXISTS (SELECT 1 FROM return_remark m WHERE m.return_id = t.id)
    OR NOT EXISTS (SELECT 1 FROM audit_entry x WHERE x.object_kind = 'nomination' AND x.object_ref = n.ref
                      AND x.verb = 'nomination_return' AND x.at = t.returned_at AND x.detail LIKE 'return=' || t.ref || ' %')
UNION ALL
SELECT t.ref FROM return_end e JOIN return_notice t ON t.id = e.return_id JOIN nomination n ON n.id = t.nomination_id
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry x WHERE x.object_kind = 'nomination' AND x.object_ref = n.ref
                      AND x.verb = CASE e.how WHEN 'recalled' THEN 'return_recall' ELSE 'return_answer' END
                      AND x.detail LIKE 'return=' || t.ref || ' %');
