// Returned for revision: the authority tells all defects at once, the unit mends just those fields, the authority sees what changed.
'use strict';
const assert = require('assert');
const path = require('path');
const { MODES, lookAt, says, press, comers, H } = require('../lib.js');

const IN_STAGE_2 = '2015-07-04T01:00:00Z';

async function remark(visitor, ident, text) {
  const box = visitor.page.locator(`textarea[name="remark.${ident}"]`);
  if (!(await box.isVisible())) await visitor.page.locator('details', { has: box }).locator('summary').click();
  await box.fill(text);
}

async function theWholeWay({ tally, browser, server, people }) {
  const come = comers(browser, server, people);
  const sector = await come('sector01');
  const unit = await come('unit01');
  await unit.open('/nominations');
  const home = unit.at;
  const page = `/reviews/${home.split('/')[2]}/return`;
  let shown;

  await tally.test('the sector writes its remarks, reads what the unit will read, and returns the nomination', async () => {
    await lookAt(sector, [page, '/reviews/returns']);
    await sector.open(page);
    await press(sector, '预览单位会看到的内容');
    assert.match(await says(sector), /请写明退回的原因/);
    await sector.page.fill('#reason', '材料有两处需要修改');
    await sector.page.fill('#day', '2015-7-8');
    await remark(sector, 'brand_summary', '请写明服务对象');
    await remark(sector, 'brand_slogan', '口号与简介不一致');
    await press(sector, '预览单位会看到的内容');
    assert.match(await says(sector), /预览：单位会看到.*退回修改，请在7月8日（周三）24:00前改好/);
    await sector.shot('return-preview-1280');
    await press(sector, '退回修改');
    shown = sector.at.replace(/[?#].*/, '');
    assert.match(shown, /\/returns\//);
    assert.match(await says(sector), /待补正.*口号与简介不一致/);
    const paper = await sector.page.request.get(`${sector.origin}${shown}/notice.pdf`);
    assert.strictEqual((await paper.body()).subarray(0, 5).toString(), '%PDF-');
    await lookAt(sector, [shown, `${shown}/recall`, '/reviews/returns', `${home}/record`]);
  });

  await tally.test('the unit finds the note on top, mends those two fields and no other, and sends it again', async () => {
    await lookAt(unit, [home, `${home}/brand`, `${home}/story`, `${home}/unit`, `${home}/attachments`, `${home}/check`, shown]);
    await unit.open(home);
    assert.match(await says(unit), /退回修改，请在7月8日（周三）24:00前改好/);
    await unit.page.locator('.note--warn a:has-text("品牌口号")').click();
    await unit.page.fill('#brand_slogan', '冷热相宜，恰到好处');
    assert.strictEqual(await unit.page.locator('#brand_name').evaluate((e) => e.tagName), 'DIV');
    await press(unit, '保存并返回任务清单');
    assert.match(await says(unit), /已完成1项，共2项/);
    await unit.open(`${home}/story`);
    await unit.page.fill('#brand_summary', `面向求职者和用工单位。${await unit.page.inputValue('#brand_summary')}`.slice(0, 280));
    await press(unit, '保存并返回任务清单');
    await unit.open(`${home}/check`);
    await press(unit, '提交申报');
    assert.match(await says(unit), /第2版/);
    await lookAt(unit, [`${home}/receipt`]);
  });

  await tally.test('the sector sees each remark beside its difference', async () => {
    await lookAt(sector, [shown, '/reviews/returns'], ['1280', '360', 'print', 'contrast']);
    await sector.open(shown);
    assert.match(await says(sector), /已补正.*品牌口号.*已改/);
    assert.strictEqual(await sector.page.locator('main ins').count() > 0, true);
    const book = await sector.page.request.get(`${sector.origin}/reviews/returns.xlsx`);
    assert.strictEqual((await book.body()).subarray(0, 2).toString(), 'PK');
  });
  await sector.leave();
  await unit.leave();
}

async function withoutScript({ tally, browser, server, people }) {
  const come = comers(browser, server, people);
  const plain = { script: false, mode: MODES[360] };
  await tally.test('without JavaScript and on a telephone a return is answered, another is made and taken back', async () => {
    const unit = await come('unit04', plain);
    await unit.open('/nominations');
    const home = unit.at;
    assert.match(await says(unit), /退回修改，请在7月7日（周二）24:00前改好/);
    await unit.shot('return-note-nojs-360');
    await unit.open(`${home}/brand`);
    await unit.page.fill('#brand_slogan', '五次见面，水到人到');
    await press(unit, '保存并返回任务清单');
    assert.match(await says(unit), /已完成1项，共3项/);
    await unit.open(`${home}/check`);
    assert.match(await says(unit), /“品牌简介”有退回意见，内容还没有改动/);
    await press(unit, '提交申报');
    const office = await come('office01', plain);
    const page = `/reviews/${home.split('/')[2]}/return`;
    await office.open(page);
    await office.page.fill('#reason', '联系电话请核对');
    await remark(office, 'contact_phone', '号码少一位');
    await press(office, '预览单位会看到的内容');
    await press(office, '退回修改');
    await office.page.locator('a:has-text("收回退回")').click();
    await press(office, '收回退回');
    assert.match(await says(office), /已收回/);
    await office.open('/reviews/returns');
    assert.match(await says(office), /已收回.*已补正/);
    await office.leave();
    await unit.leave();
  });
}

module.exports = async ({ tally, browser, binary, dir }) => {
  const data = H.makeDemo(binary, path.dirname(dir), { name: 'return-stage-2', at: 'recommendation' });
  const people = H.accounts(data);
  const server = await H.serve(binary, data, { skew: H.skewTo(IN_STAGE_2) });
  await theWholeWay({ tally, browser, server, people });
  await withoutScript({ tally, browser, server, people });
  await server.stop();
};
