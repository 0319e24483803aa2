/* zi.test.js - the page counts 字 as the server does.
 *
 * The vectors are those of the server's own test; beyond them, the class of every code point is read from the tables
 * of src/domain/text_count.c, so that the two programs cannot drift apart.  Run from anywhere: node tests/browser/zi.test.js */
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');
const { countZi } = require(path.join(root, 'static', 'form.js'));
let passed = 0;
let failed = 0;

function test(sentence, body) {
  const faults = body();
  if (faults.length === 0) {
    passed++;
    console.log(`ok - ${sentence}`);
  } else {
    failed++;
    console.log(`not ok - ${sentence}`);
    faults.slice(0, 10).forEach((f) => console.log(`    ${f}`));
  }
}

function wrongCounts(rows) {
  return rows
    .filter(([text, zi]) => countZi(text) !== zi)
    .map(([text, zi]) => `${JSON.stringify(text.slice(0, 40))} is ${zi} 字, counted ${countZi(text)}`);
}

test('every vector of ux/zi-vectors.json is counted as written', () => {
  const vectors = JSON.parse(fs.readFileSync(path.join(root, 'tests', 'golden', 'zi-vectors.json'), 'utf8'));
  return vectors.length < 20 ? ['too few vectors'] : wrongCounts(vectors.map((v) => [v.text, v.zi]));
});

test('format characters count nothing and join what they stand in', () => wrongCounts([
  ['\uFEFF一', 1],
  ['a\u200Db', 1],
  ['\u200D', 0],
  ['葛\u{E0100}城', 2],
  ['☺\uFE0F', 1],
  ['e\u0301t\u00E9', 1],
]));

test('kana, bopomofo and hangul count one each', () => wrongCounts([
  ['ひらがな', 4],
  ['ｶﾀｶﾅ', 4],
  ['ㄅㄆㄇ', 3],
  ['한국어', 3],
]));

test('rare characters of names count one each', () => wrongCounts([
  ['镕䶮㛃𬭊𫖯', 5],
  ['23℃人社服务', 5],
  ['畅·镇江', 4],
]));

test('white space of every kind counts nothing and ends a run', () => wrongCounts([
  ['a\u3000b', 2],
  ['a\u00A0b', 2],
  ['a\u0085b', 2],
  ['一\r\n二', 2],
]));

/* One of the three tables of text_count.c as [first, last] pairs. */
function table(source, name) {
  const body = new RegExp(`${name}\\[\\] = \\{([\\s\\S]*?)\\n\\};`).exec(source);
  return [...body[1].matchAll(/\{0x([0-9A-F]+), 0x([0-9A-F]+)\}/g)].map((m) => [parseInt(m[1], 16), parseInt(m[2], 16)]);
}

test('every code point has the class that the server gives it', () => {
  const source = fs.readFileSync(path.join(root, 'src', 'domain', 'text_count.c'), 'utf8');
  const classes = new Uint8Array(0x110000); /* 0 run, 1 wide, 2 skipped, 3 space: later tables win */
  ['wide', 'skipped', 'spaces'].forEach((name, i) => {
    const ranges = table(source, name);
    ranges.forEach(([first, last]) => classes.fill(i + 1, first, last + 1));
  });
  const expected = [[1, 1], [1, 3], [0, 1], [0, 2]]; /* alone, and between two letters */
  const faults = [];
  for (let cp = 0; cp < 0x110000; cp++) {
    if (cp >= 0xD800 && cp <= 0xDFFF) {
      continue;
    }
    const c = String.fromCodePoint(cp);
    const want = expected[(cp & 0xFFFE) === 0xFFFE ? 2 : classes[cp]];
    const got = [countZi(c), countZi(`a${c}a`)];
    if (got[0] !== want[0] || got[1] !== want[1]) {
      faults.push(`U+${cp.toString(16).toUpperCase()}: server ${want}, page ${got}`);
    }
  }
  return classes[0x4E00] === 1 && classes[0x200D] === 2 && classes[0x3000] === 3 ? faults : ['tables not read'];
});

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
