import type { apiKeys } from '../api/call.ts';
import type { Priority, PublishRequest } from '../api/types.ts';
import { offerComparisons, readAudienceFields } from '../broadcasts/audience-fields.ts';
import { channelNames, channels } from '../delivery/channels.ts';
import { byId, element } from '../elements/element.ts';
import { namesOf, oneOf } from '../elements/one-of.ts';
import { readRecipients } from './recipients.ts';
import { readWhen } from './when.ts';
import { exampleData, offerWorkflows } from './workflow-choice.ts';

/** What the form says: the body of the call, and which kind of key makes it. */
export type Publish = { key: keyof typeof apiKeys; request: PublishRequest };

/** What the data cannot be sent as: it is not a JSON object. */
export class DataUnreadable extends Error {}

const priorities: Readonly<Record<Priority, string>> = { low: 'low', normal: 'normal', high: 'high', urgent: 'urgent' };

/** Fills the form with what can be published, and the data with an example when another workflow is chosen. */
export function preparePublishForm(): void {
  byId('priority').append(...namesOf(priorities).map((priority) => element('option', {}, priority)));
  byId('channel-choices').append(...channels.map(channelBox));
  offerComparisons();
  offerWorkflows(showFields);
  byId('publish-form').addEventListener('change', showChoices);
  showChoices();
}

/**
 * Reads the form.
 * @throws DataUnreadable when the JSON cannot be read.
 */
export function readPublishForm(): Publish {
  const fields = formData();
  const priority = chosenPriority();
  const chosen = chosenChannels(fields);
  return {
    key: fields.get('key') === 'test' ? 'test' : 'live',
    request: {
      workflow: chosenWorkflow() || byId('other-workflow', HTMLInputElement).value,
      ...readAudience(),
      data: isMessage() ? readMessage() : readJson(),
      ...(priority !== undefined && { priority }),
      ...(chosen.length > 0 && { channels: chosen }),
      ...readWhen(),
    },
  };
}

function readAudience(): Pick<PublishRequest, 'topic' | 'recipients' | 'audience' | 'rate_per_minute'> {
  if (isTo('topic')) return { topic: byId('topic', HTMLInputElement).value.trim() };
  if (isTo('audience')) return readAudienceFields();
  return { recipients: readRecipients().map(({ recipient }) => recipient) };
}

function showFields(): void {
  const example = exampleData(chosenWorkflow());
  byId('other-workflow').hidden = chosenWorkflow() !== '';
  byId('message-fields').hidden = !isMessage();
  byId('json-field').hidden = isMessage();
  if (isMessage()) for (const name of ['title', 'body', 'url']) messageField(name).value = String(example[name] ?? '');
  else byId('json', HTMLTextAreaElement).value = JSON.stringify(example, undefined, 2);
}

/** What folded parts of the form hold is said beside their names. */
function showChoices(): void {
  const fields = formData();
  for (const to of ['users', 'topic', 'audience'] as const) byId(`to-${to}`).hidden = !isTo(to);
  const parts = [chosenPriority(), chosenChannels(fields).join(', '), fields.get('key') === 'test' && 'test key'];
  byId('how-summary').textContent = parts.filter(Boolean).join(' · ') || 'as the workflow says';
}

function channelBox(channel: keyof typeof channelNames): HTMLElement {
  const box = element('input', { type: 'checkbox', name: 'channel', value: channel });
  return element('label', { class: 'choice' }, box, element('span', {}, channelNames[channel]));
}

function formData(): FormData {
  return new FormData(byId('publish-form', HTMLFormElement));
}

function isTo(whom: 'users' | 'topic' | 'audience'): boolean {
  return formData().get('to') === whom;
}

function chosenWorkflow(): string {
  return byId('workflow', HTMLSelectElement).value;
}

function chosenPriority(): Priority | undefined {
  return oneOf(priorities, byId('priority', HTMLSelectElement).value);
}

function chosenChannels(fields: FormData) {
  return fields.getAll('channel').flatMap((value) => oneOf(channelNames, String(value)) ?? []);
}

function isMessage(): boolean {
  return chosenWorkflow() === 'message';
}

function messageField(name: string): HTMLInputElement | HTMLTextAreaElement {
  return name === 'body' ? byId('message-body', HTMLTextAreaElement) : byId(`message-${name}`, HTMLInputElement);
}

function readMessage(): Record<string, string> {
  const [title, body, url] = ['title', 'body', 'url'].map((name) => messageField(name).value);
  return { title: title ?? '', body: body ?? '', ...(url && { url }) };
}

function readJson(): Record<string, unknown> {
  try {
    return JSON.parse(byId('json', HTMLTextAreaElement).value);
  } catch (error) {
    throw new DataUnreadable(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
