import { ask } from './api.js';
import { byId, element, icon } from './element.js';
import { chooseSent } from './outbox.js';
import { linkToSent } from './route.js';

const patienceMs = 8_000; // through the queue, rendered and sent
const lookMs = 250;

/** The ids of what has been sent so far. */
export async function outboxNow() {
  const { data } = await ask('GET', '/local/outbox');
  return new Set(data.map(({ id }) => id));
}

/** Waits for what a job has set going, lists it, and opens the newest in the outbox. A job that handled nothing sends nothing. */
export async function showWentOut(before, handled) {
  if (handled === 0) return;
  const giveUpAt = Date.now() + patienceMs;
  for (let fresh = []; fresh.length === 0 && Date.now() < giveUpAt; await rest()) {
    const { data } = await ask('GET', '/local/outbox');
    fresh = data.filter(({ id }) => !before.has(id));
    if (fresh.length === 0) continue;
    byId('went-out').replaceChildren(...fresh.map(row));
    chooseSent(fresh[0].id);
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
