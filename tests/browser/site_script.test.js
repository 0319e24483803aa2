/* site_script.test.js - what static/site.js and form.js promise, in a real browser against a server that can misbehave.
 *
 * The pages are the smallest that carry the markup of templates/_field.html and _layout.html; the browser's clock is the
 * test's, so that minutes pass at once.  Run: node tests/browser/site_script.test.js [/path/to/chromium] */
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const { chromium } = require('playwright-core');

const root = path.join(__dirname, '..', '..');
const files = ['site.js', 'form.js', 'site.css'].map((name) => [`/${name}`, fs.readFileSync(path.join(root, 'static', name))]);

const row = (n, name) => `<div class="rt__r" data-row="${n}"><div class="rt__c">
<label for="honours-name-${n}"><span class="vh">第 <span data-n>${n}</span> 行，</span>名称</label>
<input class="input" id="honours-name-${n}" name="honours.name.${n}" value="${name}"></div>
<button class="linkbtn" name="remove" value="honours.${n}">删除第 <span data-n>${n}</span> 行</button></div>`;

function formPage(state) {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>表</title>
<link rel="stylesheet" href="/site.css"><script src="/site.js" defer></script><script src="/form.js" defer></script></head>
<body data-session-left="1800" data-token="tok"><main>
<p id="others" role="status" hidden></p>
<p class="save"><span class="save__i" data-save-status aria-live="polite">还没有保存过</span></p>
<form method="post" action="/form" data-autosave="/form/draft" data-draft-key="unit1" novalidate>
<input type="hidden" name="token" value="tok"><input type="hidden" name="revision" value="${state.revision}">
<button class="vh" tabindex="-1" aria-hidden="true">保存</button>
<label for="brand">品牌名称</label><input class="input" id="brand" name="brand" value="${state.brand}">
<label for="story">主要事迹</label><textarea class="area" id="story" name="story" data-zi="10" aria-describedby="story-cnt">
</textarea><p class="cnt" id="story-cnt">最多 10 字</p>
<label><input type="checkbox" name="ok" value="1">同意</label>
<label>照片 <input type="file" id="photo" name="photo" data-file data-max="1048576"></label>
<fieldset><legend>称号</legend><div class="rt" data-rows="honours" data-rows-max="4">${row(1, '甲')}${row(2, '乙')}
<p><button class="btn" name="add" value="honours">再加一行</button></p><span role="status" data-rows-said></span></div></fieldset>
<button class="btn" id="send" data-busy="正在保存…">保存并返回</button></form></main></body></html>`;
}

/* A server whose answers the test decides. */
async function startServer() {
  const state = {
    mode: 200, revision: 7, others: '', brand: '', delay: 0, drafts: [], posts: [], extends: 0, atOnce: 0, atOnceMax: 0,
  };
  const answerDraft = (rs, body) => {
    state.drafts.push(new URLSearchParams(body));
    state.atOnceMax = Math.max(state.atOnceMax, ++state.atOnce);
    setTimeout(() => {
      state.atOnce--;
      if (state.mode === 0) {
        rs.destroy();
        return;
      }
      rs.writeHead(state.mode, { 'Content-Type': 'application/json' });
      const saved = () => ({ revision: ++state.revision, saved_at: '14:32', others: state.others });
      rs.end(JSON.stringify(state.mode === 200 ? saved() : { url: '/elsewhere' }));
    }, state.delay);
  };
  const server = http.createServer((rq, rs) => {
    let body = '';
    rq.setEncoding('utf8');
    rq.on('data', (d) => { body += d; });
    rq.on('end', () => {
      rs.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; " +
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
      const file = files.find((f) => f[0] === rq.url);
      if (file) {
        rs.setHeader('Content-Type', rq.url.endsWith('.js') ? 'text/javascript' : 'text/css');
        rs.end(file[1]);
      } else if (rq.url === '/form/draft') {
        answerDraft(rs, body);
      } else if (rq.url === '/session/extend') {
        state.extends++;
        rs.end('{"left":1800}');
      } else if (rq.method === 'POST') {
        state.posts.push(new URLSearchParams(body));
        setTimeout(() => { rs.writeHead(303, { Location: '/done' }); rs.end(); }, state.delay);
      } else {
        rs.setHeader('Content-Type', 'text/html; charset=utf-8');
        rs.end(rq.url === '/form' ? formPage(state) : '<!doctype html><title>done</title><p>done');
      }
    });
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return { server, state, url: `http://127.0.0.1:${server.address().port}` };
}

const tests = [];
const test = (sentence, body) => tests.push({ sentence, body });
const status = (page) => page.textContent('[data-save-status]');
const saysSoon = (page, text) => page.waitForFunction((t) => document.querySelector('[data-save-status]').textContent.includes(t), text, { timeout: 5000 });
const settle = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

test('five seconds after the last key the text is on the server', async ({ page, state }) => {
  await page.type('#brand', '暖行');
  assert.equal(await status(page), '有改动，稍后自动保存');
  await page.clock.runFor(4900);
  await settle(100);
  assert.equal(state.drafts.length, 0);
  await page.clock.runFor(200);
  await saysSoon(page, '已于 14:32 自动保存');
  assert.equal(state.drafts[0].get('brand'), '暖行');
  assert.equal(state.drafts[0].get('token'), 'tok');
  assert.equal(state.drafts[0].get('revision'), '7');
  assert.equal(state.drafts[0].has('photo'), false);
  assert.equal(await page.inputValue('[name=revision]'), '8');
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
});

test('while typing goes on, the text is on the server within eight seconds', async ({ page, state }) => {
  for (let i = 0; i < 9; i++) {
    await page.type('#brand', 'a');
    await page.clock.runFor(1000);
  }
  await settle(100);
  assert.equal(state.drafts.length, 1);
});

test('two drafts are never on the way at once, and the later text follows', async ({ page, state }) => {
  state.delay = 300;
  await page.type('#brand', 'a');
  await page.clock.runFor(5000);
  await page.type('#brand', 'b');
  await page.evaluate(() => document.querySelector('#brand').dispatchEvent(new Event('change', { bubbles: true })));
  await settle(500);
  await page.clock.runFor(6000);
  await settle(500);
  assert.equal(state.atOnceMax, 1);
  assert.equal(state.drafts.length, 2);
  assert.equal(state.drafts[1].get('brand'), 'ab');
  assert.equal(state.drafts[1].get('revision'), '8');
});

test('what an input method has not yet set is neither saved nor counted', async ({ page, state }) => {
  await page.focus('#story');
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Input.imeSetComposition', { text: 'ni hao', selectionStart: 6, selectionEnd: 6 });
  await page.clock.runFor(20000);
  await settle(100);
  assert.equal(state.drafts.length, 0);
  assert.match(await page.textContent('.cnt [aria-hidden]'), /已写 0 字/);
  await cdp.send('Input.insertText', { text: '你好' });
  await page.clock.runFor(6000);
  await saysSoon(page, '已于');
  assert.match(await page.textContent('.cnt [aria-hidden]'), /已写 2 字，还可以写 8 字/);
  assert.equal(state.drafts[0].get('story'), '你好');
});

test('without a connection the page says so, keeps the text and tries again', async ({ page, state }) => {
  state.mode = 0;
  await page.type('#brand', 'a');
  await page.clock.runFor(5000);
  await saysSoon(page, '没有连上，内容还在本页，正在重试');
  assert.equal((await page.evaluate(() => Object.keys(localStorage))).length, 1);
  state.mode = 200;
  await page.clock.runFor(2100);
  await saysSoon(page, '已于 14:32 自动保存');
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
});

test('who else is here is told with every answer, and to whoever comes back to the page', async ({ page, state }) => {
  const note = page.locator('#others');
  assert.equal(await note.isVisible(), false);
  state.others = '王示例正在填写这一项（刚刚）';
  await page.type('#brand', 'a');
  await page.clock.runFor(5000);
  await saysSoon(page, '已于');
  assert.equal(await note.textContent(), state.others);
  assert.equal(await note.isVisible(), true);
  state.others = '';
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))); /* nothing was typed meanwhile */
  await page.waitForFunction(() => document.querySelector('#others').hidden);
  assert.equal(state.drafts.length, 2);
  assert.equal(await page.inputValue('[name=revision]'), '8'); /* the page saved nothing */
});

test('a second place of change stops autosave and shows where to compare', async ({ page, state }) => {
  state.mode = 409;
  await page.type('#brand', 'a');
  await page.clock.runFor(5000);
  await saysSoon(page, '另一处已修改，内容已保留');
  assert.equal(await page.getAttribute('[data-save-status] a', 'href'), '/elsewhere');
  await page.type('#brand', 'b');
  await page.clock.runFor(20000);
  await settle(100);
  assert.equal(state.drafts.length, 1);
});

test('an ended sign-in links to the sign-in page', async ({ page, state }) => {
  state.mode = 401;
  await page.type('#brand', 'a');
  await page.clock.runFor(5000);
  await saysSoon(page, '登录已到期，内容已存好');
  assert.equal(await page.getAttribute('[data-save-status] a', 'href'), '/elsewhere');
});

test('after the close the page says that the text is a draft', async ({ page, state }) => {
  state.mode = 423;
  await page.type('#brand', 'a');
  await page.clock.runFor(5000);
  await saysSoon(page, '申报已截止，内容已存为草稿');
});

test('after a crash the unsaved text is offered back, rows and boxes included', async ({ page, state, url }) => {
  state.mode = 0;
  await page.type('#brand', '崩溃之前');
  await page.check('[name=ok]');
  await page.click('[name=add]');
  await page.type('#honours-name-3', '丙');
  await page.clock.runFor(600);
  const other = await page.context().newPage();
  await page.close({ runBeforeUnload: false });
  await other.goto(`${url}/form`);
  assert.match(await other.textContent('.note'), /上次离开时有未保存的内容/);
  state.mode = 200;
  await other.click('.note button:has-text("恢复")');
  assert.equal(await other.inputValue('#brand'), '崩溃之前');
  assert.equal(await other.isChecked('[name=ok]'), true);
  assert.equal(await other.inputValue('[name="honours.name.3"]'), '丙');
  assert.equal(await other.locator('.note').count(), 0);
});

test('a copy that the server has had is not offered', async ({ page, state, url }) => {
  state.mode = 0;
  await page.type('#brand', '甲');
  await page.clock.runFor(5000);
  await saysSoon(page, '没有连上');
  state.revision = 8; /* it did arrive; only the answer was lost */
  state.brand = '甲，已规范';
  await page.context().newPage().then(async (other) => {
    await other.goto(`${url}/form`);
    assert.equal(await other.locator('.note').count(), 0);
  });
});

test('a form sent while its draft is on the way waits for the new revision', async ({ page, state }) => {
  state.delay = 300;
  await page.type('#brand', 'a');
  await page.clock.runFor(5000);
  await page.click('#send');
  await page.waitForURL('**/done');
  assert.equal(state.posts.length, 1);
  assert.equal(state.posts[0].get('revision'), '8');
});

test('a double click posts once', async ({ page, state }) => {
  state.delay = 800;
  const said = await page.evaluate(async () => { /* the second time while the first answer is awaited */
    const button = document.querySelector('#send');
    button.click();
    const text = button.textContent;
    await fetch('/done');
    button.click();
    return text;
  });
  assert.equal(said, '正在保存…');
  await page.waitForURL('**/done');
  assert.equal(state.posts.length, 1);
});

test('leaving asks only while something is unsaved', async ({ page }) => {
  let asked = 0;
  page.on('dialog', (d) => { asked++; d.accept(); });
  await page.type('#brand', 'a');
  await page.reload();
  assert.equal(asked, 1);
  await page.reload();
  assert.equal(asked, 1);
});

test('rows are added, numbered, removed and saved without a page load', async ({ page, state }) => {
  await page.click('[name=add]');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'honours.name.3');
  assert.equal(await page.getAttribute('.rt__r:nth-child(3) label', 'for'), 'honours-name-3');
  await page.type('#honours-name-3', '丙');
  await page.click('button[value="honours.1"]');
  assert.deepEqual(await page.$$eval('.rt input', (l) => l.map((i) => [i.name, i.value])), [['honours.name.1', '乙'], ['honours.name.2', '丙']]);
  await page.clock.runFor(8100);
  await saysSoon(page, '已于');
  const last = state.drafts[state.drafts.length - 1];
  assert.equal(last.get('honours.name.2') ?? '', '丙');
  assert.equal(last.has('honours.name.3'), false);
  for (let i = 0; i < 4; i++) {
    await page.click('[name=add]');
  }
  assert.equal(await page.locator('.rt__r').count(), 4);
});

test('a file that is too big is refused before the journey, and a chosen one is not called saved', async ({ page, state }) => {
  await page.setInputFiles('#photo', { name: '大.png', mimeType: 'image/png', buffer: Buffer.alloc(2 << 20) });
  assert.match(await page.textContent('#photo ~ [role=status]'), /超过 1 MB/);
  assert.equal(await page.$eval('#photo', (i) => i.files.length), 0);
  await page.setInputFiles('#photo', { name: '小.png', mimeType: 'image/png', buffer: Buffer.alloc(100) });
  assert.match(await page.textContent('#photo ~ [role=status]'), /还没有上传/);
  await page.clock.runFor(10000);
  assert.equal(state.drafts.length, 0);
});

test('five minutes before the sign-in ends the page offers to stay', async ({ page, state }) => {
  await page.clock.runFor('24:50');
  assert.equal(await page.isVisible('.leave'), false);
  await page.clock.runFor(20000);
  assert.equal(await page.isVisible('.leave'), true);
  await page.click('.leave button');
  await page.waitForFunction(() => document.querySelector('.leave').hidden);
  assert.equal(state.extends, 1);
  await page.clock.runFor('31:00');
  assert.match(await page.textContent('.leave'), /登录已到期/);
  assert.equal(await page.getAttribute('.leave a', 'href'), '/signin?next=%2Fform');
});

async function main() {
  const browser = await chromium.launch({
    executablePath: process.argv[2] || process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  let passed = 0;
  let failed = 0;
  for (const t of tests) {
    const { server, state, url } = await startServer();
    const context = await browser.newContext();
    const page = await context.newPage();
    const broken = [];
    page.on('console', (m) => { if (m.type() === 'error' && /Content Security Policy|Uncaught/.test(m.text())) { broken.push(m.text()); } });
    page.on('pageerror', (e) => broken.push(String(e)));
    try {
      await page.clock.install({ time: new Date('2015-06-18T14:00:00+08:00') });
      await page.clock.pauseAt(new Date('2015-06-18T14:00:01+08:00')); // it goes only as the sentence says, however slow the machine
      await page.goto(`${url}/form`);
      await t.body({ page, state, url });
      assert.deepEqual(broken, []);
      passed++;
      console.log(`ok - ${t.sentence}`);
    } catch (e) {
      failed++;
      console.log(`not ok - ${t.sentence}\n    ${String(e.stack).split('\n').slice(0, 8).join('\n    ')}`);
    }
    await context.close();
    server.closeAllConnections();
    server.close();
  }
  await browser.close();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

main();
