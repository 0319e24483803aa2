// Every page that can be reached, looked at in every mode.
'use strict';
const assert = require('assert');
const { Visitor, MODES, audit, H } = require('../lib.js');

const PAGES_MAX = 60;
// One page of each kind: references and hashes are one kind.
const kind = (target) => target.replace(/\?.*$/, '').replace(/\/[0-9a-z]{16,}/g, '/:ref').replace(/\/(\d+)(?=\/|$)/g, '/:n');

// Follows links from `from` as this visitor; one address for each kind of page.
async function reachable(visitor, from) {
  const found = new Map();
  const todo = [...from];
  while (todo.length > 0 && found.size < PAGES_MAX) {
    const target = todo.shift();
    if (found.has(kind(target)) || /\.(pdf|xlsx|csv|css|js|svg|png|jpg)(\?|$)/.test(target) || /^\/(static|healthz|metrics)/.test(target) ||
      /\/images\//.test(target)) continue;
    const response = await visitor.open(target);
    if (!(response.headers()['content-type'] || '').startsWith('text/html')) continue;
    found.set(kind(target), target);
    todo.push(...await visitor.page.$$eval('a[href^="/"]', (all) => all.map((a) => a.getAttribute('href').replace(/#.*$/, '')).filter(Boolean)));
  }
  visitor.complaints.length = 0;
  return [...found.values()];
}

async function lookAtAll(tally, browser, server, { who, from, modes = Object.keys(MODES) }) {
  const label = who ? who.login : '公众';
  let visitor = await Visitor.come(browser, server);
  if (who) await visitor.signIn(who);
  const pages = await reachable(visitor, from);
  for (const mode of modes) {
    if (mode === 'elder') {
      await visitor.open('/');
      await Promise.all([visitor.page.waitForNavigation(), visitor.page.locator('form[action="/prefs/elder"] button').click()]);
      assert.ok(await visitor.page.evaluate(() => document.documentElement.classList.contains('elder')), 'the large version did not come');
    }
    await tally.test(`${label}: ${pages.length} pages without a fault for axe, the validator, the console and the width, mode ${mode}`, async () => {
      const faults = [];
      for (const target of pages) await audit(visitor, target, mode).catch((e) => faults.push(e.message));
      if (faults.length > 0) throw faults.join('\n');
    });
    if (mode === 'elder') {
      await visitor.leave();
      visitor = await Visitor.come(browser, server);
      if (who) await visitor.signIn(who);
    }
  }
  await visitor.leave();
  return pages;
}

module.exports = async ({ tally, browser, binary, dir, moment }) => {
  const server = await H.serve(binary, dir, { skew: H.skewTo(moment) });
  const people = H.accounts(dir);
  const open = ['/', '/notices', '/timeline', '/publicity', '/track', '/results', '/cases', '/criteria', '/help', '/a11y', '/privacy', '/sitemap', '/signin',
    '/no/such/page'];
  await lookAtAll(tally, browser, server, { from: open });
  // A unit whose draft is complete, in every mode; one that has submitted, one that has only begun, and the office as a
  // reader, where what differs is what they say.
  const some = ['1280', '360'];
  for (const [login, modes] of [['unit08', undefined], ['unit01', some], ['unit10', some], ['office01', some]]) {
    const who = people.find((a) => a.login === login);
    if (!who) throw new Error(`the demonstration has no ${login}`);
    await lookAtAll(tally, browser, server, { who, from: ['/nominations', '/password'], modes });
  }
  await server.stop();
  // The same public pages when the first stage is over, and before it began.
  for (const [when, at] of [['before the first stage', '2015-06-01T02:00:00Z'], ['after the first stage', '2015-06-27T02:00:00Z']]) {
    const later = await H.serve(binary, dir, { skew: H.skewTo(at) });
    const visitor = await Visitor.come(browser, later);
    await tally.test(`${when} the public pages say so without a fault`, async () => {
      for (const target of ['/', '/timeline', '/publicity']) {
        await audit(visitor, target, '1280');
        await audit(visitor, target, '360');
      }
    });
    await visitor.leave();
    await later.stop();
  }
};
