// run.js - what PERFORMANCE asks, each figure beside a baseline measured in the same minutes: rows 1-7, 10 and 11.
// Only ratios of one run mean anything on a shared machine: rounds are interleaved and medians taken.
//   --build DIR   SHORT=1 for a quick look   --rows 1,6 for some
'use strict';
const fs = require('fs');
const path = require('path');
const { spawnSync, spawn } = require('child_process');
const H = require('../support/harness.js');
const { crowd, query } = require('../support/crowd.js');
const { PEERS } = require('./peers.js');
const webservers = require('../front/webservers.js');
const { readyToSubmit } = require('../fault/submission.js');

const opt = H.args();
const build = typeof opt.build === 'string' ? opt.build : 'build';
const binary = path.join(build, 'jianpin');
const isShort = Boolean(process.env.SHORT);
const ROUNDS = isShort ? 3 : 5;
const SECONDS = isShort ? 1 : 2;
const OPEN = '2015-06-18T02:00:00Z';
const HOST = 'localhost';
const wanted = typeof opt.rows === 'string' ? opt.rows.split(',') : null;
const isWanted = (n) => !wanted || wanted.includes(String(n));

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const fixed = (n) => (n >= 100 ? Math.round(n).toLocaleString('en') : n.toFixed(n >= 10 ? 1 : 2));
let missed = 0;

// One line of the report: what, what came out, the goal, whether it is met.
function row(n, what, measured, goal, isMet) {
  const mark = isMet === null ? '    ' : isMet ? 'yes ' : 'NO  ';
  if (isMet === false) missed++;
  console.log(`${String(n).padStart(2)}  ${mark}${what.padEnd(64)} ${measured.padEnd(44)} goal ${goal}`);
}

async function wrk(url, { connections = 16, seconds = SECONDS, headers = {}, script, args = [] } = {}) {
  const argv = ['-t', '2', '-c', String(connections), '-d', `${seconds}s`, '--latency', '--timeout', '5s',
    ...Object.entries({ Host: HOST, ...headers }).flatMap(([k, v]) => ['-H', `${k}: ${v}`]), ...(script ? ['-s', script] : []), url, ...(script ? ['--', ...args] : [])];
  const text = await new Promise((resolve) => {
    const p = spawn('wrk', argv, { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    p.stdout.on('data', (b) => { out += b; });
    p.once('exit', () => resolve(out));
  });
  const unit = { us: 0.001, ms: 1, s: 1000, m: 60000 };
  const worst = text.match(/Latency\s+\S+\s+\S+\s+([\d.]+)(us|ms|s|m)/);
  const errors = text.match(/Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/);
  return { rate: Number((text.match(/Requests\/sec:\s+([\d.]+)/) || [0, 0])[1]), worstMs: worst ? worst[1] * unit[worst[2]] : Infinity,
    errors: (errors ? errors.slice(1).reduce((a, b) => a + Number(b), 0) : 0) + Number((text.match(/Non-2xx or 3xx responses: (\d+)/) || [0, 0])[1]), text };
}

// Runs the contenders in turn, round after round; { name: median rate }.
async function contest(contenders, rounds = ROUNDS) {
  const seen = Object.fromEntries(Object.keys(contenders).map((k) => [k, []]));
  for (let i = 0; i < rounds; i++) {
    for (const [name, run] of Object.entries(contenders)) {
      const r = await run();
      if (r.errors > 0 && name !== 'peer') throw new Error(`${name}: ${r.errors} errors\n${r.text || ''}`);
      seen[name].push(r.rate);
    }
  }
  return Object.fromEntries(Object.entries(seen).map(([k, v]) => [k, median(v)]));
}

// User and system milliseconds of a process and its children's, dead and alive.
function cpuMs(pid) {
  const tick = 10;
  const own = (p) => {
    try {
      const f = fs.readFileSync(`/proc/${p}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
      return f.slice(11, 15).reduce((a, b) => a + Number(b), 0) * tick;
    } catch {
      return 0;
    }
  };
  return [pid, ...childrenOf(pid)].map(own).reduce((a, b) => a + b, 0);
}
function childrenOf(pid) {
  const done = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  const direct = done.stdout.split('\n').map((s) => s.trim()).filter(Boolean).map(Number);
  return direct.flatMap((p) => [p, ...childrenOf(p)]);
}
const rssMb = (pid) => Number((fs.readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/) || [0, 0])[1]) / 1024;
const peakMb = (pid) => Number((fs.readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/) || [0, 0])[1]) / 1024;

async function pageOf(port, target, headers) {
  const send = H.overHttp(port);
  const rs = await new H.Client(send, { host: HOST }).get(target, headers);
  send.close();
  return rs;
}

async function program(name, argv, where) {
  const p = new H.Process(name, path.join(build, 'bench', name), argv).spawn();
  return p.until(() => H.connects(where));
}

// nginx with one file: the ceiling that no dynamic page passes.
async function staticNginx(dir, bytes) {
  const own = path.join(dir, 'static');
  fs.mkdirSync(path.join(own, 'root'), { recursive: true });
  fs.chmodSync(own, 0o777);
  fs.writeFileSync(path.join(own, 'root', 'page.html'), bytes);
  const port = await H.freePort();
  const conf = path.join(own, 'nginx.conf');
  fs.writeFileSync(conf, `daemon off; worker_processes 2; pid ${own}/pid; error_log ${own}/error.log;
events { worker_connections 2048; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; types { text/html html; } client_body_temp_path ${own}/a;
fastcgi_temp_path ${own}/b; proxy_temp_path ${own}/c; uwsgi_temp_path ${own}/d; scgi_temp_path ${own}/e;
server { listen 127.0.0.1:${port} backlog=1024; root ${own}/root; } }`);
  const p = new H.Process('nginx', 'nginx', ['-e', path.join(own, 'start.log'), '-p', own, '-c', conf]).spawn();
  p.port = port;
  return p.until(() => H.connects({ port, host: '127.0.0.1' }));
}

// A page that is drawn for the request: a query passes our page cache, a cookie passes nginx's.
const DRAWN = { Cookie: 'bench=1' };
const drawn = (target) => `${target}?drawn=1`;
// One address asks for more than any office would.
const UNLIMITED = { JIANPIN_RATE_LIMITS: 'off' };

// A notice that is out with `count` brands, put into the tables that the public pages read.
const LIST_ROWS = 30;
function publish(data, count) {
  const at = Math.floor(Date.now() / 1000);
  query(data, `BEGIN IMMEDIATE;
    INSERT INTO published_notice (id, ref, round_id, version_no, title, title_lines, issuer, issued_on, opens_on, closes_on, workdays, sort, change_text,
                                  record, sha256, check_code, published_at)
      SELECT 1, 'benchnotice', id, 1, '候选名单的公示', '候选名单的公示', '示例办公室', '2015-07-21', '2015-07-21', '2015-07-25', 4, 'number', '', '{}',
             '${'0'.repeat(64)}', 'AAAA-AAAA', ${at} FROM round WHERE is_current = 1;
    INSERT INTO published_paragraph VALUES (1, 1, 'text', '现将名单予以公示，请社会各界监督评议。');
    CREATE TEMP TABLE brand AS WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ${count}) SELECT i FROM n;
    INSERT INTO published_brand (id, ref, round_id, nomination_id)
      SELECT i, 'bench' || i, (SELECT id FROM round WHERE is_current = 1), i FROM brand;
    INSERT INTO published_text (id, brand_id, brand_name, unit_name, window_name, sector_name, recommender_name, slogan, summary, hides_before)
      SELECT i, i, '示例服务第' || i || '号', '示例市第' || i || '服务中心', '一号窗口', '公交',
             '示例市交通运输局', '', '把窗口的事一次说清、一次办好，' || i || ' 项业务不用跑第二趟。', 0 FROM brand;
    INSERT INTO published_line (notice_id, place, brand_id, text_id, is_removed, removal_text, return_text) SELECT 1, i, i, i, 0, '', '' FROM brand;
    COMMIT;`);
}

async function publicRows(dir) {
  // A real installation: a demonstration draws every page anew, for its bar.
  const data = path.join(dir, 'data-public');
  H.run(binary, ['init', '--data', data]);
  const app = await H.serve(binary, data, { env: UNLIMITED });
  const brands = LIST_ROWS;
  publish(data, brands);
  const target = '/publicity';
  const page = await pageOf(app.port, target);
  const rows = brands;
  if (!page.body.toString().includes(`示例服务第${brands}号`)) throw new Error('the list is not on its page');
  const head = Math.max(0, page.body.length - rows * 285);
  const listPort = await H.freePort();
  const least = await program('list_mhd', [path.join(dir, 'list.db'), String(listPort), String(rows), String(head)], { port: listPort, host: '127.0.0.1' });
  const leastFcgi = await program('list_fcgi', [path.join(dir, 'list2.db'), path.join(dir, 'list.sock'), String(rows), String(head)], path.join(dir, 'list.sock'));
  const still = await staticNginx(dir, page.body);
  const copy = path.join(dir, 'data-fcgi');
  fs.cpSync(data, copy, { recursive: true });
  const responder = await H.fcgi(binary, copy, path.join(dir, 'app.sock'), { env: UNLIMITED });
  const front = async (name, socket) => {
    fs.mkdirSync(path.join(dir, name));
    return webservers.nginx(path.join(dir, name), socket, { extra: 'keepalive_requests 1000000;' });
  };
  const ours = await front('front-app', responder.socket);
  const theirs = await front('front-least', path.join(dir, 'list.sock'));
  const at = (p, t = target) => `http://127.0.0.1:${p}${t}`;
  console.log(`    page ${target}: ${page.body.length} bytes, ${brands} brands; baseline ${(await pageOf(listPort, '/')).body.length} bytes, ${rows} rows`);

  if (isWanted(1)) {
    const r = await contest({ app: () => wrk(at(app.port, drawn(target)), { headers: DRAWN }), least: () => wrk(at(listPort, '/')), still: () => wrk(at(still.port, '/page.html')) });
    row(1, 'public list, embedded door, drawn for each request', `${fixed(r.app)}/s of ${fixed(r.least)}/s = ${fixed(r.app / r.least)}`, '>= 0.9 of the least C program', r.app / r.least >= 0.9);
    row('', '', `of nginx static ${fixed(r.still)}/s = ${fixed(r.app / r.still)}`, '0.30-0.34', null);
  }
  if (isWanted(2)) {
    const r = await contest({ app: () => wrk(at(app.port)), still: () => wrk(at(still.port, '/page.html')) });
    row(2, 'public pages, embedded door, as shipped', `${fixed(r.app)}/s of ${fixed(r.still)}/s = ${fixed(r.app / r.still)}`, '>= 0.9 of nginx static', r.app / r.still >= 0.9);
  }
  if (isWanted(3)) {
    const r = await contest({ app: () => wrk(at(ours.port, drawn(target)), { headers: DRAWN }), least: () => wrk(at(theirs.port, '/'), { headers: DRAWN }) });
    row(3, 'public list, FastCGI behind nginx, drawn for each request', `${fixed(r.app)}/s of ${fixed(r.least)}/s = ${fixed(r.app / r.least)}`, '>= 0.9 of the least libfcgi program', r.app / r.least >= 0.9);
    const c = await contest({ app: () => wrk(at(ours.port)), still: () => wrk(at(still.port, '/page.html')) });
    row(3, 'the same as shipped (one-second cache)', `${fixed(c.app)}/s of ${fixed(c.still)}/s = ${fixed(c.app / c.still)}`, '>= 0.85 of nginx static', c.app / c.still >= 0.85);
    for (const [label, to, headers] of [['drawn', drawn(target), DRAWN], ['as shipped', target, {}]]) {
      const many = await wrk(at(ours.port, to), { connections: 256, seconds: SECONDS * 2, headers });
      row(3, `the same at 256 connections, ${label}`, `${fixed(many.rate)}/s, ${many.errors} errors, worst ${fixed(many.worstMs)} ms`, '0 errors, none over 1 s', many.errors === 0 && many.worstMs <= 1000);
    }
  }
  if (isWanted(4)) await peers(dir, at(app.port, drawn(target)), rows, head);
  for (const p of [ours, theirs, still, least, leastFcgi, responder, app]) await p.stop();
}

// Peers on the same list, one after the other, each in turns with ours; one that is not on this machine is named.
async function peers(dir, ours, rows, head) {
  for (const peer of PEERS) {
    const why = peer.why();
    if (why) {
      row(4, `against ${peer.name}`, `not measured: ${why}`, `>= ${peer.goal} times`, null);
      continue;
    }
    const it = await peer.start({ dir, database: path.join(dir, 'list.db'), rows, head });
    const r = await contest({ app: () => wrk(ours, { headers: DRAWN }), peer: () => wrk(it.url) }, 3);
    row(4, `against ${peer.name}`, `${fixed(r.app)}/s of ${fixed(r.peer)}/s = ${fixed(r.app / r.peer)} times`, `>= ${peer.goal} times`, r.app / r.peer >= peer.goal);
    for (const p of it.processes) await p.stop();
  }
}

async function formRow(data) {
  const app = await H.serve(binary, data, { skew: H.skewTo(OPEN), env: UNLIMITED });
  const send = H.overHttp(app.port);
  const who = H.accounts(data).find((a) => a.login === 'unit08');
  const client = new H.Client(send, { host: HOST });
  await H.signIn(client, who);
  const { ref } = query(data, "SELECT n.ref FROM nomination n JOIN account a ON a.body_id = n.body_id WHERE a.login = 'unit08'")[0];
  const target = `/nominations/${ref}/story`;
  const page = await client.get(target);
  if (page.status !== 200) throw new Error(`${target} answered ${page.status}`);
  const cookie = [...client.jar].map(([k, v]) => `${k}=${v}`).join('; ');
  const notice = query(data, 'SELECT ref FROM notice LIMIT 1')[0].ref;
  const r = await contest({ form: () => wrk(`http://127.0.0.1:${app.port}${target}`, { headers: { Cookie: cookie } }),
    list: () => wrk(`http://127.0.0.1:${app.port}${drawn(`/notices/${notice}`)}`, { headers: DRAWN }) });
  row(5, `signed-in form page (${page.body.length} bytes)`, `${fixed(r.form)}/s of ${fixed(r.list)}/s = ${fixed(r.form / r.list)}`, '>= 0.5 of row 1', r.form / r.list >= 0.5);
  send.close();
  await app.stop();
}

async function postRow(dir, data) {
  const own = path.join(dir, 'data-posts');
  fs.cpSync(data, own, { recursive: true });
  const [single, many] = isShort ? [80, 320] : [300, 1200];
  const { password } = H.accounts(own).find((a) => a.login === 'unit08');
  const logins = crowd(own, 'unit08', single * ROUNDS + many * ROUNDS + 400);
  const app = await H.serve(binary, own, { skew: H.skewTo(OPEN), env: UNLIMITED });
  const send = H.overHttp(app.port);
  const prepare = async (count, name) => {
    const lines = [];
    const todo = logins.splice(0, count);
    await Promise.all(Array.from({ length: 4 }, async () => {
      for (let login = todo.pop(); login; login = todo.pop()) {
        const p = await readyToSubmit(send, HOST, { login, password });
        lines.push([p.action, [...p.client.jar].map(([k, v]) => `${k}=${v}`).join('; '), H.formEncode(p.fields)].join('\t'));
      }
    }));
    const file = path.join(dir, name);
    fs.writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
  };
  const post = async (file, connections) => {
    const done = await new Promise((resolve) => {
      const p = spawn('wrk', ['-t', '1', '-c', String(connections), '-d', '8s', '-s', path.join(__dirname, 'posts.lua'), `http://127.0.0.1:${app.port}/`, '--', file, HOST]);
      let out = '';
      p.stdout.on('data', (b) => { out += b; });
      p.once('exit', () => resolve(out));
    });
    const m = done.match(/^posts (\d+) ([\d.]+) ([\d.]+) (\d+)/m);
    if (!m) throw new Error(`wrk said: ${done}`);
    return { rate: m[1] / m[2], worstMs: Number(m[3]), refused: Number(m[4]) };
  };
  const recordLen = query(own, 'SELECT coalesce(max(length(record)), 12000) AS len FROM nomination_version')[0].len;
  const raw = (writers) => {
    const out = H.run(path.join(build, 'bench', 'raw_commits'), [path.join(dir, 'raw.db'), String(writers), '1.5', String(recordLen)]);
    const [rate, worstMs] = out.split(' ').map(Number);
    return { rate, worstMs };
  };
  const seen = { one: [], sixteen: [], raw: [], worst: [], rawWorst: [], refused: 0 };
  for (let i = 0; i < ROUNDS; i++) {
    const [f1, f16] = [await prepare(single, `one-${i}`), await prepare(many, `many-${i}`)];
    const one = await post(f1, 1);
    const base = raw(1);
    const all = await post(f16, 16);
    const busy = raw(16);
    seen.one.push(one.rate);
    seen.raw.push(base.rate);
    seen.sixteen.push(all.rate);
    seen.worst.push(all.worstMs);
    seen.rawWorst.push(busy.worstMs);
    seen.refused += one.refused + all.refused;
  }
  const [one, sixteen, base] = [median(seen.one), median(seen.sixteen), median(seen.raw)];
  row(6, `durable submission, one client (${recordLen}-byte record)`, `${fixed(one)}/s of ${fixed(base)}/s = ${fixed(one / base)}`, '>= 0.5 of raw commits', one / base >= 0.5);
  row(6, 'durable submissions, 16 clients', `${fixed(sixteen)}/s of ${fixed(base)}/s = ${fixed(sixteen / base)}, ${seen.refused} refused`, '>= 1.5 of raw commits', sixteen / base >= 1.5 && seen.refused === 0);
  row(6, 'worst wait of 16 clients', `${fixed(median(seen.worst))} ms of ${fixed(median(seen.rawWorst))} ms = ${fixed(median(seen.worst) / median(seen.rawWorst))}`, "<= 0.1 of busy_timeout's", median(seen.worst) / median(seen.rawWorst) <= 0.1);

  // Readers while the writer is busy: a steady stream of submissions, as many as a whole city would make in an hour, each second.
  const notice = query(own, 'SELECT ref FROM notice LIMIT 1')[0].ref;
  const url = `http://127.0.0.1:${app.port}${drawn(`/notices/${notice}`)}`;
  const people = [];
  for (const login of logins.splice(0, 360)) people.push(await readyToSubmit(send, HOST, { login, password }));
  const quiet = [];
  const meanwhile = [];
  for (let i = 0; i < 3; i++) {
    quiet.push((await wrk(url, { headers: DRAWN, connections: 8 })).rate);
    let isOver = false;
    const stream = (async () => {
      while (!isOver && people.length > 0) {
        const p = people.pop();
        await p.client.post(p.action, p.fields);
        await H.sleep(15);
      }
    })();
    meanwhile.push((await wrk(url, { headers: DRAWN, connections: 8 })).rate);
    isOver = true;
    await stream;
  }
  row(6, 'list pages while submissions come in (about 50 a second)', `${fixed(median(meanwhile))}/s of ${fixed(median(quiet))}/s = ${fixed(median(meanwhile) / median(quiet))}`, '>= 0.85 of the quiet rate', median(meanwhile) / median(quiet) >= 0.85);
  send.close();
  await app.stop();
}

async function paperRow(data) {
  const app = await H.serve(binary, data, { skew: H.skewTo(OPEN), env: UNLIMITED });
  const send = H.overHttp(app.port);
  const client = new H.Client(send, { host: HOST });
  await H.signIn(client, H.accounts(data).find((a) => a.login === 'unit02'));
  const { ref } = query(data, "SELECT n.ref FROM nomination n JOIN account a ON a.body_id = n.body_id WHERE a.login = 'unit02'")[0];
  const target = `/nominations/${ref}/form.pdf`;
  let bytes = 0;
  const print = async () => {
    const rs = await client.get(target);
    if (rs.status !== 200) throw new Error(`${target} answered ${rs.status}`);
    bytes = rs.body.length;
  };
  for (let i = 0; i < 3; i++) await print();
  const rounds = isShort ? 10 : 30;
  const [before, began] = [cpuMs(app.child.pid), Date.now()];
  for (let i = 0; i < rounds; i++) await print();
  const cpu = (cpuMs(app.child.pid) - before) / rounds;
  row(7, `the form, three copies, warm (${Math.round(bytes / 1024)} KB)`, `${fixed(cpu)} ms of CPU, ${fixed((Date.now() - began) / rounds)} ms to wait`, '<= 105 ms of CPU', cpu <= 105);
  const workers = childrenOf(app.child.pid).map(peakMb);
  row(10, 'paper worker, memory at its peak', workers.map((m) => `${fixed(m)} MB`).join(', ') || 'no worker is left', '<= 200 MB', workers.length > 0 && Math.max(...workers) <= 200);
  send.close();
  await app.stop();
}

async function memoryRow(data) {
  const app = await H.serve(binary, data, { skew: H.skewTo(OPEN), env: UNLIMITED });
  const send = H.overHttp(app.port);
  const client = new H.Client(send, { host: HOST });
  await H.signIn(client, H.accounts(data).find((a) => a.login === 'unit08'));
  const { ref } = query(data, "SELECT n.ref FROM nomination n JOIN account a ON a.body_id = n.body_id WHERE a.login = 'unit08'")[0];
  const cookie = [...client.jar].map(([k, v]) => `${k}=${v}`).join('; ');
  const pages = ['/', '/notices', '/timeline', '/publicity', '/track', '/criteria', '/nominations', `/nominations/${ref}`, `/nominations/${ref}/story`,
    `/nominations/${ref}/check`, '/no/such/page'];
  const goal = isShort ? 20000 : 100000;
  let done = 0;
  const began = Date.now();
  while (done < goal && Date.now() - began < 120000) {
    const r = await wrk(`http://127.0.0.1:${app.port}/`, { connections: 32, seconds: 3, headers: { Cookie: cookie }, script: path.join(__dirname, 'mixed.lua'), args: pages });
    done += r.rate * 3;
  }
  row(10, `door process after ${Math.round(done).toLocaleString('en')} mixed requests`, `${fixed(rssMb(app.child.pid))} MB`, '<= 64 MB', rssMb(app.child.pid) <= 64);
  send.close();
  await app.stop();
}

async function startRow(data) {
  const times = [];
  for (let i = 0; i < ROUNDS; i++) {
    const port = await H.freePort();
    const began = process.hrtime.bigint();
    const p = new H.Process('jianpin serve', binary, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`]).spawn();
    for (;;) {
      const rs = await pageOf(port, '/').catch(() => null);
      if (rs && rs.status === 200) break;
      if (!p.isRunning) throw new Error(p.log);
      await H.sleep(2);
    }
    times.push(Number(process.hrtime.bigint() - began) / 1e6);
    await p.stop();
  }
  row(11, 'first page after exec, existing database', `${fixed(median(times))} ms`, '<= 150 ms', median(times) <= 150);
  if (!isShort) {
    const where = path.join(H.tempDir('clean'), 'build');
    const began = Date.now();
    H.run('make', ['-s', '-j2', `B=${where}`, 'all']);
    const took = (Date.now() - began) / 1000;
    row(11, 'clean build', `${fixed(took)} s`, '<= 60 s', took <= 60);
  }
  const stamp = path.join(build, 'check', 'seconds');
  if (fs.existsSync(stamp)) {
    const took = Number(fs.readFileSync(stamp, 'utf8'));
    row(11, 'make check, last time', `${fixed(took / 60)} min`, '<= 15 min', took <= 900);
  }
}

async function main() {
  const dir = H.tempDir('bench');
  const data = H.makeDemo(binary, dir, {});
  console.log(`${ROUNDS} interleaved rounds of ${SECONDS} s, medians; ratios count, rates do not travel.`);
  if ([1, 2, 3, 4].some(isWanted)) await publicRows(dir);
  if (isWanted(5)) await formRow(data);
  if (isWanted(6)) await postRow(dir, data);
  if (isWanted(7)) await paperRow(data);
  if (isWanted(10)) await memoryRow(data);
  if (isWanted(11)) await startRow(data);
  console.log(missed === 0 ? 'every goal that was measured is met' : `${missed} goals are missed`);
}

main().catch((e) => {
  console.error(e);
  process.exitCode = 1;
}).finally(() => {
  H.cleanUp();
  process.exit();
});
