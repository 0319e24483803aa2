// full_disk.js - a disk that is filled up to the last byte while people submit: SECURITY.md figure 4.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');
const H = require('../support/harness.js');
const { crowd, query } = require('../support/crowd.js');
const { readyToSubmit } = require('./submission.js');

const HOST = 'localhost';
const OPEN = '2015-06-18T02:00:00Z';
const SIZE_MB = 96;
const LOOK_MS = 200; // src/store/disk_room.h: how long the program trusts what it saw
// How much is left when the rest has been taken: from nothing at all to a few submissions' pages.
const LEFT_KB = [0, 4, 16, 40, 80, 160, 400, 1000, 3000];

// A small file system of its own, or why there is none.
function smallDisk() {
  const dir = H.tempDir('full');
  const done = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m,mode=755`, 'tmpfs', dir], { encoding: 'utf8' });
  if (done.status !== 0) return { why: (done.stderr || String(done.error)).trim() };
  H.onExit(() => spawnSync('umount', ['-l', dir]));
  return { dir };
}

const freeKb = (dir) => {
  const st = fs.statfsSync(dir);
  return Math.floor((st.bavail * st.bsize) / 1024);
};

// Takes all that is free but `left` KB, at once.
function fill(dir, left) {
  const file = path.join(dir, `filler-${left}`);
  const done = spawnSync('fallocate', ['-l', String(Math.max(1, freeKb(dir) - left) * 1024), file], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`fallocate: ${done.stderr}`);
  return file;
}

async function untilItWrites(p) {
  const deadline = Date.now() + 10000;
  for (;;) {
    const answer = await p.client.post(p.action, p.fields);
    if (answer.status === 303) return answer;
    assert.strictEqual(answer.status, 507, `with room again: ${answer.status}`);
    if (Date.now() > deadline) throw new Error('ten seconds after there was room again nothing was written yet');
    await H.sleep(50);
  }
}

async function fullDisk(opt, tally, model) {
  const disk = smallDisk();
  if (disk.why) {
    tally.skip('a disk that fills up', disk.why);
    return;
  }
  const data = H.makeDemo(opt.binary, disk.dir, {});
  const password = H.accounts(data).find((a) => a.login === model).password;
  const logins = crowd(data, model, 5 * LEFT_KB.length + 1);
  const server = await H.serve(opt.binary, data, { skew: H.skewTo(OPEN), env: { JIANPIN_RATE_LIMITS: 'off' } });
  const send = H.overHttp(server.port);
  fill(disk.dir, 34 * 1024); // the rest is soon taken
  const [acknowledged, refused] = [[], []];
  let given = 0;
  await tally.test(`a disk that is full in ${LEFT_KB.length} places of a submission: 0 acknowledged lost, and the service returns by itself`, async () => {
    for (const left of LEFT_KB) {
      const people = [];
      for (const login of logins.splice(0, 5)) people.push(await readyToSubmit(send, HOST, { login, password }));
      const first = people.pop(); // the program has looked at the disk for it: what comes now finds it full, not low
      assert.strictEqual((await first.client.post(first.action, first.fields)).status, 303);
      acknowledged.push(first);
      const file = fill(disk.dir, left);
      const answers = await Promise.all(people.map((p) => p.client.post(p.action, p.fields)));
      for (const [i, a] of answers.entries()) {
        assert.ok(a.status === 303 || a.status === 507, `with ${left} KB left: ${a.status}`);
        (a.status === 303 ? acknowledged : refused).push(people[i]);
        if (a.status === 507) assert.match(a.text(), /以前保存的内容和已经取得受理编号的申报都完整保留/);
      }
      given += fs.existsSync(path.join(data, 'ballast')) ? 0 : 1;
      const page = await people[0].client.get(`/nominations/${people[0].ref}`);
      assert.strictEqual(page.status, 200, `with ${left} KB left a page answered ${page.status}`);
      fs.unlinkSync(file);
      await H.sleep(LOOK_MS);
      for (const p of people) await untilItWrites(p);
    }
    for (const p of [...acknowledged, ...refused]) {
      const [row] = query(data, `SELECT state, (SELECT count(*) FROM nomination_version v WHERE v.nomination_id = n.id) AS versions,
        (SELECT count(*) FROM audit_entry a WHERE a.object_ref = n.ref AND a.verb = 'nomination_submit') AS audited FROM nomination n WHERE ref = '${p.ref}'`);
      assert.deepStrictEqual({ ...row }, { state: 'submitted', versions: 1, audited: 1 }, p.ref);
    }
    console.log(`     ${acknowledged.length - LEFT_KB.length} acknowledged on a full disk, ${refused.length} refused and taken when there was room; the reserve given up ${given} times`);
    assert.ok(refused.length > 0, 'nothing was refused: the disk was never full');
    assert.ok(given > 0, 'no write ever found the disk full: it was always seen to be low before');
  });
  await tally.test('while little room is left people come in and read, and the reserve is there again afterwards', async () => {
    const file = fill(disk.dir, 6 * 1024);
    await H.sleep(LOOK_MS + 50);
    const client = new H.Client(send, { host: HOST });
    const login = logins.pop();
    await H.signIn(client, { login, password });
    assert.strictEqual((await client.open('/nominations')).status, 200);
    fs.unlinkSync(file);
    await H.sleep(LOOK_MS + 50);
    const p = await readyToSubmit(send, HOST, { login, password });
    await untilItWrites(p);
    assert.strictEqual(fs.statSync(path.join(data, 'ballast')).size, 4 * 1024 * 1024);
  });
  await tally.test('after all that the chain, the fingerprints and the invariants hold', async () => {
    assert.strictEqual((await server.stop()).code, 0);
    assert.deepStrictEqual(query(data, 'PRAGMA integrity_check').map((r) => ({ ...r })), [{ integrity_check: 'ok' }]);
    H.run(opt.binary, ['verify', '--data', data]);
    H.run(opt.binary, ['check', '--data', data]);
  });
  send.close();
}

module.exports = { fullDisk };
