import { byId, element } from './element.js';
import { readRecipients } from './recipients.js';
import { workflows } from './workflows.js';

/** What the data cannot be sent as: it is not a JSON object. */
export class DataUnreadable extends Error {}

/** Fills the form with what can be published, and the data with an example when another workflow is chosen. */
export function preparePublishForm() {
  const choice = byId('workflow');
  choice.append(...workflows.map(({ key }) => element('option', {}, key)), element('option', { value: '' }, 'Another one…'));
  choice.addEventListener('change', showFields);
  showFields();
}

/**
 * What the form says: the body of the call, and which kind of key makes it.
 * @throws DataUnreadable when the JSON cannot be read.
 */
export function readPublishForm() {
  const form = byId('publish-form');
  const fields = new FormData(form);
  const priority = byId('priority').value;
  const channels = fields.getAll('channel');
  return {
    key: fields.get('key'),
    request: {
      workflow: byId('workflow').value || byId('other-workflow').value,
      recipients: readRecipients().map(({ recipient }) => recipient),
      data: isMessage() ? readMessage() : readJson(),
      ...(priority !== '' && { priority }),
      ...(channels.length > 0 && { channels }),
    },
  };
}

function showFields() {
  const { value } = byId('workflow');
  const example = workflows.find(({ key }) => key === value)?.example ?? {};
  byId('other-workflow').hidden = value !== '';
  byId('message-fields').hidden = !isMessage();
  byId('json-field').hidden = isMessage();
  if (isMessage()) fillMessage(example);
  else byId('json').value = JSON.stringify(example, undefined, 2);
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
