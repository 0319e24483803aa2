-- name: attachment_kinds
SELECT ident, label, help, takes, caption_max, files_min, files_max, edge_min, bytes_instead
  FROM attachment_kind WHERE round_id = :round ORDER BY ord;
-- name: evidence_file_add
-- The same bytes again: they are wanted again, and not to be forgotten soon.
INSERT INTO evidence_file (sha256, kind, byte_count, pages, width, height, thumb, stored_at)
VALUES (:sha256, :kind, :byte_count, :pages, :width, :height, :thumb, :now)
ON CONFLICT (sha256) DO UPDATE SET stored_at = excluded.stored_at;
-- name: evidence_file_get
SELECT kind, byte_count, pages, width, height, COALESCE(thumb, '') FROM evidence_file WHERE sha256 = :sha256;
-- name: evidence_forget
DELETE FROM evidence_file
 WHERE stored_at < :before AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = evidence_file.sha256)
   AND NOT EXISTS (SELECT 1 FROM version_file v WHERE v.sha256 = evidence_file.sha256)
   AND NOT EXISTS (SELECT 1 FROM late_file l WHERE l.sha256 = evidence_file.sha256)
   AND NOT EXISTS (SELECT 1 FROM posting_proof p WHERE p.sha256 = evidence_file.sha256)
   AND NOT EXISTS (SELECT 1 FROM publicity_file p WHERE p.sha256 = evidence_file.sha256)
   AND NOT EXISTS (SELECT 1 FROM opinion_scan o WHERE o.sha256 = evidence_file.sha256)
   AND NOT EXISTS (SELECT 1 FROM sealed_scan s WHERE s.sha256 = evidence_file.sha256)
   AND NOT EXISTS (SELECT 1 FROM objection_file o WHERE o.sha256 = evidence_file.sha256)
   AND NOT EXISTS (SELECT 1 FROM recommendation_scan r WHERE r.sha256 = evidence_file.sha256);
-- name: attachment_list
SELECT a.ref, a.kind, a.sha256, a.name, a.caption, a.byte_count, f.kind, f.pages, f.width, f.height, COALESCE(f.thumb, ''), a.added_at,
       f.byte_count
  FROM attachment a JOIN nomination n ON n.id = a.nomination_id JOIN evidence_file f ON f.sha256 = a.sha256
  LEFT JOIN attachment_kind k ON k.round_id = n.round_id AND k.ident = a.kind
 WHERE a.nomination_id = :nomination ORDER BY k.ord, a.ord, a.id;
-- name: attachment_add
-- At the end of its kind; :ord is 0 but for one that takes another's place.
INSERT INTO attachment (ref, nomination_id, kind, ord, sha256, name, caption, byte_count, added_at, added_by)
SELECT :ref, n.id, :kind,
       CASE WHEN :ord > 0 THEN :ord
            ELSE (SELECT COALESCE(MAX(a.ord), 0) + 1 FROM attachment a WHERE a.nomination_id = n.id AND a.kind = :kind) END,
       :sha256, :name, :caption, :byte_count, :now, :account
  FROM nomination n WHERE n.id = :nomination AND n.state = 'draft';
-- name: attachment_of_file
SELECT ref FROM attachment WHERE nomination_id = :nomination AND kind = :kind AND sha256 = :sha256;
-- name: attachment_get
SELECT kind, ord, name, caption FROM attachment WHERE nomination_id = :nomination AND ref = :ref;
-- name: attachment_remove
DELETE FROM attachment WHERE nomination_id = :nomination AND ref = :ref;
-- name: attachment_place
UPDATE attachment SET ord = :ord WHERE nomination_id = :nomination AND ref = :ref;
-- name: attachment_describe
UPDATE attachment SET caption = :caption WHERE nomination_id = :nomination AND ref = :ref;
-- name: version_file_add
INSERT INTO version_file (version_id, ord, kind, sha256, name, caption, byte_count)
VALUES (:version, :ord, :kind, :sha256, :name, :caption, :byte_count);
-- name: version_files
SELECT '', v.kind, v.sha256, v.name, v.caption, v.byte_count, f.kind, f.pages, f.width, f.height, COALESCE(f.thumb, ''), 0,
       f.byte_count
  FROM version_file v JOIN evidence_file f ON f.sha256 = v.sha256 WHERE v.version_id = :version ORDER BY v.ord;
-- name: late_file_add
INSERT INTO late_file (late_id, ord, kind, sha256, name, caption, byte_count)
VALUES (:late, :ord, :kind, :sha256, :name, :caption, :byte_count);
-- name: late_files
SELECT '', v.kind, v.sha256, v.name, v.caption, v.byte_count, f.kind, f.pages, f.width, f.height, COALESCE(f.thumb, ''), 0,
       f.byte_count
  FROM late_file v JOIN evidence_file f ON f.sha256 = v.sha256 WHERE v.late_id = :late ORDER BY v.ord;
-- name: upload_add
INSERT INTO upload (ref, nomination_id, kind, name, caption, replaces, byte_count, state, made_at, made_by)
SELECT :ref, n.id, :kind, :name, :caption, :replaces, :byte_count, 'receiving', :now, :account
  FROM nomination n WHERE n.id = :nomination AND n.state = 'draft';
-- name: upload_get
SELECT id, kind, name, caption, replaces, byte_count, state, said, made_at FROM upload
 WHERE nomination_id = :nomination AND ref = :ref;
-- name: upload_settle
UPDATE upload SET state = :state, said = :said WHERE id = :id AND state = 'receiving';
-- name: uploads_on_their_way
SELECT u.id, u.ref, u.kind, u.name, u.byte_count, u.made_at FROM upload u
 WHERE u.nomination_id = :nomination AND u.state = 'receiving' ORDER BY u.id;
-- name: upload_forget
DELETE FROM upload WHERE made_at < :before;
-- name: evidence_named
SELECT x.name, f.kind, f.sha256 FROM (
  SELECT 1 AS ord, a.sha256, a.name FROM attachment a WHERE a.nomination_id = :nomination AND :draft = 1
  UNION ALL
  SELECT 2, v.sha256, v.name FROM nomination_version n JOIN version_file v ON v.version_id = n.id
   WHERE n.nomination_id = :nomination AND :versions = 1 AND (:version_no = 0 OR n.version_no = :version_no)
  UNION ALL
  SELECT 3, l.sha256, l.name FROM late_submission s JOIN late_file l ON l.late_id = s.id
   WHERE s.nomination_id = :nomination AND :late = 1) x
  JOIN evidence_file f ON f.sha256 = x.sha256
 WHERE f.sha256 = :sha256 OR f.thumb = :sha256 ORDER BY x.ord LIMIT 1;
