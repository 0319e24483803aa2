-- A list that counts with more places than the round gives its kind of body.
SELECT l.ref FROM recommendation_list l JOIN body b ON b.id = l.body_id JOIN quota q ON q.round_id = l.round_id AND q.kind = b.kind
  JOIN recommendation_item i ON i.list_id = l.id AND i.place IS NOT NULL
 GROUP BY l.id HAVING COUNT(*) > MAX(q.places_max);
