-- name: round_current
SELECT id, slug, year, batch_label, title, reference_on FROM round WHERE is_current = 1;
-- name: round_settings
SELECT key, value FROM round_setting WHERE round_id = :round ORDER BY key;
-- name: round_windows
SELECT stage, opens_at, closes_at, summary, before_text, open_text, after_text FROM stage_window WHERE round_id = :round
 ORDER BY opens_at;
-- name: round_conditions
SELECT name, text FROM condition WHERE round_id = :round ORDER BY ord;
-- name: round_districts
SELECT id, code, name, office_name, needs_local_opinion, COALESCE(valid_from_on, ''), COALESCE(valid_to_on, '') FROM district
 WHERE round_id = :round ORDER BY ord;
-- name: round_sectors
SELECT id, code, name, authority_name FROM sector WHERE round_id = :round ORDER BY ord;
-- name: round_quotas
SELECT kind, places_min, places_max FROM quota WHERE round_id = :round ORDER BY kind;
-- name: calendar_days
SELECT on_date, kind, name FROM calendar_day ORDER BY on_date;
-- name: notice_list
SELECT ref, title, title_lines, issuer, issued_on FROM notice WHERE round_id = :round AND published_at <= :now
 ORDER BY published_at DESC, id DESC LIMIT 50;
-- name: notice_by_ref
SELECT ref, title, title_lines, issuer, issued_on, id, published_at FROM notice WHERE ref = :ref AND published_at <= :now;
-- name: notice_paragraphs
SELECT kind, text FROM notice_paragraph WHERE notice_id = :notice ORDER BY ord;
-- name: form_sections
SELECT code, part, title, hint, intro, advice FROM form_section WHERE round_id = :round ORDER BY ord;
-- name: form_fields
SELECT f.ident, f.number, f.section, f.ord, f.label, f.help, f.type, f.pattern, f.rows_of, f.min, f.max, f.required,
       f.required_with, f.is_public, f.stage
  FROM form_field f JOIN form_section s ON s.round_id = f.round_id AND s.code = f.section
 WHERE f.round_id = :round ORDER BY s.ord, f.ord, f.ident;
-- name: form_choices
SELECT ident, value, label FROM form_choice WHERE round_id = :round ORDER BY ident, ord;
-- name: opinion_boxes
SELECT kind, label, COALESCE(sector_city, ''), COALESCE(sector_county, ''), COALESCE(district, '') FROM opinion_box
 WHERE round_id = :round ORDER BY ord;
-- name: form_notes
SELECT text FROM form_note WHERE round_id = :round ORDER BY ord;
-- name: copy_labels
SELECT copy_no, route, keeper FROM copy_label WHERE round_id = :round ORDER BY copy_no;
