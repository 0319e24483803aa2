// harness.js - what every test that drives the real binary shares: demonstration directories, servers on free
// ports, a small HTTP client with a cookie jar, a reader of our own forms, and a tally that ends in one line.
'use strict';
const fs = require('fs');
const http = require('http');
const net = require('net');
const os = require('os');
const path = require('path');
const { spawn, spawnSync } = require('child_process');

const PORTS = { from: Number(process.env.JIANPIN_TEST_PORT || 18300), to: Number(process.env.JIANPIN_TEST_PORT_TO || 18499) };
const READY_MS = 15000;

function args(argv = process.argv.slice(2)) {
  const out = {};
  for (let i = 0; i < argv.length; i++) {
    const name = argv[i].replace(/^--/, '');
    out[name] = argv[i + 1] !== undefined && !argv[i + 1].startsWith('--') ? argv[++i] : true;
  }
  return { binary: 'build/jianpin', ...out };
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// ---- the tally -------------------------------------------------------------------------------------------------

class Tally {
  constructor(name, only) {
    Object.assign(this, { name, only, passed: 0, failed: 0, skipped: 0, limitSeconds: 0 });
  }

  // What `act` answers; where there is a limit of time, a test that stands still fails by its name.
  async within(act) {
    if (!this.limitSeconds) return act();
    let clock;
    const late = new Promise((resolve, reject) => {
      clock = setTimeout(() => reject(new Error(`not done after ${this.limitSeconds} s`)), this.limitSeconds * 1000);
    });
    return Promise.race([Promise.resolve().then(act), late]).finally(() => clearTimeout(clock)); // what throws at once stops the clock too
  }

  async test(title, act) {
    if (this.only && !title.includes(this.only)) return undefined;
    const began = Date.now();
    try {
      const value = await this.within(act);
      this.passed++;
      console.log(`ok   ${title}${Date.now() - began > 2000 ? ` (${((Date.now() - began) / 1000).toFixed(1)} s)` : ''}`);
      return value;
    } catch (e) {
      this.failed++;
      console.log(`FAIL ${title}\n     ${String(e.stack || e).split('\n').slice(0, e.stack ? 12 : 60).join('\n     ')}`);
      return undefined;
    }
  }

  skip(title, reason) {
    this.skipped++;
    console.log(`skip ${title}: ${reason}`);
  }

  end() {
    console.log(`${this.name}: ${this.passed} passed, ${this.failed} failed${this.skipped ? `, ${this.skipped} skipped` : ''}`);
    process.exitCode = this.failed === 0 && this.passed > 0 ? 0 : 1;
  }
}

// ---- directories and processes ---------------------------------------------------------------------------------

const cleanups = [];
function onExit(act) {
  cleanups.push(act);
}
function cleanUp() {
  while (cleanups.length > 0) {
    try {
      cleanups.pop()();
    } catch (e) {
      console.error(e.message);
    }
  }
}
process.on('exit', cleanUp);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

function tempDir(name) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), `jianpin-${name}-`));
  fs.chmodSync(dir, 0o755); // a web server's own user must pass through to its socket
  onExit(() => process.env.KEEP || fs.rmSync(dir, { recursive: true, force: true }));
  return dir;
}

function run(binary, argv, options = {}) {
  const done = spawnSync(binary, argv, { encoding: 'utf8', maxBuffer: 1 << 26, ...options });
  if (done.error) throw done.error;
  if (done.status !== 0) {
    throw new Error(`${path.basename(binary)} ${argv.join(' ')} ended with ${done.status ?? done.signal}\n${done.stdout}${done.stderr}`);
  }
  return done.stdout;
}

// A fresh demonstration directory inside `parent`; `at` is a stage's name as the command line takes it.
function makeDemo(binary, parent, { name = 'demo', at, seed } = {}) {
  const dir = path.join(parent, name);
  run(binary, ['demo', '--data', dir, ...(at ? ['--at', at] : []), ...(seed === undefined ? [] : ['--seed', String(seed)])]);
  return dir;
}

// login, password and role of every account that `demo` made.
function accounts(dir) {
  return fs.readFileSync(path.join(dir, 'demo-accounts.txt'), 'utf8').split('\n').filter((l) => l && !l.startsWith('#'))
    .map((line) => {
      const [login, password, role, ...more] = line.split('\t');
      return { login, password, role, more };
    });
}

let nextPort = PORTS.from + (process.pid % 40) * 4;
async function freePort() {
  for (let tries = 0; tries < PORTS.to - PORTS.from; tries++) {
    const port = nextPort > PORTS.to ? (nextPort = PORTS.from) : nextPort;
    nextPort++;
    const free = await new Promise((resolve) => {
      const probe = net.createServer();
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
    if (free) return port;
  }
  throw new Error(`no free port from ${PORTS.from} to ${PORTS.to}`);
}

function killGroup(pid) {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch (e) {
    if (e.code !== 'ESRCH') throw e;
  }
}

// A process of the test's own, its output kept, ended with the test.
class Process {
  constructor(label, command, argv, options = {}) {
    Object.assign(this, { label, command, argv, options, log: '' });
  }

  spawn() {
    // A group of its own: a server's workers must not outlive a test that dies.
    this.child = spawn(this.command, this.argv, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, ...this.options });
    const child = this.child;
    const keep = (bytes) => {
      this.log = (this.log + bytes).slice(-65536);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    this.ended = new Promise((resolve) => {
      child.once('error', (e) => {
        keep(String(e));
        resolve({ code: -1 });
      });
      child.once('exit', (code, signal) => resolve({ code, signal }));
    });
    onExit(() => killGroup(child.pid));
    return this;
  }

  get isRunning() {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  // Waits until `probe` resolves to true; fails early when the process ends.
  async until(probe) {
    const deadline = Date.now() + READY_MS;
    while (Date.now() < deadline) {
      if (!this.isRunning) break;
      if (await probe().catch(() => false)) return this;
      await sleep(15);
    }
    throw new Error(`${this.label} did not come up:\n${this.log}`);
  }

  async stop(signal = 'SIGTERM') {
    if (this.isRunning) this.child.kill(signal);
    const late = setTimeout(() => this.child.kill('SIGKILL'), 20000);
    const how = await this.ended;
    clearTimeout(late);
    killGroup(this.child.pid);
    return how;
  }
}

const connects = (where) => new Promise((resolve) => {
  const s = net.connect(where, () => {
    s.destroy();
    resolve(true);
  });
  s.once('error', () => resolve(false));
});

// The clock's offset is made at the start of a second, so that several processes started with one `skew` agree to
// the second for as long as they run.
async function clockFlag(skew) {
  if (skew === undefined) return [];
  const ms = Date.now() % 1000;
  if (ms > 250) await sleep(1010 - ms);
  const at = new Date((Math.floor(Date.now() / 1000) + skew) * 1000);
  return ['--clock', at.toISOString().replace(/\.\d+Z$/, 'Z')];
}

// Seconds from now to that moment (RFC 3339), for clockFlag.
const skewTo = (moment) => Math.round((Date.parse(moment) - Date.now()) / 1000);

async function serve(binary, data, { skew, seed, port, env, extra = [], wrap = [] } = {}) {
  const at = port || (await freePort());
  const clock = await clockFlag(skew);
  const argv = [...wrap, binary, 'serve', '--data', data, '--listen', `127.0.0.1:${at}`, ...clock,
    ...(seed === undefined ? [] : ['--seed', String(seed)]), ...extra];
  const p = new Process('jianpin serve', argv[0], argv.slice(1), { env: { ...process.env, ...env } }).spawn();
  p.port = at;
  return p.until(() => connects({ port: at, host: '127.0.0.1' }));
}

async function fcgi(binary, data, socket, { skew, seed, env, extra = [] } = {}) {
  const clock = await clockFlag(skew);
  const argv = ['fcgi', '--data', data, '--socket', socket, ...clock,
    ...(seed === undefined ? [] : ['--seed', String(seed)]), ...extra];
  const p = new Process('jianpin fcgi', binary, argv, { env: { ...process.env, ...env } }).spawn();
  p.socket = socket;
  await p.until(() => connects(socket));
  fs.chmodSync(socket, 0o666); // the web servers of the tests run as whoever they like
  return p;
}

// ---- HTTP ------------------------------------------------------------------------------------------------------

const formEncode = (fields) => (Array.isArray(fields) ? fields : Object.entries(fields))
  .map(([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(v)}`).join('&');

function multipart(fields, files) {
  const boundary = `----jianpin${'0'.repeat(20)}7`;
  const parts = [];
  for (const [name, value] of fields) {
    parts.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`));
  }
  for (const { name, filename, type, bytes } of files) {
    parts.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\n` +
      `Content-Type: ${type}\r\n\r\n`), bytes, Buffer.from('\r\n'));
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat(parts) };
}

// How a request goes out is the transport's matter: HTTP to a port, or FastCGI to a socket (fastcgi.js).
// From `localAddress` where one is given (every address of 127/8 is this machine), each time over a line of its own.
function overHttp(port, { localAddress } = {}) {
  const agent = new http.Agent({ keepAlive: !localAddress, maxSockets: 64 });
  const send = ({ method, path: target, headers, body }) => new Promise((resolve, reject) => {
    const rq = http.request({ host: '127.0.0.1', port, method, path: target, agent, headers, localAddress, setHost: false, timeout: 60000 },
      (rs) => {
        const chunks = [];
        rs.on('data', (c) => chunks.push(c));
        rs.on('error', reject);
        rs.on('end', () => {
          const pairs = [];
          for (let i = 0; i < rs.rawHeaders.length; i += 2) pairs.push([rs.rawHeaders[i].toLowerCase(), rs.rawHeaders[i + 1]]);
          resolve({ status: rs.statusCode, headers: pairs, body: Buffer.concat(chunks) });
        });
      });
    rq.on('timeout', () => rq.destroy(new Error('timeout')));
    rq.on('error', reject);
    rq.end(body);
  });
  send.close = () => agent.destroy();
  return send;
}

// A browser without script: a cookie jar, Origin on POSTs, redirects left to the caller.
class Client {
  constructor(send, { host, address } = {}) {
    Object.assign(this, { send, host, address, jar: new Map() });
  }

  async request(method, target, { headers = {}, body } = {}) {
    const all = { Host: this.host, 'User-Agent': 'jianpin-tests', Accept: 'text/html,*/*;q=0.8', ...headers };
    if (this.jar.size > 0) all.Cookie = [...this.jar].map(([k, v]) => `${k}=${v}`).join('; ');
    if (body !== undefined) all['Content-Length'] = String(Buffer.byteLength(body));
    if (method === 'POST') {
      all.Origin ??= `http://${this.host}`;
      all['Sec-Fetch-Site'] ??= 'same-origin';
    }
    const answer = await this.send({ method, path: target, headers: all, body });
    for (const [name, value] of answer.headers) {
      if (name !== 'set-cookie') continue;
      const [pair, ...attributes] = value.split(';').map((s) => s.trim());
      const [k, v] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (attributes.some((a) => /^max-age=0$/i.test(a)) || v === '') this.jar.delete(k);
      else this.jar.set(k, v);
    }
    answer.text = () => answer.body.toString('utf8');
    answer.header = (name) => answer.headers.find(([k]) => k === name)?.[1];
    answer.location = answer.header('location');
    return answer;
  }

  get(target, headers) {
    return this.request('GET', target, { headers });
  }

  post(target, fields, headers = {}) {
    return this.request('POST', target, {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers }, body: formEncode(fields),
    });
  }

  postFiles(target, fields, files) {
    const { type, body } = multipart(fields, files);
    return this.request('POST', target, { headers: { 'Content-Type': type }, body });
  }

  // Follows redirects of a POST or a GET to the page that is shown in the end.
  async show(answer) {
    let at = answer;
    for (let hops = 0; at.location && at.status >= 300 && at.status < 400; hops++) {
      if (hops === 8) throw new Error(`more than 8 redirects, the last to ${at.location}`);
      const next = new URL(at.location, `http://${this.host}/`);
      at = await this.get(next.pathname + next.search);
      at.path = next.pathname + next.search;
    }
    return at;
  }

  async open(target) {
    const page = await this.show(await this.get(target));
    page.path ??= target;
    return page;
  }
}

// ---- forms -----------------------------------------------------------------------------------------------------

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const decodeText = (s) => s.replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, (whole, name) => {
  if (name[0] !== '#') return ENTITIES[name] ?? whole;
  return String.fromCodePoint(/^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
});

function attributesOf(tag) {
  const out = {};
  for (const m of tag.matchAll(/([a-z][a-z0-9-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/gi)) {
    out[m[1].toLowerCase()] = decodeText(m[2] ?? m[3] ?? m[4] ?? '');
  }
  return out;
}

// The forms of one of our pages: { action, method, fields: [[name, value]], controls, buttons }.
function formsOf(html, base = '/') {
  const forms = [];
  for (const m of html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)) {
    const a = attributesOf(m[1]);
    const controls = [];
    const scan = /<input\b([^>]*)>|<textarea\b([^>]*)>([\s\S]*?)<\/textarea>|<select\b([^>]*)>([\s\S]*?)<\/select>|<button\b([^>]*)>([\s\S]*?)<\/button>/gi;
    for (const c of m[2].matchAll(scan)) {
      if (c[1] !== undefined) {
        const at = attributesOf(c[1]);
        controls.push({ kind: at.type || 'text', name: at.name, value: at.value ?? (/^(checkbox|radio)$/.test(at.type) ? 'on' : ''),
          checked: 'checked' in at, attributes: at });
      } else if (c[2] !== undefined) {
        controls.push({ kind: 'textarea', name: attributesOf(c[2]).name, value: decodeText(c[3].replace(/^\r?\n/, '')), attributes: attributesOf(c[2]) });
      } else if (c[4] !== undefined) {
        const options = [...c[5].matchAll(/<option\b([^>]*)>([^<]*)/gi)].map((o) => {
          const at = attributesOf(o[1]);
          return { value: at.value ?? decodeText(o[2]).trim(), label: decodeText(o[2]).trim(), selected: 'selected' in at };
        });
        controls.push({ kind: 'select', name: attributesOf(c[4]).name, options, attributes: attributesOf(c[4]),
          value: (options.find((o) => o.selected) ?? options[0])?.value ?? '' });
      } else {
        const at = attributesOf(c[6]);
        controls.push({ kind: 'button', name: at.name, value: at.value ?? '', label: decodeText(c[7].replace(/<[^>]*>/g, '')).trim(),
          attributes: at });
      }
    }
    const sent = controls.filter((c) => c.name && !['button', 'submit', 'file', 'image', 'reset'].includes(c.kind) &&
      !('disabled' in c.attributes) && (!['checkbox', 'radio'].includes(c.kind) || c.checked));
    forms.push({ action: a.action === undefined || a.action === '' ? base : new URL(a.action, `http://x${base}`).pathname + new URL(a.action, `http://x${base}`).search,
      method: (a.method || 'get').toUpperCase(), attributes: a, controls, fields: sent.map((c) => [c.name, c.value]),
      buttons: controls.filter((c) => c.kind === 'button' || c.kind === 'submit') });
  }
  return forms;
}

// The fields of `form` with some replaced; a value of null leaves one away, an unknown name is added.
function filled(form, values = {}) {
  const left = { ...values };
  const out = [];
  for (const [name, value] of form.fields) {
    if (name in values) {
      if (left[name] !== undefined && values[name] !== null) out.push([name, values[name]]);
      delete left[name];
    } else {
      out.push([name, value]);
    }
  }
  for (const [name, value] of Object.entries(left)) if (value !== null) out.push([name, value]);
  return out;
}

// Signs in through the page, finding the two controls by their kind; returns the page shown in the end.
async function signIn(client, { login, password }) {
  const page = await client.open('/signin');
  const form = formsOf(page.text(), '/signin').find((f) => f.controls.some((c) => c.kind === 'password'));
  if (!form) throw new Error(`no sign-in form at /signin (status ${page.status})`);
  const secret = form.controls.find((c) => c.kind === 'password').name;
  const who = form.controls.find((c) => ['text', 'email', 'tel'].includes(c.kind)).name;
  let answer = await client.post(form.action, filled(form, { [who]: login, [secret]: password }));
  // A crowd behind one address is asked to wait its turn.
  for (let tries = 0; answer.status === 429 && tries < 20; tries++) {
    await sleep(1000 * Math.max(1, Number(answer.header('retry-after') || 1)));
    answer = await client.post(form.action, filled(form, { [who]: login, [secret]: password }));
  }
  if (answer.status !== 303) throw new Error(`sign-in of ${login} answered ${answer.status}`);
  return client.show(answer);
}

module.exports = { args, sleep, Tally, onExit, cleanUp, tempDir, run, makeDemo, accounts, freePort, Process, connects, clockFlag,
  skewTo, serve, fcgi, overHttp, Client, formEncode, multipart, formsOf, filled, signIn, decodeText };
