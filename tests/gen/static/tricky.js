/* tricky.js - says the same before and after it was shortened. */
(function () {
  'use strict';
  var out = [], length = 3, regex = /a[/'"]\/+/g, string = 'it\'s "var x" // no comment', e = 'outer'; // a comment
  function name(first, second) {
    var out = first + +second, object = { first: second, second: first, name: name.length };
    return [out, object.first, object.second, object.name].join('-') + '/* not a comment */';
  }
  function inner(a) {
    function innermost(b) { return a + b + length; }
    return innermost(a++ + ++a) - -a;
  }
  function rest() {
    var t = 'kept', n = 0, list = ['x', 'y'], i;
    for (i = 0; i < list.length; i++) { n += list[i].length; }
    for (var key in { alpha: 1, beta: 2 }) { t += key; }
    try { throw new Error(t); } catch (e) { var hoisted = e.message; t = hoisted + n; }
    return function () { return t + (n ? e : i) + hoisted; };
  }
  out.push(name(1, '2'), inner(4), rest()(), string, 'b/a/\'//'.replace(regex, '_'), 4 / 2 / 1, typeof undeclared);
  out.push([1, 2, 3].map(function (x) { return x > 1 ? { x: x }.x : x; }).join());
  out.push(function () { return [].slice.call(arguments, 1)[0]; }(0, 'args'));
  console.log(out.join('\n'));
})();
