-- What every list shows of a version, in one row; and the sealed list that comes back on paper.

CREATE VIEW version_face AS
SELECT v.id AS version_id, v.nomination_id, v.version_no, v.sha256, v.route, n.ref, n.receipt_no, n.round_id, n.body_id,
       n.state, n.version_no AS current_no, b.name AS body_name,
       COALESCE(brand.value, '') AS brand_name, COALESCE(un.value, b.name) AS unit_name, COALESCE(wn.value, '') AS window_name,
       COALESCE(st.value, '') AS started_on, COALESCE(cn.value, '') AS contact_name, COALESCE(ph.value, '') AS contact_phone,
       COALESCE(mo.value, '') AS contact_mobile, COALESCE(uk.value, '') AS unit_kind,
       COALESCE(s.code, 'none') AS sector_code, COALESCE(s.name, '') AS sector_name, COALESCE(s.ord, 1000000) AS sector_ord,
       COALESCE(s.authority_name, '') AS authority_name, COALESCE(d.code, '') AS district_code, COALESCE(d.name, '') AS district_name
  FROM nomination_version v JOIN nomination n ON n.id = v.nomination_id JOIN body b ON b.id = n.body_id
  LEFT JOIN version_value brand ON brand.version_id = v.id AND brand.ident = 'brand_name' AND brand.row_no = 0
  LEFT JOIN version_value un ON un.version_id = v.id AND un.ident = 'unit_name' AND un.row_no = 0
  LEFT JOIN version_value wn ON wn.version_id = v.id AND wn.ident = 'window_name' AND wn.row_no = 0
  LEFT JOIN version_value st ON st.version_id = v.id AND st.ident = 'brand_started_on' AND st.row_no = 0
  LEFT JOIN version_value cn ON cn.version_id = v.id AND cn.ident = 'contact_name' AND cn.row_no = 0
  LEFT JOIN version_value ph ON ph.version_id = v.id AND ph.ident = 'contact_phone' AND ph.row_no = 0
  LEFT JOIN version_value mo ON mo.version_id = v.id AND mo.ident = 'contact_mobile' AND mo.row_no = 0
  LEFT JOIN version_value uk ON uk.version_id = v.id AND uk.ident = 'unit_kind' AND uk.row_no = 0
  LEFT JOIN version_value se ON se.version_id = v.id AND se.ident = 'sector_id' AND se.row_no = 0
  LEFT JOIN sector s ON s.round_id = n.round_id AND s.code = se.value
  LEFT JOIN version_value di ON di.version_id = v.id AND di.ident = 'district_id' AND di.row_no = 0
  LEFT JOIN district d ON d.round_id = n.round_id AND d.code = di.value;

-- The last one of a list counts.
CREATE TABLE recommendation_scan (
    id       INTEGER PRIMARY KEY,
    list_id  INTEGER NOT NULL REFERENCES recommendation_list (id),
    sha256   TEXT    NOT NULL REFERENCES evidence_file (sha256),
    noted_at INTEGER NOT NULL,
    noted_by INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX recommendation_scan_by_list ON recommendation_scan (list_id, id);
CREATE INDEX recommendation_scan_by_file ON recommendation_scan (sha256);
CREATE TRIGGER recommendation_scan_is_final BEFORE UPDATE ON recommendation_scan BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER recommendation_scan_stays BEFORE DELETE ON recommendation_scan BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- What a recommender's letter says for all of its brands.
INSERT INTO round_setting (round_id, key, value)
SELECT id, 'recommendation_assurance', '经核，上述单位近两年未发现重大违纪违法案件、重大责任事故和有负面影响的服务质量问题，情况属实，同意推荐。请予审核。' FROM round;
