import { byId, element } from '../elements/element.js';
import { showList } from '../elements/keyed-list.js';
import { duration } from '../elements/time.js';
import { onSystemState } from './system-state.js';

const deadLetters = '-dead-letters';

/** Shows what lies in the queues, which dead letters there are and how to bring them back, and what the functions do. */
export function startQueues() {
  onSystemState(({ queues, functions }) => {
    const rows = oneRowEach(queues);
    showList(byId('queues'), rows, { key: ({ name }) => name, draw: queueRow });
    showList(byId('functions'), functions, { key: ({ name }) => name, draw: functionRow });
    showDead(rows.filter(({ dead_letters }) => dead_letters > 0));
  });
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
    element('td', { class: 'none' }, oldest_age_seconds ? duration(oldest_age_seconds) : '–'),
    number(dead_letters, 'wrong'),
  );
}

function functionRow({ name, busy, invocations, cold_starts, failures }) {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, name),
    number(busy),
    number(invocations),
    number(cold_starts),
    number(failures, 'wrong'),
  );
}

function showDead(rows) {
  byId('dead').hidden = rows.length === 0;
  const total = rows.reduce((sum, { dead_letters }) => sum + dead_letters, 0);
  byId('dead-said').textContent = total === 1 ? 'There is a dead letter.' : `There are ${total} dead letters.`;
  byId('dead-commands').textContent = rows
    .flatMap(({ name }) => ['show', 'redrive'].map((deed) => `npm run bellhop -- dlq ${deed} ${name} --stage local`))
    .join('\n');
}

function number(value, mood = 'some') {
  return element('td', { class: value > 0 ? mood : 'none' }, String(value ?? '–'));
}
