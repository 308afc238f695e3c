import { ask } from '../api/call.ts';
import type { Answers } from '../api/calls.ts';
import { repeat } from '../api/repeat.ts';
import { byId, element } from '../elements/element.ts';

let workflows: Answers['GET /local/workflows']['data'] = [];

/** Offers the workflows that there are, and any other by its key; calls `choose` whenever one is chosen. */
export function offerWorkflows(choose: () => void): void {
  const choice = byId('workflow');
  const other = element('option', { value: '' }, 'Another one…');
  choice.addEventListener('change', choose);
  const polling = repeat(async () => {
    const { data } = await ask('GET /local/workflows');
    polling.stop(); // they change with a restart only
    workflows = data;
    choice.replaceChildren(...data.map(({ key }) => element('option', {}, key)), other);
    choose();
  });
}

/** Data that fit a workflow, as it says itself. */
export function exampleData(workflow: string): Record<string, unknown> {
  return workflows.find(({ key }) => key === workflow)?.example ?? {};
}
