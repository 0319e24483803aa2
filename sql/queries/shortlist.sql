-- name: shortlist_facts
-- Where the list of a round stands, for one person of the office (domain/shortlist.h).
SELECT EXISTS (SELECT 1 FROM shortlist_release r WHERE r.round_id = :round),
       COALESCE((SELECT p.proposed_by FROM shortlist_proposal p JOIN shortlist_draft d ON d.id = p.draft_id
                  WHERE d.round_id = :round AND NOT EXISTS (SELECT 1 FROM shortlist_proposal_end e WHERE e.proposal_id = p.id)), 0),
       EXISTS (SELECT 1 FROM shortlist_now n WHERE n.round_id = :round AND EXISTS (
                SELECT 1 FROM reviewing r WHERE r.account_id = :account AND r.nomination_id = n.nomination_id AND r.answer_id IS NULL)),
       (SELECT COUNT(*) FROM shortlist_now n WHERE n.round_id = :round),
       (SELECT COUNT(*) FROM shortlist_now n WHERE n.round_id = :round AND n.choice = 'in'),
       (SELECT COUNT(*) FROM shortlist_now n WHERE n.round_id = :round AND n.choice = 'open'),
       (SELECT COUNT(*) FROM shortlist_now n JOIN version_face f ON f.version_id = n.version_id
         WHERE n.round_id = :round AND n.choice = 'in' AND n.reason = ''
           AND (f.version_no <> f.current_no OR f.state <> 'submitted'
                OR EXISTS (SELECT 1 FROM reviewing r WHERE r.nomination_id = n.nomination_id AND r.verdict = 'veto'))),
       (SELECT COUNT(DISTINCT n.list_id) FROM shortlist_now n WHERE n.round_id = :round AND n.is_received = 0),
       (SELECT COUNT(*) FROM shortlist_now n WHERE n.round_id = :round
           AND NOT EXISTS (SELECT 1 FROM name_check k WHERE k.version_id = n.version_id)),
       (SELECT COUNT(*) FROM shortlist_now n JOIN name_standing k ON k.version_id = n.version_id
         WHERE n.round_id = :round AND k.state = 'asked'),
       (SELECT COUNT(*) FROM shortlist_now n JOIN name_standing k ON k.version_id = n.version_id
         WHERE n.round_id = :round AND k.state IN ('open', 'refused')),
       COALESCE((SELECT MAX(d.number) FROM shortlist_draft d WHERE d.round_id = :round), 0),
       EXISTS (SELECT 1 FROM shortlist_now n WHERE n.round_id = :round AND EXISTS (
                SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = n.nomination_id));
-- name: shortlist_draft_differs
-- Whether what is chosen now is not what the last draft says.
SELECT EXISTS (SELECT 1 FROM shortlist_now n WHERE n.round_id = :round AND NOT EXISTS (
                SELECT 1 FROM shortlist_draft_item i WHERE i.draft_id = (SELECT MAX(d.id) FROM shortlist_draft d WHERE d.round_id = :round)
                   AND i.nomination_id = n.nomination_id AND i.version_id = n.version_id AND i.choice = n.choice
                   AND i.reason = n.reason AND i.is_told = n.is_told))
       OR (SELECT COUNT(*) FROM shortlist_draft_item i WHERE i.draft_id = (SELECT MAX(d.id) FROM shortlist_draft d WHERE d.round_id = :round))
          <> (SELECT COUNT(*) FROM shortlist_now n WHERE n.round_id = :round);
-- name: shortlist_choices
SELECT s.nomination_id, s.choice, s.reason, s.is_told, s.note, s.revision, s.saved_at, p.person_name
  FROM candidate c JOIN shortlist_choice s ON s.nomination_id = c.nomination_id JOIN account p ON p.id = s.saved_by
 WHERE c.round_id = :round
   AND NOT EXISTS (SELECT 1 FROM shortlist_hidden h WHERE h.account_id = :account AND h.nomination_id = s.nomination_id)
 ORDER BY s.nomination_id LIMIT :limit;
-- name: shortlist_choice_add
INSERT INTO shortlist_choice (nomination_id, choice, reason, is_told, note, revision, saved_at, saved_by)
VALUES (:nomination, :choice, :reason, :is_told, :note, 1, :now, :account);
-- name: shortlist_choice_set
UPDATE shortlist_choice SET choice = :choice, reason = :reason, is_told = :is_told, note = :note, revision = revision + 1,
       saved_at = :now, saved_by = :account
 WHERE nomination_id = :nomination AND revision = :revision;
-- name: shortlist_vetoes
-- What is held against candidates, by whom, on what ground.
SELECT r.nomination_id, r.body_name, r.ground, r.document, r.document_on FROM reviewing r
  JOIN candidate c ON c.nomination_id = r.nomination_id
 WHERE c.round_id = :round AND r.verdict = 'veto'
   AND NOT EXISTS (SELECT 1 FROM shortlist_hidden h WHERE h.account_id = :account AND h.nomination_id = r.nomination_id)
 ORDER BY r.nomination_id, r.assignment_id LIMIT :limit;
-- name: shortlist_grades
SELECT r.nomination_id, g.condition, SUM(g.grade), COUNT(*) FROM reviewing r
  JOIN candidate c ON c.nomination_id = r.nomination_id JOIN review_grade g ON g.answer_id = r.answer_id
 WHERE c.round_id = :round
   AND NOT EXISTS (SELECT 1 FROM shortlist_hidden h WHERE h.account_id = :account AND h.nomination_id = r.nomination_id)
 GROUP BY r.nomination_id, g.condition ORDER BY r.nomination_id, g.condition LIMIT :limit;
-- name: shortlist_draft_add
INSERT INTO shortlist_draft (round_id, number, saved_at, saved_by) VALUES (:round, :number, :now, :account);
-- name: shortlist_draft_fill
INSERT INTO shortlist_draft_item (draft_id, nomination_id, version_id, choice, reason, is_told)
SELECT :draft, n.nomination_id, n.version_id, n.choice, n.reason, n.is_told FROM shortlist_now n WHERE n.round_id = :round;
-- name: shortlist_drafts
SELECT d.id, d.number, d.saved_at, p.person_name FROM shortlist_draft d JOIN account p ON p.id = d.saved_by
 WHERE d.round_id = :round AND (:number = 0 OR d.number = :number) ORDER BY d.number DESC LIMIT :limit;
-- name: shortlist_draft_items
-- By receipt number, without what this person does not see.
SELECT i.nomination_id, f.receipt_no, f.brand_name, f.unit_name, f.sector_name, f.district_name, b.name, i.choice, i.reason, i.is_told, f.ref,
       f.window_name
  FROM shortlist_draft_item i JOIN version_face f ON f.version_id = i.version_id
  JOIN recommendation_item t ON t.version_id = i.version_id JOIN recommendation_list l ON l.id = t.list_id JOIN body b ON b.id = l.body_id
 WHERE i.draft_id = :draft
   AND l.id = (SELECT MAX(x.list_id) FROM recommendation_item x WHERE x.version_id = i.version_id AND x.place IS NOT NULL)
   AND NOT EXISTS (SELECT 1 FROM shortlist_hidden h WHERE h.account_id = :account AND h.nomination_id = i.nomination_id)
 ORDER BY LENGTH(f.receipt_no), f.receipt_no LIMIT :limit;
-- name: names_unsent
-- Candidates to whom no 名称核对 went yet, by number: of those that are chosen and of those that are not, alike.
SELECT c.nomination_id, c.version_id, f.brand_name, f.unit_name, f.window_name FROM candidate c
  JOIN version_face f ON f.version_id = c.version_id
 WHERE c.round_id = :round AND NOT EXISTS (SELECT 1 FROM name_check k WHERE k.version_id = c.version_id)
 ORDER BY LENGTH(f.receipt_no), f.receipt_no LIMIT :limit;
-- name: name_check_add
INSERT INTO name_check (ref, nomination_id, version_id, brand_name, unit_name, window_name, started_at, started_by)
VALUES (:ref, :nomination, :version, :brand, :unit, :window, :now, :account);
-- name: names_list
-- Of all candidates that this person sees.
SELECT k.id, k.ref, k.nomination_id, k.sent_brand, k.sent_unit, k.sent_window, k.brand_name, k.unit_name, k.window_name,
       COALESCE(k.asked_brand, ''), COALESCE(k.asked_unit, ''), COALESCE(k.asked_window, ''), k.state, COALESCE(k.reason, ''),
       COALESCE(k.decision_reason, ''), COALESCE(k.answer_id, 0), COALESCE(k.answered_at, 0), k.started_at, n.receipt_no, n.ref, n.body_id
  FROM candidate c JOIN name_standing k ON k.version_id = c.version_id JOIN nomination n ON n.id = k.nomination_id
 WHERE c.round_id = :round AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = k.nomination_id)
 ORDER BY LENGTH(n.receipt_no), n.receipt_no LIMIT :limit;
-- name: names_of_nomination
-- The newest of it.
SELECT k.id, k.ref, k.nomination_id, k.sent_brand, k.sent_unit, k.sent_window, k.brand_name, k.unit_name, k.window_name,
       COALESCE(k.asked_brand, ''), COALESCE(k.asked_unit, ''), COALESCE(k.asked_window, ''), k.state, COALESCE(k.reason, ''),
       COALESCE(k.decision_reason, ''), COALESCE(k.answer_id, 0), COALESCE(k.answered_at, 0), k.started_at, n.receipt_no, n.ref, n.body_id
  FROM name_standing k JOIN nomination n ON n.id = k.nomination_id
 WHERE k.nomination_id = :nomination AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = k.nomination_id) ORDER BY k.id DESC LIMIT 1;
-- name: names_by_ref
SELECT k.id, k.ref, k.nomination_id, k.sent_brand, k.sent_unit, k.sent_window, k.brand_name, k.unit_name, k.window_name,
       COALESCE(k.asked_brand, ''), COALESCE(k.asked_unit, ''), COALESCE(k.asked_window, ''), k.state, COALESCE(k.reason, ''),
       COALESCE(k.decision_reason, ''), COALESCE(k.answer_id, 0), COALESCE(k.answered_at, 0), k.started_at, n.receipt_no, n.ref, n.body_id
  FROM name_standing k JOIN nomination n ON n.id = k.nomination_id
 WHERE k.ref = :ref AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = k.nomination_id);
-- name: name_answer_add
INSERT INTO name_answer (check_id, answer, brand_name, unit_name, window_name, reason, answered_at, answered_by)
VALUES (:check, :answer, :brand, :unit, :window, :reason, :now, :account);
-- name: name_decide
INSERT INTO name_decision (answer_id, decision, reason, decided_at, decided_by) VALUES (:answer, :decision, :reason, :now, :account);
-- name: shortlist_propose
INSERT INTO shortlist_proposal (ref, draft_id, names_reason, proposed_at, proposed_by)
SELECT :ref, d.id, :names_reason, :now, :account FROM shortlist_draft d WHERE d.round_id = :round AND d.number = :number;
-- name: shortlist_proposal
-- The one that waits.
SELECT p.id, p.ref, d.number, p.names_reason, p.proposed_at, p.proposed_by, a.person_name
  FROM shortlist_proposal p JOIN shortlist_draft d ON d.id = p.draft_id JOIN account a ON a.id = p.proposed_by
 WHERE d.round_id = :round AND NOT EXISTS (SELECT 1 FROM shortlist_proposal_end e WHERE e.proposal_id = p.id);
-- name: shortlist_proposal_end
INSERT INTO shortlist_proposal_end (proposal_id, how, ended_at, ended_by) VALUES (:proposal, :how, :now, :account);
-- name: shortlist_to_release
-- What the draft says of each candidate, with the names that hold, by number.
SELECT i.nomination_id, i.version_id, f.receipt_no, f.version_no, f.sha256, i.choice = 'in', i.reason, i.is_told,
       k.brand_name, k.unit_name, k.window_name, k.state IN ('confirmed', 'accepted'), f.brand_name, f.unit_name, f.window_name
  FROM shortlist_proposal p JOIN shortlist_draft_item i ON i.draft_id = p.draft_id
  JOIN version_face f ON f.version_id = i.version_id JOIN name_standing k ON k.version_id = i.version_id
 WHERE p.id = :proposal ORDER BY LENGTH(f.receipt_no), f.receipt_no LIMIT :limit;
-- name: shortlist_release_add
INSERT INTO shortlist_release (ref, round_id, proposal_id, record, sha256, check_code, released_at, released_by)
VALUES (:ref, :round, :proposal, :record, :sha256, :check_code, :now, :account);
-- name: shortlist_entry_add
INSERT INTO shortlist_entry (nomination_id, release_id, version_id, is_shortlisted, reason, is_told)
VALUES (:nomination, :release, :version, :is_shortlisted, :reason, :is_told);
-- name: name_freeze
INSERT INTO name_frozen (nomination_id, brand_name, unit_name, window_name, is_confirmed)
VALUES (:nomination, :brand, :unit, :window, :is_confirmed);
-- name: shortlist_release_of
SELECT id FROM shortlist_release WHERE round_id = :round;
-- name: shortlist_release
SELECT r.id, r.ref, r.record, r.sha256, r.check_code, r.released_at, a.person_name, p.proposed_at, b.person_name, d.number, p.names_reason,
       t.slug, b.ref, a.ref
  FROM shortlist_release r JOIN shortlist_proposal p ON p.id = r.proposal_id JOIN shortlist_draft d ON d.id = p.draft_id
  JOIN account a ON a.id = r.released_by JOIN account b ON b.id = p.proposed_by JOIN round t ON t.id = r.round_id
 WHERE r.id = :id;
-- name: shortlist_entries
-- As released, by number, without what this person is recused of.
SELECT e.nomination_id, e.version_id, f.receipt_no, f.version_no, f.sha256, e.is_shortlisted, e.reason, e.is_told,
       COALESCE(z.brand_name, f.brand_name), COALESCE(z.unit_name, f.unit_name), COALESCE(z.window_name, f.window_name),
       COALESCE(z.is_confirmed, 0), f.sector_name, f.district_name, f.ref
  FROM shortlist_entry e JOIN version_face f ON f.version_id = e.version_id LEFT JOIN name_frozen z ON z.nomination_id = e.nomination_id
 WHERE e.release_id = :release
   AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = e.nomination_id)
 ORDER BY LENGTH(f.receipt_no), f.receipt_no LIMIT :limit;
-- name: shortlist_entry_of
SELECT e.is_shortlisted, e.reason, e.is_told FROM shortlist_entry e WHERE e.nomination_id = :nomination;
-- name: shortlist_release_ids
SELECT id FROM shortlist_release WHERE id > :after ORDER BY id;
