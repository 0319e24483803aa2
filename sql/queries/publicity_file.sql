-- name: publicity_file_add
INSERT INTO publicity_file (ref, round_id, sha256, title, added_at, added_by) VALUES (:ref, :round, :sha256, :title, :now, :account);
-- name: publicity_file_page_add
INSERT INTO publicity_file_page (file_id, page_no, text, has_unread) VALUES (:file, :page, :text, :has_unread);
-- name: publicity_draft_file_add
INSERT INTO publicity_draft_file (draft_id, file_id) VALUES (:draft, :file);
-- name: publicity_draft_files_carry
-- The files of an earlier revision are the next one's too, but for the one that is taken out.
INSERT INTO publicity_draft_file (draft_id, file_id)
SELECT :draft, file_id FROM publicity_draft_file WHERE draft_id = :from AND file_id <> :except;
-- name: publicity_draft_files
SELECT f.id, f.ref, f.title, f.sha256, e.pages, e.byte_count, f.added_at, a.person_name
  FROM publicity_draft_file d JOIN publicity_file f ON f.id = d.file_id JOIN evidence_file e ON e.sha256 = f.sha256
  JOIN account a ON a.id = f.added_by WHERE d.draft_id = :draft ORDER BY f.id LIMIT :limit;
-- name: publicity_file_pages
SELECT page_no, text, has_unread FROM publicity_file_page WHERE file_id = :file ORDER BY page_no;
-- name: published_file_add
INSERT INTO published_file (notice_id, ord, title, sha256, page_count, byte_count)
VALUES (:notice, :ord, :title, :sha256, :pages, :bytes);
