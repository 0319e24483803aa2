-- Versions of a notice without a gap; the period begins once and is never cut; every brand of the first version stands in each later
-- one, no other enters; what was removed stays removed with its reason, or comes back with one; only what was shortlisted is public.
SELECT n.ref FROM published_notice n
 WHERE n.version_no > 1 AND NOT EXISTS (SELECT 1 FROM published_notice b WHERE b.round_id = n.round_id AND b.version_no = n.version_no - 1
                                           AND b.opens_on = n.opens_on AND b.closes_on <= n.closes_on AND b.published_at <= n.published_at)
UNION ALL
SELECT b.ref FROM published_brand b JOIN published_notice n ON n.round_id = b.round_id
 WHERE NOT EXISTS (SELECT 1 FROM published_line l WHERE l.notice_id = n.id AND l.brand_id = b.id)
UNION ALL
SELECT b.ref FROM published_brand b JOIN published_line l ON l.brand_id = b.id JOIN published_notice n ON n.id = l.notice_id
  JOIN published_notice m ON m.round_id = n.round_id AND m.version_no = n.version_no + 1
  JOIN published_line k ON k.notice_id = m.id AND k.brand_id = b.id
 WHERE (l.is_removed = 1 AND k.is_removed = 1 AND k.removal_text <> l.removal_text)
    OR (k.return_text <> '') <> (l.is_removed = 1 AND k.is_removed = 0)
UNION ALL
SELECT b.ref FROM published_brand b JOIN published_line l ON l.brand_id = b.id JOIN published_notice n ON n.id = l.notice_id
 WHERE n.round_id <> b.round_id OR (n.version_no = 1 AND (l.is_removed = 1 OR l.return_text <> ''))
UNION ALL
SELECT b.ref FROM published_brand b JOIN name_frozen z ON z.nomination_id = b.nomination_id
  JOIN shortlist_entry e ON e.nomination_id = b.nomination_id
 WHERE e.is_shortlisted = 0;
