// One's own account: a second factor set up without a script, a sign-in by keyboard alone, a lost telephone, one's own data
// taken away, duties handed to a colleague, and the account erased.
'use strict';
const assert = require('assert');
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');
const { Visitor, MODES, audit, H } = require('../lib.js');

// RFC 6238 by another hand than the program's.
function code(base32, at) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...base32.replace(/\s/g, '')].map((c) => letters.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30000)));
  const mac = crypto.createHmac('sha1', key).update(step).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
}

module.exports = async ({ tally, browser, binary, dir, moment }) => {
  const ahead = Date.parse(moment) - Date.now();
  const server = await H.serve(binary, dir, { skew: H.skewTo(moment) });
  const people = H.accounts(dir);
  const who = (login) => people.find((a) => a.login === login);
  const press = (v, text) => Promise.all([v.page.waitForNavigation(), v.page.locator('main button').filter({ hasText: text }).first().click()]);
  const look = async (v, targets) => {
    for (const target of targets) for (const mode of ['1280', '360']) await audit(v, target, mode);
    await v.page.setViewportSize(MODES[1280]);
  };
  const shows = (secret, later = 0) => code(secret, Date.now() + ahead + later);

  let secret = '';
  let recovery = [];
  await tally.test('an office account sets up its second factor without a script, by the code of the camera or by hand', async () => {
    const v = await Visitor.come(browser, server, { script: false });
    await v.signIn(who('office01'));
    await v.open('/accounts/me');
    await Promise.all([v.page.waitForNavigation(), v.page.locator('main a').filter({ hasText: '设置动态口令' }).click()]);
    await press(v, /^开始设置/);
    secret = (await v.page.locator('.mono').innerText()).trim();
    const seen = path.join(dir, 'qr.png');
    await v.page.locator('.qr').screenshot({ path: seen });
    const read = spawnSync('zbarimg', ['-q', '--raw', seen], { encoding: 'utf8' });
    assert.match(read.stdout, new RegExp(`^otpauth://totp/office01\\?secret=${secret.replace(/\s/g, '')}&issuer=`));
    await v.page.locator('[name=code]').fill('000000');
    await press(v, /^启用动态口令/);
    assert.match(await v.page.locator('.esum').innerText(), /数字不对/);
    await v.page.locator('[name=code]').fill(shows(secret));
    await press(v, /^启用动态口令/);
    recovery = await v.page.locator('.codes li').allInnerTexts();
    assert.strictEqual(new Set(recovery).size, 10);
    await v.shot('code_made');
    await v.leave();
  });

  await tally.test('the pages of the second factor are without a fault', async () => {
    const v = await Visitor.come(browser, server);
    await v.signIn(who('sector02'));
    await look(v, ['/accounts/me', '/accounts/me/code', '/accounts/me/delegations', '/accounts/me/data', '/accounts/me/erase']);
    await v.open('/accounts/me/code');
    await press(v, /^开始设置/);
    await look(v, ['/accounts/me/code']);
    await v.leave();
  });

  const firstStep = async (v) => {
    await v.open('/signin');
    await v.page.locator('[name=login]').fill('office01');
    await v.page.locator('[name=password]').fill(who('office01').password);
    await press(v, /^登录/);
    assert.match(await v.page.locator('main').innerText(), /密码正确，还差一步/);
  };

  await tally.test('the sign-in asks for the code, and the keyboard alone answers it', async () => {
    const v = await Visitor.come(browser, server);
    await v.open('/signin');
    await v.page.locator('[name=login]').focus();
    await v.page.keyboard.type('office01');
    await v.page.keyboard.press('Tab');
    await v.page.keyboard.type(who('office01').password);
    await Promise.all([v.page.waitForNavigation(), v.page.keyboard.press('Enter')]);
    await v.shot('signin_code');
    while ((await v.page.evaluate(() => document.activeElement.name)) !== 'code') await v.page.keyboard.press('Tab');
    await v.page.keyboard.type(shows(secret, 30000));
    await Promise.all([v.page.waitForNavigation(), v.page.keyboard.press('Enter')]);
    assert.match(v.at, /^\/nominations/);
    await look(v, ['/accounts/me/code']);
    await v.leave();
  });

  await tally.test('a recovery code opens once', async () => {
    const v = await Visitor.come(browser, server, { script: false });
    await firstStep(v);
    await v.page.locator('[name=code]').fill(recovery[0]);
    await press(v, /^登录/);
    assert.match(v.at, /^\/nominations/);
    await v.leave();
    const again = await Visitor.come(browser, server, { script: false });
    await firstStep(again);
    await again.page.locator('[name=code]').fill(recovery[0]);
    await press(again, /^登录/);
    assert.match(await again.page.locator('.esum').innerText(), /不对，或者已经用过/);
    await again.leave();
  });

  await tally.test('the administrator\'s link and the password take a lost second factor away, and its owner is told', async () => {
    const admin = await Visitor.come(browser, server);
    await admin.signIn(who('admin01'));
    await admin.open('/accounts?q=office01');
    await Promise.all([admin.page.waitForNavigation(), admin.page.locator('main a').filter({ hasText: 'office01' }).first().click()]);
    await look(admin, [admin.at]);
    await press(admin, /^生成动态口令重置链接/);
    const link = new URL(await admin.page.locator('#address').inputValue()).pathname;
    await admin.leave();
    const v = await Visitor.come(browser, server, { script: false });
    await v.open(link);
    await v.shot('code_reset');
    await v.page.locator('[name=password]').fill(who('office01').password);
    await press(v, /^去掉动态口令/);
    await v.signIn(who('office01'));
    assert.strictEqual(v.at, '/accounts/me/code');
    assert.match(await v.page.locator('main').innerText(), /不是您本人办的/);
    await v.leave();
  });

  await tally.test('one\'s own data comes as a workbook and as JSON', async () => {
    const v = await Visitor.come(browser, server, { script: false });
    await v.signIn(who('unit01'));
    await v.open('/accounts/me/data');
    for (const [text, ending] of [['JSON', '.json'], ['XLSX', '.xlsx']]) {
      const [download] = await Promise.all([v.page.waitForEvent('download'), v.page.locator('main a').filter({ hasText: text }).click()]);
      assert.ok(download.suggestedFilename().endsWith(ending));
      const bytes = fs.readFileSync(await download.path());
      if (ending === '.json') assert.strictEqual(JSON.parse(bytes.toString('utf8')).account.login, 'unit01');
      else assert.strictEqual(bytes.subarray(0, 2).toString(), 'PK');
    }
    await v.leave();
  });

  await tally.test('an account is erased by its own confirmation page, and signs nobody in any more', async () => {
    const refused = await Visitor.come(browser, server, { script: false });
    await refused.signIn(who('unit08'));
    await refused.open('/accounts/me/erase');
    assert.match(await refused.page.locator('main').innerText(), /现在不能注销/);
    await refused.leave();
    const v = await Visitor.come(browser, server, { script: false });
    await v.signIn(who('joint01'));
    await v.open('/accounts/me/erase');
    await v.shot('erase');
    await v.page.locator('[name=password]').fill(who('joint01').password);
    await press(v, /^注销账号/);
    assert.match(v.at, /^\/signin/);
    assert.match(await v.page.locator('main').innerText(), /账号已经注销/);
    await v.page.locator('[name=login]').fill('joint01');
    await v.page.locator('[name=password]').fill(who('joint01').password);
    await press(v, /^登录/);
    assert.match(await v.page.locator('.esum').innerText(), /账号或者密码不对/);
    await v.leave();
  });
  await server.stop();
};
