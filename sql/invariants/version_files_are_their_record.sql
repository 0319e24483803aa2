-- A version's files that are not, one for one and in order, those of the record that its fingerprint covers.
SELECT n.receipt_no || ' v' || v.version_no || ' file ' || x.ord
  FROM nomination_version v JOIN nomination n ON n.id = v.nomination_id
  JOIN (SELECT version_id, ord, kind, name, caption, sha256, byte_count FROM version_file
        UNION ALL
        SELECT r.id, j.key + 1, json_extract(j.value, '$[0]'), json_extract(j.value, '$[1]'), json_extract(j.value, '$[2]'),
               json_extract(j.value, '$[3]'), json_extract(j.value, '$[4]')
          FROM nomination_version r, json_each(r.record, '$.files') j) x ON x.version_id = v.id
 GROUP BY v.id, x.ord, x.kind, x.name, x.caption, x.sha256, x.byte_count HAVING COUNT(*) <> 2;
