import { stage } from '../api/stage.ts';
import { byId, element } from '../elements/element.ts';
import { showList } from '../elements/keyed-list.ts';
import { duration } from '../elements/time.ts';
import { showDeadLetters } from './dead-letters.ts';
import { onSystemState, type SystemState } from './system-state.ts';

type QueueState = SystemState['queues'][number];
type FunctionState = SystemState['functions'][number];
type QueueRow = Pick<QueueState, 'name' | 'dead_letters'> & Partial<QueueState>;

const deadLetterQueue = '-dead-letters';

/** Shows what is in the queues, which dead-letter messages there are and how to redrive them, and what the functions do. */
export function startQueues(): void {
  onSystemState(({ queues, functions }) => {
    const rows = oneRowEach(queues);
    showList(byId('queues'), rows, { key: ({ name }) => name, draw: queueRow });
    showList(byId('functions'), functions, { key: ({ name }) => name, draw: functionRow });
    showSum(rows);
  });
}

/** A queue's dead-letter messages are in its own row; what has no queue but those (the bus, the schedules) gets a row as well. */
function oneRowEach(queues: QueueState[]): QueueRow[] {
  const names = new Set(queues.map(({ name }) => name));
  const own = queues.filter(({ name }) => !name.endsWith(deadLetterQueue));
  const others = queues
    .filter(({ name }) => name.endsWith(deadLetterQueue))
    .map(({ name, waiting }) => ({ name: name.slice(0, -deadLetterQueue.length), dead_letters: waiting }))
    .filter(({ name }) => !names.has(name));
  return [...own, ...others];
}

function queueRow({ name, waiting, delayed = 0, in_flight, oldest_age_seconds, dead_letters }: QueueRow): HTMLElement {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, name),
    number(waiting === undefined ? undefined : waiting + delayed),
    number(in_flight),
    element('td', { class: 'none' }, oldest_age_seconds ? duration(oldest_age_seconds) : '–'),
    deadLetterCell(name, dead_letters),
  );
}

/** How many there are, as a button that shows them. */
function deadLetterCell(name: string, count: number | undefined): HTMLElement {
  if (count === undefined || count === 0) return number(count);
  const press = () => showDeadLetters(name);
  const button = element(
    'button',
    { type: 'button', 'data-does': 'show', 'aria-label': `Show ${count} of ${name}`, onclick: press },
    String(count),
  );
  return element('td', { class: 'wrong' }, button);
}

function functionRow({ name, busy, invocations, cold_starts, failures }: FunctionState): HTMLElement {
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

function showSum(rows: QueueRow[]): void {
  const failed = rows.filter(({ dead_letters = 0 }) => dead_letters > 0);
  const total = failed.reduce((sum, { dead_letters = 0 }) => sum + dead_letters, 0);
  byId('dead-letters').hidden = failed.length === 0;
  byId('dead-letter-count').textContent =
    total === 1 ? 'There is a dead-letter message.' : `There are ${total} dead-letter messages.`;
  byId('dead-letter-commands').textContent = failed
    .flatMap(({ name }) =>
      ['show', 'redrive'].map((command) => `npm run bellhop -- dlq ${command} ${name} --stage ${stage.name}`),
    )
    .join('\n');
}

function number(value: number | undefined, tone = 'some'): HTMLElement {
  return element('td', { class: value !== undefined && value > 0 ? tone : 'none' }, String(value ?? '–'));
}
