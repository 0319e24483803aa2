#!/bin/sh
# check_seed.sh - loads the schema and the seed into a scratch database and looks whether they keep their word;
# then measures every demonstration nomination against the form that it answers.  Run from the repository's root.
# Prints "N passed, N failed"; exit code 1 when anything failed.
set -eu

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT INT TERM
db=$scratch/seed.db
passed=0
failed=0

# expect SENTENCE EXPECTED SQL
expect() {
    got=$(sqlite3 "$db" "$3" 2>&1) || true
    if [ "$got" = "$2" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'not ok: %s\n  expected: %s\n  got:      %s\n' "$1" "$2" "$got"
    fi
}

if ! { echo 'PRAGMA foreign_keys = ON;'; cat sql/migrations/*.sql sql/seed/round-2015.sql sql/seed/calendar.sql; } |
    sqlite3 -bail "$db"; then
    echo '0 passed, 1 failed'
    exit 1
fi

expect 'references hold' '' 'PRAGMA foreign_key_check'
expect 'the file is sound' 'ok' 'PRAGMA integrity_check'
expect 'one round, current' '1|2015-3|2015-06-25|1' 'SELECT id, slug, reference_on, is_current FROM round'
expect 'six stages' 6 'SELECT count(*) FROM stage_window'
expect 'stages in Beijing days' \
    'nomination 2015-06-09 2015-06-25
recommendation 2015-06-26 2015-07-10
preliminary_review 2015-07-11 2015-07-20
publicity 2015-07-21 2015-07-25
evaluation 2015-07-26 2015-08-20
promotion 2015-08-21 2015-09-30' \
    "SELECT stage || ' ' || date(opens_at, 'unixepoch', '+8 hours') || ' ' || date(closes_at - 1, 'unixepoch', '+8 hours')
     FROM stage_window ORDER BY opens_at"
expect 'stages open at 00:00 and close at 24:00 in Beijing' 0 \
    'SELECT count(*) FROM stage_window WHERE (opens_at + 28800) % 86400 <> 0 OR (closes_at + 28800) % 86400 <> 0'
expect 'no stage text is empty' 0 \
    "SELECT count(*) FROM stage_window WHERE '' IN (summary, before_text, open_text, after_text)"
expect 'the title of the notice is its lines' 1 "SELECT count(*) FROM notice WHERE replace(title_lines, '|', '') = title"
expect 'four parts of the notice' 4 "SELECT count(*) FROM notice_paragraph WHERE kind = 'heading'"
expect 'five conditions, six steps, three demands, fourteen items' 14 \
    "SELECT count(*) FROM notice_paragraph WHERE kind = 'item'"
expect 'paragraphs are numbered without a gap' 1 'SELECT max(ord) = count(*) FROM notice_paragraph'
expect 'the notice has Chinese punctuation' 0 \
    "SELECT count(*) FROM notice_paragraph WHERE text GLOB '*[,;:()]*'"
expect 'the notice ends with its date' '2015年6月9日' 'SELECT text FROM notice_paragraph ORDER BY ord DESC LIMIT 1'
expect 'five conditions' '创新性 引领性 独特性 实践性 整体性' \
    "SELECT group_concat(name, ' ') FROM (SELECT name FROM condition ORDER BY ord)"
expect 'each condition stands in the notice in the same words' 5 \
    "SELECT count(*) FROM condition c JOIN notice_paragraph p
     ON p.kind = 'item' AND instr(p.text, c.name || '。' || substr(c.text, 1, length(c.text) - 1)) > 0"
expect 'a local opinion for three districts' 'jintan liyang wujin' \
    "SELECT group_concat(code, ' ') FROM (SELECT code FROM district WHERE needs_local_opinion ORDER BY code)"
expect 'six districts on the reference day' 6 \
    "SELECT count(*) FROM district d JOIN round r ON r.id = d.round_id
     WHERE (valid_from_on IS NULL OR valid_from_on <= reference_on) AND (valid_to_on IS NULL OR valid_to_on >= reference_on)"
expect 'forty-five sectors, each with an authority' 45 "SELECT count(*) FROM sector WHERE name <> '' AND authority_name <> ''"
expect 'no sector is called none' 0 "SELECT count(*) FROM sector WHERE code = 'none'"
expect 'quotas of the notice' 'district 3-5
sector 1-2' "SELECT kind || ' ' || places_min || '-' || places_max FROM quota ORDER BY kind"
expect 'all forty-three numbers' '43 1 43' 'SELECT count(DISTINCT number) || '"' '"' || min(number) || '"' '"' || max(number) FROM form_field'
expect 'numbers of one field each, but for the split ones' '18 19 23 25 26' \
    "SELECT group_concat(number, ' ') FROM (SELECT number FROM form_field GROUP BY number HAVING count(*) > 1 ORDER BY number)"
expect 'orders in a section are all different' 0 \
    'SELECT count(*) FROM (SELECT 1 FROM form_field GROUP BY section, ord HAVING count(*) > 1)'
expect 'every section asks something, and one takes files' attachments \
    "SELECT group_concat(code) FROM form_section s WHERE NOT EXISTS
     (SELECT 1 FROM form_field f WHERE f.section = s.code AND f.stage = 'nomination' AND f.type <> 'computed')"
expect 'which are of the six types of handbook 1.2' 'rules photo media certificate trademark other' \
    "SELECT group_concat(ident, ' ') FROM (SELECT ident FROM attachment_kind ORDER BY ord)"
expect 'columns belong to groups' 0 \
    "SELECT count(*) FROM form_field f WHERE rows_of <> '' AND NOT EXISTS
     (SELECT 1 FROM form_field g WHERE g.ident = f.rows_of AND g.type = 'rows' AND f.ident GLOB g.ident || '.*')"
expect 'conditional fields name a field' 0 \
    "SELECT count(*) FROM form_field f WHERE required_with <> '' AND NOT EXISTS
     (SELECT 1 FROM form_field g WHERE g.ident = f.required_with)"
expect 'choices without rows are those of the tables' 'district_id sector_id' \
    "SELECT group_concat(ident, ' ') FROM (SELECT ident FROM form_field f WHERE type = 'choice'
     AND NOT EXISTS (SELECT 1 FROM form_choice c WHERE c.ident = f.ident) ORDER BY ident)"
expect 'stages of fields' 'evaluation later nomination promotion' \
    "SELECT group_concat(stage, ' ') FROM (SELECT DISTINCT stage FROM form_field ORDER BY stage)"
expect 'personal data is not public' 0 "SELECT count(*) FROM form_field WHERE section = 'contact' AND is_public = 1"
expect 'labels and help have no full stop' 0 "SELECT count(*) FROM form_field WHERE label LIKE '%。' OR help LIKE '%。'"
expect 'five declarations, all required' 5 "SELECT count(*) FROM form_field WHERE type = 'declaration' AND required = 'yes'"
expect 'five opinion boxes' 'unit district sector office commission' \
    "SELECT group_concat(kind, ' ') FROM (SELECT kind FROM opinion_box ORDER BY ord)"
expect 'boxes without use by route' '1 0 1' \
    'SELECT sum(sector_city IS NULL) || '"' '"' || sum(sector_county IS NULL) || '"' '"' || sum(district IS NULL) FROM opinion_box'
expect 'six notes' 6 'SELECT count(*) FROM form_note'
expect 'three copies by three routes' 9 'SELECT count(*) FROM copy_label'
expect 'four characters on the seal' 4 "SELECT length(value) FROM round_setting WHERE key = 'seal_text'"
expect 'the name of the site is its parts' 1 \
    "SELECT count(*) FROM round_setting a JOIN round_setting b ON b.key = 'site_name_parts' AND a.key = 'site_name'
     WHERE replace(b.value, '|', '') = a.value"
expect 'calendar: days of handbook 4.5' \
    '2015-02-15 work
2015-02-28 work
2015-06-20 off
2015-06-22 off
2015-09-03 off
2015-09-04 off
2015-09-05 off
2015-09-06 work
2015-09-27 off
2015-10-10 work' \
    "SELECT on_date || ' ' || kind FROM calendar_day WHERE on_date IN ('2015-06-20', '2015-06-22', '2015-06-23', '2015-09-03',
     '2015-09-04', '2015-09-05', '2015-09-06', '2015-09-27', '2015-10-10', '2015-02-15', '2015-02-28') ORDER BY on_date"

# Every key is explained, every explained key exists.
sqlite3 "$db" 'SELECT key FROM round_setting ORDER BY key' >"$scratch/keys"
sed -n 's/^| `\([a-z_]*\)` |.*/\1/p' sql/seed/README.md | LC_ALL=C sort >"$scratch/explained"
if LC_ALL=C sort "$scratch/keys" | cmp -s - "$scratch/explained"; then
    passed=$((passed + 1))
else
    failed=$((failed + 1))
    echo 'not ok: keys of round_setting and sql/seed/README.md differ'
    LC_ALL=C sort "$scratch/keys" | diff - "$scratch/explained" || true
fi

sqlite3 -json "$db" "SELECT ident, section, type, pattern, rows_of, min, max, required, stage FROM form_field" >"$scratch/fields.json"
sqlite3 -json "$db" "SELECT ident, value FROM form_choice UNION ALL SELECT 'sector_id', code FROM sector
    UNION ALL SELECT 'sector_id', 'none' UNION ALL SELECT 'district_id', code FROM district WHERE valid_to_on IS NULL" >"$scratch/choices.json"
demo=$(node tests/support/check_demo.js "$scratch/fields.json" "$scratch/choices.json" sql/seed/demo) || true
echo "$demo" | sed '$d'
counts=$(echo "$demo" | tail -n 1)
passed=$((passed + ${counts%% *}))
failed=$((failed + ${counts##* }))

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
