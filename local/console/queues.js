import { ask } from './api.js';
import { byId, element } from './element.js';
import { showList } from './keyed-list.js';
import { repeat } from './repeat.js';
import { duration } from './time.js';

const pollMs = 2_000;
const deadLetters = '-dead-letters';

/** Shows what lies in the queues, and keeps it true. */
export function startQueues() {
  repeat(async () => {
    const { data } = await ask('GET', '/local/queues');
    showList(byId('queues'), oneRowEach(data), { key: ({ name }) => name, draw: queueRow });
  }, pollMs);
}

/** A queue's dead letters are in its own row; what has only dead letters (the bus, the schedules) gets one as well. */
function oneRowEach(queues) {
  const names = new Set(queues.map(({ name }) => name));
  const own = queues.filter(({ name }) => !name.endsWith(deadLetters));
  const others = queues
    .filter(({ name }) => name.endsWith(deadLetters))
    .map(({ name, waiting }) => ({ name: name.slice(0, -deadLetters.length), dead_letters: waiting }))
    .filter(({ name }) => !names.has(name));
  return [...own, ...others];
}

function queueRow({ name, waiting, delayed, in_flight, oldest_age_seconds, dead_letters }) {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, name),
    number(waiting === undefined ? undefined : waiting + delayed),
    number(in_flight),
    element('td', { class: 'oldest' }, oldest_age_seconds ? duration(oldest_age_seconds) : '–'),
    number(dead_letters, 'wrong'),
  );
}

function number(value, mood = 'some') {
  return element('td', { class: value > 0 ? mood : 'none' }, String(value ?? '–'));
}
