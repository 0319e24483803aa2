-- name: recommendation_work
-- What goes to this body as its recommender, by its own order and then by number (domain: chain_recommender).
SELECT f.nomination_id, f.ref, f.receipt_no, f.state, f.route, f.version_id, f.version_no, f.brand_name, f.unit_name, f.sector_name,
       f.district_name, f.started_on, f.contact_name, f.contact_phone, f.contact_mobile, f.sha256,
       EXISTS (SELECT 1 FROM version_fact x WHERE x.version_id = f.version_id AND x.verdict = 'doubt'),
       c.district_decision, c.sector_decision, c.is_returned, c.list_id, c.place, c.is_received, c.released
  FROM nomination_chain c JOIN version_face f ON f.version_id = c.version_id
  LEFT JOIN recommendation_order o ON o.body_id = :body AND o.nomination_id = c.nomination_id
 WHERE f.round_id = :round AND f.current_no >= 1 AND (f.state = 'submitted' OR c.is_returned = 1)
   AND CASE f.route WHEN 'district' THEN EXISTS (
              SELECT 1 FROM body me JOIN district own ON own.id = me.district_id
               WHERE me.id = :body AND me.kind = 'district' AND own.code = f.district_code)
            ELSE EXISTS (
              SELECT 1 FROM body me LEFT JOIN sector own ON own.id = me.sector_id
               WHERE me.id = :body AND me.kind = 'sector' AND f.authority_name IN (me.name, own.authority_name)) END
 ORDER BY o.ord IS NULL, o.ord, LENGTH(f.receipt_no), f.receipt_no LIMIT :limit;
-- name: recommendation_order_clear
DELETE FROM recommendation_order WHERE body_id = :body;
-- name: recommendation_order_add
INSERT INTO recommendation_order (body_id, nomination_id, ord) VALUES (:body, :nomination, :ord);
-- name: recommendation_list_add
INSERT INTO recommendation_list (ref, round_id, body_id, number, reason, filler_name, filler_phone, record, sha256, check_code, sent_at, sent_by)
VALUES (:ref, :round, :body, :number, :reason, :filler_name, :filler_phone, :record, :sha256, :check_code, :now, :account);
-- name: recommendation_item_add
INSERT INTO recommendation_item (list_id, version_id, place) VALUES (:list, :version, :place);
-- name: recommendation_turn_add
INSERT INTO recommendation_turn (list_id, turn, turned_at, turned_by) VALUES (:list, :turn, :now, :account);
-- name: recommendation_scan_add
INSERT INTO recommendation_scan (list_id, sha256, noted_at, noted_by) VALUES (:list, :sha256, :now, :account);
-- name: recommendation_last
-- The newest list of a body, recalled or not.
SELECT l.ref FROM recommendation_list l WHERE l.round_id = :round AND l.body_id = :body ORDER BY l.number DESC LIMIT 1;
-- name: recommendation_by_ref
SELECT l.id, l.ref, l.body_id, b.name, l.number, l.reason, l.filler_name, l.filler_phone, l.sha256, l.check_code, l.sent_at, p.person_name,
       COALESCE(t.turn, ''), COALESCE(t.turned_at, 0), COALESCE(tp.person_name, ''), b.kind, l.record,
       COALESCE((SELECT x.sha256 FROM recommendation_scan x WHERE x.list_id = l.id ORDER BY x.id DESC LIMIT 1), '')
  FROM recommendation_list l JOIN body b ON b.id = l.body_id JOIN account p ON p.id = l.sent_by
  LEFT JOIN recommendation_turn t ON t.list_id = l.id LEFT JOIN account tp ON tp.id = t.turned_by
 WHERE l.ref = :ref;
-- name: recommendation_by_code
SELECT ref FROM recommendation_list WHERE check_code = :code ORDER BY id DESC LIMIT 1;
-- name: recommendation_items
-- As sent: what has a place by its place, then the others by number.
SELECT f.nomination_id, f.ref, f.receipt_no, f.state, f.route, f.version_id, f.version_no, f.brand_name, f.unit_name, f.sector_name,
       f.district_name, f.started_on, f.contact_name, f.contact_phone, f.contact_mobile, f.sha256,
       f.version_no <> f.current_no OR f.state <> 'submitted', COALESCE(i.place, 0)
  FROM recommendation_item i JOIN version_face f ON f.version_id = i.version_id
 WHERE i.list_id = :list
   AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = f.nomination_id)
 ORDER BY i.place IS NULL, i.place, LENGTH(f.receipt_no), f.receipt_no;
-- name: recommendation_board
-- Every body that recommends, with its newest list.
SELECT b.ref, b.name, b.kind, COALESCE(l.ref, ''), COALESCE(l.number, 0), COALESCE(l.sent_at, 0), COALESCE(t.turn, ''),
       COALESCE(t.turned_at, 0), (SELECT COUNT(*) FROM recommendation_item i JOIN nomination_version v ON v.id = i.version_id
                                   WHERE i.list_id = l.id AND i.place IS NOT NULL AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = v.nomination_id)),
       COALESCE(l.reason, ''),
       EXISTS (SELECT 1 FROM account a WHERE a.body_id = b.id AND a.state = 'active')
  FROM body b LEFT JOIN recommendation_list l ON l.body_id = b.id AND l.round_id = :round
       AND l.number = (SELECT MAX(m.number) FROM recommendation_list m WHERE m.body_id = b.id AND m.round_id = :round)
  LEFT JOIN recommendation_turn t ON t.list_id = l.id
 WHERE b.kind IN ('sector', 'district') ORDER BY b.kind = 'district', b.id LIMIT :limit;
-- name: recommendation_verify
SELECT l.id, l.ref, t.slug FROM recommendation_list l JOIN round t ON t.id = l.round_id WHERE l.id > :after ORDER BY l.id;
