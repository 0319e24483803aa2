-- name: opinion_last
SELECT o.ref FROM nomination_version v JOIN opinion o ON o.version_id = v.id
 WHERE v.nomination_id = :nomination AND v.version_no = :version_no AND o.box = :box ORDER BY o.id DESC LIMIT 1;
-- name: opinion_add
INSERT INTO opinion (ref, version_id, box, decision, text, signer_name, signer_title, signed_on, body_id, given_at, given_by)
SELECT :ref, v.id, :box, :decision, :text, :signer_name, :signer_title, :signed_on, :body, :now, :account
  FROM nomination_version v WHERE v.nomination_id = :nomination AND v.version_no = :version_no;
-- name: opinion_places
-- What a body recommends: its last word in the recommender's box of a version that counts, or that counts again when
-- the return for revision that is open is recalled.
SELECT n.id, n.ref, n.receipt_no, brand.value, u.name,
       EXISTS (SELECT 1 FROM recommendation_item i LEFT JOIN recommendation_turn t ON t.list_id = i.list_id
                WHERE i.version_id = v.id AND COALESCE(t.turn, '') <> 'recalled'),
       n.state = 'draft'
  FROM opinion o JOIN nomination_version v ON v.id = o.version_id
  JOIN nomination n ON n.id = v.nomination_id AND n.version_no = v.version_no
  JOIN body u ON u.id = n.body_id
  JOIN version_value brand ON brand.version_id = v.id AND brand.ident = 'brand_name' AND brand.row_no = 0
 WHERE o.body_id = :body AND o.box = :box AND o.decision = 'agree' AND n.round_id = :round
   AND (v.route = 'district') = (:box = 'district')
   AND (n.state = 'submitted' OR (n.state = 'draft' AND EXISTS (
         SELECT 1 FROM return_notice r WHERE r.nomination_id = n.id AND r.version_id = v.id
            AND NOT EXISTS (SELECT 1 FROM return_end e WHERE e.return_id = r.id))))
   AND NOT EXISTS (SELECT 1 FROM opinion later WHERE later.version_id = o.version_id AND later.box = o.box AND later.id > o.id)
 ORDER BY o.id LIMIT 200;
-- name: opinion_scan_add
INSERT INTO opinion_scan (opinion_id, sha256, name, added_at, added_by) VALUES (:opinion, :sha256, :name, :now, :account);
-- name: opinion_scan_of
SELECT s.sha256, f.kind, s.name, s.added_at, a.person_name FROM opinion_scan s JOIN evidence_file f ON f.sha256 = s.sha256
  JOIN account a ON a.id = s.added_by WHERE s.opinion_id = :opinion ORDER BY s.id DESC LIMIT 1;
-- name: review_facts
-- A likeness is found frozen with the version, and is settled by the office's finding about this nomination.
SELECT v.submitted_at,
       COALESCE((SELECT o.given_at FROM opinion o WHERE o.version_id = v.id AND o.box = 'district' ORDER BY o.id DESC LIMIT 1), 0),
       EXISTS (SELECT 1 FROM sealed_copy s WHERE s.version_id = v.id),
       (SELECT COUNT(*) FROM version_file f WHERE f.version_id = v.id),
       (SELECT COUNT(*) FROM version_fact f WHERE f.version_id = v.id AND f.verdict = 'doubt'),
       EXISTS (SELECT 1 FROM version_fact f WHERE f.version_id = v.id AND f.verdict = 'doubt' AND f.ident IN ('past_award', 'one_each'))
       AND NOT EXISTS (SELECT 1 FROM likeness_finding l WHERE l.nomination_id = v.nomination_id)
  FROM nomination n JOIN nomination_version v ON v.nomination_id = n.id AND v.version_no = n.version_no
 WHERE n.id = :nomination;
-- name: review_events
SELECT v.submitted_at AS at, 'submitted' AS what, v.version_no, p.person_name, b.name, b.id, p.id, '' AS box, '' AS decision,
       '' AS detail, v.route, 1 AS ord
  FROM nomination_version v JOIN account p ON p.id = v.submitted_by JOIN body b ON b.id = p.body_id
 WHERE v.nomination_id = :nomination
UNION ALL
SELECT t.turned_at, t.turn, t.version_no, p.person_name, b.name, b.id, p.id, '', '', t.reason, '', 2
  FROM nomination_turn t JOIN account p ON p.id = t.turned_by JOIN body b ON b.id = p.body_id
 WHERE t.nomination_id = :nomination
UNION ALL
SELECT c.accepted_at, 'accepted', v.version_no, p.person_name, b.name, b.id, p.id, '', '', '', v.route, 3
  FROM nomination_version v JOIN acceptance c ON c.version_id = v.id JOIN account p ON p.id = c.accepted_by
  JOIN body b ON b.id = p.body_id WHERE v.nomination_id = :nomination
UNION ALL
SELECT s.noted_at, 'sealed', v.version_no, s.receiver, b.name, b.id, 0, '', '', s.received_on, v.route, 4
  FROM nomination_version v JOIN sealed_copy s ON s.version_id = v.id JOIN account p ON p.id = s.noted_by
  JOIN body b ON b.id = p.body_id WHERE v.nomination_id = :nomination
UNION ALL
SELECT o.given_at, 'opinion', v.version_no, p.person_name, b.name, b.id, p.id, o.box, o.decision, o.text, v.route, 5
  FROM nomination_version v JOIN opinion o ON o.version_id = v.id JOIN account p ON p.id = o.given_by
  JOIN body b ON b.id = o.body_id WHERE v.nomination_id = :nomination
UNION ALL
SELECT r.returned_at, 'returned', v.version_no, p.person_name, b.name, b.id, p.id, r.box, '', r.reason, v.route, 6
  FROM return_notice r JOIN nomination_version v ON v.id = r.version_id JOIN account p ON p.id = r.returned_by
  JOIN body b ON b.id = r.body_id WHERE r.nomination_id = :nomination
UNION ALL
SELECT e.ended_at, 'return_ended', v.version_no, p.person_name, b.name, b.id, p.id, r.box, e.how, '', v.route, 0
  FROM return_notice r JOIN return_end e ON e.return_id = r.id JOIN nomination_version v ON v.id = r.version_id
  JOIN account p ON p.id = e.ended_by JOIN body b ON b.id = p.body_id WHERE r.nomination_id = :nomination
UNION ALL
SELECT l.sent_at, 'sent', v.version_no, p.person_name, b.name, b.id, p.id, '', CASE WHEN i.place IS NULL THEN 'disagree' ELSE 'agree' END,
       '', v.route, 7
  FROM nomination_version v JOIN recommendation_item i ON i.version_id = v.id JOIN recommendation_list l ON l.id = i.list_id
  JOIN account p ON p.id = l.sent_by JOIN body b ON b.id = l.body_id WHERE v.nomination_id = :nomination
UNION ALL
SELECT t.turned_at, t.turn, v.version_no, p.person_name, b.name, b.id, p.id, '', '', '', v.route, 8
  FROM nomination_version v JOIN recommendation_item i ON i.version_id = v.id
  JOIN recommendation_turn t ON t.list_id = i.list_id JOIN account p ON p.id = t.turned_by
  JOIN body b ON b.id = p.body_id WHERE v.nomination_id = :nomination
 ORDER BY at, ord LIMIT 300;
-- name: opinion_last_signer
SELECT o.signer_name, o.signer_title FROM opinion o
 WHERE o.body_id = :body AND o.box = :box AND o.decision <> 'withdrawn' ORDER BY o.id DESC LIMIT 1;
