-- name: figures_released
SELECT EXISTS (SELECT 1 FROM shortlist_release l WHERE l.round_id = :round);
-- name: figures_facts
-- Everything that was submitted and not withdrawn, each in one row: where it stands and how far it came.
SELECT f.sector_code, f.district_code, f.unit_kind,
       EXISTS (SELECT 1 FROM late_decision d JOIN nomination_version v ON v.id = d.version_id
                WHERE v.nomination_id = n.id AND v.version_no = 1),
       EXISTS (SELECT 1 FROM return_notice t LEFT JOIN return_end e ON e.return_id = t.id
                WHERE t.nomination_id = n.id AND COALESCE(e.how, '') <> 'recalled'),
       EXISTS (SELECT 1 FROM nomination_version v JOIN candidate c ON c.version_id = v.id WHERE v.nomination_id = n.id),
       COALESCE((SELECT e.is_shortlisted FROM shortlist_entry e WHERE e.nomination_id = n.id), 0)
  FROM nomination n JOIN version_face f ON f.nomination_id = n.id AND f.version_no = n.version_no
 WHERE n.round_id = :round AND n.version_no >= 1
   AND (n.state = 'submitted' OR (n.state = 'draft' AND EXISTS (
          SELECT 1 FROM return_notice t WHERE t.nomination_id = n.id
             AND NOT EXISTS (SELECT 1 FROM return_end e WHERE e.return_id = t.id))))
   AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = n.id)
 ORDER BY n.id LIMIT :limit;
