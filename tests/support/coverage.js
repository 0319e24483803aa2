// coverage.js BUILD - reads what gcov counted in BUILD and prints lines and branches by file, by room and in all.
// Tests of the same source in several programs are one: a branch is taken when any program took it.
'use strict';
const fs = require('fs');
const path = require('path');
const zlib = require('zlib');
const { execFileSync } = require('child_process');

const build = process.argv[2];
const walk = (dir) => fs.readdirSync(dir, { withFileTypes: true }).flatMap((e) =>
  e.isDirectory() ? walk(path.join(dir, e.name)) : [path.join(dir, e.name)]);
const counted = walk(build).filter((f) => f.endsWith('.gcda'));
if (counted.length === 0) {
  console.error(`no counts in ${build}: run make cover`);
  process.exit(1);
}

const files = new Map(); // source -> { lines: Map(line -> hits), branches: Map(line:index -> hits) }
for (const gcda of counted) {
  const raw = execFileSync('gcov', ['-b', '-t', '-j', gcda], { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
  const text = raw[0] === 0x1f ? zlib.gunzipSync(raw).toString() : raw.toString();
  for (const line of text.split('\n').filter(Boolean)) {
    for (const file of JSON.parse(line).files) {
      const name = path.relative('.', path.resolve(file.file));
      if (!name.startsWith('src/') || name.startsWith('src/gen/')) continue;
      if (!files.has(name)) files.set(name, { lines: new Map(), branches: new Map() });
      const seen = files.get(name);
      for (const l of file.lines) {
        seen.lines.set(l.line_number, (seen.lines.get(l.line_number) || 0) + l.count);
        l.branches.forEach((b, i) => {
          const key = `${l.line_number}:${i}`;
          seen.branches.set(key, (seen.branches.get(key) || 0) + b.count);
        });
      }
    }
  }
}

const tally = (maps) => {
  const values = maps.flatMap((m) => [...m.values()]);
  return [values.filter((v) => v > 0).length, values.length];
};
const percent = ([hit, all]) => (all === 0 ? '   -  ' : `${((100 * hit) / all).toFixed(1).padStart(5)}%`);
const print = (label, list) => {
  const lines = tally(list.map((f) => f.lines));
  const branches = tally(list.map((f) => f.branches));
  console.log(`${label.padEnd(44)} lines ${percent(lines)}  branches ${percent(branches)} (${branches[0]}/${branches[1]})`);
};
const names = [...files.keys()].sort();
for (const name of names) print(name, [files.get(name)]);
console.log();
for (const room of [...new Set(names.map((n) => n.split('/')[1]))]) {
  print(`src/${room}`, names.filter((n) => n.startsWith(`src/${room}/`) || n === `src/${room}`).map((n) => files.get(n)));
}
print('in all', [...files.values()]);
