-- name: tx_begin
BEGIN IMMEDIATE;
-- name: tx_commit
COMMIT;
-- name: tx_rollback
ROLLBACK;
-- name: savepoint_begin
SAVEPOINT request;
-- name: savepoint_release
RELEASE request;
-- name: savepoint_rollback
ROLLBACK TO request;
-- name: read_begin
BEGIN;
-- name: read_end
COMMIT;
