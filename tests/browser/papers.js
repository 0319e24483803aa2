// papers.js - reads a PDF back as the office would: its text, its sheets, the codes printed on them.
'use strict';
const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');
const { H } = require('./lib.js');


// { sheets: [text], text, codes: [[decoded] per sheet], info }
function readPaper(file) {
  const info = H.run('pdfinfo', [file]);
  const pages = Number(info.match(/^Pages:\s+(\d+)/m)[1]);
  const sheets = [];
  for (let n = 1; n <= pages; n++) sheets.push(H.run('pdftotext', ['-f', String(n), '-l', String(n), '-layout', file, '-']));
  const fonts = H.run('pdffonts', [file]).split('\n').slice(2).filter(Boolean);
  return { pages, sheets, text: H.run('pdftotext', [file, '-']), info, fonts };
}

// What a phone's camera reads on each sheet.
function codesOf(file, pages) {
  const dir = H.tempDir('paper');
  H.run('pdftoppm', ['-r', '200', '-gray', '-png', file, path.join(dir, 'p')]);
  const images = fs.readdirSync(dir).sort();
  if (images.length !== pages) throw new Error(`${images.length} pictures of ${pages} sheets`);
  return images.map((f) => {
    const done = spawnSync('zbarimg', ['--quiet', '--raw', path.join(dir, f)], { encoding: 'utf8' });
    return done.stdout.split('\n').filter(Boolean);
  });
}

module.exports = { readPaper, codesOf };
