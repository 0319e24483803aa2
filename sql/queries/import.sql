-- name: import_add
INSERT INTO import_file (ref, filename, sha256, encoding, format, made_at, made_by)
VALUES (:ref, :filename, :sha256, :encoding, :format, :now, :by);
-- name: import_get
SELECT f.id, f.ref, f.filename, f.encoding, f.format, f.made_at, COALESCE(f.applied_at, 0), f.sha256, a.role,
       COALESCE(j.state, ''), COALESCE(j.rows_done, 0), COALESCE(j.last_row, 0), COALESCE(j.ended_at, 0),
       COALESCE(j.queued_at, 0)
  FROM import_file f JOIN account a ON a.id = f.made_by LEFT JOIN import_job j ON j.import_id = f.id
 WHERE f.ref = :ref;
-- name: import_recent
SELECT f.ref, f.filename, f.made_at, COALESCE(f.applied_at, 0), COALESCE(j.state, ''), COALESCE(j.rows_done, 0),
       (SELECT COUNT(*) FROM import_row r WHERE r.import_id = f.id), a.person_name
  FROM import_file f JOIN account a ON a.id = f.made_by LEFT JOIN import_job j ON j.import_id = f.id
 WHERE :role = 'admin' OR a.role = :role
 ORDER BY f.made_at DESC, f.id DESC LIMIT :limit;
-- name: import_apply
UPDATE import_file SET applied_at = :now WHERE id = :id AND applied_at IS NULL;
-- name: import_row_add
INSERT INTO import_row (import_id, row_no, role, name, org_code, sector, district, login, person_name, outcome, said)
VALUES (:import, :row_no, :role, :name, :org_code, :sector, :district, :login, :person_name, :outcome, :said);
-- name: import_row_report
UPDATE import_row SET outcome = :outcome, said = :said WHERE import_id = :import AND row_no = :row_no;
-- name: import_rows
SELECT row_no, role, name, org_code, sector, district, login, person_name, outcome, said FROM import_row
 WHERE import_id = :import AND row_no > :after AND (:outcome = '' OR outcome = :outcome) ORDER BY row_no LIMIT :limit;
-- name: import_counts
SELECT outcome, COUNT(*), SUM(row_no <= :last_row) FROM import_row WHERE import_id = :import GROUP BY outcome;
-- name: import_job_add
INSERT INTO import_job (import_id, queued_at, queued_by, role, state, rows_total)
SELECT :import, :now, :by, :role, 'queued', COUNT(*) FROM import_row WHERE import_id = :import;
-- name: import_job_next
SELECT j.import_id, f.ref, j.queued_by, j.role, j.rows_total, j.rows_done, j.last_row
  FROM import_job j JOIN import_file f ON f.id = j.import_id
 WHERE j.ended_at IS NULL ORDER BY j.queued_at, j.import_id LIMIT 1;
-- name: import_job_ahead
SELECT COUNT(*) FROM import_job WHERE ended_at IS NULL AND (queued_at, import_id) < (:queued_at, :import);
-- name: import_job_went
UPDATE import_job SET state = CASE WHEN :rows_done = rows_total THEN 'done' ELSE 'running' END, rows_done = :rows_done,
       last_row = :last_row, ended_at = CASE WHEN :rows_done = rows_total THEN :now END
 WHERE import_id = :import AND ended_at IS NULL;
-- name: import_job_cancel
UPDATE import_job SET state = 'cancelled', ended_at = :now, ended_by = :by WHERE import_id = :import AND ended_at IS NULL;
