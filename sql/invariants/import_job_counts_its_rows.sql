-- A job whose count of rows is not that of its sheet, which says it carried out more or fewer rows than stand before its
-- last one, or whose file is not marked as ordered.
SELECT f.ref FROM import_job j JOIN import_file f ON f.id = j.import_id
 WHERE f.applied_at IS NULL
    OR j.rows_total <> (SELECT COUNT(*) FROM import_row r WHERE r.import_id = j.import_id)
    OR j.rows_done <> (SELECT COUNT(*) FROM import_row r WHERE r.import_id = j.import_id AND r.row_no <= j.last_row);
