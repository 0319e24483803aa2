-- name: closing_outcomes
-- How many of a round's objections are alike, by brand; nothing of who sent them or what they say.
SELECT o.brand_id, o.state, o.category, o.finding, o.effect, COUNT(*) FROM objection_now o
 WHERE o.round_id = :round AND o.brand_id IS NOT NULL
 GROUP BY o.brand_id, o.state, o.category, o.finding, o.effect;
-- name: closing_hidden
-- Whether the account is recused of a brand of the version that holds.
SELECT EXISTS (SELECT 1 FROM published_now n JOIN published_line l ON l.notice_id = n.id JOIN published_brand b ON b.id = l.brand_id
                 JOIN recusal x ON x.account_id = :account AND x.nomination_id = b.nomination_id WHERE n.round_id = :round);
