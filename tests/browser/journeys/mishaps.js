// What goes wrong in an office: a slip, two tabs, a double click, an expired sign-in, the clock striking twelve.
'use strict';
const assert = require('assert');
const { Visitor, axe, structure, H } = require('../lib.js');
const { crowd, query } = require('../../support/crowd.js');

const STORY = '三年前的冬天，';

const draftOf = (dir, ref, ident) => query(dir, `SELECT d.value FROM draft_value d JOIN nomination n ON n.id = d.nomination_id
  WHERE n.ref = '${ref}' AND d.ident = '${ident}'`)[0]?.value;

module.exports = async ({ tally, browser, binary, dir, moment }) => {
  const { password } = H.accounts(dir).find((a) => a.login === 'unit08');
  const logins = crowd(dir, 'unit08', 8);
  let server = await H.serve(binary, dir, { skew: H.skewTo(moment) });
  const come = async (login, options) => {
    const v = await Visitor.come(browser, server, options);
    await v.signIn({ login, password });
    await v.open('/nominations');
    v.ref = (await v.page.locator('main a[href^="/nominations/"]').first().getAttribute('href')).split('/')[2];
    return v;
  };

  await tally.test('a wrong entry is told beside its control and in the summary, in the same words, and nothing typed is lost', async () => {
    const v = await come(logins[0]);
    await v.open(`/nominations/${v.ref}/contact`);
    await v.page.locator('[name=contact_phone]').fill('十二');
    await v.page.locator('[name=leader_name]').fill('例𬭊');
    await Promise.all([v.page.waitForNavigation(), v.page.locator('main form button.btn').filter({ hasText: /^保存并/ }).first().click()]);
    await v.open(`/nominations/${v.ref}/check`);
    const told = await v.page.locator('main').innerText();
    assert.match(told, /电话/);
    assert.strictEqual(draftOf(dir, v.ref, 'leader_name'), '例𬭊');
    assert.strictEqual(draftOf(dir, v.ref, 'contact_phone'), '十二');
    assert.deepStrictEqual([...await axe(v.page), ...await structure(v.page)], []);
    await v.leave();
  });

  await tally.test('what is typed is saved by itself within ten seconds, and the page says when', async () => {
    const v = await come(logins[1]);
    await v.open(`/nominations/${v.ref}/story`);
    await v.page.locator('[name=brand_summary]').fill(`${STORY}自己保存。`);
    await v.page.waitForFunction(() => /已于 ?\d\d:\d\d ?自动保存/.test(document.body.innerText), null, { timeout: 10000 });
    assert.strictEqual(draftOf(dir, v.ref, 'brand_summary'), `${STORY}自己保存。`);
    await v.leave();
  });

  await tally.test('two tabs with two texts: neither is lost, and the second is told', async () => {
    const v = await come(logins[2]);
    const address = `/nominations/${v.ref}/story`;
    await v.open(address);
    const other = await v.context.newPage();
    await other.goto(address);
    await v.page.locator('[name=brand_summary]').fill(`${STORY}第一页写的。`);
    await Promise.all([v.page.waitForNavigation(), v.page.locator('main form button.btn').filter({ hasText: /^保存并/ }).first().click()]);
    await other.locator('[name=brand_summary]').fill(`${STORY}第二页写的。`);
    await Promise.all([other.waitForNavigation(), other.locator('main form button.btn').filter({ hasText: /^保存并/ }).first().click()]);
    const shown = await other.locator('body').innerText();
    assert.match(shown, /第一页写的/);
    assert.match(shown, /第二页写的/);
    const texts = query(dir, `SELECT value FROM kept_value k JOIN kept_text t ON t.id = k.kept_id JOIN nomination n ON n.id = t.nomination_id
      WHERE n.ref = '${v.ref}' AND ident = 'brand_summary'`).map((r) => r.value).concat(draftOf(dir, v.ref, 'brand_summary'));
    assert.ok(texts.some((t) => t.includes('第一页写的')) && texts.some((t) => t.includes('第二页写的')), JSON.stringify(texts));
    await v.leave();
  });

  await tally.test('a double click on submit, and the back button and submit again, make one record', async () => {
    const v = await come(logins[3]);
    await v.open(`/nominations/${v.ref}/check`);
    const button = v.page.locator('main button').filter({ hasText: /提交申报/ }).first();
    await Promise.all([v.page.waitForURL(/receipt/), button.dblclick({ delay: 20 })]);
    await v.page.goBack();
    const again = v.page.locator('main button').filter({ hasText: /提交申报/ }).first();
    if (await again.count()) {
      await Promise.all([v.page.waitForNavigation(), again.click()]);
      assert.match(v.at, /receipt/);
    }
    const [row] = query(dir, `SELECT version_no, (SELECT count(*) FROM nomination_version x WHERE x.nomination_id = n.id) AS versions FROM nomination n WHERE ref = '${v.ref}'`);
    assert.deepStrictEqual(row, { version_no: 1, versions: 1 });
    await v.leave();
  });

  await tally.test('an expired sign-in loses no text: it is there after signing in again', async () => {
    const v = await come(logins[4], { script: false });
    await v.open(`/nominations/${v.ref}/story`);
    await v.page.locator('[name=brand_summary]').fill(`${STORY}过期以前写的。`);
    query(dir, `UPDATE session SET seen_at = seen_at - 7200 WHERE account_id = (SELECT id FROM account WHERE login = '${logins[4]}')`);
    await Promise.all([v.page.waitForNavigation(), v.page.locator('main form button.btn').filter({ hasText: /^保存并/ }).first().click()]);
    assert.match(v.at, /signin/);
    await v.page.locator('main input[type=text], main input:not([type])').first().fill(logins[4]);
    await v.page.locator('main input[type=password]').fill(password);
    await Promise.all([v.page.waitForNavigation(), v.page.locator('main form button.btn').first().click()]);
    assert.match(v.at, new RegExp(`/nominations/${v.ref}`));
    const texts = query(dir, `SELECT value FROM kept_value k JOIN kept_text t ON t.id = k.kept_id JOIN nomination n ON n.id = t.nomination_id
      WHERE n.ref = '${v.ref}' AND ident = 'brand_summary'`).map((r) => r.value).concat(draftOf(dir, v.ref, 'brand_summary'));
    assert.ok(texts.some((t) => t && t.includes('过期以前写的')), JSON.stringify(texts));
    await v.leave();
  });

  await tally.test('a server that dies and comes back loses no word of a page that is open', async () => {
    const v = await come(logins[5]);
    await v.open(`/nominations/${v.ref}/story`);
    await v.page.locator('[name=brand_summary]').fill(`${STORY}断电以前。`);
    const { port } = server;
    server.child.kill('SIGKILL');
    await server.ended;
    // From here on the console may say that nobody answers.
    await v.page.locator('[name=brand_summary]').fill(`${STORY}断电以后。`);
    await v.page.waitForFunction(() => /没有连上，内容还在本页/.test(document.body.innerText), null, { timeout: 30000 });
    server = await H.serve(binary, dir, { port, skew: H.skewTo(moment) });
    await Promise.all([v.page.waitForNavigation(), v.page.locator('main form button.btn').filter({ hasText: /^保存并/ }).first().click()]);
    assert.strictEqual(draftOf(dir, v.ref, 'brand_summary'), `${STORY}断电以后。`);
    await v.leave();
  });

  await tally.test('after the close the text is kept, the page says when it closed, and nothing is submitted', async () => {
    const v = await come(logins[6], { script: false });
    await v.open(`/nominations/${v.ref}/check`);
    const port = server.port;
    await server.stop();
    query(dir, `UPDATE session SET seen_at = ${Date.parse('2015-06-25T15:58:00Z') / 1000}, created_at = ${Date.parse('2015-06-25T15:00:00Z') / 1000}`);
    server = await H.serve(binary, dir, { port, skew: H.skewTo('2015-06-25T16:00:01Z') });
    await Promise.all([v.page.waitForNavigation(), v.page.locator('main button').filter({ hasText: /提交申报/ }).first().click()]);
    const shown = await v.page.locator('body').innerText();
    assert.match(shown, /6 ?月 ?25 ?日/);
    assert.match(shown, /24:00/);
    assert.strictEqual(query(dir, `SELECT state FROM nomination WHERE ref = '${v.ref}'`)[0].state, 'draft');
    await v.leave();
  });
  await server.stop();
};
