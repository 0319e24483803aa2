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
SELECT l.place, b.id, b.ref, b.brand_name, b.unit_name, b.window_name, b.sector_name, b.recommender_name, b.slogan, b.summary, l.is_removed,
       l.removal_text
  FROM published_line l JOIN published_brand b ON b.id = l.brand_id WHERE l.notice_id = :notice ORDER BY l.place;
-- name: published_line_of
-- Of the version that holds.
SELECT l.place, b.id, b.ref, b.brand_name, b.unit_name, b.window_name, b.sector_name, b.recommender_name, b.slogan, b.summary, l.is_removed,
       l.removal_text
  FROM published_brand b JOIN published_now n ON n.round_id = b.round_id JOIN published_line l ON l.notice_id = n.id AND l.brand_id = b.id
 WHERE b.ref = :ref AND b.round_id = :round;
-- name: published_parts
SELECT title, text FROM published_part WHERE brand_id = :brand ORDER BY ord;
-- name: published_pictures
SELECT kind, sha256, thumb, format, width, height, caption FROM published_picture WHERE brand_id = :brand ORDER BY ord;
-- name: published_picture_format
-- Of a brand that stands: what was removed is not shown any more.
SELECT p.format FROM published_picture p JOIN published_brand b ON b.id = p.brand_id JOIN published_now n ON n.round_id = b.round_id
  JOIN published_line l ON l.notice_id = n.id AND l.brand_id = b.id
 WHERE (p.sha256 = :sha256 OR p.thumb = :sha256) AND l.is_removed = 0 LIMIT 1;
