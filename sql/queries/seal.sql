-- name: acceptance_add
INSERT INTO acceptance (version_id, accepted_at, accepted_by) VALUES (:version, :now, :account);
-- name: acceptance_get
SELECT c.accepted_at, a.person_name, b.name FROM acceptance c JOIN account a ON a.id = c.accepted_by JOIN body b ON b.id = a.body_id
 WHERE c.version_id = :version;
-- name: versions_by_check_code
SELECT n.ref, n.receipt_no, v.version_no FROM nomination_version v JOIN nomination n ON n.id = v.nomination_id
 WHERE v.check_code = :code AND n.round_id = :round
   AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = n.id)
 ORDER BY v.id DESC LIMIT 10;
-- name: sealed_add
INSERT INTO sealed_copy (ref, version_id, received_on, receiver, noted_at, noted_by)
VALUES (:ref, :version, :received_on, :receiver, :now, :account);
-- name: sealed_scan_add
INSERT INTO sealed_scan (copy_id, sha256) VALUES (:copy, :sha256);
-- name: sealed_of_nomination
SELECT s.ref, v.version_no, s.received_on, s.receiver, COALESCE(x.sha256, s.scan, ''), s.noted_at
  FROM nomination_version v JOIN sealed_copy s ON s.version_id = v.id LEFT JOIN sealed_scan x ON x.copy_id = s.id
 WHERE v.nomination_id = :nomination ORDER BY s.id DESC LIMIT 1;
-- name: sealed_scan
SELECT n.ref, COALESCE(x.sha256, s.scan, '') FROM sealed_copy s JOIN nomination_version v ON v.id = s.version_id
  JOIN nomination n ON n.id = v.nomination_id LEFT JOIN sealed_scan x ON x.copy_id = s.id WHERE s.ref = :ref;
-- name: sealed_list
SELECT n.ref, n.receipt_no, b.name, COALESCE(x.value, ''), v.version_no, n.version_no, n.state, s.received_on, s.receiver,
       s.ref, COALESCE(c.sha256, s.scan, '')
  FROM nomination n JOIN nomination_version v ON v.nomination_id = n.id JOIN sealed_copy s ON s.version_id = v.id
  JOIN body b ON b.id = n.body_id
  LEFT JOIN sealed_scan c ON c.copy_id = s.id
  LEFT JOIN version_value x ON x.version_id = v.id AND x.ident = 'brand_name' AND x.row_no = 0
 WHERE n.round_id = :round AND NOT EXISTS (SELECT 1 FROM recusal q WHERE q.account_id = :account AND q.nomination_id = n.id)
   AND NOT EXISTS (SELECT 1 FROM sealed_copy later WHERE later.version_id = s.version_id AND later.id > s.id)
 ORDER BY s.id DESC LIMIT 200;
