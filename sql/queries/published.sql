-- name: published_notices
-- A version of a round's notice; :version 0: the one that holds.  With it, what the period was at first.
SELECT n.id, n.ref, n.version_no, n.title, n.title_lines, n.issuer, n.issued_on, n.opens_on, n.closes_on, n.workdays, n.sort, n.change_text,
       CASE WHEN :with_record THEN n.record ELSE '' END, n.sha256, n.check_code, n.published_at, f.closes_on
  FROM published_notice n JOIN published_notice f ON f.round_id = n.round_id AND f.version_no = 1
 WHERE n.round_id = :round AND n.version_no = CASE :version WHEN 0 THEN
       (SELECT MAX(x.version_no) FROM published_notice x WHERE x.round_id = :round) ELSE :version END;
-- name: published_heads
SELECT version_no, title, change_text, published_at FROM published_notice WHERE round_id = :round ORDER BY version_no DESC;
-- name: published_paragraphs
SELECT kind, text FROM published_paragraph WHERE notice_id = :notice ORDER BY ord;
-- name: published_lines
SELECT l.place, b.id, b.ref, t.brand_name, t.unit_name, t.window_name, t.sector_name, t.recommender_name, t.slogan, t.summary, l.is_removed,
       l.removal_text, l.return_text, t.id, t.hides_before
  FROM published_line l JOIN published_brand b ON b.id = l.brand_id JOIN published_text t ON t.id = l.text_id
 WHERE l.notice_id = :notice ORDER BY l.place;
-- name: published_files
SELECT title, sha256, page_count, byte_count FROM published_file WHERE notice_id = :notice ORDER BY ord;
-- name: published_file_of
-- Of the version that holds: what a later one leaves out is not served any more.
SELECT f.title, f.sha256, f.page_count, f.byte_count FROM published_file f JOIN published_now n ON n.id = f.notice_id
 WHERE f.sha256 = :sha256 LIMIT 1;
-- name: published_replaced
-- Of a version's lines those whose words must not be shown any more, with the words that hold now.
SELECT l.place, t.brand_name, t.unit_name, t.window_name, t.slogan, t.summary
  FROM published_line l JOIN published_brand_now t ON t.id = l.brand_id
 WHERE l.notice_id = :notice
   AND EXISTS (SELECT 1 FROM published_text x WHERE x.brand_id = l.brand_id AND x.id > l.text_id AND x.hides_before = 1);
-- name: published_line_of
-- Of the version that holds.
SELECT l.place, b.id, b.ref, t.brand_name, t.unit_name, t.window_name, t.sector_name, t.recommender_name, t.slogan, t.summary, l.is_removed,
       l.removal_text, l.return_text, t.id, t.hides_before
  FROM published_brand b JOIN published_now n ON n.round_id = b.round_id JOIN published_line l ON l.notice_id = n.id AND l.brand_id = b.id
  JOIN published_text t ON t.id = l.text_id
 WHERE b.ref = :ref AND b.round_id = :round;
-- name: published_parts
SELECT title, text FROM published_part WHERE text_id = :text ORDER BY ord;
-- name: published_pictures
SELECT kind, sha256, thumb, format, width, height, caption FROM published_picture WHERE text_id = :text ORDER BY ord;
-- name: published_picture_format
-- Of a brand that stands, and of the words that hold: what was removed or left out is not shown any more.
SELECT p.format FROM published_picture p JOIN published_line l ON l.text_id = p.text_id JOIN published_now n ON n.id = l.notice_id
 WHERE (p.sha256 = :sha256 OR p.thumb = :sha256) AND l.is_removed = 0 LIMIT 1;
