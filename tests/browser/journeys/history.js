// Several hands on one form: who else is here, two texts side by side, an earlier text brought back, versions compared;
// and whether one may apply at all, with the clause that says so.
'use strict';
const assert = require('assert');
const { audit, says, press, comers, H } = require('../lib.js');
const { Keyboard } = require('../form_filling.js');

const LOOKS = ['1280', '360', 'contrast'];
async function look(visitor, targets, modes = LOOKS) {
  const faults = [];
  for (const mode of modes) for (const target of targets) await audit(visitor, target, mode).catch((e) => faults.push(e.message));
  await visitor.page.setViewportSize({ width: 1280, height: 900 });
  assert.deepStrictEqual(faults, []);
}

async function write(visitor, home, section, name, text) {
  await visitor.open(`${home}/${section}`);
  await visitor.page.fill(`[name="${name}"]`, text);
  await press(visitor, '保存并返回任务清单');
}

async function twoHands({ tally, come }) {
  const chen = await come('unit01');
  const wang = await come('unit01b');
  await chen.open('/nominations');
  const home = chen.at;
  await chen.open(`${home}/withdraw`);
  await press(chen, '撤回申报');
  await press(chen, '恢复为草稿');

  await tally.test('who else fills the form is told on the open page, with the section, as the text is saved', async () => {
    await chen.open(`${home}/brand`);
    assert.strictEqual(await chen.page.locator('#others').isVisible(), false);
    await wang.open(`${home}/story`);
    assert.match(await wang.page.locator('#others').innerText(), /正在填写“品牌/);
    await chen.page.fill('[name=brand_slogan]', '一窗到底');
    await chen.page.waitForFunction(() => /正在填写“品牌简介/.test(document.querySelector('#others').innerText), null, { timeout: 12000 });
    assert.match(await chen.page.locator('[data-save-status]').first().innerText(), /自动保存/);
  });

  await tally.test('two people of a unit change one answer: both texts stand side by side, and the keyboard chooses', async () => {
    await wang.open(`${home}/brand`);
    await write(chen, home, 'brand', 'brand_slogan', '一窗到底，甲写的');
    await wang.page.fill('[name=brand_slogan]', '一窗到底，乙写的');
    await press(wang, '保存并返回任务清单');
    const kept = wang.at;
    assert.match(kept, /\/kept\//);
    assert.match(await says(wang), /甲写的[\s\S]*乙写的/);
    assert.deepStrictEqual([await wang.page.locator('del').first().innerText(), await wang.page.locator('ins').first().innerText()], ['甲', '乙']);
    await look(wang, [kept]);
    await chen.open(home);
    assert.match(await says(chen), /有内容等待选择/);
    await wang.open(kept);
    const keyboard = new Keyboard(wang.page);
    await keyboard.choose('pick.brand_slogan', 'mine');
    await keyboard.tabTo('the button', (at) => at.tag === 'BUTTON' && at.text.startsWith('按上面的选择保存'));
    await Promise.all([wang.page.waitForNavigation(), wang.page.keyboard.press('Enter')]);
    assert.deepStrictEqual(keyboard.faults, []);
    assert.match(await says(wang), /选择的内容已保存/);
    await wang.open(`${home}/brand`);
    assert.strictEqual(await wang.page.inputValue('[name=brand_slogan]'), '一窗到底，乙写的');
  });
  await wang.leave();
  return { chen, home };
}

async function earlierTexts({ tally, come, chen, home }) {
  await tally.test('an earlier text is read and brought back by keys alone, and what it replaced stays', async () => {
    await look(chen, [`${home}/history`, `${home}/history?field=brand_slogan`]);
    await chen.open(`${home}/history?field=brand_slogan`);
    const keyboard = new Keyboard(chen.page);
    await keyboard.tabTo('the newest text', (at) => at.tag === 'SUMMARY' && at.text.includes('改写以前'));
    await chen.page.keyboard.press('Enter');
    const text = (await chen.page.locator('main details[open] .two__t').innerText()).trim();
    await keyboard.tabTo('its button', (at) => at.tag === 'BUTTON' && at.text.startsWith('恢复这一份'));
    await Promise.all([chen.page.waitForNavigation(), chen.page.keyboard.press('Enter')]);
    assert.deepStrictEqual(keyboard.faults, []);
    assert.match(await says(chen), /已恢复/);
    await chen.open(`${home}/brand`);
    assert.strictEqual(await chen.page.inputValue('[name=brand_slogan]'), text);
    await chen.open(`${home}/history?field=brand_slogan`);
    assert.match(await chen.page.locator('main').evaluate((e) => e.textContent), /乙写的/);
  });

  await tally.test('without a script the text of a row comes back into the row that was chosen', async () => {
    const plain = await come('unit01', { script: false });
    await plain.open(`${home}/honours`);
    const first = await plain.page.inputValue('[name="honours.name.1"]');
    await write(plain, home, 'honours', 'honours.name.1', '写错的称号');
    await plain.open(`${home}/history?field=honours.name`);
    await plain.page.locator('main summary').first().click();
    assert.match(await plain.page.locator('main details[open] select').innerText(), /第 1 行：写错的称号[\s\S]*另起一行/);
    await plain.page.locator('main details[open] select').selectOption('1');
    await press(plain, '恢复这一份');
    await plain.open(`${home}/honours`);
    assert.strictEqual(await plain.page.inputValue('[name="honours.name.1"]'), first);
    await look(chen, [`${home}/history?field=honours.name`]);
    await plain.leave();
  });
}

async function mayApply({ tally, chen, home }) {
  await tally.test('what the notice does not allow is said before the form, with its clause, and at the last page again', async () => {
    await chen.open(`${home}/eligibility`);
    const started = await Promise.all(['year', 'month'].map((x) => chen.page.inputValue(`[name="brand_started_on.${x}"]`)));
    await chen.page.fill('[name="brand_started_on.year"]', '2015');
    await chen.page.fill('[name="brand_started_on.month"]', '1');
    await press(chen, '保存并核对');
    assert.match(await says(chen), /不符合[\s\S]*运行一年以上/);
    await look(chen, [`${home}/eligibility`]);
    await chen.open(`${home}/check`);
    assert.match(await says(chen), /运行一年以上/);
    assert.strictEqual(await chen.page.locator('button:has-text("提交申报")').count(), 0);
    await look(chen, [`${home}/check`]);
    await chen.open(`${home}/eligibility`);
    await chen.page.fill('[name="brand_started_on.year"]', started[0]);
    await chen.page.fill('[name="brand_started_on.month"]', started[1]);
    await press(chen, '保存并核对');
    assert.doesNotMatch(await says(chen), /不符合/);
  });
}

async function versions({ tally, come, chen, home }) {
  await tally.test('a version and the draft, then two versions, show by field what is different', async () => {
    await look(chen, [`${home}/versions/1/draft`]);
    await chen.open(`${home}/versions/1/draft`);
    assert.match(await says(chen), /有1栏不同[\s\S]*品牌口号/);
    await chen.open(`${home}/check`);
    await press(chen, '提交申报');
    const office = await come('office01');
    await office.open(`${home}/record`);
    await Promise.all([office.page.waitForNavigation(), office.page.locator('main a:has-text("第 1 版和第 2 版")').click()]);
    assert.match(await says(office), /有1栏不同[\s\S]*品牌口号/);
    await look(office, [`${home}/versions/1/2`, `${home}/eligibility`]);
    await office.open(`${home}/versions/1/draft`);
    assert.match(await office.page.locator('h1').innerText(), /没有这个页面/);
    await office.leave();
  });

  await tally.test('all of it in large type', async () => {
    await chen.open('/');
    await Promise.all([chen.page.waitForNavigation(), chen.page.locator('form[action="/prefs/elder"] button').click()]);
    await look(chen, [`${home}/history`, `${home}/history?field=honours.name`, `${home}/versions/1/2`, `${home}/eligibility`], ['elder', '360']);
  });
}

module.exports = async ({ tally, browser, binary, dir, moment }) => {
  const people = H.accounts(dir);
  const server = await H.serve(binary, dir, { skew: H.skewTo(moment) });
  const come = comers(browser, server, people);
  const { chen, home } = await twoHands({ tally, come });
  await earlierTexts({ tally, come, chen, home });
  await mayApply({ tally, chen, home });
  await versions({ tally, come, chen, home });
  await chen.leave();
  await server.stop();
};
