-- A return that ended before it began; one that is said to be answered without a next version, or after one that is not;
-- one taken back by another body than the one that made it, or by a unit; one answered by a stranger.
SELECT t.ref FROM return_end e JOIN return_notice t ON t.id = e.return_id JOIN nomination_version v ON v.id = t.version_id
  JOIN nomination n ON n.id = t.nomination_id JOIN account a ON a.id = e.ended_by
 WHERE e.ended_at < t.returned_at
    OR (e.how = 'resubmitted' AND (a.body_id <> n.body_id OR NOT EXISTS (
          SELECT 1 FROM nomination_version w WHERE w.nomination_id = n.id AND w.version_no = v.version_no + 1
             AND w.submitted_at = e.ended_at)))
    OR (e.how = 'recalled' AND a.body_id <> t.body_id);
