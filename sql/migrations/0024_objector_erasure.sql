-- 反映人身份信息的删除: kept until 归档 and for the days that the office's rule says, then erased; sooner by the head of duty, for
-- a reason.  个人信息保护法 articles 19 and 47, handbook 5.2.
CREATE TABLE objector_erasure (
    objection_id INTEGER PRIMARY KEY REFERENCES objection (id),
    reason       TEXT    NOT NULL CHECK (length(reason) BETWEEN 2 AND 200),
    erased_at    INTEGER NOT NULL,
    erased_by    INTEGER REFERENCES account (id) -- NULL: the rule
) STRICT;
CREATE INDEX objector_erasure_by_person ON objector_erasure (erased_by) WHERE erased_by IS NOT NULL;
CREATE TRIGGER objector_erasure_is_final BEFORE UPDATE ON objector_erasure BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER objector_erasure_stays BEFORE DELETE ON objector_erasure BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER objector_erasure_after_archive BEFORE INSERT ON objector_erasure
 WHEN NOT EXISTS (SELECT 1 FROM objection_step s WHERE s.objection_id = NEW.objection_id AND s.act = 'archive')
BEGIN SELECT RAISE(ABORT, 'not archived'); END;

-- Who sent it goes only with its record, and does not come back.
CREATE TRIGGER objection_identity_stays BEFORE DELETE ON objection_identity
 WHEN NOT EXISTS (SELECT 1 FROM objector_erasure e WHERE e.objection_id = OLD.objection_id)
BEGIN SELECT RAISE(ABORT, 'erased without a record'); END;
CREATE TRIGGER objection_identity_is_gone BEFORE INSERT ON objection_identity
 WHEN EXISTS (SELECT 1 FROM objector_erasure e WHERE e.objection_id = NEW.objection_id)
BEGIN SELECT RAISE(ABORT, 'erased'); END;

-- People put their names into the names of files: those become 材料1, 材料2, 材料3 with it.
DROP TRIGGER objection_file_is_final;
CREATE TRIGGER objection_file_is_final BEFORE UPDATE ON objection_file
 WHEN NOT (NEW.objection_id = OLD.objection_id AND NEW.ord = OLD.ord AND NEW.sha256 = OLD.sha256 AND NEW.name = '材料' || OLD.ord
           AND EXISTS (SELECT 1 FROM objector_erasure e WHERE e.objection_id = OLD.objection_id))
BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- Days after 归档.
INSERT INTO round_setting (round_id, key, value) SELECT id, 'objection_identity_keep_days', '90' FROM round;

-- What an account did, for the copy of its own data.
CREATE INDEX objection_by_person ON objection (registered_by) WHERE registered_by IS NOT NULL;
CREATE INDEX objection_duty_end_by_person ON objection_duty_end (ended_by);
