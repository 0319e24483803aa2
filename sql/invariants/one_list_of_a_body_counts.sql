-- A body with two lists that were not recalled.
SELECT b.ref FROM recommendation_list l JOIN body b ON b.id = l.body_id
 WHERE NOT EXISTS (SELECT 1 FROM recommendation_turn t WHERE t.list_id = l.id AND t.turn = 'recalled')
 GROUP BY l.round_id, l.body_id HAVING COUNT(*) > 1;
