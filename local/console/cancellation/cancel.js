import { apiKeys, ask } from '../api/call.js';
import { byId, element } from '../elements/element.js';
import { linkToNotification } from '../route.js';
import { waiting } from '../scheduling/waiting-store.js';

/** Cancels all that was published with a key, when asked. */
export function startCanceling() {
  byId('cancel-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const key = byId('cancel-key').value.trim();
    if (key !== '') void cancel({ cancellation_key: key });
  });
}

/** Cancels one notification. */
export async function cancelOne(id) {
  await cancel({ id });
}

/** Shows what was still in time and what was not; what one answer leaves over is canceled by the next. */
async function cancel(what) {
  const canceled = [];
  const tooLate = [];
  try {
    let cursor;
    do {
      const body = { ...what, ...(cursor !== undefined && { cursor }) };
      const answer = await ask('POST', '/v1/notifications/cancel', { bearer: apiKeys.live, body });
      canceled.push(...answer.canceled);
      tooLate.push(...answer.too_late);
      cursor = answer.next_cursor;
    } while (cursor !== undefined);
    say(listed('canceled', 'well', canceled), listed('too late', 'wrong', tooLate));
    if (canceled.length + tooLate.length === 0) say('Nothing with that key is waiting. What is published with it later is sent.');
  } catch (error) {
    say(error.errors?.[0]?.detail ?? error.message);
  }
  waiting.look();
}

function listed(label, mood, notifications) {
  if (notifications.length === 0) return '';
  return element(
    'span',
    { class: 'canceled' },
    element('span', { class: `status ${mood}` }, `${notifications.length} ${label}`),
    ...notifications
      .slice(0, 5)
      .map(({ id, channels }) =>
        element('a', { href: linkToNotification(id) }, channels === undefined ? 'not processed yet' : channels.join(', ')),
      ),
  );
}

function say(...said) {
  byId('cancel-state').replaceChildren(...said);
}
