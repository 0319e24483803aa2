-- A nomination that is withdrawn without a last turn that says so, or one that is not, though its last turn says it is.
SELECT n.ref FROM nomination n
 WHERE (n.state = 'withdrawn') <> COALESCE((
        SELECT t.turn = 'withdrawn' FROM nomination_turn t WHERE t.nomination_id = n.id ORDER BY t.id DESC LIMIT 1), 0);
