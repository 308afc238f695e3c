import type { WorkflowAnswer } from '../../../contract/message-log/lists.ts';
import type { Comparison } from '../../../contract/statistics/comparison.ts';
import type { StatisticsAnswer } from '../../../contract/statistics/statistics.ts';
import { apiKeys, ask, watchedFetch } from '../api/call.ts';
import { messageOf } from '../api/message-of.ts';
import { type Repetition, repeat } from '../api/repeat.ts';
import { pollingMs } from '../api/stage.ts';
import { byId, element } from '../elements/element.ts';
import { showCards } from './cards.ts';
import { showExperiments } from './experiments.ts';
import { showPlots } from './plots.ts';
import { showTable } from './table.ts';

const pollMs = 5_000;
const dayMs = 86_400_000;
let reading: Repetition | undefined;
let workflows: readonly WorkflowAnswer[] = [];

/** Shows what was counted while its part is looked at, and again when something else is chosen. */
export function startStatistics(): void {
  const controls = byId('statistics-controls', HTMLFormElement);
  controls.addEventListener('submit', (event) => event.preventDefault());
  controls.addEventListener('change', () => reading?.now());
  byId('statistics-by').addEventListener('change', () => reading?.now());
  byId('statistics-csv').addEventListener('click', () => download().catch(say));
  window.addEventListener('hashchange', () => reading?.now());
  offerWorkflows().catch(say);
  reading = repeat(async () => {
    if (location.hash !== '#statistics') return undefined;
    await show().catch(say);
    return undefined;
  }, pollingMs(pollMs));
}

async function show(): Promise<void> {
  const chosen = byId('statistics-by', HTMLSelectElement).value;
  const byDay = await read('day');
  const byChannel = await read('channel');
  const rows = chosen === 'day' ? byDay : chosen === 'channel' ? byChannel : await read(chosen);
  say('');
  showCards(byId('statistics-cards'), byChannel, byId('statistics-channel', HTMLSelectElement).value);
  showPlots(byDay);
  showTable(rows);
  showExperiments(await compareVariants(), workflows);
}

/** Of the workflow that is chosen, or of each that has an experiment. */
async function compareVariants(): Promise<Comparison[]> {
  const chosen = byId('statistics-workflow', HTMLSelectElement).value;
  const asked = chosen === '' ? workflows.filter(({ experiment }) => experiment).map(({ key }) => key) : [chosen];
  const answers = await Promise.all(asked.map((workflow) => read('variant', { workflow })));
  return answers.flatMap(({ experiments = [] }) => experiments);
}

function read(by: string, more: Record<string, string> = {}): Promise<StatisticsAnswer> {
  const query = queryFor(by);
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return ask(`GET /v1/statistics?${query}`, { bearer: apiKeys.live });
}

function queryFor(by: string): URLSearchParams {
  const query = new URLSearchParams({ by });
  const days = Number(byId('statistics-days', HTMLSelectElement).value);
  query.set('from', new Date(Date.now() - (days - 1) * dayMs).toISOString().slice(0, 10));
  for (const name of ['workflow', 'channel']) {
    const { value } = byId(`statistics-${name}`, HTMLSelectElement);
    if (value !== '') query.set(name, value);
  }
  return query;
}

async function offerWorkflows(): Promise<void> {
  ({ data: workflows } = await ask('GET /local/workflows'));
  byId('statistics-workflow').append(...workflows.map(({ key }) => element('option', { value: key }, key)));
  const channels = await ask('GET /local/channels');
  byId('statistics-channel').append(...channels.data.map(({ name, title }) => element('option', { value: name }, title)));
}

/** Saves what the table shows. A link could not carry the key. */
async function download(): Promise<void> {
  const query = queryFor(byId('statistics-by', HTMLSelectElement).value);
  query.set('format', 'csv');
  const answer = await watchedFetch(`/v1/statistics?${query}`, { headers: { Authorization: `Bearer ${apiKeys.live}` } });
  const file = URL.createObjectURL(await answer.blob());
  element('a', { href: file, download: `statistics-${query.get('from')}.csv` }).click();
  URL.revokeObjectURL(file);
}

function say(what: unknown): void {
  byId('statistics-state').textContent = what === '' ? '' : messageOf(what);
}
