-- name: delegation_add
INSERT INTO delegation (ref, holder_id, delegate_id, begins_at, ends_at, reason, made_at, made_by)
VALUES (:ref, :holder, :delegate, :begins_at, :ends_at, :reason, :now, :by);
-- name: delegation_overlaps
SELECT 1 FROM delegation
 WHERE holder_id = :holder AND recalled_at IS NULL AND begins_at < :ends_at AND ends_at > :begins_at;
-- name: delegation_list
SELECT d.ref, d.holder_id, d.delegate_id, h.person_name, x.person_name, d.begins_at, d.ends_at, d.reason,
       COALESCE(d.recalled_at, 0)
  FROM account h JOIN delegation d ON d.holder_id = h.id JOIN account x ON x.id = d.delegate_id
 WHERE h.body_id = :body ORDER BY d.begins_at DESC, d.id DESC LIMIT 100;
-- name: delegation_get
SELECT d.id, d.holder_id, d.delegate_id, d.begins_at, d.ends_at, COALESCE(d.recalled_at, 0) FROM delegation d WHERE d.ref = :ref;
-- name: delegation_recall
UPDATE delegation SET recalled_at = :now, recalled_by = :by WHERE ref = :ref AND recalled_at IS NULL;
-- name: delegation_in_force
SELECT h.id, h.ref, h.person_name, h.is_head
  FROM delegation d JOIN account h ON h.id = d.holder_id JOIN account x ON x.id = d.delegate_id
 WHERE d.delegate_id = :account AND d.recalled_at IS NULL AND d.begins_at <= :now AND d.ends_at > :now
   AND h.body_id = x.body_id AND h.role = x.role AND h.state = 'active' ORDER BY h.is_head DESC, d.id LIMIT 1;
-- name: delegation_at
-- For whom an account acted at that moment, as it was then.
SELECT h.person_name FROM delegation d JOIN account h ON h.id = d.holder_id JOIN account x ON x.id = d.delegate_id
 WHERE d.delegate_id = :account AND d.begins_at <= :at AND d.ends_at > :at AND (d.recalled_at IS NULL OR d.recalled_at > :at)
   AND h.body_id = x.body_id AND h.role = x.role ORDER BY h.is_head DESC, d.id LIMIT 1;
