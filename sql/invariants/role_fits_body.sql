-- An account whose role is not one of its body's kind.
SELECT a.login FROM account a JOIN body b ON b.id = a.body_id
 WHERE (b.kind = 'unit') <> (a.role = 'unit') OR (b.kind = 'district') <> (a.role = 'district')
    OR (b.kind = 'sector') <> (a.role = 'sector') OR (b.kind = 'joint') <> (a.role = 'joint');
