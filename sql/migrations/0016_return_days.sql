-- Working days that a return for revision proposes; who returns may name another day.
INSERT INTO round_setting (round_id, key, value) SELECT id, 'return_workdays', '3' FROM round;
-- Whom the unit may ask about what was returned: printed on the 补正通知.
CREATE TABLE return_contact (
    return_id INTEGER PRIMARY KEY REFERENCES return_notice (id),
    text      TEXT    NOT NULL CHECK (length(text) BETWEEN 2 AND 60)
) STRICT;
CREATE TRIGGER return_contact_is_final BEFORE UPDATE ON return_contact BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER return_contact_stays BEFORE DELETE ON return_contact BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE INDEX return_by_person ON return_notice (returned_by, id);
