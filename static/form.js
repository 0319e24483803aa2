/* form.js - counting, rows, saving by itself.  Loaded after site.js; a form does its job without it.  ES5 syntax. */
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

  var d = document, w = window, site = w.site, all = site.all, make = site.make, on = site.on;
  function tellOf(node, name) { node.dispatchEvent(new Event(name, { bubbles: true })); }

  /* 2 Counter. */
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

  /* 3 Repeatable rows. */
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

  /* 4 Autosave.  Until the server has the text, a copy stays here, to be offered after a crash. */
  var form = d.querySelector('form[data-autosave]');
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
      site.dirty = true;
      copying = copying || setTimeout(function () {
        copying = 0;
        if (site.dirty) { store(); }
      }, 500);
      if (!isOver) { plan(); }
    }
    function halt(message, more) {
      isOver = true;
      site.dirty = false;
      forget();
      tell(message, 'is-warn', more);
    }
    function meet(code, a) {
      others.textContent = a.others;
      others.hidden = !a.others;
    }
    function send(done) {
      site.post(url, pairs().map(function (p) { return site.encode(p[0]) + '=' + site.encode(p[1]); }).join('&'), done);
    }
    function answer(code, a, sent) {
      var resume = pending;
      meet(code, a);
      isBusy = pending = false;
      if (code === 200 && a.saved_at) {
        wait = 2;
        forget();
        if (revision) { revision.value = a.revision; }
        site.renew();
        site.dirty = sent !== edits;
        if (site.dirty) {
          store();
          plan();
        } else {
          tell('已于 ' + a.saved_at + ' 自动保存', '');
        }
      } else if (code === 409 && a.url) {
        halt('另一处已修改，内容已保留。', site.link('对照查看', a.url));
      } else if (code === 401 && a.url) {
        halt('登录已到期，内容已存好。', site.link('重新登录，接着填写', a.url));
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
      if (!site.dirty || isBusy || isOver || isComposing || form.hasAttribute('data-sent')) { return; }
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
        var c = site.json(localStorage.getItem(k)), isKnown = c.sent && +k.slice(key.length) < rev();
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
      acts.append(site.button('恢复', '', function () {
        close();
        restore(site.json(best.text));
      }), site.button('放弃', 'btn--line', close));
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
    on(d, 'visibilitychange', function () { if (d.hidden || site.dirty || isOver) { save(); } else { send(meet); } });
    on(w, 'online', save);
    /* A draft on the way makes the form's revision old: wait, lest they collide. */
    on(d, 'submit', function (e) { /* on its way down: before site.js marks the form as sent */
      if (e.target !== form) { return; }
      if (isBusy) {
        e.preventDefault();
        pending = e.submitter;
      } else if (site.dirty) {
        store(true);
      }
      calm();
    }, true);
    offer();
  }
  if (form) { autosave(); }
})();
