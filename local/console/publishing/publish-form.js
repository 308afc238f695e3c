import { byId } from '../elements/element.js';
import { readRecipients } from './recipients.js';
import { readWhen } from './when.js';
import { exampleData, offerWorkflows } from './workflow-choice.js';

/** What the data cannot be sent as: it is not a JSON object. */
export class DataUnreadable extends Error {}

/** Fills the form with what can be published, and the data with an example when another workflow is chosen. */
export function preparePublishForm() {
  offerWorkflows(showFields);
  byId('publish-form').addEventListener('change', showChoices);
  showChoices();
}

/** Whether it goes to a topic. */
export function isToTopic() {
  return new FormData(byId('publish-form')).get('to') === 'topic';
}

/**
 * What the form says: the body of the call, and which kind of key makes it.
 * @throws DataUnreadable when the JSON cannot be read.
 */
export function readPublishForm() {
  const fields = new FormData(byId('publish-form'));
  const priority = byId('priority').value;
  const channels = fields.getAll('channel');
  const to = isToTopic()
    ? { topic: byId('topic').value.trim() }
    : { recipients: readRecipients().map(({ recipient }) => recipient) };
  return {
    key: fields.get('key'),
    request: {
      workflow: byId('workflow').value || byId('other-workflow').value,
      ...to,
      data: isMessage() ? readMessage() : readJson(),
      ...(priority !== '' && { priority }),
      ...(channels.length > 0 && { channels }),
      ...readWhen(),
    },
  };
}

function showFields() {
  const { value } = byId('workflow');
  byId('other-workflow').hidden = value !== '';
  byId('message-fields').hidden = !isMessage();
  byId('json-field').hidden = isMessage();
  if (isMessage()) fillMessage(exampleData());
  else byId('json').value = JSON.stringify(exampleData(), undefined, 2);
}

/** What folded parts of the form hold is said beside their names. */
function showChoices() {
  const fields = new FormData(byId('publish-form'));
  byId('to-people').hidden = isToTopic();
  byId('to-topic').hidden = !isToTopic();
  const said = [byId('priority').value, fields.getAll('channel').join(', '), fields.get('key') === 'test' && 'test key'];
  byId('how-said').textContent = said.filter(Boolean).join(' · ') || 'as the workflow says';
}

function isMessage() {
  return byId('workflow').value === 'message';
}

function fillMessage({ title, body, url = '' }) {
  byId('message-title').value = title;
  byId('message-body').value = body;
  byId('message-url').value = url;
}

function readMessage() {
  const url = byId('message-url').value;
  return { title: byId('message-title').value, body: byId('message-body').value, ...(url !== '' && { url }) };
}

function readJson() {
  try {
    return JSON.parse(byId('json').value);
  } catch (error) {
    throw new DataUnreadable(error.message, { cause: error });
  }
}
