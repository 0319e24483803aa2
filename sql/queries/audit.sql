-- name: audit_last
SELECT id, mac FROM audit_entry ORDER BY id DESC LIMIT 1;
-- name: audit_append
INSERT INTO audit_entry (id, at, actor_id, actor_role, verb, object_kind, object_ref, detail, request_id, mac)
VALUES (:id, :at, :actor_id, :actor_role, :verb, :object_kind, :object_ref, :detail, :request_id, :mac);
-- name: audit_all
SELECT id, at, actor_id, actor_role, verb, object_kind, object_ref, detail, request_id, mac FROM audit_entry ORDER BY id;
-- name: audit_holds
SELECT 1 FROM audit_entry WHERE object_kind = :kind AND object_ref = :ref AND verb = :verb AND detail = :detail;
