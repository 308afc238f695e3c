import { ask } from './api.js';
import { byId, element } from './element.js';
import { startFaults } from './faults.js';
import { startJobs } from './jobs.js';
import { showList } from './keyed-list.js';
import { repeat } from './repeat.js';
import { duration } from './time.js';

const pollMs = 2_000;

/** Shows the queues, the jobs and the faults, and keeps them true. */
export function startSystem() {
  startJobs();
  startFaults();
  repeat(async () => {
    const { data } = await ask('GET', '/local/queues');
    showList(byId('queues'), data, { key: ({ name }) => name, draw: queueRow });
  }, pollMs);
}

function queueRow({ name, waiting, delayed = 0, in_flight, oldest_age_seconds, dead_letters = 0 }) {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, name),
    number(waiting + delayed),
    number(in_flight),
    element('td', {}, oldest_age_seconds ? duration(oldest_age_seconds) : '–'),
    number(dead_letters, 'wrong'),
  );
}

function number(value, mood = 'some') {
  return element('td', { class: value > 0 ? mood : 'none' }, String(value));
}
