import { element } from '../elements/element.js';
import { onUsers } from './users.js';

/** Fills a `select` with the known users and keeps it so; calls `choose` with the one that is chosen. */
export function userChoice(select, first, choose) {
  select.append(element('option', {}, first));
  onUsers((ids) => {
    const chosen = select.value;
    select.replaceChildren(...new Set([...ids, chosen]).values().map((id) => element('option', { selected: id === chosen }, id)));
  });
  select.addEventListener('change', () => choose(select.value));
}
