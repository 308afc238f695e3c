import { ask } from '../api/call.js';
import { repeat } from '../api/repeat.js';
import { byId, element } from '../elements/element.js';

let workflows = [];

/** Offers the workflows that there are, and any other by its key; calls `choose` whenever one is chosen. */
export function offerWorkflows(choose) {
  const choice = byId('workflow');
  const other = element('option', { value: '' }, 'Another one…');
  choice.addEventListener('change', choose);
  const polling = repeat(async () => {
    const { data } = await ask('GET', '/local/workflows');
    polling.stop(); // they change with a restart only
    workflows = data;
    choice.replaceChildren(...data.map(({ key }) => element('option', {}, key)), other);
    choose();
  });
}

/** Data that fit the chosen workflow, as it says itself. */
export function exampleData() {
  return workflows.find(({ key }) => key === byId('workflow').value)?.example ?? {};
}
