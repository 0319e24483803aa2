// peers.js - other ways to serve the same list, started as their own manuals advise for two cores.
'use strict';
const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');
const H = require('../support/harness.js');

const HERE = path.join(__dirname, 'peers');
const has = (command) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
const up = (p, port) => p.until(() => H.connects({ port, host: '127.0.0.1' }));

// Each: { name, goal, why() -> '' or the reason it cannot run, start(at) -> { url, processes } }.
// `at` has dir, database, rows, head.
const PEERS = [
  {
    name: 'Fastify + better-sqlite3', goal: 3,
    why: () => (fs.existsSync(path.join(HERE, 'node_modules/better-sqlite3/build')) ? '' : 'its packages could not be built on this machine'),
    async start(at) {
      const port = await H.freePort();
      const p = new H.Process('fastify', process.execPath, [path.join(HERE, 'fastify_list.js'), at.database, String(port), String(at.rows), String(at.head)]).spawn();
      await up(p, port);
      return { url: `http://127.0.0.1:${port}/`, processes: [p] };
    },
  },
  {
    name: 'PHP-FPM + PDO SQLite', goal: 5,
    why: () => (has('php-fpm8.2') ? '' : 'php8.2-fpm is not installed'),
    async start(at) {
      const dir = path.join(at.dir, 'php');
      fs.mkdirSync(dir);
      fs.chmodSync(dir, 0o777);
      const socket = path.join(dir, 'php.sock');
      const user = process.getuid() === 0 ? 'user = www-data\ngroup = www-data\n' : '';
      fs.writeFileSync(path.join(dir, 'fpm.conf'), `[global]\nerror_log = ${dir}/fpm.log\ndaemonize = no\n[www]\n${user}listen = ${socket}\nlisten.mode = 0666\n` +
        'pm = static\npm.max_children = 8\nphp_admin_value[opcache.enable] = 1\n');
      fs.copyFileSync(path.join(HERE, 'list.php'), path.join(dir, 'list.php'));
      // A reader of another user needs the database without its log: a copy that is whole in one file.
      const database = path.join(dir, 'list.db');
      H.run('sqlite3', [at.database, `VACUUM INTO '${database}'`]);
      fs.chmodSync(database, 0o666);
      const fpm = await new H.Process('php-fpm', 'php-fpm8.2', ['-n', '-d', 'extension=pdo', '-d', 'extension=pdo_sqlite', '-d', 'zend_extension=opcache',
        '-F', '-y', path.join(dir, 'fpm.conf')]).spawn().until(() => H.connects(socket));
      const port = await H.freePort();
      fs.writeFileSync(path.join(dir, 'nginx.conf'), `daemon off; worker_processes 2; pid ${dir}/pid; error_log ${dir}/error.log; events { worker_connections 2048; }
http { access_log off; keepalive_requests 1000000; client_body_temp_path ${dir}/a; fastcgi_temp_path ${dir}/b; proxy_temp_path ${dir}/c; uwsgi_temp_path ${dir}/d; scgi_temp_path ${dir}/e;
server { listen 127.0.0.1:${port} backlog=1024; location / { fastcgi_pass unix:${socket}; fastcgi_buffers 32 16k; fastcgi_param SCRIPT_FILENAME ${dir}/list.php;
fastcgi_param REQUEST_METHOD $request_method; fastcgi_param LIST_DATABASE ${database}; fastcgi_param LIST_ROWS ${at.rows}; fastcgi_param LIST_HEAD ${at.head}; } } }`);
      const nginx = await up(new H.Process('nginx', 'nginx', ['-e', path.join(dir, 'start.log'), '-p', dir, '-c', path.join(dir, 'nginx.conf')]).spawn(), port);
      return { url: `http://127.0.0.1:${port}/`, processes: [nginx, fpm] };
    },
  },
  {
    name: 'Django + gunicorn', goal: 20,
    why: () => (has('/usr/bin/gunicorn') ? '' : 'gunicorn and python3-django are not installed'),
    async start(at) {
      const port = await H.freePort();
      const p = new H.Process('gunicorn', '/usr/bin/python3', ['/usr/bin/gunicorn', '--workers', '3', '--bind', `127.0.0.1:${port}`, '--keep-alive', '5',
        '--chdir', HERE, '--pythonpath', HERE, 'django_list:application'], { env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', LIST_DATABASE: at.database,
        LIST_ROWS: String(at.rows), LIST_HEAD: String(at.head) } }).spawn();
      await up(p, port);
      return { url: `http://127.0.0.1:${port}/`, processes: [p] };
    },
  },
  {
    name: 'Fossil, ticket report', goal: 25,
    why: () => (has('fossil') ? '' : 'fossil is not installed'),
    async start(at) {
      const dir = path.join(at.dir, 'fossil');
      fs.mkdirSync(dir);
      const env = { ...process.env, HOME: dir, USER: 'bench' };
      H.run('fossil', ['init', 'r.fossil'], { cwd: dir, env });
      for (let i = 0; i < at.rows; i++) {
        H.run('fossil', ['ticket', 'add', '-R', 'r.fossil', 'title', `“暖心${i}号”服务`, 'comment', '把每一位乘客当作家人', 'status', 'Open', 'type', 'Code_Defect'], { cwd: dir, env });
      }
      const port = await H.freePort();
      const p = new H.Process('fossil', 'fossil', ['server', '--localhost', '--port', String(port), 'r.fossil'], { cwd: dir, env }).spawn();
      await up(p, port);
      return { url: `http://127.0.0.1:${port}/rptview?rn=1`, processes: [p] };
    },
  },
];

module.exports = { PEERS };
