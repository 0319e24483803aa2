// fresh.js - a release behind nginx: whoever asks after the office has been told that it is out reads what was released,
// though nginx keeps pages for a second and many people are asking.  A real installation: a demonstration's pages are
// never kept.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const H = require('../support/harness.js');
const { query } = require('../support/crowd.js');
const webservers = require('./webservers.js');

const HOST = 'localhost';
const READERS = 16;
const IDLE_MS = 5000; // nginx forgets a page only after a minute

// The demonstration at 公示评议 as an installation of its own, whose 公示 is open today.
function installed(binary, dir) {
  const data = H.makeDemo(binary, dir, { name: 'fresh', at: 'publicity' });
  const later = Math.floor(Date.now() / 1000) + 30 * 86400;
  query(data, `UPDATE meta SET value = '0' WHERE key = 'is_demo';
    UPDATE stage_window SET closes_at = ${later} WHERE stage = 'publicity';
    UPDATE stage_window SET opens_at = ${later}, closes_at = ${later + 1} WHERE stage IN ('evaluation', 'promotion');`);
  return data;
}

// The form that leads to `action` on `page`, sent with `values`.
async function press(client, page, action, values) {
  const shown = await client.open(page);
  const form = H.formsOf(shown.text(), page).find((f) => f.method === 'POST' && f.action === action);
  assert.ok(form, `${page} has no form for ${action}: ${shown.status}`);
  const answer = await client.post(form.action, H.filled(form, values));
  assert.strictEqual(answer.status, 303, answer.text().replace(/<[^>]*>/g, ' ').slice(0, 3000));
  return answer;
}

// One person composes the next version and proposes it; what presses the button of the other is given back.
async function proposed(people, version, change) {
  const [one, two] = people;
  await press(one, '/publicity/compose', '/publicity/compose', { change });
  await press(one, '/publicity/compose', '/publicity/proposal', {});
  assert.strictEqual((await two.get('/publicity/release')).status, 200, `version ${version} waits for nobody`);
  return () => press(two, '/publicity/release', '/publicity/release', {});
}

// Asks for the list again and again until it is told to stop: when each question was asked, and whether `change` was in the answer.
function reader(port, change, seen) {
  const send = H.overHttp(port);
  const anyone = new H.Client(send, { host: HOST });
  let goesOn = true;
  const done = (async () => {
    while (goesOn) {
      const began = performance.now();
      const page = await anyone.get('/publicity');
      assert.strictEqual(page.status, 200);
      seen.push({ began, isNew: page.body.includes(change) });
    }
    send.close();
  })();
  return () => {
    goesOn = false;
    return done;
  };
}

async function fresh(tally, binary, parent) {
  const dir = path.join(parent, 'fresh-release');
  fs.mkdirSync(path.join(dir, 'nginx'), { recursive: true });
  const data = installed(binary, dir);
  const responder = await H.fcgi(binary, data, path.join(dir, 'app.sock'), { env: { JIANPIN_TOTP_STAFF: 'off', JIANPIN_RATE_LIMITS: 'off' } });
  const nginx = await webservers.nginx(path.join(dir, 'nginx'), responder.socket);
  const send = H.overHttp(nginx.port);
  const people = ['office01', 'office02'].map((login) => ({ who: H.accounts(data).find((a) => a.login === login), client: new H.Client(send, { host: HOST }) }));
  for (const { who, client } of people) await H.signIn(client, who);
  const clients = people.map((p) => p.client);
  const anyone = new H.Client(send, { host: HOST });

  await tally.test('while many people read the list through nginx, nobody reads the old one after the release was answered', async () => {
    const change = '更正一处文字，第二版。';
    const release = await proposed(clients, 2, change);
    const seen = [];
    const stops = Array.from({ length: READERS }, () => reader(nginx.port, change, seen));
    await H.sleep(1500);
    await release();
    const answered = performance.now();
    await H.sleep(2500);
    await Promise.all(stops.map((stop) => stop()));
    const before = seen.filter((s) => s.began < answered);
    const after = seen.filter((s) => s.began >= answered);
    assert.ok(before.filter((s) => !s.isNew).length > 100 && after.length > 100, `${before.length} asked before, ${after.length} after`);
    const old = after.filter((s) => !s.isNew);
    assert.strictEqual(old.length, 0, `${old.length} of ${after.length} read the old list, the last ${Math.round(Math.max(0, ...old.map((s) => s.began)) - answered)} ms after`);
  });
  await tally.test('those many readers were answered from the one-second cache', async () => {
    const ids = new Set();
    for (let i = 0; i < 20; i++) ids.add((await anyone.get('/publicity')).header('x-request-id'));
    assert.ok(ids.size <= 3, `the application drew ${ids.size} of 20 pages`);
  });
  await tally.test('the first to ask after a quiet time reads what was released meanwhile', async () => {
    const change = '再更正一处文字，第三版。';
    const release = await proposed(clients, 3, change);
    const kept = await anyone.get('/publicity');
    assert.ok(!kept.body.includes(change));
    await H.sleep(IDLE_MS);
    await release();
    assert.ok((await anyone.get('/publicity')).body.includes(change), 'the list of before');
  });
  await tally.test('people who come to sign in at the same moment do not wait for each other', async () => {
    let best = Infinity;
    for (let i = 0; i < 3 && best >= 400; i++) {
      const began = performance.now();
      const pages = await Promise.all(Array.from({ length: 24 }, () => anyone.get('/signin')));
      best = Math.min(best, performance.now() - began);
      assert.ok(pages.every((p) => p.status === 200));
    }
    assert.ok(best < 400, `${Math.round(best)} ms until all had the page`);
  });
  send.close();
  await nginx.stop();
  assert.strictEqual((await responder.stop()).code, 0);
}

module.exports = { fresh };
