-- A choice that the log does not know in this revision.
SELECT n.ref FROM shortlist_choice s JOIN nomination n ON n.id = s.nomination_id
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.object_kind = 'nomination' AND a.object_ref = n.ref
                      AND a.verb = 'shortlist_choose' AND a.detail = 'revision=' || s.revision);
