-- name: message_add
INSERT INTO message (ref, round_id, body_id, kind, title, text, link, sent_at, sent_by)
VALUES (:ref, :round, :body, :kind, :title, :text, :link, :now, :account);
-- name: message_settle
INSERT INTO message_settled (message_id, settled_at, settled_by)
SELECT m.id, :now, :account FROM message m WHERE m.ref = :ref AND m.body_id = :body
   AND NOT EXISTS (SELECT 1 FROM message_settled s WHERE s.message_id = m.id);
-- name: message_known
SELECT 1 FROM message WHERE ref = :ref AND body_id = :body;
-- name: messages_of_body
-- Those that wait first, the newest first.
SELECT m.ref, m.kind, m.title, m.text, m.link, m.sent_at, b.name, COALESCE(s.settled_at, 0), COALESCE(q.person_name, '')
  FROM message m JOIN account p ON p.id = m.sent_by JOIN body b ON b.id = p.body_id
  LEFT JOIN message_settled s ON s.message_id = m.id LEFT JOIN account q ON q.id = s.settled_by
 WHERE m.body_id = :body AND m.round_id = :round AND (:all = 1 OR s.message_id IS NULL)
 ORDER BY s.message_id IS NOT NULL, m.id DESC LIMIT :limit;
-- name: message_authorities
-- The bodies that conclude about this nomination after the local opinion.
SELECT b.id FROM nomination n JOIN nomination_version v ON v.nomination_id = n.id AND v.version_no = n.version_no
  JOIN version_face f ON f.version_id = v.id JOIN body b ON b.kind = 'sector' LEFT JOIN sector own ON own.id = b.sector_id
 WHERE n.id = :nomination AND f.authority_name IN (b.name, own.authority_name) LIMIT :limit;
-- name: message_offices
SELECT id FROM body WHERE kind = 'office' LIMIT :limit;
-- name: message_round_of_list
SELECT round_id FROM recommendation_list WHERE id = :list;
-- name: message_published_units
-- Whose brands stand in a version of the public notice.
SELECT n.body_id, n.ref, v.round_id, v.version_no FROM published_notice v JOIN published_line l ON l.notice_id = v.id
  JOIN published_brand b ON b.id = l.brand_id JOIN nomination n ON n.id = b.nomination_id
 WHERE v.id = :notice AND l.is_removed = 0 ORDER BY l.place LIMIT :limit;
