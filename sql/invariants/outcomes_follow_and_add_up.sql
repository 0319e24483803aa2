-- Versions of the public numbers without a gap and after the close of the notice that they are about; each of the sixteen numbers once;
-- what was received is open, declined or found, what was taken up or declined no more than that, and no brand is counted twice.
SELECT o.ref FROM published_outcome o
 WHERE o.version_no > 1 AND NOT EXISTS (SELECT 1 FROM published_outcome b WHERE b.round_id = o.round_id
                                           AND b.version_no = o.version_no - 1 AND b.published_at <= o.published_at)
UNION ALL
SELECT o.ref FROM published_outcome o JOIN published_notice n ON n.id = o.notice_id
 WHERE n.round_id <> o.round_id OR date(o.published_at + 28800, 'unixepoch') <= n.closes_on
UNION ALL
SELECT o.ref FROM published_outcome o JOIN (
    SELECT outcome_id, COUNT(*) AS items, SUM(CASE item WHEN 'received' THEN number ELSE 0 END) AS received,
           SUM(CASE item WHEN 'identified' THEN number ELSE 0 END) AS identified,
           SUM(CASE item WHEN 'accepted' THEN number ELSE 0 END) AS accepted,
           SUM(CASE item WHEN 'declined' THEN number ELSE 0 END) AS declined,
           SUM(CASE WHEN item IN ('upheld', 'partly_upheld', 'not_upheld', 'unverifiable', 'withdrawn', 'transferred') THEN number
                    ELSE 0 END) AS settled,
           SUM(CASE item WHEN 'open' THEN number ELSE 0 END) AS open,
           SUM(CASE item WHEN 'listed' THEN number ELSE 0 END) AS listed,
           SUM(CASE WHEN item IN ('removed', 'disqualified', 'suspended', 'rectified') THEN number ELSE 0 END) AS affected
      FROM published_outcome_number GROUP BY outcome_id) t ON t.outcome_id = o.id
 WHERE t.items <> 16 OR t.received <> t.declined + t.settled + t.open OR t.identified > t.received
    OR t.accepted + t.declined > t.received OR t.accepted < t.settled OR t.affected > t.listed
UNION ALL
SELECT o.ref FROM published_outcome o WHERE NOT EXISTS (SELECT 1 FROM published_outcome_number y WHERE y.outcome_id = o.id);
