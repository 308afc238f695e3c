import { apiKeys, ask } from './api.js';
import { copyButton } from './copy-button.js';
import { curlLine } from './curl.js';
import { byId, element } from './element.js';
import { clearProblems, showProblems } from './problems.js';
import { DataUnreadable, preparePublishForm, readPublishForm } from './publish-form.js';
import { addPublished } from './published.js';
import { forgetNewUser, offerUsers, readRecipients } from './recipients.js';
import { lookForUsers } from './users.js';

/** Brings the publish form to life. */
export function startPublishing() {
  const form = byId('publish-form');
  preparePublishForm();
  offerUsers('ada');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void publish(form);
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  showCurl(form);
}

async function publish(form) {
  const button = byId('publish-button');
  if (button.ariaBusy === 'true') return;
  clearProblems(form);
  byId('publish-problem').hidden = true;
  nameRecipients();
  button.ariaBusy = 'true'; // not disabled, which would take the focus away
  try {
    const { request, key } = readPublishForm();
    const answer = await ask('POST', '/v1/notifications', { bearer: apiKeys[key], body: request });
    addPublished({ request, key, answer });
    showProblems(form, answer.refused);
    if (answer.refused.length === 0) forgetNewUser();
    lookForUsers();
  } catch (error) {
    showFailure(form, error);
  } finally {
    button.ariaBusy = 'false';
  }
}

/** A refusal points at the n-th recipient, or at one field of it: so each chosen one is told which it is. */
function nameRecipients() {
  for (const place of byId('publish-form').querySelectorAll('[data-pointer^="/recipients/"]')) place.dataset.pointer = '';
  for (const [index, { place }] of readRecipients().entries()) {
    place.dataset.pointer = `/recipients/${index}`;
    for (const field of place.querySelectorAll('[data-field]'))
      field.dataset.pointer = `/recipients/${index}/${field.dataset.field}`;
  }
}

function showFailure(form, error) {
  if (error instanceof DataUnreadable) {
    showProblems(form, [{ pointer: '/data', detail: error.message }]);
    return;
  }
  const homeless = showProblems(form, error.errors ?? []);
  const box = byId('publish-problem');
  box.replaceChildren(
    element('strong', {}, error.title ?? 'Could not publish'),
    element('p', {}, error.message),
    ...homeless.map(({ pointer, detail }) => element('p', {}, element('code', {}, pointer || '/'), ` ${detail}`)),
    element('p', { class: 'hint' }, error.code === undefined ? '' : `${error.status} ${error.code}`),
  );
  box.hidden = false;
}

function showCurl(form) {
  const code = byId('curl-line');
  byId('curl').append(copyButton('Copy the curl line', () => code.textContent));

  function write() {
    try {
      code.textContent = curlLine(readPublishForm());
    } catch (error) {
      code.textContent = `# the data is not JSON: ${error.message}`;
    }
  }
  form.addEventListener('input', write);
  form.addEventListener('change', write);
  byId('curl').addEventListener('toggle', write);
}
