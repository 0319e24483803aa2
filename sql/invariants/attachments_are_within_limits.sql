-- A draft or a version with more files, or more bytes, than its round takes.
SELECT n.ref || ' has ' || COUNT(*) || ' files of ' || SUM(a.byte_count) || ' bytes' FROM attachment a JOIN nomination n ON n.id = a.nomination_id
 GROUP BY n.id
HAVING COUNT(*) > (SELECT CAST(s.value AS INTEGER) FROM round_setting s WHERE s.round_id = n.round_id AND s.key = 'attachment_files_max')
    OR SUM(a.byte_count) > (SELECT CAST(s.value AS INTEGER) FROM round_setting s WHERE s.round_id = n.round_id AND s.key = 'attachment_total_bytes_max')
    OR MAX(a.byte_count) > (SELECT CAST(s.value AS INTEGER) FROM round_setting s WHERE s.round_id = n.round_id AND s.key = 'attachment_file_bytes_max')
UNION ALL
SELECT n.ref || ' v' || v.version_no || ' has ' || COUNT(*) || ' files' FROM version_file f JOIN nomination_version v ON v.id = f.version_id
  JOIN nomination n ON n.id = v.nomination_id
 GROUP BY v.id
HAVING COUNT(*) > (SELECT CAST(s.value AS INTEGER) FROM round_setting s WHERE s.round_id = n.round_id AND s.key = 'attachment_files_max');
