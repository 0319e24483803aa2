// form_filling.js - the same form filled two ways: by the keyboard alone, and by a pointer in a browser without script.
'use strict';
const assert = require('assert');

const TABS_MAX = 400;

// What has the focus: its selector-worthy facts, and whether a person can see that it has it.
const focused = (page) => page.evaluate(() => {
  const e = document.activeElement;
  const style = getComputedStyle(e);
  const box = e.getBoundingClientRect();
  const label = e.labels && e.labels.length > 0 ? e.labels[0] : e;
  const wrap = getComputedStyle(label);
  const isOutlined = (s) => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none';
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return { tag: e.tagName, type: e.type || '', name: e.name || '', value: e.value || '', text: (e.textContent || '').replace(/\s+/g, ' ').trim(),
    href: e.getAttribute('href') || '', isBody: e === document.body, isVisible: isOutlined(style) || isOutlined(wrap),
    isInWindow: box.bottom > 0 && box.top < innerHeight, isCovered: top !== null && top !== e && !e.contains(top) && !label.contains(top) && !top.contains(e) };
});

// Keyboard: nothing but keys.  Text is given as an input method gives it, at once.
class Keyboard {
  constructor(page) {
    this.page = page;
    this.stops = 0;
    this.faults = [];
  }

  async tabTo(what, matches) {
    for (let i = 0; i < TABS_MAX; i++) {
      await this.page.keyboard.press('Tab');
      this.stops++;
      const at = await focused(this.page);
      if (at.isBody) continue;
      if (!at.isVisible) this.faults.push(`the focus cannot be seen on ${at.tag} ${at.name || at.text} at ${this.page.url()}`);
      if (!at.isInWindow || at.isCovered) this.faults.push(`the focus is out of sight on ${at.tag} ${at.name || at.text} at ${this.page.url()}`);
      if (matches(at)) return at;
    }
    throw new Error(`${what} was not reached in ${TABS_MAX} tabs at ${this.page.url()}`);
  }

  async type(name, value) {
    await this.tabTo(name, (at) => at.name === name);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.press('Delete');
    if (value !== '') await this.page.keyboard.insertText(value);
  }

  async choose(name, value) {
    const at = await this.tabTo(name, (a) => a.name === name);
    if (at.type === 'radio') {
      for (let i = 0; i < 60; i++) {
        const now = await focused(this.page);
        if (now.value === value) {
          await this.page.keyboard.press('Space');
          return;
        }
        await this.page.keyboard.press('ArrowDown');
      }
      throw new Error(`${name} has no choice ${value}`);
    }
    const index = await this.page.evaluate(([n, v]) => [...document.getElementsByName(n)[0].options].findIndex((o) => o.value === v), [name, value]);
    assert.ok(index >= 0, `${name} has no choice ${value}`);
    await this.page.keyboard.press('Home');
    for (let i = 0; i < index; i++) await this.page.keyboard.press('ArrowDown');
    assert.strictEqual((await focused(this.page)).value, value);
  }

  async tick(name) {
    await this.tabTo(name, (at) => at.name === name);
    if (!(await this.page.evaluate(() => document.activeElement.checked))) await this.page.keyboard.press('Space');
  }

  // Goes to a button or link by its words and presses it; waits for the page that follows.
  async press(words, { stays = false, value } = {}) {
    const at = await this.tabTo(String(words), (a) => (a.tag === 'BUTTON' || a.tag === 'A') && words.test(a.text) && (value === undefined || a.value === value));
    if (stays) {
      await this.page.keyboard.press('Enter');
      return at;
    }
    await Promise.all([this.page.waitForNavigation({ waitUntil: 'load' }), this.page.keyboard.press('Enter')]);
    return at;
  }
}

// Pointer: what a person does in a browser whose scripts are off.
class Pointer {
  constructor(page) {
    Object.assign(this, { page, faults: [] });
  }

  control(name) {
    return this.page.locator(`main [name="${name}"]`);
  }

  async type(name, value) {
    await this.control(name).fill(value);
  }

  async choose(name, value) {
    const first = this.control(name).first();
    if ((await first.getAttribute('type')) === 'radio') await this.page.locator(`main [name="${name}"][value="${value}"]`).check({ force: true });
    else await first.selectOption(value);
  }

  async tick(name) {
    await this.control(name).check({ force: true });
  }

  async press(words, { stays = false, value } = {}) {
    const what = value === undefined ? 'main button:visible, main a:visible' : `main button[value="${value}"]:visible`;
    const at = this.page.locator(what).filter({ hasText: words }).first();
    if (stays) return at.click();
    return Promise.all([this.page.waitForNavigation({ waitUntil: 'load' }), at.click()]);
  }
}

// The controls of the page's own form, in their order, each name once.
const controlsOf = (page) => page.evaluate(() => {
  const seen = new Set();
  return [...document.querySelectorAll('main form input, main form select, main form textarea')]
    .filter((e) => e.name && !['hidden', 'file', 'submit', 'button'].includes(e.type) && !seen.has(e.name) && seen.add(e.name))
    .map((e) => ({ name: e.name, tag: e.tagName, type: e.type }));
});

// Waits for a row that was asked for: by the script at once, or with the next page.
async function hasMore(page, before) {
  for (let tries = 0; tries < 100; tries++) {
    const now = await controlsOf(page).catch(() => []); // between two pages there is none to ask
    if (now.length > before) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no row was added at ${page.url()}`);
}

// The value that a control wants, from idents: a month's year and month are two controls.
function valueFor(name, values) {
  if (name in values) return values[name];
  const part = name.match(/^(.+)\.(year|month|day)$/);
  if (part && part[1] in values) return values[part[1]].split('-')[{ year: 0, month: 1, day: 2 }[part[2]]] ?? '';
  return undefined;
}

const wantsRow = (values, controls) => [...new Set(Object.keys(values).map((k) => k.match(/^([a-z_]+)\.[a-z_]+\.(\d+)$/)).filter(Boolean)
  .map((m) => `${m[1]}.${m[2]}`))].map((r) => r.split('.')).find(([group, n]) => controls.some((c) => c.name.startsWith(`${group}.`)) &&
  !controls.some((c) => c.name.startsWith(`${group}.`) && new RegExp(`\\.${n}(\\.|$)`).test(c.name)));

// Fills what the section asks for, adding rows while `values` has more; then saves with the button of these words.
async function fillSection(hand, values, words) {
  const done = new Set();
  for (;;) {
    const controls = await controlsOf(hand.page);
    for (const c of controls.filter(({ name }) => !done.has(name))) {
      const value = valueFor(c.name, values);
      if (value === undefined) continue;
      if (c.type === 'checkbox') await hand.tick(c.name);
      else if (c.type === 'radio' || c.tag === 'SELECT') await hand.choose(c.name, value);
      else await hand.type(c.name, value);
      done.add(c.name);
    }
    const short = wantsRow(values, controls);
    if (!short) break;
    await hand.press(/再加一行/, { stays: true, value: short[0] });
    await hasMore(hand.page, controls.length);
  }
  if (words) await hand.press(words);
  return done.size;
}

module.exports = { Keyboard, Pointer, fillSection, focused, controlsOf };
