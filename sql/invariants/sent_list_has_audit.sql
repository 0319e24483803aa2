-- A list, a recall or a receipt that the log does not know.
SELECT l.ref FROM recommendation_list l
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.object_kind = 'recommendation_list' AND a.object_ref = l.ref
                      AND a.verb = 'recommendation_send')
UNION ALL
SELECT l.ref FROM recommendation_turn t JOIN recommendation_list l ON l.id = t.list_id
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.object_kind = 'recommendation_list' AND a.object_ref = l.ref
                      AND a.verb = 'recommendation_' || t.turn);
