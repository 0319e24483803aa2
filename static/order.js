/* order.js - a list put in order by dragging its rows.  Loaded after site.js by the page of the recommendation list
 * alone; numbers and buttons do the same without it.  Chromium 86, ES5 syntax. */
(function () {
  'use strict';
  var d = document, s = window.site, all = s.all, make = s.make, on = s.on;

  all('[data-order] tbody').forEach(function (body) {
    var said = make('p', 'small soft', '', 'status'), held, from;
    function rows() { return all('tr', body); }
    function box(row) { return row.querySelector('input'); }
    function name(row) { return row.querySelector('th a').textContent; }
    function number() {
      rows().forEach(function (row, i) { box(row).value = i + 1; });
    }

    /* The row that the pointer is over gives way as soon as its middle is passed. */
    function move(e) {
      rows().some(function (row) {
        var r = row.getBoundingClientRect(), middle = r.top + r.height / 2;
        var isBefore = row.compareDocumentPosition(held) & Node.DOCUMENT_POSITION_FOLLOWING;
        if (row === held || (isBefore ? e.clientY > middle : e.clientY < middle)) { return false; }
        body.insertBefore(held, isBefore ? row : row.nextSibling);
        return true;
      });
    }
    function drop(isKept) {
      if (!held) { return; }
      if (!isKept) { body.insertBefore(held, rows().filter(function (row) { return row !== held; })[from]); }
      held.classList.remove('is-held');
      if (rows().indexOf(held) !== from) {
        number();
        s.dirty = true;
        said.textContent = '“' + name(held) + '”现在排第 ' + box(held).value + '，共 ' + rows().length + ' 个。还没有保存，请点“保存顺序”。';
      }
      held = undefined;
    }

    if (rows().length < 2 || !box(rows()[0])) { return; }
    rows().forEach(function (row) {
      var grip = make('span', 'grip');
      grip.title = '按住拖动，调整顺序';
      grip.setAttribute('aria-hidden', 'true');
      box(row).before(grip);
      on(grip, 'pointerdown', function (e) {
        if (e.button) { return; }
        e.preventDefault();
        held = row;
        from = rows().indexOf(row);
        row.classList.add('is-held');
      });
    });
    /* On the document: a row that moves in it loses what it had captured. */
    on(d, 'pointermove', function (e) { if (held) { move(e); } });
    on(d, 'pointerup', function () { drop(true); });
    on(d, 'pointercancel', function () { drop(false); });
    on(d, 'keydown', function (e) { if (e.key === 'Escape') { drop(false); } });
    body.closest('table').after(said);
  });
}());
