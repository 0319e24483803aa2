-- A session that ended before it began, or was seen before it was made.  A demonstration's clock may go back.
SELECT s.account_id FROM session s
 WHERE (s.seen_at < s.created_at OR s.ended_at < s.created_at)
   AND NOT EXISTS (SELECT 1 FROM meta m WHERE m.key = 'is_demo' AND m.value = '1');
