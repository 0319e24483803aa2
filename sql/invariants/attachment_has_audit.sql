-- An attachment whose adding the log does not know.
SELECT n.ref || ' ' || a.name FROM attachment a JOIN nomination n ON n.id = a.nomination_id
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry e WHERE e.object_kind = 'nomination' AND e.object_ref = n.ref
                      AND e.verb IN ('attachment_add', 'attachment_replace')
                      AND e.detail = 'kind=' || a.kind || ' sha256=' || a.sha256 || ' bytes=' || a.byte_count || ' name=' || a.name);
