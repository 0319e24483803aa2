// check_demo.js FIELDS.json CHOICES.json DIR - measures the demonstration nominations against the form.
// Prints a line for each failure and, last, "PASSED FAILED".
'use strict';
const fs = require('fs');
const path = require('path');

const fields = new Map(JSON.parse(fs.readFileSync(process.argv[2], 'utf8')).map((f) => [f.ident, f]));
const choices = new Map();
for (const c of JSON.parse(fs.readFileSync(process.argv[3], 'utf8'))) {
  choices.set(c.ident, (choices.get(c.ident) || new Set()).add(c.value));
}
const dir = process.argv[4];

let passed = 0;
let failed = 0;
function expect(is, sentence) {
  if (is) {
    passed++;
  } else {
    failed++;
    console.log('not ok: ' + sentence);
  }
}

// 字, as ux.md section 3 and zi-vectors.json.
const WIDE = /[\u2E80-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFFEF\u2014\u2018\u2019\u201C\u201D\u2026\u3000-\u303F]|[\uD840-\uD8BF][\uDC00-\uDFFF]/g;
function zi(text) {
  const wide = (text.match(WIDE) || []).length;
  return wide + (text.replace(WIDE, ' ').match(/\S+/g) || []).length;
}

function table(name, columns) {
  return fs.readFileSync(path.join(dir, name), 'utf8').split('\n').filter((l) => l !== '' && l[0] !== '#').map((l) => {
    const cells = l.split('|');
    expect(cells.length === columns, `${name}: ${columns} columns: ${l}`);
    return cells;
  });
}

function read(name) {
  const found = { head: {}, values: new Map() };
  const lines = fs.readFileSync(path.join(dir, name), 'utf8').split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (line === '' || line[0] === '#') continue;
    let key;
    let value;
    if (line.endsWith('<<')) {
      key = line.slice(0, -2);
      const from = i + 1;
      while (i < lines.length && lines[++i] !== '>>');
      value = lines.slice(from, i).join('\n');
    } else {
      const at = line.indexOf(': ');
      expect(at > 0, `${name}:${i + 1}: "ident: value" expected`);
      key = line.slice(0, at);
      value = line.slice(at + 2);
    }
    if (['body', 'login', 'person', 'state', 'started', 'submitted'].includes(key) || key.startsWith('opinion.')) {
      found.head[key] = value;
    } else {
      expect(!found.values.has(key), `${name}: ${key} twice`);
      found.values.set(key, value);
    }
  }
  return found;
}

const PATTERNS = {
  brand_name: /^[^“”《》](.*[^》])?$/u,
  org_code: /^([0-9A-HJ-NPQRTUWXY]{18}|[0-9A-Z]{8}[0-9X])$/,
  postcode: /^\d{6}$/,
  phone: /^0519-0000\d{4}(、0519-0000\d{4})*$/, // not diallable, whatever else is allowed
  mobile: /^$/,                                 // no demonstration gives anyone's mobile number
  email: /^[a-z0-9.]+@example\.(com|gov\.cn)$/,
};
function judge(name, ident, value, isPartial) {
  const row = ident.match(/^(.+)\.(\d+)$/);
  const field = fields.get(row ? row[1] : ident);
  expect(field !== undefined && (field.rows_of !== '') === (row !== null), `${name}: no such field: ${ident}`);
  if (!field) return;
  expect(field.stage === 'nomination' && !['computed', 'rows', 'image'].includes(field.type), `${name}: ${ident} is not typed in`);
  expect(value !== '' && value === value.trim(), `${name}: ${ident} is empty or has blanks around it`);
  if (field.type === 'text' || field.type === 'longtext') {
    const n = zi(value);
    const least = isPartial ? 1 : field.min;
    expect(n >= least && n <= field.max, `${name}: ${ident} has ${n} 字, not ${least}-${field.max}`);
    expect([...value].length <= 3 * field.max, `${name}: ${ident} has too many characters`);
    expect(field.type === 'longtext' || !value.includes('\n'), `${name}: ${ident} has one line`);
    expect(!/[,;!?()]/.test(value.replace(/[A-Za-z0-9.,]+/g, '')), `${name}: ${ident} has half-width punctuation`);
    const pattern = PATTERNS[field.pattern];
    expect(!pattern || pattern.test(value), `${name}: ${ident}: ${value}`);
  } else if (field.type === 'integer') {
    expect(/^\d+$/.test(value) && +value >= field.min && +value <= field.max, `${name}: ${ident}: ${value}`);
  } else if (field.type === 'choice') {
    expect(choices.get(ident).has(value), `${name}: ${ident}: no such choice: ${value}`);
  } else if (field.type === 'month') {
    expect(/^20\d\d-(0[1-9]|1[0-2])$/.test(value) && value < '2015-06', `${name}: ${ident}: ${value}`);
  } else if (field.type === 'date') {
    expect(/^20\d\d-\d\d-\d\d$/.test(value) && !isNaN(Date.parse(value)) && value < '2015-06-25', `${name}: ${ident}: ${value}`);
  } else if (field.type === 'declaration') {
    expect(value === '1', `${name}: ${ident}: ${value}`);
  }
}

const bodies = new Map([...table('bodies.txt', 4), ...table('bodies-later.txt', 4)].map((b) => [b[1], b]));
const later = table('accounts-later.txt', 4);
const accounts = [...table('accounts.txt', 4), ...later];
for (const [kind, name, sector, district] of bodies.values()) {
  expect(/示例/.test(name), `body ${name} is not plainly fictitious`);
  expect(sector === '' || choices.get('sector_id').has(sector), `body ${name}: sector ${sector}`);
  expect(district === '' || choices.get('district_id').has(district), `body ${name}: district ${district}`);
  expect(kind !== 'unit' || district !== '', `body ${name}: a unit has a district`);
}
for (const [login, person, , body] of accounts) {
  expect(bodies.has(body), `account ${login}: no such body: ${body}`);
  expect([...person].length <= 30, `account ${login}: long name`);
}
expect(new Set(accounts.map((a) => a[0])).size === accounts.length, 'logins are unique');
for (const role of ['unit', 'district', 'sector', 'joint', 'office', 'judge', 'tally', 'supervisor', 'commission', 'admin', 'security', 'auditor']) {
  expect(accounts.some((a) => a[2] === role), `an account with the role ${role}`);
}

const states = {};
const routes = new Set();
const brands = new Set();
const names = fs.readdirSync(dir).filter((n) => /^\d\d-.*\.txt$/.test(n)).sort();
expect(names.length === 13, `thirteen nominations, not ${names.length}`);
// Every verb is one that the format's description knows.
const known = fs.readFileSync(path.join(dir, '../README.md'), 'utf8').split('\n').filter((l) => /^\* `[a-z]+`.*\((unit|sector|district|office|joint|security|visitor)/.test(l));
const verbs = known.flatMap((l) => [...l.matchAll(/`([a-z]+)`(?=[^:]*\()/g)].map((m) => m[1]));
expect(verbs.includes('grade') && verbs.includes('disagree'), `verbs: ${verbs}`);
for (const [at, login, verb] of table('acts.txt', 4)) {
  expect(/^2015-0[67]-\d\d \d\d:\d\d$/.test(at), `act: ${at}`);
  expect(login === '-' ? verb === 'report' : accounts.some((a) => a[0] === login), `act: ${login}`);
  expect(verbs.includes(verb), `act: ${verb}`);
}
for (const name of names) {
  const { head, values } = read(name);
  const account = accounts.find((a) => a[0] === head.login);
  expect(account && account[1] === head.person && account[3] === head.body, `${name}: ${head.login} is not ${head.person} of ${head.body}`);
  expect(['draft', 'partial', 'submitted'].includes(head.state), `${name}: state ${head.state}`);
  expect(/^2015-06-\d\d \d\d:\d\d$/.test(head.started), `${name}: started`);
  expect((head.submitted !== undefined) === (head.state === 'submitted'), `${name}: submitted`);
  expect(!head.submitted || (head.submitted > head.started && head.submitted < '2015-06-18') || later.some((a) => a[0] === head.login), `${name}: submitted before the demonstration's day`);
  if (!later.some((a) => a[0] === head.login)) states[head.state] = (states[head.state] || 0) + 1;
  for (const [ident, value] of values) judge(name, ident, value, head.state === 'partial');
  expect(values.get('unit_name') === undefined || values.get('unit_name') === head.body, `${name}: unit_name is the body`);
  const brand = values.get('brand_name');
  expect(brand === undefined || !brands.has(brand), `${name}: brand ${brand} twice`);
  brands.add(brand);
  const body = bodies.get(head.body);
  if (body && values.has('sector_id')) {
    expect(values.get('sector_id') === (body[2] || 'none') && values.get('district_id') === body[3], `${name}: sector and district of the body`);
  }
  const missing = [...fields.values()]
    .filter((f) => f.required === 'yes' && f.stage === 'nomination' && f.rows_of === '' && !values.has(f.ident))
    .map((f) => f.ident);
  if (head.state === 'partial') {
    expect(missing.length > 0, `${name}: partial, but nothing is missing`);
  } else {
    expect(missing.length === 0, `${name}: missing: ${missing}`);
    for (const group of ['honours', 'media']) {
      const columns = [...fields.values()].filter((f) => f.rows_of === group).map((f) => f.ident);
      const rows = new Set([...values.keys()].filter((k) => k.startsWith(group + '.')).map((k) => +k.split('.')[2]));
      expect(rows.size >= 1 && Math.max(...rows) === rows.size, `${name}: rows of ${group} are 1..n`);
      for (const r of rows) for (const c of columns) expect(values.has(`${c}.${r}`), `${name}: ${c}.${r} is missing`);
    }
    expect(values.get('brand_started_on') <= '2014-05', `${name}: a year of running`);
    expect(+values.get('window_staff_count') <= +values.get('staff_count'), `${name}: window staff are staff`);
    for (let i = 1; i <= 5; i++) expect(zi(values.get('criterion_text_' + i) || '') >= 120, `${name}: criterion_text_${i} is thin`);
    const n = zi(values.get('main_story') || '');
    expect(n >= 1200 && n <= 1950, `${name}: main_story has ${n} 字, not 1200-1950`);
    expect((values.get('main_story') || '').includes('\n'), `${name}: main_story has paragraphs`);
    const d = values.get('district_id');
    routes.add(values.get('sector_id') === 'none' ? 'district' : ['wujin', 'jintan', 'liyang'].includes(d) ? 'sector_county' : 'sector_city');
  }
}
expect(routes.size === 3, 'all three routes');
expect(states.submitted === 7 && states.draft === 2 && states.partial === 3, 'seven submitted, two drafts, three begun: ' + JSON.stringify(states));
const all = names.map((n) => fs.readFileSync(path.join(dir, n), 'utf8')).join('');
for (const c of ['镕', '䶮', '㛃', '𬭊', '𫖯', '℃']) expect(all.includes(c), `the character ${c}`);
console.log(`${passed} ${failed}`);
process.exit(failed === 0 ? 0 : 1);
