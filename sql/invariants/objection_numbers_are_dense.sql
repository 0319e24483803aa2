-- Numbers run from 1 without a gap, and each is of its round's prefix.
SELECT o.receipt_no FROM objection o
 WHERE o.number > 1 AND NOT EXISTS (SELECT 1 FROM objection p WHERE p.round_id = o.round_id AND p.number = o.number - 1)
UNION ALL
SELECT o.receipt_no FROM objection o JOIN round_setting s ON s.round_id = o.round_id AND s.key = 'objection_prefix'
 WHERE o.receipt_no <> s.value || '-' || CASE WHEN o.number < 10000 THEN substr('000' || o.number, -4) ELSE '' || o.number END
LIMIT 1;
