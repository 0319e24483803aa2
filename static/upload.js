/* upload.js - attachments in pieces, resumed where the server stands.  Loaded after site.js by the page of attachments
 * alone; without it the forms upload by themselves.  Chromium 86, ES5 syntax. */
(function () {
  'use strict';
  var d = document, w = window, s = w.site, all = s.all, make = s.make, on = s.on, KEPT = 'uploaded';
  var queue = [], current, failed = 0, uploaded = 0, kind;

  function size(n) { /* rounded up, so that "over" stays true */
    return n < 1048576 ? Math.ceil(n / 1024) + ' KB' : (Math.ceil(n / 104857.6) / 10).toFixed(1) + ' MB';
  }

  /* done(0, {}) when there was no answer */
  function ask(job, method, url, fields, done) {
    var x = new XMLHttpRequest(), body = new FormData(), names = Object.keys(fields);
    var isPlain = !fields.chunk, text = names.map(function (n) { return n + '=' + s.encode(String(fields[n])); }).join('&');
    names.forEach(function (n) { body.append(n, fields[n]); });
    x.open(method, url);
    x.timeout = 12e4;
    x.setRequestHeader('Accept', 'application/json');
    if (isPlain) { x.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded'); }
    x.onloadend = function () {
      if (!job.isOver) { done(x.status, s.json(x.responseText)); }
    };
    job.x = x;
    x.send(isPlain ? text : body);
  }

  /* A file as it stands in the list of its kind. */
  function show(job, text, cls) {
    job.line.textContent = text;
    job.line.className = cls || 'small muted';
    job.bar.value = job.file.size ? job.offset / job.file.size * 100 : 0;
  }
  function tell(job, text) { job.said.textContent = '“' + job.file.name + '”' + text; }
  function sofar(job) { return '已传 ' + size(job.offset) + '/' + size(job.file.size); }

  function settle(job) {
    job.isOver = true;
    job.bar.remove();
    current = 0;
    next();
  }
  function fail(job, text, more) {
    failed++;
    show(job, text, 'emsg');
    job.said.textContent = text;
    if (more) { job.line.append(more); }
    job.button.firstChild.data = '知道了';
    settle(job);
  }
  function finish(job) {
    uploaded++;
    job.offset = job.file.size;
    show(job, '已上传，' + size(job.offset));
    tell(job, '已上传');
    job.button.remove();
    job.input.focus();
    settle(job);
  }

  function judge(job, code, a) {
    if (a.state === 'done') {
      finish(job);
    } else if (code === 422 || a.state === 'refused' || a.state === 'cancelled') {
      fail(job, a.error || '这次上传已经取消，请重新选择文件');
    } else if ((code === 200 || code === 201 || code === 409) && a.offset >= 0) {
      job.url = job.url || job.form.getAttribute('data-upload') + '/' + a.upload;
      job.chunk = a.chunk || job.chunk;
      job.offset = a.offset;
      job.wait = 1;
      send(job);
    } else if (code === 401) {
      fail(job, '登录已到期，请重新登录，再选一次这个文件，从断开的地方接着传。',
        s.link('重新登录', '/signin?next=' + s.encode(location.pathname)));
    } else if (code === 404) {
      fail(job, '这个文件要从头再传，请重新选择');
    } else if (code >= 400 && code < 500 && code !== 429) {
      fail(job, '没能上传，请刷新本页再选一次这个文件');
    } else {
      hold(job);
    }
  }
  function hold(job) { /* the line is down, or the server is */
    if (job.wait === 1) { tell(job, '连接断开，恢复后接着传'); }
    show(job, '连接断开，正在等待网络恢复…' + sofar(job));
    job.timer = setTimeout(start, job.wait * 1000, job);
    job.wait = Math.min(job.wait * 2, 30);
  }
  function send(job) {
    show(job, '正在上传，' + sofar(job));
    ask(job, 'POST', job.url, {
      token: job.fields.token, offset: job.offset, chunk: job.file.slice(job.offset, job.offset + job.chunk)
    }, function (code, a) { judge(job, code, a); });
  }
  function start(job) {
    job.timer = 0;
    ask(job, job.url ? 'GET' : 'POST', job.url || job.form.getAttribute('data-upload'), job.url ? {} : job.fields,
      function (code, a) { judge(job, code, a); });
  }
  function next() {
    if (current) { return; }
    current = queue.shift();
    if (current) {
      kind = current.fields.kind;
      tell(current, '开始上传');
      start(current);
    } else if (uploaded && !failed) { /* the list as the server has it */
      sessionStorage.setItem(KEPT, kind + ' ' + uploaded);
      if (location.search) { location.replace(location.pathname); } else { location.reload(); }
    }
  }

  function cancel(job) {
    var i = queue.indexOf(job), at = job.row.nextElementSibling || job.row.previousElementSibling;
    ((at && at.querySelector('button')) || job.input).focus();
    if (!job.isOver) {
      tell(job, '已取消');
      if (job.url) { ask({}, 'POST', job.url + '/cancel', { token: job.fields.token }, function () { return; }); }
    }
    job.row.remove();
    clearTimeout(job.timer);
    if (i >= 0) { queue.splice(i, 1); }
    if (job === current) {
      job.isOver = true;
      job.x.abort();
      settle(job);
    } else if (job.isOver) {
      failed--;
    }
  }

  function fault(file, form, input) { /* what can be said before anything is sent */
    var max = +form.getAttribute('data-max'), ending = /\.\w+$/.exec(file.name.toLowerCase());
    return !file.size ? '是空文件，请重新选择' :
      !ending || (input.accept + ',').indexOf(ending + ',') < 0 ?
        /pdf/.test(input.accept) ? '不是 PDF 或图片，请转成 PDF 后再选' : '不是 PNG 或 JPG 图片，请转换后再选' :
        file.size > max ? '有 ' + size(file.size) + '，超过 ' + max / 1048576 + ' MB，请压缩，或者分成几份再选' : '';
  }
  function choose(file, form, input, list, said) {
    var row = make('li', 'file'), text = make('div', 'file__n'), bar = make('progress', 'prog'), wrong = fault(file, form, input);
    var job = { file: file, form: form, input: input, row: row, said: said, bar: bar, offset: 0, chunk: 262144, wait: 1,
      line: make('span'), isOver: wrong, fields: {} };
    all('[data-pending]').forEach(function (p) { /* begun before this page was opened */
      if (p.getAttribute('data-name') === file.name && +p.getAttribute('data-size') === file.size) {
        job.url = form.getAttribute('data-upload') + '/' + p.getAttribute('data-pending');
        job.offset = +p.getAttribute('data-offset');
        p.remove();
      }
    });
    bar.max = 100;
    bar.setAttribute('aria-label', file.name + ' 上传进度');
    job.button = s.button(wrong ? '知道了' : '取消上传', 'btn--line', function () {
      cancel(job);
      next();
    });
    job.button.append(make('span', 'vh', file.name));
    text.append(make('b', '', file.name), job.line, wrong ? '' : bar);
    row.append(text, job.button);
    list.append(row);
    if (wrong) {
      failed++;
      show(job, '“' + file.name + '”' + wrong, 'emsg');
      said.textContent = job.line.textContent;
    } else {
      show(job, size(file.size) + (job.offset ? '，' + sofar(job) + '，接着传' : '，还没有上传'));
    }
    form.jobs.push(job);
  }

  all('form[data-upload]').forEach(function (form) {
    var input = form.querySelector('[type=file]'), list = make('ul', 'rows'), said = make('p', 'vh', '', 'status');
    form.jobs = [];
    form.before(list);
    form.append(said);
    on(input, 'change', function () {
      form.jobs.splice(0).forEach(cancel);
      [].forEach.call(input.files, function (f) { choose(f, form, input, list, said); });
    });
    on(d, 'submit', function (e) {
      if (e.target !== form || !input.files.length) { return; }
      e.preventDefault(); /* before site.js marks the form as sent */
      form.jobs.splice(0).forEach(function (job) {
        if (job.isOver) { return; }
        ['token', 'kind', 'replaces', 'caption'].forEach(function (n) {
          job.fields[n] = form.elements[n] ? form.elements[n].value : '';
        });
        job.fields.name = job.file.name;
        job.fields.size = job.file.size;
        queue.push(job);
      });
      input.value = '';
      next();
    }, true);
  });

  on(w, 'online', function () { if (current && current.timer) { clearTimeout(current.timer); start(current); } });
  on(w, 'beforeunload', function (e) {
    if (current) {
      e.preventDefault();
      e.returnValue = '';
    }
  });

  /* After the list was fetched anew: where the person was, and what became of it. */
  (function (kept) {
    var at = kept && (d.getElementById('file-' + kept[0]) || d.getElementById('h-' + kept[0])), said = make('p', 'small', '', 'status');
    sessionStorage.removeItem(KEPT);
    if (!at) { return; }
    d.getElementById('h-' + kept[0]).after(said);
    at.setAttribute('tabindex', at.tabIndex);
    at.focus();
    setTimeout(function () { said.textContent = '已上传 ' + kept[1] + ' 个文件'; }, 100);
  })((sessionStorage.getItem(KEPT) || '').split(' '));
})();
