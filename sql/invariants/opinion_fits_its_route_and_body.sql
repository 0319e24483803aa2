-- An opinion in a box that its version's route does not use, by a body that has no standing there, by a person of another
-- body, or by the sector's authority before the local opinion was given (handbook 8 row 13).
SELECT o.ref FROM opinion o JOIN nomination_version v ON v.id = o.version_id JOIN body b ON b.id = o.body_id
  JOIN account p ON p.id = o.given_by
 WHERE b.kind <> o.box OR p.body_id <> o.body_id
    OR (o.box = 'sector' AND v.route = 'district') OR (o.box = 'district' AND v.route = 'sector_city')
UNION ALL
SELECT o.ref FROM opinion o JOIN nomination_version v ON v.id = o.version_id JOIN nomination n ON n.id = v.nomination_id
  JOIN body b ON b.id = o.body_id
 WHERE o.box = 'district' AND NOT EXISTS (
        SELECT 1 FROM version_value x JOIN district d ON d.id = b.district_id AND d.code = x.value
         WHERE x.version_id = v.id AND x.ident = 'district_id' AND x.row_no = 0)
UNION ALL
SELECT o.ref FROM opinion o JOIN nomination_version v ON v.id = o.version_id JOIN nomination n ON n.id = v.nomination_id
  JOIN body b ON b.id = o.body_id LEFT JOIN sector own ON own.id = b.sector_id
 WHERE o.box = 'sector' AND NOT EXISTS (
        SELECT 1 FROM version_value x JOIN sector s ON s.round_id = n.round_id AND s.code = x.value
         WHERE x.version_id = v.id AND x.ident = 'sector_id' AND x.row_no = 0
           AND (s.authority_name = b.name OR s.authority_name = own.authority_name))
UNION ALL
SELECT o.ref FROM opinion o JOIN nomination_version v ON v.id = o.version_id
 WHERE o.box = 'sector' AND v.route = 'sector_county' AND NOT EXISTS (
        SELECT 1 FROM opinion local WHERE local.version_id = o.version_id AND local.box = 'district'
           AND local.decision <> 'withdrawn' AND local.id < o.id);
