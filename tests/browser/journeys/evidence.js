// Attachments: sent over a slow line that is cut and comes back, given up, refused, sent by keyboard alone and without a
// script; and what the page weighs.
'use strict';
const assert = require('assert');
const fs = require('fs');
const net = require('net');
const path = require('path');
const zlib = require('zlib');
const { Visitor, audit, axe, structure, H } = require('../lib.js');
const { crowd, query } = require('../../support/crowd.js');

const MB = 1024 * 1024;
const LOOKS = ['1280', '768', '360', 'elder', 'contrast'];

// ---- a line between browser and server: slow, and it can be cut for real -----------------------------------------------

class Line {
  constructor(port) {
    Object.assign(this, { target: port, bytesASecond: 4 * MB, sent: 0, isCut: false, sockets: new Set(), cutAt: Infinity });
  }

  async open() {
    this.server = net.createServer((from) => this.carry(from));
    this.port = await H.freePort();
    await new Promise((resolve) => { this.server.listen(this.port, '127.0.0.1', resolve); });
    return this;
  }

  carry(from) {
    if (this.isCut) {
      from.destroy();
      return;
    }
    const to = net.connect(this.target, '127.0.0.1');
    for (const s of [from, to]) {
      this.sockets.add(s);
      s.on('error', () => { s.destroy(); });
      s.on('close', () => {
        this.sockets.delete(s);
        from.destroy();
        to.destroy();
      });
    }
    to.pipe(from);
    from.on('data', (bytes) => {
      from.pause();
      this.sent += bytes.length;
      if (this.sent >= this.cutAt) {
        this.cut();
        return;
      }
      setTimeout(() => {
        if (!to.destroyed) to.write(bytes);
        from.resume();
      }, (bytes.length / this.bytesASecond) * 1000);
    });
  }

  cut() {
    this.isCut = true;
    this.cutAt = Infinity;
    for (const s of this.sockets) s.destroy();
  }

  mend() {
    this.isCut = false;
  }

  close() {
    this.cut();
    this.server.close();
  }
}

// ---- files -------------------------------------------------------------------------------------------------------------

// An honest PDF of about `size` bytes that no packing makes smaller, the same every time.
function pdfOf(size, seed = 1) {
  const noise = Buffer.alloc(size);
  let state = (2463534242 ^ seed) >>> 0;
  for (let i = 0; i + 4 <= size; i += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    noise.writeInt32LE(state | 0, i);
  }
  const parts = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const at = [];
  const length = () => parts.reduce((n, b) => n + b.length, 0);
  const object = (id, ...bytes) => {
    at[id] = length();
    parts.push(Buffer.from(`${id} 0 obj\n`), ...bytes.map((b) => Buffer.from(b)), Buffer.from('\nendobj\n'));
  };
  object(1, '<< /Type /Catalog /Pages 2 0 R >>');
  object(2, '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>');
  object(3, '<< /Type /Page /Parent 2 0 R >>');
  object(4, `<< /Length ${size} >>\nstream\n`, noise, '\nendstream');
  const table = length();
  parts.push(Buffer.from(`xref\n0 5\n0000000000 65535 f \n${at.slice(1).map((n) => `${String(n).padStart(10, '0')} 00000 n \n`).join('')}` +
    `trailer\n<< /Root 1 0 R /Size 5 >>\nstartxref\n${table}\n%%EOF\n`));
  return Buffer.concat(parts);
}

function crc(bytes) {
  let c = ~0;
  for (const b of bytes) {
    c ^= b;
    for (let k = 0; k < 8; k++) c = (c >>> 1) ^ (c & 1 ? 0xedb88320 : 0);
  }
  return ~c >>> 0;
}

function pngOf(width, height) {
  const chunk = (type, body) => {
    const all = Buffer.concat([Buffer.from(type, 'latin1'), body]);
    const out = Buffer.alloc(8 + body.length + 4);
    out.writeUInt32BE(body.length, 0);
    all.copy(out, 4);
    out.writeUInt32BE(crc(all), 8 + body.length);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const rows = Buffer.alloc((width * 3 + 1) * height, 90);
  for (let y = 0; y < height; y++) rows[y * (width * 3 + 1)] = 0;
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', zlib.deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

const asFile = (name, buffer, mimeType = 'application/pdf') => ({ name, mimeType, buffer });

// ---- the page ----------------------------------------------------------------------------------------------------------

const main = (v) => v.page.locator('main').innerText();
const saysSoon = (v, pattern, timeout = 20000) => v.page.waitForFunction(
  (p) => new RegExp(p).test(document.querySelector('main').innerText), pattern.source, { timeout, polling: 50 });
const rows = (v) => v.page.locator('main li.file').allInnerTexts();

async function storedBytes(v, name) {
  const url = await v.page.locator('main li.file b a', { hasText: name }).getAttribute('href');
  const answer = await v.page.request.get(`${v.origin}${url}`);
  assert.strictEqual(answer.status(), 200);
  return { bytes: await answer.body(), headers: answer.headers() };
}

// What a first visit sends for: the bytes of the scripts with their heads, and everything but the person's own pictures.
async function weigh(v, target) {
  const page = await v.context.newPage();
  const cdp = await v.context.newCDPSession(page);
  const types = new Map();
  const asked = [];
  let scripts = 0;
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  cdp.on('Network.responseReceived', (e) => {
    types.set(e.requestId, e.type);
    if (!/\/files\//.test(e.response.url)) asked.push(e.response.url);
  });
  cdp.on('Network.loadingFinished', (e) => { scripts += types.get(e.requestId) === 'Script' ? e.encodedDataLength : 0; });
  await page.goto(`${v.origin}${target}`, { waitUntil: 'networkidle' });
  await page.close();
  return { scripts, asked };
}

module.exports = async ({ tally, browser, binary, dir, moment }) => {
  const { password } = H.accounts(dir).find((a) => a.login === 'unit08');
  const logins = crowd(dir, 'unit08', 8);
  const server = await H.serve(binary, dir, { skew: H.skewTo(moment) });
  const line = await new Line(server.port).open();
  const come = async (login, { through = server, ...options } = {}) => {
    const v = await Visitor.come(browser, through, options);
    await v.signIn({ login, password });
    await v.open('/nominations');
    v.ref = (await v.page.locator('main a[href^="/nominations/"]').first().getAttribute('href')).split('/')[2];
    v.address = `/nominations/${v.ref}/attachments`;
    await v.open(v.address);
    v.kinds = await v.page.locator('form[data-upload]').evaluateAll((all) => all.map((f) => f.getAttribute('data-kind')));
    // A line that is down is said to the console by the browser itself.
    v.quiet = () => { v.complaints = v.complaints.filter((c) => !/ERR_|Failed to load resource/.test(c)); };
    return v;
  };
  const form = (v, kind) => ({ input: v.page.locator(`#file-${kind}`), send: v.page.locator(`#form-${kind} .drop button`) });
  await tally.test('a file sent over a slow line that is cut in the middle finishes by itself and comes back byte for byte', async () => {
    const v = await come(logins[0], { through: line });
    const kind = v.kinds[0];
    const bytes = pdfOf(3 * MB - 1000);
    const { input, send } = form(v, kind);
    const asked = [];
    v.page.on('request', (r) => asked.push(r.url()));
    await input.setInputFiles(asFile('服务规范（修订）.pdf', bytes));
    await saysSoon(v, /服务规范（修订）\.pdf\s*3\.0 MB，还没有上传/);
    assert.deepStrictEqual(asked, [], 'nothing is sent before it is told');
    line.bytesASecond = 500 * 1024;
    line.cutAt = line.sent + 1.2 * MB;
    await send.click();
    await saysSoon(v, /正在上传，已传 (0\.[1-9]|\d{3} KB)/);
    await saysSoon(v, /连接断开，正在等待网络恢复…已传 [\d.]+ [KM]B\/3\.0 MB/);
    await v.shot('evidence-cut');
    assert.deepStrictEqual(await axe(v.page), []);
    await H.sleep(2500);
    line.mend();
    line.bytesASecond = 4 * MB;
    const before = line.sent;
    await saysSoon(v, /已上传 1 个文件/, 60000);
    assert.ok(line.sent - before < 2.4 * MB, `after the cut it went on, it did not begin again: ${line.sent - before} bytes`);
    assert.strictEqual(await v.page.evaluate(() => document.activeElement.id), `file-${kind}`);
    const stored = await storedBytes(v, '服务规范（修订）.pdf');
    assert.ok(stored.bytes.equals(bytes));
    assert.match(stored.headers['content-disposition'], /^attachment/);
    assert.strictEqual(stored.headers['x-content-type-options'], 'nosniff');
    v.quiet();
    assert.deepStrictEqual(v.complaints, []);
    await v.leave();
  });

  await tally.test('after the page was loaded anew, the same file chosen again goes on from where it stood', async () => {
    const v = await come(logins[1], { through: line });
    const kind = v.kinds[0];
    const bytes = pdfOf(2 * MB, 2);
    line.bytesASecond = 400 * 1024;
    await form(v, kind).input.setInputFiles(asFile('带教手册.pdf', bytes));
    await form(v, kind).send.click();
    await saysSoon(v, /正在上传，已传 (1\.0|[5-9]\d\d KB|0\.[5-9])/, 30000);
    v.page.once('dialog', (d) => d.accept());
    await v.open(v.address);
    await saysSoon(v, /带教手册\.pdf/);
    assert.match(await main(v), /已收到/);
    assert.deepStrictEqual([...await axe(v.page), ...await structure(v.page)], []);
    line.bytesASecond = 4 * MB;
    const before = line.sent;
    await form(v, kind).input.setInputFiles(asFile('带教手册.pdf', bytes));
    await saysSoon(v, /接着传/);
    await form(v, kind).send.click();
    await saysSoon(v, /已上传 1 个文件/, 30000);
    assert.ok(line.sent - before < 1.8 * MB, `${line.sent - before} bytes were sent again`);
    assert.ok((await storedBytes(v, '带教手册.pdf')).bytes.equals(bytes));
    await v.leave();
  });

  await tally.test('an upload is given up by keyboard: nothing of it is left, and the focus is where the next is chosen', async () => {
    const v = await come(logins[2], { through: line });
    const kind = v.kinds[0];
    line.bytesASecond = 200 * 1024;
    await form(v, kind).input.setInputFiles(asFile('不要了.pdf', pdfOf(2 * MB, 3)));
    await form(v, kind).send.click();
    await saysSoon(v, /正在上传，已传 \d{3} KB/);
    const button = v.page.locator('main li.file button', { hasText: '取消上传' });
    await button.focus();
    await v.page.keyboard.press('Enter');
    await v.page.waitForFunction(() => !/不要了\.pdf/.test([...document.querySelectorAll('main li.file')].map((e) => e.innerText).join()));
    assert.strictEqual(await v.page.evaluate(() => document.activeElement.id), `file-${kind}`);
    assert.match(await v.page.locator(`#form-${kind} [role=status]`).textContent(), /“不要了\.pdf”已取消/);
    line.bytesASecond = 4 * MB;
    await v.open(v.address);
    assert.deepStrictEqual(await rows(v), []);
    assert.deepStrictEqual(query(dir, `SELECT u.state FROM upload u JOIN nomination n ON n.id = u.nomination_id WHERE n.ref = '${v.ref}'`).map((u) => u.state), ['cancelled']);
    await v.leave();
  });

  await tally.test('a file of the wrong kind or size is told before anything is sent, one that only claims to be a PDF after', async () => {
    const v = await come(logins[3]);
    const kind = v.kinds[0];
    const asked = [];
    v.page.on('request', (r) => asked.push(r.method()));
    await form(v, kind).input.setInputFiles([
      asFile('承诺书.docx', Buffer.from('PK\x03\x04'), 'application/msword'), asFile('空.pdf', Buffer.alloc(0)), asFile('太大.pdf', Buffer.alloc(10 * MB + 1)),
    ]);
    await saysSoon(v, /“承诺书\.docx”不是 PDF 或图片，请转成 PDF 后再选/);
    assert.match(await main(v), /“空\.pdf”是空文件，请重新选择/);
    assert.match(await main(v), /“太大\.pdf”有 10\.1 MB，超过 10 MB，请压缩，或者分成几份再选/);
    assert.deepStrictEqual(asked, []);
    assert.deepStrictEqual(await axe(v.page), []);
    await v.shot('evidence-wrong');
    await form(v, kind).input.setInputFiles([asFile('假的.pdf', Buffer.from('MZ\x90\x00 a program')), asFile('真的.pdf', pdfOf(1000, 4))]);
    await form(v, kind).send.click();
    await saysSoon(v, /“假的\.pdf”不是 PDF 或图片，请转成 PDF 后再上传/);
    await saysSoon(v, /真的\.pdf\s*已上传/);
    assert.deepStrictEqual(await axe(v.page), []);
    for (const b of await v.page.locator('main li.file button', { hasText: '知道了' }).all()) await b.click();
    await saysSoon(v, /已上传 1 个文件/);
    assert.strictEqual((await rows(v)).length, 1);
    await v.leave();
  });

  await tally.test('a sign-in that ends in the middle of an upload is told with a link, and what was sent is not lost', async () => {
    const v = await come(logins[7], { through: line });
    const kind = v.kinds[0];
    const bytes = pdfOf(2 * MB, 7);
    line.bytesASecond = 300 * 1024;
    await form(v, kind).input.setInputFiles(asFile('登录到期.pdf', bytes));
    await form(v, kind).send.click();
    await saysSoon(v, /正在上传，已传 \d{3} KB/, 30000);
    query(dir, `DELETE FROM session WHERE account_id = (SELECT id FROM account WHERE login = '${logins[7]}')`);
    line.bytesASecond = 4 * MB;
    await saysSoon(v, /登录已到期，请重新登录，再选一次这个文件，从断开的地方接着传/);
    await Promise.all([v.page.waitForURL(/signin/), v.page.locator('main li.file a', { hasText: '重新登录' }).click()]);
    await v.page.locator('main input[type=text], main input:not([type])').first().fill(logins[7]);
    await v.page.locator('main input[type=password]').fill(password);
    await Promise.all([v.page.waitForURL((u) => u.pathname === v.address), v.page.locator('main form button.btn').first().click()]);
    const before = line.sent;
    await form(v, kind).input.setInputFiles(asFile('登录到期.pdf', bytes));
    await saysSoon(v, /接着传/);
    await form(v, kind).send.click();
    await saysSoon(v, /已上传 1 个文件/, 30000);
    assert.ok(line.sent - before < 2 * MB);
    assert.ok((await storedBytes(v, '登录到期.pdf')).bytes.equals(bytes));
    await v.leave();
  });

  // The browser takes the chooser over for the test some time after it was asked to; a key pressed before that opens none.
  async function chooserBySpace(page) {
    const chosen = new Promise((resolve) => { page.once('filechooser', resolve); });
    for (let presses = 0; presses < 5; presses++) {
      await page.evaluate(() => document.activeElement.id);
      await page.keyboard.press('Space');
      const chooser = await Promise.race([chosen, H.sleep(4000)]);
      if (chooser) return chooser;
    }
    return assert.fail('five presses of Space opened no chooser');
  }

  await tally.test('by keyboard alone: choose, send, and the page says so where the focus is', async () => {
    const v = await come(logins[4]);
    const kind = v.kinds[0];
    await v.page.locator('h1').click();
    for (let i = 0; i < 60 && (await v.page.evaluate(() => document.activeElement.id)) !== `file-${kind}`; i++) await v.page.keyboard.press('Tab');
    assert.strictEqual(await v.page.evaluate(() => document.activeElement.id), `file-${kind}`);
    await (await chooserBySpace(v.page)).setFiles(asFile('键盘.pdf', pdfOf(400 * 1024, 5)));
    for (let i = 0; i < 4 && (await v.page.evaluate(() => document.activeElement.textContent)) !== '上传'; i++) await v.page.keyboard.press('Tab');
    await v.page.keyboard.press('Enter');
    await saysSoon(v, /已上传 1 个文件/);
    assert.strictEqual(await v.page.evaluate(() => document.activeElement.id), `file-${kind}`);
    await v.leave();
  });

  await tally.test('without a script the plain form sends it, and tells what is wrong', async () => {
    const v = await come(logins[5], { script: false });
    const kind = v.kinds[0] || (await v.page.locator('input[name=kind]').first().getAttribute('value'));
    const bytes = pdfOf(600 * 1024, 6);
    await form(v, kind).input.setInputFiles(asFile('无脚本.pdf', bytes));
    await Promise.all([v.page.waitForNavigation(), form(v, kind).send.click()]);
    assert.ok((await storedBytes(v, '无脚本.pdf')).bytes.equals(bytes));
    await form(v, kind).input.setInputFiles(asFile('假的.pdf', Buffer.from('MZ')));
    await Promise.all([v.page.waitForNavigation(), form(v, kind).send.click()]);
    assert.match(await main(v), /“假的\.pdf”不是 PDF 或图片，请转成 PDF 后再上传/);
    assert.strictEqual((await rows(v)).length, 1);
    await v.leave();
  });

  await tally.test('the page of attachments with everything on it holds in every mode, and weighs what it may', async () => {
    const v = await come(logins[6]);
    const faults = [];
    for (const kind of v.kinds.slice(0, 2)) {
      await form(v, kind).input.setInputFiles([asFile('大厅照片.png', pngOf(1800, 1200), 'image/png')]);
      await form(v, kind).send.click();
      await saysSoon(v, /已上传 1 个文件/);
      await v.page.evaluate(() => document.querySelector('main [role=status]').remove());
    }
    for (const mode of LOOKS) await audit(v, v.address, mode).catch((e) => faults.push(e.message));
    assert.deepStrictEqual(faults, []);
    for (const target of [v.address, `/nominations/${v.ref}/story`]) {
      const { scripts, asked } = await weigh(v, target);
      assert.ok(scripts > 1000 && scripts <= 6 * 1024, `${target}: ${scripts} bytes of script`);
      assert.ok(asked.length <= 5, `${target}: ${asked}`);
    }
    await v.leave();
  });

  line.close();
  await server.stop();
};
