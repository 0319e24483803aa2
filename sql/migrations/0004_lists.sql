-- What the lists go by.
CREATE INDEX nomination_received ON nomination (round_id, receipt_no) WHERE version_no >= 1;
CREATE INDEX body_by_district ON body (district_id);
CREATE INDEX body_by_sector ON body (sector_id);
