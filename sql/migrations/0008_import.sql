-- An import is carried out in batches beside the requests: a job that waits its turn, outlives the process, and can be
-- stopped between two batches.
ALTER TABLE import_file ADD COLUMN format TEXT NOT NULL DEFAULT 'csv' CHECK (format IN ('csv', 'xlsx'));
CREATE INDEX import_file_by_time ON import_file (made_at);

CREATE TABLE import_job (
    import_id  INTEGER PRIMARY KEY REFERENCES import_file (id),
    queued_at  INTEGER NOT NULL,
    queued_by  INTEGER NOT NULL REFERENCES account (id),
    role       TEXT    NOT NULL CHECK (role IN ('office', 'admin')), -- in which the order was given
    state      TEXT    NOT NULL CHECK (state IN ('queued', 'running', 'done', 'cancelled')),
    rows_total INTEGER NOT NULL CHECK (rows_total >= 1),
    rows_done  INTEGER NOT NULL DEFAULT 0 CHECK (rows_done BETWEEN 0 AND rows_total),
    last_row   INTEGER NOT NULL DEFAULT 0 CHECK (last_row >= 0), -- of the sheet; written with the rows themselves
    ended_at   INTEGER,
    ended_by   INTEGER REFERENCES account (id), -- who stopped it
    CHECK ((state IN ('done', 'cancelled')) = (ended_at IS NOT NULL)),
    CHECK ((state = 'cancelled') = (ended_by IS NOT NULL)),
    CHECK (state <> 'done' OR rows_done = rows_total),
    CHECK (state <> 'queued' OR rows_done = 0),
    CHECK ((rows_done = 0) = (last_row = 0))
) STRICT;
CREATE INDEX import_job_waiting ON import_job (queued_at, import_id) WHERE ended_at IS NULL;
CREATE TRIGGER import_job_goes_forward BEFORE UPDATE ON import_job
 WHEN OLD.ended_at IS NOT NULL OR NEW.rows_done < OLD.rows_done OR NEW.last_row < OLD.last_row OR NEW.state = 'queued'
   OR NEW.import_id <> OLD.import_id OR NEW.queued_at <> OLD.queued_at OR NEW.queued_by <> OLD.queued_by
   OR NEW.role <> OLD.role OR NEW.rows_total <> OLD.rows_total
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER import_job_stays BEFORE DELETE ON import_job BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- What a row asked for stays, but that an account which is erased takes its name out of it; a row that was carried out
-- keeps what the report says about it.
CREATE TRIGGER import_row_is_reported_once BEFORE UPDATE ON import_row
 WHEN NEW.name <> OLD.name OR NEW.login NOT IN (OLD.login, '') OR NEW.person_name NOT IN (OLD.person_name, '')
   OR ((NEW.outcome <> OLD.outcome OR NEW.said <> OLD.said)
       AND EXISTS (SELECT 1 FROM import_job j WHERE j.import_id = OLD.import_id AND j.last_row >= OLD.row_no))
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER import_row_stays BEFORE DELETE ON import_row BEGIN SELECT RAISE(ABORT, 'append-only'); END;
