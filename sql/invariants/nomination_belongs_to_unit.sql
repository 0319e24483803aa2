-- A nomination of a body that is no unit, or whose live ones in a slot are more than one.
SELECT n.ref FROM nomination n JOIN body b ON b.id = n.body_id WHERE b.kind <> 'unit'
UNION ALL
SELECT MIN(n.ref) FROM nomination n WHERE n.state <> 'withdrawn' GROUP BY n.round_id, n.body_id, n.slot HAVING COUNT(*) > 1;
