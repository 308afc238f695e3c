import { apiKeys, ask } from '../api/call.ts';
import type { Answers, BodyOf } from '../api/calls.ts';
import { messageOf } from '../api/message-of.ts';
import { byId, element } from '../elements/element.ts';
import { linkToNotification } from '../route.ts';

type Request = BodyOf<'POST /v1/notifications/cancel'>;
type Canceled = Answers['POST /v1/notifications/cancel']['canceled'];

let changed = () => {};

/** Cancels all that was published with a key, when asked; `reread` is called after each cancel. */
export function startCanceling(reread: () => void): void {
  changed = reread;
  byId('cancel-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const key = byId('cancel-key', HTMLInputElement).value.trim();
    if (key !== '') void cancel({ cancellation_key: key });
  });
}

/** Cancels one notification. */
export async function cancelOne(id: string): Promise<void> {
  await cancel({ id });
}

/** Shows what was still in time and what was not; what one answer leaves over is canceled by the next. */
async function cancel(what: Request): Promise<void> {
  const canceled: Canceled = [];
  const tooLate: Canceled = [];
  try {
    let cursor: string | undefined;
    do {
      const body = { ...what, ...(cursor !== undefined && { cursor }) };
      const answer = await ask('POST /v1/notifications/cancel', { bearer: apiKeys.live, body });
      canceled.push(...answer.canceled);
      tooLate.push(...answer.too_late);
      cursor = answer.next_cursor;
    } while (cursor !== undefined);
    say(listed('canceled', 'well', canceled), listed('too late', 'wrong', tooLate));
    if (canceled.length + tooLate.length === 0) say('Nothing with that key is waiting. What is published with it later is sent.');
  } catch (error) {
    say(messageOf(error));
  }
  changed();
}

function listed(label: string, tone: string, notifications: Canceled): Node | string {
  if (notifications.length === 0) return '';
  return element(
    'span',
    { class: 'canceled' },
    element('span', { class: `status ${tone}` }, `${notifications.length} ${label}`),
    ...notifications
      .slice(0, 5)
      .map(({ id, channels }) =>
        element('a', { href: linkToNotification(id) }, channels === undefined ? 'not processed yet' : channels.join(', ')),
      ),
  );
}

function say(...nodes: (Node | string)[]): void {
  byId('cancel-state').replaceChildren(...nodes);
}
