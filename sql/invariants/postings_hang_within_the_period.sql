-- A photograph that claims a day before its version was released, after the day on which it was added, or after the last day of
-- any version.
SELECT p.ref FROM posting_proof p JOIN published_notice n ON n.id = p.notice_id
 WHERE p.posted_on < date(n.published_at + 28800, 'unixepoch') OR p.posted_on > date(p.added_at + 28800, 'unixepoch')
    OR p.posted_on > (SELECT MAX(x.closes_on) FROM published_notice x WHERE x.round_id = n.round_id);
