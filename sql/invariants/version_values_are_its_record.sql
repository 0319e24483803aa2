-- A version's searchable values that are not, one for one, those of the record that its fingerprint covers.
SELECT n.receipt_no || ' v' || v.version_no || ' ' || x.ident
  FROM nomination_version v JOIN nomination n ON n.id = v.nomination_id
  JOIN (SELECT version_id, ident, row_no, value FROM version_value
        UNION ALL
        SELECT r.id, json_extract(j.value, '$[0]'), json_extract(j.value, '$[1]'), json_extract(j.value, '$[2]')
          FROM nomination_version r, json_each(r.record, '$.values') j) x ON x.version_id = v.id
 GROUP BY v.id, x.ident, x.row_no, x.value HAVING COUNT(*) <> 2;
