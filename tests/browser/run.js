// run.js - the browser tests: scripts of the page alone, then journeys through the real binary in Chromium.
//   --only WORD   journeys and tests whose name has the word        SHOTS=dir   keeps a picture of every page looked at
//   --side N      so many journeys at a time, each a process with ports, directories and a browser of its own; two where there are
//                 two cores, one with --only.  `pages` looks at two roles at a time by itself and has the cores alone.
'use strict';
const fs = require('fs');
const path = require('path');
const os = require('os');
const { spawn, spawnSync } = require('child_process');
const { H, launch } = require('./lib.js');

const opt = H.args();
const tally = new H.Tally('browser', undefined);
tally.limitSeconds = 300;
const ALONE = 'pages';
const FIRST_PORT = Number(process.env.JIANPIN_TEST_PORT || 18300);
const LANE_PORTS = 60;
const LANES_MAX = 3;
const MOMENT = '2015-06-18T02:00:00Z'; // 18 June 2015, 10:00 in Beijing: stage one is open

// Programs of their own (node tests/browser/x.test.js) that end in "N passed, N failed".
function programs() {
  for (const name of fs.readdirSync(__dirname).filter((f) => f.endsWith('.test.js'))) {
    if (opt.only && !name.includes(opt.only)) continue;
    const done = spawnSync(process.execPath, [path.join(__dirname, name)], { encoding: 'utf8', timeout: 240000 });
    const sum = done.stdout.match(/^(\d+) passed, (\d+) failed/m);
    const [passed, failed] = sum ? [Number(sum[1]), Number(sum[2])] : [0, 1];
    tally.passed += passed;
    tally.failed += failed > 0 || done.status === 0 ? failed : 1;
    console.log(`${failed === 0 && done.status === 0 ? 'ok  ' : 'FAIL'} ${name}: ${passed} passed, ${failed} failed`);
    if (failed > 0 || done.status !== 0) console.log(`${done.stdout}${done.stderr}`.split('\n').filter((l) => !/^ok/.test(l)).slice(0, 40).join('\n'));
  }
}

// Journeys in this process, one after the other.
async function inTurn(names) {
  const top = H.tempDir('browser');
  const master = H.makeDemo(opt.binary, top, { name: 'master' });
  const browser = await launch();
  try {
    for (const name of names) {
      const dir = path.join(top, name);
      const began = Date.now();
      fs.cpSync(master, dir, { recursive: true });
      await require(path.join(__dirname, 'journeys', `${name}.js`))({ tally, browser, binary: opt.binary, dir, moment: MOMENT });
      console.log(`     ${name}: ${Math.round((Date.now() - began) / 1000)} s`);
    }
  } finally {
    await browser.close();
  }
}

// One journey in a process of its own; what it said is printed when it has ended, and its sum is added to ours.
function apart(name, lane) {
  const from = FIRST_PORT + lane * LANE_PORTS;
  const child = spawn(process.execPath, [__filename, '--binary', opt.binary, '--journey', name],
    { env: { ...process.env, JIANPIN_TEST_PORT: from, JIANPIN_TEST_PORT_TO: from + LANE_PORTS - 1 }, stdio: ['ignore', 'pipe', 'pipe'] });
  H.onExit(() => child.kill());
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => { said += text; });
  return new Promise((resolve) => child.on('close', (status) => {
    const sum = said.match(/^browser: (\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/m);
    const [passed, failed, skipped] = sum ? sum.slice(1).map((n) => Number(n || 0)) : [0, 1, 0];
    tally.passed += passed;
    tally.failed += failed > 0 || status === 0 ? failed : 1;
    tally.skipped += skipped;
    console.log(said.split('\n').filter((l) => l && !l.startsWith('browser: ')).join('\n'));
    if (!sum) console.log(`FAIL ${name}: ended with status ${status} before it had counted its tests`);
    resolve();
  }));
}

// The long ones first, so that none is left for the end.
async function sideBySide(names, lanes) {
  const size = (name) => fs.statSync(path.join(__dirname, 'journeys', `${name}.js`)).size;
  const left = names.filter((n) => n !== ALONE).sort((a, b) => size(b) - size(a));
  if (names.includes(ALONE)) await apart(ALONE, 0);
  await Promise.all(Array.from({ length: lanes }, async (_, lane) => {
    while (left.length > 0) await apart(left.shift(), lane);
  }));
}

async function main() {
  if (opt.journey) return inTurn([opt.journey]);
  programs();
  const names = fs.readdirSync(path.join(__dirname, 'journeys')).filter((f) => f.endsWith('.js') && (!opt.only || f.includes(opt.only)))
    .map((f) => path.basename(f, '.js'));
  const lanes = Math.min(LANES_MAX, Number(opt.side || (opt.only ? 1 : Math.min(2, os.cpus().length))));
  if (names.length === 0) return undefined;
  return lanes > 1 ? sideBySide(names, lanes) : inTurn(names);
}

main().catch((e) => tally.test('the browser tests run', () => { throw e; })).finally(() => {
  tally.end();
  H.cleanUp();
  process.exit();
});
