-- Whose compared names changed last: the brand's and the unit's name, the unit's code, or whether the nomination counts
-- at all (a withdrawn one does not).  Each change takes a number above all others, so that whoever has looked up to one
-- number looks at the newer ones only (store/name_index.h).  A new nomination's row comes with it (name_change_add): a
-- trigger there would make each INSERT search every table that refers to nominations.  Nothing is kept here that is not
-- in the draft: the keys by which names are compared are made by the program that runs, and change with it.
CREATE TABLE name_change (
    no            INTEGER PRIMARY KEY,
    nomination_id INTEGER NOT NULL UNIQUE REFERENCES nomination (id) ON DELETE CASCADE
) STRICT;
INSERT INTO name_change (no, nomination_id) SELECT id, id FROM nomination;

CREATE TRIGGER name_change_of_state AFTER UPDATE OF state ON nomination
WHEN (OLD.state = 'withdrawn') <> (NEW.state = 'withdrawn') BEGIN
    INSERT INTO name_change (no, nomination_id) SELECT COALESCE(MAX(no), 0) + 1, NEW.id FROM name_change WHERE true
    ON CONFLICT (nomination_id) DO UPDATE SET no = excluded.no;
END;
CREATE TRIGGER name_change_of_new_value AFTER INSERT ON draft_value
WHEN NEW.ident IN ('brand_name', 'unit_name', 'org_code') BEGIN
    INSERT INTO name_change (no, nomination_id)
    SELECT COALESCE(MAX(no), 0) + 1, NEW.nomination_id FROM name_change WHERE true
    ON CONFLICT (nomination_id) DO UPDATE SET no = excluded.no;
END;
CREATE TRIGGER name_change_of_value AFTER UPDATE ON draft_value
WHEN NEW.ident IN ('brand_name', 'unit_name', 'org_code') BEGIN
    INSERT INTO name_change (no, nomination_id)
    SELECT COALESCE(MAX(no), 0) + 1, NEW.nomination_id FROM name_change WHERE true
    ON CONFLICT (nomination_id) DO UPDATE SET no = excluded.no;
END;
CREATE TRIGGER name_change_of_gone_value AFTER DELETE ON draft_value
WHEN OLD.ident IN ('brand_name', 'unit_name', 'org_code') BEGIN
    INSERT INTO name_change (no, nomination_id)
    SELECT COALESCE(MAX(no), 0) + 1, OLD.nomination_id FROM name_change WHERE true
    ON CONFLICT (nomination_id) DO UPDATE SET no = excluded.no;
END;
