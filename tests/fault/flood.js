// flood.js - programs send objections from few and from many addresses while people send theirs: people are answered
// within two seconds, what they were told is kept, and what did no work is not in the docket.
'use strict';
const assert = require('assert');
const crypto = require('crypto');
const H = require('../support/harness.js');
const { query } = require('../support/crowd.js');

const HOST = 'localhost';
const OPEN = '2015-07-22T02:00:00Z'; // 公示评议 of the demonstration
const ANSWER_MS = 2000;
const AT_ONCE = 32;

// What static/proof.js finds; src/web/proof.h says why.
function solve(challenge, parts, bits) {
  const found = [];
  for (let part = 0; part < parts; part++) {
    for (let n = 0; ; n++) {
      const head = crypto.createHash('sha256').update(`${challenge}.${part}.${n}`).digest().readUInt32BE(0);
      if (head >>> (32 - bits) === 0) {
        found.push(n);
        break;
      }
    }
  }
  return found.join('-');
}

const hidden = (html, name) => (html.match(new RegExp(`name="${name}" value="([^"]*)"`)) || [])[1];

function read(html) {
  const [, challenge, bits, parts] = html.match(/data-proof="([^"]+)" data-bits="(\d+)" data-parts="(\d+)"/);
  return { token: hidden(html, 'token'), challenge, bits: Number(bits), parts: Number(parts) };
}

const report = (form, text, proof) => ({ token: form.token, challenge: form.challenge, proof, category: 'service', text, name: '', phone: '', email: '', who: 'person', website: '' });

class Flood {
  constructor(port, brand) {
    Object.assign(this, { port, target: `/publicity/${brand}/objection`, worst: 0, people: 0, statuses: {}, received: [] });
  }

  async timed(act) {
    const began = Date.now();
    const answer = await act();
    this.worst = Math.max(this.worst, Date.now() - began);
    return answer;
  }

  // Somebody with something to say: reads the page, the browser works, the form goes out, the receipt comes.
  async person(n) {
    const client = new H.Client(H.overHttp(this.port, { localAddress: `127.77.${n >> 8}.${(n & 255) || 1}` }), { host: HOST });
    const page = await this.timed(() => client.get(this.target));
    assert.strictEqual(page.status, 200, `the form answered ${page.status}`);
    const form = read(page.text());
    const proof = solve(form.challenge, form.parts, form.bits);
    const answer = await this.timed(() => client.post(this.target, report(form, `第${n}位市民：窗口排队的时间太长，请增加人手。`, proof)));
    assert.strictEqual(answer.status, 303, `a person was answered ${answer.status}`);
    const receipt = await this.timed(() => client.show(answer));
    this.received.push((receipt.text().match(/受理编号<b>([^<]+)/) || [])[1]);
    this.people++;
  }

  // Programs: without work, with made-up work, with one solution for all, and with a box that people leave empty.
  async program(n, address, form, stolen) {
    const client = new H.Client(H.overHttp(this.port, { localAddress: address }), { host: HOST });
    const kind = n % 4;
    const fields = report(form, `第${n}条灌水的内容，第${n}条灌水的内容，第${n}条灌水的内容`, kind === 1 ? '1-2-3-4-5-6-7-8' : kind === 2 ? stolen : '');
    if (kind === 3) fields.website = 'http://spam.example';
    const answer = await client.post(this.target, fields).catch((e) => ({ status: e.code || 'error' }));
    this.statuses[answer.status] = (this.statuses[answer.status] || 0) + 1;
  }

  async run(count, addressOf) {
    const client = new H.Client(H.overHttp(this.port, { localAddress: '127.66.0.1' }), { host: HOST });
    const form = read((await client.get(this.target)).text());
    const stolen = solve(form.challenge, form.parts, form.bits);
    let next = 0;
    let isOver = false;
    const programs = Array.from({ length: AT_ONCE }, async () => {
      while (next < count) {
        const n = next++;
        await this.program(n, addressOf(n), form, stolen);
      }
    });
    const people = (async () => {
      for (let n = 1; !isOver || n <= 5; n++) {
        await this.person(this.people + 1);
        await H.sleep(100);
      }
    })();
    await Promise.all(programs);
    isOver = true;
    await people;
  }
}

async function flood(opt, tally) {
  const count = Number(opt.flood || 1200);
  const data = H.makeDemo(opt.binary, H.tempDir('flood'), { at: 'publicity' });
  const server = await H.serve(opt.binary, data, { skew: H.skewTo(OPEN) });
  const [{ ref }] = query(data, 'SELECT ref FROM published_brand ORDER BY id LIMIT 1');
  const [before] = query(data, 'SELECT COUNT(*) AS n FROM objection');
  const x = new Flood(server.port, ref);
  const few = (n) => `127.88.0.${1 + (n % 8)}`;
  const many = (n) => `127.${100 + (n >> 16)}.${(n >> 8) & 255}.${(n & 255) || 1}`;
  for (const [words, addressOf] of [['8 addresses', few], ['an address each', many]]) {
    await tally.test(`${count} objections of programs from ${words}: people are answered within ${ANSWER_MS / 1000} s`, async () => {
      const was = x.people;
      Object.assign(x, { worst: 0, statuses: {} });
      await x.run(count, addressOf);
      console.log(`     programs ${JSON.stringify(x.statuses)}; ${x.people - was} people, the slowest answer ${x.worst} ms`);
      assert.ok(x.worst < ANSWER_MS, `the slowest answer to a person took ${x.worst} ms`);
      assert.ok(!Object.keys(x.statuses).some((s) => /^5/.test(s) && s !== '503'), `programs were answered ${JSON.stringify(x.statuses)}`);
    });
  }
  await tally.test('all that people sent is in the docket with the numbers that they were told, and of the programs one solution each', async () => {
    const rows = query(data, 'SELECT receipt_no, text FROM objection ORDER BY number');
    const kept = new Set(rows.map((r) => r.receipt_no));
    assert.ok(x.received.length >= 10 && x.received.every((n) => kept.has(n)), 'a receipt without its row');
    const spam = rows.filter((r) => r.text.includes('灌水')).length;
    assert.ok(spam <= 2, `${spam} of the programs' objections were taken`);
    assert.strictEqual(rows.length, before.n + x.received.length + spam);
  });
  await server.stop();
}

module.exports = { flood };
