-- A place in a list that counts for a version which its recommender did not agree to.
SELECT l.ref FROM recommendation_item i JOIN recommendation_list l ON l.id = i.list_id JOIN body b ON b.id = l.body_id
 WHERE i.place IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM recommendation_turn t WHERE t.list_id = l.id AND t.turn = 'recalled')
   AND COALESCE((SELECT o.decision FROM opinion o WHERE o.version_id = i.version_id AND o.box = b.kind
                  ORDER BY o.id DESC LIMIT 1), '') <> 'agree';
