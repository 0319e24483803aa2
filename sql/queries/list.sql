-- name: listing_nominations
-- Everything that was once submitted and that this actor may have in a list (domain: may_list_nomination), by number.
SELECT n.ref, n.receipt_no, n.state, n.route, n.version_no, n.submitted_at, b.name, brand.value, COALESCE(wn.value, ''),
       COALESCE(s.name, ''), COALESCE(s.ord, 1000000), COALESCE(d.name, ''), COALESCE(ph.value, ''), COALESCE(mo.value, ''),
       c.district_decision, c.sector_decision, c.is_returned, c.list_id, c.place, c.is_received, c.released,
       CASE WHEN c.is_returned THEN MAX(
         COALESCE((SELECT MAX(t.due_at) FROM return_notice t WHERE t.nomination_id = n.id
                      AND NOT EXISTS (SELECT 1 FROM return_end e WHERE e.return_id = t.id)), 0),
         COALESCE((SELECT MAX(x.closes_at) FROM extension x
                    WHERE x.round_id = n.round_id AND x.body_id = n.body_id AND x.stage = 'nomination'), 0)) ELSE 0 END,
       :role = 'office' AND EXISTS (SELECT 1 FROM objection_holding h WHERE h.nomination_id = n.id)
  FROM nomination n JOIN body b ON b.id = n.body_id JOIN nomination_chain c ON c.nomination_id = n.id
  JOIN nomination_version v ON v.nomination_id = n.id AND v.version_no = n.version_no
  JOIN version_value brand ON brand.version_id = v.id AND brand.ident = 'brand_name' AND brand.row_no = 0
  LEFT JOIN version_value wn ON wn.version_id = v.id AND wn.ident = 'window_name' AND wn.row_no = 0
  LEFT JOIN version_value ph ON ph.version_id = v.id AND ph.ident = 'contact_phone' AND ph.row_no = 0
  LEFT JOIN version_value mo ON mo.version_id = v.id AND mo.ident = 'contact_mobile' AND mo.row_no = 0
  LEFT JOIN version_value se ON se.version_id = v.id AND se.ident = 'sector_id' AND se.row_no = 0
  LEFT JOIN sector s ON s.round_id = n.round_id AND s.code = se.value
  LEFT JOIN version_value di ON di.version_id = v.id AND di.ident = 'district_id' AND di.row_no = 0
  LEFT JOIN district d ON d.round_id = n.round_id AND d.code = di.value
 WHERE n.round_id = :round AND n.version_no >= 1
   AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = n.id)
   AND (:role = 'office'
        OR (:role = 'sector' AND EXISTS (
              SELECT 1 FROM body me LEFT JOIN sector own ON own.id = me.sector_id
               WHERE me.id = :body AND me.kind = 'sector' AND (s.authority_name = me.name OR s.authority_name = own.authority_name)))
        OR (:role = 'district' AND n.route <> 'sector_city' AND EXISTS (
              SELECT 1 FROM body me JOIN district own ON own.id = me.district_id
               WHERE me.id = :body AND me.kind = 'district' AND own.code = d.code)))
   AND (:sector IS NULL OR COALESCE(s.code, 'none') = :sector)
   AND (:district IS NULL OR d.code = :district)
   AND (:route IS NULL OR n.route = :route)
   AND (:like IS NULL OR brand.value LIKE :like ESCAPE '\' OR b.name LIKE :like ESCAPE '\' OR wn.value LIKE :like ESCAPE '\'
        OR n.receipt_no LIKE :like ESCAPE '\')
 ORDER BY LENGTH(n.receipt_no), n.receipt_no LIMIT 5001;
-- name: nomination_standing
-- Whether a body is the authority of the nomination's sector, and whether it is the office of its district.
SELECT EXISTS (SELECT 1 FROM version_value se JOIN sector s ON s.round_id = n.round_id AND s.code = se.value
                 JOIN body me ON me.id = :body AND me.kind = 'sector' LEFT JOIN sector own ON own.id = me.sector_id
                WHERE se.version_id = v.id AND se.ident = 'sector_id' AND se.row_no = 0
                  AND (s.authority_name = me.name OR s.authority_name = own.authority_name)),
       EXISTS (SELECT 1 FROM version_value di JOIN body me ON me.id = :body AND me.kind = 'district'
                 JOIN district own ON own.id = me.district_id AND own.code = di.value
                WHERE di.version_id = v.id AND di.ident = 'district_id' AND di.row_no = 0)
  FROM nomination n JOIN nomination_version v ON v.nomination_id = n.id AND v.version_no = n.version_no
 WHERE n.id = :nomination;
-- name: listing_bodies
-- The office and the administrators see every body; a sector authority and a district's office see their units.
SELECT b.ref, b.kind, b.name, b.org_code, b.created_at, COALESCE(s.name, ''), COALESCE(s.ord, 1000000), COALESCE(d.name, ''),
       (SELECT COUNT(*) FROM account a WHERE a.body_id = b.id AND a.state = 'active'),
       COALESCE((SELECT n.receipt_no FROM nomination n WHERE n.round_id = :round AND n.body_id = b.id
                    AND n.state <> 'withdrawn' AND n.version_no >= 1
                    AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = n.id) ORDER BY n.slot LIMIT 1), '')
  FROM body b LEFT JOIN sector s ON s.id = b.sector_id LEFT JOIN district d ON d.id = b.district_id
 WHERE (:role IN ('office', 'admin')
        OR (:role = 'sector' AND b.kind = 'unit' AND EXISTS (
              SELECT 1 FROM body me LEFT JOIN sector own ON own.id = me.sector_id
               WHERE me.id = :body AND me.kind = 'sector' AND (s.authority_name = me.name OR s.authority_name = own.authority_name)))
        OR (:role = 'district' AND b.kind = 'unit' AND (s.id IS NULL OR d.needs_local_opinion = 1) AND EXISTS (
              SELECT 1 FROM body me JOIN district own ON own.id = me.district_id
               WHERE me.id = :body AND me.kind = 'district' AND own.code = d.code)))
   AND (:kind IS NULL OR b.kind = :kind)
   AND (:sector IS NULL OR s.code = :sector)
   AND (:district IS NULL OR d.code = :district)
   AND (:like IS NULL OR b.name LIKE :like ESCAPE '\' OR b.org_code LIKE :like ESCAPE '\')
 ORDER BY b.id LIMIT 5001;
