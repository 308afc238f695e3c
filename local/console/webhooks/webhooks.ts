import { askFirst } from '../api/ask-first.ts';
import { apiKeys, ask } from '../api/call.ts';
import type { Answers } from '../api/calls.ts';
import { messageOf } from '../api/message-of.ts';
import { type Repetition, repeat } from '../api/repeat.ts';
import { pollingMs, stage } from '../api/stage.ts';
import { describeWrite } from '../api/write-words.ts';
import { byId, element } from '../elements/element.ts';
import { showList } from '../elements/keyed-list.ts';
import { timeAgo } from '../elements/time.ts';
import { type Deliveries, deliveriesOf } from './deliveries.ts';

type Webhook = Answers['GET /v1/webhooks']['data'][number];

const pollMs = 5_000;
const live = { bearer: apiKeys.live };
const shown = new Map<string, Deliveries>();
let polling: Repetition | undefined;

/** Shows the webhooks and what they were told, and tests one, switches it off or on, or deletes it when asked. They are read while they are in sight. */
export function startWebhooks(): void {
  polling = repeat(async () => {
    if (byId('system').checkVisibility()) await show();
    return undefined;
  }, pollingMs(pollMs));
  window.addEventListener('hashchange', () => polling?.now());
}

async function show(): Promise<void> {
  const { data } = await ask('GET /v1/webhooks', live);
  byId('webhooks-empty').hidden = data.length > 0;
  showList(byId('webhooks'), data, { key: ({ id }) => id, draw: webhookRow });
  const ids = new Set(data.map(({ id }) => id));
  for (const id of shown.keys()) if (!ids.has(id)) shown.delete(id);
  await Promise.all([...shown.values()].map(({ read }) => read()));
}

function webhookRow(webhook: Webhook): HTMLElement {
  const { id, url, events, description, status } = webhook;
  const deliveries = deliveriesOf(webhook, say);
  deliveries.details.open = shown.get(id)?.details.open ?? false;
  shown.set(id, deliveries);
  const isActive = status === 'active';
  return element(
    'li',
    { class: 'waiting-row webhook-row' },
    element(
      'div',
      { class: 'waiting-what' },
      element('p', {}, element('strong', {}, url), description === undefined ? '' : ` ${description}`),
      element('p', { class: 'waiting-why' }, ...standingOf(webhook), wanted(events)),
      deliveries.details,
    ),
    element(
      'p',
      { class: 'waiting-actions' },
      isActive && action('test', 'Test', url, () => change(`${url} is sent a test.`, () => test(id))),
      action('switch', isActive ? 'Disable' : 'Enable', url, () =>
        change(`${url} is ${isActive ? 'disabled' : 'active'}.`, () => setStatus(id, isActive ? 'disabled' : 'active')),
      ),
      action('delete', 'Delete', url, () => remove(webhook)),
    ),
  );
}

function standingOf({ status, disabled_because, failing_since }: Webhook): (Node | string)[] {
  const why = { by_call: 'by a call', gone: 'its receiver is gone', failing: 'it failed for days' };
  if (status === 'disabled') {
    const words = disabled_because === undefined ? status : `${status}: ${why[disabled_because]}`;
    return [element('span', { class: 'status wrong' }, words)];
  }
  if (failing_since === undefined) return [element('span', { class: 'status well' }, status)];
  return [element('span', { class: 'status moving' }, 'failing since'), timeAgo(failing_since)];
}

function wanted(events: readonly string[]): string {
  if (events.includes('*')) return 'wants every event';
  return events.length === 0 ? 'wants what publishes name it for' : `wants ${events.join(', ')}`;
}

function action(does: string, label: string, url: string, press: () => unknown): HTMLElement {
  return element('button', { type: 'button', 'data-does': does, 'aria-label': `${label}: ${url}`, onclick: press }, label);
}

function test(id: string): Promise<unknown> {
  return ask(`POST /v1/webhooks/${id}/test`, live);
}

function setStatus(id: string, status: Webhook['status']): Promise<unknown> {
  return ask(`PATCH /v1/webhooks/${id}`, { ...live, body: { status } });
}

/** A deployed stage asks before each change; the local system only before this one, which cannot be taken back. */
async function remove({ id, url }: Webhook): Promise<void> {
  const operation = `DELETE /v1/webhooks/${id}` as const;
  if (stage.is_local && !(await askFirst(describeWrite(operation, undefined)))) return;
  await change(`${url} is deleted.`, () => ask(operation, live));
}

async function change(done: string, make: () => Promise<unknown>): Promise<void> {
  try {
    await make();
    say(done);
  } catch (error) {
    say(messageOf(error));
  }
  polling?.now();
}

function say(what: string): void {
  byId('webhooks-state').textContent = what;
}
