// 催办: who owes what, a call, sheets, a notice that the district settles, and mail over a real socket.
'use strict';
const assert = require('assert');
const fs = require('fs');
const net = require('net');
const path = require('path');
const { lookAt, dense, says, comers, H } = require('../lib.js');

const STAGE_TWO = '2015-07-09T02:00:00Z'; // Thursday, 10:00 in Beijing, the day before the end

async function press(visitor, selector) {
  await Promise.all([visitor.page.waitForNavigation(), visitor.page.locator(selector).first().click()]);
}

// A mail server that takes everything and keeps it.
function mailServer() {
  const mails = [];
  const server = net.createServer((socket) => {
    let text = '';
    let isMail = false;
    socket.on('error', () => {});
    socket.write('220 tests\r\n');
    socket.on('data', (bytes) => {
      text += bytes;
      for (;;) {
        const end = text.indexOf(isMail ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const line = text.slice(0, end);
        text = text.slice(end + (isMail ? 5 : 2));
        if (isMail) mails.push(line);
        socket.write(isMail ? '250 taken\r\n' : /^DATA/.test(line) ? '354 go on\r\n' : /^QUIT/.test(line) ? '221 bye\r\n' : '250 well\r\n');
        isMail = !isMail && /^DATA/.test(line);
      }
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({ mails, port: server.address().port, close: () => server.close() })));
}

module.exports = async ({ tally, browser, binary, dir }) => {
  const post = await mailServer();
  fs.writeFileSync(path.join(dir, 'jianpin.conf'), `smtp_url = smtp://127.0.0.1:${post.port}\nsmtp_from = office@example.gov.cn\nsmtp_tls = off\n`);
  const server = await H.serve(binary, dir, { skew: H.skewTo(STAGE_TWO) });
  const people = H.accounts(dir);
  const come = comers(browser, server, people);
  const office = await come('office01');

  await tally.test('the board says who owes what in the last two days, and a call is noted', async () => {
    await press(office, '.nav >> text=催办');
    assert.match(await says(office), /快到期/);
    await lookAt(office, ['/reminders', '/reminders/template', '/outbox', '/messages'], ['1280', '360']);
    await office.open('/reminders?kind=district&state=soon');
    await press(office, 'tbody th a');
    const body = office.at;
    await office.page.locator('#person').fill('张某');
    await office.page.locator('#said').fill('答应今天报送');
    await press(office, 'button:has-text("登记催办")');
    assert.match(await says(office), /已电话催办张某7-910:/);
    await lookAt(office, [body], ['1280', '360']);
  });

  await tally.test('several sheets come as one PDF, a letter each', async () => {
    await office.open('/reminders?kind=district&state=soon');
    for (const box of await office.page.locator('input.chk').all()) await box.check();
    const count = await office.page.locator('input.chk').count();
    await press(office, 'button[value=sheets]');
    const answer = await office.page.request.get(`${office.origin}${office.at.split('?')[0]}/sheets.pdf`);
    assert.strictEqual(answer.status(), 200);
    const file = path.join(dir, 'sheets.pdf');
    fs.writeFileSync(file, await answer.body());
    const text = dense(H.run('pdftotext', ['-layout', file, '-']));
    assert.strictEqual(text.split('催办单').length - 1, count);
    assert.match(text, /第1页共1页/);
  });

  await tally.test('a notice stands on the district\'s work page until somebody there settles it', async () => {
    await office.open('/reminders?kind=district&state=soon');
    await office.page.locator('input.chk').first().check();
    const name = (await office.page.locator('tbody th a').first().innerText()).trim();
    await press(office, 'button[value=notice]');
    assert.match(await says(office), /将发给1家单位/);
    await press(office, 'button[value=send]');
    const account = people.find((a) => a.more.concat(a.role).some((x) => x.includes(name)));
    const district = await come(account.login, { script: false });
    await district.open('/nominations');
    await press(district, 'a:has-text("请办理：还有")');
    await press(district, 'button:has-text("知道了")');
    await district.open('/nominations');
    assert.doesNotMatch(await says(district), /请办理：还有/);
  });

  await tally.test('mail is looked at, let go, and taken by the server once', async () => {
    await office.open('/reminders?kind=unit&state=overdue');
    for (const box of await office.page.locator('input.chk').all()) await box.check();
    await press(office, 'button[value=mail]');
    assert.match(await says(office), /待放行/);
    assert.strictEqual(post.mails.length, 0);
    await press(office, 'tbody th a');
    await lookAt(office, [office.at], ['1280', '360']);
    await press(office, 'button[value=queued]');
    for (let i = 0; i < 100 && post.mails.length === 0; i += 1) await new Promise((r) => setTimeout(r, 50));
    assert.strictEqual(post.mails.length, 1);
    for (let i = 0; i < 40 && !/已发出/.test(await says(office)); i += 1) await office.page.reload();
    assert.match(await says(office), /已发出/);
    assert.strictEqual(await office.page.locator('main form button').count(), 0);
  });

  await server.stop();
  post.close();
};
