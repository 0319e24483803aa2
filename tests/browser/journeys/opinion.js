// The local opinion and the authority's conclusion: the district first, without a script, then the sector; what the unit
// learns of it, on the screen and on paper.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { Visitor, audit, lookAt, dense, says, press, comers, H } = require('../lib.js');
const { readPaper } = require('../papers.js');

const STAGE_TWO = '2015-06-29T02:00:00Z'; // Monday, 10:00 in Beijing
const AFTER = '2015-07-11T02:00:00Z';
const REASON = '品牌做法还在试行，服务规范没有定稿，建议完善以后参加下一批次。';

// The first row's page; a person reaches it from the menu.
async function toReview(visitor, brand) {
  await Promise.all([visitor.page.waitForNavigation(), visitor.page.locator('.nav >> text=审阅').click()]);
  await Promise.all([visitor.page.waitForNavigation(), visitor.page.locator(`tbody th a:has-text("${brand}")`).click()]);
  return visitor.at;
}

async function paperOf(visitor, home, dir) {
  const answer = await visitor.page.request.get(`${visitor.origin}${home}/form.pdf?copies=1`);
  assert.strictEqual(answer.status(), 200);
  const file = path.join(dir, `opinion-${Date.now()}.pdf`);
  fs.writeFileSync(file, await answer.body());
  return file;
}

module.exports = async ({ tally, browser, binary, dir }) => {
  const server = await H.serve(binary, dir, { skew: H.skewTo(STAGE_TWO) });
  const people = H.accounts(dir);
  const come = comers(browser, server, people);
  const unit = await come('unit04');
  await unit.open('/nominations');
  const home = unit.at;
  await unit.open(`${home}/record`);
  const brand = (await unit.page.locator('h1').innerText()).trim();
  const sector = await come('sector04');
  let review;

  await tally.test('until the district has answered the authority reads and finds no form', async () => {
    review = await toReview(sector, brand);
    assert.match(await says(sector), /先由当地文明办提出意见/);
    assert.strictEqual(await sector.page.locator('.decide form').count(), 0);
    await lookAt(sector, ['/reviews', review], ['1280', '360']);
  });

  await tally.test('without a script the district is told all that is wrong at once, keeps its text, and gives its opinion', async () => {
    const district = await come('district02', { script: false });
    assert.strictEqual(await toReview(district, brand), review);
    assert.strictEqual(await district.page.locator('#text').inputValue(), '经征求意见，同意申报。');
    await district.page.locator('input[value=disagree]').check();
    await district.page.locator('#text').fill('不同意');
    await press(district, '提出意见');
    assert.match(await says(district), /有2处需要修改/);
    assert.strictEqual(await district.page.locator('#text').inputValue(), '不同意');
    await district.page.locator('input[value=disagree]').check();
    await district.page.locator('#text').fill(REASON);
    await district.page.locator('#signer_name').fill('示例长');
    await district.page.locator('#signer_title').fill('主任');
    await press(district, '提出意见');
    assert.match(await says(district), /意见已保存/);
    assert.match(await says(district), /主任示例长，2015年6月29日/);
    await press(district, '收回这个意见');
    assert.match(await says(district), /意见已收回/);
    assert.strictEqual(await district.page.locator('#signer_name').inputValue(), '示例长');
    await district.page.locator('input[value=agree]').check();
    await press(district, '提出意见');
    await district.leave();
  });

  await tally.test('the sealed sheet comes afterwards, as a PDF, and whoever knows the opinion can read it', async () => {
    const district = await come('district02');
    const scan = await paperOf(unit, home, dir);
    await district.open(review);
    await district.page.locator('#scan').setInputFiles(scan);
    await press(district, '上传');
    assert.match(await says(district), /扫描件已上传/);
    await unit.open(home);
    const link = await unit.page.locator('a:has-text("查看盖章的扫描件")').getAttribute('href');
    const answer = await unit.page.request.get(unit.origin + link);
    assert.strictEqual(answer.headers()['content-type'], 'application/pdf');
    assert.ok((await answer.body()).equals(fs.readFileSync(scan)), 'the sheet came back changed');
    await lookAt(district, ['/reviews', review, '/reviews?state=agreed', '/reviews?q=zz'], ['1280', '360', 'elder', 'contrast', 'print']);
    await district.leave();
  });

  await tally.test('the authority recommends, its place is a seal, and the list comes down as a workbook', async () => {
    await sector.open('/reviews');
    assert.match(await says(sector), /推荐名额2个，已用0个/);
    await sector.open(review);
    assert.match(await says(sector), /经征求意见，同意申报/);
    await sector.page.locator('input[value=agree]').check();
    await sector.page.locator('#signer_name').fill('李示例');
    await press(sector, '保存结论');
    await sector.open('/reviews');
    assert.strictEqual(await sector.page.locator('.slot--on').count(), 1);
    const [download] = await Promise.all([sector.page.waitForEvent('download'), sector.page.getByText('下载表格').click()]);
    assert.match(download.suggestedFilename(), /^审阅清单-2015-06-29\.xlsx$/);
    await lookAt(sector, ['/reviews', review], ['1280', '360', 'elder', 'contrast']);
  });

  await tally.test('the unit reads the local opinion on the screen and in its box, and nothing of the conclusion', async () => {
    await unit.open(home);
    assert.match(await says(unit), /同意辖市（区）文明办意见：经征求意见，同意申报。/);
    assert.doesNotMatch(await says(unit), /同意推荐|李示例/);
    const paper = readPaper(await paperOf(unit, home, dir));
    assert.match(dense(paper.text), /（网上意见：同意。主任示例长。）/);
    assert.match(dense(paper.text), /2015年6月29日/);
    assert.doesNotMatch(dense(paper.text), /李示例/);
    await lookAt(unit, [home], ['1280', '360']);
  });

  for (const v of [unit, sector]) await v.leave();
  await server.stop();
  const later = await H.serve(binary, dir, { skew: H.skewTo(AFTER) });
  await tally.test('after the close the page says so and can still be read', async () => {
    const v = await Visitor.come(browser, later);
    await v.signIn(people.find((a) => a.login === 'district02'));
    await v.open(review);
    assert.match(await says(v), /推荐已于7月10日（周五）24:00截止/);
    assert.strictEqual(await v.page.locator('.decide form[action$="/withdraw"]').count(), 0);
    await audit(v, review, '1280');
    await v.leave();
  });
  await later.stop();
};
