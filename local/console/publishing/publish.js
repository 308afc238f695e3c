import { apiKeys, ask } from '../api/call.js';
import { startSimulating } from '../dry-run/dry-run.js';
import { copyButton } from '../elements/copy-button.js';
import { byId } from '../elements/element.js';
import { clearProblems, showProblems } from '../elements/problems.js';
import { waiting } from '../scheduling/waiting-store.js';
import { users } from '../users/users.js';
import { curlLine } from './curl.js';
import { showHistory } from './history.js';
import { showFailure } from './publish-failure.js';
import { preparePublishForm, readPublishForm } from './publish-form.js';
import { addPublished } from './published.js';
import { forgetNewUser, nameRecipients, offerUsers } from './recipients.js';
import { startWhen } from './when.js';

/** Brings the publish form to life. */
export function startPublishing() {
  const form = byId('publish-form');
  preparePublishForm();
  offerUsers('ada');
  startWhen();
  startSimulating(form);
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
  nameRecipients();
  button.ariaBusy = 'true'; // not disabled, which would take the focus away
  try {
    const { request, key } = readPublishForm();
    const answer = await ask('POST', '/v1/notifications', { bearer: apiKeys[key], body: request });
    addPublished({ request, key, answer });
    showHistory();
    showProblems(form, answer.refused);
    if (answer.refused.length === 0) forgetNewUser();
    users.look();
    waiting.look();
  } catch (error) {
    showFailure(form, error, 'Could not publish');
  } finally {
    button.ariaBusy = 'false';
  }
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
