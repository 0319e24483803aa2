-- name: nomination_by_ref
SELECT n.id, n.ref, n.round_id, n.body_id, b.name, n.state, COALESCE(n.route, ''), COALESCE(n.receipt_no, ''), n.version_no,
       n.created_at, COALESCE(n.submitted_at, 0), COALESCE(b.district_id, 0), COALESCE(b.sector_id, 0),
       EXISTS (SELECT 1 FROM return_notice t WHERE t.nomination_id = n.id
                   AND NOT EXISTS (SELECT 1 FROM return_end e WHERE e.return_id = t.id))
  FROM nomination n JOIN body b ON b.id = n.body_id WHERE n.ref = :ref;
-- name: nomination_live_of_body
SELECT n.id, n.ref, n.round_id, n.body_id, b.name, n.state, COALESCE(n.route, ''), COALESCE(n.receipt_no, ''), n.version_no,
       n.created_at, COALESCE(n.submitted_at, 0), COALESCE(b.district_id, 0), COALESCE(b.sector_id, 0),
       EXISTS (SELECT 1 FROM return_notice t WHERE t.nomination_id = n.id
                   AND NOT EXISTS (SELECT 1 FROM return_end e WHERE e.return_id = t.id))
  FROM nomination n JOIN body b ON b.id = n.body_id
 WHERE n.round_id = :round AND n.body_id = :body AND n.state <> 'withdrawn' ORDER BY n.slot LIMIT 1;
-- name: nomination_submitted_count
SELECT COUNT(*) FROM nomination WHERE round_id = :round AND state = 'submitted' AND state <> 'withdrawn';
-- name: nomination_add
INSERT INTO nomination (ref, round_id, body_id, state, created_at, created_by) VALUES (:ref, :round, :body, 'draft', :now, :account);
-- name: nomination_mark_submitted
UPDATE nomination SET state = 'submitted', route = :route, receipt_no = COALESCE(receipt_no, :receipt_no),
       version_no = version_no + 1, submitted_at = :now
 WHERE id = :id AND state = 'draft' AND version_no = :version_no;
-- name: receipt_take
UPDATE round SET next_receipt = next_receipt + 1 WHERE id = :round RETURNING next_receipt - 1;
-- name: version_add
INSERT INTO nomination_version (nomination_id, version_no, submitted_at, submitted_by, route, record, sha256, check_code)
VALUES (:nomination, :version_no, :now, :account, :route, :record, :sha256, :check_code);
-- name: version_value_add
INSERT INTO version_value (version_id, ident, row_no, value) VALUES (:version, :ident, :row_no, :value);
-- name: version_get
SELECT v.id, v.version_no, v.submitted_at, v.route, v.record, v.sha256, v.check_code, a.person_name
  FROM nomination_version v JOIN account a ON a.id = v.submitted_by
 WHERE v.nomination_id = :nomination AND v.version_no = :version_no;
-- name: version_values
SELECT ident, row_no, value FROM version_value WHERE version_id = :version ORDER BY ident, row_no;
-- name: version_all
SELECT v.id, v.record, v.sha256, v.check_code, v.version_no, v.submitted_at, v.route, n.ref, COALESCE(n.receipt_no, ''), r.slug
  FROM nomination_version v JOIN nomination n ON n.id = v.nomination_id JOIN round r ON r.id = n.round_id
 WHERE v.id > :after ORDER BY v.id;
-- name: version_gone
SELECT a.id FROM audit_entry a WHERE a.object_kind = 'nomination' AND a.verb = 'nomination_submit' AND NOT EXISTS (
  SELECT 1 FROM nomination n JOIN nomination_version v ON v.nomination_id = n.id
   WHERE n.ref = a.object_ref
     AND a.detail = 'receipt=' || n.receipt_no || ' version=' || v.version_no || ' sha256=' || v.sha256)
 ORDER BY a.id LIMIT 1;
-- name: draft_values
SELECT ident, row_no, value FROM draft_value WHERE nomination_id = :nomination ORDER BY ident, row_no;
-- name: draft_value_put
INSERT INTO draft_value (nomination_id, ident, row_no, value) VALUES (:nomination, :ident, :row_no, :value)
ON CONFLICT (nomination_id, ident, row_no) DO UPDATE SET value = excluded.value;
-- name: draft_value_delete
DELETE FROM draft_value WHERE nomination_id = :nomination AND ident = :ident AND row_no = :row_no;
-- name: draft_section_get
SELECT revision, saved_at FROM draft_section WHERE nomination_id = :nomination AND section = :section;
-- name: draft_section_put
INSERT INTO draft_section (nomination_id, section, revision, saved_at, saved_by)
SELECT id, :section, :revision, :now, :account FROM nomination WHERE id = :nomination AND state = 'draft'
ON CONFLICT (nomination_id, section) DO UPDATE SET revision = excluded.revision, saved_at = excluded.saved_at,
       saved_by = excluded.saved_by;
-- name: draft_last_saved
SELECT COALESCE(MAX(saved_at), 0) FROM draft_section WHERE nomination_id = :nomination;
-- name: kept_add
INSERT INTO kept_text (ref, nomination_id, section, reason, kept_at, kept_by)
VALUES (:ref, :nomination, :section, :reason, :now, :account);
-- name: kept_value_add
INSERT INTO kept_value (kept_id, ident, row_no, value) VALUES (:kept, :ident, :row_no, :value);
-- name: kept_same
SELECT k.id, k.ref FROM kept_text k
 WHERE k.nomination_id = :nomination AND k.section = :section AND k.reason = :reason AND k.kept_by = :account
   AND k.settled_at IS NULL ORDER BY k.id DESC LIMIT 1;
-- name: kept_touch
UPDATE kept_text SET kept_at = :now WHERE id = :kept;
-- name: kept_values_clear
DELETE FROM kept_value WHERE kept_id = :kept;
-- name: kept_open
SELECT id, ref, section, reason, kept_at FROM kept_text WHERE nomination_id = :nomination AND settled_at IS NULL ORDER BY id;
-- name: kept_get
SELECT id, ref, section, reason, kept_at FROM kept_text WHERE nomination_id = :nomination AND ref = :ref AND settled_at IS NULL;
-- name: kept_values
SELECT ident, row_no, value FROM kept_value WHERE kept_id = :kept ORDER BY ident, row_no;
-- name: kept_settle
UPDATE kept_text SET settled_at = :now WHERE id = :kept AND settled_at IS NULL;
-- name: media_add
INSERT INTO media_file (sha256, kind, byte_count, width, height, thumb, stored_at)
VALUES (:sha256, :kind, :byte_count, :width, :height, :thumb, :now) ON CONFLICT (sha256) DO NOTHING;
-- name: media_get
SELECT kind, byte_count, width, height, thumb FROM media_file WHERE sha256 = :sha256;
