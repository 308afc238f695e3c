import type { Answers } from '../api/calls.ts';
import { actionButton, element } from '../elements/element.ts';
import { timeAgo } from '../elements/time.ts';

/** An API key as it is listed. */
export type Key = Answers['GET /local/keys']['data'][number];

/** Shows a key: what it is for, what it may do, since when there is it; `revoke` is called when asked. */
export function keyRow(key: Key, revoke: () => unknown): HTMLElement {
  const { id, name, created_at, revoked_at, is_own } = key;
  const button = revoked_at === undefined && is_own === undefined && actionButton('revoke', 'Revoke', revoke);
  if (button) button.setAttribute('aria-label', `Revoke ${name}, ${id}`);
  return element(
    'li',
    { class: 'key-row' },
    element(
      'div',
      {},
      element('p', {}, element('strong', {}, name), ' ', element('code', { class: 'hint' }, id)),
      element('p', { class: 'hint' }, `${describeRights(key)}; made `, timeAgo(created_at)),
    ),
    element('p', { class: 'key-standing' }, ...standingOf(key)),
    button,
  );
}

/** Says what whoever has a key may do. */
function describeRights({ kind, tenant }: Pick<Key, 'kind' | 'tenant'>): string {
  const calls = `makes the calls of a server${tenant === undefined ? '' : `, for the tenant ${tenant} alone`}`;
  return kind === 'live' ? calls : `${calls}, and sends nothing`;
}

function standingOf({ kind, revoked_at, is_own }: Key): (Node | string)[] {
  if (revoked_at === undefined) return [element('span', { class: 'status well' }, is_own ? `${kind}, of this console` : kind)];
  const hasEnded = new Date(revoked_at) <= new Date();
  const word = hasEnded ? 'revoked' : `${kind}, ends`;
  return [element('span', { class: `status ${hasEnded ? 'wrong' : 'moving'}` }, word), ' ', timeAgo(revoked_at)];
}
