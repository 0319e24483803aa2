-- Names are frozen of those that are shortlisted, of each of them, as their check says.
SELECT n.ref FROM name_frozen z JOIN nomination n ON n.id = z.nomination_id JOIN shortlist_entry e ON e.nomination_id = z.nomination_id
 WHERE e.is_shortlisted = 0
    OR NOT EXISTS (SELECT 1 FROM name_standing k WHERE k.version_id = e.version_id AND k.brand_name = z.brand_name
                      AND k.unit_name = z.unit_name AND k.window_name = z.window_name
                      AND (k.state IN ('confirmed', 'accepted')) = z.is_confirmed)
UNION ALL
SELECT n.ref FROM shortlist_entry e JOIN nomination n ON n.id = e.nomination_id
 WHERE e.is_shortlisted = 1 AND NOT EXISTS (SELECT 1 FROM name_frozen z WHERE z.nomination_id = e.nomination_id);
