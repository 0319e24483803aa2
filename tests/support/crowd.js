// crowd.js - many units with complete drafts, made by copying one of the demonstration's inside its database.
// Tests of load and of crashes need more submissions than a demonstration has units.
'use strict';
const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');

function database(dir) {
  const found = fs.readdirSync(dir).filter((f) => /\.(db|sqlite3?)$/.test(f));
  if (found.length !== 1) throw new Error(`no single database in ${dir}: ${found}`);
  return path.join(dir, found[0]);
}

// Rows of a query as objects; the connection waits for a writer instead of failing.
function query(dir, sql) {
  const done = spawnSync('sqlite3', ['-json', '-cmd', '.timeout 10000', database(dir), sql], { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (done.status !== 0) throw new Error(`sqlite3: ${done.stderr}`);
  return done.stdout.trim() === '' ? [] : JSON.parse(done.stdout);
}

// The copies' nominations; tables model and copy stand already.
const DRAFTS = `
    INSERT INTO nomination (id, ref, round_id, body_id, slot, state, created_at, created_by)
      SELECT 100000 + i, 'n' || c.ref, n.round_id, 100000 + i, n.slot, 'draft', n.created_at, 100000 + i
      FROM copy c, model m JOIN nomination n ON n.id = m.nomination;
    INSERT INTO draft_section (nomination_id, section, revision, saved_at, saved_by)
      SELECT 100000 + i, d.section, d.revision, d.saved_at, 100000 + i FROM copy c, model m JOIN draft_section d ON d.nomination_id = m.nomination;
    INSERT INTO draft_value (nomination_id, ident, row_no, value)
      SELECT 100000 + i, d.ident, d.row_no, d.value FROM copy c, model m JOIN draft_value d ON d.nomination_id = m.nomination;`;

// Adds `count` bodies, each with one account that has the password of `login` and a copy of its body's draft.
// Returns their logins.  With `isBlank` they have no nomination yet.
function crowd(dir, login, count, { isBlank = false } = {}) {
  const logins = Array.from({ length: count }, (_, i) => `crowd${String(i + 1).padStart(5, '0')}`);
  const mine = `(SELECT a.id AS account, a.body_id AS body, n.id AS nomination FROM account a
    JOIN nomination n ON n.body_id = a.body_id AND n.state = 'draft' WHERE a.login = '${login}')`;
  if (query(dir, `SELECT * FROM ${mine}`).length !== 1) throw new Error(`${login} has no draft`);
  query(dir, `
    PRAGMA foreign_keys = ON;
    BEGIN IMMEDIATE;
    CREATE TEMP TABLE model AS SELECT * FROM ${mine};
    CREATE TEMP TABLE copy AS WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
      SELECT i, 'crowd' || printf('%05d', i) AS login, lower(hex(randomblob(10))) AS ref FROM n;
    INSERT INTO body (id, ref, kind, name, district_id, sector_id, org_code, created_at)
      SELECT 100000 + i, 'b' || c.ref, b.kind, b.name || i, b.district_id, b.sector_id, '', b.created_at
      FROM copy c, model m JOIN body b ON b.id = m.body;
    INSERT INTO account (id, ref, login, person_name, role, body_id, password_hash, state, must_change, password_at, created_at)
      SELECT 100000 + i, 'a' || c.ref, c.login, a.person_name, a.role, 100000 + i, a.password_hash, 'active', 0, a.password_at, a.created_at
      FROM copy c, model m JOIN account a ON a.id = m.account;
    ${isBlank ? '' : DRAFTS}
    COMMIT;`);
  return logins;
}

module.exports = { crowd, query, database };
