// Both stages, 择优推荐 and 组织初审, through the real pages: the district and the sector, the list and its paper, the
// office that receives, the reviewers who answer blind, and who has to do with a brand and no longer finds it.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');
const { lookAt, dense, says, press, comers, H } = require('../lib.js');
const { readPaper } = require('../papers.js');

const PYTHON = '/usr/bin/python3'; // the system's own, whose library it is

async function fetchFile(visitor, address, file) {
  const answer = await visitor.page.request.get(visitor.origin + address);
  assert.strictEqual(answer.status(), 200, address);
  assert.match(answer.headers()['content-disposition'], /^attachment/);
  fs.writeFileSync(file, await answer.body());
  return file;
}

function readBook(file) {
  const read = spawnSync(PYTHON, [path.join(__dirname, '../../support/read_workbook.py'), file], { encoding: 'utf8' });
  assert.strictEqual(read.status, 0, read.stderr);
  return JSON.parse(read.stdout).sheets[0];
}

// Brands of the list in the order in which they stand, and the numbers beside them.
const order = async (visitor) => visitor.page.$$eval('[data-order] tbody tr', (rows) => rows.map((r) => r.querySelector('th a').textContent));
const numbers = async (visitor) => visitor.page.$$eval('[data-order] tbody input', (all) => all.map((i) => i.value));

async function openBrand(visitor, list, brand) {
  await visitor.open(list);
  await Promise.all([visitor.page.waitForNavigation(), visitor.page.locator(`tbody th a:has-text("${brand}")`).click()]);
  return visitor.at;
}

async function sendList(visitor) {
  await visitor.open('/recommendations');
  await Promise.all([visitor.page.waitForNavigation(), visitor.page.locator('main a:has-text("核对并报送")').click()]);
  await visitor.page.fill('#filler_name', '示例交');
  await visitor.page.fill('#filler_phone', '85680855');
  await press(visitor, '报送推荐名单');
  assert.match(await says(visitor), /推荐名单已报送/);
  return visitor.at.replace(/[?#].*/, '');
}

async function stageTwo({ tally, come, look, dir }) {
  const sector = await come('sector02');
  let sent;

  await tally.test('without a script a district takes its local opinion back and gives another, and the sector then recommends', async () => {
    const district = await come('district04', { script: false });
    const review = await openBrand(district, '/reviews', '乡音导诊');
    await press(district, '收回这个意见');
    assert.match(await says(district), /意见已收回/);
    await district.page.locator('input[value=agree]').check();
    await press(district, '提出意见');
    assert.match(await says(district), /意见已保存/);
    await look('district04', ['/reviews', review]);
    await district.leave();
    const health = await come('sector05', { script: false });
    assert.strictEqual(await openBrand(health, '/reviews', '乡音导诊'), review);
    await health.page.locator('input[value=agree]').check();
    await health.page.locator('#signer_name').fill('示例卫');
    await press(health, '保存结论');
    await health.open('/recommendations');
    assert.match(await says(health), /推荐的品牌，按顺序.*乡音导诊/);
    await health.leave();
  });

  await tally.test('the sector takes a conclusion back, recommends again, and both of its places are taken', async () => {
    await openBrand(sector, '/reviews', '回头看一眼');
    await press(sector, '收回这个意见');
    await sector.open('/recommendations');
    assert.match(await says(sector), /还没有结论.*回头看一眼/);
    assert.strictEqual(await sector.page.locator('main a[href="/recommendations/send"]').count(), 0);
    await openBrand(sector, '/reviews', '回头看一眼');
    await sector.page.locator('input[value=agree]').check();
    await press(sector, '保存结论');
    await sector.open('/recommendations');
    assert.strictEqual(await sector.page.locator('.slot--on').count(), 2);
    assert.deepStrictEqual([...await order(sector)].sort(), ['回头看一眼', '畅·行里'].sort());
    await look('sector02', ['/recommendations', '/recommendations/send'], ['1280', '360', 'contrast']);
  });

  await tally.test('without a script the order is changed by number and by button', async () => {
    const plain = await come('sector02', { script: false });
    await plain.open('/recommendations');
    const [first, second] = await order(plain);
    await plain.page.locator('[data-order] input').nth(0).fill('2');
    await plain.page.locator('[data-order] input').nth(1).fill('１');
    await press(plain, '保存顺序');
    assert.deepStrictEqual(await order(plain), [second, first]);
    await press(plain, '下移');
    assert.deepStrictEqual(await order(plain), [first, second]);
    assert.strictEqual(await plain.page.locator('.grip').count(), 0);
    await plain.leave();
  });

  await tally.test('a row is dragged by the mouse, the numbers follow, a voice says so, and Escape puts it back', async () => {
    await sector.open('/recommendations');
    const [first, second] = await order(sector);
    const grips = sector.page.locator('.grip');
    const [from, to] = [await grips.nth(0).boundingBox(), await sector.page.locator('[data-order] tbody tr').nth(1).boundingBox()];
    const drag = async () => {
      await sector.page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
      await sector.page.mouse.down();
      await sector.page.mouse.move(from.x + 20, to.y + to.height - 4, { steps: 8 });
    };
    await drag();
    assert.deepStrictEqual(await order(sector), [second, first]);
    await sector.page.keyboard.press('Escape');
    assert.deepStrictEqual(await order(sector), [first, second]);
    await sector.page.mouse.up();
    await drag();
    await sector.page.mouse.up();
    assert.deepStrictEqual(await order(sector), [second, first]);
    assert.deepStrictEqual(await numbers(sector), ['1', '2']);
    assert.match(await sector.page.locator('[role=status]').last().innerText(), new RegExp(`“${first}”现在排第 2，共 2 个`));
    await sector.shot('recommendations-dragged');
    await press(sector, '保存顺序');
    await sector.open('/recommendations');
    assert.deepStrictEqual(await order(sector), [second, first]);
  });

  await tally.test('by keyboard alone a number is typed and saved', async () => {
    await sector.open('/recommendations');
    const [first, second] = await order(sector);
    await sector.page.locator('[data-order] input').nth(0).focus();
    await sector.page.keyboard.press('Control+A');
    await sector.page.keyboard.type('9');
    await Promise.all([sector.page.waitForNavigation(), sector.page.keyboard.press('Enter')]);
    assert.deepStrictEqual(await order(sector), [second, first]);
  });

  await tally.test('the list is sent in one act; its sheets and its workbook say the same order', async () => {
    const [first, second] = await order(sector);
    sent = await sendList(sector);
    await look('sector02', [sent], ['1280', '360', 'print']);
    const list = readPaper(await fetchFile(sector, `${sent}/list.pdf`, path.join(dir, 'list.pdf')));
    const text = dense(list.text);
    assert.ok(text.includes(first) && text.indexOf(first) < text.indexOf(second), 'the sheet has another order');
    const letter = readPaper(await fetchFile(sector, `${sent}/letter.pdf`, path.join(dir, 'letter.pdf')));
    assert.match(dense(letter.text), /同意推荐/);
    const book = readBook(await fetchFile(sector, `${sent}/list.xlsx`, path.join(dir, 'list.xlsx')));
    const cells = book.rows.map((row) => row.map((c) => c.value));
    assert.ok(cells[0].includes(first) && cells[1].includes(second), JSON.stringify(cells));
    assert.ok(book.rows.flat().every((c) => c.type !== 'f'));
  });

  await tally.test('it is recalled, and sent again under the next number', async () => {
    await sector.open(sent);
    await press(sector, '撤回名单');
    assert.match(await says(sector), /推荐名单/);
    await sector.open(sent);
    assert.match(await says(sector), /已撤回/);
    const again = await sendList(sector);
    assert.notStrictEqual(again, sent);
    assert.match(await says(sector), /第2次报送/);
    sent = again;
  });

  await tally.test('without a script the office receives it by the check code of the paper, and no other code', async () => {
    const code = dense(readPaper(await fetchFile(sector, `${sent}/list.pdf`, path.join(dir, 'list2.pdf'))).text).match(/校验码:?：?([0-9A-Z]{4}-[0-9A-Z]{4})/);
    assert.ok(code, 'no check code on the sheet');
    const office = await come('office01', { script: false });
    await office.open('/recommendations');
    await look('office01', ['/recommendations', sent]);
    await office.open(sent);
    await office.page.fill('#code', '0000-0000');
    await press(office, '登记收到');
    assert.match(await says(office), /校验码与这份名单不符/);
    await office.page.fill('#code', code[1].toLowerCase());
    await press(office, '登记收到');
    assert.match(await says(office), /已登记收到/);
    await sector.open(sent);
    assert.strictEqual(await sector.page.locator('button:has-text("撤回名单")').count(), 0);
    await office.leave();
  });

  await tally.test('the figures count what was sent, in the table, the chart and the workbook', async () => {
    const office = await come('office01');
    await office.open('/nominations');
    await Promise.all([office.page.waitForNavigation(), office.page.locator('main a:has-text("统计")').click()]);
    assert.match(await office.page.locator('svg.chart desc').textContent(), /出租车：申报 1，推荐 1/);
    const totals = dense(await office.page.locator('tfoot').innerText());
    for (const by of ['sector', 'district', 'kind']) {
      await office.open(`/figures?by=${by}`);
      assert.strictEqual(dense(await office.page.locator('tfoot').innerText()), totals);
      const book = readBook(await fetchFile(office, `/figures.xlsx?by=${by}`, path.join(dir, `figures-${by}.xlsx`)));
      const last = book.rows[book.rows.length - 1];
      assert.ok(last.slice(1).every((c) => c.type === 'n'), 'numbers are numbers');
      const sum = book.rows.slice(0, -1).reduce((n, row) => n + Number(row[1].value), 0);
      assert.strictEqual(sum, Number(last[1].value));
      assert.ok(totals.includes(`合计${last[1].value}`), totals);
    }
    await look('office01', ['/figures', '/figures?by=kind'], ['1280', '360', 'elder', 'contrast', 'print']);
    await office.leave();
  });
  await sector.leave();
}

async function stageThree({ tally, come, look }) {
  let taxi;
  let bus;

  await tally.test('a jump on the demonstration bar opens the preliminary review, and the office gives the brands away', async () => {
    const office = await come('office01', { script: false });
    await Promise.all([office.page.waitForNavigation(), office.page.locator('.demo button[value=preliminary_review]').click()]);
    assert.match(dense(await office.page.locator('.stagebar__now').innerText()), /组织初审/);
    await office.open('/reviews/assignments');
    for (const box of await office.page.locator('tbody input[type=checkbox]').all()) await box.setChecked(true);
    for (const name of ['演示乙', '示例安', '示例消']) await office.page.locator(`.pick label:has-text("${name}") input`).check();
    await press(office, '分给审阅人');
    assert.match(office.at, /assigned/);
    taxi = await openBrand(office, '/reviews', '回头看一眼');
    bus = await openBrand(office, '/reviews', '畅·行里');
    await look('office01', ['/reviews', '/reviews/assignments', taxi]);
    await office.leave();
  });

  await tally.test('without a script a joint department is told what a veto needs, and vetoes with day and document', async () => {
    const joint = await come('joint01', { script: false });
    await openBrand(joint, '/reviews', '畅·行里');
    await joint.page.locator('input[name=verdict][value=veto]').check();
    await press(joint, '提交');
    assert.match(await says(joint), /请写明文书名称和文号/);
    assert.ok(await joint.page.locator('input[name=verdict][value=veto]').isChecked());
    await joint.page.fill('#ground', '近一年有一起责任事故，尚未结案。');
    await joint.page.fill('#document', '示安监〔2015〕8号');
    await joint.page.fill('#document_on', '2015-6-20');
    await press(joint, '提交');
    await joint.open(bus);
    assert.match(await says(joint), /示安监〔2015〕8号/);
    await look('joint01', ['/reviews', bus, taxi]);
    await joint.leave();
  });

  await tally.test('the office grades every condition, blind until it has answered, and then reads the veto', async () => {
    const office = await come('office02');
    await office.open(bus);
    assert.doesNotMatch(await says(office), /示安监/);
    await office.page.locator('input[name=verdict][value=confirm]').check();
    await office.page.fill('#opinion', '事迹真实，材料齐全。');
    await press(office, '提交');
    assert.match(await says(office), /每一项条件都要评一个等次/);
    assert.strictEqual(await office.page.locator('#opinion').inputValue(), '事迹真实，材料齐全。');
    for (const row of await office.page.locator('.graded').all()) await row.locator('label', { hasText: '良' }).locator('input').check();
    await press(office, '提交');
    await office.open(bus);
    assert.match(await says(office), /示安监〔2015〕8号/);
    await look('office02', [bus], ['1280', '360', 'elder']);
    await office.leave();
  });

  await tally.test('a recusal takes the brand from every page, count and file of that person, and of nobody else', async () => {
    const office = await come('office02');
    await office.open('/figures');
    const total = async (visitor) => {
      await visitor.open('/figures');
      return Number(await visitor.page.locator('tfoot td').first().innerText());
    };
    const before = await total(office);
    await look('office02', [`${taxi}/recusal`]);
    await office.open(`${taxi}/recusal`);
    await office.page.fill('#reason', '近亲属在该公司任职');
    await press(office, '登记回避');
    assert.strictEqual(await total(office), before - 1);
    for (const page of ['/reviews', '/nominations', '/recommendations', '/reviews/assignments', '/figures']) {
      await office.open(page);
      assert.doesNotMatch(await says(office), /回头看一眼|CZPP-2015-0008/, page);
    }
    assert.strictEqual((await office.open(taxi)).status(), 404);
    await office.leave();
    const other = await come('office01');
    assert.strictEqual(await total(other), before);
    await other.open(taxi);
    assert.match(await says(other), /回避.*近亲属在该公司任职/);
    await other.leave();
  });
}

module.exports = async ({ tally, browser, binary, dir }) => {
  const data = H.makeDemo(binary, path.dirname(dir), { name: 'both-stages', at: 'recommendation' });
  const server = await H.serve(binary, data);
  const people = H.accounts(data);
  const come = comers(browser, server, people);
  // A page is looked at with a script, whoever wrote in it without one.
  const look = async (login, targets, modes) => {
    const v = await come(login);
    await lookAt(v, targets, modes);
    await v.leave();
  };
  await stageTwo({ tally, come, look, dir: data });
  await stageThree({ tally, come, look });
  await server.stop();
  await tally.test('and the data of the whole way are sound', () => {
    for (const command of ['check', 'verify']) assert.match(H.run(binary, [command, '--data', data]), /全部成立/);
  });
};
