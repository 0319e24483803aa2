// A nomination taken back and brought back, a sheet's code answered, paper ticked, text that came late, time for one unit.
'use strict';
const assert = require('assert');
const { Visitor, lookAt, says, press, comers, H } = require('../lib.js');

const LOOKS = ['1280', '360'];
const LAST_HOURS = '2015-06-25T12:58:30Z'; // 20:58:30 of the last day in Beijing
const AFTER_THE_CLOSE = '2015-06-26T02:00:00Z';

async function whileOpen({ tally, browser, server, people }) {
  const come = comers(browser, server, people);
  const unit = await come('unit01');
  const office = await come('office01');
  await unit.open('/nominations');
  const home = unit.at;
  let first;

  await tally.test('the office accepts what was submitted, and the unit has the receipt of it on paper', async () => {
    await unit.open(`${home}/receipt`);
    first = (await unit.page.locator('.receipt .mono').innerText()).trim();
    await office.open(`${home}/record`);
    await press(office, '受理');
    assert.match(await says(office), /已受理第1版/);
    await unit.open(home);
    const paper = await unit.page.request.get(`${unit.origin}${home}/acceptance.pdf`);
    assert.strictEqual(paper.status(), 200);
    assert.strictEqual((await paper.body()).subarray(0, 5).toString(), '%PDF-');
    await lookAt(unit, [home, `${home}/receipt`]);
    await lookAt(office, [`${home}/record`]);
  });

  await tally.test('sealed paper is ticked for the version whose check code was typed', async () => {
    await lookAt(office, ['/seals', '/seals?code=AAAA-AAAA', `/seals?code=${first}`], [...LOOKS, 'contrast']);
    await office.open('/seals');
    await office.page.fill('#code', first.toLowerCase().replace('-', ' '));
    await press(office, '核对');
    assert.match(await says(office), /同一版本/);
    await office.page.fill('#received_on', '2015年6月17日');
    await press(office, '登记盖章件已收');
    assert.match(await says(office), /第1版2015-06-17.*有效/);
    await lookAt(office, ['/seals']);
  });

  await tally.test('a unit takes its nomination back, brings it back, changes it: the seal is void and the sheet says what differs', async () => {
    await lookAt(unit, [`${home}/withdraw`]);
    await unit.open(`${home}/withdraw`);
    await unit.page.fill('#reason', '单位名称有误');
    await press(unit, '撤回申报');
    assert.match(await says(unit), /已撤回.*单位名称有误/);
    await lookAt(unit, [home]);
    await unit.open(home);
    await press(unit, '恢复为草稿');
    await unit.open(`${home}/brand`);
    await unit.page.fill('#brand_name', '改过的品牌');
    await Promise.all([unit.page.waitForNavigation(), unit.page.locator('main form button.btn').last().click()]);
    await unit.open(`${home}/check`);
    await press(unit, '提交申报');
    assert.match(await says(unit), /第2版.*盖章件已作废/);
    await unit.open(`${home}/record?code=${first}`);
    assert.match(await says(unit), /不是同一版本.*有1项不同.*改过的品牌/);
    await lookAt(unit, [`${home}/record?code=${first}`, `${home}/receipt`]);
    await lookAt(office, ['/seals', `/seals?code=${first}`]);
    await office.open(`/seals?code=${first}`);
    assert.strictEqual(await office.page.locator('button:has-text("登记盖章件已收")').count(), 0);
  });
  await unit.leave();
  await office.leave();
}

// ux.md 5, sentence 5: the last 24 hours are told on every page, in words, counted by the server's clock, in hours.
async function inTheLastHours({ tally, browser, server, people }) {
  const come = comers(browser, server, people);
  const unit = await come('unit08');
  await unit.open('/nominations');
  const home = unit.at;

  await tally.test('in the last 24 hours every page says so, signed in or not, with hours and without seconds', async () => {
    const told = /自荐申报将于\s*6月25日（周四）24:00\s*截止，还有\s*3\s*小时/;
    for (const page of [home, `${home}/story`, `${home}/check`, `${home}/history`, '/help', '/timeline', '/accounts/me']) {
      await unit.open(page);
      const note = unit.page.locator('.note--warn').first();
      assert.match(await note.innerText(), told, page);
      const color = await note.evaluate((e) => getComputedStyle(e).borderLeftColor);
      assert.strictEqual(color, 'rgb(132, 72, 10)', page); // the yellow of warnings, not the red of errors or seals
      assert.doesNotMatch(await unit.page.locator('.stagebar').innerText(), /秒/);
    }
    await look24(unit, [home, `${home}/check`, `${home}/story`]);
    const stranger = await Visitor.come(browser, server);
    await stranger.open('/criteria');
    assert.match(await stranger.page.locator('main').innerText(), told);
    await stranger.leave();
  });

  await tally.test('the count goes on by the server\'s clock while the page lies open, however wrong the computer\'s is', async () => {
    const wrong = await Visitor.come(browser, server);
    await wrong.page.clock.install({ time: new Date('2003-01-01T00:00:00Z') });
    await wrong.open('/');
    const hours = () => wrong.page.locator('[data-until] b').last().innerText();
    assert.strictEqual(await hours(), '3');
    await wrong.page.clock.runFor('03:00');
    assert.strictEqual(await hours(), '2');
    await wrong.leave();
  });
  await unit.leave();
}

async function look24(visitor, targets) {
  await lookAt(visitor, targets, [...LOOKS, 'contrast', 'print']);
}

async function afterTheClose({ tally, browser, server, people }) {
  const come = comers(browser, server, people);
  const unit = await come('unit08');
  const office = await come('office01');
  await unit.open('/nominations');
  const home = unit.at;

  await tally.test('what is sent after the close is kept, decided by the office, and marked', async () => {
    await lookAt(unit, [`${home}/check`]);
    await unit.open(`${home}/check`);
    await press(unit, '逾期送交');
    const late = unit.at;
    assert.match(late, /\/late\//);
    assert.match(await says(unit), /逾期，等待决定/);
    const paper = await unit.page.request.get(`${unit.origin}${late}/form.pdf`);
    assert.strictEqual(paper.status(), 200);
    await lookAt(unit, [late, home]);
    await lookAt(office, ['/extensions', late]);
    await office.open(late);
    await office.page.check('input[value=accepted]');
    await office.page.fill('#reason', '网络中断，情况属实');
    await office.page.fill('#approver', '李示例');
    await press(office, '登记决定');
    await unit.open(`${home}/receipt`);
    assert.match(await says(unit), /逾期受理.*李示例批准/);
    await lookAt(unit, [`${home}/receipt`, late]);
  });

  await tally.test('one unit gets more time, and its own stage bar says so', async () => {
    await office.open('/extensions');
    await office.page.fill('#unit', '图书馆');
    await press(office, '查找单位');
    await Promise.all([office.page.waitForNavigation(), office.page.locator('main ul.rows a').first().click()]);
    const page = office.at;
    await press(office, '批准延期');
    assert.match(await says(office), /有3处需要修改/);
    await office.page.fill('#day', '2015-6-28');
    await office.page.fill('#clock', '17:30');
    await office.page.fill('#reason', '台风停电两天');
    await office.page.fill('#approver', '李示例');
    await press(office, '批准延期');
    await lookAt(office, [page, '/extensions', '/extensions?unit=%E5%9B%BE%E4%B9%A6']);
    const theirs = await come('unit09');
    await theirs.open('/nominations');
    assert.match(await theirs.page.locator('.stagebar').innerText(), /经批准延至\s*6月28日（周日）17:30/);
    await theirs.leave();
    const other = await come('unit10');
    await other.open('/nominations');
    assert.doesNotMatch(await other.page.locator('body').innerText(), /经批准延至/);
    await other.leave();
    await office.open('/');
    await Promise.all([office.page.waitForNavigation(), office.page.locator('form[action="/prefs/elder"] button').click()]);
    await lookAt(office, [page, '/extensions', '/seals'], ['elder']);
  });
  await unit.leave();
  await office.leave();
}

module.exports = async ({ tally, browser, binary, dir, moment }) => {
  const people = H.accounts(dir);
  const now = await H.serve(binary, dir, { skew: H.skewTo(moment) });
  await whileOpen({ tally, browser, server: now, people });
  await now.stop();
  const late = await H.serve(binary, dir, { skew: H.skewTo(LAST_HOURS) });
  await inTheLastHours({ tally, browser, server: late, people });
  await late.stop();
  const later = await H.serve(binary, dir, { skew: H.skewTo(AFTER_THE_CLOSE) });
  await afterTheClose({ tally, browser, server: later, people });
  await later.stop();
};
