-- name: posting_brand
-- The brand of a nomination as it was published, and whether the version that holds has removed it.
SELECT b.id, b.ref, b.brand_name, b.unit_name, b.window_name, b.slogan, b.summary, n.id, l.is_removed, l.removal_text
  FROM published_brand_now b JOIN published_line l ON l.brand_id = b.id JOIN published_now n ON n.id = l.notice_id
 WHERE b.nomination_id = :nomination AND n.round_id = b.round_id;
-- name: posting_notices
-- Every version of the round's notice, the newest first.
SELECT id, ref, version_no, title, title_lines, issuer, issued_on, opens_on, closes_on, workdays, sort, change_text, check_code,
       published_at
  FROM published_notice WHERE round_id = :round ORDER BY version_no DESC LIMIT :limit;
-- name: posting_paragraphs
SELECT kind, text FROM published_paragraph WHERE notice_id = :notice ORDER BY ord LIMIT :limit;
-- name: posting_lines
SELECT l.brand_id, t.brand_name, t.unit_name, t.sector_name, l.is_removed, l.removal_text
  FROM published_line l JOIN published_text t ON t.id = l.text_id WHERE l.notice_id = :notice ORDER BY l.place LIMIT :limit;
-- name: hall_add
INSERT INTO hall (ref, nomination_id, added_at, added_by) VALUES (:ref, :nomination, :now, :account);
-- name: hall_name_add
INSERT INTO hall_name (hall_id, name, address, named_at, named_by) VALUES (:hall, :name, :address, :now, :account);
-- name: hall_end_add
INSERT INTO hall_end (hall_id, reason, ended_at, ended_by) VALUES (:hall, :reason, :now, :account);
-- name: halls_of_nomination
-- Those that are not ended first.
SELECT id, ref, name, address, added_at, COALESCE(ended_at, 0), end_reason, shown_version FROM hall_now
 WHERE nomination_id = :nomination ORDER BY ended_at IS NOT NULL, id LIMIT :limit;
-- name: hall_names
SELECT n.name, n.address, n.named_at, a.person_name FROM hall_name n JOIN account a ON a.id = n.named_by
 WHERE n.hall_id = :hall ORDER BY n.id LIMIT :limit;
-- name: posting_proof_add
INSERT INTO posting_proof (ref, hall_id, notice_id, sha256, posted_on, caption, added_at, added_by)
VALUES (:ref, :hall, :notice, :sha256, :posted_on, :caption, :now, :account);
-- name: posting_proof_end
INSERT INTO posting_proof_end (proof_id, replaced_by, reason, ended_at, ended_by)
SELECT p.id, NULLIF(:replaced_by, 0), :reason, :now, :account FROM posting_proof p
 WHERE p.id = :proof AND NOT EXISTS (SELECT 1 FROM posting_proof_end e WHERE e.proof_id = p.id);
-- name: posting_proofs_of_nomination
-- Every photograph, hall by hall, the newest first; those that were taken back too.
SELECT p.id, p.ref, p.hall_id, x.version_no, p.sha256, COALESCE(f.thumb, ''), p.posted_on, p.caption, p.added_at, a.person_name,
       COALESCE(e.ended_at, 0), e.replaced_by IS NOT NULL, COALESCE(e.reason, '')
  FROM hall h JOIN posting_proof p ON p.hall_id = h.id JOIN published_notice x ON x.id = p.notice_id
  JOIN evidence_file f ON f.sha256 = p.sha256 JOIN account a ON a.id = p.added_by
  LEFT JOIN posting_proof_end e ON e.proof_id = p.id
 WHERE h.nomination_id = :nomination ORDER BY p.hall_id, p.id DESC LIMIT :limit;
-- name: posting_board
-- Every brand of the version that holds with its halls that are not ended and the newest photograph of each; a brand whose unit
-- named no hall has one row without.  Nothing of which the account is recused.
SELECT l.place, m.ref, u.ref, b.brand_name, b.unit_name, b.sector_name, l.is_removed, COALESCE(h.ref, ''), COALESCE(k.name, ''),
       COALESCE(k.address, ''), COALESCE(v.version_no, 0), COALESCE(p.ref, ''), COALESCE(p.posted_on, ''), COALESCE(p.added_at, 0)
  FROM published_now n JOIN published_line l ON l.notice_id = n.id JOIN published_brand_now b ON b.id = l.brand_id
  JOIN nomination m ON m.id = b.nomination_id JOIN body u ON u.id = m.body_id
  LEFT JOIN hall h ON h.nomination_id = m.id AND NOT EXISTS (SELECT 1 FROM hall_end e WHERE e.hall_id = h.id)
  LEFT JOIN hall_name k ON k.id = (SELECT MAX(x.id) FROM hall_name x WHERE x.hall_id = h.id)
  LEFT JOIN posting_proof p ON p.id = (SELECT q.id FROM posting_proof q JOIN published_notice y ON y.id = q.notice_id
                                        WHERE q.hall_id = h.id AND NOT EXISTS (SELECT 1 FROM posting_proof_end e WHERE e.proof_id = q.id)
                                        ORDER BY y.version_no DESC, q.id DESC LIMIT 1)
  LEFT JOIN published_notice v ON v.id = p.notice_id
 WHERE n.round_id = :round
   AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = m.id)
 ORDER BY l.place, h.id LIMIT :limit;
