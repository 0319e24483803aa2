-- name: past_award_all
SELECT id, batch, brand_name, unit_name FROM past_award ORDER BY id LIMIT 5000;
-- name: past_award_add
INSERT INTO past_award (batch, brand_name, unit_name, match_key, imported_at, imported_by)
VALUES (:batch, :brand_name, :unit_name, :match_key, :now, :account) ON CONFLICT (batch, brand_name, unit_name) DO NOTHING;
-- name: nomination_names
-- Every live nomination of the round, with the names that are compared.
SELECT n.id, n.ref, n.body_id, n.state, COALESCE(n.receipt_no, ''), COALESCE(b.value, ''), COALESCE(u.value, ''), COALESCE(c.value, '')
  FROM nomination n
  LEFT JOIN draft_value b ON b.nomination_id = n.id AND b.ident = 'brand_name' AND b.row_no = 0
  LEFT JOIN draft_value u ON u.nomination_id = n.id AND u.ident = 'unit_name' AND u.row_no = 0
  LEFT JOIN draft_value c ON c.nomination_id = n.id AND c.ident = 'org_code' AND c.row_no = 0
 WHERE n.round_id = :round AND n.state <> 'withdrawn' ORDER BY n.id LIMIT 5000;
-- name: version_fact_add
INSERT INTO version_fact (version_id, ord, ident, verdict, statement, clause)
SELECT id, :ord, :ident, :verdict, :statement, :clause FROM nomination_version
 WHERE nomination_id = :nomination AND version_no = :version_no;
-- name: version_facts
SELECT f.ident, f.verdict, f.statement, f.clause FROM nomination_version v JOIN version_fact f ON f.version_id = v.id
 WHERE v.nomination_id = :nomination AND v.version_no = :version_no ORDER BY f.ord;
-- name: likeness_finding_add
INSERT INTO likeness_finding (nomination_id, other_id, award_id, verdict, reason, found_at, found_by)
VALUES (:nomination, :other, :award, :verdict, :reason, :now, :account);
-- name: likeness_findings
-- What was found about a pair, newest first; one pair may have been looked at twice.
SELECT COALESCE(other_id, 0), COALESCE(award_id, 0), verdict, reason, found_at FROM likeness_finding
 WHERE nomination_id = :nomination ORDER BY id DESC LIMIT 500;
