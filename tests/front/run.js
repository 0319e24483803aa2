// run.js - one script of requests through every door at once: the embedded server, FastCGI spoken to directly, and
// FastCGI behind nginx, lighttpd and Apache with the snippets of deploy/.  Same seed, same clock, copies of one
// directory: the answers must be the same bytes.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');
const H = require('../support/harness.js');
const { overFastcgi } = require('../support/fastcgi.js');
const webservers = require('./webservers.js');
const { Chorus } = require('./chorus.js');
const { fresh } = require('./fresh.js');

const SEED = 20150625;
const MOMENT = process.env.JIANPIN_TEST_MOMENT || '2015-06-18T02:30:00Z'; // stage one is open
const HOST = 'localhost';
const PUBLIC = ['/', '/notices', '/timeline', '/publicity', '/track', '/results', '/cases', '/signin', '/healthz'];
const CRAWL_MAX = 80;

const opt = H.args();
const tally = new H.Tally('front', opt.only);

async function openDoors(dir, master, settings) {
  const copy = (name) => {
    const to = path.join(dir, name);
    fs.cpSync(master, to, { recursive: true });
    return to;
  };
  const embedded = await H.serve(opt.binary, copy('data-embedded'), settings);
  const direct = await H.fcgi(opt.binary, copy('data-direct'), path.join(dir, 'direct.sock'), settings);
  const doors = [{ name: 'serve', send: H.overHttp(embedded.port), process: embedded },
    { name: 'fcgi', send: overFastcgi(direct.socket), process: direct }];
  for (const name of ['nginx', 'lighttpd', 'apache']) {
    const responder = await H.fcgi(opt.binary, copy(`data-${name}`), path.join(dir, `${name}.sock`), settings);
    const own = path.join(dir, name);
    fs.mkdirSync(own);
    const server = await webservers[name](own, responder.socket);
    doors.push({ name, send: H.overHttp(server.port), process: server, behind: responder, dir: own });
  }
  return doors;
}

const sameSite = (html) => [...new Set([...html.matchAll(/\s(?:href|src)="(\/[^"#]*)(?:#[^"]*)?"/g)].map((m) => H.decodeText(m[1])))];

// Every page that can be reached by following links from `from`, each compared.
async function crawl(chorus, from) {
  const seen = new Set();
  const todo = [...from];
  while (todo.length > 0 && seen.size < CRAWL_MAX) {
    const target = todo.shift();
    if (seen.has(target) || target.startsWith('/metrics')) continue;
    seen.add(target);
    const answer = await chorus.get(target);
    assert.ok(answer.status < 500, `${target} answered ${answer.status}`);
    if (answer.location) todo.push(new URL(answer.location, 'http://x/').pathname);
    if ((answer.header('content-type') || '').startsWith('text/html')) todo.push(...sameSite(answer.text()));
  }
  return seen;
}

async function closeDoors(doors) {
  for (const door of doors) {
    door.send.close();
    if (door.process.isRunning) await door.process.stop();
    if (door.behind && door.behind.isRunning) await door.behind.stop();
  }
}

// A real installation: its public pages come from caches, ours and nginx's, and nothing in it is seeded.
async function installation(dir) {
  const master = path.join(dir, 'master');
  fs.mkdirSync(dir);
  fs.chmodSync(dir, 0o755);
  H.run(opt.binary, ['init', '--data', master]);
  const doors = await openDoors(dir, master, {});
  const chorus = new Chorus(doors, { host: HOST, besides: ['tokens', 'x-request-id', 'etag', 'content-length'] });
  await tally.test('an installation: every public page and what it links to is the same through every door', async () => {
    const seen = await crawl(chorus, PUBLIC.filter((p) => p !== '/signin'));
    assert.ok(seen.size > PUBLIC.length, `only ${seen.size} pages`);
  });
  await tally.test('an installation: a packed page is the same bytes through every door', async () => {
    for (const target of ['/', '/notices', '/timeline']) {
      assert.strictEqual((await chorus.get(target, { 'Accept-Encoding': 'gzip' })).header('content-encoding'), 'gzip', target);
    }
  });
  await behindNginx(doors);
  await closeDoors(doors);
}

async function publicPages(doors) {
  const chorus = new Chorus(doors, { host: HOST });
  await tally.test('every public page and what it links to is the same through every door', async () => {
    const seen = await crawl(chorus, PUBLIC);
    assert.ok(seen.size > PUBLIC.length, `only ${seen.size} pages`);
  });
  await tally.test('a page that is not there is the same through every door', async () => {
    assert.strictEqual((await chorus.get('/no/such/page')).status, 404);
    assert.strictEqual((await chorus.get('/%E5%93%81%E7%89%8C?q=%E4%BD%A0')).status, 404);
  });
  await tally.test('HEAD has the headers of GET and no body through every door', async () => {
    const answer = await chorus.request('HEAD', '/notices');
    assert.strictEqual(answer.status, 200);
    assert.strictEqual(answer.body.length, 0);
  });
  await tally.test('a packed answer is the same bytes through every door', async () => {
    const assets = sameSite((await chorus.get('/')).text()).filter((u) => /\.(css|js)(\?|$)/.test(u));
    assert.ok(assets.length > 0, 'no stylesheet or script on the home page');
    for (const target of [...assets, '/', '/timeline']) await chorus.get(target, { 'Accept-Encoding': 'gzip' });
  });
  await tally.test('a wrong method is refused the same way through every door', async () => {
    assert.ok([403, 404, 405].includes((await chorus.post('/timeline', { a: '1' })).status));
  });
}

async function mainJob(doors, who) {
  const chorus = new Chorus(doors, { host: HOST });
  await tally.test('a wrong password is answered the same through every door', async () => {
    const page = await chorus.open('/signin');
    const form = H.formsOf(page.text(), '/signin').find((f) => f.controls.some((c) => c.kind === 'password'));
    const secret = form.controls.find((c) => c.kind === 'password').name;
    const name = form.controls.find((c) => c.kind === 'text').name;
    const answer = await chorus.post(form.action, H.filled(form, { [name]: who.login, [secret]: 'wrong' }));
    assert.ok(answer.status >= 400 && answer.status < 500, `status ${answer.status}`);
  });
  await tally.test('a unit signs in, and every page it can reach is the same through every door', async () => {
    await H.signIn(chorus, who);
    const seen = await crawl(chorus, ['/nominations', '/']);
    assert.ok(seen.size > 5, `only ${seen.size} pages`);
  });
  await tally.test('every form it can reach, sent as it stands, is answered the same through every door', async () => {
    const queue = [...await crawl(chorus, ['/nominations'])].filter((u) => u.startsWith('/nominations'));
    let sent = 0;
    for (const target of queue) {
      const page = await chorus.get(target);
      if (page.status !== 200 || !(page.header('content-type') || '').startsWith('text/html')) continue;
      for (const form of H.formsOf(page.text(), target).filter((f) => f.method === 'POST' && !/signout|demo/.test(f.action))) {
        const isMultipart = (form.attributes.enctype || '').startsWith('multipart');
        const answer = isMultipart ? await chorus.postFiles(form.action, form.fields, []) : await chorus.post(form.action, form.fields);
        assert.ok(answer.status < 500, `${form.action} answered ${answer.status}`);
        await chorus.show(answer);
        sent++;
      }
    }
    assert.ok(sent > 0, 'no form was found');
  });
  await tally.test('a POST without its token is refused the same way through every door', async () => {
    const answer = await chorus.post('/nominations', { a: '品牌' });
    assert.ok(answer.status >= 400 && answer.status < 500, `status ${answer.status}`);
  });
  await tally.test('a POST from another site is refused the same way through every door', async () => {
    const answer = await chorus.post('/signin', { a: '1' }, { Origin: 'https://elsewhere.example', 'Sec-Fetch-Site': 'cross-site' });
    assert.ok(answer.status >= 400 && answer.status < 500, `status ${answer.status}`);
  });
}

// A sound PDF of one page and about `size` bytes.
function pdfOf(size) {
  const parts = ['%PDF-1.7\n', '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n',
    '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>\nendobj\n', '3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n'];
  const noise = Array.from({ length: size }, (_, i) => String.fromCharCode(33 + ((i * 7919) % 89))).join('');
  parts.push(`4 0 obj\n<< /Length ${size} >>\nstream\n${noise}\nendstream\nendobj\n`);
  const at = parts.map((_, i) => parts.slice(0, i).join('').length).slice(1);
  const table = parts.join('').length;
  parts.push(`xref\n0 5\n0000000000 65535 f \n${at.map((n) => `${String(n).padStart(10, '0')} 00000 n \n`).join('')}`,
    `trailer\n<< /Root 1 0 R /Size 5 >>\nstartxref\n${table}\n%%EOF\n`);
  return Buffer.from(parts.join(''), 'latin1');
}

async function fileNamed(chorus, page, name) {
  const html = (await chorus.get(page)).text();
  const link = html.match(new RegExp(`href="(/nominations/[^"]*/files/[^"]*)"[^>]*>[^<]*${name}`));
  assert.ok(link, `${name} is not on the page`);
  const answer = await chorus.get(H.decodeText(link[1]));
  assert.strictEqual(answer.status, 200);
  return answer;
}

async function attachments(doors, who) {
  const chorus = new Chorus(doors, { host: HOST });
  await H.signIn(chorus, who);
  const page = `${(await chorus.open('/nominations')).path}/attachments`;
  const formOf = async (kind) => H.formsOf((await chorus.get(page)).text(), page)
    .find((f) => f.action === page && f.fields.some(([name, value]) => name === 'kind' && value === kind));
  await tally.test('an attachment from a plain form comes back byte for byte through every door', async () => {
    const pdf = pdfOf(700000);
    const form = await formOf('rules');
    const answer = await chorus.postFiles(page, form.fields, [{ name: 'file', filename: '规范.pdf', type: 'application/pdf', bytes: pdf }]);
    assert.strictEqual(answer.status, 303);
    const back = await fileNamed(chorus, page, '规范.pdf');
    assert.strictEqual(back.header('content-type'), 'application/pdf');
    assert.ok(back.body.equals(pdf), `${back.body.length} bytes of ${pdf.length}, or other ones`);
  });
  await tally.test('a file in pieces, one of them sent twice, comes back byte for byte through every door', async () => {
    const pdf = pdfOf(600001);
    const token = (await formOf('other')).fields.find(([name]) => name === 'token')[1];
    const json = { Accept: 'application/json' };
    const uploads = page.replace(/attachments$/, 'uploads');
    const begun = await chorus.post(uploads, [['token', token], ['kind', 'other'], ['name', '感谢信.pdf'], ['size', String(pdf.length)],
      ['caption', ''], ['replaces', '']], json);
    assert.strictEqual(begun.status, 201);
    const { upload, chunk } = JSON.parse(begun.text());
    const send = (from, to) => {
      const { type, body } = H.multipart([['token', token], ['offset', String(from)]],
        [{ name: 'chunk', filename: 'blob', type: 'application/octet-stream', bytes: pdf.subarray(from, to) }]);
      return chorus.request('POST', `${uploads}/${upload}`, { headers: { 'Content-Type': type, ...json }, body });
    };
    assert.deepStrictEqual(JSON.parse((await send(0, chunk)).text()), { offset: chunk });
    await send(0, chunk); // the answer was lost on the way
    const state = JSON.parse((await chorus.get(`${uploads}/${upload}`, json)).text());
    assert.strictEqual(state.offset, chunk);
    for (let from = chunk; from < pdf.length; from += chunk) {
      const answer = await send(from, Math.min(pdf.length, from + chunk));
      assert.ok(answer.status === 200 || answer.status === 201 || answer.status === 303, `at ${from}: ${answer.status} ${answer.text()}`);
    }
    assert.ok((await fileNamed(chorus, page, '感谢信.pdf')).body.equals(pdf));
  });
  await tally.test('more than one message may hold is refused with the page of attachments, the same through every door', async () => {
    const form = await formOf('rules');
    const answer = await chorus.postFiles(page, form.fields, [{ name: 'file', filename: '大.pdf', type: 'application/pdf', bytes: Buffer.alloc(13 << 20, 97) }]);
    assert.strictEqual(answer.status, 413);
    assert.match(answer.text(), /返回附件材料/);
  });
}

// What a web server would refuse itself goes to the two doors alone.
async function malformed(doors) {
  const chorus = new Chorus(doors.slice(0, 2), { host: HOST });
  const urlencoded = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const cases = [
    ['an escape that is none', 'GET', '/%zz'], ['a cut escape', 'GET', '/%e5%93'], ['overlong UTF-8', 'GET', '/%c0%af'], ['a NUL', 'GET', '/a%00b'],
    ['a way up', 'GET', '/../etc/passwd'], ['a hidden way up', 'GET', '/%2e%2e/etc/passwd'], ['a surrogate', 'GET', '/%ed%a0%80'],
    ['a broken query', 'GET', '/track?x=%'], ['a long path', 'GET', `/${'a'.repeat(5000)}`], ['a thousand fields', 'GET', `/track?${'a=1&'.repeat(1000)}`],
    ['an unknown method', 'DELETE', '/'], ['a body that is no form', 'POST', '/signin', urlencoded, '%%%'],
    ['a body of bad UTF-8', 'POST', '/signin', urlencoded, 'login=%ff%fe'], ['a body of another kind', 'POST', '/signin', { 'Content-Type': 'application/json' }, '{}'],
    ['a multipart body without boundary', 'POST', '/signin', { 'Content-Type': 'multipart/form-data' }, 'x'],
    ['a multipart body cut short', 'POST', '/signin', { 'Content-Type': 'multipart/form-data; boundary=b' }, '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1'],
    ['a large body for a small form', 'POST', '/signin', urlencoded, `login=${'a'.repeat(1 << 20)}`],
  ];
  for (const [what, method, target, headers, body] of cases) {
    await tally.test(`${what} is refused the same way through both doors, never with a 500`, async () => {
      const answer = await chorus.request(method, target, { headers, body });
      assert.ok(answer.status < 500, `status ${answer.status}`);
    });
  }
}

async function behindNginx(doors) {
  const { send, behind } = doors.find((d) => d.name === 'nginx');
  const visitor = new H.Client(send, { host: HOST });
  await tally.test('nginx answers an anonymous reader from its one-second cache, with the same bytes', async () => {
    await H.sleep(1100);
    const first = await visitor.get('/notices');
    const again = await visitor.get('/notices');
    assert.strictEqual(first.status, 200);
    assert.ok(first.body.equals(again.body));
    const kept = fs.readdirSync(path.join(doors.find((d) => d.name === 'nginx').dir, 'nginx-cache'), { recursive: true });
    assert.ok(kept.length > 0, 'nothing is in the cache');
  });
  await tally.test('nginx tells a reader who has the page that it has not changed', async () => {
    const tag = (await visitor.get('/notices')).header('etag');
    assert.ok(tag, 'no ETag');
    assert.strictEqual((await visitor.get('/notices', { 'If-None-Match': tag })).status, 304);
  });
  await tally.test('nginx refuses a body above every limit with a calm page', async () => {
    const answer = await visitor.request('POST', '/signin', {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Expect: '' }, body: Buffer.alloc(53 << 20, 97) }).catch((e) => e);
    if (answer instanceof Error) assert.match(answer.message, /EPIPE|ECONNRESET/);
    else assert.strictEqual(answer.status, 413);
  });
  await tally.test('nginx shows a calm page with 503 while the application is away', async () => {
    assert.strictEqual((await behind.stop()).code, 0, 'the responder ends with 0 on SIGTERM');
    await H.sleep(1100);
    const answer = await visitor.get('/signin?away');
    assert.strictEqual(answer.status, 503);
    assert.match(answer.text(), /服务正在恢复/);
  });
}

async function units(dir) {
  const deploy = webservers.DEPLOY;
  await tally.test('the shipped nginx site passes nginx -t', async () => {
    const own = path.join(dir, 'site');
    fs.mkdirSync(own);
    H.run('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=localhost',
      '-keyout', path.join(own, 'privkey.pem'), '-out', path.join(own, 'fullchain.pem')]);
    const site = fs.readFileSync(path.join(deploy, 'nginx.conf'), 'utf8').replace(/\/etc\/ssl\/jianpin/g, own).replace(/\/var\/(cache|log)\/nginx/g, own)
      .replace('include snippets/jianpin.conf', `include ${path.join(deploy, 'nginx-location.conf')}`)
      .replace(/listen \[::\]:(80|443)[^;]*;/g, '').replace(/listen (80|443)/g, (_, p) => `listen 127.0.0.1:${p === '80' ? 18496 : 18497}`);
    const conf = path.join(own, 'nginx.conf');
    fs.writeFileSync(conf, `pid ${own}/pid;\nerror_log ${own}/error.log;\nevents {}\nhttp {\n${site}\n}\n`);
    const done = spawnSync('nginx', ['-t', '-e', path.join(own, 'start.log'), '-p', own, '-c', conf], { encoding: 'utf8' });
    assert.strictEqual(done.status, 0, done.stderr);
    assert.doesNotMatch(done.stderr, /\[warn\]/);
  });
  if (spawnSync('systemd-analyze', ['--version']).error) {
    tally.skip('the shipped units are rated and verified by systemd', 'systemd-analyze is not on this machine');
    return;
  }
  for (const [unit, most] of [['jianpin.service', 5], ['jianpin-serve.service', 10]]) {
    await tally.test(`${unit} is exposed by at most ${most / 10}`, async () => {
      const done = spawnSync('systemd-analyze', ['security', '--offline=true', `--threshold=${most}`, '--no-pager', path.join(deploy, unit)], { encoding: 'utf8' });
      assert.strictEqual(done.status, 0, done.stdout.split('\n').slice(-3).join('\n') + done.stderr);
      assert.match(done.stdout, /Overall exposure level/);
    });
  }
}

async function main() {
  const dir = H.tempDir('front');
  const master = H.makeDemo(opt.binary, dir, { name: 'master', seed: SEED });
  await units(dir);
  const doors = await openDoors(dir, master, { skew: H.skewTo(MOMENT), seed: SEED });
  const unit = H.accounts(master).find((a) => a.login === 'unit08'); // its draft is complete
  await publicPages(doors);
  await mainJob(doors, unit);
  await attachments(doors, H.accounts(master).find((a) => a.login === 'unit10')); // its draft is begun
  await malformed(doors);
  await tally.test('the embedded server ends with 0 on SIGTERM, soon, though browsers are still connected', async () => {
    const began = Date.now();
    assert.strictEqual((await doors[0].process.stop()).code, 0);
    assert.ok(Date.now() - began < 3000, `it took ${Date.now() - began} ms`);
  });
  await closeDoors(doors);
  await fresh(tally, opt.binary, dir);
  await installation(path.join(dir, 'installation'));
}

main().catch((e) => tally.test('the doors open', () => { throw e; })).finally(() => {
  tally.end();
  H.cleanUp();
  process.exit();
});
