// The lists of the office, an authority, a district and an administrator: without a script, as cards, as a file.
'use strict';
const assert = require('assert');
const fs = require('fs');
const zlib = require('zlib');
const { MODES, audit, comers, H } = require('../lib.js');

// A file of the archive, by its central directory.
function unzip(bytes, name) {
  let at = bytes.readUInt32LE(bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1')) + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const length = bytes.readUInt16LE(at + 28);
    if (bytes.toString('utf8', at + 46, at + 46 + length) === name) {
      const local = bytes.readUInt32LE(at + 42);
      const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      return zlib.inflateRawSync(bytes.subarray(from, from + bytes.readUInt32LE(at + 20))).toString();
    }
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  throw new Error(`no ${name}`);
}

module.exports = async ({ tally, browser, binary, dir, moment }) => {
  const server = await H.serve(binary, dir, { skew: H.skewTo(moment) });
  const people = H.accounts(dir);
  const come = comers(browser, server, people);

  await tally.test('without a script the office looks for two characters, puts names in order by strokes, and clears it again', async () => {
    const v = await come('office01', { script: false });
    await v.open('/nominations');
    const all = await v.page.locator('tbody tr').count();
    await v.page.locator('#q').fill('供水');
    await v.page.locator('#sort').selectOption('unit_strokes');
    await Promise.all([v.page.waitForNavigation(), v.page.locator('form.filter button').click()]);
    assert.match(v.at, /q=%E4%BE%9B%E6%B0%B4/);
    assert.strictEqual(await v.page.locator('tbody tr').count(), 1);
    assert.strictEqual(await v.page.locator('#q').inputValue(), '供水');
    await Promise.all([v.page.waitForNavigation(), v.page.getByText('清除筛选条件').click()]);
    assert.strictEqual(await v.page.locator('tbody tr').count(), all);
    assert.strictEqual(await v.page.locator('#sort').inputValue(), 'unit_strokes');
    await v.leave();
  });

  await tally.test('the list comes down as a workbook with its rows, and no whole telephone in it', async () => {
    const v = await come('office01');
    await v.open('/nominations?sort=brand_pinyin');
    const names = await v.page.locator('tbody th a').allInnerTexts();
    const [download] = await Promise.all([v.page.waitForEvent('download'), v.page.getByText('下载表格').click()]);
    assert.match(download.suggestedFilename(), /^申报清单-2015-06-\d\d\.xlsx$/);
    const bytes = fs.readFileSync(await download.path());
    const strings = unzip(bytes, 'xl/sharedStrings.xml');
    const places = names.map((n) => strings.indexOf(`>${n.replace(/&/g, '&amp;')}<`));
    assert.ok(places.every((p, i) => p > 0 && (i === 0 || p > places[i - 1])), `${names} at ${places}`);
    assert.doesNotMatch(strings, /0519-\d{8}|1[3-9]\d{9}/);
    assert.doesNotMatch(unzip(bytes, 'xl/worksheets/sheet1.xml'), /<f>/);
    await v.leave();
  });

  await tally.test('contacts come with a reason, for one page', async () => {
    const v = await come('office01');
    await v.open('/nominations');
    await Promise.all([v.page.waitForNavigation(), v.page.locator('tbody th a').first().click()]);
    const record = v.at;
    assert.match(await v.page.locator('main').innerText(), /0519-0000\*\*\*\*/);
    await Promise.all([v.page.waitForNavigation(), v.page.getByText('显示联系方式').click()]);
    assert.match(await v.page.locator('.esum').innerText(), /请写明查看联系方式的事由/);
    await v.page.locator('#reason').fill('电话通知补正材料');
    await Promise.all([v.page.waitForNavigation(), v.page.getByText('显示联系方式').click()]);
    assert.doesNotMatch(await v.page.locator('main').innerText(), /0519-0000\*\*\*\*/);
    await v.open(record);
    assert.match(await v.page.locator('main').innerText(), /0519-0000\*\*\*\*/);
    await v.leave();
  });

  for (const [login, targets] of [['sector04', ['/nominations', '/bodies/list']], ['district02', ['/nominations', '/nominations?q=zz']],
    ['admin01', ['/bodies/list?sort=unit_strokes']], ['office01', ['/nominations?q=zz', '/bodies/list?kind=unit']]]) {
    await tally.test(`${login}: the lists without a fault in every mode`, async () => {
      const v = await come(login);
      const faults = [];
      for (const mode of Object.keys(MODES).filter((m) => m !== 'elder')) {
        for (const target of targets) await audit(v, target, mode).catch((e) => faults.push(e.message));
      }
      await v.leave();
      assert.deepStrictEqual(faults, []);
    });
  }
  await server.stop();
};
