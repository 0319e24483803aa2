// 公布办理情况: after the close one of the office proposes the counts and outcomes, something is decided meanwhile, and they are
// not made public; proposed again, another confirms, and everybody reads numbers and nothing else.
'use strict';
const assert = require('assert');
const { spawnSync } = require('child_process');
const { Visitor, lookAt, dense, says, press, comers, H } = require('../lib.js');

const MODES = ['1280', '768', '360'];

module.exports = async ({ tally, browser, binary, dir }) => {
  const data = H.makeDemo(binary, dir, { name: 'outcomes', at: 'publicity' });
  const server = await H.serve(binary, data, { skew: H.skewTo('2015-07-27T02:00:00Z') });
  const people = H.accounts(data);
  const come = comers(browser, server, people);
  const anyone = await Visitor.come(browser, server, { script: false });
  const one = await come('office01');
  const two = await come('office03', { script: false });
  const section = async () => dense(await anyone.page.locator('#outcome').innerText());

  await tally.test('the notice has closed and says nothing of what was reported', async () => {
    await anyone.open('/publicity');
    assert.match(await says(anyone), /公示期已于7月25日（周六）24:00结束/);
    assert.strictEqual(await anyone.page.locator('#outcome').count(), 0);
  });

  await tally.test('the office reads its report, sees what would be public, and one person proposes it', async () => {
    await lookAt(one, ['/publicity/report'], MODES);
    await one.open('/publicity/report');
    await one.page.locator('main a:has-text("公布办理情况")').click();
    await press(one, '提出公布');
    assert.match(await says(one), /公布由您提出，要由另一个人确认/);
    assert.strictEqual(await one.page.locator('button:has-text("确认公布")').count(), 0);
  });

  await tally.test('something is decided meanwhile: the numbers are not made public, and both are shown', async () => {
    await two.open('/publicity/report');
    assert.strictEqual(await two.page.locator('button:has-text("确认公布")').count(), 1);
    const docket = await come('office02');
    await docket.open('/objections');
    await Promise.all([docket.page.waitForNavigation(), docket.page.locator('main tr:has-text("待受理") a').first().click()]);
    const form = docket.page.locator('#decline-form');
    await form.evaluate((x) => x.closest('details') && (x.closest('details').open = true));
    await form.locator('[name=text]').fill('不属于对品牌的意见，已转运管部门。');
    await Promise.all([docket.page.waitForNavigation(), form.locator('button.btn').click()]);
    await docket.leave();
    await press(two, '确认公布');
    assert.match(await says(two), /提出以后数目有变动，不能照提出的公布/);
    assert.match(dense(await two.page.locator('#outcome').innerText()), /变动的数目提出时现在不予受理12正在办理\d+\d+/);
    await anyone.open('/publicity');
    assert.strictEqual(await anyone.page.locator('#outcome').count(), 0);
    await lookAt(one, ['/publicity/report'], ['1280', '360']);
  });

  await tally.test('taken back and proposed again, another confirms without a script', async () => {
    await two.open('/publicity/report');
    await press(two, '撤回提出');
    await press(two, '提出公布');
    await one.open('/publicity/report');
    await press(one, '确认公布');
    assert.match(await says(one), /数目和结果与已经公布的相同，不用再公布/);
  });

  await tally.test('everybody reads the numbers at once, and no name, text or number of a receipt', async () => {
    await anyone.open('/publicity');
    assert.match(await section(), /公示期间收到反映意见和异议\d+件，其中实名\d+件；受理\d+件，不予受理2件/);
    assert.match(await section(), /只公布数目和结果，反映的内容和反映人的信息不公开/);
    assert.match(await section(), /2015年7月27日公布校验码[0-9A-Z]{4}-[0-9A-Z]{4}/);
    const feed = await (await anyone.page.request.get(`${anyone.origin}/publicity/feed.atom`)).text();
    const single = await (await anyone.page.request.get(`${anyone.origin}/publicity/outcomes/1`)).text();
    assert.match(feed, /\/publicity\/outcomes\/1<\/id>/);
    for (const text of [await section(), feed, single]) assert.doesNotMatch(text, /GS-2015|周示例|打表|运管/);
    const looking = await Visitor.come(browser, server);
    await lookAt(looking, ['/publicity', '/publicity/outcomes/1'], [...MODES, 'elder', 'print', 'contrast']);
    await looking.leave();
  });

  await tally.test('the program names the record as sound', async () => {
    const said = spawnSync(binary, ['verify', '--data', data], { encoding: 'utf8' });
    assert.match(said.stdout + said.stderr, /1 次公布的办理情况的指纹相符/);
  });

  await one.leave();
  await two.leave();
  await anyone.leave();
  await server.stop();
};
