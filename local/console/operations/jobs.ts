import { ask } from '../api/call.ts';
import type { Answers } from '../api/calls.ts';
import { messageOf } from '../api/message-of.ts';
import { type Repetition, repeat } from '../api/repeat.ts';
import { pollingMs } from '../api/stage.ts';
import { byId, element } from '../elements/element.ts';
import { readInstant, shortcuts } from '../elements/instant.ts';
import { showList } from '../elements/keyed-list.ts';
import { timeAgo, whenIn } from '../elements/time.ts';
import { waiting } from '../scheduling/waiting-store.ts';
import { idsInOutbox, showJobResults } from './job-results.ts';

type Job = Answers['GET /local/jobs']['data'][number];

const pollMs = 5_000;
const running = new Set<string>();
let polling: Repetition | undefined;

/** Shows the jobs that crons run, and runs one when asked: now, or as if it were another time. */
export function startJobs(): void {
  shortcuts(byId('run-at', HTMLInputElement), byId('run-at-shortcuts'));
  polling = repeat(async () => {
    const { data } = await ask('GET /local/jobs');
    showList(byId('jobs'), data, { key: ({ name }) => name, draw: jobRow });
  }, pollingMs(pollMs));
}

/** Runs a job as if it were `time`, or now, and shows what it sent. */
export async function runJob(job: string, time: string | undefined): Promise<void> {
  if (running.has(job)) return;
  running.add(job);
  const asOf = time === undefined ? '' : ` as of ${whenIn(time)}`;
  say(`${job} is running${asOf}…`);
  byId('job-results').replaceChildren();
  try {
    const before = await idsInOutbox();
    const { result } = await ask('POST /local/run', { body: { job, ...(time !== undefined && { time }) } });
    const handled = result?.handled ?? 0;
    say(`${job} is done${asOf}. ${handledText(handled)}`);
    waiting.refresh();
    showJobResults(before, handled).catch((error) => say(`${job}: ${messageOf(error)}`));
  } catch (error) {
    say(`${job}: ${messageOf(error)}`);
  }
  running.delete(job);
  polling?.now();
  waiting.refresh();
}

function jobRow({ name, schedule, next_run_at, last_succeeded_at, last_count, overdue }: Job): HTMLElement {
  const run = () => runJob(name, readInstant(byId('run-at', HTMLInputElement)));
  return element(
    'tr',
    {},
    element('th', { scope: 'row', title: schedule }, name),
    element('td', {}, last_succeeded_at ? timeAgo(last_succeeded_at) : element('span', { class: 'hint' }, 'never')),
    element('td', {}, last_count === undefined ? '–' : String(last_count)),
    element(
      'td',
      { class: 'next' },
      overdue && element('span', { class: 'status wrong' }, 'overdue'),
      ' ',
      next_run_at ? timeAgo(next_run_at) : '–',
    ),
    element(
      'td',
      { class: 'only-local' },
      element('button', { type: 'button', 'data-does': 'run', 'aria-label': `Run ${name}`, onclick: run }, 'Run'),
    ),
  );
}

function handledText(count: number): string {
  if (count === 0) return 'There was nothing to do.';
  return count === 1 ? '1 item was handled.' : `${count} items were handled.`;
}

function say(text: string): void {
  byId('jobs-state').textContent = text;
}
