import { ask } from '../api/call.js';
import { repeat } from '../api/repeat.js';
import { byId, element } from '../elements/element.js';
import { readInstant, shortcuts } from '../elements/instant.js';
import { showList } from '../elements/keyed-list.js';
import { timeAgo, whenIn } from '../elements/time.js';
import { waiting } from '../scheduling/waiting-store.js';
import { outboxNow, showWentOut } from './job-results.js';

const pollMs = 5_000;
const running = new Set();
let polling;

/** Shows the jobs that crons run, and runs one when asked: now, or as if it were another time. */
export function startJobs() {
  shortcuts(byId('run-at'), byId('run-at-shortcuts'));
  polling = repeat(async () => {
    const { data } = await ask('GET', '/local/jobs');
    showList(byId('jobs'), data, { key: ({ name }) => name, draw: jobRow });
  }, pollMs);
}

/** Runs a job as if it were `time`, or now, and shows what went out. */
export async function runJob(job, time) {
  if (running.has(job)) return;
  running.add(job);
  const asOf = time === undefined ? '' : ` as of ${whenIn(time)}`;
  say(`${job} is running${asOf}…`);
  byId('went-out').replaceChildren();
  try {
    const before = await outboxNow();
    const { result } = await ask('POST', '/local/run', { body: { job, ...(time !== undefined && { time }) } });
    say(`${job} is done${asOf}. ${handled(result?.handled)}`);
    waiting.look();
    showWentOut(before, result?.handled ?? 0).catch((error) => say(`${job}: ${error.message}`));
  } catch (error) {
    say(`${job}: ${error.message}`);
  }
  running.delete(job);
  polling.now();
  waiting.look();
}

function jobRow({ name, schedule, next_run_at, last_succeeded_at }) {
  return element(
    'tr',
    {},
    element('th', { scope: 'row', title: schedule }, name),
    element('td', {}, last_succeeded_at ? timeAgo(last_succeeded_at) : element('span', { class: 'hint' }, 'never')),
    element('td', { class: 'next' }, next_run_at ? timeAgo(next_run_at) : '–'),
    element(
      'td',
      {},
      element(
        'button',
        {
          type: 'button',
          'data-does': 'run',
          'aria-label': `Run ${name}`,
          onclick: () => runJob(name, readInstant(byId('run-at'))),
        },
        'Run',
      ),
    ),
  );
}

function handled(count) {
  return count === undefined || count === 0
    ? 'There was nothing to do.'
    : count === 1
      ? '1 item was handled.'
      : `${count} items were handled.`;
}

function say(text) {
  byId('jobs-state').textContent = text;
}
