import { apiKeys, ask } from '../api/call.ts';
import type { Answers } from '../api/calls.ts';
import { messageOf } from '../api/message-of.ts';
import { actionButton, element } from '../elements/element.ts';
import { showList } from '../elements/keyed-list.ts';
import { whenIn } from '../elements/time.ts';

type Webhook = Answers['GET /v1/webhooks']['data'][number];
type Delivery = Answers[`GET /v1/webhooks/${string}/deliveries?${string}`]['data'][number];

const live = { bearer: apiKeys.live };
const tones = { delivered: 'well', failed: 'wrong', pending: 'moving' } as const;

/** What a webhook was told, which is read while somebody has it open; `read` reads it again. */
export type Deliveries = { details: HTMLDetailsElement; read: () => Promise<void> };

/** Shows the last deliveries of a webhook, each with what its receiver answered, and sends one again when asked; `say` is told of that. */
export function deliveriesOf({ id, url }: Webhook, say: (what: string) => void): Deliveries {
  const list = element('ol', { class: 'deliveries', 'aria-label': `Deliveries to ${url}` });
  const none = element('p', { class: 'hint' });
  const details = element(
    'details',
    { class: 'schedule-details', ontoggle: () => void read() },
    element('summary', { 'data-does': 'deliveries' }, 'Deliveries'),
    none,
    list,
  );

  async function read(): Promise<void> {
    if (!details.open) return;
    try {
      const { data } = await ask(`GET /v1/webhooks/${id}/deliveries?limit=20`, live);
      none.textContent = data.length === 0 ? 'nothing in the last five days' : '';
      showList(list, data, { key: (delivery) => delivery.id, draw: deliveryRow });
    } catch (error) {
      none.textContent = messageOf(error);
    }
  }

  function deliveryRow(delivery: Delivery): HTMLElement {
    const { id: event, status, attempts, created_at, next_attempt_at } = delivery;
    const isPending = status === 'pending';
    const replay = actionButton('replay', 'Replay', () => isPending || void sendAgain(event));
    if (isPending) replay.ariaDisabled = 'true'; // not `disabled`, which would lose the focus of who has just pressed it
    replay.setAttribute('aria-label', `Replay: ${delivery.event.type} ${event}`);
    return element(
      'li',
      {},
      element('time', { datetime: created_at }, whenIn(created_at)),
      element('code', { class: 'chip' }, delivery.event.type),
      element('span', { class: `status ${tones[status]}` }, status),
      element('span', {}, answersOf(attempts)),
      isPending && next_attempt_at !== undefined && element('span', { class: 'hint' }, `next ${whenIn(next_attempt_at)}`),
      replay,
    );
  }

  async function sendAgain(event: string): Promise<void> {
    try {
      await ask(`POST /v1/webhooks/${id}/deliveries/${event}/replay`, live);
      say(`${event} is sent again.`);
    } catch (error) {
      say(messageOf(error));
    }
    await read();
  }

  return { details, read };
}

/** What the receiver answered each time, the last time last. */
function answersOf(attempts: Delivery['attempts']): string {
  return attempts.map(({ status, error }) => String(status ?? error)).join(', ');
}
