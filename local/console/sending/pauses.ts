import { ask } from '../api/call.ts';
import type { Answers } from '../api/calls.ts';
import { messageOf } from '../api/message-of.ts';
import { listedChannels } from '../delivery/channels.ts';
import { actionButton, byId, element } from '../elements/element.ts';
import { showList } from '../elements/keyed-list.ts';
import { whenIn } from '../elements/time.ts';
import { linkToWorkflow } from '../route.ts';
import { describeUntil } from './describe-until.ts';

type Paused = Answers['GET /local/paused']['data'][number];
type PausedItem = Answers['GET /v1/health/paused']['data'][number];
/** What can be paused, and whether it is. */
type Row = { queue: string; name: string; pause: Paused | undefined };

/** The queues of each channel that is sent, by what goes through them; the first of a channel's stands for all of it. */
const pausable = listedChannels
  .filter(({ is_sent }) => is_sent)
  .flatMap(({ many, queues }) =>
    queues.map(({ name: queue }, place) => ({ queue, name: place === 0 ? `All ${many}` : `Digests and ${many} to topics` })),
  );

let changed = () => {};

/** Has `reread` called once something was paused or resumed. */
export function startPauses(reread: () => void): void {
  changed = reread;
}

/** Shows what goes out and what waits, and pauses or resumes it when asked. */
export function showPauses(paused: readonly Paused[]): void {
  const rows: Row[] = pausable.map(({ queue, name }) => ({ queue, name, pause: paused.find((one) => one.queue === queue) }));
  showList(byId('pauses'), rows, { key: ({ queue }) => queue, draw });
}

/** Shows the workflows and providers that are paused, and resumes one when asked: a workflow lets go what it holds. */
export function showPausedWorkflows(items: readonly PausedItem[]): void {
  const paused = items.filter(({ workflow, provider }) => workflow !== undefined || provider !== undefined);
  const draw = (item: PausedItem) =>
    item.workflow === undefined ? drawProvider(item) : drawWorkflow({ ...item, workflow: item.workflow });
  showList(byId('paused-workflows'), paused, { key: ({ workflow, provider }) => workflow ?? `by ${provider}`, draw });
}

/** Shows one of several providers that is paused by itself: another sends meanwhile. */
function drawProvider({ provider = '', why, since, until }: PausedItem): HTMLElement {
  const title = listedChannels.flatMap(({ providers }) => providers).find(({ name }) => name === provider)?.title ?? provider;
  const when = `${since === undefined ? '' : ` since ${whenIn(since)}`}${untilText(until)}`;
  return element(
    'li',
    { class: 'suppression' },
    element('p', { class: 'log-what' }, `By ${title}`),
    element('span', { class: 'status wrong' }, `held back${when}`),
    actionButton('resume', 'Resume', () =>
      change(() => ask(`DELETE /local/paused-providers/${encodeURIComponent(provider)}`), `${title} sends again.`),
    ),
    element('p', { class: 'hint' }, why),
  );
}

function drawWorkflow({ workflow, why, since }: PausedItem & { workflow: string }): HTMLElement {
  return element(
    'li',
    { class: 'suppression' },
    element('p', { class: 'log-what' }, 'Workflow ', element('a', { href: linkToWorkflow(workflow) }, workflow)),
    element('span', { class: 'status wrong' }, since === undefined ? 'held back' : `held back since ${whenIn(since)}`),
    actionButton('resume', 'Resume', () =>
      change(() => letGo(workflow), `${workflow} goes out again, and what it held follows.`),
    ),
    element('p', { class: 'hint' }, why),
  );
}

function letGo(workflow: string): Promise<unknown> {
  return ask(`DELETE /local/paused-workflows/${encodeURIComponent(workflow)}`);
}

function draw({ queue, name, pause }: Row): HTMLElement {
  const since = pause?.since === undefined ? '' : ` since ${whenIn(pause.since)}`;
  const until = untilText(pause?.until);
  return element(
    'li',
    { class: 'suppression' },
    element('p', { class: 'log-what' }, name),
    element('span', { class: `status ${pause ? 'wrong' : 'well'}` }, pause ? `held back${since}${until}` : 'going out'),
    pause
      ? actionButton('pause', 'Resume', () => change(() => ask(`DELETE /local/pauses/${queue}`), `${name} go out again.`))
      : actionButton('pause', 'Pause', () => change(() => hold(queue), `${name} wait.`)),
    pause && element('p', { class: 'hint' }, pause.why),
  );
}

/** A pause that ran out lasts until a message has tried. */
function untilText(until: string | undefined): string {
  return until === undefined ? '' : describeUntil(until, whenIn(until), new Date());
}

function hold(queue: string): Promise<unknown> {
  const why = byId('pause-why', HTMLInputElement).value.trim() || 'the owner has paused it';
  return ask(`PUT /local/pauses/${queue}`, { body: { why } });
}

async function change(make: () => Promise<unknown>, done: string): Promise<void> {
  byId('pauses-state').textContent = await make().then(() => done, messageOf);
  changed();
}
