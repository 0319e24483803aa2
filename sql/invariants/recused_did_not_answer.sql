-- An answer by somebody who is recused of that brand.
SELECT n.ref FROM recusal x JOIN review_assignment s ON s.nomination_id = x.nomination_id AND s.account_id = x.account_id
  JOIN review_answer a ON a.assignment_id = s.id JOIN nomination n ON n.id = x.nomination_id;
