-- name: publicity_facts
-- Where the notice of a round stands, for one person of the office (domain/publicity.h).
SELECT EXISTS (SELECT 1 FROM shortlist_release r WHERE r.round_id = :round),
       COALESCE((SELECT p.proposed_by FROM publicity_proposal p JOIN publicity_draft d ON d.id = p.draft_id
                  WHERE d.round_id = :round AND NOT EXISTS (SELECT 1 FROM publicity_proposal_end e WHERE e.proposal_id = p.id)), 0),
       (SELECT COUNT(*) FROM published_notice n WHERE n.round_id = :round);
-- name: publicity_entries
-- The shortlisted of a round by number, as published where they are; whether this person is recused of it.
SELECT e.nomination_id, e.version_id, COALESCE(b.id, 0), f.receipt_no, f.sector_ord,
       EXISTS (SELECT 1 FROM recusal x WHERE x.account_id = :account AND x.nomination_id = e.nomination_id),
       COALESCE(b.ref, ''), COALESCE(t.brand_name, z.brand_name), COALESCE(t.unit_name, z.unit_name),
       COALESCE(t.window_name, z.window_name), COALESCE(t.sector_name, f.sector_name), COALESCE(t.recommender_name, o.name),
       COALESCE(t.slogan, ''), COALESCE(t.summary, ''), COALESCE(l.is_removed, 0), COALESCE(l.removal_text, ''), COALESCE(t.id, 0),
       EXISTS (SELECT 1 FROM objection_holding h WHERE h.nomination_id = e.nomination_id)
  FROM shortlist_release r JOIN shortlist_entry e ON e.release_id = r.id JOIN name_frozen z ON z.nomination_id = e.nomination_id
  JOIN version_face f ON f.version_id = e.version_id
  JOIN recommendation_list k ON k.id = (SELECT MAX(i.list_id) FROM recommendation_item i WHERE i.version_id = e.version_id AND i.place IS NOT NULL)
  JOIN body o ON o.id = k.body_id
  LEFT JOIN published_brand b ON b.nomination_id = e.nomination_id
  LEFT JOIN published_now n ON n.round_id = r.round_id
  LEFT JOIN published_line l ON l.notice_id = n.id AND l.brand_id = b.id
  LEFT JOIN published_text t ON t.id = l.text_id
 WHERE r.round_id = :round AND e.is_shortlisted = 1 ORDER BY LENGTH(f.receipt_no), f.receipt_no LIMIT :limit;
-- name: publicity_draft_of
-- The newest revision of the draft of that version; :draft: that one.
SELECT d.id, d.version_no, d.revision, d.title, d.text, d.opens_on, d.closes_on, d.sort, d.is_rest_kept, d.change_text, d.saved_at,
       a.person_name
  FROM publicity_draft d JOIN account a ON a.id = d.saved_by
 WHERE d.round_id = :round AND (d.id = :draft OR (:draft = 0 AND d.version_no = :version)) ORDER BY d.revision DESC LIMIT 1;
-- name: publicity_removals
SELECT nomination_id, reason FROM publicity_removal WHERE draft_id = :draft ORDER BY nomination_id;
-- name: publicity_draft_add
INSERT INTO publicity_draft (round_id, version_no, revision, title, text, opens_on, closes_on, sort, is_rest_kept, change_text, saved_at,
                             saved_by)
SELECT :round, :version, :revision + 1, :title, :text, :opens, :closes, :sort, :is_rest_kept, :change, :now, :account
 WHERE :revision = (SELECT COALESCE(MAX(d.revision), 0) FROM publicity_draft d WHERE d.round_id = :round AND d.version_no = :version);
-- name: publicity_removal_add
INSERT INTO publicity_removal (draft_id, nomination_id, reason) VALUES (:draft, :nomination, :reason);
-- name: publicity_returns
SELECT nomination_id, reason FROM publicity_return WHERE draft_id = :draft ORDER BY nomination_id;
-- name: publicity_return_add
INSERT INTO publicity_return (draft_id, nomination_id, reason) VALUES (:draft, :nomination, :reason);
-- name: publicity_corrections
SELECT field, text FROM publicity_correction WHERE draft_id = :draft AND nomination_id = :nomination;
-- name: publicity_correction_add
INSERT INTO publicity_correction (draft_id, nomination_id, field, text) VALUES (:draft, :nomination, :field, :text);
-- name: publicity_corrections_carry
-- What an earlier revision corrects is in the next one too, but for the brand that is being corrected anew.
INSERT INTO publicity_correction (draft_id, nomination_id, field, text)
SELECT :draft, nomination_id, field, text FROM publicity_correction WHERE draft_id = :from AND nomination_id <> :except;
-- name: publicity_override_of
-- The last decision about a finding.
SELECT o.decision, o.reason, o.decided_at, a.person_name FROM publicity_override o JOIN account a ON a.id = o.decided_by
 WHERE o.round_id = :round AND o.finding = :finding ORDER BY o.id DESC LIMIT 1;
-- name: publicity_override_add
INSERT INTO publicity_override (round_id, finding, place, masked, decision, reason, decided_at, decided_by)
VALUES (:round, :finding, :place, :masked, :decision, :reason, :now, :account);
-- name: publicity_propose
INSERT INTO publicity_proposal (ref, draft_id, proposed_at, proposed_by) VALUES (:ref, :draft, :now, :account);
-- name: publicity_proposal
-- The one that waits.
SELECT p.id, p.ref, p.draft_id, d.revision, p.proposed_at, p.proposed_by, a.person_name
  FROM publicity_proposal p JOIN publicity_draft d ON d.id = p.draft_id JOIN account a ON a.id = p.proposed_by
 WHERE d.round_id = :round AND NOT EXISTS (SELECT 1 FROM publicity_proposal_end e WHERE e.proposal_id = p.id);
-- name: publicity_proposal_end
INSERT INTO publicity_proposal_end (proposal_id, how, ended_at, ended_by) VALUES (:proposal, :how, :now, :account);
-- name: published_notice_add
INSERT INTO published_notice (ref, round_id, version_no, title, title_lines, issuer, issued_on, opens_on, closes_on, workdays, sort,
                              change_text, record, sha256, check_code, published_at)
VALUES (:ref, :round, :version, :title, :title_lines, :issuer, :issued, :opens, :closes, :workdays, :sort, :change, :record, :sha256,
        :check_code, :now);
-- name: published_paragraph_add
INSERT INTO published_paragraph (notice_id, ord, kind, text) VALUES (:notice, :ord, :kind, :text);
-- name: published_brand_add
INSERT INTO published_brand (ref, round_id, nomination_id) VALUES (:ref, :round, :nomination);
-- name: published_text_add
INSERT INTO published_text (brand_id, brand_name, unit_name, window_name, sector_name, recommender_name, slogan, summary, hides_before)
VALUES (:brand, :brand_name, :unit, :window, :sector, :recommender, :slogan, :summary, :hides_before);
-- name: published_part_add
INSERT INTO published_part (text_id, ord, title, text) VALUES (:text_id, :ord, :title, :text);
-- name: published_picture_add
INSERT INTO published_picture (text_id, ord, kind, sha256, thumb, format, width, height, caption)
VALUES (:text_id, :ord, :kind, :sha256, :thumb, :format, :width, :height, :caption);
-- name: published_line_add
INSERT INTO published_line (notice_id, place, brand_id, text_id, is_removed, removal_text, return_text)
VALUES (:notice, :place, :brand, :text_id, :is_removed, :removal, :return);
-- name: publicity_release_add
INSERT INTO publicity_release (notice_id, proposal_id, released_by) VALUES (:notice, :proposal, :account);
-- name: publicity_released
SELECT a.person_name, b.person_name, p.proposed_at FROM publicity_release r JOIN publicity_proposal p ON p.id = r.proposal_id
  JOIN account a ON a.id = r.released_by JOIN account b ON b.id = p.proposed_by WHERE r.notice_id = :notice;
-- name: publicity_notice_ids
SELECT n.id, n.round_id, n.version_no, t.slug FROM published_notice n JOIN round t ON t.id = n.round_id WHERE n.id > :after ORDER BY n.id;
-- name: publicity_shows_photos
SELECT is_public FROM form_field WHERE round_id = :round AND ident = 'photos';
