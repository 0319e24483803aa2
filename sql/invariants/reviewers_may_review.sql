-- A candidate given to somebody who is neither of the office nor of a joint department.
SELECT n.ref FROM review_assignment s JOIN account p ON p.id = s.account_id JOIN nomination n ON n.id = s.nomination_id
 WHERE p.role NOT IN ('office', 'joint');
