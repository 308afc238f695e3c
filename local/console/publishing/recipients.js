import { byId, element } from '../elements/element.js';
import { showList } from '../elements/keyed-list.js';
import { onUsers } from '../users/users.js';

const mostOffered = 12; // those beyond are found by typing

let known = [];
let ticked = new Set();

/** Offers known users to publish to: all while they are few, else those that are chosen and those that a search finds. `first` is ticked from the start. */
export function offerUsers(first) {
  ticked = new Set([first]);
  onUsers((ids) => {
    known = ids;
    draw();
  });
  byId('find-user').addEventListener('input', draw);
  byId('find-user').addEventListener('keydown', tickFirstFound);
  byId('known-users').addEventListener('change', ({ target }) => tick(target.value, target.checked));
}

/** Who is chosen, in the order they are sent: what to send for each, and where on the page they are. */
export function readRecipients() {
  const chosen = tickedBoxes().map((box) => ({ recipient: box.value, place: box.closest('label') }));
  const [id, email, phone, timezone] = ['id', 'email', 'phone', 'timezone'].map((name) => byId(`new-${name}`).value.trim());
  if (id === '' && email === '' && phone === '') return chosen;

  const contact = Object.fromEntries(Object.entries({ email, phone, timezone }).filter(([, value]) => value !== ''));
  return [...chosen, { recipient: { id, ...contact }, place: byId('new-user') }];
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

function draw() {
  const isMany = known.length > mostOffered;
  const chosen = known.filter((id) => ticked.has(id));
  const others = found().slice(0, mostOffered);
  const shown = isMany ? [...chosen, ...others] : known;
  showList(
    byId('known-users'),
    shown.map((id) => ({ id, isTicked: ticked.has(id) })),
    { key: ({ id }) => id, draw: userBox },
  );
  byId('find-user').hidden = !isMany;
  byId('found-users').hidden = !isMany;
  byId('found-users').textContent = foundText(found().length - others.length, chosen.length);
}

/** Who is not chosen yet and fits what is typed. */
function found() {
  const typed = byId('find-user').value.trim().toLowerCase();
  return known.filter((id) => !ticked.has(id) && id.toLowerCase().includes(typed));
}

function foundText(hidden, chosen) {
  const others =
    hidden > 0 ? `${hidden} more: type part of a name to find them.` : found().length === 0 ? 'Nobody else matches.' : '';
  return `${chosen} of ${known.length} chosen. ${others}`;
}

/** Enter in the search chooses the first that was found, and does not publish. */
function tickFirstFound(event) {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const [first] = found();
  if (first === undefined || event.target.value.trim() === '') return;
  event.target.value = '';
  tick(first, true);
  draw();
  byId('publish-form').dispatchEvent(new Event('change')); // the curl line goes by it
}

function tick(id, isTicked) {
  if (isTicked) ticked.add(id);
  else ticked.delete(id);
}

function userBox({ id, isTicked }) {
  return element(
    'label',
    { class: 'choice' },
    element('input', { type: 'checkbox', name: 'user', value: id, checked: isTicked, 'data-does': 'tick' }),
    element('span', {}, id),
  );
}

function tickedBoxes() {
  return [...byId('known-users').querySelectorAll('input:checked')];
}
