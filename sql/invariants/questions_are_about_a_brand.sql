-- A unit is asked about its own brand, and only while the objection was under way.
SELECT q.ref FROM objection_question q JOIN objection o ON o.id = q.objection_id
 WHERE o.brand_id IS NULL
    OR (SELECT COUNT(*) FROM objection_question x WHERE x.objection_id = o.id)
       <> (SELECT COUNT(*) FROM objection_step s WHERE s.objection_id = o.id AND s.act = 'ask')
LIMIT 1;
