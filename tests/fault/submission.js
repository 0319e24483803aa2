// submission.js - a unit on its way to the submit button, for tests that then pull the plug.
'use strict';
const H = require('../support/harness.js');

// Signs in and goes through the pages as a person does, up to the form whose POST submits the nomination.
// Returns { client, ref, action, fields }.
async function readyToSubmit(send, host, who) {
  const client = new H.Client(send, { host });
  await H.signIn(client, who);
  const list = await client.open('/nominations');
  const ref = (list.path.match(/^\/nominations\/([^/?]+)/) || list.text().match(/href="\/nominations\/([^"/?]+)/) || [])[1];
  if (!ref) throw new Error(`${who.login}: no nomination at /nominations`);
  return { client, ref, ...(await submitForm(client, ref)) };
}

async function submitForm(client, ref) {
  const page = await client.open(`/nominations/${ref}/check`);
  const form = H.formsOf(page.text(), page.path).find((f) => f.action.endsWith('/submit'));
  if (!form) throw new Error(`no submit form at /nominations/${ref}/check (status ${page.status})`);
  // A confirmation that the page asks for is given.
  const boxes = form.controls.filter((c) => c.kind === 'checkbox' && c.name && !c.checked).map((c) => [c.name, c.value]);
  return { action: form.action, fields: [...form.fields, ...boxes] };
}

// The receipt number that a receipt page shows.
function receiptOf(html) {
  const text = H.decodeText(html.replace(/<[^>]*>/g, ' '));
  const found = text.match(/[A-Z]{1,8}(?:-?\d{4})?-\d{4}\b/);
  return found ? found[0] : '';
}

module.exports = { readyToSubmit, submitForm, receiptOf };
