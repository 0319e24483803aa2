/* site.js - what every page may need; form.js and upload.js follow it.  Every page does its job without them.
 * Chromium 86, ES5 syntax, no inline code. */
(function () {
  'use strict';

  var d = document, w = window;
  function all(selector, root) { return [].slice.call((root || d).querySelectorAll(selector)); }
  function make(tag, cls, text, role) {
    var e = d.createElement(tag);
    e.className = cls || '';
    e.textContent = text || '';
    if (role) { e.setAttribute('role', role); }
    return e;
  }
  function on(target, name, fn, isFirst) { target.addEventListener(name, fn, isFirst); }
  function link(text, url) {
    return Object.assign(make('a', '', text), { href: url });
  }
  function button(text, cls, fn) {
    return Object.assign(make('button', 'btn btn--s ' + cls, text), { type: 'button', onclick: fn });
  }
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

  /* What the other scripts use.  `dirty`: there is text that only this page has; `renew` is said when the server has
   * heard of the person, whose sign-in then lasts longer. */
  var site = w.site = { all: all, make: make, on: on, link: link, button: button, encode: encode, json: json, post: post,
    dirty: false, renew: function () { return; } };

  /* 1 Error summary. */
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

  /* 2 A chosen file is not sent by itself. */
  var isChosen = false;
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
    if ((site.dirty || isChosen) && !d.querySelector('form[data-sent]')) {
      e.preventDefault();
      e.returnValue = '';
    }
  });

  /* 3 No double submit. */
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

  /* 4 Countdown by the server's clock. */
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

  /* 5 Five minutes before the sign-in ends. */
  function session(length) {
    var end, box = make('div', 'leave', '', 'alert'), line = make('p'), acts = make('p');
    site.renew = function () {
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
          site.renew();
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
    site.renew();
    box.append(line, acts);
    d.body.append(box);
    setInterval(look, 10000);
  }
  if (d.body.hasAttribute('data-session-left')) { session(+d.body.getAttribute('data-session-left')); }

  /* 6 Buttons that need a script. */
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
