-- The scan of sealed paper as a picture or a PDF.  What was scanned before there were PDFs is in sealed_copy.scan.
CREATE TABLE sealed_scan (
    copy_id INTEGER PRIMARY KEY REFERENCES sealed_copy (id),
    sha256  TEXT    NOT NULL REFERENCES evidence_file (sha256)
) STRICT;
CREATE INDEX sealed_scan_by_file ON sealed_scan (sha256);
CREATE TRIGGER sealed_scan_is_final BEFORE UPDATE ON sealed_scan BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER sealed_scan_stays BEFORE DELETE ON sealed_scan BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER sealed_scan_is_the_only_one BEFORE INSERT ON sealed_scan
 WHEN (SELECT scan FROM sealed_copy WHERE id = NEW.copy_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'scanned already'); END;
