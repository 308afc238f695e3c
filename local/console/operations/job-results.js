import { ask } from '../api/call.js';
import { byId, element, icon } from '../elements/element.js';
import { chooseSent } from '../outbox/outbox.js';
import { linkToSent } from '../route.js';

const patienceMs = 60_000; // through the queue, rendered and sent, on a busy machine too
const lookMs = 250;
/** What was in the outbox before the run that is looked at. */
let latest;

/** The ids of what has been sent so far. */
export async function outboxNow() {
  const { data } = await ask('GET', '/local/outbox');
  return new Set(data.map(({ id }) => id));
}

/**
 * Lists what a job has set going, as it goes out, and opens the first of it in the outbox. What was handled may send nothing: a digest
 * of which everything has been read. Ends when it has seen as much as was handled, or the next run is looked at.
 */
export async function showWentOut(before, handled) {
  latest = before;
  const giveUpAt = Date.now() + patienceMs;
  for (let shown = 0; shown < handled && Date.now() < giveUpAt; await rest()) {
    const { data } = await ask('GET', '/local/outbox');
    if (latest !== before) return;
    const fresh = data.filter(({ id }) => !before.has(id));
    if (fresh.length === shown) continue;
    byId('went-out').replaceChildren(...fresh.map(row));
    if (shown === 0) chooseSent(fresh[0].id);
    shown = fresh.length;
  }
}

function row({ id, channel, subject, text, to }) {
  return element(
    'li',
    {},
    element('a', { href: linkToSent(id) }, icon(channel), subject ?? text),
    element('span', { class: 'hint' }, ` to ${to}`),
  );
}

function rest() {
  return new Promise((done) => {
    setTimeout(done, lookMs);
  });
}
