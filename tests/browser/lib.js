// lib.js - a browser at a server of its own, signed in as whoever the test needs, with eyes: axe, the validator,
// the console, the width of the page.
'use strict';
const fs = require('fs');
const path = require('path');
const { chromium } = require('playwright-core');
const { HtmlValidate } = require('html-validate');
const H = require('../support/harness.js');

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const SHOTS = process.env.SHOTS || '';
// The modes in which the mock was measured.
const MODES = {
  1280: { width: 1280, height: 900 }, 768: { width: 768, height: 1024 }, 360: { width: 360, height: 740 },
  elder: { width: 1280, height: 900, elder: true }, print: { width: 1280, height: 900, media: { media: 'print' } },
  contrast: { width: 1280, height: 900, media: { forcedColors: 'active' } },
};

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:document'],
  rules: {
    'no-inline-style': 'error', 'long-title': 'off', 'no-trailing-whitespace': 'off', 'void-style': 'off', 'doctype-style': 'off',
    // Tags that HTML lets one leave away are left away nowhere, but attribute order and quotes are the compiler's matter.
    'attribute-boolean-style': 'off', 'no-implicit-close': 'error', 'require-sri': 'off', 'prefer-native-element': 'off',
    // A stacked table says its roles again: as blocks its rows would be no table to a screen reader.
    'no-redundant-role': 'off', 'wcag/h30': 'error', 'wcag/h37': 'error', 'tel-non-breaking': 'off', 'form-dup-name': 'off',
    // The error summary has a heading of its own and stands before the page's.
    'heading-level': ['error', { minInitialRank: 'h2' }],
    'no-implicit-button-type': 'off', 'no-raw-characters': 'off', 'unique-landmark': 'off', 'text-content': 'error',
  },
});

async function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
      '--disable-sync', '--disable-dev-shm-usage', '--font-render-hinting=none', '--lang=zh-CN'],
  });
}

// One visitor: a context, a page, and whatever the page complained about.
class Visitor {
  static async come(browser, server, { mode = MODES[1280], script = true } = {}) {
    const v = new Visitor();
    v.script = script;
    v.origin = `http://127.0.0.1:${server.port}`;
    v.context = await browser.newContext({ viewport: { width: mode.width, height: mode.height }, javaScriptEnabled: script, locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai', acceptDownloads: true, baseURL: v.origin });
    v.context.setDefaultTimeout(10000);
    v.page = await v.context.newPage();
    v.complaints = [];
    v.page.on('console', (m) => {
      // A page that answers 4xx is said to the console by the browser itself.
      if (['error', 'warning'].includes(m.type()) && !/the server responded with a status of 4\d\d/.test(m.text())) v.complaints.push(m.text());
    });
    v.page.on('pageerror', (e) => v.complaints.push(String(e)));
    v.page.on('response', (r) => r.status() >= 500 && v.complaints.push(`${r.url()} answered ${r.status()}`));
    return v;
  }

  async open(target) {
    const response = await this.page.goto(target, { waitUntil: 'load' });
    return response;
  }

  get at() {
    return this.page.url().slice(this.origin.length);
  }

  // Signs in by the pointer; the keyboard's own way is a journey of its own.
  async signIn({ login, password }) {
    await this.open('/signin');
    await this.page.locator('main input[type=text], main input:not([type])').first().fill(login);
    await this.page.locator('main input[type=password]').fill(password);
    await Promise.all([this.page.waitForURL((u) => !u.pathname.startsWith('/signin')), this.page.locator('main form button.btn').first().click()]);
  }

  async shot(name) {
    if (!SHOTS) return;
    fs.mkdirSync(SHOTS, { recursive: true });
    await this.page.screenshot({ path: path.join(SHOTS, `${name.replace(/[^\w.-]+/g, '_')}.png`), fullPage: true });
  }

  async leave() {
    await this.context.close();
  }
}

const sentence = (nodes) => nodes.slice(0, 4).map((n) => `       ${n.html.slice(0, 160)}\n       ${(n.failureSummary || '').split('\n').slice(1, 3).join(' ').trim()}`).join('\n');

async function axe(page) {
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(AXE);
  const found = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'],
  }));
  return found.violations.map((v) => `${v.id}: ${v.help}\n${sentence(v.nodes)}`);
}

// What every page must hold to, whatever it shows.  Returns sentences.
async function structure(page) {
  return page.evaluate(() => {
    const faults = [];
    if (document.documentElement.lang !== 'zh-CN') faults.push('lang is not zh-CN');
    if (document.querySelectorAll('h1').length !== 1) faults.push(`${document.querySelectorAll('h1').length} h1`);
    if (!/ - /.test(document.title)) faults.push(`title "${document.title}"`);
    if (document.querySelector('style, script:not([src])')) faults.push('inline style or script');
    const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
    const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
    if (twice.length > 0) faults.push(`id twice: ${[...new Set(twice)]}`);
    const over = document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth;
    if (over > 0) {
      const wide = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).slice(0, 3);
      faults.push(`${over} px wider than the window: ${wide.map((e) => e.outerHTML.slice(0, 100)).join(' | ')}`);
    }
    return faults;
  });
}

// WCAG 1.4.12: the reader's own spacing must not push anything out of the page.  Given by the debugger: the page's
// policy allows no style of ours.
async function spacing(visitor) {
  const cdp = await visitor.context.newCDPSession(visitor.page);
  await cdp.send('DOM.enable');
  await cdp.send('CSS.enable');
  const { frameTree } = await cdp.send('Page.getFrameTree');
  const { styleSheetId } = await cdp.send('CSS.createStyleSheet', { frameId: frameTree.frame.id });
  await cdp.send('CSS.setStyleSheetText', { styleSheetId,
    text: '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}' });
  const over = await visitor.page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
  await cdp.detach();
  return over > 0 ? [`with wider spacing the page is ${over} px too wide`] : [];
}

async function validate(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap((r) => r.messages).filter((m) => m.severity === 2)
    .map((m) => `${m.ruleId} at ${m.line}:${m.column}: ${m.message}`);
}

const wear = async (page, mode) => {
  await page.setViewportSize({ width: mode.width, height: mode.height });
  await page.emulateMedia(mode.media || { media: 'screen', forcedColors: 'none' });
};

// What is wrong with the page as it stands open in that mode; `source` is what the server sent.
async function faultsOf(visitor, modeName, source) {
  if (!visitor.script) throw new Error('a page is looked at with a script: without one axe waits for ever');
  const faults = [...await structure(visitor.page), ...await axe(visitor.page)];
  if (modeName === '1280') faults.push(...await validate(source));
  if (modeName === '360') {
    await visitor.page.setViewportSize({ width: 320, height: 640 });
    faults.push(...(await structure(visitor.page)).filter((f) => f.includes('wider')).map((f) => `at 320: ${f}`), ...await spacing(visitor));
  }
  faults.push(...visitor.complaints.splice(0));
  return faults;
}

const sayAll = (target, modeName, faults) => `${target} in mode ${modeName}:\n  ${faults.join('\n  ')}`;

// Looks at `target` in one mode; throws with everything that is wrong.
async function audit(visitor, target, modeName) {
  await wear(visitor.page, MODES[modeName]);
  const response = await visitor.open(target);
  await visitor.shot(`${target}-${modeName}`);
  const faults = await faultsOf(visitor, modeName, await response.text());
  await visitor.page.emulateMedia({ media: null, forcedColors: null });
  if (faults.length > 0) throw new Error(sayAll(target, modeName, faults));
}

// Opens `target` once and looks at it in each of these modes; what is wrong, by mode.
async function auditModes(visitor, target, modeNames) {
  await wear(visitor.page, MODES[modeNames[0]]);
  const response = await visitor.open(target);
  const source = await response.text();
  const found = [];
  // The reader's own spacing stays in the page once it was given: the narrow mode comes last.
  for (const modeName of [...modeNames].sort((a, b) => (a === '360') - (b === '360'))) {
    await wear(visitor.page, MODES[modeName]);
    await visitor.shot(`${target}-${modeName}`);
    const faults = await faultsOf(visitor, modeName, source);
    if (faults.length > 0) found.push({ mode: modeName, said: sayAll(target, modeName, faults) });
  }
  await visitor.page.emulateMedia({ media: null, forcedColors: null });
  return found;
}

// The large version on or off, by the switch at the head of every page.
async function setElder(visitor, isElder) {
  const has = () => visitor.page.evaluate(() => document.documentElement.classList.contains('elder'));
  await visitor.open('/');
  if (await has() !== isElder) await Promise.all([visitor.page.waitForNavigation(), visitor.page.locator('form[action="/prefs/elder"] button').click()]);
  if (await has() !== isElder) throw new Error('the switch of the large version does nothing');
}

// Looks at every target in every mode, and then says all that is wrong.  The last target stays open.
async function lookAt(visitor, targets, modes = ['1280', '360']) {
  const said = [];
  const plain = modes.filter((m) => !MODES[m].elder);
  const elder = modes.filter((m) => MODES[m].elder);
  const look = async (of) => {
    for (const target of targets) said.push(...(await auditModes(visitor, target, of)).map((f) => f.said));
  };
  if (elder.length > 0) {
    await setElder(visitor, true);
    await look(elder);
    await setElder(visitor, false);
  }
  if (plain.length > 0) await look(plain);
  await visitor.page.setViewportSize({ width: 1280, height: 900 });
  if (plain.length === 0) await visitor.open(targets[targets.length - 1]);
  if (said.length > 0) throw new Error(said.join('\n'));
}

// What the page says, without its spaces.
const dense = (text) => text.replace(/\s+/g, '');
const says = async (visitor) => dense(await visitor.page.locator('main').innerText());

// Presses the first button that people see with these words; the page that follows is open then.
async function press(visitor, words) {
  await Promise.all([visitor.page.waitForNavigation(), visitor.page.locator(`main button:not(.vh):visible:has-text("${words}")`).first().click()]);
}

// Who comes to that server: come(login, options) is a visitor who is signed in; without a login, one who is not.
function comers(browser, server, people) {
  return async (login, options) => {
    const visitor = await Visitor.come(browser, server, options);
    if (!login) return visitor;
    const account = people.find((a) => a.login === login);
    if (!account) throw new Error(`the demonstration has no ${login}`);
    await visitor.signIn(account);
    return visitor;
  };
}

// A nomination of sql/seed/demo as { ident: value }.
function nomination(name) {
  const values = {};
  const lines = fs.readFileSync(path.join(__dirname, '../../sql/seed/demo', name), 'utf8').split('\n');
  for (let i = 0; i < lines.length; i++) {
    const long = lines[i].match(/^([a-z0-9_.]+)<<$/);
    const short = lines[i].match(/^([a-z0-9_.]+): ?(.*)$/);
    if (long) {
      const from = ++i;
      while (lines[i] !== '>>') i++;
      values[long[1]] = lines.slice(from, i).join('\n');
    } else if (short) {
      values[short[1]] = short[2];
    }
  }
  for (const meta of ['body', 'login', 'person', 'state', 'started', 'submitted', 'opinion.district', 'opinion.sector']) delete values[meta];
  return values;
}

module.exports = { launch, Visitor, MODES, audit, auditModes, setElder, lookAt, dense, says, press, comers, axe, structure, validate, nomination, H };
