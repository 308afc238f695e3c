import { ask } from './api.js';
import { byId, element } from './element.js';
import { showList } from './keyed-list.js';
import { repeat } from './repeat.js';
import { timeAgo } from './time.js';

const pollMs = 5_000;
const running = new Set();
let polling;

/** Shows the jobs that crons run, and runs one when asked. */
export function startJobs() {
  polling = repeat(async () => {
    const { data } = await ask('GET', '/local/jobs');
    showList(byId('jobs'), data, { key: ({ name }) => name, draw: jobRow });
  }, pollMs);
}

function jobRow({ name, schedule, next_run_at, last_succeeded_at }) {
  return element(
    'tr',
    {},
    element('th', { scope: 'row', title: schedule }, name),
    element('td', {}, last_succeeded_at ? timeAgo(last_succeeded_at) : element('span', { class: 'hint' }, 'never')),
    element('td', { class: 'next' }, next_run_at ? timeAgo(next_run_at) : '–'),
    element('td', {}, element('button', { type: 'button', 'data-does': 'run', onclick: () => run(name) }, 'Run now')),
  );
}

async function run(job) {
  if (running.has(job)) return;
  running.add(job);
  say(`${job} is running…`);
  try {
    await ask('POST', '/local/run', { body: { job } });
    say(`${job} is done.`);
  } catch (error) {
    say(`${job}: ${error.message}`);
  }
  running.delete(job);
  polling.now();
}

function say(text) {
  byId('jobs-state').textContent = text;
}
