// Every page that can be reached, looked at in every mode, as every role, in the stages in which that role has work.
'use strict';
const assert = require('assert');
const path = require('path');
const { Visitor, MODES, audit, auditModes, setElder, H } = require('../lib.js');

const PAGES_MAX = 80;
const SOME = ['1280', '360'];
const IN_RECOMMENDATION = '2015-07-04T01:00:00Z';
const IN_REVIEW = '2015-07-14T01:00:00Z';

// One page of each kind: references and hashes are one kind, and so are the ways to sort and filter a list.
const kind = (target) => target.replace(/\?.*$/, '').replace(/\/[0-9a-z]{16,}/g, '/:ref').replace(/\/(\d+)(?=\/|$)/g, '/:n');

// Files to take away, pictures and what machines read are no pages.
const isFile = (target) => /\.(pdf|xlsx|csv|json|xml|css|js|svg|png|jpg)(\?|$)/.test(target) || /^\/(static|healthz|metrics)/.test(target) ||
  /\/(images|files|scan)(\/|$)/.test(target.replace(/\?.*$/, ''));

// The same for everybody who is signed in but for the menu: looked at in every mode once, with the first who has it.
const SHARED = /^\/(accounts\/me|password|notices|timeline|publicity|track|results|cases|criteria|help|a11y|privacy|sitemap|signin|bodies\/register)(\/|$)/;

const linksOf = (page) => page.$$eval('a[href^="/"]:not([download])', (all) => all.map((a) => a.getAttribute('href').replace(/#.*$/, '')).filter(Boolean));

// The answer to `target`; null when the browser takes it for a file.
async function openPage(visitor, target) {
  const response = await visitor.open(target).catch((e) => {
    if (!/Download is starting|ERR_ABORTED/.test(e.message)) throw e;
    return null;
  });
  return response && (response.headers()['content-type'] || '').startsWith('text/html') ? response : null;
}

// Follows links from `from` as this visitor; one address for each kind of page but those of `done`.
async function reachable(visitor, from, done) {
  const found = new Map();
  const todo = [...from];
  while (todo.length > 0 && found.size < PAGES_MAX) {
    const target = todo.shift();
    if (found.has(kind(target)) || done.has(kind(target)) || isFile(target)) continue;
    if (!await openPage(visitor, target)) continue;
    found.set(kind(target), target);
    todo.push(...await linksOf(visitor.page));
  }
  visitor.complaints.length = 0;
  assert.ok(found.size < PAGES_MAX, `more than ${PAGES_MAX} kinds of pages: is a reference not taken for one?`);
  return [...found.values()];
}

const modesIn = (modes) => ({ plain: modes.filter((m) => !MODES[m].elder), elder: modes.filter((m) => MODES[m].elder) });

async function lookAtAll(tally, browser, server, done, { who, from, modes = Object.keys(MODES), when = '' }) {
  const visitor = await Visitor.come(browser, server);
  if (who) await visitor.signIn(who);
  const pages = await reachable(visitor, from, done);
  for (const target of pages) if (SHARED.test(target)) done.add(kind(target));
  const { plain, elder } = modesIn(modes);
  const faults = [];
  for (const target of pages) faults.push(...await auditModes(visitor, target, plain));
  if (elder.length > 0) {
    await setElder(visitor, true);
    for (const target of pages) faults.push(...await auditModes(visitor, target, elder));
  }
  await visitor.leave();
  for (const mode of modes) {
    await tally.test(`${who ? who.login : '公众'}${when}: ${pages.length} pages without a fault for axe, the validator, the console and the width, mode ${mode}`, () => {
      const said = faults.filter((f) => f.mode === mode).map((f) => f.said);
      if (said.length > 0) throw new Error(said.join('\n'));
    });
  }
}

// Each with a browser window of its own, two at a time: there are two cores.
async function twoAtATime(jobs) {
  const left = [...jobs];
  const work = async () => {
    while (left.length > 0) await left.shift()();
  };
  await Promise.all([work(), work()]);
}

// ---- what the later stages begin with

async function clientOf(server, people, login) {
  const client = new H.Client(H.overHttp(server.port), { host: `127.0.0.1:${server.port}` });
  await H.signIn(client, people.find((a) => a.login === login));
  return client;
}

async function sendForm(client, target, action, values) {
  const page = await client.open(target);
  const form = H.formsOf(page.text(), target).find((f) => f.action === action);
  assert.ok(form, `${target} has no form to ${action}: ${page.status}`);
  const answer = await client.post(form.action, typeof values === 'function' ? values(form) : H.filled(form, values));
  assert.ok(answer.status === 303, `${action} answered ${answer.status}`);
  return client.show(answer);
}

// Two authorities send their lists; the office gives all candidates to its second person and a joint department.
async function listsAreSent(server, people) {
  for (const login of ['sector02', 'district01']) {
    await sendForm(await clientOf(server, people, login), '/recommendations/send', '/recommendations/send',
      { reason: '本地这一批只有这些品牌达到条件。', filler_name: '李示例', filler_phone: '85680855' });
  }
}

async function candidatesAreGiven(server, people) {
  await sendForm(await clientOf(server, people, 'office01'), '/reviews/assignments', '/reviews/assignments', (form) => {
    const boxes = form.controls.filter((c) => c.kind === 'checkbox').map((c) => [c.name, c.value]);
    return [...form.fields.filter(([name]) => !boxes.some(([box]) => box === name)), ...boxes];
  });
}

// ---- the stages

async function stageOne({ tally, browser, binary, dir, moment }, done) {
  const server = await H.serve(binary, dir, { skew: H.skewTo(moment) });
  const people = H.accounts(dir);
  const person = (login) => people.find((a) => a.login === login) || assert.fail(`the demonstration has no ${login}`);
  const open = ['/', '/notices', '/timeline', '/publicity', '/track', '/results', '/cases', '/criteria', '/help', '/a11y', '/privacy', '/sitemap', '/signin',
    '/no/such/page'];
  await lookAtAll(tally, browser, server, new Set(), { from: open });
  for (const target of open) if (SHARED.test(target)) done.add(kind(target));
  // A unit whose draft is complete, in every mode, with what everybody has who is signed in; one that has submitted, one
  // that has only begun, where what differs is what they say; then every other role.
  const from = ['/nominations', '/accounts/me', '/password'];
  await lookAtAll(tally, browser, server, done, { who: person('unit08'), from });
  await twoAtATime([['unit01', SOME], ['unit10', SOME], ['office01'], ['sector01'], ['district01', SOME], ['admin01'], ['joint01', SOME], ['judge01', SOME],
    ['tally01', SOME], ['supervisor01', SOME], ['commission01', SOME], ['security01', SOME], ['auditor01', SOME]]
    .map(([login, modes]) => () => lookAtAll(tally, browser, server, done, { who: person(login), from, modes })));
  await server.stop();
}

async function stagesTwoAndThree({ tally, browser, binary, dir }, done) {
  const later = H.makeDemo(binary, path.dirname(dir), { name: `${path.basename(dir)}-later`, at: 'recommendation' });
  const people = H.accounts(later);
  const person = (login) => people.find((a) => a.login === login) || assert.fail(`the demonstration has no ${login}`);
  const looks = (server, when, rows) => twoAtATime(rows.map(([login, from, modes]) => () =>
    lookAtAll(tally, browser, server, done, { who: person(login), from, modes, when })));
  let server = await H.serve(binary, later, { skew: H.skewTo(IN_RECOMMENDATION) });
  await looks(server, ' in 择优推荐', [['sector02', ['/reviews', '/recommendations', '/recommendations/send']], ['unit04', ['/nominations'], SOME],
    ['district01', ['/reviews', '/recommendations'], SOME], ['office01', ['/reviews', '/recommendations'], SOME]]);
  await listsAreSent(server, people);
  await looks(server, ' with its list sent', [['sector02', ['/recommendations'], SOME]]);
  await server.stop();
  server = await H.serve(binary, later, { skew: H.skewTo(IN_REVIEW) });
  await looks(server, ' in 组织初审', [['office01', ['/reviews', '/reviews/assignments', '/recommendations', '/figures']]]);
  await candidatesAreGiven(server, people);
  await looks(server, ' with candidates given', [['joint01', ['/reviews']], ['office02', ['/reviews'], SOME]]);
  await server.stop();
}

module.exports = async (site) => {
  const { tally, browser, binary, dir } = site;
  const done = new Set();
  await stageOne(site, done);
  await stagesTwoAndThree(site, done);
  // The same public pages when the first stage is over, and before it began.
  for (const [when, at] of [['before the first stage', '2015-06-01T02:00:00Z'], ['after the first stage', '2015-06-27T02:00:00Z']]) {
    const later = await H.serve(binary, dir, { skew: H.skewTo(at) });
    const visitor = await Visitor.come(browser, later);
    await tally.test(`${when} the public pages say so without a fault`, async () => {
      for (const target of ['/', '/timeline', '/publicity']) for (const mode of SOME) await audit(visitor, target, mode);
    });
    await visitor.leave();
    await later.stop();
  }
};
