// 公示: a visitor reads the notice, a brand, the paper and the feed; the office composes the next version, is stopped by the
// publish gate, and two people release it; the visitor reads what is different.
'use strict';
const assert = require('assert');
const path = require('path');
const { Visitor, lookAt, dense, says, press, comers, H } = require('../lib.js');
const fs = require('fs');
const { spawnSync } = require('child_process');

const MODES = ['1280', '768', '360'];

module.exports = async ({ tally, browser, binary, dir }) => {
  const data = H.makeDemo(binary, dir, { name: 'publicity', at: 'publicity' });
  const server = await H.serve(binary, data, { skew: H.skewTo('2015-07-24T02:00:00Z') });
  const people = H.accounts(data);
  const come = comers(browser, server, people);
  const anyone = await Visitor.come(browser, server, { script: false });
  let brands = [];

  await tally.test('a visitor comes from the home page to the list and to every brand, without a script', async () => {
    await anyone.open('/');
    await Promise.all([anyone.page.waitForNavigation(), anyone.page.locator('main a:has-text("查看公示名单")').click()]);
    assert.match(await says(anyone), /公示时间.*2015年7月21日至7月25日（其中工作日4天）/);
    assert.match(await says(anyone), /本次推荐评选不收取任何费用/);
    brands = await anyone.page.locator('tbody th a').evaluateAll((list) => list.map((a) => a.getAttribute('href')));
    assert.ok(brands.length >= 3, `${brands.length} brands`);
    let pictures = 0;
    for (const brand of brands) {
      await anyone.open(brand);
      assert.strictEqual(await anyone.page.locator(`a[href="${brand}/objection"]`).count(), 1);
      assert.match(await says(anyone), /公示中/);
      for (const image of await anyone.page.locator('main .shots img').all()) {
        await image.scrollIntoViewIfNeeded(); // photographs are loaded when they come into sight
        await image.evaluate((x) => x.decode());
        pictures++;
      }
    }
    assert.ok(pictures >= 2 * brands.length, `${pictures} pictures`);
  });

  await tally.test('the list, a brand and the timeline are right at every width', async () => {
    const looking = await Visitor.come(browser, server);
    await lookAt(looking, ['/publicity', brands[0], '/publicity/versions/1'], [...MODES, 'elder', 'print', 'contrast']);
    await looking.leave();
  });

  await tally.test('the paper says what the page says, and the feed names the version', async () => {
    const pdf = path.join(dir, 'notice.pdf');
    const answer = await anyone.page.request.get(`${anyone.origin}/publicity/notice.pdf`);
    assert.strictEqual(answer.headers()['content-type'], 'application/pdf');
    fs.writeFileSync(pdf, await answer.body());
    if (process.env.SHOTS) fs.copyFileSync(pdf, path.join(process.env.SHOTS, 'notice.pdf'));
    const text = dense(spawnSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).stdout);
    await anyone.open('/publicity');
    const code = (await says(anyone)).match(/校验码([0-9A-Z]{4}-[0-9A-Z]{4})/)[1];
    assert.ok(text.includes(code), 'the check code is at the foot');
    for (const line of await anyone.page.locator('.gov__p > p:not(.sign)').allInnerTexts()) assert.ok(text.includes(dense(line).slice(0, 14)), line);
    for (const name of await anyone.page.locator('tbody th').allInnerTexts()) assert.ok(text.includes(dense(name)), name);
    const feed = await anyone.page.request.get(`${anyone.origin}/publicity/feed.atom`);
    assert.match(feed.headers()['content-type'], /^application\/atom\+xml/);
    assert.match(await feed.text(), /<entry>[\s\S]*\/publicity\/versions\/2[\s\S]*<entry>[\s\S]*\/publicity\/versions\/1/);
  });

  const one = await come('office01');
  await tally.test('the office extends the period and takes a brand off; the gate stops a telephone number', async () => {
    await Promise.all([one.page.waitForNavigation(), one.page.locator('.nav >> text="公示"').click()]);
    await lookAt(one, ['/publicity/compose'], MODES);
    await one.open('/publicity/compose');
    await one.page.locator('#closes').fill('2015年7月31日');
    await one.page.locator('#change').fill('公示期延长至7月31日，撤下一个品牌；咨询请找张某 138 0000 1234。');
    await one.page.locator('fieldset summary').first().click();
    await one.page.locator('input[id^="mark-"]').first().check();
    await press(one, '保存');
    assert.match(await says(one), /请写明撤下.*的理由，公众会看到/);
    assert.strictEqual(await one.page.locator('#closes').inputValue(), '2015年7月31日');
    await one.page.locator('input[id^="why-"]').first().fill('经核查，事迹与申报不符');
    await press(one, '保存');
    assert.match(await says(one), /更正说明手机号码138\*\*\*\*1234/);
    assert.strictEqual(await one.page.locator('button:has-text("提出发布")').count(), 0);
    await lookAt(one, ['/publicity/compose'], ['1280', '360']);
    await one.open('/publicity/compose');
    await one.page.locator('input[name=reason]').fill('是个人手机，不公开');
    await press(one, '遮住后公开');
    await press(one, '提出发布');
    assert.match(await says(one), /要由另一个人确认/);
    await lookAt(one, ['/publicity/release'], ['1280', '360']);
    await anyone.open('/publicity');
    assert.doesNotMatch(await says(anyone), /7月31日/);
  });

  await tally.test('another confirms without a script, and a visitor reads the new version at once', async () => {
    const two = await come('office02', { script: false });
    await two.open('/publicity/release');
    await press(two, '确认发布');
    assert.match(await says(two), /公示已发布/);
    await two.leave();
    await anyone.open('/publicity');
    const text = await says(anyone);
    assert.match(text, /原定7月25日截止，延长至7月31日/);
    assert.match(text, /已撤下：经核查，事迹与申报不符/);
    assert.match(text, /138\*\*\*\*1234/);
    assert.doesNotMatch(text, /1380000/);
    await Promise.all([anyone.page.waitForNavigation(), anyone.page.locator('main a[href="/publicity/versions/1"]').click()]);
    assert.match(await says(anyone), /这是第1版，已由第3版代替/);
    const looking = await Visitor.come(browser, server);
    await lookAt(looking, ['/publicity', '/publicity/versions/1', ...brands.slice(0, 2)], ['1280', '360']);
    await looking.leave();
  });

  await tally.test('the office corrects a brand, takes one back, and a visitor reads what was and what is', async () => {
    await one.open('/publicity/compose');
    await one.page.locator('fieldset summary').nth(1).click();
    await Promise.all([one.page.waitForNavigation(), one.page.locator('a:has-text("的文字和图片")').nth(1).click()]);
    const where = new URL(one.page.url()).pathname;
    await lookAt(one, [where], MODES);
    await one.open(where);
    const old = await one.page.locator('#summary').inputValue();
    await one.page.locator('#unit_name').fill('');
    await one.page.locator('#summary').fill(`${old}（已核对）`);
    await press(one, '保存更正');
    assert.match(await says(one), /请填写单位名称/);
    assert.strictEqual(await one.page.locator('#summary').inputValue(), `${old}（已核对）`);
    await lookAt(one, [where], ['360']);
    await one.open(where);
    await one.page.locator('#unit_name').fill('示例市便民服务中心（更名）');
    await one.page.locator('#summary').fill(`${old}（已核对）`);
    await press(one, '保存更正');
    assert.match(await says(one), /已更正/);
    await one.page.locator('fieldset summary').first().click();
    await one.page.locator('input[id^="mark-"]').first().check();
    await one.page.locator('input[id^="why-"]').first().fill('经复核，反映不属实');
    await press(one, '保存');
    await lookAt(one, ['/publicity/compose'], ['1280', '360']);
    await one.open('/publicity/compose');
    await press(one, '提出发布');
    const two = await come('office02', { script: false });
    await two.open('/publicity/release');
    await press(two, '确认发布');
    await two.leave();
    await anyone.open('/publicity');
    const text = await says(anyone);
    assert.match(text, /恢复“[^”]+”：经复核，反映不属实。/);
    assert.match(text, /现为“示例市便民服务中心（更名）”。/);
    assert.strictEqual(await anyone.page.locator('ins').allInnerTexts().then((list) => list.join('')), '（已核对）');
    assert.doesNotMatch(text, /已撤下/);
    const looking = await Visitor.come(browser, server);
    await lookAt(looking, ['/publicity', '/publicity/versions/2'], [...MODES, 'elder', 'print']);
    await looking.leave();
  });

  await tally.test('a PDF goes out with the notice when somebody has looked at what no machine reads', async () => {
    const pdf = path.join(dir, 'stamped.pdf');
    const desk = await browser.newPage();
    await desk.setContent('<h1>公示</h1><p>联系人的手机 139 1234 5678</p><img alt="" src="data:image/gif;base64,R0lGODdhAQABAIAAAP8AAAAAACwAAAAAAQABAAACAkQBADs=" width="80" height="80">');
    await desk.pdf({ path: pdf });
    await desk.close();
    await one.open('/publicity/compose/files');
    await press(one, '上传附件');
    assert.match(await says(one), /请选择PDF文件/);
    await one.page.locator('#file').setInputFiles(pdf);
    await one.page.locator('#title').fill('公示的盖章扫描件');
    await press(one, '上传附件');
    assert.match(await says(one), /已上传/);
    await lookAt(one, ['/publicity/compose/files'], MODES);
    await one.open('/publicity/compose');
    assert.match(await says(one), /增加附件“公示的盖章扫描件”。/);
    assert.match(await says(one), /附件“公示的盖章扫描件”第1页手机号码139\*\*\*\*5678/);
    assert.match(await says(one), /附件“公示的盖章扫描件”要有人看第1页有图片/);
    await lookAt(one, ['/publicity/compose'], ['1280', '360']);
    await one.open('/publicity/compose');
    assert.strictEqual(await one.page.locator('button:has-text("提出发布")').count(), 0);
    for (let left = await one.page.locator('input[name=reason]').count(); left > 0; left -= 1) {
      const open = one.page.locator('.note:has-text("待处理") input[name=reason]');
      if (await open.count() === 0) break;
      await open.first().fill('逐页看过，没有个人信息');
      await Promise.all([one.page.waitForNavigation(), one.page.locator('.note:has-text("待处理") button').first().click()]);
    }
    await press(one, '提出发布');
    const two = await come('office02', { script: false });
    await two.open('/publicity/release');
    assert.match(await says(two), /公示的盖章扫描件PDF，/);
    await press(two, '确认发布');
    await two.leave();
    await anyone.open('/publicity');
    const href = await anyone.page.locator('a[download]:has-text("公示的盖章扫描件")').getAttribute('href');
    const answer = await anyone.page.request.get(`${anyone.origin}${href}`);
    assert.strictEqual(answer.status(), 200);
    assert.ok((await answer.body()).equals(fs.readFileSync(pdf)), 'byte for byte as it was uploaded');
    const looking = await Visitor.come(browser, server);
    await lookAt(looking, ['/publicity'], ['1280', '360']);
    await looking.leave();
  });

  await one.leave();
  await anyone.leave();
  await server.stop();
};
