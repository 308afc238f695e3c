import { apiKeys, call, connection } from '../api/call.js';
import { byId, element } from '../elements/element.js';
import { clearProblems, showProblems } from '../elements/problems.js';
import { whenIn } from '../elements/time.js';
import { startSubscriptions } from '../topics/subscriptions.js';
import { userChoice } from '../users/user-choice.js';
import { users } from '../users/users.js';
import { categoryRows, fillPreferences, readChanges, weekdays } from './preference-fields.js';
import { patchOf } from './preferences-patch.js';
import { nightRows } from './quiet-hours.js';

let person;
let etag;
let stands;

/** Shows what a user has chosen, and changes it as the app's server would. */
export function startPeople(first) {
  const form = byId('preferences');
  byId('digest-day').append(...weekdays.map((day) => element('option', {}, day)));
  byId('time-zones').append(...Intl.supportedValuesOf('timeZone').map((value) => element('option', { value })));
  byId('nights-list').append(...nightRows());
  const subscriptions = startSubscriptions();

  function choose(user) {
    person = user;
    byId('preferences').hidden = true;
    byId('person-state').textContent = 'Reading…';
    subscriptions.show(user);
    void open();
  }

  userChoice(byId('person'), first, choose);
  form.addEventListener('input', showState);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void save();
  });
  byId('undo-preferences').addEventListener('click', () => show({}));
  byId('categories').addEventListener('click', ({ target }) => {
    const category = target.closest('[data-reset]')?.dataset.reset;
    if (category !== undefined) void send({ categories: { [category]: null } });
  });
  connection.addEventListener('found', refresh);
  choose(first);
  setInterval(showClock, 10_000);
}

/** Shows the preferences of a user, or those of whom it showed before, as they stand now. What is not saved yet stays. */
export function openPerson(user = person) {
  if (user === person) return refresh();
  const choice = byId('person');
  if (![...choice.options].some(({ value }) => value === user)) choice.append(element('option', {}, user));
  choice.value = user;
  choice.dispatchEvent(new Event('change'));
}

function refresh() {
  if (byId('save-preferences').disabled) void open();
}

async function open() {
  try {
    await read();
    show({});
    byId('person-state').textContent = '';
  } catch (error) {
    byId('preferences').hidden = true;
    byId('person-state').textContent = error.message;
  }
}

async function read() {
  const asked = person;
  const answer = await call('GET', path(), { bearer: apiKeys.live });
  if (asked === person) take(answer);
}

function take({ body, headers }) {
  stands = body;
  etag = headers.get('ETag');
}

/** Fills the form with what stands, and puts `changes` on top of it. */
function show(changes) {
  byId('categories').replaceChildren(...categoryRows(stands));
  fillPreferences(stands, changes);
  byId('preferences').hidden = false;
  clearProblems(byId('preferences'));
  say('');
  showClock();
  showState();
}

function showState() {
  const isChanged = Object.keys(readChanges(stands)).length > 0;
  byId('save-preferences').disabled = !isChanged;
  byId('undo-preferences').disabled = !isChanged;
}

async function save() {
  await send(patchOf(readChanges(stands), stands));
}

async function send(patch) {
  clearProblems(byId('preferences'));
  say('Saving…');
  try {
    take(await call('PATCH', path(), { bearer: apiKeys.live, headers: { 'If-Match': etag }, body: patch }));
    show({});
    say('Saved. It applies to what is published from now on.');
    users.look();
  } catch (error) {
    if (error.status === 412) return await keepChanges();
    fail(error);
  }
}

/** Somebody else was faster: what they chose is shown, and what was chosen here is kept on top of it, not saved. */
async function keepChanges() {
  const changes = readChanges(stands);
  await read();
  show(changes);
  say(`The preferences of ${person} were changed elsewhere. Your changes are not saved yet: check them, then save.`);
}

function fail(error) {
  const homeless = showProblems(byId('preferences'), error.errors ?? []);
  say((error.errors ?? []).length > 0 && homeless.length === 0 ? 'Not saved: see above.' : error.message);
}

function showClock() {
  if (stands === undefined) return;
  byId('person-clock').textContent = `It is ${whenIn(Date.now(), stands.timezone)} for ${person}.`;
}

function say(text) {
  byId('preferences-state').textContent = text;
}

function path() {
  return `/v1/users/${encodeURIComponent(person)}/preferences`;
}
