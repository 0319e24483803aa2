// 反映意见: somebody reports something with and without a script, keeps the number and the code, and follows it; the office
// handles it, the unit is asked in the office's words, and nobody but the two duties sees who it was.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');
const { lookAt, comers, H } = require('../lib.js');

const MODES = ['1280', '360'];
const TEXT = '7月20日上午十点在窗口等了两个小时没有人受理，叫号机也是坏的。';

const says = async (visitor) => visitor.page.locator('main').innerText();
const press = (visitor, what) => Promise.all([visitor.page.waitForNavigation(), visitor.page.locator(what).first().click()]);

async function fill(visitor, name) {
  await visitor.page.locator('input[name=category][value=service]').check();
  await visitor.page.locator('#text').fill(TEXT);
  await visitor.page.locator('#name').fill(name);
  await visitor.page.locator('#phone').fill('13911112222');
}

// One act on the record, by its own form.
async function act(visitor, name, values = {}) {
  const form = visitor.page.locator(`#${name}-form`);
  await form.evaluate((x) => x.closest('details') && (x.closest('details').open = true));
  for (const [k, v] of Object.entries(values)) {
    const control = form.locator(`[name=${k}]`);
    if ((await control.evaluate((x) => x.tagName)) === 'SELECT') await control.selectOption(v);
    else await control.fill(v);
  }
  await Promise.all([visitor.page.waitForNavigation(), form.locator('button.btn').click()]);
}

async function track(visitor, receipt) {
  await visitor.open('/track');
  await visitor.page.locator('#number').fill(receipt.number);
  await visitor.page.locator('#code').fill(receipt.code);
  await press(visitor, 'form[action="/track"] button.btn');
}

module.exports = async ({ tally, browser, binary, dir }) => {
  const data = H.makeDemo(binary, dir, { name: 'objection', at: 'publicity' });
  const server = await H.serve(binary, data, { skew: H.skewTo('2015-07-24T02:00:00Z') });
  const people = H.accounts(data);
  const come = comers(browser, server, people);
  const somebody = await come();
  let receipt;
  let form;

  await tally.test('a brand in public leads to a form that asks for no account, and a fault loses nothing', async () => {
    await somebody.open('/publicity');
    form = await somebody.page.locator('main a[href^="/publicity/"]').evaluateAll((list) => list.map((x) => x.getAttribute('href')).find((h) => /^\/publicity\/[a-z0-9]{16}$/.test(h)));
    await somebody.open(form);
    await press(somebody, 'a:has-text("反映意见")');
    form = somebody.at;
    await lookAt(somebody, [form, '/track'], MODES);
    await somebody.open(form);
    await somebody.page.locator('#text').fill(TEXT);
    await press(somebody, 'button:has-text("提交意见")');
    assert.match(await says(somebody), /请选择意见类型/);
    assert.strictEqual(await somebody.page.locator('#text').inputValue(), TEXT);
  });

  await tally.test('the browser does its little work and the receipt has a number and a code', async () => {
    await fill(somebody, '赵示例');
    const began = Date.now();
    await press(somebody, 'button:has-text("提交意见")');
    assert.ok(Date.now() - began < 10000, `it took ${Date.now() - began} ms`);
    const [number, code] = await somebody.page.locator('.receipt__no b').allInnerTexts();
    receipt = { number, code };
    assert.match(number, /^GS-2015-\d{4}$/);
    assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    assert.strictEqual((await somebody.page.context().cookies()).length, 0, 'a cookie was set');
  });

  await tally.test('without a script there is one page more, and a wait of twenty seconds', async () => {
    const plain = await come(null, { script: false });
    await plain.open(form);
    await fill(plain, '钱示例');
    await press(plain, 'button:has-text("提交意见")');
    assert.match(await says(plain), /请等 20 秒/);
    await press(plain, 'button:has-text("确认提交")');
    assert.match(await says(plain), /按得早了一点/);
    await H.sleep(20500);
    await press(plain, 'button:has-text("确认提交")');
    assert.match(await says(plain), /意见已收到/);
  });

  const office = await come('office02');
  let record;
  await tally.test('the docket has it at once, the name is hidden, and reading it asks why', async () => {
    await office.open('/objections');
    assert.match(await says(office), /赵\*\*/);
    for (const state of ['待受理', '核查中', '待答复', '已答复', '不予受理']) assert.ok((await says(office)).includes(state), state);
    await press(office, `a:has-text("${receipt.number}")`);
    record = office.at;
    assert.doesNotMatch(await says(office), /赵示例/);
    await office.page.locator('#reason').fill('电话核实当天的情况');
    await press(office, 'button:has-text("显示反映人")');
    assert.match(await says(office), /赵示例[\s\S]*13911112222/);
    await office.open(record);
    assert.doesNotMatch(await says(office), /赵示例/);
    await lookAt(office, ['/objections', record, '/objections/new', '/objections?state=overdue'], MODES);
  });

  await tally.test('it is taken up, the unit is asked without a name, and answers on its own page', async () => {
    await office.open(record);
    await act(office, 'accept');
    await act(office, 'ask', { text: '赵示例说窗口没有人，请说明。' });
    assert.match(await says(office), /含有反映人的姓名/);
    await act(office, 'ask', { text: '请说明7月20日上午窗口值班的情况。' });
    assert.match(await says(office), /等单位答复/);
    const unit = await unitAsked(come, people, '请说明7月20日上午窗口值班的情况。');
    assert.doesNotMatch(await says(unit), /赵示例|叫号机|GS-2015/);
    await lookAt(unit, [unit.at], MODES);
    await unit.page.locator('textarea[name=reply]').fill('当天一人值班，叫号机故障一小时，已经修好。');
    await press(unit, 'button:has-text("提交答复")');
    assert.match(await says(unit), /当天一人值班/);
  });

  await tally.test('it is concluded and answered, and the objector reads it and asks for one review', async () => {
    await office.open(record);
    await act(office, 'conclude', { finding: 'partly_upheld', effect: 'rectify', text: '叫号机故障属实。' });
    await act(office, 'answer', { text: '叫号机已经修好，并增加一人值班。' });
    await track(somebody, receipt);
    assert.match(await says(somebody), /叫号机已经修好，并增加一人值班。/);
    await somebody.page.locator('#reason').fill('没有说明谁来监督整改');
    await press(somebody, 'button:has-text("申请复核")');
    await track(somebody, receipt);
    assert.match(await says(somebody), /复核只有一次/);
    await track(somebody, { number: receipt.number, code: 'AAAA-AAAA' });
    assert.match(await says(somebody), /没有查到/);
  });

  await tally.test('the register is a workbook and papers without a name', async () => {
    const get = async (target, name) => {
      const answer = await office.page.request.get(`${office.origin}${target}`);
      assert.strictEqual(answer.status(), 200, target);
      const file = path.join(dir, name);
      fs.writeFileSync(file, await answer.body());
      return file;
    };
    const book = await get('/objections.xlsx', 'docket.xlsx');
    const read = spawnSync('/usr/bin/python3', [path.join(__dirname, '../../support/read_workbook.py'), book], { encoding: 'utf8' });
    assert.strictEqual(read.status, 0, read.stderr);
    assert.ok(read.stdout.includes(receipt.number) && !read.stdout.includes('赵示例'));
    for (const [target, name] of [['/objections/register.pdf', 'register.pdf'], [`${record}/sheet.pdf`, 'sheet.pdf']]) {
      const text = spawnSync('pdftotext', ['-layout', await get(target, name), '-'], { encoding: 'utf8' }).stdout;
      assert.ok(text.includes(receipt.number) && !text.includes('赵示例') && !text.includes('13911112222'), target);
    }
  });

  await tally.test('archived, the head has the office forget who it was, and the sender still follows it', async () => {
    await office.open(record);
    await act(office, 'review', { finding: 'partly_upheld', effect: 'rectify', text: '由服务科每周检查一次。' });
    await act(office, 'archive');
    assert.match(await says(office), /归档 90 天以后自动删除/);
    await lookAt(office, [record, `${record}/erase`], MODES);
    await office.open(record);
    await press(office, 'a:has-text("删除反映人身份信息")');
    await press(office, 'button:has-text("删除身份信息")');
    assert.match(await says(office), /请写明删除的事由/);
    await office.page.locator('#reason').fill('反映人本人来电要求删除');
    await press(office, 'button:has-text("删除身份信息")');
    assert.match(await says(office), /已于 2015年7月24日[\s\S]*删除（反映人本人来电要求删除）/);
    await lookAt(office, [record], MODES);
    assert.doesNotMatch(await says(office), /赵|显示反映人/);
    await track(somebody, receipt);
    assert.match(await says(somebody), /您留下的身份信息已于 2015年7月24日删除/);
    await lookAt(somebody, [form], MODES);
    assert.match(await says(somebody), /办结归档 90 天以后删除/);
  });

  await tally.test('the security administrator names people and sees nothing of the docket', async () => {
    const admin = await come('security01');
    await lookAt(admin, ['/objections/duties'], MODES);
    await admin.open('/objections/duties');
    assert.match(await says(admin), /异议负责人/);
    assert.strictEqual((await admin.page.request.get(`${admin.origin}/objections`)).status(), 403);
  });

  await server.stop();
};

// The unit that a question was sent to, on the page of the question.
async function unitAsked(come, people, question) {
  for (const account of people.filter((a) => /^unit/.test(a.login))) {
    const unit = await come(account.login);
    await unit.open('/messages');
    const link = unit.page.locator('li:has-text("有一个问题请答复") a:has-text("去办理")').first();
    if ((await link.count()) > 0) {
      await Promise.all([unit.page.waitForNavigation(), link.click()]);
      if ((await says(unit)).includes(question)) return unit;
    }
    await unit.page.context().close();
  }
  throw new Error('no unit was asked');
}
