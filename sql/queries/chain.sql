-- name: chain_of
SELECT district_decision, sector_decision, is_returned, list_id, place, is_received, released FROM nomination_chain
 WHERE nomination_id = :nomination;
-- name: opinion_list
SELECT o.id, o.ref, o.box, o.decision, o.text, o.signer_name, o.signer_title, o.signed_on, o.body_id, b.name, v.version_no,
       o.given_at, p.person_name, p.id
  FROM nomination_version v JOIN opinion o ON o.version_id = v.id JOIN body b ON b.id = o.body_id
  JOIN account p ON p.id = o.given_by
 WHERE v.nomination_id = :nomination ORDER BY o.id DESC LIMIT :limit;
-- name: opinion_of
SELECT o.id, o.ref, o.box, o.decision, o.text, o.signer_name, o.signer_title, o.signed_on, o.body_id, b.name, v.version_no,
       o.given_at, p.person_name, p.id
  FROM nomination_version v JOIN opinion o ON o.version_id = v.id JOIN body b ON b.id = o.body_id
  JOIN account p ON p.id = o.given_by
 WHERE v.nomination_id = :nomination AND v.version_no = :version_no AND o.box = :box ORDER BY o.id DESC LIMIT 1;
