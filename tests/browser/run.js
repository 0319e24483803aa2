// run.js - the browser tests: scripts of the page alone, then journeys through the real binary in Chromium.
//   --only WORD   journeys and tests whose name has the word        SHOTS=dir   keeps a picture of every page looked at
'use strict';
const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');
const { H, launch } = require('./lib.js');

const opt = H.args();
const tally = new H.Tally('browser', undefined);
tally.limitSeconds = 300;
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

async function main() {
  programs();
  const journeys = fs.readdirSync(path.join(__dirname, 'journeys')).filter((f) => f.endsWith('.js') && (!opt.only || f.includes(opt.only)));
  if (journeys.length === 0) return;
  const top = H.tempDir('browser');
  const master = H.makeDemo(opt.binary, top, { name: 'master' });
  const browser = await launch();
  try {
    for (const file of journeys) {
      const dir = path.join(top, path.basename(file, '.js'));
      fs.cpSync(master, dir, { recursive: true });
      await require(path.join(__dirname, 'journeys', file))({ tally, browser, binary: opt.binary, dir, moment: MOMENT });
    }
  } finally {
    await browser.close();
  }
}

main().catch((e) => tally.test('the browser tests run', () => { throw e; })).finally(() => {
  tally.end();
  H.cleanUp();
  process.exit();
});
