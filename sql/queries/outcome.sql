-- name: outcome_proposal
-- The one that waits.
SELECT p.id, p.ref, p.notice_id, p.proposed_at, p.proposed_by, a.person_name
  FROM outcome_proposal p JOIN account a ON a.id = p.proposed_by
 WHERE p.round_id = :round AND NOT EXISTS (SELECT 1 FROM outcome_proposal_end e WHERE e.proposal_id = p.id)
 ORDER BY p.id DESC LIMIT 1;
-- name: outcome_proposal_numbers
SELECT item, number FROM outcome_proposal_number WHERE proposal_id = :proposal;
-- name: outcome_propose
-- While none waits.
INSERT INTO outcome_proposal (ref, round_id, notice_id, proposed_at, proposed_by)
SELECT :ref, :round, :notice, :now, :account
 WHERE NOT EXISTS (SELECT 1 FROM outcome_proposal p WHERE p.round_id = :round
                      AND NOT EXISTS (SELECT 1 FROM outcome_proposal_end e WHERE e.proposal_id = p.id));
-- name: outcome_proposal_number_add
INSERT INTO outcome_proposal_number (proposal_id, item, number) VALUES (:proposal, :item, :number);
-- name: outcome_proposal_end
INSERT INTO outcome_proposal_end (proposal_id, how, ended_at, ended_by) VALUES (:proposal, :how, :now, :account);
-- name: published_outcome_add
INSERT INTO published_outcome (ref, round_id, version_no, notice_id, issuer, lead_text, closing_text, record, sha256, check_code,
                               published_at)
VALUES (:ref, :round, :version, :notice, :issuer, :lead, :closing, :record, :sha256, :check_code, :now);
-- name: published_outcome_number_add
INSERT INTO published_outcome_number (outcome_id, item, number) VALUES (:outcome, :item, :number);
-- name: outcome_release_add
INSERT INTO outcome_release (outcome_id, proposal_id, released_by) VALUES (:outcome, :proposal, :account);
-- name: published_outcomes
-- The newest first; read by everybody.  :id: that one alone.
SELECT o.id, o.ref, o.version_no, o.notice_id, n.version_no, n.check_code, o.issuer, o.lead_text, o.closing_text, o.record, o.sha256,
       o.check_code, o.published_at
  FROM published_outcome o JOIN published_notice n ON n.id = o.notice_id
 WHERE o.round_id = :round AND (:id = 0 OR o.id = :id) ORDER BY o.version_no DESC LIMIT :limit;
-- name: published_outcome_numbers
SELECT item, number FROM published_outcome_number WHERE outcome_id = :outcome;
-- name: outcome_ids
SELECT o.id, o.round_id, t.slug FROM published_outcome o JOIN round t ON t.id = o.round_id WHERE o.id > :after ORDER BY o.id;
