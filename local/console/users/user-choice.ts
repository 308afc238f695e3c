import { element } from '../elements/element.ts';
import { onUsers } from './users.ts';

/** Fills a `select` with the known users and keeps it so; calls `choose` with the one that is chosen. */
export function userChoice(select: HTMLSelectElement, first: string | undefined, choose: (user: string) => void): void {
  select.append(element('option', {}, first ?? ''));
  onUsers((ids) => {
    const chosen = select.value;
    const known = [...new Set([...ids, chosen])];
    select.replaceChildren(...known.map((id) => element('option', { selected: id === chosen }, id)));
  });
  select.addEventListener('change', () => choose(select.value));
}
