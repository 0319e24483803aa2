// 张贴: a unit prints the poster of its hall, hangs it and uploads the proof, without a script as with one; the office sees what
// hangs where and what is missing; the code on the poster leads to the brand's page.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { Visitor, MODES, lookAt, dense, says, press, comers, H } = require('../lib.js');
const { codesOf, readPaper } = require('../papers.js');

const PHOTO = path.join(__dirname, '../../golden/paper/photo.jpg');

async function download(visitor, target, file) {
  const answer = await visitor.page.request.get(`${visitor.origin}${target}`);
  assert.strictEqual(answer.status(), 200, target);
  fs.writeFileSync(file, await answer.body());
  return file;
}

// The way from the unit's work to its halls.
async function toHalls(visitor) {
  await visitor.open('/nominations');
  await Promise.all([visitor.page.waitForNavigation(), visitor.page.locator('main a:has-text("张贴公示")').first().click()]);
  return visitor.at;
}

async function addHall(visitor, name, address) {
  await visitor.page.locator('#name').fill(name);
  await visitor.page.locator('#address').fill(address);
  await press(visitor, '登记这一处');
}

async function prove(visitor, day) {
  const form = visitor.page.locator('form[action$="/photos"]:visible').first();
  await form.locator('[name=posted_on]').fill(day);
  await form.locator('[name=photo]').setInputFiles(PHOTO);
  await Promise.all([visitor.page.waitForNavigation(), form.locator('button.btn').click()]);
}

module.exports = async ({ tally, browser, binary, dir }) => {
  const data = H.makeDemo(binary, dir, { name: 'hall', at: 'publicity' });
  const server = await H.serve(binary, data, { skew: H.skewTo('2015-07-24T02:00:00Z') });
  const people = H.accounts(data);
  const come = comers(browser, server, people);
  const unit = await come('unit01');
  const office = await come('office01');
  let home = '';

  await tally.test('a unit finds the way from its work to its halls, and what is missing is said', async () => {
    home = await toHalls(unit);
    assert.match(home, /\/postings$/);
    assert.match(await says(unit), /还没有登记营业厅、窗口，至少登记一处/);
    await addHall(unit, '市民中心服务大厅', '示例市龙城大道 1280 号');
    assert.match(await says(unit), /“市民中心服务大厅”还没有上传张贴的照片/);
    await lookAt(unit, [home], ['1280', '768', '360', 'elder'].filter((m) => m in MODES));
  });

  await tally.test('the posters stand on A3 and A4, and a phone finds the brand\'s page by the code', async () => {
    for (const [size, points] of [['a3', /841\.\d+ x 1190\.\d+/], ['a4', /595\.\d+ x 841\.\d+/]]) {
      const file = await download(unit, home.replace(/postings$/, `poster.pdf?size=${size}`), path.join(dir, `${size}.pdf`));
      const paper = readPaper(file);
      assert.match(H.run('pdfinfo', [file]), points);
      assert.match(dense(paper.text), /本单位参加公示的品牌23℃人社服务/);
      const codes = codesOf(file, paper.pages);
      assert.strictEqual(codes[0].length, 1, 'one code on the first sheet');
      const brand = new URL(codes[0][0]);
      const visitor = await Visitor.come(browser, server);
      await visitor.open(brand.pathname);
      assert.match(await says(visitor), /23℃人社服务/);
      await visitor.leave();
    }
  });

  await tally.test('a day that cannot be is answered beside its field, and what was typed stays', async () => {
    await unit.open(home);
    await prove(unit, '2015年7月1日');
    assert.match(await says(unit), /张贴的日期不能早于这一天/);
    assert.strictEqual(await unit.page.locator('form[action$="/photos"] [name=posted_on]').first().inputValue(), '2015年7月1日');
  });

  await tally.test('the proof is uploaded without a script', async () => {
    const plain = await come('unit01', { script: false });
    await plain.open(home);
    await prove(plain, '2015年7月23日');
    assert.match(await says(plain), /照片已上传/);
    assert.match(await says(plain), /1处都已张贴第2版，照片齐全/);
    const image = plain.page.locator('main .file img').first();
    assert.ok(await image.evaluate((x) => x.naturalWidth > 0), 'the small picture is shown');
    await plain.leave();
  });

  await tally.test('the office sees what hangs where, filters what is missing, and nobody else finds the page', async () => {
    await office.open('/publicity/postings');
    const text = await says(office);
    assert.match(text, /登记营业厅、窗口6处：已张贴4处，未张贴1处，张贴的不是新版1处/);
    assert.match(text, /市民中心服务大厅[^]*?7月23日（周四）张贴，第2版/);
    assert.match(text, /7月21日（周二）张贴；张贴的是第1版，请换成第2版/);
    await office.open('/publicity/postings?state=missing');
    assert.doesNotMatch(await says(office), /市民中心服务大厅/);
    await lookAt(office, ['/publicity/postings', '/publicity/postings?state=overdue', '/publicity/report'], ['1280', '360']);
    const stranger = await come('unit07');
    const answer = await stranger.page.request.get(`${stranger.origin}${home}`);
    assert.strictEqual(answer.status(), 404);
    await stranger.leave();
  });

  await tally.test('nothing complained', async () => {
    assert.deepStrictEqual([...unit.complaints, ...office.complaints], []);
  });
  await unit.leave();
  await office.leave();
  await server.stop();
};
