import type { Recipient } from '../api/types.ts';
import { listedChannels } from '../delivery/channels.ts';
import { byId, element } from '../elements/element.ts';
import { showList } from '../elements/keyed-list.ts';
import { onUsers } from '../users/users.ts';

const mostOffered = 12; // those beyond are found by typing

/** What of a user is their address on a channel. */
const addresses = listedChannels.flatMap(({ address }) => address ?? []);

let known: string[] = [];
let ticked = new Set<string>();

/** Offers known users to publish to: all while they are few, else those that are chosen and those that a search finds. `first` is ticked from the start. */
export function offerUsers(first: string | undefined): void {
  ticked = new Set(first === undefined ? [] : [first]);
  byId('new-user-fields').append(...addresses.map(addressInput));
  onUsers((ids) => {
    known = ids;
    draw();
  });
  searchField().addEventListener('input', draw);
  searchField().addEventListener('keydown', tickFirstFound);
  byId('known-users').addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement) tick(target.value, target.checked);
  });
}

/** Who is chosen, in the order they are sent: what to send for each, and where on the page they are. */
export function readRecipients(): { recipient: Recipient; place: HTMLElement }[] {
  const chosen = tickedBoxes().map((box) => ({ recipient: box.value, place: box.closest('label') ?? box }));
  const [id, timezone] = [newUserField('id'), newUserField('timezone')];
  const given = addresses.flatMap(({ field, is_list }) => {
    const typed = newUserField(field);
    return typed === '' ? [] : [[field, is_list ? typed.split(/[\s,]+/) : typed]];
  });
  if (id === '' && given.length === 0) return chosen;

  const recipient = { id, ...Object.fromEntries(given), ...(timezone !== '' && { timezone }) };
  return [...chosen, { recipient, place: byId('new-user') }];
}

/** Empties the fields for a new user, who is by now a known one. */
export function clearNewUser(): void {
  const fields = byId('new-user', HTMLDetailsElement);
  for (const field of fields.querySelectorAll('input')) field.value = '';
  fields.open = false;
}

/** A refusal points at the n-th recipient, or at one field of it: so each chosen one is told which it is. */
export function nameRecipients(): void {
  for (const place of byId('publish-form').querySelectorAll<HTMLElement>('[data-pointer^="/recipients/"]'))
    place.dataset.pointer = '';
  for (const [index, { place }] of readRecipients().entries()) {
    place.dataset.pointer = `/recipients/${index}`;
    for (const field of place.querySelectorAll<HTMLElement>('[data-field]'))
      field.dataset.pointer = `/recipients/${index}/${field.dataset.field}`;
  }
}

function addressInput({ field, noun, wanted }: (typeof addresses)[number]): HTMLElement {
  const attributes = {
    id: `new-${field}`,
    title: wanted,
    placeholder: wanted.split('like ').at(-1),
    autocomplete: 'off',
    spellcheck: 'false',
  };
  const label = noun.charAt(0).toUpperCase() + noun.slice(1);
  return element('label', { 'data-field': field, 'data-pointer': '' }, label, element('input', attributes));
}

function draw(): void {
  const isMany = known.length > mostOffered;
  const chosen = known.filter((id) => ticked.has(id));
  const others = found().slice(0, mostOffered);
  const shown = isMany ? [...chosen, ...others] : known;
  showList(
    byId('known-users'),
    shown.map((id) => ({ id, isTicked: ticked.has(id) })),
    { key: ({ id }) => id, draw: userBox },
  );
  searchField().hidden = !isMany;
  byId('found-users').hidden = !isMany;
  byId('found-users').textContent = foundText(found().length - others.length, chosen.length);
}

/** Who is not chosen yet and fits what is typed. */
function found(): string[] {
  const typed = searchField().value.trim().toLowerCase();
  return known.filter((id) => !ticked.has(id) && id.toLowerCase().includes(typed));
}

function foundText(hidden: number, chosen: number): string {
  const others =
    hidden > 0 ? `${hidden} more: type part of a name to find them.` : found().length === 0 ? 'Nobody else matches.' : '';
  return `${chosen} of ${known.length} chosen. ${others}`;
}

/** Enter in the search chooses the first that was found, and does not publish. */
function tickFirstFound(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const [first] = found();
  if (first === undefined || searchField().value.trim() === '') return;
  searchField().value = '';
  tick(first, true);
  draw();
  byId('publish-form').dispatchEvent(new Event('change')); // the curl line goes by it
}

function tick(id: string, isTicked: boolean): void {
  if (isTicked) ticked.add(id);
  else ticked.delete(id);
}

function userBox({ id, isTicked }: { id: string; isTicked: boolean }): HTMLElement {
  return element(
    'label',
    { class: 'choice' },
    element('input', { type: 'checkbox', name: 'user', value: id, checked: isTicked, 'data-does': 'tick' }),
    element('span', {}, id),
  );
}

function tickedBoxes(): HTMLInputElement[] {
  return [...byId('known-users').querySelectorAll<HTMLInputElement>('input:checked')];
}

function searchField(): HTMLInputElement {
  return byId('find-user', HTMLInputElement);
}

function newUserField(name: string): string {
  return byId(`new-${name}`, HTMLInputElement).value.trim();
}
