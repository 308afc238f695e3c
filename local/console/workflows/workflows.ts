import { ask } from '../api/call.ts';
import type { Answers } from '../api/calls.ts';
import { messageOf } from '../api/message-of.ts';
import { repeat } from '../api/repeat.ts';
import type { DryRunChannel } from '../api/types.ts';
import { channelNames } from '../delivery/channels.ts';
import { byId, element } from '../elements/element.ts';
import { showList } from '../elements/keyed-list.ts';
import { makeTabs } from '../elements/tabs.ts';
import { linkToLog, linkToWorkflow } from '../route.ts';
import type { Screen } from './on-screen.ts';
import { drawPreviews, readPreviews } from './previews.ts';
import { drawSteps } from './steps.ts';

type Workflow = Answers['GET /local/workflows']['data'][number];

let workflows: Workflow[] = [];
let chosen: string | undefined;
let asked = 0;
let shown: DryRunChannel[] = [];
let screen: Screen = 'light';

/** Lists the workflows, and shows how one reads on every channel, in a language, on a light or dark screen, wide or narrow. */
export function startWorkflows(): void {
  const polling = repeat(async () => {
    ({ data: workflows } = await ask('GET /local/workflows'));
    polling.stop(); // they change with a restart only
    showList(byId('workflow-list'), workflows, { key: ({ key }) => key, draw: listRow });
    if (location.hash.startsWith('#workflows')) openWorkflow(chosen);
    return undefined;
  });
  byId('preview-form').addEventListener('submit', (event) => {
    event.preventDefault();
    void preview();
  });
  byId('preview-language').addEventListener('change', () => void preview());
  byId('preview-batch').addEventListener('change', () => void preview());
  byId('preview-variant').addEventListener('change', () => void preview());
  makeTabs(byId('preview-screen'), (chosen) => {
    screen = chosen === 'dark' ? 'dark' : 'light';
    draw();
  });
  makeTabs(byId('preview-width'), (width) => {
    byId('previews').dataset.width = width;
  });
}

/** Shows one, or the first. */
export function openWorkflow(key: string | undefined): void {
  chosen = key;
  const workflow = workflows.find((one) => one.key === key) ?? workflows[0];
  byId('workflow-shown').hidden = workflow === undefined;
  if (workflow === undefined) return;
  for (const link of byId('workflow-list').querySelectorAll('a'))
    if (link.hash === linkToWorkflow(workflow.key)) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  if (byId('workflow-shown').dataset.key === workflow.key) return;
  byId('workflow-shown').dataset.key = workflow.key;
  byId('workflow-title').textContent = workflow.key;
  byId('workflow-about').textContent = workflow.description ?? '';
  byId('workflow-facts').replaceChildren(...facts(workflow));
  byId('workflow-steps').hidden = workflow.steps === undefined;
  byId('workflow-steps').replaceChildren(...drawSteps(workflow.steps ?? {}));
  byId('preview-batch-field').hidden = workflow.steps?.batch === undefined;
  byId('preview-batch', HTMLInputElement).value = '';
  const choices = variantChoices(workflow);
  byId('preview-variant-field').hidden = choices.length === 0;
  byId('preview-variant').replaceChildren(...choices);
  byId('preview-data', HTMLTextAreaElement).value = JSON.stringify(workflow.example, undefined, 2);
  void preview();
}

function listRow({ key, category }: Workflow): HTMLElement {
  return element('li', {}, element('a', { href: linkToWorkflow(key) }, key, element('span', { class: 'hint' }, category)));
}

function variantChoices({ experiment }: Workflow): HTMLElement[] {
  if (experiment === undefined || experiment.winner !== undefined) return []; // then all get the same
  const named = experiment.variants.map(({ variant }) => element('option', {}, variant));
  return [element('option', { value: '' }, 'any'), ...named];
}

/** The variants with their weights, and what decides about the rest of the users. */
function experimentText({ variants, holdout, winner }: NonNullable<Workflow['experiment']>): string {
  const weights = variants.map(({ variant, weight }) => `${variant} ${weight}`).join(', ');
  const held = holdout === undefined ? '' : `; ${holdout} % of all users get nothing`;
  return `variants by weight: ${weights}${held}${winner === undefined ? '' : `; it has ended, all get ${winner}`}`;
}

function facts({ key, category, priority, channels, required, track_email: tracked, experiment }: Workflow): HTMLElement[] {
  const rows = {
    Category: `${category}${required ? ', which nobody can switch off' : ''}`,
    Priority: priority,
    Channels: channels.map((channel) => channelNames[channel]).join(', '),
    ...(tracked !== undefined && { 'E-mail tracking': `${tracked.join(' and ')} (trackEmail)` }),
    ...(experiment !== undefined && { Experiment: `${experiment.id}, ${experimentText(experiment)}` }),
    History: element('a', { href: linkToLog({ workflow: key }) }, 'its notifications'),
  };
  return Object.entries(rows).flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]);
}

async function preview(): Promise<void> {
  asked += 1;
  const round = asked;
  const workflow = workflows.find(({ key }) => key === byId('workflow-shown').dataset.key);
  if (workflow === undefined) return;
  say('Reading…');
  try {
    const data = JSON.parse(byId('preview-data', HTMLTextAreaElement).value);
    const language = byId('preview-language', HTMLInputElement).value.trim();
    const variant = byId('preview-variant', HTMLSelectElement).value; // '' while there is none to choose
    const batchOf = Number(byId('preview-batch', HTMLInputElement).value); // 0 for one that is none
    const found = await readPreviews({ ...workflow, data, language, variant, batchOf });
    if (round !== asked) return;
    say('');
    shown = found;
    draw();
  } catch (error) {
    if (round !== asked) return;
    say(error instanceof SyntaxError ? `The data is not JSON: ${error.message}` : messageOf(error));
  }
}

function draw(): void {
  byId('previews').dataset.screen = screen;
  byId('previews').replaceChildren(...drawPreviews(shown, screen));
}

function say(text: string): void {
  byId('preview-state').textContent = text;
}
