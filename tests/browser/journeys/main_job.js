// The main job: from sign-in to three copies, by the keyboard alone; then the same without script.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { Visitor, axe, structure, nomination, dense, H } = require('../lib.js');
const { crowd, query } = require('../../support/crowd.js');
const { Keyboard, Pointer, fillSection } = require('../form_filling.js');
const { readPaper, codesOf } = require('../papers.js');

// Names that broke other systems: characters beyond the common fonts, quotes, markup, a formula.
const HARD = {
  brand_name: '镕䶮㛃𬭊𫖯·23℃', brand_slogan: '“多走一步”=1+1 <b>少跑一趟</b> & ‘不等’', leader_name: '例𬭊𫖯䶮', contact_name: '镕㛃',
  standard_docs: '《窗口“一次办”规范》<script>alert(1)</script>\n=1+1 &amp; O\'Neil',
};

const values = () => ({ ...nomination('02-bus.txt'), unit_name: '示例市公共交通公司城西车队', ...HARD });

async function sections(page) {
  return page.$$eval('main .tasks a[href^="/nominations/"]', (all) => [...new Set(all.map((a) => a.getAttribute('href')))])
    .then((all) => all.filter((h) => /^\/nominations\/[^/]+\/[a-z_]+$/.test(h) && !/\/(check|receipt|record)$/.test(h)));
}

// From the sign-in page to the receipt.  `hand` is how the visitor touches the page.
async function fillAndSubmit(visitor, hand, who, look) {
  const { page } = visitor;
  await visitor.open('/signin');
  const loginName = await page.locator('main form input:not([type=hidden])').first().getAttribute('name');
  const secretName = await page.locator('main form input[type=password]').getAttribute('name');
  await hand.type(loginName, who.login);
  await hand.type(secretName, who.password);
  await hand.press(/^登录$/);
  if (!visitor.at.startsWith('/nominations')) await visitor.open('/nominations');
  await look('begin');
  if (!/^\/nominations\/[^/]+$/.test(visitor.at)) await hand.press(/开始申报/);
  const tasks = visitor.at;
  await look('tasks');
  const list = await sections(page);
  assert.ok(list.length >= 5, `sections: ${list}`);
  const all = values();
  let filled = 0;
  for (const section of list) {
    await visitor.open(section);
    // Attachments are sent one by one, and none is asked for: that page has nothing to save.
    filled += await fillSection(hand, all, section.endsWith('/attachments') ? undefined : /^保存并/);
    await look(section.split('/').pop());
  }
  assert.ok(filled >= 30, `only ${filled} controls were filled`);
  await visitor.open(`${tasks}/check`);
  await look('check');
  await hand.press(/^提交申报/);
  if (!/\/receipt$/.test(visitor.at)) await hand.press(/提交/);
  assert.match(visitor.at, /\/receipt$/, 'the receipt was not reached');
  await look('receipt');
  return tasks;
}

async function receiptNumber(page) {
  const text = await page.locator('main').innerText();
  const found = text.match(/[A-Z]{1,8}(?:-?\d{4})?-\d{4}/);
  assert.ok(found, 'no receipt number on the receipt page');
  return found[0];
}

function checkPaper(file, { receipt, copies, tasks }) {
  const paper = readPaper(file);
  const words = dense(paper.text);
  for (const expected of ['申报表', HARD.brand_name, HARD.leader_name, '填表说明', receipt]) assert.ok(words.includes(dense(expected)), `"${expected}" is not in the text`);
  for (const probe of ['<b>少跑一趟</b>', '<script>alert(1)</script>', '=1+1', '&amp;']) assert.ok(words.includes(dense(probe)), `"${probe}" did not survive`);
  const story = dense(nomination('02-bus.txt').main_story);
  for (let at = 0; at + 12 < story.length; at += 150) assert.ok(words.includes(story.slice(at, at + 12)), `the story lost "${story.slice(at, at + 12)}"`);
  const each = paper.pages / copies;
  assert.ok(Number.isInteger(each) && each >= 3, `${paper.pages} sheets for ${copies} copies`);
  paper.sheets.forEach((sheet, i) => {
    const own = dense(sheet);
    assert.ok(own.includes(receipt), `sheet ${i + 1} has no receipt number`);
    assert.ok(own.includes(`第${(i % each) + 1}页`) && own.includes(`共${each}页`), `sheet ${i + 1} does not say 第${(i % each) + 1}页 共${each}页`);
    assert.ok(own.includes(`第${Math.floor(i / each) + 1}份`), `sheet ${i + 1} does not say whose copy it is`);
  });
  const codes = codesOf(file, paper.pages);
  codes.forEach((found, i) => assert.ok(found.some((c) => new RegExp(`${tasks}/record\\?code=[0-9A-Z]{4}-[0-9A-Z]{4}$`).test(c)), `sheet ${i + 1}: the code reads ${JSON.stringify(found)}`));
  for (const line of paper.fonts) assert.match(line, /\byes\s+yes\s+yes\b/, `a font that is not embedded, subset and mapped: ${line}`);
  return paper;
}

async function download(visitor, press) {
  const [got] = await Promise.all([visitor.page.waitForEvent('download', { timeout: 60000 }), press()]);
  const file = path.join(H.tempDir('download'), 'paper.pdf');
  await got.saveAs(file);
  assert.match(got.suggestedFilename(), /\.pdf$/);
  return file;
}

module.exports = async ({ tally, browser, binary, dir, moment }) => {
  const { password } = H.accounts(dir).find((a) => a.login === 'unit08');
  const [byKeys, byPointer] = crowd(dir, 'unit08', 2, { isBlank: true });
  const server = await H.serve(binary, dir, { skew: H.skewTo(moment) });

  const visitor = await Visitor.come(browser, server);
  const keyboard = new Keyboard(visitor.page);
  let tasks;
  await tally.test('a unit fills the form and submits it with the keyboard alone', async () => {
    const looked = [];
    tasks = await fillAndSubmit(visitor, keyboard, { login: byKeys, password }, async (name) => {
      await visitor.shot(`keyboard-${name}`);
      looked.push(...[...await axe(visitor.page), ...await structure(visitor.page)].map((f) => `${name}: ${f}`));
    });
    assert.deepStrictEqual(looked, []);
    assert.deepStrictEqual(visitor.complaints, []);
  });
  await tally.test('on every stop of that way the focus is seen and not covered', () => {
    assert.ok(keyboard.stops > 60, `${keyboard.stops} stops`);
    assert.deepStrictEqual([...new Set(keyboard.faults)], []);
  });
  await tally.test('the three copies come down and read back: text, sheet numbers, copy labels, codes, fonts', async () => {
    const receipt = await receiptNumber(visitor.page);
    const file = await download(visitor, () => keyboard.press(/三份/, { stays: true }));
    checkPaper(file, { receipt, copies: 3, tasks });
    assert.strictEqual(H.run('qpdf', ['--check', file]).includes('No syntax or stream encoding errors'), true);
    const attached = H.run('qpdf', ['--list-attachments', file]);
    assert.match(attached, /\.json/);
    const json = JSON.parse(H.run('qpdf', [`--show-attachment=${attached.split(' ')[0]}`, file]));
    assert.ok(JSON.stringify(json).includes(HARD.brand_name), 'the record in the paper has another name');
  });
  await tally.test('the receipt comes down as a paper with the same number', async () => {
    const receipt = await receiptNumber(visitor.page);
    const file = await download(visitor, () => keyboard.press(/回执/, { stays: true }));
    assert.ok(dense(readPaper(file).text).includes(receipt));
  });
  await tally.test('what was typed is what is kept, character by character', () => {
    const [row] = query(dir, `SELECT id FROM nomination WHERE ref = '${tasks.split('/')[2]}'`);
    for (const [ident, value] of Object.entries(HARD)) {
      const [kept] = query(dir, `SELECT value FROM version_value v JOIN nomination_version n ON n.id = v.version_id WHERE n.nomination_id = ${row.id} AND ident = '${ident}'`);
      assert.strictEqual(kept?.value, value, ident);
    }
  });
  await visitor.leave();

  let plainTasks;
  const plain = await Visitor.come(browser, server, { script: false });
  await tally.test('the same without script: every step, to the receipt', async () => {
    plainTasks = await fillAndSubmit(plain, new Pointer(plain.page), { login: byPointer, password }, (name) => plain.shot(`noscript-${name}`));
    assert.deepStrictEqual(plain.complaints, []);
  });
  await tally.test('without script one copy alone comes down and reads back', async () => {
    const receipt = await receiptNumber(plain.page);
    const target = await plain.page.locator('main a[href*="form.pdf"]').first().getAttribute('href');
    const rs = await plain.context.request.get(`${plain.origin}${target.split('?')[0]}?copies=1`);
    assert.strictEqual(rs.status(), 200);
    const file = path.join(H.tempDir('one'), 'one.pdf');
    fs.writeFileSync(file, await rs.body());
    checkPaper(file, { receipt, copies: 1, tasks: plainTasks });
  });
  await plain.leave();
  await server.stop();
};
