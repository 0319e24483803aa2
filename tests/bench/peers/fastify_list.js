// fastify_list.js DATABASE PORT ROWS HEAD_BYTES - the list page by Fastify and better-sqlite3, one process.
'use strict';
const fastify = require('fastify')({ logger: false });
const Database = require('better-sqlite3');

const [file, port, rows, head] = process.argv.slice(2);
const db = new Database(file, { readonly: true });
const page = db.prepare('SELECT public_id, brand, unit, district, slogan, submitted_on FROM nomination WHERE id < ? ORDER BY id DESC LIMIT ?');
const layout = 'x'.repeat(Number(head));
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (s) => s.replace(/[&<>"]/g, (c) => ENTITIES[c]);

fastify.get('/', (rq, rs) => {
  const list = page.all(2000, Number(rows)).map((r) => `<tr><td><a href="/publicity/${escape(r.public_id)}">${escape(r.brand)}</a><td>${escape(r.unit)}` +
    `<td>${escape(r.district)}<td>${escape(r.slogan)}<td>${escape(r.submitted_on)}\n`).join('');
  rs.type('text/html; charset=utf-8').send(`${layout}${list}</table></html>\n`);
});
fastify.listen({ port: Number(port), host: '127.0.0.1' });
