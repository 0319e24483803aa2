// fastcgi.js - a FastCGI client for the tests: one request a connection, as nginx does it without keep_conn.
'use strict';
const net = require('net');

const BEGIN = 1, END = 3, PARAMS = 4, STDIN = 5, STDOUT = 6, STDERR = 7;

function record(type, bytes) {
  const head = Buffer.alloc(8);
  head[0] = 1;
  head[1] = type;
  head.writeUInt16BE(1, 2);
  head.writeUInt16BE(bytes.length, 4);
  return Buffer.concat([head, bytes]);
}

function lengthOf(n) {
  if (n < 128) return Buffer.from([n]);
  const four = Buffer.alloc(4);
  four.writeUInt32BE((n | 0x80000000) >>> 0);
  return four;
}

function stream(type, bytes) {
  const out = [];
  for (let at = 0; at < bytes.length; at += 65528) out.push(record(type, bytes.subarray(at, at + 65528)));
  out.push(record(type, Buffer.alloc(0)));
  return Buffer.concat(out);
}

function parametersOf({ method, path, headers, body }, address) {
  const p = {
    GATEWAY_INTERFACE: 'CGI/1.1', SERVER_PROTOCOL: 'HTTP/1.1', SERVER_SOFTWARE: 'test', SERVER_NAME: 'localhost', SERVER_PORT: '80',
    REQUEST_METHOD: method, REQUEST_URI: path, SCRIPT_NAME: '', QUERY_STRING: path.includes('?') ? path.slice(path.indexOf('?') + 1) : '',
    REMOTE_ADDR: address || '127.0.0.1', REMOTE_PORT: '40000', CONTENT_TYPE: '', CONTENT_LENGTH: body === undefined ? '' : String(Buffer.byteLength(body)),
  };
  for (const [name, value] of Object.entries(headers)) {
    const key = name.toUpperCase().replace(/-/g, '_');
    if (key === 'CONTENT_TYPE') p.CONTENT_TYPE = value;
    else if (key !== 'CONTENT_LENGTH') p[`HTTP_${key}`] = value;
  }
  return Buffer.concat(Object.entries(p).flatMap(([k, v]) => {
    const [name, value] = [Buffer.from(k), Buffer.from(v)];
    return [lengthOf(name.length), lengthOf(value.length), name, value];
  }));
}

// CGI's answer: headers, an empty line, the body; the status in a header of its own.
function answerOf(bytes) {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) throw new Error(`no header block in ${JSON.stringify(bytes.subarray(0, 200).toString())}`);
  const headers = bytes.subarray(0, end).toString('latin1').split('\r\n').map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  const status = headers.find(([k]) => k === 'status');
  return { status: status ? parseInt(status[1], 10) : 200, headers: headers.filter(([k]) => k !== 'status'), body: bytes.subarray(end + 4) };
}

// A transport for Client (harness.js) that speaks to a FastCGI responder's socket.
function overFastcgi(socketPath, { address } = {}) {
  const send = (rq) => new Promise((resolve, reject) => {
    const s = net.connect(socketPath);
    let got = Buffer.alloc(0);
    const out = [];
    let isDone = false;
    s.setTimeout(60000, () => s.destroy(new Error('timeout')));
    s.on('error', reject);
    s.on('data', (bytes) => {
      got = Buffer.concat([got, bytes]);
      while (got.length >= 8 && got.length >= 8 + got.readUInt16BE(4) + got[6]) {
        const len = got.readUInt16BE(4);
        const content = got.subarray(8, 8 + len);
        if (got[1] === STDOUT) out.push(content);
        else if (got[1] === STDERR && len > 0) console.error(`stderr of the responder: ${content}`);
        else if (got[1] === END) isDone = true;
        got = got.subarray(8 + len + got[6]);
      }
    });
    s.on('close', () => {
      if (!isDone) reject(new Error('the responder closed before the end of its answer'));
      else {
        try {
          resolve(answerOf(Buffer.concat(out)));
        } catch (e) {
          reject(e);
        }
      }
    });
    const body = rq.body === undefined ? Buffer.alloc(0) : Buffer.from(rq.body);
    s.write(Buffer.concat([record(BEGIN, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0])), stream(PARAMS, parametersOf(rq, address)), stream(STDIN, body)]));
  });
  send.close = () => {};
  return send;
}

module.exports = { overFastcgi, record, stream, parametersOf };
