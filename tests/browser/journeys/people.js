// A unit registers itself without an account, its authority admits it, its head invites a colleague, the administrator
// looks after accounts; every page on the way is looked at on a desk and on a telephone.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { Visitor, MODES, audit, H } = require('../lib.js');

const NAME = '示例市第二供水服务有限公司';
const PASSWORD = 'Chuang-Kou_2015';

module.exports = async ({ tally, browser, binary, dir, moment }) => {
  const server = await H.serve(binary, dir, { skew: H.skewTo(moment) });
  const people = H.accounts(dir);
  const who = (login) => people.find((a) => a.login === login);
  const press = (v, text) => Promise.all([v.page.waitForNavigation(), v.page.locator('main button').filter({ hasText: text }).first().click()]);
  const look = async (v, targets) => {
    for (const target of targets) for (const mode of ['1280', '360']) await audit(v, target, mode);
    await v.page.setViewportSize(MODES[1280]);
  };
  const come = async (login, password) => {
    const v = await Visitor.come(browser, server);
    if (login) await v.signIn({ login, password: password || who(login).password });
    return v;
  };

  let status = '';
  await tally.test('a unit registers itself without a script and gets a number and an address', async () => {
    const v = await Visitor.come(browser, server, { script: false });
    await v.open('/bodies/register');
    await press(v, /^提交登记/);
    assert.match(await v.page.locator('.esum').innerText(), /请填写申报单位/);
    const typed = { unit_name: NAME, org_code: '', window_name: '城北营业厅', contact_name: '陈示例', contact_phone: '0519-00000731', login: 'water02', fresh: PASSWORD, again: PASSWORD };
    for (const [name, value] of Object.entries(typed)) await v.page.locator(`[name=${name}]`).fill(value);
    for (const [name, value] of Object.entries({ unit_kind: 'state_owned', sector_id: 'water', district_id: 'wujin' })) await v.page.locator(`[name=${name}]`).selectOption(value);
    await press(v, /^提交登记/);
    status = v.at;
    assert.match(status, /^\/bodies\/register\/[0-9a-z]{20,}$/);
    assert.match(await v.page.locator('main').innerText(), /DJ\d{4}-0001/);
    await v.leave();
    const eyes = await come();
    await look(eyes, ['/bodies/register', status]);
    await eyes.leave();
  });

  await tally.test('another authority sees nothing of it; its own corrects and admits it; the unit signs in', async () => {
    const other = await come('sector02');
    await other.open('/bodies');
    assert.ok(!(await other.page.locator('main').innerText()).includes(NAME));
    await look(other, ['/bodies']);
    await other.leave();
    const v = await come('sector04');
    await v.open('/bodies');
    await Promise.all([v.page.waitForNavigation(), v.page.locator('main a').filter({ hasText: NAME }).click()]);
    const page = v.at;
    await look(v, ['/bodies', page, `${page}?correct=1`]);
    await v.open(`${page}?correct=1`);
    await v.page.locator('[name=window_name]').fill('城南营业厅');
    await press(v, /^保存更正/);
    assert.match(await v.page.locator('main').innerText(), /城南营业厅/);
    await press(v, /^开通账号/);
    assert.match(await v.page.locator('main').innerText(), /已开通/);
    await look(v, [page]);
    await v.leave();
    const unit = await come('water02', PASSWORD);
    assert.match(await unit.page.locator('body').innerText(), new RegExp(NAME));
    await look(unit, ['/accounts/me', '/accounts/me/colleagues']);
    await unit.leave();
  });

  await tally.test('a colleague is invited by a link that works once', async () => {
    const head = await come('water02', PASSWORD);
    await head.open('/accounts/me/colleagues');
    await press(head, /^生成邀请链接/);
    await head.shot('link_made');
    const link = new URL(await head.page.locator('#address').inputValue()).pathname;
    const v = await Visitor.come(browser, server, { script: false });
    await v.open(link);
    for (const [name, value] of Object.entries({ person_name: '王示例', login: 'water03', fresh: PASSWORD, again: PASSWORD })) await v.page.locator(`[name=${name}]`).fill(value);
    await press(v, /^开通账号/);
    await v.leave();
    const eyes = await come('water03', PASSWORD);
    await eyes.leave();
    const late = await come();
    await late.open(link);
    assert.match(await late.page.locator('main').innerText(), /已经用过一次/);
    await late.leave();
    await head.open('/accounts/me/colleagues');
    assert.match(await head.page.locator('main').innerText(), /王示例/);
    await head.leave();
  });

  await tally.test('a person ends a sign-in that was left open elsewhere', async () => {
    const here = await come('water02', PASSWORD);
    const there = await come('water02', PASSWORD);
    await here.open('/accounts/me');
    await press(here, /^退出其他所有登录/);
    await there.open('/accounts/me');
    assert.match(there.at, /^\/signin/);
    await there.leave();
    await here.leave();
  });

  await tally.test('the administrator lists accounts, makes a link, and imports a register after looking at it', async () => {
    const v = await come('admin01');
    await look(v, ['/accounts', '/accounts/new', '/accounts/import', '/accounts?q=%E6%B2%A1%E6%9C%89']);
    const sheet = path.join(dir, 'register.csv');
    fs.writeFileSync(sheet, '\uFEFF单位全称,行业,辖市区,登录账号,姓名\r\n示例市甲供水站,供水,武进区,import1,陈示例\r\n示例市乙便民社,没有这个行业,武进区,,\r\n');
    await v.open('/accounts/import');
    await v.page.locator('[name=file]').setInputFiles(sheet);
    await press(v, /^上传/);
    const report = v.at;
    assert.match(await v.page.locator('main').innerText(), /将新增 1 行/);
    await look(v, [report]);
    await v.open(report);
    await press(v, /^确认导入/);
    await v.page.locator('h1', { hasText: '导入结果' }).waitFor();
    assert.match(await v.page.locator('main').innerText(), /新增了 1 行/);
    await v.open('/accounts?q=import1');
    await Promise.all([v.page.waitForNavigation(), v.page.locator('main a').filter({ hasText: 'import1' }).click()]);
    await look(v, [v.at]);
    await v.leave();
  });
  await server.stop();
};
