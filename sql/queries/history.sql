-- name: draft_history_add
-- Before the change.  Nothing when the value stays, or when the last text that was replaced here fell to the same
-- person in the same minute: what that person wrote since is still being written.
INSERT INTO draft_history (nomination_id, ident, row_no, value, replaced_at, replaced_by)
SELECT n.id, :ident, :row_no, COALESCE(d.value, ''), :now, :account
  FROM nomination n LEFT JOIN draft_value d ON d.nomination_id = n.id AND d.ident = :ident AND d.row_no = :row_no
 WHERE n.id = :nomination AND n.state = 'draft' AND COALESCE(d.value, '') <> :value
   AND COALESCE((SELECT h.replaced_by <> :account OR h.replaced_at / 60 <> :now / 60 FROM draft_history h
                  WHERE h.nomination_id = n.id AND h.ident = :ident AND h.row_no = :row_no ORDER BY h.id DESC LIMIT 1), 1);
-- name: draft_history_keep
-- As draft_history_add, whatever the minute: after an earlier text has taken the place of :value.
INSERT INTO draft_history (nomination_id, ident, row_no, value, replaced_at, replaced_by)
SELECT n.id, :ident, :row_no, :value, :now, :account FROM nomination n
 WHERE n.id = :nomination AND :value <> COALESCE((SELECT h.value FROM draft_history h WHERE h.nomination_id = n.id AND h.ident = :ident
                            AND h.row_no = :row_no ORDER BY h.id DESC LIMIT 1), '');
-- name: draft_history_counts
SELECT ident, COUNT(*) FROM draft_history WHERE nomination_id = :nomination AND value <> '' GROUP BY ident ORDER BY ident;
-- name: draft_history_of_field
-- A text was written by whoever replaced what stood there before it.
SELECT h.id, h.ident, h.row_no, h.value, h.replaced_at, r.person_name,
       COALESCE((SELECT w.person_name FROM draft_history e JOIN account w ON w.id = e.replaced_by
                  WHERE e.nomination_id = h.nomination_id AND e.ident = h.ident AND e.row_no = h.row_no AND e.id < h.id
                  ORDER BY e.id DESC LIMIT 1), '')
  FROM draft_history h JOIN account r ON r.id = h.replaced_by
 WHERE h.nomination_id = :nomination AND h.ident = :ident AND h.value <> '' AND h.id < :before
 ORDER BY h.id DESC LIMIT :most;
-- name: draft_history_get
SELECT h.id, h.ident, h.row_no, h.value, h.replaced_at, r.person_name, ''
  FROM draft_history h JOIN account r ON r.id = h.replaced_by
 WHERE h.id = :id AND h.nomination_id = :nomination;
-- name: nomination_versions
SELECT v.version_no, v.submitted_at, v.check_code, a.person_name
  FROM nomination_version v JOIN account a ON a.id = v.submitted_by
 WHERE v.nomination_id = :nomination ORDER BY v.version_no DESC LIMIT 200;
