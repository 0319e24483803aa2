// 候选名单: one of the office chooses, sends the names, saves a draft and proposes; the other confirms, without a script;
// the units see what became of theirs.
'use strict';
const assert = require('assert');
const path = require('path');
const { lookAt, says, press, comers, H } = require('../lib.js');
const fs = require('fs');
const { spawnSync } = require('child_process');

const MODES = ['1280', '360'];

// Everything that waits for this person's answer.
async function answerAll(visitor) {
  for (;;) {
    await visitor.open('/reviews?state=mine');
    const first = visitor.page.locator('tbody th a').first();
    if ((await first.count()) === 0) return;
    await Promise.all([visitor.page.waitForNavigation(), first.click()]);
    await visitor.page.locator('input[name=verdict][value=confirm]').check();
    await visitor.page.locator('#opinion').fill('做法扎实，群众认可。');
    for (const name of await visitor.page.locator('[name^="grade."]').evaluateAll((list) => [...new Set(list.map((x) => x.name))])) {
      const control = visitor.page.locator(`[name="${name}"]`).first();
      if ((await control.evaluate((x) => x.tagName)) === 'SELECT') await control.selectOption('4');
      else await visitor.page.locator(`[name="${name}"][value="4"]`).check();
    }
    await Promise.all([visitor.page.waitForNavigation(), visitor.page.locator('form[action$="/answer"] button.btn').last().click()]);
  }
}

// The office takes in every list whose paper is there, by the code on it.
async function receiveAll(visitor, dir) {
  for (;;) {
    await visitor.open('/recommendations?state=sent');
    const first = visitor.page.locator('tbody a').first();
    if ((await first.count()) === 0) return;
    await Promise.all([visitor.page.waitForNavigation(), first.click()]);
    const answer = await visitor.page.request.get(`${visitor.origin}${visitor.at}/list.pdf`);
    const file = path.join(dir, `list-${Date.now()}.pdf`);
    fs.writeFileSync(file, await answer.body());
    const code = spawnSync('pdftotext', [file, '-'], { encoding: 'utf8' }).stdout.match(/校验码\s*([0-9A-Z]{4}-[0-9A-Z]{4})/)[1];
    await visitor.page.locator('form[action$="/receive"] input.input').fill(code);
    await press(visitor, '登记收到');
  }
}

module.exports = async ({ tally, browser, binary, dir }) => {
  const data = H.makeDemo(binary, dir, { name: 'shortlist', at: 'preliminary_review' });
  const server = await H.serve(binary, data, { skew: H.skewTo('2015-07-16T02:00:00Z') });
  const people = H.accounts(data);
  const come = comers(browser, server, people);
  const one = await come('office01');

  await tally.test('what was recommended stands side by side, on one line of the menu', async () => {
    await Promise.all([one.page.waitForNavigation(), one.page.locator('.nav >> text=候选名单').click()]);
    assert.match(await says(one), /推荐\d+个，列入0个/);
    const tops = await one.page.locator('.nav li').evaluateAll((list) => list.map((x) => Math.round(x.getBoundingClientRect().top)));
    assert.strictEqual(new Set(tops).size, 1, `the menu has ${new Set(tops).size} lines`);
    await lookAt(one, ['/shortlist', '/shortlist/names', '/shortlist?state=vetoed', '/shortlist?q=zz'], MODES);
  });

  await tally.test('a brand that is left out needs its reason, and what was typed stays', async () => {
    await one.open('/shortlist');
    const rows = one.page.locator('select[name^="choice."]');
    for (let i = 0; i < (await rows.count()); i++) await rows.nth(i).selectOption(i === 0 ? 'out' : 'in');
    await press(one, '保存');
    assert.match(await says(one), /不列入的，请写明理由/);
    const reasons = one.page.locator('textarea[name^="reason."]');
    for (let i = 0; i < (await reasons.count()); i++) await reasons.nth(i).fill(i === 0 ? '事迹不够突出' : '综合考虑，列入');
    await press(one, '保存');
    assert.match(await says(one), /不列入1个，未定0个/);
  });

  await tally.test('a second person who saves the same brand sees both texts and chooses', async () => {
    const two = await come('office02');
    await one.open('/shortlist');
    await two.open('/shortlist');
    const of = (v) => v.page.locator('textarea[name^="note."]').last();
    await of(one).fill('第一个人的备注');
    await press(one, '保存');
    await of(two).fill('第二个人的备注');
    await press(two, '保存');
    assert.match(await says(two), /同事刚刚改过，没有覆盖/);
    assert.match(await says(two), /第一个人的备注/);
    await two.page.locator('input[value=mine]').check();
    await press(two, '保存');
    assert.strictEqual(await of(two).inputValue(), '第二个人的备注');
    await two.leave();
  });

  await tally.test('both answer what waits for them, and the lists whose paper came are received', async () => {
    const two = await come('office02');
    await answerAll(one);
    await answerAll(two);
    await receiveAll(one, dir);
    await one.open('/shortlist');
    const rows = one.page.locator('select[name^="choice."]');
    for (let i = 0; i < (await rows.count()); i++) {
      if ((await rows.nth(i).inputValue()) === 'open') await rows.nth(i).selectOption('in');
    }
    await press(one, '保存');
    assert.match(await says(one), /未定0个/);
    await two.leave();
  });

  let units;
  await tally.test('the names go to every recommended unit, which reads them without a script', async () => {
    await one.open('/shortlist/names');
    await press(one, '发出名称核对');
    assert.match(await says(one), /名称核对已发出/);
    await lookAt(one, ['/shortlist/names'], MODES);
    units = [];
    for (const login of ['unit01', 'unit02', 'unit07', 'unit08', 'unit13']) {
      const unit = await come(login, { script: false });
      await unit.open('/nominations');
      const link = unit.page.locator('main a:has-text("核对名称")');
      if ((await link.count()) > 0) {
        assert.doesNotMatch(await says(unit), /列入候选|初审未通过|候选（公示中）/);
        const home = unit.at;
        await Promise.all([unit.page.waitForNavigation(), link.click()]);
        units.push({ login, home, names: unit.at });
        await press(unit, '核对无误');
        assert.match(await says(unit), /名称核对无误/);
      }
      await unit.leave();
    }
    assert.ok(units.length >= 3, `${units.length} units`);
    const looking = await come(units[0].login);
    await lookAt(looking, [units[0].names, units[0].home], MODES);
    await looking.leave();
  });

  await tally.test('a draft is saved, a second one is compared with it, and both come down', async () => {
    await one.open('/shortlist');
    await press(one, '保存为第 1 稿');
    await one.open('/shortlist');
    await one.page.locator('textarea[name^="reason."]').first().fill('与以往命名的品牌重复');
    await press(one, '保存');
    await press(one, '保存为第 2 稿');
    assert.match(await says(one), /与第1稿相比.*理由改了1个/);
    const [download] = await Promise.all([one.page.waitForEvent('download'), one.page.getByText('下载表格').click()]);
    assert.match(download.suggestedFilename(), /^候选名单第 2 稿-2015-07-16\.xlsx$/);
    const answer = await one.page.request.get(`${one.origin}/shortlist/drafts/2/list.pdf`);
    assert.strictEqual(answer.headers()['content-type'], 'application/pdf');
    if (process.env.SHOTS) fs.writeFileSync(path.join(process.env.SHOTS, 'draft.pdf'), await answer.body());
    if (process.env.SHOTS) fs.writeFileSync(path.join(process.env.SHOTS, 'names.pdf'), await (await one.page.request.get(`${one.origin}/shortlist/names.pdf`)).body());
    await lookAt(one, ['/shortlist/drafts/2', '/shortlist/drafts/1'], MODES);
  });

  await tally.test('one proposes and cannot confirm; the other confirms without a script', async () => {
    await one.open('/shortlist');
    await Promise.all([one.page.waitForNavigation(), one.page.locator('main a:has-text("提出发布")').click()]);
    await lookAt(one, ['/shortlist/proposal'], MODES);
    await one.open('/shortlist/proposal');
    await press(one, '提出发布');
    assert.match(await says(one), /要由另一个人确认/);
    assert.strictEqual(await one.page.locator('main button:has-text("确认发布")').count(), 0);
    await lookAt(one, ['/shortlist/release', '/shortlist'], MODES);
    const two = await come('office02', { script: false });
    await two.open('/shortlist/release');
    await press(two, '确认发布');
    assert.match(await says(two), /名单已发布/);
    await two.leave();
    await lookAt(one, ['/shortlist/release', '/shortlist'], MODES);
  });

  await tally.test('each unit sees what became of its own and nothing of the reasons', async () => {
    const words = [];
    for (const u of units) {
      const unit = await come(u.login);
      await unit.open(u.home);
      const text = await says(unit);
      assert.doesNotMatch(text, /与以往命名的品牌重复/);
      words.push(/初审未通过/.test(text) ? 'out' : /候选（公示中）/.test(text) ? 'in' : 'none');
      if (words.length === 1) await lookAt(unit, [u.home, u.names], ['1280', '360']);
      await unit.leave();
    }
    assert.deepStrictEqual([...new Set(words)].sort(), ['in', 'out']);
    assert.strictEqual(words.filter((x) => x === 'out').length, 1);
  });

  await one.leave();
  await server.stop();
  assert.ok(path.isAbsolute(data));
};
