// chorus.js - several doors asked the same thing at the same time; their answers must be the same bytes.
'use strict';
const zlib = require('zlib');
const { Client, sleep } = require('../support/harness.js');

// What a server says of itself and of its connection is its own.
const OWN = new Set(['date', 'server', 'connection', 'keep-alive', 'transfer-encoding']);

// What an installation draws by chance: the token of a form that anyone may send.
const withoutTokens = (answer) => {
  const isPacked = answer.headers.some(([name, value]) => name === 'content-encoding' && value === 'gzip');
  const plain = isPacked ? zlib.gunzipSync(answer.body) : answer.body;
  return Buffer.from(plain.toString('latin1').replace(/(name="token" value=")[^"]*"/g, '$1"'), 'latin1');
};

const told = (answer, besides) => ({
  status: answer.status,
  headers: answer.headers.filter(([name]) => !OWN.has(name) && !besides.includes(name)).map(([name, value]) => `${name}: ${name === 'vary' ? value.replace(/\s*,\s*/g, ', ') : value}`).sort(),
  body: besides.includes('tokens') ? withoutTokens(answer) : answer.body,
});

function firstDifference(a, b) {
  if (a.status !== b.status) return `status ${a.status} and ${b.status}`;
  const [left, right] = [a.headers, b.headers];
  if (left.join('\n') !== right.join('\n')) {
    const alone = left.filter((h) => !right.includes(h)).map((h) => `< ${h}`).concat(right.filter((h) => !left.includes(h)).map((h) => `> ${h}`));
    return `headers differ:\n${alone.join('\n')}`;
  }
  if (!a.body.equals(b.body)) {
    let at = 0;
    while (at < a.body.length && a.body[at] === b.body[at]) at++;
    const from = Math.max(0, at - 60);
    return `bodies differ at byte ${at} (${a.body.length} and ${b.body.length} bytes):\n< ${JSON.stringify(a.body.subarray(from, at + 60).toString())}\n` +
      `> ${JSON.stringify(b.body.subarray(from, at + 60).toString())}`;
  }
  return '';
}

class Chorus extends Client {
  // doors: [{ name, send }]; the first is the measure of the others.  `besides`: headers that may differ,
  // and 'tokens' where chance is not seeded.
  constructor(doors, { besides = [], ...options }) {
    super(async (rq) => this.askAll(rq), options);
    this.doors = doors;
    this.besides = besides;
    this.asked = 0;
  }

  async askAll(rq) {
    // Their clocks agree to the second; a question that begins late in one could be answered in two.
    const ms = Date.now() % 1000;
    if (ms > 800) await sleep(1005 - ms);
    const answers = await Promise.all(this.doors.map(({ name, send }) => send(rq).catch((e) => {
      throw new Error(`${name}: ${rq.method} ${rq.path}: ${e.message}`);
    })));
    this.asked++;
    const measure = told(answers[0], this.besides);
    answers.slice(1).forEach((answer, i) => {
      const difference = firstDifference(measure, told(answer, this.besides));
      if (difference) throw new Error(`${rq.method} ${rq.path}: ${this.doors[0].name} (<) and ${this.doors[i + 1].name} (>): ${difference}`);
    });
    return answers[0];
  }
}

module.exports = { Chorus };
