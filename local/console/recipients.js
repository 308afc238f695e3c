import { byId, element } from './element.js';
import { onUsers } from './users.js';

/** Offers every known user to publish to; `first` is ticked from the start. */
export function offerUsers(first) {
  const place = byId('known-users');
  let ticked = new Set([first]);
  onUsers((ids) => {
    if (place.children.length > 0) ticked = new Set(tickedUsers().map(({ value }) => value));
    place.replaceChildren(...ids.map((id) => userBox(id, ticked.has(id))));
  });
}

/** Who is chosen, in the order they are sent: what to send for each, and where on the page they are. */
export function readRecipients() {
  const known = tickedUsers().map((box) => ({ recipient: box.value, place: box.closest('label') }));
  const [id, email, phone, timezone] = ['id', 'email', 'phone', 'timezone'].map((name) => byId(`new-${name}`).value.trim());
  if (id === '' && email === '' && phone === '') return known;

  const contact = Object.fromEntries(Object.entries({ email, phone, timezone }).filter(([, value]) => value !== ''));
  return [...known, { recipient: { id, ...contact }, place: byId('new-user') }];
}

/** Empties the fields for a new user, who is by now a known one. */
export function forgetNewUser() {
  for (const field of byId('new-user').querySelectorAll('input')) field.value = '';
  byId('new-user').open = false;
}

/** A refusal points at the n-th recipient, or at one field of it: so each chosen one is told which it is. */
export function nameRecipients() {
  for (const place of byId('publish-form').querySelectorAll('[data-pointer^="/recipients/"]')) place.dataset.pointer = '';
  for (const [index, { place }] of readRecipients().entries()) {
    place.dataset.pointer = `/recipients/${index}`;
    for (const field of place.querySelectorAll('[data-field]'))
      field.dataset.pointer = `/recipients/${index}/${field.dataset.field}`;
  }
}

function userBox(id, isTicked) {
  return element(
    'label',
    { class: 'choice' },
    element('input', { type: 'checkbox', name: 'user', value: id, checked: isTicked }),
    element('span', {}, id),
  );
}

function tickedUsers() {
  return [...byId('known-users').querySelectorAll('input:checked')];
}
