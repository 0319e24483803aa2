-- A body that recommends more than the round has places for: its last word in the recommender's box of versions that count.
SELECT b.name || ' ' || COUNT(*) FROM opinion o JOIN nomination_version v ON v.id = o.version_id
  JOIN nomination n ON n.id = v.nomination_id AND n.version_no = v.version_no
  JOIN body b ON b.id = o.body_id JOIN quota q ON q.round_id = n.round_id AND q.kind = o.box
 WHERE o.decision = 'agree' AND o.box = CASE v.route WHEN 'district' THEN 'district' ELSE 'sector' END
   AND (n.state = 'submitted' OR (n.state = 'draft' AND EXISTS (
         SELECT 1 FROM return_notice r WHERE r.nomination_id = n.id AND r.version_id = v.id
            AND NOT EXISTS (SELECT 1 FROM return_end e WHERE e.return_id = r.id))))
   AND NOT EXISTS (SELECT 1 FROM opinion later WHERE later.version_id = o.version_id AND later.box = o.box AND later.id > o.id)
 GROUP BY n.round_id, b.id, o.box HAVING COUNT(*) > MIN(q.places_max);
