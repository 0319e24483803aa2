-- name: media_all
SELECT sha256, byte_count, thumb FROM media_file
 UNION SELECT sha256, byte_count, COALESCE(thumb, '') FROM evidence_file ORDER BY 1;
-- name: media_named
SELECT 1 FROM media_file WHERE sha256 = :sha256 OR thumb = :sha256
 UNION ALL SELECT 1 FROM evidence_file WHERE sha256 = :sha256 OR thumb = :sha256 LIMIT 1;
-- name: version_export
SELECT v.id, n.ref, n.receipt_no, v.version_no, v.record, v.sha256
  FROM nomination_version v JOIN nomination n ON n.id = v.nomination_id
 WHERE :round = 0 OR n.round_id = :round ORDER BY v.submitted_at, v.id;
-- name: signin_unlock
DELETE FROM signin_failure WHERE scope = 'account' AND substr(key, 1, length(:login) + 1) = lower(:login) || '|';
