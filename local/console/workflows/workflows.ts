import { ask, Problem } from '../api/call.ts';
import type { Answers } from '../api/calls.ts';
import { messageOf } from '../api/message-of.ts';
import { repeat } from '../api/repeat.ts';
import { byId, element } from '../elements/element.ts';
import { showList } from '../elements/keyed-list.ts';
import { clearProblems, showProblems } from '../elements/problems.ts';
import { makeTabs, showTab, tab } from '../elements/tabs.ts';
import { linkToWorkflow } from '../route.ts';
import { drawFault } from './fault.ts';
import type { Screen } from './on-screen.ts';
import { drawPreviews, type Previews, readPreviews } from './previews.ts';
import { drawSteps } from './steps.ts';
import { facts, variantChoices, type Workflow } from './workflow-facts.ts';

type Listed = Answers['GET /local/workflows'];

/** How often a workflow that was saved is looked for: a preview of it is there well within two seconds. */
const lookMs = 400;
const whileAwayMs = 3000;
/** How long nobody types before the data are shown. */
const typingMs = 400;

let workflows: Workflow[] = [];
let chosen: string | undefined;
let edition: number | undefined;
let asked = 0;
let shown: Previews | undefined;
let screen: Screen = 'light';

/** Lists the workflows, and shows how one reads on every channel, in a language, on a light or dark screen, wide or narrow. What is saved meanwhile is shown at once. */
export function startWorkflows(): void {
  const polling = repeat(async () => {
    const listed = await ask('GET /local/workflows');
    if (listed.edition === undefined) polling.stop(); // a deployed stage has others after a deploy only
    if (listed.edition !== edition || workflows.length === 0) takeUp(listed);
    return location.hash.startsWith('#workflows') ? lookMs : whileAwayMs;
  });
  addEventListener('hashchange', polling.now);
  startForm(byId('preview-form', HTMLFormElement));
}

/** Draws what was listed, and what is open anew; what is wrong with what was saved stands above it. */
function takeUp(listed: Listed): void {
  const isFirst = edition === undefined;
  workflows = listed.data;
  edition = listed.edition;
  showList(byId('workflow-list'), workflows, { key: ({ key }) => key, draw: listRow });
  byId('workflow-fault').hidden = listed.fault === undefined;
  byId('workflow-fault').replaceChildren(...(listed.fault ? drawFault(listed.fault) : []));
  if (!location.hash.startsWith('#workflows')) return;
  openWorkflow(chosen);
  if (!isFirst && listed.fault === undefined) void preview();
}

function startForm(form: HTMLFormElement): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void preview();
  });
  let typing: number | undefined;
  byId('preview-data').addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(preview, typingMs);
  });
  byId('preview-example').addEventListener('click', () => {
    byId('preview-data', HTMLTextAreaElement).value = exampleOf(shownWorkflow());
    void preview();
  });
  for (const id of ['preview-language', 'preview-batch', 'preview-variant'])
    byId(id).addEventListener('change', () => void preview());
  makeTabs(byId('preview-languages'), (language) => {
    byId('preview-language', HTMLInputElement).value = language;
    void preview();
  });
  makeTabs(byId('preview-screen'), (name) => {
    screen = name === 'dark' ? 'dark' : 'light';
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
  const isOther = byId('workflow-shown').dataset.key !== workflow.key;
  byId('workflow-shown').dataset.key = workflow.key;
  drawFacts(workflow);
  if (!isOther) return;
  byId('preview-batch', HTMLInputElement).value = '';
  byId('preview-language', HTMLInputElement).value = '';
  byId('preview-data', HTMLTextAreaElement).value = exampleOf(workflow);
  void preview();
}

function drawFacts(workflow: Workflow): void {
  const example = exampleOf(workflow);
  const typed = byId('preview-data', HTMLTextAreaElement);
  if (typed.value === typed.dataset.example) typed.value = example; // it was edited in its file, and not here
  typed.dataset.example = example;
  byId('workflow-title').textContent = workflow.key;
  byId('workflow-about').textContent = workflow.description ?? '';
  byId('workflow-facts').replaceChildren(...facts(workflow));
  byId('workflow-steps').hidden = workflow.steps === undefined;
  byId('workflow-steps').replaceChildren(...drawSteps(workflow.steps ?? {}));
  byId('preview-batch-field').hidden = workflow.steps?.batch === undefined;
  const choices = variantChoices(workflow);
  byId('preview-variant-field').hidden = choices.length === 0;
  byId('preview-variant').replaceChildren(...choices);
  const { languages = [] } = workflow;
  byId('preview-languages').hidden = languages.length < 2;
  byId('preview-languages').replaceChildren(...languages.map((language) => tab(language, language)));
}

function exampleOf(workflow: Workflow | undefined): string {
  return JSON.stringify(workflow?.example, undefined, 2) ?? '';
}

function shownWorkflow(): Workflow | undefined {
  return workflows.find(({ key }) => key === byId('workflow-shown').dataset.key);
}

function listRow({ key, category }: Workflow): HTMLElement {
  return element('li', {}, element('a', { href: linkToWorkflow(key) }, key, element('span', { class: 'hint' }, category)));
}

async function preview(): Promise<void> {
  asked += 1;
  const round = asked;
  const workflow = shownWorkflow();
  if (workflow === undefined) return;
  const form = byId('preview-form', HTMLFormElement);
  say('Reading…');
  try {
    const data = JSON.parse(byId('preview-data', HTMLTextAreaElement).value);
    const language = byId('preview-language', HTMLInputElement).value.trim();
    const variant = byId('preview-variant', HTMLSelectElement).value; // '' while there is none to choose
    const batchOf = Number(byId('preview-batch', HTMLInputElement).value); // 0 for one that is none
    showTab(byId('preview-languages'), language === '' ? (workflow.languages?.[0] ?? '') : language);
    const found = await readPreviews({ ...workflow, data, language, variant, batchOf });
    if (round !== asked) return;
    clearProblems(form);
    say('');
    shown = found;
    draw();
  } catch (error) {
    if (round !== asked) return;
    clearProblems(form);
    sayWhatIsWrong(form, error);
  }
}

/** Names the fields that are wrong beside the data; what is shown stays. */
function sayWhatIsWrong(form: HTMLFormElement, error: unknown): void {
  if (error instanceof SyntaxError)
    error = new Problem(400, { errors: [{ pointer: '/data', detail: `not JSON: ${error.message}` }] });
  const typing = document.activeElement;
  const unplaced = error instanceof Problem ? showProblems(form, error.errors) : [];
  if (typing instanceof HTMLElement) typing.focus(); // whoever types goes on
  const isPlaced = error instanceof Problem && error.errors.length > unplaced.length;
  say(isPlaced ? 'The data is not as it must be; below is what was shown before.' : messageOf(error));
}

function draw(): void {
  byId('previews').dataset.screen = screen;
  byId('previews').replaceChildren(...(shown ? drawPreviews(shown, screen) : []));
}

function say(text: string): void {
  byId('preview-state').textContent = text;
}
