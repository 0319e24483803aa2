/* proof.js - the little work that src/web/proof.h asks of a browser before a stranger's message is taken.  Loaded by the
 * pages of that form alone.  Pure script: crypto.subtle is not there on plain HTTP.  Chromium 86, ES5 syntax. */
(function () {
  'use strict';
  var d = document, form = d.querySelector('form[data-proof]');
  var K = [], H = [], i, n = 2, isPrime;

  /* The constants of SHA-256: fractions of the roots of the first primes. */
  function part(x) { return (x - Math.floor(x)) * 4294967296 | 0; }
  for (; K.length < 64; n += 1) {
    for (isPrime = true, i = 2; i * i <= n; i += 1) { if (n % i === 0) { isPrime = false; } }
    if (isPrime) {
      if (H.length < 8) { H.push(part(Math.pow(n, 1 / 2))); }
      K.push(part(Math.pow(n, 1 / 3)));
    }
  }
  var W = new Int32Array(64);
  function turn(x, by) { return x >>> by | x << 32 - by; }
  /* The first 32 bits of the digest of ASCII `text`, at most 55 characters: one block. */
  function head(text) {
    var len = text.length, t, x, y;
    var a = H[0], b = H[1], c = H[2], e = H[4], f = H[5], g = H[6], h = H[7], m = H[3];
    W.fill(0, 0, 16);
    for (t = 0; t < len; t += 1) { W[t >> 2] |= text.charCodeAt(t) << 24 - 8 * (t & 3); }
    W[len >> 2] |= 128 << 24 - 8 * (len & 3);
    W[15] = len * 8;
    for (t = 16; t < 64; t += 1) {
      x = W[t - 15];
      y = W[t - 2];
      W[t] = W[t - 16] + (turn(x, 7) ^ turn(x, 18) ^ x >>> 3) + W[t - 7] + (turn(y, 17) ^ turn(y, 19) ^ y >>> 10);
    }
    for (t = 0; t < 64; t += 1) {
      x = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + K[t] + W[t] | 0;
      y = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
      h = g;
      g = f;
      f = e;
      e = m + x | 0;
      m = c;
      c = b;
      b = a;
      a = x + y | 0;
    }
    return H[0] + a | 0;
  }

  if (!form) { return; }
  var challenge = form.getAttribute('data-proof'), bits = +form.getAttribute('data-bits');
  var parts = +form.getAttribute('data-parts'), found = [], counter = 0, waiting;
  function done() {
    form.querySelector('[name=proof]').value = found.join('-');
    if (waiting) {
      form.removeAttribute('data-sent');
      if (waiting.name) { /* which button it was */
        var kept = d.createElement('input');
        kept.type = 'hidden';
        kept.name = waiting.name;
        kept.value = waiting.value;
        form.append(kept);
      }
      form.submit();
    }
  }
  function work() {
    var until = Date.now() + 25;
    while (found.length < parts && Date.now() < until) {
      for (i = 0; i < 64 && found.length < parts; i += 1) {
        if (head(challenge + '.' + found.length + '.' + counter) >>> 32 - bits === 0) {
          found.push(counter);
          counter = -1;
        }
        counter += 1;
      }
    }
    if (found.length < parts) { setTimeout(work, waiting ? 0 : 10); } else { done(); }
  }
  form.addEventListener('submit', function (e) {
    if (found.length < parts) {
      e.preventDefault();
      waiting = e.submitter || {};
      if (waiting.setAttribute) {
        waiting.setAttribute('aria-disabled', 'true');
        waiting.textContent = '正在提交…';
      }
    }
  }, true);
  setTimeout(work, 100);
}());
