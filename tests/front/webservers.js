// webservers.js - nginx, lighttpd and Apache as the tests start them: a directory and a port of their own, and inside
// them the snippets of deploy/ as they are shipped, only the socket's path changed.
'use strict';
const fs = require('fs');
const path = require('path');
const { Process, connects, freePort } = require('../support/harness.js');

const DEPLOY = path.resolve(__dirname, '../../deploy');
const SHIPPED_SOCKET = '/run/jianpin/fcgi.sock';
const fill = (name, values) => Object.entries(values).reduce((text, [k, v]) => text.split(`@${k}@`).join(v),
  fs.readFileSync(path.join(__dirname, name), 'utf8'));
const shipped = (name, socket) => fs.readFileSync(path.join(DEPLOY, name), 'utf8').split(SHIPPED_SOCKET).join(socket);

// A server's own unprivileged user must reach the socket and the directory.
function openUp(dir) {
  fs.chmodSync(dir, 0o777);
}

async function started(label, command, argv, port) {
  const p = new Process(label, command, argv).spawn();
  p.port = port;
  return p.until(() => connects({ port, host: '127.0.0.1' }));
}

async function nginx(dir, socket, { extra = '' } = {}) {
  const port = await freePort();
  openUp(dir);
  const conf = path.join(dir, 'nginx.conf');
  fs.writeFileSync(conf, fill('nginx.conf.in', { DIR: dir, SOCKET: socket, PORT: port, DEPLOY, EXTRA: extra, MODULES: '' }));
  return started('nginx', 'nginx', ['-e', path.join(dir, 'nginx-start.log'), '-p', dir, '-c', conf], port);
}

async function lighttpd(dir, socket) {
  const port = await freePort();
  openUp(dir);
  const conf = path.join(dir, 'lighttpd.conf');
  fs.writeFileSync(conf, fill('lighttpd.conf.in', { DIR: dir, PORT: port, DEPLOYED: shipped('lighttpd.conf', socket) }));
  return started('lighttpd', 'lighttpd', ['-D', '-f', conf], port);
}

async function apache(dir, socket) {
  const port = await freePort();
  openUp(dir);
  const conf = path.join(dir, 'apache.conf');
  fs.writeFileSync(conf, fill('apache.conf.in', { DIR: dir, PORT: port, MODULES: '/usr/lib/apache2/modules',
    DEPLOYED: shipped('apache.conf', socket) }));
  return started('apache2', 'apache2', ['-D', 'FOREGROUND', '-d', dir, '-f', conf], port);
}

module.exports = { nginx, lighttpd, apache, DEPLOY, fill };
