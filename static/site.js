/* site.js - every page does its job without it.  Chromium 86, ES5 syntax, no inline code. */
(function () {
  'use strict';

  /* 1 Counting, as src/domain/text_count.c does; a test compares every code point. */
  function ranges(hex) {
    return new RegExp('[' + hex.replace(/\w+/g, '\\u{$&}').replace(/ /g, '') + '\\p{NChar}]', 'gu');
  }
  var SKIPPED = ranges('0-8 e-1f 7f-84 86-9f ad 300-36f 61c 115f-11ff 180b-180f 1ab0-1aff 1dc0-1dff 200b-200f ' +
    '202a-202e 2060-206f 20d0-20ff 302a-302f 3099-309a 3164 d7b0-d7ff fe00-fe0f fe20-fe2f feff ffa0 fff9-fffc ' +
    'e0000-e0fff');
  var WIDE = ranges('1100-11ff 2014-2015 2018-2019 201c-201d 2025-2026 2e3a-2e3b 2e80-2fff 3001-9fff a960-a97f ' +
    'ac00-d7af e000-faff fe10-fe1f fe30-fe6f ff00-ffef 1aff0-1b16f 1f200-1f2ff 20000-3ffff');
  function countZi(text) {
    var wide = 0, rest = text.replace(SKIPPED, '').replace(WIDE, function () { wide++; return ' '; });
    return wide + (rest.match(/[^\s\x85]+/g) || []).length;
  }
  if (typeof module !== 'undefined') { module.exports = { countZi: countZi }; }
  if (typeof document === 'undefined') { return; }

  var d = document, w = window;
  function all(selector, root) { return [].slice.call((root || d).querySelectorAll(selector)); }
  function make(tag, cls, text, role) {
    var e = d.createElement(tag);
    e.className = cls || '';
    e.textContent = text || '';
    if (role) { e.setAttribute('role', role); }
    return e;
  }
  function on(target, name, fn) { target.addEventListener(name, fn); }
  function link(text, url) {
    return Object.assign(make('a', '', text), { href: url });
  }
  function button(text, cls, fn) {
    return Object.assign(make('button', 'btn btn--s ' + cls, text), { type: 'button', onclick: fn });
  }
  function tellOf(node, name) { node.dispatchEvent(new Event(name, { bubbles: true })); }
  function encode(text) { /* encodeURIComponent throws on half a character */
    return encodeURIComponent(text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g, function (c) {
      return c[1] ? c : '\uFFFD';
    }));
  }
  function json(text) { try { return JSON.parse(text) || {}; } catch (e) { return {}; } }
  function post(url, body, done) { /* done(0, {}) when there was no answer */
    var stop = new AbortController();
    setTimeout(function () { stop.abort(); }, 20000);
    fetch(url, {
      method: 'POST',
      body: body,
      signal: stop.signal,
      keepalive: d.hidden && body.length < 6e4, /* outlives the page */
      headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' }
    }).then(function (r) {
      return r.text().then(function (t) { return [r.status, json(t)]; });
    }).then(function (a) { done(a[0], a[1]); }, function () { done(0, {}); });
  }

  /* 2 Error summary. */
  all('.esum').forEach(function (summary) {
    summary.focus();
    on(summary, 'click', function (e) {
      var href = e.target.getAttribute('href'), t = href && d.getElementById(href.slice(1));
      if (!t) { return; }
      e.preventDefault();
      (d.querySelector('label[for="' + t.id + '"]') || t.closest('fieldset') || t).scrollIntoView();
      t.focus({ preventScroll: true });
    });
  });

  /* 3 Counter. */
  all('textarea[data-zi]').forEach(function (area) {
    var max = +area.getAttribute('data-zi'), rule = d.getElementById(area.id + '-cnt'), timer;
    var row = make('p', 'cnt'), seen = make('span'), said = make('span', 'vh', '', 'status');
    if (!rule) { return; }
    seen.setAttribute('aria-hidden', 'true');
    rule.classList.add('vh');
    row.append(seen, said);
    rule.after(row);
    function show(e) {
      var n = countZi(area.value), left = max - n;
      if (e && e.isComposing) { return; }
      seen.textContent = '已写 ' + n + ' 字，' + (left < 0 ? '超出 ' + -left : '还可以写 ' + left) + ' 字';
      row.classList.toggle('cnt--over', left < 0);
      clearTimeout(timer);
      if (e) { timer = setTimeout(function () { said.textContent = seen.textContent; }, 1000); }
    }
    on(area, 'input', show);
    on(area, 'compositionend', function () { show({}); });
    show();
  });

  /* 4 Repeatable rows. */
  function rowsOf(table) { return all('.rt__r', table); }
  function number(row, n) {
    var tail = new RegExp('([.-])' + row.getAttribute('data-row') + '(?=$|[-\\s])', 'g');
    row.setAttribute('data-row', n);
    all('*', row).forEach(function (e) {
      ['id', 'name', 'for', 'aria-describedby', e.name === 'remove' ? 'value' : 'id'].forEach(function (a) {
        if (e.hasAttribute(a)) { e.setAttribute(a, e.getAttribute(a).replace(tail, '$1' + n)); }
      });
      if (e.hasAttribute('data-n')) { e.textContent = n; }
    });
  }
  function empty(row) {
    all('input', row).forEach(function (i) {
      i.value = '';
      i.removeAttribute('aria-invalid');
    });
    all('.emsg', row).forEach(function (e) { e.remove(); });
    all('.field--err', row).forEach(function (e) { e.classList.remove('field--err'); });
  }
  function addRow(table) {
    var rows = rowsOf(table), last = rows[rows.length - 1], copy = last.cloneNode(true);
    empty(copy);
    last.after(copy);
    number(copy, rows.length + 1);
    return copy;
  }
  all('[data-rows]').forEach(function (table) {
    var said = table.querySelector('[data-rows-said]'), max = +table.getAttribute('data-rows-max');
    on(table, 'click', function (e) {
      var b = e.target.closest('[name=add],[name=remove]'), rows = rowsOf(table), i, next;
      if (!b) { return; }
      e.preventDefault();
      if (b.name === 'add') {
        if (rows.length >= max) {
          said.textContent = '最多 ' + max + ' 行';
          return;
        }
        next = addRow(table);
        said.textContent = '已加第 ' + (rows.length + 1) + ' 行';
      } else {
        i = rows.indexOf(b.closest('.rt__r'));
        if (rows.length > 1) { rows.splice(i, 1)[0].remove(); } else { empty(rows[0]); }
        rows.forEach(function (r, at) { number(r, at + 1); });
        next = rows[Math.min(i, rows.length - 1)];
        said.textContent = '已删除，还有 ' + rows.length + ' 行';
      }
      next.querySelector('input').focus();
      tellOf(next, 'change');
    });
  });

  /* 5 Autosave.  Until the server has the text, a copy stays here, to be offered after a crash. */
  var form = d.querySelector('form[data-autosave]'), dirty = false, isChosen = false, renew = function () {};
  function inputs() {
    return [].filter.call(form.elements, function (c) {
      return c.name && !/^(file|submit|button|fieldset)$/.test(c.type);
    });
  }
  function pairs() {
    return inputs().filter(function (c) { return c.checked || !/^(checkbox|radio)$/.test(c.type); })
      .map(function (c) { return [c.name, c.value]; });
  }
  function typed() {
    return JSON.stringify(pairs().filter(function (p) { return p[0] !== 'token' && p[0] !== 'revision'; }));
  }
  function autosave() {
    var url = form.getAttribute('data-autosave'), revision = form.querySelector('[name=revision]');
    var key = 'draft ' + form.getAttribute('data-draft-key') + ' ' + url + ' ', status = all('[data-save-status]');
    var others = d.getElementById('others'), edits = 0, wait = 2, isBusy, isOver, isComposing, idle, latest, copying, pending;
    function rev() { return revision ? parseInt(revision.value, 10) || 0 : 0; }
    function tell(message, kind, more) {
      status.forEach(function (s) {
        if (s.textContent === message) { return; }
        s.setAttribute('aria-live', kind === 'is-wait' ? 'off' : 'polite');
        s.className = 'save__i ' + kind;
        s.textContent = message;
        s.append(more ? more.cloneNode(true) : '');
      });
    }
    function store(isSent) {
      try {
        localStorage.setItem(key + rev(), JSON.stringify({ at: Date.now(), sent: isSent, text: typed() }));
      } catch (e) { return; } /* full or forbidden */
    }
    function copies() {
      try {
        return Object.keys(localStorage).filter(function (k) { return k.indexOf(key) === 0; });
      } catch (e) { return []; }
    }
    function forget() {
      clearTimeout(copying);
      copying = 0;
      copies().forEach(function (k) { localStorage.removeItem(k); });
    }
    function calm() {
      clearTimeout(idle);
      clearTimeout(latest);
      latest = 0;
    }
    function plan() { /* 5 s after the last key, 8 s after the first */
      if (wait === 2) { tell('有改动，稍后自动保存', 'is-wait'); }
      clearTimeout(idle);
      idle = setTimeout(save, 5000);
      latest = latest || setTimeout(save, 8000);
    }
    function touch() {
      edits++;
      dirty = true;
      copying = copying || setTimeout(function () {
        copying = 0;
        if (dirty) { store(); }
      }, 500);
      if (!isOver) { plan(); }
    }
    function halt(message, more) {
      isOver = true;
      dirty = false;
      forget();
      tell(message, 'is-warn', more);
    }
    function meet(code, a) {
      others.textContent = a.others;
      others.hidden = !a.others;
    }
    function send(done) {
      post(url, pairs().map(function (p) { return encode(p[0]) + '=' + encode(p[1]); }).join('&'), done);
    }
    function answer(code, a, sent) {
      var resume = pending;
      meet(code, a);
      isBusy = pending = false;
      if (code === 200 && a.saved_at) {
        wait = 2;
        forget();
        if (revision) { revision.value = a.revision; }
        renew();
        dirty = sent !== edits;
        if (dirty) {
          store();
          plan();
        } else {
          tell('已于 ' + a.saved_at + ' 自动保存', '');
        }
      } else if (code === 409 && a.url) {
        halt('另一处已修改，内容已保留。', link('对照查看', a.url));
      } else if (code === 401 && a.url) {
        halt('登录已到期，内容已存好。', link('重新登录，接着填写', a.url));
      } else if (code === 423) {
        halt('申报已截止，内容已存为草稿');
      } else if (code >= 400 && code < 500 && code !== 429) {
        tell('没能自动保存，内容还在本页，请点下面的“保存”', 'is-warn');
      } else {
        tell('没有连上，内容还在本页，正在重试', 'is-warn');
        setTimeout(save, wait * 1000);
        wait = Math.min(wait * 2, 30);
      }
      if (resume) { resume.click(); }
    }
    function save() {
      var sent = edits;
      calm();
      if (!dirty || isBusy || isOver || isComposing || form.hasAttribute('data-sent')) { return; }
      isBusy = true;
      if (wait === 2) { tell('正在保存…', 'is-wait'); }
      store(true);
      send(function (code, a) { answer(code, a, sent); });
    }
    function restore(list) {
      var values = {};
      list.forEach(function (p) {
        var m = /^(.+?)\..+\.(\d+)$/.exec(p[0]), table = m && form.querySelector('[data-rows="' + m[1] + '"]');
        while (table && rowsOf(table).length < m[2]) { addRow(table); }
        (values[p[0]] = values[p[0]] || []).push(p[1]);
      });
      inputs().forEach(function (c) {
        var v = values[c.name] || [''];
        if (c.type === 'hidden') { return; }
        if (/^(checkbox|radio)$/.test(c.type)) { c.checked = v.indexOf(c.value) >= 0; } else { c.value = v[0]; }
        tellOf(c, 'input');
      });
    }
    function offer() {
      var now = typed(), best = { at: 0 }, note = make('div', 'note', '', 'status'), acts = make('p', 'acts');
      copies().forEach(function (k) {
        var c = json(localStorage.getItem(k)), isKnown = c.sent && +k.slice(key.length) < rev();
        if (!c.text || c.text === now || isKnown || Date.now() - c.at > 6048e5) {
          localStorage.removeItem(k);
        } else if (c.at > best.at) {
          best = c;
        }
      });
      if (!best.at) { return; }
      function close() {
        note.remove();
        forget();
        form.querySelector('input:not([type=hidden]),textarea,select').focus();
      }
      acts.append(button('恢复', '', function () {
        close();
        restore(json(best.text));
      }), button('放弃', 'btn--line', close));
      note.append(make('p', '', '上次离开时有未保存的内容'), acts);
      form.before(note);
    }
    on(form, 'compositionstart', function () { isComposing = true; });
    on(form, 'compositionend', function () {
      isComposing = false;
      touch();
    });
    on(form, 'input', function (e) { if (!isComposing && e.target.type !== 'file') { touch(); } });
    on(form, 'change', function (e) {
      if (e.target.type === 'file') { return; }
      touch();
      save();
    });
    on(d, 'visibilitychange', function () { if (d.hidden || dirty || isOver) { save(); } else { send(meet); } });
    on(w, 'online', save);
    /* A draft on the way makes the form's revision old: wait, lest they collide. */
    on(form, 'submit', function (e) {
      if (isBusy) {
        e.preventDefault();
        pending = e.submitter;
      } else if (dirty) {
        store(true);
      }
      calm();
    });
    offer();
  }
  if (form) { autosave(); }

  /* 6 A chosen file is not sent by itself. */
  all('input[data-file]').forEach(function (input) {
    var max = +input.getAttribute('data-max'), line = make('p', 'small', '', 'status');
    input.parentNode.append(line);
    on(input, 'change', function () {
      var f = input.files[0], name = f && '“' + f.name + '”（' + (f.size / 1048576).toFixed(1) + ' MB）';
      isChosen = f && !(max && f.size > max);
      line.textContent = !f ? '' : isChosen ? '已选' + name + '，还没有上传' :
        name + '超过 ' + max / 1048576 + ' MB，请压缩后再选';
      if (!isChosen) { input.value = ''; }
    });
  });
  on(w, 'beforeunload', function (e) {
    if ((dirty || isChosen) && !d.querySelector('form[data-sent]')) {
      e.preventDefault();
      e.returnValue = '';
    }
  });

  /* 7 No double submit. */
  function free(f) {
    f.removeAttribute('data-sent');
    all('[data-busy][aria-disabled]', f).forEach(function (b) {
      b.removeAttribute('aria-disabled');
      b.textContent = b.rested;
    });
  }
  all('form[method=post]').forEach(function (f) {
    on(f, 'submit', function (e) {
      var b = e.submitter, busy = b && b.getAttribute('data-busy');
      if (f.hasAttribute('data-sent')) { e.preventDefault(); }
      if (e.defaultPrevented) { return; }
      f.setAttribute('data-sent', '');
      if (busy) {
        b.setAttribute('aria-disabled', 'true');
        b.rested = b.textContent;
        b.textContent = busy;
      }
      setTimeout(free, 8000, f);
    });
  });
  on(w, 'pageshow', function (e) { if (e.persisted) { all('[data-sent]').forEach(free); } });

  /* 8 Countdown by the server's clock. */
  all('[data-until]').forEach(function (c) {
    var skew = Date.parse(c.getAttribute('data-now')) - Date.now(), b = all('b', c);
    function tick() {
      var m = Math.max(0, Math.floor((Date.parse(c.getAttribute('data-until')) - Date.now() - skew) / 60000));
      b[0].textContent = Math.floor(m / 1440);
      b[1].textContent = Math.floor(m % 1440 / 60);
    }
    tick();
    setInterval(tick, 60000);
  });

  /* How far an import is, asked for twice a second while the page is looked at. */
  all('[data-progress]').forEach(function (box) {
    var bar = box.querySelector('progress'), text = box.querySelector('[data-progress-text]');
    var said = box.querySelector('[data-progress-said]'), quarter = -1;
    function ask() {
      fetch(box.getAttribute('data-progress'), { headers: { Accept: 'application/json' } }).then(function (r) {
        if (!r.ok) { throw r; }
        return r.json();
      }).then(function (now) {
        if (!now.going) {
          location.reload();
          return;
        }
        bar.max = now.total;
        bar.value = now.done;
        text.textContent = now.text;
        if (Math.floor(now.percent / 25) !== quarter) { /* not each time: it is read aloud */
          quarter = Math.floor(now.percent / 25);
          said.textContent = now.text;
        }
        setTimeout(ask, d.hidden ? 5000 : 500);
      }).catch(function () { setTimeout(ask, 5000); });
    }
    setTimeout(ask, 500);
  });

  /* 9 Five minutes before the sign-in ends. */
  function session(length) {
    var end, box = make('div', 'leave', '', 'alert'), line = make('p'), acts = make('p');
    renew = function () {
      end = Date.now() + length * 1000;
      box.hidden = true;
      line.textContent = '';
    };
    function say(message, act) {
      if (line.textContent === message) { return; }
      line.textContent = message;
      acts.textContent = '';
      acts.append(act);
      box.hidden = false;
    }
    function stay() {
      post('/session/extend', 'token=' + encode(d.body.getAttribute('data-token')), function (code) {
        if (code === 200) {
          renew();
        } else if (code === 401) {
          end = 0;
          look();
        } else {
          say('没有连上，请再点一次', more());
        }
      });
    }
    function more() { return button('继续使用', '', stay); }
    function look() {
      var left = end - Date.now();
      if (left < 0) {
        say('登录已到期', link('重新登录', '/signin?next=' + encode(location.pathname + location.search)));
      } else if (left < 3e5 && box.hidden) {
        say('5 分钟内没有操作将自动退出，点“继续使用”可以留在本页', more());
      }
    }
    renew();
    box.append(line, acts);
    d.body.append(box);
    setInterval(look, 10000);
  }
  if (d.body.hasAttribute('data-session-left')) { session(+d.body.getAttribute('data-session-left')); }

  /* 10 Buttons that need a script. */
  all('[data-pw]').forEach(function (i) {
    var b = i.nextElementSibling;
    on(b, 'click', function () {
      i.type = i.type === 'text' ? 'password' : 'text';
      b.textContent = i.type === 'text' ? '隐藏密码' : '显示密码';
    });
  });
  all('[data-print]').forEach(function (b) { on(b, 'click', function () { w.print(); }); });
  all('.needs-js').forEach(function (e) { e.classList.remove('needs-js'); });
})();
