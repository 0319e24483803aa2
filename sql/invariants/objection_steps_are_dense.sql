-- Each begins with its registration, and its steps run on without a gap.
SELECT o.receipt_no FROM objection o
 WHERE NOT EXISTS (SELECT 1 FROM objection_step s WHERE s.objection_id = o.id AND s.number = 1 AND s.act = 'register')
    OR EXISTS (SELECT 1 FROM objection_step s WHERE s.objection_id = o.id AND s.number > 1
                  AND NOT EXISTS (SELECT 1 FROM objection_step p WHERE p.objection_id = s.objection_id AND p.number = s.number - 1))
LIMIT 1;
