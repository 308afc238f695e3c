import { apiKeys, ask } from '../api/call.ts';
import { stage } from '../api/stage.ts';
import { countFirst } from '../broadcasts/count-first.ts';
import { startDryRuns } from '../dry-run/dry-run.ts';
import { copyButton } from '../elements/copy-button.ts';
import { byId } from '../elements/element.ts';
import { clearProblems, showProblems } from '../elements/problems.ts';
import { linkToLog } from '../route.ts';
import { waiting } from '../scheduling/waiting-store.ts';
import { users } from '../users/users.ts';
import { curlLine } from './curl.ts';
import { showHistory } from './history.ts';
import { showFailure } from './publish-failure.ts';
import { preparePublishForm, readPublishForm } from './publish-form.ts';
import { addPublished } from './published.ts';
import { clearNewUser, nameRecipients, offerUsers } from './recipients.ts';
import { startWhen } from './when.ts';

/** Brings the publish form to life. */
export function startPublishing(): void {
  const form = byId('publish-form', HTMLFormElement);
  preparePublishForm();
  offerUsers(stage.is_local ? 'ada' : undefined);
  startWhen();
  startDryRuns(form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void publish(form);
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  showCurl(form);
  for (const id of ['publish-button', 'dry-run-button']) byId(id, HTMLButtonElement).disabled = false; // a click before would be lost
}

async function publish(form: HTMLFormElement): Promise<void> {
  const button = byId('publish-button');
  if (button.ariaBusy === 'true') return;
  clearProblems(form);
  nameRecipients();
  button.ariaBusy = 'true'; // not disabled, which would take the focus away
  try {
    const { request, key } = readPublishForm();
    const isBroadcast = request.audience !== undefined;
    if (isBroadcast && !(await countFirst({ request, key }))) return;
    const answer = await ask('POST /v1/notifications', { bearer: apiKeys[key], body: request, isAskedAbout: isBroadcast });
    addPublished({ request, key }, answer);
    if (isBroadcast) location.hash = linkToLog({ request: answer.id }); // how far it is, and where it is stopped
    if (stage.is_local) showHistory();
    showProblems(form, answer.refused);
    if (answer.refused.length === 0) clearNewUser();
    users.refresh();
    waiting.refresh();
  } catch (error) {
    showFailure(form, error, 'Could not publish');
  } finally {
    button.ariaBusy = 'false';
  }
}

function showCurl(form: HTMLFormElement): void {
  const code = byId('curl-line');
  byId('curl').append(copyButton('Copy the curl line', () => code.textContent));

  function write(): void {
    try {
      code.textContent = curlLine(readPublishForm());
    } catch (error) {
      code.textContent = `# the data is not JSON: ${error instanceof Error ? error.message : error}`;
    }
  }
  form.addEventListener('input', write);
  form.addEventListener('change', write);
  byId('curl').addEventListener('toggle', write);
}
